"""The zones and sites of the project, and what their reader refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from atlas.core.errors import DataError, EncodingError, SchemaError
from atlas.core.model import Precision, Zone
from atlas.stores.catalogue import read_topics
from atlas.stores.zones import SITE_COLUMNS, ZONE_COLUMNS, read_sites, read_zones

GEODATA = Path(__file__).parents[2] / "geodata"

ZONE = {
    "name": "贵州大龙经济开发区",
    "aliases": "大龙经开区|大龙",
    "kind": "provincial",
    "code": "52201008",
    "adcodes": "520622",
    "lon": "",
    "lat": "",
    "precision": "county",
    "source": "GB/T 37028-2018",
    "confidence": "high",
    "note": "",
}
SITE = {
    "name": "灰山港镇",
    "aliases": "灰山港",
    "kind": "town",
    "adcodes": "430922",
    "lon": "112.23861",
    "lat": "28.28944",
    "precision": "town",
    "commodities": "",
    "source": "GeoNames 1806809 (CC BY 4.0)",
    "note": "",
}


def write_zones(folder: Path, *rows: dict[str, str], encoding: str = "utf-8") -> Path:
    lines = [",".join(ZONE_COLUMNS), *(",".join(row[column] for column in ZONE_COLUMNS) for row in rows)]
    path = folder / "zones.csv"
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return path


def write_sites(folder: Path, *rows: dict[str, str]) -> Path:
    lines = [",".join(SITE_COLUMNS), *(",".join(row[column] for column in SITE_COLUMNS) for row in rows)]
    path = folder / "sites.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


class TestReading:
    def test_a_zone_has_its_names_code_and_county(self, tmp_path: Path) -> None:
        (zone,) = read_zones(write_zones(tmp_path, ZONE))
        assert zone.name == "贵州大龙经济开发区"
        assert zone.aliases == ("大龙经开区", "大龙")
        assert (zone.kind, zone.code, zone.adcodes) == ("provincial", "52201008", ("520622",))

    def test_a_zone_without_coordinates_has_no_point(self, tmp_path: Path) -> None:
        (zone,) = read_zones(write_zones(tmp_path, ZONE))
        assert zone.point is None
        assert zone.precision is Precision.COUNTY

    def test_a_site_has_its_point_as_lon_lat(self, tmp_path: Path) -> None:
        (site,) = read_sites(write_sites(tmp_path, SITE))
        assert site.point == (112.23861, 28.28944)

    def test_a_point_may_be_known_to_the_county_only(self, tmp_path: Path) -> None:
        (site,) = read_sites(write_sites(tmp_path, SITE | {"precision": "county"}))
        assert site.point is not None
        assert site.precision is Precision.COUNTY

    def test_a_byte_order_mark_does_no_harm(self, tmp_path: Path) -> None:
        assert len(read_zones(write_zones(tmp_path, ZONE, encoding="utf-8-sig"))) == 1


class TestRefusing:
    @pytest.mark.parametrize(
        ("field", "value"),
        [
            pytest.param("name", "", id="no name"),
            pytest.param("source", "", id="no source"),
            pytest.param("kind", "village", id="unknown kind"),
            pytest.param("adcodes", "", id="no adcode"),
            pytest.param("adcodes", "52062", id="adcode of five digits"),
            pytest.param("adcodes", "520622|大龙", id="a name for an adcode"),
            pytest.param("precision", "exact", id="unknown precision"),
            pytest.param("precision", "parcel", id="parcel without a point"),
            pytest.param("lon", "109.01", id="half a point"),
            pytest.param("confidence", "sure", id="unknown confidence"),
        ],
    )
    def test_a_fault_is_told_with_file_row_and_field(self, tmp_path: Path, field: str, value: str) -> None:
        path = write_zones(tmp_path, ZONE | {"name": "贵州开阳经济开发区"}, ZONE | {field: value})
        with pytest.raises(SchemaError) as caught:
            read_zones(path)
        detail = caught.value.detail
        assert (detail["file"], detail["row"]) == ("zones.csv", 3)
        assert detail["field"] in (field, "lat")

    @pytest.mark.parametrize("lat", ["north", "90.5", "nan", "inf"])
    def test_degrees_must_be_degrees(self, tmp_path: Path, lat: str) -> None:
        with pytest.raises(SchemaError, match="lat"):
            read_sites(write_sites(tmp_path, SITE | {"lat": lat}))

    def test_a_zone_is_listed_once(self, tmp_path: Path) -> None:
        with pytest.raises(SchemaError, match="第 2 行重复"):
            read_zones(write_zones(tmp_path, ZONE, ZONE))

    def test_a_column_too_few_is_named(self, tmp_path: Path) -> None:
        path = tmp_path / "zones.csv"
        path.write_text("name,aliases\n大龙,\n", encoding="utf-8")
        with pytest.raises(SchemaError, match="confidence"):
            read_zones(path)

    def test_a_row_with_a_cell_too_many_is_named(self, tmp_path: Path) -> None:
        path = write_zones(tmp_path, ZONE)
        path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + ",more\n", encoding="utf-8")
        with pytest.raises(SchemaError, match="row 2"):
            read_zones(path)

    def test_gbk_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(EncodingError, match="UTF-8"):
            read_zones(write_zones(tmp_path, ZONE, encoding="gbk"))

    def test_a_missing_file_is_named_without_its_folder(self, tmp_path: Path) -> None:
        with pytest.raises(DataError) as caught:
            read_zones(tmp_path / "zones.csv")
        assert "zones.csv" in caught.value.message.zh
        assert str(tmp_path) not in str(caught.value)


@pytest.fixture(scope="module")
def zones() -> tuple[Zone, ...]:
    return read_zones(GEODATA / "zones.csv")


class TestZonesOfTheProject:
    def test_guizhou_has_66_zones_of_the_standard(self, zones: tuple[Zone, ...]) -> None:
        guizhou = [zone for zone in zones if zone.code.startswith("52")]
        assert len(guizhou) == 66
        assert sum(zone.kind == "national" for zone in guizhou) == 9

    def test_every_zone_of_the_standard_is_there(self, zones: tuple[Zone, ...]) -> None:
        codes = [zone.code for zone in zones if zone.code]
        assert len(codes) == len(set(codes)) == 354

    def test_no_name_stands_for_two_zones(self, zones: tuple[Zone, ...]) -> None:
        names = [name for zone in zones for name in (zone.name, *zone.aliases)]
        assert len(names) == len(set(names))

    def test_no_zone_claims_a_point_that_nobody_sourced(self, zones: tuple[Zone, ...]) -> None:
        assert all(zone.point is None for zone in zones)

    def test_several_counties_are_never_called_one(self, zones: tuple[Zone, ...]) -> None:
        assert all(zone.precision is Precision.REGION for zone in zones if len(zone.adcodes) > 1)

    def test_a_code_of_a_prefecture_or_province_says_so(self, zones: tuple[Zone, ...]) -> None:
        for zone in zones:
            if any(adcode.endswith("00") for adcode in zone.adcodes):
                assert zone.precision in (Precision.PREFECTURE, Precision.REGION), zone.name

    @pytest.mark.parametrize(
        ("words", "adcodes"),
        [
            ("大龙", ("520622",)),
            ("大龙经开区", ("520622",)),
            ("正安经开区", ("520324",)),
            ("正安吉他产业园区", ("520324",)),
            ("黔西南州高新区", ("522301",)),
            ("水城经开区", ("520204",)),
            ("仲恺·安龙共建工业产业园", ("522328",)),
            ("安顺高新区羊昌工业园", ("520403",)),
            ("正阳工业园区", ("500114",)),
            ("黔江高新区", ("500114",)),
            ("桃江经开区", ("430922",)),
            ("灰山港产业开发区", ("430922",)),
            ("贵安新区", ("520111", "520181", "520402", "520403")),
        ],
    )
    def test_the_words_of_the_documents_lead_to_counties(
        self, zones: tuple[Zone, ...], words: str, adcodes: tuple[str, ...]
    ) -> None:
        found = [zone for zone in zones if words in (zone.name, *zone.aliases)]
        assert [zone.adcodes for zone in found] == [adcodes]


@pytest.fixture(scope="module")
def sites() -> tuple[Zone, ...]:
    return read_sites(GEODATA / "sites.csv")


class TestSitesOfTheProject:
    def test_every_point_lies_in_the_four_regions(self, sites: tuple[Zone, ...]) -> None:
        for site in sites:
            if site.point:
                lon, lat = site.point
                assert 103.5 < lon < 116.2, site.name
                assert 24.5 < lat < 33.4, site.name

    def test_commodities_are_topics(self, sites: tuple[Zone, ...]) -> None:
        topics = {topic.slug for topic in read_topics(GEODATA / "topics.csv")}
        assert {slug for site in sites for slug in site.commodities} <= topics

    def test_deposits_and_plants_say_of_what(self, sites: tuple[Zone, ...]) -> None:
        assert all(site.commodities for site in sites if site.kind in ("deposit", "plant"))

    def test_nothing_is_claimed_better_than_the_town(self, sites: tuple[Zone, ...]) -> None:
        coarse = (Precision.TOWN, Precision.COUNTY, Precision.REGION)
        assert all(site.precision in coarse for site in sites)

    def test_what_is_under_cc_by_names_its_maker(self, sites: tuple[Zone, ...]) -> None:
        for site in sites:
            if "CC BY" in site.source:
                assert "©" in site.source, site.name

    @pytest.mark.parametrize(
        "words", ["灰山港镇", "鲊埠回族乡", "小海镇", "西江镇", "茅台镇", "西江千户苗寨"]
    )
    def test_towns_and_sights_of_the_documents_are_there(self, sites: tuple[Zone, ...], words: str) -> None:
        assert any(words == site.name for site in sites)

    def test_a_town_whose_point_has_no_licence_has_none(self, sites: tuple[Zone, ...]) -> None:
        (xiaohai,) = [site for site in sites if site.name == "小海镇"]
        assert xiaohai.point is None

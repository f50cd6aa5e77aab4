"""Admin units are made from polygons; a code that stands at two levels becomes one unit."""

from __future__ import annotations

import geopandas
import pytest
import shapely

from atlas.core.model import Level, PlaceName
from atlas.services.places import add_pinyin, make_units


def row(adcode: str, name: str, level: str, parent: str, province: str) -> dict[str, object]:
    return {
        "adcode": adcode,
        "name": name,
        "level": level,
        "kind": "city",
        "parent": parent,
        "prefecture": "",
        "province": province,
        "area_km2": 100.0,
        "label_lon": 0.5,
        "label_lat": 0.5,
        "geometry": shapely.box(0, 0, 1, 1),
    }


def frame(*rows: dict[str, object]) -> geopandas.GeoDataFrame:
    return geopandas.GeoDataFrame(list(rows), geometry="geometry", crs="EPSG:4326")


PROVINCES = frame(
    row("440000", "广东省", "province", "", "440000"), row("710000", "台湾省", "province", "", "710000")
)


@pytest.fixture
def units() -> dict[str, object]:
    prefectures = frame(row("441900", "东莞市", "prefecture", "440000", "440000"))
    counties = frame(
        row("441900", "东莞市", "county", "440000", "440000"),
        row("710000", "台湾省", "county", "710000", "710000"),
    )
    return dict(make_units([PROVINCES, prefectures, counties], {}))


def test_a_city_without_counties_is_a_county_of_its_province(units: dict[str, object]) -> None:
    assert units["441900"].level is Level.COUNTY  # type: ignore[attr-defined]
    assert units["441900"].parent == "440000"  # type: ignore[attr-defined]


def test_a_province_without_counties_stays_a_province(units: dict[str, object]) -> None:
    assert units["710000"].level is Level.PROVINCE  # type: ignore[attr-defined]


def test_no_unit_is_its_own_parent(units: dict[str, object]) -> None:
    assert all(unit.parent != code for code, unit in units.items())  # type: ignore[attr-defined]


def test_short_names_and_pinyin_are_added(units: dict[str, object]) -> None:
    assert (units["441900"].short_name, units["441900"].pinyin) == ("东莞", "dongguan")  # type: ignore[attr-defined]


def test_old_names_get_pinyin_and_curated_readings_win() -> None:
    names = [PlaceName("520281", "盘县", "old", 1999, 2016), PlaceName("371722", "单县", "old", None, 1999)]
    aloud = list(add_pinyin([*names, PlaceName("520281", "盘州", "short")], {"单县": "shan xian"}))
    assert [(name.pinyin, name.initials) for name in aloud] == [
        ("panxian", "px"),
        ("shanxian", "sx"),
        ("", ""),
    ]

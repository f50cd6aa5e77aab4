"""Units are followed through the yearly code book; where the thread is not clear it is cut."""

from __future__ import annotations

from pathlib import Path

import pytest

from atlas.core.errors import StoreCorrupt, StoreUnavailable
from atlas.core.model import CodeChange, Level, PlaceName
from atlas.stores.code_history import CodeHistory, CodePeriod, read_code_history
from atlas.stores.gazetteer import OldNames, read_old_names
from tests.core.places.real_units import UNITS, admin_unit

OLD_NAMES = Path(__file__).resolve().parents[2] / "geodata" / "gazetteer" / "old_names.csv"

#: Units of the changes below that the table of real units leaves out.
MORE = tuple(
    admin_unit(code, name, prefectures=frozenset())
    for code, name in (
        ("500120", "璧山区"),
        ("500152", "潼南区"),
        ("500153", "荣昌区"),
        ("500155", "梁平区"),
        ("420882", "京山市"),
        ("430582", "邵东市"),
    )
)

HEADER = (
    "year,province_name,city_name,county_name,province_adcode,city_adcode,county_adcode,"
    "province_id,city_id,county_id,province_short,city_short,county_short,rank"
)


@pytest.fixture(scope="module")
def history() -> CodeHistory:
    return read_code_history(UNITS + MORE)


@pytest.fixture(scope="module")
def curated() -> OldNames:
    return read_old_names(OLD_NAMES)


def write_book(path: Path, rows: list[tuple[int, str, str, str]]) -> Path:
    """A code book of counties: year, city, code, name."""
    lines = [HEADER]
    for year, city, code, name in rows:
        province = code[:2] + "0000"
        lines.append(f"{year},省,{city},{name},{province},{code[:4]}00,{code},,,,,,,3")
    lines += [
        f"{year},省,{city},,520000,520200,,,,,,,,2" for year, city in {(row[0], row[1]) for row in rows}
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


class TestTheInstalledBook:
    @pytest.mark.parametrize(
        ("year", "old_code", "old_name", "code"),
        [
            (2010, "420607", "襄阳区", "420607"),
            (2011, "430122", "望城县", "430112"),
            (2011, "500110", "万盛区", "500110"),
            (2011, "500222", "綦江县", "500110"),
            (2011, "500111", "双桥区", "500111"),
            (2011, "500225", "大足县", "500111"),
            (2011, "522401", "毕节市", "520502"),
            (2011, "522422", "大方县", "520521"),
            (2011, "522423", "黔西县", "520522"),
            (2011, "522424", "金沙县", "520523"),
            (2011, "522425", "织金县", "520524"),
            (2011, "522426", "纳雍县", "520525"),
            (2011, "522427", "威宁彝族回族苗族自治县", "520526"),
            (2011, "522428", "赫章县", "520527"),
            (2011, "522201", "铜仁市", "520602"),
            (2011, "522230", "万山特区", "520603"),
            (2011, "522222", "江口县", "520621"),
            (2011, "522223", "玉屏侗族自治县", "520622"),
            (2011, "522224", "石阡县", "520623"),
            (2011, "522225", "思南县", "520624"),
            (2011, "522226", "印江土家族苗族自治县", "520625"),
            (2011, "522227", "德江县", "520626"),
            (2011, "522228", "沿河土家族自治县", "520627"),
            (2011, "522229", "松桃苗族自治县", "520628"),
            (2012, "520114", "小河区", "520111"),
            (2014, "420321", "郧县", "420304"),
            (2014, "500227", "璧山县", "500120"),
            (2014, "500224", "铜梁县", "500151"),
            (2014, "520421", "平坝县", "520403"),
            (2015, "500223", "潼南县", "500152"),
            (2015, "500226", "荣昌县", "500153"),
            (2016, "500234", "开县", "500154"),
            (2016, "500228", "梁平县", "500155"),
            (2016, "500232", "武隆县", "500156"),
            (2016, "520321", "遵义县", "520304"),
            (2017, "430124", "宁乡县", "430182"),
            (2017, "520222", "盘县", "520281"),
            (2018, "420821", "京山县", "420882"),
            (2018, "430221", "株洲县", "430212"),
            (2018, "522322", "兴仁县", "522302"),
            (2019, "430521", "邵东县", "430582"),
            (2020, "421023", "监利县", "421088"),
            (2020, "520221", "水城县", "520204"),
            (2021, "431121", "祁阳县", "431181"),
            (2021, "520522", "黔西县", "520581"),
        ],
    )
    def test_changes_since_2010_are_known(
        self,
        history: CodeHistory,
        curated: OldNames,
        year: int,
        old_code: str,
        old_name: str,
        code: str,
    ) -> None:
        """Facts of the yearly differences, cross-checked with the dated events of the civil affairs list."""
        heirs = {
            change.adcode
            for change in (*history.changes, *curated.changes)
            if (change.old_adcode, change.old_name, change.year) == (old_code, old_name, year)
        } | {
            name.adcode
            for name in (*history.names, *curated.names)
            if (name.name, name.year_to) == (old_name, year - 1) and name.adcode == old_code
        }
        stations = {period.adcode for period in history.periods if period.code == code}
        assert heirs & (stations | {code})

    def test_a_unit_is_told_in_periods(self, history: CodeHistory) -> None:
        own = [period for period in history.periods if period.adcode == "520281"]
        assert own == [
            CodePeriod("520281", Level.COUNTY, "520202", "盘县特区", None, 1998),
            CodePeriod("520281", Level.COUNTY, "520222", "盘县", 1999, 2016),
            CodePeriod("520281", Level.COUNTY, "520281", "盘州市", 2017, None),
        ]

    def test_names_carry_their_years(self, history: CodeHistory) -> None:
        assert PlaceName("520204", "水城县", "old", 1987, 2019) in history.names
        assert PlaceName("420600", "襄樊市", "old", None, 2009) in history.names
        assert PlaceName("420600", "襄阳市", "official", 2010) in history.names

    def test_a_new_code_under_the_same_name_is_a_change_of_code_only(self, history: CodeHistory) -> None:
        change = CodeChange("522422", "大方县", "520521", 2011, "recoded")
        assert change in history.changes
        assert not [name for name in history.names if name.adcode == "520521"]

    def test_a_district_renamed_beside_a_new_city_of_its_old_stem_keeps_its_code(self) -> None:
        units = (
            admin_unit("360402", "濂溪区", prefectures=frozenset({"360400"})),
            admin_unit("360483", "庐山市", prefectures=frozenset({"360400"})),
        )
        names = read_code_history(units).names
        assert PlaceName("360402", "庐山区", "old", None, 2015) in names
        assert not [name for name in names if name.adcode == "360483"]

    def test_chongqing_is_followed_back_into_sichuan(self, history: CodeHistory) -> None:
        assert any(
            change.adcode == "500233" and change.old_adcode.startswith("51") for change in history.changes
        )

    def test_only_units_of_today_are_told(self, history: CodeHistory) -> None:
        codes = {unit.adcode for unit in UNITS + MORE}
        assert {name.adcode for name in history.names} <= codes
        assert {change.adcode for change in history.changes} <= codes

    def test_a_unit_whose_code_the_book_does_not_know_is_sought_by_its_name(self) -> None:
        unit = admin_unit("540422", "米林市", prefectures=frozenset({"540400"}))
        assert PlaceName("540422", "米林县", "old", None, 2022) in read_code_history([unit]).names


class TestSmallBooks:
    def test_a_unit_merged_into_another_leaves_no_thread(self, tmp_path: Path) -> None:
        rows = [(2011, "贵阳市", "520111", "花溪区"), (2011, "贵阳市", "520114", "小河区")]
        rows += [(2012, "贵阳市", "520111", "花溪区"), (2012, "贵阳市", "520115", "观山湖区")]
        assert read_code_history(UNITS, book=write_book(tmp_path / "b.csv", rows)).names == ()

    def test_two_of_one_stem_are_left_out(self, tmp_path: Path) -> None:
        rows = [(1987, "常德地区", "432401", "常德市"), (1987, "常德地区", "432421", "常德县")]
        rows += [(1988, "常德市", "430702", "武陵区"), (1988, "常德市", "430703", "鼎城区")]
        units = [admin_unit(code, name, prefectures=frozenset()) for _, _, code, name in rows[2:]]
        assert read_code_history(units, book=write_book(tmp_path / "b.csv", rows)).changes == ()

    def test_codes_before_the_first_national_standard_are_not_read(self, tmp_path: Path) -> None:
        rows = [(1982, "六盘水市", "520299", "盘县特区"), (2016, "六盘水市", "520222", "盘县")]
        rows += [(2017, "六盘水市", "520281", "盘州市")]
        changes = read_code_history(UNITS, book=write_book(tmp_path / "b.csv", rows)).changes
        assert [change.old_adcode for change in changes] == ["520222"]

    def test_a_missing_book_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(StoreUnavailable):
            read_code_history(UNITS, book=tmp_path / "none.csv")

    @pytest.mark.parametrize(
        "text", ["", "year,rank\n2020,3\n", HEADER + "\n", HEADER + "\nx" + "," * 12 + "3\n"]
    )
    def test_a_book_of_another_form_is_refused(self, tmp_path: Path, text: str) -> None:
        book = tmp_path / "b.csv"
        book.write_text(text, encoding="utf-8")
        with pytest.raises(StoreCorrupt):
            read_code_history(UNITS, book=book)

"""Words become places by name, year and region; a doubt stays a doubt."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.core.errors import PlaceUnresolved
from atlas.core.model import AdminUnit, Level
from atlas.core.places.gazetteer import Gazetteer
from atlas.core.places.name_index import PlaceTables
from atlas.core.places.resolution import Rule, Status, Thing

from .real_units import admin_unit, small_gazetteer

JIANGSU = "320000"
GUIZHOU, HUBEI, HUNAN, CHONGQING, GUANGDONG = "520000", "420000", "430000", "500000", "440000"


@pytest.mark.parametrize(
    ("words", "adcode", "rule"),
    [
        ("开阳县", "520121", Rule.OFFICIAL_NAME),
        ("开阳", "520121", Rule.SHORT_NAME),
        ("六枝", "520203", Rule.SHORT_NAME),
        ("六枝特区", "520203", Rule.OFFICIAL_NAME),
        ("玉屏", "520622", Rule.SHORT_NAME),
        ("玉屏县", "520622", Rule.COMMON_NAME),
        ("玉屏侗族自治县", "520622", Rule.OFFICIAL_NAME),
        ("威宁县", "520526", Rule.COMMON_NAME),
        ("黔东南州", "522600", Rule.COMMON_NAME),
        ("黔西南", "522300", Rule.SHORT_NAME),
        ("黔西", "520581", Rule.SHORT_NAME),
        ("520622", "520622", Rule.CODE),
        ("520222", "520281", Rule.OLD_CODE),
        ("盘县", "520281", Rule.OLD_NAME),
        ("水城县", "520204", Rule.OLD_NAME),
        ("黔西县", "520581", Rule.OLD_NAME),
        ("遵义县", "520304", Rule.OLD_NAME),
        ("襄樊", "420600", Rule.OLD_SHORT_NAME),
        ("万盛区", "500110", Rule.OLD_NAME),
        ("开阳市", "520121", Rule.OTHER_TAIL),
        ("六枝县", "520203", Rule.OTHER_TAIL),
        ("玉屏县城", "520622", Rule.PART),
        ("前郭县", "220721", Rule.ALIAS),
        ("粤", "440000", Rule.ABBREVIATION),
        ("东莞", "441900", Rule.SHORT_NAME),
        ("番禺", "440113", Rule.SHORT_NAME),
        ("黄埔", "440112", Rule.SHORT_NAME),
        ("增城", "440118", Rule.SHORT_NAME),
        ("仙桃", "429004", Rule.SHORT_NAME),
        ("澳门", "820000", Rule.SHORT_NAME),
    ],
)
def test_names_of_all_kinds_lead_to_the_unit(
    gazetteer: Gazetteer, words: str, adcode: str, rule: Rule
) -> None:
    found = gazetteer.resolve(words, region=GUIZHOU, year=2024)
    assert found.adcodes == (adcode,)
    assert found.candidates[0].rule is rule


@pytest.mark.parametrize(
    "words",
    ["大龙", "大龙经开区", "大龙经济开发区", "大龙经济技术开发区", "贵州大龙经开区", "铜仁市大龙经济开发区"],
)
def test_a_zone_is_known_by_every_spelling_and_lies_in_its_county(gazetteer: Gazetteer, words: str) -> None:
    place = gazetteer.get(words, region=GUIZHOU, year=2024)
    assert place.adcodes == ("520622",)
    assert place.name == "贵州大龙经济开发区"
    assert place.is_derived


def test_a_zone_may_lie_in_several_counties(gazetteer: Gazetteer) -> None:
    assert gazetteer.get("义龙新区", region=GUIZHOU).adcodes == ("522301", "522328")


def test_the_dot_in_a_zone_name_does_not_matter(gazetteer: Gazetteer) -> None:
    assert gazetteer.get("仲恺安龙共建工业产业园区", region=GUIZHOU).adcodes == ("522328",)


def test_a_kind_of_zone_alone_is_no_name(gazetteer: Gazetteer) -> None:
    assert gazetteer.resolve("高新区", region=GUIZHOU).status is Status.UNKNOWN
    assert gazetteer.get("重庆高新区", region=CHONGQING).adcodes == ("500106", "500107")


def test_towns_lie_in_their_county(gazetteer: Gazetteer) -> None:
    for words in ("灰山港镇", "灰山港", "桃江县灰山港镇"):
        assert gazetteer.get(words, region="430922").adcodes == ("430922",)


def test_names_in_latin_letters_are_not_names_of_a_text(gazetteer: Gazetteer) -> None:
    assert gazetteer.resolve("Zhengyang").status is Status.UNKNOWN


@pytest.mark.parametrize(
    ("words", "members"),
    [
        ("武鄂黄黄", ("420100", "420700", "420200", "421100")),
        ("宜荆荆", ("420500", "421000", "420800")),
        ("武襄十随", ("420100", "420600", "420300", "421300")),
    ],
)
def test_a_region_stands_for_its_members(gazetteer: Gazetteer, words: str, members: tuple[str, ...]) -> None:
    place = gazetteer.get(words, region=HUBEI, year=2024)
    assert place.adcodes == members
    assert place.thing is Thing.REGION


def test_some_regions_are_meant_only_at_home(gazetteer: Gazetteer) -> None:
    assert gazetteer.resolve("三大都市圈", region=HUBEI).status is Status.RESOLVED
    assert gazetteer.resolve("三大都市圈", region=GUIZHOU).status is Status.UNKNOWN
    assert gazetteer.resolve("三大都市圈").status is Status.UNKNOWN


class TestYears:
    def test_the_name_of_the_year_comes_first(self, gazetteer: Gazetteer) -> None:
        assert gazetteer.get("铜仁市", region=GUIZHOU, year=2008).adcodes == ("520602",)
        assert gazetteer.get("铜仁市", region=GUIZHOU, year=2024).adcodes == ("520600",)

    def test_a_name_may_pass_from_a_district_to_the_prefecture(self, gazetteer: Gazetteer) -> None:
        assert gazetteer.get("襄阳", region=HUBEI, year=2005).adcodes == ("420607",)
        assert gazetteer.get("襄阳", region=HUBEI, year=2024).adcodes == ("420600",)
        assert gazetteer.get("襄阳区", region=HUBEI, year=2024).adcodes == ("420607",)

    def test_an_old_name_is_known_after_its_time_and_says_so(self, gazetteer: Gazetteer) -> None:
        place = gazetteer.get("盘县", region=GUIZHOU, year=2024)
        assert place.adcodes == ("520281",)
        assert place.reason.zh == "盘州市：旧名，用到2016年"

    def test_a_new_name_is_known_before_its_time_with_less_trust(self, gazetteer: Gazetteer) -> None:
        early = gazetteer.get("盘州市", region=GUIZHOU, year=2010)
        late = gazetteer.get("盘州市", region=GUIZHOU, year=2024)
        assert early.adcodes == late.adcodes == ("520281",)
        assert early.score < late.score == 1.0

    def test_a_code_of_the_past_leads_to_its_heir(self, gazetteer: Gazetteer) -> None:
        assert gazetteer.get("522427").adcodes == ("520526",)


class TestNamesakes:
    def test_without_a_region_every_namesake_is_a_candidate(self, gazetteer: Gazetteer) -> None:
        found = gazetteer.resolve("朝阳区")
        assert found.status is Status.AMBIGUOUS
        assert found.best is None
        assert {one.adcode for one in found.candidates} == {"110105", "220104"}

    def test_the_region_of_the_document_decides(self, gazetteer: Gazetteer) -> None:
        assert gazetteer.get("朝阳区", region="220000").adcodes == ("220104",)
        assert gazetteer.get("江北区", region=CHONGQING).adcodes == ("500105",)
        assert gazetteer.get("大同", region="230000").adcodes == ("230606",)
        assert gazetteer.get("大同", region="140000").adcodes == ("140200",)

    def test_within_leaves_only_what_lies_there(self, gazetteer: Gazetteer) -> None:
        assert gazetteer.get("朝阳", within="220000").adcodes == ("220104",)
        assert gazetteer.get("吉林", within="220000").adcodes == ("220200",)
        assert gazetteer.resolve("开阳", within=HUBEI).status is Status.UNKNOWN

    def test_the_neighbours_in_the_list_help_where_the_region_does_not(self, gazetteer: Gazetteer) -> None:
        assert gazetteer.resolve("白云区", region=HUBEI).status is Status.AMBIGUOUS
        assert gazetteer.get("白云区", region=HUBEI, neighbours=["番禺", "增城"]).adcodes == ("440111",)
        assert gazetteer.get("白云区", region=HUBEI, neighbours=["520121"]).adcodes == ("520113",)

    def test_of_two_in_the_province_the_one_beside_its_neighbours_is_meant(
        self, everywhere: Gazetteer
    ) -> None:
        assert everywhere.get("鼓楼区", region=JIANGSU, neighbours=["睢宁", "铜山"]).adcodes == ("320302",)
        assert everywhere.get("鼓楼区", region=JIANGSU, neighbours=["秦淮"]).adcodes == ("320106",)
        found = everywhere.resolve("鼓楼区", region=JIANGSU, neighbours=["秦淮", "睢宁"])
        assert found.status is Status.AMBIGUOUS

    def test_the_own_province_weighs_more_than_the_neighbours(self, gazetteer: Gazetteer) -> None:
        assert gazetteer.get("白云区", region=GUIZHOU, neighbours=["番禺", "增城"]).adcodes == ("520113",)

    def test_provinces_are_known_everywhere_but_not_where_a_namesake_lies(self, gazetteer: Gazetteer) -> None:
        assert gazetteer.get("海南", region=GUIZHOU).adcodes == ("460000",)
        assert gazetteer.resolve("海南", region="630000").status is Status.AMBIGUOUS

    def test_a_faraway_prefecture_and_a_faraway_district_stay_in_doubt(self, gazetteer: Gazetteer) -> None:
        assert gazetteer.resolve("中山", region=GUIZHOU).status is Status.AMBIGUOUS
        assert gazetteer.get("中山市", region=GUIZHOU).adcodes == ("442000",)


class TestPrefectureAndCountyOfOneName:
    def test_the_bare_name_means_the_prefecture(self, gazetteer: Gazetteer) -> None:
        assert gazetteer.get("长沙", region=HUNAN).adcodes == ("430100",)
        assert gazetteer.get("荆州", region=HUBEI).adcodes == ("421000",)

    def test_the_form_decides(self, gazetteer: Gazetteer) -> None:
        assert gazetteer.get("长沙县", region=HUNAN).adcodes == ("430121",)
        assert gazetteer.get("长沙市", region=HUNAN).adcodes == ("430100",)

    def test_the_level_decides_where_the_text_tells_it(self, gazetteer: Gazetteer) -> None:
        assert gazetteer.get("长沙", region=HUNAN, level=Level.COUNTY).adcodes == ("430121",)

    def test_among_counties_it_is_a_doubt(self, gazetteer: Gazetteer) -> None:
        found = gazetteer.resolve("长沙", region=HUNAN, neighbours=["宁乡", "浏阳"])
        assert found.status is Status.AMBIGUOUS
        assert gazetteer.get("长沙", region=HUNAN, neighbours=["株洲", "湘潭"]).adcodes == ("430100",)

    def test_in_a_long_list_of_its_counties_it_is_the_county(self, everywhere: Gazetteer) -> None:
        beside = ["衡东", "祁东", "衡南"]
        assert everywhere.get("衡阳", region=HUNAN, neighbours=beside).adcodes == ("430421",)
        beside_a_prefecture = [*beside, "邵阳市"]
        assert everywhere.get("衡阳", region=HUNAN, neighbours=beside_a_prefecture).adcodes == ("430400",)

    def test_a_province_and_its_city_of_one_name_are_a_doubt_at_home(self, gazetteer: Gazetteer) -> None:
        assert gazetteer.resolve("吉林", region="220000").status is Status.AMBIGUOUS
        assert gazetteer.get("吉林", region=GUIZHOU).adcodes == ("220000",)
        assert gazetteer.get("吉林省吉林市").adcodes == ("220200",)


class TestUnitsInFront:
    @pytest.mark.parametrize("words", ["遵义市正安县", "贵州省遵义市正安县", "贵州正安", "遵义正安县"])
    def test_units_in_front_narrow_the_place(self, gazetteer: Gazetteer, words: str) -> None:
        assert gazetteer.get(words).adcodes == ("520324",)

    def test_the_unit_in_front_is_told_in_the_reason(self, gazetteer: Gazetteer) -> None:
        assert gazetteer.get("佛山市顺德区", region=GUIZHOU).reason.en.endswith(
            "inside 佛山市, official name"
        )

    def test_a_unit_that_does_not_hold_the_rest_is_no_answer(self, gazetteer: Gazetteer) -> None:
        found = gazetteer.resolve("贵阳市正安县", region=GUIZHOU)
        assert found.status is Status.UNKNOWN
        assert found.hints == ("遵义市正安县",)

    def test_an_unknown_county_is_never_filled_up_with_its_province(self, gazetteer: Gazetteer) -> None:
        assert gazetteer.resolve("重庆市假县").status is Status.UNKNOWN


class TestUnknownWords:
    def test_look_alikes_of_the_region_come_first(self, gazetteer: Gazetteer) -> None:
        found = gazetteer.resolve("开杨县", region=GUIZHOU)
        assert found.status is Status.UNKNOWN
        assert found.hints[0] == "开阳县"

    def test_words_for_all_of_the_document_are_no_places(self, gazetteer: Gazetteer) -> None:
        for words in ("全省", "全区", "全县", "本方案县域"):
            assert gazetteer.resolve(words, region=GUIZHOU).status is Status.UNKNOWN

    def test_get_refuses_with_the_hints(self, gazetteer: Gazetteer) -> None:
        with pytest.raises(PlaceUnresolved, match="不认识") as caught:
            gazetteer.get("开杨县", region=GUIZHOU)
        assert "开阳县" in caught.value.hint.zh
        assert caught.value.detail["nearest"][0] == "开阳县"

    def test_get_refuses_a_doubt_with_all_candidates(self, gazetteer: Gazetteer) -> None:
        with pytest.raises(PlaceUnresolved) as caught:
            gazetteer.get("朝阳区")
        assert sorted(caught.value.detail["candidates"]) == [["110105"], ["220104"]]

    def test_stars_and_blanks_inside_words_do_not_matter(self, gazetteer: Gazetteer) -> None:
        assert gazetteer.get("水**城** 区", region=GUIZHOU).adcodes == ("520204",)

    @given(words=st.text(max_size=30), year=st.none() | st.integers(1900, 2100))
    def test_nothing_raises(self, words: str, year: int | None) -> None:
        found = GAZETTEER.resolve(words, region=GUIZHOU, year=year, neighbours=[words])
        assert (found.status is Status.UNKNOWN) == (not found.candidates)


GAZETTEER = small_gazetteer()


class TestUnitsListedAtSeveralLevels:
    """Packages list Beijing as a prefecture too, 仙桃 as a prefecture, 东莞 as a county."""

    def test_each_is_known_at_its_own_level(self) -> None:
        units = (
            _at(Level.PROVINCE, "110000", "北京市"),
            _at(Level.PREFECTURE, "110000", "北京市"),
            _at(Level.PREFECTURE, "429004", "仙桃市"),
            _at(Level.COUNTY, "429004", "仙桃市"),
            _at(Level.PREFECTURE, "441900", "东莞市"),
            _at(Level.COUNTY, "441900", "东莞市"),
        )
        both = Gazetteer(PlaceTables(units))
        assert both.get("北京").level is Level.PROVINCE
        assert both.get("仙桃").level is Level.COUNTY
        assert both.get("东莞").level is Level.PREFECTURE
        assert both.get("东莞", level=Level.COUNTY).adcodes == ("441900",)

    def test_a_unit_listed_only_at_a_strange_level_is_not_lost(self) -> None:
        assert Gazetteer(PlaceTables((_at(Level.PREFECTURE, "110000", "北京市"),))).get("北京市").adcodes


class TestWholeCountry:
    """Laws that hold for each of some 3,300 units."""

    def test_every_official_name_resolves_to_its_unit_within_its_parent(
        self, everywhere: Gazetteer, country: tuple[AdminUnit, ...]
    ) -> None:
        for unit in country:
            found = everywhere.resolve(unit.name, within=unit.parent or None)
            assert found.adcodes == (unit.adcode,), unit

    def test_every_official_name_that_is_single_in_its_province_resolves_there(
        self, everywhere: Gazetteer, country: tuple[AdminUnit, ...]
    ) -> None:
        units: dict[tuple[str, str], list[AdminUnit]] = defaultdict(list)
        for unit in country:
            units[unit.province, unit.name].append(unit)
        for (province, name), same in units.items():
            found = everywhere.resolve(name, region=province)
            if len(same) == 1:
                assert found.adcodes == (same[0].adcode,), same
            else:
                assert found.status is Status.AMBIGUOUS, same

    def test_a_single_short_name_resolves_and_a_shared_one_never_does_without_a_region(
        self, everywhere: Gazetteer, country: tuple[AdminUnit, ...]
    ) -> None:
        by_short: dict[str, list[AdminUnit]] = defaultdict(list)
        for unit in country:
            by_short[unit.short_name].append(unit)
        shared = 0
        for short, same in by_short.items():
            found = everywhere.resolve(short)
            holders = [one for one in same if all(_holds(one, other) for other in same)]
            if holders:
                assert found.adcodes == (holders[0].adcode,), same
            else:
                shared += 1
                assert found.status is Status.AMBIGUOUS, same
                assert {one.adcode for one in found.candidates} >= {unit.adcode for unit in same}
        assert shared == 81

    def test_every_code_resolves_to_its_unit(
        self, everywhere: Gazetteer, country: tuple[AdminUnit, ...]
    ) -> None:
        assert all(everywhere.resolve(unit.adcode).adcodes == (unit.adcode,) for unit in country)


def _at(level: Level, adcode: str, name: str) -> AdminUnit:
    return replace(admin_unit(adcode, name, prefectures=frozenset()), level=level)


def _holds(outer: AdminUnit, inner: AdminUnit) -> bool:
    return outer.adcode in (inner.adcode, inner.prefecture, inner.province)

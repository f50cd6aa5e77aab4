"""A plan of a prefecture names towns without their counties; the table of the country says where they lie."""

from __future__ import annotations

import pytest

from atlas.core.errors import LimitExceeded
from atlas.core.places.find import MOST_PLACES
from atlas.core.places.gazetteer import Gazetteer
from atlas.core.places.towns import Town, TownIndex
from atlas.core.policy.reading.context import ReadingTools
from atlas.core.policy.reading.draft import DraftDocument
from atlas.core.policy.reading.mentions import PlaceReader
from tests.core.policy.reading.test_assembly import only, places, read

_JINHUA, _JIAXING, _ZUNYI, _ZHENGZHOU, _HOHHOT = "330700", "330400", "520300", "410100", "150100"
_ZHEJIANG, _GUANGDONG, _CHONGQING = "330000", "440000", "500000"
_YIWU, _YONGKANG, _DONGYANG, _PUJIANG, _LANXI = "330782", "330784", "330783", "330726", "330781"
_TOWNS = (
    Town("330782100", "佛堂镇", _YIWU),
    Town("330782105", "苏溪镇", _YIWU),
    Town("330784101", "古山镇", _YONGKANG),
    Town("330784110", "芝英镇", _YONGKANG),
    Town("330726104", "郑宅镇", _PUJIANG),
    Town("330781101", "游埠镇", _LANXI),
    Town("330783135", "横店镇", _DONGYANG),
    Town("330783005", "城东街道", _DONGYANG),
    Town("330723100", "柳城畲族镇", "330723"),
    Town("330402007", "建设街道", "330402"),
    Town("330411106", "洪合镇", "330411"),
    Town("330483100", "乌镇镇", "330483"),
    Town("150123100", "城关镇", "150123"),
    Town("520304104", "三合镇", "520304"),
    Town("520382110", "三合镇", "520382"),
    Town("360902100", "彬江镇", "360902"),
    Town("360902101", "西村镇", "360902"),
    Town("130684106", "白沟镇", "130684"),
    Town("500229002", "复兴街道", "500229"),
    Town("500157024", "复兴街道", "500157"),
    Town("500157102", "龙兴镇", "500157"),
    Town("441900121", "虎门镇", "441900"),
    Town("410185109", "唐庄镇", "410185"),
    Town("410926105", "龙王庄镇", "410926"),
    Town("120115115", "大唐庄镇", "120115"),
)


@pytest.fixture(scope="module")
def towned(tools: ReadingTools, everywhere: Gazetteer) -> ReadingTools:
    return ReadingTools(PlaceReader(everywhere, TownIndex(_TOWNS)), tools.units, tools.topics)


def told(tools: ReadingTools, words: str, *, region: str = _JINHUA) -> dict[str, set[str]]:
    return places(read(tools, "一、布局", words, region=region), "一")


def notes(draft: DraftDocument) -> list[str]:
    return [note.message.zh for note in draft.notes if note.code == "town_elsewhere"]


def test_towns_of_a_list_are_led_to_their_counties(towned: ReadingTools) -> None:
    draft = read(towned, "一、布局", "佛堂镇、古山镇、郑宅镇、游埠镇各建成小微企业园1个。", region=_JINHUA)
    assert places(draft, "一") == {"named": {_YIWU, _YONGKANG, _PUJIANG, _LANXI}}
    place = only(draft, "佛堂镇")
    assert place.rule == "subject of the sentence; town name"
    assert 0.8 < place.confidence < 0.95
    assert place.candidates[0].name == "义乌市佛堂镇"


@pytest.mark.parametrize(
    ("words", "county"),
    [
        ("支持横店镇做强影视产业。", _DONGYANG),
        ("在横店镇建设影视产业园。", _DONGYANG),
        ("建设横店镇影视产业园。", _DONGYANG),
        ("以城东街道为重点发展箱包产业。", _DONGYANG),
        ("柳城畲族镇发展茶叶。", "330723"),
        ("金华市横店镇发展影视产业。", _DONGYANG),
        ("金华横店镇发展影视产业。", _DONGYANG),
    ],
)
def test_a_town_may_stand_wherever_a_place_may(towned: ReadingTools, words: str, county: str) -> None:
    assert told(towned, words) == {"named": {county}}


def test_a_city_whose_name_a_county_has_too_may_stand_before_its_town(towned: ReadingTools) -> None:
    assert told(towned, "濮阳龙王庄镇发展化工。", region="410900") == {"named": {"410926"}}


@pytest.mark.parametrize(
    ("words", "region"),
    [
        ("支持特色小镇、中心镇、小城镇建设食品产业园。", _JINHUA),
        ("各乡镇发展茶叶，横店镇区发展旅游。", _JINHUA),
        ("推进城镇化，发展茶叶。", _JINHUA),
        ("返乡创业发展茶叶。", _JINHUA),
        ("大横店镇发展茶叶。", _JINHUA),
        ("发展白沟镇那样的箱包产业。", _JINHUA),
        ("改造建设街道，发展旅游。", _JIAXING),
        ("学习乌镇发展旅游。", _JIAXING),
        ("各县城关镇发展茶叶。", _HOHHOT),
        ("在城关镇发展茶叶。", _HOHHOT),
    ],
)
def test_what_is_no_town_of_the_area_leads_nowhere(towned: ReadingTools, words: str, region: str) -> None:
    linked = [code for codes in told(towned, words, region=region).values() for code in codes]
    assert not any(code.isdigit() for code in linked)


def test_a_town_inside_the_name_of_another_is_not_that_town(towned: ReadingTools) -> None:
    assert "410185" not in told(towned, "大唐庄镇发展茶叶。", region=_ZHENGZHOU).get("named", set())
    assert told(towned, "唐庄镇发展茶叶。", region=_ZHENGZHOU) == {"named": {"410185"}}


@pytest.mark.parametrize("words", ["洪合镇、乌镇发展旅游。", "洪合镇、建设街道发展旅游。"])
def test_short_names_and_those_that_are_phrases_count_in_a_list(towned: ReadingTools, words: str) -> None:
    assert len(told(towned, words, region=_JIAXING)["named"]) == 2


@pytest.mark.parametrize("words", ["古山乡发展五金。", "古山街道发展五金。", "支持柳城镇发展茶叶。"])
def test_an_older_name_is_believed_less(towned: ReadingTools, words: str) -> None:
    draft = read(towned, "一、布局", words, region=_JINHUA)
    place = next(place for item in draft.items if item.clause == "一" for place in item.places)
    assert place.rule.endswith("; town with another tail")
    assert place.confidence < 0.75
    assert place.read_as in (_YONGKANG, "330723")


def test_a_town_that_several_counties_have_is_a_doubt(towned: ReadingTools) -> None:
    place = only(read(towned, "一、旅游", "三合镇发展旅游。", region=_ZUNYI), "三合镇")
    assert place.is_in_doubt
    assert [one.adcodes for one in place.candidates] == [("520304",), ("520382",)]


@pytest.mark.parametrize(
    "lines",
    [
        ("一、旅游", "仁怀市发展白酒，三合镇建设产业园。"),
        ("一、旅游", "仁怀市发展白酒。", "三合镇建设产业园。"),
        ("一、仁怀市", "（一）重点", "1.园区。三合镇建设产业园。"),
    ],
    ids=["sentence", "clause", "heading"],
)
def test_a_county_named_beside_it_decides(towned: ReadingTools, lines: tuple[str, ...]) -> None:
    place = only(read(towned, *lines, region=_ZUNYI), "三合镇")
    assert place.read_as == "520382"
    assert place.rule.endswith("; town of a unit named beside it")
    assert [one.adcodes[0] for one in place.candidates] == ["520382", "520304"]


def test_a_prefecture_decides_in_the_plan_of_a_province(towned: ReadingTools) -> None:
    both = ReadingTools(
        PlaceReader(
            towned.places.gazetteer,
            TownIndex((Town("330783005", "城东街道", _DONGYANG), Town("331081002", "城东街道", "331081"))),
        ),
        towned.units,
        towned.topics,
    )
    draft = read(both, "一、布局", "（一）台州市", "城东街道发展鞋业。", region=_ZHEJIANG)
    assert only(draft, "城东街道").read_as == "331081"
    draft = read(both, "一、布局", "东阳市、温岭市要协作。城东街道发展鞋业。", region=_ZHEJIANG)
    assert only(draft, "城东街道").is_in_doubt


def test_a_county_in_front_decides_and_its_towns_are_no_places_of_their_own(towned: ReadingTools) -> None:
    for words in (
        "义乌市佛堂镇、苏溪镇发展木雕。",
        "义乌市（佛堂镇、苏溪镇）发展木雕。",
        "义乌佛堂镇和苏溪镇发展木雕。",
    ):
        draft = read(towned, "一、布局", words, region=_JINHUA)
        assert len([place for item in draft.items if item.clause == "一" for place in item.places]) == 1
        assert places(draft, "一") == {"named": {_YIWU}}
        assert notes(draft) == []


def test_a_district_of_many_cities_is_told_by_its_town(towned: ReadingTools) -> None:
    towns = TownIndex((Town("320106001", "宁海路街道", "320106"), Town("320302003", "黄楼街道", "320302")))
    many = ReadingTools(PlaceReader(towned.places.gazetteer, towns), towned.units, towned.topics)
    assert told(many, "鼓楼区黄楼街道发展商贸。", region="320000") == {"named": {"320302"}}


def test_a_list_goes_on_with_towns_of_other_counties(towned: ReadingTools) -> None:
    assert told(towned, "义乌市佛堂镇、古山镇发展木雕。") == {"named": {_YIWU, _YONGKANG}}


def test_a_town_that_the_table_has_in_another_county_is_told(towned: ReadingTools) -> None:
    draft = read(towned, "一、布局", "东阳市佛堂镇发展木雕。", region=_JINHUA)
    assert places(draft, "一") == {"named": {_DONGYANG}}
    assert "东阳市佛堂镇（义乌市）" in notes(draft)[0]
    assert notes(read(towned, "一、布局", "东阳市无人镇发展木雕。", region=_JINHUA)) == []


def test_towns_that_no_table_knows_stay_doubts_beside_those_it_knows(towned: ReadingTools) -> None:
    assert told(towned, "佛堂镇、无人镇发展木雕。") == {"named": {_YIWU, "无人镇"}}
    draft = read(towned, "一、布局", "无人镇发展木雕，佛堂镇发展食品。", region=_JINHUA)
    by_words = [{place.words for place in item.places} for item in draft.items]
    assert {"无人镇"} in by_words
    assert {"佛堂镇"} in by_words


def test_a_town_of_a_unit_without_boundary_leads_nowhere(towned: ReadingTools) -> None:
    draft = read(towned, "一、布局", "龙兴镇发展汽车。", region=_CHONGQING)
    assert only(draft, "龙兴镇").rule == "a town that no table knows"
    place = only(read(towned, "一、布局", "复兴街道发展汽车。", region=_CHONGQING), "复兴街道")
    assert place.read_as == ""
    assert [one.adcodes for one in place.candidates] == [("500229",)]


def test_in_the_document_of_a_county_its_towns_are_the_county(towned: ReadingTools) -> None:
    for words in ("佛堂镇发展木雕。", "古山镇发展木雕。"):
        assert told(towned, words, region=_YIWU) == {"implicit": {_YIWU}}


def test_a_city_without_counties_is_the_county_of_its_towns(towned: ReadingTools) -> None:
    assert told(towned, "虎门镇发展服装。", region=_GUANGDONG) == {"named": {"441900"}}


def test_a_ban_and_an_exception_reach_the_county_of_the_town(towned: ReadingTools) -> None:
    assert told(towned, "不得在佛堂镇新建造纸项目。") == {"negated": {_YIWU}}
    assert told(towned, "除佛堂镇外，全市发展茶叶。")["excluded"] == {_YIWU}


def test_a_heading_may_be_a_town(towned: ReadingTools) -> None:
    draft = read(towned, "一、佛堂镇", "建设食品产业园。", region=_JINHUA)
    assert places(draft, "一") == {"implicit": {_YIWU}}


def test_a_company_named_after_a_town_is_no_place(towned: ReadingTools) -> None:
    assert _YIWU not in told(towned, "浙江佛堂镇食品有限公司投资5亿元建设食品厂。").get("named", set())


def test_more_towns_than_any_plan_names_are_refused(towned: ReadingTools) -> None:
    with pytest.raises(LimitExceeded, match="地名超过"):
        towned.places.read("佛堂镇、" * (MOST_PLACES + 1), region=_JINHUA, year=2026)

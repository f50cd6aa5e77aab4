"""A zone that no table knows and that is named after a town of the area lies in the county of that town."""

from __future__ import annotations

import pytest

from atlas.core.places.gazetteer import Gazetteer
from atlas.core.places.towns import Town, TownIndex
from atlas.core.policy.reading.context import ReadingTools
from atlas.core.policy.reading.mentions import PlaceReader
from atlas.core.policy.reading.towns.zone_words import is_common_beginning
from tests.core.policy.reading.test_assembly import only, places, read

_BAOJI, _SHAANXI, _HUANGGANG, _HUBEI, _YICHUN, _JINHUA = (
    "610300",
    "610000",
    "421100",
    "420000",
    "360900",
    "330700",
)
_QISHAN, _HUANGMEI, _YUANZHOU, _ZHANGSHU, _WUYI = "610323", "421127", "360902", "360982", "330723"
_TOWNS = (
    Town("610323101", "蔡家坡镇", _QISHAN),
    Town("421127101", "小池镇", _HUANGMEI),
    Town("360902101", "彬江镇", _YUANZHOU),
    Town("360902102", "西村镇", _YUANZHOU),
    Town("360902103", "现代镇", _YUANZHOU),
    Town("360902001", "城东街道", _YUANZHOU),
    Town("360902002", "中心街道", _YUANZHOU),
    Town("360902003", "化工街道", _YUANZHOU),
    Town("360902004", "滨江街道", _YUANZHOU),
    Town("360902005", "北园街道", _YUANZHOU),
    Town("360902006", "丰城街道", _YUANZHOU),
    Town("360902104", "三阳镇", _YUANZHOU),
    Town("360982104", "三阳乡", _ZHANGSHU),
    Town("360982105", "太阳镇", _ZHANGSHU),
    Town("330723100", "柳城畲族镇", _WUYI),
)
_COUNTIES = {_QISHAN, _HUANGMEI, _YUANZHOU, _ZHANGSHU, _WUYI}


@pytest.fixture(scope="module")
def towned(tools: ReadingTools, everywhere: Gazetteer) -> ReadingTools:
    return ReadingTools(PlaceReader(everywhere, TownIndex(_TOWNS)), tools.units, tools.topics)


def told(tools: ReadingTools, words: str, region: str) -> dict[str, set[str]]:
    return places(read(tools, "一、布局", words, region=region), "一")


def led_to(tools: ReadingTools, words: str, region: str) -> set[str]:
    return _COUNTIES & {code for codes in told(tools, words, region).values() for code in codes}


@pytest.mark.parametrize(
    ("words", "region", "county"),
    [
        ("蔡家坡经济技术开发区发展重卡。", _BAOJI, _QISHAN),
        ("形成以蔡家坡经济技术开发区为龙头的汽车产业。", _SHAANXI, _QISHAN),
        ("宝鸡蔡家坡经济技术开发区发展重卡。", _SHAANXI, _QISHAN),
        ("宝鸡市蔡家坡高新区发展重卡。", _BAOJI, _QISHAN),
        ("支持小池滨江高新区发展电子信息。", _HUANGGANG, _HUANGMEI),
        ("加强小池滨江高新区建设。", _HUBEI, _HUANGMEI),
        ("在彬江工业园建设锂电项目。", _YICHUN, _YUANZHOU),
        ("规划彬江机电循环经济产业园。", _YICHUN, _YUANZHOU),
        ("柳城绿色食品工业园发展茶叶。", _JINHUA, _WUYI),
    ],
)
def test_a_zone_lies_in_the_county_of_its_town(
    towned: ReadingTools, words: str, region: str, county: str
) -> None:
    assert told(towned, words, region) == {"named": {county}}


def test_it_is_believed_less_than_a_town_and_says_why(towned: ReadingTools) -> None:
    place = only(
        read(towned, "一、布局", "蔡家坡经济技术开发区发展重卡。", region=_BAOJI), "蔡家坡经济技术开发区"
    )
    assert place.rule == "subject of the sentence; zone named after a town"
    assert 0.5 < place.confidence <= 0.75
    assert place.candidates[0].name == "岐山县蔡家坡镇"


@pytest.mark.parametrize(
    "words",
    [
        "现代农业产业园、智能制造产业园、新材料产业园发展锂电。",
        "循环经济产业园、化工园区、高新区发展锂电。",
        "中小企业园、返乡创业园、农产品加工园发展锂电。",
        "城东工业园、中心产业园、滨江工业园、北园产业园发展锂电。",
        "太阳能产业园发展光伏。",
        "大彬江工业园发展锂电。",
        "彬江依托高新区、彬江支持工业园发展锂电。",
        "彬江发展锂电。",
    ],
)
def test_what_is_not_named_after_a_town_leads_nowhere(towned: ReadingTools, words: str) -> None:
    assert led_to(towned, words, _YICHUN) == set()


def test_a_zone_of_another_area_leads_nowhere(towned: ReadingTools) -> None:
    assert led_to(towned, "对接彬江工业园，学习宜春彬江工业园。", _BAOJI) == set()


def test_a_county_counts_more_than_a_town_of_its_name(towned: ReadingTools) -> None:
    assert "360981" in told(towned, "丰城工业园发展锂电。", _YICHUN)["named"]
    assert led_to(towned, "丰城工业园发展锂电。", _YICHUN) == set()
    assert told(towned, "樟树市彬江工业园发展中药。", _YICHUN) == {"named": {_ZHANGSHU}}


@pytest.mark.parametrize(
    "words",
    ["袁州区（彬江工业园、西村工业园）发展锂电。", "袁州区建设彬江工业园。", "袁州区的彬江工业园发展锂电。"],
)
def test_a_county_named_before_it_is_not_named_twice(towned: ReadingTools, words: str) -> None:
    draft = read(towned, "一、布局", words, region=_YICHUN)
    assert places(draft, "一") == {"named": {_YUANZHOU}}
    assert all(len(item.places) <= 1 for item in draft.items if item.clause == "一")


def test_a_ban_and_an_exception_reach_the_county_of_the_zone(towned: ReadingTools) -> None:
    assert told(towned, "不得在彬江工业园新建造纸项目。", _YICHUN) == {"negated": {_YUANZHOU}}
    assert told(towned, "除彬江工业园外，全市发展茶叶。", _YICHUN)["excluded"] == {_YUANZHOU}


def test_a_zone_whose_town_several_counties_have_is_a_doubt(towned: ReadingTools) -> None:
    place = only(read(towned, "一、布局", "三阳工业园发展锂电。", region=_YICHUN), "三阳工业园")
    assert place.is_in_doubt
    assert {one.adcodes[0] for one in place.candidates} == {_YUANZHOU, _ZHANGSHU}


def test_a_county_named_beside_it_decides(towned: ReadingTools) -> None:
    draft = read(towned, "一、布局", "樟树市要加快承接，三阳工业园发展中药。", region=_YICHUN)
    assert only(draft, "三阳工业园").read_as == _ZHANGSHU


def test_a_zone_of_a_city_that_no_table_knows_stays_a_doubt(towned: ReadingTools) -> None:
    draft = read(towned, "一、布局", "宝鸡高新区、宝鸡经济技术开发区发展钛材。", region=_BAOJI)
    assert only(draft, "宝鸡经济技术开发区").is_in_doubt


@pytest.mark.parametrize(
    "words", ["由彬江工业园投资有限公司建设锂电项目。", "彬江工业园供热有限责任公司投资5亿元。"]
)
def test_a_company_named_after_a_zone_is_no_place(towned: ReadingTools, words: str) -> None:
    assert led_to(towned, words, _YICHUN) == set()


def test_in_the_document_of_a_county_its_zones_are_the_county(towned: ReadingTools) -> None:
    assert told(towned, "彬江工业园发展锂电。", _YUANZHOU) == {"implicit": {_YUANZHOU}}


@pytest.mark.parametrize(
    "words", ["现代", "循环", "城东", "河西", "临港", "石油", "中心", "合作", "科技创新"]
)
def test_words_of_every_city_are_no_names(words: str) -> None:
    assert is_common_beginning(words)


@pytest.mark.parametrize("words", ["蔡家坡", "小池", "彬江", "十里", "滨海港", "云山", "东山"])
def test_names_are_names(words: str) -> None:
    assert not is_common_beginning(words)


def test_a_zone_named_after_a_mountain_lies_where_the_sentence_says(
    tools: ReadingTools, everywhere: Gazetteer
) -> None:
    towns = TownIndex((Town("640424101", "六盘山镇", "640424"),))
    towned = ReadingTools(PlaceReader(everywhere, towns), tools.units, tools.topics)
    draft = read(towned, "一、隆德县传承剪纸工艺，建设六盘山手工艺产业园。", region="640000")
    assert places(draft, "一")["named"] == {"640423"}

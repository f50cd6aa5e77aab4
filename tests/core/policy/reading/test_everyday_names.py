"""Counties whose names are everyday words count where only who is asked to act can stand, in plans of their prefecture."""

from __future__ import annotations

import pytest

from atlas.core.policy.reading.context import ReadingTools
from tests.core.policy.reading.test_duties import asked, read


def named(tools: ReadingTools, region: str, line: str) -> set[str]:
    return {words for item in read(tools, f"一、{line}", region=region) for words in asked(item)}


@pytest.mark.parametrize(
    ("region", "line", "county"),
    [
        ("431200", "会同主攻竹木家具。", "会同"),
        ("431200", "靖州发展茯苓，通道重点发展旅游。", "通道"),
        ("431200", "支持通道发展侗锦。", "通道"),
        ("450300", "资源重点发展风电。", "资源"),
        ("360700", "兴国重点打造灰鹅加工。", "兴国"),
        ("520500", "支持大方等县组建融资担保公司。", "大方"),
        ("421000", "公安做强汽车零部件。", "公安"),
        ("360000", "支持兴国经济开发区扩区调区。", "兴国经济开发区"),
        ("140300", "支持城区、矿区、郊区发展煤化工。", "矿区"),
        ("140000", "晋城市城区发展光电产业。", "晋城市城区"),
        ("211000", "灯塔、辽阳县发展化工。", "灯塔"),
        ("141100", "兴县、临县发展铝产业。", "兴县"),
        ("340500", "支持和县发展蔬菜加工。", "和县"),
        ("500000", "长寿、涪陵发展化工。", "长寿"),
    ],
)
def test_a_county_that_is_told_to_act_is_found(
    region: str, line: str, county: str, tools: ReadingTools
) -> None:
    assert county in named(tools, region, line)


@pytest.mark.parametrize(
    ("region", "line"),
    [
        ("431200", "市工信局会同发展改革委推进。"),
        ("431200", "畅通道路，通道建设加快。"),
        ("450300", "资源开发要有序。"),
        ("450300", "资源富集县优先承接产业转移。"),
        ("450000", "桂西和资源富集县优先承接产业转移。"),
        ("360700", "坚持科教兴国，推动发展。"),
        ("623000", "推动合作发展。"),
        ("421000", "公安机关加快建设。"),
        ("210600", "全面推进乡村振兴。"),
        ("130400", "为实现民族复兴作出贡献。"),
        ("371700", "支持牡丹籽油企业发展。"),
        ("652700", "发展温泉、冰雪旅游。"),
        ("131000", "建设大城市配套区。"),
        ("211000", "创建灯塔工厂10家。"),
        ("420100", "践行绿水青山就是金山银山理念。"),
        ("500000", "发展长寿食品、富硒食品。"),
        ("540000", "比如，发展藏药。"),
        ("340500", "市和县两级财政安排资金5亿元。"),
        ("341200", "阜阳市和县区共建园区。"),
        ("141100", "坚持工业兴县、科技强县。"),
        ("621200", "成县域发展新引擎。"),
        ("411500", "建设国家创新县。"),
        ("140000", "坚持园区兴县、企业强县。"),
        ("330000", "推进滨海港区建设。"),
        ("410000", "我市区县工业园区发展加快。"),
        ("340000", "推动产业向山区布局。"),
        ("530000", "改造隆里古城、提升古城风貌。"),
        ("210000", "三是建平台。"),
        ("440200", "东江、北江、韩江上游要守住红线。"),
        ("520000", "资源重点向园区集中，会同重点企业攻关。"),
    ],
)
def test_the_word_by_itself_is_no_county(region: str, line: str, tools: ReadingTools) -> None:
    assert named(tools, region, line) == set()


def test_a_district_called_like_a_part_of_any_town_waits_for_a_person(tools: ReadingTools) -> None:
    (item,) = read(tools, "一、城区重点发展服务业。", region="140500")
    (place,) = item.places
    assert place.words == "城区"
    assert place.is_in_doubt
    assert {one.adcodes for one in place.candidates} == {("140502",), ("140500",)}


def test_a_famous_city_is_meant_where_a_district_elsewhere_in_the_province_has_its_name(
    tools: ReadingTools,
) -> None:
    def codes(line: str, region: str) -> set[str]:
        return {
            place.read_as
            for item in read(tools, f"一、{line}", region=region)
            for place in item.places
            if place.words == "西安"
        }

    assert codes("产品供应郑州、西安等市场。", "230000") == {"610100"}
    assert codes("支持东安、西安、爱民发展装备。", "230000") == {"231005"}
    assert codes("支持西安发展装备。", "231000") == {"231005"}


def test_a_joining_word_is_no_part_of_the_name_behind_it(tools: ReadingTools) -> None:
    assert "和龙" not in named(tools, "220000", "支持东源县和龙川县建设园区。")
    assert "同江" not in named(tools, "230000", "支持企业同江苏无锡市合作建设园区。")

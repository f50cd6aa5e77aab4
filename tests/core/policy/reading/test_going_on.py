"""What goes on with the places said before, without naming them, and what speaks of the whole area again."""

from __future__ import annotations

import pytest

from atlas.core.policy.reading.context import ReadingTools
from tests.core.policy.reading.test_duties import read

_HUAIHUA = "431200"

Asked = set[tuple[str, str]]


def asked(tools: ReadingTools, line: str) -> Asked:
    """Place and topic of all that counties are asked for, written or not."""
    return {
        (place.words, topic)
        for item in read(tools, line, region=_HUAIHUA)
        for place in item.places
        if place.relation.value in ("named", "implicit")
        for topic in item.topics
    }


def rules(tools: ReadingTools, line: str) -> list[str]:
    return [place.rule for item in read(tools, line, region=_HUAIHUA) for place in item.places]


def test_behind_a_semicolon_words_without_a_subject_go_on_with_the_county_before_it(
    tools: ReadingTools,
) -> None:
    line = "一、溆浦县加快煤电转型；支持水泥企业节能改造。"
    assert ("溆浦县", "building-materials") in asked(tools, line)
    assert "goes on from the words before" in rules(tools, line)


def test_circled_numbers_go_on_with_the_county_before_them(tools: ReadingTools) -> None:
    assert ("辰溪县", "building-materials") in asked(
        tools, "一、辰溪县①发展矿山机械；②推进新型干法水泥节能改造。"
    )


@pytest.mark.parametrize(
    "line",
    [
        "一、溆浦县加快煤电转型；各县支持水泥企业节能改造。",
        "一、溆浦县加快煤电转型；全市支持水泥企业节能改造。",
        "一、溆浦县加快煤电转型。支持水泥企业节能改造。",
    ],
)
def test_a_subject_of_its_own_or_a_full_stop_ends_what_is_said_of_a_county(
    line: str, tools: ReadingTools
) -> None:
    assert ("溆浦县", "building-materials") not in asked(tools, line)


def test_three_counties_are_those_named_before(tools: ReadingTools) -> None:
    line = "一、沅陵、辰溪等县扩大面料生产，溆浦县打造羽绒服装品牌。三县新增规上企业60家。"
    assert {("沅陵", "enterprises"), ("辰溪", "enterprises"), ("溆浦县", "enterprises")} <= asked(tools, line)
    assert "counted again" in rules(tools, line)


def test_another_number_of_counties_is_not_guessed_at(tools: ReadingTools) -> None:
    line = "一、沅陵、辰溪等县扩大面料生产。五县新增规上企业60家。"
    assert ("沅陵", "enterprises") not in asked(tools, line)


def test_what_is_told_of_the_whole_prefecture_is_no_topic_of_its_county(tools: ReadingTools) -> None:
    line = "一、鹤城区建设大数据产业园，全市“企业上云”累计超过3000户。"
    assert ("鹤城区", "digital") not in asked(tools, line)


@pytest.mark.parametrize("verb", ["主攻", "做精", "引育", "深耕", "谋划"])
def test_a_ban_behind_a_task_leaves_the_task_and_gives_no_topic(verb: str, tools: ReadingTools) -> None:
    assert asked(tools, f"一、新晃县{verb}精细化工，禁止新建印染项目。") >= {("新晃县", "fine-chemicals")}
    assert asked(tools, "一、新晃县主攻精细化工，禁止新建印染项目。") == {("新晃县", "fine-chemicals")}


def test_behind_a_bracket_of_products_nothing_is_said_of_its_last_county(tools: ReadingTools) -> None:
    line = "一、重点发展装备制造（辰溪管道、溆浦铸造、中方电缆），雪峰山地区重点发展陶瓷。"
    assert ("中方", "building-materials") not in asked(tools, line)
    assert ("中方", "equipment") in asked(tools, line)


def test_a_total_of_the_prefecture_behind_a_list_of_counties_is_none_of_theirs(tools: ReadingTools) -> None:
    line = "一、沅陵县依托凤凰山、辰溪县依托辰溪古城、溆浦县依托雪峰山，打造文化旅游目的地，到2028年全市旅游综合收入达到900亿元。"
    targets = [item for item in read(tools, line, region=_HUAIHUA) if item.figure is not None]
    assert [place.relation.value for item in targets for place in item.places] == ["scope"]
    assert {("沅陵县", "culture-tourism"), ("辰溪县", "culture-tourism")} <= asked(tools, line)


def test_the_rest_of_a_sight_is_no_district_elsewhere(tools: ReadingTools) -> None:
    line = "一、支持辰溪县依托辰溪古城发展旅游。"
    assert {place.words for item in read(tools, line, region=_HUAIHUA) for place in item.places} == {"辰溪县"}


def test_what_a_plan_is_made_for_is_no_task_of_every_county(tools: ReadingTools) -> None:
    opening = "为贯彻省委部署，推动县域工业发展，结合我市实际，制定本方案。"
    items = read(tools, opening, "一、重点任务", "（一）支持沅陵县发展茶叶。", region=_HUAIHUA)
    assert [item.clause for item in items] == ["一/(一)"]


def test_what_is_done_with_all_products_of_a_list_is_asked_of_each_of_its_places(tools: ReadingTools) -> None:
    found = asked(tools, "一、推动溆浦瑶药、辰溪柳编参加广交会，拓展海外市场。")
    assert {("溆浦", "market"), ("辰溪", "market"), ("溆浦", "health-medicine"), ("辰溪", "crafts")} <= found
    assert ("溆浦", "crafts") not in found


def test_two_tasks_behind_each_other_belong_to_their_own_counties(tools: ReadingTools) -> None:
    found = asked(tools, "一、在溆浦县建设轴承产业集群、在辰溪县建设茶叶产业集群。")
    assert found == {("溆浦县", "bearings"), ("辰溪县", "tea")}


def test_a_label_of_which_each_county_is_spoken_of_again_asks_nothing_by_itself(tools: ReadingTools) -> None:
    found = asked(tools, "一、溆浦县、辰溪县：溆浦县发展轴承，辰溪县发展茶叶。")
    assert found == {("溆浦县", "bearings"), ("辰溪县", "tea")}


def test_the_name_of_a_town_names_no_topic(tools: ReadingTools) -> None:
    line = "一、古城乡、雷大乡稳妥推进石灰石开采加工。"
    items = read(tools, line, region="620826")
    assert {topic for item in items for topic in item.topics} == {"building-materials"}


def test_what_is_told_beside_others_is_no_task(tools: ReadingTools) -> None:
    line = "一、与黔江、武隆等邻近区县相比，我县工业底子薄、链条短，发展空间受限。"
    assert [item.summary.zh for item in read(tools, line, region="500243")] == []


def test_counties_that_go_on_as_before_are_asked_nothing(tools: ReadingTools) -> None:
    line = "一、溆浦县、辰溪县按现行机制与长沙对接，不纳入本轮结对范围。"
    assert asked(tools, line) == set()


@pytest.mark.parametrize("words", ["办好海丝国际茶文化节。", "拓展北京马连道等批发市场。"])
def test_fairs_and_markets_are_asked_of_the_county_of_the_plan(tools: ReadingTools, words: str) -> None:
    assert [place.read_as for item in read(tools, f"一、{words}", region="350524") for place in item.places][
        :1
    ] == ["350524"]


def test_a_part_that_names_partners_only_goes_on_with_the_county_before_it(tools: ReadingTools) -> None:
    items = read(tools, "一、溆浦县发展煤电，与辰溪县协作发展建材。", region=_HUAIHUA)
    said = {(place.words, place.relation.value) for item in items for place in item.places}
    assert said == {("溆浦县", "named"), ("溆浦县", "implicit"), ("辰溪县", "partner")}


def test_help_for_a_county_elsewhere_is_no_task_of_every_county_at_home(tools: ReadingTools) -> None:
    items = read(tools, "一、对新疆阿克陶县开展产业援助，援建纺织服装车间10个。", region=_HUAIHUA)
    said = {(place.words, place.relation.value) for item in items for place in item.places}
    assert said == {("新疆阿克陶县", "partner")}

"""A sentence that only says what may not be asks nothing of anybody; to end something is a task like any other."""

from __future__ import annotations

import pytest

from atlas.core.policy.reading.context import ReadingTools
from atlas.core.policy.reading.prohibitions import bans_within, forbids, without_bans
from tests.core.policy.reading.test_assembly import places, read

_HUNAN, _YANBIAN, _SHIMEN = "430000", "222400", "430726"


@pytest.mark.parametrize(
    "words",
    [
        "严禁新建化工项目",
        "各县不再审批小煤矿",
        "全州一律不布局化工园区",
        "除浏阳市外，其余各县（市）不再新建烟花厂",
        "为保护洞庭湖生态，严禁在湖区开矿建设",
        "对未达到环保标准的项目，不予备案",
        "不得新建《目录》淘汰类项目，严禁未批先建",
        "严格环境准入：禁止新建电镀项目",
        "严禁在干流一公里范围内，以及重点湖泊岸线建设化工园区",
        "任何单位不得擅自改变园区用地性质",
        "坚持不搞大拆大建",
        "不再发展电解锰，逐步退出高耗能锰冶炼",
    ],
)
def test_a_ban_is_no_task(words: str) -> None:
    assert forbids(words)


@pytest.mark.parametrize(
    "words",
    [
        "淘汰落后产能，有序退出小水泥",
        "全市压减粗钢产能，整治小散乱企业",
        "禁止新建矿山，推进绿色矿山建设",
        "严禁新建小水电站，并推进现有水电站整治",
        "建立健全禁止类项目清单",
        "严格执行严禁新增水泥熟料产能的规定",
        "建设用地亩均投资不得低于300万元",
        "取消不合理收费",
        "逐步退出高耗能锰冶炼",
        "关停小散乱企业，严禁死灰复燃",
        "不再发展电解锰，逐步退出锰冶炼，发展新材料",
        "推动企业不再使用燃煤锅炉",
        "发展茶产业",
    ],
)
def test_a_task_beside_a_ban_or_an_end_put_to_something_is_one(words: str) -> None:
    assert not forbids(words)


@pytest.mark.parametrize(
    "words", ["严禁新建化工项目。", "各县（市）不再审批小煤矿。", "全州一律不布局化工园区。"]
)
def test_a_ban_that_names_no_county_holds_for_the_whole_area_and_asks_none(
    tools: ReadingTools, words: str
) -> None:
    assert places(read(tools, "一、准入", words, region=_YANBIAN), "一") == {"negated": {"全州"}}


def test_a_ban_in_a_county_s_plan_is_none_of_its_tasks(tools: ReadingTools) -> None:
    draft = read(tools, "一、准入", "全县不再审批小煤矿。", "二、退出", "淘汰落后产能。", region=_SHIMEN)
    assert places(draft, "一") == {"negated": {_SHIMEN}}
    assert places(draft, "二") == {"implicit": {_SHIMEN}}


def test_what_is_phased_out_behind_a_ban_is_no_task(tools: ReadingTools) -> None:
    draft = read(tools, "一、锰", "我县不再发展电解锰，逐步退出高耗能锰冶炼。", region=_SHIMEN)
    assert places(draft, "一") == {"negated": {_SHIMEN}}


def test_counties_named_before_are_none_of_the_others(tools: ReadingTools) -> None:
    draft = read(tools, "一、布局", "平江县重点发展云母，其他县（市）不得再新上云母项目。", region=_HUNAN)
    assert places(draft, "一") == {"named": {"430626"}, "negated": {"全省"}, "excluded": {"430626"}}
    draft = read(tools, "一、布局", "支持平江县建设云母园区。其余各县不再新建云母园区。", region=_HUNAN)
    assert places(draft, "一")["excluded"] == {"430626"}


def test_a_ban_behind_a_county_s_task_is_not_told_of_that_county(tools: ReadingTools) -> None:
    draft = read(tools, "一、布局", "支持浏阳市发展烟花，全省各地严禁新建烟花作坊。", region=_HUNAN)
    assert places(draft, "一") == {"named": {"430181"}, "negated": {"全省"}}


def test_what_holds_for_all_but_some_counties_needs_no_verb_that_asks(tools: ReadingTools) -> None:
    draft = read(tools, "一、资金", "除平江县、安化县外，各县（市、区）按1:1配套。", region=_HUNAN)
    assert places(draft, "一") == {"scope": {"全省"}, "excluded": {"430626", "430923"}}


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("主攻精细化工，禁止新建印染项目", "主攻精细化工，"),
        ("主攻精细化工，禁止新建印染，以及电镀项目", "主攻精细化工，，"),
        ("禁止新建印染项目，发展家纺", "，发展家纺"),
        ("禁止新建印染项目", "禁止新建印染项目"),
    ],
)
def test_what_a_task_also_forbids_is_blanked_out(words: str, kept: str) -> None:
    blanked = without_bans(words)
    assert len(blanked) == len(words)
    assert blanked.replace(" ", "") == kept


def test_what_is_to_be_done_behind_a_ban_is_a_task_of_the_counties_in_front(tools: ReadingTools) -> None:
    words = "一、江川区、澄江县在抚仙湖径流区不再批准磷矿采矿权，2018年底前完成磷矿山生态修复800公顷。"
    assert places(read(tools, words, region="530400"), "一")["named"] == {"530403", "530481"}


def test_a_ban_beside_a_task_is_an_item_of_its_own(tools: ReadingTools) -> None:
    draft = read(tools, "一、布局", "平江县重点发展云母深加工，严禁新建石膏矿山项目。", region=_HUNAN)
    said = {(place.words, place.relation.value) for item in draft.items for place in item.places}
    assert said == {("平江县", "named"), ("平江县", "negated")}
    (ban,) = [item for item in draft.items if item.places[0].relation.value == "negated"]
    assert "严禁新建石膏矿山项目" in ban.summary.zh


@pytest.mark.parametrize(
    "words", ["主攻精细化工", "禁止新建印染项目", "支持平江县发展云母，落实严禁新增产能的规定"]
)
def test_nothing_is_banned_within_what_only_asks_or_only_bans(words: str) -> None:
    assert bans_within(words) == []


def test_cooperation_behind_a_ban_is_no_part_of_the_ban(tools: ReadingTools) -> None:
    draft = read(tools, "一、锰", "我县不再新建锰矿采选项目，与桑植县协作发展电池材料。", region=_SHIMEN)
    assert places(draft, "一")["implicit"] == {_SHIMEN}
    assert places(draft, "一")["partner"] == {"430822"}

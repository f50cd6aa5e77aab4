"""On a page a goal has one row: its topics and places joined, targets before the others."""

from __future__ import annotations

from typing import Any

from atlas.render.table import Table
from atlas.services.report_goals import fold_goals

COLUMNS = (
    "document",
    "clause",
    "kind",
    "topic",
    "adcode",
    "level",
    "county",
    "metric",
    "op",
    "value",
    "value_max",
    "unit",
    "year",
    "name",
    "summary",
)
MOUTAI_VALLEY = ("仁怀市", "习水县", "金沙县", "赤水市", "桐梓县")


def row(**values: Any) -> dict[str, Any]:
    usual = {
        "document": "县域工业方案",
        "clause": "二/(一)/4",
        "kind": "任务布局",
        "topic": "白酒",
        "level": "县级",
        "value": None,
        "value_max": None,
        "year": None,
        "summary": "酱香白酒集聚成群",
    }
    return {**dict.fromkeys(COLUMNS, ""), **usual, **values}


def county(name: str, number: int, **values: Any) -> dict[str, Any]:
    return row(county=name, adcode=f"52{number:04}", **values)


def folded(rows: list[dict[str, Any]], language: str = "zh") -> list[dict[str, Any]]:
    table = Table(columns=COLUMNS, rows=rows, title="政策目标", heads=COLUMNS)
    return [dict(one) for one in fold_goals(table, language).rows]


def test_topics_and_places_of_a_goal_are_joined() -> None:
    rows = [
        county(name, number, topic=topic)
        for topic in ("白酒", "酒旅融合")
        for number, name in enumerate(MOUTAI_VALLEY)
    ]
    (goal,) = folded(rows)
    assert goal["goal_source"] == "县域工业方案 二/(一)/4"
    assert goal["topic"] == "白酒、酒旅融合"
    assert goal["places"] == "5 县：仁怀市、习水县、金沙县、赤水市、桐梓县"


def test_of_many_places_the_first_twelve_are_named() -> None:
    (goal,) = folded([county(f"县{number}", number) for number in range(1, 24)])
    assert goal["places"].startswith("县1、县2、")
    assert goal["places"].endswith("、县12等 23 县")


def test_places_of_other_levels_are_not_called_counties() -> None:
    (goal,) = folded([county("遵义市", 300, level="市州级"), county("仁怀市", 382)])
    assert goal["places"] == "2 地：遵义市、仁怀市"


def test_one_place_and_none_stand_without_a_number() -> None:
    assert [goal["places"] for goal in folded([county("仁怀市", 382), row(clause="三")])] == ["仁怀市", ""]


def test_targets_come_first_and_the_rest_stays_in_the_order_of_the_document() -> None:
    target = {"kind": "目标", "op": "不低于", "value": 1200, "unit": "户", "year": 2027}
    goals = folded(
        [row(clause="一"), row(clause="二"), row(clause="三", **target), row(clause="四", **target)]
    )
    assert [goal["goal_source"][-1] for goal in goals] == ["三", "四", "一", "二"]


def test_a_figure_has_its_operator_in_words_and_its_year() -> None:
    least = {"kind": "目标", "op": "不低于", "value": 60, "unit": "%", "year": 2025}
    between = {"kind": "目标", "op": "区间", "value": 3, "value_max": 5, "unit": "个"}
    exact = {"kind": "目标", "op": "等于", "value": 100, "unit": "亿元"}
    goals = folded([row(**least), row(**between), row(**exact), row()])
    assert [goal["goal_figure"] for goal in goals] == ["不低于 60%", "3–5 个", "100 亿元", ""]
    assert [goal["year"] for goal in goals] == ["2025", "", "", ""]


def test_english_has_its_own_words() -> None:
    (goal,) = folded(
        [county(name, number, level="County") for number, name in enumerate(MOUTAI_VALLEY)], "en"
    )
    assert goal["places"].startswith("5 counties: 仁怀市, 习水县")

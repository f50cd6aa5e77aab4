"""The plan of a report is read strictly: what cannot be meant is refused with its file and field."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from atlas.core.errors import DataError, LimitExceeded, ParameterError, SchemaError
from atlas.services.report_plan import (
    DEFAULT_TABLES,
    MAX_FIGURES,
    ReportPlan,
    make_report_plan,
    plan_of_figure,
    read_report_plan,
)

PLAN = """
title: 贵州省县域工业布局图集
subtitle: 附件二　重点产业
office: 省工业厅
date: 2026-11-23
intro: |
  第一段。
  第二段。
defaults: {region: 520000, colour: grey}
sections:
  - heading: 一、磷化工
    text: 五县被点名。
    figure:
      topic: [phosphorus, manganese]
      inset: on
      frame: false
      name_size: 1.2
    tables: [goals, counties]
  - text: 结语。
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "方案.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def made(**values: Any) -> ReportPlan:
    return make_report_plan({"title": "图集", "sections": [{"figure": {"topic": "baijiu"}}], **values})


def test_a_plan_holds_what_its_file_says(tmp_path: Path) -> None:
    plan = read_report_plan(written(tmp_path, PLAN))
    assert (plan.title, plan.subtitle, plan.date) == (
        "贵州省县域工业布局图集",
        "附件二　重点产业",
        "2026-11-23",
    )
    assert plan.intro == ("第一段。", "第二段。")
    first, last = plan.sections
    assert (first.heading, first.paragraphs) == ("一、磷化工", ("五县被点名。",))
    assert first.tables == ("counties", "goals")
    assert (last.figure, last.paragraphs) == (None, ("结语。",))


def test_figures_take_the_defaults_and_the_words_of_the_report(tmp_path: Path) -> None:
    figure = read_report_plan(written(tmp_path, PLAN)).sections[0].figure
    assert figure == {
        "office": "省工业厅",
        "date": "2026-11-23",
        "region": "520000",
        "colour": "grey",
        "topic": "phosphorus,manganese",
        "inset": "on",
        "frame": "0",
        "name_size": "1.2",
    }


def test_a_figure_s_own_words_are_stronger_than_those_of_the_report() -> None:
    plan = made(lang="en", defaults={"names": "full"}, sections=[{"figure": {"names": "none", "lang": "zh"}}])
    assert plan.sections[0].figure == {"names": "none", "lang": "zh"}
    assert plan.sections[0].tables == DEFAULT_TABLES


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"titel": "x"}, "titel"),
        ({"title": ["x"]}, "title"),
        ({"title": 2027}, "title"),
        ({"title": "行\n行"}, "title"),
        ({"title": "x" * 121}, "title"),
        ({"office": "\u202e厅"}, "office"),
        ({"date": "23.11.2026"}, "date"),
        ({"date": 20261123}, "date"),
        ({"lang": "fr"}, "lang"),
        ({"intro": {"a": 1}}, "intro"),
        ({"defaults": ["region"]}, "defaults"),
        ({"sections": {}}, "sections"),
        ({"sections": "x"}, "sections"),
        ({"sections": ["x"]}, "sections[1]"),
        ({"sections": [{}]}, "sections[1]"),
        ({"sections": [{"figur": {}}]}, "sections[1].figur"),
        ({"sections": [{"heading": "一"}, {"figure": "baijiu"}]}, "sections[2].figure"),
        ({"sections": [{"figure": {"topik": "baijiu"}}]}, "sections[1].figure.topik"),
        ({"sections": [{"figure": {"paper": "A9"}}]}, "sections[1].figure.paper"),
        ({"sections": [{"figure": {"topic": {"a": 1}}}]}, "sections[1].figure.topic"),
        ({"sections": [{"figure": {"region": 52}}]}, "sections[1].figure.region"),
        ({"sections": [{"figure": {}, "tables": ["sums"]}]}, "sections[1].tables"),
        ({"sections": [{"figure": {}, "tables": "goals"}]}, "sections[1].tables"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_fault_is_told_by_its_field_in_both_languages(values: dict[str, Any], field: str) -> None:
    with pytest.raises(SchemaError) as refused:
        made(**values)
    assert refused.value.detail["field"] == field
    assert refused.value.message.zh.startswith(f"report {field}：")
    assert refused.value.message.en.startswith(f"report {field}: ")


def test_a_fault_of_a_file_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match=r"方案\.yaml sections\[1\]\.figure\.k："):
        read_report_plan(written(tmp_path, "title: 图集\nsections: [{figure: {k: 99}}]"))
    with pytest.raises(SchemaError, match=r"方案\.yaml：第 2 行"):
        read_report_plan(written(tmp_path, "title: 图集\nsections: [{figure: {"))
    with pytest.raises(DataError):
        read_report_plan(tmp_path / "none.yaml")


def test_a_report_is_bounded() -> None:
    with pytest.raises(LimitExceeded) as refused:
        made(sections=[{"figure": {}}] * (MAX_FIGURES + 1))
    assert refused.value.detail == {"figures": MAX_FIGURES + 1, "limit": MAX_FIGURES}


def test_one_figure_makes_a_plan_titled_by_itself() -> None:
    plan = plan_of_figure({"topic": "baijiu", "office": "省工业厅", "lang": "en"})
    assert (plan.title, plan.office, plan.language) == ("", "省工业厅", "en")
    assert [section.figure for section in plan.sections] == [
        {"topic": "baijiu", "office": "省工业厅", "lang": "en"}
    ]
    with pytest.raises(ParameterError):
        plan_of_figure({"paper": "A9"})

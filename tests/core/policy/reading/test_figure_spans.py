"""建设年限2026—2027年 dates the figures of its line; it is never a figure itself."""

from __future__ import annotations

import pytest

from atlas.core.policy.reading.assembly import DocumentFacts, read_draft
from atlas.core.policy.reading.context import ReadingTools
from atlas.core.policy.reading.figures.find import find_figures
from atlas.core.policy.reading.figures.spans import find_building_years
from atlas.core.policy.reading.source import Piece, SourceText

_HEADS = "序号\t县区\t项目名称\t建设内容\t总投资（亿元）\t"


def figures(text: str) -> list[tuple[float, str, int | None, int | None]]:
    found = (one.figure for one in find_figures(text, horizon=2028, year=2025))
    return [(figure.value, figure.unit, figure.year_from, figure.year) for figure in found]


@pytest.mark.parametrize(
    ("words", "years"),
    [
        ("建设年限2026—2027年", (2026, 2027)),
        ("建设年限：2025-2027", (2025, 2027)),
        ("建设期限2026年至2028年", (2026, 2028)),
        ("建设起止年限为2025～2027年", (2025, 2027)),
        ("建设时间：2026年3月—2027年10月", (2026, 2027)),
        ("起止年月：2025.3-2027.10", (2025, 2027)),
        ("实施年限2024--2030年", (2024, 2030)),
        ("计划建设工期2026年", (None, 2026)),
    ],
)
def test_years_of_building_are_told_in_many_ways(words: str, years: tuple[int | None, int]) -> None:
    assert [(one.first, one.last) for one in find_building_years(words)] == [years]
    before = figures(f"总投资5.2亿元，新建厂房8万平方米，{words}。")
    assert before == [(5.2, "亿元", *years), (8.0, "万平方米", *years)]
    assert figures(f"茶叶加工园项目，{words}，总投资5.2亿元。")[0][:1] == (5.2,)


@pytest.mark.parametrize("words", ["建设工期24个月", "建设周期2年", "使用年限50年", "保存时间2026—2027年"])
def test_other_lengths_of_time_date_nothing(words: str) -> None:
    assert not find_building_years(words)


def test_a_figure_keeps_the_year_of_its_own_words() -> None:
    text = "总投资5亿元，2026年完成投资1亿元，建设年限2025—2027年。"
    assert figures(text) == [(5, "亿元", 2025, 2027), (1, "亿元", None, 2026)]


def test_several_projects_of_a_line_have_each_their_years() -> None:
    text = "甲项目总投资3亿元，建设年限2025—2026年；乙项目总投资4亿元，建设年限2026—2028年。"
    assert figures(text) == [(3, "亿元", 2025, 2026), (4, "亿元", 2026, 2028)]


@pytest.mark.parametrize(
    "head", ["建设年限", "起止年限", "建设起止年限", "年限", "建设期限", "起讫年月", "实施时间"]
)
def test_a_column_of_years_dates_the_figures_of_its_row(head: str) -> None:
    rows = (
        f"{_HEADS}{head}",
        "1\t石泉县\t富硒食品加工园\t厂房8万平方米\t5.2\t2026—2027",
        "2\t平利县\t茶叶精深加工\t年产绿茶2000吨\t3\t2026年",
    )
    assert figures("\n".join(rows)) == [
        (8.0, "万平方米", 2026, 2027),
        (5.2, "亿元", 2026, 2027),
        (2000.0, "吨", None, 2026),
        (3.0, "亿元", None, 2026),
    ]


def test_a_project_that_titles_a_line_is_where_its_figures_are(tools: ReadingTools) -> None:
    lines = (
        *("安康市工业项目计划（2025—2028年）", "一、项目"),
        "1.石泉县富硒食品加工项目。总投资5.2亿元。建设年限2026—2027年。",
        "2.白河县毛绒玩具生产线项目。总投资8600万元。",
    )
    source = SourceText("txt", "utf-8", tuple(Piece(line, f"line {at}") for at, line in enumerate(lines, 1)))
    draft = read_draft(source, tools, DocumentFacts("plan", "610900", year=2025))
    told = [
        (item.figure.value, item.figure.year_from, item.figure.year, [place.read_as for place in item.places])
        for item in draft.items
        if item.figure is not None
    ]
    assert told == [(5.2, 2026, 2027, ["610922"]), (8600, None, 2028, ["610929"])]
    assert not any(item.summary.zh.startswith("建设年限") for item in draft.items)

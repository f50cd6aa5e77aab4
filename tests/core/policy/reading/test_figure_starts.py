"""Figures from which things start are facts, and the year of one phase of a project is not that of the next."""

from __future__ import annotations

import pytest

from atlas.core.policy.reading.figures.find import find_figures

Told = tuple[float, str, int | None]


def told(sentence: str, *, year: int = 2024, goals: bool) -> list[Told]:
    found = find_figures(sentence, horizon=2027, year=year)
    return [
        (each.figure.value, each.figure.unit, each.figure.year) for each in found if each.is_goal is goals
    ]


@pytest.mark.parametrize(
    ("sentence", "fact", "goal"),
    [
        ("绿色建材占比由不足10%提高到35%。", (10, "%", None), (35, "%", 2027)),
        ("占比由去年的不足10%提高到35%。", (10, "%", 2023), (35, "%", 2027)),
        ("规上企业从仅有12家增加到30家。", (12, "家", None), (30, "家", 2027)),
        ("规上企业由去年的12家增加到30家。", (12, "家", 2023), (30, "家", 2027)),
        ("将全市13个工业园区整合为6个。", (13, "个", None), (6, "个", 2027)),
        ("到2026年，13个工业园区压减为6个。", (13, "个", None), (6, "个", 2026)),
        ("13家煤矿合并为6家。", (13, "家", None), (6, "家", 2027)),
        ("将12处作业点缩减至5处以内。", (12, "处", None), (5, "处", 2027)),
        ("将13个园区优化整合成6个。", (13, "个", None), (6, "个", 2027)),
    ],
)
def test_where_things_start_from_is_a_fact_and_where_they_end_a_goal(
    sentence: str, fact: Told, goal: Told
) -> None:
    assert told(sentence, goals=False) == [fact]
    assert told(sentence, goals=True) == [goal]


@pytest.mark.parametrize(
    "sentence",
    ["企业已由不足10家增加到35家。", "现有企业不足10家，园区35个。", "目前不足12家。"],
)
def test_what_has_come_about_stays_a_fact(sentence: str) -> None:
    assert told(sentence, goals=True) == []


@pytest.mark.parametrize(
    ("sentence", "metrics"),
    [
        ("绿色建材占比由不足10%提高到35%。", ["绿色建材占比", "绿色建材占比"]),
        ("将全市13个工业园区整合为6个。", ["工业园区", "工业园区"]),
        ("13家煤矿合并为6家。", ["煤矿", "煤矿"]),
        ("将13个园区整合成6个。", ["园区", "园区"]),
    ],
)
def test_both_measure_the_same(sentence: str, metrics: list[str]) -> None:
    assert [each.figure.metric for each in find_figures(sentence, horizon=2027, year=2024)] == metrics


@pytest.mark.parametrize(
    ("sentence", "goals"),
    [
        (
            "某项目一期2023年底前投产，投资30亿元，二期用地1500亩。",
            [(30, "亿元", 2023), (1500, "亩", 2027)],
        ),
        (
            "一期2024年投产，产值10亿元，二期2026年投产，产值20亿元，三期产值30亿元。",
            [(10, "亿元", 2024), (20, "亿元", 2026), (30, "亿元", 2027)],
        ),
        ("一期用地800亩，二期2026年底前投产。", [(800, "亩", 2027)]),
        ("到2025年，一期投资30亿元，二期用地1500亩。", [(30, "亿元", 2025), (1500, "亩", 2025)]),
        ("“十四五”期间，产值达到30亿元，税收达到2亿元。", [(30, "亿元", 2025), (2, "亿元", 2025)]),
        (
            "分三期建设，到2026年，产值达到30亿元，二期产值达到20亿元。",
            [(30, "亿元", 2026), (20, "亿元", 2026)],
        ),
    ],
)
def test_the_year_of_a_phase_is_its_own(sentence: str, goals: list[Told]) -> None:
    assert told(sentence, year=2022, goals=True) == goals


def test_a_phase_that_is_done_says_nothing_of_the_next() -> None:
    sentence = "某项目一期2023年底前投产，投资30亿元，二期用地1500亩。"
    assert told(sentence, goals=False) == [(30, "亿元", 2023)]
    assert told(sentence, goals=True) == [(1500, "亩", 2027)]

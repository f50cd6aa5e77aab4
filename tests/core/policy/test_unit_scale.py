"""Figures of two documents are compared in one unit, or not at all."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.core.policy.unit_scale import common_values, read_unit

SAME = [
    ("money", (12_000, "万元"), (1.2, "亿元")),
    ("trillions", (1.5, "万亿元"), (15_000, "亿元")),
    ("weight", (3, "万吨"), (30_000, "吨")),
    ("firms counted in two words", (50, "户"), (50, "家")),
    ("things counted in two words", (8, "个"), (8, "家")),
    ("people", (1.2, "万人"), (12_000, "名")),
    ("land", (15, "亩"), (1, "公顷")),
    ("floor space", (30, "万平方米"), (300_000, "㎡")),
    ("power", (30, "万千瓦"), (300, "兆瓦")),
    ("output of a year", (2, "万吨/年"), (20_000, "吨/年")),
    ("yield", (300, "万元/亩"), (3_000_000, "元/亩")),
    ("full-width signs", (12, "％"), (12, "%")),
    ("ratio told the other way round", (2.5, ":1"), (0.4, "1:")),
    ("a unit of its own kind", (20, "万株"), (200_000, "株")),
]
APART = [
    ("land and weight", "万亩", "万吨"),
    ("two currencies", "亿元", "亿美元"),
    ("a sum and a sum of each mu", "万元", "万元/亩"),
    ("share and points", "%", "个百分点"),
    ("firms and people", "家", "人"),
    ("something and a plain number", "家", ""),
]


@pytest.mark.parametrize(("first", "second"), [row[1:] for row in SAME], ids=[row[0] for row in SAME])
def test_the_same_amount_in_two_units_is_the_same(
    first: tuple[float, str], second: tuple[float, str]
) -> None:
    found = common_values(first, second)
    assert found is not None
    assert math.isclose(found[0], found[1])
    assert found[2] == first[1]


@pytest.mark.parametrize(("first", "second"), [row[1:] for row in APART], ids=[row[0] for row in APART])
def test_what_measures_something_else_is_not_compared(first: str, second: str) -> None:
    assert common_values((1, first), (1, second)) is None


def test_a_ratio_of_nothing_cannot_be_turned_round() -> None:
    assert common_values((2, ":1"), (0, "1:")) is None


def test_words_behind_a_stroke_alone_are_no_unit() -> None:
    assert read_unit("/年") is None


@given(
    st.decimals(min_value=0, max_value=10**6, places=3),
    st.sampled_from(["万元", "亿元", "元", "千万元"]),
    st.sampled_from(["万元", "亿元", "元", "千万元"]),
)
def test_a_value_brought_there_and_back_is_the_same(value: object, unit: str, other: str) -> None:
    amount = float(str(value))
    there = common_values((1, other), (amount, unit))
    assert there is not None
    back = common_values((1, unit), (there[1], other))
    assert back is not None
    assert math.isclose(back[1], amount, abs_tol=1e-9)

"""A figure is the same in whatever size of unit it is written."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.core.model import Figure
from atlas.core.policy.figure_values import in_unit_of, is_same_value, kind_of_unit

OUTPUT = Figure("磷化工产值", "=", 1.2, None, "亿元", 2027)
SAME = [(12_000, "万元"), (1.2, "亿元"), (120_000_000, "元"), (0.00012, "万亿元")]
OTHER = [(1.2, "万元"), (12_000, "亿元"), (1.2, "亿美元"), (1.2, "亿吨"), (12_000, "%")]


@pytest.mark.parametrize(("value", "unit"), SAME)
def test_the_same_sum_in_another_unit_is_the_same(value: float, unit: str) -> None:
    assert is_same_value(OUTPUT, replace(OUTPUT, value=value, unit=unit))


@pytest.mark.parametrize(("value", "unit"), OTHER)
def test_another_sum_or_another_thing_is_not(value: float, unit: str) -> None:
    assert not is_same_value(OUTPUT, replace(OUTPUT, value=value, unit=unit))


def test_both_ends_of_a_range_count() -> None:
    land = replace(OUTPUT, value=10.0, value_max=15.0, unit="万亩")
    assert is_same_value(land, replace(land, value=100_000, value_max=150_000, unit="亩"))
    assert not is_same_value(land, replace(land, value=100_000, value_max=None, unit="亩"))


def test_a_figure_is_told_in_the_unit_of_another() -> None:
    found = in_unit_of(OUTPUT, replace(OUTPUT, value=15_000, unit="万元"))
    assert (found.value, found.unit) == (1.5, "亿元")


def test_words_that_are_no_unit_stand_for_themselves() -> None:
    assert kind_of_unit("/年") == "/年"


@given(st.integers(1, 10**6))
def test_ten_thousand_of_one_are_one_of_ten_thousand(number: int) -> None:
    assert is_same_value(
        replace(OUTPUT, value=float(number), unit="亿元"),
        replace(OUTPUT, value=number * 10_000.0, unit="万元"),
    )

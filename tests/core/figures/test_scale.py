"""Bars are round, ratios are short, detail is as fine as paper shows and no finer."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.core.figures.scale import bar_length_m, fitting_tolerance_m, graticule_step, ratio_words
from atlas.core.geo.simplification import TOLERANCES_M

GROUND = st.floats(0.05, 200_000)


@given(metres_per_mm=GROUND, longest_mm=st.floats(5, 200))
def test_a_bar_is_one_two_or_five_and_as_long_as_fits(metres_per_mm: float, longest_mm: float) -> None:
    length = bar_length_m(metres_per_mm, longest_mm)
    digits = length / 10 ** math.floor(math.log10(length) + 1e-9)
    assert round(digits, 6) in (1, 2, 5)
    assert length <= metres_per_mm * longest_mm * (1 + 1e-9)
    assert length * 2.5 > metres_per_mm * longest_mm * (1 - 1e-9)


@pytest.mark.parametrize(
    ("metres_per_mm", "zh", "en"),
    [
        (3312.4, "1:330 万", "1:3,300,000"),
        (250, "1:25 万", "1:250,000"),
        (99.4, "1:99,000", "1:99,000"),
        (25, "1:25,000", "1:25,000"),
        (20_000, "1:2000 万", "1:20,000,000"),
        (1, "1:1,000", "1:1,000"),
    ],
)
def test_a_ratio_is_told_in_two_digits(metres_per_mm: float, zh: str, en: str) -> None:
    words = ratio_words(metres_per_mm)
    assert (words.zh, words.en) == (zh, en)


@given(GROUND)
def test_a_ratio_is_no_more_than_a_twentieth_off(metres_per_mm: float) -> None:
    said = int(ratio_words(metres_per_mm).en.removeprefix("1:").replace(",", ""))
    assert said == pytest.approx(metres_per_mm * 1000, rel=0.051)


@pytest.mark.parametrize(
    ("metres_per_mm", "expected"), [(100, 0), (300, 0), (499, 0), (500, 100), (3300, 500), (20_000, 2000)]
)
def test_a_county_has_full_detail_and_the_country_the_coarsest(metres_per_mm: float, expected: int) -> None:
    assert fitting_tolerance_m(metres_per_mm) == expected


@given(GROUND)
def test_what_simplification_takes_is_not_seen(metres_per_mm: float) -> None:
    tolerance = fitting_tolerance_m(metres_per_mm)
    assert tolerance in (0, *TOLERANCES_M)
    assert tolerance / metres_per_mm <= 0.2


@given(st.floats(0.4, 90))
def test_some_lines_of_a_graticule_cross_every_map(span: float) -> None:
    step = graticule_step(span)
    assert 2 <= span / step < 7

"""Figures in a book read as they do on the page."""

from __future__ import annotations

import pytest

from atlas.core.model import Figure
from atlas.services.book_figures import figure_words, number_words, year_words


def figure(op: str, value: float, unit: str, **more: object) -> Figure:
    return Figure("指标", op, value, more.pop("value_max", None), unit, more.pop("year", 2027), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (figure(">=", 1200, "户"), "≥ 1,200 户"),
        (figure(">", 50, "亿元"), "> 50 亿元"),
        (figure("~", 70, "%"), "≈ 70%"),
        (figure("<=", 0.35, "吨"), "≤ 0.35 吨"),
        (figure("=", 2.25, "头"), "2.25 头"),
        (figure("range", 1, "个", value_max=2), "1–2 个"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.op,
)
def test_a_figure_has_its_operator_and_unit(one: Figure, words: str) -> None:
    assert figure_words(one) == words


def test_a_period_is_told_with_both_its_years() -> None:
    assert year_words(figure("=", 1, "个", year_from=2023, year=2025)) == "2023–2025"
    assert year_words(figure("=", 1, "个", year_from=2025, year=2025)) == "2025"
    assert year_words(figure("=", 1, "个", year=None)) == ""


@pytest.mark.parametrize(
    ("value", "words"), [(343871, "343,871"), (54.16, "54.16"), (1e6, "1,000,000"), (0, "0")]
)
def test_numbers_are_grouped_and_keep_their_decimals(value: float, words: str) -> None:
    assert number_words(value) == words

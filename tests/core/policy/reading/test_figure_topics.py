"""Topics that a figure adds to those of the words around it."""

from __future__ import annotations

import pytest

from atlas.core.policy.reading.figure_topics import add_counted


@pytest.mark.parametrize("metric", ["工业总产值", "规上工业增加值"])
def test_output_of_the_countys_own_plan_is_asked_for(metric: str) -> None:
    assert add_counted(("tea",), metric, is_placed=False, known={"output", "tax"}) == ("tea", "output")


def test_output_of_a_named_county_measures_its_industry() -> None:
    assert add_counted(("tea",), "茶叶产值", is_placed=True, known={"output", "tax"}) == ("tea",)


def test_tax_is_asked_of_a_named_county_too() -> None:
    assert add_counted(("zones",), "亩均税收", is_placed=True, known={"output", "tax"}) == ("zones", "tax")


def test_what_is_counted_takes_the_place_of_no_topic() -> None:
    assert add_counted(("general",), "工业总产值", is_placed=False, known={"output", "tax"}) == ("output",)


def test_a_topic_stands_once() -> None:
    assert add_counted(("output",), "工业总产值", is_placed=False, known={"output", "tax"}) == ("output",)

"""What a style draws: symbols, fields and zooms, by the table that the browser's tests read too."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.core.style_model import Proportional
from atlas.core.style_reading import read_style
from atlas.core.style_rules import (
    circle_radius,
    is_shown_at,
    resolve,
    style_rules,
    used_fields,
)
from tests.style_cases import CASES, style_of


@pytest.mark.parametrize("case", CASES["symbols"], ids=[case["name"] for case in CASES["symbols"]])
def test_a_feature_has_the_symbol_of_the_table(case: dict[str, Any]) -> None:
    symbol = resolve(style_of(case["style"]), case["properties"])
    assert (symbol and symbol.to_dict()) == case["symbol"]


@pytest.mark.parametrize("case", CASES["fields"], ids=[case["style"] for case in CASES["fields"]])
def test_the_fields_that_features_must_carry_are_told(case: dict[str, Any]) -> None:
    assert list(used_fields(style_of(case["style"]))) == case["fields"]


@pytest.mark.parametrize(
    "case", CASES["shown_at"], ids=[f"{c['style']}-{c['zoom']}" for c in CASES["shown_at"]]
)
def test_a_layer_is_drawn_between_its_zooms(case: dict[str, Any]) -> None:
    assert is_shown_at(style_of(case["style"]), case["zoom"]) is case["is_shown"]


@given(value=st.one_of(st.none(), st.text(max_size=4), st.booleans(), st.integers(), st.floats()))
@pytest.mark.parametrize("name", ["ores", "reserves"])
def test_any_value_finds_exactly_the_symbol_of_a_rule(name: str, value: object) -> None:
    style = style_of(name)
    symbol = resolve(style, {"矿种": value, "储量": value})
    assert symbol in [rule.symbol for rule in style_rules(style)]


@given(st.floats(min_value=1e-6, max_value=1e12))
def test_circles_grow_with_their_value_and_stay_within_bounds(value: float) -> None:
    block = Proportional("产量", 100.0, max_radius_px=20, min_radius_px=2)
    smaller, larger = circle_radius(block, value), circle_radius(block, value * 2)
    assert smaller is not None
    assert larger is not None
    assert 2 <= smaller <= larger <= 30


def test_an_outline_with_a_colour_of_its_own_stays_in_every_class() -> None:
    classes = [{"value": "磷矿", "fill": "#B5541C"}]
    raw = {"renderer": "categories", "stroke": "#FFFFFF", "categories": {"field": "矿种", "classes": classes}}
    symbol = resolve(read_style(raw, "polygon"), {"矿种": "磷矿"})
    assert symbol is not None
    assert symbol.stroke == "#FFFFFF"


@pytest.mark.parametrize("value", [10**400, -1.797e308, float("-inf")])
def test_a_number_that_stands_for_no_data_is_drawn_as_such(value: float) -> None:
    style = style_of("reserves")
    assert resolve(style, {"储量": value}) == resolve(style, {"储量": None})

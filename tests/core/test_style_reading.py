"""Style documents are read strictly from editors, and with forbearance from a store."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.core.errors import ParameterError
from atlas.core.style_model import built_in_style
from atlas.core.style_reading import read_document, read_style
from tests.style_cases import CASES

_LEAF = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=6))
_NAMES = st.sampled_from(
    [
        "renderer",
        "fill",
        "opacity",
        "label",
        "categories",
        "graduated",
        "proportional",
        "field",
        "edges",
        "fills",
    ]
)
_ANYTHING = st.recursive(
    _LEAF | st.sampled_from(["graduated", "#FF0000"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_NAMES, inner, max_size=5),
    max_leaves=20,
)
_GRADUATED = {"field": "储量", "edges": [0, 1, 2], "fills": ["#DEEBF7", "#3182BD"]}
_CATEGORY = {"value": "磷矿", "fill": "#B5541C"}


@pytest.mark.parametrize("name", CASES["documents"])
def test_a_kept_document_is_made_complete(name: str) -> None:
    given_style = CASES["documents"][name]
    assert read_style(given_style["raw"], given_style["geometry"]).to_dict() == given_style["document"]


@pytest.mark.parametrize("name", CASES["documents"])
def test_a_complete_document_can_be_sent_back(name: str) -> None:
    document = CASES["documents"][name]["document"]
    kept = read_document(document)
    assert "geometry" not in kept
    assert read_style(kept, document["geometry"]).to_dict() == document


@given(st.dictionaries(_NAMES, _ANYTHING, max_size=6))
def test_whatever_a_store_keeps_can_be_drawn(raw: dict[str, Any]) -> None:
    style = read_style(raw, "polygon")
    assert read_style(style.to_dict(), "polygon") == style


@given(st.dictionaries(_NAMES, _ANYTHING, max_size=6))
def test_a_document_is_refused_or_kept_as_it_will_be_read(raw: dict[str, Any]) -> None:
    with suppress(ParameterError):
        kept = read_document(raw)
        assert read_document(kept) == kept


def test_keys_of_other_programs_do_not_disturb_what_is_kept() -> None:
    style = read_style({"fill": "#1B7F5C", "classes": [1, 2]}, "polygon")
    assert (style.fill, style.pattern) == ("#1B7F5C", "solid")


def test_a_built_in_layer_keeps_its_own_defaults() -> None:
    style = read_style({"fill": "#1B7F5C"}, "point", default=built_in_style("point"))
    assert (style.fill, style.stroke, style.opacity) == ("#1B7F5C", "#5C564D", 1.0)


@pytest.mark.parametrize(
    ("document", "field"),
    [
        pytest.param({"colour": "#FF0000"}, "style.colour", id="a key that there is none"),
        pytest.param({"fill": "red"}, "style.fill", id="a colour by name"),
        pytest.param({"opacity": 2}, "style.opacity", id="more than opaque"),
        pytest.param({"width_px": True}, "style.width_px", id="a truth value for a number"),
        pytest.param({"radius_px": float("nan")}, "style.radius_px", id="no number"),
        pytest.param({"pattern": "zebra"}, "style.pattern", id="a pattern that there is none"),
        pytest.param({"min_zoom": 9, "max_zoom": 8}, "style.min_zoom", id="zooms the wrong way round"),
        pytest.param({"min_zoom": 8.5}, "style.min_zoom", id="half a zoom"),
        pytest.param({"label": {"size_px": 12}}, "style.label.field", id="a label of no field"),
        pytest.param({"label": {"field": "名称", "size_px": 99}}, "style.label.size_px", id="a huge label"),
        pytest.param({"renderer": "graduated"}, "style.graduated", id="a renderer without its block"),
        pytest.param(
            {"categories": {"field": "矿种", "classes": [_CATEGORY, {**_CATEGORY, "fill": "blue"}]}},
            "style.categories.classes.1.fill",
            id="the colour of one class",
        ),
        pytest.param(
            {"categories": {"field": "矿种", "classes": [{"value": "磷矿"}]}},
            "style.categories.classes.0.fill",
            id="a class without a colour",
        ),
        pytest.param(
            {"categories": {"field": "矿种", "classes": [_CATEGORY, _CATEGORY]}},
            "style.categories.classes.1.value",
            id="a value twice",
        ),
        pytest.param(
            {"categories": {"field": "矿种", "classes": [{"value": n, "fill": ""} for n in range(61)]}},
            "style.categories.classes",
            id="too many classes",
        ),
        pytest.param(
            {"categories": {"field": "矿种", "classes": [{"value": ["磷"], "fill": ""}]}},
            "style.categories.classes.0.value",
            id="a list as a value",
        ),
        pytest.param(
            {"graduated": {**_GRADUATED, "edges": [0, 2, 2]}}, "style.graduated.edges.2", id="no rise"
        ),
        pytest.param(
            {"graduated": {**_GRADUATED, "fills": ["#DEEBF7"]}}, "style.graduated.fills", id="colours"
        ),
        pytest.param(
            {"graduated": {**_GRADUATED, "ramp": "jet"}}, "style.graduated.ramp", id="a ramp unknown"
        ),
        pytest.param(
            {"graduated": {**_GRADUATED, "labels": ["小"]}}, "style.graduated.labels", id="too few labels"
        ),
        pytest.param(
            {"proportional": {"field": "产量", "max_value": 0}},
            "style.proportional.max_value",
            id="of nothing",
        ),
        pytest.param(
            {"proportional": {"field": "产量", "max_value": 1, "max_radius_px": 5, "min_radius_px": 6}},
            "style.proportional.min_radius_px",
            id="smallest above largest",
        ),
    ],
)
def test_what_an_editor_sends_is_refused_by_field(document: dict[str, Any], field: str) -> None:
    with pytest.raises(ParameterError) as caught:
        read_document(document)
    assert caught.value.detail["parameter"] == field

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
        *(
            pytest.param(
                {"proportional": {"field": "产量", "max_value": value}},
                "style.proportional.max_value",
                id=f"sizes by {words}",
            )
            for value, words in [
                (5e-324, "the least number"),
                (9e-13, "too little"),
                (1.1e15, "too much"),
                (10**400, "no floating number"),
            ]
        ),
        pytest.param(
            {"categories": {"field": "证号", "classes": [{"value": 2**53 + 1, "fill": ""}]}},
            "style.categories.classes.0.value",
            id="a number that browsers cannot hold",
        ),
        pytest.param(
            {"categories": {"field": "矿种", "classes": [{**_CATEGORY, "value": "磷\x0b矿"}]}},
            "style.categories.classes.0.value",
            id="a control character in a value",
        ),
        pytest.param(
            {"categories": {"field": "矿种", "classes": [{**_CATEGORY, "label": "磷\ud800矿"}]}},
            "style.categories.classes.0.label",
            id="half a character in a label",
        ),
        pytest.param({"popup": "名称"}, "style.popup", id="no list"),
        pytest.param({"label": {"field": "名称", "halo": 1}}, "style.label.halo", id="no truth value"),
        pytest.param({"title_field": 3}, "style.title_field", id="no text"),
        pytest.param({"label": 3}, "style.label", id="no settings"),
        pytest.param({"popup": ["名" * 121]}, "style.popup.0", id="long text"),
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
    assert caught.value.hint.zh
    assert caught.value.hint.en


def test_long_numbers_stay_apart_as_categories() -> None:
    numbers = [2**53 - 1, 2**53, -(2**53)]
    block = {"field": "证号", "classes": [{"value": number, "fill": ""} for number in numbers]}
    kept = read_document({"categories": block})["categories"]["classes"]
    assert [one["value"] for one in kept] == numbers


def test_numbers_too_long_for_a_browser_are_to_be_text() -> None:
    numbers = [110101199003071234, 110101199003071235]
    block = {"field": "证号", "classes": [{"value": number, "fill": ""} for number in numbers]}
    with pytest.raises(ParameterError, match="110101199003071234") as caught:
        read_document({"categories": block})
    assert "转为文本" in caught.value.hint.zh


def test_a_control_character_is_refused_by_its_place() -> None:
    with pytest.raises(ParameterError, match=r"第 3 个字符.*U\+000B"):
        read_document({"title_field": "名称\x0b"})


def test_a_label_that_an_older_release_kept_loses_its_control_character_and_not_its_classes() -> None:
    block = {"field": "矿种", "classes": [{**_CATEGORY, "label": "磷\x00矿"}]}
    style = read_style({"renderer": "categories", "categories": block}, "polygon")
    assert style.categories
    assert style.categories.classes[0].look.label == "磷矿"


def test_a_refusal_names_the_setting_in_words_and_for_programs() -> None:
    with pytest.raises(ParameterError) as caught:
        read_document({"graduated": {**_GRADUATED, "edges": [0, 2, 2]}})
    assert caught.value.message.zh.startswith("“样式 › 分级 › 分界 › 第 3 项”：")
    assert caught.value.detail["parameter"] == "style.graduated.edges.2"


def test_a_name_that_there_is_none_is_told_as_it_was_written() -> None:
    with pytest.raises(ParameterError, match="“样式 › shade”"):
        read_document({"shade": 1})

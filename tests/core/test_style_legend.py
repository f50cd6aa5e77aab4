"""Every class of a style has its line in the legend, by the table that the browser's tests read too."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.core.errors import ParameterError, Text
from atlas.core.style_legend import legend
from atlas.core.style_model import GEOMETRIES, Proportional, built_in_style
from atlas.core.style_reading import read_document, read_style
from tests.style_cases import CASES, style_of


@pytest.mark.parametrize("case", CASES["legends"], ids=[case["style"] for case in CASES["legends"]])
def test_a_legend_tells_every_class(case: dict[str, Any]) -> None:
    title = Text(case["title"]["zh"], case["title"]["en"])
    assert [entry.to_dict() for entry in legend(style_of(case["style"]), title)] == case["legend"]


def test_written_labels_take_the_place_of_edges() -> None:
    block = {"field": "储量", "edges": [0, 1, 2], "fills": ["#DEEBF7", "#3182BD"], "labels": ["小型", ""]}
    style = read_style({"renderer": "graduated", "graduated": block}, "polygon")
    assert [entry.label.zh for entry in legend(style, Text("储量", "Reserves"))] == ["小型", "> 1"]


_NUMBERS = st.one_of(
    st.floats(),
    st.integers(),
    st.sampled_from([0, 5e-324, 1e-12, 1e15, 1.797e308, -1.797e308, 2**53 + 1, 10**400]),
)
_WORDS = st.sampled_from(["储量", "磷矿", "", "磷\x00矿", "\ud800"]) | st.text(max_size=4)


def _colours(count: int) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(["#B5541C", "#FFFFFF", ""]), min_size=count, max_size=count)


def _optional(**parts: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=parts)


_LOOK = st.fixed_dictionaries({"fill": st.just("#B5541C")}, optional={"label": _WORDS})
_PROPORTIONAL = st.fixed_dictionaries(
    {"field": _WORDS, "max_value": _NUMBERS},
    optional={"max_radius_px": _NUMBERS | st.integers(4, 60), "min_radius_px": st.integers(1, 24)},
)
_CATEGORIES = st.fixed_dictionaries(
    {
        "field": _WORDS,
        "classes": st.lists(
            st.fixed_dictionaries({"fill": st.just("#B5541C"), "value": st.none() | _NUMBERS | _WORDS}),
            min_size=1,
            max_size=5,
        ),
    },
    optional={"other": _LOOK},
)
_GRADUATED = st.integers(2, 5).flatmap(
    lambda count: st.fixed_dictionaries(
        {
            "field": _WORDS,
            "edges": st.lists(
                st.floats(allow_nan=False, allow_infinity=False),
                min_size=count + 1,
                max_size=count + 1,
                unique=True,
            ).map(sorted),
            "fills": _colours(count),
        },
        optional={"no_data": _LOOK, "labels": st.lists(_WORDS, min_size=count, max_size=count)},
    )
)
_DOCUMENTS = _optional(
    renderer=st.sampled_from(["single", "categories", "graduated", "proportional"]),
    opacity=_NUMBERS,
    categories=_CATEGORIES,
    graduated=_GRADUATED,
    proportional=_PROPORTIONAL,
)


def _strictly(raw: dict[str, Any]) -> dict[str, Any]:
    with suppress(ParameterError):
        return read_document(raw)
    return {}


@given(raw=_DOCUMENTS, geometry=st.sampled_from(GEOMETRIES))
@pytest.mark.parametrize("kept", [dict, _strictly], ids=["left in a store", "sent by an editor"])
def test_whatever_is_kept_has_a_legend(
    kept: Callable[[dict[str, Any]], dict[str, Any]], raw: dict[str, Any], geometry: str
) -> None:
    assert legend(read_style(kept(raw), geometry), Text("矿区", "Mines"))


@given(st.floats(min_value=0, exclude_min=True, allow_infinity=False))
def test_even_the_least_number_has_its_circles_told(largest: float) -> None:
    style = replace(
        built_in_style("point"), renderer="proportional", proportional=Proportional("储量", largest)
    )
    assert legend(style, Text("矿区", "Mines"))[-1].kind == "not_drawn"

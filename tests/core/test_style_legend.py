"""Every class of a style has its line in the legend, by the table that the browser's tests read too."""

from __future__ import annotations

from typing import Any

import pytest

from atlas.core.errors import Text
from atlas.core.style_legend import legend
from atlas.core.style_reading import read_style
from tests.style_cases import CASES, style_of


@pytest.mark.parametrize("case", CASES["legends"], ids=[case["style"] for case in CASES["legends"]])
def test_a_legend_tells_every_class(case: dict[str, Any]) -> None:
    title = Text(case["title"]["zh"], case["title"]["en"])
    assert [entry.to_dict() for entry in legend(style_of(case["style"]), title)] == case["legend"]


def test_written_labels_take_the_place_of_edges() -> None:
    block = {"field": "储量", "edges": [0, 1, 2], "fills": ["#DEEBF7", "#3182BD"], "labels": ["小型", ""]}
    style = read_style({"renderer": "graduated", "graduated": block}, "polygon")
    assert [entry.label.zh for entry in legend(style, Text("储量", "Reserves"))] == ["小型", "> 1"]

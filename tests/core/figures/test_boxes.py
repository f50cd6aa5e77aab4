"""Rectangles are cut without loss."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.core.figures.boxes import Box

LENGTHS = st.floats(1, 1000)
BOXES = st.builds(Box, st.floats(-100, 100), st.floats(-100, 100), LENGTHS, LENGTHS)


def area(box: Box) -> float:
    return box.width * box.height


@given(box=BOXES, share=st.floats(0, 1))
def test_a_strip_and_the_rest_are_the_whole(box: Box, share: float) -> None:
    for strip, rest in (
        box.cut_top(box.height * share),
        box.cut_bottom(box.height * share),
        box.cut_right(box.width * share),
    ):
        assert area(strip) + area(rest) == pytest.approx(area(box))
        assert min(strip.left, rest.left) == pytest.approx(box.left)
        assert max(strip.bottom, rest.bottom) == pytest.approx(box.bottom)
        assert max(strip.right, rest.right) == pytest.approx(box.right)


def test_a_strip_is_where_it_is_said_to_be() -> None:
    box = Box(10, 20, 100, 50)
    assert box.cut_top(5) == (Box(10, 20, 100, 5), Box(10, 25, 100, 45))
    assert box.cut_bottom(5) == (Box(10, 65, 100, 5), Box(10, 20, 100, 45))
    assert box.cut_right(30) == (Box(80, 20, 30, 50), Box(10, 20, 70, 50))


@given(box=BOXES, by=st.floats(-50, 50))
def test_a_margin_taken_off_and_added_again_leaves_the_box(box: Box, by: float) -> None:
    assert box.shrunk(by).shrunk(-by).bounds == pytest.approx(box.bounds)


def test_bounds_go_from_the_upper_left_to_the_lower_right() -> None:
    assert Box(1, 2, 3, 4).bounds == (1, 2, 4, 6)

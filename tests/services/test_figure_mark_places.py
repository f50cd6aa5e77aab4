"""Symbols at one place stand side by side, whatever layers they are of: what the legend counts can be seen."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import pytest
import shapely

from atlas.core.figures.boxes import Box
from atlas.core.figures.theme import LayerMark, LayerMarks
from atlas.core.style_model import Symbol
from atlas.render.figures.marks import MM_PER_PX
from atlas.services.figure_mark_places import StandingMarks, cell_of, set_apart

FRAME = Box(0, 0, 100, 100)
HERE, THERE = (20.0, 50.0), (60.0, 50.0)


def layer(*places: tuple[float, float], geometry: str = "point", radius_px: float = 6.0) -> Any:
    symbol = Symbol("#0F6CA8", "#123456", 1.0, "solid", "circle", radius_px, 1.0)
    shapes = [shapely.Point(place) for place in places]
    marks = tuple(LayerMark(shape, symbol, "x") for shape in shapes)
    return LayerMarks("zone", "园区", geometry, 1.0, marks, (), "", "", ""), np.array(shapes, dtype=object)


def places(standing: StandingMarks) -> list[shapely.Point]:
    return [shape for _, shapes in standing.layers for shape in shapes]


@pytest.mark.parametrize("counts", [(1, 1), (1, 5, 3), (16,)])
def test_symbols_at_one_place_do_not_touch_each_other(counts: tuple[int, ...]) -> None:
    standing = set_apart([layer(*[HERE] * count) for count in counts], FRAME, 1.0)
    found = places(standing)
    assert all(one.distance(other) > 2 * 6.0 * MM_PER_PX for one, other in combinations(found, 2))
    middle = shapely.MultiPoint(found).envelope.centroid
    assert middle.distance(shapely.Point(HERE)) < 1.5
    assert standing.reach_mm[cell_of(*HERE)] > 6.0 * MM_PER_PX
    assert standing.stacked == 0


def test_a_symbol_that_stands_alone_keeps_its_place() -> None:
    standing = set_apart([layer(HERE, THERE), layer((HERE[0] + 1, HERE[1]))], FRAME, 1.0)
    assert [(point.x, point.y) for point in places(standing)] == [HERE, THERE, (21.0, 50.0)]
    assert (standing.reach_mm, standing.stacked) == ({}, 0)


def test_more_than_have_room_are_told() -> None:
    standing = set_apart([layer(*[HERE] * 17), layer(THERE)], FRAME, 1.0)
    assert standing.stacked == 16
    assert {(point.x, point.y) for point in places(standing)} == {HERE, THERE}


def test_circles_of_values_and_what_is_beyond_the_map_stay() -> None:
    circles, beyond = layer(HERE, HERE, radius_px=20.0), layer(*[(200.0, 50.0)] * 20)
    standing = set_apart([circles, beyond], FRAME, 1.0)
    assert {(point.x, point.y) for point in places(standing)} == {HERE, (200.0, 50.0)}
    assert standing.stacked == 0

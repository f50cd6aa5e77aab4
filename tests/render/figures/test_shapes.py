"""Geometries become vertices: rings with their holes, lines, and nothing where there is nothing."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from atlas.core.figures.boxes import Box
from atlas.render.figures.shapes import box_ring, lines_of, rings_of

SQUARE = shapely.box(0, 0, 10, 10)
HOLED = SQUARE.difference(shapely.box(4, 4, 6, 6))
LINE = shapely.LineString([(0, 0), (5, 5)])


def test_a_polygon_gives_its_ring_without_the_repeated_vertex() -> None:
    (ring,) = rings_of([SQUARE])
    assert len(ring) == 4
    assert shapely.Polygon(ring).equals(SQUARE)


def test_holes_are_rings_of_their_own() -> None:
    outer, hole = rings_of([HOLED])
    assert shapely.Polygon(outer, [hole]).equals(HOLED)


@pytest.mark.parametrize(
    ("shape", "rings", "lines"),
    [
        (shapely.Polygon(), 0, 0),
        (shapely.GeometryCollection(), 0, 0),
        (LINE, 0, 1),
        (shapely.Point(1, 1), 0, 0),
        (shapely.MultiPolygon([SQUARE, shapely.box(20, 0, 30, 10)]), 2, 2),
        (shapely.GeometryCollection([shapely.MultiPolygon([SQUARE]), LINE, shapely.Point(0, 0)]), 1, 2),
        (shapely.MultiLineString([LINE, [(8, 8), (9, 9)]]), 0, 2),
        (shapely.LinearRing([(0, 0), (1, 0), (1, 1)]), 0, 1),
        (HOLED, 2, 2),
    ],
    ids=["empty", "no parts", "line", "point", "parts", "mixed", "lines", "ring", "hole"],
)
def test_only_what_can_be_drawn_so_is_given(shape: shapely.Geometry, rings: int, lines: int) -> None:
    assert len(rings_of([shape])) == rings
    assert len(lines_of([shape])) == lines


def test_nothing_gives_nothing() -> None:
    assert rings_of([]) == ()
    assert lines_of(np.array([], dtype=object)) == ()


def test_rings_as_lines_are_closed() -> None:
    (line,) = lines_of([SQUARE])
    assert line[0].tolist() == line[-1].tolist()
    assert len(line) == 5


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 100)), min_size=1, max_size=6))
def test_rings_hold_the_area_of_all_polygons(corners: list[tuple[float, float]]) -> None:
    shapes = [shapely.box(x, y, x + 7, y + 3) for x, y in corners]
    assert sum(shapely.Polygon(ring).area for ring in rings_of(shapes)) == pytest.approx(21 * len(shapes))


def test_a_box_goes_round_from_the_upper_left() -> None:
    assert box_ring(Box(1, 2, 3, 4)).tolist() == [[1, 2], [4, 2], [4, 6], [1, 6]]

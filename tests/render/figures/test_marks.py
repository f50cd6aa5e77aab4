"""Symbols have the weight of a circle of their size, arrows go from partner to host."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from atlas.core.figures.looks import SHAPES
from atlas.core.style_model import SYMBOLS
from atlas.render.figures.marks import MarkLook, draw_arrow, draw_marks
from atlas.render.figures.scene import Circles, Path

CENTRES = np.array([(20.0, 30.0), (40.0, 30.0)])
POINTS = st.tuples(st.floats(0, 300), st.floats(0, 200))


def look(shape: str, **parts: object) -> MarkLook:
    return MarkLook(shape, "#B5541C", "#FFFFFF", 0.15, 1.3, **parts)  # type: ignore[arg-type]


@pytest.mark.parametrize("shape", sorted({*SHAPES, *SYMBOLS}))
def test_every_shape_of_topics_and_layers_can_be_drawn(shape: str) -> None:
    (item,) = draw_marks(CENTRES, look(shape))
    assert isinstance(item, Circles | Path)
    assert item.fill == "#B5541C"


@pytest.mark.parametrize("shape", [shape for shape in SHAPES if shape != "circle"])
def test_a_shape_stands_on_its_place_and_weighs_about_as_much_as_the_circle(shape: str) -> None:
    (item,) = draw_marks(CENTRES, look(shape))
    assert isinstance(item, Path)
    for ring, centre in zip(item.rings, CENTRES, strict=True):
        polygon = shapely.Polygon(ring)
        assert polygon.is_valid
        assert polygon.contains(shapely.Point(centre))
        assert 0.4 < polygon.area / (np.pi * 1.3**2) < 1.2
        assert shapely.distance(polygon.centroid, shapely.Point(centre)) < 0.4 * 1.3


def test_no_two_shapes_are_alike() -> None:
    drawn = set()
    for shape in SHAPES:
        (item,) = draw_marks(CENTRES[:1], look(shape))
        drawn.add("circle" if isinstance(item, Circles) else np.round(item.rings[0], 3).tobytes())  # type: ignore[union-attr]
    assert len(drawn) == len(SHAPES)


@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_known_only_roughly_is_a_ring_in_its_colour(shape: str) -> None:
    (item,) = draw_marks(CENTRES, look(shape, is_hollow=True))
    assert isinstance(item, Circles | Path)
    assert (item.fill, item.stroke) == ("#FFFFFF", "#B5541C")
    assert item.stroke_mm >= 0.3


def test_without_places_nothing_is_drawn() -> None:
    assert draw_marks(np.empty((0, 2)), look("circle")) == []


@given(start=POINTS, end=POINTS)
def test_an_arrow_starts_at_the_partner_and_ends_shortly_before_the_host(
    start: tuple[float, float], end: tuple[float, float]
) -> None:
    items = draw_arrow(start, end, "#1C5D7D", scale=1)
    length = float(np.hypot(end[0] - start[0], end[1] - start[1]))
    if length < 4:
        assert items == []
    if not items:
        return
    *_, line, head = items
    assert isinstance(line, Path)
    assert isinstance(head, Path)
    assert np.allclose(line.rings[0][0], start)
    tip = head.rings[0][0]
    away = np.hypot(*(tip - end))
    assert 1 < away < 3
    assert np.hypot(*(tip - start)) < length + away
    assert (line.stroke, head.fill) == ("#1C5D7D", "#1C5D7D")


def test_an_arrow_lies_on_a_white_casing() -> None:
    casing, head_casing, line, _ = draw_arrow((10, 10), (60, 40), "#1C5D7D", scale=1)
    assert isinstance(casing, Path)
    assert isinstance(head_casing, Path)
    assert isinstance(line, Path)
    assert (casing.stroke, head_casing.stroke) == ("#FFFFFF", "#FFFFFF")
    assert casing.stroke_mm > line.stroke_mm


def test_there_and_back_are_two_arrows_beside_each_other() -> None:
    there, back = (
        draw_arrow(*ends, "#1C5D7D", scale=1)[2] for ends in (((0, 0), (50, 0)), ((50, 0), (0, 0)))
    )
    assert isinstance(there, Path)
    assert isinstance(back, Path)
    middle = [path.rings[0][len(path.rings[0]) // 2] for path in (there, back)]
    assert np.hypot(*(middle[0] - middle[1])) > 5

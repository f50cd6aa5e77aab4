"""Hatches and dots run on over borders, stay in their area, and are told apart without colour."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from atlas.core.figures.boxes import Box
from atlas.core.figures.theme import AreaLook, AreaPart
from atlas.core.style_model import PATTERNS
from atlas.render.figures.patterns import fill_areas
from atlas.render.figures.scene import Group, Item, Path
from atlas.render.figures.shapes import box_ring
from tests.figure_samples import bounds_of, items_of

WEST, EAST = box_ring(Box(10, 10, 20, 15)), box_ring(Box(30, 10, 20, 15))
INK = "#B5541C"


def hatched(pattern: str, ring: np.ndarray = WEST, *, scale: float = 1.0) -> list[Item]:
    return fill_areas((ring,), AreaLook((AreaPart("#FFFFFF", pattern, INK),)), scale=scale)


def inked(items: list[Item]) -> list[Path]:
    return [path for path in items_of(items, Path) if path.stroke == INK]


def clips(items: list[Item]) -> list[Path]:
    return [group.clip for group in items_of(items, Group) if group.clip is not None]


def lines_within(items: list[Item], area: shapely.Geometry) -> shapely.Geometry:
    lines = [shapely.LineString(ring) for path in inked(items) for ring in path.rings]
    return shapely.intersection(shapely.MultiLineString(lines), area)


def test_a_plain_look_is_one_area() -> None:
    (path,) = fill_areas((WEST, EAST), AreaLook((AreaPart("#B5541C", opacity=0.5),)), scale=1)
    assert isinstance(path, Path)
    assert (path.fill, path.fill_opacity, len(path.rings)) == ("#B5541C", 0.5, 2)


def test_no_rings_and_no_parts_draw_nothing() -> None:
    assert fill_areas((), AreaLook((AreaPart("#B5541C"),)), scale=1) == []
    assert fill_areas((WEST,), AreaLook(), scale=1) == []


@pytest.mark.parametrize("pattern", [name for name in PATTERNS if name != "solid"])
def test_a_pattern_covers_its_area_and_is_cut_at_its_edge(pattern: str) -> None:
    items = hatched(pattern)
    assert inked(items)
    for path in inked(items):
        left, top, right, bottom = bounds_of(path)
        assert (left <= 10, top <= 11.3, right >= 30, bottom >= 23.7) == (True,) * 4
    (clip,) = clips(items)
    assert clip.rings == (WEST,)


def test_every_pattern_is_drawn_in_a_way_of_its_own() -> None:
    drawn = set()
    for pattern in PATTERNS:
        parts = [
            (len(path.rings), path.dash_mm, tuple(np.round(path.rings[0], 3).ravel()))
            for path in inked(hatched(pattern))
        ]
        drawn.add(tuple(parts))
    assert len(drawn) == len(PATTERNS)


@pytest.mark.parametrize("pattern", ["diagonal", "diagonal-back", "horizontal", "vertical", "cross", "grid"])
def test_lines_go_on_in_the_county_next_to_it(pattern: str) -> None:
    """Of one look two neighbours are hatched as if they were one."""
    both = lines_within(hatched(pattern, box_ring(Box(10, 10, 40, 15))), shapely.box(10, 10, 50, 25))
    west = lines_within(hatched(pattern, WEST), shapely.box(10, 10, 30, 25))
    east = lines_within(hatched(pattern, EAST), shapely.box(30, 10, 50, 25))
    parted = shapely.union_all([west, east])
    assert shapely.hausdorff_distance(both, parted) < 1e-6


def test_patterns_grow_with_the_page() -> None:
    small, large = (inked(hatched("diagonal", scale=scale))[0] for scale in (1.0, 2.0))
    assert large.stroke_mm == 2 * small.stroke_mm
    assert len(small.rings) > 1.5 * len(large.rings)


def test_several_topics_stand_side_by_side_as_bands_of_one_width() -> None:
    look = AreaLook((AreaPart("#B5541C"), AreaPart("#C98A00"), AreaPart("#0F6CA8")))
    items = fill_areas((WEST,), look, scale=1)
    bands = {
        path.fill: shapely.union_all([shapely.Polygon(ring) for ring in path.rings])
        for path in items_of(items, Path)
    }
    assert set(bands) == {"#B5541C", "#C98A00", "#0F6CA8"}
    area = shapely.Polygon(WEST)
    assert shapely.area(shapely.intersection(shapely.union_all(list(bands.values())), area)) == pytest.approx(
        300
    )
    for one, other in (("#B5541C", "#C98A00"), ("#C98A00", "#0F6CA8"), ("#B5541C", "#0F6CA8")):
        assert shapely.area(shapely.intersection(bands[one], bands[other])) < 1e-6
    assert all(shapely.area(shapely.intersection(band, area)) > 60 for band in bands.values())


def test_an_outline_stands_over_its_fill() -> None:
    items = fill_areas((WEST,), AreaLook((AreaPart("#FFFFFF"),), "#1C5D7D"), scale=1)
    assert isinstance(items[-1], Path)
    assert (items[-1].stroke, bool(items[-1].dash_mm)) == ("#1C5D7D", True)

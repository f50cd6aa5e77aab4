"""Small maps show their land, what the figure is about, and their name, within their frame."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from atlas.core.figures.boxes import Box
from atlas.core.figures.looks import PALETTES
from atlas.render.figures.fonts import shared_metrics
from atlas.render.figures.scene import Group, Item, Path, Words
from atlas.render.figures.small_maps import SmallMap, draw_small_map
from atlas.render.figures.type_setting import TypeSetter
from tests.figure_samples import bounds_of, items_of, texts_of, words_box

PALETTE = PALETTES["colour"]
BOX = Box(20, 30, 40, 32)
LAND = np.array([shapely.box(0, 0, 3e5, 2e5), shapely.box(3e5, 0, 6e5, 2e5)], dtype=object)
NOTHING = np.array([], dtype=object)
DASH = np.array([shapely.LineString([(1e5, -1e5), (2e5, -1e5)])], dtype=object)


def drawn(
    shown: np.ndarray = NOTHING, lines: np.ndarray = NOTHING, extent: shapely.Geometry | None = None
) -> list[Item]:
    small = SmallMap(LAND, shown, lines, (0, -1e5, 6e5, 2e5), "贵州省")
    return draw_small_map(small, BOX, TypeSetter(shared_metrics(), 1.0), PALETTE, extent=extent)


def with_fill(items: list[Item], fill: str) -> list[Path]:
    return [path for path in items_of(items, Path) if path.fill == fill]


def test_its_land_and_its_name_stand_in_the_frame_without_touching() -> None:
    items = drawn()
    (land,) = with_fill(items, PALETTE.land)
    (name,) = items_of(items, Words)
    assert texts_of(items) == ["贵州省"]
    left, top, right, bottom = bounds_of(land)
    assert BOX.left < left < right < BOX.right
    assert BOX.top < top < bottom < BOX.bottom
    assert shapely.box(*BOX.bounds).covers(words_box(name))
    assert not words_box(name).intersects(shapely.box(left, top, right, bottom))


def test_what_the_figure_is_about_is_filled_where_it_lies() -> None:
    (shown,) = with_fill(drawn(shown=LAND[1:]), PALETTE.accent)
    (land,) = with_fill(drawn(), PALETTE.land)
    assert bounds_of(shown)[2] == bounds_of(land)[2]
    assert bounds_of(shown)[0] == pytest.approx((bounds_of(land)[0] + bounds_of(land)[2]) / 2)


def test_where_nothing_is_chosen_nothing_is_filled() -> None:
    assert with_fill(drawn(), PALETTE.accent) == []


def test_dashes_of_the_sea_are_lines() -> None:
    (group,) = (item for item in drawn(lines=DASH) if isinstance(item, Group))
    assert isinstance(group.items[-1], Path)
    assert (group.items[-1].stroke, group.items[-1].is_closed) == (PALETTE.maritime, False)


def test_an_extent_is_an_outline() -> None:
    items = drawn(extent=shapely.box(1e5, 5e4, 2e5, 1e5))
    (outline,) = [path for path in items_of(items, Path) if path.stroke == PALETTE.marked]
    assert outline.fill == ""


def test_everything_is_cut_at_the_frame() -> None:
    (group,) = (item for item in drawn(lines=DASH) if isinstance(item, Group))
    assert bounds_of(group.clip) == BOX.bounds  # type: ignore[arg-type]
    frame = drawn()[-1]
    assert isinstance(frame, Path)
    assert bounds_of(frame) == BOX.bounds

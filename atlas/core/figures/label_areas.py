"""Places for a label wholly inside of its area, and the point of the area that a leader would point at."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

import numpy as np
import shapely

from atlas.core.figures.label_boxes import Numbers, Way
from atlas.core.figures.label_page import LabelPage, cells_for, place_on_grid
from atlas.core.figures.label_raster import (
    CELL_MM,
    Cells,
    Sums,
    Window,
    count_in_boxes,
    find_inside,
    sum_cells,
)
from atlas.core.figures.labels import LabelWish, PlacedLabel

# Cells between a label that stands well and the border.
_CLEAR = 2
# Cells of room to the border, and how much nearer to the anchor [mm] a label may stand to have less room.
_ROOM = ((1, 2.0), (2, 2.0), (4, 1.5), (8, 1.0))


@dataclass(frozen=True, slots=True)
class VisibleArea:
    """The part of an area that is on the page: its cells, those of its outline, and a point in the thick of it."""

    window: Window
    inside: Cells
    outline: Cells
    target: tuple[float, float]


def find_visible(wish: LabelWish, page: LabelPage) -> VisibleArea | None:
    """The part of the area of a wish that is on the page; ``None`` where there is none."""
    if wish.area is None:
        return None
    shape: shapely.Geometry = shapely.make_valid(wish.area)
    if not page.frame.covers(shape):
        shape = shapely.intersection(shape, page.frame)
    parts = [part for part in _parts(shape) if part.area > 0]
    if not parts:
        return None
    shape = shapely.MultiPolygon(parts)
    window = page.grid.window(shape.bounds)
    inside, outline = find_inside(shape, page.grid, window)
    target = _find_target(wish.anchor, parts)
    return VisibleArea(window, inside, outline, _find_seen(target, inside, window, page))


def count_places(visible: VisibleArea, ways: tuple[Way, ...], page: LabelPage) -> int:
    """How many places the best way to write a label has in its area."""
    sums = _sum_closed(visible, page)
    return int((count_in_boxes(sums, cells_for((ways[0].width, ways[0].height))) == 0).sum())


def place_inside(
    wish: LabelWish, ways: tuple[Way, ...], visible: VisibleArea, page: LabelPage
) -> PlacedLabel | None:
    """The label in the first way that fits into the area, where it has room and is near the anchor.

    Other words are only taken where these do not even fit closely, with their lines broken in any way.
    """
    sums = _sum_closed(visible, page)
    for _, same in groupby(ways, key=lambda way: "".join(way.lines)):
        alike = list(same)
        for room in (_CLEAR, 0):
            for way in alike:
                place = _find_best(sums, way, wish.anchor, room=room, visible=visible, page=page)
                if place is not None:
                    box = place_on_grid(page.grid, place[0], place[1], (way.width, way.height))
                    return PlacedLabel(wish, way.lines, way.size_pt, box)
    return None


def _parts(shape: shapely.Geometry) -> list[shapely.Polygon]:
    parts = shapely.get_parts(shapely.get_parts(shape))
    return [part for part in parts if isinstance(part, shapely.Polygon)]


def _find_target(anchor: tuple[float, float], parts: list[shapely.Polygon]) -> tuple[float, float]:
    point = shapely.Point(anchor)
    if any(part.contains(point) for part in parts):
        return float(anchor[0]), float(anchor[1])
    inner = max(parts, key=lambda part: part.area).representative_point()
    return inner.x, inner.y


def _find_seen(
    target: tuple[float, float], inside: Cells, window: Window, page: LabelPage
) -> tuple[float, float]:
    """The target, or the point of the area nearest to it that no obstacle hides, where there is one."""
    row, column = np.nonzero(inside & ~page.find_closed(window))
    x = page.grid.left + (window.left + column + 0.5) * CELL_MM
    y = page.grid.top + (window.top + row + 0.5) * CELL_MM
    away = np.hypot(x - target[0], y - target[1])
    if not len(away) or away.min() < CELL_MM:
        return target
    nearest = int(np.argmin(away))
    return float(x[nearest]), float(y[nearest])


def _sum_closed(visible: VisibleArea, page: LabelPage) -> Sums:
    return sum_cells(~visible.inside | page.find_closed(visible.window))


def _find_best(
    sums: Sums, way: Way, anchor: tuple[float, float], *, room: int, visible: VisibleArea, page: LabelPage
) -> tuple[int, int] | None:
    """Row and column on the page of the best place with at least ``room`` cells to the border."""
    rows, columns = cells_for((way.width, way.height))
    fits = _fits(sums, (rows, columns), room)
    if not fits.any():
        return None
    row, column = np.nonzero(fits)
    x = page.grid.left + (visible.window.left + column + columns / 2) * CELL_MM
    y = page.grid.top + (visible.window.top + row + rows / 2) * CELL_MM
    cost: Numbers = np.hypot(x - anchor[0], y - anchor[1])
    for cells, gain in _ROOM:
        cost -= gain * _fits(sums, (rows, columns), cells)[row, column]
    best = int(np.argmin(cost))
    return visible.window.top + int(row[best]), visible.window.left + int(column[best])


def _fits(sums: Sums, size: tuple[int, int], room: int) -> Cells:
    """Whether a box with so much room on all sides is free, by the upper left cell of the box without the room."""
    rows, columns = size
    fits = np.zeros((max(sums.shape[0] - rows, 0), max(sums.shape[1] - columns, 0)), dtype=np.bool_)
    free = count_in_boxes(sums, (rows + 2 * room, columns + 2 * room)) == 0
    fits[room : room + free.shape[0], room : room + free.shape[1]] = free
    return fits

"""Places for a label beside a point, in the order that map readers expect."""

from __future__ import annotations

import numpy as np

from atlas.core.figures.label_boxes import Numbers, Way, as_array
from atlas.core.figures.label_page import LabelPage
from atlas.core.figures.label_raster import Box, count_in_boxes
from atlas.core.figures.labels import LabelWish, PlacedLabel

# Room between a symbol and its label.
_AWAY_MM = 0.4
# Right, upper right, left, upper left, lower right, lower left, above, below; y grows downwards.
_SIDES = ((1, 0), (1, -1), (-1, 0), (-1, -1), (1, 1), (-1, 1), (0, -1), (0, 1))
# How many cells of lines may be covered rather than take the next best side.
_CELLS_A_SIDE = 6


def place_beside(wish: LabelWish, ways: tuple[Way, ...], page: LabelPage) -> PlacedLabel | None:
    """The label in the first way that has room on any side of its point."""
    for way in ways:
        boxes = _list_boxes(wish, way)
        free = page.are_free(as_array(boxes))
        costs = [side + _count_lines(box, page) / _CELLS_A_SIDE for side, box in enumerate(boxes)]
        if free.any():
            best = int(np.argmin(np.where(free, costs, np.inf)))
            return PlacedLabel(wish, way.lines, way.size_pt, boxes[best])
    return None


def count_sides(wish: LabelWish, ways: tuple[Way, ...], page: LabelPage) -> int:
    """How many sides of its point are free for the best way to write a label."""
    boxes: Numbers = as_array(_list_boxes(wish, ways[0]))
    return int(page.are_free(boxes).sum())


def _list_boxes(wish: LabelWish, way: Way) -> list[Box]:
    away = wish.clearance_mm + _AWAY_MM
    boxes = []
    for right, down in _SIDES:
        # At a slant the symbol is further in, so that the same room needs less shift.
        shift = away * (0.75 if right and down else 1.0)
        x = float(wish.anchor[0]) + right * (shift + way.width / 2)
        y = float(wish.anchor[1]) + down * (shift + way.height / 2)
        boxes.append((x - way.width / 2, y - way.height / 2, x + way.width / 2, y + way.height / 2))
    return boxes


def _count_lines(box: Box, page: LabelPage) -> int:
    window = page.grid.window(box)
    counts = count_in_boxes(
        page.line_sums[window.top : window.bottom + 1, window.left : window.right + 1], window.shape
    )
    return int(counts.sum())

"""Looks around a target for places where its label may stand with a leader, and prices them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from atlas.core.figures.label_boxes import GAP_MM, Flags, Numbers, Way, as_array, attach, distance_to_segments
from atlas.core.figures.label_page import LabelPage, cells_for
from atlas.core.figures.label_raster import CELL_MM, Cells, Grid, Sums, Window, count_in_boxes, sum_cells
from atlas.core.figures.labels import LabelWish, PlacedLabel

# Leaders had better be this long [mm]: a shorter one is taken for a mark of the map.
_CALM_MM = 4.0
# Beyond this length [mm] each millimetre counts half as much again: two middling leaders go before a short and a
# long one.
_LONG_MM = 8.0
# Detours [mm] worth a label wholly off the ground; one off small areas that are named from outside themselves;
# one that leads straight out of a crowd; one with some room around it; a better liked way; one
# whose leader runs over nothing that must be seen.
_GROUND_MM = 7.0
_CROWD_MM = 15.0
_OUTWARD_MM = 3.0
ROOM_MM = 3.0
_RANK_MM = 1.5
_DISTURBED_MM = 40.0
# The same for a cell without lines, and the cells around a label that are its room.
_LINE_MM = 0.06
_ROOM = 4
# Targets this near each other are a crowd; leaders keep this far from the targets of others.
_CROWD_REACH_MM = 25.0
_TARGET_MM = 1.0
# Places that are looked at closely, so many at a time.
_CHUNK, _CHUNKS = 48, 8
# Of places that differ by less than this [mm] one is as good as the other; so many are worth a thought.
_PART_MM = 1.2
_PARTS = 60

Whole = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Target:
    """What a leader points at.

    Parameters
    ----------
    x, y
        Where it ends, or the middle of the symbol that it ends at [mm].
    radius
        Of the symbol [mm].
    """

    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place found for a label with a leader, and its price in millimetres of leader."""

    label: PlacedLabel
    cost: float


@dataclass(frozen=True, slots=True)
class _Places:
    """Free places for one box: first row and column of cells, box, start of the leader, whether others are close."""

    row: Whole
    column: Whole
    size: tuple[int, int]
    boxes: Numbers
    x: Numbers
    y: Numbers
    is_tight: Flags


class LeaderFinder:
    """A search for the cheapest place within reach of a target.

    Parameters
    ----------
    wish
        The label.
    target
        What its leader points at.
    others
        What other leaders point at: not to be covered, and not to be passed too close.
    page
        What is free.
    reach
        The longest leader [mm].
    stride
        At every how many cells a place is looked at.
    """

    def __init__(
        self,
        wish: LabelWish,
        target: Target,
        others: list[Target],
        page: LabelPage,
        reach: float,
        stride: int,
    ) -> None:
        self._wish, self._target, self._page = wish, target, page
        self._reach, self._stride = reach, stride
        self._others = as_array([(other.x, other.y, other.radius, 0.0) for other in others])
        away = np.hypot(self._others[:, 0] - target.x, self._others[:, 1] - target.y)
        # Others are met by leaders within reach, and by their labels somewhat further out.
        self._near = self._others[away - self._others[:, 2] < reach + target.radius + _TARGET_MM]

    def run(self, ways: tuple[Way, ...], best: FoundPlace | None) -> FoundPlace | None:
        """The cheapest place, or the best known before where none is cheaper."""
        window = self._window(max(way.width for way in ways), max(way.height for way in ways))
        if 0 in window.shape:
            return best
        sums = sum_cells(self._find_closed(window))
        for way in ways:
            if best is None or best.cost > way.rank * _RANK_MM + _CALM_MM:
                found = self._search(way, window, sums)
                if found is not None and (best is None or found.cost < best.cost):
                    best = found
        return best

    def list_places(self, ways: tuple[Way, ...]) -> list[FoundPlace]:
        """The cheapest places in each small part of the surroundings."""
        window = self._window(max(way.width for way in ways), max(way.height for way in ways))
        if 0 in window.shape:
            return []
        sums = sum_cells(self._find_closed(window))
        found: list[FoundPlace] = []
        for way in ways:
            places = self._list_places(way, window, sums)
            cost = self._price(way, places)
            order = _thin_out(places, cost)[:_PARTS]
            leaders = self._leaders(places.x[order], places.y[order])
            calm = self._page.are_open(leaders) & ~self._disturbs(leaders)
            found += [
                FoundPlace(self._make_label(way, places.boxes[at], leader), float(cost[at]))
                for at, leader in zip(order[calm], leaders[calm], strict=True)
            ]
        return found

    def _window(self, width: float, height: float) -> Window:
        """Cells within reach, from a row and column that searches of the same stride share."""
        x, y, reach = self._target.x, self._target.y, self._reach + self._target.radius
        window = self._page.grid.window(
            (x - reach - width, y - reach - height, x + reach + width, y + reach + height)
        )
        top, left = window.top // self._stride * self._stride, window.left // self._stride * self._stride
        return Window(top, window.bottom, left, window.right)

    def _find_closed(self, window: Window) -> Cells:
        closed = self._page.find_closed(window)
        for x, y, radius, _ in self._others:
            wide = radius + _TARGET_MM
            near = self._page.grid.window((x - wide, y - wide, x + wide, y + wide))
            top, left = max(near.top - window.top, 0), max(near.left - window.left, 0)
            closed[top : max(near.bottom - window.top, 0), left : max(near.right - window.left, 0)] = True
        return closed

    def _search(self, way: Way, window: Window, sums: Sums) -> FoundPlace | None:
        places = self._list_places(way, window, sums)
        cost = self._price(way, places)
        order = _thin_out(places, cost)[: _CHUNK * _CHUNKS]
        leaders = self._leaders(places.x[order], places.y[order])
        choice = self._choose(leaders)
        if choice is None or not (choice[1] or self._wish.is_required):
            return None
        chosen, is_calm = choice
        at = order[chosen]
        label = self._make_label(way, places.boxes[at], leaders[chosen])
        return FoundPlace(label, float(cost[at]) + (0.0 if is_calm else _DISTURBED_MM))

    def _make_label(self, way: Way, edges: Numbers, leader: Numbers) -> PlacedLabel:
        left, top, right, bottom = (float(edge) for edge in edges)
        line = ((float(leader[0]), float(leader[1])), (float(leader[2]), float(leader[3])))
        return PlacedLabel(self._wish, way.lines, way.size_pt, (left, top, right, bottom), line)

    def _list_places(self, way: Way, window: Window, sums: Sums) -> _Places:
        """All free places within reach."""
        size = cells_for((way.width, way.height))
        row, column = np.nonzero(count_in_boxes(sums, size, stride=self._stride) == 0)
        row, column = row * self._stride, column * self._stride
        boxes = _boxes_at(self._page.grid, row + window.top, column + window.left, way)
        x, y, length = attach(boxes, (self._target.x, self._target.y))
        length = length - self._target.radius
        near = (length <= self._reach) & (length >= GAP_MM)
        row, column = row[near], column[near]
        closed = _count(sums, row, column, size, room=_ROOM)
        return _Places(
            row + window.top, column + window.left, size, boxes[near], x[near], y[near], closed > 0
        )

    def _price(self, way: Way, places: _Places) -> Numbers:
        """What each place costs, as millimetres of leader."""
        row, column, size = places.row, places.column, places.size
        length = np.hypot(places.x - self._target.x, places.y - self._target.y) - self._target.radius
        cost = np.maximum(length, 2 * _CALM_MM - length) + np.maximum(length - _LONG_MM, 0) / 2
        cost += way.rank * _RANK_MM + ROOM_MM * places.is_tight
        share = 1 / (size[0] * size[1])
        cost += _GROUND_MM * share * _count(self._page.ground_sums, row, column, size)
        cost += _CROWD_MM * share * _count(self._page.crowd_sums, row, column, size)
        cost += _LINE_MM * _count(self._page.line_sums, row, column, size)
        return np.asarray(cost + self._price_direction(places.x, places.y))

    def _price_direction(self, x: Numbers, y: Numbers) -> Numbers | float:
        """What it costs not to leave straight away from the middle of the targets nearby."""
        away = self._others[:, :2] - (self._target.x, self._target.y)
        near = np.hypot(away[:, 0], away[:, 1]) < _CROWD_REACH_MM
        if not near.any():
            return 0.0
        right, down = -away[near].mean(axis=0)
        x, y = x - self._target.x, y - self._target.y
        length = np.maximum(np.hypot(x, y) * np.hypot(right, down), 1e-9)
        return np.asarray(_OUTWARD_MM * (1 - (x * right + y * down) / length))

    def _leaders(self, x: Numbers, y: Numbers) -> Numbers:
        """Lines from the starts to the edge of the target."""
        right, down = x - self._target.x, y - self._target.y
        share = self._target.radius / np.maximum(np.hypot(right, down), 1e-9)
        return np.column_stack([x, y, self._target.x + right * share, self._target.y + down * share])

    def _choose(self, leaders: Numbers) -> tuple[int, bool] | None:
        """The first leader that meets nothing, else the first that meets no other label; and which of these."""
        second: tuple[int, bool] | None = None
        for begin in range(0, len(leaders), _CHUNK):
            chunk = leaders[begin : begin + _CHUNK]
            is_open = self._page.are_open(chunk)
            is_calm = is_open & ~self._disturbs(chunk)
            if is_calm.any():
                return begin + int(np.argmax(is_calm)), True
            if second is None and is_open.any():
                second = begin + int(np.argmax(is_open)), False
        return second

    def _disturbs(self, leaders: Numbers) -> Flags:
        """Whether leaders run over obstacles, apart from the symbol they end at, or close by other targets."""
        length = np.maximum(np.hypot(leaders[:, 2] - leaders[:, 0], leaders[:, 3] - leaders[:, 1]), 1e-9)
        short = leaders.copy()
        share = np.maximum(1 - 0.2 / length, 0.5)[:, None]
        short[:, 2:] = leaders[:, :2] + (leaders[:, 2:] - leaders[:, :2]) * share
        near = distance_to_segments(self._near[:, :2], leaders) < self._near[:, 2] + _TARGET_MM
        return self._page.cross_obstacles(short) | near.any(axis=1)


def _thin_out(places: _Places, cost: Numbers) -> Whole:
    """The cheapest place in each small part of the page, from the cheapest on."""
    order = np.argsort(cost, kind="stable")
    part = np.floor(places.boxes[order, :2] / _PART_MM).astype(np.int64)
    part -= part.min(axis=0, initial=0)
    first = np.unique(part[:, 0] * (part[:, 1].max(initial=0) + 1) + part[:, 1], return_index=True)[1]
    return np.asarray(order[np.sort(first)], dtype=np.int64)


def _boxes_at(grid: Grid, row: Whole, column: Whole, way: Way) -> Numbers:
    """Boxes in the middle of the cells that begin at rows and columns of the page, shape (n, 4) [mm]."""
    rows, columns = cells_for((way.width, way.height))
    x = grid.left + (column + columns / 2) * CELL_MM
    y = grid.top + (row + rows / 2) * CELL_MM
    return np.column_stack([x - way.width / 2, y - way.height / 2, x + way.width / 2, y + way.height / 2])


def _count(sums: Sums, row: Whole, column: Whole, size: tuple[int, int], *, room: int = 0) -> Sums:
    """How many cells are set in the boxes, and ``room`` cells around, that begin at rows and columns."""
    last_row, last_column = sums.shape[0] - 1, sums.shape[1] - 1
    above, below = np.maximum(row - room, 0), np.minimum(row + size[0] + room, last_row)
    before, after = np.maximum(column - room, 0), np.minimum(column + size[1] + room, last_column)
    counts: Sums = sums[below, after] - sums[above, after] - sums[below, before] + sums[above, before]
    return counts

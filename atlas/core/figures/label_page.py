"""A page that labels are put on and taken off, and what is free on it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt
import shapely

from atlas.core.figures.label_boxes import (
    GAP_MM,
    Flags,
    Numbers,
    as_array,
    bounds_of_segments,
    find_crossings,
    find_overlaps,
    find_pierced,
)
from atlas.core.figures.label_raster import (
    CELL_MM,
    Box,
    Cells,
    Grid,
    Sums,
    Window,
    find_covered,
    find_inside,
    sum_cells,
    widen,
)
from atlas.core.figures.labels import PlacedLabel


class LabelPage:
    """The map area of a page, what must stay free on it, and the labels that stand there.

    Parameters
    ----------
    frame
        The map area [mm].
    obstacles
        Shapes that no label may stand on.
    ground
        Where leaders had rather not put their labels.
    soft
        Lines better not covered.
    """

    def __init__(
        self,
        frame: shapely.Polygon,
        obstacles: Sequence[shapely.Geometry],
        *,
        ground: shapely.Geometry | None,
        soft: Sequence[shapely.Geometry],
    ) -> None:
        self.frame = frame
        shapely.prepare(self.frame)
        self.grid = Grid.over(frame.bounds)
        self.labels: dict[str, PlacedLabel] = {}
        self._obstacles = [
            each for each in map(shapely.make_valid, obstacles) if shapely.intersects(each, frame)
        ]
        self._tree = shapely.STRtree(self._obstacles)
        self._ground = ground
        self._lines = self._mark(soft)
        self._line_sums: Sums | None = None
        self._crowd: Cells = np.zeros(self._lines.shape, dtype=np.bool_)
        self._crowd_sums: Sums | None = None
        self._closed = self._find_closed()
        self._used: npt.NDArray[np.int16] = np.zeros(self._closed.shape, dtype=np.int16)
        self._boxes: Numbers = as_array([])
        self._leaders: Numbers = as_array([])

    def add(self, label: PlacedLabel) -> None:
        """Put a label on the page."""
        self._stamp(label, 1)
        self.labels[label.wish.id] = label
        self._gather()

    def remove(self, wish_id: str) -> PlacedLabel:
        """Take a label off the page."""
        label = self.labels.pop(wish_id)
        self._stamp(label, -1)
        self._gather()
        return label

    def find_closed(self, window: Window) -> Cells:
        """Cells of a window where no label may stand now."""
        closed: Cells = self._closed[window.slices] | (self._used[window.slices] > 0)
        return closed

    def are_free(self, boxes: Numbers) -> Flags:
        """Whether a label may stand at each of n boxes, shape (n, 4) [mm]."""
        if not len(boxes):
            return np.zeros(0, dtype=np.bool_)
        shapes = shapely.box(*boxes.T)
        free = np.atleast_1d(shapely.covers(self.frame, shapes))
        free[self._tree.query(shapes, predicate="intersects")[0]] = False
        near, beside = self._find_near(boxes)
        free &= ~find_overlaps(boxes, self._boxes[near], gap=GAP_MM).any(axis=1)
        free &= ~find_pierced(self._leaders[beside], boxes, gap=GAP_MM).any(axis=0)
        return np.asarray(free, dtype=np.bool_)

    def are_open(self, leaders: Numbers) -> Flags:
        """Whether each of n leaders (x, y, x, y), shape (n, 4), runs clear of all labels and their leaders."""
        if not len(leaders):
            return np.zeros(0, dtype=np.bool_)
        near, beside = self._find_near(bounds_of_segments(leaders))
        met = find_pierced(leaders, self._boxes[near], gap=GAP_MM).any(axis=1)
        met |= find_crossings(leaders, self._leaders[beside]).any(axis=1)
        return np.asarray(~met, dtype=np.bool_)

    def cross_obstacles(self, leaders: Numbers) -> Flags:
        """Whether each of n leaders (x, y, x, y), shape (n, 4), runs over something that must be seen."""
        crosses = np.zeros(len(leaders), dtype=np.bool_)
        lines = shapely.linestrings(leaders.reshape(-1, 2, 2))
        crosses[self._tree.query(lines, predicate="intersects")[0]] = True
        return crosses

    def add_lines(self, window: Window, cells: Cells) -> None:
        """Mark lines better not covered."""
        self._lines[window.slices] |= cells
        self._line_sums = None

    def add_crowd(self, window: Window, cells: Cells) -> None:
        """Mark small areas that are named from outside, so that those names do not hide them."""
        self._crowd[window.slices] |= cells
        self._crowd_sums = None

    @cached_property
    def ground_sums(self) -> Sums:
        """Summed cells of the ground."""
        return sum_cells(self._mark([] if self._ground is None else [self._ground]))

    @property
    def line_sums(self) -> Sums:
        """Summed cells of the lines better not covered."""
        if self._line_sums is None:
            self._line_sums = sum_cells(self._lines)
        return self._line_sums

    @property
    def crowd_sums(self) -> Sums:
        """Summed cells of the areas that are named from outside."""
        if self._crowd_sums is None:
            self._crowd_sums = sum_cells(self._crowd)
        return self._crowd_sums

    @property
    def _all_cells(self) -> Window:
        return Window(0, self.grid.rows, 0, self.grid.columns)

    def _find_closed(self) -> Cells:
        # One cell in from the frame, so that no label leaves it between two cells.
        closed = widen(~find_inside(self.frame, self.grid, self._all_cells)[0])
        return np.asarray(closed | self._mark(self._obstacles), dtype=np.bool_)

    def _mark(self, shapes: Sequence[shapely.Geometry]) -> Cells:
        """Cells of the page that any of the shapes touches, and those beside them."""
        marked = np.zeros((self.grid.rows, self.grid.columns), dtype=np.bool_)
        edges = shapely.box(*self.frame.bounds)
        for shape in shapes:
            valid = shapely.make_valid(shape)
            seen = valid if edges.covers(valid) else shapely.intersection(valid, edges)
            if not shapely.is_empty(seen):
                window = self.grid.window(_bounds(seen), margin=2)
                marked[window.slices] |= find_covered(seen, self.grid, window)
        return marked

    def _find_near(self, bounds: Numbers) -> tuple[Flags, Flags]:
        """Which labels, and which leaders, are near any of n boxes."""
        around = np.concatenate([bounds[:, :2].min(axis=0), bounds[:, 2:].max(axis=0)])[None]
        lines = bounds_of_segments(self._leaders)
        return (
            find_overlaps(around, self._boxes, gap=GAP_MM)[0],
            find_overlaps(around, lines, gap=GAP_MM)[0],
        )

    def _stamp(self, label: PlacedLabel, change: int) -> None:
        left, top, right, bottom = label.box
        wide = (left - GAP_MM, top - GAP_MM, right + GAP_MM, bottom + GAP_MM)
        self._used[self.grid.window(wide).slices] += np.int16(change)
        if label.leader is not None:
            line = shapely.LineString(label.leader)
            window = self.grid.window(line.bounds, margin=2)
            covered = find_covered(line, self.grid, window)
            self._used[window.slices] += covered.astype(np.int16) * np.int16(change)

    def _gather(self) -> None:
        labels = [self.labels[key] for key in sorted(self.labels)]
        self._boxes = as_array([label.box for label in labels])
        self._leaders = as_array([(*label.leader[0], *label.leader[1]) for label in labels if label.leader])


def _bounds(shape: shapely.Geometry) -> Box:
    left, top, right, bottom = shapely.bounds(shape)
    return float(left), float(top), float(right), float(bottom)


def place_on_grid(grid: Grid, row: int, column: int, size: tuple[float, float]) -> Box:
    """Box of ``size`` (width, height) [mm] in the middle of the cells that begin at a row and column."""
    rows, columns = cells_for(size)
    width, height = size
    left = grid.left + (column + columns / 2) * CELL_MM - width / 2
    top = grid.top + (row + rows / 2) * CELL_MM - height / 2
    return left, top, left + width, top + height


def cells_for(size: tuple[float, float]) -> tuple[int, int]:
    """Rows and columns of cells that hold a box of ``size`` (width, height) [mm]."""
    width, height = size
    return int(np.ceil(height / CELL_MM)), int(np.ceil(width / CELL_MM))

"""The page as small square cells: which of them a shape fills, and where boxes of empty cells are."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

CELL_MM = 0.25
# Outlines are looked at this often: a corner that is missed between two looks is less than half as deep.
_STEP_MM = CELL_MM / 4
# Sums of many decimals come out a hair beside the edge of a cell that they stand on.
_HAIR = 1e-7

Cells = npt.NDArray[np.bool_]
Sums = npt.NDArray[np.int32]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Window:
    """A rectangle of cells: rows ``top`` to ``bottom`` and columns ``left`` to ``right``, the last not included."""

    top: int
    bottom: int
    left: int
    right: int

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns; none where the window is beside the page."""
        return max(self.bottom - self.top, 0), max(self.right - self.left, 0)

    @property
    def slices(self) -> tuple[slice, slice]:
        """To look at these cells in an array of the whole page."""
        return slice(self.top, max(self.bottom, self.top)), slice(self.left, max(self.right, self.left))


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a page.

    Parameters
    ----------
    left, top
        Corner of the first cell [mm].
    rows, columns
        How many cells there are.
    """

    left: float
    top: float
    rows: int
    columns: int

    @classmethod
    def over(cls, bounds: Box) -> Grid:
        """Cells that cover the bounds (left, top, right, bottom) [mm]."""
        left, top, right, bottom = bounds
        return cls(left, top, math.ceil((bottom - top) / CELL_MM), math.ceil((right - left) / CELL_MM))

    def window(self, bounds: Box, *, margin: int = 0) -> Window:
        """Cells of the page that the bounds [mm] touch, and ``margin`` more on each side."""
        left, top, right, bottom = bounds
        return Window(
            max(math.floor((top - self.top) / CELL_MM + _HAIR) - margin, 0),
            min(math.ceil((bottom - self.top) / CELL_MM - _HAIR) + margin, self.rows),
            max(math.floor((left - self.left) / CELL_MM + _HAIR) - margin, 0),
            min(math.ceil((right - self.left) / CELL_MM - _HAIR) + margin, self.columns),
        )

    def cells_of(self, points: npt.NDArray[np.float64], window: Window) -> npt.NDArray[np.float64]:
        """Points [mm], shape (n, 2), as columns and rows counted from the corner of the window."""
        corner = (self.left + window.left * CELL_MM, self.top + window.top * CELL_MM)
        return np.asarray((points - corner) / CELL_MM, dtype=np.float64)


def find_inside(shape: shapely.Geometry, grid: Grid, window: Window) -> tuple[Cells, Cells]:
    """Cells of the window that lie wholly inside of an area, and those that its outline runs through."""
    outline = _touch(shape, grid, window)
    return _fill(shape, grid, window) & ~outline, outline


def find_covered(shape: shapely.Geometry, grid: Grid, window: Window) -> Cells:
    """Cells of the window that a shape of any kind touches, and those beside them."""
    covered = _touch(shape, grid, window)
    for area in _areas(shape):
        covered |= _fill(area, grid, window)
    return widen(covered)


def widen(cells: Cells) -> Cells:
    """The cells and all those beside them."""
    rows = cells.copy()
    rows[1:] |= cells[:-1]
    rows[:-1] |= cells[1:]
    wide = rows.copy()
    wide[:, 1:] |= rows[:, :-1]
    wide[:, :-1] |= rows[:, 1:]
    return wide


def sum_cells(cells: Cells) -> Sums:
    """For each corner of the cells, how many are set to the upper left of it; one row and column more."""
    sums = np.zeros((cells.shape[0] + 1, cells.shape[1] + 1), dtype=np.int32)
    np.cumsum(cells, axis=0, dtype=np.int32, out=sums[1:, 1:])
    np.cumsum(sums[1:, 1:], axis=1, out=sums[1:, 1:])
    return sums


def count_in_boxes(sums: Sums, size: tuple[int, int], *, stride: int = 1) -> Sums:
    """How many cells are set in each box of ``size`` (rows, columns), by the row and column of its upper left cell."""
    rows, columns = size
    down, right = sums.shape[0] - rows, sums.shape[1] - columns
    if down <= 0 or right <= 0:
        return np.zeros((0, 0), dtype=np.int32)
    above, below = slice(0, down, stride), slice(rows, None, stride)
    before, after = slice(0, right, stride), slice(columns, None, stride)
    return sums[below, after] - sums[above, after] - sums[below, before] + sums[above, before]


def _areas(shape: shapely.Geometry) -> Iterator[shapely.Geometry]:
    if isinstance(shape, shapely.Polygon | shapely.MultiPolygon):
        yield shape
    elif isinstance(shape, shapely.GeometryCollection):
        for part in shape.geoms:
            yield from _areas(part)


def _touch(shape: shapely.Geometry, grid: Grid, window: Window) -> Cells:
    """Cells that an outline, a line or a point runs through."""
    touched = np.zeros(window.shape, dtype=np.bool_)
    points = shapely.get_coordinates(shapely.segmentize(shape, _STEP_MM))
    columns, rows = np.floor(grid.cells_of(points, window)).astype(np.int64).T
    seen = (rows >= 0) & (rows < touched.shape[0]) & (columns >= 0) & (columns < touched.shape[1])
    touched[rows[seen], columns[seen]] = True
    return touched


def _fill(shape: shapely.Geometry, grid: Grid, window: Window) -> Cells:
    """Cells whose centre is in an area: those with an odd number of edges to their left."""
    height, width = window.shape
    rings = shapely.get_parts(shapely.boundary(shape))
    points, ring = shapely.get_coordinates(rings, return_index=True)
    points = grid.cells_of(points, window) - 0.5
    start, end = points[:-1][ring[:-1] == ring[1:]], points[1:][ring[:-1] == ring[1:]]
    first = np.clip(np.ceil(np.minimum(start[:, 1], end[:, 1])), 0, height).astype(np.int64)
    last = np.clip(np.ceil(np.maximum(start[:, 1], end[:, 1])), 0, height).astype(np.int64)
    count = last - first
    edge = np.repeat(np.arange(len(count)), count)
    row = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count) + first[edge]
    slope = (end[edge, 0] - start[edge, 0]) / (end[edge, 1] - start[edge, 1])
    column = np.ceil(start[edge, 0] + (row - start[edge, 1]) * slope)
    column = np.clip(column, 0, width).astype(np.int64)
    crossings = np.bincount(row * (width + 1) + column, minlength=height * (width + 1))
    passed = np.cumsum(crossings.reshape(height, width + 1)[:, :-1], axis=1)
    return np.asarray(passed % 2 == 1, dtype=np.bool_)

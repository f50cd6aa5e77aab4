"""Symbols of points that stand at one place are set apart, so that each that the legend counts can be seen."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from atlas.core.figures.boxes import Box
from atlas.core.figures.theme import LayerMarks
from atlas.core.geo.crs import FloatArray, GeometryArray
from atlas.render.figures.marks import MM_PER_PX

#: Points nearer to each other than this are at one place [mm].
_ONE_PLACE_MM = 0.2
#: Symbols that are set apart keep so far from each other on A4 [mm].
_GAP_MM = 0.35
#: More symbols than this would cover their surroundings; they stay where they are, and it is told.
_MOST_APART = 16
#: Larger ones are circles of values, which are drawn with the small ones on top [px].
_LARGEST_PX = 9.0

Cell = tuple[int, int]
PlacedLayers = Sequence[tuple[LayerMarks, GeometryArray]]


@dataclass(frozen=True, slots=True, eq=False)
class StandingMarks:
    """Layers as their symbols stand on the page.

    Parameters
    ----------
    layers
        With geometries on the page [mm].
    reach_mm
        By the place of symbols that were set apart: how far around it they stand [mm].
    stacked
        Symbols on the map that are hidden by another at their place.
    """

    layers: tuple[tuple[LayerMarks, GeometryArray], ...]
    reach_mm: Mapping[Cell, float]
    stacked: int


def cell_of(x: float, y: float) -> Cell:
    """What points at one place have in common.

    Parameters
    ----------
    x, y
        On the page [mm].

    Returns
    -------
    tuple of int
        The same for both.
    """
    return round(x / _ONE_PLACE_MM), round(y / _ONE_PLACE_MM)


def set_apart(layers: PlacedLayers, frame: Box, scale: float) -> StandingMarks:
    """Put symbols that would hide each other side by side around their place.

    Parameters
    ----------
    layers
        From the top down, with geometries on the page [mm]; only features of one point are moved.
    frame
        Of the map.
    scale
        Of symbols, 1 on A4.

    Returns
    -------
    StandingMarks
        The same layers. Up to sixteen symbols of one place are set apart.
    """
    shapes = [np.array(found, dtype=object) for _, found in layers]
    reach: dict[Cell, float] = {}
    stacked = 0
    for cell, found in _at_one_place(layers, frame).items():
        if len(found) > _MOST_APART:
            stacked += len(found) - 1
            continue
        radius = max(layers[layer][0].marks[at].symbol.radius_px for layer, at in found) * MM_PER_PX * scale
        step = 2 * radius + _GAP_MM * scale
        places = _block(len(found)) * step
        home = shapely.get_coordinates(shapes[found[0][0]][found[0][1]])[0]
        for (layer, at), place in zip(found, places, strict=True):
            shapes[layer][at] = shapely.Point(home + place)
        reach[cell] = float(np.abs(places).max()) + radius
    moved = tuple((marks, shape) for (marks, _), shape in zip(layers, shapes, strict=True))
    return StandingMarks(moved, reach, stacked)


def _at_one_place(layers: PlacedLayers, frame: Box) -> dict[Cell, list[tuple[int, int]]]:
    """Layer and number of symbols on the map that share their place with another."""
    found: dict[Cell, list[tuple[int, int]]] = {}
    window = shapely.box(*frame.bounds)
    for number, (marks, shapes) in enumerate(layers):
        if marks.geometry != "point":
            continue
        for at in np.flatnonzero(shapely.intersects(window, shapes)):
            points = shapely.get_coordinates(shapes[at])
            if len(points) == 1 and marks.marks[at].symbol.radius_px <= _LARGEST_PX:
                found.setdefault(cell_of(*points[0]), []).append((number, int(at)))
    return {cell: marks for cell, marks in found.items() if len(marks) > 1}


def _block(count: int) -> FloatArray:
    """Places of symbols around their middle, in steps: rows that make about a square, shape (n, 2)."""
    columns = math.ceil(math.sqrt(count))
    rows = math.ceil(count / columns)
    places = []
    for number in range(count):
        row, column = divmod(number, columns)
        in_row = min(columns, count - row * columns)
        places.append((column - (in_row - 1) / 2, row - (rows - 1) / 2))
    return np.array(places)

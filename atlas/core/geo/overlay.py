"""Cuts features along the borders of units and measures the pieces; what lies in no unit is a piece too."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise

import geopandas
import numpy as np
import numpy.typing as npt
import pandas
import pyproj
import shapely

from atlas.core.geo.crs import FloatArray, GeometryArray, IntArray
from atlas.core.geo.measures import areas_km2, lengths_km
from atlas.core.geo.point_join import join_points

#: Overlays in double precision repeat sizes to some 1e-12 of themselves; shares are told apart down to this.
ROUNDING = 1e-9
#: Row number of the piece that lies in no unit.
OUTSIDE = -1
# The geometry engine works outside the interpreter's lock, so threads share the work; one task is some milliseconds.
_THREADS, _UNITS_A_TASK, _PAIRS_A_TASK, _VERTICES_A_TASK = 4, 32, 256, 100_000


@dataclass(frozen=True, slots=True)
class Cut:
    """Features cut by units.

    Parameters
    ----------
    pieces
        Columns feature and unit (row numbers, ``OUTSIDE`` for the remainder), size and on_edge; sorted by feature, then
        unit.
    sizes
        Size of each feature: area [km2], length [km] or number of points.
    dimensions
        2, 1 or 0 for polygons, lines and points; -1 for a feature without a geometry.
    """

    pieces: pandas.DataFrame
    sizes: FloatArray
    dimensions: IntArray


def cut_features(features: geopandas.GeoDataFrame, units: geopandas.GeoDataFrame, crs: pyproj.CRS) -> Cut:
    """Pieces of features by unit.

    Parameters
    ----------
    features
        Valid geometries of any types; a collection counts by its highest dimension.
    units
        Polygons, in the order in which they are served: what several have goes to the first.
    crs
        Reference system of both.

    Returns
    -------
    Cut
        The sizes of the pieces of a feature add up to its own.

    Raises
    ------
    CrsUnknown
        The system has no ellipsoid to measure on.
    """
    shapes: GeometryArray = features.geometry.to_numpy()
    usable = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    dimensions = np.where(usable, shapely.get_dimensions(shapes), -1).astype(np.int64)
    sizes = _measure(shapes, dimensions, crs)
    sites, site_owner = shapely.get_parts(shapes[dimensions == 0], return_index=True)
    site_owner = np.flatnonzero(dimensions == 0)[site_owner]
    sizes += np.bincount(site_owner, minlength=len(shapes))
    pieces = pandas.concat(
        (
            _cut_shapes(_Shapes(shapes, dimensions, sizes, crs), units.geometry.to_numpy()),
            _place_sites(sites, site_owner, units),
        ),
        ignore_index=True,
    )
    return Cut(pieces.sort_values(["feature", "unit"], ignore_index=True), sizes, dimensions)


def intersect_pairs(left: GeometryArray, right: GeometryArray) -> GeometryArray:
    """Intersections of pairs of geometries, in several threads.

    Parameters
    ----------
    left, right
        As many geometries each, valid.

    Returns
    -------
    numpy.ndarray
        What each pair has in common; empty where that is nothing.
    """
    slices = [slice(start, start + _PAIRS_A_TASK) for start in range(0, len(left), _PAIRS_A_TASK)]
    with ThreadPoolExecutor(_THREADS) as threads:
        pieces = list(threads.map(lambda part: shapely.intersection(left[part], right[part]), slices))
    return np.concatenate(pieces) if pieces else left


def _place_sites(sites: GeometryArray, owner: IntArray, units: geopandas.GeoDataFrame) -> pandas.DataFrame:
    joined = join_points(shapely.get_coordinates(sites), units, seek_nearest=False)
    rows = pandas.Series(range(len(units)), index=units["adcode"]).reindex(joined.adcodes)
    placed = pandas.DataFrame(
        {"feature": owner, "unit": rows.fillna(OUTSIDE).to_numpy(int), "on_edge": joined.on_edge}
    )
    return placed.groupby(["feature", "unit"], as_index=False).agg(
        size=("on_edge", "size"), on_edge=("on_edge", "any")
    )


@dataclass(frozen=True, slots=True)
class _Shapes:
    geometries: GeometryArray
    dimensions: IntArray
    sizes: FloatArray
    crs: pyproj.CRS

    def measure(self, pieces: GeometryArray, features: IntArray) -> FloatArray:
        """Sizes of pieces of some features; a piece of a polygon that is only a line has none."""
        return _measure(pieces, self.dimensions[features], self.crs)


def _cut_shapes(shapes: _Shapes, polygons: GeometryArray) -> pandas.DataFrame:
    rows = np.flatnonzero(shapes.dimensions > 0)
    found, units, is_inside = _relate(shapes.geometries[rows], polygons)
    features = rows[found]
    # A feature wholly inside one unit only touches the others in its box, if at all.
    is_settled = np.isin(np.arange(len(shapes.sizes)), features[is_inside])
    inner, inner_units = features[is_inside], units[is_inside]
    features, units = features[~is_settled[features]], units[~is_settled[features]]
    parts = shapes.measure(intersect_pairs(shapes.geometries[features], polygons[units]), features)
    # Pieces that do not add up tell of a remainder outside, or of something that two units have.
    gaps = shapes.sizes - np.bincount(features, weights=parts, minlength=len(shapes.sizes))
    is_uneven = (np.abs(gaps) > ROUNDING * shapes.sizes)[features]
    is_even = ~is_uneven & (parts > 0)
    is_settled[features] = True
    untouched = rows[~is_settled[rows]]
    pieces = [
        _frame(inner, inner_units, shapes.sizes[inner]),
        _frame(features[is_even], units[is_even], parts[is_even]),
        _frame(untouched, np.full(len(untouched), OUTSIDE), shapes.sizes[untouched]),
        *_cut_in_turn(shapes, polygons, features[is_uneven], units[is_uneven]),
    ]
    return pandas.concat(pieces, ignore_index=True)


def _relate(
    geometries: GeometryArray, polygons: GeometryArray
) -> tuple[IntArray, IntArray, npt.NDArray[np.bool_]]:
    """Row of the geometry, row of the polygon, and whether it is wholly inside, for all that meet."""
    units, features = shapely.STRtree(geometries).query(polygons)
    edges = np.append(np.flatnonzero(np.diff(units, prepend=-1)), len(units))
    is_inside, is_met = np.zeros(len(units), dtype=bool), np.zeros(len(units), dtype=bool)

    def relate(first: int) -> None:
        task = edges[first : first + _UNITS_A_TASK + 1]
        for start, end in pairwise(task):
            # A copy of its own: preparing changes a geometry, and others may be reading this one.
            polygon = shapely.force_2d(polygons[units[start]])
            shapely.prepare(polygon)
            pairs = np.arange(start, end)
            is_inside[pairs] = shapely.contains_properly(polygon, geometries[features[pairs]])
            others = pairs[~is_inside[pairs]]
            is_met[others] = shapely.intersects(polygon, geometries[features[others]])

    with ThreadPoolExecutor(_THREADS) as threads:
        list(threads.map(relate, range(0, len(edges) - 1, _UNITS_A_TASK)))
    kept = is_inside | is_met
    return features[kept], units[kept], is_inside[kept]


def _cut_in_turn(
    shapes: _Shapes, polygons: GeometryArray, features: IntArray, units: IntArray
) -> Iterator[pandas.DataFrame]:
    """Each unit takes its piece from what the units before it have left; the rest is outside."""
    order = np.lexsort((units, features))
    features, units = features[order], units[order]
    first = np.flatnonzero(np.diff(features, prepend=-1))
    turn = np.arange(len(features)) - np.repeat(first, np.diff(np.append(first, len(features))))
    left = shapes.geometries.copy()
    for number in range(int(turn.max(initial=-1)) + 1):
        rows, takers = features[turn == number], units[turn == number]
        yield _frame(rows, takers, shapes.measure(shapely.intersection(left[rows], polygons[takers]), rows))
        left[rows] = shapely.difference(left[rows], polygons[takers])
    rows = features[first]
    yield _frame(rows, np.full(len(rows), OUTSIDE), shapes.measure(left[rows], rows))


def _measure(shapes: GeometryArray, dimensions: IntArray, crs: pyproj.CRS) -> FloatArray:
    """Sizes, block by block: vertices take many times their own memory while they are measured."""
    sizes = np.zeros(len(shapes))
    blocks = np.cumsum(shapely.get_num_coordinates(shapes)) // _VERTICES_A_TASK

    def measure(rows: IntArray) -> None:
        areas, lines = rows[dimensions[rows] == 2], rows[dimensions[rows] == 1]
        sizes[areas] = areas_km2(shapes[areas], crs)
        sizes[lines] = lengths_km(shapes[lines], crs)

    with ThreadPoolExecutor(_THREADS) as threads:
        list(threads.map(measure, np.split(np.arange(len(shapes)), np.flatnonzero(np.diff(blocks)) + 1)))
    return sizes


def _frame(features: IntArray, units: IntArray, sizes: FloatArray) -> pandas.DataFrame:
    there = sizes > 0
    return pandas.DataFrame(
        {"feature": features[there], "unit": units[there], "size": sizes[there], "on_edge": False}
    )

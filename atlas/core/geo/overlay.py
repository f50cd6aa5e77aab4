"""Cuts features along the borders of units and measures the pieces; what lies in no unit is a piece too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import geopandas
import numpy as np
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


def _place_sites(sites: GeometryArray, owner: IntArray, units: geopandas.GeoDataFrame) -> pandas.DataFrame:
    joined = join_points(shapely.get_coordinates(sites), units)
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
    inner_units, inner = shapely.STRtree(shapes.geometries[rows]).query(
        polygons, predicate="contains_properly"
    )
    crossing = np.setdiff1d(rows, rows[inner])
    units, found = shapely.STRtree(shapes.geometries[crossing]).query(polygons, predicate="intersects")
    features = crossing[found]
    parts = shapes.measure(shapely.intersection(shapes.geometries[features], polygons[units]), features)
    # Pieces that do not add up tell of a remainder outside, or of something that two units have.
    gaps = shapes.sizes - np.bincount(features, weights=parts, minlength=len(shapes.sizes))
    is_uneven = (np.abs(gaps) > ROUNDING * shapes.sizes)[features]
    settled = ~is_uneven & (parts > 0)
    untouched = np.setdiff1d(crossing, features)
    pieces = [
        _frame(rows[inner], inner_units, shapes.sizes[rows[inner]]),
        _frame(features[settled], units[settled], parts[settled]),
        _frame(untouched, np.full(len(untouched), OUTSIDE), shapes.sizes[untouched]),
        *_cut_in_turn(shapes, polygons, features[is_uneven], units[is_uneven]),
    ]
    return pandas.concat(pieces, ignore_index=True)


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
    sizes = np.zeros(len(shapes))
    sizes[dimensions == 2] = areas_km2(shapes[dimensions == 2], crs)
    sizes[dimensions == 1] = lengths_km(shapes[dimensions == 1], crs)
    return sizes


def _frame(features: IntArray, units: IntArray, sizes: FloatArray) -> pandas.DataFrame:
    there = sizes > 0
    return pandas.DataFrame(
        {"feature": features[there], "unit": units[there], "size": sizes[there], "on_edge": False}
    )

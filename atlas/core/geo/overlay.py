"""Cuts features along the borders of units and measures the pieces; what lies in no unit is a piece too."""

from __future__ import annotations

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
    sizes = measure(shapes, crs)
    sites, site_owner = shapely.get_parts(shapes[dimensions == 0], return_index=True)
    site_owner = np.flatnonzero(dimensions == 0)[site_owner]
    sizes += np.bincount(site_owner, minlength=len(shapes))
    pieces = pandas.concat(
        (
            _cut_shapes(shapes, np.flatnonzero(dimensions > 0), sizes, units, crs),
            _place_sites(sites, site_owner, units),
        ),
        ignore_index=True,
    )
    return Cut(pieces.sort_values(["feature", "unit"], ignore_index=True), sizes, dimensions)


def measure(shapes: GeometryArray, crs: pyproj.CRS) -> FloatArray:
    """Area of polygons, length of lines.

    Parameters
    ----------
    shapes
        Any types.
    crs
        Their reference system.

    Returns
    -------
    numpy.ndarray
        [km2] where there is an area, else [km]; 0 for points.
    """
    areas = areas_km2(shapes, crs)
    is_line = shapely.get_dimensions(shapes) == 1
    areas[is_line] = lengths_km(shapes[is_line], crs)
    return areas


def _place_sites(sites: GeometryArray, owner: IntArray, units: geopandas.GeoDataFrame) -> pandas.DataFrame:
    joined = join_points(shapely.get_coordinates(sites), units)
    rows = pandas.Series(range(len(units)), index=units["adcode"]).reindex(joined.adcodes)
    placed = pandas.DataFrame(
        {"feature": owner, "unit": rows.fillna(OUTSIDE).to_numpy(int), "on_edge": joined.on_edge}
    )
    return placed.groupby(["feature", "unit"], as_index=False).agg(
        size=("on_edge", "size"), on_edge=("on_edge", "any")
    )


def _cut_shapes(
    shapes: GeometryArray, rows: IntArray, sizes: FloatArray, units: geopandas.GeoDataFrame, crs: pyproj.CRS
) -> pandas.DataFrame:
    polygons: GeometryArray = units.geometry.to_numpy()
    inner_units, inner = shapely.STRtree(shapes[rows]).query(polygons, predicate="contains_properly")
    crossing = np.setdiff1d(np.arange(len(rows)), inner)
    crossing_units, found = shapely.STRtree(shapes[rows[crossing]]).query(polygons, predicate="intersects")
    features = rows[crossing][found]
    parts = measure(shapely.intersection(shapes[features], polygons[crossing_units]), crs)
    # Pieces that do not add up tell of a remainder outside, or of something that two units have.
    gap = sizes[rows[crossing]] - np.bincount(features, weights=parts, minlength=len(shapes))[rows[crossing]]
    uneven = rows[crossing][np.abs(gap) > ROUNDING * sizes[rows[crossing]]]
    settled = ~np.isin(features, uneven) & (parts > 0)
    pieces = [
        _frame(rows[inner], inner_units, sizes[rows[inner]]),
        _frame(features[settled], crossing_units[settled], parts[settled]),
    ]
    pairs = np.isin(features, uneven)
    pieces += _cut_in_turn(shapes, polygons, features[pairs], crossing_units[pairs], crs)
    untouched = np.setdiff1d(rows[crossing], features)
    pieces.append(_frame(untouched, np.full(len(untouched), OUTSIDE), sizes[untouched]))
    return pandas.concat(pieces, ignore_index=True)


def _cut_in_turn(
    shapes: GeometryArray, polygons: GeometryArray, features: IntArray, units: IntArray, crs: pyproj.CRS
) -> list[pandas.DataFrame]:
    """Each unit takes its piece from what the units before it have left; the rest is outside."""
    order = np.lexsort((units, features))
    features, units = features[order], units[order]
    first = np.flatnonzero(np.diff(features, prepend=-1))
    turn = np.arange(len(features)) - np.repeat(first, np.diff(np.append(first, len(features))))
    left = shapes.copy()
    pieces = []
    for number in range(int(turn.max(initial=-1)) + 1):
        rows, takers = features[turn == number], units[turn == number]
        sizes = measure(shapely.intersection(left[rows], polygons[takers]), crs)
        left[rows] = shapely.difference(left[rows], polygons[takers])
        pieces.append(_frame(rows[sizes > 0], takers[sizes > 0], sizes[sizes > 0]))
    rows = features[first]
    rest = measure(left[rows], crs)
    pieces.append(_frame(rows[rest > 0], np.full(int((rest > 0).sum()), OUTSIDE), rest[rest > 0]))
    return pieces


def _frame(features: IntArray, units: IntArray, sizes: FloatArray) -> pandas.DataFrame:
    return pandas.DataFrame({"feature": features, "unit": units, "size": sizes, "on_edge": False})

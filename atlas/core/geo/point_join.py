"""Points to the admin units they lie in: every point to one unit at most, by a stated rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import geopandas
import numpy as np
import numpy.typing as npt
import shapely

from atlas.core.geo.crs import FloatArray, GeometryArray, IntArray, require_crs
from atlas.core.geo.measures import distances_km

# Borders are searched in runs of this many edges; shorter runs make a larger tree, longer ones more work at its end.
_RUN_EDGES = 32


@dataclass(frozen=True, slots=True)
class PointJoin:
    """Which unit each point lies in; all arrays have one entry a point.

    Parameters
    ----------
    adcodes
        Code of the unit; empty where the point lies in none.
    on_edge
        Whether the point lies on the border of several units; the lowest code has it.
    nearest
        Code of the nearest unit for points in none; empty for the others, and when it was not sought.
    distance_km
        Distance to it along the geodesic [km]; NaN for points in a unit and for points without a position.
    """

    adcodes: npt.NDArray[Any]
    on_edge: npt.NDArray[np.bool_]
    nearest: npt.NDArray[Any]
    distance_km: FloatArray


def join_points(points: FloatArray, units: geopandas.GeoDataFrame, *, seek_nearest: bool = True) -> PointJoin:
    """The unit that each point lies in.

    Parameters
    ----------
    points
        x and y in the reference system of the units, shape (n, 2); NaN for a point without a position.
    units
        Polygons with ``adcode``, best at full detail.
    seek_nearest
        Whether to seek the nearest unit of points in none, which costs a second for all counties.

    Returns
    -------
    PointJoin
        A point on a shared border belongs to the unit with the lowest code; one on an outer border belongs to its unit.

    Raises
    ------
    CrsUnknown
        The units have no reference system.

    Notes
    -----
    Points are sorted by x once; each unit is prepared by GEOS and asked for those in its box only. A million points in
    all counties take a second or so. The nearest unit is sought in the plane of the reference system, then measured.
    """
    crs = require_crs(units, "units")
    ordered = units.sort_values("adcode")
    codes, polygons = ordered["adcode"].to_numpy(dtype=object), ordered.geometry.to_numpy()
    owner, hits = _find_owners(points, polygons)
    is_outside = (hits == 0) & np.isfinite(points).all(axis=1)
    nearest, distance_km = np.full(len(points), "", dtype=object), np.full(len(points), np.nan)
    if seek_nearest and is_outside.any() and len(codes):
        rows, places = _find_nearest(points[is_outside], polygons)
        nearest[is_outside] = codes[rows]
        distance_km[is_outside] = distances_km(points[is_outside], places, crs)
    adcodes = np.append(codes, "")[owner]
    return PointJoin(adcodes, hits > 1, nearest, distance_km)


def _find_owners(points: FloatArray, polygons: GeometryArray) -> tuple[IntArray, IntArray]:
    """First polygon that each point touches, -1 for none, and how many it touches."""
    order = np.argsort(points[:, 0], kind="stable")
    x, y = np.ascontiguousarray(points[order].T)
    bounds = shapely.bounds(polygons)
    first = np.searchsorted(x, bounds[:, 0], side="left")
    last = np.searchsorted(x, bounds[:, 2], side="right")
    owner, hits = np.full(len(points), -1), np.zeros(len(points), dtype=np.int64)
    for row in range(len(polygons) - 1, -1, -1):  # backwards: the first polygon writes last
        strip = slice(first[row], last[row])
        near = first[row] + np.flatnonzero((y[strip] >= bounds[row, 1]) & (y[strip] <= bounds[row, 3]))
        if len(near):
            touching = order[near[_touches(polygons[row], x[near], y[near])]]
            owner[touching] = row
            hits[touching] += 1
    return owner, hits


def _touches(polygon: shapely.Geometry, x: FloatArray, y: FloatArray) -> npt.NDArray[np.bool_]:
    # A copy of its own: preparing changes a geometry, and other threads may be reading this one.
    own = shapely.force_2d(polygon)
    shapely.prepare(own)
    found: npt.NDArray[np.bool_] = shapely.intersects_xy(own, x, y)
    return found


def _find_nearest(points: FloatArray, polygons: GeometryArray) -> tuple[IntArray, FloatArray]:
    """Row of the polygon nearest to each point, and the nearest place on it."""
    runs, owner = border_runs(polygons)
    sites = _as_points(points)
    found = shapely.STRtree(runs).nearest(sites)
    lines = shapely.shortest_line(sites, runs[found])
    return owner[found], shapely.get_coordinates(shapely.get_point(lines, -1))


def border_runs(polygons: GeometryArray) -> tuple[GeometryArray, IntArray]:
    """The borders in short lines; whole borders are too long to search one by one.

    Parameters
    ----------
    polygons
        Polygons or multi-polygons.

    Returns
    -------
    runs, owner
        Lines, and the row of the polygon that each belongs to.
    """
    rings, owner = shapely.get_parts(shapely.boundary(polygons), return_index=True)
    coordinates = shapely.get_coordinates(rings)
    edges = shapely.get_num_coordinates(rings).astype(np.int64) - 1
    ring, number = _count_out(-(-edges // _RUN_EDGES))
    first = (np.cumsum(edges + 1) - edges - 1)[ring] + number * _RUN_EDGES
    run, vertex = _count_out(np.minimum(_RUN_EDGES, edges[ring] - number * _RUN_EDGES) + 1)
    return shapely.linestrings(coordinates[first[run] + vertex], indices=run), owner[ring]


def _count_out(sizes: IntArray) -> tuple[IntArray, IntArray]:
    """For groups of these sizes: the group of each member, and its number in it."""
    group = np.repeat(np.arange(len(sizes)), sizes)
    return group, np.arange(len(group)) - (np.cumsum(sizes) - sizes)[group]


def _as_points(points: FloatArray) -> GeometryArray:
    return np.asarray(shapely.points(points), dtype=object).reshape(-1)

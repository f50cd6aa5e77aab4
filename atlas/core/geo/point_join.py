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
        Code of the nearest unit for points in none; empty for the others.
    distance_km
        Distance to it along the geodesic [km]; NaN for points in a unit and for points without a position.
    """

    adcodes: npt.NDArray[Any]
    on_edge: npt.NDArray[np.bool_]
    nearest: npt.NDArray[Any]
    distance_km: FloatArray


def join_points(points: FloatArray, units: geopandas.GeoDataFrame) -> PointJoin:
    """The unit that each point lies in.

    Parameters
    ----------
    points
        x and y in the reference system of the units, shape (n, 2); NaN for a point without a position.
    units
        Polygons with ``adcode``, best at full detail.

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
    The tree holds the points and is asked once a polygon, which GEOS prepares for that: a million points in all
    counties take a second or so. The nearest unit is sought in the plane of the reference system, then measured.
    """
    crs = require_crs(units, "units")
    ordered = units.sort_values("adcode")
    codes, polygons = ordered["adcode"].to_numpy(dtype=object), ordered.geometry.to_numpy()
    tree = shapely.STRtree(_as_points(points))
    unit_rows, point_rows = tree.query(polygons, predicate="intersects")
    owner = np.full(len(points), -1)
    # Later entries win, so the pairs are written backwards: the lowest code last.
    owner[point_rows[::-1]] = unit_rows[::-1]
    on_edge = np.bincount(point_rows, minlength=len(points)) > 1
    is_outside = (owner < 0) & np.isfinite(points).all(axis=1)
    nearest, distance_km = np.full(len(points), "", dtype=object), np.full(len(points), np.nan)
    if is_outside.any() and len(codes):
        rows, places = _find_nearest(points[is_outside], polygons)
        nearest[is_outside] = codes[rows]
        distance_km[is_outside] = distances_km(points[is_outside], places, crs)
    adcodes = np.where(owner < 0, "", codes[owner]) if len(codes) else nearest.copy()
    return PointJoin(adcodes, on_edge, nearest, distance_km)


def _find_nearest(points: FloatArray, polygons: GeometryArray) -> tuple[IntArray, FloatArray]:
    """Row of the polygon nearest to each point, and the nearest place on it."""
    runs, owner = _border_runs(polygons)
    sites = _as_points(points)
    found = shapely.STRtree(runs).nearest(sites)
    lines = shapely.shortest_line(sites, runs[found])
    return owner[found], shapely.get_coordinates(shapely.get_point(lines, -1))


def _border_runs(polygons: GeometryArray) -> tuple[GeometryArray, IntArray]:
    """The borders in short lines, and the polygon of each; whole borders are too long to search one by one."""
    coordinates, ring = shapely.get_coordinates(shapely.boundary(polygons), return_index=True)
    edges = np.flatnonzero(ring[:-1] == ring[1:])
    run_of_edge = np.cumsum(np.diff(ring[edges], prepend=-1) != 0) * len(coordinates) + edges // _RUN_EDGES
    is_last = np.append(run_of_edge[1:] != run_of_edge[:-1], [True])
    vertices = np.concatenate((edges, edges[is_last] + 1))
    runs = np.concatenate((run_of_edge, run_of_edge[is_last]))
    order = np.lexsort((vertices, runs))
    _, numbers = np.unique(runs[order], return_inverse=True)
    lines = shapely.linestrings(coordinates[vertices[order]], indices=numbers)
    return lines, ring[edges[is_last]]


def _as_points(points: FloatArray) -> GeometryArray:
    return np.asarray(shapely.points(points), dtype=object).reshape(-1)

"""Areas, lengths and label points, measured on the ellipsoid and for whole arrays at once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyproj
import shapely

from atlas.core.geo.crs import STORAGE_CRS, FloatArray, GeometryArray, IntArray, to_geodetic

#: Mean length of a degree of a meridian on WGS 84 [m], for rough distances only.
METRES_PER_DEGREE = 111_133.0
# WGS 84 (EPSG:7030).
_WGS84 = pyproj.Geod(ellps="WGS84")
# Gauss-Legendre rules for the mean over an edge: two points are off by 1e-10 of an area at half a degree; edges longer
# than that need more, and eight points suffice for fifteen degrees.
_SHORT_EDGE_DEGREES, _SHORT_EDGE_POINTS, _LONG_EDGE_POINTS = 0.5, 2, 8
#: Latitude at which the equal-area plane keeps shapes: the middle of the country.
TRUE_LATITUDE = 35.0
# Half a kilometre or so: labels need no finer place, and the search for it grows steeply.
_LABEL_STEP_DEGREES = 0.01
_LABEL_SIMPLIFICATION_DEGREES = 0.002
# Points, lines, rings and polygons come first in the numbering of GEOS.
_LAST_SINGLE_TYPE = 3


def areas_km2(geometries: GeometryArray, crs: pyproj.CRS | str = STORAGE_CRS) -> FloatArray:
    """Areas on the ellipsoid.

    Parameters
    ----------
    geometries
        Polygons, or collections of them; an edge is a straight line in longitude and latitude (RFC 7946, 3.1.1).
    crs
        Reference system of the geometries; projected ones are taken back to degrees first.

    Returns
    -------
    numpy.ndarray
        [km2], shape (n,); 0 for ``None``, for empty geometries, points and lines.

    Raises
    ------
    CrsUnknown
        The system has no ellipsoid.

    Notes
    -----
    The strip between the equator and an edge is integrated with the authalic formula of J. P. Snyder, Map
    projections: a working manual, USGS Professional Paper 1395 (1987), equation 3-12. Because edges are straight in
    degrees, the areas of pieces cut in degrees add up to the whole, which geodesic areas do not. Geometries must
    not cross the 180th meridian. Linear in the number of vertices.

    Examples
    --------
    >>> areas_km2(np.array([shapely.box(106, 26, 107, 27)])).round(1).tolist()
    [11045.1]
    """
    degrees, ellipsoid = to_geodetic(geometries, pyproj.CRS(crs))
    polygons, polygon_owner = _polygons(degrees)
    rings, ring_owner = _rings(polygons)
    if len(rings) == 0:
        return np.zeros(len(geometries))
    is_shell = np.diff(ring_owner, prepend=-1) != 0
    sizes = np.abs(_ring_areas_m2(rings, ellipsoid)) * np.where(is_shell, 1.0, -1.0)
    return np.bincount(polygon_owner[ring_owner], weights=sizes, minlength=len(geometries)) / 1e6


def lengths_km(geometries: GeometryArray, crs: pyproj.CRS | str = STORAGE_CRS) -> FloatArray:
    """Lengths of lines on the ellipsoid.

    Parameters
    ----------
    geometries
        Lines, or collections of them; an edge is a straight line in longitude and latitude (RFC 7946, 3.1.1).
    crs
        Reference system of the geometries.

    Returns
    -------
    numpy.ndarray
        [km], shape (n,); 0 for ``None`` and for anything but lines.

    Raises
    ------
    CrsUnknown
        The system has no ellipsoid.

    Notes
    -----
    The metric of the ellipsoid is integrated along each edge, so the lengths of pieces add up to the whole, which those
    of geodesics do not. For edges of a few kilometres the two are the same.

    Examples
    --------
    >>> lengths_km(np.array([shapely.LineString([(106, 26), (107, 26)])])).round(2).tolist()
    [100.12]
    """
    degrees, ellipsoid = to_geodetic(geometries, pyproj.CRS(crs))
    parts, owner = _flat_parts(degrees)
    is_line = np.isin(shapely.get_type_id(parts), (1, 2))
    start, steps, line = _edges(parts[is_line])

    def speed(latitudes: FloatArray, along: FloatArray) -> FloatArray:
        parallel_m, meridian_m = _degree_lengths_m(latitudes, ellipsoid)
        return np.hypot(along[:, 0] * parallel_m, along[:, 1] * meridian_m)

    lengths = _mean_over_edges(speed, start, steps) / 1e3
    totals = np.bincount(owner[is_line][line], weights=lengths, minlength=len(geometries))
    return np.asarray(totals, dtype=np.float64)


def distances_km(start: FloatArray, end: FloatArray, crs: pyproj.CRS | str = STORAGE_CRS) -> FloatArray:
    """Lengths of the geodesics between pairs of points.

    Parameters
    ----------
    start, end
        x and y in ``crs``, shape (n, 2).
    crs
        Reference system of the points.

    Returns
    -------
    numpy.ndarray
        [km], shape (n,).

    Raises
    ------
    CrsUnknown
        The system has no ellipsoid.
    """
    points: GeometryArray = np.asarray(shapely.points(np.concatenate((start, end))), dtype=object)
    degrees, ellipsoid = to_geodetic(points, pyproj.CRS(crs))
    x, y = shapely.get_coordinates(degrees).T
    half = len(start)
    metres = ellipsoid.inv(x[:half], y[:half], x[half:], y[half:])[2]
    return np.asarray(metres, dtype=np.float64) / 1e3


def label_points(polygons: GeometryArray) -> FloatArray:
    """A point well inside each polygon, for its label.

    Parameters
    ----------
    polygons
        Polygons or multi-polygons in degrees, not empty.

    Returns
    -------
    numpy.ndarray
        Shape (n, 2): the centre of the largest circle in the largest part, found on a slightly simplified outline;
        where that falls outside, a point on the surface.
    """
    largest = largest_parts(polygons)
    outlines = shapely.simplify(largest, _LABEL_SIMPLIFICATION_DEGREES, preserve_topology=False)
    spoilt = shapely.is_empty(outlines) | ~shapely.is_valid(outlines)
    outlines[spoilt] = largest[spoilt]
    points = shapely.get_point(shapely.maximum_inscribed_circle(outlines, _LABEL_STEP_DEGREES), 0)
    outside = ~shapely.contains_properly(polygons, points)
    points[outside] = shapely.point_on_surface(largest[outside])
    return shapely.get_coordinates(points)


def largest_parts(polygons: GeometryArray) -> GeometryArray:
    """The largest part of each multi-polygon.

    Parameters
    ----------
    polygons
        Polygons or multi-polygons, not empty.

    Returns
    -------
    numpy.ndarray
        One polygon for each.
    """
    parts, owner = shapely.get_parts(polygons, return_index=True)
    order = np.lexsort((shapely.area(parts), owner))
    is_last = np.append(owner[order][1:] != owner[order][:-1], [True])
    largest: GeometryArray = parts[order[is_last]]
    return largest


def to_equal_area(points: FloatArray) -> FloatArray:
    """Points on a plane in metres on which areas are true (a cylindrical equal-area projection).

    Parameters
    ----------
    points
        Longitude and latitude on WGS 84 [degree], shape (n, 2).

    Returns
    -------
    numpy.ndarray
        x and y [m], shape (n, 2), both growing strictly with longitude and latitude.

    Notes
    -----
    Snyder (1987), equations 10-1, 10-2 and 3-12, with shapes true at ``TRUE_LATITUDE``. Meant for simplification by area,
    which asks for true areas and not for true shapes.
    """
    scale = _WGS84.a * np.cos(np.radians(TRUE_LATITUDE))
    return np.column_stack((np.radians(points[:, 0]) * scale, _strips_m2(points[:, 1], _WGS84) / scale))


def _polygons(geometries: GeometryArray) -> tuple[GeometryArray, IntArray]:
    parts, owner = _flat_parts(geometries)
    is_polygon = shapely.get_type_id(parts) == 3
    return parts[is_polygon], owner[is_polygon]


def _flat_parts(geometries: GeometryArray) -> tuple[GeometryArray, IntArray]:
    """Single geometries, and which of the given ones each belongs to; a collection may hold multi-geometries."""
    kinds = shapely.get_type_id(geometries)
    if (kinds <= _LAST_SINGLE_TYPE).all():
        there = np.flatnonzero(kinds >= 0)
        return geometries[there], there
    parts, owner = shapely.get_parts(geometries, return_index=True)
    inner, outer = shapely.get_parts(parts, return_index=True)
    return inner, owner[outer]


def _rings(polygons: GeometryArray) -> tuple[GeometryArray, IntArray]:
    """Rings, shells first, and the polygon of each; a polygon without holes stands for its shell, uncopied."""
    if (shapely.get_num_interior_rings(polygons) == 0).all():
        return polygons, np.arange(len(polygons))
    rings, owner = shapely.get_rings(polygons, return_index=True)
    return rings, owner


def _edges(lines: GeometryArray) -> tuple[FloatArray, FloatArray, IntArray]:
    """Start and step of every edge [degree], and the line it belongs to."""
    coordinates, line = shapely.get_coordinates(lines, return_index=True)
    joined = line[:-1] == line[1:]
    start = coordinates[:-1][joined]
    return start, coordinates[1:][joined] - start, line[:-1][joined]


def _mean_over_edges(
    function: Callable[[FloatArray, FloatArray], FloatArray], start: FloatArray, steps: FloatArray
) -> FloatArray:
    """Mean along each edge of a function of latitude and step; no edge changes the mean of another."""
    means = _gauss_mean(function, start, steps, points=_SHORT_EDGE_POINTS)
    is_long = np.abs(steps).max(axis=1, initial=0.0) > _SHORT_EDGE_DEGREES
    if is_long.any():
        means[is_long] = _gauss_mean(function, start[is_long], steps[is_long], points=_LONG_EDGE_POINTS)
    return means


def _gauss_mean(
    function: Callable[[FloatArray, FloatArray], FloatArray],
    start: FloatArray,
    steps: FloatArray,
    *,
    points: int,
) -> FloatArray:
    places, weights = np.polynomial.legendre.leggauss(points)
    total = np.zeros(len(start))
    for place, weight in zip(places, weights, strict=True):
        total += weight / 2 * function(start[:, 1] + (place + 1) / 2 * steps[:, 1], steps)
    return total


def _ring_areas_m2(rings: GeometryArray, ellipsoid: pyproj.Geod) -> FloatArray:
    start, steps, ring = _edges(rings)
    strips = _mean_over_edges(lambda latitudes, _: _strips_m2(latitudes, ellipsoid), start, steps)
    weights = np.radians(steps[:, 0]) * strips
    return np.asarray(np.bincount(ring, weights=weights, minlength=len(rings)), dtype=np.float64)


def _degree_lengths_m(latitudes: FloatArray, ellipsoid: pyproj.Geod) -> tuple[FloatArray, FloatArray]:
    """Length of a degree along the parallel and along the meridian [m]."""
    sines = np.sin(np.radians(latitudes))
    bend = 1 - ellipsoid.es * sines * sines
    parallel = ellipsoid.a / np.sqrt(bend) * np.sqrt(1 - sines * sines)
    meridian = ellipsoid.a * (1 - ellipsoid.es) / bend**1.5
    return np.radians(parallel), np.radians(meridian)


def _strips_m2(latitudes: FloatArray, ellipsoid: pyproj.Geod) -> FloatArray:
    """Area between the equator and a latitude, for one radian of longitude [m2]."""
    sines, squared = np.sin(np.radians(latitudes)), ellipsoid.es
    flat = sines / (1 - squared * sines * sines)
    # On a sphere the second term becomes the first one.
    eccentricity = np.sqrt(squared)
    bent = np.arctanh(eccentricity * sines) / eccentricity if squared > 0 else sines
    strips: FloatArray = ellipsoid.a**2 * (1 - squared) / 2 * (flat + bent)
    return strips

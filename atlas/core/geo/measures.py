"""Areas, lengths and label points, measured on the ellipsoid and for whole arrays at once."""

from __future__ import annotations

import numpy as np
import pyproj
import shapely

from atlas.core.geo.crs import STORAGE_CRS, FloatArray, GeometryArray, IntArray, to_geodetic

#: Mean length of a degree of a meridian on WGS 84 [m], for rough distances only.
METRES_PER_DEGREE = 111_133.0
# WGS 84 (EPSG:7030).
_WGS84 = pyproj.Geod(ellps="WGS84")
# Two-point Gauss-Legendre rule on [0, 1]: exact to the third degree, so the mean over an edge of one degree is off
# by less than 1e-9 of itself.
_GAUSS_POINTS = (0.5 - np.sqrt(1 / 12), 0.5 + np.sqrt(1 / 12))
#: Latitude at which the equal-area plane keeps shapes: the middle of the country.
TRUE_LATITUDE = 35.0
# Half a kilometre or so: labels need no finer place, and the search for it grows steeply.
_LABEL_STEP_DEGREES = 0.01
_LABEL_SIMPLIFICATION_DEGREES = 0.002


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
    rings, ring_owner = shapely.get_rings(polygons, return_index=True)
    if len(rings) == 0:
        return np.zeros(len(geometries))
    is_shell = np.diff(ring_owner, prepend=-1) != 0
    sizes = np.abs(_ring_areas_m2(rings, ellipsoid)) * np.where(is_shell, 1.0, -1.0)
    return np.bincount(polygon_owner[ring_owner], weights=sizes, minlength=len(geometries)) / 1e6


def lengths_km(geometries: GeometryArray, crs: pyproj.CRS | str = STORAGE_CRS) -> FloatArray:
    """Lengths of lines along geodesics.

    Parameters
    ----------
    geometries
        Lines, or collections of them.
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

    Examples
    --------
    >>> lengths_km(np.array([shapely.LineString([(106, 26), (107, 26)])])).round(2).tolist()
    [100.12]
    """
    degrees, ellipsoid = to_geodetic(geometries, pyproj.CRS(crs))
    parts, owner = _flat_parts(degrees)
    is_line = np.isin(shapely.get_type_id(parts), (1, 2))
    coordinates, line = shapely.get_coordinates(parts[is_line], return_index=True)
    joined = line[:-1] == line[1:]
    start, end = coordinates[:-1][joined], coordinates[1:][joined]
    metres = ellipsoid.inv(start[:, 0], start[:, 1], end[:, 0], end[:, 1])[2]
    owners = owner[is_line][line[:-1][joined]]
    return np.bincount(owners, weights=metres, minlength=len(geometries)) / 1e3


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
    lines: GeometryArray = np.asarray(shapely.linestrings(np.stack((start, end), axis=1)))
    return lengths_km(lines, crs)


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
    parts, owner = shapely.get_parts(geometries, return_index=True)
    inner, outer = shapely.get_parts(parts, return_index=True)
    return inner, owner[outer]


def _ring_areas_m2(rings: GeometryArray, ellipsoid: pyproj.Geod) -> FloatArray:
    coordinates, ring = shapely.get_coordinates(rings, return_index=True)
    joined = ring[:-1] == ring[1:]
    start, end = coordinates[:-1][joined], coordinates[1:][joined]
    steps = end - start
    mean_strip = sum(_strips_m2(start[:, 1] + share * steps[:, 1], ellipsoid) for share in _GAUSS_POINTS) / 2
    weights = np.radians(steps[:, 0]) * mean_strip
    return np.asarray(np.bincount(ring[:-1][joined], weights=weights, minlength=len(rings)), dtype=np.float64)


def _strips_m2(latitudes: FloatArray, ellipsoid: pyproj.Geod) -> FloatArray:
    """Area between the equator and a latitude, for one radian of longitude [m2]."""
    sines, squared = np.sin(np.radians(latitudes)), ellipsoid.es
    flat = sines / (1 - squared * sines * sines)
    # On a sphere the second term becomes the first one.
    eccentricity = np.sqrt(squared)
    bent = np.arctanh(eccentricity * sines) / eccentricity if squared > 0 else sines
    strips: FloatArray = ellipsoid.a**2 * (1 - squared) / 2 * (flat + bent)
    return strips

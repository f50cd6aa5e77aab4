"""The offsets of Chinese map services, GCJ-02 and the BD-09 of Baidu: added, and undone exactly.

What is told as WGS 84 may in truth be GCJ-02, some 500 m off; ``measure_displacement`` shows it against a reference.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import shapely

from atlas.core.errors import InputError
from atlas.core.geo.crs import FloatArray, GeometryArray, map_vertices
from atlas.core.geo.measures import METRES_PER_DEGREE

# Krasovsky 1940 (EPSG:7024), on which the offset is scaled from metres to degrees.
_SEMI_MAJOR_M = 6378245.0
_SQUARED_ECCENTRICITY = 0.00669342162296594323
# The offset has never been published; these are the terms of the formula as it is known from many open
# implementations (among them the package fast-geocn): amplitude [m] and half-waves a degree.
_COMMON_WAVES = ((20.0, 6.0), (20.0, 2.0))
_X_WAVES = ((20.0, 1.0), (40.0, 1 / 3), (150.0, 1 / 12), (300.0, 1 / 30))
_Y_WAVES = ((20.0, 1.0), (40.0, 1 / 3), (160.0, 1 / 12), (320.0, 1 / 30))
_ORIGIN = (105.0, 35.0)
# West, south, east, north: outside this box the services do not shift.
_SHIFTED_BOX = (72.004, 0.8293, 137.8347, 55.8271)
# BD-09 turns and stretches GCJ-02 by waves that depend on the position, then adds a constant [degree]. Terms as they
# are known from many open implementations; worked pairs: README of the JavaScript package coordtransform (MIT).
_BAIDU_SHIFT = (0.0065, 0.006)
_BAIDU_STRETCH, _BAIDU_TURN, _BAIDU_WAVES = 2e-5, 3e-6, np.pi * 3000 / 180
# A thousandth of a millimetre; five rounds reach it from anywhere in the box.
_CONVERGED_DEGREES = 1e-11
_MAX_ROUNDS = 20
#: Decimals of a degree kept after the shift: 1e-7 degrees is about 1 cm, finer than any of the data.
COORDINATE_DECIMALS = 7
# Centroids tell of a shift only where the two outlines are about the same.
_COMPARABLE_AREA = 0.03


@dataclass(frozen=True, slots=True)
class Displacement:
    """How far one set of outlines lies from another, on the whole.

    Parameters
    ----------
    east_m, north_m
        Median difference of the centroids [m], positive to the east and the north.
    pairs
        Pairs compared.
    """

    east_m: float
    north_m: float
    pairs: int

    @property
    def distance_m(self) -> float:
        """Length of the median difference [m]."""
        return float(np.hypot(self.east_m, self.north_m))


def wgs84_to_gcj02(points: FloatArray) -> FloatArray:
    """Points as a Chinese map service shows them.

    Parameters
    ----------
    points
        Longitude and latitude on WGS 84 [degree], shape (n, 2).

    Returns
    -------
    numpy.ndarray
        GCJ-02 [degree], shape (n, 2); points outside the shifted box unchanged.

    Examples
    --------
    >>> wgs84_to_gcj02(np.array([[106.7, 26.6]])).round(6).tolist()
    [[106.703743, 26.596456]]
    """
    inside = _inside_box(points)
    shifted = np.array(points, dtype=np.float64)
    shifted[inside] += _offset(shifted[inside])
    return shifted


def gcj02_to_wgs84(points: FloatArray) -> FloatArray:
    """Points with the shift undone.

    Parameters
    ----------
    points
        GCJ-02 [degree], shape (n, 2).

    Returns
    -------
    numpy.ndarray
        Longitude and latitude on WGS 84 [degree], shape (n, 2); points outside the shifted box unchanged.

    Notes
    -----
    The offset changes by less than 1 % over its own length, so taking it again at the last guess converges by two
    decimals a round.
    """
    inside = _inside_box(points)
    true = np.array(points, dtype=np.float64)
    true[inside] = _undo(true[inside], _offset)
    return true


def wgs84_to_bd09(points: FloatArray) -> FloatArray:
    """Points as the maps of Baidu show them.

    Parameters
    ----------
    points
        Longitude and latitude on WGS 84 [degree], shape (n, 2).

    Returns
    -------
    numpy.ndarray
        BD-09 [degree], shape (n, 2); points outside the shifted box unchanged.

    Examples
    --------
    >>> wgs84_to_bd09(np.array([[106.7, 26.6]])).round(6).tolist()
    [[106.710202, 26.602555]]
    """
    inside = _inside_box(points)
    shifted = np.array(points, dtype=np.float64)
    shifted[inside] = gcj02_to_bd09(wgs84_to_gcj02(shifted[inside]))
    return shifted


def bd09_to_wgs84(points: FloatArray) -> FloatArray:
    """Points with both shifts of Baidu's maps undone.

    Parameters
    ----------
    points
        BD-09 [degree], shape (n, 2).

    Returns
    -------
    numpy.ndarray
        Longitude and latitude on WGS 84 [degree], shape (n, 2); points outside the shifted box unchanged.
    """
    inside = _inside_box(points)
    true = np.array(points, dtype=np.float64)
    true[inside] = gcj02_to_wgs84(bd09_to_gcj02(true[inside]))
    return true


def gcj02_to_bd09(points: FloatArray) -> FloatArray:
    """Points with the second shift, that of Baidu, added.

    Parameters
    ----------
    points
        GCJ-02 [degree], shape (n, 2).

    Returns
    -------
    numpy.ndarray
        BD-09 [degree], shape (n, 2).

    Examples
    --------
    >>> gcj02_to_bd09(np.array([[116.404, 39.915]])).round(9).tolist()
    [[116.410369494, 39.921336994]]
    """
    return points + _baidu_offset(points)


def bd09_to_gcj02(points: FloatArray) -> FloatArray:
    """Points with the second shift, that of Baidu, undone.

    Parameters
    ----------
    points
        BD-09 [degree], shape (n, 2).

    Returns
    -------
    numpy.ndarray
        GCJ-02 [degree], shape (n, 2).
    """
    return _undo(points, _baidu_offset)


def undo_gcj02(geometries: GeometryArray) -> GeometryArray:
    """Geometries with the shift undone; vertices shared by neighbours stay shared, bit for bit.

    Parameters
    ----------
    geometries
        In GCJ-02.

    Returns
    -------
    numpy.ndarray
        On WGS 84, coordinates rounded to ``COORDINATE_DECIMALS``.
    """
    return map_vertices(geometries, lambda points: gcj02_to_wgs84(points).round(COORDINATE_DECIMALS))


def undo_bd09(geometries: GeometryArray) -> GeometryArray:
    """Geometries with both shifts of Baidu's maps undone; vertices shared by neighbours stay shared, bit for bit.

    Parameters
    ----------
    geometries
        In BD-09.

    Returns
    -------
    numpy.ndarray
        On WGS 84, coordinates rounded to ``COORDINATE_DECIMALS``.
    """
    return map_vertices(geometries, lambda points: bd09_to_wgs84(points).round(COORDINATE_DECIMALS))


def measure_displacement(outlines: GeometryArray, reference: GeometryArray) -> Displacement:
    """How far outlines lie from those of a reference, as the median over all pairs of alike units.

    Parameters
    ----------
    outlines, reference
        Polygons of the same units in the same order, in degrees.

    Returns
    -------
    Displacement
        Median of the differences of centroids; pairs whose areas differ by more than 3 % are left out.

    Raises
    ------
    InputError
        No pair can be compared.

    Notes
    -----
    A generalised reference moves single outlines by kilometres but has no common direction; a shift has.
    """
    alike = np.abs(shapely.area(outlines) / shapely.area(reference) - 1) < _COMPARABLE_AREA
    if not alike.any():
        raise InputError("没有可比较的面", "no pair of outlines can be compared", code="nothing_to_compare")
    centres = shapely.get_coordinates(shapely.centroid(reference[alike]))
    differences = shapely.get_coordinates(shapely.centroid(outlines[alike])) - centres
    east = differences[:, 0] * np.cos(np.radians(centres[:, 1])) * METRES_PER_DEGREE
    north = differences[:, 1] * METRES_PER_DEGREE
    return Displacement(float(np.median(east)), float(np.median(north)), int(alike.sum()))


def _inside_box(points: FloatArray) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    west, south, east, north = _SHIFTED_BOX
    x, y = points[:, 0], points[:, 1]
    return (x >= west) & (x <= east) & (y >= south) & (y <= north)


def _undo(shifted: FloatArray, offset: Callable[[FloatArray], FloatArray]) -> FloatArray:
    """Where points were before an offset that changes little over its own length."""
    guess = shifted
    for _ in range(_MAX_ROUNDS):
        better = shifted - offset(guess)
        step = np.abs(better - guess).max(initial=0.0)
        guess = better
        if step < _CONVERGED_DEGREES:
            break
    return guess


def _baidu_offset(points: FloatArray) -> FloatArray:
    """Offset of BD-09 at points in GCJ-02 [degree]."""
    x, y = points.T
    radius = np.hypot(x, y) + _BAIDU_STRETCH * np.sin(y * _BAIDU_WAVES)
    angle = np.arctan2(y, x) + _BAIDU_TURN * np.cos(x * _BAIDU_WAVES)
    return np.column_stack((radius * np.cos(angle), radius * np.sin(angle))) + _BAIDU_SHIFT - points


def _offset(points: FloatArray) -> FloatArray:
    """Offset of GCJ-02 at points on WGS 84 [degree]."""
    x, y = points[:, 0] - _ORIGIN[0], points[:, 1] - _ORIGIN[1]
    root, common = np.sqrt(np.abs(x)), _waves(x, _COMMON_WAVES)
    east_m = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + common + _waves(x, _X_WAVES)
    north_m = (
        -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + common + _waves(y, _Y_WAVES)
    )
    latitude = np.radians(points[:, 1])
    bend = 1.0 - _SQUARED_ECCENTRICITY * np.sin(latitude) ** 2
    parallel_m = _SEMI_MAJOR_M / np.sqrt(bend) * np.cos(latitude)
    meridian_m = _SEMI_MAJOR_M * (1.0 - _SQUARED_ECCENTRICITY) / bend**1.5
    return np.degrees(np.column_stack((east_m / parallel_m, north_m / meridian_m)))


def _waves(values: FloatArray, terms: tuple[tuple[float, float], ...]) -> FloatArray:
    total = np.zeros_like(values)
    for amplitude, half_waves in terms:
        total += amplitude * np.sin(values * (half_waves * np.pi))
    return total * (2.0 / 3.0)

"""Coordinate reference systems: told or refused, compared, and left for their geodetic base. Axis order is x, y.

Nothing is guessed here: a frame without a reference system is refused, two that differ are not joined.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyproj
import shapely

from atlas.core.errors import CrsMismatch, CrsUnknown

if TYPE_CHECKING:
    # Figures need no tables: what is only named here is not loaded for them.
    import geopandas

FloatArray: TypeAlias = npt.NDArray[np.float64]
IntArray: TypeAlias = npt.NDArray[np.int64]
#: Shapely geometries, ``None`` among them, in an array of objects.
GeometryArray: TypeAlias = npt.NDArray[Any]

#: Longitude and latitude on WGS 84, the storage system of the atlas.
STORAGE_CRS = "EPSG:4326"


def require_crs(frame: geopandas.GeoDataFrame, name: str) -> pyproj.CRS:
    """The reference system of a frame.

    Parameters
    ----------
    frame
        Features.
    name
        What the frame is called in the message.

    Returns
    -------
    pyproj.CRS
        As the frame states it.

    Raises
    ------
    CrsUnknown
        The frame has none.
    """
    if frame.crs is None:
        raise CrsUnknown(
            f"{name} 没有坐标参考系",
            f"{name} has no coordinate reference system",
            hint_zh="请说明其坐标参考系（例如 EPSG:4490），不会代为猜测。",
            hint_en="State it (such as EPSG:4490); it is not guessed.",
            data=name,
        )
    return pyproj.CRS(frame.crs)


def require_same_crs(left: geopandas.GeoDataFrame, right: geopandas.GeoDataFrame) -> pyproj.CRS:
    """The one reference system of two frames.

    Parameters
    ----------
    left, right
        Features.

    Returns
    -------
    pyproj.CRS
        That of both.

    Raises
    ------
    CrsUnknown
        One of the frames has none.
    CrsMismatch
        They differ in more than the order of their axes.
    """
    left_crs, right_crs = require_crs(left, "left"), require_crs(right, "right")
    if not left_crs.equals(right_crs, ignore_axis_order=True):
        raise CrsMismatch(
            f"坐标参考系不同：{left_crs.name} 与 {right_crs.name}",
            f"the reference systems differ: {left_crs.name} and {right_crs.name}",
            hint_zh="先把一方转换到另一方的坐标参考系。",
            hint_en="Transform one of them first.",
            left=left_crs.to_string(),
            right=right_crs.to_string(),
        )
    return left_crs


def transform_points(points: FloatArray, source: pyproj.CRS | str, target: pyproj.CRS | str) -> FloatArray:
    """Points in another reference system.

    Parameters
    ----------
    points
        Shape (n, 2), x and y whatever order the system itself defines.
    source, target
        Reference systems.

    Returns
    -------
    numpy.ndarray
        Shape (n, 2), x and y.

    Examples
    --------
    >>> import numpy as np
    >>> transform_points(np.array([[105.0, 27.0]]), "EPSG:4490", "EPSG:4523").round().tolist()
    [[35500000.0, 2987630.0]]
    """
    transformer = pyproj.Transformer.from_crs(source, target, always_xy=True)
    x, y = transformer.transform(points[:, 0], points[:, 1])
    return np.column_stack((x, y))


def to_geodetic(geometries: GeometryArray, crs: pyproj.CRS) -> tuple[GeometryArray, pyproj.Geod]:
    """Geometries in degrees on the ellipsoid of their own system, without a change of datum.

    Parameters
    ----------
    geometries
        In ``crs``.
    crs
        Geographic or projected.

    Returns
    -------
    geometries, ellipsoid
        Longitude and latitude [degree], and the ellipsoid to measure on.

    Raises
    ------
    CrsUnknown
        The system has no ellipsoid (a local or an engineering one).
    """
    geodetic, ellipsoid = crs.geodetic_crs, crs.get_geod()
    if geodetic is None or ellipsoid is None:
        raise CrsUnknown(
            f"坐标参考系 {crs.name} 没有椭球，无法量算",
            f"the reference system {crs.name} has no ellipsoid to measure on",
            crs=crs.to_string(),
        )
    if crs.is_geographic:
        return geometries, ellipsoid
    transformer = pyproj.Transformer.from_crs(crs, geodetic, always_xy=True)
    return map_vertices(geometries, lambda xy: np.column_stack(transformer.transform(*xy.T))), ellipsoid


def map_vertices(geometries: GeometryArray, function: Callable[[FloatArray], FloatArray]) -> GeometryArray:
    """Geometries with every vertex moved; a vertex that several share moves once, so they keep sharing it.

    Parameters
    ----------
    geometries
        Any types; ``None`` and empty ones stay as they are.
    function
        From points to points, shape (n, 2).

    Returns
    -------
    numpy.ndarray
        New geometries.

    Notes
    -----
    Array functions may round differently in the middle and at the end of an array, so the same vertex is computed
    once and copied, not computed in each neighbour.
    """
    points, places = distinct_vertices(geometries)
    moved: GeometryArray = shapely.set_coordinates(geometries.copy(), function(points)[places])
    return moved


def distinct_vertices(geometries: GeometryArray) -> tuple[FloatArray, IntArray]:
    """Every vertex once, and where each of them stands.

    Parameters
    ----------
    geometries
        Any types.

    Returns
    -------
    points, places
        Points sorted by x, then y, shape (n, 2); for each coordinate of the geometries, in order, its row in
        ``points``.

    Notes
    -----
    Costs one sort of all coordinates.
    """
    coordinates = np.ascontiguousarray(shapely.get_coordinates(geometries))
    keys, places = np.unique(as_keys(coordinates), return_inverse=True)
    return np.column_stack((keys.real, keys.imag)), places


def as_keys(points: FloatArray) -> npt.NDArray[np.complex128]:
    """Points as one number each, which sorts by x, then y.

    Parameters
    ----------
    points
        Shape (n, 2), contiguous.

    Returns
    -------
    numpy.ndarray
        Shape (n,), a view.
    """
    return points.view(np.complex128).ravel()

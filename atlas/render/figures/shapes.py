"""Geometries of the page as paths."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import shapely

from atlas.core.figures.boxes import Box
from atlas.core.geo.crs import FloatArray, GeometryArray


def rings_of(geometries: Iterable[shapely.Geometry] | GeometryArray) -> tuple[FloatArray, ...]:
    """Rings of polygons, outer ones and holes.

    Parameters
    ----------
    geometries
        Polygons and collections of them, on the page [mm]; lines and points among them are passed over.

    Returns
    -------
    tuple of numpy.ndarray
        Each of shape (n, 2) without the repeated last vertex.
    """
    parts = _parts(geometries)
    polygons = parts[shapely.get_type_id(parts) == 3]
    rings = shapely.get_rings(polygons)
    return tuple(one[:-1] for one in _vertices(rings))


def lines_of(geometries: Iterable[shapely.Geometry] | GeometryArray) -> tuple[FloatArray, ...]:
    """Lines, and the rings of polygons as closed lines.

    Parameters
    ----------
    geometries
        On the page [mm].

    Returns
    -------
    tuple of numpy.ndarray
        Each of shape (n, 2).
    """
    parts = _parts(geometries)
    kinds = shapely.get_type_id(parts)
    lines = np.concatenate((parts[(kinds == 1) | (kinds == 2)], shapely.get_rings(parts[kinds == 3])))
    return tuple(_vertices(lines))


def box_ring(box: Box) -> FloatArray:
    """The corners of a box.

    Parameters
    ----------
    box
        On the page [mm].

    Returns
    -------
    numpy.ndarray
        Shape (4, 2).
    """
    return np.array(
        [(box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom)]
    )


def _parts(geometries: Iterable[shapely.Geometry] | GeometryArray) -> GeometryArray:
    if not isinstance(geometries, np.ndarray):
        geometries = np.array(list(geometries), dtype=object)
    parts: GeometryArray = shapely.get_parts(shapely.get_parts(geometries))
    return parts


def _vertices(lines: GeometryArray) -> list[FloatArray]:
    if len(lines) == 0:
        return []
    points, owner = shapely.get_coordinates(lines, return_index=True)
    return np.split(points, np.flatnonzero(np.diff(owner)) + 1)

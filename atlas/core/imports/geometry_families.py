"""Points, lines and polygons as families: collections reduced to one of them, single and multi made alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from atlas.core.geo.crs import GeometryArray, IntArray

#: Name for a layer of several families, as OGC 06-103r4 calls the type that holds all others.
ANY_GEOMETRY = "Geometry"
_COLLECTION = 7
# Type numbers of GEOS: point, line, ring, polygon, then the multi types and the collection; -1 is missing.
_FAMILY = np.array([0, 1, 1, 2, 0, 1, 2, -1, -1])
_IS_MULTI = np.array([False, False, False, False, True, True, True, True, False])
_NAMES = ("Point", "LineString", "Polygon")
_TO_MULTI: tuple[Callable[..., GeometryArray], ...] = (
    shapely.multipoints,
    shapely.multilinestrings,
    shapely.multipolygons,
)


@dataclass(frozen=True, slots=True)
class Reduced:
    """Geometries without collections.

    Parameters
    ----------
    geometries
        Collections became points, lines or polygons, single or multi.
    exploded
        Rows that were collections.
    dropped
        Those of them that lost parts of a lower dimension.
    """

    geometries: GeometryArray
    exploded: IntArray
    dropped: IntArray


@dataclass(frozen=True, slots=True)
class Alike:
    """Geometries of one type, as far as they have one family.

    Parameters
    ----------
    geometries
        All multi where one of them was; untouched where there are several families.
    geometry_type
        ``Point``, ``MultiPoint`` … ; ``Geometry`` for several families; empty without any geometry.
    counts
        Number of geometries by family name, in the order of dimensions; families without any are left out.
    """

    geometries: GeometryArray
    geometry_type: str
    counts: dict[str, int]


def families(geometries: GeometryArray) -> IntArray:
    """Dimension of each geometry by its type.

    Parameters
    ----------
    geometries
        Any types.

    Returns
    -------
    numpy.ndarray
        0 for points, 1 for lines, 2 for polygons; -1 for missing ones and collections.
    """
    return np.asarray(_FAMILY[shapely.get_type_id(geometries)], dtype=np.int64)


def reduce_collections(geometries: GeometryArray) -> Reduced:
    """Collections reduced to their parts of the highest dimension.

    Parameters
    ----------
    geometries
        Any types; collections may hold collections.

    Returns
    -------
    Reduced
        A collection without parts becomes ``None``.
    """
    rows = np.flatnonzero(shapely.get_type_id(geometries) == _COLLECTION)
    reduced = geometries.copy()
    if len(rows) == 0:
        return Reduced(reduced, rows, rows)
    parts, owner = _single_parts(geometries[rows])
    dimension = families(parts)
    highest = np.full(len(rows), -1)
    np.maximum.at(highest, owner, dimension)
    is_kept = dimension == highest[owner]
    reduced[rows] = None
    for family, make_multi in enumerate(_TO_MULTI):
        chosen = is_kept & (dimension == family)
        places, group = np.unique(owner[chosen], return_inverse=True)
        if len(places):
            reduced[rows[places]] = _singles(make_multi(parts[chosen], indices=group))
    return Reduced(reduced, rows, rows[np.unique(owner[~is_kept])])


def make_alike(geometries: GeometryArray) -> Alike:
    """Single geometries promoted to multi where their layer holds both.

    Parameters
    ----------
    geometries
        Without collections; ``None`` where there is none.

    Returns
    -------
    Alike
        A layer of points and polygons keeps every geometry as it is, under the type ``Geometry``: GeoPackage, QGIS
        and vector tiles all take it, and splitting or dropping features would be a guess.
    """
    kinds, family = shapely.get_type_id(geometries), families(geometries)
    there = [number for number in range(len(_NAMES)) if (family == number).any()]
    counts = {_NAMES[number]: int((family == number).sum()) for number in there}
    if len(there) != 1:
        return Alike(geometries, ANY_GEOMETRY if there else "", counts)
    name, is_multi = _NAMES[there[0]], _IS_MULTI[kinds]
    if not is_multi.any():
        return Alike(geometries, name, counts)
    return Alike(_promote(geometries, (family >= 0) & ~is_multi, there[0]), f"Multi{name}", counts)


def _promote(geometries: GeometryArray, is_single: npt.NDArray[np.bool_], family: int) -> GeometryArray:
    singles = geometries[is_single]
    promoted = geometries.copy()
    if len(singles):
        promoted[is_single] = _TO_MULTI[family](singles, indices=np.arange(len(singles)))
    return promoted


def _single_parts(collections: GeometryArray) -> tuple[GeometryArray, IntArray]:
    """Parts that are no collections and no multi-geometries, not empty, and the collection of each."""
    parts, owner = collections, np.arange(len(collections))
    while _IS_MULTI[shapely.get_type_id(parts)].any():
        parts, inner = shapely.get_parts(parts, return_index=True)
        owner = owner[inner]
    there = ~shapely.is_empty(parts)
    return parts[there], owner[there]


def _singles(multis: GeometryArray) -> GeometryArray:
    """Multi-geometries of one part as that part."""
    alone = shapely.get_num_geometries(multis) == 1
    simplified = multis.copy()
    simplified[alone] = shapely.get_geometry(multis[alone], 0)
    return simplified

"""Overlaps between the polygons of a layer, and gaps between those that cover an area together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from atlas.core.geo.crs import FloatArray, GeometryArray, IntArray
from atlas.core.geo.measures import METRES_PER_DEGREE, areas_km2
from atlas.core.geo.overlay import intersect_pairs

#: Vertices of the pairs of polygons that are measured; a layer with more of them is checked in part, and told so. These
#: are some ten seconds.
MOST_PAIR_VERTICES = 4_000_000
#: Vertices of polygons that are united to find gaps where borders do not fit together.
MOST_UNITED_VERTICES = 400_000
#: Pieces narrower than this are the rounding of a reprojection, not drawn [m].
NOISE_WIDTH_M = 0.01
#: Pieces narrower than this come from drawing one border twice [m].
SLIVER_WIDTH_M = 2.0
# Up to so many vertices in pairs it is quicker to cut than to look for edges that do not fit.
_FEW_PAIR_VERTICES = 2_000_000
# Share of polygons with a neighbour in a layer that is meant to cover an area without gaps.
_COVERAGE_SHARE, _FEWEST_IN_COVERAGE = 0.9, 3
# A tenth of a millimetre.
_TOUCHING_DEGREES = 1e-9


@dataclass(frozen=True, slots=True)
class Pieces:
    """Overlaps or gaps, the largest first; arrays have one entry a piece.

    Parameters
    ----------
    geometries
        Their shapes.
    features
        Rows of the polygons that overlap, or that border on the gap.
    areas_m2
        On the ellipsoid [m2].
    widths_m
        Mean width [m]: twice the area by the perimeter.
    checked_share
        Share of the pairs that was looked at, 1 when all; 0 when the check was left out.
    """

    geometries: GeometryArray
    features: tuple[tuple[int, ...], ...]
    areas_m2: FloatArray
    widths_m: FloatArray
    checked_share: float = 1.0


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Polygons and which of their boxes meet.

    Parameters
    ----------
    polygons
        Valid, in degrees.
    pairs
        Rows of polygons with boxes that meet, the lower first, shape (2, n).
    has_misfit
        Whether an edge of each runs inside another polygon or does not fit its neighbour's; ``None`` where there are so
        few pairs that nobody asked.
    """

    polygons: GeometryArray
    pairs: IntArray
    has_misfit: npt.NDArray[np.bool_] | None


def meet(polygons: GeometryArray) -> Neighbourhood:
    """Which polygons may touch each other.

    Parameters
    ----------
    polygons
        Valid, in degrees, without ``None``.

    Returns
    -------
    Neighbourhood
        For ``find_overlaps`` and ``find_gaps``.
    """
    left, right = shapely.STRtree(polygons).query(polygons)
    pairs = np.vstack((left, right))[:, left < right]
    if _count_vertices(polygons, pairs).sum() <= _FEW_PAIR_VERTICES:
        return Neighbourhood(polygons, pairs, None)
    misfits = shapely.coverage_invalid_edges(polygons)
    return Neighbourhood(polygons, pairs, ~(shapely.is_empty(misfits) | shapely.is_missing(misfits)))


def find_overlaps(near: Neighbourhood, *, most_vertices: int = MOST_PAIR_VERTICES) -> Pieces:
    """What two polygons have in common.

    Parameters
    ----------
    near
        The layer.
    most_vertices
        Vertices in the pairs to measure, at most; the other pairs are not looked at.

    Returns
    -------
    Pieces
        Without those as narrow as rounding.
    """
    pairs = near.pairs
    if near.has_misfit is not None:
        pairs = pairs[:, near.has_misfit[pairs].any(axis=0)]
    vertices = np.cumsum(_count_vertices(near.polygons, pairs))
    chosen = int(np.searchsorted(vertices, most_vertices, side="right"))
    share = chosen / len(vertices) if len(vertices) else 1.0
    left, right = pairs[:, :chosen]
    common = intersect_pairs(near.polygons[left], near.polygons[right])
    found = np.flatnonzero(shapely.area(common) > 0)
    features: list[tuple[int, ...]] = [(int(left[row]), int(right[row])) for row in found]
    return _measure(common[found], features, share)


def find_gaps(near: Neighbourhood, *, most_vertices: int = MOST_UNITED_VERTICES) -> Pieces | None:
    """Land between polygons that cover an area together.

    Parameters
    ----------
    near
        The layer.
    most_vertices
        Vertices of the polygons to unite, at most, where borders do not fit.

    Returns
    -------
    Pieces or None
        Holes that border on several polygons; a hole in one polygon was drawn on purpose. ``None`` for a layer of
        scattered polygons; ``checked_share`` is 0 for a layer too large to unite.
    """
    count = len(near.polygons)
    if (
        count < _FEWEST_IN_COVERAGE
        or np.bincount(near.pairs.ravel(), minlength=count).astype(bool).mean() < _COVERAGE_SHARE
    ):
        return None
    if near.has_misfit is not None and not near.has_misfit.any():
        union = shapely.coverage_union_all(near.polygons)
    elif shapely.get_num_coordinates(near.polygons).sum() <= most_vertices:
        union = shapely.union_all(near.polygons)
    else:
        return _measure(np.zeros(0, dtype=object), [], 0.0)
    holes = _holes(union, near.polygons)
    hole, polygon = shapely.STRtree(near.polygons).query(
        holes, predicate="dwithin", distance=_TOUCHING_DEGREES
    )
    order = np.lexsort((polygon, hole))
    starts = np.searchsorted(hole[order], np.arange(1, len(holes)))
    groups = [tuple(int(row) for row in rows) for rows in np.split(polygon[order], starts)]
    between = [number for number in range(len(holes)) if len(groups[number]) > 1]
    return _measure(holes[between], [groups[number] for number in between], 1.0)


def _holes(union: shapely.Geometry, polygons: GeometryArray) -> GeometryArray:
    """Holes of a union, without the polygons that stand in them."""
    rings, part = shapely.get_rings(shapely.get_parts(union), return_index=True)
    holes: GeometryArray = np.asarray(shapely.polygons(rings[np.diff(part, prepend=-1) == 0]), dtype=object)
    hole, island = shapely.STRtree(polygons).query(holes, predicate="contains_properly")
    for number in np.unique(hole):
        holes[number] = shapely.difference(holes[number], shapely.union_all(polygons[island[hole == number]]))
    return holes


def widths_m(polygons: GeometryArray, areas_m2: FloatArray) -> FloatArray:
    """Mean width of thin polygons.

    Parameters
    ----------
    polygons
        In degrees.
    areas_m2
        Their areas [m2].

    Returns
    -------
    numpy.ndarray
        Twice the area by the perimeter [m].
    """
    bounds = shapely.bounds(polygons)
    scale = np.cos(np.radians((bounds[:, 1] + bounds[:, 3]) / 2)) * METRES_PER_DEGREE
    # What two polygons share may be a collection with lines beside its areas, which has no boundary of its own.
    parts, part_owner = shapely.get_parts(polygons, return_index=True)
    rings, ring_part = shapely.get_rings(parts, return_index=True)
    owner = part_owner[ring_part]
    vertices, ring = shapely.get_coordinates(rings, return_index=True)
    is_edge = ring[1:] == ring[:-1]
    edge_owner = owner[ring[1:][is_edge]]
    steps = np.diff(vertices, axis=0)[is_edge] * np.column_stack(
        (scale[edge_owner], np.full(len(edge_owner), METRES_PER_DEGREE))
    )
    perimeters = np.bincount(edge_owner, weights=np.hypot(*steps.T), minlength=len(polygons))
    widths: FloatArray = np.zeros(len(polygons))
    return np.divide(2 * areas_m2, perimeters, out=widths, where=perimeters > 0)


def _measure(geometries: GeometryArray, features: list[tuple[int, ...]], share: float) -> Pieces:
    areas_m2 = areas_km2(geometries) * 1e6
    widths = widths_m(geometries, areas_m2)
    order = np.argsort(-areas_m2, kind="stable")
    order = order[widths[order] > NOISE_WIDTH_M]
    return Pieces(
        geometries[order], tuple(features[row] for row in order), areas_m2[order], widths[order], share
    )


def _count_vertices(polygons: GeometryArray, pairs: IntArray) -> IntArray:
    """Vertices of both polygons of each pair."""
    counts: IntArray = shapely.get_num_coordinates(polygons).astype(np.int64)
    return np.asarray(counts[pairs].sum(axis=0))

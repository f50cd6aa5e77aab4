"""Cuts a piece out of one polygon of a coverage, and closes holes, so that the coverage stays whole."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import shapely

from atlas.core.errors import GeometryInvalid
from atlas.core.geo.crs import FloatArray, GeometryArray, as_keys, distinct_vertices, map_vertices

_POLYGON = 3
# Two drawings of one border leave slivers; a real remainder is larger than this share of the outline.
_SLIVER_SHARE = 0.01
# A tenth of a millimetre.
_ON_BORDER_DEGREES = 1e-9


def carve(host: shapely.Geometry, outline: shapely.Geometry) -> tuple[shapely.Geometry, shapely.Geometry]:
    """The part of a polygon outside an outline, and the part inside it.

    Parameters
    ----------
    host
        Polygon of a coverage.
    outline
        Polygon that may reach over the border of the host; what lies beyond is left out.

    Returns
    -------
    rest, piece
        Together exactly the host. Where the outline crosses the border of the host, the nearest vertex of the host is
        taken instead of a new one, so the neighbours need no change. Slivers between the two lines go to
        the piece.

    Raises
    ------
    GeometryInvalid
        The outline does not cut the host into two valid parts.
    """
    own = distinct_vertices(np.array([host]))[0]
    known = np.concatenate((as_keys(own), as_keys(_vertices_off(shapely.boundary(host), outline))))
    corners: GeometryArray = np.asarray(shapely.points(own))

    def onto_host(points: FloatArray) -> FloatArray:
        crossings = ~np.isin(as_keys(points), known)
        moved = points.copy()
        moved[crossings] = own[shapely.STRtree(corners).nearest(shapely.points(points[crossings]))]
        return moved

    smallest = _SLIVER_SHARE * shapely.area(outline)
    rest = _join(map_vertices(_polygons(shapely.difference(host, outline), smallest), onto_host))
    piece = _join(_polygons(shapely.difference(host, rest), 0.0))
    if not _are_halves(rest, piece, known):
        raise GeometryInvalid(
            "轮廓无法从面中划出有效的部分", "the outline does not cut the polygon into two valid parts"
        )
    return rest, piece


def fill_holes(polygon: shapely.Geometry) -> shapely.Geometry:
    """A polygon without its holes.

    Parameters
    ----------
    polygon
        Polygon or multi-polygon whose holes belong to nobody.

    Returns
    -------
    shapely.Geometry
        Multi-polygon of its shells.
    """
    shells = np.asarray(shapely.get_exterior_ring(shapely.get_parts(polygon)))
    return _join(np.asarray(shapely.polygons(shells)))


def _vertices_off(border: shapely.Geometry, outline: shapely.Geometry) -> FloatArray:
    """Vertices of the outline that do not lie on the border: one there would be new to the neighbour."""
    vertices = distinct_vertices(np.array([outline]))[0]
    return vertices[shapely.distance(border, shapely.points(vertices)) > _ON_BORDER_DEGREES]


def _polygons(geometry: shapely.Geometry, smallest: float) -> GeometryArray:
    parts = shapely.get_parts(geometry)
    chosen: GeometryArray = parts[(shapely.get_type_id(parts) == _POLYGON) & (shapely.area(parts) > smallest)]
    return chosen


def _join(polygons: GeometryArray) -> shapely.MultiPolygon:
    return shapely.MultiPolygon(list(shapely.remove_repeated_points(polygons)))


def _are_halves(
    rest: shapely.MultiPolygon, piece: shapely.MultiPolygon, known: npt.NDArray[np.complex128]
) -> bool:
    halves: GeometryArray = np.array([rest, piece])
    if shapely.is_empty(halves).any() or not shapely.is_valid(halves).all():
        return False
    return bool(np.isin(as_keys(distinct_vertices(halves)[0]), known).all())

"""Cuts a piece out of one polygon of a coverage, and closes holes, so that the coverage stays whole."""

from __future__ import annotations

import numpy as np
import shapely

from atlas.core.errors import GeometryInvalid
from atlas.core.geo.crs import FloatArray, GeometryArray, as_keys, distinct_vertices, map_vertices

_POLYGON = 3


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
        taken instead of a new one, so the neighbours need no change.

    Raises
    ------
    GeometryInvalid
        The outline does not cut the host into two valid parts.
    """
    parts: GeometryArray = np.array(
        [_polygonal(shapely.difference(host, outline)), _polygonal(shapely.intersection(host, outline))]
    )
    own = distinct_vertices(np.array([host]))[0]
    known = np.concatenate((as_keys(own), as_keys(distinct_vertices(np.array([outline]))[0])))

    def onto_host(points: FloatArray) -> FloatArray:
        crossings = ~np.isin(as_keys(np.ascontiguousarray(points)), known)
        nearest = shapely.STRtree(shapely.points(own)).nearest(shapely.points(points[crossings]))
        moved = points.copy()
        moved[crossings] = own[nearest]
        return moved

    rest, piece = shapely.remove_repeated_points(map_vertices(parts, onto_host))
    for part in (rest, piece):
        if part.is_empty or not part.is_valid:
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
    shapely.MultiPolygon
        Its shells.
    """
    return shapely.multipolygons(shapely.polygons(shapely.get_exterior_ring(shapely.get_parts(polygon))))


def _polygonal(geometry: shapely.Geometry) -> shapely.Geometry:
    parts = shapely.get_parts(geometry)
    return shapely.multipolygons(parts[shapely.get_type_id(parts) == _POLYGON])

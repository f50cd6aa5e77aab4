"""Where features lie: at 0,0, outside China, or over a span that no feature of their layer has."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import shapely

from atlas.core.errors import Text
from atlas.core.geo.crs import FloatArray, GeometryArray, IntArray
from atlas.core.imports.reference import CHINA_BBOX, Reference
from atlas.core.imports.report import MOST_FEATURES, ImportMessage, message_about

# About a kilometre: positions written as 0 may be shifted a little by a reprojection.
_ZERO_DEGREES = 0.01
# A vertex far off draws two long straight edges. Real outlines have vertices closer than a degree (111 km); longer
# edges are told when the feature is a hundred times as wide as its layer is wont, or when they cross a province.
_LONG_EDGE_DEGREES, _LAYER_FACTOR, _LONGEST_EDGE_DEGREES = 1.0, 100.0, 20.0


def check_positions(geometries: GeometryArray, reference: Reference) -> Iterator[ImportMessage]:
    """Features in places that are hardly meant.

    Parameters
    ----------
    geometries
        In EPSG:4326, valid; ``None`` where there is none.
    reference
        Counties.

    Yields
    ------
    ImportMessage
        ``at_zero``, ``outside_china`` and ``absurd_extent``; nothing is changed.
    """
    bounds = shapely.bounds(geometries)
    zero = np.flatnonzero((np.abs(bounds) < _ZERO_DEGREES).all(axis=1))
    if len(zero):
        yield message_about(
            "at_zero",
            Text(
                f"{len(zero)} 个要素在经纬度 0,0 处（几内亚湾），多半是坐标缺失",
                f"{len(zero)} features lie at 0,0 in the Gulf of Guinea; their coordinates are most likely missing",
            ),
            zero,
            hint=Text("请补上坐标后重新导入。", "Fill in the coordinates and import again."),
        )
    outside = np.setdiff1d(_find_outside(geometries, bounds, reference), zero)
    if len(outside):
        yield message_about(
            "outside_china",
            Text(f"{len(outside)} 个要素在中国境外", f"{len(outside)} features lie outside China"),
            outside,
            hint=Text(
                "这些要素已保留，但不属于任何县。若不应在境外，请核对坐标参考系、坐标轴顺序和带号。",
                "They are kept and belong to no county. If they should, check the reference system, the order of axes and "
                "the zone.",
            ),
            places=_centres(bounds[outside]),
        )
    yield from _tell_absurd_extents(geometries, bounds)


def _find_outside(geometries: GeometryArray, bounds: FloatArray, reference: Reference) -> IntArray:
    """Features without a part in China; in its box, where not all its counties are known."""
    west, south, east, north = CHINA_BBOX
    there = np.isfinite(bounds).all(axis=1)
    is_near = (
        (bounds[:, 0] <= east) & (bounds[:, 2] >= west) & (bounds[:, 1] <= north) & (bounds[:, 3] >= south)
    )
    is_outside = there & ~is_near
    if reference.is_whole_country:
        # A vertex in a county settles most features; the others are held against the polygons.
        rows = np.flatnonzero(is_near)
        rows = rows[reference.counties_at(_first_vertices(geometries[rows])) == ""]
        tree = shapely.STRtree(geometries[rows])
        met = tree.query(reference.counties.geometry.to_numpy(), predicate="intersects")[1]
        is_outside[np.delete(rows, np.unique(met))] = True
    return np.flatnonzero(is_outside)


def _first_vertices(geometries: GeometryArray) -> FloatArray:
    vertices, owner = shapely.get_coordinates(geometries, return_index=True)
    return vertices[np.flatnonzero(np.diff(owner, prepend=-1))]


def _tell_absurd_extents(geometries: GeometryArray, bounds: FloatArray) -> Iterator[ImportMessage]:
    extents = np.maximum(bounds[:, 2] - bounds[:, 0], bounds[:, 3] - bounds[:, 1])
    wide = np.flatnonzero(extents > _LONG_EDGE_DEGREES)
    if len(wide) == 0:
        return
    edges = _longest_edges(geometries[wide])
    is_odd = (edges > _LONG_EDGE_DEGREES) & (extents[wide] > _LAYER_FACTOR * np.nanmedian(extents))
    absurd = wide[is_odd | (edges > _LONGEST_EDGE_DEGREES)]
    if len(absurd):
        yield message_about(
            "absurd_extent",
            Text(
                f"{len(absurd)} 个要素的跨度异常（最大 {extents[absurd].max():.1f} 度），多半有顶点飞出",
                f"{len(absurd)} features span an absurd extent (up to {extents[absurd].max():.1f} degrees); "
                "a vertex is most likely astray",
            ),
            absurd,
            hint=Text(
                "已按原样保留，请在源数据中核对这些要素的顶点。",
                "They are kept as they are; check their vertices in the source.",
            ),
            degrees=[round(float(extent), 3) for extent in extents[absurd[:MOST_FEATURES]]],
        )


def _longest_edges(geometries: GeometryArray) -> FloatArray:
    """Longest straight edge of each [degree]; 0 for points."""
    lines = np.where(shapely.get_dimensions(geometries) == 2, shapely.boundary(geometries), geometries)
    parts, owner = shapely.get_parts(lines, return_index=True)
    vertices, part = shapely.get_coordinates(parts, return_index=True)
    is_edge: npt.NDArray[np.bool_] = part[1:] == part[:-1]
    lengths = np.abs(np.diff(vertices, axis=0)).max(axis=1, initial=0.0)[is_edge]
    longest = np.zeros(len(geometries))
    np.maximum.at(longest, owner[part[1:][is_edge]], lengths)
    return longest


def _centres(bounds: FloatArray) -> list[list[float]]:
    middle = (bounds[:MOST_FEATURES, :2] + bounds[:MOST_FEATURES, 2:]) / 2
    return [[float(x), float(y)] for x, y in middle]

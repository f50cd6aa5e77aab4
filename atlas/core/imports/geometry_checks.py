"""Checks the geometries of an uploaded layer as they stand in its file, and mends what can be mended.

Any reference system, before reprojection. Rings that are not closed never come this far: a geometry cannot hold
one, so the readers close them. Which way rings run is harmless and not told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas
import shapely

from atlas.core.errors import Text
from atlas.core.geo.crs import GeometryArray, IntArray
from atlas.core.geo.validity import repair_geometries
from atlas.core.imports.geometry_families import ANY_GEOMETRY, families, make_alike, reduce_collections
from atlas.core.imports.geometry_messages import (
    ROW_KEPT,
    tell_changed_areas,
    tell_collapsed,
    tell_mixed,
    tell_repeats,
)
from atlas.core.imports.repeats import find_repeats
from atlas.core.imports.report import MOST_FEATURES, ImportMessage, message_about
from atlas.core.imports.shape_faults import find_shape_faults, tell_repaired

#: No system of the earth has coordinates as large: zone-prefixed eastings in metres stay below 1.3e8. Programs write
#: numbers like 1e20 and -1.8e308 for positions they do not have.
LARGEST_COORDINATE = 1e9
# Vertices are compared this many geometries at a time, to bound the memory.
_BLOCK = 50_000
BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Checked:
    """Geometries that may be reprojected and drawn, and what was found.

    Parameters
    ----------
    geometries
        Two-dimensional and valid, one a feature; ``None`` where nothing can be drawn.
    geometry_type
        ``Polygon``, ``MultiPolygon`` …; ``Geometry`` for a layer of several families; empty without geometries.
    messages
        In the order of the checks.
    is_drawable
        Whether each feature has a geometry.
    """

    geometries: GeometryArray
    geometry_type: str
    messages: tuple[ImportMessage, ...]
    is_drawable: BoolArray


def check_shapes(geometries: GeometryArray, table: pandas.DataFrame | None = None) -> Checked:
    """Geometries mended where they were faulty, with every fault by kind, feature and place.

    Parameters
    ----------
    geometries
        As read, in any reference system; ``None`` where a feature has none.
    table
        Attributes, a row a feature, to tell whole features that repeat others.

    Returns
    -------
    Checked
        A feature whose geometry cannot be mended keeps its row. Places in the details of messages are in the
        reference system of the file; ``shape_faults.move_places`` takes them elsewhere.

    Notes
    -----
    Linear in the number of vertices. Repairs use the ``structure`` method of GEOS (see ``repair_geometries``).
    """
    own = np.array(geometries, dtype=object)
    steps = (_drop_absent, _reduce_collections, _flatten, _drop_unplaced, _mend, _drop_repeated_vertices)
    messages = [message for step in steps for message in step(own)]
    alike = make_alike(own)
    if alike.geometry_type == ANY_GEOMETRY:
        messages.append(tell_mixed(own, alike.counts))
    messages += tell_repeats(alike.geometries, find_repeats(alike.geometries, table))
    is_drawable = ~shapely.is_missing(alike.geometries)
    return Checked(alike.geometries, alike.geometry_type, tuple(messages), is_drawable)


# Each step below mends the array it is given in place and tells what it did.


def _drop_absent(geometries: GeometryArray) -> Iterator[ImportMessage]:
    missing = np.flatnonzero(shapely.is_missing(geometries))
    empty = np.flatnonzero(shapely.is_empty(geometries))
    geometries[empty] = None
    if len(missing):
        yield message_about(
            "null_geometry",
            Text(f"{len(missing)} 个要素没有几何", f"{len(missing)} features have no geometry"),
            missing,
            hint=ROW_KEPT,
        )
    if len(empty):
        yield message_about(
            "empty_geometry",
            Text(f"{len(empty)} 个要素的几何是空的", f"{len(empty)} features have an empty geometry"),
            empty,
            hint=ROW_KEPT,
        )


def _reduce_collections(geometries: GeometryArray) -> Iterator[ImportMessage]:
    reduced = reduce_collections(geometries)
    geometries[:] = reduced.geometries
    if len(reduced.exploded):
        lost = len(reduced.dropped)
        yield message_about(
            "collection_exploded",
            Text(
                f"{len(reduced.exploded)} 个要素是几何集合，已取其中维数最高的部分"
                + (f"；其中 {lost} 个舍去了较低维的点或线" if lost else ""),
                f"{len(reduced.exploded)} features were collections; their parts of the highest dimension were taken"
                + (f", {lost} of them lost points or lines" if lost else ""),
            ),
            reduced.exploded,
            hint=Text(
                "如需保留其中的点或线，请将其另存为单独的图层。",
                "Keep points and lines that are needed in a layer of their own.",
            ),
            dropped=[int(row) + 1 for row in reduced.dropped[:MOST_FEATURES]],
        )


def _flatten(geometries: GeometryArray) -> Iterator[ImportMessage]:
    has_more = shapely.has_z(geometries) | shapely.has_m(geometries)
    if has_more.any():
        geometries[has_more] = shapely.force_2d(geometries[has_more])
        count = int(has_more.sum())
        yield message_about(
            "dimensions_dropped",
            Text(
                f"{count} 个要素带有高程（Z）或量测值（M），已舍去",
                f"{count} features had heights (Z) or measures (M); these were dropped",
            ),
            np.flatnonzero(has_more),
            hint=Text(
                "地图只用平面位置；如需高程，请写入属性字段。",
                "The map uses positions only; write heights to a field where they are needed.",
            ),
        )


def _drop_unplaced(geometries: GeometryArray) -> Iterator[ImportMessage]:
    """Geometries with coordinates that are no positions lose their place, not their row."""
    reach = np.abs(shapely.bounds(geometries)).max(axis=1, initial=0.0)
    suspects = np.flatnonzero(~shapely.is_valid(geometries) & ~shapely.is_missing(geometries))
    vertices, owner = shapely.get_coordinates(geometries[suspects], return_index=True)
    not_finite = np.unique(suspects[owner[~np.isfinite(vertices).all(axis=1)]])
    absurd = np.setdiff1d(np.flatnonzero(reach > LARGEST_COORDINATE), not_finite)
    geometries[np.concatenate((not_finite, absurd))] = None
    if len(not_finite):
        yield message_about(
            "coordinates_not_finite",
            Text(
                f"{len(not_finite)} 个要素的坐标含非数值（NaN）或无穷大，几何已舍去",
                f"{len(not_finite)} features have coordinates that are not numbers or infinite; these geometries were dropped",
            ),
            not_finite,
            hint=ROW_KEPT,
        )
    if len(absurd):
        yield message_about(
            "coordinates_absurd",
            Text(
                f"{len(absurd)} 个要素的坐标值过大（超过 10 亿），不可能是位置，几何已舍去",
                f"{len(absurd)} features have coordinates beyond 1e9, which are no positions; these geometries were dropped",
            ),
            absurd,
            hint=ROW_KEPT,
            largest=[float(value) for value in reach[absurd[:MOST_FEATURES]]],
        )


def _mend(geometries: GeometryArray) -> Iterator[ImportMessage]:
    rows = np.flatnonzero(~shapely.is_valid(geometries) & ~shapely.is_missing(geometries))
    if len(rows) == 0:
        return
    broken = geometries[rows]
    faults, areas = find_shape_faults(broken), shapely.area(broken)
    mended = repair_geometries(broken).geometries
    is_lost = shapely.is_empty(mended)
    mended[is_lost] = None
    geometries[rows] = mended
    yield from tell_repaired(rows[~is_lost], faults.select(~is_lost))
    if is_lost.any():
        yield tell_collapsed(rows[is_lost], families(broken[is_lost]), faults.places[is_lost])
    yield from tell_changed_areas(rows[~is_lost], areas[~is_lost], shapely.area(mended[~is_lost]))


def _drop_repeated_vertices(geometries: GeometryArray) -> Iterator[ImportMessage]:
    rows = _with_repeated_vertices(geometries)
    if len(rows) == 0:
        return
    cleaned = shapely.remove_repeated_points(geometries[rows], 0.0)
    removed = shapely.get_num_coordinates(geometries[rows]) - shapely.get_num_coordinates(cleaned)
    is_changed = (removed > 0) & shapely.is_valid(cleaned)
    geometries[rows[is_changed]] = cleaned[is_changed]
    if is_changed.any():
        count, vertices = int(is_changed.sum()), int(removed[is_changed].sum())
        yield message_about(
            "repeated_vertices",
            Text(
                f"{count} 个要素有连续重复的顶点，已删去 {vertices} 个，形状不变",
                f"{count} features had repeated vertices; {vertices} were removed, shapes are the same",
            ),
            rows[is_changed],
        )


def _with_repeated_vertices(geometries: GeometryArray) -> IntArray:
    found = [np.zeros(0, dtype=np.int64)]
    for start in range(0, len(geometries), _BLOCK):
        vertices, owner = shapely.get_coordinates(geometries[start : start + _BLOCK], return_index=True)
        is_repeat = (owner[1:] == owner[:-1]) & (vertices[1:] == vertices[:-1]).all(axis=1)
        found.append(start + np.unique(owner[1:][is_repeat]))
    rows = np.concatenate(found)
    return rows[families(geometries[rows]) > 0]

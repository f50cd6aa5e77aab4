"""Geometries that stand in a filter: GeoJSON or a box, in the reference system of the caller, checked and capped."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import shapely

from atlas.core.crs_uris import ServedCrs, box_to_storage, to_storage
from atlas.core.errors import FilterError, LimitExceeded

#: Names under which a filter speaks of the geometry.
GEOMETRY_NAMES = ("geometry", "geom")
#: Predicate of shapely with the feature first, and the one that says the same with the feature last.
SPATIAL_RELATIONS: Mapping[str, tuple[str, str]] = {
    "s_intersects": ("intersects", "intersects"),
    "s_disjoint": ("disjoint", "disjoint"),
    "s_equals": ("equals", "equals"),
    "s_touches": ("touches", "touches"),
    "s_crosses": ("crosses", "crosses"),
    "s_overlaps": ("overlaps", "overlaps"),
    "s_within": ("within", "contains"),
    "s_contains": ("contains", "within"),
}
MAX_VERTICES = 2000
_TYPES = ("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon")


def read_literal_geometry(node: Any, crs: ServedCrs) -> shapely.Geometry:
    """A geometry of a filter.

    Parameters
    ----------
    node
        GeoJSON geometry, or ``{"bbox": [...]}``.
    crs
        In which it stands.

    Returns
    -------
    Geometry
        Longitude and latitude.

    Raises
    ------
    FilterError
        It is no geometry, or breaks the rules of simple features.
    ParameterError
        A coordinate lies off the globe.
    LimitExceeded
        It has too many vertices.
    """
    if not isinstance(node, dict):
        raise _no_geometry("")
    if "bbox" in node:
        return box_to_storage(read_corners(node["bbox"]), crs)
    if node.get("type") not in _TYPES:
        raise _no_geometry(str(node.get("type", "")))
    numbers = list(_numbers(node.get("coordinates")))
    if len(numbers) > MAX_VERTICES * 3:
        raise LimitExceeded(
            f"过滤条件中的图形超过 {MAX_VERTICES} 个节点",
            f"a geometry of the filter has more than {MAX_VERTICES} vertices",
            code="filter_too_large",
            hint_zh="请先简化图形。",
            hint_en="Simplify it first.",
        )
    if not numbers or not all(math.isfinite(number) for number in numbers):
        raise _no_geometry(node["type"])
    try:
        geometry = shapely.from_geojson(
            json.dumps({"type": node["type"], "coordinates": node["coordinates"]})
        )
    except shapely.GEOSException as error:
        raise _no_geometry(node["type"]) from error
    if geometry is None or geometry.is_empty or not geometry.is_valid:
        raise _no_geometry(node["type"], shapely.is_valid_reason(geometry))
    return to_storage(geometry, crs)


def read_corners(numbers: Any) -> tuple[float, float, float, float]:
    """The box of four or six numbers, heights passed over.

    Parameters
    ----------
    numbers
        Lowest corner, then highest corner.

    Returns
    -------
    tuple of float
        Lowest first and second axis, highest first and second axis.

    Raises
    ------
    FilterError
        Not four or six finite numbers, or in the wrong order.

    Examples
    --------
    >>> read_corners([105, 26, 0, 106, 27, 900])
    (105.0, 26.0, 106.0, 27.0)
    """
    found = list(_numbers(numbers))
    if len(found) in (4, 6) and all(math.isfinite(number) for number in found):
        half = len(found) // 2
        first, second, third, fourth = found[0], found[1], found[half], found[half + 1]
        if first <= third and second <= fourth:
            return first, second, third, fourth
    raise _no_geometry("BBOX")


def _numbers(value: Any) -> Iterator[float]:
    """All numbers of nested lists; the depth is that of a parsed tree and thus small."""
    if isinstance(value, Iterable) and not isinstance(value, str | Mapping):
        for part in value:
            yield from _numbers(part)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield float(value)
    else:
        yield math.nan


def _no_geometry(kind: str, reason: str = "") -> FilterError:
    return FilterError(
        f"过滤条件中的图形无法使用：{kind[:40]} {reason[:120]}".rstrip(),
        f"a geometry of the filter cannot be used: {kind[:40]} {reason[:120]}".rstrip(),
        code="filter_geometry",
        hint_zh="例如 S_INTERSECTS(geometry, BBOX(106,26,107,27)) 或 POLYGON((106 26,107 26,107 27,106 26))。",
        hint_en="Such as S_INTERSECTS(geometry, BBOX(106,26,107,27)) or POLYGON((106 26,107 26,107 27,106 26)).",
    )

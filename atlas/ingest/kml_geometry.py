"""Geometry of KML elements as shapely geometries; altitude is kept as Z."""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element

import shapely

GEOMETRIES = frozenset({"Point", "LineString", "LinearRing", "Polygon", "MultiGeometry"})
#: MultiGeometry within MultiGeometry, no deeper than any program writes it.
_MOST_LEVELS = 8
_COMMA = re.compile(r"\s*,\s*")


def build_geometry(element: Element) -> tuple[Any, bool]:
    """The geometry of an element.

    Parameters
    ----------
    element
        One of ``GEOMETRIES``.

    Returns
    -------
    tuple of geometry and bool
        ``None`` when it cannot be read; and whether a ring had to be closed.
    """
    try:
        geometry = _build(element, 0)
    except (ValueError, TypeError, IndexError, shapely.errors.ShapelyError):
        return None, False
    return geometry, any(_is_open(ring) for ring in element.iter() if _tag(ring) == "LinearRing")


def _build(element: Element, level: int) -> Any:
    tag = _tag(element)
    if level > _MOST_LEVELS:
        raise ValueError("nested too deeply")
    if tag == "Point":
        return shapely.Point(_positions(element)[0])
    if tag == "LineString":
        return shapely.LineString(_positions(element))
    if tag == "LinearRing":
        return shapely.LineString(_closed(_positions(element)))
    if tag == "Polygon":
        return _build_polygon(element)
    parts = [_build(child, level + 1) for child in element if _tag(child) in GEOMETRIES]
    return _gather(parts)


def _build_polygon(element: Element) -> Any:
    outer, inner = [], []
    for side in element:
        rings = [_positions(ring) for ring in side if _tag(ring) == "LinearRing"]
        if _tag(side) == "outerBoundaryIs":
            outer += rings
        elif _tag(side) == "innerBoundaryIs":
            inner += rings
    return shapely.Polygon(outer[0], inner)


def _gather(parts: list[Any]) -> Any:
    kinds = {part.geom_type for part in parts}
    if kinds == {"Point"}:
        return shapely.MultiPoint(parts)
    if kinds == {"LineString"}:
        return shapely.MultiLineString(parts)
    if kinds == {"Polygon"}:
        return shapely.MultiPolygon(parts)
    return shapely.GeometryCollection(parts)


def _positions(element: Element) -> list[tuple[float, ...]]:
    text = next((child.text or "" for child in element if _tag(child) == "coordinates"), "")
    # Some programs write blanks behind the commas.
    positions = [
        tuple(float(one) for one in tuple_.split(",") if one)[:3] for tuple_ in _COMMA.sub(",", text).split()
    ]
    flat = any(len(position) == 2 for position in positions)
    return [position[:2] if flat else position for position in positions]


def _closed(positions: list[tuple[float, ...]]) -> list[tuple[float, ...]]:
    return positions if positions[0] == positions[-1] else [*positions, positions[0]]


def _is_open(ring: Element) -> bool:
    positions = _positions(ring)
    return positions[0] != positions[-1]


def _tag(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]

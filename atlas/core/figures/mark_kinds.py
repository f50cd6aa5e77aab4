"""Layers that mix points, lines and areas: each kind is drawn in its own way, so that none is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, cast

import shapely
from shapely.geometry.base import BaseGeometry

from atlas.core.figures.theme import LayerMark, LayerMarks
from atlas.core.style_model import Symbol

#: By the dimension of a geometry, which is also the order in which they lie on each other.
KINDS = ("point", "line", "polygon")
#: A line in a layer of points or areas is as wide at least [px].
_LEAST_LINE_PX = 1.4
_JOINED: Mapping[str, Callable[[list[Any]], BaseGeometry]] = {
    "point": shapely.MultiPoint,
    "line": shapely.MultiLineString,
    "polygon": shapely.MultiPolygon,
}


def kind_of(geometry: shapely.Geometry) -> str:
    """The kind that a geometry counts as.

    Parameters
    ----------
    geometry
        Any; a collection counts as the highest kind in it.

    Returns
    -------
    str
        One of ``KINDS``.

    Examples
    --------
    >>> kind_of(shapely.MultiPoint([(0, 0), (1, 1)]))
    'point'
    """
    return KINDS[max(0, int(shapely.get_dimensions(geometry)))]


def layers_by_kind(layer: LayerMarks) -> tuple[LayerMarks, ...]:
    """A layer as layers of one kind of geometry each.

    Parameters
    ----------
    layer
        With whatever features it has.

    Returns
    -------
    tuple of LayerMarks
        Points, lines, areas, those that there are; each with an id of its own where there are several. A feature of
        several kinds is in each of them, and named in the one that it counts as.
    """
    found: dict[str, list[LayerMark]] = {}
    for mark in layer.marks:
        for part in _parts(mark):
            found.setdefault(kind_of(part.geometry), []).append(part)
    if set(found) <= {layer.geometry}:
        return (layer,)
    return tuple(
        replace(
            layer,
            id=f"{layer.id}-{kind}",
            geometry=kind,
            marks=tuple(
                replace(mark, symbol=symbol_of_kind(mark.symbol, layer.geometry, kind))
                for mark in found[kind]
            ),
        )
        for kind in KINDS
        if kind in found
    )


def symbol_of_kind(symbol: Symbol, declared: str, kind: str) -> Symbol:
    """How a feature looks in a layer whose style was made for another kind of geometry.

    Parameters
    ----------
    symbol
        By the style.
    declared
        Kind that the style is for.
    kind
        That of the feature; one of ``KINDS``.

    Returns
    -------
    Symbol
        A line has the strength that the edge of an area has, and no rim as a point has; all else stays as it is.
    """
    if kind != "line" or declared == "line":
        return symbol
    edge = symbol.fill if declared == "point" else symbol.stroke
    return replace(
        symbol,
        stroke=edge or symbol.stroke or symbol.fill,
        width_px=max(symbol.width_px, _LEAST_LINE_PX),
        opacity=1.0,
    )


def geometry_by_kind(geometry: shapely.Geometry) -> dict[str, BaseGeometry]:
    """A geometry as its points, its lines and its areas.

    Parameters
    ----------
    geometry
        Any.

    Returns
    -------
    dict
        By one of ``KINDS``, lowest first, those that there are; what is no collection stays as it is.

    Examples
    --------
    >>> mixed = shapely.GeometryCollection([shapely.Point(0, 0), shapely.box(0, 0, 1, 1)])
    >>> [(kind, one.geom_type) for kind, one in geometry_by_kind(mixed).items()]
    [('point', 'MultiPoint'), ('polygon', 'MultiPolygon')]
    """
    whole = cast(BaseGeometry, geometry)
    if not _is_collection(whole):
        return {kind_of(whole): whole}
    parts: list[BaseGeometry] = [whole]
    while any(map(_is_collection, parts)):
        parts = list(shapely.get_parts(parts))
    single = list(shapely.get_parts(parts))
    found = {kind: [one for one in single if kind_of(one) == kind] for kind in KINDS}
    return {kind: _JOINED[kind](same) for kind, same in found.items() if same}


def _is_collection(geometry: BaseGeometry) -> bool:
    return geometry.geom_type == "GeometryCollection"


def _parts(mark: LayerMark) -> Iterator[LayerMark]:
    own = kind_of(mark.geometry)
    for kind, geometry in geometry_by_kind(mark.geometry).items():
        yield replace(mark, geometry=geometry, name=mark.name if kind == own else "")

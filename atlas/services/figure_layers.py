"""Layers as a figure shows them: the features within its bounds, each by the layer's own style."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import shapely
from shapely.geometry import shape

from atlas.core.errors import LimitExceeded
from atlas.core.figures import wording
from atlas.core.figures.mark_kinds import KINDS, kind_of
from atlas.core.figures.request import LayerChoice
from atlas.core.figures.theme import LayerMark, LayerMarks, LegendItem
from atlas.core.filters import MAX_LIMIT, Bbox, FeatureQuery
from atlas.core.layers import LayerVersion
from atlas.core.model import Precision
from atlas.core.style_model import Symbol
from atlas.core.style_rules import renderer_field, resolve
from atlas.services.figure_subject import FigureSubject
from atlas.stores.protocol import ReadableStore

#: Most features of a layer on one figure; more cannot be told apart on paper.
MAX_FEATURES = 20_000
#: Of an area so much must lie in the extent: borders of the extent are generalised, those of features are not.
_LEAST_SHARE = 0.05
_EXACT = (Precision.SURVEYED.value, Precision.PARCEL.value)
#: Layers whose features are few and have long names: each stands with a line that leads to its place.
_LEADING = frozenset({"cluster", "project"})


def read_layer_marks(
    store: ReadableStore,
    subject: FigureSubject,
    choice: LayerChoice,
    *,
    bbox: Bbox,
    within: shapely.Geometry | None,
) -> LayerMarks:
    """What a layer puts on a figure.

    Parameters
    ----------
    store
        As the one who asks may see it.
    subject
        Of the figure.
    choice
        Layer and opacity.
    bbox
        Of the map in degrees.
    within
        Area in degrees that features must meet; ``None`` for the whole map.

    Returns
    -------
    LayerMarks
        In the order of the layer.

    Raises
    ------
    LayerNotFound
        There is none, or none for the one who asks.
    LimitExceeded
        It has more features there than a figure can show.
    """
    layer = store.get_layer(choice.id)
    marks = tuple(mark for mark, _ in drawn_features(store, layer, bbox=bbox, within=within))
    definition = layer.definition
    return LayerMarks(
        id=layer.id,
        title=subject.say(definition.title),
        geometry=definition.geometry,
        opacity=choice.opacity,
        marks=marks,
        legend=_legend(subject, layer, marks),
        source=subject.say(definition.attribution),
        date=definition.date,
        licence=definition.licence,
        leads=layer.id in _LEADING,
        heading=_heading(subject, layer),
    )


def _heading(subject: FigureSubject, layer: LayerVersion) -> str:
    """Title over the legend, with the property that decides how features look; empty where all look alike."""
    field = renderer_field(layer.definition.style)
    titles = {one.name: subject.say(one.title) for one in layer.schema}
    by = titles.get(field, field)
    brackets = " ({})" if subject.language == "en" else "（{}）"
    return f"{subject.say(layer.definition.title)}{brackets.format(by)}" if by else ""


def drawn_features(
    store: ReadableStore, layer: LayerVersion, *, bbox: Bbox, within: shapely.Geometry | None
) -> Iterator[tuple[LayerMark, Mapping[str, Any]]]:
    """Features that stand on a figure.

    Parameters
    ----------
    store
        As the one who asks may see it.
    layer
        Theirs.
    bbox, within
        As for ``read_layer_marks``.

    Yields
    ------
    tuple of LayerMark and mapping
        What is drawn, and the properties of the feature.

    Raises
    ------
    LimitExceeded
        There are more than a figure can show.
    """
    if within is not None:
        shapely.prepare(within)
    for body in _bodies(store, layer, bbox):
        mark = _mark(layer, body)
        if mark is not None and (within is None or _lies_in(mark.geometry, within)):
            yield mark, body.get("properties") or {}


def _lies_in(geometry: shapely.Geometry, area: shapely.Geometry) -> bool:
    """Whether a feature is there; one beyond the border that only touches it is not."""
    if not shapely.intersects(area, geometry):
        return False
    if shapely.get_dimensions(geometry) < 2 or shapely.intersects(area, shapely.point_on_surface(geometry)):
        return True
    shared = shapely.area(shapely.intersection(area, geometry))
    return bool(shared > _LEAST_SHARE * min(shapely.area(area), shapely.area(geometry)))


def _bodies(store: ReadableStore, layer: LayerVersion, bbox: Bbox) -> Iterator[Mapping[str, Any]]:
    offset = 0
    while True:
        page = store.query_features(layer.id, FeatureQuery(bbox=bbox, limit=MAX_LIMIT, offset=offset))
        if page.matched > MAX_FEATURES:
            raise LimitExceeded(
                f"图层“{layer.definition.title.zh}”在图幅内有 {page.matched:,} 个要素，最多可画 {MAX_FEATURES:,} 个",
                f"layer “{layer.definition.title.en}” has {page.matched:,} features there; {MAX_FEATURES:,} can be drawn",
                hint_zh="请缩小范围，或先在图层中筛选、合并。",
                hint_en="Choose a smaller extent, or filter or merge the layer first.",
                layer=layer.id,
                features=page.matched,
            )
        yield from (json.loads(body) for body in page.features)
        offset += len(page.features)
        if offset >= page.matched or not page.features:
            return


def _mark(layer: LayerVersion, body: Mapping[str, Any]) -> LayerMark | None:
    if not body.get("geometry"):
        return None
    properties: Mapping[str, Any] = body.get("properties") or {}
    symbol = resolve(layer.definition.style, properties)
    if symbol is None:
        return None
    label = layer.definition.style.label
    name = properties.get(label.field if label else layer.title_field)
    precision = properties.get("precision")
    return LayerMark(
        geometry=shape(body["geometry"]),
        symbol=symbol,
        name="" if name is None else str(name),
        is_exact=precision is None or precision in _EXACT,
    )


def _legend(
    subject: FigureSubject, layer: LayerVersion, marks: tuple[LayerMark, ...]
) -> tuple[LegendItem, ...]:
    """Lines of the layer's own legend; one for what is known only roughly where such a feature is drawn."""
    items = []
    kinds = {kind_of(mark.geometry) for mark in marks}
    for entry in layer.legend:
        symbol = entry.symbol
        is_hollow = bool(symbol.get("hollow"))
        if is_hollow and all(mark.is_exact for mark in marks):
            continue
        if entry.kind == "" and not is_hollow and marks and not any(mark.is_exact for mark in marks):
            continue
        item = LegendItem(
            words=subject.say(entry.label),
            look=_symbol(symbol),
            count=None if entry.kind else sum(mark.is_exact != is_hollow for mark in marks),
            geometry=layer.definition.geometry,
            is_hollow=is_hollow,
        )
        is_mixed = len(kinds) > 1 and item.count is not None
        title = subject.say(layer.definition.title)
        items += _items_by_kind(subject, item, marks, title=title) if is_mixed else [item]
    return tuple(items)


def _items_by_kind(
    subject: FigureSubject, item: LegendItem, marks: tuple[LayerMark, ...], *, title: str
) -> list[LegendItem]:
    """A line of the legend for each kind of geometry, so that each that is drawn is explained and counted."""
    meant = [kind_of(mark.geometry) for mark in marks if mark.is_exact != item.is_hollow]
    words = wording.KINDS if item.words == title else wording.OF_KIND
    return [
        replace(
            item,
            words=subject.say(words[kind]).format(words=item.words),
            count=meant.count(kind),
            geometry=kind,
        )
        for kind in KINDS
        if kind in meant
    ]


def _symbol(entry: Mapping[str, Any]) -> Symbol:
    return Symbol(
        fill=str(entry.get("fill", "")),
        stroke=str(entry.get("stroke", "")),
        width_px=float(entry.get("width", 0.0)),
        pattern=str(entry.get("pattern", "solid")),
        symbol=str(entry.get("symbol", "circle")),
        radius_px=float(entry.get("radius", 6.0)),
        opacity=float(entry.get("opacity", 1.0)),
    )

"""The style of a layer as MapLibre reads it (maplibre.org/maplibre-style-spec, version 8)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from atlas.core.layers import LayerVersion
from atlas.core.style_model import DEEPEST_ZOOM, MOST_GROWTH, LayerStyle, Proportional, Symbol
from atlas.core.style_rules import Condition, style_rules

#: Relations and precisions that the map draws in full; see the legend of built-in layers.
STRONG_RELATIONS = ("named", "implicit")
SURE_PRECISIONS = ("surveyed", "parcel")
WEAK_OPACITY = 0.28
_NOTHING = "rgba(0, 0, 0, 0)"
HALO_PX = 1.5
_DISC = "●"
#: Width of that letter in its em, about the same in the fonts that have it.
_DISC_SHARE = 0.75

Expression = Any


def encode_maplibre(layer: LayerVersion, tilejson_url: str, *, source_layer: str) -> dict[str, Any]:
    """The style as MapLibre reads it.

    Parameters
    ----------
    layer
        The layer.
    tilejson_url
        Address of its TileJSON.
    source_layer
        Name of its features inside the tiles.

    Returns
    -------
    dict
        Style specification, version 8. Patterns and marks other than circles need a sprite: they are told in
        ``metadata``, patterns are drawn as paler fills and marks as circles.
    """
    definition, style = layer.definition, layer.definition.style
    if style.geometry == "point":
        drawn = _point_layers(layer)
    elif style.renderer == "proportional" and style.proportional:
        drawn = [_disc_layer(layer, style.proportional)]
    else:
        drawn = _area_layers(layer)
    limits = zoom_limits(style.min_zoom, style.max_zoom)
    return {
        "version": 8,
        "name": definition.title.zh,
        "metadata": {
            "title": definition.title.to_dict(),
            "attribution": definition.attribution.to_dict(),
            "legend": [entry.to_dict() for entry in layer.legend],
            "atlas:style": style.to_dict(),
        },
        "sources": {layer.id: {"type": "vector", "url": tilejson_url}},
        "layers": [
            {**one, "source": layer.id, "source-layer": source_layer}
            for one in (*({**drawing, **limits} for drawing in drawn), *_label_layers(layer))
        ],
    }


def is_drawn_as_circles(style: LayerStyle) -> bool:
    """Whether features have a mark and no area.

    Parameters
    ----------
    style
        Complete.

    Returns
    -------
    bool
        Points, and whatever has proportional symbols.
    """
    return style.geometry == "point" or style.renderer == "proportional"


def zoom_limits(min_zoom: int, max_zoom: int) -> dict[str, int]:
    """Zooms of a style as MapLibre counts them.

    Parameters
    ----------
    min_zoom, max_zoom
        Of tiles of 256 px; MapLibre counts tiles of 512 px, and leaves the last zoom out.

    Returns
    -------
    dict
        ``minzoom`` and ``maxzoom``; empty without limits.
    """
    limits = {}
    if min_zoom > 0:
        limits["minzoom"] = min_zoom - 1
    if max_zoom < DEEPEST_ZOOM:
        limits["maxzoom"] = max_zoom
    return limits


def _area_layers(layer: LayerVersion) -> list[dict[str, Any]]:
    style = layer.definition.style
    filtered = _filter(style)
    drawn: list[dict[str, Any]] = []
    symbols = _symbols(style)
    if style.geometry != "line" and any(symbol.fill for symbol in symbols):
        opacity = _by_relation(layer, "relation", STRONG_RELATIONS)
        paint = {
            "fill-color": _by_class(style, lambda symbol: symbol.fill or _NOTHING),
            "fill-opacity": _by_class(style, _fill_opacity) if opacity is None else opacity,
        }
        drawn.append({"id": f"{layer.id}-fill", "type": "fill", **filtered, "paint": paint})
    if any(symbol.stroke and symbol.width_px for symbol in symbols):
        paint = {
            "line-color": _by_class(style, lambda symbol: symbol.stroke or _NOTHING),
            "line-width": style.width_px,
        }
        if style.geometry == "line":
            paint["line-opacity"] = style.opacity
        drawn.append({"id": f"{layer.id}-line", "type": "line", **filtered, "paint": paint})
    return drawn


def _point_layers(layer: LayerVersion) -> list[dict[str, Any]]:
    style = layer.definition.style
    opacity = _by_relation(layer, "precision", SURE_PRECISIONS)
    if opacity is not None:
        # A hollow mark needs an outline that is seen on white.
        look = {"circle-opacity": opacity, "circle-stroke-color": style.fill or style.stroke}
        width: Expression = max(1.0, style.width_px)
    else:
        stroke = _by_class(style, lambda symbol: symbol.stroke or _NOTHING)
        look = {"circle-opacity": style.opacity, "circle-stroke-color": stroke}
        width = style.width_px
    paint = {
        "circle-color": _by_class(style, lambda symbol: symbol.fill or symbol.stroke or _NOTHING),
        "circle-radius": _radius(style.proportional)
        if style.renderer == "proportional" and style.proportional
        else style.radius_px,
        **look,
        "circle-stroke-width": width,
    }
    return [{"id": f"{layer.id}-circle", "type": "circle", **_filter(style), "paint": paint}]


def _disc_layer(layer: LayerVersion, block: Proportional) -> dict[str, Any]:
    """Circles of areas and lines as letters, which stand at an inside point: circle layers would mark each vertex."""
    style = layer.definition.style
    layout = {
        "text-field": _DISC,
        "text-size": ["*", 2 / _DISC_SHARE, _radius(block)],
        "text-allow-overlap": True,
        "text-ignore-placement": True,
    }
    colour = style.stroke if style.geometry == "line" else style.fill or style.stroke
    paint = {"text-color": colour or _NOTHING, "text-opacity": style.opacity}
    return {"id": f"{layer.id}-circle", "type": "symbol", **_filter(style), "layout": layout, "paint": paint}


def _label_layers(layer: LayerVersion) -> list[dict[str, Any]]:
    style, label = layer.definition.style, layer.definition.style.label
    if label is None:
        return []
    lowest, highest = max(style.min_zoom, label.min_zoom), min(style.max_zoom, label.max_zoom)
    if lowest > highest:
        return []
    paint: dict[str, Any] = {"text-color": label.colour}
    if label.halo:
        paint |= {"text-halo-color": "#FFFFFF", "text-halo-width": HALO_PX}
    layout = {"text-field": ["to-string", ["get", label.field]], "text-size": label.size_px}
    if style.geometry == "line":
        layout["symbol-placement"] = "line"
    one = {"id": f"{layer.id}-label", "type": "symbol", **_filter(style), "layout": layout, "paint": paint}
    return [{**one, **zoom_limits(lowest, highest)}]


def _symbols(style: LayerStyle) -> list[Symbol]:
    return [rule.symbol for rule in style_rules(style)] or [style.base()]


def _fill_opacity(symbol: Symbol) -> float:
    return symbol.opacity if symbol.pattern == "solid" else round(symbol.opacity / 2, 3)


def _by_class(style: LayerStyle, look: Callable[[Symbol], str | float]) -> Expression:
    """A value that differs from class to class; features that no rule is for are filtered away before."""
    rules = style_rules(style)
    looks = [look(rule.symbol) for rule in rules] or [look(style.base())]
    if len(set(looks)) == 1:
        return looks[0]
    # What is no number comes first, because the other conditions compare numbers.
    cases = sorted(zip(rules, looks, strict=True), key=lambda case: case[0].condition.kind != "no_number")
    # The filter lets nothing through that meets no condition, so the last one need not be asked.
    asked = [part for rule, value in cases[:-1] for part in (_test(rule.condition), value)]
    return ["case", *asked, cases[-1][1]]


def _filter(style: LayerStyle) -> dict[str, Expression]:
    """What leaves features away that are not drawn; empty when all are."""
    if style.renderer == "proportional" and style.proportional:
        value = ["get", style.proportional.field]
        return {"filter": ["all", ["==", ["typeof", value], "number"], [">", value, 0]]}
    rules = style_rules(style)
    if style.renderer == "graduated" and rules and rules[-1].kind != "no_data":
        return {"filter": ["==", ["typeof", ["get", rules[0].condition.field]], "number"]}
    if style.renderer == "categories" and rules and rules[-1].kind != "other":
        return {"filter": ["any", *(_test(rule.condition) for rule in rules)]}
    return {}


def _test(condition: Condition) -> Expression:
    value = ["get", condition.field]
    if condition.kind == "value":
        return ["==", value, condition.value]
    if condition.kind == "missing":
        return ["==", ["to-string", value], ""]
    if condition.kind == "no_number":
        return ["!=", ["typeof", value], "number"]
    bounds = [[">", value, condition.above]] if condition.above is not None else []
    if condition.up_to is not None:
        bounds.append(["<=", value, condition.up_to])
    return bounds[0] if len(bounds) == 1 else ["all", *bounds]


def _radius(block: Proportional) -> Expression:
    grown = ["*", block.max_radius_px, ["sqrt", ["/", ["get", block.field], block.max_value]]]
    return ["min", block.max_radius_px * MOST_GROWTH, ["max", block.min_radius_px, grown]]


def _by_relation(layer: LayerVersion, name: str, values: tuple[str, ...]) -> Expression | None:
    """How strongly built-in layers draw a relation or a precision; ``None`` for all others."""
    is_known = any(item.name == name for item in layer.schema)
    if not (layer.definition.is_built_in and is_known and layer.definition.style.renderer == "single"):
        return None
    return ["match", ["get", name], list(values), layer.definition.style.opacity, WEAK_OPACITY]

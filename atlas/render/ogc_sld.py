"""The style of a layer as SLD 1.0 (OGC 02-070), the version that QGIS and GeoServer read best."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from xml.etree import ElementTree

from atlas.core.layers import LayerVersion
from atlas.core.plain_values import without_unwritable
from atlas.core.style_model import DEEPEST_ZOOM, MOST_GROWTH, Label, LayerStyle, Proportional, Symbol
from atlas.core.style_rules import Condition, style_rules
from atlas.core.style_words import number_text
from atlas.render.ogc_maplibre import HALO_PX, STRONG_RELATIONS, SURE_PRECISIONS, is_drawn_as_circles

_SLD = "http://www.opengis.net/sld"
_OGC = "http://www.opengis.net/ogc"
#: Scale denominator of zoom 0 in Web Mercator: tiles of 256 px, a pixel of 0.28 mm (OGC 17-083r4, annex D).
_SCALE_AT_ZOOM_0 = 559_082_264.028_717_8
#: The largest scale of a rule is left out, so that a whole zoom needs a little more to be drawn itself.
_A_LITTLE = 1.001
#: Hatches as QGIS reads and writes them, by name of the pattern: marks with their rotations [degree].
_HATCHES: Mapping[str, tuple[tuple[str, int], ...]] = {
    "diagonal": (("horline", 45),),
    "diagonal-back": (("horline", 135),),
    "horizontal": (("horline", 180),),
    "vertical": (("horline", 90),),
    "cross": (("horline", 45), ("horline", 135)),
    "grid": (("horline", 180), ("horline", 90)),
    "dots": (("brush://dense6", 0),),
    "sparse-dots": (("brush://dense7", 0),),
}
_CELL_PX = 8
#: QGIS takes the width of hatch lines for millimetres, others for pixels: thin in both.
_HATCH_WIDTH = 0.4
_MARKS = {"circle": "circle", "square": "square", "triangle": "triangle", "diamond": "square"}
_HOLLOW_OPACITY = 0.15
#: SLD 1.0 has no size that every program computes: proportional circles come in so many sizes.
_SIZES = 16

#: A name and what it is compared with, as one element of a filter.
Filter = ElementTree.Element


def encode_sld(layer: LayerVersion) -> bytes:
    """The style as SLD 1.0.

    Parameters
    ----------
    layer
        The layer.

    Returns
    -------
    bytes
        XML, UTF-8. A rule for each line of the legend, told apart by filters; proportional symbols in steps.
    """
    root = ElementTree.Element(f"{{{_SLD}}}StyledLayerDescriptor", {"version": "1.0.0"})
    named = _add(root, "NamedLayer")
    _add(named, "Name", layer.id)
    user_style = _add(named, "UserStyle")
    _add(user_style, "Title", layer.definition.title.zh)
    _add(user_style, "Abstract", layer.definition.description.zh)
    _write_rules(_add(user_style, "FeatureTypeStyle"), layer)
    if layer.definition.style.label:
        _write_words(
            _add(user_style, "FeatureTypeStyle"), layer.definition.style, layer.definition.style.label
        )
    ElementTree.register_namespace("", _SLD)
    ElementTree.register_namespace("ogc", _OGC)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def _write_rules(parent: ElementTree.Element, layer: LayerVersion) -> None:
    style = layer.definition.style
    rules = style_rules(style)
    if rules:
        for rule in rules:
            _write_rule(parent, style, rule.label.zh, rule.symbol, found=_filter_of(rule.condition))
    elif style.renderer == "proportional" and style.proportional:
        for words, symbol, found in _sizes(style, style.proportional):
            _write_rule(parent, style, words, symbol, found=found)
    elif layer.definition.is_built_in and len(layer.legend) > 1:
        _write_built_in(parent, layer)
    else:
        _write_rule(parent, style, layer.definition.title.zh, style.base())


def _write_built_in(parent: ElementTree.Element, layer: LayerVersion) -> None:
    """Relations and precisions of built-in layers: the first line of the legend is drawn in full."""
    style = layer.definition.style
    names = {item.name for item in layer.schema}
    field = next((name for name in ("relation", "precision") if name in names), "")
    values = STRONG_RELATIONS if field == "relation" else SURE_PRECISIONS
    for place, entry in enumerate(layer.legend):
        symbol = replace(style.base(), pattern=str(entry.symbol.get("pattern", style.pattern)))
        if entry.symbol.get("hollow"):
            symbol = replace(symbol, opacity=_HOLLOW_OPACITY, stroke=style.fill or style.stroke)
        strong = _group("Or", [_compare("PropertyIsEqualTo", field, value) for value in values])
        found = (strong if place == 0 else _group("Not", [strong])) if field else None
        _write_rule(parent, style, entry.label.zh, symbol, found=found)


def _write_rule(
    parent: ElementTree.Element,
    style: LayerStyle,
    title: str,
    symbol: Symbol,
    *,
    found: Filter | None = None,
) -> None:
    rule = _add(parent, "Rule")
    _add(rule, "Name", title)
    _add(rule, "Title", title)
    if found is not None:
        ElementTree.SubElement(rule, f"{{{_OGC}}}Filter").append(found)
    _add_scales(rule, style.min_zoom, style.max_zoom)
    if is_drawn_as_circles(style):
        _add_mark(rule, symbol)
    elif style.geometry == "line":
        _add_stroke(_add(rule, "LineSymbolizer"), symbol, opacity=symbol.opacity)
    else:
        _add_area(rule, symbol)


def _add_scales(rule: ElementTree.Element, min_zoom: int, max_zoom: int) -> None:
    if max_zoom < DEEPEST_ZOOM:
        _add(rule, "MinScaleDenominator", f"{_SCALE_AT_ZOOM_0 * _A_LITTLE / 2 ** (max_zoom + 1):.0f}")
    if min_zoom > 0:
        _add(rule, "MaxScaleDenominator", f"{_SCALE_AT_ZOOM_0 * _A_LITTLE / 2**min_zoom:.0f}")


def _filter_of(condition: Condition) -> Filter:
    if condition.kind == "value":
        return _compare("PropertyIsEqualTo", condition.field, condition.value)
    if condition.kind == "missing":
        return _is_missing(condition.field)
    if condition.kind == "other":
        return _is_other(condition)
    if condition.kind == "no_number":
        return _is_null(condition.field)
    return _between(condition.field, condition.above, condition.up_to)


def _between(field: str, above: float | None, up_to: float | None) -> Filter:
    bounds = []
    if above is not None:
        bounds.append(_compare("PropertyIsGreaterThan", field, above))
    if up_to is not None:
        bounds.append(_compare("PropertyIsLessThanOrEqualTo", field, up_to))
    return bounds[0] if len(bounds) == 1 else _group("And", bounds)


def _compare(operator: str, field: str, value: object) -> Filter:
    element = ElementTree.Element(f"{{{_OGC}}}{operator}")
    _add_property_name(element, field)
    words = value if isinstance(value, str) else number_text(float(str(value))).replace(",", "")
    ElementTree.SubElement(element, f"{{{_OGC}}}Literal").text = without_unwritable(words)
    return element


def _is_other(condition: Condition) -> Filter:
    """Said in full, because QGIS draws an ElseFilter over all other rules."""
    named = [value for value in condition.values if value is not None]
    equal = [_compare("PropertyIsEqualTo", condition.field, value) for value in named]
    rest = [_group("Not", [equal[0] if len(equal) == 1 else _group("Or", equal)])] if equal else []
    if None in condition.values:
        return _group("And", [_group("Not", [_is_missing(condition.field)]), *rest])
    return _group("Or", [_is_null(condition.field), *rest])


def _is_missing(field: str) -> Filter:
    return _group("Or", [_is_null(field), _compare("PropertyIsEqualTo", field, "")])


def _is_null(field: str) -> Filter:
    element = ElementTree.Element(f"{{{_OGC}}}PropertyIsNull")
    _add_property_name(element, field)
    return element


def _add_property_name(parent: ElementTree.Element, field: str) -> None:
    ElementTree.SubElement(parent, f"{{{_OGC}}}PropertyName").text = without_unwritable(field)


def _group(operator: str, parts: Sequence[Filter]) -> Filter:
    element = ElementTree.Element(f"{{{_OGC}}}{operator}")
    element.extend(parts)
    return element


def _sizes(style: LayerStyle, block: Proportional) -> list[tuple[str, Symbol, Filter]]:
    """Circles from the smallest to the largest, each for the values whose own radius is nearest to it."""
    largest = block.max_radius_px * MOST_GROWTH
    step = (largest / block.min_radius_px) ** (1 / (_SIZES - 1))
    radii = [block.min_radius_px * step**place for place in range(_SIZES)]
    edges = [
        block.max_value * (math.sqrt(one * other) / block.max_radius_px) ** 2
        for one, other in itertools.pairwise(radii)
    ]
    # Bounds are written with four digits, so that both rules beside one say the same.
    bounds = [0.0, *(float(f"{edge:.4g}") for edge in edges), None]
    sizes = []
    for radius, (above, up_to) in zip(radii, itertools.pairwise(bounds), strict=True):
        words = f"> {number_text(above or 0.0)}"
        symbol = replace(style.base(), radius_px=radius)
        sizes.append((words, symbol, _between(block.field, above, up_to)))
    return sizes


def _add_area(rule: ElementTree.Element, symbol: Symbol) -> None:
    hatches = _HATCHES.get(symbol.pattern, ()) if symbol.fill else ()
    symbolizer = None
    for name, rotation in hatches:
        symbolizer = _add(rule, "PolygonSymbolizer")
        _add_hatch(symbolizer, name, rotation, symbol.fill)
    symbolizer = _add(rule, "PolygonSymbolizer") if symbolizer is None else symbolizer
    if symbol.fill and not hatches:
        _add_parameters(
            _add(symbolizer, "Fill"), {"fill": symbol.fill, "fill-opacity": f"{symbol.opacity:g}"}
        )
    if symbol.stroke and symbol.width_px:
        _add_stroke(symbolizer, symbol)


def _add_hatch(symbolizer: ElementTree.Element, name: str, rotation: int, colour: str) -> None:
    graphic = _add(_add(_add(symbolizer, "Fill"), "GraphicFill"), "Graphic")
    mark = _add(graphic, "Mark")
    _add(mark, "WellKnownName", name)
    _add_parameters(_add(mark, "Fill"), {"fill": colour})
    _add_parameters(_add(mark, "Stroke"), {"stroke": colour, "stroke-width": f"{_HATCH_WIDTH:g}"})
    _add(graphic, "Size", str(_CELL_PX))
    if rotation:
        _add(graphic, "Rotation", str(rotation))


def _add_stroke(symbolizer: ElementTree.Element, symbol: Symbol, *, opacity: float = 1.0) -> None:
    values = {"stroke": symbol.stroke or symbol.fill, "stroke-width": f"{symbol.width_px:g}"}
    if opacity < 1:
        values["stroke-opacity"] = f"{opacity:g}"
    _add_parameters(_add(symbolizer, "Stroke"), values)


def _add_mark(rule: ElementTree.Element, symbol: Symbol) -> None:
    graphic = _add(_add(rule, "PointSymbolizer"), "Graphic")
    mark = _add(graphic, "Mark")
    _add(mark, "WellKnownName", _MARKS[symbol.symbol])
    colour = symbol.fill or symbol.stroke
    _add_parameters(_add(mark, "Fill"), {"fill": colour, "fill-opacity": f"{symbol.opacity:g}"})
    if symbol.stroke and symbol.width_px:
        _add_stroke(mark, symbol)
    _add(graphic, "Size", f"{symbol.radius_px * 2:.4g}")
    if symbol.symbol == "diamond":
        _add(graphic, "Rotation", "45")


def _write_words(parent: ElementTree.Element, style: LayerStyle, label: Label) -> None:
    """Labels have zooms of their own, so that they are a rule of their own."""
    rule = _add(parent, "Rule")
    _add(rule, "Name", label.field)
    _add_scales(rule, max(style.min_zoom, label.min_zoom), min(style.max_zoom, label.max_zoom))
    symbolizer = _add(rule, "TextSymbolizer")
    words = _add(symbolizer, "Label")
    _add_property_name(words, label.field)
    font = {"font-family": "Noto Sans CJK SC", "font-size": f"{label.size_px:g}"}
    _add_parameters(_add(symbolizer, "Font"), font)
    if label.halo:
        halo = _add(symbolizer, "Halo")
        ElementTree.SubElement(_add(halo, "Radius"), f"{{{_OGC}}}Literal").text = f"{HALO_PX:g}"
        _add_parameters(_add(halo, "Fill"), {"fill": "#FFFFFF"})
    _add_parameters(_add(symbolizer, "Fill"), {"fill": label.colour})


def _add_parameters(parent: ElementTree.Element, values: Mapping[str, str]) -> None:
    for name, value in values.items():
        ElementTree.SubElement(parent, f"{{{_SLD}}}CssParameter", {"name": name}).text = value


def _add(parent: ElementTree.Element, name: str, text: str = "") -> ElementTree.Element:
    child = ElementTree.SubElement(parent, f"{{{_SLD}}}{name}")
    if text:
        child.text = without_unwritable(text)
    return child

"""The style of a layer for other programs: MapLibre style JSON and SLD 1.0."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

from atlas.core.layers import LayerVersion
from atlas.core.style import LayerStyle, LegendEntry

#: Relations and precisions that the map draws in full; see the legend of the layers.
_STRONG_RELATIONS = ("named", "implicit")
_SURE_PRECISIONS = ("surveyed", "parcel")
_FILL_OPACITY = 0.72
_WEAK_OPACITY = 0.28
_SLD = "http://www.opengis.net/sld"
_OGC = "http://www.opengis.net/ogc"
#: Hatches by name of the pattern, as GeoServer and QGIS know them.
_HATCHES = {
    "diagonal": "shape://slash",
    "diagonal-back": "shape://backslash",
    "horizontal": "shape://horline",
    "vertical": "shape://vertline",
    "cross": "shape://times",
    "grid": "shape://plus",
    "dots": "shape://dot",
    "sparse-dots": "shape://dot",
}
_MARKS = {"circle": "circle", "square": "square", "triangle": "triangle", "diamond": "square"}


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
        Style specification, version 8. Patterns need a sprite, so that they are told in ``metadata`` and drawn as
        paler fills.
    """
    definition = layer.definition
    drawn = _point_layers(layer) if definition.geometry == "point" else _area_layers(layer)
    return {
        "version": 8,
        "name": definition.title.zh,
        "metadata": {
            "title": definition.title.to_dict(),
            "attribution": definition.attribution.to_dict(),
            "legend": [entry.to_dict() for entry in layer.legend],
        },
        "sources": {layer.id: {"type": "vector", "url": tilejson_url}},
        "layers": [{"source": layer.id, "source-layer": source_layer, **one} for one in drawn],
    }


def _area_layers(layer: LayerVersion) -> list[dict[str, Any]]:
    style = layer.definition.style
    drawn: list[dict[str, Any]] = []
    if style.fill and layer.definition.geometry != "line":
        opacity = _by_value(layer, "relation", _STRONG_RELATIONS, _FILL_OPACITY, _WEAK_OPACITY)
        drawn.append(
            {
                "id": f"{layer.id}-fill",
                "type": "fill",
                "paint": {"fill-color": style.fill, "fill-opacity": opacity},
            }
        )
    if style.stroke:
        drawn.append(
            {
                "id": f"{layer.id}-line",
                "type": "line",
                "paint": {"line-color": style.stroke, "line-width": style.width_px},
            }
        )
    return drawn


def _point_layers(layer: LayerVersion) -> list[dict[str, Any]]:
    style = layer.definition.style
    paint: dict[str, Any] = {
        "circle-color": style.fill or style.stroke,
        "circle-radius": style.radius_px,
        "circle-opacity": _by_value(layer, "precision", _SURE_PRECISIONS, 1.0, _WEAK_OPACITY),
        # A hollow mark needs an outline that is seen on white.
        "circle-stroke-color": style.fill or style.stroke,
        "circle-stroke-width": max(1.0, style.width_px),
    }
    return [{"id": f"{layer.id}-circle", "type": "circle", "paint": paint}]


def _by_value(layer: LayerVersion, name: str, values: tuple[str, ...], full: float, weak: float) -> Any:
    if not any(item.name == name for item in layer.schema):
        return full
    return ["match", ["get", name], list(values), full, weak]


def encode_sld(layer: LayerVersion) -> bytes:
    """The style as SLD 1.0 (OGC 02-070).

    Parameters
    ----------
    layer
        The layer.

    Returns
    -------
    bytes
        XML, UTF-8. A rule for each line of the legend; relations and precisions are told apart by filters.
    """
    root = ElementTree.Element(f"{{{_SLD}}}StyledLayerDescriptor", {"version": "1.0.0"})
    named = _add(root, "NamedLayer")
    _add(named, "Name", layer.id)
    style = _add(named, "UserStyle")
    _add(style, "Title", layer.definition.title.zh)
    _add(style, "Abstract", layer.definition.description.zh)
    rules = _add(style, "FeatureTypeStyle")
    field = next(
        (name for name in ("relation", "precision") if any(item.name == name for item in layer.schema)), ""
    )
    entries = layer.legend or (LegendEntry(layer.definition.title, layer.definition.style.to_dict()),)
    for number, entry in enumerate(entries):
        _add_rule(rules, layer, entry, field if len(entries) > 1 else "", is_strong=number == 0)
    ElementTree.register_namespace("", _SLD)
    ElementTree.register_namespace("ogc", _OGC)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def _add_rule(
    parent: ElementTree.Element, layer: LayerVersion, entry: LegendEntry, field: str, *, is_strong: bool
) -> None:
    rule = _add(parent, "Rule")
    _add(rule, "Name", entry.label.zh)
    _add(rule, "Title", entry.label.zh)
    if field:
        values = _STRONG_RELATIONS if field == "relation" else _SURE_PRECISIONS
        _add_filter(rule, field, values, is_negated=not is_strong)
    style = layer.definition.style
    pattern = str(entry.symbol.get("pattern", style.pattern))
    if layer.definition.geometry == "point":
        _add_point(rule, style, is_hollow=bool(entry.symbol.get("hollow")))
    elif layer.definition.geometry == "line":
        _add_stroke(_add(rule, "LineSymbolizer"), style)
    else:
        _add_area(rule, style, pattern)


def _add_filter(rule: ElementTree.Element, field: str, values: tuple[str, ...], *, is_negated: bool) -> None:
    parent = ElementTree.SubElement(rule, f"{{{_OGC}}}Filter")
    if is_negated:
        parent = ElementTree.SubElement(parent, f"{{{_OGC}}}Not")
    parent = ElementTree.SubElement(parent, f"{{{_OGC}}}Or")
    for value in values:
        equal = ElementTree.SubElement(parent, f"{{{_OGC}}}PropertyIsEqualTo")
        ElementTree.SubElement(equal, f"{{{_OGC}}}PropertyName").text = field
        ElementTree.SubElement(equal, f"{{{_OGC}}}Literal").text = value


def _add_area(rule: ElementTree.Element, style: LayerStyle, pattern: str) -> None:
    symbolizer = _add(rule, "PolygonSymbolizer")
    if style.fill:
        fill = _add(symbolizer, "Fill")
        if pattern in _HATCHES:
            graphic = _add(_add(fill, "GraphicFill"), "Graphic")
            mark = _add(graphic, "Mark")
            _add(mark, "WellKnownName", _HATCHES[pattern])
            _add_parameters(_add(mark, "Stroke"), {"stroke": style.fill, "stroke-width": "1"})
            _add(graphic, "Size", "8")
        else:
            _add_parameters(fill, {"fill": style.fill, "fill-opacity": str(_FILL_OPACITY)})
    if style.stroke:
        _add_stroke(symbolizer, style)


def _add_stroke(symbolizer: ElementTree.Element, style: LayerStyle) -> None:
    values = {"stroke": style.stroke or style.fill, "stroke-width": str(style.width_px)}
    _add_parameters(_add(symbolizer, "Stroke"), values)


def _add_point(rule: ElementTree.Element, style: LayerStyle, *, is_hollow: bool) -> None:
    graphic = _add(_add(rule, "PointSymbolizer"), "Graphic")
    mark = _add(graphic, "Mark")
    _add(mark, "WellKnownName", _MARKS.get(style.symbol, "circle"))
    colour = style.fill or style.stroke
    _add_parameters(_add(mark, "Fill"), {"fill": colour, "fill-opacity": "0.15" if is_hollow else "1"})
    outline = colour if is_hollow else style.stroke or colour
    _add_parameters(_add(mark, "Stroke"), {"stroke": outline, "stroke-width": str(max(1.0, style.width_px))})
    _add(graphic, "Size", str(style.radius_px * 2))
    if style.symbol == "diamond":
        _add(graphic, "Rotation", "45")


def _add_parameters(parent: ElementTree.Element, values: dict[str, str]) -> None:
    for name, value in values.items():
        ElementTree.SubElement(parent, f"{{{_SLD}}}CssParameter", {"name": name}).text = value


def _add(parent: ElementTree.Element, name: str, text: str = "") -> ElementTree.Element:
    child = ElementTree.SubElement(parent, f"{{{_SLD}}}{name}")
    if text:
        child.text = text
    return child

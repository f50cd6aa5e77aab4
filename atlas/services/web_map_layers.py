"""The published layers of a standalone map: their features in a region, their looks, and what popups say of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry import shape as read_shape
from shapely.geometry.base import BaseGeometry

from atlas.core.errors import LimitExceeded
from atlas.core.figures.mark_kinds import geometry_by_kind, kind_of, symbol_of_kind
from atlas.core.figures.request import LayerChoice
from atlas.core.filters import FeatureQuery
from atlas.core.layers import LayerVersion
from atlas.core.style_model import LayerStyle, Symbol
from atlas.core.style_rules import resolve, used_fields
from atlas.render.web_map_lines import count_vertices
from atlas.render.web_map_shapes import WebShape, WebShapes
from atlas.services.answers import Answer
from atlas.services.layers import show_layer
from atlas.stores.protocol import ReadableStore

#: Features of all layers of one file, and vertices of their lines and areas.
MOST_FEATURES = 5_000
MOST_VERTICES = 300_000
#: As far as a generalised outline may be off [degree], about 500 m.
_NEXT_TO = 0.005
#: Half the width of a line that is drawn as an area [degree]: two steps of what a file tells.
_NARROWEST = 2e-5
_USER_GROUP = "uploads"
#: Layers of our own that have one symbol look alike, as on the page (static/js/map/layer-look.js).
_PLAIN_WIDTH_PX, _PLAIN_SHARE, _WEAK_SHARE, _WEAK_DASH = 1.4, 0.35, 0.12, "4 3"
_FALLBACK = "#56616B"
#: Needed to draw a feature, whatever its popup says.
_DRAWN_WITH = ("precision", "relation", "county", "atlas_county")
#: Stand in the popup by themselves, or only serve programs.
_NOT_LISTED = ("adcode", "adcodes", "atlas_adcode")


@dataclass(frozen=True, slots=True)
class MapLayers:
    """The layers of a file, top first: for the script, for its legend, and their lines and areas as shapes."""

    entries: list[Answer]
    references: list[Answer]
    info: dict[str, Answer]
    shapes: list[WebShapes]


def read_layers(
    store: ReadableStore, choices: Sequence[LayerChoice], region: BaseGeometry | None
) -> MapLayers:
    """Features of the layers in a region.

    Parameters
    ----------
    store
        What the caller may see.
    choices
        Top first.
    region
        Its generalised outline [degree]; features that lie next to it are taken too. ``None`` for everything.

    Returns
    -------
    MapLayers
        With the properties that drawing and popups need.

    Raises
    ------
    LayerNotFound
        There is no such layer.
    LimitExceeded
        There are too many features for one file.
    """
    entries: list[Answer] = []
    references: list[Answer] = []
    info: dict[str, Answer] = {}
    shapes: list[WebShapes] = []
    left = MOST_FEATURES
    bbox = _box_around(region) if region else None
    for choice in choices:
        layer = store.get_layer(choice.id)
        page = store.query_features(choice.id, FeatureQuery(bbox=bbox, limit=left + 1))
        left -= page.matched
        if left < 0:
            raise _too_many(MOST_FEATURES, "features")
        shown = show_layer(store, choice.id)
        features = [_Feature.read(text) for text in page.features]
        own = [one for one in features if one is not None and _is_near(one, region)]
        entries.append(_entry(shown, layer, choice, own))
        references.append({name: shown[name] for name in ("id", "title", "geometry", "precision", "style")})
        info[choice.id] = _info(shown, layer, own)
        if "shapes" in entries[-1]:
            shapes.append(_shapes(layer, choice, own))
    if sum(count_vertices(one.geometry) for layer in shapes for one in layer.shapes) > MOST_VERTICES:
        raise _too_many(MOST_VERTICES, "vertices")
    return MapLayers(entries, references, info, shapes)


@dataclass(frozen=True, slots=True)
class _Feature:
    id: str
    geometry: BaseGeometry
    properties: dict[str, Any]

    @property
    def parts(self) -> dict[str, BaseGeometry]:
        """Its points, lines and areas."""
        return geometry_by_kind(self.geometry)

    @property
    def shape(self) -> BaseGeometry | None:
        """Its lines or areas; ``None`` for points. Lines beside areas become as narrow areas as can be told."""
        line, area = (self.parts.get(kind) for kind in ("line", "polygon"))
        if line is None or area is None:
            return line or area
        narrow = shapely.buffer(line, _NARROWEST, cap_style="flat")
        return shapely.MultiPolygon(list(shapely.get_parts([area, narrow])))

    @staticmethod
    def read(text: str) -> _Feature | None:
        """A feature of the store; ``None`` for one without a place."""
        feature = json.loads(text)
        if not feature.get("geometry"):
            return None
        return _Feature(str(feature["id"]), read_shape(feature["geometry"]), feature.get("properties") or {})


def _box_around(region: BaseGeometry) -> tuple[float, float, float, float]:
    west, south, east, north = region.bounds
    return west - _NEXT_TO, south - _NEXT_TO, east + _NEXT_TO, north + _NEXT_TO


def _is_near(feature: _Feature, region: BaseGeometry | None) -> bool:
    return region is None or bool(shapely.dwithin(region, feature.geometry, _NEXT_TO))


def _chosen_style(layer: LayerVersion) -> LayerStyle | None:
    """The style that tells features apart or that staff chose; ``None`` for plain layers of our own."""
    style = layer.definition.style
    is_own = layer.definition.group != _USER_GROUP
    return None if is_own and style.renderer == "single" else style


def _entry(shown: Answer, layer: LayerVersion, choice: LayerChoice, features: Sequence[_Feature]) -> Answer:
    fields = _fields(shown, layer)
    kept = {field["name"] for field in fields} | {layer.title_field, *_DRAWN_WITH}
    kept |= set(used_fields(layer.definition.style))
    is_point = layer.definition.geometry == "point"
    points = [(one, one.parts["point"]) for one in features if "point" in one.parts]
    shapes = [(one, one.geometry) for one in features if set(one.parts) - {"point"}]

    def told(found: Sequence[tuple[_Feature, BaseGeometry]]) -> list[Answer]:
        return [
            {
                "id": one.id,
                "at": _places(geometry),
                "properties": {name: value for name, value in one.properties.items() if name in kept},
            }
            for one, geometry in found
        ]

    # A layer of another kind may hold points all the same, and a layer of points lines and areas.
    drawn = {name: told(found) for name, found in (("points", points), ("shapes", shapes)) if found}
    return {
        **{name: shown[name] for name in ("id", "title", "group", "precision", "source", "date", "style")},
        "legend": shown["legend"],
        "title_field": layer.title_field,
        "opacity": choice.opacity,
        "fields": fields,
        **(drawn or {"points" if is_point else "shapes": []}),
    }


def _fields(shown: Answer, layer: LayerVersion) -> list[Answer]:
    """Of a layer that staff added, the fields that they chose, in their order; of our own, all."""
    by_name = {field["name"]: field for field in shown["schema"]}
    names = shown["popup"] if layer.definition.group == _USER_GROUP else by_name
    return [
        {"name": name, "title": by_name[name]["title"]}
        for name in names
        if name in by_name and name not in _NOT_LISTED
    ]


def _places(geometry: BaseGeometry) -> list[list[float]]:
    """Where its symbols stand; of a line or an area, one point on it."""
    if "Point" in geometry.geom_type:
        points = shapely.get_coordinates(geometry)
    else:
        points = shapely.get_coordinates(geometry.representative_point())
    return [[round(float(x), 5), round(float(y), 5)] for x, y in points]


def _info(shown: Answer, layer: LayerVersion, features: Sequence[_Feature]) -> Answer:
    """What the legend needs to know."""
    usual = layer.definition.precision
    precisions = dict.fromkeys(str(one.properties.get("precision") or usual) for one in features)
    style = _chosen_style(layer)
    return {
        "legend": shown["legend"],
        "style": style.to_dict() if style else None,
        "precisions": sorted(name for name in precisions if name),
    }


def _shapes(layer: LayerVersion, choice: LayerChoice, features: Sequence[_Feature]) -> WebShapes:
    style = _chosen_style(layer)
    drawn: list[WebShape] = []
    for one in features:
        shape = one.shape
        if shape is None:
            continue
        if style:
            symbol = resolve(style, one.properties)
            if symbol:
                symbol = symbol_of_kind(symbol, layer.definition.geometry, kind_of(shape))
                drawn.append(WebShape(one.id, shape, symbol))
        else:
            drawn.append(_plain_shape(layer, one, shape))
    return WebShapes(choice.id, choice.opacity, drawn)


def _plain_shape(layer: LayerVersion, feature: _Feature, shape: BaseGeometry) -> WebShape:
    """A light fill with a line; what is only reached through another area fainter, with a broken line."""
    style = layer.definition.style
    colour = style.fill or style.stroke or _FALLBACK
    is_weak = feature.properties.get("relation") == "member"
    symbol = Symbol(
        fill=colour,
        stroke=style.stroke or colour,
        width_px=_PLAIN_WIDTH_PX,
        pattern="solid",
        symbol="circle",
        radius_px=0.0,
        opacity=_WEAK_SHARE if is_weak else _PLAIN_SHARE,
    )
    if "Line" in shape.geom_type:
        symbol = Symbol("", symbol.stroke, _PLAIN_WIDTH_PX, "solid", "circle", 0.0, 1.0)
    return WebShape(feature.id, shape, symbol, _WEAK_DASH if is_weak else "")


def _too_many(most: int, what: str) -> LimitExceeded:
    words = {"features": ("要素", "features"), "vertices": ("节点", "vertices")}[what]
    return LimitExceeded(
        f"所选图层在这个范围内超过 {most} 个{words[0]}，一个文件放不下",
        f"the layers chosen have more than {most} {words[1]} in this region, too many for one file",
        hint_zh="请少选图层，或用 region 换一个较小的地区。",
        hint_en="Choose fewer layers, or a smaller region.",
        most=most,
        what=what,
    )

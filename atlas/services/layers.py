"""Published layers as they are served: description, features, legend and tile address."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from atlas.core.cql2 import Comparison, Literal, Property
from atlas.core.errors import LayerNotFound, Text
from atlas.core.filters import FeatureQuery, check_properties
from atlas.core.layers import LayerVersion
from atlas.core.style_model import LegendEntry
from atlas.services.answers import Answer
from atlas.services.browse import layer_reference
from atlas.services.files import write_table_or_features
from atlas.stores.protocol import FeaturePage, ReadableStore

#: The base map: outlines and labels of all units, only as tiles.
ADMIN_LAYER = "admin"
ADMIN_MAX_ZOOM = 10


def list_layers(store: ReadableStore) -> Answer:
    """Every published layer.

    Parameters
    ----------
    store
        The store.

    Returns
    -------
    dict
        ``layers``.
    """
    return {"layers": [layer_reference(layer) for layer in store.list_layers()]}


def show_layer(store: ReadableStore, layer_id: str) -> Answer:
    """Everything known of a layer.

    Parameters
    ----------
    store
        The store.
    layer_id
        Id.

    Returns
    -------
    dict
        Description, schema, style, legend, extent, links.

    Raises
    ------
    LayerNotFound
        There is none.
    """
    layer = store.get_layer(layer_id)
    definition = layer.definition
    return {
        **layer_reference(layer),
        "description": definition.description.to_dict(),
        "schema": [
            {"name": item.name, "type": item.type, "title": item.title.to_dict()} for item in layer.schema
        ],
        "popup": list(definition.popup),
        "legend": [entry.to_dict() for entry in _legend(store, layer)],
        "licence": definition.licence,
        "bbox": list(layer.bbox) if layer.bbox else None,
        "crs": "EPSG:4326",
        "version": layer.version,
        "published": layer.published,
        "links": {
            "items": f"/api/layers/{layer.id}/items",
            "legend": f"/api/layers/{layer.id}/legend",
            "tilejson": f"/api/layers/{layer.id}/tilejson" if layer.tile_archive else None,
        },
    }


def find_features(store: ReadableStore, layer_id: str, query: FeatureQuery) -> FeaturePage:
    """Features of a layer that pass a filter.

    Parameters
    ----------
    store
        The store.
    layer_id
        Id.
    query
        Its properties must be names of the layer's schema.

    Returns
    -------
    FeaturePage
        Encoded features.

    Raises
    ------
    LayerNotFound, FilterError
        No such layer; a property that it does not have.
    """
    layer = store.get_layer(layer_id)
    check_properties(query.properties or {}, [item.name for item in layer.schema])
    return store.query_features(layer_id, query)


def collection_text(page: FeaturePage, *, next_url: str = "") -> Iterator[str]:
    """A FeatureCollection out of features that were encoded when they were published.

    Parameters
    ----------
    page
        Features.
    next_url
        Address of the features that follow; empty when these are the last.

    Yields
    ------
    str
        Pieces of one JSON text.
    """
    yield f'{{"type":"FeatureCollection","numberMatched":{page.matched},'
    if next_url:
        link = {"rel": "next", "type": "application/geo+json", "href": next_url}
        yield f'"links":{json.dumps([link])},'
    yield f'"numberReturned":{len(page.features)},"features":['
    yield ",".join(page.features)
    yield "]}"


def show_legend(store: ReadableStore, layer_id: str) -> Answer:
    """Legend of a layer.

    Parameters
    ----------
    store
        The store.
    layer_id
        Id.

    Returns
    -------
    dict
        Title and entries.

    Raises
    ------
    LayerNotFound
        There is none.
    """
    layer = store.get_layer(layer_id)
    return {
        "title": layer.definition.title.to_dict(),
        "entries": [entry.to_dict() for entry in _legend(store, layer)],
        "precision": layer.definition.precision,
    }


def _legend(store: ReadableStore, layer: LayerVersion) -> list[LegendEntry]:
    """The legend; of proportional symbols with the number of features that have none, or without that line."""
    block = layer.definition.style.proportional
    if layer.definition.style.renderer != "proportional" or block is None:
        return list(layer.legend)
    count = layer.feature_count - _count_sized(store, layer, block.field)
    words = Text(
        f"{count} 个要素不大于 0 或无值，不画", f"{count} features of 0, less or no value are not drawn"
    )
    entries = [replace(one, label=words) if one.kind == "not_drawn" else one for one in layer.legend]
    return [one for one in entries if count or one.kind != "not_drawn"]


def _count_sized(store: ReadableStore, layer: LayerVersion, name: str) -> int:
    """Features with a number above 0; a style may name a field that this version lacks or holds as text."""
    field = next((one for one in layer.schema if one.name == name), None)
    if field is None or field.type == "text":
        return 0
    above = Comparison(">", Property(field.name, field.type), Literal(0))
    return store.query_features(layer.id, FeatureQuery(limit=1, condition=above)).matched


def find_tile_archive(store: ReadableStore, layer_id: str) -> LayerVersion:
    """The layer whose tiles are asked for.

    Parameters
    ----------
    store
        The store.
    layer_id
        Id; ``admin`` is the base map, kept with the counties.

    Returns
    -------
    LayerVersion
        Has a tile archive.

    Raises
    ------
    LayerNotFound
        There is no such layer, or it has no tiles.
    """
    layer = store.get_layer("county" if layer_id == ADMIN_LAYER else layer_id)
    if not layer.tile_archive:
        raise LayerNotFound(
            f"图层“{layer_id}”没有瓦片",
            f"layer “{layer_id}” has no tiles",
            code="tiles_missing",
            hint_zh="请改用 /items。",
            hint_en="Use /items instead.",
            layer=layer_id,
        )
    return layer


def deepest_zoom(store: ReadableStore, layer_id: str) -> int:
    """The last zoom that may be asked for.

    Parameters
    ----------
    store
        The store.
    layer_id
        Id, or ``admin``.

    Returns
    -------
    int
        Of its tiles, if it has any.

    Raises
    ------
    LayerNotFound
        There is no such layer.
    """
    return ADMIN_MAX_ZOOM if layer_id == ADMIN_LAYER else store.get_layer(layer_id).max_zoom


def show_tilejson(store: ReadableStore, layer_id: str, *, base_url: str) -> Answer:
    """TileJSON of a layer.

    Parameters
    ----------
    store
        The store.
    layer_id
        Id, or ``admin``.
    base_url
        Address of the service, without a slash at its end.

    Returns
    -------
    dict
        TileJSON 3.0.0 (github.com/mapbox/tilejson-spec, section 3).

    Raises
    ------
    LayerNotFound
        There is no such layer, or it has no tiles.
    """
    layer = find_tile_archive(store, layer_id)
    west, south, east, north = layer.bbox or (-180.0, -85.0, 180.0, 85.0)
    fields = {item.name: item.title.zh for item in layer.schema}
    if layer_id == ADMIN_LAYER or layer.definition.source.kind == "units":
        fields = {"adcode": "行政区划代码", "name": "名称", "name_en": "拼音"}
        names = ["county", "prefecture", "province", "label"]
    else:
        names = [layer.id]
    return {
        "tilejson": "3.0.0",
        "name": layer.definition.title.zh,
        "description": layer.definition.description.zh,
        "attribution": layer.definition.attribution.zh,
        "version": f"{layer.version}.0.0",
        "scheme": "xyz",
        "tiles": [f"{base_url}/api/layers/{layer_id}/tiles/{{z}}/{{x}}/{{y}}.mvt?v={layer.tile_version}"],
        "minzoom": 0,
        "maxzoom": layer.max_zoom,
        "bounds": [west, south, east, north],
        "center": [(west + east) / 2, (south + north) / 2, 5],
        "vector_layers": [{"id": name, "fields": fields} for name in names],
        # Keys of our own, as the specification allows: the tiles stay as they are, whatever the style draws of them.
        "atlas:style": {**layer.definition.style.to_dict(), "popup": list(layer.definition.popup)},
        "atlas:legend": [entry.to_dict() for entry in layer.legend],
    }


def export_layer(store: ReadableStore, layer_id: str, path: Path) -> int:
    """Write a layer to a file.

    Parameters
    ----------
    store
        The store.
    layer_id
        Id. Units come at full detail, other layers as they are served.
    path
        Its ending chooses the format.

    Returns
    -------
    int
        Number of features.

    Raises
    ------
    LayerNotFound, ParameterError
        There is no such layer, or no such format.
    """
    layer = store.get_layer(layer_id)
    frame = store.read_layer(layer_id)
    if layer.definition.source.kind == "units":
        detailed = store.read_polygons(layer.definition.source.level).set_index("adcode").geometry
        frame = frame.set_geometry(detailed.loc[frame["adcode"]].to_numpy(), crs=frame.crs)
    write_table_or_features(frame, path, name=layer_id)
    return len(frame)

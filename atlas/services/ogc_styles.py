"""OGC API Styles: the style of each layer, under the id of the layer."""

from __future__ import annotations

from atlas.core.layers import LayerVersion
from atlas.render.ogc_maplibre import encode_maplibre
from atlas.services.answers import Answer
from atlas.services.ogc_links import HTML, JSON, MAPLIBRE_STYLE, SLD, link, self_links
from atlas.services.ogc_tiles import tile_layers
from atlas.stores.protocol import ReadableStore


def list_styles(store: ReadableStore, base: str) -> Answer:
    """Every style.

    Parameters
    ----------
    store
        The store.
    base
        Address of the API.

    Returns
    -------
    dict
        Styles and their links.
    """
    return {
        "links": self_links(f"{base}/styles"),
        "styles": [_describe(layer, base) for layer in store.list_layers()],
    }


def list_layer_styles(store: ReadableStore, layer_id: str, base: str) -> Answer:
    """Styles of a layer: one.

    Parameters
    ----------
    store
        The store.
    layer_id
        Id.
    base
        Address of the API.

    Returns
    -------
    dict
        The style, which is the default too.

    Raises
    ------
    LayerNotFound
        There is none.
    """
    layer = store.get_layer(layer_id)
    return {
        "links": self_links(f"{base}/collections/{layer.id}/styles"),
        "default": layer.id,
        "styles": [_describe(layer, base)],
    }


def show_maplibre(store: ReadableStore, layer_id: str, base: str) -> Answer:
    """The style of a layer for MapLibre.

    Parameters
    ----------
    store
        The store.
    layer_id
        Id.
    base
        Address of the API.

    Returns
    -------
    dict
        Style specification, version 8.

    Raises
    ------
    LayerNotFound
        There is none.
    """
    layer = store.get_layer(layer_id)
    tilejson = f"{base}/collections/{layer.id}/tiles/WebMercatorQuad?f=tilejson"
    is_unit = layer.definition.source.kind == "units"
    name = layer.definition.source.level if is_unit else tile_layers(layer)[0]
    return encode_maplibre(layer, tilejson, source_layer=name)


def _describe(layer: LayerVersion, base: str) -> Answer:
    address = f"{base}/styles/{layer.id}"
    title = layer.definition.title
    return {
        "id": layer.id,
        "title": f"{title.zh} / {title.en}",
        "links": [
            link("stylesheet", f"{address}?f=mbs", MAPLIBRE_STYLE, "MapLibre"),
            link("stylesheet", f"{address}?f=sld", SLD, "SLD 1.0"),
            link("alternate", f"{address}?f=html", HTML, "网页 / as a page"),
            link("describedby", f"{base}/collections/{layer.id}?f=json", JSON, "图层 / collection"),
        ],
    }

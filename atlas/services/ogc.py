"""OGC API: landing page, conformance, collections, queryables. A collection is a published layer."""

from __future__ import annotations

import json

from atlas.core.crs_uris import CRS84_URI, served_crs
from atlas.core.filters import FeatureQuery, SortKey
from atlas.core.layers import LayerVersion
from atlas.services.answers import Answer
from atlas.services.ogc_links import (
    GEOJSON,
    HTML,
    JSON,
    MAPLIBRE_STYLE,
    OGC_REL,
    OPENAPI,
    SCHEMA,
    link,
    self_links,
)
from atlas.stores.protocol import ReadableStore

_FEATURES = "http://www.opengis.net/spec/ogcapi-features-"
_CQL2 = "http://www.opengis.net/spec/cql2/1.0/conf/"
_COMMON = "http://www.opengis.net/spec/ogcapi-common-"
_TILES = "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/"
_MATRIX = "http://www.opengis.net/spec/tms/2.0/conf/"
_STYLES = "http://www.opengis.net/spec/ogcapi-styles-1/0.0/conf/"
CONFORMANCE: tuple[str, ...] = (
    *(f"{_COMMON}1/1.0/conf/{name}" for name in ("core", "landing-page", "json", "html", "oas30")),
    *(f"{_COMMON}2/1.0/conf/{name}" for name in ("collections", "json", "html")),
    *(f"{_FEATURES}1/1.0/conf/{name}" for name in ("core", "geojson", "html", "oas30")),
    f"{_FEATURES}2/1.0/conf/crs",
    *(
        f"{_FEATURES}3/1.0/conf/{name}"
        for name in ("filter", "features-filter", "queryables", "queryables-query-parameters")
    ),
    *(
        _CQL2 + name
        for name in (
            "cql2-text",
            "cql2-json",
            "basic-cql2",
            "advanced-comparison-operators",
            "case-insensitive-comparison",
            "basic-spatial-functions",
            "basic-spatial-functions-plus",
            "spatial-functions",
            "property-property",
        )
    ),
    *(_TILES + name for name in ("core", "tileset", "tilesets-list", "geodata-tilesets", "mvt", "oas30")),
    *(
        _MATRIX + name
        for name in ("tilematrixset", "json-tilematrixset", "tilematrixsetlimits", "tilesetmetadata")
    ),
    *(_STYLES + name for name in ("core", "mapbox-styles", "sld-10", "html")),
)
#: Property of a layer that places its features in time, where it has one.
YEAR_FIELD = "year"
_JSON_TYPES = {"text": "string", "integer": "integer", "number": "number"}


def show_landing(base: str, *, title: str) -> Answer:
    """The landing page.

    Parameters
    ----------
    base
        Address of the API.
    title
        Name of the service.

    Returns
    -------
    dict
        Title and links.
    """
    return {
        "title": f"{title} OGC API",
        "description": "图层的要素、矢量瓦片与样式，只读。Features, vector tiles and styles of the layers, read only.",
        "links": [
            *self_links(base),
            link("service-desc", f"{base}/api?f=json", OPENAPI, "接口说明 / OpenAPI 3.0"),
            link("service-doc", f"{base}/api?f=html", HTML, "接口说明 / the interface"),
            link("conformance", f"{base}/conformance?f=json", JSON, "遵循的标准 / conformance"),
            link(OGC_REL + "conformance", f"{base}/conformance?f=json", JSON, "遵循的标准 / conformance"),
            link("data", f"{base}/collections?f=json", JSON, "图层 / collections"),
            link(OGC_REL + "data", f"{base}/collections?f=json", JSON, "图层 / collections"),
            link(
                OGC_REL + "tiling-schemes",
                f"{base}/tileMatrixSets?f=json",
                JSON,
                "瓦片矩阵 / tile matrix sets",
            ),
            link(OGC_REL + "styles", f"{base}/styles?f=json", JSON, "样式 / styles"),
        ],
    }


def show_conformance(base: str) -> Answer:
    """The standards that the API follows.

    Parameters
    ----------
    base
        Address of the API.

    Returns
    -------
    dict
        ``conformsTo`` and links.
    """
    return {"links": self_links(f"{base}/conformance"), "conformsTo": list(CONFORMANCE)}


def list_collections(store: ReadableStore, base: str) -> Answer:
    """Every published layer.

    Parameters
    ----------
    store
        The store.
    base
        Address of the API.

    Returns
    -------
    dict
        Collections; their reference systems are listed once, as ``crs``.
    """
    return {
        "links": self_links(f"{base}/collections"),
        "crs": list(served_crs()),
        "collections": [_describe(store, layer, base, crs=["#/crs"]) for layer in store.list_layers()],
    }


def show_collection(store: ReadableStore, layer_id: str, base: str) -> Answer:
    """One layer as a collection.

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
        Title, extent, reference systems and links.

    Raises
    ------
    LayerNotFound
        There is none.
    """
    return _describe(store, store.get_layer(layer_id), base, crs=list(served_crs()))


def show_queryables(store: ReadableStore, layer_id: str, base: str, *, name: str = "queryables") -> Answer:
    """Properties that a filter may name, as JSON Schema.

    Parameters
    ----------
    store
        The store.
    layer_id
        Id.
    base
        Address of the API.
    name
        ``queryables`` or ``sortables``; nobody sorts by a geometry.

    Returns
    -------
    dict
        OGC 19-079r2, clause 6.2.

    Raises
    ------
    LayerNotFound
        There is none.
    """
    layer = store.get_layer(layer_id)
    properties: Answer = {
        item.name: {"title": f"{item.title.zh} / {item.title.en}", "type": _JSON_TYPES[item.type]}
        for item in layer.schema
    }
    if name == "queryables":
        shape = "point" if layer.definition.geometry == "point" else "any"
        properties["geometry"] = {
            "title": "几何 / geometry",
            "format": f"geometry-{shape}",
            "x-ogc-role": "primary-geometry",
        }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{base}/collections/{layer.id}/{name}",
        "type": "object",
        "title": layer.definition.title.zh,
        "description": layer.definition.title.en,
        "properties": properties,
        "additionalProperties": False,
    }


def _describe(store: ReadableStore, layer: LayerVersion, base: str, *, crs: list[str]) -> Answer:
    definition = layer.definition
    answer: Answer = {
        "id": layer.id,
        "title": definition.title.zh,
        "description": f"{definition.description.zh} {definition.title.en}: {definition.description.en}",
        "attribution": definition.attribution.zh,
        "itemType": "feature",
        "crs": crs,
        "storageCrs": CRS84_URI,
        "links": _collection_links(layer, f"{base}/collections/{layer.id}", base),
    }
    extent: Answer = {}
    if layer.bbox:
        extent["spatial"] = {"bbox": [list(layer.bbox)], "crs": CRS84_URI}
    years = _years(store, layer)
    if years:
        interval = [f"{years[0]:04d}-01-01T00:00:00Z", f"{years[1]:04d}-12-31T23:59:59Z"]
        extent["temporal"] = {
            "interval": [interval],
            "trs": "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian",
        }
    if extent:
        answer["extent"] = extent
    return answer


def _collection_links(layer: LayerVersion, address: str, base: str) -> list[Answer]:
    links = [
        *self_links(address),
        link("items", f"{address}/items?f=json", GEOJSON, "要素 / features"),
        link("items", f"{address}/items?f=html", HTML, "要素表 / features as a page"),
        link(OGC_REL + "queryables", f"{address}/queryables?f=json", SCHEMA, "可筛选的属性 / queryables"),
        link(OGC_REL + "sortables", f"{address}/sortables?f=json", SCHEMA, "可排序的属性 / sortables"),
        link(OGC_REL + "styles", f"{address}/styles?f=json", JSON, "样式 / styles"),
        link("stylesheet", f"{base}/styles/{layer.id}?f=mbs", MAPLIBRE_STYLE, "样式 / style"),
    ]
    if layer.tile_archive:
        tiles = f"{address}/tiles"
        links += [
            link(OGC_REL + "tilesets-vector", f"{tiles}?f=json", JSON, "矢量瓦片 / vector tiles"),
            link(
                "enclosure", f"{address}/archive.pmtiles", "application/vnd.pmtiles", "瓦片包 / tile archive"
            ),
        ]
    return links


def _years(store: ReadableStore, layer: LayerVersion) -> tuple[int, int] | None:
    """First and last year of the features, where the layer has a year."""
    if not has_year(layer):
        return None
    found = []
    for is_descending in (False, True):
        query = FeatureQuery(limit=1, sort_by=(SortKey(YEAR_FIELD, is_descending),))
        page = store.query_features(layer.id, query)
        year = json.loads(page.features[0])["properties"][YEAR_FIELD] if page.features else None
        if year is None:
            return None
        found.append(int(year))
    return found[0], found[1]


def has_year(layer: LayerVersion) -> bool:
    """Whether the features of a layer stand in a year.

    Parameters
    ----------
    layer
        The layer.

    Returns
    -------
    bool
        It has a whole number called year.
    """
    return any(item.name == YEAR_FIELD and item.type == "integer" for item in layer.schema)

"""OpenAPI 3.0 of the OGC API. Layers of the moment stand in it as choices; everything else is the same everywhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from atlas.core.cql2_parse import LANGUAGES
from atlas.core.crs_uris import CRS84_URI, served_crs
from atlas.core.filters import MAX_LIMIT
from atlas.core.layers import LayerVersion
from atlas.services.answers import Answer
from atlas.services.ogc_items import DEFAULT_LIMIT
from atlas.services.ogc_links import GEOJSON, HTML, JSON, MAPLIBRE_STYLE, MVT, OPENAPI, SCHEMA, SLD, TILEJSON

#: Path, what it gives, its parameters, its media types.
_PATHS: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("/", "首页 / landing page", ("f",), (JSON, HTML)),
    ("/conformance", "遵循的标准 / conformance", ("f",), (JSON, HTML)),
    ("/api", "本说明 / this description", ("f",), (OPENAPI, HTML)),
    ("/collections", "图层清单 / collections", ("f",), (JSON, HTML)),
    ("/collections/{collectionId}", "图层 / a collection", ("collectionId", "f"), (JSON, HTML)),
    (
        "/collections/{collectionId}/queryables",
        "可筛选的属性 / queryables",
        ("collectionId", "f"),
        (SCHEMA, HTML),
    ),
    (
        "/collections/{collectionId}/sortables",
        "可排序的属性 / sortables",
        ("collectionId", "f"),
        (SCHEMA, HTML),
    ),
    (
        "/collections/{collectionId}/items",
        "要素；queryables 中的属性名也可作参数 / features; names of queryables are parameters too",
        (
            "collectionId",
            "f",
            "bbox",
            "bbox-crs",
            "crs",
            "datetime",
            "limit",
            "offset",
            "filter",
            "filter-lang",
            "filter-crs",
            "sortby",
        ),
        (GEOJSON, HTML),
    ),
    (
        "/collections/{collectionId}/items/{featureId}",
        "单个要素 / a feature",
        ("collectionId", "featureId", "f", "crs"),
        (GEOJSON, HTML),
    ),
    ("/collections/{collectionId}/tiles", "瓦片集清单 / tile sets", ("collectionId", "f"), (JSON, HTML)),
    (
        "/collections/{collectionId}/tiles/{tileMatrixSetId}",
        "瓦片集 / a tile set",
        ("collectionId", "tileMatrixSetId", "f"),
        (JSON, TILEJSON, HTML),
    ),
    (
        "/collections/{collectionId}/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}",
        "矢量瓦片，行在列前 / a vector tile, row before column",
        ("collectionId", "tileMatrixSetId", "tileMatrix", "tileRow", "tileCol"),
        (MVT,),
    ),
    (
        "/collections/{collectionId}/archive.pmtiles",
        "整个瓦片包，可分段读取 / all tiles in one file, whole or by ranges",
        ("collectionId",),
        ("application/vnd.pmtiles",),
    ),
    (
        "/collections/{collectionId}/styles",
        "图层的样式 / styles of a collection",
        ("collectionId", "f"),
        (JSON, HTML),
    ),
    ("/tileMatrixSets", "瓦片矩阵集清单 / tile matrix sets", ("f",), (JSON, HTML)),
    (
        "/tileMatrixSets/{tileMatrixSetId}",
        "瓦片矩阵集 / a tile matrix set",
        ("tileMatrixSetId", "f"),
        (JSON, HTML),
    ),
    ("/styles", "样式清单 / styles", ("f",), (JSON, HTML)),
    ("/styles/{styleId}", "样式 / a style", ("styleId", "f"), (MAPLIBRE_STYLE, SLD, HTML)),
)


def describe(layers: Iterable[LayerVersion], base: str, *, title: str, version: str) -> Answer:
    """The OpenAPI document.

    Parameters
    ----------
    layers
        Published layers.
    base
        Address of the API.
    title
        Name of the service.
    version
        Of the program.

    Returns
    -------
    dict
        OpenAPI 3.0.3 (spec.openapis.org/oas/v3.0.3).
    """
    parameters = _parameters([layer.id for layer in layers])
    return {
        "openapi": "3.0.3",
        "info": {
            "title": f"{title} OGC API",
            "version": version,
            "description": "只读；错误以 code 与 description 说明。Read only; errors say code and description.",
            "license": {"name": "MIT"},
        },
        "servers": [{"url": base}],
        "paths": {
            path: {"get": _operation(path, about, names, kinds)} for path, about, names, kinds in _PATHS
        },
        "components": {"parameters": parameters, "schemas": {"exception": _EXCEPTION}},
    }


def _operation(path: str, about: str, names: Iterable[str], kinds: Iterable[str]) -> Answer:
    failure = {
        "description": "错误 / error",
        "content": {JSON: {"schema": {"$ref": "#/components/schemas/exception"}}},
    }
    words = [word for word in path.replace("{", "").replace("}", "").replace(".", "/").split("/") if word]
    return {
        "summary": about,
        "operationId": "get" + "".join(word[0].upper() + word[1:] for word in words or ["landingPage"]),
        "parameters": [{"$ref": f"#/components/parameters/{name}"} for name in names],
        "responses": {
            "200": {"description": "OK", "content": {kind: {"schema": _schema(kind)} for kind in kinds}},
            "400": failure,
            "404": failure,
            "500": failure,
        },
    }


def _schema(kind: str) -> Answer:
    if kind == HTML:
        return {"type": "string"}
    return (
        {"type": "string", "format": "binary"}
        if kind in (MVT, "application/vnd.pmtiles")
        else {"type": "object"}
    )


def _parameters(ids: list[str]) -> dict[str, Any]:
    text: Answer = {"type": "string"}
    whole: Answer = {"type": "integer", "minimum": 0}
    uris: Answer = {"type": "string", "format": "uri", "enum": list(served_crs()), "default": CRS84_URI}
    bbox: Answer = {
        "type": "array",
        "oneOf": [{"minItems": 4, "maxItems": 4}, {"minItems": 6, "maxItems": 6}],
        "items": {"type": "number"},
    }
    queries: tuple[tuple[str, str, Answer], ...] = (
        ("f", "格式 / form of the answer", text),
        ("bbox", "范围，轴序随 bbox-crs，默认 西,南,东,北 / box, axes as in bbox-crs", bbox),
        ("bbox-crs", "bbox 的坐标参考系 / system of bbox", uris),
        ("crs", "要素的坐标参考系 / system of the features", uris),
        (
            "datetime",
            "时刻或时段；只对有 year 属性的图层起作用 / instant or interval; only layers with a year heed it",
            text,
        ),
        (
            "limit",
            "最多返回数 / most features",
            {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
        ),
        ("offset", "跳过数 / features to pass over", {**whole, "default": 0}),
        ("filter", "CQL2 过滤条件 / CQL2 filter", text),
        (
            "filter-lang",
            "过滤语言 / language of filter",
            {**text, "enum": list(LANGUAGES), "default": LANGUAGES[0]},
        ),
        ("filter-crs", "过滤条件中图形的坐标参考系 / system of geometries in filter", uris),
        ("sortby", "排序，如 +province,-area_km2 / order, such as +province,-area_km2", text),
    )
    places: tuple[tuple[str, str, Answer], ...] = (
        ("collectionId", "图层编号 / id of the collection", {**text, "enum": ids} if ids else text),
        (
            "styleId",
            "样式编号，同图层 / id of the style, as the collection",
            {**text, "enum": ids} if ids else text,
        ),
        ("featureId", "要素编号 / id of the feature", text),
        ("tileMatrixSetId", "瓦片矩阵集 / tile matrix set", {**text, "enum": ["WebMercatorQuad"]}),
        ("tileMatrix", "级别 / matrix", whole),
        ("tileRow", "行 / row", whole),
        ("tileCol", "列 / column", whole),
    )
    return {
        **{name: _parameter(name, about, schema, place="query") for name, about, schema in queries},
        **{name: _parameter(name, about, schema, place="path") for name, about, schema in places},
    }


def _parameter(name: str, about: str, schema: Answer, *, place: str) -> Answer:
    answer: Answer = {
        "name": name,
        "in": place,
        "required": place == "path",
        "description": about,
        "schema": schema,
    }
    if place == "query":
        # Values are joined by commas, not repeated (OGC 17-069r4, requirement 23).
        answer |= {"style": "form", "explode": False}
    return answer


_EXCEPTION: Answer = {
    "type": "object",
    "required": ["code"],
    "properties": {
        "code": {"type": "string"},
        "description": {"type": "string"},
        "error": {
            "type": "object",
            "description": "message 与 hint，中英文 / message and hint in both languages",
        },
    },
}

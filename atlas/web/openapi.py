"""Description of ``/api`` as OpenAPI 3.1, from one table of addresses; a test compares it with the routes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from atlas.core.classify import SCHEMES
from atlas.core.filters import MAX_LIMIT
from atlas.core.model import Kind, Relation


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of an address."""

    name: str
    about: str
    schema: dict[str, Any]
    place: str = "query"
    required: bool = False


@dataclass(frozen=True, slots=True)
class Address:
    """An address of the interface."""

    path: str
    about: str
    parameters: tuple[Parameter, ...] = ()
    content: str = "application/json"


def _text(name: str, about: str, **schema: Any) -> Parameter:
    return Parameter(name, about, {"type": "string", **schema})


def _path(name: str, about: str, **schema: Any) -> Parameter:
    return Parameter(name, about, {"type": "string", **schema}, "path", required=True)


def _number(name: str, about: str, lowest: int, highest: int) -> Parameter:
    return Parameter(name, about, {"type": "integer", "minimum": lowest, "maximum": highest})


_ADCODE = r"^\d{6}$"
_GOALS = (
    _text("document", "文件编号 / document id"),
    _text("clause", "条款编号，需与 document 同用 / clause id, needs document"),
    _text("adcode", "行政区划代码 / adcode of the linked unit", pattern=_ADCODE),
    _text("region", "所在的省、市州或县 / unit in which the linked unit lies", pattern=_ADCODE),
    _text("topic", "专题，逗号分隔 / topic slugs, comma separated"),
    _text("relation", "关系，逗号分隔 / relations: " + ", ".join(Relation)),
    _text("kind", "类别，逗号分隔 / kinds: " + ", ".join(Kind)),
    _number("year", "目标年份 / year the goal is due", 1949, 2100),
)
_LIMIT = _number("limit", "最多返回数 / most rows or features", 1, MAX_LIMIT)
_OFFSET = _number("offset", "跳过数 / rows or features to pass over", 0, 10_000_000)
_LAYER = _path("layer_id", "图层编号 / layer id")

ADDRESSES: tuple[Address, ...] = (
    Address("/api/bootstrap", "页面启动所需 / everything the page needs first"),
    Address("/api/designations", "任务落到的县 / counties that goals reach", _GOALS),
    Address(
        "/api/choropleth",
        "分级设色 / values by county in classes",
        (
            *_GOALS,
            _text("indicator", "goals、targets 或指标编号 / goals, targets or an indicator id"),
            Parameter("scheme", "分级方法 / classification", {"type": "string", "enum": list(SCHEMES)}),
            _number("k", "级数 / number of classes", 2, 9),
        ),
    ),
    Address(
        "/api/goals",
        "任务明细表 / flat table of goals",
        (
            *_GOALS,
            _LIMIT,
            _OFFSET,
            Parameter("format", "格式 / format", {"type": "string", "enum": ["json", "csv", "xlsx"]}),
        ),
    ),
    Address("/api/targets", "目标数值 / figures to be reached", _GOALS),
    Address("/api/documents", "文件清单 / documents"),
    Address(
        "/api/documents/{document_id}",
        "文件与条款目录 / a document and its outline",
        (_path("document_id", "文件编号 / document id"),),
    ),
    Address(
        "/api/documents/{document_id}/clause",
        "条款 / one clause",
        (
            _path("document_id", "文件编号 / document id"),
            Parameter("id", "条款编号 / clause id", {"type": "string"}, required=True),
        ),
    ),
    Address(
        "/api/search",
        "查找 / search",
        (
            Parameter(
                "q", "文字 / words", {"type": "string", "minLength": 1, "maxLength": 80}, required=True
            ),
            _number("limit", "每组最多 / most results a group", 1, 50),
            _text("region", "视野所在的单位 / unit in view, its units come first", pattern=_ADCODE),
        ),
    ),
    Address(
        "/api/units/{adcode}",
        "县情档案 / profile of a unit",
        (_path("adcode", "行政区划代码 / adcode", pattern=_ADCODE),),
    ),
    Address(
        "/api/compare",
        "两县比较 / two units beside each other",
        (
            Parameter("a", "代码 / adcode", {"type": "string", "pattern": _ADCODE}, required=True),
            Parameter("b", "代码 / adcode", {"type": "string", "pattern": _ADCODE}, required=True),
        ),
    ),
    Address("/api/layers", "图层清单 / layers"),
    Address("/api/layers/{layer_id}", "图层说明 / one layer", (_LAYER,)),
    Address(
        "/api/layers/{layer_id}/items",
        "要素；其他参数按属性筛选 / features; any other parameter filters a property",
        (_LAYER, _text("bbox", "西,南,东,北（度）/ west,south,east,north"), _LIMIT, _OFFSET),
        "application/geo+json",
    ),
    Address(
        "/api/layers/{layer_id}/items/{feature_id}",
        "单个要素 / one feature",
        (_LAYER, _path("feature_id", "要素编号 / feature id", pattern=r"^\d+$")),
        "application/geo+json",
    ),
    Address("/api/layers/{layer_id}/legend", "图例 / legend", (_LAYER,)),
    Address("/api/layers/{layer_id}/tilejson", "TileJSON", (_LAYER,)),
    Address(
        "/api/layers/{layer_id}/tiles/{z}/{x}/{y}.mvt",
        "矢量瓦片；编号 admin 为底图 / vector tile; id admin is the base map",
        (
            _LAYER,
            Parameter(
                "z", "级别 / zoom", {"type": "integer", "minimum": 0, "maximum": 10}, "path", required=True
            ),
            Parameter("x", "列 / column", {"type": "integer", "minimum": 0}, "path", required=True),
            Parameter("y", "行 / row", {"type": "integer", "minimum": 0}, "path", required=True),
        ),
        "application/vnd.mapbox-vector-tile",
    ),
    Address("/api/openapi.json", "本说明 / this description"),
)


def describe(title: str, version: str) -> dict[str, Any]:
    """The OpenAPI document.

    Parameters
    ----------
    title
        Name of the service.
    version
        Of the program.

    Returns
    -------
    dict
        OpenAPI 3.1.0 (spec.openapis.org/oas/v3.1.0).
    """
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": version, "license": {"name": "MIT", "identifier": "MIT"}},
        "paths": {address.path: {"get": _operation(address)} for address in ADDRESSES},
        "components": {"schemas": {"Error": _ERROR}},
    }


def _operation(address: Address) -> dict[str, Any]:
    failure = {
        "description": "说明、位置与下一步 / what is wrong, where, and what to do next",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
    }
    answers = {"200": {"description": "OK", "content": {address.content: {}}}, "4XX": failure}
    if address.path.endswith(".mvt"):
        answers["204"] = {"description": "空瓦片 / empty tile"}
    return {
        "summary": address.about,
        "operationId": address.path.strip("/").replace("/", "_").replace("{", "").replace("}", ""),
        "parameters": [
            {
                "name": parameter.name,
                "in": parameter.place,
                "required": parameter.required,
                "description": parameter.about,
                "schema": parameter.schema,
            }
            for parameter in address.parameters
        ],
        "responses": answers,
    }


_TWO_LANGUAGES = {
    "type": "object",
    "properties": {"zh": {"type": "string"}, "en": {"type": "string"}},
    "required": ["zh", "en"],
}
_ERROR = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "message", "hint"],
            "properties": {
                "code": {"type": "string"},
                "message": _TWO_LANGUAGES,
                "hint": _TWO_LANGUAGES,
                "detail": {"type": "object"},
            },
        }
    },
}

"""Description of ``/api`` as OpenAPI 3.1, from one table of addresses; a test compares it with the routes."""

from __future__ import annotations

from typing import Any

from atlas.core.classify import SCHEMES
from atlas.core.policy.wording import Heads
from atlas.services.document_comparison_answers import TABLES
from atlas.services.downloads import FORMATS as DOWNLOAD_FORMATS
from atlas.stores.feature_downloads import ENCODINGS
from atlas.web.openapi_documents import DRAFTS
from atlas.web.openapi_parts import (
    ADCODE,
    DOCUMENT,
    GOALS,
    LIMIT,
    OFFSET,
    Address,
    Parameter,
    number_parameter,
    path_parameter,
    text_parameter,
)

_LAYER = path_parameter("layer_id", "图层编号 / layer id")
_VERSION = path_parameter("version", "版本号 / number of the version", pattern=r"^[1-9]\d*$")
_UPLOAD = path_parameter("upload_id", "上传编号 / upload id")
_TABLE = (
    Parameter("format", "格式 / format", {"type": "string", "enum": ["json", "csv", "xlsx"]}),
    Parameter(
        "heads",
        "表格用代码、中文或英文，不用于 JSON / codes, Chinese or English in a table, not for JSON",
        {"type": "string", "enum": [heads.value for heads in Heads], "default": Heads.CODE.value},
    ),
)
_TABLE_CONTENTS = (
    "application/json",
    "text/csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)

ADDRESSES: tuple[Address, ...] = (
    Address("/api/bootstrap", "页面启动所需 / everything the page needs first"),
    Address("/api/designations", "任务落到的县 / counties that goals reach", GOALS),
    Address(
        "/api/choropleth",
        "分级设色 / values by county in classes",
        (
            *GOALS,
            text_parameter("indicator", "goals、targets 或指标编号 / goals, targets or an indicator id"),
            Parameter("scheme", "分级方法 / classification", {"type": "string", "enum": list(SCHEMES)}),
            number_parameter("k", "级数 / number of classes", 2, 9),
            *_TABLE,
        ),
        _TABLE_CONTENTS,
    ),
    Address(
        "/api/goals",
        "任务明细表 / flat table of goals",
        (
            *GOALS,
            LIMIT,
            OFFSET,
            *_TABLE,
        ),
        _TABLE_CONTENTS,
    ),
    Address("/api/targets", "目标数值 / figures to be reached", GOALS),
    Address(
        "/api/documents",
        "文件清单；POST 添加文件（工作人员）：file、region，可加 id、title、year、horizon、status、replace、again"
        " / documents; POST multipart: file, region (id, title, year, horizon, status, replace, again), adds one (staff)",
        methods=("get", "post"),
    ),
    Address(
        "/api/documents/compare",
        "两份文件逐项比较：前后两版，或上下级方案 / two documents goal by goal: versions, or an upper and a lower plan",
        (
            Parameter(
                "a",
                "文件编号，较早的一版 / document id, the earlier version",
                {"type": "string"},
                required=True,
            ),
            Parameter("b", "文件编号 / document id", {"type": "string"}, required=True),
            Parameter(
                "table",
                "CSV 和 XLSX 的表 / table of a CSV or XLSX file",
                {"type": "string", "enum": list(TABLES), "default": TABLES[0]},
            ),
            *_TABLE,
        ),
        _TABLE_CONTENTS,
    ),
    Address(
        "/api/documents/{document_id}",
        "文件与条款目录；收入的文件：PATCH 改 title、issuer、status（expected 为所见的原值，已被他人改动时答 409），DELETE 移除"
        " / a document and its outline; of an added one PATCH changes title, issuer, status (expected: their values as"
        " seen before; 409 where somebody has changed them since), DELETE removes it",
        (DOCUMENT,),
        methods=("get", "patch", "delete"),
    ),
    Address(
        "/api/documents/{document_id}/clause",
        "条款 / one clause",
        (
            DOCUMENT,
            Parameter("id", "条款编号 / clause id", {"type": "string"}, required=True),
        ),
    ),
    *DRAFTS,
    Address(
        "/api/search",
        "查找 / search",
        (
            Parameter(
                "q", "文字 / words", {"type": "string", "minLength": 1, "maxLength": 80}, required=True
            ),
            number_parameter("limit", "每组最多 / most results a group", 1, 50),
            text_parameter("region", "视野所在的单位 / unit in view, its units come first", pattern=ADCODE),
        ),
    ),
    Address(
        "/api/units/{adcode}",
        "县情档案 / profile of a unit",
        (path_parameter("adcode", "行政区划代码 / adcode", pattern=ADCODE),),
    ),
    Address(
        "/api/compare",
        "两县比较 / two units beside each other",
        (
            Parameter("a", "代码 / adcode", {"type": "string", "pattern": ADCODE}, required=True),
            Parameter("b", "代码 / adcode", {"type": "string", "pattern": ADCODE}, required=True),
        ),
    ),
    Address("/api/layers", "图层清单 / layers"),
    Address("/api/layers/{layer_id}", "图层说明 / one layer", (_LAYER,)),
    Address(
        "/api/layers/{layer_id}/items",
        "要素；其他参数按属性筛选 / features; any other parameter filters a property",
        (_LAYER, text_parameter("bbox", "西,南,东,北（度）/ west,south,east,north"), LIMIT, OFFSET),
        ("application/geo+json",),
    ),
    Address(
        "/api/layers/{layer_id}/items/{feature_id}",
        "单个要素 / one feature",
        (_LAYER, path_parameter("feature_id", "要素编号 / feature id", pattern=r"^\d+$")),
        ("application/geo+json",),
    ),
    Address("/api/layers/{layer_id}/legend", "图例 / legend", (_LAYER,)),
    Address("/api/layers/{layer_id}/tilejson", "TileJSON", (_LAYER,)),
    Address(
        "/api/layers/{layer_id}/download",
        "下载文件 / the layer as a file",
        (
            _LAYER,
            Parameter("format", "格式 / format", {"type": "string", "enum": list(DOWNLOAD_FORMATS)}),
            text_parameter("crs", "坐标参考系，如 EPSG:4490 / reference system, such as EPSG:4490"),
            Parameter(
                "encoding",
                "文字编码，仅 shp 与 csv / encoding, shp and csv only",
                {"type": "string", "enum": list(ENCODINGS)},
            ),
        ),
        tuple(kind for kind, _ in DOWNLOAD_FORMATS.values()),
    ),
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
            Parameter(
                "v",
                "tile_version：带上它的瓦片可一直缓存 / tiles asked for with it may be kept for good",
                {"type": "string"},
            ),
        ),
        ("application/vnd.mapbox-vector-tile",),
    ),
    Address("/api/session", "登录状态与表单令牌 / who is signed in, and the token of forms"),
    Address("/api/uploads", "上传文件 / files sent in; POST multipart: file", methods=("get", "post")),
    Address("/api/uploads/{upload_id}", "一个上传 / one upload", (_UPLOAD,), methods=("get", "delete")),
    Address(
        "/api/uploads/{upload_id}/answers",
        "回答导入的提问 / answers to questions",
        (_UPLOAD,),
        methods=("post",),
    ),
    Address(
        "/api/uploads/{upload_id}/again",
        "换一种读法重新导入为新版本 / the same file read in another way, for a new version",
        (_UPLOAD,),
        methods=("post",),
    ),
    Address("/api/jobs", "任务 / jobs"),
    Address(
        "/api/jobs/{job_id}",
        "一个任务；DELETE 取消 / one job; DELETE cancels it",
        (path_parameter("job_id", "任务编号 / job id"),),
        methods=("get", "delete"),
    ),
    Address("/api/manage/layers", "添加的图层，含已移除的 / layers that staff added, removed ones too"),
    Address(
        "/api/manage/layers/{layer_id}",
        "图层与各版本；PATCH 修改说明 / a layer and its versions; PATCH changes what is said of it",
        (_LAYER,),
        methods=("get", "patch"),
    ),
    Address(
        "/api/manage/layers/{layer_id}/versions/{version}",
        "版本与导入报告；DELETE 丢弃 / a version and its report; DELETE discards it",
        (_LAYER, _VERSION),
        methods=("get", "delete"),
    ),
    Address(
        "/api/manage/layers/{layer_id}/versions/{version}/classes",
        "为样式分级分类；JSON：field、renderer、scheme、n_classes、ramp、reverse、edges / classes for a style; JSON",
        (_LAYER, _VERSION),
        methods=("post",),
    ),
    Address(
        "/api/manage/layers/{layer_id}/versions/{version}/items",
        "版本的要素 / features of a version",
        (
            _LAYER,
            _VERSION,
            text_parameter("bbox", "西,南,东,北（度）/ west,south,east,north"),
            LIMIT,
            OFFSET,
            text_parameter("features", "要素序号，逗号分隔 / numbers of features, comma separated"),
        ),
        ("application/geo+json",),
    ),
    Address(
        "/api/manage/layers/{layer_id}/versions/{version}/tiles/{z}/{x}/{y}.mvt",
        "版本的矢量瓦片 / vector tile of a version",
        (
            _LAYER,
            _VERSION,
            *(
                Parameter(name, about, {"type": "integer", "minimum": 0}, "path", required=True)
                for name, about in (("z", "级别 / zoom"), ("x", "列 / column"), ("y", "行 / row"))
            ),
        ),
        ("application/vnd.mapbox-vector-tile",),
    ),
    Address(
        "/api/manage/layers/{layer_id}/diff",
        "两版差异 / what changed between two versions",
        (
            _LAYER,
            number_parameter("old", "旧版 / older version", 1, 1_000_000),
            number_parameter("new", "新版 / newer version", 1, 1_000_000),
            text_parameter("key", "用于对应要素的字段 / field that names each feature"),
        ),
    ),
    Address(
        "/api/manage/layers/{layer_id}/publish",
        "发布；JSON：version 与所见的 expected / publish; JSON: version, and expected as it was seen",
        (_LAYER,),
        methods=("post",),
    ),
    Address(
        "/api/manage/layers/{layer_id}/rollback",
        "回到较早的版本 / back to an earlier version",
        (_LAYER,),
        methods=("post",),
    ),
    Address("/api/manage/layers/{layer_id}/remove", "移除图层 / hide a layer", (_LAYER,), methods=("post",)),
    Address(
        "/api/manage/layers/{layer_id}/restore", "恢复图层 / show it again", (_LAYER,), methods=("post",)
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
        "paths": {
            address.path: {method: _operation(address, method) for method in address.methods}
            for address in ADDRESSES
        },
        "components": {"schemas": {"Error": _ERROR}},
    }


def _operation(address: Address, method: str) -> dict[str, Any]:
    failure = {
        "description": "说明、位置与下一步 / what is wrong, where, and what to do next",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
    }
    answers = {
        "200": {"description": "OK", "content": {content: {} for content in address.contents}},
        "4XX": failure,
    }
    if address.path.endswith(".mvt"):
        answers["204"] = {"description": "空瓦片 / empty tile"}
    return {
        "summary": address.about,
        "operationId": ("" if method == "get" else f"{method}_")
        + address.path.strip("/").replace("/", "_").replace("{", "").replace("}", ""),
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

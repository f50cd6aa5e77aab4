"""Addresses for goals: start, designations, choropleth, goals, targets, documents, search."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Blueprint, Response, request

from atlas.core.errors import ParameterError
from atlas.core.filters import parse_integer
from atlas.core.model import Document
from atlas.core.policy.rows import GoalFilter
from atlas.render.csv_table import encode_csv
from atlas.render.xlsx_table import encode_xlsx
from atlas.services import browse, choropleth, documents, search
from atlas.services.filters import (
    GOAL_PARAMETERS,
    check_names,
    read_classes,
    read_format,
    read_goal_filter,
    read_page,
)
from atlas.web.context import catalogue, revision, services, store
from atlas.web.responses import answer_bytes, answer_json

blueprint = Blueprint("goals", __name__, url_prefix="/api")

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Longest search text [characters].
_MAX_SEARCH_CHARACTERS = 80


@blueprint.get("/bootstrap")
def start() -> Response:
    """Everything the page needs first."""
    check_names(request.args, ())
    return answer_json(
        revision(), lambda: browse.start(catalogue(), store().list_layers(), services().basemaps)
    )


@blueprint.get("/designations")
def list_designations() -> Response:
    """Counties that goals reach."""
    check_names(request.args, GOAL_PARAMETERS)
    wanted = read_goal_filter(request.args, catalogue())
    return answer_json(revision(), lambda: browse.list_designations(catalogue(), wanted))


@blueprint.get("/choropleth")
def paint_counties() -> Response:
    """Values by county, in classes."""
    check_names(request.args, (*GOAL_PARAMETERS, "indicator", "scheme", "k"))
    wanted = read_goal_filter(request.args, catalogue())
    scheme, n_classes = read_classes(request.args)
    indicator = request.args.get("indicator", "goals")
    return answer_json(
        revision(),
        lambda: choropleth.paint_counties(catalogue(), indicator, wanted, scheme=scheme, n_classes=n_classes),
    )


@blueprint.get("/goals")
def list_goals() -> Response:
    """The flat table of goals, as a page of JSON or whole as CSV or XLSX."""
    check_names(request.args, (*GOAL_PARAMETERS, "limit", "offset", "format"))
    wanted = read_goal_filter(request.args, catalogue())
    wanted_format = read_format(request.args, ("json", "csv", "xlsx"))
    limit, offset = read_page(request.args, default_limit=1000)
    if wanted_format == "json":
        return answer_json(
            revision(), lambda: browse.list_goals(catalogue(), wanted, limit=limit, offset=offset)
        )
    if wanted_format == "csv":
        return answer_bytes(
            revision(),
            "text/csv; charset=utf-8",
            lambda: encode_csv(browse.TABLE_COLUMNS, browse.all_goal_rows(catalogue(), wanted)),
            download="goals.csv",
        )
    return answer_bytes(
        revision(),
        _XLSX,
        lambda: _workbook(wanted),
        download="goals.xlsx",
    )


@blueprint.get("/targets")
def list_targets() -> Response:
    """Figures to be reached."""
    check_names(request.args, GOAL_PARAMETERS)
    wanted = read_goal_filter(request.args, catalogue())
    return answer_json(revision(), lambda: browse.list_targets(catalogue(), wanted))


@blueprint.get("/documents")
def list_documents() -> Response:
    """Every document."""
    check_names(request.args, ())
    return answer_json(revision(), lambda: documents.list_documents(catalogue()))


@blueprint.get("/documents/<document_id>")
def show_document(document_id: str) -> Response:
    """A document and the outline of its clauses."""
    check_names(request.args, ())
    catalogue().get_document(document_id)
    return answer_json(revision(), lambda: documents.show_document(catalogue(), document_id))


@blueprint.get("/documents/<document_id>/clause")
def show_clause(document_id: str) -> Response:
    """One clause."""
    check_names(request.args, ("id",))
    clause_id = request.args.get("id", "")
    if not clause_id:
        raise ParameterError(
            "缺少参数 id",
            "parameter id is missing",
            hint_zh="请给出条款编号，例如 id=二/(一)/1。",
            hint_en="Give the id of a clause, such as id=二/(一)/1.",
            parameter="id",
        )
    return answer_json(revision(), lambda: documents.show_clause(catalogue(), document_id, clause_id))


@blueprint.get("/search")
def find_anything() -> Response:
    """Counties, topics, documents, clauses, zones, clusters, projects and layers by words."""
    check_names(request.args, ("q", "limit", "region"))
    query = request.args.get("q", "").strip()
    if not 0 < len(query) <= _MAX_SEARCH_CHARACTERS:
        raise ParameterError(
            "请输入要查找的文字",
            "there is nothing to search for, or too much",
            hint_zh=f"参数 q 为 1 到 {_MAX_SEARCH_CHARACTERS} 个字符。",
            hint_en=f"Parameter q takes 1 to {_MAX_SEARCH_CHARACTERS} characters.",
            parameter="q",
        )
    limit = parse_integer("limit", request.args.get("limit", "8"), lowest=1, highest=50)
    region = request.args.get("region", "")
    if region:
        catalogue().get_unit(region)
    return answer_json(
        revision(),
        lambda: search.find_anything(
            catalogue(),
            services().reader.unit_index(),
            store().list_layers(),
            query,
            limit=limit,
            region=region,
        ),
    )


def _workbook(wanted: GoalFilter) -> bytes:
    rows = browse.all_goal_rows(catalogue(), wanted)
    documents = {row["document"] for row in rows}
    notes = _notes(request.args, [one for one in catalogue().documents.values() if one.id in documents])
    return encode_xlsx(browse.TABLE_COLUMNS, rows, title="goals", notes=notes)


def _notes(values: Mapping[str, Any], documents: Iterable[Document]) -> list[str]:
    known = catalogue()
    chosen = "；".join(f"{name}={value}" for name, value in values.items() if name != "format")
    return [
        f"筛选：{chosen or '无'}",
        f"数据日期：{known.build_date}；版本：{known.version}",
        "来源：" + "；".join(document.title.zh for document in documents),
    ]

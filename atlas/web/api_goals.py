"""Addresses for goals: start, designations, choropleth, goals, targets, documents, search."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, request

from atlas.core.access import visitor
from atlas.core.errors import ParameterError
from atlas.core.filters import parse_integer
from atlas.render.table import Table
from atlas.services import browse, choropleth, documents, search
from atlas.services.answers import Answer
from atlas.services.file_names import FileName
from atlas.services.filters import (
    GOAL_PARAMETERS,
    check_names,
    read_classes,
    read_format,
    read_goal_filter,
    read_heads,
    read_page,
)
from atlas.services.tables import goal_table, name_goal_file, name_value_file, value_table
from atlas.services.visibility import hidden_layers
from atlas.web.context import catalogue, revision, services, store
from atlas.web.responses import TABLE_TYPES, answer_bytes, answer_json

blueprint = Blueprint("goals", __name__, url_prefix="/api")

#: Formats of an answer that is a table.
FORMATS = ("json", *TABLE_TYPES)
#: Longest search text [characters].
_MAX_SEARCH_CHARACTERS = 80


@blueprint.get("/bootstrap")
def start() -> Response:
    """Everything the page needs first."""
    check_names(request.args, ())
    shared = services()
    return answer_json(
        revision(),
        lambda: browse.start(
            catalogue(),
            store().list_layers(),
            shared.basemaps,
            tiles_url=shared.settings.tiles_url if shared.policy.is_open else "",
            restricted=hidden_layers(visitor(shared.policy), shared.policy, shared.workspace),
        ),
    )


@blueprint.get("/designations")
def list_designations() -> Response:
    """Counties that goals reach."""
    check_names(request.args, GOAL_PARAMETERS)
    wanted = read_goal_filter(request.args, catalogue())
    return answer_json(revision(), lambda: browse.list_designations(catalogue(), wanted))


@blueprint.get("/choropleth")
def paint_counties() -> Response:
    """Values by county in classes, as JSON, CSV or XLSX."""
    check_names(request.args, (*GOAL_PARAMETERS, "indicator", "scheme", "k", "format", "heads"))
    wanted = read_goal_filter(request.args, catalogue())
    scheme, n_classes = read_classes(request.args)
    wanted_format = read_format(request.args, FORMATS)
    heads = read_heads(request.args, wanted_format)
    indicator = request.args.get("indicator", "goals")

    def paint() -> Answer:
        return choropleth.paint_counties(catalogue(), indicator, wanted, scheme=scheme, n_classes=n_classes)

    if wanted_format == "json":
        return answer_json(revision(), paint)
    return _answer_table(
        wanted_format,
        lambda: value_table(catalogue(), paint(), wanted, heads),
        name_value_file(catalogue(), indicator, wanted),
    )


@blueprint.get("/goals")
def list_goals() -> Response:
    """The flat table of goals, as a page of JSON or whole as CSV or XLSX."""
    check_names(request.args, (*GOAL_PARAMETERS, "limit", "offset", "format", "heads"))
    wanted = read_goal_filter(request.args, catalogue())
    wanted_format = read_format(request.args, FORMATS)
    heads = read_heads(request.args, wanted_format)
    limit, offset = read_page(request.args, default_limit=1000)
    if wanted_format == "json":
        return answer_json(
            revision(), lambda: browse.list_goals(catalogue(), wanted, limit=limit, offset=offset)
        )
    return _answer_table(
        wanted_format,
        lambda: goal_table(catalogue(), wanted, heads),
        name_goal_file(catalogue(), wanted),
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
    """Counties, towns, topics, documents, clauses, zones, clusters, projects and layers by words."""
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
    reader = services().reader
    return answer_json(
        revision(),
        lambda: search.find_anything(
            catalogue(),
            search.Searched(reader.unit_index(), reader.town_index(), store().list_layers()),
            query,
            limit=limit,
            region=region,
        ),
    )


def _answer_table(ending: str, make: Callable[[], Table], name: FileName) -> Response:
    return answer_bytes(
        revision(), TABLE_TYPES[ending], lambda: make().encode(ending), download=name.with_ending(ending)
    )

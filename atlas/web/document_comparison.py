"""The address at which two documents are compared."""

from __future__ import annotations

from urllib.parse import quote

from flask import Blueprint, Response, jsonify, request

from atlas.core.errors import ParameterError
from atlas.core.policy.wording import Heads
from atlas.render.table import Table
from atlas.services.answers import Answer
from atlas.services.document_comparison_answers import comparison_table
from atlas.services.document_comparison_words import name_comparison_file, word_comparison
from atlas.services.filters import check_names, read_format, read_heads
from atlas.web.context import revision, services
from atlas.web.identity import current_actor
from atlas.web.responses import answer_json

blueprint = Blueprint("comparison", __name__, url_prefix="/api/documents")
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@blueprint.get("/compare")
def compare_documents() -> Response:
    """Two versions of a plan, or an upper plan and one below it; as JSON, or one table of it as CSV or XLSX."""
    check_names(request.args, ("a", "b", "table", "format", "heads"))
    first, second = _needed("a"), _needed("b")
    wanted_format = read_format(request.args, ("json", *_TYPES))
    heads = read_heads(request.args, wanted_format)
    comparison, actor = services().comparison, current_actor()
    if wanted_format != "json":
        return _send(comparison.compare(actor, first, second), wanted_format, heads)
    if not comparison.is_private(actor, first, second):
        return answer_json(revision(), lambda: comparison.compare(actor, first, second))
    response = jsonify(comparison.compare(actor, first, second))
    response.headers["Cache-Control"] = "no-store"
    return response


def _send(answer: Answer, ending: str, heads: Heads) -> Response:
    """A file is made anew each time: it may hold what only some may see."""
    name = request.args.get("table", "goals")
    table: Table = comparison_table(answer, name)
    if heads is not Heads.CODE:
        table = word_comparison(answer, name, heads)
    file = name_comparison_file(answer, name).with_ending(ending)
    response = Response(table.encode(ending), content_type=_TYPES[ending])
    # RFC 6266: both forms, those who know filename* prefer it.
    response.headers.set(
        "Content-Disposition",
        "attachment",
        **{"filename": file.plain, "filename*": f"UTF-8''{quote(file.name, safe='')}"},
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _needed(name: str) -> str:
    value = request.args.get(name, "")
    if not value:
        raise ParameterError(
            f"缺少参数 {name}",
            f"parameter {name} is missing",
            hint_zh="请给出两份文件的编号 a 和 b。",
            hint_en="Give the ids of two documents, a and b.",
            parameter=name,
        )
    return value

"""The address at which two documents are compared."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request

from atlas.core.errors import ParameterError
from atlas.core.policy.wording import Heads
from atlas.services.answers import Answer
from atlas.services.document_comparison_answers import check_table, comparison_table
from atlas.services.document_comparison_words import name_comparison_file, word_comparison
from atlas.services.filters import check_names, read_format, read_heads
from atlas.web.context import revision, services
from atlas.web.identity import current_actor
from atlas.web.responses import TABLE_TYPES, answer_json, set_download

blueprint = Blueprint("comparison", __name__, url_prefix="/api/documents")


@blueprint.get("/compare")
def compare_documents() -> Response:
    """Two versions of a plan, or an upper plan and one below it; as JSON, or one table of it as CSV or XLSX."""
    check_names(request.args, ("a", "b", "table", "format", "heads"))
    first, second = _needed("a"), _needed("b")
    wanted_format = read_format(request.args, ("json", *TABLE_TYPES))
    heads = read_heads(request.args, wanted_format)
    table = check_table(request.args.get("table", "goals"))
    prepared = services().comparison.prepare(current_actor(), first, second)
    if wanted_format != "json":
        return _send(prepared.compare(), table, wanted_format, heads)
    if not prepared.is_private:
        return answer_json(revision(), prepared.compare)
    response = jsonify(prepared.compare())
    response.headers["Cache-Control"] = "no-store"
    return response


def _send(answer: Answer, name: str, ending: str, heads: Heads) -> Response:
    """A file is made anew each time: it may hold what only some may see."""
    is_code = heads is Heads.CODE
    table = comparison_table(answer, name) if is_code else word_comparison(answer, name, heads)
    file = name_comparison_file(answer, name).with_ending(ending)
    response = Response(table.encode(ending), content_type=TABLE_TYPES[ending])
    set_download(response, file)
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

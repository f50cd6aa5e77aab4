"""The address at which two documents are compared."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request

from atlas.core.errors import ParameterError
from atlas.services.filters import check_names
from atlas.web.context import revision, services
from atlas.web.identity import current_actor
from atlas.web.responses import answer_json

blueprint = Blueprint("comparison", __name__, url_prefix="/api/documents")


@blueprint.get("/compare")
def compare_documents() -> Response:
    """Two versions of a plan goal by goal, or an upper plan and one below it."""
    check_names(request.args, ("a", "b"))
    first, second = _needed("a"), _needed("b")
    comparison, actor = services().comparison, current_actor()
    if not comparison.is_private(actor, first, second):
        return answer_json(revision(), lambda: comparison.compare(actor, first, second))
    response = jsonify(comparison.compare(actor, first, second))
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

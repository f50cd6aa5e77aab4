"""Addresses at which people decide about drafts: decisions, many at once, and undo."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, request

from atlas.core.access import Action
from atlas.core.errors import ParameterError
from atlas.services.document_changes import MOST_CHANGES
from atlas.services.filters import check_names
from atlas.web.context import services
from atlas.web.identity import current_actor, require_access
from atlas.web.params import read_json_body

blueprint = Blueprint("reviews", __name__, url_prefix="/api/documents")


@blueprint.before_request
def ask_for_the_right() -> None:
    """Nobody learns from a refusal whether there is such a document."""
    require_access(Action.REVIEW_DOCUMENT)


@blueprint.after_request
def keep_private(response: Response) -> Response:
    """Nothing of this is for caches."""
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.post("/<document_id>/decisions")
def decide(document_id: str) -> Response:
    """Changes of items and places: all of them or none, and one step for undo."""
    changes = _body(("changes",)).get("changes")
    is_list = isinstance(changes, list) and all(isinstance(change, dict) for change in changes)
    if not isinstance(changes, list) or not is_list or not 0 < len(changes) <= MOST_CHANGES:
        raise ParameterError(
            f"changes 应为 1 到 {MOST_CHANGES} 个 JSON 对象的列表",
            f"changes is a list of 1 to {MOST_CHANGES} JSON objects",
            parameter="changes",
        )
    return jsonify(services().review.decide(current_actor(), document_id, changes))


@blueprint.post("/<document_id>/confirmations")
def confirm_many(document_id: str) -> Response:
    """Confirm what is open: of a clause, above a confidence, or the items that are named."""
    body = _body(("clause", "above", "items", "version"))
    return jsonify(
        services().review.confirm_many(
            current_actor(),
            document_id,
            clause=_clause(body),
            above=_share(body),
            items=_items(body),
            version=_version(body),
        )
    )


@blueprint.get("/<document_id>/carry")
def show_carry(document_id: str) -> Response:
    """What the review of another version would bring here; without ``from`` the versions there are."""
    check_names(request.args, ("from",))
    source = request.args.get("from", "")
    service, actor = services().carry, current_actor()
    return jsonify(
        service.preview(actor, document_id, source) if source else service.sources(actor, document_id)
    )


@blueprint.post("/<document_id>/carry")
def carry_review(document_id: str) -> Response:
    """Bring the review of another version here: as proposals, or decided with ``decide``."""
    body = _body(("from", "decide"))
    source, is_deciding = body.get("from"), body.get("decide", False)
    if not isinstance(source, str) or not isinstance(is_deciding, bool):
        raise ParameterError(
            "from 应为文件编号，decide 应为 true 或 false",
            "from is the id of a document, decide is true or false",
            parameter="from",
        )
    return jsonify(services().carry.carry(current_actor(), document_id, source, is_deciding=is_deciding))


@blueprint.post("/<document_id>/undo")
def undo(document_id: str) -> Response:
    """Take back one's own latest step."""
    return jsonify(services().review.undo(current_actor(), document_id))


@blueprint.patch("/<document_id>")
def describe_document(document_id: str) -> Response:
    """Another title, issuer or status of an ingested document, unless they are no longer as ``expected``."""
    facts = _body(("title", "issuer", "status", "expected"))
    return jsonify(services().review.describe(current_actor(), document_id, facts))


def _body(known: tuple[str, ...]) -> dict[str, Any]:
    body = read_json_body()
    if not set(body) <= set(known):
        names = "、".join(known)
        raise ParameterError(
            f"应为一个 JSON 对象，只含：{names}",
            f"send one JSON object with no more than: {', '.join(known)}",
        )
    return body


def _clause(body: dict[str, Any]) -> str:
    clause = body.get("clause", "")
    if not isinstance(clause, str):
        raise ParameterError("clause 应为文字", "clause is text", parameter="clause")
    return clause


def _share(body: dict[str, Any]) -> float | None:
    above = body.get("above")
    if above is None:
        return None
    if isinstance(above, bool) or not isinstance(above, int | float) or not 0 <= above <= 1:
        raise ParameterError("above 应为 0 到 1 的数", "above is a number from 0 to 1", parameter="above")
    return float(above)


def _items(body: dict[str, Any]) -> list[str] | None:
    items = body.get("items")
    if items is None:
        return None
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise ParameterError("items 应为条目编号的列表", "items is a list of item ids", parameter="items")
    return items


def _version(body: dict[str, Any]) -> int | None:
    version = body.get("version")
    if version is not None and (isinstance(version, bool) or not isinstance(version, int)):
        raise ParameterError("version 应为整数", "version is a whole number", parameter="version")
    return version

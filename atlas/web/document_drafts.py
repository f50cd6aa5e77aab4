"""Addresses at which staff look at ingested documents: the draft, its text, its items and where they are on the map."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request, send_file

from atlas.core.access import Action
from atlas.core.errors import ParameterError
from atlas.core.filters import parse_integer
from atlas.services import browse
from atlas.services.document_desk import MOST_ROWS, MOST_STEPS
from atlas.services.filters import GOAL_PARAMETERS, check_names, read_goal_filter
from atlas.web.context import services
from atlas.web.identity import current_actor, require_access

blueprint = Blueprint("drafts", __name__, url_prefix="/api/documents")

#: What tells the order of a queue to a page that has the items.
_BRIEF = ("id", "doubt", "weight", "reasons")


@blueprint.before_request
def ask_for_the_right() -> None:
    """Nobody learns from a refusal whether there is such a document."""
    require_access(Action.SEE_DOCUMENT_DRAFTS)


@blueprint.after_request
def keep_private(response: Response) -> Response:
    """Drafts belong to staff and change by the click."""
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/drafts")
def list_drafts() -> Response:
    """Every document, those that came in as a file with the state of their review."""
    check_names(request.args, ())
    return jsonify(services().library.list_documents(current_actor()))


@blueprint.get("/<document_id>/draft")
def show_draft(document_id: str) -> Response:
    """An ingested document with the outline of its clauses and what is left to do in each."""
    check_names(request.args, ())
    return jsonify(services().library.show(current_actor(), document_id))


@blueprint.get("/<document_id>/replaced")
def show_replaced(document_id: str) -> Response:
    """Drafts that leave the map once anything of this final version is confirmed; ``status``, ``title``: were they so."""
    check_names(request.args, ("status", "title"))
    return jsonify(services().library.replaced(current_actor(), document_id, request.args.to_dict()))


@blueprint.get("/<document_id>/text")
def show_text(document_id: str) -> Response:
    """The whole text, and where in it each clause stands."""
    check_names(request.args, ())
    return jsonify(services().library.text(current_actor(), document_id))


@blueprint.get("/<document_id>/original")
def send_original(document_id: str) -> Response:
    """The file as it came in; always as a download, whatever it holds."""
    check_names(request.args, ())
    path, name = services().library.original(current_actor(), document_id)
    return send_file(path, mimetype="application/octet-stream", as_attachment=True, download_name=name)


@blueprint.get("/<document_id>/items")
def list_items(document_id: str) -> Response:
    """Everything that was read, in document order; of one clause and those below it with ``clause``."""
    check_names(request.args, ("clause",))
    return jsonify(services().review.items(current_actor(), document_id, clause=_clause()))


@blueprint.get("/<document_id>/item")
def show_item(document_id: str) -> Response:
    """One item with its history."""
    check_names(request.args, ("id",))
    return jsonify(services().review.item(current_actor(), document_id, _needed("id")))


@blueprint.get("/<document_id>/queue")
def show_queue(document_id: str) -> Response:
    """What waits for this person, most doubtful and weightiest first; with ``brief`` no more than its order."""
    check_names(request.args, ("clause", "limit", "offset", "brief"))
    limit = parse_integer("limit", request.args.get("limit", "50"), lowest=1, highest=MOST_ROWS)
    offset = parse_integer("offset", request.args.get("offset", "0"), lowest=0, highest=10_000_000)
    found = services().review.queue(
        current_actor(), document_id, clause=_clause(), limit=limit, offset=offset
    )
    if request.args.get("brief") == "1":
        found = {**found, "rows": [{name: row[name] for name in _BRIEF} for row in found["rows"]]}
    return jsonify(found)


@blueprint.get("/<document_id>/history")
def show_history(document_id: str) -> Response:
    """Who changed what, newest first; ``before`` goes on from a step."""
    check_names(request.args, ("before", "limit"))
    limit = parse_integer("limit", request.args.get("limit", "50"), lowest=1, highest=MOST_STEPS)
    written = request.args.get("before", "")
    before = parse_integer("before", written, lowest=1, highest=1_000_000_000) if written else None
    return jsonify(services().review.history(current_actor(), document_id, before=before, limit=limit))


@blueprint.get("/<document_id>/links")
def list_links(document_id: str) -> Response:
    """The units that the draft leads to, a row for each place of each item."""
    check_names(request.args, ("clause",))
    return jsonify(services().review.links(current_actor(), document_id, clause=_clause()))


@blueprint.get("/<document_id>/designations")
def list_designations(document_id: str) -> Response:
    """The map of the draft: counties that its items reach, as ``/api/designations`` gives those of all documents."""
    check_names(request.args, [name for name in GOAL_PARAMETERS if name != "document"])
    draft = services().library.draft_catalogue(current_actor(), document_id)
    wanted = read_goal_filter({**request.args.to_dict(), "document": document_id}, draft)
    return jsonify(browse.list_designations(draft, wanted))


def _clause() -> str:
    return request.args.get("clause", "")


def _needed(name: str) -> str:
    value = request.args.get(name, "")
    if not value:
        raise ParameterError(f"缺少参数 {name}", f"parameter {name} is missing", parameter=name)
    return value

"""Addresses at which documents come in and go out as files: a plan to be read, a reviewed one as YAML; and removal."""

from __future__ import annotations

import io

from flask import Blueprint, Response, jsonify, request, send_file
from werkzeug.datastructures import FileStorage

from atlas.core.access import Action
from atlas.core.errors import ParameterError
from atlas.services.filters import check_names
from atlas.web.context import services
from atlas.web.identity import CSRF_FIELD, current_actor, require_access

blueprint = Blueprint("document_files", __name__, url_prefix="/api/documents")

#: What a form with a file says beside the file [bytes].
_FORM_BYTES = 1_000_000


@blueprint.after_request
def keep_private(response: Response) -> Response:
    """Nothing of this is for caches: it belongs to staff."""
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.post("")
def receive_document() -> tuple[Response, int]:
    """A plan as the form field ``file``, with its region and other wishes beside it; it is read at once."""
    require_access(Action.ADD_DOCUMENT)
    sent = _file()
    added = services().library.receive(
        current_actor(), sent.stream, name=sent.filename or "", wishes=_wishes()
    )
    return jsonify(added), 201


@blueprint.post("/proposal")
def propose_facts() -> Response:
    """What a plan in the form field ``file`` says of itself, its area first; nothing is kept."""
    require_access(Action.ADD_DOCUMENT)
    sent = _file()
    check_names(_wishes(), ())
    return jsonify(services().library.propose(current_actor(), sent.stream, name=sent.filename or ""))


@blueprint.post("/import")
def receive_reviewed() -> tuple[Response, int]:
    """A document that was reviewed elsewhere, as YAML in the form field ``file``."""
    require_access(Action.REVIEW_DOCUMENT)
    sent, wishes = _file(), _wishes()
    check_names(wishes, ("replace",))
    with services().documents.work.make() as folder:
        path = folder / "document.yaml"
        sent.save(path)
        added = services().exchange.import_file(
            current_actor(),
            path,
            name=sent.filename or "",
            replace_known=wishes.get("replace") == "1",
        )
    return jsonify(added), 201


@blueprint.get("/<document_id>/export")
def send_reviewed(document_id: str) -> Response:
    """What is confirmed of a document, as YAML that another atlas takes in."""
    require_access(Action.SEE_DOCUMENT_DRAFTS)
    check_names(request.args, ())
    name, content = services().exchange.export(current_actor(), document_id)
    return send_file(io.BytesIO(content), mimetype="application/yaml", as_attachment=True, download_name=name)


@blueprint.delete("/<document_id>")
def remove_document(document_id: str) -> Response:
    """Remove an ingested document with everything that was decided about it."""
    require_access(Action.REMOVE_DOCUMENT)
    return jsonify(services().library.remove(current_actor(), document_id))


def _file() -> FileStorage:
    # As for layers only the addresses of files take more than the megabyte of the others.
    request.max_content_length = services().settings.max_upload_mb * 1_000_000 + _FORM_BYTES
    files = request.files.getlist("file")
    if len(files) != 1 or not files[0].filename:
        raise ParameterError("请选择一个文件", "choose one file", parameter="file")
    return files[0]


def _wishes() -> dict[str, str]:
    return {name: value for name, value in request.form.items() if name != CSRF_FIELD}

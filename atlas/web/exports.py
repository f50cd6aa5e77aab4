"""Addresses of finished figures: the file, its preview, what is to be known of it, templates."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, Response, jsonify, request, send_file

from atlas.core.access import Action, Actor
from atlas.core.errors import ParameterError, Text
from atlas.core.figures.request_reading import write_figure_request
from atlas.services.export_jobs import describe_export
from atlas.services.exports import ExportedFile
from atlas.services.figure_downloads import NamedFile, page_state, standalone_page
from atlas.services.figure_files import read_back
from atlas.services.figure_reading import MAX_FIGURE_BYTES
from atlas.services.filters import check_single
from atlas.stores.jobs import Job
from atlas.web.context import catalogue, revision, services, store
from atlas.web.identity import current_actor, require_access
from atlas.web.params import read_json_body
from atlas.web.responses import answer_json, set_download

blueprint = Blueprint("exports", __name__, url_prefix="/exports")

#: Shows the picture in the page instead of keeping it as a file.
_INLINE = "inline"
#: What a form with a file says beside the file [bytes].
_FORM_BYTES = 1_000_000


@blueprint.before_request
def check_parameters() -> None:
    """Each parameter once, as at the addresses of the API."""
    check_single(request.args.lists())


@blueprint.get("/options")
def show_options() -> Response:
    """What can be chosen."""
    response = jsonify(services().exports.options(current_actor()))
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/check")
def check_figure() -> Response:
    """What a figure would be, before it is exported."""
    values = request.args.to_dict()
    actor = current_actor()
    return answer_json(
        _state(actor, values), lambda: services().exports.examine(actor, store(), catalogue(), values)
    )


@blueprint.get("/figure")
def make_figure() -> Response:
    """A figure as a file, or as a picture for the page."""
    values = request.args.to_dict()
    is_inline = values.pop(_INLINE, "") == "1"
    actor = current_actor()
    exports = services().exports

    def make() -> Response:
        if is_inline:
            return _file(exports.preview(store(), catalogue(), values), kind="inline")
        return _file(exports.export(actor, store(), catalogue(), values))

    # An override is noted each time, so it is never answered from what the browser has.
    is_noted = not is_inline and bool(exports.read(values).override)
    return _answer(_state(actor, values), make, is_kept=not is_noted)


@blueprint.get("/table")
def make_table() -> Response:
    """The numbers behind a figure: a workbook with a sheet for each kind, or one table as CSV or JSON."""
    values = request.args.to_dict()
    ending = values.pop("as", "xlsx")
    exports = services().exports
    return _answer(
        _state(current_actor(), values),
        lambda: _file(exports.numbers(store(), catalogue(), values, ending)),
    )


@blueprint.get("/html")
def make_page() -> Response:
    """A standalone page, which opens without a network."""
    settings = services().settings
    values = {"region": settings.region, **request.args.to_dict()}

    def make() -> Response:
        with services().exports.desk.turn():
            return _file(standalone_page(store(), catalogue(), values, static=settings.static))

    return _answer(f"{revision()} {page_state(settings.static)}", make)


@blueprint.post("/jobs")
def submit_job() -> tuple[Response, int]:
    """Ask for a book or a report."""
    body = read_json_body()
    arguments = {"values": _text_values(body.get("values", {})), "options": body.get("options", {})}
    if not isinstance(arguments["options"], dict):
        raise ParameterError("options 应为一个 JSON 对象", "options must be one JSON object")
    job = services().export_jobs.submit(current_actor(), str(body.get("kind", "")), arguments)
    return _job(job), 202


@blueprint.get("/jobs/<job_id>")
def show_job(job_id: str) -> Response:
    """How far an export is."""
    return _job(services().export_jobs.get(current_actor(), job_id))


@blueprint.delete("/jobs/<job_id>")
def cancel_job(job_id: str) -> Response:
    """Ask an export to stop."""
    return _job(services().export_jobs.cancel(current_actor(), job_id))


@blueprint.get("/jobs/<job_id>/file")
def send_file_of_job(job_id: str) -> Response:
    """What an export made."""
    path = services().export_jobs.find_file(current_actor(), job_id)
    response = send_file(path, as_attachment=True, download_name=path.name)
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.post("/redraw")
def read_figure() -> Response:
    """The request that a figure file carries."""
    request.max_content_length = MAX_FIGURE_BYTES + _FORM_BYTES
    files = request.files.getlist("file")
    if len(files) != 1:
        raise ParameterError("请选择一个文件", "choose one file", parameter="file")
    content = files[0].stream.read()
    return jsonify(read_back(catalogue(), content))


@blueprint.post("/templates")
def save_template() -> tuple[Response, int]:
    """Keep a template."""
    actor = require_access(Action.EDIT_TEMPLATES)
    body = read_json_body()
    values = _text_values(body.get("values"))
    title = Text(
        str(body.get("title_zh") or body.get("name", "")), str(body.get("title_en") or body.get("name", ""))
    )
    template = services().templates.save_template(actor, str(body.get("name", "")), title, values)
    return jsonify(template.to_dict()), 201


@blueprint.delete("/templates/<name>")
def remove_template(name: str) -> tuple[str, int]:
    """Remove a template of the office."""
    services().templates.remove_template(current_actor(), name)
    return "", 204


def _state(actor: Actor, values: Mapping[str, str]) -> str:
    """What an answer depends on besides its address: who asks, what the template says now, and which day it is."""
    exports = services().exports
    meant = write_figure_request(exports.read(values))
    return f"{revision()} {actor.role} {exports.office} {meant}"


def _answer(state: str, make: Callable[[], Response], *, is_kept: bool = True) -> Response:
    """An answer with its validator; made only where the browser does not have it."""
    tag = hashlib.sha256(f"{state} {request.full_path}".encode()).hexdigest()[:20]
    response = Response(status=304) if is_kept and request.if_none_match.contains_weak(tag) else make()
    response.set_etag(tag)
    response.headers["Cache-Control"] = "no-cache"
    return response


def _text_values(values: Any) -> dict[str, str]:
    if not isinstance(values, dict) or not all(isinstance(text, str) for text in values.values()):
        raise ParameterError(
            "values 应为一个 JSON 对象，值为文字", "values must be one JSON object with text values"
        )
    return values


def _job(job: Job) -> Response:
    response = jsonify({**describe_export(job), "has_worker": services().export_jobs.has_worker()})
    response.headers["Cache-Control"] = "no-store"
    return response


def _file(made: ExportedFile | NamedFile, *, kind: str = "attachment") -> Response:
    response = Response(made.content, content_type=made.content_type)
    set_download(response, made.name, kind=kind)
    return response

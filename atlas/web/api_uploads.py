"""Addresses for adding layers: uploads, their questions and answers, and the jobs that read them."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request

from atlas.core.access import Action
from atlas.core.errors import ParameterError
from atlas.services.export_jobs import KINDS
from atlas.services.filters import check_names
from atlas.stores.jobs import Job
from atlas.web.context import services
from atlas.web.identity import CSRF_FIELD, current_actor, require_access
from atlas.web.params import read_json_body

blueprint = Blueprint("uploads", __name__, url_prefix="/api")

#: What a form with a file says beside the file [bytes].
_FORM_BYTES = 1_000_000


@blueprint.after_request
def keep_private(response: Response) -> Response:
    """Nothing of this is for caches: it changes by itself and belongs to staff."""
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.post("/uploads")
def receive_upload() -> tuple[Response, int]:
    """A file, as the form field ``file``, with wishes beside it."""
    require_access(Action.UPLOAD)
    # Of all addresses only this one takes more than the megabyte of the others; the form parser spools it to disk.
    request.max_content_length = services().settings.max_upload_mb * 1_000_000 + _FORM_BYTES
    files = request.files.getlist("file")
    if len(files) != 1 or not files[0].filename:
        raise ParameterError(
            "请选择一个文件",
            "choose one file",
            hint_zh="多个文件请打成一个 zip。",
            hint_en="Put several files into one zip.",
            parameter="file",
        )
    name = files[0].filename
    upload = services().uploads.receive(current_actor(), files[0].stream, name=name, wishes=_wishes())
    return jsonify(upload.to_dict()), 202


@blueprint.get("/uploads")
def list_uploads() -> Response:
    """The latest uploads."""
    check_names(request.args, ())
    uploads = services().uploads.list_uploads(current_actor())
    return jsonify(uploads=[upload.to_dict() for upload in uploads], has_worker=services().jobs.has_worker())


@blueprint.get("/uploads/<upload_id>")
def show_upload(upload_id: str) -> Response:
    """One upload with its report."""
    check_names(request.args, ())
    return jsonify(services().uploads.get(current_actor(), upload_id).to_dict())


@blueprint.post("/uploads/<upload_id>/answers")
def answer_upload(upload_id: str) -> tuple[Response, int]:
    """Answers to the questions of an import."""
    upload = services().uploads.answer(current_actor(), upload_id, _wishes())
    return jsonify(upload.to_dict()), 202


@blueprint.post("/uploads/<upload_id>/again")
def read_again(upload_id: str) -> tuple[Response, int]:
    """The same file, read in another way, for a new version of its layer."""
    upload = services().uploads.read_again(current_actor(), upload_id, _wishes())
    return jsonify(upload.to_dict()), 202


@blueprint.delete("/uploads/<upload_id>")
def discard_upload(upload_id: str) -> tuple[str, int]:
    """Remove a file that is no longer wanted."""
    services().uploads.discard(current_actor(), upload_id)
    return "", 204


@blueprint.get("/jobs")
def list_jobs() -> Response:
    """The latest jobs; exports of others are left out."""
    require_access(Action.SEE_JOBS)
    check_names(request.args, ())
    actor, jobs, exports = current_actor(), services().jobs, services().export_jobs
    seen = [job.to_dict() for job in jobs.list_jobs() if exports.is_seen(actor, job)]
    return jsonify(jobs=seen, has_worker=jobs.has_worker())


@blueprint.get("/jobs/<job_id>")
def show_job(job_id: str) -> Response:
    """One job: state, percent, step, rows, and what came of it."""
    require_access(Action.SEE_JOBS)
    return jsonify(_job(job_id).to_dict())


@blueprint.delete("/jobs/<job_id>")
def cancel_job(job_id: str) -> Response:
    """Ask a job to stop; one's own, or as an administrator anybody's."""
    actor = require_access(Action.SEE_JOBS)
    job = _job(job_id)
    if job.actor != actor.name:
        require_access(Action.MANAGE_ACCOUNTS)
    return jsonify(services().jobs.cancel(job_id).to_dict())


def _job(job_id: str) -> Job:
    """A job that one may see; exports of others are as if they were not."""
    job: Job = services().jobs.get(job_id)
    return services().export_jobs.get(current_actor(), job_id) if job.kind in KINDS else job


def _wishes() -> dict[str, str]:
    if request.is_json:
        body = read_json_body()
        if not all(isinstance(value, str) for value in body.values()):
            raise ParameterError("应为一个 JSON 对象，值为文字", "send one JSON object with text values")
        return body
    return {name: value for name, value in request.form.items() if name != CSRF_FIELD}

"""The address that gives a layer as a file."""

from __future__ import annotations

import hashlib

from flask import Blueprint, Response, request

from atlas.services.downloads import Download, prepare_download
from atlas.web.context import revision, store
from atlas.web.responses import answer_bytes, set_download

blueprint = Blueprint("downloads", __name__, url_prefix="/api/layers")


@blueprint.get("/<layer_id>/download")
def download_layer(layer_id: str) -> Response:
    """A layer as a file."""
    wanted = prepare_download(store(), layer_id, request.args)
    if wanted.is_text:
        return answer_bytes(revision(), wanted.content_type, wanted.make, download=wanted.name)
    return _answer_file(wanted)


def _answer_file(wanted: Download) -> Response:
    """A file that is compressed inside, or that is read from the disk once and seldom asked for again: not kept."""
    tag = hashlib.sha256(f"{revision()} {request.full_path}".encode()).hexdigest()[:20]
    if request.if_none_match.contains_weak(tag):
        response = Response(status=304)
    else:
        response = Response(wanted.make(), content_type=wanted.content_type)
        set_download(response, wanted.name)
    response.set_etag(tag)
    response.headers["Cache-Control"] = "no-cache"
    return response

"""Addresses for those who run the service: health, counters, and the description of the interface."""

from __future__ import annotations

import threading
from collections import Counter

from flask import Blueprint, Response, current_app, request

from atlas import __version__
from atlas.core.errors import AtlasError
from atlas.services.answers import count_goals
from atlas.services.filters import check_names
from atlas.web.context import catalogue, revision
from atlas.web.openapi import describe
from atlas.web.responses import answer_json, encode_json

blueprint = Blueprint("operations", __name__)

_lock = threading.Lock()
_requests: Counter[int] = Counter()
_seconds = [0.0]


def count_request(status: int, seconds: float) -> None:
    """Count an answer of this process.

    Parameters
    ----------
    status
        HTTP status.
    seconds
        Time it took [s].
    """
    with _lock:
        _requests[status] += 1
        _seconds[0] += seconds


@blueprint.get("/healthz")
def show_health() -> tuple[Response, int]:
    """Whether the service can answer: 200, or 503 with the reason."""
    try:
        known = catalogue()
    except AtlasError as error:
        return Response(
            encode_json({"status": "unavailable", "error": error.for_visitors().to_dict()}),
            mimetype="application/json",
        ), 503
    body = {
        "status": "ok",
        "version": __version__,
        "build_date": known.build_date,
        "units": len(known.units),
        "documents": len(known.documents),
        **count_goals(known),
    }
    return Response(encode_json(body), mimetype="application/json"), 200


@blueprint.get("/metrics")
def show_metrics() -> Response:
    """Counters of this process in the Prometheus text format."""
    with _lock:
        lines = [
            "# HELP atlas_requests_total Answers of this process by status.",
            "# TYPE atlas_requests_total counter",
            *(
                f'atlas_requests_total{{status="{status}"}} {count}'
                for status, count in sorted(_requests.items())
            ),
            "# HELP atlas_request_seconds_total Time spent on answers.",
            "# TYPE atlas_request_seconds_total counter",
            f"atlas_request_seconds_total {_seconds[0]:.6f}",
            "",
        ]
    return Response("\n".join(lines), content_type="text/plain; version=0.0.4; charset=utf-8")


@blueprint.get("/api/openapi.json")
def show_openapi() -> Response:
    """Description of the interface, OpenAPI 3.1."""
    check_names(request.args, ())
    settings = current_app.extensions["atlas"].settings
    return answer_json(revision(), lambda: describe(settings.title_zh, __version__))

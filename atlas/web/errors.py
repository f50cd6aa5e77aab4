"""Errors become answers: one table from class to status, one shape for all."""

from __future__ import annotations

import logging
import uuid

from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from atlas.core.errors import (
    AccessDenied,
    AtlasError,
    ConflictError,
    DataError,
    InputError,
    LimitExceeded,
    MapRuleError,
    NotFoundError,
    ServiceBusy,
    StoreError,
    StoreUnavailable,
)

#: The first class that fits gives the status.
STATUS: tuple[tuple[type[AtlasError], int], ...] = (
    (InputError, 400),
    (LimitExceeded, 400),
    (AccessDenied, 403),
    (NotFoundError, 404),
    (ConflictError, 409),
    (DataError, 422),
    (MapRuleError, 422),
    (ServiceBusy, 503),
    (StoreUnavailable, 503),
    (StoreError, 500),
)

_HTTP_WORDS = {
    400: ("请求无法理解", "the request cannot be understood"),
    404: ("没有这个地址", "there is no such address"),
    405: ("该地址不支持这种请求方法", "the address does not take this method"),
    413: ("请求过大", "the request is too large"),
    414: ("地址过长", "the address is too long"),
}

_logger = logging.getLogger("atlas.web")


def status_of(error: AtlasError) -> int:
    """HTTP status of an error.

    Parameters
    ----------
    error
        The error.

    Returns
    -------
    int
        500 where the table has no class for it.
    """
    return next((status for kind, status in STATUS if isinstance(error, kind)), 500)


def register_errors(app: Flask) -> None:
    """Make every failure of an app an answer in the one shape.

    Parameters
    ----------
    app
        The app.
    """
    app.register_error_handler(AtlasError, _answer_atlas_error)
    app.register_error_handler(HTTPException, _answer_http_error)
    app.register_error_handler(Exception, _answer_unknown_error)


def _say(about: AtlasError) -> Response:
    body: dict[str, object] = {"error": about.to_dict()}
    if request.path.startswith("/ogc"):
        # The exception of OGC API stands beside our own words (OGC 17-069r4, clause 7.5.2).
        body = {"code": about.code, "description": f"{about.message.zh} | {about.message.en}", **body}
    return jsonify(body)


def _answer_atlas_error(error: AtlasError) -> tuple[Response, int]:
    status = status_of(error)
    if status >= 500:
        _logger.error("%s %s: %s", request.method, request.path, error, exc_info=error)
    return _say(error.for_visitors()), status


def _answer_http_error(error: HTTPException) -> tuple[Response, int] | HTTPException:
    status = error.code or 500
    if status < 400:
        return error
    zh, en = _HTTP_WORDS.get(status, ("请求没有成功", "the request did not succeed"))
    about = AtlasError(
        zh,
        en,
        code=f"http_{status}",
        hint_zh="接口说明见 /api/openapi.json。",
        hint_en="The interface is described at /api/openapi.json.",
    )
    response = _say(about)
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return response, status


def _answer_unknown_error(error: Exception) -> tuple[Response, int]:
    # The words of an unknown exception may hold paths or SQL: they go to the log, never to the caller.
    number = uuid.uuid4().hex[:12]
    _logger.error("request %s: %s %s", number, request.method, request.path, exc_info=error)
    about = AtlasError(
        "服务内部出错",
        "the service failed",
        code="internal",
        hint_zh=f"请把编号 {number} 告诉管理员。",
        hint_en=f"Tell the administrator this number: {number}.",
        request=number,
    )
    return _say(about), 500

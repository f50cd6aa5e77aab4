"""What requests carry in their bodies, or why it cannot be read."""

from __future__ import annotations

from typing import Any

from flask import request

from atlas.core.errors import ParameterError


def read_json_body() -> dict[str, Any]:
    """The JSON object that this request carries.

    Returns
    -------
    dict
        As sent; its names and values are still to be checked.

    Raises
    ------
    ParameterError
        It carries none, or something that is no JSON object, or one nested too deep to be read.
    """
    try:
        body = request.get_json(silent=True)
    except RecursionError as error:
        raise _no_object() from error
    if not isinstance(body, dict):
        raise _no_object()
    return body


def _no_object() -> ParameterError:
    return ParameterError(
        "应为一个 JSON 对象",
        "send one JSON object",
        hint_zh="Content-Type 须为 application/json，内容须为 JSON 对象，且嵌套不能过深。",
        hint_en="The content type is application/json, the body one JSON object that is not nested too deep.",
    )

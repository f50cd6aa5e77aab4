"""The paper between the two processes: a request on stdin, an answer in JSON and an Arrow file beside it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from atlas.core import errors
from atlas.core.errors import AtlasError, DataError, LimitExceeded, Text
from atlas.core.imports.report import MOST_FEATURES, ImportMessage

ANSWER_FILE, ROWS_FILE, LOG_FILE = "answer.json", "rows.arrow", "worker.log"
MOST_ANSWER_BYTES = 32 * 2**20
#: How a process ends that finds the disk full, where even its log cannot tell.
NO_ROOM_STATUS = os.EX_CANTCREAT
#: The errors that a reading may end in.
_CLASSES: Mapping[str, type[AtlasError]] = {
    one.__name__: one
    for one in (
        DataError,
        LimitExceeded,
        errors.InputError,
        errors.EncodingError,
        errors.SchemaError,
        errors.ConfigError,
    )
}


def leave_answer(answer: Mapping[str, Any]) -> None:
    """Write the answer where the other process looks for it: in the working folder.

    Parameters
    ----------
    answer
        For JSON.
    """
    Path(ANSWER_FILE).write_text(json.dumps(answer, ensure_ascii=True, default=str), encoding="ascii")


def error_to_dict(error: AtlasError) -> dict[str, Any]:
    """An error as plain values.

    Parameters
    ----------
    error
        Any of the atlas.

    Returns
    -------
    dict
        For JSON.
    """
    return {"class": type(error).__name__, **error.to_dict()}


def error_from_dict(values: Mapping[str, Any]) -> AtlasError:
    """The error that ``error_to_dict`` took apart.

    Parameters
    ----------
    values
        Plain values, not trusted.

    Returns
    -------
    AtlasError
        Of a class that a reading may end in.

    Raises
    ------
    ValueError, KeyError, TypeError
        The values are not those of an error.
    """
    message, hint = _text(values["message"]), _text(values["hint"])
    error = _CLASSES.get(str(values["class"]), DataError)(
        message.zh, message.en, code=_word(values["code"]), hint_zh=hint.zh, hint_en=hint.en
    )
    error.detail.update(_plain(values["detail"]))
    return error


def message_from_dict(values: Mapping[str, Any]) -> ImportMessage:
    """A finding out of ``ImportMessage.to_dict``.

    Parameters
    ----------
    values
        Plain values, not trusted.

    Returns
    -------
    ImportMessage
        The finding.

    Raises
    ------
    ValueError, KeyError, TypeError
        The values are not those of a finding.
    """
    return ImportMessage(
        code=_word(values["code"]),
        message=_text(values["message"]),
        hint=_text(values["hint"]),
        features=tuple(int(one) for one in values["features"][:MOST_FEATURES]),
        feature_count=int(values["feature_count"]),
        detail=_plain(values["detail"]),
    )


def _text(values: Mapping[str, Any]) -> Text:
    return Text(str(values["zh"]), str(values["en"]))


def _word(value: Any) -> str:
    if not isinstance(value, str) or not value.isidentifier():
        raise ValueError("not a code")
    return value


def _plain(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError("not a mapping")
    return {str(key): one for key, one in value.items()}

"""Reads an untrusted document: another process opens it, this one sees only its words, and checks those too."""

from __future__ import annotations

import errno
import json
import os
import sys
from pathlib import Path

from atlas.core.errors import AtlasError, InputError
from atlas.core.policy.reading.source import SourceText
from atlas.ingest.child import ChildFailedError, Failure, run_child
from atlas.ingest.documents import refusals
from atlas.ingest.documents.answer import source_from_dict
from atlas.ingest.handover import MOST_ANSWER_BYTES, error_from_dict
from atlas.ingest.limits import ReadLimits
from atlas.ingest.shown import shown

#: Isolated: neither the working folder nor the environment can bring other modules in.
_COMMAND = (sys.executable, "-I", "-m", "atlas.ingest.documents.worker")
_MEBIBYTE = 2**20
#: A plan of a province has 50,000 characters; with its pictures it stays below 100 MB.
LIMITS = ReadLimits(
    memory_bytes=1024 * _MEBIBYTE,
    cpu_s=60,
    wall_s=120,
    file_bytes=128 * _MEBIBYTE,
    open_files=64,
    max_entries=5_000,
    max_unpacked_bytes=512 * _MEBIBYTE,
    max_text_bytes=32 * _MEBIBYTE,
)


def read_document(path: Path, *, name: str, work: Path, limits: ReadLimits | None = None) -> SourceText:
    """The words of an untrusted document, in order, each with its place in the file.

    Parameters
    ----------
    path
        The file: text, Word (.docx), PDF with a text layer, or web page; the content decides, not the ending.
    name
        As the user called it; untrusted text, for messages and the ending.
    work
        An empty folder for files of ours, the caller's to remove.
    limits
        What the reading may cost; ``None`` for ``LIMITS``.

    Returns
    -------
    SourceText
        At least one word; its notes tell what was left out or guessed.

    Raises
    ------
    InputError
        There is no such file.
    DataError
        The file is empty, damaged, encrypted, of a kind that is not read, or has no text layer.
    EncodingError
        Its encoding cannot be told, or bytes do not belong to it.
    LimitExceeded
        It is too large, or takes too much memory or time.
    OSError
        The disk of the folder is full.
    """
    limits = limits or LIMITS
    _check_file(path, name, limits)
    request = {"path": str(path.resolve()), "name": name, "limits": limits.to_dict()}
    try:
        answer = run_child(
            _COMMAND,
            json.dumps(request).encode("ascii"),
            work=work,
            wall_s=limits.wall_s,
            most_answer_bytes=MOST_ANSWER_BYTES,
        )
    except ChildFailedError as failed:
        raise _failure(failed, name) from failed
    try:
        if "error" in answer:
            refusal: AtlasError = error_from_dict(answer["error"])
        else:
            return source_from_dict(answer)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise refusals.damaged(name) from error
    raise refusal


def _check_file(path: Path, name: str, limits: ReadLimits) -> None:
    if not path.is_file():
        raise InputError(
            f"{shown(name)} 不是文件",
            f"{shown(name)} is not a file",
            code="not_a_file",
            hint_zh="请选择一个文件。",
            hint_en="Choose a file.",
            file=shown(name),
        )
    size, most = path.stat().st_size, limits.file_bytes
    if size > most:
        raise refusals.too_long(
            name,
            f"有 {size // _MEBIBYTE} MB，超过上限 {most // _MEBIBYTE} MB",
            f"has {size // _MEBIBYTE} MB, more than the limit of {most // _MEBIBYTE} MB",
        )


def _failure(failed: ChildFailedError, name: str) -> AtlasError | OSError:
    """What to say of a process that ended without an answer."""
    if failed.failure is Failure.NO_ROOM:
        return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    if failed.failure is Failure.NO_MEMORY:
        return refusals.too_costly(name)
    if failed.failure is Failure.TOO_SLOW:
        return refusals.too_slow(name)
    if failed.failure is Failure.CRASHED:
        return refusals.crashed(name, -(failed.status or 0))
    return refusals.damaged(name)

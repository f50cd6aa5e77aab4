"""Reads what a figure file carries in a process of its own: whatever the file is made to cost, ours does not pay it."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from atlas.core.errors import AtlasError, ServiceBusy
from atlas.ingest.child import ChildFailedError, Failure, run_child
from atlas.ingest.environment import environment
from atlas.ingest.handover import error_from_dict
from atlas.ingest.limits import ReadLimits
from atlas.render.figures.request_data import MAX_FILE_BYTES, check_file, damaged_figure
from atlas.services.figure_reading_worker import too_costly

#: Largest file that is read [bytes].
MAX_FIGURE_BYTES = MAX_FILE_BYTES
#: The libraries alone take 370 MB of address space; a figure of ours then needs a few and a tenth of a second.
LIMITS = ReadLimits(memory_bytes=768 * 2**20, cpu_s=8, wall_s=20, file_bytes=8 * 2**20, open_files=64)

#: Isolated: neither the working folder nor the environment can bring other modules in.
_COMMAND = (sys.executable, "-I", "-m", "atlas.services.figure_reading_worker")
#: How long a reading waits for the one before it [s].
_LONGEST_WAIT_S = 15.0
_TURN = threading.Lock()


def read_request_safely(content: bytes, *, limits: ReadLimits = LIMITS) -> Mapping[str, Any]:
    """The request of a figure, from its file, which may come from anywhere.

    Parameters
    ----------
    content
        A PDF, SVG or PNG, perhaps not ours.
    limits
        What the reading may cost.

    Returns
    -------
    Mapping
        Plain values. They come from outside: check them like any request.

    Raises
    ------
    InputError
        The file is not a figure of ours (code ``figure_unknown``), or is damaged (``figure_damaged``).
    LimitExceeded
        It is too large (``figure_too_large``), or takes too much memory or time (``figure_too_costly``).
    ServiceBusy
        Others are being read.
    """
    check_file(content)
    with _turn(), TemporaryDirectory(prefix="atlas-figure-") as folder:
        answer = _ask(content, Path(folder), limits)
    try:
        if "error" in answer:
            refusal: AtlasError = error_from_dict(answer["error"])
        else:
            return dict(answer["request"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise damaged_figure() from error
    raise refusal


@contextmanager
def _turn() -> Iterator[None]:
    if not _TURN.acquire(timeout=_LONGEST_WAIT_S):
        raise ServiceBusy(
            "正在读取其他图文件",
            "other figure files are being read",
            hint_zh="请过一会儿再试。",
            hint_en="Try again in a moment.",
        )
    try:
        yield
    finally:
        _TURN.release()


def _ask(content: bytes, work: Path, limits: ReadLimits) -> Mapping[str, Any]:
    try:
        return run_child(
            (*_COMMAND, json.dumps(limits.to_dict())),
            content,
            work=work,
            wall_s=limits.wall_s,
            most_answer_bytes=limits.file_bytes,
            environment=environment(),
        )
    except ChildFailedError as failed:
        if failed.failure in (Failure.NO_MEMORY, Failure.TOO_SLOW):
            raise too_costly() from failed
        raise damaged_figure() from failed

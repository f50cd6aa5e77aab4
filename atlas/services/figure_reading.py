"""Reads what a figure file carries in a process of its own: whatever the file is made to cost, ours does not pay it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from atlas.core.errors import AtlasError, ServiceBusy
from atlas.ingest.environment import environment
from atlas.ingest.handover import ANSWER_FILE, LOG_FILE, error_from_dict
from atlas.ingest.limits import ReadLimits
from atlas.render.figures.request_data import MAX_FILE_BYTES, check_file, damaged_figure
from atlas.services.figure_reading_worker import too_costly

#: Largest file that is read [bytes].
MAX_FIGURE_BYTES = MAX_FILE_BYTES
#: The libraries alone take 370 MB of address space; a figure of ours then needs a few and a tenth of a second.
LIMITS = ReadLimits(memory_bytes=768 * 2**20, cpu_s=8, wall_s=20, file_bytes=8 * 2**20, open_files=64)

#: Isolated: neither the working folder nor the environment can bring other modules in.
_COMMAND = (sys.executable, "-I", "-m", "atlas.services.figure_reading_worker")
_MEMORY_WORDS = (b"bad_alloc", b"MemoryError", b"Cannot allocate memory")
_LOG_TAIL = 65_536
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
        work = Path(folder)
        status = _run(content, work, limits)
        answer = _answer(work, status, limits)
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


def _run(content: bytes, work: Path, limits: ReadLimits) -> int:
    """Exit status of the process; negative for the signal that ended it."""
    with (
        (work / LOG_FILE).open("wb") as log,
        subprocess.Popen(  # noqa: S603 - our own interpreter and module, no shell
            (*_COMMAND, json.dumps(limits.to_dict())),
            cwd=work,
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            start_new_session=True,
        ) as process,
    ):
        try:
            process.communicate(content, timeout=limits.wall_s)
        except subprocess.TimeoutExpired as error:
            raise too_costly() from error
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
    return process.returncode


def _answer(work: Path, status: int, limits: ReadLimits) -> Mapping[str, Any]:
    path = work / ANSWER_FILE
    if status == 0 and path.is_file() and not path.is_symlink() and path.stat().st_size <= limits.file_bytes:
        try:
            answer = json.loads(path.read_bytes())
        except (ValueError, RecursionError) as error:
            raise damaged_figure() from error
        if isinstance(answer, dict):
            return answer
    log = _log_tail(work)
    if status in (-signal.SIGKILL, -signal.SIGXCPU) or any(word in log for word in _MEMORY_WORDS):
        raise too_costly()
    raise damaged_figure() from RuntimeError(f"status {status}: {log.decode('utf-8', 'replace')}")


def _log_tail(work: Path) -> bytes:
    path = work / LOG_FILE
    with path.open("rb") as log:
        log.seek(max(path.stat().st_size - _LOG_TAIL, 0))
        return log.read(_LOG_TAIL)

"""Runs a child process that opens an untrusted file: bounded time, no environment of ours, an answer in a file.

What memory, files and network the child gives up is its own work (``sandbox``); what a failure means to a person is
said by whoever asked.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

from atlas.ingest.environment import plain_environment
from atlas.ingest.handover import ANSWER_FILE, LOG_FILE, NO_ROOM_STATUS

#: Bytes of the log that are searched for what a library said before it gave up.
_LOG_TAIL = 65_536
#: What C++, Python and the loader say when memory is refused; the kernel itself only kills.
_MEMORY_WORDS = ("bad_alloc", "MemoryError", "Cannot allocate memory")


class Failure(StrEnum):
    """Why a child gave no answer."""

    TOO_SLOW = "too slow"
    NO_MEMORY = "no memory"
    CRASHED = "crashed"
    NO_ROOM = "no room on the disk"
    NO_ANSWER = "no answer"


class ChildFailedError(Exception):
    """A child ended without an answer; never shown to a person.

    Parameters
    ----------
    failure
        Why.
    status
        Exit status of the process, negative for the signal that ended it; ``None`` when it was stopped.
    log
        The end of what it wrote.
    """

    def __init__(self, failure: Failure, status: int | None, log: str) -> None:
        super().__init__(f"{failure}, status {status}: {log}")
        self.failure = failure
        self.status = status


def run_child(
    command: Sequence[str],
    request: bytes,
    *,
    work: Path,
    wall_s: float,
    most_answer_bytes: int,
    environment: Mapping[str, str] | None = None,
) -> Mapping[str, Any]:
    """What a child process answers.

    Parameters
    ----------
    command
        Our own interpreter and module.
    request
        What it finds on stdin.
    work
        Its working folder, where it leaves its answer and its log.
    wall_s
        Elapsed time that it may take [s].
    most_answer_bytes
        Longest answer that is read [byte].
    environment
        All that it gets; ``None`` for that of a process that reads no coordinates.

    Returns
    -------
    Mapping
        Plain values, not trusted.

    Raises
    ------
    ChildFailedError
        It was stopped, crashed, or left no answer that can be read.
    """
    status = _run(command, request, work, wall_s, plain_environment() if environment is None else environment)
    path = work / ANSWER_FILE
    if status == 0 and path.is_file() and not path.is_symlink() and path.stat().st_size <= most_answer_bytes:
        try:
            answer = json.loads(path.read_bytes())
        except (ValueError, RecursionError) as error:
            raise ChildFailedError(Failure.NO_ANSWER, status, _log_tail(work)) from error
        if isinstance(answer, dict):
            return answer
    raise _failure(status, _log_tail(work))


def _run(
    command: Sequence[str], request: bytes, work: Path, wall_s: float, environment: Mapping[str, str]
) -> int:
    """Exit status of the process; negative for the signal that ended it."""
    with (
        (work / LOG_FILE).open("wb") as log,
        subprocess.Popen(  # noqa: S603 - our own interpreter and module, no shell
            command,
            cwd=work,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            start_new_session=True,
        ) as process,
    ):
        try:
            process.communicate(request, timeout=wall_s)
        except subprocess.TimeoutExpired as error:
            raise ChildFailedError(Failure.TOO_SLOW, None, _log_tail(work)) from error
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
    return process.returncode


def _failure(status: int, log: str) -> ChildFailedError:
    if status == -signal.SIGKILL or any(word in log for word in _MEMORY_WORDS):
        return ChildFailedError(Failure.NO_MEMORY, status, log)
    if status == -signal.SIGXCPU:
        return ChildFailedError(Failure.TOO_SLOW, status, log)
    if status == NO_ROOM_STATUS:
        return ChildFailedError(Failure.NO_ROOM, status, log)
    return ChildFailedError(Failure.CRASHED if status < 0 else Failure.NO_ANSWER, status, log)


def _log_tail(work: Path) -> str:
    path = work / LOG_FILE
    with path.open("rb") as log:
        log.seek(max(path.stat().st_size - _LOG_TAIL, 0))
        return log.read(_LOG_TAIL).decode("utf-8", "replace")

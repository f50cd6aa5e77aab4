"""One process that reads documents by the rules: bounded, and thrown away when a text is too much for it.

A text on which a rule takes for ever costs such a process and its sender a refusal; whoever looks at the map notices
nothing. The process is a program of its own, not a fork: a server has threads, whose locks a fork would copy.
"""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import subprocess
import sys
import tempfile
from multiprocessing.connection import wait
from pathlib import Path
from typing import IO

from atlas.core.policy.reading.draft import DraftDocument
from atlas.ingest.reader.messages import (
    ANSWER_FILE,
    NO_ROOM,
    REQUEST_FILE,
    Answer,
    Begin,
    Request,
    order_to_line,
)
from atlas.ingest.reader.packing import pack, unpack
from atlas.ingest.reader.refusals import broken_off, not_started, too_large, too_slow

#: Isolated: neither the working folder nor variables of Python can bring other modules in.
_COMMAND = (sys.executable, "-I", "-m", "atlas.ingest.reader.worker")
#: Bytes of the log that tell why a process ended.
_LOG_TAIL = 8_192


class EndedError(Exception):
    """A process ended of itself, as it does when nobody asks; never shown to a person."""


class ReadingFailedError(Exception):
    """What a process said when a rule failed or when it ended: for whoever looks after the program, never for a sender."""


class ReaderProcess:
    """One process that reads one document after the other.

    Parameters
    ----------
    begin
        What it is told first.

    Raises
    ------
    StoreError
        It cannot be started.
    """

    def __init__(self, begin: Begin) -> None:
        self._limits = begin.limits
        self._owner = os.getpid()
        try:
            self._log, self._process = _start()
        except OSError as error:
            raise not_started() from error
        # If it has ended already, the first question will tell why.
        with contextlib.suppress(BrokenPipeError):
            self._write(pack(begin).hex().encode() + b"\n")

    @property
    def is_alive(self) -> bool:
        """Whether it waits for the next document."""
        return self._process.poll() is None

    def read(self, request: Request, work: Path) -> DraftDocument:
        """What a text asks of whom.

        Parameters
        ----------
        request
            Text, and what is known of it.
        work
            An empty folder, the caller's to remove.

        Returns
        -------
        DraftDocument
            As read by the rules.

        Raises
        ------
        LimitExceeded
            It takes too much time or memory.
        StoreError
            The process was ended by somebody else; its log is the cause of the error, which visitors are not shown.
        EndedError
            It had waited for so long that it ended.
        OSError
            The disk of the folder is full.
        AtlasError
            As the reading raises it.
        """
        (work / REQUEST_FILE).write_bytes(pack(request))
        try:
            answer = self._ask(work, self._limits.cpu_of(len(request.source.text)))
        except BaseException:
            # Whatever came in between, Ctrl-C too: nobody waits for the answer any more.
            self.stop()
            raise
        if answer.refusal is not None:
            raise answer.refusal
        if answer.draft is None:
            raise ReadingFailedError(answer.failure)
        return answer.draft

    def stop(self) -> None:
        """End it at once; whoever was forked from its owner leaves it alone."""
        if self._owner != os.getpid():
            return
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        for stream in (self._process.stdin, self._process.stdout, self._log):
            # What was still to be written to a process that is gone is of no use.
            with contextlib.suppress(BrokenPipeError):
                if stream is not None:
                    stream.close()

    def _ask(self, work: Path, cpu_s: int) -> Answer:
        limit_s = cpu_s * self._limits.wall_factor
        try:
            self._write(order_to_line(work, cpu_s))
        except BrokenPipeError:
            raise self._ended(cpu_s)  # noqa: B904 - its own cause is the log
        assert self._process.stdout is not None  # noqa: S101 - it is a pipe
        if not wait([self._process.stdout.fileno()], limit_s):
            raise too_slow(limit_s)
        sign = os.read(self._process.stdout.fileno(), 1)
        if not sign:
            raise self._ended(cpu_s)
        if sign == NO_ROOM:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        answer: Answer = unpack((work / ANSWER_FILE).read_bytes())
        return answer

    def _write(self, line: bytes) -> None:
        assert self._process.stdin is not None  # noqa: S101 - it is a pipe
        self._process.stdin.write(line)
        self._process.stdin.flush()

    def _ended(self, cpu_s: int) -> Exception:
        """Why there is no answer."""
        status = self._process.wait()
        if status == 0:
            return EndedError()
        if status == -signal.SIGXCPU:
            return too_slow(cpu_s)
        if status == -signal.SIGKILL:
            # Nobody but the kernel does that, when memory runs out.
            return too_large()
        self._log.seek(max(0, self._log.seek(0, os.SEEK_END) - _LOG_TAIL))
        error = broken_off(status)
        # The log may hold paths and words of the text: it is for whoever looks after the program.
        error.__cause__ = ReadingFailedError(self._log.read().decode("utf-8", "replace"))
        return error


def _start() -> tuple[IO[bytes], subprocess.Popen[bytes]]:
    """A log without a name, and the process that writes it."""
    log = tempfile.TemporaryFile()  # noqa: SIM115 - closed in ``stop``
    try:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and module, no shell
            _COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, start_new_session=True
        )
    except OSError:
        log.close()
        raise
    return log, process

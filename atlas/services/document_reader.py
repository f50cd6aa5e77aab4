"""Processes that read documents by the rules: ready beforehand, bounded, and thrown away when a text is too much for them.

A text on which a rule takes for ever costs such a process and its sender a refusal; whoever looks at the map notices
nothing. The process is a program of its own, not a fork: a server has threads, whose locks a fork would copy.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import subprocess
import sys
import tempfile
import threading
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import wait
from pathlib import Path
from typing import IO, Any

from atlas.core.errors import AtlasError, LimitExceeded, StoreError
from atlas.core.policy.reading.draft import DraftDocument
from atlas.core.policy.reading.facts import DocumentFacts
from atlas.core.policy.reading.source import SourceText

#: Isolated: neither the working folder nor variables of Python can bring other modules in.
_COMMAND = (sys.executable, "-I", "-m", "atlas.services.document_reader_worker")
REQUEST_FILE, ANSWER_FILE = "request.pickle", "answer.pickle"
#: Bytes of the log that tell why a process ended.
_LOG_TAIL = 8_192
#: Processes that stay for the next document; each holds the gazetteer.
_MOST_IDLE = 2

#: Opens the store in another process and gives the rules as they are at any time; it can be pickled.
OpenTools = Callable[[], Callable[[], Any]]


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """What the reading of one text may cost.

    Parameters
    ----------
    memory_bytes
        Address space beyond that of the rules and the gazetteer [byte]; a million characters take about 250 MB.
    cpu_s, cpu_s_per_million
        Processor time of any text, and for every million characters of it [s]; a million take about 12 s.
    wall_factor
        Elapsed time for each second of it, as other programs may be at work.
    idle_s
        How long a process waits for the next text before it ends [s].
    """

    memory_bytes: int = 2 * 2**30
    cpu_s: int = 30
    cpu_s_per_million: int = 40
    wall_factor: int = 2
    idle_s: int = 600

    def cpu_of(self, characters: int) -> int:
        """Processor time of a text of so many characters [s]."""
        return self.cpu_s + self.cpu_s_per_million * characters // 1_000_000


@dataclass(frozen=True, slots=True)
class Begin:
    """What a process is told before its first document."""

    open_tools: OpenTools
    limits: ReadingLimits


@dataclass(frozen=True, slots=True)
class Request:
    """What a process is asked."""

    source: SourceText
    about: DocumentFacts


@dataclass(frozen=True, slots=True)
class Answer:
    """What a process says: a draft, a refusal, or the traceback of a failure that is ours."""

    draft: DraftDocument | None = None
    refusal: AtlasError | None = None
    failure: str = ""


class _EndedError(Exception):
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
        self._log: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed in ``stop``
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module, no shell
                _COMMAND,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._log,
                start_new_session=True,
            )
        except OSError as error:
            self._log.close()
            raise _broken_off() from error
        # If it has ended already, the first question will tell why.
        with contextlib.suppress(BrokenPipeError):
            self._write(pickle.dumps(begin).hex())

    @property
    def is_alive(self) -> bool:
        """Whether it waits for the next document."""
        return self._process.poll() is None

    def read(self, request: Request) -> DraftDocument:
        """What a text asks of whom.

        Parameters
        ----------
        request
            Text, and what is known of it.

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
        AtlasError
            As the reading raises it.
        """
        with tempfile.TemporaryDirectory(prefix="atlas-reading-") as folder:
            (Path(folder) / REQUEST_FILE).write_bytes(pickle.dumps(request, pickle.HIGHEST_PROTOCOL))
            try:
                answer = self._ask(Path(folder), self._limits.cpu_of(len(request.source.text)))
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

    def _ask(self, folder: Path, cpu_s: int) -> Answer:
        limit_s = cpu_s * self._limits.wall_factor
        try:
            self._write(f"{cpu_s} {folder}")
        except BrokenPipeError:
            raise self._ended(cpu_s)  # noqa: B904 - its own cause is the log
        assert self._process.stdout is not None  # noqa: S101 - it is a pipe
        if not wait([self._process.stdout.fileno()], limit_s):
            raise _too_slow(limit_s)
        if not os.read(self._process.stdout.fileno(), 1):
            raise self._ended(cpu_s)
        answer: Answer = pickle.loads((folder / ANSWER_FILE).read_bytes())  # noqa: S301 - our own process wrote it
        return answer

    def _write(self, line: str) -> None:
        assert self._process.stdin is not None  # noqa: S101 - it is a pipe
        self._process.stdin.write(f"{line}\n".encode())
        self._process.stdin.flush()

    def _ended(self, cpu_s: int) -> Exception:
        """Why there is no answer."""
        status = self._process.wait()
        if status == 0:
            return _EndedError()
        if status == -signal.SIGXCPU:
            return _too_slow(cpu_s)
        if status == -signal.SIGKILL:
            # Nobody but the kernel does that, when memory runs out.
            return too_large()
        self._log.seek(max(0, self._log.seek(0, os.SEEK_END) - _LOG_TAIL))
        error = _broken_off(status)
        # The log may hold paths and words of the text: it is for whoever looks after the program.
        error.__cause__ = ReadingFailedError(self._log.read().decode("utf-8", "replace"))
        return error


class DocumentReaders:
    """Reads documents in processes that stay for the next one.

    Parameters
    ----------
    open_tools
        For the processes.
    limits
        What a text may cost.
    """

    def __init__(self, open_tools: OpenTools, limits: ReadingLimits | None = None) -> None:
        self._begin = Begin(open_tools, limits or ReadingLimits())
        self._idle: list[ReaderProcess] = []
        self._lock = threading.Lock()
        # Also when the program ends: it leaves no process behind.
        self._end = weakref.finalize(self, _stop_all, self._idle)

    def prepare(self) -> None:
        """See that a process is about to be ready: while it loads the rules, the caller does something else."""
        reader = self._take()
        self._give_back(reader)

    def read(self, source: SourceText, about: DocumentFacts) -> DraftDocument:
        """What a text asks of whom; see ``ReaderProcess.read``."""
        request = Request(source, about)
        reader = self._take()
        try:
            draft = reader.read(request)
        except _EndedError:
            # It had waited for so long that it ended as it was asked: a new one does not.
            reader = ReaderProcess(self._begin)
            draft = reader.read(request)
        finally:
            self._give_back(reader)
        return draft

    def close(self) -> None:
        """End the processes that wait."""
        with self._lock:
            _stop_all(self._idle)

    def _take(self) -> ReaderProcess:
        with self._lock:
            while self._idle:
                reader = self._idle.pop()
                if reader.is_alive:
                    return reader
                reader.stop()
        return ReaderProcess(self._begin)

    def _give_back(self, reader: ReaderProcess) -> None:
        with self._lock:
            if reader.is_alive and len(self._idle) < _MOST_IDLE:
                self._idle.append(reader)
                return
        reader.stop()


def too_large() -> LimitExceeded:
    """The refusal of a text that takes more memory than is given to it.

    Returns
    -------
    LimitExceeded
        To be raised.
    """
    return LimitExceeded(
        "按规则读取这份文件需要的内存超过上限",
        "reading this document by the rules needs more memory than allowed",
        code="reading_memory",
        hint_zh="文件没有保存。请按章节分成几个文件，分别添加。",
        hint_en="Nothing was kept. Split it into several files by its chapters, and add each.",
    )


def _broken_off(status: int | None = None) -> StoreError:
    return StoreError(
        "按规则读取文件的进程中断了",
        "the process that reads documents by the rules has ended",
        code="reading_ended",
        hint_zh="文件没有保存，请重试；再次中断时请告诉管理员。",
        hint_en="Nothing was kept: try again; if it ends again, tell your administrator.",
        status=status,
    )


def _too_slow(seconds: int) -> LimitExceeded:
    return LimitExceeded(
        f"按规则读取这份文件超过了 {seconds} 秒",
        f"reading this document by the rules took longer than {seconds} s",
        code="reading_timeout",
        hint_zh="文件没有保存。请按章节分成几个文件，分别添加；某一部分仍然过慢时，请把它交给管理员。",
        hint_en="Nothing was kept. Split it into several files by its chapters, and add each; "
        "if one part is still too slow, give it to your administrator.",
        seconds=seconds,
    )


def _stop_all(readers: list[ReaderProcess]) -> None:
    while readers:
        readers.pop().stop()

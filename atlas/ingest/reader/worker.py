"""The process that reads documents by the rules: a line on stdin for each, the answer in a file, a sign on stdout."""

from __future__ import annotations

import gc
import math
import os
import resource
import select
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import psutil

from atlas.core.errors import AtlasError
from atlas.core.policy.reading.assembly import read_draft
from atlas.core.policy.reading.facts import DocumentFacts
from atlas.core.policy.reading.source import Piece, SourceText
from atlas.ingest.reader.messages import (
    ANSWER_FILE,
    DONE,
    NO_ROOM,
    REQUEST_FILE,
    Answer,
    Begin,
    Request,
    order_from_line,
)
from atlas.ingest.reader.packing import pack, unpack
from atlas.ingest.reader.refusals import too_large
from atlas.ingest.reader.shares import Shares, count_processors

if TYPE_CHECKING:
    from atlas.core.policy.reading.context import ReadingTools

_STDIN, _STDOUT, _STDERR = 0, 1, 2
_CHINA = "100000"
_FIRST = SourceText("txt", "utf-8", (Piece("支持大方县发展煤化工。", "1"),))


def main() -> None:
    """Answer until nobody asks any more."""
    # Whatever prints in between must not be taken for an answer.
    done = os.fdopen(os.dup(_STDOUT), "wb", buffering=0)
    os.dup2(_STDERR, _STDOUT)
    stdin = os.fdopen(_STDIN, "rb", buffering=0)
    begin: Begin = unpack(bytes.fromhex(stdin.readline().decode()))
    threading.Thread(target=_end_with_parent, daemon=True).start()
    worker = _Worker(begin)
    while line := _next_line(stdin, begin.limits.idle_s):
        done.write(worker.answer(*order_from_line(line)))
        worker.tidy()


class _Worker:
    """Holds the rules from one document to the next."""

    def __init__(self, begin: Begin) -> None:
        self._begin = begin
        self._read_tools: Callable[[], ReadingTools] | None = None
        self._shares = Shares(count_processors())
        # What is loaded has next to no circles: looking for them would take a tenth of the time.
        gc.disable()
        try:
            # The dictionary of words is loaded by the first reading.
            read_draft(_FIRST, self._tools(), DocumentFacts("first", _CHINA))
        except Exception:  # noqa: BLE001 - told with the first answer, where it comes up again
            traceback.print_exc()
        # What was loaded stays for good: nobody need look through it for what may go.
        gc.freeze()
        self._limit_memory()

    def answer(self, folder: Path, cpu_s: int) -> bytes:
        """Read the document of a folder and leave the answer there; gives the sign."""
        self._limit_time(cpu_s)
        try:
            answer = pack(self._read(folder))
        except MemoryError:
            answer = pack(Answer(refusal=too_large()))
        except AtlasError as error:
            answer = pack(Answer(refusal=error))
        except Exception:  # noqa: BLE001 - handed over with its traceback
            answer = pack(Answer(failure=traceback.format_exc()))
        try:
            (folder / ANSWER_FILE).write_bytes(answer)
        except OSError:
            traceback.print_exc()
            return NO_ROOM
        finally:
            # What is done between two documents must not end a process that the next one counts on.
            self._limit_time(None)
        return DONE

    def tidy(self) -> None:
        """Give back what the last document took, while the next one is on its way."""
        gc.enable()
        gc.collect()

    def _read(self, folder: Path) -> Answer:
        request: Request = unpack((folder / REQUEST_FILE).read_bytes())
        tools = self._tools()
        # A draft has many parts and no circles: looking for them would take a tenth of the time.
        gc.disable()
        return Answer(draft=read_draft(request.source, tools, request.about, share=self._shares))

    def _tools(self) -> ReadingTools:
        if self._read_tools is None:
            self._read_tools = self._begin.open_tools()
        return self._read_tools()

    def _limit_memory(self) -> None:
        wanted = psutil.Process().memory_info().vms + self._begin.limits.memory_bytes
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (_within(wanted, hard), hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def _limit_time(self, cpu_s: int | None) -> None:
        """Whatever it took for earlier documents, so many seconds more: the kernel then ends the process."""
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        if cpu_s is None:
            resource.setrlimit(resource.RLIMIT_CPU, (hard, hard))
            return
        used = resource.getrusage(resource.RUSAGE_SELF)
        wanted = math.ceil(used.ru_utime + used.ru_stime) + cpu_s
        resource.setrlimit(resource.RLIMIT_CPU, (_within(wanted, hard), hard))


def _within(wanted: int, hard: int) -> int:
    return wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)


def _next_line(stdin: IO[bytes], idle_s: int) -> bytes:
    """What is asked next; empty when nobody asks for so long, or nobody is there any more."""
    ready, _, _ = select.select([stdin], [], [], idle_s)
    return stdin.readline() if ready else b""


def _end_with_parent() -> None:
    """A killed parent cannot end its processes: they see that the other end of stdin is gone."""
    poll: Any = select.poll()
    poll.register(_STDIN, 0)
    poll.poll()
    os._exit(1)


if __name__ == "__main__":
    main()

"""Shares a long document out among copies of the process that reads it, each on a processor of its own."""

from __future__ import annotations

import os
import select
import signal
import threading
import traceback
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

from atlas.core.policy.reading.shares import MadeItems, ReadSections
from atlas.ingest.reader.packing import pack, unpack

#: More copies than this save little: what comes before and behind their work is done by one.
_MOST_SHARES = 4
#: A shorter share is read in the time that it takes to make a copy and to hand over what it found [sign].
_LEAST_SIGNS = 20_000


@dataclass(frozen=True, slots=True)
class Shares:
    """How a document is shared out.

    Parameters
    ----------
    most
        Processes at once, this one included.
    least_signs
        Signs that a share has at least.
    """

    most: int
    least_signs: int = _LEAST_SIGNS

    def __call__(self, read: ReadSections, sizes: Sequence[int]) -> Sequence[MadeItems]:
        """Have the sections read; a ``ShareOut``.

        Parameters
        ----------
        read
            Reads sections.
        sizes
            Their signs.

        Returns
        -------
        sequence of MadeItems
            One for each share. What a copy could not finish is read again here, where its failure is told.
        """
        own, *others = self._cut(sizes)
        copies = [_Copy(*share) for share in others]
        try:
            for copy in copies:
                copy.begin(read)
            return [read(*own), *(copy.result() or read(copy.first, copy.last) for copy in copies)]
        finally:
            for copy in copies:
                copy.end()

    def _cut(self, sizes: Sequence[int]) -> Iterator[tuple[int, int]]:
        """First and last section of each share, about as many signs in each."""
        ends = list(accumulate(sizes, initial=0))
        count = max(1, min(self.most, ends[-1] // self.least_signs))
        inner = [bisect_left(ends, ends[-1] * part // count) for part in range(1, count)]
        return pairwise([0, *inner, len(sizes)])


class _Copy:
    """A copy of this process that reads some sections."""

    def __init__(self, first: int, last: int) -> None:
        self.first, self.last = first, last
        self._stream: int | None = None
        self._pid = 0

    def begin(self, read: ReadSections) -> None:
        """Make it, where the system has room for it; whatever fails, ``end`` leaves nothing of it."""
        try:
            self._stream, write = pipe = os.pipe()
        except OSError:
            traceback.print_exc()
            return
        try:
            self._pid = os.fork()
            if not self._pid:
                _read_and_leave(read, self.first, self.last, pipe)
        except OSError:
            traceback.print_exc()
        finally:
            os.close(write)

    def result(self) -> MadeItems | None:
        """What it found; nothing when it came to no end, or to no beginning."""
        if not self._pid or self._stream is None:
            return None
        with os.fdopen(self._stream, "rb", closefd=False) as stream:
            packed = stream.read()
        _, status = os.waitpid(self._pid, 0)
        self._pid = 0
        return unpack(packed) if status == 0 else None

    def end(self) -> None:
        """End it, should it still be at work."""
        if self._stream is not None:
            os.close(self._stream)
        if self._pid:
            with suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)


def count_processors() -> int:
    """Processors that this process may use, up to the copies that are worth while."""
    may_use = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(_MOST_SHARES, may_use)


def _read_and_leave(read: ReadSections, first: int, last: int, pipe: tuple[int, int]) -> None:
    """The life of a copy; never comes back."""
    code = 1
    try:
        stream_of_parent, write = pipe
        os.close(stream_of_parent)
        threading.Thread(target=_end_when_unread, args=(write,), daemon=True).start()
        with os.fdopen(write, "wb") as stream:
            stream.write(pack(read(first, last)))
        code = 0
    except BaseException:  # noqa: BLE001 - whoever waits for it reads these sections again
        traceback.print_exc()
    finally:
        os._exit(code)


def _end_when_unread(write: int) -> None:
    """Who waits may be killed: its copies see that nobody reads what they write any more."""
    poll: Any = select.poll()
    poll.register(write, 0)
    poll.poll()
    os._exit(1)

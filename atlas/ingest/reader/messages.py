"""What the program and a process that reads documents say to each other: by way of files, a line and a sign for each."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from atlas.core.errors import AtlasError
from atlas.core.policy.reading.draft import DraftDocument
from atlas.core.policy.reading.facts import DocumentFacts
from atlas.core.policy.reading.source import SourceText

REQUEST_FILE, ANSWER_FILE = "request.pickle", "answer.pickle"
#: Signs of a process: the answer is in its file; there was no room on the disk for it.
DONE, NO_ROOM = b".", b"!"

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
        Processor time of any text, and for every million characters of it [s]; a million take about 10 s.
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


def order_to_line(folder: Path, cpu_s: int) -> bytes:
    """The line that has a process read.

    Parameters
    ----------
    folder
        Of the request; absolute.
    cpu_s
        Processor time that it may take [s].

    Returns
    -------
    bytes
        With its end; a name may hold any sign.
    """
    return f"{cpu_s} {os.fsencode(folder).hex()}\n".encode()


def order_from_line(line: bytes) -> tuple[Path, int]:
    """The folder and the processor time [s] of a line of ``order_to_line``."""
    cpu_s, folder = line.split()
    return Path(os.fsdecode(bytes.fromhex(folder.decode()))), int(cpu_s)

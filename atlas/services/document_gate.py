"""How many documents a process reads at a time: each takes a processor and some hundred megabytes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from atlas.core.errors import ServiceBusy

#: Readings at a time; a plan takes a second or two.
MOST_READINGS = 2
#: How long somebody waits for a turn [s].
LONGEST_WAIT_S = 30.0


class ReadingGate:
    """Lets a few in at a time; the others wait, and are told when it takes too long.

    Parameters
    ----------
    most
        At a time.
    wait_s
        How long to wait [s].
    """

    def __init__(self, most: int = MOST_READINGS, wait_s: float = LONGEST_WAIT_S) -> None:
        self._turns = threading.BoundedSemaphore(most)
        self._wait_s = wait_s

    @contextmanager
    def turn(self) -> Iterator[None]:
        """A turn to read one document.

        Raises
        ------
        ServiceBusy
            None came up in time; nothing was done.
        """
        if not self._turns.acquire(timeout=self._wait_s):
            raise ServiceBusy(
                "正在读取其他文件",
                "other documents are being read",
                code="reading_busy",
                hint_zh="文件没有保存，请过一会儿再试；大批文件请用命令行 atlas documents add。",
                hint_en="Nothing was kept: try again in a moment; many documents go in by atlas documents add.",
            )
        try:
            yield
        finally:
            self._turns.release()

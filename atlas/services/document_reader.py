"""Processes that read documents by the rules: ready beforehand, and kept for the next document."""

from __future__ import annotations

import threading
import weakref

from atlas.core.policy.reading.draft import DraftDocument
from atlas.core.policy.reading.facts import DocumentFacts
from atlas.core.policy.reading.source import SourceText
from atlas.ingest.reader.messages import Begin, OpenTools, ReadingLimits, Request
from atlas.ingest.reader.process import EndedError, ReaderProcess
from atlas.stores.work_folders import WorkFolders

#: Processes that stay for the next document; each holds the gazetteer.
_MOST_IDLE = 2


class DocumentReaders:
    """Reads documents in processes that stay for the next one.

    Parameters
    ----------
    open_tools
        For the processes.
    work
        Folders in which texts and drafts are handed over.
    limits
        What a text may cost.
    """

    def __init__(self, open_tools: OpenTools, work: WorkFolders, limits: ReadingLimits | None = None) -> None:
        self._begin = Begin(open_tools, limits or ReadingLimits())
        self._work = work
        self._idle: list[ReaderProcess] = []
        self._lock = threading.Lock()
        # Also when the program ends: it leaves no process behind.
        self._end = weakref.finalize(self, _stop_all, self._idle)

    def prepare(self) -> None:
        """See that a process is about to be ready: while it loads the rules, the caller does something else."""
        reader = self._take()
        self._give_back(reader)

    def read(self, source: SourceText, about: DocumentFacts) -> DraftDocument:
        """What a text asks of whom.

        Parameters
        ----------
        source, about
            The text, and what is known of it.

        Returns
        -------
        DraftDocument
            As read by the rules.

        Raises
        ------
        LimitExceeded, StoreError, AtlasError
            See ``ReaderProcess.read``; the disk is full.
        """
        request = Request(source, about)
        with self._work.make() as folder:
            reader = self._take()
            try:
                draft = reader.read(request, folder)
            except EndedError:
                # It had waited for so long that it ended as it was asked: a new one does not.
                reader = ReaderProcess(self._begin)
                draft = reader.read(request, folder)
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


def _stop_all(readers: list[ReaderProcess]) -> None:
    while readers:
        readers.pop().stop()

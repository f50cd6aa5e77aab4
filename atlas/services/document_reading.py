"""Reads the file of a document in one process, and what its text asks of whom in another."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from atlas.core.policy.reading.draft import DraftDocument
from atlas.core.policy.reading.facts import DocumentFacts
from atlas.core.policy.reading.source import SourceText
from atlas.ingest.documents.document import read_document
from atlas.services.document_reader import DocumentReaders
from atlas.stores.work_folders import WorkFolders


class ReadsDocuments(Protocol):
    """What turns a file into a draft."""

    def prepare(self) -> None:
        """Begin to load what the reading needs; nobody waits for it."""
        ...

    def read_source(self, path: Path, *, name: str) -> SourceText:
        """The words of a file; raises ``DataError`` and its kin."""
        ...

    def read_draft(self, source: SourceText, about: DocumentFacts) -> DraftDocument:
        """What a text asks of whom; raises ``LimitExceeded`` for one that takes too long."""
        ...


class DocumentReading:
    """Reads documents with the tools of the store.

    Parameters
    ----------
    readers
        Read texts by the rules.
    work
        Folders for the process that opens a file.
    """

    def __init__(self, readers: DocumentReaders, work: WorkFolders) -> None:
        self._readers = readers
        self._work = work

    def prepare(self) -> None:
        """Begin to load the rules in the other process; nobody waits for it."""
        self._readers.prepare()

    def read_source(self, path: Path, *, name: str) -> SourceText:
        """The words of a file.

        Parameters
        ----------
        path
            Untrusted.
        name
            What the sender calls it.

        Returns
        -------
        SourceText
            In order, each with its place.

        Raises
        ------
        InputError, DataError, EncodingError, LimitExceeded
            See ``ingest.documents.document.read_document``.
        StoreError
            The disk is full.
        """
        with self._work.make() as work:
            return read_document(path, name=name, work=work)

    def read_draft(self, source: SourceText, about: DocumentFacts) -> DraftDocument:
        """What a text asks of whom.

        Parameters
        ----------
        source
            The text.
        about
            What is known of the document.

        Returns
        -------
        DraftDocument
            Nothing in it is confirmed.

        Raises
        ------
        LimitExceeded
            It takes too much time or memory.
        StoreError
            The process that reads has ended; the disk is full.
        """
        return self._readers.read(source, about)

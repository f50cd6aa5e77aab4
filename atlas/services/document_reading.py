"""Reads the file of a document, in a process of its own, and what its text asks of whom."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from atlas.core.policy.reading.assembly import DocumentFacts, read_draft
from atlas.core.policy.reading.context import ReadingTools
from atlas.core.policy.reading.draft import DraftDocument
from atlas.core.policy.reading.source import SourceText
from atlas.ingest.documents.document import read_document


class ReadsDocuments(Protocol):
    """What turns a file into a draft."""

    def read_source(self, path: Path, *, name: str) -> SourceText:
        """The words of a file; raises ``DataError`` and its kin."""
        ...

    def read_draft(self, source: SourceText, about: DocumentFacts) -> DraftDocument:
        """What a text asks of whom."""
        ...


class DocumentReading:
    """Reads documents with the tools of the store.

    Parameters
    ----------
    read_tools
        Gives the gazetteer and the topics.
    """

    def __init__(self, read_tools: Callable[[], ReadingTools]) -> None:
        self._read_tools = read_tools

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
        """
        with tempfile.TemporaryDirectory(prefix="atlas-document-") as work:
            return read_document(path, name=name, work=Path(work))

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
        """
        return read_draft(source, self._read_tools(), about)

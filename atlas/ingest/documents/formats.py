"""Which module reads which kind of document; for the reading process only."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from atlas.core.policy.reading.source import SourceText
from atlas.ingest.documents.sniffing import DOCX, HTML, PDF, TXT, sniff_document
from atlas.ingest.limits import ReadLimits

#: Module and function by kind. Only the one that is needed is imported: the parsers take half a second to load.
_READERS = {
    TXT: ("plain_text", "read_plain_text"),
    DOCX: ("docx", "read_docx"),
    PDF: ("pdf", "read_pdf"),
    HTML: ("html", "read_html"),
}


def read_any(path: Path, *, name: str, limits: ReadLimits) -> SourceText:
    """The words of a document of any kind that is read.

    Parameters
    ----------
    path
        The file.
    name
        As the user called it.
    limits
        What is taken of it.

    Returns
    -------
    SourceText
        Its pieces in reading order.

    Raises
    ------
    DataError
        It is empty, damaged, encrypted, of a kind that is not read, or has no text layer.
    EncodingError
        Its encoding cannot be told.
    LimitExceeded
        It is too long.
    """
    module, function = _READERS[sniff_document(path, name=name)]
    read = getattr(import_module(f"{__package__}.{module}"), function)
    source: SourceText = read(path, name=name, limits=limits)
    return source

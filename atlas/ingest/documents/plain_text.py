"""Lines of a text file."""

from __future__ import annotations

import re
from pathlib import Path

from atlas.core.policy.reading.source import SourceText
from atlas.ingest.documents import refusals
from atlas.ingest.documents.decoding import ENCODING_GUESSED, decode_by_evidence
from atlas.ingest.documents.gathering import Gathering
from atlas.ingest.limits import ReadLimits

#: What an editor counts as the end of a line; a page break or U+2028 parts text within one.
_LINE_ENDS = re.compile("\r\n|\r|\n")


def read_plain_text(path: Path, *, name: str, limits: ReadLimits) -> SourceText:
    """The lines of a text file, empty ones too.

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
        A piece a line.

    Raises
    ------
    DataError
        It is no text, or has none.
    EncodingError
        Its encoding cannot be told.
    LimitExceeded
        It is too long.
    """
    gathering = Gathering(name, limits)
    decoded = decode_by_evidence(read_bytes(path, name=name, limits=limits), name=name)
    if decoded.is_guessed:
        gathering.note(*ENCODING_GUESSED)
    for number, line in enumerate(_LINE_ENDS.split(decoded.text), start=1):
        gathering.add(line, f"line {number}", keep_empty=True)
    return gathering.source("txt", encoding=decoded.encoding)


def read_bytes(path: Path, *, name: str, limits: ReadLimits) -> bytes:
    """The whole of a file that is parsed as one text.

    Parameters
    ----------
    path
        The file.
    name
        As the user called it.
    limits
        Its largest size.

    Returns
    -------
    bytes
        Content.

    Raises
    ------
    LimitExceeded
        It is larger.
    """
    size, most = path.stat().st_size, limits.max_text_bytes
    if size > most:
        raise refusals.too_long(
            name,
            f"有 {size // 2**20} MB 文字，超过上限 {most // 2**20} MB",
            f"has {size // 2**20} MB of text, more than the limit of {most // 2**20} MB",
        )
    return path.read_bytes()

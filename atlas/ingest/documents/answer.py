"""A document as plain values, on its way from the reading process to ours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from atlas.core.errors import Text
from atlas.core.policy.reading.source import Note, Piece, SourceText

_KINDS = frozenset({"txt", "docx", "pdf", "html"})
_LONGEST_WHERE, _LONGEST_WORD = 80, 2_000


def source_to_dict(source: SourceText) -> dict[str, Any]:
    """A document as plain values.

    Parameters
    ----------
    source
        As read.

    Returns
    -------
    dict
        For JSON.
    """
    return {
        "kind": source.kind,
        "encoding": source.encoding,
        "title": source.title,
        "text": source.text,
        "where": [piece.where for piece in source.pieces],
        "notes": [
            {"code": note.code, "message": note.message.to_dict(), "count": note.count}
            for note in source.notes
        ],
    }


def source_from_dict(values: Mapping[str, Any]) -> SourceText:
    """The document that ``source_to_dict`` took apart.

    Parameters
    ----------
    values
        Plain values, not trusted.

    Returns
    -------
    SourceText
        The document.

    Raises
    ------
    ValueError, KeyError, TypeError, AttributeError
        The values are not those of a document.
    """
    if values["kind"] not in _KINDS:
        raise ValueError("not a kind of document")
    lines = values["text"].split("\n")
    pieces = tuple(
        Piece(text, _word(where, _LONGEST_WHERE)) for text, where in zip(lines, values["where"], strict=True)
    )
    return SourceText(
        kind=values["kind"],
        encoding=_word(values["encoding"], _LONGEST_WHERE),
        pieces=pieces,
        title=_word(values["title"], _LONGEST_WORD),
        notes=tuple(_note(one) for one in values["notes"]),
    )


def _note(values: Mapping[str, Any]) -> Note:
    message = values["message"]
    if not values["code"].isidentifier():
        raise ValueError("not a code")
    text = Text(_word(message["zh"], _LONGEST_WORD), _word(message["en"], _LONGEST_WORD))
    return Note(values["code"], text, int(values["count"]))


def _word(value: Any, longest: int) -> str:
    if not isinstance(value, str) or len(value) > longest:
        raise ValueError("not a word")
    return value

"""Text of shapefiles: the encoding is often not said, and ten bytes of a column name end inside a character.

A shapefile is read as Latin-1, which keeps every byte, and its text is decoded here.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

#: Encoding to open a shapefile with, so that no byte is lost.
RAW_ENCODING = "ISO-8859-1"
#: Longest name of a column [bytes].
NAME_BYTES = 10
#: Language marks of a .dbf header that name a Chinese encoding; the others are too often wrong to be believed.
_MARKS = {0x4D: "gb18030", 0x7A: "gb18030", 0x4F: "big5", 0x78: "big5"}
_MARK_AT = 29
#: GB 18030 reads GBK and GB 2312 too.
_GUESSES = ("utf-8", "gb18030")


def find_encoding(path: Path, texts: Iterable[str]) -> str:
    """The encoding of a shapefile: what it says of itself if its text bears that out, else UTF-8 or GB 18030.

    Parameters
    ----------
    path
        The .shp file.
    texts
        Names and values as read with ``RAW_ENCODING``.

    Returns
    -------
    str
        Name of a Python codec.
    """
    unique = set(texts)
    said = _said_encoding(path)
    for encoding in (said, *_GUESSES) if said else _GUESSES:
        try:
            for text in unique:
                decode(text, encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return RAW_ENCODING


def decode(text: str, encoding: str) -> str:
    """Text as it was meant; a character that the width of its field cut off is dropped.

    Parameters
    ----------
    text
        As read with ``RAW_ENCODING``.
    encoding
        Its real encoding.

    Returns
    -------
    str
        Text.
    """
    return codecs.getincrementaldecoder(encoding)("strict").decode(text.encode(RAW_ENCODING))


def decode_columns(names: Sequence[str], encoding: str) -> dict[str, str]:
    """Names of columns as they were meant, all different.

    Parameters
    ----------
    names
        As read with ``RAW_ENCODING``.
    encoding
        Their real encoding.

    Returns
    -------
    dict
        Name as meant by name as read.
    """
    return _numbered({name: decode(name, encoding) for name in names}, limit=None)


def short_columns(names: Sequence[str], *, encoding: str = "utf-8") -> dict[str, str]:
    """Names of columns that a shapefile can hold: ten bytes, whole characters, all different.

    Parameters
    ----------
    names
        Names.
    encoding
        Of the shapefile.

    Returns
    -------
    dict
        Short name by name.
    """
    return _numbered(
        {name: cut(name, NAME_BYTES, encoding=encoding) for name in names},
        limit=NAME_BYTES,
        encoding=encoding,
    )


def _said_encoding(path: Path) -> str | None:
    try:
        words = next(
            (
                found.read_text("ascii", errors="ignore").strip()
                for ending in (".cpg", ".CPG")
                if (found := path.with_suffix(ending)).is_file()
            ),
            "",
        )
        if words:
            name = words.split()[-1]
            name = {"65001": "utf-8", "936": "gb18030", "54936": "gb18030"}.get(name, name)
            codec = codecs.lookup(name).name
            return "gb18030" if codec in ("gbk", "gb2312") else codec
        return next(
            (
                _MARKS.get(head[_MARK_AT])
                for ending in (".dbf", ".DBF")
                if (table := path.with_suffix(ending)).is_file() and len(head := _head(table)) > _MARK_AT
            ),
            None,
        )
    except (OSError, LookupError):
        return None


def _head(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(_MARK_AT + 1)


def cut(text: str, limit: int, *, encoding: str = "utf-8") -> str:
    """As many whole characters as fit.

    Parameters
    ----------
    text
        Any.
    limit
        Most bytes.
    encoding
        In which they are counted.

    Returns
    -------
    str
        The beginning of the text.
    """
    return text.encode(encoding)[:limit].decode(encoding, "ignore")


def _numbered(wanted: Mapping[str, str], *, limit: int | None, encoding: str = "utf-8") -> dict[str, str]:
    """The wanted names, a number after those that came before; upper and lower case count as one."""
    taken: set[str] = set()
    given: dict[str, str] = {}
    for name, want in wanted.items():
        new, number = want, 1
        while new.lower() in taken:
            number += 1
            tail = f"_{number}"
            new = (want if limit is None else cut(want, limit - len(tail), encoding=encoding)) + tail
        taken.add(new.lower())
        given[name] = new
    return given


def texts_of(records: Iterable[Mapping[str, Any]]) -> list[str]:
    """Every text among the values of records.

    Parameters
    ----------
    records
        Values by column.

    Returns
    -------
    list of str
        Texts.
    """
    return [value for record in records for value in record.values() if isinstance(value, str)]

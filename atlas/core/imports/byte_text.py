"""Bytes to text: names of encodings, and many texts decoded at once, with what was cut off or could not be read."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import dataclass

#: Encoding of bytes that stand one a character.
RAW_ENCODING = "iso8859-1"
#: Names of columns in a .dbf hold ten bytes, eleven with the closing zero; some programs stop one short.
NAME_WIDTH = 9

#: Code pages by number, as .cpg files write them.
_CODE_PAGES = {
    "65001": "utf-8",
    "936": "gbk",
    "54936": "gb18030",
    "950": "cp950",
    "951": "big5hkscs",
    "88591": RAW_ENCODING,
    "1252": "cp1252",
}
#: Language marks of a .dbf header that name a Chinese encoding; the others are too often wrong to be believed.
_LANGUAGE_MARKS = {0x4D: "gbk", 0x7A: "gbk", 0x4F: "cp950", 0x78: "cp950"}
#: The encoding that reads everything another one can, and more.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "cp950", "utf-8-sig": "utf-8"}
#: Python knows these as encodings of text, but no file of data is written in them.
_NOT_OF_FILES = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined"})
#: Encodings in which no byte below 0x30 is ever part of a longer character, so that many texts decode in one go.
_JOINABLE = frozenset({"utf-8", "gb18030", "cp950", "big5hkscs"})
_TOGETHER = 4096
_SEPARATOR = "\x1f"
_REPLACEMENT = "\ufffd"

_INNER_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def codec_of(words: str) -> str:
    """The codec that some words name.

    Parameters
    ----------
    words
        As a person or a .cpg writes it: ``GBK``, ``UTF-8``, ``936``, ``ANSI 936``, ``ISO 88591``.

    Returns
    -------
    str
        Name of a Python codec of text; empty when the words name none.

    Examples
    --------
    >>> codec_of("ANSI 936"), codec_of("utf8"), codec_of("OEM"), codec_of("rot13")
    ('gbk', 'utf-8', '', '')
    """
    words = words.strip().strip("\x00\ufeff").strip()
    number = re.fullmatch(r"(?:ansi|oem|cp|ms|windows|iso)?[\s_-]*(\d+)", words, re.IGNORECASE)
    if number and number[1] in _CODE_PAGES:
        return _CODE_PAGES[number[1]]
    try:
        name = codecs.lookup(words).name
        # Codecs that do not make text are only refused when they are used.
        b"1".decode(name)
    except LookupError:
        return ""
    except (UnicodeError, ValueError):
        return name if name.startswith(("utf-16", "utf-32")) else ""
    return "" if name in _NOT_OF_FILES else name


def codec_of_mark(mark: int | None) -> str:
    """The codec that the language mark of a .dbf header names.

    Parameters
    ----------
    mark
        Byte 29.

    Returns
    -------
    str
        Empty when it names none that can be believed.
    """
    return _LANGUAGE_MARKS.get(mark or 0, "")


def wider_codec(codec: str) -> str:
    """The codec to decode with.

    Parameters
    ----------
    codec
        As `codec_of` gives it.

    Returns
    -------
    str
        Itself, or one that reads all of it and more.
    """
    return _WIDER.get(codec, codec)


def is_ascii_compatible(codec: str) -> bool:
    """Whether text of plain letters reads the same in a codec.

    Parameters
    ----------
    codec
        Name.

    Returns
    -------
    bool
        False for UTF-16, UTF-7, HZ and the like.
    """
    plain = bytes(range(0x20, 0x7F))
    try:
        return plain.decode(codec) == plain.decode("ascii")
    except UnicodeError:
        return False


@dataclass(frozen=True, slots=True)
class Decoding:
    """Texts as one codec reads them.

    Parameters
    ----------
    texts
        As many as were given.
    cut
        Places in ``texts`` where the last character was cut off by the width of its field, and dropped.
    failed
        Places in ``texts`` that the codec cannot read; what cannot be read stands there as U+FFFD.
    """

    texts: list[str]
    cut: tuple[int, ...]
    failed: tuple[int, ...]


def decode_texts(raw: Sequence[str], codec: str, *, widths: Sequence[int]) -> Decoding:
    """Texts as a codec reads them.

    Parameters
    ----------
    raw
        Bytes, one a character.
    codec
        As `wider_codec` gives it.
    widths
        Length from which on each text may have been cut [bytes]; a shorter one that ends inside a character is
        unreadable.

    Returns
    -------
    Decoding
        Linear in the length of the texts.

    Examples
    --------
    >>> raw = "行政区划代码".encode("gbk")[:9].decode("latin-1")
    >>> decode_texts([raw], "gb18030", widths=[9])
    Decoding(texts=['行政区划'], cut=(0,), failed=())
    """
    texts: list[str] = []
    cut: list[int] = []
    failed: list[int] = []
    for start in range(0, len(raw), _TOGETHER):
        part = raw[start : start + _TOGETHER]
        together = _decode_together(part, codec) if codec in _JOINABLE else None
        if together is not None:
            texts += together
            continue
        for place, one in enumerate(part, start=start):
            text, is_cut, is_failed = _decode_one(one, codec, widths[place])
            texts.append(text)
            cut += [place] * is_cut
            failed += [place] * is_failed
    return Decoding(texts, tuple(cut), tuple(failed))


def _decode_together(part: Sequence[str], codec: str) -> list[str] | None:
    joined = _SEPARATOR.join(part)
    if joined.count(_SEPARATOR) != len(part) - 1:
        return None
    try:
        return joined.encode(RAW_ENCODING).decode(codec).split(_SEPARATOR)
    except UnicodeDecodeError:
        return None


def _decode_one(raw: str, codec: str, width: int) -> tuple[str, bool, bool]:
    data = raw.encode(RAW_ENCODING)
    decoder = codecs.getincrementaldecoder(codec)("strict")
    try:
        text = decoder.decode(data)
    except UnicodeError:
        return data.decode(codec, "replace"), False, True
    if not decoder.getstate()[0]:
        return text, False, False
    return (text, True, False) if len(data) >= width else (text + _REPLACEMENT, False, True)


def without_controls(text: str) -> str:
    r"""Text without control characters, line ends and tabs apart.

    Parameters
    ----------
    text
        Decoded.

    Returns
    -------
    str
        The rest.

    Examples
    --------
    >>> without_controls("开阳县\x00\x00")
    '开阳县'
    """
    return _INNER_CONTROLS.sub("", text)

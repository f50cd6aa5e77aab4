"""Text of bytes whose encoding nobody declared: decided by evidence, refused where the evidence does not decide."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from atlas.core.errors import DataError, EncodingError, Text
from atlas.ingest.documents import refusals
from atlas.ingest.shown import shown

# Byte order marks, what they announce and what is told of it; the long ones first.
_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32", "utf-32le"),
    (b"\x00\x00\xfe\xff", "utf-32", "utf-32be"),
    (b"\xef\xbb\xbf", "utf-8-sig", "utf-8"),
    (b"\xff\xfe", "utf-16", "utf-16le"),
    (b"\xfe\xff", "utf-16", "utf-16be"),
)
#: The commonest signs of Chinese prose and of plans, in both scripts; a wrong encoding hits them by chance only.
_FREQUENT = frozenset(
    "，。、；：（）《》“”的一是在和有人中大不了以上为年到个国地发展会产业市县区乡镇村省州园经济建设工作生成要化行方面于与及"
    "推进加强等实施重点项目企支持力度机制体高新全部门政府文件各级公农民水电家日月二三四五六七八九十百万亿元第条对这我他来时"
    "為個國發業縣區鄉鎮園經濟設與進強實點項企機體門級農電條對這我來時學開長問題後會過說無間現動應將關於並從種變們"
)
#: Signs that are weighed; more do not change the answer.
_SAMPLE = 100_000
_LEAST_COMMON, _LEAST_FREQUENT = 0.9, 0.08
#: Below this share of Chinese signs, text that happens to be valid UTF-8 is weighed against GB 18030; so many signs
#: are not valid by chance.
_LEAST_CHINESE = 0.2
_FEWEST_SIGNS = 5
_CHINESE = re.compile("[\u2010-\u2027\u3000-\u303f\u3400-\u9fff\uff00-\uffef\U00020000-\U0003ffff]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1b\x7f]")
_CONTROL_BYTES = bytes(byte for byte in range(0x20) if byte not in b"\t\n\v\f\r\x1a")
_FEW_CONTROLS, _MOST_CONTROL = 8, 0.01
_GUESSED = Text(
    "文件未说明编码，按内容判断；请核对文字",
    "the file does not say its encoding; it was told from the content, please check the text",
)
ENCODING_GUESSED = ("encoding_guessed", _GUESSED)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text and how it was written.

    Parameters
    ----------
    text
        Without byte order mark.
    encoding
        Name of the encoding.
    is_guessed
        Whether only the evidence of the words speaks for it.
    """

    text: str
    encoding: str
    is_guessed: bool = False


def decode_by_evidence(data: bytes, *, name: str) -> Decoded:
    """The text of bytes.

    Parameters
    ----------
    data
        All of the file.
    name
        As the user called it.

    Returns
    -------
    Decoded
        In the one encoding that the evidence speaks for.

    Raises
    ------
    DataError
        The bytes are no text.
    EncodingError
        No encoding, or more than one, fits.
    """
    marked = decode_marked(data, name=name)
    if marked is not None:
        return checked(marked, name=name)
    if b"\0" in data:
        raise _binary(name)
    utf8 = _decode(data, "utf-8")
    if utf8 is not None and (utf8.isascii() or _share(_CHINESE, utf8) >= _LEAST_CHINESE):
        return checked(Decoded(utf8, "utf-8"), name=name)
    guessed = [one for one in (_as_gb(data), _as_big5(data)) if one is not None]
    if len(guessed) == 1:
        return checked(guessed[0], name=name)
    if utf8 is not None and len(_NOT_ASCII.findall(utf8)) >= _FEWEST_SIGNS:
        return checked(Decoded(utf8, "utf-8"), name=name)
    raise _no_text(data, name)


def decode_marked(data: bytes, *, name: str) -> Decoded | None:
    """The text of bytes that begin with a byte order mark.

    Parameters
    ----------
    data
        All of the file.
    name
        As the user called it.

    Returns
    -------
    Decoded or None
        ``None`` where there is no mark.

    Raises
    ------
    EncodingError
        The bytes are not what their mark announces.
    """
    for mark, codec, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(decode_declared(data, codec, name=name), encoding)
    return None


def decode_declared(data: bytes, codec: str, *, name: str) -> str:
    """The text of bytes in a known encoding.

    Parameters
    ----------
    data
        All of the file.
    codec
        Python's name of it.
    name
        As the user called the file.

    Returns
    -------
    str
        The text.

    Raises
    ------
    EncodingError
        The bytes do not belong to it.
    """
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise EncodingError(
            f"{shown(name)} 声明为 {codec} 编码，但第 {line} 行有不属于该编码的字节",
            f"{shown(name)} declares {codec}, but line {line} has bytes that do not belong to it",
            hint_zh="请在原软件中打开检查，并以 UTF-8 编码另存。",
            hint_en="Open it in the program it comes from, check it and save it in UTF-8.",
            file=shown(name),
            line=line,
        ) from error


def checked(decoded: Decoded, *, name: str) -> Decoded:
    """The same text, unless it is the content of a binary file.

    Parameters
    ----------
    decoded
        As decoded.
    name
        As the user called the file.

    Returns
    -------
    Decoded
        The same.

    Raises
    ------
    DataError
        It has control characters all over.
    """
    controls = len(_CONTROL.findall(decoded.text[: 10 * _SAMPLE]))
    if controls > _FEW_CONTROLS + _MOST_CONTROL * min(len(decoded.text), 10 * _SAMPLE):
        raise _binary(name)
    return decoded


def _decode(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _share(pattern: re.Pattern[str], text: str) -> float:
    """Of the signs outside ASCII, the share that a pattern finds."""
    sample = "".join(_NOT_ASCII.findall(text)[:_SAMPLE])
    return len(pattern.findall(sample)) / max(len(sample), 1)


def _as_gb(data: bytes) -> Decoded | None:
    text = _decode(data, "gb18030")
    if text is None or not _is_prose(text, "gb18030", first=(0xA1, 0xF7), second=0xA1):
        return None
    # The smaller set is told where it is enough: that is what the office's program calls it.
    return Decoded(text, "gb18030" if _decode(data, "gbk") is None else "gbk", is_guessed=True)


def _as_big5(data: bytes) -> Decoded | None:
    text = _decode(data, "big5hkscs")
    if text is None or not _is_prose(text, "big5hkscs", first=(0xA1, 0xC6), second=0x40):
        return None
    return Decoded(text, "big5", is_guessed=True)


def _is_prose(text: str, codec: str, *, first: tuple[int, int], second: int) -> bool:
    """Whether nearly all signs are those in common use, by their place in the table, and the commonest are there."""
    counts = Counter(_NOT_ASCII.findall(text)[:_SAMPLE])
    total = sum(counts.values())
    common = frequent = 0
    for sign, count in counts.items():
        code = sign.encode(codec)
        if len(code) == 2 and first[0] <= code[0] <= first[1] and code[1] >= second:
            common += count
        if sign in _FREQUENT:
            frequent += count
    return common >= _LEAST_COMMON * total and frequent >= _LEAST_FREQUENT * total


def _binary(name: str) -> DataError:
    what = Text("二进制文件，不是文本", "a binary file, not text")
    return refusals.refused_kind(name, what, code="document_binary")


def _no_text(data: bytes, name: str) -> DataError:
    sample = data[: 10 * _SAMPLE]
    if len(sample) - len(sample.translate(None, _CONTROL_BYTES)) > _MOST_CONTROL * len(sample):
        return _binary(name)
    places = []
    for codec in ("utf-8", "gb18030"):
        try:
            data.decode(codec)
        except UnicodeDecodeError as error:
            places.append(error.start)
    line = data.count(b"\n", 0, max(places, default=0)) + 1
    return EncodingError(
        f"无法确定 {shown(name)} 的文字编码：既不是 UTF-8，也不像 GBK、GB18030 或 Big5（至第 {line} 行）",
        f"the encoding of {shown(name)} cannot be told: neither UTF-8 nor plausible GBK, GB18030 or Big5 (line {line})",
        hint_zh="请用记事本或 WPS 打开，核对文字后以 UTF-8 编码另存。",
        hint_en="Open it in an editor, check the text and save it in UTF-8.",
        file=shown(name),
        line=line,
    )

"""Numerals in Chinese text: Arabic and Chinese digits with 百 / 千 / 万 / 亿, thousands separators and 余 / 多.

Only numerals as such: which of them are figures, and with what unit, is told in ``figures.quantities``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

_DIGITS = {
    "〇": 0,
    "零": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_MAGNITUDES = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"万": 1e4, "亿": 1e8, "万亿": 1e12}
_FULL_WIDTH = str.maketrans(
    {
        **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
        "％": "%",
        "．": ".",
        "（": "(",
        "）": ")",
        "［": "[",
        "］": "]",
        "－": "-",
        "～": "~",
        "／": "/",
        "＋": "+",
        "\u3000": " ",
        "\u00a0": " ",
    }
)
_YEAR_ZEROS = "〇零○◯0０OoＯｏ"
_YEAR_DIGITS = str.maketrans(_YEAR_ZEROS + "一二三四五六七八九", "0" * len(_YEAR_ZEROS) + "123456789")
#: Pattern of a year written out, its zero in every shape that is printed for one: 二〇二七, 二零二七, 二O二七.
WRITTEN_YEAR = f"二[{_YEAR_ZEROS}][{_YEAR_ZEROS}一二三四五六七八九]{{2}}"
#: Longer strings of digits are telephone numbers and codes.
_MAX_DIGITS = 15
# 千 before these belongs to the unit: 百万千瓦, 5000千升.
_THOUSAND = "千(?![瓦升米克伏焦卡])"
_CHINESE = rf"(?:[〇零一二两三四五六七八九十百万亿]|{_THOUSAND}){{1,24}}"
_CHINESE_PATTERN = rf"{_CHINESE}(?:点[〇零一二三四五六七八九]{{1,6}}[百千]?(?:万亿|[万亿])?)?"
_NUMERAL = re.compile(
    rf"百分之(?P<percent>{_CHINESE_PATTERN}|\d{{1,9}}(?:\.\d{{1,9}})?)"
    r"|(?P<arabic>\d{1,3}(?:,\d{3}){1,6}(?![\d,])(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"[ ]{{0,3}}(?P<more>[余多]?)(?P<magnitude>百|{_THOUSAND})?(?P<scale>万亿|[万亿])?(?P<more_after>[余多]?)"
    rf"|(?P<chinese>{_CHINESE_PATTERN})(?P<chinese_more>[余多]?(?:万亿|[万亿])?)"
)
_COEFFICIENT = re.compile(r"(.*?)(万亿|亿|万)?\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Number:
    """A numeral as printed.

    Parameters
    ----------
    start, end
        Positions in the text; a scale and 余 / 多 are part of it.
    value
        Value without its scale (1.2 for 1.2万).
    scale
        ``万``, ``亿``, ``万亿`` or empty.
    is_chinese
        Written in Chinese numerals.
    is_bare
        Begins with a magnitude and has no digit: 百亿, 千, 万.
    is_more
        余 or 多 says that it is somewhat more.
    is_percent
        Written as 百分之.
    """

    start: int
    end: int
    value: float
    scale: str = ""
    is_chinese: bool = False
    is_bare: bool = False
    is_more: bool = False
    is_percent: bool = False


def plain_text(text: str) -> str:
    """Text with half-width digits and signs, sign for sign, so that positions stay.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    str
        Text of the same length.

    Examples
    --------
    >>> plain_text("达１００％")
    '达100%'
    """
    return text.translate(_FULL_WIDTH)


def read_chinese_number(words: str) -> float | None:
    """Value of a Chinese numeral.

    Parameters
    ----------
    words
        Numeral, with 万 and 亿 as parts of it.

    Returns
    -------
    float or None
        ``None`` when the signs are no numeral (一二, 百千万, 十四五).

    Examples
    --------
    >>> read_chinese_number("一千二百")
    1200
    >>> read_chinese_number("十四五") is None
    True
    """
    whole, point, decimals = words.partition("点")
    value = _read_sections(whole)
    if value is None or not point:
        return value
    digits = "".join(str(_DIGITS[sign]) for sign in decimals if sign in _DIGITS)
    return float(f"{int(value)}.{digits}") if digits and len(digits) == len(decimals) else None


def read_year(words: str) -> int:
    """The year that four signs tell.

    Parameters
    ----------
    words
        Digits, or as of ``WRITTEN_YEAR``.

    Returns
    -------
    int
        Year.

    Examples
    --------
    >>> read_year("2027"), read_year("二〇二七"), read_year("二O二七")
    (2027, 2027, 2027)
    """
    return int(words.translate(_YEAR_DIGITS))


def find_numbers(text: str) -> Iterator[Number]:
    """Numerals in the order of the text.

    Parameters
    ----------
    text
        Text with half-width digits, see ``plain_text``.

    Yields
    ------
    Number
        Each numeral; runs of signs that are no numeral are left out.
    """
    for match in _NUMERAL.finditer(text):
        number = _read(match)
        if number is not None:
            yield number


def _read(match: re.Match[str]) -> Number | None:
    start, end = match.span()
    if words := match["percent"]:
        value = read_chinese_number(words) if words[0] not in "0123456789" else float(words)
        return None if value is None else Number(start, end, value, is_chinese=True, is_percent=True)
    if words := match["arabic"]:
        if len(words) > _MAX_DIGITS:
            return None
        value = float(words.replace(",", "")) * _MAGNITUDES.get(match["magnitude"] or "", 1)
        is_more = bool(match["more"] or match["more_after"])
        scale = match["scale"] or ""
        # Blanks after the numeral belong to it only when a scale follows them.
        has_tail = bool(scale or is_more or match["magnitude"])
        return Number(start, end if has_tail else match.end("arabic"), value, scale, is_more=is_more)
    return _read_chinese(match["chinese"], match["chinese_more"] or "", start)


def _read_chinese(words: str, more: str, start: int) -> Number | None:
    end = start + len(words) + len(more)
    later_scale = more.lstrip("余多")
    coefficient, scale = _split_scale(words)
    if later_scale:
        if scale:
            return None
        scale = later_scale
    is_bare = not any(sign in _DIGITS for sign in words)
    value = read_chinese_number(coefficient) if coefficient else 1
    if value is not None and "亿" in coefficient:
        # 一亿二千万 counts as 12 000 万.
        value = _plain((read_chinese_number(words) or 0) / _SCALES.get(scale, 1))
    if value is None:
        # 一万二千: the scale stands inside.
        value, scale = read_chinese_number(words), later_scale
    if value is None:
        return None
    number = Number(start, end, value, scale, is_chinese=True, is_bare=is_bare)
    return replace(number, is_more=more.startswith(("余", "多")))


def _split_scale(words: str) -> tuple[str, str]:
    match = _COEFFICIENT.match(words)
    return (match[1], match[2] or "") if match else (words, "")


def _read_sections(words: str) -> float | None:
    """Value of a numeral with 万 and 亿 inside."""
    total = 0.0
    for sign, factor in (("亿", 1e8), ("万", 1e4)):
        before, found, after = words.partition(sign)
        if not found:
            continue
        section = _read_section(before) if before else 1
        if section is None or (after and _is_short_form(after)):
            return None
        total += section * factor
        words = after
        if not words:
            return total
    rest = _read_section(words)
    return None if rest is None else _plain(total + rest)


def _plain(value: float) -> float:
    return int(value) if value == int(value) else value


def _is_short_form(after: str) -> bool:
    """True for 两万五, which may mean 25 000."""
    return len(after) == 1 and after in _DIGITS


def _read_section(words: str) -> float | None:
    """Value below ten thousand; ``None`` when digits follow each other or magnitudes rise."""
    total, digit, last = 0, None, 10_000
    for index, sign in enumerate(words):
        if sign in _DIGITS:
            if digit not in (None, 0):
                return None
            digit = _DIGITS[sign]
            continue
        magnitude = _MAGNITUDES.get(sign)
        if magnitude is None or magnitude >= last or digit == 0 or (digit is None and index > 0):
            return None
        total, digit, last = total + (digit or 1) * magnitude, None, magnitude
    if digit is not None and total and digit and last > 10 and "零" not in words and "〇" not in words:
        return None
    return total + (digit or 0) if words else None

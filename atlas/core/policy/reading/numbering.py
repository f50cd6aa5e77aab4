"""Tells the printed number at the head of a paragraph: style, words of the clause id, value.

Styles are those of Chinese official prose (GB/T 9704-2012, 7.3.3: 一、（一）1.（1）) and of statutes (编 章 节 条), with what
offices add: 1.1, 1), ①, A., 专栏.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_CHINESE = "〇零一二三四五六七八九十百"
_FORMAL = "壹贰叁肆伍陆柒捌玖拾"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
# Numbers that are one sign with their marks, as old word processors set them.
_ONE_SIGN = (
    {chr(0x2474 + n): (f"({n + 1})", n + 1) for n in range(20)}
    | {chr(0x2488 + n): (f"{n + 1}", n + 1) for n in range(20)}
    | {chr(0x3220 + n): (f"({sign})", n + 1) for n, sign in enumerate("一二三四五六七八九十")}
)
_DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_UNITS = {"十": 10, "百": 100}


class Style(StrEnum):
    """How a number is printed; two of one style stand at one level."""

    PART = "part"
    CHAPTER = "chapter"
    DIVISION = "division"
    ARTICLE = "article"
    FORMAL = "壹、"
    CHINESE = "一、"
    CHINESE_BRACKETS = "(一)"
    DIGIT = "1."
    DIGIT_BRACKETS = "(1)"
    DIGIT_HALF_BRACKET = "1)"
    CIRCLED = "①"
    DECIMAL_2 = "1.1"
    DECIMAL_3 = "1.1.1"
    DECIMAL_4 = "1.1.1.1"
    LETTER = "A."
    SMALL_LETTER = "a)"
    BOX = "专栏"
    ANNEX = "附件"
    WORDS = "words"


_DECIMALS = {2: Style.DECIMAL_2, 3: Style.DECIMAL_3, 4: Style.DECIMAL_4}
_STATUTE = {
    "编": Style.PART,
    "篇": Style.PART,
    "部分": Style.PART,
    "章": Style.CHAPTER,
    "节": Style.DIVISION,
    "条": Style.ARTICLE,
}
# What a number stands before is never another number (一、二、三产业; 1.5万亩), nor a unit of measure.
_PATTERNS: tuple[tuple[re.Pattern[str], Style], ...] = (
    (
        re.compile(f"第([{_CHINESE}]+|\\d{{1,3}})(编|篇|部分|章|节|条)(?![款之第例件])[、：: ]?"),
        Style.ARTICLE,
    ),
    (re.compile(f"([{_FORMAL}]+)[、.．]"), Style.FORMAL),
    (re.compile(f"([{_CHINESE}]+)[、.．](?![{_CHINESE}]+[、是线产次级期者个])"), Style.CHINESE),
    (re.compile(f"([{_CHINESE}]{{1,3}}) (?=[\u4e00-\u9fff“])"), Style.CHINESE),
    (re.compile(f"[（(]([{_CHINESE}]+)[)）][、.．]?"), Style.CHINESE_BRACKETS),
    (re.compile(r"(\d{1,2}(?:[.．]\d{1,2}){1,3})[.．、 ]?(?=[^\d.．%％\s])"), Style.DECIMAL_2),
    (re.compile(r"(\d{1,3})[.．、](?:(?!\d)|(?=20\d\d年))"), Style.DIGIT),
    (re.compile(r"(\d{1,2}) (?=[\u4e00-\u9fff“《「])"), Style.DIGIT),
    (re.compile(r"[（(](\d{1,2})[)）][、.．]?"), Style.DIGIT_BRACKETS),
    (re.compile(r"(\d{1,2})[)）][、.．]?"), Style.DIGIT_HALF_BRACKET),
    (re.compile(f"([{_CIRCLED}])[、.．]?"), Style.CIRCLED),
    (re.compile(r"([A-H])[.．、)）](?![A-Za-z\d])"), Style.LETTER),
    (re.compile(r"([a-h][)）])(?![A-Za-z\d])"), Style.SMALL_LETTER),
)
_BEGINS_NUMBER = re.compile(f"[第（(\\dA-Ha-h{_CHINESE}{_FORMAL}{_CIRCLED}]")
# Signs with which a style begins to count.
_FIRST_SIGNS = {Style.CIRCLED: "①", Style.LETTER: "A", Style.SMALL_LETTER: "a"}
# 1.5万亩, 2.3亿元, 3.2公里 at the head of a line are figures.
_FIGURE_UNIT = re.compile(
    "[万亿%％倍个元亩吨米公里平千百头只户家人名台套辆条座处项度年月日时分级次]|[a-zA-Z]{1,3}(?![a-z])"
)
# After a gap these begin a heading as often (4.2 家居和羽绒, 5.2 人才), unless the figure ends there.
_HEADING_AFTER_GAP = re.compile(r"(?<= )(?![万亿%％元吨亩米公里平千百倍])[\u4e00-\u9fff][\u4e00-\u9fff]{1,}")
_LONGEST = 16


@dataclass(frozen=True, slots=True)
class Number:
    """A number as printed.

    Parameters
    ----------
    style
        How it is printed.
    words
        Its part of a clause id: without trailing punctuation, brackets half-width.
    value
        Its value.
    length
        Signs it takes in the text, with its punctuation.
    """

    style: Style
    words: str
    value: int
    length: int


def read_number(text: str, start: int = 0) -> Number | None:
    """The number that stands at a place in a text.

    Parameters
    ----------
    text
        A paragraph.
    start
        Where to look.

    Returns
    -------
    Number or None
        ``None`` when what stands there is no number of a clause.

    Examples
    --------
    >>> read_number("（二）培育主体").words, read_number("第十二条 本办法").words
    ('(二)', '第十二条')
    >>> read_number("一、二、三产业融合"), read_number("1.5万亩")
    (None, None)
    """
    stretch = text[start : start + _LONGEST]
    if stretch[:1] in _ONE_SIGN:
        return _of_one_sign(stretch)
    # Most lines begin with a word: to see that costs one look, not one for each pattern.
    if not _BEGINS_NUMBER.match(stretch):
        return None
    for pattern, style in _PATTERNS:
        found = pattern.match(stretch)
        if found:
            return _number(found, style, stretch)
    return None


def _of_one_sign(stretch: str) -> Number:
    """⑴, ⒈ and ㈠ are written as (1), 1 and (一) in a clause id."""
    words, value = _ONE_SIGN[stretch[0]]
    style = Style.DIGIT
    if words[0] == "(":
        style = Style.DIGIT_BRACKETS if words[1].isdecimal() else Style.CHINESE_BRACKETS
    length = 2 if stretch[1:2] in ("、", ".", "．") else 1
    return Number(style, words, value, length)


def chinese_value(words: str) -> int:
    """Value of a Chinese or Arabic whole number up to 999.

    Parameters
    ----------
    words
        Such as 二十三 or 23.

    Returns
    -------
    int
        The value.

    Examples
    --------
    >>> chinese_value("二十三"), chinese_value("十"), chinese_value("一百零五"), chinese_value("7")
    (23, 10, 105, 7)
    """
    if words.isdecimal():
        return int(words)
    total, digit = 0, 0
    for sign in words:
        if sign in _UNITS:
            total += (digit or 1) * _UNITS[sign]
            digit = 0
        else:
            digit = _DIGITS[sign]
    return total + digit


def _number(found: re.Match[str], style: Style, stretch: str) -> Number | None:
    words = found[1]
    if style is Style.ARTICLE:
        words = f"第{found[1]}{found[2]}"
        return Number(_STATUTE[found[2]], words, chinese_value(found[1]), found.end())
    if style is Style.FORMAL:
        plain = words.translate(str.maketrans(_FORMAL, "一二三四五六七八九十"))
        return Number(style, words, chinese_value(plain), found.end())
    if style is Style.CHINESE:
        return Number(style, words, chinese_value(words), found.end())
    if style in _FIRST_SIGNS:
        value = ord(words[0]) - ord(_FIRST_SIGNS[style]) + 1
        return Number(style, words.replace("）", ")"), value, found.end())
    if style is Style.DECIMAL_2:
        parts = re.split(r"[.．]", words)
        # Chapters and their parts are small numbers; 3.14 and the like are no headings.
        is_heading = _HEADING_AFTER_GAP.match(stretch, found.end()) is not None
        if (_FIGURE_UNIT.match(stretch, found.end()) and not is_heading) or "0" in parts:
            return None
        return Number(_DECIMALS[len(parts)], ".".join(parts), int(parts[-1]), found.end())
    value = chinese_value(words)
    if style in (Style.CHINESE_BRACKETS, Style.DIGIT_BRACKETS):
        words = f"({words})"
    elif style is Style.DIGIT_HALF_BRACKET:
        words = f"{words})"
    return Number(style, words, value, found.end())

"""Lines inside a text that say nothing of what is to be done: to whom it goes, who signed, what is attached, copies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto

from atlas.core.policy.reading.duties import names_units_only
from atlas.core.policy.reading.frame import COPIES, DATE_LINE, runs_on

_ADDRESSEE = re.compile(r"[^。；;\n\t\d]{2,160}[:：]")
_OFFICE = re.compile("政府|部门|单位|机构|委员会|管委会|办公室|企业|局|厅|委")
# Who sat in a meeting, and what a table is to be read with.
_PRESENT = re.compile(
    r"(?:参加(?:会议)?(?:人员|单位)?|出席(?:人员|领导)?|列席(?:人员)?|参会人员|主持(?:人)?|记录(?:人)?|请假|联系人)\s*[:：]|注\s*[:：]"
)
_PUBLIC = re.compile(r"[（(](?:此件|本件|依申请|主动)[^（）()\n]{0,16}[)）]")
_FILE_NUMBER = re.compile(r"[^。；;，,\n]{2,16}[〔\[（(]20\d\d[〕\])）]\s*第?\d{1,4}号")
_ANNEXES = re.compile(r"附件\s*\d{0,2}\s*[:：]\s*\S[^。；;\n]{0,80}")
_LISTED = re.compile(r"\d{1,2}[.．、]\s*[^。；;\n]{2,60}")
_TITLE = re.compile(
    r"[《〈]?[^。；;，,\t\n]{4,60}(?:方案|意见|规划|计划|办法|措施|纲要|要点|细则|通知|清单)[》〉]?(?:[（(][^（）()]{1,24}[)）])?"
)
_LONGEST_OFFICE = 40
_PRINTED = re.compile(r"[^。；;，,\n]{2,40}\s*20\d\d年\d{1,2}月\d{1,2}日\s*印发|[（(]?共印\d+份[)）]?")


class _Line(Enum):
    """What a line is."""

    TEXT = auto()
    ASIDE = auto()
    OFFICE = auto()
    DATE = auto()
    ANNEX = auto()
    LISTED = auto()


def find_asides(text: str, start: int, end: int, *, is_opening: bool = False) -> list[tuple[int, int]]:
    """Whole lines of a clause that are no part of what it says.

    Parameters
    ----------
    text
        Clean text.
    start, end
        Of the text of a clause, behind its heading.
    is_opening
        Whether it stands before the first number, where the title of what a notice sends may stand by itself.

    Returns
    -------
    list of tuple
        Start and end of each line, in order. The name of an office is one only above a date, a numbered line only in a
        list of what is attached.
    """
    asides: list[tuple[int, int]] = []
    offices: list[tuple[int, int]] = []
    is_list = False
    above = start, start
    for at, line in _lines(text, start, end):
        kind, span = _kind(line), (at, at + len(line))
        if kind is _Line.OFFICE:
            offices.append(span)
            continue
        if kind is _Line.DATE:
            asides += offices
        offices = []
        is_titled = is_opening and _TITLE.fullmatch(line) is not None
        if is_titled and runs_on(text[slice(*above)], line):
            asides.append(above)
        above = span
        if is_titled or kind in (_Line.ASIDE, _Line.DATE, _Line.ANNEX) or (kind is _Line.LISTED and is_list):
            asides.append(span)
        is_list = kind is _Line.ANNEX or (kind is _Line.LISTED and is_list)
    return asides


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    position = start
    for line in text[start:end].split("\n"):
        # The first stretch is the rest of the line of the heading.
        if line and (position == 0 or text[position - 1] == "\n"):
            yield position, line
        position += len(line) + 1


def _kind(line: str) -> _Line:
    if DATE_LINE.fullmatch(line):
        return _Line.DATE
    if COPIES.match(line) or _PRESENT.match(line):
        return _Line.ASIDE
    if any(one.fullmatch(line) for one in (_PUBLIC, _FILE_NUMBER, _PRINTED)):
        return _Line.ASIDE
    if _ANNEXES.fullmatch(line):
        return _Line.ANNEX
    if _LISTED.fullmatch(line):
        return _Line.LISTED
    if _ADDRESSEE.fullmatch(line) and _OFFICE.search(line) and names_units_only(line[:-1]):
        return _Line.ASIDE
    if len(line) <= _LONGEST_OFFICE and _OFFICE.search(line) and names_units_only(line):
        return _Line.OFFICE
    return _Line.TEXT

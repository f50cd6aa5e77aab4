"""Year of a document and the year to which it runs, as its title, text and signature tell."""

from __future__ import annotations

import re
from collections import Counter

from atlas.core.policy.reading.five_year_plans import PLAN_WITH_NUMBER, end_of_plan
from atlas.core.policy.reading.numbers import WRITTEN_YEAR, read_year

_PERIOD = re.compile(r"(20\d\d)\s*年?\s*[—–－\-~至到]+\s*(20\d\d)\s*年?")
# Blanks in front, but no empty lines: a run of these would be looked through once for each of them.
_PERIOD_LINE = re.compile(rf"^[^\S\n]*[（(]\s*{_PERIOD.pattern}\s*[）)]\s*$", re.MULTILINE)
_UNTIL = re.compile(r"(?<!截)[到至](20\d\d)年(?!\d*月)")
_ANNUAL = re.compile(r"(20\d\d)年度?(?=[^\d]*(?:要点|任务|安排|计划|清单|分解|重点工作)[^\d]*$)")
_AIMED = re.compile(r"(?<![到至年—–-])(20\d\d)年(?!度|\d*月|以来)[^，,。；;\n]{0,24}?(?:达到|突破|超过|实现)")
_PLAN = re.compile(PLAN_WITH_NUMBER)
_SIGNED = re.compile(r"(20\d\d|19\d\d)年\d{1,2}月\s*\d{0,2}\s*日?")
_HEAD_DATE = re.compile(r"(20\d\d)[-年./]\d{1,2}[-月./]\d{1,2}")
_PUBLISHED = re.compile(r"(?:发布|成文|印发|发文|公布|生成)(?:日期|时间)?\s*[:：]\s*(20\d\d)[-年./]\d{1,2}")
_IN_FORCE = re.compile(
    r"(?:^|[。；\n])[^\S\n]*(?:第?[一二三四五六七八九十\d]{1,4}[条、.．]?\s*)?本(?:办法|规定|意见|方案|措施|通知|条例|细则|政策|规划|计划)[^。；\n]{0,12}自(20\d\d)年\d{1,2}月\d{1,2}日起(?:施行|实施|执行)"
)
_SPELT = re.compile(rf"({WRITTEN_YEAR})年[一二三四五六七八九十元]{{1,2}}月")
#: Signs at the beginning and the end of a text in which web sites tell when it was published.
_ROUND_TEXT = 800
_NUMBER = re.compile(r"[〔\[（(](20\d\d)[〕\]）)]\s*\d+\s*号")


def find_horizon(title: str, text: str, *, year: int | None = None) -> int | None:
    """Year to which a document runs.

    Parameters
    ----------
    title, text
        Its words; lines below the title, which may hold the period, belong to the title.
    year
        In which it was written; ``None`` where nothing tells that.

    Returns
    -------
    int or None
        Last year of the period in the title, or its year for a paper of one year; else the year that most is set for;
        ``None`` where none is told.

    Examples
    --------
    >>> find_horizon("实施方案(2024-2027年)", ""), find_horizon("“十四五”工业规划", "")
    (2027, 2025)
    """
    period = _PERIOD.search(title)
    if period:
        return int(period[2])
    plan = _PLAN.search(title)
    if plan:
        return end_of_plan(plan["plan"])
    # The period below the title of a plan that came with a notice.
    period = _PERIOD_LINE.search(text)
    if period:
        return int(period[2])
    annual = _ANNUAL.search(title)
    if annual:
        return int(annual[1])
    until = _UNTIL.findall(text)
    if until:
        # A paper without a period of its own (minutes, replies) runs to the year most of its goals are set for.
        # Years before it was written tell what was reached (2023年产值达到12亿元).
        first = str(year) if year is not None else min(until)
        aims = Counter([*until, *(each for each in _AIMED.findall(text) if each >= first)])
        return int(max(aims, key=lambda each: aims[each]))
    period = _PERIOD.search(text)
    if period:
        return int(period[2])
    ends = (end_of_plan(plan["plan"]) for plan in _PLAN.finditer(text))
    # A plan that was over when the text was written is looked back on (“十三五”期间取得成效).
    return next((end for end in ends if year is None or end >= year), None)


def find_year(title: str, head: str, closing: str, printed: str = "") -> int | None:
    """Year in which a document was written.

    Parameters
    ----------
    title
        Its title.
    head, closing
        Lines before and after its clauses.
    printed
        The whole text with what web sites and printers put round it.

    Returns
    -------
    int or None
        Of the signature, else of the date or number at the head, else of the line above or below it that tells when it was
        published, else the first year of the period in the title, else the year from which it says to hold itself.

    Examples
    --------
    >>> find_year("工业规划", "", "二〇二六年三月"), find_year("办法", "", "", "本办法自2026年5月1日起施行")
    (2026, 2026)
    """
    places = (
        (_SIGNED, closing),
        (_SPELT, closing),
        (_SIGNED, head),
        (_SPELT, head),
        (_HEAD_DATE, head),
        (_NUMBER, head),
        (_PUBLISHED, printed[:_ROUND_TEXT]),
        (_PUBLISHED, printed[-_ROUND_TEXT:]),
        (_PERIOD, title),
        (_IN_FORCE, printed),
    )
    for pattern, words in places:
        found = pattern.search(words)
        if found:
            return read_year(found[1])
    return None

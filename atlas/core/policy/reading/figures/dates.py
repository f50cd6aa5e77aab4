"""Where a figure stands in time, and years that are told only behind it: 3万亩(2025年); 厂房18万平方米，2024年底交付."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from atlas.core.policy.reading.figures.quantities import Quantity
from atlas.core.policy.reading.sentence_ends import SENTENCE_END
from atlas.core.policy.reading.years import YearMention, YearRole

_FINISHED = re.compile(
    r"(?:前|内)?[^，,。；;！？!?\n\d]{0,10}?(?:交付|投产|建成|投用|完成|竣工|达产|并网|投入使用|通车|交工|落成|实现|完工|投运|运营|启用|开业|到位|销号|退出|关闭|关停|搬离|腾退)(?:使用|投产|投用|运营|见效|达效)?\s?(?=[，,。；;！？!?\n]|\Z)"
)
#: A phase of a project (一期, 第二期), no period (十四五期间) and no number of phases (分三期).
PHASE = "(?<![十四五六分共近为])第?[一二三四五六]期(?![间末限货内权房])"
# 新增容量250万千瓦，某风电场2026年投产: the year is that of another thing.
_OTHER_SUBJECT = re.compile(f"[，,](?:(?!力争|计划|预计|确保|争取|其中|全部)[一-龥]{{4,}}|{PHASE}[一-龥]*)$")
_INVESTED = re.compile(r"投资(?:额)?(?:约|达到?)?[\d.]+\s?[一-龥]{1,3}\Z")
_LONGEST_SUM = 16
#: Signs between a figure and the bracket that dates it: 以上, (.
_BRACKET = 8
_DUE = (YearRole.DUE, YearRole.PLAIN)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a figure stands in time.

    Parameters
    ----------
    year, year_from
        Due year or year of the state; ``None`` when no year is told and the plan has none.
    told
        ``sentence``, ``carried`` (an earlier sentence), ``governing`` (the clauses above), ``horizon`` or empty.
    is_goal
        False for a present or past state.
    cue
        Word that made it a goal or a state; empty for none.
    """

    year: int | None
    year_from: int | None
    told: str
    is_goal: bool
    cue: str = ""


def date_behind(
    text: str, quantities: Sequence[Quantity], years: Sequence[YearMention], standings: Sequence[Standing]
) -> list[Standing]:
    """Standings with the years that are told behind their figures.

    Parameters
    ----------
    text
        Text with half-width signs.
    quantities, years
        In the order of the text.
    standings
        One for each quantity.

    Returns
    -------
    list of Standing
        One for each quantity.
    """
    starts = [mention.start for mention in years]
    dated = list(standings)
    closing: YearMention | None = None
    for index in range(len(quantities) - 1, -1, -1):
        quantity = quantities[index]
        place = bisect_left(starts, quantity.end)
        following = years[place] if place < len(years) else None
        limit = quantities[index + 1].start if index + 1 < len(quantities) else len(text)
        if following is not None and following.start < limit:
            closing = following if _closes(text, quantity.end, following, limit) else None
        elif index + 1 < len(quantities) and SENTENCE_END.search(text, quantity.end, limit):
            closing = None
        if following is not None and following.in_brackets and following.start - quantity.end <= _BRACKET:
            dated[index] = replace(dated[index], year=following.year, told="sentence")
        elif closing is not None and dated[index].is_goal and dated[index].told != "sentence":
            dated[index] = replace(dated[index], year=closing.year, told="sentence")
    return dated


def _closes(text: str, start: int, mention: YearMention, limit: int) -> bool:
    """True when a year ends the sentence of a figure: …，2024年底交付。"""
    if mention.role not in _DUE or SENTENCE_END.search(text, start, mention.start):
        return False
    if not _FINISHED.match(text, mention.end) or _OTHER_SUBJECT.search(text, start, mention.start):
        return False
    if _INVESTED.search(text, max(0, start - _LONGEST_SUM), start):
        # 总投资2.6亿元，2019年底前投产，年产1.2万吨: an investment belongs to the year in which the project is done.
        return True
    return limit == len(text) or SENTENCE_END.search(text, mention.end, limit) is not None

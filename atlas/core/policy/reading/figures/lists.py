"""Lists of figures: 分别 hands them out to names or years, and a unit said once holds for all of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from atlas.core.policy.reading.figures.kinds import KindOfFigure
from atlas.core.policy.reading.figures.quantities import Quantity
from atlas.core.policy.reading.sentence_ends import SENTENCE_END
from atlas.core.policy.reading.years import YearMention, YearRole

_JOINT = re.compile(r"\s?(?:、|和|及|以及|与|,|，)\s?\Z")
_DEALT = re.compile(r"分别|依次")
_NAME_BREAK = re.compile(r"、|和|以及|(?<![普涉危波遍])及|与")
_COUNT_TAIL = re.compile(r"(?:等)?(?:[一二两三四五六七八九十]{1,2}|\d{1,2})(?:大|个|类|项)[一-龥]{0,8}\Z")
_MEASURE_TAIL = re.compile(
    r"(?:种植|播种|栽培|养殖|基地|年)?(?:总产值|产值|增加值|营业收入|收入|规模|产量|面积|产能|数量|占比|比重|税收|投资|总量|综合产值|主营业务收入|增速)+\Z"
)
# Names that say already what is measured.
#: Names that end like this say what is measured.
MEASURED = re.compile(r"(?:率|强度|额|数|量|收入|税收|产值|增加值|面积|规模|占比|比重|产能|投资)\Z")
# 30亿元，甲县: the names reach back into what another figure says.
_OTHER_FIGURE = re.compile(r"\d[^，,]*[，,]|[，,]")
_MEASURE_BEHIND = re.compile(
    r"(?:实现|完成|达到|形成|建成|培育|新增|引进|发展|种植)([一-龥]{2,8}?)(?:达到|达|突破|超过)?\s?\Z"
)
_LEAD = re.compile(r"\A.*?(?:其中|力争|确保|实现|推动|培育|支持|到\d{4}年[,，]?|[,，:：。；;])+", re.DOTALL)
_PRODUCTS = re.compile(
    r"(?:发展|种植|养殖|打造|培育|建设|推广|做强|做大|壮大|生产|加工)([^，,；;。：:\d]{3,40}?)(?:等?(?:产业|种植|养殖|生产|加工|基地)?)[，,][^，,；;。、]*\Z"
)
_NAME_WINDOW = 90
#: Signs between 分别 and the first figure.
_REACH = 60


def share_units(text: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    """Quantities in which a number without unit takes that of the next member of its list (120、100、30亿元).

    Parameters
    ----------
    text
        Text with half-width signs.
    quantities
        In the order of the text.

    Returns
    -------
    list of Quantity
        Numbers that get no unit are left out.
    """
    shared: list[Quantity] = []
    following: Quantity | None = None
    for quantity in reversed(quantities):
        taken = quantity
        if quantity.form == "open":
            numbered = text[max(0, quantity.start - 2) : quantity.start].rstrip(" \t(")[-1:] in ("", "\n")
            if following is None or numbered or not _is_joint(text, quantity.end, following.start):
                following = None
                continue
            taken = replace(
                quantity,
                unit=following.unit,
                form=following.form,
                counter=following.counter,
                duration=following.duration,
            )
        shared.append(taken)
        following = taken
    return shared[::-1]


def share_kinds(
    text: str, quantities: Sequence[Quantity], kinds: Sequence[KindOfFigure]
) -> list[KindOfFigure]:
    """Kinds in which a condition at the end of a list holds for the members before it (10亿元、30亿元的企业).

    Parameters
    ----------
    text
        Text with half-width signs.
    quantities, kinds
        In the order of the text.

    Returns
    -------
    list of KindOfFigure
        One for each quantity.
    """
    shared = list(kinds)
    for index in range(len(shared) - 2, -1, -1):
        quantity, following = quantities[index], quantities[index + 1]
        if shared[index + 1].rule not in ("condition", "criterion") or quantity.unit != following.unit:
            continue
        if _is_joint(text, quantity.end, following.start):
            shared[index] = shared[index + 1]
    return shared


@dataclass(frozen=True, slots=True)
class Group:
    """Figures that one 分别 hands out.

    Parameters
    ----------
    start
        Where the 分别 stands.
    members
        Indexes of the figures, two or more.
    """

    start: int
    members: tuple[int, ...]


def find_groups(text: str, quantities: Sequence[Quantity]) -> list[Group]:
    """Figures that 分别 or 依次 hands out.

    Parameters
    ----------
    text
        Text with half-width signs.
    quantities
        In the order of the text.

    Returns
    -------
    list of Group
        In the order of the text.
    """
    starts = [quantity.start for quantity in quantities]
    groups: list[Group] = []
    for match in _DEALT.finditer(text):
        first = bisect_left(starts, match.end())
        if first == len(starts) or starts[first] - match.end() > _REACH:
            continue
        if SENTENCE_END.search(text, match.end(), starts[first]):
            continue
        members = [first]
        while members[-1] + 1 < len(starts) and _is_joint(
            text, quantities[members[-1]].end, starts[members[-1] + 1]
        ):
            members.append(members[-1] + 1)
        if len(members) > 1:
            groups.append(Group(match.start(), tuple(members)))
    return groups


def read_names(text: str, start: int, *, first: int, count: int) -> list[str] | None:
    """Names to which the figures behind a 分别 belong.

    Parameters
    ----------
    text
        Text with half-width signs.
    start
        Where 分别 stands.
    first
        Where the first figure stands.
    count
        How many figures there are.

    Returns
    -------
    list of str or None
        As many names, each with the measure they share; ``None`` when their number differs.

    Examples
    --------
    >>> read_names("其中卷烟、新材料产业产值分别达到20亿元、30亿元", 12, first=16, count=2)
    ['卷烟产值', '新材料产业产值']
    """
    before = text[max(0, start - _NAME_WINDOW) : start]
    words = _COUNT_TAIL.sub("", _LEAD.sub("", before).strip())
    measure = _MEASURE_TAIL.search(words)
    if measure is not None and measure[0] == words and (products := _PRODUCTS.search(before)):
        # 发展蓝莓、五味子和平贝母，种植面积分别达到…: the list stands before the comma.
        words = products[1] + words
    behind = _MEASURE_BEHIND.search(text, start, first)
    tail = measure[0] if measure else behind[1] if behind else ""
    names = [name for name in _NAME_BREAK.split(words) if name]
    if len(names) != count or any(_OTHER_FIGURE.search(name) for name in names):
        return None
    return [name if MEASURED.search(name) else name + tail for name in names]


def years_for_group(
    text: str, start: int, years: Sequence[YearMention], count: int
) -> list[YearMention] | None:
    """Years that stand in a list before a 分别, one for each figure (2025年、2027年分别达到).

    Parameters
    ----------
    text
        Text with half-width signs.
    start
        Where the first figure stands.
    years
        Mentions before it in its sentence.
    count
        How many figures there are.

    Returns
    -------
    list of YearMention or None
        ``None`` when the years are not as many.
    """
    told = [
        mention
        for mention in years
        if mention.role in (YearRole.DUE, YearRole.PLAIN) and mention.end <= start
    ]
    told = told[-count:]
    if len(told) < count:
        return None
    joined = all(_is_joint(text, first.end, last.start) for first, last in pairwise(told))
    return told if joined else None


def _is_joint(text: str, start: int, end: int) -> bool:
    """True when only a list sign, perhaps with a qualifier of the figure before it, stands between two positions."""
    if end - start > 6:
        return False
    between = text[start:end].removeprefix("以上").removeprefix("左右")
    return bool(_JOINT.fullmatch(between))

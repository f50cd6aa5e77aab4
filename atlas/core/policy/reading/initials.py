"""Lists of units by one sign each: 个开蒙三市 are 个旧, 开远 and 蒙自, 安鹤濮片区 are 安阳, 鹤壁 and 濮阳.

What stands behind them says that they are several: their number, or what several units form together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from atlas.core.model import AdminUnit, Level
from atlas.core.places.find import Mention
from atlas.core.places.gazetteer import Gazetteer
from atlas.core.places.resolution import TRUST, Candidate, Resolution, Rule, Status, Thing
from atlas.core.policy.reading.numbers import read_chinese_number

_LIST = re.compile(
    "(?P<signs>[\u4e00-\u9fff]{2,6}?)(?P<count>[两二三四五六])(?:个)?(?P<tail>地市|县市区|县市|县区|[市县区州旗盟])(?![级场长委直政域内])"
)
# What several units form together; two signs count before the first of them only.
_TOGETHER = re.compile(
    "(?P<of_two>同城|一体化|都市圈|城市群)"
    "|地区|片区|板块|组团|经济[区带圈]|城镇[群带]|产业[带圈]|沿海|沿江|城际|协同|统筹|联合|联动|共建|共同|各(?=[县市区])"
)
_MOST_SIGNS = 6


def add_initials(
    text: str, mentions: Sequence[Mention], gazetteer: Gazetteer, *, region: str
) -> list[Mention]:
    """Places of a text, with those that are written by one sign each.

    Parameters
    ----------
    text
        Clean text.
    mentions
        Those found so far, in order.
    gazetteer
        Knows the units.
    region
        adcode of the area that the document governs; the signs are looked up among the units right below it.

    Returns
    -------
    list of Mention
        In the order of the text. Every sign begins the name of exactly one such unit, and there are as many as the
        words say; otherwise nothing is added. The sign of a prefecture among those of its counties (济兖邹曲嘉, of 济宁)
        stands for its city proper, which is no one county, and is left out.
    """
    area = gazetteer.unit(region)
    if area is None or area.level is Level.COUNTY:
        return list(mentions)
    signs = _Signs(area, gazetteer.below(region))
    taken = {position for one in mentions for position in range(one.start, one.end)}
    added: list[Mention] = []
    for start, end in sorted({*_counted(text, signs), *_joined(text, signs)}):
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            added += signs.mentions(text, start, end)
    return sorted((*mentions, *added), key=lambda one: one.start) if added else list(mentions)


class _Signs:
    """The signs that stand for the units right below an area."""

    def __init__(self, area: AdminUnit, units: Sequence[AdminUnit]) -> None:
        found: dict[str, AdminUnit | None] = {}
        for unit in units:
            sign = unit.short_name[:1]
            found[sign] = None if sign in found else unit
        self._units = {sign: unit for sign, unit in found.items() if unit is not None}
        own = area.short_name[:1]
        self._own = own if area.level is Level.PREFECTURE and own not in found else ""

    def stands_for_unit(self, sign: str) -> bool:
        """Whether it is the first sign of exactly one unit."""
        return sign in self._units

    def may_stand(self, sign: str) -> bool:
        """Whether it may be one of a list: that of a unit, or of the area's own city."""
        return sign != "" and (sign in self._units or sign == self._own)

    def mentions(self, text: str, start: int, end: int) -> Iterator[Mention]:
        """The units of a list of signs."""
        for at in range(start, end):
            unit = self._units.get(text[at])
            if unit is not None:
                candidate = Candidate(
                    (unit.adcode,),
                    unit.level,
                    Thing.UNIT,
                    unit.name,
                    Rule.ABBREVIATION,
                    TRUST[Rule.ABBREVIATION],
                )
                yield Mention(at, at + 1, text[at], Resolution(text[at], Status.RESOLVED, (candidate,)))


def _counted(text: str, signs: _Signs) -> Iterator[tuple[int, int]]:
    """Lists with their number behind."""
    for found in _LIST.finditer(text):
        end = found.start("count")
        start = end - int(read_chinese_number(found["count"]) or 0)
        # Of 个开蒙两市 nobody can say which two are meant.
        is_longer = signs.stands_for_unit(text[start - 1 : start])
        if is_longer or start < found.start("signs") or len({*text[start:end]}) != end - start:
            continue
        if all(signs.stands_for_unit(sign) for sign in text[start:end]):
            yield start, end


def _joined(text: str, signs: _Signs) -> Iterator[tuple[int, int]]:
    """Lists in front of what their units form together."""
    for found in _TOGETHER.finditer(text):
        start = end = found.start()
        while end - start < _MOST_SIGNS and signs.may_stand(text[start - 1 : start]):
            start -= 1
        fewest = 2 if found["of_two"] else 3
        if end - start >= fewest and len({*text[start:end]}) == end - start:
            yield start, end

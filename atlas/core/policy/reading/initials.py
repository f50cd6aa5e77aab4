"""Lists of units by one sign each, with their number behind: 个开蒙三市 are 个旧, 开远 and 蒙自, 长吉两市 are 长春 and 吉林."""

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
        words say; otherwise nothing is added.
    """
    area = gazetteer.unit(region)
    if area is None or area.level is Level.COUNTY:
        return list(mentions)
    initials = _initials(gazetteer.below(region))
    taken = {position for one in mentions for position in range(one.start, one.end)}
    added: list[Mention] = []
    for found in _LIST.finditer(text):
        count = read_chinese_number(found["count"])
        start = found.start("count") - int(count or 0)
        units = [initials.get(sign) for sign in text[start : found.start("count")]]
        # Of 个开蒙两市 nobody can say which two are meant.
        is_longer = text[start - 1 : start] in initials
        known = {unit.adcode for unit in units if unit is not None}
        if is_longer or start < found.start("signs") or len(units) != count or len(known) != count:
            continue
        if taken.isdisjoint(range(start, found.start("count"))):
            added += _mentions(text, start, units)
    return sorted((*mentions, *added), key=lambda one: one.start) if added else list(mentions)


def _initials(units: Sequence[AdminUnit]) -> dict[str, AdminUnit]:
    """By sign the one unit whose name begins with it; none where several do."""
    found: dict[str, AdminUnit | None] = {}
    for unit in units:
        sign = unit.short_name[:1]
        found[sign] = None if sign in found else unit
    return {sign: unit for sign, unit in found.items() if unit is not None}


def _mentions(text: str, start: int, units: Sequence[AdminUnit | None]) -> Iterator[Mention]:
    for at, unit in enumerate(units, start):
        if unit is not None:
            candidate = Candidate(
                (unit.adcode,), unit.level, Thing.UNIT, unit.name, Rule.ABBREVIATION, TRUST[Rule.ABBREVIATION]
            )
            yield Mention(at, at + 1, text[at], Resolution(text[at], Status.RESOLVED, (candidate,)))

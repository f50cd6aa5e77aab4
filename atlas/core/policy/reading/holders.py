"""Prefectures that only say where the counties in the brackets behind them lie (张家口坝上地区（张北、沽源）)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from atlas.core.model import Level, Relation
from atlas.core.policy.reading.context import Context
from atlas.core.policy.reading.found_places import Chain
from atlas.core.policy.reading.roles import PlaceRole, Role

_OPENS = re.compile(r"[^，,。；;、：:\n（(]{0,8}[（(]\s*")
_HOLDER = Role(Relation.CONTEXT, "holds the counties in brackets", 0.9)

#: A list of places with the role of each.
RoledChain = tuple[Chain, tuple[PlaceRole, ...]]


def set_holders_apart(context: Context, roled: Sequence[RoledChain]) -> list[RoledChain]:
    """The lists of a sentence, prefectures set apart where the counties meant stand behind them in brackets.

    Parameters
    ----------
    context
        The document.
    roled
        Lists of places in the order of the text.

    Returns
    -------
    list of tuple
        As many lists; prefectures that are asked become context.
    """
    apart = list(roled)
    for index, ((chain, places), (following, inside)) in enumerate(pairwise(roled)):
        if not _OPENS.fullmatch(context.text, chain.end, following.start):
            continue
        holders = {code for place in places for code in _codes(place, Level.PREFECTURE)}
        held = [
            context.tools.units[code].prefecture for place in inside for code in _codes(place, Level.COUNTY)
        ]
        if held and len(held) == len(inside) and holders.issuperset(held):
            apart[index] = (chain, tuple(_as_holder(place) for place in places))
    return apart


def _codes(place: PlaceRole, level: Level) -> tuple[str, ...]:
    best = place.mention.resolution.best
    return best.adcodes if best is not None and best.level is level and len(best.adcodes) == 1 else ()


def _as_holder(place: PlaceRole) -> PlaceRole:
    if place.role.relation is not Relation.NAMED or not _codes(place, Level.PREFECTURE):
        return place
    return PlaceRole(place.mention, place.side, _HOLDER)

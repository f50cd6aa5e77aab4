"""Prefectures and regions that only say where the counties right behind them lie (张家口坝上地区（张北、沽源）, 邵阳市的邵东县)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from atlas.core.model import Level, Relation
from atlas.core.places.resolution import Thing
from atlas.core.policy.reading.context import Context
from atlas.core.policy.reading.found_places import Chain
from atlas.core.policy.reading.roles import PlaceRole, Role

HOLDS_BEHIND = Role(Relation.CONTEXT, "holds the counties behind it", 0.9)
_OPENS = (
    (
        re.compile(r"[^，,。；;、：:\n（(]{0,8}[（(]\s*"),
        Role(Relation.CONTEXT, "holds the counties in brackets", 0.9),
    ),
    (re.compile(r"(?:地区|片区|板块|各县)?(?:的|[：:]\s*)"), HOLDS_BEHIND),
)

#: A list of places with the role of each.
RoledChain = tuple[Chain, tuple[PlaceRole, ...]]


def set_holders_apart(context: Context, roled: Sequence[RoledChain]) -> list[RoledChain]:
    """The lists of a sentence, prefectures and regions set apart where the counties meant stand right behind them.

    Parameters
    ----------
    context
        The document.
    roled
        Lists of places in the order of the text.

    Returns
    -------
    list of tuple
        As many lists; prefectures and regions that are asked become context.
    """
    apart = list(roled)
    for index, ((chain, places), (following, inside)) in enumerate(pairwise(roled)):
        opened = (role for opens, role in _OPENS if opens.fullmatch(context.text, chain.end, following.start))
        role = next(opened, None)
        if role is None:
            continue
        holders = {code for place in places for code in _group(place)}
        held = [context.tools.units[code] for place in inside for code in _county(place)]
        if len(held) == len(inside) and all(
            holders.intersection((one.adcode, one.prefecture, one.province)) for one in held
        ):
            apart[index] = (chain, tuple(_as_holder(place, role) for place in places))
    return apart


def _county(place: PlaceRole) -> tuple[str, ...]:
    best = place.mention.resolution.best
    is_county = best is not None and best.level is Level.COUNTY and len(best.adcodes) == 1
    return best.adcodes if best is not None and is_county else ()


def _group(place: PlaceRole) -> tuple[str, ...]:
    """The units of a place that holds counties: a prefecture, or all that a region is made of."""
    best = place.mention.resolution.best
    is_group = best is not None and (best.level is Level.PREFECTURE or best.thing is Thing.REGION)
    return best.adcodes if best is not None and is_group else ()


def _as_holder(place: PlaceRole, role: Role) -> PlaceRole:
    if place.role.relation is not Relation.NAMED or not _group(place):
        return place
    return PlaceRole(place.mention, place.side, role)

"""Districts written behind a city that has none of that name (南宁市城中区): which of the two is meant only a person can say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from atlas.core.model import AdminUnit, Level
from atlas.core.places.find import Mention
from atlas.core.places.gazetteer import Gazetteer
from atlas.core.places.resolution import Candidate, Resolution, Status, Thing

#: Why a place is in doubt, instead of how its name matched.
STRANGE_RULE = "no such district in the city before it"
UNKNOWN_ZONE_RULE = "a zone that no table knows"
DOUBT_RULE = "in doubt"
_HOLDER = re.compile("[省市州盟区]$")
_DISTRICT = re.compile("区$")
_HOLDERS = (Level.PREFECTURE, Level.PROVINCE)


def doubt_strangers(mentions: Iterable[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """Places of a text; a city and the district right behind it are one in doubt, where the city does not hold it.

    Parameters
    ----------
    mentions
        In the order of the text.
    gazetteer
        Tells where units lie.

    Returns
    -------
    list of Mention
        In the order of the text. Counties whose names nothing else bears are themselves, whatever city held them once
        (六安市寿县).
    """
    kept: list[Mention] = []
    for mention in mentions:
        holder = _holder(kept[-1], mention) if kept else None
        if holder is not None and _is_strange(mention, gazetteer.unit(holder.adcode), gazetteer):
            kept[-1] = _joined(kept[-1], holder, mention)
        else:
            kept.append(mention)
    return kept


def doubt_of(mention: Mention) -> str:
    """Why nobody can say what a place is.

    Parameters
    ----------
    mention
        In doubt.

    Returns
    -------
    str
        Name of a rule.
    """
    if any(candidate.outside for candidate in mention.candidates):
        return STRANGE_RULE
    return UNKNOWN_ZONE_RULE if len(mention.candidates) == 1 else DOUBT_RULE


def _holder(before: Mention, mention: Mention) -> Candidate | None:
    """The city or province right in front of a place."""
    best = before.resolution.best
    is_holder = best is not None and best.thing is Thing.UNIT and best.level in _HOLDERS
    return best if is_holder and before.end == mention.start and _HOLDER.search(before.words) else None


def _is_strange(mention: Mention, holder: AdminUnit | None, gazetteer: Gazetteer) -> bool:
    units = [gazetteer.unit(one.adcode) for one in mention.candidates if one.thing is Thing.UNIT]
    if holder is None or not units or len(units) < len(mention.candidates):
        return False
    if not _DISTRICT.search(mention.words):
        return False
    return all(
        unit is not None
        and unit.level is Level.COUNTY
        and holder.adcode not in (unit.prefecture, unit.province)
        for unit in units
    )


def _joined(before: Mention, holder: Candidate, mention: Mention) -> Mention:
    words = before.words + mention.words
    candidates = tuple(replace(one, outside=holder.name) for one in mention.candidates)
    resolution = Resolution(words, Status.AMBIGUOUS, (*candidates, holder))
    return Mention(before.start, mention.end, words, resolution)

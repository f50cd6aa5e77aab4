"""Towns whose name several counties of the area have: the county named in the same sentence, clause or heading decides."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from atlas.core.model import AdminUnit, Level
from atlas.core.places.find import Mention
from atlas.core.places.gazetteer import Gazetteer
from atlas.core.places.resolution import TRUST, Candidate, Rule, Status, Thing
from atlas.core.policy.reading.mentions import FoundPlaces
from atlas.core.policy.reading.outline import Section
from atlas.core.policy.reading.sentence_ends import SENTENCE_END, SENTENCE_ENDS


@dataclass(frozen=True, slots=True)
class _Named:
    """Units that a text names, in its order."""

    starts: list[int]
    units: list[AdminUnit]

    def within(self, start: int, end: int) -> Sequence[AdminUnit]:
        """Those named in a stretch."""
        return self.units[bisect_left(self.starts, start) : bisect_left(self.starts, end)]


def settle_towns(
    text: str, found: FoundPlaces, sections: Sequence[Section], *, gazetteer: Gazetteer, region: str
) -> FoundPlaces:
    """The places of a text, towns in doubt settled where a county is named beside them.

    Parameters
    ----------
    text
        Clean text.
    found
        Its places.
    sections
        Its clauses, in order.
    gazetteer
        Tells units.
    region
        adcode of the area that the document governs; it decides nothing.

    Returns
    -------
    FoundPlaces
        The same where no town is in doubt. Where the nearest words name several of the counties the doubt stays.
    """
    if not any(_is_in_doubt(mention) for chain in found.chains for mention in chain.mentions):
        return found
    named = _named_units(found, gazetteer, region)
    starts = [section.start for section in sections]
    chains = []
    for chain in found.chains:
        mentions = tuple(
            _settled(mention, named, _stretches(text, mention, sections, starts), gazetteer)
            if _is_in_doubt(mention)
            else mention
            for mention in chain.mentions
        )
        chains.append(replace(chain, mentions=mentions))
    return replace(found, chains=tuple(chains))


def _is_in_doubt(mention: Mention) -> bool:
    candidates = mention.candidates
    return mention.resolution.best is None and bool(candidates) and candidates[0].thing is Thing.TOWN


def _named_units(found: FoundPlaces, gazetteer: Gazetteer, region: str) -> _Named:
    named = _Named([], [])
    for chain in found.chains:
        for mention in chain.mentions:
            best = mention.resolution.best
            unit = gazetteer.unit(best.adcode) if best is not None and best.thing is Thing.UNIT else None
            if unit is not None and unit.adcode != region and unit.level is not Level.PROVINCE:
                named.starts.append(mention.start)
                named.units.append(unit)
    return named


def _stretches(
    text: str, mention: Mention, sections: Sequence[Section], starts: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """The sentence of a town, its clause, and the headings above the clause, nearest first."""
    before = max(text.rfind(mark, 0, mention.start) for mark in f"{SENTENCE_ENDS}\n")
    after = SENTENCE_END.search(text, mention.end)
    yield before + 1, after.start() if after else len(text)
    position = bisect_right(starts, mention.start) - 1
    if position < 0:
        return
    section = sections[position]
    yield section.start, section.end
    parent = section.id
    while "/" in parent:
        parent = parent.rsplit("/", 1)[0]
        above = next((one for one in reversed(sections[:position]) if one.id == parent), None)
        if above is not None:
            yield above.start, above.body


def _settled(
    mention: Mention, named: _Named, stretches: Iterator[tuple[int, int]], gazetteer: Gazetteer
) -> Mention:
    for start, end in stretches:
        units = named.within(start, end)
        fitting = _fitting(mention.candidates, {unit.adcode for unit in units}, gazetteer)
        if len(fitting) == 1:
            told = replace(fitting[0], rule=Rule.TOWN_BESIDE, score=TRUST[Rule.TOWN_BESIDE])
            others = tuple(one for one in mention.candidates if one.adcode != told.adcode)
            resolution = replace(mention.resolution, status=Status.RESOLVED, candidates=(told, *others))
            return replace(mention, resolution=resolution)
        if fitting:
            return mention
    return mention


def _fitting(candidates: Sequence[Candidate], named: set[str], gazetteer: Gazetteer) -> Sequence[Candidate]:
    """Candidates that are named, or else lie in a prefecture that is."""
    counties = [one for one in candidates if one.adcode in named]
    if counties:
        return counties
    units = [(one, gazetteer.unit(one.adcode)) for one in candidates]
    return [one for one, unit in units if unit is not None and unit.prefecture in named]

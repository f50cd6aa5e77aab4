"""Towns whose name several counties of the area have: the county named in the same sentence, clause or heading decides."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from atlas.core.model import AdminUnit, Level
from atlas.core.places.find import Mention
from atlas.core.places.gazetteer import Gazetteer
from atlas.core.places.resolution import TRUST, Candidate, Rule, Status, Thing
from atlas.core.policy.reading.found_places import FoundPlaces
from atlas.core.policy.reading.sections import Section
from atlas.core.policy.reading.sentence_ends import SENTENCE_END


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
    around = _Surroundings(text, found, sections, gazetteer, region)
    chains = []
    for chain in found.chains:
        if not any(map(_is_in_doubt, chain.mentions)):
            chains.append(chain)
            continue
        mentions = tuple(
            _settled(mention, around, gazetteer) if _is_in_doubt(mention) else mention
            for mention in chain.mentions
        )
        chains.append(replace(chain, mentions=mentions))
    return replace(found, chains=tuple(chains))


def _is_in_doubt(mention: Mention) -> bool:
    candidates = mention.candidates
    return mention.resolution.best is None and bool(candidates) and candidates[0].thing is Thing.TOWN


class _Surroundings:
    """The units that are named around a position: all lists are made once, so that many doubts cost no more than one."""

    def __init__(
        self, text: str, found: FoundPlaces, sections: Sequence[Section], gazetteer: Gazetteer, region: str
    ) -> None:
        self._length = len(text)
        self._stops = [stop.start() for stop in SENTENCE_END.finditer(text)]
        self._sections = sections
        self._starts = [section.start for section in sections]
        self._by_id: dict[str, list[int]] = {}
        for index, section in enumerate(sections):
            self._by_id.setdefault(section.id, []).append(index)
        self._named_at: list[int] = []
        self._named: list[str] = []
        for start, unit in _named_units(found, gazetteer, region):
            self._named_at.append(start)
            self._named.append(unit.adcode)
        self._known: dict[tuple[int, int], frozenset[str]] = {}

    def named_around(self, mention: Mention) -> Iterator[frozenset[str]]:
        """Adcodes named in the sentence of a town, in its clause, and in the headings above the clause, nearest first."""
        for stretch in self._stretches(mention):
            known = self._known.get(stretch)
            if known is None:
                first, last = (bisect_left(self._named_at, position) for position in stretch)
                known = self._known[stretch] = frozenset(self._named[first:last])
            yield known

    def _stretches(self, mention: Mention) -> Iterator[tuple[int, int]]:
        before = bisect_left(self._stops, mention.start)
        after = bisect_left(self._stops, mention.end)
        yield (
            self._stops[before - 1] + 1 if before else 0,
            self._stops[after] if after < len(self._stops) else self._length,
        )
        position = bisect_right(self._starts, mention.start) - 1
        if position < 0:
            return
        section = self._sections[position]
        yield section.start, section.end
        parent = section.id
        while "/" in parent:
            parent = parent.rsplit("/", 1)[0]
            same = self._by_id.get(parent, [])
            above = bisect_left(same, position)
            if above:
                yield self._sections[same[above - 1]].start, self._sections[same[above - 1]].body


def _named_units(found: FoundPlaces, gazetteer: Gazetteer, region: str) -> Iterator[tuple[int, AdminUnit]]:
    """Counties and prefectures that a text surely names, and where, in its order."""
    for chain in found.chains:
        for mention in chain.mentions:
            best = mention.resolution.best
            unit = gazetteer.unit(best.adcode) if best is not None and best.thing is Thing.UNIT else None
            if unit is not None and unit.adcode != region and unit.level is not Level.PROVINCE:
                yield mention.start, unit


def _settled(mention: Mention, around: _Surroundings, gazetteer: Gazetteer) -> Mention:
    for named in around.named_around(mention):
        fitting = _fitting(mention.candidates, named, gazetteer)
        if len(fitting) == 1:
            told = replace(fitting[0], rule=Rule.TOWN_BESIDE, score=TRUST[Rule.TOWN_BESIDE])
            others = tuple(one for one in mention.candidates if one.adcode != told.adcode)
            resolution = replace(mention.resolution, status=Status.RESOLVED, candidates=(told, *others))
            return replace(mention, resolution=resolution)
        if fitting:
            return mention
    return mention


def _fitting(
    candidates: Sequence[Candidate], named: frozenset[str], gazetteer: Gazetteer
) -> Sequence[Candidate]:
    """Candidates that are named, or else lie in a prefecture that is."""
    counties = [one for one in candidates if one.adcode in named]
    if counties:
        return counties
    units = [(one, gazetteer.unit(one.adcode)) for one in candidates]
    return [one for one, unit in units if unit is not None and unit.prefecture in named]

"""Towns as places: which county a town of the area stands for, and where the table contradicts the text.

A county right before a town says where it lies, and the towns listed behind it lie there, too; they are no places of
their own. In the document of a county the towns are its own, and nothing is done here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from atlas.core.model import AdminUnit, Level
from atlas.core.places.find import Mention
from atlas.core.places.gazetteer import Gazetteer
from atlas.core.places.resolution import TRUST, Candidate, Resolution, Rule, Status, Thing
from atlas.core.places.towns import TownIndex
from atlas.core.places.unit_tails import UNIT_TAILS
from atlas.core.policy.reading.found_places import TownElsewhere
from atlas.core.policy.reading.towns.known_places import KnownPlaces
from atlas.core.policy.reading.towns.words import TownWordFinder, TownWords, begins_clearly
from atlas.core.policy.reading.traps import Stretch, is_piece
from atlas.core.policy.reading.words import WordEdges

# Between towns of one list.
_GOES_ON = re.compile("[”）)]?(?:[、，,/]|和|与|及|以及)“?")


@dataclass(frozen=True, slots=True)
class TownFindings:
    """The places of a text with its towns, in order, and where the table contradicts the text."""

    mentions: tuple[Mention, ...]
    elsewhere: tuple[TownElsewhere, ...] = ()


class TownPlaces:
    """Adds towns to the places of documents of one area.

    Parameters
    ----------
    towns
        Of the whole country.
    gazetteer
        Tells units.
    area
        What the documents govern: a prefecture or a province.
    """

    def __init__(self, towns: TownIndex, gazetteer: Gazetteer, area: AdminUnit) -> None:
        self.gazetteer = gazetteer
        self.area = area
        self.finder = TownWordFinder(towns, self._is_near)

    def add(
        self, edges: WordEdges, mentions: Sequence[Mention], companies: Sequence[Stretch] = ()
    ) -> TownFindings:
        """The places of a text with its towns.

        Parameters
        ----------
        edges
            The text with its words.
        mentions
            Its places without towns, in order.
        companies
            Stretches that name companies and institutions, in order.

        Returns
        -------
        TownFindings
            Places in the order of the text.
        """
        return _Text(self, edges, mentions, companies).read()

    def counties(self, found: TownWords, within: str = "") -> tuple[tuple[str, str], ...]:
        """What a town may stand for.

        Parameters
        ----------
        found
            Its words.
        within
            adcode of a prefecture that it lies in; empty for any of the area.

        Returns
        -------
        tuple of tuple
            Official name and county, each county once.
        """
        by_county = {
            code: name
            for name in found.names
            for code in self.finder.near_counties(name)
            if not within or self._lies_in(code, within)
        }
        return tuple((name, code) for code, name in by_county.items())

    def resolution(self, words: str, counties: Sequence[tuple[str, str]], rule: Rule) -> Resolution | None:
        """What words mean that stand for a town.

        Parameters
        ----------
        words
            As written.
        counties
            As ``counties`` answers.
        rule
            Why they stand for it.

        Returns
        -------
        Resolution or None
            In doubt for several counties, and where the boundaries do not have one of them; ``None`` for none.
        """
        units = [(name, code, self.gazetteer.unit(code)) for name, code in counties]
        candidates = tuple(
            Candidate((code,), Level.COUNTY, Thing.TOWN, unit.name + name, rule, TRUST[rule])
            for name, code, unit in units
            if unit is not None
        )
        status = Status.RESOLVED if len(counties) == 1 else Status.AMBIGUOUS
        return Resolution(words, status, candidates) if candidates else None

    def _is_near(self, adcode: str) -> bool:
        return self._lies_in(adcode, self.area.adcode)

    def _lies_in(self, adcode: str, holder: str) -> bool:
        unit = self.gazetteer.unit(adcode)
        if unit is not None:
            return holder in (unit.adcode, unit.prefecture, unit.province)
        # A unit that the boundaries do not have is placed by its digits.
        return adcode.startswith(holder[:2] if holder.endswith("0000") else holder[:4])


class _Text:
    """One text on its way through its towns."""

    def __init__(
        self, places: TownPlaces, edges: WordEdges, mentions: Sequence[Mention], companies: Sequence[Stretch]
    ) -> None:
        self._places = places
        self._edges = edges
        self._mentions = mentions
        self._companies = companies
        self._known = KnownPlaces(edges.text, mentions)
        self._added: list[Mention] = []
        self._gone: set[int] = set()
        self._elsewhere: list[TownElsewhere] = []
        # The county in front of a list of towns, and where the list ends so far.
        self._holder: tuple[str, int] = ("", 0)

    def read(self) -> TownFindings:
        for found in self._places.finder.find(self._edges):
            if not is_piece(self._companies, found.start, found.end):
                self._place(found)
        kept = [one for one in self._mentions if one.start not in self._gone]
        mentions = sorted((*kept, *self._added), key=attrgetter("start"))
        return TownFindings(tuple(mentions), tuple(self._elsewhere))

    def _place(self, found: TownWords) -> None:
        over = self._known.over(found.start, found.end)
        county = self._county_before(found)
        if county is not None:
            self._fold(found, county.candidates[0].adcode, over)
            self._tell_elsewhere(found, county)
            return
        doubt = self._doubt_before(found)
        if doubt is not None:
            self._settle(found, doubt, over)
            return
        code, end = self._holder
        goes_on = bool(code) and _GOES_ON.fullmatch(self._edges.text, end, found.start) is not None
        if goes_on and code in [county for _, county in self._places.counties(found)]:
            self._fold(found, code, over)
            return
        self._holder = ("", 0)
        if any(not _is_part(one, found) and not _is_town_of_prefecture(one, found) for one in over):
            return
        prefecture = next((one for one in over if _is_town_of_prefecture(one, found)), None)
        if prefecture is None:
            before = self._known.ending_at(found.start)
            prefecture = before if before is not None and _is_unit(before, Level.PREFECTURE) else None
        begins = self._known.ending_at(found.start) is not None or begins_clearly(self._edges, found)
        if prefecture is not None:
            self._add(found, over, prefecture)
        elif begins:
            self._add(found, over)

    def _county_before(self, found: TownWords) -> Mention | None:
        """The county in front of a town, or in front of the bracket that it opens."""
        in_front = self._known.in_front_of(found.start)
        return next((one for one in in_front if _is_unit(one, Level.COUNTY)), None)

    def _doubt_before(self, found: TownWords) -> Mention | None:
        """The words right before a town that may mean several counties (鼓楼区)."""
        mention = self._known.ending_at(found.start)
        if mention is None:
            return None
        is_unit = all(one.thing is Thing.UNIT for one in mention.candidates)
        return mention if mention.resolution.best is None and is_unit else None

    def _settle(self, found: TownWords, mention: Mention, over: Sequence[Mention]) -> None:
        """Of several counties that words may mean, that which has the town behind them."""
        codes = {code for _, code in self._places.counties(found)}
        fitting = [one for one in mention.candidates if one.adcode in codes]
        if len(fitting) != 1:
            self._holder = ("", 0)
            return
        resolution = replace(mention.resolution, status=Status.RESOLVED, candidates=tuple(fitting))
        self._gone.add(mention.start)
        self._added.append(replace(mention, resolution=resolution))
        self._fold(found, fitting[0].adcode, over)

    def _fold(self, found: TownWords, county: str, over: Sequence[Mention]) -> None:
        """Leave a town to the county in front of it."""
        self._holder = (county, found.end)
        self._gone.update(one.start for one in over if _is_part(one, found))

    def _tell_elsewhere(self, found: TownWords, county: Mention) -> None:
        codes = [code for _, code in self._places.counties(found)]
        if found.is_exact and county.candidates[0].adcode not in codes:
            units = [self._places.gazetteer.unit(code) for code in codes]
            known = tuple(unit.name for unit in units if unit is not None)
            if known:
                words = self._edges.text[county.start : found.end]
                self._elsewhere.append(TownElsewhere(words, known))

    def _add(self, found: TownWords, over: Sequence[Mention], prefecture: Mention | None = None) -> None:
        start = found.start if prefecture is None else prefecture.start
        within = "" if prefecture is None else prefecture.candidates[0].adcode
        rule = Rule.TOWN_NAME if found.is_exact else Rule.TOWN_ALIKE
        words = self._edges.text[start : found.end]
        resolution = self._places.resolution(words, self._places.counties(found, within), rule)
        if resolution is None:
            return
        self._added.append(Mention(start, found.end, words, resolution))
        self._gone.update(one.start for one in over)
        if prefecture is not None:
            self._gone.add(prefecture.start)


def _is_unit(mention: Mention, level: Level) -> bool:
    """Whether a place is surely a unit of a level."""
    best = mention.resolution.best
    return best is not None and best.thing is Thing.UNIT and best.level is level


def _is_part(mention: Mention, found: TownWords) -> bool:
    """Whether a place is only a part of a town's name (西江 in 西江镇), not a unit in front of it."""
    inside = found.start <= mention.start and mention.end <= found.end
    is_whole = (mention.start, mention.end) == (found.start, found.end)
    return inside and not is_whole and mention.words[-1] not in UNIT_TAILS


def _is_town_of_prefecture(mention: Mention, found: TownWords) -> bool:
    """Whether a place is this town with its prefecture in front, of which nothing else is known (金华市佛堂镇)."""
    one = mention.candidates
    # Behind the prefecture there may be a county that once had its name (宝鸡县, today 陈仓区).
    is_open = mention.resolution.status is Status.AMBIGUOUS and all(unit.thing is Thing.UNIT for unit in one)
    return is_open and mention.end == found.end and one[0].level is Level.PREFECTURE

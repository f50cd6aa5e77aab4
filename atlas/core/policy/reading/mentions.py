"""The places of a document: short names are believed inside the document's own province, elsewhere only in company.

Names that are part of other names are refused, each refusal with its reason.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from atlas.core.model import Level
from atlas.core.places.boundaries import Edge, everyday_stretches, is_everyday, left_edge, right_edge
from atlas.core.places.find import MOST_PLACES, Mention, PlaceFinder, too_many_places
from atlas.core.places.gazetteer import Gazetteer
from atlas.core.places.resolution import Resolution, Status, Thing
from atlas.core.places.towns import TownIndex
from atlas.core.policy.reading.entry_names import name_at
from atlas.core.policy.reading.everyday_words import acts, is_phrase
from atlas.core.policy.reading.found_places import FoundPlaces, Refusal, join_places
from atlas.core.policy.reading.initials import add_initials
from atlas.core.policy.reading.shared_names import SharedNames
from atlas.core.policy.reading.strange_districts import doubt_strangers
from atlas.core.policy.reading.towns.behind_places import only_begins_like, with_town
from atlas.core.policy.reading.towns.places import TownFindings, TownPlaces
from atlas.core.policy.reading.towns.zone_words import ZONE_TAIL
from atlas.core.policy.reading.towns.zones import add_town_zones
from atlas.core.policy.reading.traps import Stretch, find_trap
from atlas.core.policy.reading.words import WordEdges

# Traps that tell who builds, not that the words are no place.
_BUILDERS = frozenset({"company", "liquor", "plant", "institution", "brand"})
# 资源富集县 are counties of a kind.
_OF_COUNTIES = re.compile("富集|枯竭|禀赋|大[县市]")
_EVERYDAY_LENGTHS = (3, 2)
_LIST_MARKS = frozenset("、和及与")


class PlaceReader:
    """Finds the places of documents.

    Parameters
    ----------
    gazetteer
        Names and their meaning.
    towns
        Towns of the whole country; without them a town is known by the county in front of it only.
    """

    def __init__(self, gazetteer: Gazetteer, towns: TownIndex | None = None) -> None:
        self._gazetteer = gazetteer
        self._finder = PlaceFinder(gazetteer)
        self._towns = towns
        self._town_places: dict[str, TownPlaces | None] = {}

    @property
    def gazetteer(self) -> Gazetteer:
        """The gazetteer asked."""
        return self._gazetteer

    def read(
        self,
        text: str,
        *,
        region: str,
        year: int | None,
        companies: Sequence[Stretch] = (),
        entries: Sequence[Stretch] = (),
    ) -> FoundPlaces:
        """Places of a text.

        Parameters
        ----------
        text
            Clean text.
        region
            adcode of the area that the document governs.
        year
            Year of the text.
        companies
            Stretches that name companies and institutions, in order.
        entries
            Stretches that name projects, zones and clusters in boxes, in order.

        Returns
        -------
        FoundPlaces
            In the order of the text.

        Raises
        ------
        LimitExceeded
            For more than ``MOST_PLACES`` of them.
        """
        edges = WordEdges(text)
        home = _Home(self._gazetteer, region, year, edges)
        mentions: list[Mention] = []
        refusals: list[Refusal] = []
        last_end, last_trap = -1, ""
        found = self._finder.find(text, region=region, year=year, judge=home.judge)
        found = self._with_everyday(found, entries, home)
        starts = [mention.start for mention in found]
        for mention in found:
            trap = find_trap(text, mention.start, mention.end, companies=companies)
            # 松滋白云边酒业技改项目: where the name of a project begins, a company's place is where it is built.
            if (
                trap in _BUILDERS
                and home.holds_county(mention)
                and _is_only_one(entries, starts, mention.start)
            ):
                trap = ""
            follows, last_end = mention.start == last_end, mention.end
            # 昭化古城: what is part of a longer name goes on with it.
            if follows and last_trap and not home.holds_county(mention):
                trap = last_trap
            if not trap and only_begins_like(
                text, mention, self._gazetteer, follows=follows, is_full=home.is_full
            ):
                trap = "town"
            last_trap = trap
            if trap:
                refusals.append(Refusal(mention.start, mention.end, mention.words, trap))
            else:
                mentions.append(with_town(text, _with_zone(text, mention)))
        mentions = SharedNames(text, self._gazetteer, region=region, year=year).complete(mentions)
        mentions = add_initials(text, mentions, self._gazetteer, region=region)
        mentions = doubt_strangers(mentions, self._gazetteer)
        towns = self._towns_of(region)
        found_towns = TownFindings(tuple(mentions))
        if towns:
            found_towns = towns.add(edges, mentions, companies)
            zoned = add_town_zones(edges, found_towns.mentions, towns=towns, companies=companies)
            found_towns = replace(found_towns, mentions=zoned)
        if len(found_towns.mentions) > MOST_PLACES:
            raise too_many_places()
        return FoundPlaces(
            tuple(join_places(text, found_towns.mentions)), tuple(refusals), found_towns.elsewhere
        )

    def _towns_of(self, region: str) -> TownPlaces | None:
        """Finds the towns of an area; ``None`` for a county, whose towns are its own."""
        if region not in self._town_places:
            area = self._gazetteer.unit(region)
            self._town_places[region] = (
                TownPlaces(self._towns, self._gazetteer, area)
                if self._towns and area is not None and area.level is not Level.COUNTY
                else None
            )
        return self._town_places[region]

    def _with_everyday(self, found: list[Mention], entries: Sequence[Stretch], home: _Home) -> list[Mention]:
        """Counties that are everyday words too: at the head of the name of a project (公安青吉工业园), or told to act."""
        taken = {position for mention in found for position in range(mention.start, mention.end)}
        heads = (home.everyday_at(start, end) for start, end in entries if start not in taken)
        told = (home.told_to_act(start, end) for start, end in home.everyday_words() if start not in taken)
        more = {mention.start: mention for mention in (*told, *heads) if mention is not None}.values()
        return sorted((*found, *more), key=lambda mention: mention.start) if more else found


def _is_only_one(entries: Sequence[Stretch], starts: Sequence[int], start: int) -> bool:
    """Whether the name of an entry begins here, and no other place stands in it."""
    name = name_at(entries, start)
    following = bisect_right(starts, start)
    return name is not None and not (following < len(starts) and starts[following] < name[1])


class _Home:
    """Judges short names by the document's own province and by the words of the text."""

    def __init__(self, gazetteer: Gazetteer, region: str, year: int | None, edges: WordEdges) -> None:
        self._gazetteer = gazetteer
        self._region = region
        self._year = year
        self._edges = edges
        self._text = edges.text
        self._known: dict[str, bool] = {}
        self._full: dict[str, bool] = {}

    def judge(self, words: str, start: int, end: int) -> bool | None:
        """As ``find.Judge``."""
        if not self._edges.stands_alone(start, end):
            return False
        if is_everyday(words):
            return True if self._is_listed(start, end) and not _OF_COUNTIES.match(self._text, end) else None
        known = self._known.get(words)
        if known is None:
            known = self._known[words] = self._is_home(words)
        return True if known and self._has_edge(start, end) else None

    def is_full(self, words: str) -> bool:
        """Whether the text writes the name of a district in full anywhere."""
        known = self._full.get(words)
        if known is None:
            known = self._full[words] = f"{words}区" in self._text
        return known

    def holds_county(self, mention: Mention) -> bool:
        """Whether a place is a county inside the document's own area."""
        best = mention.resolution.best
        unit = self._gazetteer.unit(best.adcode) if best is not None and best.thing is Thing.UNIT else None
        if unit is None or unit.level is not Level.COUNTY:
            return False
        return self._region in (unit.adcode, unit.prefecture, unit.province)

    def everyday_words(self) -> Iterator[Stretch]:
        """Where the text writes everyday words that are names of counties, too."""
        return everyday_stretches(self._text)

    def everyday_at(self, start: int, end: int) -> Mention | None:
        """The county of the area whose name, an everyday word too, stands here and makes no phrase."""
        for length in _EVERYDAY_LENGTHS:
            words = self._text[start : min(end, start + length)]
            if not is_everyday(words) or is_phrase(self._text, start + length):
                continue
            unit = self._gazetteer.find_unit(words, region=self._region, year=self._year)
            if unit is None:
                continue
            mention = Mention(start, start + length, words, Resolution(words, Status.RESOLVED, (unit,)))
            if self.holds_county(mention):
                return mention
        return None

    def told_to_act(self, start: int, end: int) -> Mention | None:
        """The county whose name, an everyday word too, stands where only who is asked can, in a plan of its own prefecture."""
        words = self._text[start:end]
        if not acts(self._text, start, end) or not self._edges.stands_alone(start, end):
            return None
        found = self._gazetteer.find_unit(words, region=self._region, year=self._year)
        unit = self._gazetteer.unit(found.adcode) if found is not None else None
        if found is None or unit is None or self._region not in (unit.adcode, unit.prefecture):
            return None
        return Mention(start, end, words, Resolution(words, Status.RESOLVED, (found,)))

    def _is_listed(self, start: int, end: int) -> bool:
        """Whether marks of a list stand beside the words; an everyday word then counts beside a place that is none."""
        return self._text[start - 1 : start] in _LIST_MARKS or self._text[end : end + 1] in _LIST_MARKS

    def _has_edge(self, start: int, end: int) -> bool:
        """Whether the words begin or end clearly; 南海 in 揭阳大南海石化工业区 does neither."""
        text = self._text
        if left_edge(text, start) is not Edge.NONE or right_edge(text, end) is not Edge.NONE:
            return True
        before = text[max(0, start - 2) : start]
        return self._edges.follows_word(start) or bool(self._gazetteer.rules(before))

    def _is_home(self, words: str) -> bool:
        found = self._gazetteer.resolve(words, region=self._region, year=self._year)
        if found.status is Status.UNKNOWN:
            return False
        first = found.candidates[0]
        return first.thing is Thing.UNIT and first.adcode[:2] == self._region[:2]


def _with_zone(text: str, mention: Mention) -> Mention:
    """A zone that no table knows, named after a unit: it lies in the county, or nobody can say where in a prefecture."""
    best = mention.resolution.best
    found = ZONE_TAIL.match(text, mention.end)
    if found is None or best is None or best.thing is not Thing.UNIT:
        return mention
    words = mention.words + found[0]
    if best.level is Level.COUNTY:
        resolution = replace(mention.resolution, words=words)
    else:
        resolution = replace(mention.resolution, words=words, status=Status.AMBIGUOUS)
    return Mention(mention.start, found.end(), words, resolution)

"""The places of a document: short names are believed inside the document's own province, elsewhere only in company.

Names that are part of other names are refused, each refusal with its reason.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from atlas.core.model import Level
from atlas.core.places.find import MOST_PLACES, Mention, PlaceFinder, too_many_places
from atlas.core.places.gazetteer import Gazetteer
from atlas.core.places.resolution import Status, Thing
from atlas.core.places.towns import TownIndex
from atlas.core.policy.reading.city_names import begins_one_thing
from atlas.core.policy.reading.entry_names import name_at
from atlas.core.policy.reading.found_places import FoundPlaces, Refusal, join_places
from atlas.core.policy.reading.home_names import HomeNames
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
        home = HomeNames(self._gazetteer, region, year, edges)
        mentions: list[Mention] = []
        refusals: list[Refusal] = []
        last_end, last_trap = -1, ""
        found = self._finder.find(text, region=region, year=year, judge=home.judge)
        found = self._with_everyday(found, entries, home)
        starts = [mention.start for mention in found]
        for one in found:
            mention = home.as_city(one)
            trap = find_trap(text, mention.start, mention.end, companies=companies)
            if not trap and home.is_long_gone(mention):
                trap = "word"
            if not trap and home.is_short_prefecture(mention):
                trap = begins_one_thing(text, mention.end)
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

    def _with_everyday(
        self, found: list[Mention], entries: Sequence[Stretch], home: HomeNames
    ) -> list[Mention]:
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

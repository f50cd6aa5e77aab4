"""Ties goals to admin units: the places a goal mentions become links with evidence.

Words are resolved by the gazetteer in the region and year of the document. Doubt is an error here, because the
catalogue is curated: a place that does not resolve must be mended in its file, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from atlas.core.errors import CatalogueError, PlaceUnresolved
from atlas.core.model import ASKED, AdminUnit, Document, Evidence, Goal, Level, Link, PlaceMention, Relation
from atlas.core.places.unit_tails import WHOLE_AREA, WHOLE_WORDS

#: Words that stand for all the places a document covers.
SCOPE_ALL = frozenset({*WHOLE_WORDS.values(), WHOLE_AREA})
SCOPE_COUNTIES = "本方案县域"
SCOPE_PILOTS = "试点县"
#: Words that are not looked up in the gazetteer.
SCOPE_WORDS = SCOPE_ALL | {SCOPE_COUNTIES, SCOPE_PILOTS}

_RANK = {relation: rank for rank, relation in enumerate(Relation)}
#: Relations that reach the counties inside a named prefecture, province or region.
_REACHING = frozenset({Relation.NAMED, Relation.IMPLICIT, Relation.EXCLUDED, Relation.NEGATED})
_TOLD_APART = frozenset({Relation.EXCLUDED, Relation.NEGATED})


@dataclass(frozen=True, slots=True)
class ResolvedPlace:
    """What the gazetteer made of some words.

    Parameters
    ----------
    adcodes
        Units meant; several for a region or a zone that lies in several counties.
    rule
        Name of the rule that matched.
    confidence
        0 to 1.
    candidates
        adcodes of the other units the words may mean.
    derived
        True when the words name something else that lies in the units (a zone, a town, a region).
    is_group
        True when the words name a group of units, so that its members are only reached through it.
    """

    adcodes: tuple[str, ...]
    rule: str
    confidence: float
    candidates: tuple[str, ...] = ()
    derived: bool = False
    is_group: bool = False


class PlaceResolver(Protocol):
    """Turns the words of a place into units; raises ``PlaceUnresolved`` in doubt."""

    def __call__(
        self, words: str, *, within: str, region: str, year: int | None, neighbours: Sequence[str]
    ) -> ResolvedPlace:
        """Units that the words name in a document of this region and year."""
        ...


class Linker:
    """Makes the links of documents.

    Parameters
    ----------
    units
        Every admin unit.
    resolve
        The gazetteer's answer for one place.
    """

    def __init__(self, units: Iterable[AdminUnit], resolve: PlaceResolver) -> None:
        self._units = {unit.adcode: unit for unit in units}
        self._resolve = resolve
        self._counties: dict[str, list[AdminUnit]] = {}
        for unit in sorted(self._units.values(), key=lambda unit: unit.adcode):
            if unit.level is Level.COUNTY:
                for code in {unit.adcode, unit.prefecture, unit.province}:
                    self._counties.setdefault(code, []).append(unit)

    def link_document(self, document: Document) -> list[Link]:
        """Links of every goal of a document, in document order.

        Parameters
        ----------
        document
            With its goals.

        Returns
        -------
        list of Link
            For each goal and unit the strongest relation only.

        Raises
        ------
        PlaceUnresolved
            A place is unknown or in doubt; detail names document, clause and words.
        CatalogueError
            No unit of today has the code of the document's region, or a code that a place leads to.
        """
        self._unit(document, document.region, "region")
        pilots = find_pilots(document.goals)
        links: list[Link] = []
        for goal in document.goals:
            links.extend(self.link_goal(document, goal, pilots))
        return links

    def link_goal(self, document: Document, goal: Goal, pilots: Sequence[str]) -> list[Link]:
        """Links of one goal.

        Parameters
        ----------
        document
            Tells region and year; its region is a unit of today.
        goal
            Of it.
        pilots
            See ``find_pilots``.

        Returns
        -------
        list of Link
            For each unit the strongest relation only.

        Raises
        ------
        PlaceUnresolved
            A place is unknown or in doubt; detail names document, clause and words.
        CatalogueError
            No unit of today has a code that a place leads to.
        """
        strongest: dict[str, Link] = {}
        for mention in goal.mentions:
            for link in self._link_mention(document, goal, mention, pilots):
                known = strongest.get(link.adcode)
                if known is None or _RANK[link.relation] < _RANK[known.relation]:
                    strongest[link.adcode] = link
        told_apart = self._find_told_apart(document, goal)
        return [_without_excluded(link, told_apart) for link in strongest.values()]

    def _find_told_apart(self, document: Document, goal: Goal) -> dict[str, Relation]:
        """Units left out by name, those inside them too; a zone left out leaves its county in."""
        found: dict[str, Relation] = {}
        for mention in goal.mentions:
            if mention.relation not in _TOLD_APART or scope_word(mention.words, mention.read_as):
                continue
            place = self._place(document, goal, mention)
            for adcode in place.adcodes if place.is_group or not place.derived else ():
                counties = self._counties.get(adcode, ())
                for code in (adcode, *(county.adcode for county in counties)):
                    found.setdefault(code, mention.relation)
        return found

    def _link_mention(
        self, document: Document, goal: Goal, mention: PlaceMention, pilots: Sequence[str]
    ) -> Iterator[Link]:
        scope = scope_word(mention.words, mention.read_as)
        if scope in SCOPE_ALL or scope == SCOPE_COUNTIES:
            yield from self._link_scope(document, goal, mention)
            return
        if scope == SCOPE_PILOTS:
            for words in pilots:
                place = self._place(document, goal, replace(mention, words=words))
                for adcode in place.adcodes:
                    self._unit(document, adcode, words)
                    yield self._link(goal, adcode, mention, via=words, rule="pilot county")
            return
        place = self._place(document, goal, mention)
        for adcode in place.adcodes:
            unit = self._unit(document, adcode, mention.words)
            reached_only = place.is_group and unit.level is Level.COUNTY and mention.relation in ASKED
            relation = Relation.MEMBER if reached_only else mention.relation
            via = mention.words if place.derived else ""
            yield self._link(goal, adcode, replace(mention, relation=relation), via=via, place=place)
            # A zone known only to its prefecture lies somewhere in it; its goals do not reach every county there.
            reaches = place.is_group or not place.derived
            if reaches and unit.level is not Level.COUNTY and mention.relation in _REACHING:
                member = Relation.MEMBER if mention.relation in ASKED else mention.relation
                for county in self._counties.get(adcode, ()):
                    yield self._link(
                        goal,
                        county.adcode,
                        replace(mention, relation=member),
                        via=mention.words,
                        rule=f"member of {adcode}",
                    )

    def _link_scope(self, document: Document, goal: Goal, mention: PlaceMention) -> Iterator[Link]:
        region = self._units[document.region]
        if region.level is Level.COUNTY:
            relation = Relation.IMPLICIT if mention.relation is Relation.SCOPE else mention.relation
            yield self._link(
                goal, region.adcode, replace(mention, relation=relation), rule="the document's own county"
            )
            return
        for county in self._counties.get(region.adcode, ()):
            if mention.words == SCOPE_COUNTIES and county.kind == "district":
                continue
            yield self._link(
                goal, county.adcode, mention, via=mention.words, rule=f"scope of {document.region}"
            )

    def _unit(self, document: Document, adcode: str, words: str) -> AdminUnit:
        unit = self._units.get(adcode)
        if unit is None:
            raise CatalogueError(
                f"{document.id}：“{words}”的代码 {adcode} 不是现行行政区划代码",
                f"{document.id}: the code {adcode} of “{words}” is none of today",
                hint_zh="请改正文件的 region，或 zones.csv、sites.csv、regions.csv 中的代码。",
                hint_en="Mend the region of the document, or the code in zones.csv, sites.csv or regions.csv.",
                document=document.id,
                place=words,
                adcode=adcode,
            )
        return unit

    def _place(self, document: Document, goal: Goal, mention: PlaceMention) -> ResolvedPlace:
        neighbours = tuple(other.words for other in goal.mentions if other.words != mention.words)
        try:
            return self._resolve(
                mention.read_as or mention.words,
                within=mention.within,
                region=document.region,
                year=document.year or document.horizon,
                neighbours=neighbours,
            )
        except PlaceUnresolved as error:
            error.detail.update(document=document.id, clause=goal.clause, place=mention.words)
            raise

    def _link(
        self,
        goal: Goal,
        adcode: str,
        mention: PlaceMention,
        *,
        via: str = "",
        rule: str = "",
        place: ResolvedPlace | None = None,
    ) -> Link:
        evidence = (
            Evidence(mention.words, place.rule, place.confidence, place.candidates)
            if place
            else Evidence(mention.words, rule)
        )
        return Link(
            goal.id, adcode, self._units[adcode].level, mention.relation, mention.words, via, evidence
        )


def scope_word(words: str, read_as: str = "") -> str:
    """The word for all that a document covers, where a place stands for that.

    Parameters
    ----------
    words, read_as
        Of the place; what it is to be read as wins, for 全州 is also the name of a county.

    Returns
    -------
    str
        Empty for a place that the gazetteer is to find.

    Examples
    --------
    >>> scope_word("全州"), scope_word("全州", read_as="450324")
    ('全州', '')
    """
    said = read_as or words
    return said if said in SCOPE_WORDS else ""


def find_pilots(goals: Iterable[Goal]) -> tuple[str, ...]:
    """Words of the pilot counties of a document: the places of its clusters.

    Parameters
    ----------
    goals
        All of the document.

    Returns
    -------
    tuple of str
        In document order.
    """
    return tuple(
        mention.words
        for goal in goals
        if goal.kind == "cluster"
        for mention in goal.mentions
        if mention.relation in (Relation.NAMED, Relation.IMPLICIT)
    )


def _without_excluded(link: Link, told_apart: Mapping[str, Relation]) -> Link:
    """A unit told apart loses the relation that it has only as one of many."""
    if link.relation in (Relation.MEMBER, Relation.SCOPE) and link.adcode in told_apart:
        return replace(link, relation=told_apart[link.adcode])
    return link

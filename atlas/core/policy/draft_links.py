"""Ties what a draft says to admin units, by the linker that ties curated documents; links carry the draft's evidence.

A place that leads nowhere is a finding and no link, never a failure: one bad word must not take the atlas down.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, replace

from atlas.core.errors import CatalogueError, PlaceUnresolved
from atlas.core.model import AdminUnit, Document, Evidence, Goal, Kind, Level, Link, PlaceMention
from atlas.core.policy.draft_findings import DraftFinding, region_unknown, untied_places
from atlas.core.policy.drafts import ClauseWords, goal_id, make_document
from atlas.core.policy.linking import (
    SCOPE_PILOTS,
    Linker,
    PlaceResolver,
    ResolvedPlace,
    find_pilots,
    scope_word,
)
from atlas.core.policy.reading.draft import DraftDocument, DraftItem, DraftPlace
from atlas.core.policy.rows import is_asked
from atlas.core.policy.spelling import PlaceSetting, spell_reading


@dataclass(frozen=True, slots=True)
class LinkedDraft:
    """A draft as the atlas shows it.

    Parameters
    ----------
    document
        With a goal for each item, in document order.
    links
        Of its goals, with the evidence of the draft.
    findings
        What could not be tied.
    """

    document: Document
    links: tuple[Link, ...]
    findings: tuple[DraftFinding, ...] = ()


@dataclass(frozen=True, slots=True)
class TiedPlace:
    """A place of a draft that leads somewhere.

    Parameters
    ----------
    place
        As it stands in the draft.
    mention
        How the linker is to look it up.
    resolved
        Where it leads; ``None`` for one that stands for all that the document covers.
    """

    place: DraftPlace
    mention: PlaceMention
    resolved: ResolvedPlace | None = None

    @property
    def adcodes(self) -> tuple[str, ...]:
        """Units meant; none for one that stands for all that the document covers."""
        return self.resolved.adcodes if self.resolved else ()


@dataclass(frozen=True, slots=True)
class KeptLinks:
    """What was made of an item, for as long as it stays as it is.

    Parameters
    ----------
    item
        The item.
    tied
        Its places that lead somewhere.
    pilots
        Pilot counties of the document, where the item speaks of them.
    links
        Of the item.
    """

    item: DraftItem
    tied: tuple[TiedPlace, ...]
    pilots: tuple[str, ...]
    links: tuple[Link, ...]

    def still_holds(self, item: DraftItem, pilots: tuple[str, ...]) -> bool:
        """Whether the links are those of an item in a document with these pilot counties."""
        return self.item == item and self.pilots == _pilots_for(self.tied, pilots)


class DraftLinker:
    """Makes documents and links of drafts.

    Parameters
    ----------
    units
        Every admin unit.
    resolve
        The gazetteer's answer for one place; asked often for the same words.
    """

    def __init__(self, units: Mapping[str, AdminUnit], resolve: PlaceResolver) -> None:
        self._units = units
        self._resolve = resolve
        self._linker = Linker(units.values(), resolve)

    def link(
        self,
        draft: DraftDocument,
        words: Mapping[str, ClauseWords],
        kept: MutableMapping[str, KeptLinks] | None = None,
        *,
        pilots: tuple[str, ...] | None = None,
    ) -> LinkedDraft:
        """The document of a draft, with its links.

        Parameters
        ----------
        draft
            Everything in it is taken; see ``keep_confirmed`` and ``keep_unrejected``.
        words
            What is shown of clauses, by clause id.
        kept
            Links of an earlier state of the same document by item, which are taken for items that are as they were;
            those of this state are put there.
        pilots
            See ``find_pilots``, where ``draft`` is only a part of what they are found in.

        Returns
        -------
        LinkedDraft
            Never fails for a place.
        """
        if draft.region not in self._units:
            return LinkedDraft(make_document(draft, words, {}), (), (region_unknown(draft),))
        kept = {} if kept is None else kept
        found = {item.id: self._tie(draft, item, kept.get(item.id)) for item in draft.items}
        document = make_document(draft, words, {item: [one.mention for one in found[item]] for item in found})
        pilots = find_pilots(document.goals) if pilots is None else pilots
        items = {goal_id(draft.id, item): item for item in draft.items}
        links: list[Link] = []
        for goal in document.goals:
            item = items[goal.id]
            known = self._link_item(document, goal, item, found[item.id], pilots, kept.get(item.id))
            kept[item.id] = known
            links += known.links
        return LinkedDraft(document, tuple(links), tuple(self.find_untied(draft, found)))

    def find_pilots(
        self, draft: DraftDocument, kept: Mapping[str, KeptLinks] | None = None
    ) -> tuple[str, ...]:
        """Words of the pilot counties of a draft; no link has to be made to tell.

        Parameters
        ----------
        draft
            Everything in it is taken.
        kept
            As for ``link``.

        Returns
        -------
        tuple of str
            In document order.
        """
        if draft.region not in self._units:
            return ()
        clusters = replace(draft, items=tuple(item for item in draft.items if item.kind is Kind.CLUSTER))
        tied = {item.id: self._tie(draft, item, (kept or {}).get(item.id)) for item in clusters.items}
        mentions = {item: [one.mention for one in found] for item, found in tied.items()}
        return find_pilots(make_document(clusters, {}, mentions).goals)

    def find_untied(
        self, draft: DraftDocument, found: Mapping[str, Sequence[TiedPlace]] | None = None
    ) -> Iterator[DraftFinding]:
        """Places that lead nowhere; those in doubt are no finding, they are questions.

        Parameters
        ----------
        draft
            Everything in it is looked at.
        found
            Places that lead somewhere by item, should they be known already.

        Yields
        ------
        DraftFinding
            In document order; where the region is no unit of today, one for the document.
        """
        if draft.region not in self._units:
            yield region_unknown(draft)
            return
        for item in draft.items:
            places = self.tie_places(draft, item) if found is None else found[item.id]
            yield from untied_places(item, {one.place.id for one in places})

    def units_of(self, draft: DraftDocument, item: DraftItem) -> dict[str, tuple[str, ...]]:
        """Units that each place of an item leads to by itself.

        Parameters
        ----------
        draft
            Tells region and year.
        item
            Of it.

        Returns
        -------
        dict
            adcodes by place id, those of no place in doubt and of none that leads nowhere; a place that stands for all
            that the document covers leads to the region of the document.
        """
        if draft.region not in self._units:
            return {}
        return {one.place.id: one.adcodes or (draft.region,) for one in self.tie_places(draft, item)}

    def tie_places(self, draft: DraftDocument, item: DraftItem) -> list[TiedPlace]:
        """Places of an item that lead somewhere.

        Parameters
        ----------
        draft
            Tells region and year.
        item
            Of it.

        Returns
        -------
        list of TiedPlace
            Neither those in doubt nor those that lead nowhere.
        """
        places = [place for place in item.places if not place.is_in_doubt]
        # What is left out is no neighbour of the others any more, so those are asked again.
        while True:
            neighbours = tuple(_scope_word(place) or place.words for place in places)
            setting = PlaceSetting(draft.region, draft.year or draft.horizon, neighbours)
            found = [self._tie_place(place, setting) for place in places]
            kept = [one for one in found if one is not None]
            if len(kept) == len(places):
                return kept
            places = [one.place for one in kept]

    def _tie_place(self, place: DraftPlace, setting: PlaceSetting) -> TiedPlace | None:
        if scope := _scope_word(place):
            return TiedPlace(place, PlaceMention(scope, place.relation))
        mention = PlaceMention(place.words, place.relation, place.read_as, place.within)
        if not place.read_as and place.candidates:
            spelt = spell_reading(place.words, place.candidates[0], setting, self._units, self._resolve)
            if spelt is None:
                return None
            mention = replace(mention, read_as=spelt[0], within=spelt[1])
        try:
            resolved = setting.resolve(
                self._resolve, mention.words, read_as=mention.read_as, within=mention.within
            )
        except PlaceUnresolved:
            return None
        if not resolved.adcodes or any(adcode not in self._units for adcode in resolved.adcodes):
            return None
        return TiedPlace(place, mention, resolved)

    def _tie(self, draft: DraftDocument, item: DraftItem, known: KeptLinks | None) -> tuple[TiedPlace, ...]:
        if known is not None and known.item == item:
            return known.tied
        return tuple(self.tie_places(draft, item))

    def _link_item(
        self,
        document: Document,
        goal: Goal,
        item: DraftItem,
        tied: tuple[TiedPlace, ...],
        pilots: tuple[str, ...],
        known: KeptLinks | None,
    ) -> KeptLinks:
        if known is not None and known.still_holds(item, pilots):
            return known
        pilots = _pilots_for(tied, pilots)
        try:
            links = self._linker.link_goal(document, goal, pilots)
        except (PlaceUnresolved, CatalogueError):
            # Pilot counties are looked up by words of other goals, which may do only with what is said there.
            links = self._linker.link_goal(document, goal, ())
        return KeptLinks(item, tied, pilots, tuple(self._with_evidence(links, item, tied)))

    def _with_evidence(
        self, links: Iterable[Link], item: DraftItem, tied: Sequence[TiedPlace]
    ) -> Iterator[Link]:
        """The same links with what the draft knows of the places behind them."""
        known: dict[tuple[str, str], Evidence] = {}
        for link in links:
            behind = self._behind(link, tied)
            if behind is None:  # reached through another goal: the pilot counties of the document
                told = replace(link.evidence, reviewer=item.reviewer, reviewed=item.reviewed)
                yield replace(link, evidence=told)
                continue
            rule = "" if link.adcode in behind.adcodes and behind.place.rule else link.evidence.rule
            evidence = known.get((behind.place.id, rule))
            if evidence is None:
                evidence = known[behind.place.id, rule] = _evidence(behind, rule, link.evidence)
            yield replace(link, evidence=evidence)

    def _behind(self, link: Link, tied: Sequence[TiedPlace]) -> TiedPlace | None:
        """The place that a link rests on; of several in the same words the one that leads there."""
        same = [one for one in tied if one.mention.words == link.place]
        if len(same) < 2:
            return same[0] if same else None
        unit = self._units[link.adcode]
        around = {unit.adcode, unit.parent, unit.prefecture, unit.province}
        exact = [one for one in same if link.adcode in one.adcodes]
        wider = [one for one in same if around & set(one.adcodes)]
        return (exact or wider or same)[0]


def asked_counties(links: Iterable[Link]) -> frozenset[str]:
    """County-level units that are asked to do something.

    Parameters
    ----------
    links
        Any.

    Returns
    -------
    frozenset of str
        Their codes.
    """
    return frozenset(link.adcode for link in links if link.level is Level.COUNTY and is_asked(link))


def _pilots_for(tied: Iterable[TiedPlace], pilots: tuple[str, ...]) -> tuple[str, ...]:
    """Pilot counties, for an item that speaks of them."""
    return pilots if any(one.mention.words == SCOPE_PILOTS for one in tied) else ()


def _scope_word(place: DraftPlace) -> str:
    """The word of the linker for all that the document covers, where a place stands for that."""
    return scope_word(place.words, place.read_as)


def _evidence(behind: TiedPlace, rule: str, found: Evidence) -> Evidence:
    """A county inside a named prefecture rests on two rules: the one that read the words, and its membership."""
    place = behind.place
    return Evidence(
        words=place.words,
        rule=", ".join(part for part in (place.rule, rule) if part),
        confidence=place.confidence,
        candidates=_others(place, behind.adcodes) if place.candidates else found.candidates,
        reviewer=place.reviewer,
        reviewed=place.reviewed,
    )


def _others(place: DraftPlace, adcodes: Collection[str]) -> tuple[str, ...]:
    codes = (code for reading in place.candidates for code in reading.adcodes)
    return tuple(code for code in dict.fromkeys(codes) if code not in adcodes)

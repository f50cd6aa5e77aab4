"""What a reading found in a document, laid out for comparison with the answers of people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from atlas.core.model import Figure, Kind, Level, Relation
from atlas.core.policy.draft_links import DraftLinker, LinkedDraft
from atlas.core.policy.drafts import goal_id
from atlas.core.policy.reading.draft import DraftDocument, DraftItem, DraftPlace
from atlas.core.policy.reading.labels import ASKED_DIRECTLY


@dataclass(frozen=True, slots=True)
class FoundLink:
    """A county that an item has to do with; fields as in ``Link``, ``Evidence`` and ``Goal``."""

    clause: str
    adcode: str
    relation: Relation
    topics: tuple[str, ...]
    words: str
    rule: str
    confidence: float

    @property
    def is_asked(self) -> bool:
        """Whether it asks the county itself to act, not as one of many."""
        return self.relation in ASKED_DIRECTLY


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place as the reading has it.

    Parameters
    ----------
    clause
        Id of its clause.
    place
        The place.
    adcodes
        Where it leads; none in doubt.
    """

    clause: str
    place: DraftPlace
    adcodes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoundFigureItem:
    """A figure, and the item that it stands in."""

    clause: str
    kind: Kind
    figure: Figure
    rule: str
    confidence: float


@dataclass(frozen=True)
class FoundDocument:
    """What a reading found.

    Parameters
    ----------
    draft
        As read.
    text
        The source text to whose positions its spans belong.
    links
        To counties.
    places
        Of all items, in document order.
    """

    draft: DraftDocument
    text: str
    links: tuple[FoundLink, ...]
    places: tuple[FoundPlace, ...]

    @cached_property
    def clause_texts(self) -> dict[str, str]:
        """Text of each clause; that of an id printed twice is joined."""
        texts: dict[str, str] = {}
        for clause in self.draft.clauses:
            own = self.text[clause.span.start : clause.span.end]
            texts[clause.id] = f"{texts[clause.id]}\n{own}" if clause.id in texts else own
        return texts

    @cached_property
    def figures(self) -> tuple[FoundFigureItem, ...]:
        """Targets and facts."""
        return tuple(
            FoundFigureItem(item.clause, item.kind, item.figure, item.rule, item.confidence)
            for item in self.draft.items
            if item.figure is not None
        )

    @cached_property
    def undertakings(self) -> tuple[DraftItem, ...]:
        """Clusters, zones and projects."""
        kinds = (Kind.CLUSTER, Kind.ZONE, Kind.PROJECT)
        return tuple(item for item in self.draft.items if item.kind in kinds)


def lay_out(draft: DraftDocument, text: str, linker: DraftLinker) -> FoundDocument:
    """What a reading found.

    Parameters
    ----------
    draft
        As read, with the evidence of its places.
    text
        The source text.
    linker
        Ties it to counties, as it would be tied in the atlas.

    Returns
    -------
    FoundDocument
        With every link to a county, those reached through groups too.
    """
    items = {goal_id(draft.id, item): item for item in draft.items}
    places = tuple(
        FoundPlace(item.clause, place, led.get(place.id, ()))
        for item in draft.items
        for led in (linker.units_of(draft, item),)
        for place in item.places
    )
    return FoundDocument(draft, text, tuple(_links(linker.link(draft, {}), items)), places)


def _links(linked: LinkedDraft, items: Mapping[str, DraftItem]) -> list[FoundLink]:
    return [
        FoundLink(
            clause=items[link.goal].clause,
            adcode=link.adcode,
            relation=link.relation,
            topics=items[link.goal].topics,
            words=link.evidence.words,
            rule=link.evidence.rule,
            confidence=link.evidence.confidence,
        )
        for link in linked.links
        if link.level is Level.COUNTY
    ]

"""What the machine read in a document, item by item, and what people decided about it.

A draft counts for nothing until a person has confirmed it; positions are those of the stored source text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from atlas.core.errors import Text
from atlas.core.model import DocumentStatus, Figure, Kind, Relation
from atlas.core.policy.reading.source import Note


class Decision(StrEnum):
    """What people said of an item or a place."""

    OPEN = "open"
    SECOND = "second"  # confirmed by one person where two are asked for
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Positions in the source text, end not included."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """One unit, zone or region that words may mean.

    Parameters
    ----------
    adcodes
        Units meant, or in which it lies.
    name
        Official name.
    reason
        Why it is a candidate.
    score
        Trust in it, 0 to 1.
    """

    adcodes: tuple[str, ...]
    name: str
    reason: Text
    score: float


@dataclass(frozen=True, slots=True)
class Earlier:
    """What people said of the same words, read in the same way, in another version of the document: a proposal here.

    Parameters
    ----------
    document, title
        Of the other version: its id, and its title as it was then.
    decision
        What they said.
    reviewer, reviewed
        Who and when (ISO date).
    numbers
        In which numbers the words there are others (3→5): what is proposed holds for the rest.
    """

    document: str
    title: Text
    decision: Decision
    reviewer: str
    reviewed: str
    numbers: str = ""


@dataclass(frozen=True, slots=True)
class DraftPlace:
    """A place in an item.

    Parameters
    ----------
    id
        Unique in the document and kept for good.
    words
        As written; of a place that is not written (the document's own county, 全省) the word that stands for it.
    relation
        What the item has to do with it.
    span
        Where it stands; ``None`` where it is not written.
    read_as, within
        As in ``PlaceMention``: what the words are to be looked up as. Empty ``read_as`` with several ``candidates`` is
        a doubt: no link is made.
    rule
        Name of the rule that made it.
    confidence
        0 to 1, calibrated on the labelled set.
    candidates
        What the words may mean, best first.
    decision, reviewer, reviewed
        What a person said, who and when (ISO date).
    earlier
        Where another version proposes what stands here.
    """

    id: str
    words: str
    relation: Relation
    span: Span | None = None
    read_as: str = ""
    within: str = ""
    rule: str = ""
    confidence: float = 1.0
    candidates: tuple[Reading, ...] = ()
    decision: Decision = Decision.OPEN
    reviewer: str = ""
    reviewed: str = ""
    earlier: Earlier | None = None

    @property
    def is_in_doubt(self) -> bool:
        """True when the words may mean several places and nobody has said which."""
        return not self.read_as and len(self.candidates) > 1


@dataclass(frozen=True, slots=True)
class DraftItem:
    """One thing a clause asks for or states.

    Parameters
    ----------
    id
        Unique in the document and kept for good.
    clause
        Clause id.
    kind, topics, name, host, companies, figure, due, year_stated
        As in ``Goal``.
    summary
        The words of the text, shortened; a person may put own words there.
    span
        The words it rests on; ``None`` for an item that a person added without a place in the text.
    places
        Places, in the order of the text.
    rule, confidence
        Of the item as such (its kind, topics and figure).
    decision, reviewer, reviewed
        What a person said, who and when (ISO date).
    earlier
        Where another version proposes what stands here.
    """

    id: str
    clause: str
    kind: Kind
    topics: tuple[str, ...]
    summary: Text
    span: Span | None = None
    name: str = ""
    host: str = ""
    companies: tuple[str, ...] = ()
    figure: Figure | None = None
    due: int | None = None
    year_stated: bool = False
    places: tuple[DraftPlace, ...] = ()
    rule: str = ""
    confidence: float = 1.0
    decision: Decision = Decision.OPEN
    reviewer: str = ""
    reviewed: str = ""
    earlier: Earlier | None = None


@dataclass(frozen=True, slots=True)
class DraftClause:
    """A clause of the outline.

    Parameters
    ----------
    id
        See DESIGN: the path of the document's own numbers.
    heading
        As printed, without its number; may be empty.
    span
        Heading and own text, up to the next clause.
    """

    id: str
    heading: str
    span: Span


@dataclass(frozen=True, slots=True)
class DraftDocument:
    """A document as read.

    Parameters
    ----------
    id, title, issuer, region, year, horizon, status, source
        As in ``Document``.
    clauses
        In document order; an id that is printed twice stands twice.
    items
        In document order.
    notes
        What the reading left out, joined or refused by itself.
    """

    id: str
    title: Text
    issuer: str
    region: str
    year: int | None
    horizon: int | None
    status: str = DocumentStatus.DRAFT.value
    source: str = ""
    clauses: tuple[DraftClause, ...] = field(default=())
    items: tuple[DraftItem, ...] = field(default=())
    notes: tuple[Note, ...] = field(default=())

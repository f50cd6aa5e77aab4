"""A labelled document: what a careful planner would write down of a text, clause by clause, to score a reading by."""

from __future__ import annotations

from dataclasses import dataclass

from atlas.core.model import Kind, Relation

#: Relations under which a place written in a clause, or the county that the clause is about, is asked to act.
ASKED_DIRECTLY = frozenset({Relation.NAMED, Relation.IMPLICIT})


@dataclass(frozen=True, slots=True)
class LabelledLink:
    """A county that a clause has to do with.

    Parameters
    ----------
    place
        As written.
    adcode
        Of the county.
    relation
        What the clause has to do with it.
    topics
        Slugs; may be empty where nothing is asked of it.
    type
        What makes the place hard to read.
    """

    place: str
    adcode: str
    relation: Relation
    topics: tuple[str, ...]
    type: str


@dataclass(frozen=True, slots=True)
class LabelledGroup:
    """Prefectures, provinces, a region or all that the document covers; fields as in ``LabelledLink``."""

    place: str
    adcodes: tuple[str, ...]
    relation: Relation
    topics: tuple[str, ...]
    type: str


@dataclass(frozen=True, slots=True)
class LabelledTarget:
    """A figure of a clause.

    Parameters
    ----------
    value, value_max, unit, op
        As in ``Figure``.
    year
        Year it is due, or was true.
    kind
        Target or fact.
    """

    value: float
    value_max: float | None
    unit: str
    year: int | None
    op: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class LabelledUndertaking:
    """A cluster, zone or project of a clause."""

    kind: Kind
    name: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class LabelledClause:
    """The answers of one clause.

    Parameters
    ----------
    id
        The path of the document's own numbers.
    links, groups, targets, undertakings
        What it states.
    traps
        Words that must not become a link that asks a place to act.
    """

    id: str
    links: tuple[LabelledLink, ...] = ()
    groups: tuple[LabelledGroup, ...] = ()
    targets: tuple[LabelledTarget, ...] = ()
    undertakings: tuple[LabelledUndertaking, ...] = ()
    traps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LabelledDocument:
    """The answers of one document.

    Parameters
    ----------
    id
        Name of its files.
    title
        Its title.
    region
        adcode of the area that it governs.
    year, horizon
        Of the text, and to which it runs.
    clauses
        Those with an answer, each once.
    """

    id: str
    title: str
    region: str
    year: int | None
    horizon: int | None
    clauses: tuple[LabelledClause, ...]

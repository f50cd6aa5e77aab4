"""Documents that people added as values, and as rows of the workspace database; files stand in ``document_files``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from operator import attrgetter
from typing import Any

from atlas.core.errors import Text
from atlas.core.model import Figure, Kind, Relation
from atlas.core.policy.drafts import ClauseWords
from atlas.core.policy.reading.draft import (
    Decision,
    DraftClause,
    DraftItem,
    DraftPlace,
    Earlier,
    Reading,
    Span,
)
from atlas.core.policy.reading.source import Note, Piece, SourceText
from atlas.core.policy.review import PlacedItem

#: Columns of the head of a document, in the order of ``DocumentHead`` and ``DocumentRecord``.
DOCUMENT_COLUMNS = (
    "key, id, title_zh, title_en, issuer, region, year, horizon, status, source, file_name, size, digest, kind, "
    "encoding, notes, changes, created_at, created_by, removed_at, removed_by"
)


# Looked up for each item and place of a document, of which there are thousands.
_DECISIONS = {decision.value: decision for decision in Decision}
_KINDS = {kind.value: kind for kind in Kind}
_RELATIONS = {relation.value: relation for relation in Relation}
_NAMES = {kind: tuple(one.name for one in fields(kind)) for kind in (DraftItem, DraftPlace, Figure)}
_FIELDS = {kind: (names, attrgetter(*names)) for kind, names in _NAMES.items()}


@dataclass(frozen=True, slots=True)
class DocumentHead:
    """What is known of a document before its text.

    Parameters
    ----------
    id, title, issuer, region, year, horizon, status, source
        As in ``Document``.
    file_name
        What the sender calls the file; never a path on this machine.
    size
        Of the file [bytes].
    digest
        SHA-256 of the file.
    kind, encoding, notes
        As in ``SourceText``.
    """

    id: str
    title: Text
    issuer: str
    region: str
    year: int | None
    horizon: int | None
    status: str
    source: str
    file_name: str
    size: int
    digest: str
    kind: str
    encoding: str
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A document that people added.

    Parameters
    ----------
    key
        Ours; the id may go to another document when this one is removed.
    head
        See there.
    version
        Number of the last step of its review.
    created_at, created_by, removed_at, removed_by
        When (UTC, ISO 8601) and by whom.
    """

    key: str
    head: DocumentHead
    version: int
    created_at: str
    created_by: str
    removed_at: str | None = None
    removed_by: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentText:
    """The text of a document and its outline.

    Parameters
    ----------
    source
        As it was read.
    clauses
        In document order; positions are those of the text.
    words
        Headings and summaries that people wrote, by clause id; empty for what only a machine read.
    """

    source: SourceText
    clauses: tuple[DraftClause, ...]
    words: Mapping[str, ClauseWords] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StoredItem:
    """An item as it stands now.

    Parameters
    ----------
    placed
        The item and its place among the others.
    changed
        Number of the step that left it so.
    """

    placed: PlacedItem
    changed: int

    @property
    def item(self) -> DraftItem:
        """The item."""
        return self.placed.item


def head_to_row(head: DocumentHead) -> dict[str, Any]:
    """Columns of the head of a document.

    Parameters
    ----------
    head
        The head.

    Returns
    -------
    dict
        By column; ``notes`` as plain values.
    """
    values = asdict(head)
    title = values.pop("title")
    notes = [{**asdict(note), "message": note.message.to_dict()} for note in head.notes]
    return {**values, "title_zh": title["zh"], "title_en": title["en"], "notes": notes}


def document_from_row(row: tuple[Any, ...]) -> DocumentRecord:
    """A document from a row of ``DOCUMENT_COLUMNS``.

    Parameters
    ----------
    row
        Of the table ``ingested_document``.

    Returns
    -------
    DocumentRecord
        As it stands now.
    """
    notes = tuple(
        Note(note["code"], Text(note["message"]["zh"], note["message"]["en"]), note["count"])
        for note in json.loads(row[15])
    )
    return DocumentRecord(
        key=row[0],
        head=DocumentHead(
            id=row[1],
            title=Text(row[2], row[3]),
            issuer=row[4],
            region=row[5],
            year=row[6],
            horizon=row[7],
            status=row[8],
            source=row[9],
            file_name=row[10],
            size=row[11],
            digest=row[12],
            kind=row[13],
            encoding=row[14],
            notes=notes,
        ),
        version=row[16],
        created_at=row[17],
        created_by=row[18],
        removed_at=row[19],
        removed_by=row[20],
    )


def text_to_row(text: DocumentText) -> dict[str, Any]:
    """Columns of the text of a document.

    Parameters
    ----------
    text
        With its outline.

    Returns
    -------
    dict
        By column, plain values; signs that a database refuses are written as JSON does.
    """
    return {
        "title": json.dumps(text.source.title, ensure_ascii=False),
        "pieces": [[piece.text, piece.where] for piece in text.source.pieces],
        "outline": [
            [clause.id, clause.heading, clause.span.start, clause.span.end] for clause in text.clauses
        ],
        "words": {
            clause: [words.heading.zh, words.heading.en, words.summary.zh, words.summary.en]
            for clause, words in text.words.items()
        },
    }


def text_from_row(row: tuple[Any, ...], head: DocumentHead) -> DocumentText:
    """The text of a document from its columns.

    Parameters
    ----------
    row
        ``title``, ``pieces``, ``outline`` and ``words``.
    head
        Of the same document.

    Returns
    -------
    DocumentText
        Equal to the one that was written.
    """
    title, pieces, outline, words = (json.loads(value) for value in row)
    return DocumentText(
        SourceText(
            kind=head.kind,
            encoding=head.encoding,
            pieces=tuple(Piece(text, where) for text, where in pieces),
            title=title,
            notes=head.notes,
        ),
        tuple(DraftClause(clause, heading, Span(start, end)) for clause, heading, start, end in outline),
        {
            clause: ClauseWords(Text(heading_zh, heading_en), Text(summary_zh, summary_en))
            for clause, (heading_zh, heading_en, summary_zh, summary_en) in words.items()
        },
    )


def item_to_dict(item: DraftItem) -> dict[str, Any]:
    """An item as plain values.

    Parameters
    ----------
    item
        With its places.

    Returns
    -------
    dict
        Texts by language, positions as pairs.
    """
    return {
        **_plain(item),
        "kind": item.kind.value,
        "topics": list(item.topics),
        "summary": item.summary.to_dict(),
        "companies": list(item.companies),
        "figure": _by_name(item.figure) if item.figure else None,
        "places": [
            {
                **_plain(place),
                "relation": place.relation.value,
                "candidates": [
                    {
                        "adcodes": list(reading.adcodes),
                        "name": reading.name,
                        "reason": reading.reason.to_dict(),
                        "score": reading.score,
                    }
                    for reading in place.candidates
                ],
            }
            for place in item.places
        ],
    }


def item_from_dict(values: Mapping[str, Any]) -> DraftItem:
    """An item from plain values.

    Parameters
    ----------
    values
        As ``item_to_dict`` gives them.

    Returns
    -------
    DraftItem
        Equal to the one that was written.
    """
    return DraftItem(
        **{
            **values,
            **_decided(values),
            "kind": _KINDS[values["kind"]],
            "topics": tuple(values["topics"]),
            "summary": Text(**values["summary"]),
            "companies": tuple(values["companies"]),
            "figure": Figure(**values["figure"]) if values["figure"] else None,
            "places": tuple(_place(place) for place in values["places"]),
        }
    )


def _place(values: Mapping[str, Any]) -> DraftPlace:
    return DraftPlace(
        **{
            **values,
            **_decided(values),
            "relation": _RELATIONS[values["relation"]],
            "candidates": tuple(
                Reading(
                    tuple(reading["adcodes"]), reading["name"], Text(**reading["reason"]), reading["score"]
                )
                for reading in values["candidates"]
            ),
        }
    )


def _plain(thing: DraftItem | DraftPlace) -> dict[str, Any]:
    """Fields by name; those that both an item and a place have are made plain."""
    values = _by_name(thing)
    span = [thing.span.start, thing.span.end] if thing.span else None
    # Few things have an earlier version; the others need no word about it.
    earlier = values.pop("earlier")
    more = {"earlier": asdict(earlier)} if earlier else {}
    return {**values, "span": span, "decision": thing.decision.value, **more}


def _by_name(thing: DraftItem | DraftPlace | Figure) -> dict[str, Any]:
    """Fields as they are; ``asdict`` would copy all that is in them."""
    names, values_of = _FIELDS[type(thing)]
    return dict(zip(names, values_of(thing), strict=True))


def _decided(values: Mapping[str, Any]) -> dict[str, Any]:
    span = Span(*values["span"]) if values["span"] else None
    return {"span": span, "decision": _DECISIONS[values["decision"]], "earlier": _earlier(values)}


def _earlier(values: Mapping[str, Any]) -> Earlier | None:
    known = values.get("earlier")
    if not known:
        return None
    title = known["title"]
    # Until lately only the Chinese title was kept.
    shown = Text(title, title) if isinstance(title, str) else Text(**title)
    return Earlier(**{**known, "title": shown, "decision": _DECISIONS[known["decision"]]})

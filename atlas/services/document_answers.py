"""Plain mappings for added documents, their outline, items and places: the shapes that page, API and command line share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict

from atlas.core.model import Kind, Level, Link
from atlas.core.policy.catalogue import Catalogue
from atlas.core.policy.draft_findings import DraftFinding
from atlas.core.policy.draft_links import asked_counties
from atlas.core.policy.drafts import REVIEWERS_SEPARATOR, counts_as_confirmed, place_state, reviewers_of
from atlas.core.policy.reading.draft import Decision, DraftItem, DraftPlace, Span
from atlas.services.answers import Answer, document_answer, figure_answer
from atlas.services.document_drafts import DraftState
from atlas.stores.document_queries import ItemCounts
from atlas.stores.document_records import DocumentRecord, StoredItem
from atlas.stores.document_steps import Step


def read_counts(clauses: int, kinds: Mapping[str, int]) -> Answer:
    """How much was read in a document, by the names that ``document_answer`` has for what is public.

    Parameters
    ----------
    clauses
        How many there are.
    kinds
        How many items of each kind nobody rejected.

    Returns
    -------
    dict
        ``clauses``, ``goals``, ``facts`` and ``targets``.
    """
    facts = kinds.get(Kind.FACT, 0)
    return {
        "clauses": clauses,
        "goals": sum(kinds.values()) - facts,
        "facts": facts,
        "targets": kinds.get(Kind.TARGET, 0),
    }


def added_document_answer(
    catalogue: Catalogue, record: DocumentRecord, read: Answer, review: Answer
) -> Answer:
    """An added document for those who may see drafts.

    Parameters
    ----------
    catalogue
        What everybody sees.
    record
        The document.
    read
        See ``read_counts``.
    review
        See ``review_counts``.

    Returns
    -------
    dict
        As ``document_answer``, with file, notes, version and counts of the review. ``clauses``, ``goals``, ``facts`` and
        ``targets`` are what was read; ``counties`` are those that everybody sees, and ``is_public`` tells whether there
        is anything that everybody sees.
    """
    head = record.head
    unit = catalogue.units.get(head.region)
    public = catalogue.documents.get(head.id)
    return {
        "id": head.id,
        "title": {"zh": head.title.zh, "en": head.title.en or head.title.zh},
        "issuer": head.issuer,
        "region": head.region,
        "region_name": unit.name if unit else "",
        "year": head.year,
        "horizon": head.horizon,
        "status": head.status,
        "source": head.source,
        **read,
        "counties": document_answer(catalogue, public)["counties"] if public else 0,
        "is_built_in": False,
        "is_public": public is not None,
        "file": {
            "name": head.file_name,
            "size": head.size,
            "digest": head.digest,
            "kind": head.kind,
            "encoding": head.encoding,
        },
        "notes": [{**asdict(note), "message": note.message.to_dict()} for note in head.notes],
        "version": record.version,
        "created": record.created_at,
        "created_by": record.created_by,
        "review": review,
    }


def review_counts(by_state: ItemCounts, *, two_persons: bool) -> Answer:
    """How many items stand where.

    Parameters
    ----------
    by_state
        Number of items by decision and number of people who confirmed.
    two_persons
        Whether two different people have to.

    Returns
    -------
    dict
        ``items``, ``open``, ``second``, ``confirmed`` and ``rejected``.
    """
    needed = 2 if two_persons else 1
    counts = {"items": sum(by_state.values()), "open": 0, "second": 0, "confirmed": 0, "rejected": 0}
    for (decision, people), number in by_state.items():
        if decision == Decision.REJECTED:
            counts["rejected"] += number
        elif people >= needed:
            counts["confirmed"] += number
        else:
            counts["second" if people else "open"] += number
    return counts


def count_states(items: Iterable[DraftItem], *, two_persons: bool) -> Answer:
    """How many of some items stand where; see ``review_counts``."""
    by_state: ItemCounts = {}
    for item in items:
        key = (item.decision.value, len(reviewers_of(item)))
        by_state[key] = by_state.get(key, 0) + 1
    return review_counts(by_state, two_persons=two_persons)


def outline_answer(state: DraftState, *, two_persons: bool) -> list[Answer]:
    """Every clause of a document with what is decided in it.

    Parameters
    ----------
    state
        The document.
    two_persons
        Whether two different people have to confirm.

    Returns
    -------
    list of dict
        In document order; a clause that is printed twice stands once, where it is printed first.
    """
    by_clause: dict[str, list[DraftItem]] = {}
    for one in state.items:
        by_clause.setdefault(one.item.clause, []).append(one.item)
    shown: dict[str, Answer] = {}
    for clause in state.text.clauses:
        numbers = clause.id.split("/")
        written = state.text.words.get(clause.id)
        shown.setdefault(
            clause.id,
            {
                "id": clause.id,
                "heading": clause.heading or (written.heading.zh if written else ""),
                "depth": len(numbers),
                "parent": "/".join(numbers[:-1]),
                "start": clause.span.start,
                "end": clause.span.end,
                "review": count_states(by_clause.get(clause.id, ()), two_persons=two_persons),
            },
        )
    return list(shown.values())


def item_answer(state: DraftState, stored: StoredItem, *, two_persons: bool) -> Answer:
    """An item with the words that it rests on, and where its places lead.

    Parameters
    ----------
    state
        The document.
    stored
        The item.
    two_persons
        Whether two different people have to confirm.

    Returns
    -------
    dict
        ``version`` is to be sent back with each change.
    """
    item = stored.item
    units = state.units_of(item)
    start = item.span.start if item.span else None
    return {
        **plain_item(item),
        "version": stored.changed,
        "decision": _decision(item, two_persons=two_persons),
        "quote": _quote(state, item.span),
        "where": "" if start is None else state.text.source.where(start),
        "places": [
            {
                **plain_place(place),
                "decision": _decision(place, two_persons=two_persons),
                "units": _units(state, units.get(place.id, ())),
                "state": place_state(place, units),
            }
            for place in item.places
        ],
        "counties": len(asked_counties(state.links_of(item))),
    }


def plain_item(item: DraftItem) -> Answer:
    """An item as it was at some time, without what follows from the text and the units of today.

    Parameters
    ----------
    item
        The item.

    Returns
    -------
    dict
        Plain values.
    """
    return {
        "id": item.id,
        "clause": item.clause,
        "kind": item.kind.value,
        "topics": list(item.topics),
        "summary": item.summary.to_dict(),
        "name": item.name,
        "host": item.host,
        "companies": list(item.companies),
        "figure": figure_answer(item.figure) if item.figure else None,
        "year": item.due,
        "year_stated": item.year_stated,
        "span": _span(item.span),
        "rule": item.rule,
        "confidence": item.confidence,
        "decision": item.decision.value,
        "reviewer": item.reviewer,
        "reviewed": item.reviewed,
        "earlier": _earlier(item),
        "places": [plain_place(place) for place in item.places],
    }


def plain_place(place: DraftPlace) -> Answer:
    """A place as it was at some time; see ``plain_item``."""
    return {
        "id": place.id,
        "words": place.words,
        "relation": place.relation.value,
        "span": _span(place.span),
        "read_as": place.read_as,
        "within": place.within,
        "rule": place.rule,
        "confidence": place.confidence,
        "candidates": [
            {
                "adcodes": list(reading.adcodes),
                "name": reading.name,
                "reason": reading.reason.to_dict(),
                "score": reading.score,
            }
            for reading in place.candidates
        ],
        "decision": place.decision.value,
        "reviewer": place.reviewer,
        "reviewed": place.reviewed,
        "earlier": _earlier(place),
    }


def link_answer(state: DraftState, link: Link, item: DraftItem, *, two_persons: bool) -> Answer:
    """A unit that an item of a draft leads to.

    Parameters
    ----------
    state
        The document.
    link
        Of the item.
    item
        The item.
    two_persons
        Whether two different people have to confirm.

    Returns
    -------
    dict
        ``decision`` is ``confirmed`` only when both item and place are.
    """
    decision = _decision(item, two_persons=two_persons)
    people = [name for name in link.evidence.reviewer.split(REVIEWERS_SEPARATOR) if name]
    if decision == Decision.CONFIRMED and len(people) < (2 if two_persons else 1):
        decision = Decision.OPEN.value
    unit = state.desk.units[link.adcode]
    return {
        "item": item.id,
        "clause": item.clause,
        "topics": list(item.topics),
        "place": link.place,
        "adcode": link.adcode,
        "name": unit.name,
        "level": link.level.value,
        "relation": link.relation.value,
        "via": link.via,
        "decision": decision,
    }


def finding_answer(finding: DraftFinding) -> Answer:
    """A part of a draft that could not be tied to a unit, as plain values."""
    return {**asdict(finding), "message": finding.message.to_dict()}


def step_answer(step: Step, undone: frozenset[int], *, with_changes: bool = True) -> Answer:
    """A step of a review.

    Parameters
    ----------
    step
        The step.
    undone
        Numbers of the steps that were taken back.
    with_changes
        Whether to tell what items were before and after.

    Returns
    -------
    dict
        Plain values.
    """
    answer: Answer = {
        "number": step.number,
        "at": step.at,
        "actor": step.actor,
        "action": step.action,
        "items": list(step.after),
        "undoes": step.undoes,
        "undone": step.number in undone,
    }
    if with_changes:
        answer["changes"] = [
            {
                "item": item,
                "before": plain_item(before.item) if (before := step.before.get(item)) else None,
                "after": plain_item(after.item) if after else None,
            }
            for item, after in step.after.items()
        ]
    return answer


def _decision(decided: DraftItem | DraftPlace, *, two_persons: bool) -> str:
    """As today's rule has it, whatever the rule was when people decided."""
    if reviewers_of(decided):
        confirmed = counts_as_confirmed(decided, two_persons=two_persons)
        return (Decision.CONFIRMED if confirmed else Decision.SECOND).value
    return decided.decision.value


def _earlier(proposed: DraftItem | DraftPlace) -> Answer | None:
    """Where another version proposes what stands here."""
    earlier = proposed.earlier
    return {**asdict(earlier), "decision": earlier.decision.value} if earlier else None


def _units(state: DraftState, adcodes: Iterable[str]) -> list[Answer]:
    units = (state.desk.units[adcode] for adcode in adcodes)
    return [{"adcode": unit.adcode, "name": unit.name, "level": Level(unit.level).value} for unit in units]


def _quote(state: DraftState, span: Span | None) -> str:
    return state.text.source.text[span.start : span.end] if span else ""


def _span(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None

"""What people made of an added document, beside what was read in it: for what is carried to another version or compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from atlas.core.model import Document, Link
from atlas.core.policy.catalogue import Catalogue
from atlas.core.policy.drafts import goal_id
from atlas.core.policy.goal_view import GoalView, view_goals
from atlas.core.policy.reading.draft import DraftItem
from atlas.core.policy.review_comparison import ReviewedSide
from atlas.core.policy.review_pairs import ReviewedItem, pair_items, plain_words
from atlas.services.document_clauses import clause_words
from atlas.services.document_drafts import DraftState, make_draft
from atlas.stores.document_table import FIRST_STEP, DocumentTable


@dataclass(frozen=True, slots=True)
class ReviewedDocument:
    """An added document with what was read in it.

    Parameters
    ----------
    state
        As it stands.
    items
        Read or added, in document order.
    """

    state: DraftState
    items: tuple[ReviewedItem, ...]


def read_reviewed(table: DocumentTable, state: DraftState) -> ReviewedDocument:
    """What people made of a document.

    Parameters
    ----------
    table
        Keeps every step.
    state
        The document.

    Returns
    -------
    ReviewedDocument
        Of one that nobody has touched nothing is asked.
    """
    read = {one.item.id: one.item for one in state.items if one.changed == FIRST_STEP}
    if len(read) < len(state.items) or state.record.version > FIRST_STEP:
        (first,) = table.read_steps(state.record, before=FIRST_STEP + 1, limit=1, with_first=True)
        read = {item: placed.item for item, placed in first.after.items() if placed is not None}
    text = state.text.source.text
    now = {one.item.id: one.item for one in state.items}
    order = [*now, *(item for item in read if item not in now)]
    items = [
        ReviewedItem(read.get(item), now.get(item), _words(read.get(item) or now[item], text))
        for item in order
    ]
    return ReviewedDocument(state, tuple(items))


def item_of(known: ReviewedItem) -> DraftItem:
    """The item as it stands, or as it was read where it is gone."""
    item = known.now or known.read
    if item is None:
        raise ValueError("an item was read or added")
    return item


def pair_goals(one: ReviewedDocument, other: ReviewedDocument) -> list[tuple[str, str]]:
    """Ids of goals of two versions that rest on the same words.

    Parameters
    ----------
    one, other
        The versions.

    Returns
    -------
    list of tuple
        Rejected goals too.
    """
    return [
        (_goal(one, one.items[pair.one]), _goal(other, other.items[pair.other]))
        for pair in pair_items(one.items, other.items)
    ]


def reviewed_side(known: ReviewedDocument, built: Catalogue) -> ReviewedSide:
    """What a comparison needs to know of a review.

    Parameters
    ----------
    known
        The document.
    built
        Tells units and topics.

    Returns
    -------
    ReviewedSide
        See there.
    """
    corrected = [one.read for one in known.items if one.read is not None and one.is_corrected]
    read = _views(known.state, corrected, built)
    return ReviewedSide(
        text=plain_words(known.state.text.source.text),
        words={_goal(known, one): one.words for one in known.items},
        read={view.goal.id: view for view in read},
        rejected=frozenset(_goal(known, one) for one in known.items if one.is_rejected),
        added=frozenset(_goal(known, one) for one in known.items if one.read is None),
    )


def _views(state: DraftState, items: Sequence[DraftItem], built: Catalogue) -> list[GoalView]:
    if not items:
        return []
    draft = make_draft(state.record, state.text, tuple(items))
    linked = state.desk.linker.link(draft, clause_words(state.text), {})
    documents: Mapping[str, Document] = {linked.document.id: linked.document}
    links: Sequence[Link] = linked.links
    return view_goals(replace(built, documents=documents, links=tuple(links)), linked.document)


def _goal(known: ReviewedDocument, one: ReviewedItem) -> str:
    return goal_id(known.state.record.head.id, item_of(one))


def _words(item: DraftItem, text: str) -> str:
    return plain_words(text[item.span.start : item.span.end] if item.span else item.summary.zh)

"""What of the review of one version of a document can be brought to another, and what cannot; carries nothing itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from atlas.core.policy.reading.draft import Decision, DraftItem, Span
from atlas.core.policy.review_figures import changed_numbers, pair_other_figures
from atlas.core.policy.review_pairs import ItemPair, ReviewedItem, pair_items, plain_words
from atlas.services.document_reviewed import ReviewedDocument, item_of

#: Words of fewer signs stand in many places.
_LEAST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Carried:
    """An item of the earlier version, and what of it is here.

    Parameters
    ----------
    known
        The item.
    what
        People did with it: ``corrected``, ``confirmed``, ``rejected`` or ``added``.
    numbers
        Which numbers in its words are others here.
    here
        What it meets here; ``None`` where it is to be added.
    span
        Where it is to be added.
    left
        Why it is not carried: ``text_changed``, ``read_otherwise`` or ``decided``; empty where it is.
    """

    known: ReviewedItem
    what: str
    numbers: str = ""
    here: DraftItem | None = None
    span: Span | None = None
    left: str = ""


def find_carried(
    earlier: ReviewedDocument, here: ReviewedDocument, *, is_deciding: bool
) -> Iterator[Carried]:
    """Everything that people reviewed in the earlier version, with what it meets here.

    Parameters
    ----------
    earlier, here
        The versions.
    is_deciding
        Whether what was carried from there before, and is still open, is decided now.

    Yields
    ------
    Carried
        In the order of the earlier version.
    """
    source = earlier.state.record.head.id if is_deciding else ""
    alike = pair_items(earlier.items, here.items)
    pairs = {pair.one: pair for pair in (*alike, *pair_other_figures(earlier.items, here.items, alike))}
    brought = {one.now.id for one in here.items if one.now is not None and _may_decide(one.now, source)}
    for number, known in enumerate(earlier.items):
        if not known.is_reviewed:
            continue
        if known.read is None:
            yield from _find_added(known, earlier, here, brought)
        else:
            yield _find_read(known, pairs.get(number), here, decided_by=source)


def _may_decide(item: DraftItem, source: str) -> bool:
    """What was carried from a version before may be decided now; what a third version proposes may not."""
    proposal = item.earlier
    return proposal is not None and proposal.document == source and item.decision is Decision.OPEN


def _find_read(
    known: ReviewedItem, pair: ItemPair | None, here: ReviewedDocument, *, decided_by: str
) -> Carried:
    """What an item that was read meets here; ``decided_by`` is the version whose proposals are decided, if any."""
    what = "rejected" if known.is_rejected else "corrected" if known.is_corrected else "confirmed"
    if pair is None or known.now is None:
        return Carried(known, what, left="text_changed")
    if not pair.is_alike:
        return Carried(known, what, left="read_otherwise")
    met = here.items[pair.other]
    if met.now is None:
        return Carried(known, what, left="decided")
    is_touched = met.is_reviewed or met.now.earlier is not None
    numbers = changed_numbers(known.words, met.words)
    if is_touched and (numbers or not _may_decide(met.now, decided_by)):
        return Carried(known, what, left="decided")
    return Carried(known, what, numbers, here=met.now)


def _find_added(
    known: ReviewedItem, earlier: ReviewedDocument, here: ReviewedDocument, brought: set[str]
) -> Iterator[Carried]:
    """What an item that a person added meets here; each of those that were ``brought`` before is met once."""
    item = item_of(known)
    if known.is_rejected:
        return
    span = _only_place(item, earlier, here)
    if span is None:
        yield Carried(known, "added", left="text_changed")
        return
    met = [
        one.now
        for one in here.items
        if one.now is not None and one.read is None and one.now.span == span and one.now.kind is item.kind
    ]
    if not met:
        yield Carried(known, "added", span=span)
        return
    waiting = [one for one in met if one.id in brought]
    if not waiting:
        yield Carried(known, "added", left="decided")
        return
    # Of several at the same words the one that says the same.
    same = min(waiting, key=lambda one: one.summary != item.summary)
    brought.discard(same.id)
    yield Carried(known, "added", here=same)


def _only_place(item: DraftItem, earlier: ReviewedDocument, here: ReviewedDocument) -> Span | None:
    """Where the words of an item stand here, if that is sure."""
    if item.span is None:
        return None
    words = earlier.state.text.source.text[item.span.start : item.span.end]
    text = here.state.text.source.text
    if len(plain_words(words)) < _LEAST_WORDS or text.count(words) != 1:
        return None
    start = text.index(words)
    return Span(start, start + len(words))

"""What the review of one version of a document proposes for another: never decided by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from atlas.core.policy.reading.draft import Decision, DraftItem, DraftPlace, Earlier, Span
from atlas.core.policy.review_figures import with_corrections
from atlas.core.policy.review_pairs import ReviewedItem

_ITEM_FIELDS = (
    *("kind", "topics", "summary", "name", "host", "companies", "figure", "due", "year_stated"),
    *("rule", "confidence"),
)
#: Of these each version tells its own, where their numbers differ.
_OF_NUMBERS = ("summary", "figure", "due", "year_stated")
_PLACE_FIELDS = ("words", "relation", "read_as", "within", "rule", "confidence")

#: Where words of the other version stand in this one; ``None`` where they do not.
Move = Callable[[Span | None], Span | None]


def propose_item(
    known: ReviewedItem, item: DraftItem, earlier: Earlier, *, move: Move, new_id: Callable[[], str]
) -> DraftItem:
    """An item with what people made of the same words in another version.

    Parameters
    ----------
    known
        The item of the other version, which was read in the same way; still there.
    item
        As it was read here.
    earlier
        Who reviewed the other version, and which numbers are others there.
    move
        Finds words of the other version here.
    new_id
        Gives an id that nothing has.

    Returns
    -------
    DraftItem
        Open, its places too; those that a person rejected are still there and say so. Where numbers differ, its figure, its
        years and its words are its own.
    """
    read, now = known.read, known.now
    if read is None or now is None:
        return item
    fields = [name for name in _ITEM_FIELDS if not (earlier.numbers and name in _OF_NUMBERS)]
    values = {name: getattr(now, name) for name in fields if getattr(now, name) != getattr(read, name)}
    if earlier.numbers:
        values["figure"] = with_corrections(item.figure, read.figure, now.figure)
    places = tuple(_places(read, now, item, earlier, move, new_id))
    return replace(item, **values, places=places, earlier=replace(earlier, decision=now.decision))


def propose_new(
    item: DraftItem, earlier: Earlier, *, clause: str, move: Move, new_id: Callable[[], str]
) -> DraftItem:
    """An item that a person added in another version, as it would stand here.

    Parameters
    ----------
    item
        As it stands there.
    earlier
        Who reviewed the other version.
    clause
        Here.
    move, new_id
        As for ``propose_item``.

    Returns
    -------
    DraftItem
        Open, its places too.
    """
    places = tuple(
        _new_place(place, earlier, move, new_id)
        for place in item.places
        if place.decision is not Decision.REJECTED
    )
    return replace(_reopened(item, earlier), id=new_id(), clause=clause, span=move(item.span), places=places)


def is_proposed_away(proposed: DraftItem | DraftPlace) -> bool:
    """Whether nobody has decided about something, and another version's review rejected it."""
    earlier = proposed.earlier
    is_open = proposed.decision is Decision.OPEN
    return is_open and earlier is not None and earlier.decision is Decision.REJECTED


def _places(
    read: DraftItem, now: DraftItem, item: DraftItem, earlier: Earlier, move: Move, new_id: Callable[[], str]
) -> Iterator[DraftPlace]:
    pairs = {before.id: (before, here) for before, here in zip(read.places, item.places, strict=True)}
    for place in now.places:
        if place.id not in pairs:
            if place.decision is not Decision.REJECTED:
                yield _new_place(place, earlier, move, new_id)
            continue
        before, here = pairs[place.id]
        values = {
            name: getattr(place, name)
            for name in _PLACE_FIELDS
            if getattr(place, name) != getattr(before, name)
        }
        is_told = values or place.decision is not Decision.OPEN
        yield replace(here, **values, earlier=_said(place, earlier) if is_told else None)


def _new_place(place: DraftPlace, earlier: Earlier, move: Move, new_id: Callable[[], str]) -> DraftPlace:
    moved = replace(place, id=new_id(), span=move(place.span), earlier=_said(place, earlier))
    return replace(moved, decision=Decision.OPEN, reviewer="", reviewed="")


def _reopened(item: DraftItem, earlier: Earlier) -> DraftItem:
    said = replace(earlier, decision=item.decision)
    return replace(item, decision=Decision.OPEN, reviewer="", reviewed="", earlier=said)


def _said(place: DraftPlace, earlier: Earlier) -> Earlier:
    if not place.reviewer:
        return replace(earlier, decision=place.decision)
    return replace(earlier, decision=place.decision, reviewer=place.reviewer, reviewed=place.reviewed)

"""Makes one item of statements side by side that say the same of the same places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from atlas.core.model import Kind, Relation
from atlas.core.policy.reading.draft import DraftItem, Span


def merge_items(items: Iterable[DraftItem]) -> list[DraftItem]:
    """Statements side by side that say the same of the same places become one item.

    Parameters
    ----------
    items
        Items of one clause, in the order of the text.

    Returns
    -------
    list of DraftItem
        A designation takes in those behind it with its topics when none of them names a place.
    """
    merged: list[DraftItem] = []
    last: int | None = None
    for item in items:
        is_designation = item.kind is Kind.DESIGNATION
        if is_designation and last is not None and _says_the_same(merged[last], item):
            merged[last] = replace(merged[last], span=_joined(merged[last].span, item.span))
            continue
        if is_designation:
            last = len(merged)
        merged.append(item)
    return merged


def _says_the_same(one: DraftItem, other: DraftItem) -> bool:
    unwritten = (Relation.IMPLICIT, Relation.SCOPE)
    places = (*one.places, *other.places)
    return one.topics == other.topics and all(place.relation in unwritten for place in places)


def _joined(one: Span | None, other: Span | None) -> Span | None:
    if one is None or other is None:
        return one or other
    return Span(min(one.start, other.start), max(one.end, other.end))

"""Items of two versions of which only a number is another (3 家 became 5 家): what people corrected holds, the number does not."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace

from atlas.core.model import Figure
from atlas.core.policy.reading.draft import DraftItem
from atlas.core.policy.review_pairs import ItemPair, ReviewedItem, place_key, plain_words

# Numbers with their scale, as ``plain_words`` leaves them.
_NUMBER = re.compile(r"\d+(?:[.:~\-–—]\d+)*[十百千]?[万亿]*")
_SCALE = re.compile("^[十百千]?[万亿]+")
#: Of a figure, what people may have corrected apart from its number and its year.
_SAID = ("metric", "op", "unit", "scope", "per")


def pair_other_figures(
    ones: Sequence[ReviewedItem], others: Sequence[ReviewedItem], known: Iterable[ItemPair]
) -> list[ItemPair]:
    """Items of two versions that rest on the same words but for their numbers, and were read in the same way.

    Parameters
    ----------
    ones, others
        In document order; those that a person added are left out.
    known
        Pairs of the same words, which are left out too.

    Returns
    -------
    list of ItemPair
        In the order of the first list; only what is the only one of its kind in its clause, else in the document.
    """
    pairs: list[ItemPair] = []
    known = list(known)
    left, right = {pair.one for pair in known}, {pair.other for pair in known}
    for key in (_in_clause, _reading):
        waiting = _single(others, right, key)
        for found, number in _single(ones, left, key).items():
            other = waiting.get(found)
            if other is not None and ones[number].words != others[other].words:
                left.add(number)
                right.add(other)
                pairs.append(ItemPair(number, other, is_alike=True))
    return sorted(pairs, key=lambda pair: pair.one)


def changed_numbers(before: str, after: str) -> str:
    """The numbers in which two texts differ that are the same otherwise.

    Parameters
    ----------
    before, after
        As ``plain_words`` gives them.

    Returns
    -------
    str
        For people.

    Examples
    --------
    >>> changed_numbers("到2027年培育企业3家", "到2027年培育企业5家")
    '3→5'
    """
    pairs = zip(_NUMBER.findall(before), _NUMBER.findall(after), strict=False)
    return "、".join(f"{one}→{other}" for one, other in pairs if one != other)


def with_corrections(figure: Figure | None, read: Figure | None, now: Figure | None) -> Figure | None:
    """A figure with what people corrected in that of another version, but for its number and year.

    Parameters
    ----------
    figure
        As it was read here.
    read, now
        As that of the other version was read, and as it stands.

    Returns
    -------
    Figure or None
        ``None`` where people said that it is none.
    """
    if figure is None or read is None or now is None:
        return figure if now is not None or read is None else None
    values = {
        name: getattr(now, name)
        for name in _SAID
        if getattr(now, name) != getattr(read, name) and getattr(figure, name) == getattr(read, name)
    }
    return replace(figure, **values)


def _single(
    items: Sequence[ReviewedItem], taken: set[int], key: Callable[[DraftItem, str], Hashable]
) -> dict[Hashable, int]:
    """Items that are the only one with their key."""
    found: dict[Hashable, list[int]] = {}
    for number, item in enumerate(items):
        if number not in taken and item.read is not None and item.words:
            found.setdefault(key(item.read, item.words), []).append(number)
    return {known: numbers[0] for known, numbers in found.items() if len(numbers) == 1}


def _in_clause(item: DraftItem, words: str) -> Hashable:
    return item.clause, _reading(item, words)


def _reading(item: DraftItem, words: str) -> Hashable:
    figure = item.figure
    return (
        *(item.kind, _bare(words), tuple(sorted(item.topics)), _bare(plain_words(item.name)), item.host),
        figure and (_bare(plain_words(figure.metric)), figure.op, _SCALE.sub("", figure.unit), figure.per),
        tuple(place_key(place) for place in item.places),
    )


def _bare(words: str) -> str:
    return _NUMBER.sub("#", words)

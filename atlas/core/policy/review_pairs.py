"""Tells which items of two versions of a document are the same words, read in the same way before people corrected them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace

from atlas.core.policy.reading.draft import Decision, DraftItem, DraftPlace

# A point or a dash counts between digits only: 1.2 is not 12.
_TELLING = re.compile(r"(?<=\d)[.:~\-–—](?=\d)|[^\W_]+|[%‰<>=≥≤]")
_TITLE_SIGNS = "…"


@dataclass(frozen=True, slots=True)
class ReviewedItem:
    """An item as it was read, and as it stands after the review.

    Parameters
    ----------
    read
        ``None`` for one that a person added.
    now
        ``None`` for one that is there no more.
    words
        That it rests on, as ``plain_words`` gives them.
    """

    read: DraftItem | None
    now: DraftItem | None
    words: str

    @property
    def is_rejected(self) -> bool:
        """Whether a person said that it is no item."""
        return self.now is None or self.now.decision is Decision.REJECTED

    @property
    def is_corrected(self) -> bool:
        """Whether people made something else of what was read."""
        if self.read is None or self.now is None or self.is_rejected:
            return True
        return content_of(self.read) != content_of(self.now)

    @property
    def is_reviewed(self) -> bool:
        """Whether people corrected it or decided about it or one of its places."""
        if self.is_corrected or self.now is None:
            return True
        is_decided = self.now.decision is not Decision.OPEN
        return is_decided or any(place.decision is not Decision.OPEN for place in self.now.places)


@dataclass(frozen=True, slots=True)
class ItemPair:
    """The same words in two versions.

    Parameters
    ----------
    one, other
        Positions in the two lists.
    is_alike
        Whether they were read in the same way.
    """

    one: int
    other: int
    is_alike: bool


def plain_words(text: str) -> str:
    """Words without blanks, punctuation and the width of signs.

    Parameters
    ----------
    text
        Any.

    Returns
    -------
    str
        Two texts that only look different give the same.

    Examples
    --------
    >>> plain_words("到2027年， 产值 １.２ 亿元。") == plain_words("到2027年,产值1.2亿元")
    True
    >>> plain_words("1.2") == plain_words("12")
    False
    """
    return "".join(_TELLING.findall(unicodedata.normalize("NFKC", text.rstrip(_TITLE_SIGNS)))).lower()


def pair_items(ones: Sequence[ReviewedItem], others: Sequence[ReviewedItem]) -> list[ItemPair]:
    """Items of two versions that rest on the same words.

    Parameters
    ----------
    ones, others
        In document order; those that a person added are left out.

    Returns
    -------
    list of ItemPair
        In the order of the first list. Where the same words stand several times, those of one clause belong together,
        then those that were read alike, else they go by their order.
    """
    pairs: list[ItemPair] = []
    left, right = set[int](), set[int]()
    for key, is_alike in ((_in_clause, True), (_reading, True), (_numbers, False), (_kind, False)):
        waiting: dict[Hashable, list[int]] = {}
        for number, known in _with_keys(others, right, key):
            waiting.setdefault(known, []).append(number)
        for number, known in list(_with_keys(ones, left, key)):
            found = waiting.get(known)
            if found:
                other = found.pop(0)
                left.add(number)
                right.add(other)
                pairs.append(ItemPair(number, other, is_alike))
    return sorted(pairs, key=lambda pair: pair.one)


def content_of(item: DraftItem) -> DraftItem:
    """An item without what people said of it, so that two can be compared by what they say."""
    places = tuple(_undecided(place) for place in item.places if place.decision is not Decision.REJECTED)
    return replace(
        item,
        places=places,
        decision=Decision.OPEN,
        reviewer="",
        reviewed="",
        earlier=None,
        rule="",
        confidence=0.0,
    )


def _undecided(place: DraftPlace) -> DraftPlace:
    return replace(
        place,
        decision=Decision.OPEN,
        reviewer="",
        reviewed="",
        earlier=None,
        rule="",
        confidence=0.0,
        candidates=(),
    )


def _with_keys(
    items: Iterable[ReviewedItem], taken: set[int], key: Callable[[DraftItem, str], Hashable]
) -> Iterable[tuple[int, Hashable]]:
    for number, item in enumerate(items):
        if number not in taken and item.read is not None and item.words:
            yield number, key(item.read, item.words)


def _in_clause(item: DraftItem, words: str) -> Hashable:
    return item.clause, _reading(item, words)


def _reading(item: DraftItem, words: str) -> Hashable:
    return (
        *(_numbers(item, words), tuple(sorted(item.topics)), plain_words(item.name), item.host, item.due),
        plain_words(item.figure.metric) if item.figure else "",
        tuple(place_key(place) for place in item.places),
    )


def place_key(place: DraftPlace) -> Hashable:
    """What two places of two versions have in common where they were read in the same way.

    Parameters
    ----------
    place
        One of them.
    """
    meant = tuple(reading.adcodes for reading in place.candidates)
    return plain_words(place.words), place.relation, place.read_as, place.within, meant


def _numbers(item: DraftItem, words: str) -> Hashable:
    figure = item.figure
    return _kind(item, words), figure and (
        figure.op,
        figure.value,
        figure.value_max,
        figure.unit,
        figure.year,
    )


def _kind(item: DraftItem, words: str) -> Hashable:
    return item.kind, words

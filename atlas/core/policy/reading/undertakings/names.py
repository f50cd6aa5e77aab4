"""Where the name begins that ends at a known word: the rule that undertakings and companies share."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

import ahocorasick

from atlas.core.policy.reading.undertakings.words import (
    FINISHED_WORDS,
    KEPT_WORDS,
    LEADING_CHARACTERS,
    LEADING_WORDS,
    RANK_WORDS,
    TRADE_WORDS,
)

#: No name is longer [characters].
LONGEST_NAME = 42

#: Characters at which a name cannot go on. Brackets and quotes are looked at apart, because names hold them.
_MARKS = "，。；、：！？,;:!?\n\t…—《》<>[]【】|*#→"
#: Characters at which the name of a company ends, though that of a project may hold them.
_COMPANY_MARKS = "+＋ \u3000"
_JOINS = "和与及"
#: What a word does to a name: it belongs to it, it ends it, it ends it unless names are joined, or only for a company.
_KEPT, _BREAKS, _PARTS, _PARTS_COMPANY = range(4)
#: In 甲·乙共建产业园 the verb belongs to the name.
_JOINTLY = re.compile("·[\u4e00-\u9fff]{1,8}?共建")
_PAIRS = (("（", "）"), ("(", ")"), ("“", "”"), ("‘", "’"))
#: Numbers of clauses and entries stand before a name without a break.
_NUMBER = re.compile(
    r"第[一二三四五六七八九十百\d]{1,4}[条章节]\s*|[\s\-•·●◆■—]*(?:\d{1,2}[.．、](?!\d)|[①-⑳⑴-⒛㈠-㈩])\s*"
)


def _alternation(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


#: Each word is taken once and for all, so that a long name costs no more than its length.
_FILLING = "|[\\d.%％～~\\-—一－·\\s“”（）()])*+"
_RANKS = re.compile(f"(?>{_alternation(RANK_WORDS)}{_FILLING}")
_RANKS_AND_TRADES = re.compile(f"(?>{_alternation((*RANK_WORDS, *TRADE_WORDS))}{_FILLING}")


class NameBreaks:
    """The places of a text at which a name can begin.

    Parameters
    ----------
    text
        Any text; it is read once, at a cost that grows linearly with it.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._strict: list[int] = []
        self._joined: list[int] = []
        for start, end, effect in _words(text):
            is_join = effect == _PARTS and not text[max(0, start - 2) : start].endswith(FINISHED_WORDS)
            if effect != _KEPT:
                self._strict.append(end)
            if effect == _BREAKS or (effect == _PARTS and not is_join):
                self._joined.append(end)

    def name_start(self, ending: int, *, floor: int = 0, joins: bool = False) -> int:
        """Where the name begins whose ending word begins at ``ending``.

        Parameters
        ----------
        ending
            Position of the ending word (公司, 项目 …).
        floor
            The name cannot begin before this position.
        joins
            Whether 和, 与 and 及 may stand inside the name, and blanks too.

        Returns
        -------
        int
            Equal to ``ending`` when no name stands before it.
        """
        breaks = self._joined if joins else self._strict
        number = bisect_right(breaks, ending)
        start = max(floor, ending - LONGEST_NAME, breaks[number - 1] if number else 0)
        start = _after_open_pairs(self._text, min(start, ending), ending)
        printed_number = _NUMBER.match(self._text, start, ending)
        return printed_number.end() if printed_number else start


def is_generic(words: str, *, trades_too: bool = True) -> bool:
    """True for words that name a rank or a quantity, but nothing in particular.

    Parameters
    ----------
    words
        A name without its ending.
    trades_too
        Whether the name of a trade says nothing either.
    """
    return (_RANKS_AND_TRADES if trades_too else _RANKS).fullmatch(words) is not None


@cache
def _automaton() -> ahocorasick.Automaton:
    effects = {
        **dict.fromkeys(_MARKS, _BREAKS),
        **dict.fromkeys(LEADING_CHARACTERS, _BREAKS),
        **dict.fromkeys(_JOINS, _PARTS),
        **dict.fromkeys(_COMPANY_MARKS, _PARTS_COMPANY),
        **dict.fromkeys(LEADING_WORDS, _BREAKS),
        **dict.fromkeys(KEPT_WORDS, _KEPT),
    }
    automaton = ahocorasick.Automaton()
    for word, effect in effects.items():
        automaton.add_word(word, (len(word), effect))
    automaton.make_automaton()
    return automaton


def _words(text: str) -> Iterator[tuple[int, int, int]]:
    """Words that break or keep a name: start, end, effect; of those that overlap the first, then the longest."""
    found = [(last + 1 - length, -length, effect) for last, (length, effect) in _automaton().iter(text)]
    found += [(match.start(), match.start() - match.end(), _KEPT) for match in _JOINTLY.finditer(text)]
    end = 0
    for start, negative_length, effect in sorted(found):
        if start >= end:
            end = start - negative_length
            yield start, end, effect


def _after_open_pairs(text: str, start: int, ending: int) -> int:
    """The start moved behind a bracket or quote that is opened or closed only outside the name."""
    for opening, closing in _PAIRS:
        stretch = text[start:ending]
        if stretch.count(opening) != stretch.count(closing) or stretch.find(closing) < stretch.find(opening):
            cut = max(stretch.rfind(opening), stretch.rfind(closing))
            start += cut + 1
    while start < ending and text[start] in " \u3000）)”’":
        start += 1
    return start

"""The levels of an outline: which number is open above a place of the text, and what a further number hangs below.

A style met before takes up its old level, a new one goes one level deeper; boxes, annexes and plain headings have rules of
their own.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from atlas.core.policy.reading.frame import lines_of
from atlas.core.policy.reading.numbering import Number, Style, read_number

BOX = "专栏"

# Numbers that jump further than this are figures at the head of a line.
_LARGEST_GAP = 20
_MAY_BE_FIGURES = (Style.DIGIT, Style.DIGIT_HALF_BRACKET, Style.LETTER)
_TOP_STYLES = (Style.CHINESE, Style.CHAPTER, Style.PART)
_STATUTE_ORDER = (Style.ANNEX, Style.PART, Style.CHAPTER, Style.DIVISION, Style.ARTICLE)
_ABOVE_BOX = frozenset(
    {
        Style.PART,
        Style.CHAPTER,
        Style.DIVISION,
        Style.ARTICLE,
        Style.FORMAL,
        Style.CHINESE,
        Style.CHINESE_BRACKETS,
    }
)


@dataclass(frozen=True, slots=True)
class _Level:
    style: Style
    words: str
    value: int
    is_bare: bool = False


class Levels:
    """The numbers and headings that are open, the outermost first.

    Parameters
    ----------
    text
        The whole clean text, whose numbers tell where one is left out.
    """

    def __init__(self, text: str) -> None:
        self._levels: list[_Level] = []
        self._box_at: int | None = None
        self._last: dict[Style, int] = {}
        self._numbers_by_style: dict[Style, list[tuple[int, int]]] = {}
        for start, line in lines_of(text):
            number = read_number(line)
            if number is not None:
                self._numbers_by_style.setdefault(number.style, []).append((start, number.value))

    def __bool__(self) -> bool:
        return bool(self._levels)

    @property
    def path(self) -> str:
        """The words of all of them: the id of the clause that begins here."""
        return "/".join(level.words for level in self._levels)

    @property
    def begins_with_words(self) -> bool:
        """Whether the outermost is a plain heading."""
        return bool(self._levels) and self._levels[0].style is Style.WORDS

    @property
    def ends_in_annex(self) -> bool:
        """Whether an annex has been opened and nothing in it."""
        return bool(self._levels) and self._levels[-1].style is Style.ANNEX

    @property
    def is_box_of_numbers(self) -> bool:
        """Whether a box is open in an outline without plain headings."""
        return self._box_at is not None and not self._has_words(self._box_at)

    @property
    def has_words(self) -> bool:
        """Whether one of them is a plain heading."""
        return self._has_words(len(self._levels))

    def is_plausible(self, number: Number) -> bool:
        """Whether a number is one of the outline: far out of its sequence it is a figure at the head of a line."""
        if number.style not in _MAY_BE_FIGURES:
            return True
        return number.value <= self._last.get(number.style, 0) + _LARGEST_GAP

    def goes_on(self, number: Number, later: Sequence[Number]) -> bool:
        """Whether a number inside a paragraph goes on with what is open, or begins a series.

        Parameters
        ----------
        number
            The number.
        later
            Those behind it in the same paragraph.
        """
        known = [level.value for level in self._levels if level.style is number.style]
        if known and number.value == known[-1] + 1:
            return True
        is_series = any(other.style is number.style and other.value == number.value + 1 for other in later)
        return number.value == 1 and is_series

    def close(self) -> None:
        """Nothing is open any more."""
        self._levels.clear()

    def open_number(self, number: Number, *, below: Number | None = None) -> None:
        """A number, at the level that is its own.

        Parameters
        ----------
        number
            The number.
        below
            The one with which the next line begins, if any.
        """
        position = self._level_of(number, below)
        del self._levels[position:]
        self._levels.append(_Level(number.style, number.words, number.value))
        self._last[number.style] = number.value
        if self._box_at is not None and position <= self._box_at:
            self._box_at = None

    def open_box(self) -> None:
        """A box, below all that is open save another box."""
        if self._box_at is not None:
            del self._levels[self._box_at :]
        self._box_at = len(self._levels)
        self._levels.append(_Level(Style.BOX, BOX, 0))

    def open_annex(self, words: str) -> None:
        """An annex, below nothing."""
        self._levels = [_Level(Style.ANNEX, words, 0)]
        self._box_at = None

    def open_words(self, words: str, end: int, *, is_bare: bool) -> None:
        """A plain heading.

        Parameters
        ----------
        words
            Of the heading.
        end
            Where its line ends in the text.
        is_bare
            Whether a number stands right below it.
        """
        levels = [index for index, level in enumerate(self._levels) if level.style is Style.WORDS]
        if self._stands_for_number(end):
            levels = [0]
        del self._levels[levels[0] if levels else len(self._levels) :]
        if self._box_at is not None and len(self._levels) <= self._box_at:
            self._box_at = None
        self._levels.append(_Level(Style.WORDS, words, 0, is_bare))

    def _has_words(self, end: int) -> bool:
        return any(level.style is Style.WORDS for level in self._levels[:end])

    def _level_of(self, number: Number, below: Number | None) -> int:
        """Index of the level that a number takes."""
        floor = 0 if self._box_at is None else self._box_at + 1
        inside = [i for i in range(floor, len(self._levels)) if self._levels[i].style is number.style]
        outside = [i for i in range(floor) if self._levels[i].style is number.style]
        if self._box_at is None:
            return inside[-1] if inside else self._depth_of_new(number)
        if inside and outside and self._leaves_box(number, below, outside[-1]):
            return outside[-1]
        if inside and (not outside or number.value == self._levels[inside[-1]].value + 1):
            return inside[-1]
        if outside and (number.value != 1 or inside):
            return outside[-1]
        if not outside and not inside and number.style in _ABOVE_BOX:
            return self._depth_of_new(number)
        return inside[-1] if inside else len(self._levels)

    def _leaves_box(self, number: Number, below: Number | None, outside: int) -> bool:
        """Whether a number that may go on in the box or above it has below it what numbers above the box have."""
        if below is None or below.value != 1 or number.value != self._levels[outside].value + 1:
            return False
        return any(level.style is below.style for level in self._levels[outside + 1 : self._box_at])

    def _depth_of_new(self, number: Number) -> int:
        """A style not met so far goes below the present one, but statutes have their order."""
        if number.style in _STATUTE_ORDER:
            rank = _STATUTE_ORDER.index(number.style)
            for index, level in enumerate(self._levels):
                if number.style is Style.ARTICLE and level.style is Style.CHINESE:
                    # 三、重点工作 / 第一条: the articles of a part that is numbered like those of any plan.
                    continue
                if level.style not in _STATUTE_ORDER or _STATUTE_ORDER.index(level.style) > rank:
                    return index if level.style is not Style.ANNEX else index + 1
        plain = [index for index, level in enumerate(self._levels) if level.style is Style.WORDS]
        if plain and number.style is Style.CHINESE:
            # 主要任务 right above 一、 holds it; with words of its own it stands beside it.
            return len(self._levels) if self._levels[-1].is_bare else plain[0]
        return len(self._levels)

    def _stands_for_number(self, end: int) -> bool:
        """Whether the next number of the top level leaves one out, so that the words stand in its place."""
        if not self._levels or self._levels[0].style not in _TOP_STYLES:
            return False
        numbers = self._numbers_by_style.get(self._levels[0].style, [])
        following = numbers[bisect_right(numbers, (end, 0)) :][:1]
        return bool(following) and following[0][1] == self._levels[0].value + 2

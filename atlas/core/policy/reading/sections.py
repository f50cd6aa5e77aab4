"""A document cut into clauses, as ``outline`` reads it."""

from __future__ import annotations

from dataclasses import dataclass

#: Ids of the clauses without a number: before the first one, and the closing lines.
PREAMBLE, CLOSING = "前言", "落款"


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the text under one number.

    Parameters
    ----------
    id
        Clause id; two sections of one id are one clause that was printed twice.
    heading
        Its words without the number; empty when it begins with its text.
    start, end
        In the clean text: from the number to the next section.
    body
        Where the text after number and heading begins.
    words
        Where the words after the number begin, those of the heading included.
    """

    id: str
    heading: str
    start: int
    end: int
    body: int
    words: int


@dataclass(frozen=True, slots=True)
class Outline:
    """A document cut into clauses.

    Parameters
    ----------
    title
        Words of its title lines; empty when there are none.
    head
        Position at which the title lines end.
    sections
        In document order.
    """

    title: str
    head: int
    sections: tuple[Section, ...]

"""What is known of a document before its clauses are read: text, outline, places, companies, titles of papers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from atlas.core.model import AdminUnit
from atlas.core.policy.reading.cleaning import CleanText
from atlas.core.policy.reading.duties import DutyNote, find_notes
from atlas.core.policy.reading.found_places import Chain, FoundPlaces
from atlas.core.policy.reading.mentions import PlaceReader
from atlas.core.policy.reading.sections import PREAMBLE, Outline
from atlas.core.policy.reading.sentences import title_stretches
from atlas.core.policy.reading.sides import Area
from atlas.core.policy.reading.topics.find import TopicFinder


@dataclass(frozen=True, slots=True, repr=False)
class ReadingTools:
    """What the reading of every document needs.

    Parameters
    ----------
    places
        Finds places.
    units
        Every admin unit.
    topics
        Finds topics.
    """

    places: PlaceReader
    units: Mapping[str, AdminUnit]
    topics: TopicFinder


@dataclass(frozen=True)
class Context:
    """A document that is being read.

    Parameters
    ----------
    clean
        Its text.
    outline
        Its clauses.
    area
        What it governs.
    tools
        For all documents.
    found
        Its places.
    year, horizon
        Of the text, and to which it runs.
    """

    clean: CleanText
    outline: Outline
    area: Area
    tools: ReadingTools
    found: FoundPlaces
    year: int | None
    horizon: int | None

    @property
    def text(self) -> str:
        """The clean text."""
        return self.clean.text

    @cached_property
    def _starts(self) -> list[int]:
        return [chain.start for chain in self.found.chains]

    @cached_property
    def opening_end(self) -> int:
        """Where the opening words before the first number end."""
        first = self.outline.sections[:1]
        return first[0].end if first and first[0].id == PREAMBLE and len(self.outline.sections) > 1 else 0

    @cached_property
    def titles(self) -> list[tuple[int, int]]:
        """Titles of papers."""
        return title_stretches(self.text)

    @cached_property
    def duties(self) -> tuple[DutyNote, ...]:
        """Notes that say who answers for a task, and by when."""
        return find_notes(self.text)

    @cached_property
    def responsible(self) -> list[tuple[int, int]]:
        """Where those notes stand."""
        return [(note.start, note.end) for note in self.duties]

    def chains(self, start: int, end: int) -> Iterator[Chain]:
        """Lists of places in a stretch.

        Parameters
        ----------
        start, end
            Of the stretch.

        Yields
        ------
        Chain
            In the order of the text.
        """
        for index in range(bisect_left(self._starts, start), len(self._starts)):
            chain = self.found.chains[index]
            if chain.start >= end:
                return
            yield chain


def is_inside(stretches: Sequence[tuple[int, int]], position: int) -> bool:
    """Whether a position lies in one of some stretches.

    Parameters
    ----------
    stretches
        In order, not overlapping.
    position
        In the same text.

    Returns
    -------
    bool
        False at the end of a stretch.
    """
    index = bisect_right(stretches, position, key=lambda stretch: stretch[0]) - 1
    return index >= 0 and position < stretches[index][1]

"""Makes single items: of a statement, a figure or an undertaking, each with an id of its own, its places and its trust."""

from __future__ import annotations

import re
from collections.abc import Sequence

from atlas.core.model import Kind
from atlas.core.policy.reading.context import Context
from atlas.core.policy.reading.draft import DraftItem, DraftPlace, Span
from atlas.core.policy.reading.figure_places import PlacedFigure
from atlas.core.policy.reading.figure_topics import add_counted
from atlas.core.policy.reading.figures.spans import find_building_years
from atlas.core.policy.reading.governing import Governing
from atlas.core.policy.reading.item_places import PlaceMaker
from atlas.core.policy.reading.roles import PlaceRole
from atlas.core.policy.reading.sections import Section
from atlas.core.policy.reading.statements import Statement
from atlas.core.policy.reading.summaries import summarize, summarize_figure
from atlas.core.policy.reading.undertakings.find import FoundUndertaking

_IS_ZONE = re.compile("(?:开发区|经开区|高新区|园区?|工业区|集中区|示范区|保税区|新区)$")
# 到2027年, 2026年底前, 2027年6月底前.
_DUE = re.compile(
    r"(?<!截)(?:到|至|力争|争取)(20\d\d)年|(20\d\d)年(?:\d{1,2}月(?:\d{1,2}日)?)?[底末]?前(?![后三述期十])"
)


class ItemDrafts:
    """Makes items of one document.

    Parameters
    ----------
    context
        The document.
    """

    def __init__(self, context: Context) -> None:
        self.context = context
        self._items = 0
        self._places = PlaceMaker(context)

    @property
    def counts(self) -> tuple[int, int]:
        """How many ids of items and of places were given out."""
        return self._items, self._places.count

    def designation(
        self,
        section: Section,
        statement: Statement,
        places: Sequence[PlaceRole],
        topics: tuple[str, ...],
        governing: Governing | None = None,
    ) -> DraftItem:
        """That places are asked for something, or the whole area where there are none.

        Parameters
        ----------
        section
            The clause.
        statement
            What says it.
        places
            Those of them that it is about.
        topics
            What it is about.
        governing
            What the clause stands below; ``None`` for a heading, which has only its own places.

        Returns
        -------
        DraftItem
            Of kind ``designation``.
        """
        words = self.context.text[statement.start : statement.end]
        years = _due_years(words) or [built.last for built in find_building_years(words)]
        told = years[-1] if years else None
        return DraftItem(
            id=self._next_id(),
            clause=section.id,
            kind=Kind.DESIGNATION,
            topics=topics,
            summary=summarize(self.context.text, statement.start, statement.end),
            span=self._span(statement.start, statement.end),
            due=told or self.context.horizon,
            year_stated=told is not None,
            places=self._places.make(places, governing, said_by=statement),
            rule="statement",
            confidence=0.9 if statement.asked else 0.75,
        )

    def figure(
        self,
        section: Section,
        placed: PlacedFigure,
        topics: tuple[str, ...],
        governing: Governing,
        said_by: Statement | None = None,
    ) -> DraftItem:
        """A goal or a fact with its number.

        Parameters
        ----------
        section
            The clause.
        placed
            The figure with its places.
        topics
            What its words are about; what it counts is added.
        governing
            What the clause stands below.
        said_by
            The statement around it; ``None`` for a row of a table, and for what is told of several places together.

        Returns
        -------
        DraftItem
            Of kind ``target`` or ``fact``.
        """
        found = placed.figure
        is_own = not placed.places and bool(self.context.area.is_county or governing.places)
        return DraftItem(
            id=self._next_id(),
            clause=section.id,
            kind=Kind.TARGET if found.is_goal else Kind.FACT,
            topics=self._counted(topics, placed, is_own=is_own),
            summary=summarize_figure(self.context.text, placed),
            span=self._span(found.start, found.end),
            figure=found.figure,
            due=found.figure.year,
            year_stated=found.year_stated,
            places=self._places.make(
                placed.places,
                governing,
                said_by=said_by,
                # What only is or was asks nothing of anybody.
                is_told=not found.is_goal,
            ),
            rule=found.rule,
            confidence=found.confidence,
        )

    def _counted(self, topics: tuple[str, ...], placed: PlacedFigure, *, is_own: bool) -> tuple[str, ...]:
        found = placed.figure
        if not found.is_goal:
            return topics
        return add_counted(
            topics,
            found.figure.metric,
            is_placed=not is_own,
            known=self.context.tools.topics.slugs,
            is_zone=any(_IS_ZONE.search(place.mention.words) for place in placed.places),
        )

    def undertaking(
        self,
        section: Section,
        statement: Statement,
        found: FoundUndertaking,
        topics: tuple[str, ...],
        governing: Governing,
    ) -> DraftItem:
        """A cluster, zone or project.

        Parameters
        ----------
        section
            The clause.
        statement
            What names it.
        found
            Its name with kind and companies.
        topics
            Those of the statement, where its name tells none.
        governing
            What the clause stands below.

        Returns
        -------
        DraftItem
            Of the kind found.
        """
        own = self.context.tools.topics.topics_of(found.name, fallback=topics)
        # What stands behind the name of one project may tell of the next as well: the first year is its own.
        words = self.context.text[found.start : max(statement.end, found.end)]
        years = [built.last for built in find_building_years(words)] or _due_years(words)
        return DraftItem(
            id=self._next_id(),
            clause=section.id,
            kind=found.kind,
            topics=own,
            summary=summarize(self.context.text, statement.start, statement.end),
            span=self._span(found.start, found.end),
            name=found.name,
            companies=found.companies,
            due=years[0] if years else self.context.horizon,
            year_stated=bool(years),
            places=self._places.make(statement.places, governing, said_by=statement),
            rule=found.rule,
            confidence=found.confidence,
        )

    def places(self, places: Sequence[PlaceRole]) -> tuple[DraftPlace, ...]:
        """Places of no item yet, as they are written.

        Parameters
        ----------
        places
            With what is asked of them.

        Returns
        -------
        tuple of DraftPlace
            With ids of their own.
        """
        return self._places.make(places, None)

    def _next_id(self) -> str:
        self._items += 1
        return f"i{self._items}"

    def _span(self, start: int, end: int) -> Span:
        return self.context.clean.source_span(start, end)


def _due_years(words: str) -> list[int]:
    """Years in which what the words ask for is due, in their order."""
    return [int(found[found.lastindex or 0]) for found in _DUE.finditer(words)]

"""Makes the items of a clause from its statements, figures and undertakings."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from atlas.core.errors import Text
from atlas.core.model import Kind, Relation
from atlas.core.policy.reading.context import Context
from atlas.core.policy.reading.draft import DraftItem, Span
from atlas.core.policy.reading.entry_names import is_entry
from atlas.core.policy.reading.figure_places import PlacedFigure, is_said_by_figures, place_figures
from atlas.core.policy.reading.figure_topics import add_counted
from atlas.core.policy.reading.figures import FoundFigure, find_figures
from atlas.core.policy.reading.governing import Governing, entry_places, only_names
from atlas.core.policy.reading.item_places import PlaceMaker
from atlas.core.policy.reading.merging import merge_items
from atlas.core.policy.reading.outline import Section
from atlas.core.policy.reading.product_lists import shared_from
from atlas.core.policy.reading.roles import PlaceRole
from atlas.core.policy.reading.sentences import Sentence, split_sentences, tells_future, tells_past
from atlas.core.policy.reading.shared_topics import topics_of_figures
from atlas.core.policy.reading.statement_topics import topics_of_statement
from atlas.core.policy.reading.statements import Statement, read_statements
from atlas.core.policy.reading.table_rows import TableStretch, read_table_rows
from atlas.core.policy.reading.topics import GENERAL
from atlas.core.policy.reading.undertakings import FoundUndertaking, find_undertakings

_LONGEST_SUMMARY = 120
# Shorter opening words are a greeting.
_FEWEST_WORDS = 12
# Below this a name of a park or base in prose is more often a word than an undertaking (counted on the labelled set).
_LEAST_UNDERTAKING = 0.5
_DUE = re.compile(r"(?<!截)(?:到|至|力争|争取)(20\d\d)年")


@dataclass(slots=True)
class ItemMaker:
    """Makes items of one document, with ids of their own.

    Parameters
    ----------
    context
        The document.
    """

    context: Context
    _items: int = 0
    _places: PlaceMaker = field(init=False)

    def __post_init__(self) -> None:
        self._places = PlaceMaker(self.context)

    def _next_id(self) -> str:
        self._items += 1
        return f"i{self._items}"

    def heading_items(self, section: Section, governing: Governing) -> Iterator[DraftItem]:
        """Items that a heading states.

        Parameters
        ----------
        section
            Its clause.
        governing
            What the headings above say.

        Yields
        ------
        DraftItem
            One for each list of places that the heading asks.
        """
        sentence = Sentence(section.start, section.body)
        for statement in read_statements(
            self.context,
            sentence,
            is_governed=bool(governing.places),
            is_ruled_out=governing.is_ruled_out,
            is_past=governing.is_past,
        ):
            if statement.asked and not only_names(self.context.text, statement):
                topics = topics_of_statement(self.context, statement, governing.topics)
                yield self._designation(section, statement, statement.places, topics)

    def preamble_items(self, section: Section, governing: Governing) -> list[DraftItem]:
        """Items of the opening words of a county's own document: that the plan holds for the county, if nothing else.

        Parameters
        ----------
        section
            The clause 前言.
        governing
            What it stands below.

        Returns
        -------
        list of DraftItem
            At least one, unless the clause is empty.
        """
        items = self.body_items(section, governing)
        words = self.context.text[section.body : section.end].strip()
        if items or len(words) < _FEWEST_WORDS:
            return items
        whole = Statement(
            section.body, section.body + len(words), (), (section.body, section.body), asks=True
        )
        return [
            self._designation(section, whole, (), topics_of_statement(self.context, whole, ()), governing)
        ]

    def body_items(self, section: Section, governing: Governing) -> list[DraftItem]:
        """Items of the text of a clause.

        Parameters
        ----------
        section
            The clause.
        governing
            What it stands below.

        Returns
        -------
        list of DraftItem
            In the order of the text.
        """
        text = self.context.text
        figures = self._figures(section, governing)
        figure_starts = [figure.value_start for figure in figures]
        is_listed = is_entry(section)
        # Entries are told by the number in front of them.
        begin = section.start if is_listed else section.words
        undertakings = [_shifted(one, begin) for one in find_undertakings(text[begin : section.end])]
        starts = [undertaking.start for undertaking in undertakings]
        items: list[DraftItem] = []
        before: list[PlacedFigure] = []
        statements: list[Statement] = []
        tables = read_table_rows(self.context, section, governing)
        table: TableStretch | None = None
        for sentence in split_sentences(text, section.body, section.end):
            last_table, table = table, tables.at(sentence.start)
            if table is not None:
                if table is not last_table:
                    items += self._of_table(section, table, governing, figures, undertakings)
                continue
            statements = read_statements(
                self.context,
                sentence,
                is_governed=bool(governing.places),
                is_ruled_out=governing.is_ruled_out,
                is_past=governing.is_past,
                before=statements,
            )
            topics: dict[int, tuple[str, ...]] = {}
            for index, statement in enumerate(statements):
                border, everybody = shared_from(text, statements, index)
                own = slice(bisect_left(figure_starts, statement.start), bisect_left(figure_starts, border))
                shared = slice(own.stop, bisect_left(figure_starts, statement.end))
                named = slice(bisect_left(starts, statement.start), bisect_left(starts, statement.end))
                area = self.context.area.scope_word
                placed = place_figures(text, statement, figures[own], before=before, whole=area)
                told = topics_of_statement(self.context, statement, governing.topics)
                items += self._of_statement(section, statement, told, governing, placed, undertakings[named])
                topics |= {place.mention.start: told for place in statement.places}
                whole = replace(statement, places=everybody)
                placed += place_figures(text, whole, figures[shared], before=placed[-1:] or before)
                before = placed[-1:] or before
                items += self._of_all(section, placed[len(figures[own]) :], topics, governing)
            if is_listed and not governing.places:
                governing = replace(governing, places=entry_places(text, section, statements[0]))
        return merge_items(items)

    def _of_table(
        self,
        section: Section,
        table: TableStretch,
        governing: Governing,
        figures: Sequence[FoundFigure],
        undertakings: Sequence[FoundUndertaking],
    ) -> Iterator[DraftItem]:
        for row in table.rows:
            whole = row.statement
            first = bisect_left(figures, whole.start, key=lambda one: one.value_start)
            last = bisect_left(figures, whole.end, key=lambda one: one.value_start)
            placed = [row.place(each) for each in figures[first:last]]
            finder = self.context.tools.topics
            topics = finder.topics_of(row.about, fallback=governing.topics, heading=governing.topics)
            if row.asks_more(placed):
                yield self._designation(section, whole, whole.places, topics, governing)
            for each in placed:
                metric = each.figure.figure.metric
                own = topics if topics != (GENERAL,) else finder.topics_of(f"{row.title} {metric}")
                yield self._figure(section, each, own, governing)
            first = bisect_left(undertakings, whole.start, key=lambda one: one.start)
            for undertaking in undertakings[first:]:
                if undertaking.start >= whole.end:
                    break
                if undertaking.confidence >= _LEAST_UNDERTAKING:
                    yield self._undertaking(section, whole, undertaking, topics, governing)

    def _of_statement(
        self,
        section: Section,
        statement: Statement,
        topics: tuple[str, ...],
        governing: Governing,
        figures: Sequence[PlacedFigure],
        undertakings: Sequence[FoundUndertaking],
    ) -> Iterator[DraftItem]:
        text = self.context.text[statement.start : statement.end]
        is_told = governing.is_past and not tells_future(text)
        placed = [each.as_fact() for each in figures] if is_told else figures
        is_said = not undertakings and is_said_by_figures(self.context.text, statement, placed)
        relations = {place.role.relation for place in statement.places}
        # 除甲县外，各县按1:1配套 holds for all the others, whatever its verb.
        has_exception = Relation.EXCLUDED in relations and not is_told and not tells_past(text)
        is_ruling_out = statement.is_ban or Relation.NEGATED in relations or has_exception
        # Below the name of a place all that is said is said of it, whether with a word of asking or without one.
        is_its = bool(governing.places) and not (statement.places or is_told or tells_past(text))
        if (statement.asked or statement.asks or is_ruling_out or is_its) and not is_said:
            yield from self._shared_out(section, statement, topics, governing)
        shared = topics_of_figures(
            self.context.tools.topics, self.context.text, placed, topics, is_said=is_said
        )
        for each, own in zip(placed, shared, strict=True):
            yield self._figure(section, each, own, governing, statement)
        for undertaking in undertakings:
            if undertaking.confidence < _LEAST_UNDERTAKING:
                continue
            yield self._undertaking(section, statement, undertaking, topics, governing)

    def _of_all(
        self,
        section: Section,
        placed: Sequence[PlacedFigure],
        topics: Mapping[int, tuple[str, ...]],
        governing: Governing,
    ) -> Iterator[DraftItem]:
        """Figures told of places that have each its own product, with what these have in common or the figure says."""
        for each in placed:
            told = [topics.get(place.mention.start, ()) for place in each.places]
            common = tuple(slug for slug in told[0] if all(slug in one for one in told)) if told else ()
            said = self.context.tools.topics.topics_of(each.figure.figure.metric, fallback=(GENERAL,))
            yield self._figure(section, each, common or said, governing)

    def _shared_out(
        self, section: Section, statement: Statement, topics: tuple[str, ...], governing: Governing
    ) -> Iterator[DraftItem]:
        """One designation, or one for each place where the words give each of them its own (甲、乙分别发展…)."""
        finder, asked = self.context.tools.topics, statement.asked
        behind = self.context.text[asked[-1].mention.end : statement.end] if len(asked) > 1 else ""
        each = finder.topics_of_each(behind, len(asked)) if behind else ()
        if not each:
            yield self._designation(section, statement, statement.places, topics, governing)
        for place, own in zip(asked, each, strict=False):
            yield self._designation(section, statement, (place,), own, governing)

    def _figures(self, section: Section, governing: Governing) -> list[FoundFigure]:
        context = self.context
        found = find_figures(
            context.text[section.body : section.end],
            horizon=context.horizon,
            year=context.year,
            governing_year=governing.year,
            heading=section.heading,
        )
        return [
            replace(
                one,
                start=one.start + section.body,
                end=one.end + section.body,
                value_start=one.value_start + section.body,
                value_end=one.value_end + section.body,
            )
            for one in found
        ]

    def _designation(
        self,
        section: Section,
        statement: Statement,
        places: Sequence[PlaceRole],
        topics: tuple[str, ...],
        governing: Governing | None = None,
    ) -> DraftItem:
        words = self.context.text[statement.start : statement.end]
        years = _DUE.findall(words)
        told = int(years[-1]) if years else None
        return DraftItem(
            id=self._next_id(),
            clause=section.id,
            kind=Kind.DESIGNATION,
            topics=topics,
            summary=self._summary(statement.start, statement.end),
            span=self._span(statement.start, statement.end),
            due=told or self.context.horizon,
            year_stated=told is not None,
            places=self._places.make(places, governing, said_by=statement),
            rule="statement",
            confidence=0.9 if statement.asked else 0.75,
        )

    def _figure(
        self,
        section: Section,
        placed: PlacedFigure,
        topics: tuple[str, ...],
        governing: Governing,
        said_by: Statement | None = None,
    ) -> DraftItem:
        found = placed.figure
        is_own = not placed.places and bool(self.context.area.is_county or governing.places)
        return DraftItem(
            id=self._next_id(),
            clause=section.id,
            kind=Kind.TARGET if found.is_goal else Kind.FACT,
            topics=self._counted(topics, found, is_own=is_own),
            summary=self._summary_of(placed),
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

    def _counted(self, topics: tuple[str, ...], found: FoundFigure, *, is_own: bool) -> tuple[str, ...]:
        if not found.is_goal:
            return topics
        known = self.context.tools.topics.slugs
        return add_counted(topics, found.figure.metric, is_placed=not is_own, known=known)

    def _undertaking(
        self,
        section: Section,
        statement: Statement,
        found: FoundUndertaking,
        topics: tuple[str, ...],
        governing: Governing,
    ) -> DraftItem:
        own = self.context.tools.topics.topics_of(found.name, fallback=topics)
        return DraftItem(
            id=self._next_id(),
            clause=section.id,
            kind=found.kind,
            topics=own,
            summary=self._summary(statement.start, statement.end),
            span=self._span(found.start, found.end),
            name=found.name,
            companies=found.companies,
            due=self.context.horizon,
            places=self._places.make(statement.places, governing, said_by=statement),
            rule=found.rule,
            confidence=found.confidence,
        )

    def _span(self, start: int, end: int) -> Span:
        return self.context.clean.source_span(start, end)

    def _summary_of(self, placed: PlacedFigure) -> Text:
        """The words of a figure; where they leave out what they are about, that stands in front."""
        found = placed.figure
        if not placed.is_own:
            return self._summary(found.start, found.end)
        own = (place for place in placed.places if place.role.relation is not Relation.PARTNER)
        names = "、".join(place.mention.words for place in own)
        printed = self.context.text[found.value_start : found.value_end]
        unit = "" if printed.endswith(found.figure.unit) else found.figure.unit
        return Text(f"{names}{found.figure.metric}{printed}{unit}", "")

    def _summary(self, start: int, end: int) -> Text:
        words = " ".join(self.context.text[start:end].strip("，。；、—：: \t").split("\t"))
        return Text(words if len(words) <= _LONGEST_SUMMARY else words[: _LONGEST_SUMMARY - 1] + "…", "")


def _shifted(found: FoundUndertaking, by: int) -> FoundUndertaking:
    return replace(found, start=found.start + by, end=found.end + by)

"""Tells what items a clause has, by its statements, figures and undertakings; ``item_drafts`` makes each of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from atlas.core.model import Relation
from atlas.core.policy.reading.asides import find_asides
from atlas.core.policy.reading.context import Context, is_inside
from atlas.core.policy.reading.draft import DraftItem
from atlas.core.policy.reading.duties import DutyNote, split_tasks
from atlas.core.policy.reading.entry_names import is_entry
from atlas.core.policy.reading.figure_places import PlacedFigure, is_said_by_figures, place_figures
from atlas.core.policy.reading.figures.find import FoundFigure
from atlas.core.policy.reading.governing import (
    Governing,
    entry_places,
    governs_here,
    is_name_of_area,
    is_taken_up,
    joins_before,
    only_names,
)
from atlas.core.policy.reading.item_drafts import ItemDrafts
from atlas.core.policy.reading.merging import merge_items
from atlas.core.policy.reading.paragraph_labels import ParagraphLabels
from atlas.core.policy.reading.product_lists import shared_from
from atlas.core.policy.reading.prohibitions import bans_within
from atlas.core.policy.reading.roles import as_ruled_out
from atlas.core.policy.reading.section_findings import figures_of, undertakings_of
from atlas.core.policy.reading.sections import PREAMBLE, Section
from atlas.core.policy.reading.sentences import Sentence, tells_future, tells_past
from atlas.core.policy.reading.shared_topics import topics_of_figures
from atlas.core.policy.reading.statement_topics import tells_purpose, topics_of_statement
from atlas.core.policy.reading.statements import Statement, read_statements
from atlas.core.policy.reading.table_rows import TableStretch, read_table_rows
from atlas.core.policy.reading.task_duties import Task, places_of_note, with_duties
from atlas.core.policy.reading.topics.find import GENERAL
from atlas.core.policy.reading.undertakings.find import FoundUndertaking
from atlas.core.policy.reading.yardsticks import speaks_of_all

# Shorter opening words are a greeting.
_FEWEST_WORDS = 12
# Below this a name of a park or base in prose is more often a word than an undertaking (counted on the labelled set).
_LEAST_UNDERTAKING = 0.5


@dataclass(slots=True)
class ItemMaker:
    """Makes the items of one document, clause by clause.

    Parameters
    ----------
    context
        The document.
    """

    context: Context
    _drafts: ItemDrafts = field(init=False)

    def __post_init__(self) -> None:
        self._drafts = ItemDrafts(self.context)

    @property
    def counts(self) -> tuple[int, int]:
        """How many ids of items and of places were given out."""
        return self._drafts.counts

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
        if not any(self.context.chains(section.start, section.body)):
            return
        sentence = Sentence(section.start, section.body)
        for statement in read_statements(
            self.context,
            sentence,
            is_governed=bool(governing.places),
            is_ruled_out=governing.is_ruled_out,
            is_past=governing.is_past,
        ):
            is_label = only_names(self.context.text, statement) or is_name_of_area(section, statement)
            if statement.asked and not is_label:
                topics = topics_of_statement(self.context, statement, governing.topics)
                yield self._drafts.designation(section, statement, statement.places, topics)

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
            self._drafts.designation(
                section, whole, (), topics_of_statement(self.context, whole, ()), governing
            )
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
        figures = figures_of(self.context, section, governing.year)
        figure_starts = [figure.value_start for figure in figures]
        is_listed = is_entry(section)
        # Entries are told by the number in front of them.
        begin = section.start if is_listed else section.words
        undertakings = undertakings_of(self.context, section, begin)
        starts = [undertaking.start for undertaking in undertakings]
        items: list[DraftItem] = []
        before: list[PlacedFigure] = []
        statements: list[Statement] = []
        tables = read_table_rows(self.context, section, governing)
        table: TableStretch | None = None
        labels = ParagraphLabels(text)
        for sentence in self._sentences(section, governing, items):
            last_table, table = table, tables.at(sentence.start)
            if table is not None:
                if table is not last_table:
                    items += self._of_table(section, table, governing, figures, undertakings)
                continue
            labelled = labels.govern(sentence, governing)
            here = governs_here(self.context, sentence, labelled, () if is_listed else statements)
            statements = read_statements(
                self.context,
                sentence,
                is_governed=bool(labelled.places),
                is_ruled_out=governing.is_ruled_out,
                is_past=here.is_past,
                before=statements,
            )
            if labels.take(sentence, statements):
                continue
            topics: dict[int, tuple[str, ...]] = {}
            for index, statement in enumerate(statements):
                border, everybody = shared_from(text, statements, index)
                own = slice(bisect_left(figure_starts, statement.start), bisect_left(figure_starts, border))
                shared = slice(own.stop, bisect_left(figure_starts, statement.end))
                named = slice(bisect_left(starts, statement.start), bisect_left(starts, statement.end))
                area = self.context.area.scope_word
                placed = place_figures(text, statement, figures[own], before=before, whole=area)
                told = topics_of_statement(self.context, statement, governing.topics)
                own_here = joins_before(statements, index, here)
                if not is_taken_up(text, statements, index):
                    items += self._of_statement(
                        section, statement, told, own_here, placed, undertakings[named]
                    )
                topics |= {place.mention.start: told for place in statement.places}
                whole = replace(statement, places=everybody)
                placed += place_figures(
                    text, whole, figures[shared], before=placed[-1:] or before, whole=area
                )
                before = placed[-1:] or before
                items += self._of_all(section, placed[len(figures[own]) :], topics, governing)
            if is_listed and not governing.places:
                governing = replace(governing, places=entry_places(text, section, statements[0]))
        return merge_items(items)

    def _sentences(
        self, section: Section, governing: Governing, items: list[DraftItem]
    ) -> Iterator[Sentence]:
        """What a clause says; notes of who answers for it go to the items that were made of the words before them."""
        text = self.context.text
        task = Task(Sentence(section.words, section.body))
        asides = find_asides(text, section.body, section.end, is_opening=section.id == PREAMBLE)
        for part in split_tasks(text, section.body, section.end, self.context.duties):
            if isinstance(part, DutyNote):
                items[task.first :] = self._with_duties(section, items[task.first :], part, task, governing)
                task.is_noted = True
            elif not is_inside(asides, part.start):
                task.go_on(part, len(items))
                yield part

    def _with_duties(
        self, section: Section, items: list[DraftItem], note: DutyNote, task: Task, governing: Governing
    ) -> list[DraftItem]:
        """Items of a task with those who answer for it; where nothing was read, what its words ask of them."""
        text, places = self.context.text, places_of_note(self.context, note)
        if not items and (places or speaks_of_all(text[note.start : note.end], self.context.area)):
            words = task.words.start, min(task.words.end, note.start)
            statement = Statement(*words, places, (words[0], words[0]), asks=True)
            topics = topics_of_statement(self.context, statement, governing.topics)
            if text[slice(*words)].strip():
                items = [self._drafts.designation(section, statement, places, topics, governing)]
        is_for_all = speaks_of_all(text[task.start or section.words : note.start], self.context.area)
        return with_duties(
            merge_items(items), note, lambda: self._drafts.places(places), is_for_all=is_for_all
        )

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
                yield row.date(self._drafts.designation(section, whole, whole.places, topics, governing))
            for each in placed:
                metric = each.figure.figure.metric
                own = topics if topics != (GENERAL,) else finder.topics_of(f"{row.title} {metric}")
                yield self._drafts.figure(section, each, own, governing)
            first = bisect_left(undertakings, whole.start, key=lambda one: one.start)
            for undertaking in undertakings[first:]:
                if undertaking.start >= whole.end:
                    break
                if undertaking.confidence >= _LEAST_UNDERTAKING:
                    yield row.date(self._drafts.undertaking(section, whole, undertaking, topics, governing))

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
        # What a plan is made for asks nothing; a county's own document holds for the county at least.
        is_purpose = not (statement.asked or self.context.area.is_county) and tells_purpose(
            self.context, statement
        )
        is_task = statement.asked or statement.asks or is_ruling_out or is_its
        if is_task and not (is_said or is_purpose):
            yield from self._shared_out(section, statement, topics, governing)
        if not (statement.is_ban or is_told):
            yield from self._bans(section, statement, governing)
        shared = topics_of_figures(
            self.context.tools.topics,
            self.context.text,
            placed,
            topics,
            is_said=is_said,
            is_placed=bool(statement.asked),
        )
        for each, own in zip(placed, shared, strict=True):
            yield self._drafts.figure(section, each, own, governing, statement)
        for undertaking in undertakings:
            if undertaking.confidence < _LEAST_UNDERTAKING:
                continue
            yield self._drafts.undertaking(section, statement, undertaking, topics, governing)

    def _bans(self, section: Section, statement: Statement, governing: Governing) -> Iterator[DraftItem]:
        """What a statement that asks for something says may not be (主攻精细化工，禁止新建印染项目)."""
        words = self.context.text[statement.start : statement.end]
        for start, end in bans_within(words):
            places = tuple(as_ruled_out(place) for place in statement.asked)
            ban = Statement(
                statement.start + start, statement.start + end, places, (0, 0), asks=True, is_ban=True
            )
            topics = self.context.tools.topics.topics_of(words[start:end], fallback=(GENERAL,))
            yield self._drafts.designation(section, ban, places, topics, governing)

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
            yield self._drafts.figure(section, each, common or said, governing)

    def _shared_out(
        self, section: Section, statement: Statement, topics: tuple[str, ...], governing: Governing
    ) -> Iterator[DraftItem]:
        """One designation, or one for each place where the words give each of them its own (甲、乙分别发展…)."""
        finder, asked = self.context.tools.topics, statement.asked
        behind = self.context.text[asked[-1].mention.end : statement.end] if len(asked) > 1 else ""
        each = finder.topics_of_each(behind, len(asked)) if behind else ()
        if not each:
            yield self._drafts.designation(section, statement, statement.places, topics, governing)
        for place, own in zip(asked, each, strict=False):
            yield self._drafts.designation(section, statement, (place,), own, governing)

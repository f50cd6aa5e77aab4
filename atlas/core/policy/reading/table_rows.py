"""Rows of tables in a document: the places of each row or column, and the words that say what it is about."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from atlas.core.model import Level, Relation
from atlas.core.places.find import Mention
from atlas.core.policy.reading.context import Context
from atlas.core.policy.reading.draft import DraftItem
from atlas.core.policy.reading.figure_places import PlacedFigure
from atlas.core.policy.reading.figures.found import FoundFigure
from atlas.core.policy.reading.governing import Governing
from atlas.core.policy.reading.numbers import plain_text
from atlas.core.policy.reading.prohibitions import forbids
from atlas.core.policy.reading.roles import PlaceRole, Role, Setting, as_ruled_out, tell_role
from atlas.core.policy.reading.sections import Section
from atlas.core.policy.reading.statements import Statement
from atlas.core.policy.reading.table_columns import WORD, read_heads, value_columns, years_of_cell
from atlas.core.policy.reading.table_heads import ColumnKind
from atlas.core.policy.reading.tables import Cell, Row, Table, find_tables
from atlas.core.policy.reading.time_frame import Frame

_BAN_TITLE = re.compile("负面清单|禁止(?:类|性|准入)")
_BAN_HEAD = re.compile("禁止|严禁|不得|负面")
_TASK = re.compile(
    "(?:建设|建立|建成|打造|实施|推[进动行广]|支持|培育|开展|创建|新建|扩建|改造|发展|引进|组建|完善|提升|加快|做[大强优精]|盘活|整治)"
)
_PARTNER = Role(Relation.PARTNER, "counterpart", 0.9)
_SILENT = frozenset({ColumnKind.SERIAL, ColumnKind.IGNORED, ColumnKind.UNIT, ColumnKind.DUE})
_LIST_SIGNS = "、，, "
_SCOPE = re.compile(r"(?:[各全]|其[他余])[^\t\n]{0,12}")


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row, its places and its words.

    Parameters
    ----------
    statement
        The row; its places are those that it is about.
    about
        What it is about: its words without places, numbers and offices in charge.
    title
        Of its table.
    by_column
        Places of the columns that are named after one, by where their cells begin and end.
    tells
        Whether words stand in it that no figure says.
    is_past
        Whether the headings say that the table tells what is and was.
    due
        Year in a column of its own by which all of the row is due.
    """

    statement: Statement
    about: str
    title: str
    by_column: tuple[tuple[int, int, tuple[PlaceRole, ...]], ...] = ()
    tells: bool = False
    is_past: bool = False
    due: int | None = None

    def place(self, figure: FoundFigure) -> PlacedFigure:
        """A figure of the row with the places it is told of.

        Parameters
        ----------
        figure
            One whose number stands in the row.

        Returns
        -------
        PlacedFigure
            Its metric without the name of the place.
        """
        places = next(
            (places for start, end, places in self.by_column if start <= figure.value_start < end),
            self.statement.places,
        )
        if self.is_past:
            figure = replace(figure, is_goal=False)
        if not figure.is_goal:
            places = tuple(_as_told(place) for place in places)
        if figure.rule != "table":
            return PlacedFigure(figure, places)
        metric = figure.figure.metric
        for place in places:
            metric = metric.removeprefix(place.mention.words).strip(_LIST_SIGNS)
        return PlacedFigure(
            replace(figure, figure=replace(figure.figure, metric=metric)), places, is_own=True
        )

    def date(self, item: DraftItem) -> DraftItem:
        """An item of the row, due in the year that the row tells in a column of its own."""
        return item if self.due is None else replace(item, due=self.due, year_stated=True)

    def asks_more(self, placed: Sequence[PlacedFigure]) -> bool:
        """Whether the row asks for something that its figures do not say.

        Parameters
        ----------
        placed
            Its figures.

        Returns
        -------
        bool
            ``True`` for a county with its industry and no goal in figures, and for a task that has one (建设铜箔产业园).
        """
        if self.is_past or not self.tells or not self.statement.places:
            return False
        return _TASK.match(self.about) is not None or not any(each.figure.is_goal for each in placed)


@dataclass(frozen=True, slots=True)
class TableStretch:
    """A table in a clause.

    Parameters
    ----------
    start, end
        From its title to its last row; to its head where the rows are sentences like others.
    rows
        Those that say something.
    """

    start: int
    end: int
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class TablesOfClause:
    """Tables of a clause, in the order of the text."""

    stretches: tuple[TableStretch, ...]

    def at(self, position: int) -> TableStretch | None:
        """The table in which a position lies.

        Parameters
        ----------
        position
            In the text of the document.

        Returns
        -------
        TableStretch or None
            ``None`` outside of all tables.
        """
        index = bisect_right(self.stretches, position, key=lambda one: one.start) - 1
        return self.stretches[index] if index >= 0 and position < self.stretches[index].end else None


def read_table_rows(context: Context, section: Section, governing: Governing) -> TablesOfClause:
    """Tables with a head in a clause.

    Parameters
    ----------
    context
        The document.
    section
        The clause.
    governing
        What it stands below.

    Returns
    -------
    TablesOfClause
        The cost grows linearly with its text.
    """
    text = plain_text(context.text[section.body : section.end])
    found = find_tables(text, plain_text(section.heading))
    return TablesOfClause(tuple(_Reader(context, table, section.body, governing).read() for table in found))


def _is_county(place: PlaceRole) -> bool:
    best = place.mention.resolution.best
    return best is not None and best.level is Level.COUNTY


def _as_told(place: PlaceRole) -> PlaceRole:
    """A place of which something is told."""
    if place.role.relation is not Relation.NAMED:
        return place
    return replace(place, role=tell_role(Setting("", "", place.side, is_past=True)))


class _Reader:
    """Reads one table; ``offset`` leads from its positions to those of the document."""

    def __init__(self, context: Context, table: Table, offset: int, governing: Governing) -> None:
        self._context, self._table, self._offset, self._governing = context, table, offset, governing
        heads = read_heads(table, Frame(context.horizon, context.year))
        self._values = frozenset(value_columns(table, heads))
        self._kinds = [head.kind for head in heads]
        self._places = [column for column, kind in enumerate(self._kinds) if kind is ColumnKind.PLACE]
        if not self._places:
            self._places = self._columns_of_places()
        self._heads = {
            column: places
            for column in self._values
            for cell in table.heads[column]
            if (places := self._of_cell(cell))
        }

    def read(self) -> TableStretch:
        """The table; rows that hold neither numbers nor places are sentences like others."""
        is_taken = bool(self._values or self._places)
        end = self._table.end if is_taken else self._table.body
        rows = tuple(self._rows()) if is_taken else ()
        return TableStretch(self._table.start + self._offset, end + self._offset, rows)

    def _rows(self) -> Iterator[TableRow]:
        for row in self._table.rows:
            if row.is_mute:
                continue
            words = self._words(row)
            start, end = row.start + self._offset, row.end + self._offset
            places, is_ban = self._row_places(row), self._is_ban(words)
            if is_ban:
                places = tuple(as_ruled_out(place) for place in places)
            yield TableRow(
                Statement(start, end, places, (start, start), asks=True, is_ban=is_ban),
                "，".join(words) or (row.group.text if row.group is not None and not row.is_total else ""),
                self._table.title,
                tuple(
                    (row.cells[column].start + self._offset, row.cells[column].end + self._offset, places)
                    for column, places in self._heads.items()
                ),
                tells=bool(words) and not row.is_total,
                is_past=self._governing.is_past,
                due=self._due(row),
            )

    def _due(self, row: Row) -> int | None:
        cells = (row.cells[column] for column, kind in enumerate(self._kinds) if kind is ColumnKind.DUE)
        return next((years[1] for cell in cells if (years := years_of_cell(cell.text))), None)

    def _is_ban(self, words: Sequence[str]) -> bool:
        """Whether a row says what may not be: by its words, by the title, or by the heads of all its words."""
        heads = [
            stack[-1].text
            for column, stack in enumerate(self._table.heads)
            if stack
            and self._kinds[column] not in (*_SILENT, ColumnKind.PLACE)
            and column not in self._values
        ]
        by_heads = bool(heads) and all(_BAN_HEAD.search(head) for head in heads)
        return bool(words) and (
            bool(_BAN_TITLE.search(self._table.title)) or by_heads or forbids("，".join(words))
        )

    def _columns_of_places(self) -> list[int]:
        """Columns in which most cells are places, though their head does not say so."""
        found = []
        for column, kind in enumerate(self._kinds):
            if column in self._values or kind in _SILENT or kind is ColumnKind.PARTNER:
                continue
            cells = [
                row.cells[column] for row in self._table.rows if row.cells[column].text and not row.is_total
            ]
            placed = sum(self._is_place(cell) for cell in cells)
            if placed and placed * 2 >= len(cells):
                found.append(column)
        return found

    def _is_place(self, cell: Cell) -> bool:
        places = self._of_cell(cell)
        return bool(places) and sum(len(place.mention.words) for place in places) * 2 >= len(cell.text)

    def _row_places(self, row: Row) -> tuple[PlaceRole, ...]:
        partners = tuple(
            replace(place, role=_PARTNER)
            for column, kind in enumerate(self._kinds)
            if kind is ColumnKind.PARTNER
            for place in self._of_cell(row.cells[column])
        )
        if any(_SCOPE.fullmatch(row.cells[column].text) for column in self._places):
            return partners
        # 小计 is the sum of the prefecture on its left.
        columns = list(reversed(self._places[:-1] if row.is_part else self._places))
        cells = [row.cells[column] for column in columns]
        if row.is_part or not row.is_total:
            cells += [row.merged[column] for column in columns]
        names = [row.cells[column] for column, kind in enumerate(self._kinds) if kind is ColumnKind.NAME]
        named = [self._of_cell(cell) for cell in names]
        if not row.is_total:
            cells += names
            cells += [row.group] if row.group is not None else []
        found = next((places for cell in cells if (places := self._of_cell(cell))), ())
        if found and not row.is_total and not any(_is_county(place) for place in found):
            # 徐州市 beside 沛县经济开发区: the name tells the county.
            found = next((places for places in named if any(_is_county(place) for place in places)), found)
        return (*found, *partners)

    def _of_cell(self, cell: Cell) -> tuple[PlaceRole, ...]:
        start, end = cell.start + self._offset, cell.end + self._offset
        return tuple(
            self._role(mention)
            for chain in self._context.chains(start, end)
            for mention in chain.mentions
            if mention.start >= start and mention.end <= end
        )

    def _role(self, mention: Mention) -> PlaceRole:
        side = self._context.area.side(mention)
        setting = Setting("", "", side, is_ruled_out=self._governing.is_ruled_out)
        return PlaceRole(mention, side, tell_role(setting))

    def _words(self, row: Row) -> list[str]:
        """Words of a row that say what it is about; an empty cell has those of the one above it, but in a sum."""
        cells = row.cells if row.is_total else row.merged
        return [
            cells[column].text
            for column, kind in enumerate(self._kinds)
            if column not in self._values
            and (column not in self._places or kind is not ColumnKind.PLACE)
            and kind not in (*_SILENT, ColumnKind.PARTNER)
            and WORD.search(cells[column].text)
        ]

"""Figures of a text with those of its tables: words in a cell are dated by their row or by the head above them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from atlas.core.policy.reading.figures.found import FoundFigure
from atlas.core.policy.reading.figures.tables import find_table_figures
from atlas.core.policy.reading.table_columns import read_heads, years_of_cell
from atlas.core.policy.reading.table_heads import ColumnKind, kind_of_head
from atlas.core.policy.reading.tables import Table
from atlas.core.policy.reading.time_frame import Frame


def with_tables(
    prose: list[FoundFigure], text: str, tables: Sequence[Table], frame: Frame
) -> list[FoundFigure]:
    """Figures that the words of a text tell, and those of its tables.

    Parameters
    ----------
    prose
        As the words tell them, in order.
    text
        Text with half-width signs.
    tables
        Its tables, in order.
    frame
        What the document says of time.

    Returns
    -------
    list of FoundFigure
        In the order of the text; where a table says more of a number, the words are silent.
    """
    said = _outside(_dated_by_rows(prose, _row_years(text)), _metric_cells(tables))
    said = _dated_by_columns(said, _dated_cells(tables, frame))
    told = find_table_figures(tables, frame)
    cells = {each.value_start for each in told}
    kept = [each for each in said if each.value_start not in cells]
    return sorted(kept + told, key=lambda each: each.value_start) if told else said


def _dated_by_rows(found: list[FoundFigure], rows: list[_DatedRow]) -> list[FoundFigure]:
    """Goals in rows of a table that tell their year in a cell."""
    starts = [row.start for row in rows]
    dated = []
    for each in found:
        index = bisect_right(starts, each.value_start) - 1
        if index >= 0 and each.is_goal and each.value_start < rows[index].end:
            first, last = rows[index].years
            figure = replace(each.figure, year=last, year_from=first)
            each = replace(each, figure=figure, year_stated=True)  # noqa: PLW2901
        dated.append(each)
    return dated


def _outside(found: list[FoundFigure], cells: list[tuple[int, int]]) -> list[FoundFigure]:
    """Figures that stand in none of some cells."""
    starts = [start for start, _ in cells]
    indexes = [bisect_right(starts, each.value_start) - 1 for each in found]
    return [
        each
        for each, index in zip(found, indexes, strict=True)
        if index < 0 or each.value_start >= cells[index][1]
    ]


def _dated_by_columns(found: list[FoundFigure], cells: list[_DatedCell]) -> list[FoundFigure]:
    """Figures in the words of a cell have the year of its column, unless they tell their own."""
    starts = [cell.start for cell in cells]
    dated = []
    for each in found:
        index = bisect_right(starts, each.value_start) - 1
        if index >= 0 and each.value_start < cells[index].end and not each.year_stated:
            cell = cells[index]
            figure = replace(each.figure, year=cell.year)
            is_goal = each.is_goal and not cell.is_state
            each = replace(each, figure=figure, year_stated=True, is_goal=is_goal)  # noqa: PLW2901
        dated.append(each)
    return dated


@dataclass(frozen=True, slots=True)
class _DatedCell:
    """A cell, the year of its column, and whether that tells what is or was."""

    start: int
    end: int
    year: int
    is_state: bool


def _metric_cells(tables: Iterable[Table]) -> list[tuple[int, int]]:
    """Cells that name what is measured (百亿企业): a number in them is part of the name."""
    found = []
    for table in tables:
        named = [
            column
            for column, stack in enumerate(table.heads)
            if stack and kind_of_head(stack[-1].text) is ColumnKind.METRIC
        ]
        found += [(row.cells[column].start, row.cells[column].end) for row in table.rows for column in named]
    return found


def _dated_cells(tables: Iterable[Table], frame: Frame) -> list[_DatedCell]:
    """Cells below a head that tells their year (2027年目标: 产值达到300亿元，企业50家)."""
    found = []
    for table in tables:
        heads = [
            (column, head) for column, head in enumerate(read_heads(table, frame)) if head.year is not None
        ]
        for row in table.rows:
            for column, head in heads:
                cell, year = row.cells[column], head.year or 0
                found.append(_DatedCell(cell.start, cell.end, year, head.is_state or frame.is_past(year)))
    return found


@dataclass(frozen=True, slots=True)
class _DatedRow:
    """A row, and the years that one of its cells tells."""

    start: int
    end: int
    years: tuple[int | None, int]


def _row_years(text: str) -> list[_DatedRow]:
    """Rows that tell in a cell of their own when they are due (… / 年产4万吨 / 2025年)."""
    found, start = [], 0
    for line in text.split("\n") if "\t" in text else ():
        years = [match for cell in line.split("\t") if (match := years_of_cell(cell))]
        if "\t" in line and len(years) == 1:
            found.append(_DatedRow(start, start + len(line), years[0]))
        start += len(line) + 1
    return found

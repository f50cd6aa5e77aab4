"""Finds undertakings in tables: the cells below a heading such as 项目名称, one undertaking a row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from atlas.core.model import Kind
from atlas.core.policy.reading.draft import Span

#: Headings of the column that names undertakings, and what they are.
_HEADINGS = (
    (re.compile(r"(?:重点|重大|产业)*(?:项目|工程)(?:名称)?"), Kind.PROJECT),
    (re.compile(r"(?:重点|特色|产业)*集群(?:名称)?"), Kind.CLUSTER),
    (re.compile(r"(?:重点|产业|工业|承接)*(?:园区|开发区|基地)(?:名称)?"), Kind.ZONE),
)
_ROW = re.compile(r"(?m)^[^\t\n]*\t[^\n]*$")
# 项目 stands above what is measured, too: 茉莉花产值（亿元）.
_MEASURE = re.compile(
    r"(?:[率额量数]|产值|增加值|收入|税收|面积|投资|比重|增速)(?:[（(][^（()）]{1,10}[)）])?\Z"
)
_SHORTEST, _LONGEST = 4, 60


def find_table_rows(text: str) -> Iterator[tuple[Span, Kind]]:
    """Names in the rows of tables.

    Parameters
    ----------
    text
        With a tab between cells and a line for each row. The cost grows linearly with it.

    Yields
    ------
    tuple of Span and Kind
        Where the name stands, and what the heading of its column says it is.
    """
    column: tuple[int, Kind] | None = None
    end_of_last = -1
    for row in _ROW.finditer(text):
        cells = list(_cells(text, row.start(), row.end()))
        if row.start() != end_of_last + 1:
            column = None
        end_of_last = row.end()
        heading = _named_column([text[cell.start : cell.end] for cell in cells])
        if heading is not None:
            column = heading
        elif column is not None and column[0] < len(cells):
            cell = cells[column[0]]
            is_name = not _MEASURE.search(text, cell.start, cell.end)
            if is_name and _SHORTEST <= cell.end - cell.start <= _LONGEST:
                yield cell, column[1]


def _cells(text: str, start: int, end: int) -> Iterator[Span]:
    for part in text[start:end].split("\t"):
        blanks = len(part) - len(part.lstrip())
        yield Span(start + blanks, start + blanks + len(part.strip()))
        start += len(part) + 1


def _named_column(cells: list[str]) -> tuple[int, Kind] | None:
    for number, cell in enumerate(cells):
        for heading, kind in _HEADINGS:
            if heading.fullmatch(cell):
                return number, kind
    return None

"""Rows of cells to columns: where the header stands below titles, what the columns are called, which rows are data."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from atlas.core.errors import DataError, Text
from atlas.ingest.columns import number_names
from atlas.ingest.sink import Findings

Row = Sequence[Any]

#: Rows that are looked at for the header; titles, units and dates rarely take more.
_HEADER_WITHIN = 20
#: Share of the filled columns that a header fills at least; a title fills one or two.
_HEADER_SHARE = 0.75
#: A row above the data that fills less still is the header when it is no title.
_POOR_HEADER_SHARE = 0.5
_NUMBER = re.compile(r"\s*[+-]?(\d+([.,]\d*)*|\.\d+)([eE][+-]?\d+)?\s*%?\s*")
_YEAR = re.compile(r"\s*(19|20)\d\d\s*")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with its header found.

    Parameters
    ----------
    names
        Of the columns, all different.
    rows
        Data, each as wide as the names; blank rows are left out.
    file_rows
        For each of them where it begins in the sheet or file, from 1.
    """

    names: list[str]
    rows: list[list[Any]]
    file_rows: list[int]


def find_table(rows: Sequence[Row], findings: Findings, *, name: str, lines: Sequence[int] = ()) -> Grid:
    """The table in some rows of cells.

    Parameters
    ----------
    rows
        As they stand in the file; empty cells are ``None`` or empty text.
    findings
        Gets where the header was found, and rows that do not fit.
    name
        What the file or sheet is called in a message.
    lines
        For each row the line where it begins; empty where rows are counted one by one.

    Returns
    -------
    Grid
        Without empty rows at the end and columns that are empty throughout.

    Raises
    ------
    DataError
        There is no table.
    """
    filled = [_width(row) for row in rows]
    while filled and filled[-1] == 0:
        filled.pop()
    rows = rows[: len(filled)]
    if not rows:
        raise DataError(
            f"{name} 是空的",
            f"{name} is empty",
            code="table_empty",
            hint_zh="请检查是否选对了文件或工作表。",
            hint_en="See whether it is the right file or sheet.",
            file=name,
        )
    place, start = _find_header(rows)
    numbers = lines or range(1, len(rows) + 1)
    _tell_header(None if place is None else numbers[place], findings, name)
    header: Row = rows[place] if place is not None else []
    # Features are counted without blank rows; the number in the file is kept for messages.
    numbered = [(numbers[at], rows[at]) for at in range(start, len(rows)) if _width(rows[at])]
    _tell_left_out(len(rows) - start - len(numbered), findings)
    _tell_ragged(header, numbered, findings)
    data = [row for _, row in numbered]
    width = max([_end(row) for row in (header, *data)], default=0)
    kept = [
        column for column in range(width) if any(_is_filled(_cell(row, column)) for row in (header, *data))
    ]
    names = [_one_line(str(_cell(header, column) or "")) for column in kept]
    table = [[_cell(row, column) for column in kept] for row in data]
    return Grid(number_names(names), table, [number for number, _ in numbered])


def _find_header(rows: Sequence[Row]) -> tuple[int | None, int]:
    """Place of the header, ``None`` when there is none, and of the first row that may be data."""
    # The width that most rows have: one row with a cell too many must not make the header look like a title.
    widths = Counter(width for row in rows if (width := _width(row)))
    most = max(widths, key=lambda width: (widths[width], width))
    full = next(
        (at for at, row in enumerate(rows[:_HEADER_WITHIN]) if _width(row) >= _HEADER_SHARE * most), 0
    )
    if not _is_data(rows[full]):
        return full, full + 1
    above = rows[full - 1] if full else []
    if _width(above) >= _POOR_HEADER_SHARE * most and not _is_data(above):
        return full - 1, full
    return None, full


def _tell_header(number: int | None, findings: Findings, name: str) -> None:
    if number is None:
        findings.tell(
            "header_missing",
            Text("没有表头，各列按序号命名", "there is no header row; columns are called by their number"),
            hint=Text("请在第一行写上列名。", "Write the names of the columns into the first row."),
            file=name,
        )
    elif number > 1:
        findings.tell(
            "header_row",
            Text(
                f"表头在第 {number} 行，其上的标题行已略过",
                f"the header is row {number}; rows above it are titles",
            ),
            file=name,
            row=number,
        )


def _is_data(row: Row) -> bool:
    """Whether most cells are numbers; years are words of a heading."""
    cells = [str(cell) for cell in row if _is_filled(cell)]
    numbers = [cell for cell in cells if _NUMBER.fullmatch(cell) and not _YEAR.fullmatch(cell)]
    return len(numbers) * 2 > len(cells)


def _tell_ragged(header: Row, numbered: list[tuple[int, Row]], findings: Findings) -> None:
    end = _end(header)
    wide = [place for place, (_, row) in enumerate(numbered) if end and _end(row) > end]
    if wide:
        findings.tell(
            "row_too_long",
            Text("有些行的单元格比表头多", "some rows have more cells than the header"),
            wide,
            hint=Text("请检查这些行是否多了分隔符。", "See whether these rows have a separator too many."),
            file_rows=[numbered[place][0] for place in wide[:1000]],
        )


def _tell_left_out(count: int, findings: Findings) -> None:
    if count:
        findings.tell("blank_rows", Text(f"略过 {count} 个空行", f"{count} blank rows were left out"))


def _is_filled(cell: Any) -> bool:
    return cell is not None and cell != ""


def _width(row: Row) -> int:
    return sum(_is_filled(cell) for cell in row)


def _end(row: Row) -> int:
    return max((place for place, cell in enumerate(row, start=1) if _is_filled(cell)), default=0)


def _cell(row: Row, column: int) -> Any:
    return row[column] if column < len(row) else None


def _one_line(name: str) -> str:
    return name.replace("\r", "").replace("\n", "").strip()

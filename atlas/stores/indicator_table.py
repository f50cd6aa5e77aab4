"""Reads an office's own table of figures: CSV in UTF-8 or GBK, or XLSX, columns found by their header.

Names are not matched to units here. Nothing is guessed silently: a cell that should be a number and is not, a
percent sign in half of a column or a second sheet with content is an error that names the place.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from atlas.core.errors import SchemaError
from atlas.stores.csv_rows import schema_error
from atlas.stores.spreadsheets import Cell, read_grid

#: Headers in use for the code and for the name of a unit, after folding (see ``_fold``).
CODE_HEADERS = frozenset(
    {"adcode", "代码", "行政区划代码", "区划代码", "行政区代码", "县代码", "区县代码", "行政代码", "code"}
)
NAME_HEADERS = frozenset(
    {
        "县",
        "县名",
        "县区",
        "区县",
        "县市",
        "县市区",
        "县(市区)",
        "县(市、区)",
        "市县",
        "区(市县)",
        "名称",
        "县名称",
        "区县名称",
        "地区",
        "行政区",
        "行政区划",
        "行政区名称",
        "county",
        "name",
    }
)
#: Columns of numbers that are no figures.
_COUNTING_HEADERS = frozenset({"序号", "编号", "no", "no.", "#"})
#: What offices write where there is no figure.
_NO_DATA = frozenset(
    {"", "-", "--", "—", "——", "–", "…", "……", "...", "/", "\\", "na", "n/a", "null", "无", "无数据", "空"}
)
#: A title and a line of units may stand above the header.
_HEADER_WITHIN = 10

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """Figures of one unit.

    Parameters
    ----------
    row
        Number as a spreadsheet counts it.
    key
        adcode where the table has a code for the row, else the name as written.
    name
        As written; empty when the table has no names.
    values
        By column; a figure that is missing in the table is missing here.
    """

    row: int
    key: str
    name: str
    values: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """A table of figures as an office keeps it.

    Parameters
    ----------
    file
        Its name.
    encoding
        Of a CSV file; ``xlsx`` for a workbook.
    columns
        Headers of the columns of figures, as written.
    ignored
        Headers of the columns that hold no figures.
    rows
        Rows that have a unit and at least one figure.
    """

    file: str
    encoding: str
    columns: tuple[str, ...]
    ignored: tuple[str, ...]
    rows: tuple[IndicatorRow, ...]


@dataclass(frozen=True, slots=True)
class _Header:
    """Where the header stands (index of the row) and which columns hold code and name."""

    index: int
    titles: tuple[str, ...]
    code: int | None
    name: int | None


def read_indicator_table(path: Path, *, sheet: str = "") -> IndicatorTable:
    """An office's table of figures.

    Parameters
    ----------
    path
        ``.csv``, ``.txt`` or ``.tsv`` in UTF-8, GBK (read as GB 18030) or UTF-16, or ``.xlsx``.
    sheet
        Sheet of a workbook; empty for the only one with content.

    Returns
    -------
    IndicatorTable
        Figures with the row numbers of the file. A column in percent keeps its percent: 12.5% is 12.5.

    Raises
    ------
    DataError
        The file cannot be read, or is of another kind.
    EncodingError
        A CSV file is in no encoding known.
    SchemaError
        There is no column of codes or names or no column of figures, a cell is not a number, or a code is listed
        twice; detail names file, row and field.
    LimitExceeded
        The file has more rows or columns than any table of counties.

    Notes
    -----
    A file from outside must be read in the child process of ``atlas.ingest``, which caps memory and time.
    """
    grid, encoding = read_grid(path, sheet=sheet)
    header = _find_header(path, grid)
    body = list(enumerate(grid[header.index + 1 :], start=header.index + 2))
    columns = _number_columns(path, header, body)
    rows: list[IndicatorRow] = []
    seen: dict[str, int] = {}
    for number, cells in body:
        row = _read_row(path, number, cells, header, columns)
        if row is None:
            continue
        if row.key.isdigit():
            if row.key in seen:
                raise schema_error(
                    path,
                    number,
                    header.titles[header.code or 0],
                    f"代码 {row.key} 与第 {seen[row.key]} 行重复",
                    f"code {row.key} is a repetition of row {seen[row.key]}",
                )
            seen[row.key] = number
        rows.append(row)
    taken = {*columns, header.code, header.name}
    ignored = tuple(title for index, title in enumerate(header.titles) if index not in taken and title)
    return IndicatorTable(path.name, encoding, tuple(columns.values()), ignored, tuple(rows))


def _find_header(path: Path, grid: Sequence[Sequence[Cell]]) -> _Header:
    for index, cells in enumerate(grid[:_HEADER_WITHIN]):
        titles = tuple(_text(cell) for cell in cells)
        folded = [_fold(title) for title in titles]
        code = next((column for column, title in enumerate(folded) if title in CODE_HEADERS), None)
        name = next((column for column, title in enumerate(folded) if title in NAME_HEADERS), None)
        if (code is not None or name is not None) and sum(map(bool, titles)) > 1:
            _check_titles(path, index, titles)
            return _Header(index, titles, code, name)
    raise SchemaError(
        f"{path.name} 的前 {_HEADER_WITHIN} 行中没有代码列或名称列",
        f"{path.name} has no column of codes or names in its first {_HEADER_WITHIN} rows",
        hint_zh="请给表格加一行表头，其中一列叫“行政区划代码”或“区县”。",
        hint_en="Give the table a header row with a column “adcode” or “county”.",
        file=path.name,
        row=1,
        field="",
    )


def _check_titles(path: Path, index: int, titles: Sequence[str]) -> None:
    for column, title in enumerate(titles):
        if title and title in titles[:column]:
            raise schema_error(path, index + 1, title, "表头重复", "the header is used twice")


def _number_columns(
    path: Path, header: _Header, body: Sequence[tuple[int, Sequence[Cell]]]
) -> dict[int, str]:
    columns: dict[int, str] = {}
    width = max((len(cells) for _, cells in body), default=0)
    for column in range(max(width, len(header.titles))):
        if column in (header.code, header.name):
            continue
        title = header.titles[column] if column < len(header.titles) else ""
        if _fold(title) in _COUNTING_HEADERS:
            continue
        first = next((number for number, cells in body if _is_number(_cell(cells, column))), None)
        if first is None:
            continue
        if not title:
            raise schema_error(
                path,
                first,
                "",
                f"第 {column + 1} 列有数字而没有表头",
                f"column {column + 1} has numbers and no header",
            )
        _check_percent(path, title, [(number, _cell(cells, column)) for number, cells in body])
        columns[column] = title
    if not columns:
        raise schema_error(
            path, header.index + 1, "", "表头下没有数值列", "there is no column of numbers below the header"
        )
    return columns


def _check_percent(path: Path, title: str, cells: Sequence[tuple[int, Cell]]) -> None:
    """Refuses a column in which only some numbers carry a percent sign."""
    numbers = [(number, _fold(_text(cell)).endswith("%")) for number, cell in cells if _is_number(cell)]
    for number, is_percent in numbers:
        if is_percent != numbers[0][1]:
            raise schema_error(
                path,
                number,
                title,
                "该列有的带百分号、有的不带",
                "some numbers of the column carry a percent sign",
            )


def _read_row(
    path: Path, number: int, cells: Sequence[Cell], header: _Header, columns: Mapping[int, str]
) -> IndicatorRow | None:
    """Figures of a row; ``None`` for a footnote or a row without figures."""
    values: dict[str, float] = {}
    for column, title in columns.items():
        value = _parse_number(_cell(cells, column))
        if value is None:
            text = _text(_cell(cells, column))[:40]
            raise schema_error(path, number, title, f"不是数字：{text}", f"not a number: {text}")
        if not math.isnan(value):
            values[title] = value
    if not values:
        return None
    name = _text(_cell(cells, header.name))
    key = _parse_code(path, number, cells, header) or name
    if not key:
        raise schema_error(
            path, number, "", "有数字而没有代码和名称", "has numbers and neither code nor name"
        )
    return IndicatorRow(number, key, name, values)


def _parse_code(path: Path, number: int, cells: Sequence[Cell], header: _Header) -> str:
    if header.code is None:
        return ""
    text = _fold(_text(_cell(cells, header.code)))
    if text in _NO_DATA:
        return ""
    # Statistics use twelve digits; the last six are zero for a county.
    match = re.fullmatch(r"([1-9]\d{5})(?:000000)?", text)
    if match is None:
        raise schema_error(
            path,
            number,
            header.titles[header.code],
            f"不是六位行政区划代码：{text[:40]}",
            f"not a six-digit adcode: {text[:40]}",
        )
    return match[1]


def _is_number(cell: Cell) -> bool:
    value = _parse_number(cell)
    return value is not None and not math.isnan(value)


def _parse_number(cell: Cell) -> float | None:
    """Number of a cell; NaN where it says that there is none, ``None`` where it is something else."""
    if isinstance(cell, int | float):
        return _finite(cell)
    text = _fold(cell or "")
    if text in _NO_DATA:
        return math.nan
    text = text.removesuffix("%")
    if _GROUPED.fullmatch(text):
        text = text.replace(",", "")
    return _finite(text) if _NUMBER.fullmatch(text) else None


def _finite(number: str | int | float) -> float | None:
    """A workbook may hold infinity, a text more digits than a number can; neither is a figure."""
    try:
        value = float(number)
    except OverflowError:
        return None
    return value if math.isfinite(value) else None


def _cell(cells: Sequence[Cell], column: int | None) -> Cell:
    return cells[column] if column is not None and column < len(cells) else None


def _text(cell: Cell) -> str:
    """Text of a cell; a whole number, as a workbook keeps a code, without its decimal point."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else str(cell).strip()


def _fold(text: str) -> str:
    """Full-width forms to half-width, lower case, no blanks: 行政 区划代码 and ＡＤＣＯＤＥ are found too."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"\s+", "", folded)

"""Rows as an Excel workbook: text stays text, numbers are numbers, the head row is fixed."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import IllegalCharacterError
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

_WIDTH_CHARACTERS = 16
_WIDE = {
    "summary": 60,
    "name": 32,
    "metric": 28,
    "clause": 20,
    "document": 26,
    "source": 40,
}


def encode_xlsx(
    columns: Sequence[str],
    rows: Iterable[Mapping[str, Any]],
    *,
    title: str,
    heads: Sequence[str] = (),
    notes: Sequence[str] = (),
    notes_title: str = "说明",
) -> bytes:
    """Rows as a workbook.

    Parameters
    ----------
    columns
        Order of the columns.
    rows
        Values by column.
    title
        Name of the sheet.
    heads
        First line; empty for the columns themselves.
    notes, notes_title
        Lines for a second sheet (filter, source, date), and its name.

    Returns
    -------
    bytes
        An .xlsx file.
    """
    book = Workbook(write_only=True)
    add_sheet(book, title[:31], columns, rows, heads=heads)
    if notes:
        about = book.create_sheet(notes_title)
        about.column_dimensions["A"].width = 100
        for note in notes:
            about.append([make_cell(about, note)])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def add_sheet(
    book: Workbook,
    name: str,
    columns: Sequence[str],
    rows: Iterable[Mapping[str, Any]],
    *,
    heads: Sequence[str] = (),
) -> None:
    """Add a sheet with rows to a workbook.

    Parameters
    ----------
    book
        Write-only.
    name
        Of the sheet.
    columns, rows, heads
        As for ``encode_xlsx``.
    """
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for position, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(position)].width = _WIDE.get(column, _WIDTH_CHARACTERS)
    sheet.append([make_cell(sheet, head, bold=True) for head in heads or columns])
    for row in rows:
        sheet.append([make_cell(sheet, row.get(column)) for column in columns])


def make_cell(sheet: WriteOnlyWorksheet, value: Any, *, bold: bool = False) -> Any:
    """A cell in which text is text, never a formula.

    Parameters
    ----------
    sheet
        Where it will stand.
    value
        From data.
    bold
        Its look.

    Returns
    -------
    WriteOnlyCell
        To be appended.
    """
    try:
        cell = WriteOnlyCell(sheet, value=value)
    except IllegalCharacterError:
        cell = WriteOnlyCell(sheet, value="".join(sign for sign in str(value) if sign.isprintable()))
    if isinstance(value, str):
        # openpyxl takes a leading "=" for a formula; text from data is text.
        cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell

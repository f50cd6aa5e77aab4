"""The numbers behind figures as one workbook: a sheet that tells what is in it, then a sheet for each table."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

from openpyxl import Workbook as ExcelBook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from atlas.render.report_parts import Workbook
from atlas.render.table import Table
from atlas.render.xlsx_table import add_sheet, make_cell

_NAME_WIDTH, _VALUE_WIDTH = 26, 100
_TITLE_SIZE = 14
#: Signs that no name of a sheet may have, and its longest [characters].
_NOT_IN_SHEETS, _LONGEST_SHEET = re.compile(r"[\[\]:*?/\\']"), 31


def name_sheets(titles: Sequence[str]) -> list[str]:
    """Names of sheets that Excel takes.

    Parameters
    ----------
    titles
        What the sheets hold.

    Returns
    -------
    list of str
        Different from each other whatever the case of their letters, as Excel wants.

    Examples
    --------
    >>> name_sheets(["图1 分县数值", "a/b", "A b"])
    ['图1 分县数值', 'a b', 'A b 2']
    """
    names: list[str] = []
    used = {""}
    for title in titles:
        plain = _NOT_IN_SHEETS.sub(" ", title)[:_LONGEST_SHEET].strip()
        name, number = plain, 1
        while name.lower() in used:
            number += 1
            end = f" {number}"
            name = plain[: _LONGEST_SHEET - len(end)] + end
        used.add(name.lower())
        names.append(name)
    return names


def encode_workbook(tables: Sequence[Table]) -> bytes:
    """Some tables as a workbook.

    Parameters
    ----------
    tables
        In order; their notes follow on a sheet of their own.

    Returns
    -------
    bytes
        For Excel; dates of the package are not settled.
    """
    book = ExcelBook(write_only=True)
    about_title = next((table.notes_title for table in tables), "")
    *names, about_name = name_sheets([*(table.title for table in tables), about_title or "-"])
    for name, table in zip(names, tables, strict=True):
        add_sheet(book, name, table.columns, table.rounded_rows(), heads=table.heads)
    about = book.create_sheet(about_name)
    about.column_dimensions["A"].width, about.column_dimensions["B"].width = _NAME_WIDTH, _VALUE_WIDTH
    for name, table in zip(names, tables, strict=True):
        for place, note in enumerate(table.notes):
            _add_line(about, "" if place else name, note)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def write_workbook(workbook: Workbook) -> bytes:
    """A workbook for Excel.

    Parameters
    ----------
    workbook
        What it holds.

    Returns
    -------
    bytes
        Text in it is text, numbers are numbers; dates of the package are not settled.
    """
    book = ExcelBook(write_only=True)
    book.properties.title = workbook.title
    book.properties.creator = next((value for _, value in workbook.lines[:1]), "")
    about = book.create_sheet(workbook.about_title)
    about.column_dimensions["A"].width, about.column_dimensions["B"].width = _NAME_WIDTH, _VALUE_WIDTH
    _add_heading(about, workbook.title)
    for name, value in workbook.lines:
        _add_line(about, name, value)
    for figure in workbook.figures:
        about.append([])
        _add_heading(about, figure.heading)
        for name, value in figure.lines:
            _add_line(about, name, value)
        for sheet in figure.sheets:
            table = sheet.table
            add_sheet(book, sheet.name, table.columns, table.rounded_rows(), heads=table.heads)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _add_heading(sheet: WriteOnlyWorksheet, text: str) -> None:
    cell = make_cell(sheet, text, bold=True)
    cell.font = Font(bold=True, size=_TITLE_SIZE)
    sheet.append([cell])


def _add_line(sheet: WriteOnlyWorksheet, name: str, value: str) -> None:
    cell = make_cell(sheet, value)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    head = make_cell(sheet, name)
    head.alignment = Alignment(vertical="top")
    sheet.append([head, cell])

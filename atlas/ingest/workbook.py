"""Reads sheets of an XLSX workbook; the values that formulas had when it was saved, never the formulas."""

from __future__ import annotations

import datetime
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from defusedxml.common import DefusedXmlException
from openpyxl.utils.exceptions import InvalidFileException

from atlas.core.errors import ConfigError, DataError, Text
from atlas.ingest.columns import column_of
from atlas.ingest.grid import find_table
from atlas.ingest.layer import DataSet, Described
from atlas.ingest.limits import ReadLimits
from atlas.ingest.shown import shown
from atlas.ingest.sink import Findings, Sink, check_rows

#: What openpyxl and the archive below it raise for a damaged workbook.
_DAMAGED = (
    InvalidFileException,
    ParseError,
    zipfile.BadZipFile,
    zlib.error,
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)
#: A format such as 000000 shows a code with the noughts that the number has lost.
#: Rows below the data that are only coloured count as well, up to the height of a sheet (ECMA-376, part 1, 18.3.1.73).
_WHOLE_SHEET = ReadLimits(max_features=1_048_576)
_PADDED = re.compile(r"0{2,20}")


def find_sheets(path: Path, findings: Findings, *, limits: ReadLimits, name: str) -> list[DataSet]:
    """Sheets with something in them.

    Parameters
    ----------
    path
        The workbook, whose archive was checked.
    findings
        Gets the sheets that are left out.
    limits
        Rows that are taken.
    name
        What the file is called in a message.

    Returns
    -------
    list of DataSet
        One a sheet.

    Raises
    ------
    DataError
        The workbook is damaged or has a DTD.
    """
    with _opened(path, name, formulas=False) as book:
        sheets = [
            (sheet.title, sheet.sheet_state) for sheet in book.worksheets if hasattr(sheet, "iter_rows")
        ]
        filled = [title for title, state in sheets if state == "visible" and _has_rows(book[title])]
    for title, state in sheets:
        if state != "visible":
            findings.tell(
                "hidden_sheet",
                Text(
                    f"隐藏的工作表“{shown(title)}”没有读取", f"the hidden sheet “{shown(title)}” was not read"
                ),
                hint=Text("需要时请取消隐藏。", "Unhide it if it is needed."),
                file=name,
                field=shown(title),
            )
    return [DataSet(title, "xlsx", _reader(path, title, name, limits)) for title in filled]


def _reader(path: Path, title: str, name: str, limits: ReadLimits) -> Any:
    def read(sink: Sink) -> Described:
        label = f"{name} {shown(title)}"
        with _opened(path, name, formulas=False) as book:
            rows = _values(book[title], limits, sink.findings)
        grid = find_table(rows, sink.findings, name=label)
        with _opened(path, name, formulas=True) as book:
            _tell_uncalculated(book[title], rows, sink.findings)
        columns = [column_of([row[place] for row in grid.rows]) for place in range(len(grid.names))]
        sink.write_table(grid.names, columns, grid.file_rows)
        return Described()

    return read


@contextmanager
def _opened(path: Path, name: str, *, formulas: bool) -> Iterator[Any]:
    # openpyxl takes lxml when it finds it, which resolves entities; the environment of this process forbids that.
    if openpyxl.LXML or not openpyxl.DEFUSEDXML:
        raise ConfigError(
            "没有安全的 XML 解析器，不能读取 XLSX", "without a safe XML parser XLSX is not read"
        )
    try:
        # As an open file: of a path openpyxl would want to see an ending that it knows.
        with path.open("rb") as file:
            book = openpyxl.load_workbook(file, read_only=True, data_only=not formulas, keep_links=False)
            yield book
    except _DAMAGED as error:
        raise _refused(name, error) from error


def _refused(name: str, error: BaseException) -> DataError:
    # openpyxl wraps what the parser says.
    if isinstance(error, DefusedXmlException) or isinstance(error.__cause__, DefusedXmlException):
        return DataError(
            f"{name} 含有 DTD 或实体定义",
            f"{name} has a DTD or entities",
            code="xml_dtd",
            hint_zh="请在表格软件中另存后重试。",
            hint_en="Save it again in a spreadsheet program.",
            file=name,
        )
    return DataError(
        f"{name} 无法读取，文件可能已损坏或加了密码",
        f"{name} cannot be read; it may be damaged or have a password",
        code="file_damaged",
        hint_zh="请在表格软件中打开，去掉密码并另存为 .xlsx 后重试。",
        hint_en="Open it in a spreadsheet program, remove the password, save it as .xlsx and retry.",
        file=name,
    )


def _has_rows(sheet: Any) -> bool:
    sheet.reset_dimensions()
    for place, row in enumerate(sheet.iter_rows(values_only=True)):
        if any(value is not None and value != "" for value in row):
            return True
        if place > 1000:
            return False
    return False


def _values(sheet: Any, limits: ReadLimits, findings: Findings) -> list[list[Any]]:
    # The size that a sheet states may be a lie, and is often a million rows.
    sheet.reset_dimensions()
    rows: list[list[Any]] = []
    faults: list[int] = []
    for place, cells in enumerate(sheet.iter_rows()):
        row = [_value(cell) for cell in cells]
        while row and row[-1] is None:
            row.pop()
        if any(cell.data_type == "e" for cell in cells):
            faults.append(place + 1)
        rows.append(row)
        check_rows(len(rows) - 1, limits if row else _WHOLE_SHEET)
    if faults:
        findings.tell(
            "cell_errors",
            Text(
                f"{len(faults)} 行中有 #REF!、#DIV/0! 之类的错误值，已作为空值",
                f"{len(faults)} rows have errors such as #REF! or #DIV/0!; taken as empty",
            ),
            hint=Text("请在表格软件中改正公式。", "Correct the formulas in the spreadsheet program."),
            file_rows=faults[:1000],
        )
    return rows


def _value(cell: Any) -> Any:
    value = cell.value
    if value is None or value == "" or cell.data_type == "e":
        return None
    if isinstance(value, bool):
        return value
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    if isinstance(value, int) and value >= 0 and _PADDED.fullmatch(str(cell.number_format)):
        return str(value).zfill(len(cell.number_format))
    if isinstance(value, int | float | str):
        return value.strip() or None if isinstance(value, str) else value
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat()
    return value.isoformat() if isinstance(value, datetime.date | datetime.time) else str(value)


def _tell_uncalculated(sheet: Any, rows: list[list[Any]], findings: Findings) -> None:
    """Formulas that were never worked out have no value in the file: to be told, not to be taken as empty."""
    sheet.reset_dimensions()
    found: list[str] = []
    for row, cells in zip(rows, sheet.iter_rows(), strict=False):
        for place, cell in enumerate(cells):
            if cell.data_type == "f" and (place >= len(row) or row[place] is None):
                found.append(str(cell.coordinate))
    if found:
        findings.tell(
            "formula_without_value",
            Text(
                f"{len(found)} 个公式没有计算结果，已作为空值",
                f"{len(found)} formulas have no value in the file; taken as empty",
            ),
            hint=Text(
                "请在表格软件中打开并保存一次后重试。", "Open and save it in a spreadsheet program and retry."
            ),
            cells=found[:100],
        )

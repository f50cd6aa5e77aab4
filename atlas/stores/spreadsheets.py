"""Reads a CSV file or a workbook of an office into rows of cells; what the cells mean is told elsewhere."""

from __future__ import annotations

import csv
import io
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from atlas.core.errors import DataError, EncodingError, LimitExceeded, SchemaError

Cell = str | int | float | None

TEXT_SUFFIXES = frozenset({".csv", ".txt", ".tsv"})
WORKBOOK_SUFFIX = ".xlsx"
#: China has 2,800 county-level units; townships would be 41,000.
MAX_ROWS = 50_000
MAX_COLUMNS = 500
MAX_BYTES = 50_000_000

# Byte order marks of the encodings that office programs write, longest first.
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
#: GB 18030 reads GBK and GB 2312 too.
_WITHOUT_MARK = ("utf-8", "gb18030")
#: What openpyxl and the archive below it raise for a damaged or encrypted workbook.
_DAMAGED = (
    InvalidFileException,
    zipfile.BadZipFile,
    zlib.error,
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)
_DELIMITERS = (",", "\t", ";")


def read_grid(path: Path, *, sheet: str = "") -> tuple[list[list[Cell]], str]:
    """Rows of cells of a table.

    Parameters
    ----------
    path
        CSV (``TEXT_SUFFIXES``) or XLSX.
    sheet
        Sheet of a workbook; empty for the only one with content.

    Returns
    -------
    tuple of list and str
        Rows from the first of the file, so that an index plus one is the row number; and the encoding, ``xlsx``
        for a workbook.

    Raises
    ------
    DataError
        The file cannot be read, or is of another kind.
    EncodingError
        A CSV file is in no encoding known.
    SchemaError
        A workbook has several sheets with content, or not the one asked for.
    LimitExceeded
        The file is too large.
    """
    suffix = path.suffix.lower()
    if suffix not in TEXT_SUFFIXES and suffix != WORKBOOK_SUFFIX:
        raise DataError(
            f"{path.name} 不是 CSV 或 XLSX 文件",
            f"{path.name} is neither CSV nor XLSX",
            hint_zh="旧的 .xls 文件请另存为 .xlsx。",
            hint_en="Save an old .xls file as .xlsx.",
            file=path.name,
        )
    try:
        data = path.read_bytes() if path.stat().st_size <= MAX_BYTES else None
    except OSError as error:
        raise _unreadable(path) from error
    if data is None:
        raise _too_large(path)
    if suffix == WORKBOOK_SUFFIX:
        return _read_workbook(path, data, sheet), "xlsx"
    text, encoding = decode_text(data, name=path.name)
    return _read_csv(path, text), encoding


def decode_text(data: bytes, *, name: str) -> tuple[str, str]:
    """Text of a file and the encoding it was read in.

    Parameters
    ----------
    data
        Content.
    name
        File name for the message.

    Returns
    -------
    tuple of str
        Text without a byte order mark, and the encoding.

    Raises
    ------
    EncodingError
        The bytes are no text in UTF-8, GB 18030 or marked UTF-16.

    Notes
    -----
    GB 18030 gives some meaning to nearly any bytes, so text with control or private-use characters is refused.
    """
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    for encoding in (marked,) if marked else _WITHOUT_MARK:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_plausible(text):
            return text, encoding
    raise EncodingError(
        f"{name} 的编码无法识别",
        f"the encoding of {name} cannot be told",
        hint_zh="请另存为 UTF-8 或 GBK 编码的 CSV，或 XLSX。",
        hint_en="Save it as CSV in UTF-8 or GBK, or as XLSX.",
        file=name,
    )


def _is_plausible(text: str) -> bool:
    return all(
        character in "\t\r\n" or unicodedata.category(character) not in ("Cc", "Co", "Cn")
        for character in set(text)
    )


def _read_csv(path: Path, text: str) -> list[list[Cell]]:
    head = "\n".join(text.splitlines()[:10])
    delimiter = max(_DELIMITERS, key=head.count)
    try:
        records = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        return _limited(path, records)
    except csv.Error as error:
        raise _unreadable(path) from error


def _read_workbook(path: Path, data: bytes, sheet: str) -> list[list[Cell]]:
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        try:
            grids = {
                name: _limited(path, book[name].iter_rows(values_only=True))
                for name in book.sheetnames
                if (not sheet or name == sheet) and hasattr(book[name], "iter_rows")
            }
        finally:
            book.close()
    except _DAMAGED as error:
        raise _unreadable(path) from error
    filled = {name: grid for name, grid in grids.items() if any(any(row) for row in grid)}
    if len(filled) == 1:
        return next(iter(filled.values()))
    names_zh, names_en = "、".join(grids), ", ".join(grids)
    raise SchemaError(
        f"{path.name} 中有 {len(filled)} 个可用的工作表" + (f"（要找的是“{sheet[:40]}”）" if sheet else ""),
        f"{path.name} has {len(filled)} sheets to take" + (f" (asked for: “{sheet[:40]}”)" if sheet else ""),
        hint_zh=f"请指定一个有内容的工作表：{names_zh}。" if names_zh else "请检查工作表名称。",
        hint_en=f"Name one sheet with content: {names_en}." if names_en else "Check the name of the sheet.",
        file=path.name,
        row=0,
        field="",
    )


def _limited(path: Path, records: Iterable[Sequence[object]]) -> list[list[Cell]]:
    grid: list[list[Cell]] = []
    for record in records:
        if len(grid) >= MAX_ROWS or len(record) > MAX_COLUMNS:
            raise _too_large(path)
        grid.append([_to_cell(value) for value in record])
    return grid


def _to_cell(value: object) -> Cell:
    # bool is an int to Python, but TRUE in a sheet is no figure; dates become text.
    if value is None or (isinstance(value, str | int | float) and not isinstance(value, bool)):
        return value
    return str(value)


def _unreadable(path: Path) -> DataError:
    return DataError(
        f"{path.name} 无法读取，文件可能已损坏",
        f"{path.name} cannot be read; the file may be damaged",
        hint_zh="请在表格软件中打开并另存后重试。",
        hint_en="Open it in a spreadsheet program, save it again and retry.",
        file=path.name,
    )


def _too_large(path: Path) -> LimitExceeded:
    return LimitExceeded(
        f"{path.name} 太大",
        f"{path.name} is too large",
        hint_zh=f"上限为 {MAX_ROWS} 行、{MAX_COLUMNS} 列、{MAX_BYTES // 1_000_000} MB。",
        hint_en=f"At most {MAX_ROWS} rows, {MAX_COLUMNS} columns and {MAX_BYTES // 1_000_000} MB.",
        file=path.name,
    )

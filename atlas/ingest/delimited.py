"""Reads CSV and its kin as bytes, one character a byte; what the bytes mean is told later."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path

from atlas.core.errors import DataError, EncodingError
from atlas.ingest.columns import column_of
from atlas.ingest.grid import find_table
from atlas.ingest.layer import Described
from atlas.ingest.plain_text import read_bytes
from atlas.ingest.sink import Sink, check_rows

_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
DELIMITERS = ",\t;|"
#: Outlines written as WKT into a cell are long.
_MOST_CELL = 32 * 2**20
_SAMPLE_LINES = 50


def read_delimited(path: Path, sink: Sink, *, name: str) -> Described:
    """Read a text table.

    Parameters
    ----------
    path
        The file.
    sink
        Gets the rows; names and values hold bytes.
    name
        What the file is called in a message.

    Returns
    -------
    Described
        The encoding, where a byte order mark tells it.

    Raises
    ------
    DataError
        A quote is not closed, or there is no table; the message names the line.
    LimitExceeded
        The file is too large.
    """
    data, encoding = _unmarked(read_bytes(path, limits=sink.limits, name=name), name)
    rows, lines = _split(data, name, sink)
    grid = find_table(rows, sink.findings, name=name, lines=lines)
    columns = [column_of([_stripped(row[place]) for row in grid.rows]) for place in range(len(grid.names))]
    sink.write_table(grid.names, columns, grid.file_rows)
    return Described(is_bytes=True, declared_encoding=encoding)


def find_delimiter(text: str) -> str:
    """What separates the cells of a table.

    Parameters
    ----------
    text
        Its beginning, one character a byte.

    Returns
    -------
    str
        The separator that cuts most lines into the same number of cells; empty when there is none.
    """
    best, best_score = "", 0
    for delimiter in DELIMITERS:
        try:
            rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if row]
        except csv.Error:
            continue
        widths = Counter(len(row) for row in rows[:_SAMPLE_LINES])
        width, count = max(widths.items(), key=lambda one: (one[0] > 1) * one[1], default=(0, 0))
        score = count if width > 1 else 0
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _unmarked(data: bytes, name: str) -> tuple[bytes, str]:
    """Bytes of the text without mark, in UTF-8 where a mark says UTF-8 or UTF-16."""
    if data.startswith(_UTF8_MARK):
        return data.removeprefix(_UTF8_MARK), "UTF-8"
    if data.startswith(_UTF16_MARKS):
        try:
            return data.decode("utf-16").encode("utf-8"), "UTF-8"
        except UnicodeError as error:
            raise EncodingError(
                f"{name} 的 UTF-16 文字已损坏",
                f"the UTF-16 text of {name} is damaged",
                hint_zh="请另存为 UTF-8 编码的 CSV，或 XLSX。",
                hint_en="Save it as CSV in UTF-8, or as XLSX.",
                file=name,
            ) from error
    return data, ""


def _split(data: bytes, name: str, sink: Sink) -> tuple[list[list[str]], list[int]]:
    """Cells of each row, and the line where it begins."""
    if b"\0" in data:
        raise _broken(name, data[: data.index(b"\0")].count(b"\n") + 1, "含有空字节", "has a zero byte")
    head = b"\n".join(data[:65_536].splitlines()[:_SAMPLE_LINES]).decode("latin-1")
    delimiter = find_delimiter(head) or ","
    # The second byte of a GBK character may be that of |, never that of the other separators or of a quote.
    as_characters = delimiter == "|" and _is_gbk(data)
    text = data.decode("gb18030" if as_characters else "latin-1")
    csv.field_size_limit(_MOST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[list[str]] = []
    lines: list[int] = []
    line = 1
    try:
        for row in reader:
            rows.append([cell.encode("gb18030").decode("latin-1") for cell in row] if as_characters else row)
            lines.append(line)
            line = reader.line_num + 1
            check_rows(len(rows) - 1, sink.limits)
    except csv.Error as error:
        raise _broken(
            name, reader.line_num, "的引号或单元格不完整", "has an unfinished quote or cell"
        ) from error
    return rows, lines


def _is_gbk(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        try:
            data.decode("gb18030")
        except UnicodeDecodeError:
            return False
        return True
    return False


def _broken(name: str, line: int, zh: str, en: str) -> DataError:
    return DataError(
        f"{name} 第 {line} 行{zh}",
        f"line {line} of {name} {en}",
        code="table_damaged",
        hint_zh="请在表格软件中打开并另存为 CSV 后重试。",
        hint_en="Open it in a spreadsheet program, save it as CSV again and retry.",
        file=name,
        row=line,
    )


def _stripped(cell: str | None) -> str | None:
    return cell.strip(" \t\r\n") or None if cell else None

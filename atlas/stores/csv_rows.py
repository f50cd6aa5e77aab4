"""Reads the small curated CSV files of ``geodata/``: UTF-8, one header row, every row with its number.

Offices' own tables, whose encoding and columns are not ours to fix, are read by ``indicator_table``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from atlas.core.errors import DataError, EncodingError, SchemaError

_ADCODE = re.compile(r"[1-9]\d{5}")


@dataclass(frozen=True, slots=True)
class CsvRow:
    """One row: its number as a spreadsheet counts it (the header is row 1), and its cells by column."""

    number: int
    values: dict[str, str]


def read_rows(path: Path, columns: Sequence[str]) -> list[CsvRow]:
    """Rows of a curated CSV file.

    Parameters
    ----------
    path
        UTF-8, with or without a byte order mark.
    columns
        Names that the header must have, no more and no fewer, in any order.

    Returns
    -------
    list of CsvRow
        Cells without surrounding blanks.

    Raises
    ------
    DataError
        The file cannot be read.
    EncodingError
        It is not UTF-8.
    SchemaError
        Columns are missing or unknown, or a row has more or fewer cells than the header.
    """
    (_, header), *records = _records(path) or [(1, [])]
    missing = [column for column in columns if column not in header]
    unknown = [column for column in header if column not in columns]
    if missing or unknown or len(set(header)) != len(header):
        raise schema_error(
            path,
            1,
            "",
            f"列名不符（缺少：{'、'.join(missing) or '无'}；多出：{'、'.join(unknown) or '无'}）",
            f"columns differ (missing: {', '.join(missing) or 'none'}; unknown: {', '.join(unknown) or 'none'})",
        )
    rows: list[CsvRow] = []
    for number, cells in records:
        if len(cells) != len(header):
            raise schema_error(
                path,
                number,
                "",
                f"有 {len(cells)} 个单元格，表头有 {len(header)} 个",
                f"{len(cells)} cells, the header has {len(header)}",
            )
        rows.append(CsvRow(number, dict(zip(header, (cell.strip() for cell in cells), strict=True))))
    return rows


def schema_error(path: Path, row: int, field: str, zh: str, en: str) -> SchemaError:
    """The error for one cell or row of a table.

    Parameters
    ----------
    path
        File at fault; only its name is told.
    row
        Its number.
    field
        Column; empty when the whole row is meant.
    zh, en
        What is wrong.

    Returns
    -------
    SchemaError
        With ``file``, ``row`` and ``field`` in its detail.
    """
    where_zh = f"第 {row} 行" + (f"“{field}”" if field else "")
    where_en = f"row {row}" + (f", {field}" if field else "")
    return SchemaError(
        f"{path.name} {where_zh}：{zh}",
        f"{path.name} {where_en}: {en}",
        hint_zh="请改正这一处后重试。",
        hint_en="Mend this place and try again.",
        file=path.name,
        row=row,
        field=field,
    )


def parse_adcode(path: Path, row: int, field: str, text: str) -> str:
    """An adcode from a cell.

    Parameters
    ----------
    path, row, field
        Where the cell stands.
    text
        Its text.

    Returns
    -------
    str
        Six digits.

    Raises
    ------
    SchemaError
        It is not an adcode.
    """
    if not _ADCODE.fullmatch(text):
        raise schema_error(
            path, row, field, f"不是六位行政区划代码：{text[:40]}", f"not a six-digit adcode: {text[:40]}"
        )
    return text


def _records(path: Path) -> list[tuple[int, list[str]]]:
    """Records that hold anything, each with its number."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            records = enumerate(csv.reader(stream, strict=True), start=1)
            return [(number, cells) for number, cells in records if cells]
    except UnicodeDecodeError as error:
        raise EncodingError(
            f"{path.name} 不是 UTF-8 编码",
            f"{path.name} is not UTF-8",
            hint_zh="请另存为 UTF-8 编码的 CSV。",
            hint_en="Save it as CSV in UTF-8.",
            file=path.name,
        ) from error
    except (OSError, csv.Error) as error:
        raise DataError(
            f"{path.name} 无法读取为 CSV", f"{path.name} cannot be read as CSV", file=path.name
        ) from error

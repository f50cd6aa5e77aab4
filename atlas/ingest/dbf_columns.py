"""Columns of a .dbf as Arrow arrays; what is not of the column's type is found, with its rows."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from atlas.core.errors import Text
from atlas.ingest.dbf import DbfField, DbfTable
from atlas.ingest.shapefile_index import Bytes
from atlas.ingest.sink import Findings

_INTEGER = re.compile(rb"[+-]?\d+")
_NUMBER = re.compile(rb"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_MOST_INT64 = 2**63 - 1
_TRUTH = {b"T": True, b"t": True, b"Y": True, b"y": True, b"F": False, b"f": False, b"N": False, b"n": False}
#: Rows turned at a time when a whole column is looked at.
_CHUNK = 50_000
#: Binary numbers of Visual FoxPro, by letter and width.
_BINARY = {("I", 4): ("<i4", pa.int64()), ("B", 8): ("<f8", pa.float64())}

#: Cells of some rows to an Arrow array, the places of what was not of the type, and of stars in place of a number.
Convert = Callable[[Bytes], tuple[Any, list[int], list[int]]]


@dataclass(frozen=True, slots=True)
class DbfColumn:
    """How a field becomes a column.

    Parameters
    ----------
    field
        The field.
    type
        Arrow type.
    convert
        Makes the array.
    """

    field: DbfField
    type: Any
    convert: Convert

    def read(self, records: Bytes, findings: Findings, *, first_row: int, stars: Counter[str]) -> Any:
        """Values of some rows.

        Parameters
        ----------
        records
            Bytes of the rows.
        findings
            Gets the rows with values that cannot be read.
        first_row
            Number of the first row, from 0.
        stars
            By field, counts the values that are stars alone.

        Returns
        -------
        pyarrow.Array
            As many values as rows.
        """
        cells = np.ascontiguousarray(records[:, self.field.start : self.field.start + self.field.width])
        values, wrong, starred = self.convert(cells)
        name = self.field.name
        if wrong:
            samples = sorted({cells[row].tobytes().strip(b" \0").decode("latin-1") for row in wrong[:100]})[
                :3
            ]
            findings.tell(
                "value_unreadable",
                _wrong_words(self.field.kind),
                [first_row + row for row in wrong],
                hint=Text("请在原表中改正这些值。", "Correct these values in the table."),
                field=name,
                values=samples,
            )
        if starred:
            stars[name] += len(starred)
        return values


def tell_stars(stars: Counter[str], findings: Findings) -> None:
    """Note once, for all fields, how many numbers are stars.

    Parameters
    ----------
    stars
        Their count by field.
    findings
        Gets the note.

    Notes
    -----
    GDAL and QGIS write an empty number so; other programs write so what is wider than the field.
    """
    count = sum(stars.values())
    if count:
        findings.tell(
            "number_stars",
            Text(
                f"数字字段中有 {count} 个值只有星号（空值或超宽），已作为空值",
                f"{count} values of number fields are stars alone (empty, or wider than the field); taken as empty",
            ),
            count=count,
        )


def plan_columns(table: DbfTable, findings: Findings) -> list[DbfColumn]:
    """How each field is read.

    Parameters
    ----------
    table
        The .dbf.
    findings
        Gets the fields that are left out.

    Returns
    -------
    list of DbfColumn
        In the order of the file.
    """
    columns: list[DbfColumn] = []
    left_out: list[DbfField] = []
    for field in table.fields:
        column = _plan(field, table.records)
        # The type 0 is a column of null marks that FoxPro keeps for itself.
        if column:
            columns.append(column)
        elif field.kind != "0":
            left_out.append(field)
    for field in left_out:
        findings.tell(
            "field_left_out",
            Text(
                f"字段类型 {field.kind} 无法读取（例如备注），已略去",
                f"a field of type {field.kind} (such as a memo) cannot be read and is left out",
            ),
            hint=Text(
                "需要时请改为文本字段后重新导出。", "Make it a text field and export again if it is needed."
            ),
            field=field.name,
        )
    return columns


def _plan(field: DbfField, records: Bytes) -> DbfColumn | None:
    if field.width == 0:
        return None
    if field.kind == "C":
        return DbfColumn(field, pa.string(), _texts)
    if field.kind == "D":
        return DbfColumn(field, pa.string(), _dates)
    if field.kind == "L":
        return DbfColumn(field, pa.bool_(), _truths)
    if field.kind in ("N", "F"):
        return _plan_number(field, records)
    if (field.kind, field.width) in _BINARY:
        kind, type_ = _BINARY[field.kind, field.width]
        return DbfColumn(field, type_, lambda cells: (pa.array(cells.view(kind).ravel()).cast(type_), [], []))
    return None


def _plan_number(field: DbfField, records: Bytes) -> DbfColumn:
    if field.kind == "F" or field.decimals:
        return DbfColumn(field, pa.float64(), _floats)
    kinds = set()
    for start in range(0, len(records), _CHUNK):
        part = records[start : start + _CHUNK, field.start : field.start + field.width]
        kinds.add(_kind_of(_cells(np.ascontiguousarray(part))))
    if "float" in kinds:
        return DbfColumn(field, pa.float64(), _floats)
    # Codes of 19 digits and more would lose digits as a number.
    return (
        DbfColumn(field, pa.string(), _texts) if "long" in kinds else DbfColumn(field, pa.int64(), _integers)
    )


def _kind_of(cells: Any) -> str:
    try:
        cells[cells != b""].astype(np.int64)
    except (ValueError, OverflowError):
        numbers = [one for one in np.unique(cells).tolist() if _NUMBER.fullmatch(one)]
        if any(not _INTEGER.fullmatch(one) for one in numbers):
            return "float"
        return "long" if any(abs(int(one)) > _MOST_INT64 for one in numbers) else "integer"
    return "integer"


def _cells(cells: Bytes) -> Any:
    """Bytes of each cell without the blanks around them."""
    return np.strings.strip(cells.view(f"S{cells.shape[1]}").ravel(), b" \t\0")


def _texts(cells: Bytes) -> tuple[Any, list[int], list[int]]:
    raw = np.strings.rstrip(cells.view(f"S{cells.shape[1]}").ravel(), b" \0")
    # Some programs leave rubbish behind the end of a text.
    inner = (cells == 0).any(axis=1) if (cells == 0).any() else np.zeros(len(raw), dtype=bool)
    if inner.any():
        raw[inner] = [one.split(b"\0")[0] for one in raw[inner].tolist()]
    width = max(raw.dtype.itemsize, 1)
    # One byte a character: Latin-1 is the first 256 code points.
    points = np.ascontiguousarray(raw).view(np.uint8).reshape(-1, width).astype(np.uint32)
    texts = points.view(f"U{width}").ravel()
    return pa.array(texts, type=pa.string(), mask=texts == ""), [], []


def _integers(cells: Bytes) -> tuple[Any, list[int], list[int]]:
    texts = _cells(cells)
    return _numbers(texts, np.dtype(np.int64), _INTEGER)


def _floats(cells: Bytes) -> tuple[Any, list[int], list[int]]:
    texts = _cells(cells)
    return _numbers(texts, np.dtype(np.float64), _NUMBER)


def _numbers(
    texts: Any, dtype: np.dtype[Any], pattern: re.Pattern[bytes]
) -> tuple[Any, list[int], list[int]]:
    filled = texts != b""
    values = np.zeros(len(texts), dtype=dtype)
    stars: list[int] = []
    wrong: list[int] = []
    try:
        values[filled] = texts[filled].astype(dtype)
        strange = ~np.isfinite(values) if dtype.kind == "f" else np.zeros(len(texts), dtype=bool)
    except (ValueError, OverflowError):
        good = np.array([bool(pattern.fullmatch(one)) for one in texts.tolist()], dtype=bool)
        strange = filled & ~good
        values[good] = texts[good].astype(dtype)
        strange |= ~np.isfinite(values) if dtype.kind == "f" else False
    for row in np.flatnonzero(strange).tolist():
        (stars if not texts[row].strip(b"*") else wrong).append(row)
    return pa.array(values, mask=~filled | strange), wrong, stars


def _dates(cells: Bytes) -> tuple[Any, list[int], list[int]]:
    texts = _cells(cells)
    uniques, inverse = np.unique(texts, return_inverse=True)
    readings = [_read_date(one) for one in uniques.tolist()]
    values = [readings[place][0] for place in inverse.tolist()]
    wrong = [row for row, place in enumerate(inverse.tolist()) if not readings[place][1]]
    return pa.array(values, type=pa.string()), wrong, []


def _read_date(raw: bytes) -> tuple[str | None, bool]:
    """The date in ISO form and whether it is one; what is none stays as it is written."""
    text = raw.decode("latin-1")
    if not text.strip("0"):
        return None, True
    try:
        return datetime.datetime.strptime(text, "%Y%m%d").date().isoformat(), True  # noqa: DTZ007 - a date only
    except ValueError:
        return text, False


def _truths(cells: Bytes) -> tuple[Any, list[int], list[int]]:
    values: Sequence[bool | None] = [_TRUTH.get(one) for one in _cells(cells).tolist()]
    return pa.array(values, type=pa.bool_()), [], []


def _wrong_words(kind: str) -> Text:
    if kind == "D":
        return Text(
            "日期字段中有不存在的日期，按原文保留",
            "a date field has values that are no date; kept as written",
        )
    return Text(
        "数字字段中有不是数字的值，已作为空值", "a number field has values that are no number; taken as empty"
    )

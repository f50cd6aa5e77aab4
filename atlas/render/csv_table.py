"""Rows as CSV that Excel opens with its Chinese intact and without running a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

#: First characters that a spreadsheet takes for a formula (CWE-1236); in East Asia full-width ones too.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe_text(text: str) -> str:
    """Text that no spreadsheet runs as a formula.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    str
        With an apostrophe in front where it would start a formula; a lone sign, such as the operator ``=``, starts
        none.

    Examples
    --------
    >>> safe_text("=1+1"), safe_text("开阳县")
    ("'=1+1", '开阳县')
    """
    return "'" + text if len(text) > 1 and text.startswith(FORMULA_STARTS) else text


def encode_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]], *, with_mark: bool = True) -> bytes:
    """Rows as CSV, UTF-8.

    Parameters
    ----------
    columns
        Order of the columns; the first line names them.
    rows
        Values by column; ``None`` gives an empty cell.
    with_mark
        Start with a byte order mark, by which Excel knows UTF-8.

    Returns
    -------
    bytes
        RFC 4180, lines ended by CR LF.
    """
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow([_cell(column) for column in columns])
    for row in rows:
        writer.writerow([_cell(row.get(column)) for column in columns])
    return stream.getvalue().encode("utf-8-sig" if with_mark else "utf-8")


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    return safe_text(value) if isinstance(value, str) else value

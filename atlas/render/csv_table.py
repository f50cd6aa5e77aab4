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


def decimal_text(value: float, digits: int) -> str:
    """A number in plain decimals, without zeros at its end.

    Parameters
    ----------
    value
        The number.
    digits
        Most decimals.

    Returns
    -------
    str
        Never with an exponent.

    Examples
    --------
    >>> decimal_text(12.30000000000001, 6), decimal_text(1.2e-7, 9), decimal_text(3.0, 6)
    ('12.3', '0.00000012', '3')
    """
    text = f"{value:.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def encode_csv(
    columns: Sequence[str],
    rows: Iterable[Mapping[str, Any]],
    *,
    heads: Sequence[str] = (),
    decimals: Mapping[str, int] | None = None,
    with_mark: bool = True,
) -> bytes:
    """Rows as CSV, UTF-8.

    Parameters
    ----------
    columns
        Order of the columns.
    rows
        Values by column; ``None`` gives an empty cell.
    heads
        First line; empty for the columns themselves.
    decimals
        Most decimals of the numbers of some columns; the others are written as they are.
    with_mark
        Start with a byte order mark, by which Excel knows UTF-8.

    Returns
    -------
    bytes
        RFC 4180, lines ended by CR LF.
    """
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow([_cell(head) for head in heads or columns])
    digits = decimals or {}
    for row in rows:
        writer.writerow([_cell(row.get(column), digits.get(column)) for column in columns])
    return stream.getvalue().encode("utf-8-sig" if with_mark else "utf-8")


def _cell(value: Any, digits: int | None = None) -> Any:
    if value is None:
        return ""
    if digits is not None and isinstance(value, float):
        return decimal_text(value, digits)
    return safe_text(value) if isinstance(value, str) else value

"""Columns of a table whose numbers are written for people: thousands marks, per cent, dashes where there is no data."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

import pandas

from atlas.core.errors import Text
from atlas.core.imports.plain_numbers import is_code_name
from atlas.core.imports.raw import RawLayer
from atlas.core.imports.report import ImportMessage, message_about

#: Share of the cells with something in them that must be numbers; all others must be marks for no data.
_LEAST = 0.9
#: Values that are looked at before a long column is searched.
_LOOKED_AT = 1000
#: As in plain_numbers, at most 15 digits before the point, none of them a leading nought; groups of three digits may
#: be parted by a comma or a blank.
_NUMBER = re.compile(
    r"-?(?:0|[1-9]\d{0,14}|[1-9]\d{0,2}(?:,\d{3}){1,4}|[1-9]\d{0,2}(?: \d{3}){1,4})"
    r"(?:\.\d{1,17})?(?:[eE][+-]?\d{1,2})?(?: ?%)?"
)
_MARK = re.compile(r"[-—–─]{1,2}|\.{3,6}|/|空")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_SHOWN, _SHOWN_ROWS = 3, 10


@dataclass(frozen=True, slots=True)
class _Reading:
    """Texts of the cells with something in them, and which of them are marks; the index is that of the table."""

    texts: pandas.Series[Any]
    is_mark: pandas.Series[Any]
    unit: str

    def numbers(self, index: Any) -> pandas.Series[Any]:
        plain = self.texts[~self.is_mark].str.replace(r"[ ,%]", "", regex=True)
        values = pandas.to_numeric(plain)
        if values.dtype.kind == "i":
            return values if len(values) == len(index) else values.reindex(index).astype("Int64")
        return values.astype("float64").reindex(index)


def read_marked_numbers(
    layer: RawLayer, *, keep: Collection[str] = ()
) -> tuple[RawLayer, list[ImportMessage]]:
    """A table whose columns of numbers are numbers although they are written for people.

    Parameters
    ----------
    layer
        A table whose plain numbers are numbers already.
    keep
        Columns that stay text, such as those with adcodes or coordinates.

    Returns
    -------
    tuple
        The layer, and a message for each column that changed.
    """
    table, messages = layer.table.copy(), []
    for name in table.columns:
        reading = None if name in keep or is_code_name(str(name)) else _read(table[name])
        if reading is not None:
            numbers = reading.numbers(table.index)
            messages.append(_message(layer, str(name), reading, numbers))
            table[name] = numbers
    return (replace(layer, table=table), messages) if messages else (layer, [])


def is_no_data(text: str) -> bool:
    """Whether a cell only says that there is no value.

    Parameters
    ----------
    text
        Of the cell.

    Returns
    -------
    bool
        True for dashes, dots, a slash and 空.

    Examples
    --------
    >>> is_no_data("——"), is_no_data("…"), is_no_data("-5")
    (True, True, False)
    """
    return _MARK.fullmatch(_plain(text)) is not None


def _read(column: pandas.Series[Any]) -> _Reading | None:
    if column.dtype != object and not isinstance(column.dtype, pandas.StringDtype):
        return None
    if pandas.api.types.infer_dtype(column, skipna=True) != "string":
        return None
    texts = column.dropna().map(_plain)
    texts = texts[texts != ""]
    if texts.empty or texts.head(_LOOKED_AT).str.fullmatch(_NUMBER).mean() < _LEAST / 2:
        return None
    is_number, is_mark = texts.str.fullmatch(_NUMBER), texts.str.fullmatch(_MARK)
    if is_number.mean() < _LEAST or not (is_number | is_mark).all():
        return None
    numbers = texts[is_number]
    has_percent = numbers.str.endswith("%")
    # A column with and without the sign says two things; telephone numbers are no quantities.
    if has_percent.any() != has_percent.all() or numbers.str.fullmatch(_MOBILE).mean() > 0.5:
        return None
    return _Reading(texts, is_mark.astype(bool), "%" if has_percent.any() else "")


def _message(layer: RawLayer, name: str, reading: _Reading, numbers: pandas.Series[Any]) -> ImportMessage:
    written = layer.table[name]
    changed = reading.texts[~reading.is_mark & reading.texts.str.contains("[ ,%]", regex=True)]
    first = list(changed.drop_duplicates().index[:_SHOWN])
    some = [(str(written[row]).strip(), f"{numbers[row]:.15g}") for row in first]
    examples_zh = "（" + "，".join(f"“{text}”读作 {number}" for text, number in some) + "）" if some else ""
    examples_en = " (" + ", ".join(f"“{text}” is {number}" for text, number in some) + ")" if some else ""
    unit_zh = "；% 是单位，数值照原样" if reading.unit else ""
    unit_en = "; % is the unit, the numbers are as printed" if reading.unit else ""
    empty = [int(row) for row in reading.texts.index[reading.is_mark]]
    rows = [str(layer.row_number(row)) for row in empty[:_SHOWN_ROWS]]
    more = " …" if len(empty) > len(rows) else ""
    marks = list(dict.fromkeys(str(written[row]).strip() for row in empty))[:_SHOWN]
    empty_zh = (
        f"；{len(empty)} 行写着“{'”“'.join(marks)}”，作为空值（第 {'、'.join(rows)}{more} 行）"
        if empty
        else ""
    )
    empty_en = (
        f"; {len(empty)} rows say “{'”, “'.join(marks)}” and are empty (rows {', '.join(rows)}{more})"
        if empty
        else ""
    )
    return message_about(
        "numbers_read",
        Text(
            f"“{name}”列读作数字{examples_zh}{unit_zh}{empty_zh}",
            f"the column “{name}” was read as numbers{examples_en}{unit_en}{empty_en}",
        ),
        empty,
        hint=Text(
            "如果这一列是编号，请在列名里写上“编号”再导入。",
            "If it holds codes, put the word “code” into its name and import again.",
        ),
        field=name,
        unit=reading.unit,
    )


def _plain(text: str) -> str:
    """Without full-width signs and blanks around it; the minus of mathematics is a hyphen."""
    return unicodedata.normalize("NFKC", text).replace("\u2212", "-").strip()

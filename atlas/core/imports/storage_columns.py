"""Attributes as a store can keep them: names that no engine stumbles over, and three types."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import geopandas
import numpy as np
import pandas

from atlas.core.errors import LimitExceeded, Text
from atlas.core.imports.report import ImportMessage, message_about
from atlas.core.layers import LayerField
from atlas.core.plain_values import NO_DATA_FROM

#: Columns that a table of features has of its own.
OWN_COLUMNS = ("fid", "geom", "geometry")
MOST_COLUMNS = 500
#: Longest name of a column; no format that people exchange has longer ones.
LONGEST_NAME = 120
#: Signs that end a quoted name or cannot be seen.
_UNUSABLE = re.compile(r'["\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]')
_SURROGATES = re.compile(r"[\ud800-\udfff\x00]")
_LARGEST_INTEGER = 2**63 - 1


@dataclass(frozen=True, slots=True)
class StorableFeatures:
    """Features that can be written as they are.

    Parameters
    ----------
    frame
        Geometry column ``geometry``; text, ``int64``, ``Int64`` and ``float64`` columns only; index from 0.
    schema
        Of the columns, in their order; titles are the names of the file.
    messages
        What had to be changed.
    """

    frame: geopandas.GeoDataFrame
    schema: tuple[LayerField, ...]
    messages: tuple[ImportMessage, ...]


def prepare_features(frame: geopandas.GeoDataFrame) -> StorableFeatures:
    """Features in a form that every store and every answer can hold.

    Parameters
    ----------
    frame
        Any columns; their names need not be different.

    Returns
    -------
    StorableFeatures
        Dates and times as ISO 8601 text, truth values as ``true`` and ``false``, lists and objects as JSON text;
        infinite numbers are left empty.

    Raises
    ------
    LimitExceeded
        More than ``MOST_COLUMNS`` columns.
    """
    geometry = frame.geometry
    position = list(frame.columns).index(geometry.name)
    table = frame.iloc[:, [index for index in range(frame.shape[1]) if index != position]]
    if table.shape[1] > MOST_COLUMNS:
        raise LimitExceeded(
            f"字段过多：{table.shape[1]} 个，最多 {MOST_COLUMNS} 个",
            f"too many fields: {table.shape[1]}, at most {MOST_COLUMNS}",
            code="too_many_fields",
            hint_zh="请只保留需要的字段后再导入。",
            hint_en="Keep only the fields that are needed and import again.",
        )
    old = [str(name) for name in table.columns]
    names = free_names(old)
    renamed = {before: after for before, after in zip(old, names, strict=True) if before != after}
    messages = [_renamed(renamed)] if renamed else []
    columns: dict[str, pandas.Series[Any]] = {}
    schema: list[LayerField] = []
    for index, (before, name) in enumerate(zip(old, names, strict=True)):
        kind, column, infinite = _storable(table.iloc[:, index].reset_index(drop=True))
        columns[name] = column
        schema.append(LayerField(name, kind, Text(before.strip() or name, before.strip() or name)))
        if len(infinite):
            messages.append(_infinite(name, infinite))
    stored = geopandas.GeoDataFrame(columns, geometry=geometry.to_numpy(), crs=geometry.crs)
    return StorableFeatures(stored, tuple(schema), tuple(messages))


def free_names(names: Iterable[str]) -> list[str]:
    """Names of columns that differ from each other, whatever the case of letters, and from the table's own.

    Parameters
    ----------
    names
        As the file has them.

    Returns
    -------
    list of str
        As many, in the same order; a name that is free and usable stays.

    Examples
    --------
    >>> free_names(["名称", "FID", "名称", ""])
    ['名称', 'FID_2', '名称_2', 'field_4']
    """
    cleaned = []
    for position, name in enumerate(names, start=1):
        usable = _UNUSABLE.sub("_", name).strip()[:LONGEST_NAME]
        cleaned.append(usable or f"field_{position}")
    taken = {name.casefold() for name in OWN_COLUMNS}
    reserved = {name.casefold() for name in cleaned}
    free: list[str] = []
    for name in cleaned:
        wanted, number = name, 2
        while wanted.casefold() in taken or (number > 2 and wanted.casefold() in reserved):
            wanted, number = f"{name}_{number}", number + 1
        taken.add(wanted.casefold())
        free.append(wanted)
    return free


def _storable(column: pandas.Series[Any]) -> tuple[str, pandas.Series[Any], Sequence[int]]:
    """Type, values and rows of infinite numbers of a column."""
    kind = column.dtype.kind
    if isinstance(column.dtype, pandas.CategoricalDtype):
        return _storable(column.astype(column.cat.categories.dtype))
    if kind == "f":
        numbers = column.astype("float64")
        # ArcGIS writes -1.797e308 into a shapefile for a number that is not known.
        is_none = np.abs(numbers.to_numpy()) >= NO_DATA_FROM
        return "number", numbers.mask(is_none), np.flatnonzero(is_none).tolist()
    if kind in "iu" and not (kind == "u" and column.max() > _LARGEST_INTEGER):
        return "integer", column.astype("Int64" if column.hasnans else "int64"), ()
    return "text", _text_column(column), ()


def _text_column(column: pandas.Series[Any]) -> pandas.Series[Any]:
    if isinstance(column.dtype, pandas.StringDtype):
        has_bad = column.str.contains(_SURROGATES.pattern, regex=True, na=False)
        if not has_bad.any():
            return column.astype("str")
    values = _times(column) if column.dtype.kind == "M" else column.tolist()
    missing = column.isna().to_numpy() if column.dtype != object else [_is_missing(value) for value in values]
    texts = [None if absent else as_text(value) for value, absent in zip(values, missing, strict=True)]
    return pandas.Series(texts, dtype="str")


def _times(column: pandas.Series[Any]) -> list[Any]:
    """Days, where a column holds nothing but days."""
    present = column.dropna()
    is_days = column.dt.tz is None and bool((present == present.dt.normalize()).all())
    return [
        value if value is pandas.NaT else (value.date() if is_days else value.isoformat()) for value in column
    ]


def _is_missing(value: Any) -> bool:
    return (
        value is None
        or value is pandas.NaT
        or value is pandas.NA
        or (isinstance(value, float) and np.isnan(value))
    )


def as_text(value: Any) -> str:
    """A value as the text that is kept of it.

    Parameters
    ----------
    value
        Present, of any type.

    Returns
    -------
    str
        Valid Unicode without NUL.

    Examples
    --------
    >>> as_text(datetime.date(2025, 6, 1)), as_text(True), as_text(["磷", "锰"])
    ('2025-06-01', 'true', '["磷", "锰"]')
    """
    if isinstance(value, str):
        text = value
    elif isinstance(value, bool | np.bool_):
        text = "true" if value else "false"
    elif isinstance(value, datetime.date | datetime.time):
        text = value.isoformat()
    elif isinstance(value, float) and value.is_integer():
        text = f"{value:.0f}"
    elif isinstance(value, bytes):
        text = value.hex()
    elif isinstance(value, list | tuple | dict | np.ndarray):
        text = json.dumps(
            value.tolist() if isinstance(value, np.ndarray) else value, ensure_ascii=False, default=str
        )
    else:
        text = str(value)
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)


def _renamed(renamed: Mapping[str, str]) -> ImportMessage:
    pairs = [f"{before[:40]!r} → {after}" for before, after in list(renamed.items())[:10]]
    return message_about(
        "fields_renamed",
        Text(
            f"字段名不能直接使用，已改名：{'、'.join(pairs)}",
            f"field names that cannot be used were changed: {', '.join(pairs)}",
        ),
        hint=Text("原名保留为字段标题。", "The names of the file are kept as titles."),
        fields=dict(renamed),
    )


def _infinite(name: str, rows: Sequence[int]) -> ImportMessage:
    return message_about(
        "infinite_number",
        Text(
            f"字段“{name}”有 {len(rows)} 个无穷大或表示空值的极大数（如 -1.8e308），已留空",
            f"field “{name}” has {len(rows)} infinite numbers, or huge ones that stand for no data (such as -1.8e308); "
            "they were left empty",
        ),
        rows,
        hint=Text(
            "如不是空值，请在源文件中更正。", "Correct them in the source file if they are meant as data."
        ),
        field=name,
    )

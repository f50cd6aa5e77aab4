"""Makes columns of values whose types nobody declared: cells of a sheet, properties of GeoJSON, data of KML."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa

from atlas.ingest.shown import storable

_INT64 = range(-(2**63), 2**63)


def gather_names(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """Every key of some records, in the order they first come.

    Parameters
    ----------
    rows
        Records.

    Returns
    -------
    list of str
        Keys.
    """
    names: dict[str, None] = {}
    for row in rows:
        names.update(dict.fromkeys(row))
    return list(names)


def number_names(names: Sequence[str], *, blank: str = "column") -> list[str]:
    """Names that are all different, and none empty.

    Parameters
    ----------
    names
        As they stand in the file.
    blank
        What a column without a name is called, with its number behind.

    Returns
    -------
    list of str
        As many.

    Examples
    --------
    >>> number_names(["名称", "", "名称"])
    ['名称', 'column_2', '名称_2']
    """
    taken = {name.lower() for name in names}
    seen: set[str] = set()
    given: list[str] = []
    for place, name in enumerate(names, start=1):
        new = name or f"{blank}_{place}"
        number = 1
        while new.lower() in seen or (new != name and new.lower() in taken):
            number += 1
            new = f"{name or blank}_{number}"
        seen.add(new.lower())
        given.append(new)
    return given


def column_of(values: Sequence[Any]) -> Any:
    """An Arrow array of values of one type; text when they are of several.

    Parameters
    ----------
    values
        ``None``, text, numbers, truths; lists and objects become JSON.

    Returns
    -------
    pyarrow.Array
        Of ``bool``, ``int64``, ``float64`` or ``string``.
    """
    kinds = {type(value) for value in values if value is not None}
    if kinds == {bool}:
        return pa.array(values, type=pa.bool_())
    if kinds == {int} and all(value in _INT64 for value in values if value is not None):
        return pa.array(values, type=pa.int64())
    if kinds and kinds <= {int, float} and float in kinds:
        return pa.array([None if value is None else _as_float(value) for value in values], type=pa.float64())
    return pa.array([_as_text(value) for value in values], type=pa.string())


def _as_float(value: float) -> float:
    try:
        return float(value)
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")


def _as_text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return storable(value) if value else None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, dict | list):
        return storable(json.dumps(value, ensure_ascii=False))
    return str(value)

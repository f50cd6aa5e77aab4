"""Turns the many column types of Arrow into the four that a data set has here."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pyarrow as pa

from atlas.core.errors import Text
from atlas.ingest.shown import storable
from atlas.ingest.sink import Findings


def plain_columns(schema: Any, own: set[str], findings: Findings) -> list[tuple[int, str, Any]]:
    """Which columns are attributes.

    Parameters
    ----------
    schema
        Arrow schema.
    own
        Names of columns that are none: geometry, feature id.
    findings
        Gets the columns that are left out.

    Returns
    -------
    list of tuple
        Place, name and type here.
    """
    wanted = []
    for place, field in enumerate(schema):
        if field.name in own:
            continue
        if _is_binary(field.type):
            findings.tell(
                "field_left_out",
                Text("二进制字段没有读取", "a field with binary content was not read"),
                field=field.name,
            )
            continue
        wanted.append((place, field.name, plain_type(field.type)))
    return wanted


def plain_type(type_: Any) -> Any:
    """The type that a column has here.

    Parameters
    ----------
    type_
        Arrow type.

    Returns
    -------
    pyarrow.DataType
        ``bool``, ``int64``, ``float64`` or ``string``.
    """
    if pa.types.is_dictionary(type_):
        type_ = type_.value_type
    if pa.types.is_boolean(type_):
        return pa.bool_()
    if pa.types.is_integer(type_) and type_ != pa.uint64():
        return pa.int64()
    return pa.float64() if pa.types.is_floating(type_) or pa.types.is_decimal(type_) else pa.string()


def plain_array(array: Any, type_: Any, findings: Findings, *, field: str, first_row: int) -> Any:
    """Values in the type of ``plain_type``.

    Parameters
    ----------
    array
        Arrow array.
    type_
        Type here.
    findings
        Gets the rows whose text is not UTF-8.
    field, first_row
        What the column is called, and its first row in the file.

    Returns
    -------
    pyarrow.Array
        As many; dates in ISO form, lists and structures as JSON.
    """
    if pa.types.is_string(array.type) or pa.types.is_large_string(array.type):
        array = _sound_text(array, findings, field=field, first_row=first_row)
    if array.type == type_:
        return array
    if type_ != pa.string():
        return array.cast(type_)
    return pa.array([_as_text(value) for value in array.to_pylist()], type=pa.string())


def _sound_text(array: Any, findings: Findings, *, field: str, first_row: int) -> Any:
    """Text that is UTF-8; a format may prescribe it and a program still have written GBK."""
    try:
        array.validate(full=True)
    except pa.ArrowInvalid:
        raw = array.cast(
            pa.large_binary() if pa.types.is_large_string(array.type) else pa.binary()
        ).to_pylist()
    else:
        return array
    wrong = [row for row, value in enumerate(raw) if value is not None and not _is_utf8(value)]
    findings.tell(
        "not_utf8",
        Text(
            "文字应为 UTF-8 编码，实为其他编码，已按 GBK 读取", "text should be UTF-8 but is not; read as GBK"
        ),
        [first_row + row for row in wrong],
        hint=Text("请核对这些要素的文字。", "Check the text of these features."),
        field=field,
        encoding="GB18030",
    )
    return pa.array(
        [
            None if value is None else value.decode("utf-8" if _is_utf8(value) else "gb18030", "replace")
            for value in raw
        ],
        type=pa.string(),
    )


def _is_utf8(value: bytes) -> bool:
    try:
        value.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_binary(type_: Any) -> bool:
    return bool(
        pa.types.is_binary(type_)
        or pa.types.is_large_binary(type_)
        or pa.types.is_fixed_size_binary(type_)
        or pa.types.is_binary_view(type_)
    )


def _as_text(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, dict | list):
        return storable(json.dumps(value, ensure_ascii=False, default=str))
    return str(value)

"""The table of a shapefile, byte for byte: text stays as its bytes, what is no number is told, never taken for 0.

A driver would turn ``12a`` into 12 and ``abc`` into 0; attributes are therefore read here. Layout: dBASE III and IV
table files; bytes 0 to 31 header, 32 bytes a field, then records of one width with a mark of deletion in front.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from atlas.core.errors import DataError
from atlas.ingest.shapefile_index import Bytes, map_bytes

_HEADER_BYTES = 32
_FIELD_BYTES = 32
_NAME_BYTES = 11
_END_OF_FIELDS = 0x0D
_DELETED = ord("*")
_LANGUAGE_AT = 29
#: dBASE III, IV, with memo; FoxPro; Visual FoxPro.
VERSIONS = frozenset({0x02, 0x03, 0x04, 0x30, 0x31, 0x32, 0x43, 0x63, 0x83, 0x8B, 0x8C, 0xCB, 0xF5, 0xFB})


@dataclass(frozen=True, slots=True)
class DbfField:
    """A column.

    Parameters
    ----------
    name
        Its bytes, one character a byte.
    kind
        Letter of the type: ``C``, ``N``, ``F``, ``D``, ``L`` …
    start, width
        Place in a record [byte].
    decimals
        Digits behind the point.
    """

    name: str
    kind: str
    start: int
    width: int
    decimals: int


@dataclass(frozen=True, slots=True)
class DbfTable:
    """A .dbf.

    Parameters
    ----------
    fields
        Columns.
    records
        Bytes, a row a record, ``(n, width)``.
    said_records
        Records that the header states.
    language_driver
        Byte 29.
    """

    fields: tuple[DbfField, ...]
    records: Bytes
    said_records: int
    language_driver: int

    @property
    def deleted(self) -> list[int]:
        """Rows that carry the mark of deletion."""
        return [int(row) for row in np.flatnonzero(self.records[:, 0] == _DELETED)]


def looks_like_dbf(head: bytes) -> bool:
    """Whether a file starts as a .dbf does.

    Parameters
    ----------
    head
        Its first bytes.

    Returns
    -------
    bool
        Version, month, day, lengths and the first field are possible.
    """
    if len(head) < _HEADER_BYTES + _FIELD_BYTES or head[0] not in VERSIONS:
        return False
    length, width = struct.unpack_from("<HH", head, 8)
    return (
        head[2] <= 12
        and head[3] <= 31
        and length > _HEADER_BYTES + _FIELD_BYTES
        and width > 1
        and chr(head[_HEADER_BYTES + _NAME_BYTES]).isalpha()
    )


def open_dbf(path: Path, *, name: str) -> DbfTable:
    """Read the header of a .dbf and map its records.

    Parameters
    ----------
    path
        The file.
    name
        What it is called in a message.

    Returns
    -------
    DbfTable
        Columns and records.

    Raises
    ------
    DataError
        It is no .dbf, or is cut off; the message names the record.
    """
    data = map_bytes(path)
    head = data[:65_536].tobytes()
    if len(head) <= _HEADER_BYTES or head[0] not in VERSIONS:
        raise _damaged(name)
    count, length, width = struct.unpack_from("<IHH", head, 4)
    fields = _read_fields(head[:length])
    if not fields or length <= _HEADER_BYTES or fields[-1].start + fields[-1].width > width:
        raise _damaged(name)
    whole = max(data.size - length, 0) // width
    if whole < count:
        raise DataError(
            f"{name} 的第 {whole + 1} 条记录被截断：文件头写明有 {count} 条记录",
            f"record {whole + 1} of {name} is cut off: the header states {count} records",
            code="table_truncated",
            hint_zh="文件可能没有复制完整；请从原始数据重新导出，或重新复制。",
            hint_en="The file was probably not copied in full; export or copy it again.",
            file=name,
            row=whole + 1,
        )
    records = data[length : length + count * width].reshape(count, width)
    return DbfTable(fields, records, count, head[_LANGUAGE_AT])


def _read_fields(head: bytes) -> tuple[DbfField, ...]:
    fields: list[DbfField] = []
    start, place = 1, _HEADER_BYTES
    while place + _FIELD_BYTES <= len(head) and head[place] != _END_OF_FIELDS:
        raw = head[place : place + _FIELD_BYTES]
        name = raw[:_NAME_BYTES].split(b"\0")[0].strip(b" ").decode("latin-1")
        fields.append(DbfField(name, chr(raw[_NAME_BYTES]).upper(), start, raw[16], raw[17]))
        start += raw[16]
        place += _FIELD_BYTES
    return tuple(fields)


def _damaged(name: str) -> DataError:
    return DataError(
        f"{name} 不是可用的 .dbf 属性表，或文件头已损坏",
        f"{name} is no usable .dbf table, or its header is damaged",
        code="table_damaged",
        hint_zh="请从原始数据重新导出。",
        hint_en="Export it again from the original data.",
        file=name,
    )

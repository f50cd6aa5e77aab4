"""Looks through the records of a .shp before a driver does, and makes its .shx anew when that is missing or wrong.

Numbers of records count from 1, as the file does. Layout: ESRI Shapefile Technical Description, July 1998.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from atlas.core.errors import DataError

#: Said here and not taken from ``core.geo.crs``: a process that only looks what a file is needs no geometry.
IntArray: TypeAlias = npt.NDArray[np.int64]

FILE_CODE = 9994
_VERSION = 1000
_HEADER_BYTES = 100
_RECORD_HEADER_BYTES = 8
_NULL = 0
MULTIPATCH = 31
#: Bytes before the first part or point, by shape type: type, box, counts.
_POINT_BYTES = {1: 20, 11: 28, 21: 28}
_MULTIPOINTS = frozenset({8, 18, 28})
_PARTED = frozenset({3, 5, 13, 15, 23, 25, MULTIPATCH})
_WITH_Z = frozenset({13, 15, 18, MULTIPATCH})
SHAPE_TYPES = frozenset({_NULL, *_POINT_BYTES, *_MULTIPOINTS, *_PARTED})

Bytes = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class ShapeIndex:
    """Where the records of a .shp stand.

    Parameters
    ----------
    offsets, lengths
        Of the record headers, and of the contents behind them [byte].
    shape_type
        As the header of the file says.
    """

    offsets: IntArray
    lengths: IntArray
    shape_type: int


def index_shapes(path: Path, *, name: str) -> ShapeIndex:
    """Find the records of a .shp, one after the other, without its .shx.

    Parameters
    ----------
    path
        The .shp.
    name
        What it is called in a message.

    Returns
    -------
    ShapeIndex
        All records.

    Raises
    ------
    DataError
        It is no .shp, or is cut off or damaged; the message names the record.
    """
    data = map_bytes(path)
    shape_type = _check_header(data, name)
    offsets, lengths = _walk(data, name)
    index = ShapeIndex(offsets, lengths, shape_type)
    _check_contents(data, index, name)
    return index


def read_index(path: Path, shx: Path, *, name: str) -> ShapeIndex | None:
    """The records of a .shp as its .shx gives them.

    Parameters
    ----------
    path, shx
        The two files.
    name
        What the .shp is called in a message.

    Returns
    -------
    ShapeIndex or None
        ``None`` when the .shx does not fit the .shp.

    Raises
    ------
    DataError
        The file is no .shp, or a record is damaged.
    """
    data = map_bytes(path)
    shape_type = _check_header(data, name)
    raw = shx.read_bytes()
    if len(raw) < _HEADER_BYTES or (len(raw) - _HEADER_BYTES) % 8 or _said_bytes(raw) != len(raw):
        return None
    words = np.frombuffer(raw, dtype=">i4", offset=_HEADER_BYTES).reshape(-1, 2).astype(np.int64) * 2
    offsets, lengths = words[:, 0], words[:, 1]
    ends = offsets + _RECORD_HEADER_BYTES + lengths
    if (offsets < _HEADER_BYTES).any() or (lengths < 4).any() or (ends > data.size).any():
        return None
    if not np.array_equal(_numbers_at(data, offsets + 4, ">i4").astype(np.int64) * 2, lengths):
        return None
    index = ShapeIndex(offsets, lengths, shape_type)
    _check_contents(data, index, name)
    return index


def write_index(path: Path, index: ShapeIndex, shx: Path) -> None:
    """Make a .shx.

    Parameters
    ----------
    path
        The .shp, whose header is repeated.
    index
        Its records.
    shx
        File to make.
    """
    with path.open("rb") as stream:
        header = bytearray(stream.read(_HEADER_BYTES))
    header[24:28] = struct.pack(">i", (_HEADER_BYTES + 8 * len(index.offsets)) // 2)
    words = np.column_stack([index.offsets // 2, index.lengths // 2]).astype(">i4")
    shx.write_bytes(bytes(header) + words.tobytes())


def map_bytes(path: Path) -> Bytes:
    """The bytes of a file, read as they are needed.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    numpy.ndarray
        One number a byte; an empty file cannot be mapped and gives none.
    """
    if path.stat().st_size == 0:
        return np.zeros(0, dtype=np.uint8)
    return np.asarray(np.memmap(path, dtype=np.uint8, mode="r"))


def _said_bytes(header: Bytes | bytes) -> int:
    return int(struct.unpack(">i", bytes(header[24:28]))[0]) * 2


def _check_header(data: Bytes, name: str) -> int:
    if data.size < _HEADER_BYTES or struct.unpack(">i", data[:4].tobytes())[0] != FILE_CODE:
        raise DataError(
            f"{name} 不是 shapefile",
            f"{name} is not a shapefile",
            code="not_a_shapefile",
            hint_zh="请重新导出后再试。",
            hint_en="Export it again and retry.",
            file=name,
        )
    version, shape_type = struct.unpack("<ii", data[28:36].tobytes())
    if version != _VERSION or shape_type not in SHAPE_TYPES:
        raise DataError(
            f"{name} 的文件头已损坏（版本 {version}，几何类型 {shape_type}）",
            f"the header of {name} is damaged (version {version}, shape type {shape_type})",
            code="shapefile_damaged",
            hint_zh="请从原始数据重新导出。",
            hint_en="Export it again from the original data.",
            file=name,
        )
    return int(shape_type)


def _walk(data: Bytes, name: str) -> tuple[IntArray, IntArray]:
    raw, said = data.data, _said_bytes(data)
    offsets: list[int] = []
    lengths: list[int] = []
    place = _HEADER_BYTES
    unpack = struct.Struct(">ii").unpack_from
    while place + _RECORD_HEADER_BYTES <= data.size:
        length = unpack(raw, place)[1] * 2
        if length < 4 or place + _RECORD_HEADER_BYTES + length > data.size:
            # What stands behind the end that the header states is no record.
            if _HEADER_BYTES < said <= place:
                break
            raise _damaged(name, len(offsets) + 1, place, cut=length >= 4)
        offsets.append(place)
        lengths.append(length)
        place += _RECORD_HEADER_BYTES + length
    if place < said:
        raise _damaged(name, len(offsets) + 1, place, cut=True)
    return np.array(offsets, dtype=np.int64), np.array(lengths, dtype=np.int64)


def _check_contents(data: Bytes, index: ShapeIndex, name: str) -> None:
    """Each record must be as long as its own counts of parts and points say."""
    starts = index.offsets + _RECORD_HEADER_BYTES
    if starts.size == 0:
        return
    types = _numbers_at(data, starts, "<i4").astype(np.int64)
    wanted = np.full(starts.shape, np.iinfo(np.int64).max)
    wanted[types == _NULL] = 4
    for kind, length in _POINT_BYTES.items():
        wanted[types == kind] = length
    many = np.isin(types, list(_MULTIPOINTS)) & (index.lengths >= 40)
    wanted[many] = 40 + 16 * _count_at(data, starts[many] + 36)
    parted = np.isin(types, list(_PARTED)) & (index.lengths >= 44)
    parts, points = _count_at(data, starts[parted] + 36), _count_at(data, starts[parted] + 40)
    wanted[parted] = 44 + 4 * parts * np.where(types[parted] == MULTIPATCH, 2, 1) + 16 * points
    with_z = np.isin(types, list(_WITH_Z))
    counts = np.zeros(starts.shape, dtype=np.int64)
    counts[many], counts[parted] = _count_at(data, starts[many] + 36), points
    wanted[with_z & (many | parted)] += 16 + 8 * counts[with_z & (many | parted)]
    short = np.flatnonzero(wanted > index.lengths)
    if short.size:
        row = int(short[0])
        raise _damaged(name, row + 1, int(index.offsets[row]), cut=False)


def _count_at(data: Bytes, places: IntArray) -> IntArray:
    counts: IntArray = _numbers_at(data, places, "<i4").astype(np.int64)
    # A negative count is nonsense; as an impossible one it is refused with the rest.
    counts[counts < 0] = np.iinfo(np.int32).max
    return counts


def _numbers_at(data: Bytes, places: IntArray, kind: str) -> Any:
    """Four-byte numbers that stand anywhere in the file."""
    if places.size == 0:
        return np.zeros(0, dtype=kind)
    grid = data[places[:, None] + np.arange(4)[None, :]]
    return np.ascontiguousarray(grid).view(kind).ravel()


def _damaged(name: str, record: int, place: int, *, cut: bool) -> DataError:
    zh, en = ("被截断", "is cut off") if cut else ("已损坏", "is damaged")
    return DataError(
        f"{name} 的第 {record} 条记录{zh}（字节 {place}）",
        f"record {record} of {name} {en} (byte {place})",
        code="shapefile_truncated" if cut else "shapefile_damaged",
        hint_zh="文件可能没有复制完整；请从原始数据重新导出，或重新复制。",
        hint_en="The file was probably not copied in full; export or copy it again.",
        file=name,
        row=record,
    )

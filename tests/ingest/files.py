"""Writes the files that offices send, byte by byte, the broken and the hostile ones too."""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from atlas.core.imports.raw import RawLayer, RawUpload
from atlas.ingest import reading
from atlas.ingest.discover import Upload
from atlas.ingest.handover import ROWS_FILE
from atlas.ingest.limits import ReadLimits
from atlas.ingest.result import take_result
from atlas.ingest.shapefile_parts import find_parts
from atlas.ingest.upload import read_upload

Position = tuple[float, ...]
Ring = Sequence[Position]

#: A square in Huaxi, Guiyang, clockwise as a shapefile has it.
SQUARE: Ring = [(106.60, 26.40), (106.60, 26.45), (106.65, 26.45), (106.65, 26.40), (106.60, 26.40)]
NULL, POINT, LINE, POLYGON, POLYGON_Z, MULTIPATCH = 0, 1, 3, 5, 15, 31


def read(path: Path, work: Path, *, name: str = "", member: str = "", **limits: int) -> RawUpload:
    """Read a file as the import does, but in this process: the other one has its own tests."""
    work.mkdir(exist_ok=True)
    upload = Upload(path, name or path.name, find_parts(path))
    rows = work / ROWS_FILE
    answer = reading.read(upload, member=member, limits=ReadLimits(**limits), rows=rows)
    return take_result(json.loads(json.dumps(answer)), rows)


def read_bytes(data: bytes, name: str, tmp_path: Path, *, member: str = "", **limits: int) -> RawUpload:
    """Read bytes as if they were a file of that name."""
    path = tmp_path / "upload.bin"
    path.write_bytes(data)
    return read(path, tmp_path / "work", name=name, member=member, **limits)


def read_apart(data: bytes, name: str, tmp_path: Path, *, member: str = "", **limits: int) -> RawUpload:
    """Read bytes in a process of their own, as the import does."""
    path, work = tmp_path / "upload.bin", tmp_path / "work"
    path.write_bytes(data)
    work.mkdir(exist_ok=True)
    return read_upload(path, name=name, work=work, member=member, limits=ReadLimits(**limits))


def layer_of(upload: RawUpload) -> RawLayer:
    """The layer that was read."""
    assert upload.layer is not None, [member.name for member in upload.members]
    return upload.layer


def codes(layer: RawLayer) -> list[str]:
    return [message.code for message in layer.messages]


def point_shape(x: float, y: float) -> bytes:
    return struct.pack("<i2d", POINT, x, y)


def polygon_shape(*rings: Ring) -> bytes:
    points = [point for ring in rings for point in ring]
    starts = [sum(len(one) for one in rings[:place]) for place in range(len(rings))]
    return _head(POLYGON, points, len(rings)) + struct.pack(f"<{len(starts)}i", *starts) + _flat(points)


def polygon_z_shape(ring: Ring, *, z: float = 1071.0) -> bytes:
    heights = struct.pack(f"<{len(ring) + 2}d", *[z] * (len(ring) + 2))
    return _head(POLYGON_Z, ring, 1) + struct.pack("<i", 0) + _flat(ring) + heights


def multipatch_shape(ring: Ring, *, part_type: int) -> bytes:
    heights = struct.pack(f"<{len(ring) + 2}d", *[1.0] * (len(ring) + 2))
    return _head(MULTIPATCH, ring, 1) + struct.pack("<ii", 0, part_type) + _flat(ring) + heights


def null_shape() -> bytes:
    return struct.pack("<i", NULL)


def shp(shapes: Sequence[bytes], shape_type: int = POLYGON) -> bytes:
    records = b"".join(
        struct.pack(">ii", number, len(shape) // 2) + shape for number, shape in enumerate(shapes, start=1)
    )
    return _header(100 + len(records), shape_type) + records


def shx(shapes: Sequence[bytes], shape_type: int = POLYGON) -> bytes:
    place, words = 100, b""
    for shape in shapes:
        words += struct.pack(">ii", place // 2, len(shape) // 2)
        place += 8 + len(shape)
    return _header(100 + len(words), shape_type) + words


def dbf(
    fields: Sequence[tuple[bytes, str, int, int]],
    rows: Sequence[Sequence[bytes]],
    *,
    language: int = 0,
    deleted: Sequence[int] = (),
    count: int | None = None,
) -> bytes:
    """A table: name, type, width and decimals of each field; cells are cut or padded to the width."""
    width = 1 + sum(field[2] for field in fields)
    header = struct.pack(
        "<4BIHH", 3, 124, 5, 1, len(rows) if count is None else count, 33 + 32 * len(fields), width
    )
    header += bytes(17) + bytes([language]) + bytes(2)
    for name, kind, size, decimals in fields:
        header += name[:11].ljust(11, b"\0") + kind.encode() + bytes(4) + bytes([size, decimals]) + bytes(14)
    body = b""
    for number, row in enumerate(rows):
        body += b"*" if number in deleted else b" "
        for cell, (_, kind, size, _decimals) in zip(row, fields, strict=True):
            body += cell[:size].rjust(size) if kind in "NF" else cell[:size].ljust(size)
    return header + b"\r" + body + b"\x1a"


def county_parts(stem: str = "县界", encoding: str = "gbk") -> dict[str, bytes]:
    """A shapefile of two counties with its parts."""
    shapes = [polygon_shape(SQUARE), polygon_shape([(x + 1, y) for x, y in SQUARE])]
    rows = [["花溪区".encode(encoding), b"520111"], ["龙里县".encode(encoding), b"522730"]]
    fields = [("名称".encode(encoding), "C", 20, 0), (b"code", "C", 6, 0)]
    return {
        f"{stem}.shp": shp(shapes),
        f"{stem}.shx": shx(shapes),
        f"{stem}.dbf": dbf(fields, rows, language=0x4D),
        f"{stem}.prj": b'GEOGCS["GCS_China_Geodetic_Coordinate_System_2000"]',
        f"{stem}.cpg": b"GBK",
    }


def write_parts(folder: Path, parts: Mapping[str, bytes]) -> None:
    for name, data in parts.items():
        (folder / name).write_bytes(data)


def zipped(
    entries: Mapping[str, bytes] | Sequence[tuple[str, bytes]], *, method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in entries.items() if isinstance(entries, Mapping) else entries:
            archive.writestr(name, data)
    return stream.getvalue()


def raw_zip(
    entries: Sequence[tuple[bytes, bytes]], *, flags: int = 0, mode: int = 0, extra: bytes = b""
) -> bytes:
    """An archive with names of any bytes, as old programs write them."""
    body, directory = b"", b""
    for name, data in entries:
        common = struct.pack("<HHHHIII", flags, 0, 0, 0x21, zlib.crc32(data), len(data), len(data))
        common += struct.pack("<HH", len(name), len(extra))
        local = b"PK\x03\x04" + struct.pack("<H", 20) + common + name + extra + data
        central = b"PK\x01\x02" + struct.pack("<HH", 0x0314 if mode else 20, 20) + common
        central += struct.pack("<HHHII", 0, 0, 0, mode << 16, len(body)) + name + extra
        body, directory = body + local, directory + central
    end = struct.pack("<4H2IH", 0, 0, len(entries), len(entries), len(directory), len(body), 0)
    return body + directory + b"PK\x05\x06" + end


def _header(length: int, shape_type: int) -> bytes:
    return (
        struct.pack(">i5ii", 9994, 0, 0, 0, 0, 0, length // 2)
        + struct.pack("<ii", 1000, shape_type)
        + struct.pack("<8d", 106.0, 26.0, 108.0, 27.0, 0, 0, 0, 0)
    )


def _head(shape_type: int, points: Ring, parts: int) -> bytes:
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    box = (min(xs), min(ys), max(xs), max(ys))
    return struct.pack("<i4d2i", shape_type, *box, parts, len(points))


def _flat(points: Ring) -> bytes:
    return b"".join(struct.pack("<2d", *point[:2]) for point in points)

"""Reads KML 2.2 and 2.3: placemarks with their data and folder. Every DTD is refused, no link is followed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError

import defusedxml.ElementTree
import numpy as np
from defusedxml.common import DefusedXmlException

from atlas.core.errors import DataError, Text
from atlas.core.geo.crs import GeometryArray
from atlas.ingest.columns import column_of, gather_names
from atlas.ingest.kml_geometry import GEOMETRIES, build_geometry
from atlas.ingest.layer import Described
from atlas.ingest.plain_text import decode_text, read_bytes
from atlas.ingest.sink import Findings, Sink
from atlas.ingest.wkb import tell_mended, to_wkb

#: OGC 12-007r2, clause 7: longitude, latitude on WGS 84.
_CRS = "OGC:CRS84"
_IGNORED = frozenset({"NetworkLink", "GroundOverlay", "PhotoOverlay", "ScreenOverlay"})
_UNKNOWN_GEOMETRIES = frozenset({"Model", "Track", "MultiTrack"})
_NUMBERS = frozenset({"int", "uint", "short", "ushort", "float", "double"})
_FOLDERS = frozenset({"Folder", "Document"})
_DECLARATION = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9_.-]+)[\"'][^>]*\?>")
_ANY_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
#: Encodings of Chinese text that the XML parser itself does not know.
_CHINESE = re.compile(rb"gb[-_]?(?:k|2312|18030)|big5", re.IGNORECASE)


def read_kml(path: Path, sink: Sink, *, name: str) -> Described:
    """Read all placemarks.

    Parameters
    ----------
    path
        The file.
    sink
        Gets the rows.
    name
        What the file is called in a message.

    Returns
    -------
    Described
        Always WGS 84, as the standard has it.

    Raises
    ------
    DataError
        It is no XML, no KML, or has a document type definition.
    LimitExceeded
        It is too large.
    """
    data = _as_utf8(read_bytes(path, limits=sink.limits, name=name), sink.findings, name)
    reader = _Reader(sink, name)
    records, geometries = [], []
    for record, geometry in reader.placemarks(data):
        sink.count(1)
        records.append(record)
        geometries.append(geometry)
    sink.rows = 0
    names = gather_names(records)
    columns = [_column([record.get(key) for record in records], key in reader.numeric) for key in names]
    sink.begin(names, [column.type for column in columns], has_geometry=True)
    made: GeometryArray = np.empty(len(geometries), dtype=object)
    made[:] = geometries
    sink.write(columns, to_wkb(made))
    reader.tell()
    return Described(declared_crs=_CRS)


def _column(values: list[str | None], is_numeric: bool) -> Any:  # noqa: FBT001 - private
    """Text, or numbers where a schema declares them and all are."""
    if is_numeric:
        try:
            return column_of([None if value is None else float(value) for value in values])
        except ValueError:
            return column_of(values)
    return column_of(values)


def _as_utf8(data: bytes, findings: Findings, name: str) -> bytes:
    said = _DECLARATION.match(data)
    if said and _CHINESE.fullmatch(said[1]):
        encoding = "big5" if said[1].lower() == b"big5" else "gb18030"
        body = data[said.end() :]
        try:
            return body.decode(encoding).encode("utf-8")
        except UnicodeDecodeError:
            return decode_text(body, findings, name=name).encode("utf-8")
    if said and said[1].lower() not in (b"utf-8", b"utf8"):
        return data
    # What the declaration says of the encoding is no longer so.
    return _ANY_DECLARATION.sub("", decode_text(data, findings, name=name), count=1).encode("utf-8")


class _Reader:
    def __init__(self, sink: Sink, name: str) -> None:
        self.numeric: set[str] = set()
        self._sink = sink
        self._name = name
        self._ignored: dict[str, int] = {}
        self._closed: list[int] = []
        self._lost: list[int] = []

    def placemarks(self, data: bytes) -> Iterator[tuple[dict[str, Any], Any]]:
        """Data and geometry of each placemark."""
        path: list[Element] = []
        try:
            for event, element in defusedxml.ElementTree.iterparse(
                BytesIO(data), events=("start", "end"), forbid_dtd=True
            ):
                tag = local_name(element)
                if event == "start":
                    if not path and tag != "kml":
                        raise self._refused("不是 KML", "is not KML", "kml_invalid")
                    path.append(element)
                    continue
                path.pop()
                if tag in {*_IGNORED, *_UNKNOWN_GEOMETRIES}:
                    self._ignored[tag] = self._ignored.get(tag, 0) + 1
                if tag == "SimpleField" and element.get("type") in _NUMBERS:
                    self.numeric.add(element.get("name") or "")
                if tag == "Placemark":
                    yield self._placemark(element, path)
                if tag in {"Placemark", *_FOLDERS, *_IGNORED, "Style", "StyleMap"}:
                    element.clear()
        except DefusedXmlException as error:
            raise self._refused("含有 DTD 或实体定义", "has a DTD or entities", "xml_dtd") from error
        except (ParseError, UnicodeError, LookupError, ValueError) as error:
            line = getattr(error, "position", (0, 0))[0]
            raise self._refused(
                f"第 {line} 行不是有效的 XML", f"is not valid XML at line {line}", "xml_invalid", row=line
            ) from error

    def tell(self) -> None:
        """Hand over what was found."""
        tell_mended(self._sink.findings, closed=self._closed, lost=self._lost)
        for tag, count in self._ignored.items():
            self._sink.findings.tell(
                "kml_element_ignored",
                Text(
                    f"{count} 个 {tag} 没有读取；网络链接和叠加图一律不打开",
                    f"{count} {tag} were not read; links and overlays are never opened",
                ),
                field=tag,
            )

    def _placemark(self, element: Element, path: list[Element]) -> tuple[dict[str, Any], Any]:
        row = self._sink.rows
        record: dict[str, Any] = {
            "name": child_text(element, "name"),
            "description": child_text(element, "description"),
        }
        folders = [child_text(one, "name") for one in path if local_name(one) in _FOLDERS]
        record["folder"] = "/".join(one for one in folders if one) or None
        for key, value in _extended_data(element):
            record[key if key not in ("name", "description", "folder") else f"{key}_2"] = value
        shapes = [child for child in element if local_name(child) in GEOMETRIES]
        if not shapes:
            return record, None
        geometry, was_open = build_geometry(shapes[0])
        if geometry is None:
            self._lost.append(row)
        elif was_open:
            self._closed.append(row)
        return record, geometry

    def _refused(self, zh: str, en: str, code: str, **detail: Any) -> DataError:
        return DataError(
            f"{self._name} {zh}",
            f"{self._name} {en}",
            code=code,
            hint_zh="请用 Google Earth、奥维或 QGIS 重新导出为普通 KML。",
            hint_en="Export it as plain KML again with Google Earth, QGIS or the like.",
            file=self._name,
            **detail,
        )


def _extended_data(placemark: Element) -> Iterator[tuple[str, str | None]]:
    for part in placemark:
        if local_name(part) != "ExtendedData":
            continue
        for one in part.iter():
            tag, key = local_name(one), one.get("name") or ""
            if tag == "Data" and key:
                yield key, child_text(one, "value")
            elif tag == "SimpleData" and key:
                yield key, (one.text or "").strip() or None


def child_text(element: Element, tag: str) -> str | None:
    """Text of a child.

    Parameters
    ----------
    element
        Parent.
    tag
        Local name of the child.

    Returns
    -------
    str or None
        Without blanks around it; ``None`` when there is none.
    """
    for child in element:
        if local_name(child) == tag:
            return (child.text or "").strip() or None
    return None


def local_name(element: Element) -> str:
    """Name of an element without its namespace.

    Parameters
    ----------
    element
        Any.

    Returns
    -------
    str
        Name.
    """
    return str(element.tag).rpartition("}")[2]

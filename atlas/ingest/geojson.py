"""Reads GeoJSON (RFC 7946 and its elder form with ``crs``) and sequences of it, feature by feature."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import shapely
import shapely.geometry

from atlas.core.errors import DataError, Text
from atlas.core.geo.crs import GeometryArray
from atlas.ingest.columns import column_of, gather_names
from atlas.ingest.json_stream import JsonStream
from atlas.ingest.layer import Described
from atlas.ingest.plain_text import read_text
from atlas.ingest.shown import shown
from atlas.ingest.sink import Findings, Sink
from atlas.ingest.wkb import tell_mended, to_wkb

#: RFC 7946, section 4: longitude and latitude on WGS 84 where nothing else is said.
_DEFAULT_CRS = "OGC:CRS84"
_GEOMETRIES = frozenset(
    {
        "Point",
        "MultiPoint",
        "LineString",
        "MultiLineString",
        "Polygon",
        "MultiPolygon",
        "GeometryCollection",
    }
)
#: What shapely raises for coordinates of a wrong shape or kind.
_MISSHAPEN = (
    ValueError,
    TypeError,
    IndexError,
    KeyError,
    AttributeError,
    OverflowError,
    shapely.errors.ShapelyError,
)


def read_geojson(path: Path, sink: Sink, *, name: str) -> Described:
    """Read a FeatureCollection, a Feature, a geometry, or a sequence of them.

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
        CRS as the ``crs`` member says, or the one of the standard.

    Raises
    ------
    DataError
        The text is no JSON, or no GeoJSON; the message names the line or the feature.
    EncodingError
        The text is in no encoding known.
    LimitExceeded
        It is too large.
    """
    text = read_text(path, sink.findings, limits=sink.limits, name=name)
    reader = _Reader(JsonStream(text, name=name), sink, name)
    records, geometries = [], []
    for record, geometry in reader.features():
        sink.count(1)
        records.append(record)
        geometries.append(geometry)
    sink.rows = 0
    names = gather_names(records)
    columns = [column_of([record.get(key) for record in records]) for key in names]
    sink.begin(names, [column.type for column in columns], has_geometry=True)
    made: GeometryArray = np.empty(len(geometries), dtype=object)
    made[:] = geometries
    sink.write(columns, to_wkb(made))
    reader.tell()
    return Described(declared_crs=reader.crs)


class _Reader:
    def __init__(self, stream: JsonStream, sink: Sink, name: str) -> None:
        self.crs = _DEFAULT_CRS
        self._stream = stream
        self._sink = sink
        self._name = name
        self._repeated: list[int] = []
        self._closed: list[int] = []
        self._lost: list[int] = []

    def features(self) -> Iterator[tuple[dict[str, Any], Any]]:
        """Properties and geometry of each feature."""
        if self._stream.at_end() or not self._stream.starts_with("{"):
            raise self._refused()
        # One file may hold one collection, or a sequence of features one after the other.
        while not self._stream.at_end():
            yield from self._top_value()

    def tell(self) -> None:
        """Hand over what was found."""
        findings = self._sink.findings
        tell_mended(findings, closed=self._closed, lost=self._lost)
        _tell_repeated(findings, self._repeated)

    def _top_value(self) -> Iterator[tuple[dict[str, Any], Any]]:
        """Features of a collection as they come; anything else is kept until its end and then looked at."""
        kept: dict[str, Any] = {}
        streamed = False
        for key in self._stream.items():
            if key == "features" and self._stream.starts_with("["):
                streamed = True
                for element in self._stream.elements():
                    yield self._feature(element)
            else:
                kept[key] = self._stream.value()
        self._note_crs(kept.get("crs"))
        if streamed:
            return
        if not _is_feature(kept):
            raise self._refused(shown(str(kept.get("type", ""))))
        yield self._feature(kept)

    def _feature(self, element: Any) -> tuple[dict[str, Any], Any]:
        row = self._sink.rows
        if self._stream.repeated_key:
            self._repeated.append(row)
        if not _is_feature(element):
            raise DataError(
                f"{self._name} 的第 {row + 1} 个要素不是 GeoJSON 要素",
                f"feature {row + 1} of {self._name} is no GeoJSON feature",
                code="geojson_invalid",
                hint_zh="请在 QGIS 等软件中重新导出为 GeoJSON；Esri JSON 不能读取。",
                hint_en="Export it as GeoJSON with QGIS or the like; Esri JSON is not read.",
                file=self._name,
                row=row + 1,
            )
        if element["type"] != "Feature":
            return {}, self._geometry(element, row)
        properties = element.get("properties")
        record = dict(properties) if isinstance(properties, Mapping) else {}
        if isinstance(element.get("id"), str | int) and "id" not in record:
            record = {"id": element["id"], **record}
        return record, self._geometry(element.get("geometry"), row)

    def _geometry(self, value: Any, row: int) -> Any:
        if value is None:
            return None
        try:
            # Coordinates that are no number are found later, with their feature numbers.
            with np.errstate(invalid="ignore"):
                geometry = _build(value)
        except RecursionError as error:
            raise self._refused() from error
        except _MISSHAPEN:
            self._lost.append(row)
            return None
        if _has_open_ring(value):
            self._closed.append(row)
        return geometry

    def _note_crs(self, crs: Any) -> None:
        if not isinstance(crs, Mapping):
            return
        properties = crs.get("properties")
        name = properties.get("name") if isinstance(properties, Mapping) else None
        if crs.get("type") == "EPSG" and isinstance(properties, Mapping):
            name = f"EPSG:{properties.get('code')}"
        if isinstance(name, str):
            self.crs = name
            return
        # A link to a CRS is never followed; what the coordinates are is then not known.
        self.crs = ""
        self._sink.findings.tell(
            "crs_link_ignored",
            Text(
                "crs 成员不是名称（可能是链接），没有采用",
                "the crs member is no name (perhaps a link); it is not used",
            ),
            hint=Text("请说明坐标系。", "State the coordinate system."),
        )

    def _refused(self, kind: str = "") -> DataError:
        zh, en = (f"（type 为 {kind}）", f" (its type is {kind})") if kind else ("", "")
        return DataError(
            f"{self._name} 是 JSON，但不是 GeoJSON{zh}",
            f"{self._name} is JSON, but not GeoJSON{en}",
            code="geojson_invalid",
            hint_zh="请导出为 GeoJSON（FeatureCollection）；Esri JSON 和 TopoJSON 不能读取。",
            hint_en="Export it as GeoJSON (a FeatureCollection); Esri JSON and TopoJSON are not read.",
            file=self._name,
        )


def _is_feature(element: Any) -> bool:
    kind = element.get("type") if isinstance(element, dict) else None
    return isinstance(kind, str) and (kind == "Feature" or kind in _GEOMETRIES)


def _build(value: Any) -> Any:
    """A shapely geometry; raises one of ``_MISSHAPEN`` where the coordinates are not those of the type."""
    if value["type"] not in _GEOMETRIES:
        raise ValueError("not a geometry type")
    if value["type"] == "GeometryCollection":
        return shapely.GeometryCollection([_build(part) for part in value["geometries"]])
    return shapely.geometry.shape({"type": value["type"], "coordinates": value["coordinates"]})


def _has_open_ring(value: Mapping[str, Any]) -> bool:
    if value["type"] == "GeometryCollection":
        return any(_has_open_ring(part) for part in value["geometries"])
    if value["type"] not in ("Polygon", "MultiPolygon"):
        return False
    polygons = value["coordinates"] if value["type"] == "MultiPolygon" else [value["coordinates"]]
    return any(ring and ring[0] != ring[-1] for polygon in polygons for ring in polygon)


def _tell_repeated(findings: Findings, rows: list[int]) -> None:
    if rows:
        findings.tell(
            "repeated_key",
            Text("同一个键出现多次，取最后一个", "a key stands several times; the last one counts"),
            rows,
            hint=Text("请检查导出程序。", "Check the program that wrote the file."),
        )

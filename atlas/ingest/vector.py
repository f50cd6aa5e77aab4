"""Reads GeoPackage and FlatGeobuf, bulk by bulk, through one named driver."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyogrio

from atlas.core.errors import Text
from atlas.ingest import gdal
from atlas.ingest.arrow_types import plain_array, plain_columns
from atlas.ingest.geopackage_copy import clean_package
from atlas.ingest.layer import DataSet, Described
from atlas.ingest.sink import Findings, Sink, check_rows
from atlas.ingest.wkb import curved_rows, mend_wkb

GEOPACKAGE, FLATGEOBUF = "GPKG", "FlatGeobuf"
#: The database is read only and no journal beside it is looked for.
_OPTIONS: dict[str, dict[str, Any]] = {
    GEOPACKAGE: {"IMMUTABLE": "YES", "LIST_ALL_TABLES": "NO"},
    FLATGEOBUF: {"VERIFY_BUFFERS": "YES"},
}
#: What GDAL answers for ``srs_id`` -1 and 0, undefined systems (OGC 12-128r18, clause 1.1.2.1.2).
_UNDEFINED = "Undefined"


def find_layers(path: Path, findings: Findings, *, name: str) -> list[DataSet]:
    """Layers of a GeoPackage.

    Parameters
    ----------
    path
        A copy of the upload; all that could run is taken out of it.
    findings
        Gets the layers that cannot be read.
    name
        What the file is called in a message.

    Returns
    -------
    list of DataSet
        One a table.
    """
    layers = clean_package(path, findings, name=name)
    with gdal.translated(name):
        places = {str(row[0]): place for place, row in enumerate(pyogrio.list_layers(path))}
    return [
        DataSet(layer.name, "geopackage", _reader(path, places[layer.name], name))
        for layer in layers
        if layer.name in places
    ]


def read_flatgeobuf(path: Path, sink: Sink, *, name: str) -> Described:
    """Read a FlatGeobuf.

    Parameters
    ----------
    path
        The file, with its own ending.
    sink
        Gets the rows.
    name
        What the file is called in a message.

    Returns
    -------
    Described
        Its CRS.
    """
    return _read(path, sink, driver=FLATGEOBUF, place=0, name=name)


def _reader(path: Path, place: int, name: str) -> Any:
    def read(sink: Sink) -> Described:
        return _read(path, sink, driver=GEOPACKAGE, place=place, name=name)

    return read


def _read(path: Path, sink: Sink, *, driver: str, place: int, name: str) -> Described:
    options = _OPTIONS[driver]
    with gdal.translated(name):
        check_rows(gdal.count_features(path, driver, layer=place), sink.limits)
        with gdal.stream(path, layer=place, **options) as (meta, batches):
            geometry = (meta["geometry_name"] or "wkb_geometry") if meta["geometry_type"] else ""
            fids = meta["fid_column"] or "OGC_FID"
            wanted = plain_columns(batches.schema, {geometry, fids}, sink.findings)
            types = [type_ for _, _, type_ in wanted]
            sink.begin([label for _, label, _ in wanted], types, has_geometry=bool(geometry))
            curved: list[int] = []
            for batch in batches:
                arrays = [
                    plain_array(batch.column(column), type_, sink.findings, field=label, first_row=sink.rows)
                    for column, label, type_ in wanted
                ]
                if not geometry:
                    sink.write(arrays)
                    continue
                wkb = _column(batch, geometry)
                rows = curved_rows(wkb)
                if rows:
                    curved += [sink.rows + row for row in rows]
                    numbers = [_column(batch, fids)[row].as_py() for row in rows]
                    straight = gdal.straighten(path, numbers, layer=place, **options)
                    wkb = _replace(wkb, rows, straight)
                sink.write(arrays, mend_wkb(wkb, sink.findings, first_row=sink.rows))
    _tell_curves(curved, sink.findings)
    crs = str(meta["crs"] or "")
    return Described(declared_crs="" if _UNDEFINED in crs[:60] else crs)


def _tell_curves(rows: Sequence[int], findings: Findings) -> None:
    if rows:
        findings.tell(
            "curves_linearised",
            Text("圆弧和曲线已按折线读取", "arcs and curves were turned into polylines"),
            rows,
            hint=Text("折线与原曲线略有偏差。", "The lines deviate a little from the curves."),
        )


def _column(batch: Any, name: str) -> Any:
    return batch.column(batch.schema.get_field_index(name))


def _replace(wkb: Any, rows: Sequence[int], values: Sequence[bytes | None]) -> Any:
    mixed = wkb.to_pylist()
    for row, value in zip(rows, values, strict=True):
        mixed[row] = value
    return pa.array(mixed, type=pa.binary())

"""Reads GeoParquet 1.0 and 1.1 (geoparquet.org), and Parquet without geometry as a table."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet
import pyproj

from atlas.core.errors import DataError, Text
from atlas.ingest.arrow_types import plain_array, plain_columns
from atlas.ingest.gdal import BATCH, translated
from atlas.ingest.layer import Described
from atlas.ingest.sink import Findings, Sink, check_rows
from atlas.ingest.wkb import mend_wkb, to_wkb

#: GeoParquet 1.1, column metadata: the CRS of a column that names none.
_DEFAULT_CRS = "OGC:CRS84"


def read_geoparquet(path: Path, sink: Sink, *, name: str) -> Described:
    """Read a GeoParquet file.

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
        The CRS of the primary geometry column.

    Raises
    ------
    DataError
        The file is damaged.
    LimitExceeded
        It has too many rows or columns.
    """
    with translated(name), pa.parquet.ParquetFile(path, memory_map=False) as file:
        check_rows(file.metadata.num_rows, sink.limits)
        schema = file.schema_arrow
        geo = _geo_of(schema.metadata or {}, name)
        columns = geo["columns"] if isinstance(geo.get("columns"), Mapping) else {}
        primary = str(geo.get("primary_column", ""))
        about = columns.get(primary) if primary in schema.names else None
        others = {str(one) for one in columns}
        wanted = plain_columns(schema, others | _index_columns(schema), sink.findings)
        sink.begin(
            [label for _, label, _ in wanted],
            [type_ for _, _, type_ in wanted],
            has_geometry=about is not None,
        )
        geometry = _geometry(path, file, primary, about) if isinstance(about, Mapping) else None
        names = [schema.names[place] for place, _, _ in wanted]
        for batch in file.iter_batches(batch_size=BATCH, columns=names or [primary]):
            arrays = [
                plain_array(batch.column(place), type_, sink.findings, field=label, first_row=sink.rows)
                for place, (_, label, type_) in enumerate(wanted)
            ]
            if geometry is None:
                sink.write(arrays)
            else:
                sink.write(arrays, mend_wkb(next(geometry), sink.findings, first_row=sink.rows))
    _tell_other_geometries(others - {primary}, sink.findings)
    return Described(declared_crs=_crs_of(about) if isinstance(about, Mapping) else "")


def _geo_of(metadata: Mapping[bytes, bytes], name: str) -> dict[str, Any]:
    if b"geo" not in metadata:
        return {}
    try:
        geo = json.loads(metadata[b"geo"])
    except (ValueError, RecursionError) as error:
        raise DataError(
            f"{name} 的 GeoParquet 说明已损坏",
            f"the GeoParquet metadata of {name} are damaged",
            code="file_damaged",
            hint_zh="请重新导出。",
            hint_en="Export it again.",
            file=name,
        ) from error
    return geo if isinstance(geo, dict) else {}


def _geometry(path: Path, file: Any, primary: str, about: Mapping[str, Any]) -> Iterator[Any]:
    """WKB in batches as large as those of the attributes."""
    if about.get("encoding") == "WKB":
        for batch in file.iter_batches(batch_size=BATCH, columns=[primary]):
            yield batch.column(0).cast(pa.binary())
        return
    # Heavy, and for the encodings of GeoArrow only: it would be half the start of every reading.
    import geopandas  # noqa: PLC0415

    series = geopandas.read_parquet(path, columns=[primary]).geometry
    for start in range(0, len(series), BATCH):
        yield to_wkb(series.to_numpy()[start : start + BATCH])


def _index_columns(schema: Any) -> set[str]:
    return {one for one in schema.names if one.startswith("__index_level_")}


def _crs_of(about: Mapping[str, Any]) -> str:
    crs = about.get("crs", _DEFAULT_CRS)
    if isinstance(crs, dict):
        try:
            return str(pyproj.CRS.from_json_dict(crs).to_wkt())
        except pyproj.exceptions.CRSError:
            return json.dumps(crs, ensure_ascii=False)
    return crs if isinstance(crs, str) else ""


def _tell_other_geometries(names: set[str], findings: Findings) -> None:
    for name in sorted(names):
        findings.tell(
            "field_left_out",
            Text("另一个几何列没有读取", "a second geometry column was not read"),
            field=name,
        )

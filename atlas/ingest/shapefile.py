"""Reads a shapefile: geometry by GDAL, the table byte for byte, and what the parts say of one another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from atlas.core.errors import DataError, Text
from atlas.ingest import gdal
from atlas.ingest.dbf import DbfTable, open_dbf
from atlas.ingest.dbf_columns import DbfColumn, plan_columns, tell_stars
from atlas.ingest.layer import Described
from atlas.ingest.shapefile_index import MULTIPATCH, ShapeIndex, index_shapes, read_index, write_index
from atlas.ingest.shown import shown
from atlas.ingest.sink import Findings, Sink, check_rows
from atlas.ingest.wkb import mend_wkb

_DRIVER = "ESRI Shapefile"
#: Parts that are read; all others (.sbn, .qix, .shp.xml …) can be made again from these.
ENDINGS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
#: A .prj or .cpg is a line of text.
_MOST_TEXT_BYTES = 65_536
#: Rows that one part may have less or more than the other, as a share, before the pairing is not believed.
_MOST_DIFFERENCE = 0.5


@dataclass(frozen=True, slots=True)
class Parts:
    """The files of a shapefile.

    Parameters
    ----------
    paths
        Where they stand, by ending in lower case.
    stem
        What the shapefile is called, without ending.
    """

    paths: Mapping[str, Path]
    stem: str

    def name(self, ending: str) -> str:
        """A part as a message calls it.

        Parameters
        ----------
        ending
            Of the part.

        Returns
        -------
        str
            Name.
        """
        return shown(self.stem) + ending


def read_shapefile(parts: Parts, sink: Sink, *, work: Path) -> Described:
    """Read all features.

    Parameters
    ----------
    parts
        The .shp and what stands beside it.
    sink
        Gets the rows.
    work
        Folder for the copy that the driver opens.

    Returns
    -------
    Described
        What .prj, .cpg and .dbf say.

    Raises
    ------
    DataError
        A part is damaged or cut off, or the parts do not belong together.
    """
    table = open_dbf(parts.paths[".dbf"], name=parts.name(".dbf")) if ".dbf" in parts.paths else None
    index = _index(parts, table, sink.findings)
    rows = len(index.offsets)
    check_rows(rows, sink.limits)
    columns = plan_columns(table, sink.findings) if table else []
    kept = _kept_rows(table, rows, sink.findings)
    _compare(parts, rows, table, sink.findings)
    sink.begin([one.field.name for one in columns], [one.type for one in columns], has_geometry=True)
    attributes = _Attributes(table, columns, kept)
    _write_features(parts, index, attributes, sink, work=work)
    tell_stars(attributes.stars, sink.findings)
    return Described(
        is_bytes=True,
        declared_crs=_read_text(parts, ".prj"),
        declared_encoding=_read_text(parts, ".cpg"),
        language_driver=table.language_driver if table else None,
    )


@dataclass(frozen=True, slots=True)
class _Attributes:
    table: DbfTable | None
    columns: Sequence[DbfColumn]
    kept: Any
    stars: Counter[str] = field(default_factory=Counter)

    def rows(self, start: int, stop: int, sink: Sink) -> list[Any]:
        """Columns of the rows from ``start`` to ``stop``, deleted ones left out; null where the .dbf ends."""
        if self.table is None:
            return []
        kept = self.kept[start:stop]
        records = self.table.records[start:stop]
        records = records if kept[: len(records)].all() else records[kept[: len(records)]]
        missing = int(kept.sum()) - len(records)
        arrays = []
        for column in self.columns:
            values = column.read(records, sink.findings, first_row=sink.rows, stars=self.stars)
            arrays.append(pa.concat_arrays([values, pa.nulls(missing, column.type)]) if missing else values)
        return arrays


def _index(parts: Parts, table: DbfTable | None, findings: Findings) -> ShapeIndex:
    shp, name = parts.paths[".shp"], parts.name(".shp")
    found = read_index(shp, parts.paths[".shx"], name=name) if ".shx" in parts.paths else None
    if found and table and len(found.offsets) < table.said_records:
        # A .shx that ends early hides features; records that were moved in editing are why it is believed else.
        walked = index_shapes(shp, name=name)
        found = None if len(walked.offsets) == table.said_records else found
    if found is None:
        message = (
            Text("缺少 .shx 索引，已由 .shp 重建", "the .shx index is missing; it was rebuilt from the .shp")
            if ".shx" not in parts.paths
            else Text(
                ".shx 索引与 .shp 不符，已由 .shp 重建",
                "the .shx does not fit the .shp; it was rebuilt from it",
            )
        )
        found = index_shapes(shp, name=name)
        findings.tell("shx_rebuilt", message, file=parts.name(".shx"))
    if table is None:
        findings.tell(
            "dbf_missing",
            Text("缺少 .dbf 属性表，只读取了几何", "the .dbf table is missing; only the geometry was read"),
            hint=Text("请把同名的 .dbf 一起上传。", "Upload the .dbf of the same name with it."),
            file=parts.name(".dbf"),
        )
    return found


def _kept_rows(table: DbfTable | None, rows: int, findings: Findings) -> Any:
    kept = np.ones(rows, dtype=bool)
    deleted = [row for row in table.deleted if row < rows] if table else []
    kept[deleted] = False
    if deleted:
        findings.tell(
            "deleted_records",
            Text(
                f".dbf 中有 {len(deleted)} 条标为已删除的记录，没有读取；其后的要素依次编号",
                f"{len(deleted)} records of the .dbf are marked as deleted and were not read; "
                "the features behind them move up in number",
            ),
            hint=Text(
                "需要这些记录时，请在原软件中恢复。", "Recover them in the program they come from if needed."
            ),
            records=[row + 1 for row in deleted[:1000]],
        )
    return kept


def _compare(parts: Parts, shapes: int, table: DbfTable | None, findings: Findings) -> None:
    """Geometry and table belong together by their order alone, so that a difference in number must be told."""
    records = table.said_records if table else shapes
    if records == shapes:
        return
    zh = f".shp 有 {shapes} 个要素，.dbf 有 {records} 条记录"
    en = f"the .shp has {shapes} features, the .dbf {records} records"
    if abs(records - shapes) > _MOST_DIFFERENCE * max(records, shapes):
        raise DataError(
            f"{parts.name('')}：{zh}，不像是同一份数据",
            f"{parts.name('')}: {en}; they do not seem to be of one data set",
            code="shapefile_parts_differ",
            hint_zh="请核对 .shp 与 .dbf 是否来自同一次导出。",
            hint_en="See whether .shp and .dbf are of one export.",
            file=parts.name(".dbf"),
            shapes=shapes,
            records=records,
        )
    what = (
        Text("多出的要素没有属性", "the surplus features have no attributes")
        if records < shapes
        else Text("多出的记录没有读取", "the surplus records were not read")
    )
    findings.tell(
        "shapefile_parts_differ",
        Text(f"{zh}：{what.zh}", f"{en}: {what.en}"),
        range(records, shapes),
        hint=Text("请核对属性是否对应。", "See whether the attributes belong to their features."),
        shapes=shapes,
        records=records,
    )


def _write_features(
    parts: Parts, index: ShapeIndex, attributes: _Attributes, sink: Sink, *, work: Path
) -> None:
    # The driver gets the geometry alone, under a name of ours, with an index that is known to be right.
    folder = work / "shapes"
    folder.mkdir()
    copy = folder / "shapes.shp"
    parts.paths[".shp"].rename(copy)
    write_index(copy, index, copy.with_suffix(".shx"))
    name, start = parts.name(".shp"), 0
    with gdal.translated(name):
        gdal.count_features(copy, _DRIVER)
        with gdal.stream(copy, columns=[]) as (meta, batches):
            for batch in batches:
                stop = start + batch.num_rows
                kept = attributes.kept[start:stop]
                wkb = batch.column(meta["geometry_name"] or "wkb_geometry")
                wkb = wkb if kept.all() else wkb.filter(pa.array(kept))
                arrays = attributes.rows(start, stop, sink)
                sink.write(arrays, mend_wkb(wkb, sink.findings, first_row=sink.rows))
                start = stop
    if start != len(index.offsets):
        raise DataError(
            f"{name} 只能读到第 {start} 条记录",
            f"{name} can be read up to record {start} only",
            code="shapefile_damaged",
            hint_zh="请从原始数据重新导出。",
            hint_en="Export it again from the original data.",
            file=name,
            row=start + 1,
        )
    if index.shape_type == MULTIPATCH:
        sink.findings.tell(
            "multipatch",
            Text("三维多面体（MultiPatch）已转为面", "multipatch bodies were turned into polygons"),
            hint=Text("请核对形状。", "Check the shapes."),
        )


def _read_text(parts: Parts, ending: str) -> str:
    """Text of a small part as it is written; local systems often have a Chinese name."""
    if ending not in parts.paths:
        return ""
    with parts.paths[ending].open("rb") as stream:
        raw = stream.read(_MOST_TEXT_BYTES).removeprefix(b"\xef\xbb\xbf").strip(b" \t\r\n\0")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")

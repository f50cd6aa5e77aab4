"""Data sets of one file that stands on disk or can be unpacked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from atlas.core.errors import DataError
from atlas.ingest.archive import Archive
from atlas.ingest.delimited import read_delimited
from atlas.ingest.desk import Desk
from atlas.ingest.geojson import read_geojson
from atlas.ingest.geoparquet import read_geoparquet
from atlas.ingest.kml import read_kml
from atlas.ingest.layer import DataSet, Described
from atlas.ingest.shapefile import Parts, read_shapefile
from atlas.ingest.shown import shown
from atlas.ingest.sink import Sink
from atlas.ingest.sniff import (
    ACCEPTED,
    CSV,
    FLATGEOBUF,
    GEOJSON,
    GEOPACKAGE,
    GEOPARQUET,
    KML,
    SHAPEFILE,
    ending_message,
)
from atlas.ingest.vector import find_layers, read_flatgeobuf
from atlas.ingest.workbook import find_sheets

_READERS: Mapping[str, Callable[..., Described]] = {
    CSV: read_delimited,
    GEOJSON: read_geojson,
    FLATGEOBUF: read_flatgeobuf,
    GEOPARQUET: read_geoparquet,
    KML: read_kml,
}
#: Names that files of ours get; some drivers look at the ending.
OWN_ENDINGS = {
    CSV: ".csv",
    GEOJSON: ".geojson",
    FLATGEOBUF: ".fgb",
    GEOPARQUET: ".parquet",
    KML: ".kml",
    GEOPACKAGE: ".gpkg",
}
_WORKBOOK = "xl/workbook.xml"
_OFFICE = frozenset({"[content_types].xml", "mimetype"})


def sets_of_file(
    desk: Desk, unpack: Callable[[], Path], kind: str, name: str, *, label: str
) -> list[DataSet]:
    """Data sets of a file that is neither a shapefile nor an archive.

    Parameters
    ----------
    desk
        What the reading shares.
    unpack
        Gives a copy of the file that is ours, with an ending of ``OWN_ENDINGS``.
    kind
        What it is.
    name, label
        What it is called in messages, and as a member.

    Returns
    -------
    list of DataSet
        At least one.

    Raises
    ------
    DataError
        It is damaged, or holds nothing.
    """
    if kind == GEOPACKAGE:
        layers = find_layers(unpack(), desk.findings, name=shown(name))
        if not layers:
            raise _nothing(name, "图层", "layer")
        return _labelled(layers, label)
    reader = _READERS[kind]
    return [DataSet(shown(label or name), kind, lambda sink: reader(unpack(), sink, name=shown(name)))]


def shapefile_set(desk: Desk, unpack: Callable[[], Mapping[str, Path]], stem: str, *, label: str) -> DataSet:
    """The data set of a shapefile.

    Parameters
    ----------
    desk
        What the reading shares.
    unpack
        Gives copies of its parts that are ours, by ending.
    stem
        What the parts are called, without ending.
    label
        What it is called as a member.

    Returns
    -------
    DataSet
        Not read yet.
    """

    def read(sink: Sink) -> Described:
        return read_shapefile(Parts(unpack(), stem.rpartition("/")[2]), sink, work=desk.work)

    return DataSet(shown(label), SHAPEFILE, read)


def without_shapes(name: str) -> DataError:
    """The attribute table of a shapefile came alone.

    Parameters
    ----------
    name
        Of the .dbf, as the user called it.

    Returns
    -------
    DataError
        To raise; joining its rows to whole counties would pass for the geometry that was left behind.
    """
    return DataError(
        f"{shown(name)} 是 shapefile 的属性表，缺少 .shp，没有几何图形",
        f"{shown(name)} is the table of a shapefile without .shp: geometry is missing",
        code="shp_missing",
        hint_zh="请把同名的 .shp 一起发送（可压缩成一个 zip）；如果确实要按县匹配这张表，请另存为 CSV 或 XLSX。",
        hint_en="Send the .shp too, for instance in one zip, or save the table as CSV or XLSX if you want to join it by "
        "county.",
        file=shown(name),
    )


def workbook_sets(desk: Desk, archive: Archive, path: Path, name: str, *, label: str) -> list[DataSet] | None:
    """Sheets of an archive that is a workbook.

    Parameters
    ----------
    desk
        What the reading shares.
    archive
        The archive, checked.
    path
        Where it stands.
    name, label
        What it is called in messages, and as a member.

    Returns
    -------
    list of DataSet or None
        ``None`` when the archive is no office document.

    Raises
    ------
    DataError
        It is an office document of another kind, or an empty or damaged workbook.
    """
    names = {entry.name.lower() for entry in archive.entries}
    if _WORKBOOK in names:
        sheets = find_sheets(path, desk.findings, limits=desk.limits, name=shown(name))
        if not sheets:
            raise _nothing(name, "工作表", "sheet")
        return _labelled(sheets, label)
    if names & _OFFICE:
        raise DataError(
            f"{shown(name)} 是 Office 文档，但不是 XLSX 表格",
            f"{shown(name)} is an office document, but no XLSX workbook",
            code="file_kind_refused",
            hint_zh=ACCEPTED.zh,
            hint_en=ACCEPTED.en,
            file=shown(name),
        )
    return None


def tell_ending(desk: Desk, name: str, kind: str) -> None:
    """Say so when the ending of a name is not that of the content.

    Parameters
    ----------
    desk
        What the reading shares.
    name
        As the user called the file.
    kind
        What it is.
    """
    message = ending_message(name, kind)
    if message:
        desk.findings.tell("ending_differs", message, file=shown(name))


def _labelled(sets: Sequence[DataSet], label: str) -> list[DataSet]:
    """Layers of a file in an archive carry its path; a single one needs no more than that."""
    if not label:
        return list(sets)
    if len(sets) == 1:
        return [DataSet(shown(label), sets[0].kind, sets[0].read)]
    return [DataSet(f"{shown(label)}/{one.name}", one.kind, one.read) for one in sets]


def _nothing(name: str, zh: str, en: str) -> DataError:
    return DataError(
        f"{shown(name)} 中没有可读的{zh}",
        f"{shown(name)} has no {en} that can be read",
        code="no_data",
        hint_zh="请在原软件中打开检查。",
        hint_en="Open it in the program it comes from and check.",
        file=shown(name),
    )

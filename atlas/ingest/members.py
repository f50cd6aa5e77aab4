"""Finds the data sets in an archive, and in archives one level within it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from atlas.core.errors import DataError, Text
from atlas.ingest.archive import Archive, Entry
from atlas.ingest.desk import Desk
from atlas.ingest.layer import DataSet
from atlas.ingest.shapefile import ENDINGS as SHAPE_ENDINGS
from atlas.ingest.shown import shown
from atlas.ingest.single import (
    OWN_ENDINGS,
    sets_of_file,
    shapefile_set,
    tell_ending,
    without_shapes,
    workbook_sets,
)
from atlas.ingest.sniff import ACCEPTED, CSV, DBF, ENDINGS, HEAD_BYTES, SHAPEFILE, ZIP, sniff

#: Endings that promise data.
_DATA_ENDINGS = frozenset(one for kind in ENDINGS if kind != CSV for one in ENDINGS[kind]) | {".csv", ".tsv"}
#: Looked at only where nothing else is data: these are mostly notes and metadata.
_SECOND_ENDINGS = frozenset({".txt", ".tab", ".psv", ".xml", ".html", ".htm", ""})
#: Vector data of kinds that are not read; whoever packed them expects a word.
_FOREIGN_ENDINGS = frozenset(
    {".xls", ".mdb", ".mif", ".dwg", ".dxf", ".gml", ".gpx", ".rar", ".7z", ".vrt", ".e00", ".sqlite"}
)
_GEODATABASE = ".gdb"


def sets_of_archive(desk: Desk, path: Path, name: str, *, label: str = "", level: int = 0) -> list[DataSet]:
    """Data sets of a zip archive, or sheets when it is a workbook.

    Parameters
    ----------
    desk
        What the reading shares.
    path
        The archive.
    name
        What it is called in messages.
    label
        What it is called as a member; empty for the upload itself.
    level
        Archives around it.

    Returns
    -------
    list of DataSet
        At least one, unless the archive stands in another.

    Raises
    ------
    DataError
        The archive is damaged or means harm, or holds nothing that can be read.
    LimitExceeded
        It is too large.
    """
    archive = desk.stack.enter_context(
        Archive(path, name=shown(name), limits=desk.limits, spent_bytes=desk.unpacked_bytes)
    )
    desk.unpacked_bytes = archive.unpacked_bytes
    sheets = workbook_sets(desk, archive, path, name, label=label)
    if sheets is not None:
        return sheets
    return _Members(desk, archive, name, label=f"{label}/" if label else "", level=level).find()


class _Members:
    def __init__(self, desk: Desk, archive: Archive, name: str, *, label: str, level: int) -> None:
        self._desk = desk
        self._archive = archive
        self._name = name
        self._label = label
        self._level = level
        self._faults: list[DataError] = []

    def find(self) -> list[DataSet]:
        """All data sets; faults of some are told when there are others."""
        entries = [entry for entry in self._archive.entries if not _is_geodatabase(entry)]
        has_geodatabase = len(entries) < len(self._archive.entries)
        groups: dict[str, dict[str, Entry]] = defaultdict(dict)
        for entry in entries:
            if entry.ending in SHAPE_ENDINGS:
                groups[entry.stem.lower()][entry.ending] = entry
        sets: list[DataSet] = []
        for group in groups.values():
            sets += self._tried(self._of_group, group)
        others = [entry for entry in entries if entry.ending not in SHAPE_ENDINGS]
        sets += self._of_endings(others, _DATA_ENDINGS)
        if not sets and not self._faults:
            sets += self._of_endings(others, _SECOND_ENDINGS | _FOREIGN_ENDINGS)
        foreign = [shown(entry.name) for entry in others if entry.ending in _FOREIGN_ENDINGS]
        self._conclude(sets, foreign[:20] + (["*.gdb"] if has_geodatabase else []))
        return sets

    def _of_endings(self, entries: Sequence[Entry], endings: frozenset[str]) -> list[DataSet]:
        sets: list[DataSet] = []
        for entry in entries:
            if entry.ending in endings:
                sets += self._tried(self._of_entry, entry)
        return sets

    def _tried(self, find: Callable[[Any], list[DataSet]], what: Any) -> list[DataSet]:
        try:
            return find(what)
        except DataError as error:
            # What means harm is refused as a whole; what is merely unreadable is told beside the rest.
            if error.code.startswith("archive_"):
                raise
            self._faults.append(error)
            return []

    def _conclude(self, sets: Sequence[DataSet], left_out: Sequence[str]) -> None:
        if not sets:
            if self._faults:
                raise self._faults[0]
            if not self._level:
                raise self._nothing(left_out)
            return
        findings = self._desk.findings
        for error in self._faults:
            findings.tell(error.code, error.message, hint=error.hint, **error.detail)
        if left_out:
            findings.tell(
                "members_left_out",
                Text(f"没有读取：{'、'.join(left_out)}", f"not read: {', '.join(left_out)}"),
                hint=ACCEPTED,
                files=list(left_out),
            )

    def _nothing(self, left_out: Sequence[str]) -> DataError:
        zh, en = (
            (f"（有 {'、'.join(left_out)}）", f" (there are {', '.join(left_out)})") if left_out else ("", "")
        )
        hint = ACCEPTED
        if "*.gdb" in left_out:
            hint = Text(
                "请在 ArcGIS 中把要素类导出为 shapefile 或 GeoPackage。",
                "Export the feature classes as shapefile or GeoPackage.",
            )
        return DataError(
            f"压缩包 {shown(self._name)} 中没有可以导入的数据{zh}",
            f"the archive {shown(self._name)} holds no data that can be imported{en}",
            code="no_data",
            hint_zh=hint.zh,
            hint_en=hint.en,
            file=shown(self._name),
        )

    def _of_group(self, group: Mapping[str, Entry]) -> list[DataSet]:
        """The parts of one shapefile; a table whose geometry was left behind is refused."""
        main = group.get(".shp") or group.get(".dbf")
        if main is None:
            return []
        kind = sniff(self._archive.head(main, size=HEAD_BYTES), main.name)
        if kind != SHAPEFILE:
            return self._of_entry(main)
        return [
            shapefile_set(self._desk, lambda: self._unpacked(group), main.stem, label=self._label + main.name)
        ]

    def _of_entry(self, entry: Entry) -> list[DataSet]:
        kind = sniff(self._archive.head(entry, size=HEAD_BYTES), entry.name)
        label = self._label + entry.name
        if kind == ZIP:
            return self._of_inner_zip(entry, label)
        if kind == DBF:
            raise without_shapes(label)
        tell_ending(self._desk, entry.name, kind)
        if kind == SHAPEFILE:
            return [
                shapefile_set(self._desk, lambda: self._unpacked({".shp": entry}), entry.stem, label=label)
            ]
        return sets_of_file(
            self._desk, lambda: self._unpack(entry, OWN_ENDINGS[kind]), kind, entry.name, label=label
        )

    def _of_inner_zip(self, entry: Entry, label: str) -> list[DataSet]:
        # A workbook is an archive too, but holds no others.
        if self._level and entry.ending not in (".xlsx", ".xlsm"):
            raise DataError(
                f"压缩包“{shown(label)}”嵌套过深，整个文件被拒绝",
                f"the archive “{shown(label)}” is nested too deeply; the file is refused",
                code="archive_nested",
                hint_zh="压缩包里最多再套一层；请解压后重新压缩。",
                hint_en="An archive may hold others, no deeper; unpack it and pack it again.",
                file=shown(self._name),
                entry=shown(label),
            )
        path = self._unpack(entry, ".zip")
        return sets_of_archive(self._desk, path, entry.name, label=label, level=self._level + 1)

    def _unpacked(self, entries: Mapping[str, Entry]) -> dict[str, Path]:
        return {ending: self._unpack(entry, ending) for ending, entry in entries.items()}

    def _unpack(self, entry: Entry, ending: str) -> Path:
        path = self._desk.new_file(ending)
        self._archive.unpack(entry, path)
        return path


def _is_geodatabase(entry: Entry) -> bool:
    return any(folder.lower().endswith(_GEODATABASE) for folder in entry.name.split("/")[:-1])

"""Makes a GeoPackage harmless before a driver opens it: views, triggers and virtual tables are taken out of a copy.

The copy is ours; SQL that stands in the file is never run, only removed. Layers are told from the tables that
GeoPackage itself prescribes (OGC 12-128r18, clauses 1.1.3 and 2.1.5).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from atlas.core.errors import DataError, Text
from atlas.ingest.shown import shown
from atlas.ingest.sink import Findings

#: Tables that programs keep for themselves: styles and projects of QGIS.
_HOUSEKEEPING = frozenset({"layer_styles", "qgis_projects", "gpkg_ogr_contents"})
_MOST_LAYERS = 1_000


@dataclass(frozen=True, slots=True)
class PackageLayer:
    """A table of a GeoPackage.

    Parameters
    ----------
    name
        Of the table.
    has_geometry
        Whether it is a feature table.
    """

    name: str
    has_geometry: bool


def clean_package(path: Path, findings: Findings, *, name: str) -> list[PackageLayer]:
    """Remove all that could run from a GeoPackage, in place, and list its layers.

    Parameters
    ----------
    path
        A copy of the upload.
    findings
        Gets the layers that cannot be read.
    name
        What the file is called in a message.

    Returns
    -------
    list of PackageLayer
        Tables of features and of attributes.

    Raises
    ------
    DataError
        The file is damaged, or no GeoPackage.
    """
    with _opened(path, name) as base:
        base.execute("PRAGMA writable_schema=ON")
        views = {row[0] for row in base.execute("SELECT name FROM sqlite_master WHERE type = 'view'")}
        virtual = {
            row[0] for row in base.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL%'")
        }
        base.execute(
            "DELETE FROM sqlite_master WHERE type IN ('view', 'trigger') OR sql LIKE 'CREATE VIRTUAL%'"
        )
        base.execute("PRAGMA writable_schema=RESET")
        base.commit()
    with _opened(path, name) as base:
        layers = _layers(base, name)
        _forget(base, {*views, *virtual})
        tables = {row[0] for row in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        base.commit()
    for layer in sorted(set(layers) & (views | virtual)):
        findings.tell(
            "layer_is_view",
            Text(
                f"图层“{shown(layer)}”是视图，没有读取",
                f"the layer “{shown(layer)}” is a view and was not read",
            ),
            hint=Text("请导出为普通图层。", "Export it as an ordinary layer."),
            file=name,
            field=shown(layer),
        )
    return [
        PackageLayer(layer, kind == "features")
        for layer, kind in layers.items()
        if layer in tables and layer not in _HOUSEKEEPING
    ]


@contextmanager
def _opened(path: Path, name: str) -> Iterator[sqlite3.Connection]:
    base = sqlite3.connect(path, isolation_level=None)
    try:
        base.execute("PRAGMA trusted_schema=OFF")
        # A copy that is thrown away need not survive a power cut.
        base.execute("PRAGMA synchronous=OFF")
        base.execute("PRAGMA journal_mode=MEMORY")
        base.execute("PRAGMA cell_size_check=ON")
        base.execute("BEGIN IMMEDIATE")
        yield base
    except (sqlite3.Error, UnicodeDecodeError, OverflowError) as error:
        raise DataError(
            f"{name} 不是可用的 GeoPackage，或已损坏",
            f"{name} is no usable GeoPackage, or is damaged",
            code="file_damaged",
            hint_zh="请在 QGIS 等软件中打开检查，并重新导出为 GeoPackage。",
            hint_en="Open it in QGIS or the like, check it and export it as GeoPackage again.",
            file=name,
        ) from error
    finally:
        base.close()


def _layers(base: sqlite3.Connection, name: str) -> dict[str, str]:
    rows = base.execute(
        "SELECT table_name, data_type FROM gpkg_contents WHERE data_type IN ('features', 'attributes') LIMIT ?",
        [_MOST_LAYERS + 1],
    ).fetchall()
    if len(rows) > _MOST_LAYERS:
        raise DataError(
            f"{name} 中的图层超过 {_MOST_LAYERS} 个",
            f"{name} has more than {_MOST_LAYERS} layers",
            code="too_many_members",
            file=name,
        )
    return {str(table): str(kind) for table, kind in rows}


def _forget(base: sqlite3.Connection, gone: set[str]) -> None:
    """Take removed tables, extensions, and counts that triggers kept out of the register."""
    for table in gone:
        base.execute("DELETE FROM gpkg_contents WHERE table_name = ?", [table])
        base.execute("DELETE FROM gpkg_geometry_columns WHERE table_name = ?", [table])
    for table in ("gpkg_extensions", "gpkg_ogr_contents", "gpkg_metadata_reference", "gpkg_metadata"):
        if base.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", [table]).fetchone():
            base.execute(f"DROP TABLE {table}")

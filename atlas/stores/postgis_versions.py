"""Versions that stand for good in PostGIS: features as tables, tiles and sources as blobs, published ones as views.

All of a version is written in the transaction that writes its row. What lies on this machine is a copy.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas
import psycopg
from psycopg import errors, sql

from atlas.core.errors import ConflictError, StoreCorrupt, StoreUnavailable, Text
from atlas.core.layers import LayerField, LayerVersion
from atlas.stores.blobs import fetch_blob, read_blob, remove_blobs, remove_broken, write_blob
from atlas.stores.database import Connection
from atlas.stores.geopackage import layer_table
from atlas.stores.held_folders import list_folders, remove_folder
from atlas.stores.postgis_features import PostgisTable, read_frame
from atlas.stores.postgis_load import GeoPackageLoader, list_tables, table_columns
from atlas.stores.postgis_names import LAYERS_SCHEMA, VERSIONS_SCHEMA, in_schema, join_table, version_table
from atlas.stores.postgres import PostgresDatabase
from atlas.stores.version_facts import FILE_NAME as FEATURES_FILE
from atlas.stores.version_facts import JOIN_TABLE, translated
from atlas.stores.version_features import JOIN_FEATURE, write_join, write_table
from atlas.stores.version_files import (
    REPORT_FILE,
    TILES_FILE,
    Staging,
    VersionBuilder,
    write_report,
)

_BLOBS = "version"
_CACHE_FOLDER = "tiles"
#: How long a change of a layer waits for those who read it; other changes wait as long.
_LONGEST_WAIT = "10s"


class PostgisVersions:
    """The versions of a workspace in PostgreSQL; see ``VersionContents``.

    Parameters
    ----------
    database
        Of the workspace.
    """

    def __init__(self, database: PostgresDatabase) -> None:
        self._database = database
        self._staging = Staging(database.folder)
        self._cache = database.folder / _CACHE_FOLDER

    def begin(self, layer: str) -> VersionBuilder:
        """A builder in a staging folder on this machine."""
        return self._staging.begin(layer)

    def keep(self, layer: str, number: int, folder: Path) -> None:
        """Load the files of a version, within the transaction of the caller."""
        path, table = folder / FEATURES_FILE, version_table(layer, number)
        with self._database.connect() as connection:
            raw = connection.raw
            for schema in (VERSIONS_SCHEMA, LAYERS_SCHEMA):
                raw.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(sql.Identifier(schema)))
            loader = GeoPackageLoader(raw, path, VERSIONS_SCHEMA)
            titles, others = list_tables(path)
            source = layer_table(layer)
            loader.load_features(source, table, title=f"{titles[source]}（{layer} {number}）")
            if JOIN_TABLE in others:
                loader.load_rows(JOIN_TABLE, join_table(table), keys=(JOIN_FEATURE, "adcode"))
            for one in sorted(folder.iterdir()):
                if one.name not in (FEATURES_FILE, REPORT_FILE) and one.is_file():
                    with translated(one), one.open("rb") as stream:
                        write_blob(connection, _blob(layer, number, one.name), stream)

    def fetch(self, layer: str, number: int, folder: Path) -> None:
        """Write the files of a version as ``keep`` takes them."""
        with self._database.connect() as connection:
            row = connection.execute(
                "SELECT title_zh, title_en, schema, report FROM version JOIN layer ON layer.id = version.layer "
                "WHERE layer = ? AND number = ?",
                (layer, number),
            ).fetchone()
            names = connection.execute(
                "SELECT name FROM blob WHERE part = 0 AND starts_with(name, ?)", (_blob(layer, number, ""),)
            ).fetchall()
        if row is None:
            raise _gone(layer, number)
        fields = [
            LayerField(item["name"], item["type"], Text(item["title"]["zh"], item["title"]["en"]))
            for item in json.loads(row[2])
        ]
        table, path = self._table(layer, number, fields), folder / FEATURES_FILE
        bodies = (body for _, body in table.read_bodies())
        write_table(
            path, layer_table(layer), table.read_frame(), bodies, title=row[0] or layer, description=row[1]
        )
        rows = self.read_join(layer, number)
        if len(rows.columns):
            write_join(path, rows)
        for (name,) in names:
            fetch_blob(self._database, name, folder / name.rpartition("/")[2])
        write_report(folder, json.loads(row[3]))

    def digest_files(self, layer: str, number: int) -> dict[str, str]:
        """SHA-256 of the tile archive and of the file that was uploaded, by name."""
        self.check(layer, number)
        found = {}
        with self._database.connect() as connection:
            names = connection.execute(
                "SELECT name FROM blob WHERE part = 0 AND starts_with(name, ?) ORDER BY name",
                (_blob(layer, number, ""),),
            ).fetchall()
            for (name,) in names:
                digest = hashlib.sha256()
                for part in read_blob(connection, name):
                    digest.update(part)
                found[name.rpartition("/")[2]] = digest.hexdigest()
        return found

    def show(self, layer: str) -> None:
        """Keep the view of a layer on its published version, or take it away."""
        with self._database.connect() as connection:
            row = connection.execute(
                "SELECT published, title_zh, title_en FROM layer WHERE id = ? AND removed_at IS NULL",
                (layer,),
            ).fetchone()
            raw, view = connection.raw, sql.Identifier(LAYERS_SCHEMA, layer)
            with _short_wait(raw, layer):
                try:
                    if row is None or row[0] is None:
                        raw.execute(sql.SQL("DROP VIEW IF EXISTS {}").format(view))
                        return
                    _point(raw, view, sql.Identifier(VERSIONS_SCHEMA, version_table(layer, row[0])))
                except errors.DependentObjectsStillExist as error:
                    raise _in_use(layer) from error
                title = sql.Literal(row[1] or row[2] or layer)
                raw.execute(sql.SQL("COMMENT ON VIEW {} IS {}").format(view, title))

    def exists(self, layer: str, number: int) -> bool:
        """Whether the tables of a version are there."""
        with self._database.connect() as connection:
            place = in_schema(VERSIONS_SCHEMA, version_table(layer, number))
            return connection.execute("SELECT to_regclass(?)", (place,)).fetchone() != (None,)

    def check(self, layer: str, number: int) -> None:
        """Raise ``StoreCorrupt`` when the tables of a version are gone."""
        if not self.exists(layer, number):
            raise _gone(layer, number)

    def withdraw(self, layer: str, number: int) -> None:
        """Remove the tables and blobs of a version, within the transaction of the caller."""
        with self._database.connect() as connection:
            with _short_wait(connection.raw, layer):
                _drop(connection, version_table(layer, number))
            remove_blobs(connection, _blob(layer, number, ""))

    def remove(self, layer: str, number: int) -> None:
        """Remove the copies on this machine."""
        remove_folder(self._cache / layer / str(number))

    def remove_litter(self, known: Collection[tuple[str, int]]) -> list[str]:
        """Remove staging that nobody holds, tables and blobs that have no row, and copies of them."""
        gone = self._staging.remove_litter()
        for layer in list_folders(self._cache):
            for folder in list_folders(layer):
                if not folder.name.isdecimal() or (layer.name, int(folder.name)) not in known:
                    remove_folder(folder)
                remove_broken(folder)
        tables = {version_table(layer, number) for layer, number in known}
        blobs = {_blob(layer, number, "") for layer, number in known}
        with self._database.connect() as connection:
            rows = connection.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = ? AND tablename ~ '_v[0-9]+$'",
                (VERSIONS_SCHEMA,),
            ).fetchall()
            for (table,) in rows:
                if table not in tables:
                    _drop(connection, table)
                    gone.append(f"{VERSIONS_SCHEMA}.{table}")
            prefixes = connection.execute(
                "SELECT DISTINCT substring(name FROM '^[^/]+/[^/]+/[^/]+/') FROM blob WHERE starts_with(name, ?)",
                (f"{_BLOBS}/",),
            ).fetchall()
            for (prefix,) in prefixes:
                if prefix not in blobs:
                    remove_blobs(connection, prefix)
                    gone.append(prefix.rstrip("/"))
        return gone

    def open_table(self, layer: LayerVersion) -> PostgisTable:
        """The features of a version; ``StoreCorrupt`` tells when they are read that they are gone."""
        return self._table(layer.id, layer.version, layer.schema)

    def read_join(self, layer: str, number: int) -> pandas.DataFrame:
        """In which counties the features of a version lie; empty where that was not written."""
        self.check(layer, number)
        table = join_table(version_table(layer, number))
        with self._database.connect() as connection:
            columns = table_columns(connection, VERSIONS_SCHEMA, table)
            if not columns:
                return pandas.DataFrame()
            place = in_schema(VERSIONS_SCHEMA, table)
            return pandas.DataFrame(read_frame(connection, place, tuple(columns.items()), has_geometry=False))

    def archive_path(self, archive: str) -> Path:
        """Where a tile archive stands on this machine; fetched when it does not yet."""
        layer, number, name = archive.split("/")
        blob = _blob(layer, int(number), TILES_FILE)
        return fetch_blob(self._database, blob, self._cache / layer / number / name)

    def _table(self, layer: str, number: int, fields: Sequence[LayerField]) -> PostgisTable:
        return PostgisTable(
            self._database,
            VERSIONS_SCHEMA,
            version_table(layer, number),
            fields,
            layer=layer,
            gone=lambda: _gone(layer, number),
        )


def _blob(layer: str, number: int, name: str) -> str:
    return f"{_BLOBS}/{layer}/{number}/{name}"


def _drop(connection: Connection, table: str) -> None:
    for name in (join_table(table), f"{table}_json", table):
        connection.execute(f"DROP TABLE IF EXISTS {in_schema(VERSIONS_SCHEMA, name)}")


@contextmanager
def _short_wait(raw: psycopg.Connection[Any], layer: str) -> Iterator[None]:
    """Within, a statement waits only shortly for those who read a view or a table, as GIS programs do for hours."""
    row = raw.execute("SELECT current_setting('lock_timeout')").fetchone()
    set_wait = "SELECT set_config('lock_timeout', %s, true)"
    raw.execute(set_wait, [_LONGEST_WAIT])
    try:
        yield
    except errors.LockNotAvailable as error:
        raise _busy(layer) from error
    raw.execute(set_wait, row)


def _point(raw: psycopg.Connection[Any], view: sql.Identifier, table: sql.Identifier) -> None:
    """Let a view show a table. Rights that were given on it stay where the columns are the same."""
    create = sql.SQL("CREATE OR REPLACE VIEW {} AS SELECT * FROM {}").format(view, table)
    try:
        with raw.transaction():
            raw.execute(create)
    except errors.InvalidTableDefinition:
        raw.execute(sql.SQL("DROP VIEW {}").format(view))
        raw.execute(create)


def _in_use(layer: str) -> ConflictError:
    return ConflictError(
        f"数据库中有别的视图建立在图层“{layer}”的视图上，字段变了就不能更换",
        f"another view of the database rests on that of layer “{layer}”, which cannot be changed",
        code="view_in_use",
        hint_zh=f"请先删除建立在 {LAYERS_SCHEMA}.{layer} 上的视图，之后再重建。",
        hint_en=f"Drop the views that rest on {LAYERS_SCHEMA}.{layer} first, and make them again afterwards.",
        layer=layer,
    )


def _busy(layer: str) -> StoreUnavailable:
    return StoreUnavailable(
        f"数据库中有别的程序正在读取图层“{layer}”，现在无法更换",
        f"another program is reading layer “{layer}” in the database, which cannot be changed now",
        code="workspace_busy",
        hint_zh="没有作任何更改。请稍后再试；若仍如此，请让数据库管理员结束长时间未提交的事务（pg_stat_activity，"
        "例如打开着的 QGIS 编辑或 psql 会话）。",
        hint_en="Nothing was changed. Try again in a moment; if it stays so, let the administrator of the database end "
        "transactions that were left open (pg_stat_activity), such as those of QGIS or psql.",
        layer=layer,
    )


def _gone(layer: str, number: int) -> StoreCorrupt:
    return StoreCorrupt(
        f"图层“{layer}”第 {number} 版的数据表不见了",
        f"the tables of version {number} of layer “{layer}” are gone",
        code="version_files_missing",
        hint_zh="请用备份恢复数据库，或发布另一个版本。",
        hint_en="Restore the database from a backup, or publish another version.",
        layer=layer,
        version=number,
    )

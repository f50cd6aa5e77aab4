"""Loads what was built in a data folder into PostGIS, aside, and switches to it in one transaction."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
from psycopg import errors, sql

from atlas.core.errors import ConflictError, StoreCorrupt
from atlas.stores.blobs import has_blob, remove_blobs, write_blob
from atlas.stores.catalogue_tables import TABLES
from atlas.stores.database import Connection
from atlas.stores.geopackage import FILE_NAME, TILE_FOLDER, GeoPackageStore
from atlas.stores.postgis_load import GeoPackageLoader, list_tables
from atlas.stores.postgis_names import BUILT_PLACE, LoadedPlace
from atlas.stores.postgis_store import PostgisStore
from atlas.stores.postgres import PostgresDatabase
from atlas.stores.postgres_locks import LOCK_CLASS, AdvisoryLock

#: Rights that others were given on the old tables and their schema, as statements for the new ones.
_GRANTS = """
    SELECT format('GRANT %%s ON %%I.%%I TO %%s', given.privilege_type, %(new)s, old.relname, given.who)
    FROM pg_class old
    JOIN pg_class new ON new.relname = old.relname AND new.relnamespace = to_regnamespace(%(new)s)
    CROSS JOIN LATERAL (
        SELECT privilege_type, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END AS who
        FROM aclexplode(old.relacl) WHERE grantee <> old.relowner
    ) given
    WHERE old.relnamespace = to_regnamespace(%(old)s) AND old.relkind = 'r'
    UNION ALL
    SELECT format('GRANT %%s ON SCHEMA %%I TO %%s', given.privilege_type, %(new)s, given.who)
    FROM pg_namespace old
    CROSS JOIN LATERAL (
        SELECT privilege_type, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END AS who
        FROM aclexplode(old.nspacl) WHERE grantee <> old.nspowner
    ) given
    WHERE old.nspname = %(old)s
"""

#: Rights on the table of layers, as statements for all tables of the new schema.
_GRANTS_ALIKE = """
    SELECT format('GRANT %%s ON ALL TABLES IN SCHEMA %%I TO %%s', given.privilege_type, %(new)s::text, given.who)
    FROM pg_class old
    CROSS JOIN LATERAL (
        SELECT privilege_type, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END AS who
        FROM aclexplode(old.relacl) WHERE grantee <> old.relowner
    ) given
    WHERE old.relnamespace = to_regnamespace(%(old)s) AND old.relname = 'layer'
"""

#: What others rest on the tables of a schema: views, and keys of their tables that point to them.
_DEPENDENTS = """
    SELECT DISTINCT format('%%s.%%I', resting.relnamespace::regnamespace, resting.relname) AS name
    FROM pg_class built
    JOIN pg_depend ON refclassid = 'pg_class'::regclass AND refobjid = built.oid
    LEFT JOIN pg_rewrite rule ON classid = 'pg_rewrite'::regclass AND rule.oid = objid
    LEFT JOIN pg_constraint own ON classid = 'pg_constraint'::regclass AND own.oid = objid
    JOIN pg_class resting ON resting.oid = coalesce(rule.ev_class, own.conrelid) AND resting.oid <> built.oid
    WHERE built.relnamespace = to_regnamespace(%(schema)s) AND built.relkind = 'r'
    ORDER BY name
"""
#: So many of them are named.
_NAMED = 10

#: Told how much of the work is done [0-1], and what is being done.
Progress = Callable[[float, str], None]


class PostgisLoader:
    """Loads a build.

    Parameters
    ----------
    database
        Where it goes.
    place
        Where in it.
    """

    def __init__(self, database: PostgresDatabase, place: LoadedPlace = BUILT_PLACE) -> None:
        self._database = database
        self._place = place

    @property
    def where(self) -> str:
        """Host and name of the database."""
        return str(self._database.address)

    def read_stamp(self) -> str:
        """Stamp of the build that stands there.

        Returns
        -------
        str
            Empty where there is none, or none that can be read: a new one mends that.

        Raises
        ------
        StoreError
            The database cannot be used.
        """
        try:
            return PostgisStore(self._database, self._place).read_stamp() or ""
        except StoreCorrupt:
            return ""

    def check(self) -> None:
        """See that another build may take the place of the one that stands there.

        Raises
        ------
        ConflictError
            Views of others rest on its tables.
        StoreError
            The database cannot be used.
        """
        with self._database.connect() as connection:
            _check_free(connection.raw, self._place)

    def load(self, home: Path, progress: Progress) -> None:
        """Load the build of a data folder in the place of the one that stands there.

        Parameters
        ----------
        home
            Folder with the GeoPackage and the tile archives.
        progress
            Told how far it is.

        Raises
        ------
        ConflictError
            Another process loads a build, or views of others rest on the tables of the old one, which still stands.
        StoreError
            The database refused; the old build still stands.
        """
        path = home / FILE_NAME
        with self._database.connect() as connection:
            raw = connection.raw
            _take(raw)
            _check_free(raw, self._place)
            names = self._load_tables(raw, path, progress)
            archives = sorted({one.tile_archive for one in GeoPackageStore(home).list_layers()} - {""})
            for archive in archives:
                progress(0.9, archive)
                self._load_archive(connection, home / TILE_FOLDER / archive)
            _switch(raw, self._place)
            _forget(connection, self._place, [self._place.blob(archive) for archive in archives])
            raw.execute("UPDATE revision SET number = number + 1")
            progress(1.0, f"{len(names)} tables")

    def _load_tables(self, raw: psycopg.Connection[Any], path: Path, progress: Progress) -> list[str]:
        for statement in ("DROP SCHEMA IF EXISTS {} CASCADE", "CREATE SCHEMA {}"):
            raw.execute(sql.SQL(statement).format(sql.Identifier(self._place.loading_schema)))
        loader = GeoPackageLoader(raw, path, self._place.loading_schema)
        features, others = list_tables(path)
        keys = {table.name: table.key for table in TABLES}
        for place, (name, title) in enumerate(features.items()):
            progress(0.8 * place / len(features), name)
            loader.load_features(name, name, title=title)
        for name in others:
            loader.load_rows(name, name, keys=keys.get(name, ()))
        build = sql.Identifier(self._place.loading_schema, "build")
        row = "INSERT INTO {} (fid, key, value) SELECT max(fid) + 1, 'revision', {} FROM {}"
        raw.execute(sql.SQL(row).format(build, sql.Literal(secrets.token_hex(8)), build))
        return [*features, *others]

    def _load_archive(self, connection: Connection, path: Path) -> None:
        # The name holds the digest of the content: what is there already is the same.
        if not has_blob(connection, self._place.blob(path.name)):
            with path.open("rb") as stream:
                write_blob(connection, self._place.blob(path.name), stream)


def _take(raw: psycopg.Connection[Any]) -> None:
    row = raw.execute(
        "SELECT pg_try_advisory_xact_lock(%s, %s)", (LOCK_CLASS, AdvisoryLock.LOADING)
    ).fetchone()
    if row != (True,):
        raise ConflictError(
            "另一台主机正在把 atlas build 的结果载入数据库",
            "another host is loading its build into the database",
            code="build_running",
            hint_zh="请等它结束后再试。",
            hint_en="Wait until it has ended and try again.",
        )


def _switch(raw: psycopg.Connection[Any], place: LoadedPlace) -> None:
    if place.longest_wait:
        raw.execute("SELECT set_config('lock_timeout', %s, true)", [place.longest_wait])
    # Readers of several tables hold the lock shared; others wait for this transaction at most.
    raw.execute("SELECT pg_advisory_xact_lock(%s, %s)", (LOCK_CLASS, AdvisoryLock.BUILT))
    for query in (_GRANTS, _GRANTS_ALIKE)[: 2 if place.has_alike_rights else 1]:
        for (grant,) in raw.execute(query, {"old": place.schema, "new": place.loading_schema}).fetchall():
            raw.execute(grant.encode())
    _drop_old(raw, place)
    rename = sql.SQL("ALTER SCHEMA {} RENAME TO {}")
    raw.execute(rename.format(sql.Identifier(place.loading_schema), sql.Identifier(place.schema)))


def _drop_old(raw: psycopg.Connection[Any], place: LoadedPlace) -> None:
    """Remove what stands there, and nothing that others made."""
    # Once more, since somebody may have made a view while the build was loaded.
    _check_free(raw, place)
    rows = raw.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [place.schema]).fetchall()
    tables = [sql.Identifier(place.schema, name) for (name,) in rows]
    try:
        if tables:
            raw.execute(sql.SQL("DROP TABLE {}").format(sql.SQL(", ").join(tables)))
        raw.execute(sql.SQL("DROP SCHEMA IF EXISTS {}").format(sql.Identifier(place.schema)))
    except errors.DependentObjectsStillExist as error:
        raise _in_use((error.diag.message_detail or "?").splitlines(), place) from error


def _check_free(raw: psycopg.Connection[Any], place: LoadedPlace) -> None:
    rows = raw.execute(_DEPENDENTS, {"schema": place.schema}).fetchall()
    if rows:
        raise _in_use([str(name) for (name,) in rows], place)


def _in_use(names: list[str], place: LoadedPlace) -> ConflictError:
    more_zh, more_en = (" 等", " and others") if len(names) > _NAMED else ("", "")
    zh, en = "、".join(names[:_NAMED]), ", ".join(names[:_NAMED])
    return ConflictError(
        f"数据库中有别的对象建立在 {place.schema} 的表上，不能更换内置数据：{zh}{more_zh}",
        f"others rest on the tables of {place.schema}, which cannot be replaced: {en}{more_en}",
        code="view_in_use",
        hint_zh="请先删除它们，再运行一次，之后再重建；原有数据未受影响。",
        hint_en="Drop them, run it again, and make them again afterwards; the old data still stand.",
        views=names,
    )


def _forget(connection: Connection, place: LoadedPlace, in_use: list[str]) -> None:
    """Remove archives that no layer uses any more."""
    rows = connection.execute(
        "SELECT name FROM blob WHERE part = 0 AND starts_with(name, ?)", (place.blob(""),)
    )
    for (name,) in rows.fetchall():
        if name not in in_use:
            remove_blobs(connection, name)

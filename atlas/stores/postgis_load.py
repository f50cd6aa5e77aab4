"""Loads tables of a GeoPackage into PostGIS by COPY, as they are: features, their GeoJSON, and plain tables."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely
from psycopg import sql
from psycopg.types.json import Jsonb

from atlas.stores.cql2_sql import quoted
from atlas.stores.database import Connection
from atlas.stores.geopackage_rows import open_file, query_rows, strip_header
from atlas.stores.postgis_conditions import SRID
from atlas.stores.postgis_names import column_of, twin_table
from atlas.stores.postgres_connection import RawConnection

#: Rows that are held in memory at once.
_BATCH = 2000
#: Names that both know; anything else is taken as it comes.
_SHAPES = frozenset(
    ("POINT", "LINESTRING", "POLYGON", "MULTIPOINT", "MULTILINESTRING", "MULTIPOLYGON", "GEOMETRYCOLLECTION")
)
_WHOLE = re.compile("INT", re.IGNORECASE)
_DECIMAL = re.compile("REAL|DOUB|FLOA", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table of a GeoPackage.

    Parameters
    ----------
    name
        There.
    kind
        Type in PostgreSQL: ``text``, ``int8`` or ``float8``.
    """

    name: str
    kind: str

    @property
    def declaration(self) -> sql.Composable:
        """The column as CREATE TABLE wants it; texts are compared by code point."""
        collation = sql.SQL(' COLLATE "C"' if self.kind == "text" else "")
        return sql.Identifier(column_of(self.name)) + sql.SQL(" ") + sql.SQL(self.kind) + collation


class GeoPackageLoader:
    """Copies tables of one GeoPackage into one schema.

    Parameters
    ----------
    raw
        In a transaction that the caller ends.
    path
        The GeoPackage.
    schema
        Where the tables are made.
    """

    def __init__(self, raw: RawConnection, path: Path, schema: str) -> None:
        self._raw = raw
        self._path = path
        self._schema = schema

    def load_features(self, source: str, target: str, *, title: str = "") -> int:
        """Copy a feature table, with its spatial index, and its twin with the GeoJSON where there is one.

        Parameters
        ----------
        source, target
            Names there and here.
        title
            For people who open the database.

        Returns
        -------
        int
            Features.
        """
        with closing(open_file(self._path)) as connection:
            columns = _columns(connection, source)
            declared, is_open = _geometry_type(connection, source)
            self._create(target, columns, geometry=declared)
            names = ["fid", "geom", *(column.name for column in columns)]
            kinds = ["int8", "bytea", *(column.kind for column in columns)]
            has_twin = bool(_columns(connection, twin_table(source)))
            count = self._copy(target, names, kinds, _features(connection, source, names))
            if has_twin:
                self._load_twin(connection, source, twin_table(target), columns)
        place = sql.Identifier(self._schema, target)
        if is_open:
            rule = "ALTER TABLE {} ADD CHECK (ST_SRID(geom) = {})"
            self._raw.execute(sql.SQL(rule).format(place, sql.Literal(SRID)))
        self._raw.execute(sql.SQL("ALTER TABLE {} ADD PRIMARY KEY (fid)").format(place))
        self._raw.execute(sql.SQL("CREATE INDEX ON {} USING gist (geom)").format(place))
        self._finish(target, title)
        return count

    def load_rows(self, source: str, target: str, *, keys: Sequence[str] = ()) -> int:
        """Copy a table without geometry; its rows keep their order in ``fid``.

        Parameters
        ----------
        source, target
            Names there and here.
        keys
            Columns to index.

        Returns
        -------
        int
            Rows.
        """
        with closing(open_file(self._path)) as connection:
            columns = _columns(connection, source)
            self._create(target, columns)
            names = ", ".join(quoted(column.name) for column in columns)
            rows = _iterate(connection, f"SELECT rowid, {names} FROM {quoted(source)} ORDER BY rowid")  # noqa: S608
            kinds = ["int8", *(column.kind for column in columns)]
            count = self._copy(target, ["fid", *(column.name for column in columns)], kinds, rows)
        place = sql.Identifier(self._schema, target)
        self._raw.execute(sql.SQL("ALTER TABLE {} ADD PRIMARY KEY (fid)").format(place))
        for key in keys:
            self._raw.execute(
                sql.SQL("CREATE INDEX ON {} ({})").format(place, sql.Identifier(column_of(key)))
            )
        self._finish(target, "")
        return count

    def _load_twin(
        self, connection: sqlite3.Connection, source: str, target: str, columns: Sequence[Column]
    ) -> None:
        """The features as they are served, and their texts in folded case where that differs."""
        place = sql.Identifier(self._schema, target)
        table = "CREATE TABLE {} (fid bigint, body text NOT NULL, folded jsonb)"
        self._raw.execute(sql.SQL(table).format(place))
        texts = [column.name for column in columns if column.kind == "text"]
        names = "".join(f", f.{quoted(name)}" for name in texts)
        rows = _iterate(
            connection,
            f"SELECT j.fid, j.body{names} FROM {quoted(twin_table(source))} j "  # noqa: S608 - names of the file
            f"JOIN {quoted(source)} f ON f.fid = j.fid ORDER BY j.fid",
        )
        folded = ((row[0], row[1], _folded(texts, row[2:])) for row in rows)
        self._copy(target, ["fid", "body", "folded"], ["int8", "text", "jsonb"], folded)
        self._raw.execute(sql.SQL("ALTER TABLE {} ADD PRIMARY KEY (fid)").format(place))
        self._finish(target, "")

    def _create(self, target: str, columns: Sequence[Column], *, geometry: str = "") -> None:
        parts: list[sql.Composable] = [sql.SQL("fid bigint")]
        if geometry:
            parts.append(sql.SQL("geom ") + sql.SQL(geometry))
        parts += [column.declaration for column in columns]
        statement = sql.SQL("CREATE TABLE {} ({})")
        self._raw.execute(statement.format(sql.Identifier(self._schema, target), sql.SQL(", ").join(parts)))

    def _copy(
        self, target: str, names: Sequence[str], kinds: Sequence[str], rows: Iterator[Sequence[Any]]
    ) -> int:
        listed = sql.SQL(", ").join([sql.Identifier(column_of(name)) for name in names])
        place = sql.Identifier(self._schema, target)
        statement = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT BINARY)").format(place, listed)
        with self._raw.cursor() as cursor:
            with cursor.copy(statement) as copy:
                copy.set_types(kinds)
                for row in rows:
                    copy.write_row(row)
            return cursor.rowcount

    def _finish(self, target: str, title: str) -> None:
        place = sql.Identifier(self._schema, target)
        if title:
            self._raw.execute(sql.SQL("COMMENT ON TABLE {} IS {}").format(place, sql.Literal(title)))
        self._raw.execute(sql.SQL("ANALYZE {}").format(place))


def list_tables(path: Path) -> tuple[dict[str, str], list[str]]:
    """What a GeoPackage holds.

    Parameters
    ----------
    path
        The GeoPackage.

    Returns
    -------
    dict, list
        Titles of its feature tables by name, and its other tables without the twins.
    """
    with closing(open_file(path)) as connection:
        titles = query_rows(
            connection, "SELECT table_name, identifier FROM gpkg_contents WHERE data_type = 'features'"
        )
        features = {str(name): str(title or name) for name, title in titles}
        tables = query_rows(
            connection,
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'gpkg\\_%' ESCAPE '\\' "
            "AND name NOT LIKE 'rtree\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
        )
    twins = {twin_table(name) for name in features}
    return features, [name for (name,) in tables if name not in features and name not in twins]


def _columns(connection: sqlite3.Connection, table: str) -> list[Column]:
    rows = query_rows(connection, "SELECT name, type FROM pragma_table_info(?) ORDER BY cid", (table,))
    return [Column(str(name), _kind(str(kind))) for name, kind in rows if name not in ("fid", "geom")]


def _kind(declared: str) -> str:
    if _WHOLE.search(declared):
        return "int8"
    return "float8" if _DECIMAL.search(declared) else "text"


def _geometry_type(connection: sqlite3.Connection, table: str) -> tuple[str, bool]:
    """Type of the geometry column, and whether it is open to any number of dimensions."""
    rows = query_rows(
        connection,
        "SELECT upper(geometry_type_name), z, m FROM gpkg_geometry_columns WHERE table_name = ?",
        (table,),
    )
    shape, z, m = rows[0]
    if z > 1 or m:
        return "geometry", True
    shape = shape if shape in _SHAPES else "GEOMETRY"
    return f"geometry({shape}{'Z' if z else ''}, {SRID})", False


def _features(connection: sqlite3.Connection, table: str, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Rows with the geometry as EWKB."""
    listed = ", ".join(quoted(name) for name in names)
    cursor = connection.execute(f"SELECT {listed} FROM {quoted(table)} ORDER BY fid")  # noqa: S608
    while batch := cursor.fetchmany(_BATCH):
        shapes = shapely.from_wkb([None if row[1] is None else strip_header(bytes(row[1])) for row in batch])
        bodies = shapely.to_wkb(shapely.set_srid(shapes, SRID), include_srid=True)
        for row, body in zip(batch, bodies, strict=True):
            yield row[0], body, *row[2:]


def _iterate(connection: sqlite3.Connection, statement: str) -> Iterator[tuple[Any, ...]]:
    yield from connection.execute(statement)


def _folded(names: Sequence[str], texts: Sequence[str | None]) -> Jsonb | None:
    differing = {
        name: text.casefold()
        for name, text in zip(names, texts, strict=True)
        if text is not None and text.casefold() != text
    }
    return Jsonb(differing) if differing else None


def table_columns(connection: Connection, schema: str, table: str) -> Mapping[str, str]:
    """Columns of a table and what they are in a frame.

    Parameters
    ----------
    connection
        To the database.
    schema, table
        Names.

    Returns
    -------
    dict
        ``str``, ``int64`` or ``float64`` by name, without ``fid`` and ``geom``; empty where there is no such table.
    """
    rows = connection.execute(
        "SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = ? AND table_name = ? "
        "AND column_name NOT IN ('fid', 'geom') ORDER BY ordinal_position",
        (schema, table),
    ).fetchall()
    kinds = {"bigint": "int64", "double precision": "float64"}
    return {str(name): kinds.get(kind, "str") for name, kind in rows}

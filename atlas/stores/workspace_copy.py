"""Rows of a workspace on their way from one database to another, whichever they are; each table with its digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from atlas.stores.database import Connection, Database

#: Tables in the order in which they may be written, and the order of their rows.
TABLES = {
    "audit": "id",
    "layer": "rowid",
    "version": "layer, number",
    "job": "created_at, id",
    "account": "name",
    "token": "created_at, id",
    "upload": "created_at, id",
    "ingested_document": "created_at, key",
    "ingested_text": "document",
    "ingested_item": "document, id",
    "ingested_step": "document, number",
    "ingested_change": "document, number, item",
}
#: Counts rows in one of the databases only.
_OWN_COLUMN = "rowid"
_BATCH = 500


@dataclass(frozen=True, slots=True)
class RowsDigest:
    """What stands in a table.

    Parameters
    ----------
    rows
        How many.
    digest
        SHA-256 of all of them, in order.
    """

    rows: int
    digest: str


def digest_rows(database: Database) -> dict[str, RowsDigest]:
    """What stands in the tables of a workspace.

    Parameters
    ----------
    database
        Of the workspace.

    Returns
    -------
    dict
        By table; empty where nothing was ever kept.
    """
    if not database.exists():
        return {}
    found = {}
    with database.connect() as connection:
        for table in TABLES:
            digest, count = hashlib.sha256(), 0
            for row in _rows(database, connection, table):
                digest.update(json.dumps(row, ensure_ascii=False).encode())
                count += 1
            found[table] = RowsDigest(count, digest.hexdigest())
    return found


def copy_rows(source: Database, target: Database) -> dict[str, int]:
    """Copy every row into empty tables, with the numbers that they have.

    Parameters
    ----------
    source, target
        Each in a transaction of the caller, who ends it.

    Returns
    -------
    dict
        Rows by table.
    """
    counts: dict[str, int] = {}
    published: list[tuple[Any, Any]] = []
    with source.connect() as reading, target.connect() as writing:
        for table in TABLES:
            columns = _columns(source, table)
            rows = list(_rows(source, reading, table))
            counts[table] = len(rows)
            if table == "layer":
                # It points to a version, which comes later.
                place, key = columns.index("published"), columns.index("id")
                published = [(row[place], row[key]) for row in rows]
                rows = [(*row[:place], None, *row[place + 1 :]) for row in rows]
            marks = ", ".join("?" for _ in columns)
            sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - own names
            for start in range(0, len(rows), _BATCH):
                writing.executemany(sql, rows[start : start + _BATCH])
        writing.executemany("UPDATE layer SET published = ? WHERE id = ?", published)
        revision = reading.execute("SELECT identity, number, documents FROM revision").fetchone()
        writing.execute("UPDATE revision SET identity = ?, number = ?, documents = ?", tuple(revision))
    return counts


def _rows(database: Database, connection: Connection, table: str) -> Iterator[tuple[Any, ...]]:
    listed = ", ".join(_columns(database, table))
    yield from connection.execute(f"SELECT {listed} FROM {table} ORDER BY {TABLES[table]}").fetchall()  # noqa: S608


def _columns(database: Database, table: str) -> list[str]:
    """By name, so that the order in which a database declares them does not matter."""
    return sorted(name for name in database.list_columns(table) if name != _OWN_COLUMN)

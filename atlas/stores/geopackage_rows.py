"""SQL on the GeoPackage: opening the file, rows of a query, features of a box. Knows no catalogue and no layer."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from atlas.core.errors import StoreCorrupt
from atlas.core.filters import Bbox


def open_file(path: Path) -> sqlite3.Connection:
    """A connection to a GeoPackage that is replaced, never written.

    Parameters
    ----------
    path
        File; its name may hold any character.

    Returns
    -------
    Connection
        Keeps reading the same file even when another takes its place.

    Raises
    ------
    StoreCorrupt
        It cannot be opened.
    """
    try:
        # immutable: nobody writes, so no lock and no journal is needed.
        return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    except sqlite3.Error as error:
        raise _corrupt() from error


def read_meta(connection: sqlite3.Connection) -> dict[str, str]:
    """What the build wrote down about itself.

    Parameters
    ----------
    connection
        To the store.

    Returns
    -------
    dict
        Text by key.
    """
    return {str(key): str(value) for key, value in query_rows(connection, "SELECT key, value FROM build")}


def find_fids(connection: sqlite3.Connection, table: str, bbox: Bbox) -> list[int]:
    """Ids of features whose geometry meets a box.

    Parameters
    ----------
    connection
        To the store.
    table
        Feature table with an R-tree.
    bbox
        (west, south, east, north) in the CRS of the table.

    Returns
    -------
    list of int
        Sorted.
    """
    west, south, east, north = bbox
    rows = query_rows(
        connection,
        f'SELECT r.id, r.minx >= ? AND r.maxx <= ? AND r.miny >= ? AND r.maxy <= ? FROM "rtree_{table}_geom" r '  # noqa: S608
        "WHERE r.minx <= ? AND r.maxx >= ? AND r.miny <= ? AND r.maxy >= ?",
        (west, east, south, north, east, west, north, south),
    )
    inside = [int(fid) for fid, contained in rows if contained]
    doubtful = [int(fid) for fid, contained in rows if not contained]
    return sorted(inside + _meeting(connection, table, doubtful, bbox))


def _meeting(connection: sqlite3.Connection, table: str, fids: Sequence[int], bbox: Bbox) -> list[int]:
    """Of features whose bounds only overlap the box, those whose geometry meets it."""
    if not fids:
        return []
    rows = query_rows(
        connection,
        f'SELECT fid, geom FROM "{table}" WHERE fid IN (SELECT value FROM json_each(?))',  # noqa: S608
        ("[" + ",".join(map(str, fids)) + "]",),
    )
    geometries = shapely.from_wkb([_strip_header(bytes(blob)) for _, blob in rows])
    meets = shapely.intersects(geometries, shapely.box(*bbox))
    return [int(row[0]) for row, hit in zip(rows, np.atleast_1d(meets), strict=True) if hit]


def query_rows(connection: sqlite3.Connection, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Rows of a query.

    Parameters
    ----------
    connection
        To the store.
    sql, values
        Names in the text must be our own; values are bound.

    Returns
    -------
    list of tuple
        All of them.

    Raises
    ------
    StoreCorrupt
        The file is damaged, or has not the tables expected.
    """
    try:
        return connection.execute(sql, values).fetchall()
    except sqlite3.Error as error:
        raise _corrupt() from error


def _corrupt() -> StoreCorrupt:
    return StoreCorrupt(
        "无法读取数据库",
        "the store cannot be read",
        hint_zh="请重新运行 atlas build。",
        hint_en="Run atlas build again.",
    )


def _strip_header(blob: bytes) -> bytes:
    """WKB of a GeoPackage geometry (OGC 12-128r15, clause 2.1.3: header of 8 bytes and an envelope)."""
    envelope_bytes = (0, 32, 48, 48, 64)[(blob[3] >> 1) & 7]
    return blob[8 + envelope_bytes :]

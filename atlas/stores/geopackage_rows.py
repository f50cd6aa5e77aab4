"""SQL on the GeoPackage: opening the file, rows of a query, features of a box. Knows no catalogue and no layer."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from atlas.core.errors import LimitExceeded, StoreCorrupt
from atlas.core.filters import Bbox
from atlas.stores.catalogue_tables import Table

if TYPE_CHECKING:
    import shapely

#: Steps of SQLite's machine between two looks at the clock: below those of one batch of features.
_STEPS_BETWEEN_LOOKS = 2000


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


def stamp_of(meta: Mapping[str, str]) -> str:
    """Stamp of a build.

    Parameters
    ----------
    meta
        What it wrote down about itself.

    Returns
    -------
    str
        Changes with all that goes into a build.

    Raises
    ------
    StoreCorrupt
        There is none: it was not made by ``atlas build``.
    """
    if not meta.get("stamp"):
        raise built_by_another()
    return meta["stamp"]


def built_by_another() -> StoreCorrupt:
    """The error for tables that are not those of this version of the program.

    Returns
    -------
    StoreCorrupt
        To be raised.
    """
    return StoreCorrupt(
        "数据库版本与程序不符",
        "the store was built by another version",
        hint_zh="请重新运行 atlas build。",
        hint_en="Run atlas build again.",
    )


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
    import shapely  # noqa: PLC0415 - heavy, and needed by those only who look at coordinates

    return sorted(inside + _related(connection, table, doubtful, "intersects", shapely.box(*bbox)))


def find_related(
    connection: sqlite3.Connection, table: str, relation: str, geometry: shapely.Geometry
) -> list[int]:
    """Ids of features whose geometry has a relation to another.

    Parameters
    ----------
    connection
        To the store.
    table
        Feature table with an R-tree.
    relation
        Predicate of shapely, the feature first.
    geometry
        In the CRS of the table.

    Returns
    -------
    list of int
        Sorted. Bounds come first, then geometries, batch by batch.
    """
    if relation == "disjoint":
        meeting = set(find_related(connection, table, "intersects", geometry))
        rows = query_rows(connection, f'SELECT fid FROM "{table}" WHERE geom IS NOT NULL')  # noqa: S608 - own name
        return sorted(int(fid) for (fid,) in rows if fid not in meeting)
    import shapely  # noqa: PLC0415 - heavy, see find_fids

    west, south, east, north = shapely.bounds(geometry).tolist()
    rows = query_rows(
        connection,
        f'SELECT id FROM "rtree_{table}_geom" WHERE minx <= ? AND maxx >= ? AND miny <= ? AND maxy >= ?',  # noqa: S608
        (east, west, north, south),
    )
    return sorted(_related(connection, table, [int(row[0]) for row in rows], relation, geometry))


def _related(
    connection: sqlite3.Connection, table: str, fids: Sequence[int], relation: str, geometry: shapely.Geometry
) -> list[int]:
    def read_shapes(batch: Sequence[int]) -> list[tuple[int, bytes]]:
        rows = query_rows(
            connection,
            f'SELECT fid, geom FROM "{table}" WHERE fid IN (SELECT value FROM json_each(?))',  # noqa: S608
            ("[" + ",".join(map(str, batch)) + "]",),
        )
        return [(int(fid), strip_header(bytes(blob))) for fid, blob in rows]

    from atlas.stores.feature_relations import find_holding  # noqa: PLC0415 - heavy, see find_fids

    return find_holding(fids, read_shapes, relation, geometry)


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
    LimitExceeded
        ``time_limit`` is in force and the time is over.
    StoreCorrupt
        The file is damaged, or has not the tables expected.
    """
    try:
        return connection.execute(sql, values).fetchall()
    except sqlite3.Error as error:
        if error.sqlite_errorname == "SQLITE_INTERRUPT":
            raise too_slow() from error
        raise _corrupt() from error


def read_records(connection: sqlite3.Connection, table: Table) -> list[dict[str, Any]]:
    """Rows of a table of the catalogue by column name, in stored order; raises as ``query_rows``."""
    names = [name for name, _ in table.columns]
    quoted = ", ".join(f'"{name}"' for name in names)
    rows = query_rows(connection, f'SELECT {quoted} FROM "{table.name}" ORDER BY rowid')  # noqa: S608 - own names
    return [dict(zip(names, row, strict=True)) for row in rows]


def iterate_rows(connection: sqlite3.Connection, sql: str) -> Iterator[tuple[Any, ...]]:
    """Rows of a query one by one, for those who keep little of many.

    Parameters
    ----------
    connection
        To the store.
    sql
        Names in the text must be our own.

    Yields
    ------
    tuple
        A row.

    Raises
    ------
    StoreCorrupt
        The file is damaged, or has not the tables expected.
    """
    try:
        yield from connection.execute(sql)
    except sqlite3.Error as error:
        raise _corrupt() from error


def too_slow() -> LimitExceeded:
    """The error for a question that was broken off.

    Returns
    -------
    LimitExceeded
        To be raised.
    """
    return LimitExceeded(
        "查询时间过长，已中止",
        "the query took too long and was stopped",
        code="query_too_slow",
        hint_zh="请加上 bbox 缩小范围，或简化过滤条件。",
        hint_en="Narrow it with bbox, or simplify the filter.",
    )


@contextlib.contextmanager
def time_limit(connection: sqlite3.Connection, limit_s: float) -> Iterator[None]:
    """Within, a query that runs past the limit is broken off; the whole block shares one limit.

    Parameters
    ----------
    connection
        To the store; used by this thread only.
    limit_s
        Longest time [s].

    Yields
    ------
    None
        Nothing.
    """
    end = time.monotonic() + limit_s
    connection.set_progress_handler(lambda: time.monotonic() > end, _STEPS_BETWEEN_LOOKS)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)


def _corrupt() -> StoreCorrupt:
    return StoreCorrupt(
        "无法读取数据库",
        "the store cannot be read",
        hint_zh="请重新运行 atlas build。",
        hint_en="Run atlas build again.",
    )


def strip_header(blob: bytes) -> bytes:
    """WKB of a GeoPackage geometry.

    Parameters
    ----------
    blob
        As it stands in the table.

    Returns
    -------
    bytes
        Without what GeoPackage puts before it.

    Notes
    -----
    OGC 12-128r15, clause 2.1.3: a header of 8 bytes and an envelope.
    """
    envelope_bytes = (0, 32, 48, 48, 64)[(blob[3] >> 1) & 7]
    return blob[8 + envelope_bytes :]

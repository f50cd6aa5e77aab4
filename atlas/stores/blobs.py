"""Files in PostgreSQL: kept in parts, and fetched once into a folder of this machine by whoever needs a path.

A name stands for the same bytes for good; what lies in the folder may be removed at any time.
"""

from __future__ import annotations

import contextlib
import secrets
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from atlas.core.errors import StoreCorrupt, StoreError
from atlas.stores.database import Connection, Database
from atlas.stores.dialect import ByDialect, Declaration

#: Tables of this module, for ``workspace_schema``; elsewhere files are files. Most are packed already.
BLOB_TABLES: tuple[Declaration, ...] = (
    ByDialect(
        postgres=(
            'CREATE TABLE blob (name TEXT COLLATE "C", part BIGINT, bytes BYTEA NOT NULL, PRIMARY KEY (name, part))',
            "ALTER TABLE blob ALTER bytes SET STORAGE EXTERNAL",
        ),
    ),
)
_PART_BYTES = 1024 * 1024
#: No file is fetched for longer [s].
_LONGEST_FETCH_S = 24 * 3600


class UploadBlobs:
    """Bytes of uploads in a database that several hosts share.

    Parameters
    ----------
    database
        In PostgreSQL.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, connection: Connection, upload_id: str, path: Path) -> None:
        """Keep a file that came in whole; see ``UploadBytes``."""
        with path.open("rb") as stream:
            write_blob(connection, _upload_name(upload_id), stream)

    def fetch(self, upload_id: str, path: Path) -> None:
        """See that the file lies at a path of this machine; see ``UploadBytes``."""
        fetch_blob(self._database, _upload_name(upload_id), path)

    def remove(self, connection: Connection, upload_id: str) -> None:
        """Remove it; see ``UploadBytes``."""
        remove_blobs(connection, _upload_name(upload_id))


def _upload_name(upload_id: str) -> str:
    return f"upload/{upload_id}/"


def write_blob(connection: Connection, name: str, stream: IO[bytes]) -> int:
    """Keep a file in a transaction; it is there when the transaction is.

    Parameters
    ----------
    connection
        In the transaction.
    name
        Used by no other.
    stream
        The bytes.

    Returns
    -------
    int
        Size [bytes].
    """
    size = part = 0
    while chunk := stream.read(_PART_BYTES):
        connection.execute("INSERT INTO blob (name, part, bytes) VALUES (?, ?, ?)", (name, part, chunk))
        part += 1
        size += len(chunk)
    if part == 0:
        connection.execute("INSERT INTO blob (name, part, bytes) VALUES (?, 0, ?)", (name, b""))
    return size


def remove_blobs(connection: Connection, prefix: str) -> None:
    """Remove files in a transaction.

    Parameters
    ----------
    connection
        In the transaction.
    prefix
        What their names begin with; ends with ``/``, or is the whole name of one.
    """
    connection.execute("DELETE FROM blob WHERE left(name, ?) = ?", (len(prefix), prefix))


def has_blob(connection: Connection, name: str) -> bool:
    """Whether a file is kept.

    Parameters
    ----------
    connection
        To the database.
    name
        Of the file.

    Returns
    -------
    bool
        As the transaction sees it.
    """
    row = connection.execute("SELECT 1 FROM blob WHERE name = ? LIMIT 1", (name,)).fetchone()
    return row is not None


def fetch_blob(database: Database, name: str, path: Path) -> Path:
    """A file as a path of this machine.

    Parameters
    ----------
    database
        That keeps it.
    name
        Of the file.
    path
        Where it is to lie; fetched when it does not yet.

    Returns
    -------
    Path
        The same; the file is whole.

    Raises
    ------
    StoreCorrupt
        The database has no such file.
    StoreError
        The disk of this machine refused, or the database cannot be used.
    """
    if path.exists():
        return path
    aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with aside.open("xb") as target:
                _copy(database, name, target)
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(
            f"无法在本机缓存文件 {path.name}",
            f"the file {path.name} cannot be cached on this machine",
            code="cache_failed",
            hint_zh="请检查磁盘空间以及数据目录的权限。",
            hint_en="Check the disk space and the rights of the data folder.",
        ) from error
    return path


def read_blob(connection: Connection, name: str) -> Iterator[bytes]:
    """A file part after part, so that a large one never stands in memory.

    Parameters
    ----------
    connection
        To the database.
    name
        Of the file.

    Yields
    ------
    bytes
        Nothing where there is no such file.

    Raises
    ------
    StoreCorrupt
        A part is missing, or the file was removed meanwhile.
    """
    last = connection.execute("SELECT max(part) FROM blob WHERE name = ?", (name,)).fetchone()[0]
    sql = "SELECT bytes FROM blob WHERE name = ? AND part = ?"
    for part in range(0 if last is None else last + 1):
        # Each statement sees what is committed when it begins: others may remove the file between two of them.
        row = connection.execute(sql, (name, part)).fetchone()
        if row is None:
            raise _missing(name)
        yield row[0]


def remove_broken(folder: Path) -> None:
    """Remove what fetches that were broken off left in a folder of copies; one that still runs goes on.

    Parameters
    ----------
    folder
        In which ``fetch_blob`` wrote; need not be there.
    """
    oldest = time.time() - _LONGEST_FETCH_S
    for path in folder.glob(".*") if folder.is_dir() else ():
        with contextlib.suppress(OSError):  # another process was faster, or the next start tries again
            if path.is_file() and path.stat().st_mtime < oldest:
                path.unlink()


def _copy(database: Database, name: str, target: IO[bytes]) -> None:
    is_there = False
    with database.connect() as connection:
        for part in read_blob(connection, name):
            target.write(part)
            is_there = True
    if not is_there:
        raise _missing(name)


def _missing(name: str) -> StoreCorrupt:
    return StoreCorrupt(
        f"数据库中没有文件 {name[:80]}，或不完整",
        f"the database has no file {name[:80]}, or not all of it",
        code="blob_missing",
        hint_zh="可能刚被删除；否则请用备份恢复数据库。",
        hint_en="It may have been removed just now; otherwise restore the database from a backup.",
    )

"""Connections to ``workspace.db``: one a thread and process, WAL, every commit on the disk before it is told."""

from __future__ import annotations

import fcntl
import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from atlas.core.errors import AtlasError, StoreCorrupt, StoreError, StoreUnavailable, Text
from atlas.stores.database import BrokenRule
from atlas.stores.dialect import Dialect
from atlas.stores.workspace_schema import MIGRATIONS, pending_statements

FILE_NAME = "workspace.db"
_FOLDERS_LOCK = ".folders.lock"
_SCHEMA_LOCK = ".schema.lock"
#: How long a statement waits for another writer [s]; a commit takes milliseconds.
_BUSY_TIMEOUT_S = 30.0
#: Clocks of file systems tick every few milliseconds; so long after a write [ns] another one shows for certain.
_SETTLED_NS = 200_000_000


class WorkspaceDatabase:
    """The database of a workspace.

    Parameters
    ----------
    folder
        Of the workspace; made at the first use.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / FILE_NAME
        self._written = (self.path, folder / f"{FILE_NAME}-wal")
        self._local = threading.local()
        self._revision: tuple[tuple[tuple[int, int, int], ...], str] | None = None
        # Connections of a parent process: never used nor closed here, which would disturb the parent's.
        self._inherited: list[sqlite3.Connection] = []

    def exists(self) -> bool:
        """Whether anything was ever kept here.

        Returns
        -------
        bool
            Reading does not make the file.
        """
        return self.path.exists()

    def describe(self) -> Text:
        """What it is and where, for a person.

        Returns
        -------
        Text
            One line.
        """
        return Text("数据目录中的文件（GeoPackage、SQLite）", "files in the data folder (GeoPackage, SQLite)")

    def revision(self) -> str:
        """Text that changes with every change of a layer or a version.

        Returns
        -------
        str
            ``0`` where nothing was ever kept. Read anew only after a commit, which the files show.
        """
        marks = self._marks()
        if not marks:
            return "0"
        held = self._revision
        if held is not None and held[0] == marks:
            return held[1]
        with self.connect() as connection:
            identity, number = connection.execute("SELECT identity, number FROM revision").fetchone()
        revision = f"{identity}-{number}"
        # A file that was written just now may be written again in the same tick of its clock.
        if time.time_ns() - max(time_ns for _, time_ns, _ in marks) > _SETTLED_NS:
            self._revision = (marks, revision)
        return revision

    def _marks(self) -> tuple[tuple[int, int, int], ...]:
        """What every commit changes: inode, time [ns] and size of the database and of its write-ahead log."""
        found = []
        for path in self._written:
            try:
                status = path.stat()
            except FileNotFoundError:
                continue
            found.append((status.st_ino, status.st_mtime_ns, status.st_size))
        return tuple(found)

    def list_columns(self, table: str) -> list[str]:
        """Names of the columns of one of our tables, in the order in which they were declared."""
        with self.connect() as connection:
            rows = connection.execute("SELECT name FROM pragma_table_info(?)", (table,)).fetchall()
        return [str(name) for (name,) in rows]

    def close(self) -> None:
        """Close this thread's connection, as a process must before it parts; the next use opens another one."""
        held: tuple[int, int, sqlite3.Connection] | None = getattr(self._local, "held", None)
        if held is not None and held[0] == os.getpid():
            held[2].close()
            self._local.held = None

    @contextmanager
    def connect(self) -> Iterator[sqlite3.Connection]:
        """A connection for one or a few statements of which the first decides: it reads, or it writes.

        Yields
        ------
        Connection
            In a transaction that ends with the block; part of the one around it where there is one.

        Raises
        ------
        StoreError
            The disk refused, or the file is damaged.
        """
        with self._transaction("BEGIN") as connection:
            yield connection

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """A connection for a change that rests on what it reads before; nobody else writes meanwhile.

        Yields
        ------
        Connection
            In a transaction that ends with the block.

        Raises
        ------
        StoreError
            The disk refused, or the file is damaged.
        """
        with self._transaction("BEGIN IMMEDIATE") as connection:
            yield connection

    @contextmanager
    def lock(self) -> Iterator[None]:
        """The right to move folders of the workspace, for one at a time; a killed process gives it back.

        Raises
        ------
        StoreError
            The folder cannot be written.
        """
        with self._locked(_FOLDERS_LOCK):
            yield

    @contextmanager
    def try_lock(self) -> Iterator[bool]:
        """The same right where nobody has it now.

        Yields
        ------
        bool
            ``False`` where somebody has it.

        Raises
        ------
        StoreError
            The folder cannot be written.
        """
        with ExitStack() as stack:
            try:
                stack.enter_context(self._locked(_FOLDERS_LOCK, fcntl.LOCK_NB))
            except BlockingIOError:
                yield False
                return
            yield True

    @contextmanager
    def _locked(self, name: str, how: int = 0) -> Iterator[None]:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            stream = (self.folder / name).open("w")
        except OSError as error:
            raise _refused(error) from error
        with stream:
            fcntl.flock(stream, fcntl.LOCK_EX | how)
            yield

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[sqlite3.Connection]:
        with _translated():
            connection = self._connection()
            if connection.in_transaction:
                yield connection
                return
            connection.execute(begin)
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:  # some failures end the transaction by themselves
                    connection.execute("ROLLBACK")
                raise

    def _connection(self) -> sqlite3.Connection:
        """This thread's connection; a new one after the process parted or the file was replaced."""
        held: tuple[int, int, sqlite3.Connection] | None = getattr(self._local, "held", None)
        inode = self._inode()
        if held is not None:
            if held[:2] == (os.getpid(), inode):
                return held[2]
            if held[0] == os.getpid():
                held[2].close()
            else:
                self._inherited.append(held[2])
            self._local.held = None
        connection = self._open()
        self._local.held = (os.getpid(), self._inode(), connection)
        return connection

    def _inode(self) -> int:
        try:
            return self.path.stat().st_ino
        except FileNotFoundError:
            return 0

    def _open(self) -> sqlite3.Connection:
        self.folder.mkdir(parents=True, exist_ok=True)
        if not self.exists() or self.path.stat().st_size == 0:
            self._create()
        connection = sqlite3.connect(self.path, timeout=_BUSY_TIMEOUT_S, isolation_level=None)
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA synchronous = FULL")
            if pending_statements(_migrations_done(connection), Dialect.SQLITE):
                self._migrate(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _create(self) -> None:
        """An empty file in WAL mode: changing the mode later would be refused while anybody reads."""
        with self._locked(_SCHEMA_LOCK), closing(sqlite3.connect(self.path)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")

    def _migrate(self, connection: sqlite3.Connection) -> None:
        with self._locked(_SCHEMA_LOCK):
            connection.execute("BEGIN IMMEDIATE")
            try:
                for statement in pending_statements(_migrations_done(connection), Dialect.SQLITE):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise


def _migrations_done(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


@contextmanager
def _translated() -> Iterator[None]:
    """What the disk refuses, in words for a person; a broken rule is for the caller to explain."""
    try:
        yield
    except AtlasError:
        raise
    except sqlite3.IntegrityError as error:
        raise BrokenRule(str(error)) from error
    except (OSError, sqlite3.OperationalError) as error:
        raise _refused(error) from error
    except sqlite3.DatabaseError as error:
        raise StoreCorrupt(
            "工作区数据库已损坏",
            "the workspace database is damaged",
            code="workspace_corrupt",
            hint_zh="请停止服务，用备份恢复 workspace 文件夹。",
            hint_en="Stop the service and restore the workspace folder from a backup.",
        ) from error


def _refused(error: Exception) -> StoreError:
    if "locked" in str(error):
        return StoreUnavailable(
            "工作区数据库正忙",
            "the workspace database is busy",
            code="workspace_busy",
            hint_zh="请稍后再试。",
            hint_en="Try again in a moment.",
        )
    return StoreError(
        "无法读写工作区",
        "the workspace cannot be read or written",
        code="workspace_failed",
        hint_zh="请检查磁盘空间以及 workspace 文件夹的权限；已发布的内容未受影响。",
        hint_en="Check the disk space and the rights of the workspace folder; what is published still stands.",
    )

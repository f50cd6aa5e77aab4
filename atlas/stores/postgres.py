"""A workspace in a PostgreSQL database that several processes on several hosts share."""

from __future__ import annotations

import os
import threading
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg.pq import TransactionStatus

from atlas.core.errors import StoreError, Text
from atlas.stores.dialect import Dialect
from atlas.stores.postgres_connection import (
    WORKSPACE_SCHEMA,
    PostgresAddress,
    PostgresConnection,
    RawConnection,
    open_connection,
    translated,
)
from atlas.stores.postgres_locks import (
    AdvisoryLock,
    give_back,
    session_lock,
    transaction_lock,
    try_session_lock,
)
from atlas.stores.workspace_schema import MIGRATIONS, pending_statements

#: How long a process may go on with the revision that it read [s].
_REVISION_S = 0.2
#: How long a change waits for another one; that of a version lasts as long as its features are written.
_LONGEST_CHANGE = "3min"
#: How long the lock of versions is waited for, which is held while features are written.
_LONGEST_WAIT = "15min"


class _Held:
    """A connection of one thread; closed with the thread, in the process that opened it."""

    def __init__(self, raw: RawConnection) -> None:
        self.raw = raw
        self.process = os.getpid()
        self.current: PostgresConnection | None = None
        self.locks = 0
        weakref.finalize(self, _close_own, raw, self.process)


def _close_own(raw: RawConnection, process: int) -> None:
    # Closing the connection of a parent process would end the parent's session.
    if process == os.getpid():
        raw.close()


class PostgresDatabase:
    """The database of a workspace.

    Parameters
    ----------
    url
        ``postgresql://…``.
    folder
        Of the workspace on this machine: copies and work in progress, which may be lost at any time.

    Raises
    ------
    ConfigError
        The address cannot be read.
    """

    def __init__(self, url: str, folder: Path) -> None:
        self.address = PostgresAddress(url)
        self.folder = folder
        self._local = threading.local()
        self._is_migrated = False
        self._revision: tuple[float, str] | None = None
        self._writes = 0

    def exists(self) -> bool:
        """Whether anything was ever kept here.

        Returns
        -------
        bool
            Reading does not make tables.

        Raises
        ------
        StoreError
            The database cannot be used.
        """
        if self._is_migrated:
            return True
        with translated(self.address), self._begun():
            return _migrations_done(self._session().raw) > 0

    def describe(self) -> Text:
        """What it is and where, for a person; never the password.

        Returns
        -------
        Text
            One line, with the versions of server and PostGIS.

        Raises
        ------
        StoreError
            The database cannot be used.
        """
        with translated(self.address), self._begun() as connection:
            row = connection.execute(
                "SELECT current_setting('server_version'), extversion FROM pg_extension WHERE extname = 'postgis'"
            ).fetchone()
        server, extension = row or ("?", "?")
        words = f"{self.address}, PostgreSQL {server.split()[0]}, PostGIS {extension}"
        return Text(words, words)

    def revision(self) -> str:
        """Text that changes with every change of a layer or a version.

        Returns
        -------
        str
            ``0`` where nothing was ever kept. At most a fifth of a second old, and never older than a change of this
            process.

        Raises
        ------
        StoreError
            The database cannot be used.
        """
        held = self._revision
        if held is not None and time.monotonic() - held[0] < _REVISION_S:
            return held[1]
        asked, writes = time.monotonic(), self._writes
        revision = self._read_revision() if self.exists() else "0"
        if writes == self._writes:
            self._revision = (asked, revision)
        return revision

    def _read_revision(self) -> str:
        with self.connect() as connection:
            row = connection.execute("SELECT identity || '-' || number FROM revision").fetchone()
        return str(row[0]) if row else "0"

    def list_columns(self, table: str) -> list[str]:
        """Names of the columns of one of our tables, in the order in which they were declared."""
        with self.connect() as connection:
            rows = connection.execute(
                "SELECT attname FROM pg_attribute "
                "WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
                (table,),
            ).fetchall()
        return [str(name) for (name,) in rows]

    def close(self) -> None:
        """Close this thread's connection, as a process must before it parts; the next use opens another one."""
        held: _Held | None = getattr(self._local, "held", None)
        if held is not None and held.process == os.getpid():
            held.raw.close()
            self._local.held = None

    @contextmanager
    def connect(self) -> Iterator[PostgresConnection]:
        """A connection for one or a few statements; each sees what is committed when it begins.

        Yields
        ------
        PostgresConnection
            In a transaction that ends with the block; part of the one around it where there is one.

        Raises
        ------
        BrokenRule, StoreError
            A statement was refused, or the database cannot be used.
        """
        with translated(self.address):
            if not self._is_migrated:
                self._migrate()
            with self._begun() as connection:
                yield connection

    @contextmanager
    def transaction(self) -> Iterator[PostgresConnection]:
        """A connection for a change that rests on what it reads before; nobody else makes one meanwhile.

        Yields
        ------
        PostgresConnection
            In a transaction that ends with the block.

        Raises
        ------
        BrokenRule, StoreError
            A statement was refused, or the database cannot be used.
        """
        with self.connect() as connection:
            connection.execute("SELECT set_config('lock_timeout', ?, true)", (_LONGEST_CHANGE,))
            connection.execute(transaction_lock(AdvisoryLock.WRITE))
            yield connection

    @contextmanager
    def lock(self) -> Iterator[None]:
        """The right to add and remove versions, for one at a time on all hosts; a killed process gives it back.

        Raises
        ------
        StoreError
            The database cannot be used, or others hold the right for too long.
        """
        with translated(self.address):
            held = self._answering(b"SELECT 1")
            with session_lock(held.raw, AdvisoryLock.VERSIONS, wait=_LONGEST_WAIT):
                held.locks += 1
                try:
                    yield
                finally:
                    held.locks -= 1

    @contextmanager
    def try_lock(self) -> Iterator[bool]:
        """The same right where nobody has it now.

        Yields
        ------
        bool
            ``False`` where somebody on any host has it.

        Raises
        ------
        StoreError
            The database cannot be used.
        """
        with translated(self.address):
            held = self._answering(b"SELECT 1")
            if not try_session_lock(held.raw, AdvisoryLock.VERSIONS):
                yield False
                return
            held.locks += 1
            try:
                yield True
            finally:
                held.locks -= 1
                if not held.raw.closed:
                    give_back(held.raw, AdvisoryLock.VERSIONS)

    def _migrate(self) -> None:
        held = self._session()
        if held.current is None:
            _migrate(held.raw)
            self._is_migrated = True

    @contextmanager
    def _begun(self) -> Iterator[PostgresConnection]:
        """The transaction of this thread, or a new one that ends with the block."""
        held = self._session()
        if held.current is not None:
            yield held.current
            return
        held = self._answering(b"BEGIN")
        connection = held.current = PostgresConnection(held.raw)
        has_written = False
        try:
            yield connection
            has_written = connection.has_written()
            if held.raw.execute("COMMIT").statusmessage != "COMMIT":
                raise _undone(str(self.address))
        except BaseException:
            _roll_back(held.raw)
            raise
        finally:
            held.current = None
            if has_written:
                self._writes += 1
                self._revision = None

    def _answering(self, first: bytes) -> _Held:
        """This thread's connection after a first statement; opened anew where the server went away meanwhile."""
        held = self._session()
        try:
            held.raw.execute(first)
        except psycopg.OperationalError:
            if not held.raw.closed or held.locks:
                raise
            held = self._session()
            held.raw.execute(first)
        return held

    def _session(self) -> _Held:
        held: _Held | None = getattr(self._local, "held", None)
        if held is None or held.process != os.getpid() or (held.raw.closed and not held.locks):
            held = self._local.held = _Held(open_connection(self.address))
        return held


def _undone(where: str) -> StoreError:
    """The server turns the COMMIT of a transaction with a failed statement into a ROLLBACK, and says so by a word."""
    return StoreError(
        f"数据库 {where} 撤销了更改",
        f"the database {where} undid the change",
        code="workspace_failed",
        database=where,
        hint_zh="请重试；若再次发生，请把日志交给管理员。",
        hint_en="Try again; if it happens once more, give the log to your administrator.",
    )


def _roll_back(raw: RawConnection) -> None:
    if raw.info.transaction_status in (TransactionStatus.INTRANS, TransactionStatus.INERROR):
        try:
            raw.execute("ROLLBACK")
        except psycopg.Error:
            raw.close()
    elif raw.info.transaction_status is not TransactionStatus.IDLE:
        raw.close()  # stopped in the middle of a statement


def _migrate(raw: RawConnection) -> None:
    """Bring the tables up to date; all of it or nothing, and by one process only."""
    if not pending_statements(_migrations_done(raw), Dialect.POSTGRES):
        return
    with raw.transaction():
        raw.execute(transaction_lock(AdvisoryLock.SCHEMA).encode())
        done = _migrations_done(raw)
        if done == 0:
            raw.execute(f"CREATE SCHEMA IF NOT EXISTS {WORKSPACE_SCHEMA}".encode())
            raw.execute("CREATE TABLE migration (done BIGINT NOT NULL)")
            raw.execute("INSERT INTO migration VALUES (0)")
        for statement in pending_statements(done, Dialect.POSTGRES):
            raw.execute(statement.encode())
        raw.execute("UPDATE migration SET done = %s", [len(MIGRATIONS)])


def _migrations_done(raw: RawConnection) -> int:
    # Asked of the catalogue, which sees what others made while this transaction waited; to_regclass may not.
    found = raw.execute(
        "SELECT 1 FROM pg_tables WHERE schemaname = %s AND tablename = 'migration'", [WORKSPACE_SCHEMA]
    ).fetchone()
    if found is None:
        return 0
    row = raw.execute(f"SELECT done FROM {WORKSPACE_SCHEMA}.migration".encode()).fetchone()  # noqa: S608
    return int(row[0]) if row else 0

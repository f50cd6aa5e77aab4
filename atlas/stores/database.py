"""What modules that keep rows ask of a database, whichever it is: SQLite in a file, or PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

from atlas.core.errors import Text


class BrokenRule(Exception):
    """A statement breaks a rule of its table: a key that is taken, or a row that must stay."""


class Cursor(Protocol):
    """What a statement gave."""

    @property
    def rowcount(self) -> int:
        """Rows that were changed."""
        ...

    def fetchone(self) -> Any:
        """The next row, a tuple; ``None`` at the end."""
        ...

    def fetchall(self) -> list[Any]:
        """All rows that are left."""
        ...


class Connection(Protocol):
    """Runs statements, written for SQLite with ``?`` for each value."""

    def execute(self, sql: str, values: Sequence[Any] = ..., /) -> Cursor:
        """Run a statement; values are bound, never pasted."""
        ...

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]], /) -> Cursor:
        """Run a statement for each row of values."""
        ...


class Database(Protocol):
    """The database of a workspace."""

    @property
    def folder(self) -> Path:
        """Of the workspace on this machine."""
        ...

    def exists(self) -> bool:
        """Whether anything was ever kept here; reading makes nothing."""
        ...

    def describe(self) -> Text:
        """What it is and where, for a person; never a password. Raises ``StoreError`` when it cannot be used."""
        ...

    def revision(self) -> str:
        """Text that changes with every change of a layer or a version; ``0`` where nothing was ever kept."""
        ...

    def list_columns(self, table: str) -> list[str]:
        """Names of the columns of one of our tables, in the order in which they were declared."""
        ...

    def connect(self) -> AbstractContextManager[Connection]:
        """A connection for one or a few statements of which the first decides: it reads, or it writes.

        In a transaction that ends with the block; part of the one around it where there is one.
        """
        ...

    def transaction(self) -> AbstractContextManager[Connection]:
        """A connection for a change that rests on what it reads before; nobody else makes one meanwhile."""
        ...

    def lock(self) -> AbstractContextManager[None]:
        """The right to add and remove versions and their files, for one at a time."""
        ...

    def try_lock(self) -> AbstractContextManager[bool]:
        """The same right where nobody has it now; gives ``False``, and no right, where somebody has."""
        ...

    def close(self) -> None:
        """Close this thread's connection, as a process must before it parts; the next use opens another one."""
        ...

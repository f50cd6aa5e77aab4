"""The audit trail: who did what to what, when, with the old and the new value. Rows are only ever added."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from atlas.stores.database import Connection
from atlas.stores.dialect import ByDialect, Declaration, to_postgres
from atlas.stores.postgres_locks import LOCK_CLASS, AdvisoryLock

_AUDIT = """
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    target TEXT NOT NULL,
    old TEXT,
    new TEXT
"""
#: Tables of this module, for ``workspace_schema``. The triggers make the trail one that our own code cannot rewrite.
AUDIT_TABLES: tuple[Declaration, ...] = (
    ByDialect(
        sqlite=(f"CREATE TABLE audit (id INTEGER PRIMARY KEY AUTOINCREMENT, {_AUDIT})",),
        postgres=(to_postgres(f"CREATE TABLE audit (id INTEGER PRIMARY KEY, {_AUDIT})"),),
    ),
    "CREATE INDEX audit_target ON audit (target)",
    ByDialect(
        sqlite=(
            "CREATE TRIGGER audit_keeps_rows BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit rows stay'); END",
            "CREATE TRIGGER audit_keeps_values BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit rows stay'); END",
        ),
        postgres=(
            """
            CREATE FUNCTION keep_audit() RETURNS trigger LANGUAGE plpgsql
            AS $$ BEGIN RAISE EXCEPTION 'audit rows stay' USING ERRCODE = 'integrity_constraint_violation'; END $$
            """,
            "CREATE TRIGGER audit_keeps_rows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
            "FOR EACH STATEMENT EXECUTE FUNCTION keep_audit()",
            # A sequence would leave out the numbers of changes that failed; so writers count one after the other.
            f"""
            CREATE FUNCTION number_audit() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT
            AS $$ BEGIN
                PERFORM pg_advisory_xact_lock({LOCK_CLASS}, {AdvisoryLock.AUDIT:d});
                IF NEW.id IS NULL THEN NEW.id := coalesce((SELECT max(id) FROM audit), 0) + 1; END IF;
                RETURN NEW;
            END $$
            """,  # noqa: S608 - own numbers
            "CREATE TRIGGER audit_counts BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION number_audit()",
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Change:
    """One row of the trail.

    Parameters
    ----------
    at
        UTC, ISO 8601.
    actor
        Who did it.
    action
        Such as ``layer.publish``.
    target
        Such as ``layer:kaiyang-phosphate``.
    old, new
        What changed; ``None`` where there was or is nothing to tell.
    number
        Counted up, none is missing; 0 before it is written.
    """

    at: str
    actor: str
    action: str
    target: str
    old: Mapping[str, Any] | None = None
    new: Mapping[str, Any] | None = None
    number: int = 0

    def to_dict(self) -> dict[str, Any]:
        """The row as command line and API give it.

        Returns
        -------
        dict
            Plain values.
        """
        return {
            "number": self.number,
            "at": self.at,
            "actor": self.actor,
            "action": self.action,
            "target": self.target,
            "old": self.old,
            "new": self.new,
        }


def record_change(connection: Connection, change: Change) -> None:
    """Add a row in the transaction that makes the change, so that neither is there without the other.

    Parameters
    ----------
    connection
        In that transaction.
    change
        Its number is given here.
    """
    connection.execute(
        "INSERT INTO audit (at, actor, action, target, old, new) VALUES (?, ?, ?, ?, ?, ?)",
        (change.at, change.actor, change.action, change.target, _to_text(change.old), _to_text(change.new)),
    )


class AuditTrail:
    """Reads the trail.

    Parameters
    ----------
    connect
        Gives a connection.
    """

    def __init__(self, connect: Callable[[], AbstractContextManager[Connection]]) -> None:
        self._connect = connect

    def record(self, change: Change) -> None:
        """Add a row about something that changes nothing else, such as an export.

        Parameters
        ----------
        change
            Its number is given here.
        """
        with self._connect() as connection:
            record_change(connection, change)

    def list_changes(
        self,
        *,
        target: str | None = None,
        actor: str | None = None,
        action: str | None = None,
        before: int | None = None,
        limit: int = 100,
    ) -> list[Change]:
        """Rows, newest first.

        Parameters
        ----------
        target, actor, action
            Only those of one target, one person or one kind.
        before
            Only rows with a lower number, for paging.
        limit
            At most so many.

        Returns
        -------
        list of Change
            Newest first.
        """
        with self._connect() as connection:
            rows = connection.execute(
                "SELECT id, at, actor, action, target, old, new FROM audit "
                "WHERE target = coalesce(?, target) AND actor = coalesce(?, actor) "
                "AND action = coalesce(?, action) AND id < coalesce(?, id + 1) ORDER BY id DESC LIMIT ?",
                (target, actor, action, before, limit),
            ).fetchall()
        return [_change(row) for row in rows]

    def read_all(self) -> Iterator[Change]:
        """Every row, oldest first, for an export.

        Yields
        ------
        Change
            In order.
        """
        with self._connect() as connection:
            rows = connection.execute(
                "SELECT id, at, actor, action, target, old, new FROM audit ORDER BY id"
            ).fetchall()
        return (_change(row) for row in rows)


def _change(row: tuple[Any, ...]) -> Change:
    number, at, actor, action, target, old, new = row
    old, new = (json.loads(value) if value else None for value in (old, new))
    return Change(at, actor, action, target, old, new, number)


def _to_text(value: Mapping[str, Any] | None) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, allow_nan=False)

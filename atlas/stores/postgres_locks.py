"""Advisory locks: what one process of all hosts may do at a time. Those of a process that dies go with its session."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import psycopg


#: Tells our locks from those of other programs in the same database ("ATLS").
LOCK_CLASS = 0x41544C53


class AdvisoryLock(IntEnum):
    """Numbers of the locks."""

    SCHEMA = 1
    WRITE = 2
    VERSIONS = 3
    WORKER = 4
    AUDIT = 5
    BUILT = 6
    LOADING = 7


def transaction_lock(lock: AdvisoryLock) -> str:
    """The statement that waits for a lock until the end of the transaction.

    Parameters
    ----------
    lock
        Which.

    Returns
    -------
    str
        Without values.
    """
    return f"SELECT pg_advisory_xact_lock({LOCK_CLASS}, {lock:d})"


@contextmanager
def session_lock(
    raw: psycopg.Connection[tuple[object, ...]], lock: AdvisoryLock, *, wait: str
) -> Iterator[None]:
    """Hold a lock for longer than a transaction.

    Parameters
    ----------
    raw
        Connection whose end gives the lock back, whatever happens.
    lock
        Which.
    wait
        At most so long, such as ``15min``.
    """
    with raw.transaction():
        raw.execute("SELECT set_config('lock_timeout', %s, true)", [wait])
        raw.execute("SELECT pg_advisory_lock(%s, %s)", [LOCK_CLASS, lock.value])
    try:
        yield
    finally:
        if not raw.closed:
            give_back(raw, lock)


def try_session_lock(raw: psycopg.Connection[tuple[object, ...]], lock: AdvisoryLock) -> bool:
    """Take a lock for as long as a connection stands.

    Parameters
    ----------
    raw
        The connection.
    lock
        Which.

    Returns
    -------
    bool
        ``False`` when another session holds it.
    """
    row = raw.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK_CLASS, lock.value]).fetchone()
    return row == (True,)


def give_back(raw: psycopg.Connection[tuple[object, ...]], lock: AdvisoryLock) -> None:
    """Let go of a lock before the connection ends.

    Parameters
    ----------
    raw
        The connection.
    lock
        Which.
    """
    raw.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK_CLASS, lock.value])


def is_held(raw: psycopg.Connection[tuple[object, ...]], lock: AdvisoryLock) -> bool:
    """Whether any session of any host holds a lock; asking does not take it.

    Parameters
    ----------
    raw
        To the database.
    lock
        Which.

    Returns
    -------
    bool
        At this moment.
    """
    row = raw.execute(
        "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 2 AND classid::bigint = %s "
        "AND objid::bigint = %s AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
        [LOCK_CLASS, lock.value],
    ).fetchone()
    return row is not None

"""The queue of long tasks in PostgreSQL, for all hosts that share it: huey over psycopg, with one worker at a time."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
from huey import PostgresHuey

from atlas.core.errors import StoreError, StoreUnavailable
from atlas.stores.job_queue import QUEUE_NAME, JobQueue, PlainSerializer, worker_runs
from atlas.stores.postgres import PostgresDatabase
from atlas.stores.postgres_connection import RawConnection, open_connection, translated
from atlas.stores.postgres_locks import AdvisoryLock, is_held, transaction_lock, try_session_lock

_logger = logging.getLogger(__name__)

_TABLES = "queue"
#: How often the worker looks whether it still is the worker [s].
_WATCH_S = 5.0


#: Where the library tells of each question that was not answered, once a second and with all its calls.
_CONSUMER_LOGGERS = ("huey.consumer.Worker", "huey.consumer.Scheduler")


def _tells_more(record: logging.LogRecord) -> bool:
    """Whether a message says more than that the database is away, which is told once every few seconds."""
    error = record.exc_info[1] if record.exc_info else None
    return not isinstance(error, StoreUnavailable | psycopg.OperationalError)


class PostgresQueue(JobQueue):
    """The queue of a database.

    Parameters
    ----------
    database
        Of the workspace.
    run
        Does a job, given its id; called in the worker only.
    """

    def __init__(self, database: PostgresDatabase, run: Callable[[str], None]) -> None:
        self._database = database
        self._address = database.address
        huey = PostgresHuey(
            QUEUE_NAME,
            connection=lambda: open_connection(self._address),
            table_prefix=_TABLES,
            results=False,
            create_tables=False,
            serializer=PlainSerializer(),
        )
        super().__init__(huey, run)
        # CREATE TABLE IF NOT EXISTS fails when two do it at once.
        with database.connect() as connection, self._closing():
            connection.execute(transaction_lock(AdvisoryLock.SCHEMA))
            huey.storage.initialize_schema()

    def put(self, job_id: str) -> None:
        """Let the worker do a job.

        Parameters
        ----------
        job_id
            Of a job that waits.

        Raises
        ------
        StoreError
            The database cannot be used.
        """
        with self._closing():
            super().put(job_id)

    def work(self) -> None:
        """Do jobs one after the other until the process is told to end; only inside ``lock_worker``."""
        for name in _CONSUMER_LOGGERS:
            logging.getLogger(name).addFilter(_tells_more)
        super().work()

    def empty(self) -> None:
        """Forget what is queued; the table of jobs still knows it."""
        with self._closing():
            super().empty()

    @contextmanager
    def lock_worker(self) -> Iterator[None]:
        """The right to be the worker, for one process of all hosts; a killed process gives it back.

        When the server goes away for a while, so does the right: it is taken again at once, or this process ends
        where another one was faster.

        Raises
        ------
        ConflictError
            Another worker runs.
        """
        with translated(self._address):
            held = open_connection(self._address)
            if not try_session_lock(held, AdvisoryLock.WORKER):
                held.close()
                raise worker_runs()
        ended = threading.Event()
        watch = threading.Thread(target=self._watch, args=(held, ended), name="worker lock", daemon=True)
        watch.start()
        try:
            yield
        finally:
            ended.set()
            watch.join()

    def has_worker(self) -> bool:
        """Whether a worker runs.

        Returns
        -------
        bool
            On any host.
        """
        with self._database.connect() as connection:
            return is_held(connection.raw, AdvisoryLock.WORKER)

    def _watch(self, held: RawConnection, ended: threading.Event) -> None:
        """Hold the lock until the worker ends."""
        while not ended.wait(_WATCH_S):
            try:
                if held.closed:
                    held = open_connection(self._address)
                    if not try_session_lock(held, AdvisoryLock.WORKER):
                        _logger.error("another worker took over; this one ends")
                        os.kill(os.getpid(), signal.SIGTERM)
                        break
                held.execute("SELECT 1")
            except (psycopg.Error, StoreError):
                _logger.warning("the database %s does not answer; the worker goes on trying", self._address)
                held.close()
        with contextlib.suppress(psycopg.Error):
            # Said, not only hung up: who asks next sees it.
            held.execute("SELECT pg_advisory_unlock_all()")
        held.close()

    @contextmanager
    def _closing(self) -> Iterator[None]:
        """No connection is left over: processes may part, and servers be restarted, before the next use."""
        try:
            with translated(self._address):
                yield
        finally:
            self._huey.storage.close()

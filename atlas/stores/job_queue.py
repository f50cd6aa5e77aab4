"""The queue of long tasks: huey over SQLite. It knows only the ids of jobs; what they are stands in ``jobs``."""

from __future__ import annotations

import fcntl
import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from huey import SqliteHuey
from huey.registry import Message
from huey.serializer import Serializer

from atlas.core.errors import ConflictError, StoreError

FILE_NAME = "queue.db"
#: Name of the queue, and of the one kind of task that huey knows.
QUEUE_NAME = "atlas"
_LOCK = "worker.lock"
#: How often the worker looks for new jobs at least [s].
_LONGEST_WAIT_S = 1.0


class PlainSerializer(Serializer):  # type: ignore[misc]  # huey has no types
    """Queued tasks as JSON: what is read back is text, and never begins to act as a pickle would."""

    def _serialize(self, data: Message) -> bytes:
        return json.dumps(data).encode()

    def _deserialize(self, data: bytes) -> Message:
        return Message(*json.loads(data))


class JobQueue(ABC):
    """Hands ids of jobs from those who ask to the one worker.

    Parameters
    ----------
    huey
        Keeps them.
    run
        Does a job, given its id; called in the worker only.
    """

    def __init__(self, huey: Any, run: Callable[[str], None]) -> None:
        self._huey = huey
        self._task = huey.task(name="run_job")(run)

    def put(self, job_id: str) -> None:
        """Let the worker do a job.

        Parameters
        ----------
        job_id
            Of a job that waits.
        """
        self._task(job_id)

    def work(self) -> None:
        """Do jobs one after the other until the process is told to end; only inside ``lock_worker``."""
        self._huey.create_consumer(workers=1, periodic=False, max_delay=_LONGEST_WAIT_S).run()

    def empty(self) -> None:
        """Forget what is queued; the table of jobs still knows it."""
        self._huey.flush()

    @abstractmethod
    def lock_worker(self) -> AbstractContextManager[None]:
        """The right to be the worker, for one process at a time; a killed process gives it back.

        Raises ``ConflictError`` when another worker runs.
        """

    @abstractmethod
    def has_worker(self) -> bool:
        """Whether a worker runs."""


class FileQueue(JobQueue):
    """The queue of a data folder.

    Parameters
    ----------
    folder
        Of the workspace; made when missing.
    run
        Does a job, given its id; called in the worker only.
    """

    def __init__(self, folder: Path, run: Callable[[str], None]) -> None:
        self._folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            huey = SqliteHuey(
                QUEUE_NAME,
                filename=str(folder / FILE_NAME),
                results=False,
                fsync=True,
                serializer=PlainSerializer(),
            )
        except OSError as error:
            raise StoreError(
                f"无法写入 {folder.name}", f"{folder.name} cannot be written", code="queue_failed"
            ) from error
        super().__init__(huey, run)

    @contextmanager
    def lock_worker(self) -> Iterator[None]:
        """The right to be the worker, for one process at a time; a killed process gives it back.

        Raises
        ------
        ConflictError
            Another worker runs.
        """
        with (self._folder / _LOCK).open("w") as stream:
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise worker_runs() from error
            yield

    def has_worker(self) -> bool:
        """Whether a worker runs.

        Returns
        -------
        bool
            On this machine.
        """
        try:
            with self.lock_worker():
                return False
        except ConflictError:
            return True


def worker_runs() -> ConflictError:
    """The error for a second worker.

    Returns
    -------
    ConflictError
        To be raised.
    """
    return ConflictError(
        "另一个 atlas worker 正在运行",
        "another atlas worker is running",
        code="worker_running",
        hint_zh="一个数据目录（或一个数据库）只需一个；若要重启，请先结束它。",
        hint_en="One is enough for a data folder or a database; end it first to start another.",
    )

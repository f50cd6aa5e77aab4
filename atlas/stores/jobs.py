"""Long tasks and how far they are, in the workspace database. The queue itself is a library's (``job_queue``)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from atlas.core.errors import ConflictError, NotFoundError
from atlas.stores.database import Connection

#: Tables of this module, for ``workspace_schema``.
JOB_TABLES = (
    """
    CREATE TABLE job (
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        title TEXT NOT NULL,
        state TEXT NOT NULL,
        percent INTEGER NOT NULL DEFAULT 0,
        step TEXT NOT NULL DEFAULT '',
        row_count INTEGER,
        arguments TEXT NOT NULL,
        result TEXT,
        error TEXT,
        actor TEXT NOT NULL,
        created_at TEXT NOT NULL,
        started_at TEXT,
        finished_at TEXT,
        cancel_requested INTEGER NOT NULL DEFAULT 0,
        attempts INTEGER NOT NULL DEFAULT 0
    )
    """,
    "CREATE INDEX job_created ON job (created_at)",
)

#: A job that killed its worker so many times is not tried again.
MOST_ATTEMPTS = 3
_COLUMNS = (
    "id, kind, title, state, percent, step, row_count, arguments, result, error, actor, created_at, started_at, "
    "finished_at, cancel_requested, attempts"
)

Connect = Callable[[], AbstractContextManager[Connection]]
Clock = Callable[[], str]


class JobState(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


#: States that do not change any more.
FINAL = frozenset({JobState.DONE, JobState.FAILED, JobState.CANCELLED})


@dataclass(frozen=True, slots=True)
class Job:
    """One long task.

    Parameters
    ----------
    id
        Text.
    kind
        What is to be done: ``import`` …
    title
        For a person, such as the name of the file.
    state
        Where it stands.
    percent
        0 to 100.
    step
        What is being done now, Chinese / English.
    row_count
        Features handled so far; ``None`` where they are not counted.
    arguments, result
        Plain values.
    error
        As ``AtlasError.to_dict`` gives it; ``None`` unless it failed.
    actor
        Who asked for it.
    created_at, started_at, finished_at
        UTC, ISO 8601.
    is_cancelling
        Whether somebody asked to stop it.
    attempts
        How often it was begun.
    """

    id: str
    kind: str
    title: str
    state: JobState
    percent: int
    step: str
    row_count: int | None
    arguments: Mapping[str, Any]
    result: Mapping[str, Any] | None
    error: Mapping[str, Any] | None
    actor: str
    created_at: str
    started_at: str | None = None
    finished_at: str | None = None
    is_cancelling: bool = False
    attempts: int = field(default=0)

    def to_dict(self) -> dict[str, Any]:
        """The job as command line and API give it.

        Returns
        -------
        dict
            Without its arguments, which may name places on the server.
        """
        return {
            "id": self.id,
            "kind": self.kind,
            "title": self.title,
            "state": self.state.value,
            "percent": self.percent,
            "step": self.step,
            "rows": self.row_count,
            "result": self.result,
            "error": self.error,
            "actor": self.actor,
            "created": self.created_at,
            "started": self.started_at,
            "finished": self.finished_at,
            "cancelling": self.is_cancelling,
        }


class JobTable:
    """The jobs of a workspace.

    Parameters
    ----------
    connect
        Gives a connection in a transaction that ends with the block.
    now
        The time, UTC, ISO 8601.
    """

    def __init__(self, connect: Connect, now: Clock) -> None:
        self._connect = connect
        self._now = now

    def add(self, job_id: str, kind: str, *, title: str, arguments: Mapping[str, Any], actor: str) -> Job:
        """A new job, waiting.

        Parameters
        ----------
        job_id
            Used by no other.
        kind, title, arguments, actor
            See ``Job``.

        Returns
        -------
        Job
            As written.
        """
        with self._connect() as connection:
            connection.execute(
                "INSERT INTO job (id, kind, title, state, arguments, actor, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (job_id, kind, title, JobState.QUEUED, _to_text(arguments), actor, self._now()),
            )
        return self.get(job_id)

    def get(self, job_id: str) -> Job:
        """One job.

        Parameters
        ----------
        job_id
            Its id.

        Returns
        -------
        Job
            As it stands now.

        Raises
        ------
        NotFoundError
            There is none.
        """
        with self._connect() as connection:
            row = connection.execute(
                f"SELECT {_COLUMNS} FROM job WHERE id = ?",  # noqa: S608 - own names
                (job_id,),
            ).fetchone()
        if row is None:
            raise NotFoundError(
                f"没有任务 {job_id[:40]}",
                f"there is no job {job_id[:40]}",
                code="job_unknown",
                job=job_id[:40],
            )
        return _job(row)

    def list_jobs(self, *, actor: str | None = None, limit: int = 50) -> list[Job]:
        """The latest jobs.

        Parameters
        ----------
        actor
            Only those asked for by this person; ``None`` for everybody's.
        limit
            At most so many.

        Returns
        -------
        list of Job
            The newest first.
        """
        with self._connect() as connection:
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM job WHERE actor = coalesce(?, actor) "  # noqa: S608 - own names
                "ORDER BY created_at DESC, id LIMIT ?",
                (actor, limit),
            ).fetchall()
        return [_job(row) for row in rows]

    def start(self, job_id: str) -> Job | None:
        """Begin a waiting job.

        Parameters
        ----------
        job_id
            Its id.

        Returns
        -------
        Job or None
            ``None`` when it is not waiting any more: cancelled, or begun by another worker.
        """
        with self._connect() as connection:
            row = connection.execute(
                "UPDATE job SET state = ?, started_at = ?, attempts = attempts + 1 WHERE id = ? AND state = ? "  # noqa: S608 - own names
                f"RETURNING {_COLUMNS}",
                (JobState.RUNNING, self._now(), job_id, JobState.QUEUED),
            ).fetchone()
        return _job(row) if row else None

    def report(self, job_id: str, percent: int, step: str, row_count: int | None = None) -> bool:
        """Note how far a job is.

        Parameters
        ----------
        job_id
            Its id.
        percent
            0 to 100.
        step
            What is being done now.
        row_count
            Features handled so far.

        Returns
        -------
        bool
            Whether to go on; ``False`` when somebody asked to stop it.
        """
        with self._connect() as connection:
            row = connection.execute(
                "UPDATE job SET percent = ?, step = ?, row_count = ? WHERE id = ? RETURNING cancel_requested",
                (percent, step, row_count, job_id),
            ).fetchone()
        return row is not None and not row[0]

    def finish(
        self,
        job_id: str,
        state: JobState,
        *,
        result: Mapping[str, Any] | None = None,
        error: Mapping[str, Any] | None = None,
    ) -> None:
        """Note how a job ended.

        Parameters
        ----------
        job_id
            Its id.
        state
            One of ``FINAL``.
        result, error
            What came of it.
        """
        percent = 100 if state is JobState.DONE else None
        with self._connect() as connection:
            connection.execute(
                "UPDATE job SET state = ?, result = ?, error = ?, finished_at = ?, percent = coalesce(?, percent) "
                "WHERE id = ?",
                (state, _to_text(result), _to_text(error), self._now(), percent, job_id),
            )

    def cancel(self, job_id: str) -> Job:
        """Ask a job to stop: a waiting one ends at once, a running one at its next step.

        Parameters
        ----------
        job_id
            Its id.

        Returns
        -------
        Job
            As it stands now.

        Raises
        ------
        NotFoundError
            There is none.
        ConflictError
            It has ended already.
        """
        job = self.get(job_id)
        if job.state in FINAL:
            raise ConflictError(
                "任务已经结束，无法取消", "the job has ended already", code="job_ended", job=job_id
            )
        with self._connect() as connection:
            connection.execute("UPDATE job SET cancel_requested = 1 WHERE id = ?", (job_id,))
            connection.execute(
                "UPDATE job SET state = ?, finished_at = ? WHERE id = ? AND state = ?",
                (JobState.CANCELLED, self._now(), job_id, JobState.QUEUED),
            )
        return self.get(job_id)

    def recover(self) -> list[str]:
        """Jobs that a dead worker left behind wait again; call only when no worker runs.

        Returns
        -------
        list of str
            Ids of all that wait, oldest first. One that was begun ``MOST_ATTEMPTS`` times has failed instead.
        """
        lost = {
            "code": "job_lost",
            "message": {
                "zh": "处理这项任务的进程多次中断",
                "en": "the process that worked on this job died several times",
            },
            "hint": {
                "zh": "文件可能超出了内存或时间限制；请交给管理员。",
                "en": "The file may exceed the limits of memory or time; ask your administrator.",
            },
            "detail": {},
        }
        with self._connect() as connection:
            connection.execute(
                "UPDATE job SET state = ?, error = ?, finished_at = ? WHERE state = ? AND attempts >= ?",
                (JobState.FAILED, _to_text(lost), self._now(), JobState.RUNNING, MOST_ATTEMPTS),
            )
            connection.execute(
                "UPDATE job SET state = ?, percent = 0, step = '' WHERE state = ?",
                (JobState.QUEUED, JobState.RUNNING),
            )
            rows = connection.execute(
                "SELECT id FROM job WHERE state = ? ORDER BY created_at, id", (JobState.QUEUED,)
            ).fetchall()
        return [str(row[0]) for row in rows]


def _job(row: tuple[Any, ...]) -> Job:
    return Job(
        id=row[0],
        kind=row[1],
        title=row[2],
        state=JobState(row[3]),
        percent=row[4],
        step=row[5],
        row_count=row[6],
        arguments=json.loads(row[7]),
        result=json.loads(row[8]) if row[8] else None,
        error=json.loads(row[9]) if row[9] else None,
        actor=row[10],
        created_at=row[11],
        started_at=row[12],
        finished_at=row[13],
        is_cancelling=bool(row[14]),
        attempts=row[15],
    )


def _to_text(value: Mapping[str, Any] | None) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, allow_nan=False)

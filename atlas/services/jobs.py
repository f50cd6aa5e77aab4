"""Long tasks: asked for in the page, done by the worker, with progress, cancel and a second try after a crash."""

from __future__ import annotations

import functools
import logging
import secrets
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, ExitStack
from typing import Any, Protocol, TypeVar

from atlas.core.errors import AtlasError, ConflictError, StoreUnavailable
from atlas.stores.job_queue import JobQueue
from atlas.stores.jobs import Job, JobState, JobTable

_logger = logging.getLogger(__name__)
#: How often a worker that stands by looks whether it is needed, or whether the store answers again [s].
_STAND_BY_S = 5.0
_Answer = TypeVar("_Answer")


class JobCancelled(Exception):
    """Somebody asked to stop the job; unwinds what it has begun."""


class Progress(Protocol):
    """Told how far a task is; may raise ``JobCancelled``."""

    def __call__(self, percent: int, step: str, row_count: int | None = None) -> None:
        """Take note: percent done, what is being done, and features handled so far."""
        ...


#: Does a job: its arguments with its own id as ``job``, who asked, and whom to tell; gives a plain result.
JobHandler = Callable[[Mapping[str, Any], str, Progress], Mapping[str, Any]]


class Jobs:
    """The jobs of one data folder.

    Parameters
    ----------
    table
        Keeps them.
    queue
        Makes the queue, given what does a job by its id.
    handlers
        What does each kind.
    """

    def __init__(
        self,
        table: JobTable,
        queue: Callable[[Callable[[str], None]], JobQueue],
        handlers: Mapping[str, JobHandler],
    ) -> None:
        self._table = table
        self._make_queue = queue
        self._handlers = handlers

    @functools.cached_property
    def _queue(self) -> JobQueue:
        """Made at the first use: who only reads the atlas writes no file."""
        return self._make_queue(self._run)

    def submit(self, actor: str, kind: str, *, title: str, arguments: Mapping[str, Any]) -> Job:
        """Ask for a job.

        Parameters
        ----------
        actor
            Who asks.
        kind
            One that has a handler.
        title
            For a person.
        arguments
            Plain values for the handler.

        Returns
        -------
        Job
            It waits.
        """
        if kind not in self._handlers:
            raise LookupError(f"no handler for jobs of the kind {kind}")
        job = self._table.add(secrets.token_hex(8), kind, title=title, arguments=arguments, actor=actor)
        self._queue.put(job.id)
        return job

    def get(self, job_id: str) -> Job:
        """One job; raises ``NotFoundError``."""
        return self._table.get(job_id)

    def list_jobs(self, *, actor: str | None = None, limit: int = 50) -> list[Job]:
        """The latest jobs, of one person or of everybody."""
        return self._table.list_jobs(actor=actor, limit=limit)

    def cancel(self, job_id: str) -> Job:
        """Ask a job to stop; raises ``NotFoundError``, or ``ConflictError`` when it has ended."""
        return self._table.cancel(job_id)

    def has_worker(self) -> bool:
        """Whether somebody does the jobs."""
        return self._queue.has_worker()

    def work(self, *, wait: bool = False, beside: AbstractContextManager[None] | None = None) -> None:
        """Be the worker until told to end. Jobs that a dead worker left behind are begun again.

        Parameters
        ----------
        wait
            Stand by while another worker runs, on this host or another, and take its place when it is gone.
        beside
            What this process does as long as it is the worker.

        Raises
        ------
        ConflictError
            Another worker runs, and this one is not to wait.
        """
        with ExitStack() as stack:
            while not self._lock(stack, wait=wait):
                time.sleep(_STAND_BY_S)
            if beside is not None:
                stack.enter_context(beside)
            self._queue.empty()
            for job_id in self._table.recover():
                self._queue.put(job_id)
            self._queue.work()

    def _lock(self, stack: ExitStack, *, wait: bool) -> bool:
        try:
            stack.enter_context(self._queue.lock_worker())
        except (ConflictError, StoreUnavailable):
            if not wait:
                raise
            return False
        return True

    def _run(self, job_id: str) -> None:
        job = _when_it_answers(lambda: self._table.start(job_id))
        if job is None:
            return

        def progress(percent: int, step: str, row_count: int | None = None) -> None:
            if not self._table.report(job_id, percent, step, row_count):
                raise JobCancelled

        try:
            result = self._handlers[job.kind]({**job.arguments, "job": job.id}, job.actor, progress)
        except JobCancelled:
            self._finish(job_id, JobState.CANCELLED)
        except AtlasError as error:
            _logger.warning("job %s failed: %s", job_id, error)
            self._finish(job_id, JobState.FAILED, error=error.for_visitors().to_dict())
        except Exception:
            # The last stop before a person: the log has the traceback, the page has a sentence.
            _logger.exception("job %s failed", job_id)
            self._finish(job_id, JobState.FAILED, error=_unknown_failure(job_id).to_dict())
        else:
            self._finish(job_id, JobState.DONE, result=result)

    def _finish(self, job_id: str, state: JobState, **outcome: Any) -> None:
        _when_it_answers(lambda: self._table.finish(job_id, state, **outcome))


def _when_it_answers(act: Callable[[], _Answer]) -> _Answer:
    """What a store gives, if need be after it was away: nobody else would note that a job began or ended."""
    while True:
        try:
            return act()
        except StoreUnavailable as error:
            _logger.warning("%s", error)
            time.sleep(_STAND_BY_S)


def _unknown_failure(job_id: str) -> AtlasError:
    return AtlasError(
        f"程序内部出错（任务 {job_id}）",
        f"the program failed (job {job_id})",
        code="internal",
        hint_zh="请把任务编号交给管理员，详情在日志中。",
        hint_en="Give the id of the job to your administrator; the log has the particulars.",
    )

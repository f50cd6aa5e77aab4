"""Long exports in the background: books of counties and reports, asked for in the page, done by the worker."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from atlas.core.access import AccessPolicy, Action, Actor, Role, require
from atlas.core.errors import LimitExceeded, NotFoundError, ParameterError, ServiceBusy
from atlas.services.jobs import JobHandler, Jobs, Progress
from atlas.stores.export_files import ExportFiles
from atlas.stores.jobs import FINAL, Job, JobState

#: Kinds of jobs, as the API names them.
BOOK_JOB, REPORT_JOB = "book", "report"
KINDS = (BOOK_JOB, REPORT_JOB)
#: Jobs of one person, and of everybody, that may wait or run.
MOST_OF_ONE, MOST_WAITING = 3, 12
#: Longest time that a job may take [s].
MOST_SECONDS = 3600.0
#: Jobs that are looked at for that.
_LATEST = 200

#: Says whether a job can be done, before it waits in line; raises ``AtlasError``. Gives its title.
Checks = Callable[[Actor, Mapping[str, Any]], str]


class ExportJobs:
    """The long exports of an atlas.

    Parameters
    ----------
    jobs
        Does the work.
    files
        Keeps what was made.
    policy
        In force.
    checks
        For each kind, what refuses a job that cannot be done.
    """

    def __init__(
        self, jobs: Jobs, files: ExportFiles, policy: AccessPolicy, checks: Mapping[str, Checks]
    ) -> None:
        self._jobs = jobs
        self._files = files
        self._policy = policy
        self._checks = checks

    def submit(self, actor: Actor, kind: str, arguments: Mapping[str, Any]) -> Job:
        """Ask for a book or a report.

        Parameters
        ----------
        actor
            Who asks.
        kind
            One of ``KINDS``.
        arguments
            ``values`` (text by parameter of a figure) and ``options`` of the kind.

        Returns
        -------
        Job
            It waits.

        Raises
        ------
        AccessDenied
            They may not look.
        ParameterError
            An unknown kind.
        ServiceBusy
            As many are waiting as may wait.
        AtlasError
            It cannot be done as asked.
        """
        require(actor, Action.VIEW, self._policy)
        if kind not in self._checks:
            raise ParameterError(
                f"没有这种导出：{kind[:40]}",
                f"there is no export of the kind {kind[:40]!r}",
                hint_zh=f"可用：{'、'.join(self._checks)}。",
                hint_en=f"Kinds: {', '.join(self._checks)}.",
                parameter="kind",
            )
        title = self._checks[kind](actor, arguments)
        self._check_line(actor)
        self._files.remove_old()
        given = {**arguments, "role": actor.role.value, "via": actor.via}
        return self._jobs.submit(actor.name, kind, title=title, arguments=given)

    def get(self, actor: Actor, job_id: str) -> Job:
        """One export; raises ``NotFoundError`` for another job, and for those of other accounts."""
        require(actor, Action.VIEW, self._policy)
        job = self._jobs.get(job_id)
        if job.kind not in self._checks or not self.is_seen(actor, job):
            raise NotFoundError(
                "没有这个导出任务",
                "there is no such export",
                code="job_unknown",
                hint_zh="请重新导出。",
                hint_en="Export it again.",
            )
        return job

    def is_seen(self, actor: Actor, job: Job) -> bool:
        """Whether somebody may see a job: of exports his own, or as an administrator anybody's; other kinds all."""
        return job.kind not in self._checks or job.actor == actor.name or actor.role is Role.ADMINISTRATOR

    def remove_old(self) -> list[str]:
        """Remove files that were made long ago. Gives the ids of their jobs."""
        return self._files.remove_old()

    def cancel(self, actor: Actor, job_id: str) -> Job:
        """Ask an export to stop; raises ``NotFoundError``, or ``ConflictError`` when it has ended."""
        return self._jobs.cancel(self.get(actor, job_id).id)

    def find_file(self, actor: Actor, job_id: str) -> Path:
        """What an export made.

        Parameters
        ----------
        actor
            Who asks.
        job_id
            Of the export.

        Returns
        -------
        Path
            Its name is that of the file.

        Raises
        ------
        NotFoundError
            It is not there, not yet, or no more.
        """
        job = self.get(actor, job_id)
        if job.state is not JobState.DONE or not job.result:
            raise NotFoundError(
                "文件还没有做好",
                "the file is not ready",
                code="export_not_ready",
                hint_zh="请等任务完成。",
                hint_en="Wait until the job is done.",
            )
        return self._files.find(job_id, str(job.result["file_name"]))

    def has_worker(self) -> bool:
        """Whether somebody does the jobs."""
        return self._jobs.has_worker()

    def _check_line(self, actor: Actor) -> None:
        waiting = [
            job
            for job in self._jobs.list_jobs(limit=_LATEST)
            if job.kind in self._checks and job.state not in FINAL
        ]
        own = sum(job.actor == actor.name for job in waiting)
        if len(waiting) < MOST_WAITING and own < MOST_OF_ONE:
            return
        raise ServiceBusy(
            f"正在排队的导出已有 {len(waiting)} 个，其中您的 {own} 个",
            f"{len(waiting)} exports are waiting already, {own} of them yours",
            code="exports_waiting",
            hint_zh=f"每人最多 {MOST_OF_ONE} 个，共 {MOST_WAITING} 个；请等其中一个完成或取消一个。",
            hint_en=f"{MOST_OF_ONE} for each person, {MOST_WAITING} in all; wait for one or cancel one.",
        )


def limit_time(handler: JobHandler, most_s: float = MOST_SECONDS) -> JobHandler:
    """A handler whose job ends when it has taken too long.

    Parameters
    ----------
    handler
        Does the job, and tells how far it is.
    most_s
        Longest time [s].

    Returns
    -------
    callable
        The same handler; when it next tells how far it is after that time, ``LimitExceeded`` stops it.
    """

    def run(arguments: Mapping[str, Any], actor: str, progress: Progress) -> Mapping[str, Any]:
        started = time.monotonic()

        def watched(percent: int, step: str, row_count: int | None = None) -> None:
            if time.monotonic() - started > most_s:
                raise LimitExceeded(
                    f"导出超过了 {most_s / 60:.0f} 分钟，已停止",
                    f"the export took more than {most_s / 60:.0f} minutes and was stopped",
                    code="export_too_long",
                    hint_zh="请分成几次导出（例如按市州），或用命令行 atlas book，停下后可接着做。",
                    hint_en="Export it in parts (by prefecture, say), or by atlas book, which goes on after a stop.",
                )
            progress(percent, step, row_count)

        return handler(arguments, actor, watched)

    return run


def describe_export(job: Job) -> dict[str, Any]:
    """An export as the API gives it.

    Parameters
    ----------
    job
        Of a book or a report.

    Returns
    -------
    dict
        Without its arguments.
    """
    return {
        "id": job.id,
        "kind": job.kind,
        "title": job.title,
        "state": "waiting" if job.state is JobState.QUEUED else job.state.value,
        "percent": job.percent,
        "step": job.step,
        "error": dict(job.error) if job.error else None,
        "result": dict(job.result) if job.result else None,
    }

"""What adds layers, and what does long tasks in the background."""

from __future__ import annotations

from dataclasses import dataclass

from atlas.bootstrap.base import Base
from atlas.bootstrap.clock import utc_now
from atlas.bootstrap.exporting import ExportServices
from atlas.services.export_jobs import BOOK_JOB, REPORT_JOB, ExportJobs, limit_time
from atlas.services.import_places import ImportPlaces
from atlas.services.imports import Importer
from atlas.services.jobs import Jobs
from atlas.services.uploads import IMPORT_JOB, ImportJob, Uploads
from atlas.stores.jobs import JobTable
from atlas.stores.uploads import UploadFolder


@dataclass(frozen=True, slots=True)
class TaskServices:
    """What is done in the background."""

    jobs: Jobs
    uploads: Uploads
    export_jobs: ExportJobs


def open_importer(base: Base) -> Importer:
    """What adds layers.

    Parameters
    ----------
    base
        What it stands on.

    Returns
    -------
    Importer
        Ready.
    """
    places = ImportPlaces(base.reader, base.settings.region)
    return Importer(base.workspace, places, base.policy, lambda: _builtin_ids(base))


def open_tasks(base: Base, importer: Importer, out: ExportServices) -> TaskServices:
    """What is done in the background.

    Parameters
    ----------
    base
        What it stands on.
    importer, out
        Do the work.

    Returns
    -------
    TaskServices
        Ready.
    """
    connect, kept = base.kept.database.connect, base.kept
    folder = UploadFolder(base.settings.workspace / "uploads", connect, utc_now, shared=kept.upload_bytes)
    jobs = Jobs(
        JobTable(connect, utc_now),
        kept.make_queue,
        {
            IMPORT_JOB: ImportJob(folder, importer),
            BOOK_JOB: limit_time(out.book),
            REPORT_JOB: limit_time(out.report),
        },
    )
    checks = {BOOK_JOB: out.book.check, REPORT_JOB: out.report.check}
    return TaskServices(
        jobs=jobs,
        uploads=Uploads(folder, jobs, base.policy, max_bytes=base.max_upload_bytes),
        export_jobs=ExportJobs(jobs, out.files, base.policy, checks),
    )


def _builtin_ids(base: Base) -> frozenset[str]:
    return frozenset(layer.id for layer in base.kept.built.list_layers())

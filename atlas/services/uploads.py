"""Uploads in the page: received, read by a job, asked about, answered, and kept until somebody discards them."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import IO, Any, Protocol

from atlas.core.access import AccessPolicy, Action, Actor, Role, require
from atlas.core.errors import AtlasError, ConflictError, ParameterError
from atlas.core.imports.report import ImportAnswers, ImportReport, ImportStatus
from atlas.services.import_course import ImportRequest
from atlas.services.jobs import JobCancelled, Jobs, Progress
from atlas.services.sent_names import plain_name
from atlas.stores.jobs import FINAL
from atlas.stores.upload_records import Upload, UploadState
from atlas.stores.uploads import UploadFolder

#: Kind of the jobs that import an upload.
IMPORT_JOB = "import"
_STATES = {
    ImportStatus.ACCEPTED: UploadState.READY,
    ImportStatus.ACCEPTED_WITH_WARNINGS: UploadState.READY,
    ImportStatus.NEEDS_ANSWER: UploadState.NEEDS_ANSWER,
    ImportStatus.REJECTED: UploadState.REJECTED,
}


class RunsImports(Protocol):
    """What turns a file into a version."""

    def run(self, actor: Actor, request: ImportRequest, progress: Progress) -> ImportReport:
        """Import a file."""
        ...


class Uploads:
    """The uploads of an atlas.

    Parameters
    ----------
    folder
        Keeps them.
    jobs
        Does the work.
    policy
        In force.
    max_bytes
        Longest file that is taken.
    """

    def __init__(self, folder: UploadFolder, jobs: Jobs, policy: AccessPolicy, *, max_bytes: int) -> None:
        self._folder = folder
        self._jobs = jobs
        self._policy = policy
        self._max_bytes = max_bytes

    def receive(self, actor: Actor, stream: IO[bytes], *, name: str, wishes: Mapping[str, str]) -> Upload:
        """Keep a file and have it imported.

        Parameters
        ----------
        actor
            Who sends it.
        stream
            The bytes.
        name
            What the sender calls it.
        wishes
            ``layer`` (an id, for a new version of it), ``title``, ``note``, and answers known beforehand.

        Returns
        -------
        Upload
            With the id of its job.

        Raises
        ------
        AccessDenied, ParameterError, LimitExceeded, StoreError
            Not an editor; an unknown wish; too long; the disk refused.
        """
        require(actor, Action.UPLOAD, self._policy)
        request = _read_wishes(wishes)
        upload = self._folder.receive(
            secrets.token_hex(8),
            stream,
            name=plain_name(name),
            request=request,
            actor=actor.name,
            max_bytes=self._max_bytes,
        )
        return self._start(actor, upload)

    def answer(self, actor: Actor, upload_id: str, wishes: Mapping[str, str]) -> Upload:
        """Answer what the import asked, and have it tried again.

        Parameters
        ----------
        actor
            Who answers.
        upload_id
            Of the upload.
        wishes
            Answers and other wishes; those given before stand where nothing is said.

        Returns
        -------
        Upload
            With the id of the new job.

        Raises
        ------
        AccessDenied, NotFoundError, ParameterError
            Not an editor; no such upload; an unknown answer.
        ConflictError
            It is being imported, or has become a version.
        """
        require(actor, Action.UPLOAD, self._policy)
        upload = self._folder.get(upload_id)
        if upload.state is UploadState.READY or self._is_busy(upload):
            raise ConflictError(
                "这个文件正在处理或已经入库",
                "this file is being imported or has been",
                code="upload_not_waiting",
                hint_zh="要换一种读法，请重新上传。",
                hint_en="Upload it again to read it in another way.",
            )
        self._folder.update(
            upload_id, request={**upload.request, **_read_wishes(wishes)}, state=UploadState.WAITING
        )
        return self._start(actor, self._folder.get(upload_id))

    def read_again(self, actor: Actor, upload_id: str, wishes: Mapping[str, str]) -> Upload:
        """Import the file of an upload that became a version once more, read in another way.

        Parameters
        ----------
        actor
            Who asks.
        upload_id
            Of the upload.
        wishes
            Answers and other wishes; those given before stand where nothing is said.

        Returns
        -------
        Upload
            Another one, of the same file, for a new version of the layer.

        Raises
        ------
        AccessDenied, NotFoundError, ParameterError, StoreError
            Not an editor; no such upload; an unknown answer; the disk refused.
        ConflictError
            It has not become a version.
        """
        require(actor, Action.UPLOAD, self._policy)
        upload = self._folder.get(upload_id)
        if upload.state is not UploadState.READY:
            raise ConflictError(
                "这个文件没有入库，或已从列表移除",
                "this file has not been imported, or was taken off the list",
                code="upload_not_ready",
                hint_zh="请重新上传，并写明要换的读法。",
                hint_en="Upload it again, and say how it is to be read.",
            )
        request = {**upload.request, "layer": upload.layer, **_read_wishes(wishes)}
        with self._folder.reading(upload.id) as stream:
            copy = self._folder.receive(
                secrets.token_hex(8),
                stream,
                name=upload.name,
                request=request,
                actor=actor.name,
                max_bytes=self._max_bytes,
            )
        return self._start(actor, copy)

    def get(self, actor: Actor, upload_id: str) -> Upload:
        """One upload; raises ``AccessDenied`` and ``NotFoundError``."""
        require(actor, Action.SEE_DRAFTS, self._policy)
        return self._folder.get(upload_id)

    def list_uploads(self, actor: Actor) -> list[Upload]:
        """The latest uploads; raises ``AccessDenied``."""
        require(actor, Action.SEE_DRAFTS, self._policy)
        return self._folder.list_uploads()

    def discard(self, actor: Actor, upload_id: str) -> None:
        """Remove a file; raises ``AccessDenied``, ``NotFoundError``, and ``ConflictError`` while it is imported."""
        require(actor, Action.UPLOAD, self._policy)
        upload = self._folder.get(upload_id)
        if self._is_busy(upload):
            raise ConflictError(
                "这个文件正在处理",
                "this file is being imported",
                code="upload_busy",
                hint_zh="请先取消任务。",
                hint_en="Cancel its job first.",
            )
        self._folder.discard(upload.id, actor=actor.name)

    def remove_litter(self) -> list[str]:
        """Remove what this machine need not keep: discarded anywhere, or never come in whole. Gives the ids."""
        return self._folder.remove_litter()

    def _is_busy(self, upload: Upload) -> bool:
        # A job that was cancelled before it began, or died with its worker, leaves its upload waiting for nothing.
        if upload.state is not UploadState.WAITING or upload.job is None:
            return False
        return self._jobs.get(upload.job).state not in FINAL

    def _start(self, actor: Actor, upload: Upload) -> Upload:
        job = self._jobs.submit(
            actor.name,
            IMPORT_JOB,
            title=upload.name,
            arguments={"upload": upload.id, "role": actor.role.value},
        )
        self._folder.update(upload.id, job=job.id)
        return self._folder.get(upload.id)


class ImportJob:
    """Does the job of importing an upload.

    Parameters
    ----------
    folder
        Keeps the uploads.
    importer
        Turns a file into a version.
    """

    def __init__(self, folder: UploadFolder, importer: RunsImports) -> None:
        self._folder = folder
        self._importer = importer

    def __call__(self, arguments: Mapping[str, Any], actor: str, progress: Progress) -> Mapping[str, Any]:
        """Import an upload and note what came of it.

        Parameters
        ----------
        arguments
            ``upload`` and ``role``.
        actor
            Who sent or answered.
        progress
            Told how far it is.

        Returns
        -------
        mapping
            The report.
        """
        upload = self._folder.get(str(arguments["upload"]))
        if upload.state is UploadState.READY:
            # A worker that died after the version was kept: nothing is imported twice.
            return dict(upload.report or {})
        request = request_of(upload, self._folder.path(upload.id))
        try:
            report = self._importer.run(
                Actor(actor, Role(str(arguments["role"])), via="job"), request, progress
            )
        except JobCancelled:
            self._folder.update(upload.id, state=UploadState.FAILED)
            raise
        except AtlasError as error:
            self._folder.update(upload.id, state=UploadState.FAILED, report={"error": error.to_dict()})
            raise
        self._folder.update(
            upload.id,
            state=_STATES[report.status],
            layer=report.layer or "",
            version=report.version,
            report=report.to_dict(),
        )
        return report.to_dict()


def request_of(upload: Upload, path: Path) -> ImportRequest:
    """What is to be imported.

    Parameters
    ----------
    upload
        With what its sender said.
    path
        Where its file lies.

    Returns
    -------
    ImportRequest
        For the importer.
    """
    said = dict(upload.request)
    known = {one.name: str(said.pop(one.name, "")) for one in fields(ImportAnswers)}
    return ImportRequest(
        path=path,
        name=upload.name,
        layer=str(said.get("layer", "")),
        title=str(said.get("title", "")),
        note=str(said.get("note", "")),
        answers=replace(ImportAnswers(), **known),
        origin=f"upload:{upload.id}",
    )


def _read_wishes(wishes: Mapping[str, str]) -> dict[str, str]:
    known = {"layer", "title", "note", *asdict(ImportAnswers())}
    unknown = sorted(set(wishes) - known)
    if unknown:
        raise ParameterError(
            f"未知的参数：{'、'.join(unknown)[:80]}",
            f"unknown parameters: {', '.join(unknown)[:80]}",
            hint_zh=f"可用：{'、'.join(sorted(known))}。",
            hint_en=f"Use {', '.join(sorted(known))}.",
            parameter=unknown[0],
        )
    return {name: value.strip() for name, value in wishes.items() if value.strip()}

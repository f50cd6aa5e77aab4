"""Files that people sent in: kept as they came until somebody discards them, with what was said and found."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

from atlas.core.errors import LimitExceeded, NotFoundError, StoreError
from atlas.stores.audit import Change, record_change

#: Tables of this module, for ``workspace_schema``.
UPLOAD_TABLES = (
    """
    CREATE TABLE upload (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        size INTEGER NOT NULL,
        digest TEXT NOT NULL,
        state TEXT NOT NULL,
        layer TEXT NOT NULL,
        version INTEGER,
        request TEXT NOT NULL,
        report TEXT,
        job TEXT,
        actor TEXT NOT NULL,
        created_at TEXT NOT NULL
    )
    """,
    "CREATE INDEX upload_created ON upload (created_at)",
)
_COLUMNS = "id, name, size, digest, state, layer, version, request, report, job, actor, created_at"
_FILE = "upload.bin"
_CHUNK_BYTES = 1024 * 1024

Connect = Callable[[], AbstractContextManager[sqlite3.Connection]]


class UploadState(StrEnum):
    """Where an upload stands."""

    WAITING = "waiting"
    NEEDS_ANSWER = "needs_answer"
    REJECTED = "rejected"
    FAILED = "failed"
    READY = "ready"
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True)
class Upload:
    """One file that somebody sent in.

    Parameters
    ----------
    id
        Text.
    name
        What the sender called it; never a path on this machine.
    size
        [bytes]
    digest
        SHA-256 of its bytes.
    state
        Where it stands.
    layer, version
        What became of it; empty and ``None`` before.
    request
        What the sender said: layer, title, answers.
    report
        Of the last import; ``None`` before the first.
    job
        Id of the last job on it.
    actor
        Who sent it.
    created_at
        UTC, ISO 8601.
    """

    id: str
    name: str
    size: int
    digest: str
    state: UploadState
    layer: str
    version: int | None
    request: Mapping[str, Any]
    report: Mapping[str, Any] | None
    job: str | None
    actor: str
    created_at: str

    def to_dict(self) -> dict[str, Any]:
        """The upload as the API gives it.

        Returns
        -------
        dict
            Plain values.
        """
        return {
            "id": self.id,
            "name": self.name,
            "size": self.size,
            "digest": self.digest,
            "state": self.state.value,
            "layer": self.layer or None,
            "version": self.version,
            "request": dict(self.request),
            "report": self.report,
            "job": self.job,
            "actor": self.actor,
            "created": self.created_at,
        }


class UploadFolder:
    """Keeps uploads on the disk and in the workspace database.

    Parameters
    ----------
    folder
        For the files; made when needed.
    connect
        Gives a connection in a transaction that ends with the block.
    now
        The time, UTC, ISO 8601.
    """

    def __init__(self, folder: Path, connect: Connect, now: Callable[[], str]) -> None:
        self._folder = folder
        self._connect = connect
        self._now = now

    def path(self, upload_id: str) -> Path:
        """Where the file of an upload lies; its name is ours."""
        return self._folder / upload_id / _FILE

    def receive(
        self,
        upload_id: str,
        stream: IO[bytes],
        *,
        name: str,
        request: Mapping[str, Any],
        actor: str,
        max_bytes: int,
    ) -> Upload:
        """Write a file as it comes in, then the row that makes it known.

        Parameters
        ----------
        upload_id
            Used by no other; letters and digits.
        stream
            The bytes.
        name, request, actor
            See ``Upload``.
        max_bytes
            Longest file that is taken.

        Returns
        -------
        Upload
            As written.

        Raises
        ------
        LimitExceeded
            The file is longer.
        StoreError
            The disk refused; nothing of it is left.
        """
        path = self.path(upload_id)
        try:
            path.parent.mkdir(parents=True)
            size, digest = _write(stream, path, max_bytes)
            with self._connect() as connection:
                connection.execute(
                    f"INSERT INTO upload ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",  # noqa: S608 - own names
                    (
                        *(upload_id, name, size, digest, UploadState.WAITING, "", None),
                        *(_to_text(request), None, None, actor, self._now()),
                    ),
                )
                new = {"name": name, "size": size, "digest": digest}
                record_change(
                    connection, Change(self._now(), actor, "upload.add", f"upload:{upload_id}", None, new)
                )
        except OSError as error:
            shutil.rmtree(path.parent, ignore_errors=True)
            raise StoreError(
                f"无法保存上传的文件“{name}”",
                f"the uploaded file “{name}” cannot be kept",
                code="upload_failed",
                hint_zh="请检查磁盘空间以及数据目录的权限。",
                hint_en="Check the disk space and the rights of the data folder.",
            ) from error
        except BaseException:
            shutil.rmtree(path.parent, ignore_errors=True)
            raise
        return self.get(upload_id)

    def get(self, upload_id: str) -> Upload:
        """One upload; raises ``NotFoundError``."""
        with self._connect() as connection:
            row = connection.execute(
                f"SELECT {_COLUMNS} FROM upload WHERE id = ?",  # noqa: S608 - own names
                (upload_id,),
            ).fetchone()
        if row is None or row[4] == UploadState.DISCARDED:
            raise NotFoundError(
                f"没有上传 {upload_id[:40]}", f"there is no upload {upload_id[:40]}", code="upload_unknown"
            )
        return _upload(row)

    def list_uploads(self, *, limit: int = 100) -> list[Upload]:
        """The latest uploads that nobody discarded, newest first."""
        with self._connect() as connection:
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM upload WHERE state <> ? "  # noqa: S608 - own names
                "ORDER BY created_at DESC, id LIMIT ?",
                (UploadState.DISCARDED, limit),
            ).fetchall()
        return [_upload(row) for row in rows]

    def update(self, upload_id: str, **values: Any) -> None:
        """Note what became of an upload.

        Parameters
        ----------
        upload_id
            Its id.
        **values
            Of ``state``, ``layer``, ``version``, ``request``, ``report`` and ``job``.
        """
        columns = {"state", "layer", "version", "request", "report", "job"}
        if not values.keys() <= columns:
            raise TypeError(f"not columns of an upload: {sorted(values.keys() - columns)}")
        texts = {
            name: _to_text(value) if isinstance(value, Mapping) else value for name, value in values.items()
        }
        changes = ", ".join(f"{name} = ?" for name in texts)
        with self._connect() as connection:
            connection.execute(
                f"UPDATE upload SET {changes} WHERE id = ?",  # noqa: S608 - own names
                (*texts.values(), upload_id),
            )

    def discard(self, upload_id: str, *, actor: str) -> None:
        """Remove a file that is no longer wanted; what was imported from it stays."""
        with self._connect() as connection:
            connection.execute("UPDATE upload SET state = ? WHERE id = ?", (UploadState.DISCARDED, upload_id))
            record_change(connection, Change(self._now(), actor, "upload.discard", f"upload:{upload_id}"))
        shutil.rmtree(self.path(upload_id).parent, ignore_errors=True)

    def remove_litter(self) -> list[str]:
        """Remove folders of files that never came in whole, or were discarded; call only when nobody receives.

        Returns
        -------
        list of str
            Their ids.
        """
        if not self._folder.is_dir():
            return []
        with self._connect() as connection:
            rows = connection.execute(
                "SELECT id FROM upload WHERE state <> ?", (UploadState.DISCARDED,)
            ).fetchall()
        known = {str(row[0]) for row in rows}
        litter = [path.name for path in self._folder.iterdir() if path.name not in known]
        for name in litter:
            shutil.rmtree(self._folder / name, ignore_errors=True)
        return litter


def _write(stream: IO[bytes], path: Path, max_bytes: int) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    with path.open("xb") as target:
        while chunk := stream.read(_CHUNK_BYTES):
            size += len(chunk)
            if size > max_bytes:
                raise LimitExceeded(
                    f"文件超过上限 {max_bytes // 1_000_000} MB",
                    f"the file is larger than {max_bytes // 1_000_000} MB",
                    code="upload_too_large",
                    hint_zh="请分幅或压缩后再传；管理员可调高设置 max_upload_mb。",
                    hint_en="Split or compress it; an administrator can raise the setting max_upload_mb.",
                )
            digest.update(chunk)
            target.write(chunk)
        target.flush()
        os.fsync(target.fileno())
    with contextlib.suppress(OSError):  # the folder's own entry; not every file system lets it be synced
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    return size, digest.hexdigest()


def _upload(row: tuple[Any, ...]) -> Upload:
    return Upload(
        id=row[0],
        name=row[1],
        size=row[2],
        digest=row[3],
        state=UploadState(row[4]),
        layer=row[5],
        version=row[6],
        request=json.loads(row[7]),
        report=json.loads(row[8]) if row[8] else None,
        job=row[9],
        actor=row[10],
        created_at=row[11],
    )


def _to_text(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)

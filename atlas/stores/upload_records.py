"""Files that people sent in as values, and as rows of the database; the files themselves stand in ``uploads``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

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
UPLOAD_COLUMNS = "id, name, size, digest, state, layer, version, request, report, job, actor, created_at"


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


def upload_from_row(row: tuple[Any, ...]) -> Upload:
    """An upload from a row of ``UPLOAD_COLUMNS``.

    Parameters
    ----------
    row
        Of the table ``upload``.

    Returns
    -------
    Upload
        As it stands now.
    """
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

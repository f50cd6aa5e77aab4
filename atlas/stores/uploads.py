"""Files that people sent in: kept as they came until somebody discards them, with what was said and found."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO, Any, Protocol

from atlas.core.errors import LimitExceeded, NotFoundError, StoreError
from atlas.stores.audit import Change, record_change
from atlas.stores.blobs import remove_broken
from atlas.stores.database import Connection
from atlas.stores.upload_records import UPLOAD_COLUMNS, Upload, UploadState, upload_from_row

_FILE = "upload.bin"
_CHUNK_BYTES = 1024 * 1024
#: No file comes in for longer [s].
_LONGEST_RECEIVING_S = 24 * 3600

Connect = Callable[[], AbstractContextManager[Connection]]


class UploadBytes(Protocol):
    """Keeps the bytes of uploads for other hosts too."""

    def keep(self, connection: Connection, upload_id: str, path: Path) -> None:
        """Keep a file that came in whole, within the transaction that writes its row."""
        ...

    def fetch(self, upload_id: str, path: Path) -> None:
        """See that the file lies at a path of this machine."""
        ...

    def remove(self, connection: Connection, upload_id: str) -> None:
        """Remove it, within the transaction that discards its row."""
        ...


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
    shared
        Keeps the bytes where the folder is only of this machine; ``None`` where it is all there is.
    """

    def __init__(
        self, folder: Path, connect: Connect, now: Callable[[], str], *, shared: UploadBytes | None = None
    ) -> None:
        self._folder = folder
        self._connect = connect
        self._now = now
        self._shared = shared

    def path(self, upload_id: str) -> Path:
        """Where the file of an upload lies on this machine; its name is ours.

        Parameters
        ----------
        upload_id
            Of an upload that nobody discarded.

        Returns
        -------
        Path
            Fetched from the database where it came in on another host.

        Raises
        ------
        StoreError
            It cannot be fetched.
        """
        path = self._place(upload_id)
        if self._shared is not None:
            self._shared.fetch(upload_id, path)
        return path

    @contextlib.contextmanager
    def reading(self, upload_id: str) -> Iterator[IO[bytes]]:
        """The bytes of an upload, as long as they are wanted.

        Parameters
        ----------
        upload_id
            Of the upload.

        Yields
        ------
        binary file
            At its beginning.

        Raises
        ------
        StoreError
            The file is gone, or the disk refused.
        """
        path = self.path(upload_id)
        try:
            stream = path.open("rb")
        except OSError as error:
            raise StoreError(
                "上传的文件读不出来",
                "the uploaded file cannot be read",
                code="upload_unreadable",
                hint_zh="请重新上传；再次发生时请管理员检查磁盘。",
                hint_en="Upload it again; if it happens once more, have the administrator check the disk.",
            ) from error
        with stream:
            yield stream

    def _place(self, upload_id: str) -> Path:
        return self._folder / upload_id / _FILE

    def adopt(self, connection: Connection, upload_id: str, path: Path) -> None:
        """Keep the bytes of an upload whose row comes from another workspace.

        Parameters
        ----------
        connection
            In the transaction that writes the row.
        upload_id
            Its id there.
        path
            Where the bytes lie now.

        Raises
        ------
        StoreError
            The disk or the database refused.
        """
        if self._shared is not None:
            self._shared.keep(connection, upload_id, path)
            return
        place = self._place(upload_id)
        try:
            place.parent.mkdir(parents=True)
            shutil.copyfile(path, place)
        except OSError as error:
            raise _not_kept(upload_id) from error

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
        path = self._place(upload_id)
        try:
            path.parent.mkdir(parents=True)
            size, digest = _write(stream, path, max_bytes)
            with self._connect() as connection:
                if self._shared is not None:
                    self._shared.keep(connection, upload_id, path)
                connection.execute(
                    f"INSERT INTO upload ({UPLOAD_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",  # noqa: S608 - own names
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
            raise _not_kept(name) from error
        except BaseException:
            shutil.rmtree(path.parent, ignore_errors=True)
            raise
        return self.get(upload_id)

    def get(self, upload_id: str) -> Upload:
        """One upload; raises ``NotFoundError``."""
        with self._connect() as connection:
            row = connection.execute(
                f"SELECT {UPLOAD_COLUMNS} FROM upload WHERE id = ?",  # noqa: S608 - own names
                (upload_id,),
            ).fetchone()
        if row is None or row[4] == UploadState.DISCARDED:
            raise NotFoundError(
                f"没有上传 {upload_id[:40]}", f"there is no upload {upload_id[:40]}", code="upload_unknown"
            )
        return upload_from_row(row)

    def list_uploads(self, *, limit: int = 100) -> list[Upload]:
        """The latest uploads that nobody discarded, newest first."""
        with self._connect() as connection:
            rows = connection.execute(
                f"SELECT {UPLOAD_COLUMNS} FROM upload WHERE state <> ? "  # noqa: S608 - own names
                "ORDER BY created_at DESC, id LIMIT ?",
                (UploadState.DISCARDED, limit),
            ).fetchall()
        return [upload_from_row(row) for row in rows]

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
            if self._shared is not None:
                self._shared.remove(connection, upload_id)
            record_change(connection, Change(self._now(), actor, "upload.discard", f"upload:{upload_id}"))
        shutil.rmtree(self._place(upload_id).parent, ignore_errors=True)

    def remove_litter(self) -> list[str]:
        """Remove folders of files that were discarded, on any host, or never came in whole.

        One without a row may be on its way in; it goes when nothing was written to it for a day.

        Returns
        -------
        list of str
            Their ids.

        Raises
        ------
        StoreError
            The workspace cannot be read.
        """
        if not self._folder.is_dir():
            return []
        # Before the rows are read: what comes in afterwards is not looked at.
        folders = sorted(path for path in self._folder.iterdir() if path.is_dir())
        with self._connect() as connection:
            rows = connection.execute("SELECT id, state FROM upload").fetchall()
        states = {str(upload_id): state for upload_id, state in rows}
        litter = []
        for folder in folders:
            state = states.get(folder.name)
            if state == UploadState.DISCARDED or (state is None and _is_old(folder)):
                shutil.rmtree(folder, ignore_errors=True)
                litter.append(folder.name)
            else:
                remove_broken(folder)
        return litter

    def forget_copy(self, upload_id: str) -> None:
        """Remove the file from this machine where others keep it, too; it is fetched again when it is asked for.

        Parameters
        ----------
        upload_id
            Of the upload.
        """
        if self._shared is not None:
            shutil.rmtree(self._place(upload_id).parent, ignore_errors=True)


def _is_old(folder: Path) -> bool:
    """Whether nothing was written for longer than anybody sends a file."""
    try:
        times = [path.stat().st_mtime for path in (folder, *folder.iterdir())]
    except OSError:
        return False  # it is being removed, or not ours
    return max(times) < time.time() - _LONGEST_RECEIVING_S


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


def _to_text(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _not_kept(name: str) -> StoreError:
    return StoreError(
        f"无法保存上传的文件“{name}”",
        f"the uploaded file “{name}” cannot be kept",
        code="upload_failed",
        hint_zh="请检查磁盘空间以及数据目录的权限。",
        hint_en="Check the disk space and the rights of the data folder.",
    )

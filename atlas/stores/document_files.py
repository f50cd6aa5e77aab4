"""The files of added documents as they came in, under the digest of their bytes: a person's name is no file name."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import shutil
import time
from collections.abc import Collection
from pathlib import Path
from typing import Protocol

from atlas.core.errors import StoreError
from atlas.stores.blobs import fetch_blob, has_blob, remove_blobs, remove_broken, write_blob
from atlas.stores.database import Database

_CHUNK_BYTES = 1024 * 1024
#: No document is being read for longer [s]; its file lies there before its row.
_LONGEST_ADDING_S = 24 * 3600


class DocumentFiles(Protocol):
    """Keeps the files of documents."""

    def keep(self, path: Path, digest: str) -> None:
        """Keep a file; nothing happens where it is kept already."""
        ...

    def path(self, digest: str) -> Path:
        """Where a file lies on this machine; raises ``StoreError``."""
        ...

    def remove(self, digest: str) -> None:
        """Remove a file, should it be there; raises ``StoreError``."""
        ...

    def remove_litter(self, known: Collection[str]) -> list[str]:
        """Remove what belongs to no document; gives the digests."""
        ...


class DocumentFolder:
    """Files in a folder of this machine, which is all there is.

    Parameters
    ----------
    folder
        Made when needed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, path: Path, digest: str) -> None:
        """Keep a file; it is whole or not there at all.

        Parameters
        ----------
        path
            Of the file.
        digest
            SHA-256 of its bytes.

        Raises
        ------
        StoreError
            The disk refused.
        """
        target = self._folder / digest
        aside = self._folder / f".{digest}.{secrets.token_hex(4)}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with contextlib.suppress(FileNotFoundError):
                # What lay there of no document is one's from now on, and no litter before its row is there.
                os.utime(target)
                return
            try:
                with path.open("rb") as source, aside.open("xb") as stream:
                    shutil.copyfileobj(source, stream, _CHUNK_BYTES)
                    stream.flush()
                    os.fsync(stream.fileno())
                aside.replace(target)
            finally:
                aside.unlink(missing_ok=True)
        except OSError as error:
            raise _not_kept() from error

    def path(self, digest: str) -> Path:
        """Where a file lies.

        Parameters
        ----------
        digest
            Of a file that was kept.

        Returns
        -------
        Path
            Its name is the digest.

        Raises
        ------
        StoreError
            It is not there any more.
        """
        target = self._folder / digest
        if not target.is_file():
            raise StoreError(
                "文件的原件不见了",
                "the original of the document is gone",
                code="document_file_missing",
                hint_zh="请从备份恢复 workspace/documents 文件夹。",
                hint_en="Restore the folder workspace/documents from a backup.",
            )
        return target

    def remove(self, digest: str) -> None:
        """Remove a file, should it be there.

        Parameters
        ----------
        digest
            Of the file.

        Raises
        ------
        StoreError
            The disk refused.
        """
        try:
            (self._folder / digest).unlink(missing_ok=True)
        except OSError as error:
            raise StoreError(
                "无法删除文件的原件",
                "the original of the document cannot be deleted",
                code="document_not_purged",
                hint_zh="请检查 workspace/documents 文件夹的权限，然后重做。",
                hint_en="Check the rights of the folder workspace/documents, then do it again.",
                file=digest,
            ) from error

    def remove_litter(self, known: Collection[str]) -> list[str]:
        """Remove files that came in and were never entered.

        Parameters
        ----------
        known
            Digests of all documents, removed ones too.

        Returns
        -------
        list of str
            Names of what went.
        """
        gone = []
        oldest = time.time() - _LONGEST_ADDING_S
        for path in sorted(self._folder.iterdir()) if self._folder.is_dir() else ():
            with contextlib.suppress(OSError):  # another process was faster, or the next start tries again
                is_old = path.stat().st_mtime < oldest
                if is_old and path.name not in known and not path.name.startswith("."):
                    path.unlink()
                    gone.append(path.name)
        remove_broken(self._folder)
        return gone


class DocumentBlobs:
    """Files in a database that several hosts share, fetched into a folder of this machine when they are asked for.

    Parameters
    ----------
    database
        In PostgreSQL.
    folder
        For copies.
    """

    def __init__(self, database: Database, folder: Path) -> None:
        self._database = database
        self._folder = folder

    def keep(self, path: Path, digest: str) -> None:
        """Keep a file; it is whole or not there at all. Raises ``StoreError``."""
        with self._database.transaction() as connection:
            if has_blob(connection, _blob_name(digest)):
                return
            try:
                with path.open("rb") as stream:
                    write_blob(connection, _blob_name(digest), stream)
            except OSError as error:
                raise _not_kept() from error

    def path(self, digest: str) -> Path:
        """Where a file lies on this machine; raises ``StoreError``."""
        return fetch_blob(self._database, _blob_name(digest), self._folder / digest)

    def remove(self, digest: str) -> None:
        """Remove a file, should it be there; copies on other hosts go with the litter. Raises ``StoreError``."""
        with self._database.transaction() as connection:
            remove_blobs(connection, _blob_name(digest))
        DocumentFolder(self._folder).remove(digest)

    def remove_litter(self, known: Collection[str]) -> list[str]:
        """Remove copies of no document; those of others are fetched again when they are asked for."""
        return DocumentFolder(self._folder).remove_litter(known)


def digest_file(path: Path) -> tuple[str, int]:
    """What tells a file from all others.

    Parameters
    ----------
    path
        Of the file.

    Returns
    -------
    tuple of str and int
        SHA-256 and size [bytes].

    Raises
    ------
    StoreError
        It cannot be read.
    """
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK_BYTES):
                digest.update(chunk)
                size += len(chunk)
    except OSError as error:
        raise _not_kept() from error
    return digest.hexdigest(), size


def _blob_name(digest: str) -> str:
    return f"document/{digest}"


def _not_kept() -> StoreError:
    return StoreError(
        "无法保存文件的原件",
        "the original of the document cannot be kept",
        code="document_not_kept",
        hint_zh="请检查文件是否可读、磁盘空间以及数据目录的权限。",
        hint_en="Check that the file can be read, the disk space and the rights of the data folder.",
    )

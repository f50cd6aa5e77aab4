"""Files of a run that makes a book: finished pages in a working folder, and the book itself, written whole or not at all."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from atlas.core.errors import ConflictError, DataError, StoreUnavailable

_LOCK, _ENTRY, _SUFFIX = "run.lock", "page.json", ".part"
#: A run that nobody went on with for so long is forgotten [s].
FORGET_AFTER_S = 7 * 24 * 3600.0
#: Time of the members of an archive, the earliest that the format can hold: the same files give the same bytes.
_EARLIEST = (1980, 1, 1, 0, 0, 0)


class BookFolder:
    """The working folder of one run.

    Parameters
    ----------
    root
        Folder of all runs; made when it is needed.
    run
        Name of this one.
    """

    def __init__(self, root: Path, run: str) -> None:
        self._root = root
        self.path = root / run

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the folder; no other process may make the same book at the same time.

        Yields
        ------
        None
            With the folder there.

        Raises
        ------
        ConflictError
            Another process makes it.
        StoreUnavailable
            The folder cannot be made or written.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            stream = (self.path / _LOCK).open("ab")
        except OSError as error:
            raise _unavailable(self.path) from error
        with stream:
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise ConflictError(
                    "同样的图册正在生成",
                    "the same book is being made",
                    code="book_in_making",
                    hint_zh="请等它完成，或先取消那一次。",
                    hint_en="Wait until it is done, or cancel it first.",
                ) from error
            try:
                yield
            finally:
                self._remove_if_empty()

    def read_entry(self, adcode: str) -> Mapping[str, Any] | None:
        """What was noted of a finished county.

        Parameters
        ----------
        adcode
            Of the county.

        Returns
        -------
        Mapping
            ``None`` where it is not finished, or its files are not those that were noted.
        """
        folder = self.path / adcode
        try:
            entry: Mapping[str, Any] = json.loads((folder / _ENTRY).read_text(encoding="utf-8"))
            sizes = [(folder / _part_name(at)).stat().st_size for at in range(len(entry["sizes"]))]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return entry if sizes == entry["sizes"] else None

    def write_county(self, adcode: str, parts: Sequence[bytes], entry: Mapping[str, Any]) -> None:
        """Keep the finished files of a county; what was noted of it is written last.

        Parameters
        ----------
        adcode
            Of the county.
        parts
            Its files.
        entry
            Plain values.

        Raises
        ------
        StoreUnavailable
            The folder cannot be written.
        """
        folder = self.path / adcode
        noted = {**entry, "sizes": [len(part) for part in parts]}
        try:
            folder.mkdir(exist_ok=True)
            for at, part in enumerate(parts):
                _replace(folder / _part_name(at), part)
            _replace(folder / _ENTRY, json.dumps(noted, ensure_ascii=False).encode())
        except OSError as error:
            raise _unavailable(folder) from error

    def open_part(self, adcode: str, at: int = 0) -> BinaryIO:
        """One of the files of a finished county, to be read.

        Parameters
        ----------
        adcode
            Of the county.
        at
            Which of them.

        Returns
        -------
        BinaryIO
            To be closed.

        Raises
        ------
        StoreUnavailable
            It is not there any more.
        """
        try:
            return (self.path / adcode / _part_name(at)).open("rb")
        except OSError as error:
            raise _unavailable(self.path / adcode) from error

    def clear(self) -> None:
        """Forget what is finished; the folder stays."""
        for path in self.path.iterdir():
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)

    def remove(self) -> None:
        """Take the folder away, with all in it."""
        shutil.rmtree(self.path, ignore_errors=True)

    def _remove_if_empty(self) -> None:
        """A run that finished nothing has nothing to go on with."""
        with contextlib.suppress(OSError):
            if not any(path.is_dir() for path in self.path.iterdir()):
                self.remove()

    def forget_old(self) -> None:
        """Take away other runs that were stopped long ago and that nobody holds."""
        if not self._root.is_dir():
            return
        for path in sorted(self._root.iterdir()):
            with contextlib.suppress(OSError, ConflictError, StoreUnavailable):
                age = time.time() - path.stat().st_mtime
                if path != self.path and path.is_dir() and age > FORGET_AFTER_S:
                    other = BookFolder(self._root, path.name)
                    with other.lock():
                        other.remove()


def write_whole(path: Path, write: Callable[[BinaryIO], None]) -> None:
    """Write a file that appears only once it is whole.

    Parameters
    ----------
    path
        Where; a file that is there is replaced at the end.
    write
        Writes it.

    Raises
    ------
    DataError
        It cannot be written.
    """
    # The name is told apart from that of another run; nothing of it stands in the file.
    beside = path.with_name(f".{path.name}.{os.getpid()}{_SUFFIX}")
    try:
        with beside.open("wb+") as stream:
            write(stream)
        beside.replace(path)
    except OSError as error:
        raise _unwritable(path) from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def write_archive(stream: BinaryIO, members: Iterable[tuple[str, BinaryIO]]) -> None:
    """An archive of files that are packed already.

    Parameters
    ----------
    stream
        Where to.
    members
        (name, content), one after the other; each content is closed.

    Notes
    -----
    The same members give the same bytes: no time and no owner of a file is kept.
    """
    with zipfile.ZipFile(stream, "w", compression=zipfile.ZIP_STORED) as archive:
        for name, content in members:
            about = zipfile.ZipInfo(name, date_time=_EARLIEST)
            about.external_attr = 0o644 << 16
            about.create_system = 3
            with content, archive.open(about, "w") as member:
                shutil.copyfileobj(content, member)


def _part_name(at: int) -> str:
    return f"part-{at}"


def _replace(path: Path, content: bytes) -> None:
    beside = path.with_name(path.name + _SUFFIX)
    beside.write_bytes(content)
    beside.replace(path)


def _unavailable(path: Path) -> StoreUnavailable:
    return StoreUnavailable(
        f"无法写入工作文件夹 {path}",
        f"the working folder {path} cannot be used",
        code="book_folder_unavailable",
        hint_zh="请检查磁盘空间和写入权限，再重新生成。",
        hint_en="Check disk space and permissions, then make the book again.",
    )


def _unwritable(path: Path) -> DataError:
    return DataError(
        f"无法写入文件 {path}",
        f"the file {path} cannot be written",
        hint_zh="请检查文件夹是否存在、是否有写入权限。",
        hint_en="Check that the folder exists and may be written.",
        file=str(path),
    )

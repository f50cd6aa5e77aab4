"""Opens a zip archive that may mean harm: all entries are checked before one is read, one at a time, into our names."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Self

from atlas.core.errors import DataError, LimitExceeded
from atlas.ingest.archive_names import check_name, decode_names, is_litter
from atlas.ingest.limits import ReadLimits
from atlas.ingest.shown import shown

_ENCRYPTED, _STRONGLY_ENCRYPTED = 0x1, 0x40
#: Bytes of a local file header before the name (APPNOTE 6.3.10, 4.3.7).
_LOCAL_HEADER_BYTES = 30
#: Small entries may be as dense as they like.
_RATIO_FROM_BYTES = 8 * 2**20
_CHUNK = 2**20
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError)


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in an archive.

    Parameters
    ----------
    name
        Path in the archive.
    info
        Where it stands.
    """

    name: str
    info: zipfile.ZipInfo

    @property
    def ending(self) -> str:
        """Ending in lower case, with its point; empty without one."""
        last = self.name.rpartition("/")[2]
        return f".{last.rpartition('.')[2].lower()}" if "." in last.lstrip(".") else ""

    @property
    def stem(self) -> str:
        """Path without the ending."""
        return self.name[: len(self.name) - len(self.ending)]


class Archive:
    """A zip archive whose entries have been checked.

    Parameters
    ----------
    path
        The archive.
    name
        What it is called in a message.
    limits
        Entries, bytes and density that are taken.
    spent_bytes
        What archives around it unpack to already.

    Raises
    ------
    DataError
        It is damaged, encrypted, or has entries that mean harm.
    LimitExceeded
        It has too many entries or unpacks to too much.
    """

    def __init__(self, path: Path, *, name: str, limits: ReadLimits, spent_bytes: int = 0) -> None:
        self.name = name
        with _translated(name):
            self._zip = zipfile.ZipFile(path)
        infos = self._zip.infolist()
        self.unpacked_bytes = spent_bytes + _check_sizes(infos, name, limits, spent_bytes)
        names = decode_names(infos)
        for info, one in zip(infos, names, strict=True):
            check_name(one, archive=name)
            _check_kind(info, one, name)
        _check_overlap(infos, name)
        files = [Entry(one, info) for info, one in zip(infos, names, strict=True) if not one.endswith("/")]
        _check_twice(files, name)
        self.entries = tuple(entry for entry in files if not is_litter(entry.name))

    def __enter__(self) -> Self:
        """The archive itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._zip.close()

    def head(self, entry: Entry, *, size: int) -> bytes:
        """The beginning of an entry.

        Parameters
        ----------
        entry
            Of this archive.
        size
            Bytes at most.

        Returns
        -------
        bytes
            Content.

        Raises
        ------
        DataError
            The entry is damaged.
        """
        with self._reading(entry) as stream:
            return stream.read(size)

    def unpack(self, entry: Entry, target: Path) -> None:
        """Write an entry to a file, checked against its sum.

        Parameters
        ----------
        entry
            Of this archive.
        target
            File to make, under a name of ours.

        Raises
        ------
        DataError
            The entry is damaged.
        """
        with self._reading(entry) as stream, target.open("xb") as out:
            while chunk := stream.read(_CHUNK):
                out.write(chunk)

    @contextmanager
    def _reading(self, entry: Entry) -> Iterator[IO[bytes]]:
        with _translated(self.name, entry=shown(entry.name)), self._zip.open(entry.info) as stream:
            yield stream


@contextmanager
def _translated(name: str, *, entry: str = "") -> Iterator[None]:
    try:
        yield
    except _DAMAGED as error:
        zh, en = (f"中的“{entry}”", f" (entry “{entry}”)") if entry else ("", "")
        raise DataError(
            f"压缩包 {name} {zh}已损坏或不完整，无法解压",
            f"the archive {name}{en} is damaged or incomplete and cannot be unpacked",
            code="archive_damaged",
            hint_zh="请重新压缩为普通 zip（不分卷、不加密）后上传。",
            hint_en="Pack it again as plain zip, in one part and without a password.",
            file=name,
            entry=entry,
        ) from error


def _check_sizes(infos: Sequence[zipfile.ZipInfo], name: str, limits: ReadLimits, spent_bytes: int) -> int:
    if len(infos) > limits.max_entries:
        raise _too_much(
            name,
            f"有 {len(infos)} 个文件，超过上限 {limits.max_entries} 个",
            f"has {len(infos)} files, more than the limit of {limits.max_entries}",
        )
    total = sum(info.file_size for info in infos)
    if total + spent_bytes > limits.max_unpacked_bytes or any(
        one.file_size > limits.file_bytes for one in infos
    ):
        most = min(limits.max_unpacked_bytes, limits.file_bytes) // 2**20
        raise _too_much(
            name,
            f"解压后有 {total // 2**20} MB，超过上限 {most} MB",
            f"unpacks to {total // 2**20} MB, more than the limit of {most} MB",
        )
    for info in infos:
        if info.file_size > max(_RATIO_FROM_BYTES, limits.max_ratio * info.compress_size):
            raise _too_much(
                name,
                f"中的文件压缩比超过 {limits.max_ratio}，像是压缩炸弹",
                f"has a file packed more than {limits.max_ratio} times, as a bomb is",
            )
    return total


def _check_kind(info: zipfile.ZipInfo, entry: str, name: str) -> None:
    if info.flag_bits & (_ENCRYPTED | _STRONGLY_ENCRYPTED):
        raise DataError(
            f"压缩包 {name} 加了密码",
            f"the archive {name} has a password",
            code="archive_encrypted",
            hint_zh="请去掉密码重新压缩。",
            hint_en="Pack it again without a password.",
            file=name,
            entry=shown(entry),
        )
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise DataError(
            f"压缩包 {name} 中的“{shown(entry)}”是链接或设备，不是文件",
            f"“{shown(entry)}” in the archive {name} is a link or device, not a file",
            code="archive_link",
            hint_zh="请只压缩普通文件。",
            hint_en="Pack ordinary files only.",
            file=name,
            entry=shown(entry),
        )


def _check_overlap(infos: Sequence[zipfile.ZipInfo], name: str) -> None:
    """Entries that share bytes unpack to far more than the archive holds."""
    end = 0
    for info in sorted(infos, key=lambda one: one.header_offset):
        if info.header_offset < end:
            raise DataError(
                f"压缩包 {name} 中的文件互相重叠",
                f"files in the archive {name} overlap",
                code="archive_overlap",
                hint_zh="请重新压缩。",
                hint_en="Pack it again.",
                file=name,
            )
        end = info.header_offset + _LOCAL_HEADER_BYTES + info.compress_size


def _check_twice(files: Sequence[Entry], name: str) -> None:
    twice = [entry for entry, count in Counter(file.name.lower() for file in files).items() if count > 1]
    if twice:
        raise DataError(
            f"压缩包 {name} 中“{shown(twice[0])}”出现多次",
            f"the archive {name} has “{shown(twice[0])}” several times",
            code="archive_duplicate",
            hint_zh="请删去重复的文件后重新压缩。",
            hint_en="Remove the duplicates and pack it again.",
            file=name,
            entry=shown(twice[0]),
        )


def _too_much(name: str, zh: str, en: str) -> LimitExceeded:
    return LimitExceeded(
        f"压缩包 {name} {zh}",
        f"the archive {name} {en}",
        code="archive_too_large",
        hint_zh="请只压缩要导入的数据，必要时分成几个文件。",
        hint_en="Pack only the data to import, in several files if need be.",
        file=name,
    )

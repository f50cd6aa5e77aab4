"""Names of archive entries: decoded from bytes that rarely say their encoding, and refused when they lead astray."""

from __future__ import annotations

import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Sequence

from atlas.core.errors import DataError
from atlas.ingest.shown import shown

#: General purpose bit 11: the name is UTF-8 (APPNOTE 6.3.10, 4.4.4). Extra field 0x7075: the name again in UTF-8 (4.6.9).
_UTF8_FLAG = 0x800
_UNICODE_PATH = 0x7075
_DRIVE = re.compile(r"[A-Za-z]:")
_LITTER_FOLDERS = frozenset({"__macosx", ".git", ".svn", "$recycle.bin"})
_LITTER = frozenset({".ds_store", "thumbs.db", "desktop.ini"})


def decode_names(entries: Sequence[zipfile.ZipInfo]) -> list[str]:
    """Names of entries as they were meant.

    Parameters
    ----------
    entries
        As ``zipfile`` lists them.

    Returns
    -------
    list of str
        Paths with ``/`` between folders.
    """
    raw = [_bytes_of(entry) for entry in entries]
    unsaid = [one for one, entry in zip(raw, entries, strict=True) if not entry.flag_bits & _UTF8_FLAG]
    encoding = guess_encoding(unsaid)
    names = []
    for one, entry in zip(raw, entries, strict=True):
        name = _unicode_path(entry, one)
        if name is None:
            name = entry.orig_filename if entry.flag_bits & _UTF8_FLAG else _decode(one, encoding)
        names.append(unicodedata.normalize("NFC", name).replace("\\", "/"))
    return names


def guess_encoding(raw: Sequence[bytes]) -> str:
    """The encoding of names that do not say theirs, judged all together.

    Parameters
    ----------
    raw
        Names.

    Returns
    -------
    str
        ``utf-8``, ``gb18030``, or ``cp437`` of which every byte is a character.
    """
    scores = {encoding: _score(raw, encoding) for encoding in ("utf-8", "gb18030")}
    possible = {encoding: score for encoding, score in scores.items() if score is not None}
    return max(possible, key=lambda encoding: possible[encoding], default="cp437")


def check_name(name: str, *, archive: str) -> None:
    """Refuse a name that leads out of the archive.

    Parameters
    ----------
    name
        As decoded.
    archive
        What the archive is called in a message.

    Raises
    ------
    DataError
        The name is absolute, has a drive, goes upwards, or has a zero byte.
    """
    parts = name.split("/")
    if name.startswith("/") or _DRIVE.match(name) or ".." in parts or "\0" in name:
        raise DataError(
            f"{archive} 中有越出压缩包的路径“{shown(name)}”，整个文件被拒绝",
            f"{archive} has a path that leads out of the archive, “{shown(name)}”; the file is refused",
            code="archive_path",
            hint_zh="请重新压缩：只放数据文件，不带绝对路径。",
            hint_en="Pack it again, with the data files only and without absolute paths.",
            file=archive,
            entry=shown(name),
        )


def is_litter(name: str) -> bool:
    """Whether an entry is what an operating system left behind.

    Parameters
    ----------
    name
        Path in the archive.

    Returns
    -------
    bool
        It is no data.
    """
    *folders, last = name.lower().rstrip("/").split("/")
    return (
        any(folder in _LITTER_FOLDERS for folder in folders)
        or last in _LITTER_FOLDERS
        or last in _LITTER
        or last.startswith(("._", "~$"))
    )


def _bytes_of(entry: zipfile.ZipInfo) -> bytes:
    if entry.flag_bits & _UTF8_FLAG:
        return entry.orig_filename.encode("utf-8", "surrogateescape")
    return entry.orig_filename.encode("cp437")


def _decode(raw: bytes, encoding: str) -> str:
    # Names of several encodings in one archive are judged one by one.
    return raw.decode(guess_encoding([raw]) if encoding == "cp437" else encoding)


def _score(raw: Sequence[bytes], encoding: str) -> int | None:
    """Characters in common use, less twice those that are not; ``None`` when the bytes are no such text."""
    try:
        text = "".join(one.decode(encoding) for one in raw)
    except UnicodeDecodeError:
        return None
    return sum(1 if _is_common(character) else -2 for character in text if ord(character) >= 0x80)


def _is_common(character: str) -> bool:
    """Whether GB 2312 has it: the 6,763 characters of names and words in use, and their punctuation."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _unicode_path(entry: zipfile.ZipInfo, raw: bytes) -> str | None:
    place, extra = 0, entry.extra
    while place + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, place)
        body = extra[place + 4 : place + 4 + size]
        if (
            kind == _UNICODE_PATH
            and len(body) > 5
            and struct.unpack_from("<I", body, 1)[0] == zlib.crc32(raw)
        ):
            return body[5:].decode("utf-8", "replace")
        place += 4 + size
    return None

"""Files that people send or name: taken in and read up to a limit; nothing in them is looked at."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import IO

from atlas.core.errors import InputError

_CHUNK_BYTES = 1024 * 1024


def keep_received(stream: IO[bytes], path: Path, max_bytes: int) -> bool:
    """Write down a file that is being sent.

    Parameters
    ----------
    stream
        The bytes.
    path
        Where; there is no such file yet.
    max_bytes
        Most that is taken.

    Returns
    -------
    bool
        Whether that was all of it.

    Raises
    ------
    OSError
        The disk refused.
    """
    with path.open("xb") as target:
        while chunk := stream.read(_CHUNK_BYTES):
            if target.tell() + len(chunk) > max_bytes:
                return False
            target.write(chunk)
    return True


def read_beginning(path: Path, name: str, most_bytes: int) -> bytes:
    """The beginning of a file, or all of it.

    Parameters
    ----------
    path
        That a person named.
    name
        What they call it.
    most_bytes
        Most that is read.

    Returns
    -------
    bytes
        As they stand.

    Raises
    ------
    InputError
        It cannot be read.
    """
    try:
        with path.open("rb") as stream:
            return stream.read(most_bytes)
    except OSError as error:
        raise InputError(
            f"文件 {name} 无法读取",
            f"the file {name} cannot be read",
            code="not_a_file",
            hint_zh="请检查路径和权限。",
            hint_en="Check the path and its rights.",
            file=name,
        ) from error


def digest_received(path: Path) -> str:
    """What tells a file from all others.

    Parameters
    ----------
    path
        Of the file.

    Returns
    -------
    str
        SHA-256 of its bytes.

    Raises
    ------
    OSError
        It cannot be read.
    """
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()

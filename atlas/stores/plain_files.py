"""Files as bytes: those that a person named, and our own; a disk that refuses is told with the path."""

from __future__ import annotations

from pathlib import Path

from atlas.core.errors import DataError


def read_bytes(path: Path) -> bytes:
    """All of a file.

    Parameters
    ----------
    path
        Where.

    Returns
    -------
    bytes
        As they stand.

    Raises
    ------
    DataError
        The file cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise DataError(
            f"无法读取文件 {path}",
            f"the file {path} cannot be read",
            hint_zh="请检查文件的读取权限。",
            hint_en="Check that the file may be read.",
            file=path.name,
        ) from error


def write_bytes(body: bytes, path: Path) -> None:
    """Write a finished file.

    Parameters
    ----------
    body
        Its content.
    path
        Where.

    Raises
    ------
    DataError
        The file cannot be written.
    """
    try:
        path.write_bytes(body)
    except OSError as error:
        raise unwritable(path) from error


def unwritable(path: Path) -> DataError:
    """The refusal of a file that cannot be written.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    DataError
        To be raised.
    """
    return DataError(
        f"无法写入文件 {path}",
        f"the file {path} cannot be written",
        hint_zh="请检查文件夹是否存在、是否有写入权限。",
        hint_en="Check that the folder exists and may be written.",
        file=str(path),
    )

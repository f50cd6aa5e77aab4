"""Replaces what stands between two marks in a text file: tables that a command makes and a document shows."""

from __future__ import annotations

from pathlib import Path

from atlas.core.errors import DataError, StoreError


def replace_marked(path: Path, mark: str, content: str) -> None:
    """Put new text between the lines that hold ``<mark>: begin`` and ``<mark>: end``.

    Parameters
    ----------
    path
        UTF-8.
    mark
        Words of the marks.
    content
        Whole lines.

    Raises
    ------
    DataError
        The file has not each mark once, in this order.
    StoreError
        It cannot be read or written; it then stays as it was.
    """
    try:
        written = path.read_text(encoding="utf-8")
        before, _, after = _split(path, mark, written)
        beside = path.with_name(f"{path.name}.new")
        beside.write_text(before + content + after, encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        raise StoreError(
            f"无法改写 {path.name}",
            f"{path.name} cannot be rewritten",
            hint_zh="请检查文件、权限和磁盘空间。",
            hint_en="Check the file, its rights and the disk space.",
        ) from error


def read_marked(path: Path, mark: str) -> str:
    """What stands between the marks of ``replace_marked``.

    Parameters
    ----------
    path, mark
        As there.

    Returns
    -------
    str
        Whole lines.

    Raises
    ------
    DataError
        The file has not each mark once, in this order.
    """
    return _split(path, mark, path.read_text(encoding="utf-8"))[1]


def _split(path: Path, mark: str, written: str) -> tuple[str, str, str]:
    lines = written.splitlines(keepends=True)
    begins = [number for number, line in enumerate(lines) if f"{mark}: begin" in line]
    ends = [number for number, line in enumerate(lines) if f"{mark}: end" in line]
    if len(begins) != 1 or len(ends) != 1 or begins[0] > ends[0]:
        raise DataError(
            f"{path.name} 中没有成对的标记“{mark}: begin”和“{mark}: end”",
            f"{path.name} has no pair of marks “{mark}: begin” and “{mark}: end”",
            code="marks_missing",
            hint_zh="两个标记各占一行，各出现一次。",
            hint_en="Each mark stands once, on a line of its own.",
            file=path.name,
        )
    parts = lines[: begins[0] + 1], lines[begins[0] + 1 : ends[0]], lines[ends[0] :]
    before, between, after = ("".join(part) for part in parts)
    return before, between, after

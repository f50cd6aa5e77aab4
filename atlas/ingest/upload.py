"""Reads an untrusted file: another process opens it, this one sees only columns and findings, and checks those too."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from atlas.core.errors import AtlasError, DataError, InputError, LimitExceeded
from atlas.core.imports.raw import RawUpload
from atlas.ingest.child import ChildFailedError, Failure, run_child
from atlas.ingest.environment import environment
from atlas.ingest.handover import MOST_ANSWER_BYTES, ROWS_FILE, error_from_dict
from atlas.ingest.limits import ReadLimits
from atlas.ingest.result import take_result
from atlas.ingest.shapefile_parts import find_parts
from atlas.ingest.shown import shown

#: Isolated: neither the working folder nor the environment can bring other modules in.
_COMMAND = (sys.executable, "-I", "-m", "atlas.ingest.worker")


def read_upload(
    path: Path, *, name: str, work: Path, member: str = "", limits: ReadLimits | None = None
) -> RawUpload:
    """What an untrusted file holds, and one data set of it.

    Parameters
    ----------
    path
        The file; of a loose shapefile the .shp, whose other parts are taken from the same folder.
    name
        As the user called it; untrusted text, for messages and the ending.
    work
        An empty folder for files of ours, the caller's to remove.
    member
        The data set to read, by its name in ``members``; empty for the only one.
    limits
        What the reading may cost; ``None`` for the defaults.

    Returns
    -------
    RawUpload
        Without layer when there are several data sets and none was named.

    Raises
    ------
    InputError
        There is no such file, or no such member.
    DataError
        The file is damaged, means harm, or is of a kind that is not read.
    LimitExceeded
        It is too large, or takes too much memory or time.
    """
    limits = limits or ReadLimits()
    _check_file(path, name, limits)
    request = {
        "path": str(path.resolve()),
        "name": name,
        "member": member,
        "limits": limits.to_dict(),
        "siblings": {ending: str(part) for ending, part in find_parts(path).items()},
    }
    try:
        answer = run_child(
            _COMMAND,
            json.dumps(request).encode("ascii"),
            work=work,
            wall_s=limits.wall_s,
            most_answer_bytes=MOST_ANSWER_BYTES,
            environment=environment(),
        )
    except ChildFailedError as failed:
        raise _failure(failed, name) from failed
    try:
        if "error" in answer:
            refusal: AtlasError = error_from_dict(answer["error"])
        else:
            return take_result(answer, work / ROWS_FILE)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OSError) as error:
        raise _unreadable(name) from error
    raise refusal


def _check_file(path: Path, name: str, limits: ReadLimits) -> None:
    if not path.is_file():
        raise InputError(
            f"{shown(name)} 不是文件",
            f"{shown(name)} is not a file",
            code="not_a_file",
            hint_zh="请选择文件；文件夹（例如 .gdb）请先导出或压缩为 zip。",
            hint_en="Choose a file; export a folder such as a .gdb, or pack it as zip.",
            file=shown(name),
        )
    size = path.stat().st_size
    if size > limits.file_bytes:
        raise LimitExceeded(
            f"{shown(name)} 有 {size // 2**20} MB，超过上限 {limits.file_bytes // 2**20} MB",
            f"{shown(name)} has {size // 2**20} MB, more than the limit of {limits.file_bytes // 2**20} MB",
            code="file_too_large",
            hint_zh="请按地区分成几个文件后分别导入。",
            hint_en="Split the data by region and import the parts.",
            file=shown(name),
            bytes=size,
        )


def _failure(failed: ChildFailedError, name: str) -> AtlasError:
    """What to say of a process that ended without an answer."""
    if failed.failure is Failure.NO_MEMORY:
        return LimitExceeded(
            f"读取 {shown(name)} 需要的内存超过上限",
            f"reading {shown(name)} needs more memory than allowed",
            code="read_memory",
            hint_zh="请按地区分成几个文件，或删去不需要的列后重试。",
            hint_en="Split it by region, or remove columns that are not needed, and try again.",
            file=shown(name),
        )
    if failed.failure is Failure.TOO_SLOW:
        return _too_slow(name)
    if failed.failure is Failure.CRASHED:
        return DataError(
            f"读取 {shown(name)} 时程序崩溃，文件可能已损坏或有意破坏",
            f"the reader crashed on {shown(name)}; the file is damaged or means harm",
            code="read_crashed",
            hint_zh="请从原始数据重新导出。",
            hint_en="Export it again from the original data.",
            file=shown(name),
            signal=-(failed.status or 0),
        )
    return _unreadable(name)


def _too_slow(name: str) -> LimitExceeded:
    return LimitExceeded(
        f"读取 {shown(name)} 用时超过上限",
        f"reading {shown(name)} takes longer than allowed",
        code="read_timeout",
        hint_zh="请按地区分成几个文件后分别导入。",
        hint_en="Split the data by region and import the parts.",
        file=shown(name),
    )


def _unreadable(name: str) -> DataError:
    return DataError(
        f"{shown(name)} 无法读取，文件可能已损坏",
        f"{shown(name)} cannot be read; the file may be damaged",
        code="file_damaged",
        hint_zh="请在原软件中打开检查，并重新导出。",
        hint_en="Open it in the program it comes from, check it and export it again.",
        file=shown(name),
    )

"""The process that opens a figure file: limits as its argument, the file on stdin, the answer in a file."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from atlas.core.errors import AtlasError, LimitExceeded
from atlas.ingest.handover import error_to_dict, leave_answer
from atlas.ingest.limits import ReadLimits
from atlas.ingest.sandbox import limit_process, lock_files


def too_costly() -> LimitExceeded:
    """What to say of a file that would not be read within the limits.

    Returns
    -------
    LimitExceeded
        With the code ``figure_too_costly``.
    """
    return LimitExceeded(
        "读取这个文件需要的时间或内存超过上限",
        "reading this file takes more time or memory than allowed",
        code="figure_too_costly",
        hint_zh="请选择由本系统导出、未经其他软件另存的图。",
        hint_en="Choose a figure that was exported here and not saved again by another program.",
    )


def main() -> None:
    """Answer for the one file on stdin; the working folder is where the answer may be written."""
    limit_process(ReadLimits.from_dict(json.loads(sys.argv[1])))
    # Only now: these load pikepdf and the rest, which must not run without limits.
    from atlas.render.figures.request_data import MAX_FILE_BYTES, read_request  # noqa: PLC0415

    lock_files(readable=(), writable=Path.cwd())
    try:
        answer: Mapping[str, Any] = {"request": read_request(sys.stdin.buffer.read(MAX_FILE_BYTES + 1))}
    except AtlasError as error:
        answer = {"error": error_to_dict(error)}
    except MemoryError:
        answer = {"error": error_to_dict(too_costly())}
    leave_answer(answer)


if __name__ == "__main__":
    main()

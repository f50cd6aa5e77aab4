"""The process that opens an untrusted document: request on stdin, answer in a file.

Nothing that reads files is imported before memory and time are limited, nothing is opened before files are locked.
"""

from __future__ import annotations

import errno
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from atlas.core.errors import AtlasError
from atlas.ingest.documents import refusals
from atlas.ingest.documents.answer import source_to_dict
from atlas.ingest.handover import ANSWER_FILE, NO_ROOM_STATUS, error_to_dict
from atlas.ingest.limits import ReadLimits
from atlas.ingest.sandbox import limit_process, lock_files


def main() -> None:
    """Answer the one request on stdin; the working folder is where files may be made."""
    request = json.load(sys.stdin)
    limits = ReadLimits.from_dict(request["limits"])
    path, name = Path(request["path"]), request["name"]
    limit_process(limits)
    # Only now: these load the parsers, which must not run without limits.
    from atlas.ingest.documents.formats import read_any  # noqa: PLC0415

    lock_files(readable=[path], writable=Path.cwd())
    try:
        answer: Mapping[str, Any] = source_to_dict(read_any(path, name=name, limits=limits))
    except AtlasError as error:
        answer = {"error": error_to_dict(error)}
    except MemoryError:
        answer = {"error": error_to_dict(refusals.too_costly(name))}
    try:
        Path(ANSWER_FILE).write_text(json.dumps(answer, ensure_ascii=False, default=str), encoding="utf-8")
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        sys.exit(NO_ROOM_STATUS)


if __name__ == "__main__":
    main()

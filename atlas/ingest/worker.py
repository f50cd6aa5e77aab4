"""The process that opens an untrusted file: ``python -I -m atlas.ingest.worker``, request on stdin, answer in a file.

Nothing that reads data is imported before memory and time are limited, nothing is opened before files are locked.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from atlas.core.errors import AtlasError
from atlas.ingest.handover import ROWS_FILE, error_to_dict, leave_answer
from atlas.ingest.limits import ReadLimits
from atlas.ingest.sandbox import limit_process, lock_files


def main() -> None:
    """Answer the one request on stdin; the working folder is where files may be made."""
    request = json.load(sys.stdin)
    limits = ReadLimits.from_dict(request["limits"])
    upload = Path(request["path"])
    siblings = {ending: Path(path) for ending, path in request["siblings"].items()}
    work = Path.cwd()
    limit_process(limits)
    # Only now: these load GDAL, Arrow and the rest, which must not run without limits.
    _load_gdal_alone()
    from atlas.ingest.discover import Upload  # noqa: PLC0415
    from atlas.ingest.gdal import out_of_memory  # noqa: PLC0415
    from atlas.ingest.reading import read  # noqa: PLC0415
    from atlas.ingest.shown import shown  # noqa: PLC0415

    lock_files(readable=[upload, *siblings.values()], writable=work)
    name = request["name"]
    try:
        answer: Mapping[str, Any] = read(
            Upload(upload, name, siblings), member=request["member"], limits=limits, rows=Path(ROWS_FILE)
        )
    except AtlasError as error:
        answer = {"error": error_to_dict(error)}
    except MemoryError:
        answer = {"error": error_to_dict(out_of_memory(shown(name)))}
    leave_answer(answer)


def _load_gdal_alone() -> None:
    """Load pyogrio without GeoPandas, which it brings along where it finds it: half the start, for what is not used."""
    unwanted = ("geopandas", "pandas")
    # The import system takes None for a module that is not there.
    sys.modules.update(dict.fromkeys(unwanted))  # type: ignore[arg-type]
    import pyogrio  # noqa: F401, PLC0415

    for name in unwanted:
        del sys.modules[name]


if __name__ == "__main__":
    main()

"""The files of a loose shapefile on disk."""

from __future__ import annotations

import os
from pathlib import Path

_ENDINGS = frozenset({".shx", ".dbf", ".prj", ".cpg"})


def find_parts(path: Path) -> dict[str, Path]:
    """What stands beside a .shp under the same name.

    Parameters
    ----------
    path
        The .shp; any other file has no parts.

    Returns
    -------
    dict
        Files by ending in lower case; links are left out, and so is a part that is there twice.
    """
    if path.suffix.lower() != ".shp":
        return {}
    found: dict[str, list[Path]] = {}
    with os.scandir(path.parent) as entries:
        for entry in entries:
            stem, ending = os.path.splitext(entry.name)  # noqa: PTH122 - a name, not a path
            if (
                ending.lower() in _ENDINGS
                and stem.lower() == path.stem.lower()
                and entry.is_file(follow_symlinks=False)
            ):
                found.setdefault(ending.lower(), []).append(Path(entry.path).resolve())
    return {ending: paths[0] for ending, paths in found.items() if len(paths) == 1}

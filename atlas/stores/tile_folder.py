"""The folder of a static host: tile archives, and the list of those that we put there."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from atlas.core.errors import StoreError

INDEX_FILE = "index.json"


class TileFolder:
    """A folder that a static host or object store serves.

    Parameters
    ----------
    folder
        Made when missing.

    Raises
    ------
    OSError
        It cannot be made.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder

    def read_index(self) -> Mapping[str, Any]:
        """What earlier exports wrote.

        Returns
        -------
        Mapping
            ``layers``, and ``archives``: the layer of each archive that is or may be there.

        Raises
        ------
        StoreError
            The list is not ours, or is damaged.
        OSError
            It cannot be read.
        """
        try:
            found = json.loads((self._folder / INDEX_FILE).read_bytes())
        except FileNotFoundError:
            return {"layers": [], "archives": {}}
        except ValueError as error:
            raise _foreign_index() from error
        archives = found.get("archives") if isinstance(found, dict) else None
        if not isinstance(archives, dict) or not all(_is_archive(name) for name in archives):
            raise _foreign_index()
        return dict(found)

    def write_index(self, index: Mapping[str, Any]) -> None:
        """Put another list in the place of the one that is there.

        Parameters
        ----------
        index
            As of ``read_index``.

        Raises
        ------
        OSError
            The disk refused.
        """
        aside = self._folder / f".{INDEX_FILE}.{os.getpid()}"
        aside.write_text(json.dumps(index, ensure_ascii=False, indent=1), encoding="utf-8")
        aside.replace(self._folder / INDEX_FILE)

    def size_of(self, name: str) -> int:
        """Bytes of an archive; -1 where it is not there."""
        path = self._folder / name
        return path.stat().st_size if path.is_file() else -1

    def copy(self, source: Path, name: str) -> None:
        """Put an archive there, aside first, so that a host never serves half of one.

        Parameters
        ----------
        source
            The archive.
        name
            That it has there.

        Raises
        ------
        OSError
            The disk refused.
        """
        for left in self._folder.glob(f".{name}.*"):  # of an export that was killed
            left.unlink(missing_ok=True)
        aside = self._folder / f".{name}.{os.getpid()}"
        try:
            shutil.copyfile(source, aside)
            aside.replace(self._folder / name)
        finally:
            aside.unlink(missing_ok=True)

    def remove(self, name: str) -> None:
        """Take an archive away, should it be there."""
        (self._folder / name).unlink(missing_ok=True)


def _is_archive(name: str) -> bool:
    """Whether a name can be one of ours: never a path out of the folder."""
    return name.endswith(".pmtiles") and not name.startswith(".") and Path(name).name == name


def _foreign_index() -> StoreError:
    return StoreError(
        f"目录中的 {INDEX_FILE} 不是瓦片导出的清单",
        f"{INDEX_FILE} in the folder is no list of exported tiles",
        code="tiles_folder_taken",
        hint_zh="请换一个空目录；若确认是损坏的旧清单，删除它后再导出。",
        hint_en="Choose an empty folder; if it is an old list that was damaged, delete it and export again.",
    )

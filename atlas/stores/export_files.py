"""Files that export jobs made: each in a folder of its own, whole or not there, removed after some days."""

from __future__ import annotations

import math
import re
import shutil
import time
from pathlib import Path

from atlas.core.errors import NotFoundError, StoreError

#: How long a file is kept [s].
KEPT_S = 7 * 24 * 3600
_JOB = re.compile(r"[0-9a-f]{16}")


class ExportFiles:
    """The files of one data folder.

    Parameters
    ----------
    folder
        Where they are kept; made when it is needed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, job: str, name: str, content: bytes | Path) -> Path:
        """Keep what a job made.

        Parameters
        ----------
        job
            Its id.
        name
            Of the file, safe on every system.
        content
            Bytes, or a file that is moved here.

        Returns
        -------
        Path
            Where it stands now.

        Raises
        ------
        StoreError
            The disk refused.
        """
        place = self._place(job)
        try:
            place.mkdir(parents=True, exist_ok=True)
            aside = place / "part"
            if isinstance(content, Path):
                shutil.move(content, aside)
            else:
                aside.write_bytes(content)
            aside.replace(place / name)
        except OSError as error:
            raise StoreError(
                "导出的文件无法写入磁盘",
                "the exported file cannot be written to the disk",
                hint_zh="请检查数据目录所在磁盘的空间与权限。",
                hint_en="Check space and rights of the disk of the data folder.",
            ) from error
        return place / name

    def find(self, job: str, name: str) -> Path:
        """A file that is kept.

        Parameters
        ----------
        job
            Id of the job that made it.
        name
            Of the file.

        Returns
        -------
        Path
            Where it stands.

        Raises
        ------
        NotFoundError
            It was removed, or another host has it.
        """
        path = self._place(job) / name
        if not path.is_file():
            raise NotFoundError(
                "文件已不在（导出的文件保留 7 天）",
                "the file is gone (exported files are kept for 7 days)",
                code="export_gone",
                hint_zh="请重新导出。",
                hint_en="Export it again.",
            )
        return path

    def working_folder(self, job: str) -> Path:
        """Where a job may keep unfinished parts, from which it goes on after a stop.

        Parameters
        ----------
        job
            Its id.

        Returns
        -------
        Path
            Made if it is not there.
        """
        folder = self._place(job) / "parts"
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def remove_old(self) -> list[str]:
        """Remove what was made long ago.

        Returns
        -------
        list of str
            Ids of the jobs.
        """
        if not self._folder.is_dir():
            return []
        oldest = time.time() - KEPT_S
        gone = [
            path
            for path in sorted(self._folder.iterdir())
            if _JOB.fullmatch(path.name) and _changed_at(path) < oldest
        ]
        for path in gone:
            shutil.rmtree(path, ignore_errors=True)
        return [path.name for path in gone]

    def _place(self, job: str) -> Path:
        if not _JOB.fullmatch(job):
            raise NotFoundError("没有这个任务", "there is no such job", code="job_unknown")
        return self._folder / job


def _changed_at(path: Path) -> float:
    """Never for one that somebody else, tidying up too, has removed meanwhile."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return math.inf

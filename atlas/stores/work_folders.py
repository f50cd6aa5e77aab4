"""Folders for what is handed from process to process, on the disk of the workspace: gone when the work is done.

What a killed process left is removed by the next one that starts; a folder that a living process holds stays.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from atlas.core.errors import StoreError
from atlas.stores.held_folders import hold_folder, list_folders, remove_folder

#: What a system says when there is no room: on the disk, or for this user.
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})


_logger = logging.getLogger(__name__)


class WorkFolders:
    """The folders of an atlas for work in progress.

    Parameters
    ----------
    parent
        Where they are; made when needed.
    """

    def __init__(self, parent: Path) -> None:
        self._parent = parent.absolute()
        self._is_tidy = False

    @contextmanager
    def make(self) -> Iterator[Path]:
        """An empty folder that goes at the end of the block, with all that is in it; only this user may look into it.

        Yields
        ------
        Path
            Absolute.

        Raises
        ------
        StoreError
            It cannot be made; code ``work_no_room``: or the block finds the disk full.
        """
        folder, lock = self._begin()
        try:
            yield folder
        except OSError as error:
            if error.errno not in _NO_ROOM:
                raise
            raise _no_room() from error
        finally:
            try:
                remove_folder(folder)
            finally:
                os.close(lock)

    def remove_litter(self) -> list[str]:
        """Remove what killed processes left and nobody holds.

        Returns
        -------
        list of str
            Names of the folders that went; none where the folders cannot be looked at, which is logged.
        """
        try:
            return self._remove_litter()
        except OSError as error:
            _logger.warning("%s: %s", self._parent, error)
            return []

    def _remove_litter(self) -> list[str]:
        return [folder.name for folder in list_folders(self._parent) if _remove_unheld(folder)]

    def _begin(self) -> tuple[Path, int]:
        try:
            if not self._is_tidy:
                self._is_tidy = True
                self._remove_litter()
            self._parent.mkdir(parents=True, exist_ok=True)
            while True:
                folder = self._parent / secrets.token_hex(8)
                folder.mkdir(mode=0o700)
                with contextlib.suppress(FileNotFoundError):
                    lock = hold_folder(folder)
                    if lock is not None and folder.exists():
                        return folder, lock
                    # Another process took it for litter before it was held.
                    if lock is not None:
                        os.close(lock)
        except OSError as error:
            raise (_no_room() if error.errno in _NO_ROOM else _not_made()) from error


def _remove_unheld(folder: Path) -> bool:
    try:
        lock = hold_folder(folder)
    except OSError:
        # Another process was faster, or it is another user's.
        return False
    if lock is None:
        return False
    try:
        # Held until it is gone: nobody begins to work in it meanwhile.
        remove_folder(folder)
    finally:
        os.close(lock)
    return True


def _no_room() -> StoreError:
    return StoreError(
        "磁盘已满，无法处理文件",
        "the disk is full, the file cannot be worked on",
        code="work_no_room",
        hint_zh="文件没有保存。请在数据目录所在的磁盘上腾出空间（或请管理员处理），然后重试。",
        hint_en="Nothing was kept. Make room on the disk of the data folder, or ask your administrator to, then try again.",
    )


def _not_made() -> StoreError:
    return StoreError(
        "无法在数据目录中建立工作文件夹",
        "no folder for the work can be made in the data folder",
        code="work_not_made",
        hint_zh="文件没有保存。请检查 workspace/work 文件夹的权限，然后重试。",
        hint_en="Nothing was kept. Check the rights of the folder workspace/work, then try again.",
    )

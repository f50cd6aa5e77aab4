"""Folders of work in progress, each held by the process that works in it: the lock goes with it, however it ends."""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
from pathlib import Path


def list_folders(parent: Path) -> list[Path]:
    """Folders in a folder, by name; none where it is not there."""
    return sorted(path for path in parent.iterdir() if path.is_dir()) if parent.is_dir() else []


def hold_folder(folder: Path) -> int | None:
    """A descriptor that holds a folder.

    Parameters
    ----------
    folder
        That is to be held.

    Returns
    -------
    int or None
        To be closed; ``None`` when somebody else holds it.

    Raises
    ------
    OSError
        It cannot be opened.
    """
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor


def remove_folder(folder: Path) -> None:
    """Remove a folder; what the disk keeps of it is litter for the next start."""
    # Under another name first: a program that a killed process left behind finds it gone and adds nothing more.
    doomed = folder.with_name(f".doomed-{secrets.token_hex(4)}")
    try:
        folder.rename(doomed)
    except FileNotFoundError:
        return
    shutil.rmtree(doomed, ignore_errors=True)

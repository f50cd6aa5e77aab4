"""Folders for work in progress: gone with the work, with the process that did it, and never those of a living one."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import pytest

from atlas.core.errors import StoreError
from atlas.stores import work_folders
from atlas.stores.work_folders import WorkFolders

HOLDER = """
import sys
from pathlib import Path
from typing import NoReturn
from atlas.stores.work_folders import WorkFolders
with WorkFolders(Path(sys.argv[1])).make() as folder:
    (folder / "plan.txt").write_text("words of a plan")
    print(folder.name, flush=True)
    sys.stdin.read()
"""


@contextmanager
def holder(parent: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Another process that works in a folder, and the name of the folder."""
    command = [sys.executable, "-c", HOLDER, str(parent)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process, process.stdout.readline().strip()
        finally:
            process.kill()


def test_a_folder_is_there_for_the_block_and_for_this_user_only(tmp_path: Path) -> None:
    folders = WorkFolders(tmp_path / "workspace" / "work")
    with folders.make() as folder:
        (folder / "request").write_text("words")
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        with folders.make() as other:
            assert other != folder
    assert list((tmp_path / "workspace" / "work").iterdir()) == []


def test_a_folder_goes_whatever_happens_in_it(tmp_path: Path) -> None:
    def work() -> None:
        with WorkFolders(tmp_path).make() as folder:
            (folder / "request").write_text("words")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        work()
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_left_goes_and_what_a_living_one_holds_stays(tmp_path: Path) -> None:
    with holder(tmp_path) as (living, held), holder(tmp_path) as (killed, left):
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        assert (tmp_path / left / "plan.txt").is_file()
        assert WorkFolders(tmp_path).remove_litter() == [left]
        assert [one.name for one in tmp_path.iterdir()] == [held]
        living.communicate("")
    assert list(tmp_path.iterdir()) == []


def test_the_first_work_of_a_process_removes_what_others_left(tmp_path: Path) -> None:
    (tmp_path / "0123456789abcdef").mkdir()
    (tmp_path / ".doomed-01234567" / "half").mkdir(parents=True)
    with WorkFolders(tmp_path).make() as folder:
        assert list(tmp_path.iterdir()) == [folder]


def test_own_folders_are_no_litter(tmp_path: Path) -> None:
    with WorkFolders(tmp_path).make() as folder:
        assert WorkFolders(tmp_path).remove_litter() == []
        assert folder.is_dir()


def test_a_folder_that_was_taken_for_litter_before_it_was_held_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold, taken = work_folders.hold_folder, []

    def hold_late(folder: Path) -> int | None:
        if not taken:
            taken.append(folder)
            assert WorkFolders(tmp_path).remove_litter() == [folder.name]
        return hold(folder)

    monkeypatch.setattr(work_folders, "hold_folder", hold_late)
    with WorkFolders(tmp_path).make() as folder:
        assert folder not in taken
        assert folder.is_dir()


def test_nothing_is_litter_where_nobody_ever_worked(tmp_path: Path) -> None:
    assert WorkFolders(tmp_path / "none").remove_litter() == []


def test_a_full_disk_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as told, WorkFolders(tmp_path).make():
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert told.value.code == "work_no_room"
    assert told.value.hint.zh
    assert told.value.hint.en
    assert list(tmp_path.iterdir()) == []


def test_other_faults_are_told_as_they_are(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError), WorkFolders(tmp_path).make() as folder:
        folder.write_text("a file")


def test_a_place_where_no_folder_can_be_made_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "work").write_text("a file")
    with pytest.raises(StoreError) as told, WorkFolders(tmp_path / "work").make():
        pass
    assert told.value.code == "work_not_made"


def test_a_place_that_cannot_be_looked_into_is_told_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> NoReturn:
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr("atlas.stores.work_folders.list_folders", refuse)
    with pytest.raises(StoreError) as told, WorkFolders(tmp_path / "work").make():
        pass
    assert told.value.code == "work_not_made"


def test_tidying_a_place_that_cannot_be_looked_into_stops_no_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(_: Path) -> NoReturn:
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr("atlas.stores.work_folders.list_folders", refuse)
    assert WorkFolders(tmp_path / "work").remove_litter() == []
    assert "no" in caplog.text

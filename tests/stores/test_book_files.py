"""Files of a run: finished counties are found again, half-written ones are not; archives are the same each time."""

from __future__ import annotations

import os
import zipfile
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pytest

from atlas.core.errors import ConflictError, DataError, StoreUnavailable
from atlas.stores.book_files import FORGET_AFTER_S, BookFolder, write_archive, write_whole


def test_a_finished_county_is_found_again(tmp_path: Path) -> None:
    folder = BookFolder(tmp_path, "run")
    with folder.lock():
        folder.write_county("520121", [b"one", b"two"], {"pages": 2, "findings": []})
        entry = folder.read_entry("520121")
        assert entry is not None
        assert (entry["pages"], entry["sizes"]) == (2, [3, 3])
        with folder.open_part("520121", 1) as part:
            assert part.read() == b"two"


def test_a_county_that_was_cut_short_is_made_anew(tmp_path: Path) -> None:
    folder = BookFolder(tmp_path, "run")
    with folder.lock():
        assert folder.read_entry("520121") is None
        folder.write_county("520121", [b"pages"], {"pages": 1})
        (folder.path / "520121" / "part-0").write_bytes(b"pag")
        assert folder.read_entry("520121") is None
        folder.write_county("520122", [b"pages"], {"pages": 1})
        (folder.path / "520122" / "page.json").write_text('{"pages": 1', encoding="utf-8")
        assert folder.read_entry("520122") is None


def test_two_runs_of_one_book_do_not_meet(tmp_path: Path) -> None:
    with (
        BookFolder(tmp_path, "run").lock(),
        pytest.raises(ConflictError) as caught,
        BookFolder(tmp_path, "run").lock(),
    ):
        raise AssertionError
    assert caught.value.code == "book_in_making"


def test_a_run_can_be_cleared_and_removed(tmp_path: Path) -> None:
    folder = BookFolder(tmp_path, "run")
    with folder.lock():
        folder.write_county("520121", [b"pages"], {"pages": 1})
        folder.clear()
        assert folder.read_entry("520121") is None
        folder.remove()
    assert not folder.path.exists()


def test_a_run_that_finished_nothing_leaves_nothing(tmp_path: Path) -> None:
    folder = BookFolder(tmp_path, "run")
    with pytest.raises(RuntimeError), folder.lock():
        raise RuntimeError
    assert not folder.path.exists()


def test_only_runs_that_were_left_long_ago_are_forgotten(tmp_path: Path) -> None:
    for name, age in (("old", FORGET_AFTER_S + 60), ("held", FORGET_AFTER_S + 60), ("new", 60.0)):
        path = tmp_path / name
        path.mkdir()
        then = path.stat().st_mtime - age
        os.utime(path, (then, then))
    held = BookFolder(tmp_path, "held")
    with held.lock():
        then = held.path.stat().st_mtime - FORGET_AFTER_S - 60
        os.utime(held.path, (then, then))
        BookFolder(tmp_path, "mine").forget_old()
        assert {path.name for path in tmp_path.iterdir()} == {"held", "new"}


def test_a_file_that_cannot_be_finished_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "book.pdf"
    path.write_bytes(b"before")

    def fail(stream: BinaryIO) -> None:
        stream.write(b"half")
        raise OSError("disk full")

    with pytest.raises(DataError):
        write_whole(path, fail)
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError):
        write_whole(tmp_path / "none" / "book.pdf", lambda stream: None)
    with pytest.raises(StoreUnavailable):
        BookFolder(tmp_path, "run").open_part("520121")


def test_an_archive_has_its_members_and_no_time_of_its_making() -> None:
    def make() -> bytes:
        stream = BytesIO()
        write_archive(
            stream, [("520121-开阳县.pdf", BytesIO(b"one")), ("520122-息烽县.pdf", BytesIO(b"two"))]
        )
        return stream.getvalue()

    assert make() == make()
    with zipfile.ZipFile(BytesIO(make())) as archive:
        assert archive.namelist() == ["520121-开阳县.pdf", "520122-息烽县.pdf"]
        assert archive.read("520122-息烽县.pdf") == b"two"
        assert archive.infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)

"""Files that jobs made are whole or not there, only where their job is, and gone after a week."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from atlas.core.errors import NotFoundError, StoreError
from atlas.stores.export_files import KEPT_S, ExportFiles

JOB, OTHER = "0123456789abcdef", "fedcba9876543210"


@pytest.fixture
def files(tmp_path: Path) -> ExportFiles:
    return ExportFiles(tmp_path / "exports")


def test_what_is_kept_is_found(files: ExportFiles) -> None:
    path = files.keep(JOB, "贵州省县册.pdf", b"%PDF-1.7")
    assert files.find(JOB, "贵州省县册.pdf") == path
    assert path.read_bytes() == b"%PDF-1.7"
    assert [one.name for one in path.parent.iterdir()] == ["贵州省县册.pdf"]


def test_a_file_is_moved_not_copied(files: ExportFiles, tmp_path: Path) -> None:
    made = tmp_path / "made.zip"
    made.write_bytes(b"PK")
    assert files.keep(JOB, "县册.zip", made).read_bytes() == b"PK"
    assert not made.exists()


def test_keeping_again_replaces_it(files: ExportFiles) -> None:
    files.keep(JOB, "a.pdf", b"one")
    assert files.keep(JOB, "a.pdf", b"two").read_bytes() == b"two"


def test_the_file_of_one_job_is_not_that_of_another(files: ExportFiles) -> None:
    files.keep(JOB, "a.pdf", b"one")
    with pytest.raises(NotFoundError) as caught:
        files.find(OTHER, "a.pdf")
    assert caught.value.code == "export_gone"
    assert "7 天" in caught.value.message.zh


@pytest.mark.parametrize("job", ["../../etc", "", "..", "0123456789ABCDEF", JOB + "0", f"{JOB}/.."])
def test_no_id_leads_out_of_the_folder(files: ExportFiles, job: str) -> None:
    for act in (
        lambda: files.find(job, "passwd"),
        lambda: files.keep(job, "a", b""),
        lambda: files.working_folder(job),
    ):
        with pytest.raises(NotFoundError) as caught:
            act()
        assert caught.value.code == "job_unknown"


def test_parts_wait_for_the_rest_of_their_job(files: ExportFiles) -> None:
    (files.working_folder(JOB) / "1.pdf").write_bytes(b"page")
    assert (files.working_folder(JOB) / "1.pdf").read_bytes() == b"page"


def test_what_is_old_goes_with_all_its_parts(files: ExportFiles, tmp_path: Path) -> None:
    old, new = (files.keep(job, "a.pdf", b"x").parent for job in (JOB, OTHER))
    files.working_folder(JOB)
    stranger = tmp_path / "exports" / "books"
    stranger.mkdir()
    long_ago = time.time() - KEPT_S - 60
    for folder in (old, stranger):
        os.utime(folder, (long_ago, long_ago))
    assert files.remove_old() == [JOB]
    assert (old.exists(), new.exists(), stranger.exists()) == (False, True, True)


def test_without_a_folder_there_is_nothing_to_remove(files: ExportFiles) -> None:
    assert files.remove_old() == []


def test_a_disk_that_refuses_is_told(tmp_path: Path) -> None:
    (tmp_path / "exports").write_text("x")
    with pytest.raises(StoreError) as caught:
        ExportFiles(tmp_path / "exports").keep(JOB, "a.pdf", b"x")
    assert caught.value.hint.zh

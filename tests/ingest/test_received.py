"""A file that comes in is taken up to the limit and not a byte further."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest

from atlas.core.errors import InputError
from atlas.ingest import received
from atlas.ingest.received import digest_received, keep_received, read_beginning


@pytest.mark.parametrize(("size", "is_whole"), [(0, True), (10, True), (11, False), (1_000, False)])
def test_a_file_is_written_down_up_to_the_limit(
    tmp_path: Path, size: int, is_whole: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(received, "_CHUNK_BYTES", 4)
    path = tmp_path / "document.bin"
    assert keep_received(io.BytesIO(b"x" * size), path, 10) == is_whole
    assert path.stat().st_size == min(size, 8 if size > 10 else 10)


def test_nothing_that_is_there_is_written_over(tmp_path: Path) -> None:
    path = tmp_path / "document.bin"
    path.write_bytes(b"kept")
    with pytest.raises(FileExistsError):
        keep_received(io.BytesIO(b"new"), path, 10)
    assert path.read_bytes() == b"kept"


def test_of_a_long_file_only_the_beginning_is_read(tmp_path: Path) -> None:
    path = tmp_path / "long.yaml"
    path.write_bytes(b"0123456789")
    assert (read_beginning(path, "long.yaml", 4), read_beginning(path, "long.yaml", 99)) == (
        b"0123",
        b"0123456789",
    )
    assert digest_received(path) == hashlib.sha256(b"0123456789").hexdigest()


def test_a_file_that_cannot_be_read_is_told_by_the_name_that_the_sender_gave_it(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        read_beginning(tmp_path / "a1b2.bin", "方案.yaml", 4)
    assert (refused.value.code, refused.value.detail["file"]) == ("not_a_file", "方案.yaml")

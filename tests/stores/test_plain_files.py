"""A file that a person named is read and written whole, or the refusal tells which one."""

from __future__ import annotations

from pathlib import Path

import pytest

from atlas.core.errors import DataError
from atlas.stores.plain_files import read_bytes, write_bytes


def test_bytes_go_there_and_back(tmp_path: Path) -> None:
    write_bytes(b"\x00\xff", tmp_path / "图.png")
    assert read_bytes(tmp_path / "图.png") == b"\x00\xff"


def test_a_path_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    path = tmp_path / "none" / "图.png"
    with pytest.raises(DataError, match="cannot be read") as unread:
        read_bytes(path)
    with pytest.raises(DataError, match="cannot be written") as unwritten:
        write_bytes(b"", path)
    for refused in (unread.value, unwritten.value):
        assert refused.hint is not None
        assert all(refused.hint.to_dict().values())

"""What stands between two marks of a file is replaced, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from atlas.core.errors import DataError, StoreError
from atlas.stores.marked_files import read_marked, replace_marked

PAGE = "# 准确率\n<!-- table: begin -->\n旧\n<!-- table: end -->\n说明\n"


def test_only_the_lines_between_the_marks_change(tmp_path: Path) -> None:
    path = tmp_path / "accuracy.md"
    path.write_text(PAGE, encoding="utf-8")
    replace_marked(path, "table", "新\n行\n")
    assert path.read_text(encoding="utf-8") == PAGE.replace("旧\n", "新\n行\n")
    assert read_marked(path, "table") == "新\n行\n"


@pytest.mark.parametrize("page", ["", PAGE * 2, "table: end\ntable: begin\n"])
def test_a_file_without_one_pair_of_marks_stays_as_it_is(tmp_path: Path, page: str) -> None:
    path = tmp_path / "accuracy.md"
    path.write_text(page, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        replace_marked(path, "table", "新\n")
    assert caught.value.code == "marks_missing"
    assert path.read_text(encoding="utf-8") == page


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        replace_marked(tmp_path / "none.md", "table", "新\n")

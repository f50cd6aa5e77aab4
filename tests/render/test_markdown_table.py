"""Tables for the documents of the project."""

from __future__ import annotations

from atlas.render.markdown_table import encode_markdown


def test_a_cell_can_neither_end_its_column_nor_its_line() -> None:
    lines = encode_markdown(("规则", "数"), [("a | b\nc", "1")]).splitlines()
    assert lines == ["| 规则 | 数 |", "|---|--:|", "| a \\| b c | 1 |"]

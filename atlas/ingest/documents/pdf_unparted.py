"""Finds tables of a PDF that were not parted into their columns, so that a person is told."""

from __future__ import annotations

import re
from collections.abc import Sequence

from atlas.core.policy.reading.row_lines import read_rows
from atlas.ingest.documents.pdf_lines import Line

#: The head of a table that counts its rows, more heads behind the first.
_HEAD = re.compile(r"\s*序\s?号\s+\S")
_LONGEST_HEAD = 80
#: Words parted by a blank that is no tab.
_BLANK = re.compile(r"[\u4e00-\u9fff）)] +[\u4e00-\u9fff]")
#: Numbers of many rows in one cell: no border parts the rows.
_NUMBERS = re.compile(r"(?:序\s*号)?\s*1\s+2\s+3\b.*")


def unparted_pages(pages: Sequence[Sequence[Line]]) -> list[int]:
    """Pages with a table whose cells or rows run together.

    Parameters
    ----------
    pages
        Lines by page.

    Returns
    -------
    list of int
        Counted from 1.
    """
    return [number for number, lines in enumerate(pages, start=1) if _has_unparted(lines)]


def _has_unparted(lines: Sequence[Line]) -> bool:
    rows = read_rows([line.text for line in lines])
    return any(_is_unparted(line, rows.get(index, "")) for index, line in enumerate(lines))


def _is_unparted(line: Line, row: str) -> bool:
    first, tab, _ = line.text.partition("\t")
    if line.row is not None:
        return _NUMBERS.fullmatch(first) is not None
    if len(line.text) > _LONGEST_HEAD or not _HEAD.match(line.text):
        return False
    # Below a head that counts its rows the reading of plain text parts even single blanks, if all rows have as many.
    return _BLANK.search(line.text) is not None and (bool(tab) or not row)

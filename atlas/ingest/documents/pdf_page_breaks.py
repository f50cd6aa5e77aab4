"""Tables that go on over the break of a page: their head stands once, and a row that is cut in two is whole again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from atlas.ingest.documents.pdf_lines import Line, Row
from atlas.ingest.documents.pdf_tables import joint

#: Columns of a table on the next page lie at most so far from their place [pt].
_SHIFT = 3.0
#: 续表 above a table that goes on.
_CONTINUED = re.compile(r"\s*[（(]?\s*(?:续\s*(?:上\s*)?表|(?:上|接)[^。，]{0,4}表)\s*\d{0,3}\s*[)）]?\s*")


def join_tables(pages: Sequence[list[Line]]) -> int:
    """Join what the breaks of pages parted; the lines are changed in place.

    Parameters
    ----------
    pages
        Lines by page, without headers, footers and page numbers.

    Returns
    -------
    int
        Heads that were printed again and left out.
    """
    heads = 0
    head = last = None
    last_page: list[Line] = []
    for lines in pages:
        if not lines:
            continue
        begin = 1 if len(lines) > 1 and _CONTINUED.fullmatch(lines[0].text) else 0
        if last is not None and _goes_on(last, lines[begin]):
            if head is not None and lines[begin].text == head.text:
                del lines[: begin + 1]
                heads += 1
            else:
                del lines[:begin]
            if lines and (_is_cut(last, lines[0]) or _is_rest(last_page, lines[0])):
                last_page[-1] = _joined(last, lines[0])
                del lines[0]
        else:
            head = None
        if lines:
            head, last, last_page = _head_of_last(lines, head), lines[-1], lines
    return heads


def _goes_on(last: Line, line: Line) -> bool:
    """Whether a row has the columns of the one before."""
    if last.row is None or line.row is None or len(last.row.edges) != len(line.row.edges):
        return False
    return all(abs(one - other) <= _SHIFT for one, other in zip(last.row.edges, line.row.edges, strict=True))


def _is_cut(last: Line, line: Line) -> bool:
    """Whether two rows are parts of one: the border between them is missing at both pages."""
    return (
        _goes_on(last, line)
        and last.row is not None
        and line.row is not None
        and last.row.is_open_below
        and line.row.is_open_above
    )


def _is_rest(before: Sequence[Line], line: Line) -> bool:
    """Whether a row without a number goes on with the last one of a table whose rows are all counted."""
    if not _goes_on(before[-1], line) or not line.text.startswith("\t"):
        return False
    numbers = []
    for row in reversed(before):
        if not _goes_on(row, line):
            break
        numbers.append(row.text.partition("\t")[0].strip())
    if not numbers[-1].isdecimal():
        # Its head.
        numbers.pop()
    return bool(numbers) and all(number.isdecimal() for number in numbers)


def _joined(last: Line, line: Line) -> Line:
    cells = zip(last.text.split("\t"), line.text.split("\t"), strict=True)
    text = "\t".join(before + (joint(before, after) if before else "") + after for before, after in cells)
    row = Row(
        last.row.edges if last.row else (), is_open_below=line.row is not None and line.row.is_open_below
    )
    return replace(last, text=text, row=row)


def _head_of_last(lines: Sequence[Line], head: Line | None) -> Line | None:
    """First row of the table that a page ends with; ``head`` where the page has no other line."""
    index = len(lines) - 1
    if lines[index].row is None:
        return None
    while index and _goes_on(lines[index], lines[index - 1]):
        index -= 1
    return head if index == 0 and head is not None else lines[index]

"""Columns of tables without upright borders: gaps that many lines, one below the other, have in common."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from atlas.ingest.documents.pdf_places import Box
from atlas.ingest.documents.pdf_words import Stretch

#: A table has so many lines and columns; between them so much room, in heights of the type.
_FEWEST_LINES, _FEWEST_COLUMNS, _GAP_EM = 3, 3, 0.4
#: Lines of a table stand no farther apart, in heights of the type.
_FARTHEST_EM = 3.0

_Extent = tuple[float, float]


def common_columns(lines: Sequence[Sequence[Stretch]]) -> dict[int, list[list[Stretch]]]:
    """Lines that are rows of tables, parted at the gaps that the rows have in common.

    Parameters
    ----------
    lines
        Words at one height, from top to bottom and from left to right.

    Returns
    -------
    dict of int to list of list of Stretch
        By index of the line, the words of each column; all rows of a table have as many columns.
    """
    found: dict[int, list[list[Stretch]]] = {}
    parts = [[piece for stretch in line for piece in _pieces(stretch)] for line in lines]
    index = 0
    while index < len(lines):
        end, columns = _table_from(parts, index)
        if end - index < _FEWEST_LINES:
            index += 1
            continue
        starts = [start for start, _ in columns]
        for place in range(index, end):
            cells: list[list[Stretch]] = [[] for _ in columns]
            for piece in parts[place]:
                cells[bisect_right(starts, piece.box.middle[0]) - 1].append(piece)
            found[place] = cells
        index = end
    return found


def _pieces(stretch: Stretch) -> Iterator[Stretch]:
    """Words of a stretch one by one."""
    start, left = 0, stretch.box.left
    for index, gap_from, gap_to in stretch.blanks:
        box = Box(left, stretch.box.bottom, gap_from, stretch.box.top)
        yield Stretch(stretch.text[start:index], box, stretch.order)
        start, left = index + 1, gap_to
    box = Box(left, stretch.box.bottom, stretch.box.right, stretch.box.top)
    yield Stretch(stretch.text[start:], box, stretch.order)


def _table_from(parts: Sequence[Sequence[Stretch]], first: int) -> tuple[int, list[_Extent]]:
    """How far a table goes that begins with a line, and its columns."""
    columns: list[_Extent] = []
    end = first
    while end < len(parts):
        line = parts[end]
        height = line[0].box.height
        is_far = end > first and parts[end - 1][0].box.bottom - line[0].box.bottom > _FARTHEST_EM * height
        if is_far or len(line) < _FEWEST_COLUMNS - (end > first):
            break
        wider = _columns([*columns, *((one.box.left, one.box.right) for one in line)], _GAP_EM * height)
        if len(wider) < _FEWEST_COLUMNS:
            break
        columns = wider
        end += 1
    return end, columns


def _columns(extents: Sequence[_Extent], gap: float) -> list[_Extent]:
    """Extents that touch or nearly do, as one."""
    ordered = sorted(extents)
    columns = [ordered[0]]
    for extent in ordered[1:]:
        left, right = columns[-1]
        if extent[0] - right < gap:
            columns[-1] = left, max(right, extent[1])
        else:
            columns.append(extent)
    return columns

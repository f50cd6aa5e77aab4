"""Reading order of a PDF page: columns one after the other, rows of tables as rows, lines from top to bottom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from atlas.ingest.documents.pdf_lines import Line, lines_of
from atlas.ingest.documents.pdf_page import PageContent
from atlas.ingest.documents.pdf_tables import table_rows
from atlas.ingest.documents.pdf_words import Stretch

#: Tops of lines that differ by less are at one height [pt].
_LEVEL = 3.0
#: A gutter lies in this part of the page's width; so many lines stand at each side, each as full as this.
_GUTTER_FROM, _GUTTER_TO, _GUTTER_STEP = 0.3, 0.7, 2.0
_FEWEST_LINES, _FULLNESS, _MOST_CROSSING = 5, 0.6, 0.35
#: How often a file that has its columns one by one goes from one to the other, or upwards.
_MOST_SWITCHES = 3


def order_lines(content: PageContent) -> list[Line]:
    """The lines of a page as a reader takes them.

    Parameters
    ----------
    content
        Words with their places, and borders.

    Returns
    -------
    list of Line
        From first to last.
    """
    rows, free = table_rows(content)
    gutter = _find_gutter(free, content.width)
    if gutter is None:
        return _from_top([*rows, *lines_of(free)])
    crossing, left, right = _sides(free, gutter)
    spanning = [*rows, *lines_of(crossing)]
    columns = [lines_of(left), lines_of(right)]
    if _is_by_column(left, right):
        # The file goes through the columns one by one: it also knows which short lines stand below both.
        return sorted([*spanning, *columns[0], *columns[1]], key=lambda line: line.order)
    ordered: list[Line] = []
    for one in [*_from_top(spanning), Line("", float("-inf"), float("-inf"))]:
        for column in columns:
            ordered += _from_top(line for line in column if line.bottom >= one.bottom)
        columns = [[line for line in column if line.bottom < one.bottom] for column in columns]
        ordered += [one] if one.text else []
    return ordered


def _is_by_column(left: Sequence[Stretch], right: Sequence[Stretch]) -> bool:
    """Whether the file has each column in one go, from top to bottom."""
    is_left = {one.order: True for one in left} | {one.order: False for one in right}
    tops = {one.order: one.box.top for one in (*left, *right)}
    order = sorted(tops)
    switches = sum(is_left[one] != is_left[other] for one, other in pairwise(order))
    climbs = sum(
        is_left[one] == is_left[other] and tops[other] > tops[one] + _LEVEL for one, other in pairwise(order)
    )
    return switches <= _MOST_SWITCHES and climbs <= _MOST_SWITCHES


def _from_top(lines: Iterable[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: -line.top)


def _find_gutter(stretches: Sequence[Stretch], width: float) -> float | None:
    """Where a page in two columns is parted; ``None`` for a page in one."""
    if len(stretches) < 2 * _FEWEST_LINES:
        return None
    best: tuple[int, float] | None = None
    x = width * _GUTTER_FROM
    while x < width * _GUTTER_TO:
        crossing = sum(one.box.left < x < one.box.right for one in stretches)
        if best is None or crossing < best[0]:
            best = crossing, x
        x += _GUTTER_STEP
    if best is None or best[0] > _MOST_CROSSING * len(stretches):
        return None
    _, left, right = _sides(stretches, best[1])
    is_prose = _is_column(left) and _is_column(right)
    return best[1] if is_prose and _beside(left, right) >= _FEWEST_LINES else None


def _is_column(side: Sequence[Stretch]) -> bool:
    if len(side) < _FEWEST_LINES:
        return False
    extent = max(one.box.right for one in side) - min(one.box.left for one in side)
    return median(one.box.right - one.box.left for one in side) >= _FULLNESS * extent


def _beside(left: Sequence[Stretch], right: Sequence[Stretch]) -> int:
    """Lines of one side that have one of the other beside them."""
    tops = sorted(one.box.top for one in right)
    low, high = tops[0], tops[-1]
    return sum(low <= one.box.top <= high for one in left)


def _sides(stretches: Sequence[Stretch], gutter: float) -> tuple[list[Stretch], list[Stretch], list[Stretch]]:
    crossing = [one for one in stretches if one.box.left < gutter < one.box.right]
    left = [one for one in stretches if one.box.right <= gutter]
    right = [one for one in stretches if one.box.left >= gutter]
    return crossing, left, right

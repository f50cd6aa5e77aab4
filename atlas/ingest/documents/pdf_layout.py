"""Reading order of a PDF page: columns one after the other, rows of tables as rows, lines from top to bottom."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from atlas.ingest.documents.pdf_page import PageContent
from atlas.ingest.documents.pdf_places import Box
from atlas.ingest.documents.pdf_tables import columns_of_rows
from atlas.ingest.documents.pdf_words import Stretch

#: How far text may stick out of its cell [pt].
_SLACK = 1.5
#: Coordinates of borders within this are one border [pt].
_BORDER = 3.0
#: A gutter lies in this part of the page's width; so many lines stand at each side, each as full as this.
_GUTTER_FROM, _GUTTER_TO, _GUTTER_STEP = 0.3, 0.7, 2.0
_FEWEST_LINES, _FULLNESS, _MOST_CROSSING = 5, 0.6, 0.35
#: How often a file that has its columns one by one goes from one to the other, or upwards.
_MOST_SWITCHES = 3
#: Gaps of the type's height: less is no gap, more parts cells.
_JOINED_EM, _CELL_EM, _INDENT_EM = 0.3, 1.6, 1.2
_INDENT = "\u3000\u3000"
_LATIN_ENDS = re.compile(r"[A-Za-z0-9,.;:%)]\Z")
_LATIN_STARTS = re.compile(r"[A-Za-z0-9(]")
#: The number of a list stands apart from its words.
_LABEL = re.compile(
    r"[（(]?\d{1,3}[)）.、]|\d{1,2}(?:\.\d{1,2}){1,3}\.?|[（(]?[一二三四五六七八九十]{1,3}[)）、]|[\u2460-\u2473•●◆■▪○➢✓—·-]"
)
#: Letters of a heading that is set wide are no cells.
_LONGEST_LETTERS = 1


@dataclass(frozen=True, slots=True)
class Line:
    """A line or row in reading order.

    Parameters
    ----------
    text
        Words; cells parted by tabs; two wide blanks before the words of an indented line.
    top, bottom
        Where it stands on the page [pt].
    order
        Its place in the file.
    """

    text: str
    top: float
    bottom: float
    order: int = 0


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
    rows, free = _table_rows(content)
    gutter = _find_gutter(free, content.width)
    if gutter is None:
        return _from_top([*rows, *_lines(free)])
    crossing, left, right = _sides(free, gutter)
    spanning = [*rows, *_lines(crossing)]
    columns = [_lines(left), _lines(right)]
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
        is_left[one] == is_left[other] and tops[other] > tops[one] + _BORDER for one, other in pairwise(order)
    )
    return switches <= _MOST_SWITCHES and climbs <= _MOST_SWITCHES


def _from_top(lines: Iterable[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: -line.top)


def _table_rows(content: PageContent) -> tuple[list[Line], list[Stretch]]:
    """Rows of tables with borders, and the words that stand in none."""
    cells: dict[tuple[float, float, float, float], list[Stretch]] = defaultdict(list)
    free = []
    for stretch in content.stretches:
        cell = _cell_of(stretch.box, content) if content.vertical and content.horizontal else None
        if cell is None:
            free.append(stretch)
        else:
            cells[cell].append(stretch)
    by_top: dict[float, list[tuple[float, float, float, float]]] = defaultdict(list)
    for cell in cells:
        by_top[cell[3]].append(cell)
    rows = []
    columns = columns_of_rows(by_top)
    for top, row in by_top.items():
        if len(row) < 2:
            # A frame around lines, or what is left of a row whose other cells are empty.
            free += [stretch for cell in row for stretch in cells[cell]]
            continue
        by_left = {cell[0]: _cell_text(cells[cell], cell[2]) for cell in sorted(row)}
        words = [by_left.get(left, "") for left in columns[top]]
        order = min(stretch.order for cell in row for stretch in cells[cell])
        rows.append(Line("\t".join(words), top, min(cell[1] for cell in row), order))
    return rows, free


def _cell_of(box: Box, content: PageContent) -> tuple[float, float, float, float] | None:
    """Borders around a place: left, bottom, right, top; ``None`` when it is open at a side."""
    x, y = box.middle
    upright = [one.place for one in content.vertical if one.start - _SLACK <= y <= one.end + _SLACK]
    level = [one.place for one in content.horizontal if one.start - _SLACK <= x <= one.end + _SLACK]
    left = max((one for one in upright if one <= box.left + _SLACK), default=None)
    right = min((one for one in upright if one >= box.right - _SLACK), default=None)
    below = max((one for one in level if one <= y), default=None)
    above = min((one for one in level if one > y), default=None)
    if left is None or right is None or below is None or above is None:
        return None
    return _snapped(left), _snapped(below), _snapped(right), _snapped(above)


def _snapped(place: float) -> float:
    return round(place / _BORDER) * _BORDER


def _cell_text(stretches: Sequence[Stretch], right: float) -> str:
    """Lines of a cell in one; a line that does not reach the border ends a paragraph."""
    lines = _grouped(stretches)
    text = ""
    last: list[Stretch] = []
    for line in lines:
        words = _row_text(line, gap="  ")
        if text:
            height = last[-1].box.height
            text += "  " if right - last[-1].box.right > 2 * height else _joint(text, words)
        text += words
        last = line
    return text


def _joint(before: str, after: str) -> str:
    return " " if _LATIN_ENDS.search(before) and _LATIN_STARTS.match(after) else ""


def _grouped(stretches: Iterable[Stretch]) -> list[list[Stretch]]:
    """Stretches that stand at one height, from top to bottom and from left to right."""
    lines: list[list[Stretch]] = []
    for stretch in sorted(stretches, key=lambda one: (-one.box.middle[1], one.box.left)):
        if lines and _is_level(lines[-1][0].box, stretch.box):
            lines[-1].append(stretch)
        else:
            lines.append([stretch])
    return [sorted(line, key=lambda one: one.box.left) for line in lines]


def _is_level(one: Box, other: Box) -> bool:
    overlap = min(one.top, other.top) - max(one.bottom, other.bottom)
    return overlap > 0.5 * min(one.height, other.height)


def _lines(stretches: Sequence[Stretch]) -> list[Line]:
    grouped = _grouped(stretches)
    if not grouped:
        return []
    margin = sorted(line[0].box.left for line in grouped)[len(grouped) // 10]
    lines = []
    for line in grouped:
        height = max(one.box.height for one in line)
        is_indented = line[0].box.left - margin > _INDENT_EM * height
        text = (_INDENT if is_indented else "") + _row_text(line, gap="\t")
        top, bottom = max(one.box.top for one in line), min(one.box.bottom for one in line)
        lines.append(Line(text, top, bottom, min(one.order for one in line)))
    return lines


def _row_text(line: Sequence[Stretch], *, gap: str) -> str:
    if max(len(one.text) for one in line) <= _LONGEST_LETTERS:
        gap = " "
    text = line[0].text
    for before, after in pairwise(line):
        distance = after.box.left - before.box.right
        height = min(before.box.height, after.box.height)
        if distance > _CELL_EM * height and not (gap == "\t" and _LABEL.fullmatch(text)):
            text += gap
        elif distance > _JOINED_EM * height:
            text += " "
        text += after.text
    return text


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

"""Rows of text flowing through columns and pages. Rows are measured before; what they say is not known here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from atlas.core.figures.boxes import Box
from atlas.render.figures.scene import Item

#: Columns are made as even as this [mm].
_EVEN_MM = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One line of a flow.

    Parameters
    ----------
    height_mm
        That it takes, without the gap.
    draw
        Draws it into a box of that height and of the width of the column.
    gap_mm
        Left free above it, but not at the top of a column.
    is_kept
        Whether it must stand in one column with the row after it.
    head
        Row that is repeated where this one begins a column: the head of its table.
    """

    height_mm: float
    draw: Callable[[Box], Sequence[Item]]
    gap_mm: float = 0.0
    is_kept: bool = False
    head: Row | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """Rows of one column, each with its distance from the top [mm]; ``used_mm`` is what they take together."""

    rows: tuple[tuple[Row, float], ...]
    used_mm: float


def pack(rows: Sequence[Row], heights_mm: Sequence[float]) -> tuple[list[Column], int]:
    """Rows in columns, in their order.

    Parameters
    ----------
    rows
        What is to be told.
    heights_mm
        Of the columns [mm].

    Returns
    -------
    tuple of list of Column and int
        As many columns as have rows, and how many rows have found a place. A row that is higher than its column stands
        in it alone, so that every column takes something.
    """
    columns: list[Column] = []
    start = 0
    for height in heights_mm:
        if start >= len(rows):
            break
        column, start = _fill(rows, start, height)
        columns.append(column)
    return columns, start


def even_height(rows: Sequence[Row], count: int, highest_mm: float) -> float:
    """The height at which some columns hold all rows.

    Parameters
    ----------
    rows
        What is to be told.
    count
        Columns.
    highest_mm
        That there is room for [mm].

    Returns
    -------
    float
        The least height that will do, or ``highest_mm`` where none does [mm].
    """
    if pack(rows, [highest_mm] * count)[1] < len(rows):
        return highest_mm
    low, high = sum(row.height_mm for row in rows) / count, highest_mm
    while high - low > _EVEN_MM:
        middle = (low + high) / 2
        if pack(rows, [middle] * count)[1] < len(rows):
            low = middle
        else:
            high = middle
    return high


def draw_columns(columns: Sequence[Column], boxes: Sequence[Box]) -> list[Item]:
    """Columns in their places.

    Parameters
    ----------
    columns
        Packed.
    boxes
        One for each of them, or more.

    Returns
    -------
    list of Item
        From the top down, column by column.
    """
    return [
        item
        for column, box in zip(columns, boxes, strict=False)
        for row, top in column.rows
        for item in row.draw(Box(box.left, box.top + top, box.width, row.height_mm))
    ]


def _fill(rows: Sequence[Row], start: int, height_mm: float) -> tuple[Column, int]:
    placed: list[tuple[Row, float]] = []
    top = 0.0
    head = rows[start].head
    if head is not None:
        placed.append((head, 0.0))
        top = head.height_mm
    first = start
    while start < len(rows):
        end = _end_of_group(rows, start)
        needed = sum(row.height_mm + row.gap_mm for row in rows[start:end])
        if start == first:
            needed -= rows[start].gap_mm
        if top + needed > height_mm and start > first:
            break
        if top + needed > height_mm:
            # The group alone is too high for a column: it is parted after its first row.
            end = start + 1
        for place in range(start, end):
            top += rows[place].gap_mm if place > first else 0.0
            placed.append((rows[place], top))
            top += rows[place].height_mm
        start = end
    return Column(tuple(placed), top), start


def _end_of_group(rows: Sequence[Row], start: int) -> int:
    end = start
    while end < len(rows) - 1 and rows[end].is_kept:
        end += 1
    return end + 1


def boxes_of(area: Box, count: int, gap_mm: float) -> list[Box]:
    """Columns of one width side by side.

    Parameters
    ----------
    area
        That they share.
    count
        How many.
    gap_mm
        Between them [mm].

    Returns
    -------
    list of Box
        From left to right.
    """
    width = (area.width - gap_mm * (count - 1)) / count
    return [Box(area.left + at * (width + gap_mm), area.top, width, area.height) for at in range(count)]

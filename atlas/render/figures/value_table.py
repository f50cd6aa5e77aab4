"""The table of values beside a map: as many columns of rows as its box takes, and a word on what is left out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from atlas.core.figures.boxes import Box
from atlas.core.figures.looks import Palette
from atlas.core.figures.theme import ValueTable
from atlas.core.geo.crs import FloatArray
from atlas.render.figures.scene import Item, Path
from atlas.render.figures.type_setting import TypeSetter

_TITLE_PT, _ROW_PT = 8.0, 6.6
_GAP_MM, _BETWEEN_MM = 3.0, 4.5
#: Widest column [mm] on A4.
_WIDEST_MM = 62.0


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table that is ready to be placed.

    Parameters
    ----------
    columns
        Rows of each column.
    column_mm
        Width of one column.
    width_mm, height_mm
        Of the whole.
    shown
        Rows that have room.
    """

    table: ValueTable
    columns: tuple[tuple[tuple[str, str], ...], ...]
    column_mm: float
    width_mm: float
    height_mm: float
    shown: int

    @property
    def left_out(self) -> int:
        """Rows for which there is no room."""
        return len(self.table.rows) - self.shown


def measure_table(table: ValueTable, setter: TypeSetter, *, width_mm: float, height_mm: float) -> TableBlock:
    """A table in a room.

    Parameters
    ----------
    table
        Rows.
    setter
        Of the figure.
    width_mm, height_mm
        That it may take [mm].

    Returns
    -------
    TableBlock
        As few columns as hold all rows; where the room is too small, the first rows.
    """
    names = max([setter.width(name, _ROW_PT) for name, _ in (table.heads, *table.rows)])
    values = max([setter.width(value, _ROW_PT) for _, value in (table.heads, *table.rows)])
    column = min(names + values + _GAP_MM * setter.scale, _WIDEST_MM * setter.scale, width_mm)
    between = _BETWEEN_MM * setter.scale
    most_columns = max(1, int((width_mm + between) // (column + between)))
    row_height = setter.line_height(_ROW_PT)
    head = setter.line_height(_TITLE_PT) + row_height
    # One line stays free for the word on what is left out.
    most_rows = max(1, int((height_mm - head) // row_height) - 1)
    shown = min(len(table.rows), most_rows * most_columns)
    count = max(1, min(most_columns, -(-shown // most_rows)))
    size = -(-shown // count) if shown else 0
    columns = tuple(
        table.rows[place * size : (place + 1) * size][: shown - place * size] for place in range(count)
    )
    height = head + (size + (1 if shown < len(table.rows) else 0)) * row_height
    return TableBlock(table, columns, column, column * count + between * (count - 1), height, shown)


def draw_table(
    block: TableBlock, box: Box, setter: TypeSetter, palette: Palette, *, cut_words: str
) -> list[Item]:
    """A table in its place.

    Parameters
    ----------
    block
        Measured.
    box
        Its upper left corner counts.
    setter, palette
        Of the figure.
    cut_words
        What is said where rows are left out.

    Returns
    -------
    list of Item
        From the bottom up.
    """
    title = setter.line_height(_TITLE_PT)
    heading = setter.metrics.ellipsize(
        block.table.title, max(block.width_mm, box.width), _TITLE_PT * setter.scale
    )
    items: list[Item] = [
        setter.set_line(
            heading, _TITLE_PT, Box(box.left, box.top, box.width, title), colour=palette.text, is_bold=True
        )
    ]
    left = box.left
    for rows in block.columns:
        column = Box(left, box.top + title, block.column_mm, block.height_mm - title)
        items += _draw_column(block.table.heads, rows, column, setter, palette)
        left += block.column_mm + _BETWEEN_MM * setter.scale
    if block.shown < len(block.table.rows):
        height = setter.line_height(_ROW_PT)
        line = Box(box.left, box.top + block.height_mm - height, box.width, height)
        items.append(setter.set_line(cut_words, _ROW_PT, line, colour=palette.faint))
    return items


def _draw_column(
    heads: tuple[str, str], rows: tuple[tuple[str, str], ...], box: Box, setter: TypeSetter, palette: Palette
) -> list[Item]:
    height = setter.line_height(_ROW_PT)
    items: list[Item] = []
    top = box.top
    for place, (name, value) in enumerate((heads, *rows)):
        line = Box(box.left, top, box.width, height)
        is_head = place == 0
        colour = palette.faint if is_head else palette.text
        room = box.width - setter.width(value, _ROW_PT) - setter.scale
        words = setter.metrics.ellipsize(name, room, _ROW_PT * setter.scale)
        items.append(setter.set_line(words, _ROW_PT, line, colour=colour))
        items.append(setter.set_line(value, _ROW_PT, line, anchor="end", colour=colour))
        rule = palette.text if is_head else palette.county
        items.append(
            Path(
                (_rule(line),),
                is_closed=False,
                stroke=rule,
                stroke_mm=(0.2 if is_head else 0.08) * setter.scale,
            )
        )
        top += height
    return items


def _rule(line: Box) -> FloatArray:
    return np.array([[line.left, line.bottom], [line.right, line.bottom]])

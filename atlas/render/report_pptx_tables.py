"""Tables on slides: parted so that each part fits its slide, with the head on each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.slide import Slide
from pptx.util import Emu, Mm, Pt

from atlas.render.figures.fonts_faces import clean_text
from atlas.render.report_measures import column_widths, text_width
from atlas.render.report_parts import ReportTable
from atlas.render.report_pptx_text import set_text

#: Most slides of one table; nobody looks at more.
MAX_SLIDES = 12
_TYPE_PT, _HEAD_PT = 11, 11
#: Lines of Chinese type are half as high again as the type.
_ROW_MM, _LINE_MM = 7.6, 5.8
#: Width of half a character at that size, and of the margins of a cell [mm].
_HALF_MM, _MARGINS_MM = _TYPE_PT * 25.4 / 72 / 2, 5.0

Box = tuple[int, int, int, int]


def table_widths(table: ReportTable, box: Box) -> list[int]:
    """Widths of the columns of a table on slides.

    Parameters
    ----------
    table
        The whole table, so that its parts look alike.
    box
        Left, top, width, height of the room [EMU].

    Returns
    -------
    list of int
        [EMU].
    """
    return column_widths(table, box[2], characters=int(box[2] / Mm(1) / _HALF_MM))


def part_table(table: ReportTable, box: Box, widths: list[int]) -> list[ReportTable]:
    """A table as parts that each fit a room.

    Parameters
    ----------
    table
        Of any length.
    box
        Left, top, width, height of the room [EMU].
    widths
        Of the columns [EMU].

    Returns
    -------
    list of ReportTable
        At most ``MAX_SLIDES``; the first rows where there are more.
    """
    in_mm = [one / Mm(1) for one in widths]
    room = box[3] / Mm(1) - _height(table.heads, in_mm)
    parts: list[list[tuple[str, ...]]] = [[]]
    left = room
    for row in table.rows:
        height = _height(row, in_mm)
        if height > left and parts[-1]:
            parts.append([])
            left = room
        parts[-1].append(row)
        left -= height
    return [replace(table, rows=rows) for rows in parts[:MAX_SLIDES]]


def add_table(slide: Slide, table: ReportTable, box: Box, widths: list[int], language: str) -> None:
    """Put a part of a table on a slide.

    Parameters
    ----------
    slide
        New.
    table
        A part.
    box
        Left, top, width, height of the room [EMU].
    widths
        Of the columns [EMU].
    language
        Of its words.
    """
    in_mm = [one / Mm(1) for one in widths]
    rows = [table.heads, *table.rows]
    left, top, _, _ = box
    frame = slide.shapes.add_table(
        len(rows), len(widths), Emu(left), Emu(top), Emu(sum(widths)), Mm(_ROW_MM * len(rows))
    )
    frame.name = table.title[:80]
    frame._element.nvGraphicFramePr.cNvPr.set("descr", clean_text(table.alt))
    grid = frame.table
    for place, width in enumerate(widths):
        grid.columns[place].width = Emu(width)
    for place, cells in enumerate(rows):
        line = grid.rows[place]
        line.height = Mm(_height(cells, in_mm))
        for cell, text, is_number in zip(list(line.cells), cells, table.is_number, strict=True):
            set_text(cell.text_frame, [text], language)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            cell.margin_top = cell.margin_bottom = Mm(0.8)
            paragraph = cell.text_frame.paragraphs[0]
            paragraph.alignment = (
                PP_ALIGN.CENTER if place == 0 else PP_ALIGN.RIGHT if is_number else PP_ALIGN.LEFT
            )
            for run in paragraph.runs:
                run.font.size = Pt(_TYPE_PT if place else _HEAD_PT)
                run.font.bold = place == 0


def _height(cells: tuple[str, ...], widths_mm: list[float]) -> float:
    """Of a row with the lines that its fullest cell takes [mm]."""
    lines = max(_lines(text, width) for text, width in zip(cells, widths_mm, strict=True))
    return _ROW_MM + (lines - 1) * _LINE_MM


def _lines(text: str, width_mm: float) -> int:
    # A line breaks before a whole character, and not before every sign: a character's room is often lost.
    room = max(int((width_mm - _MARGINS_MM) / _HALF_MM) - 2, 2)
    return max(-(-text_width(text) // room), 1)


def split_words(paragraphs: tuple[str, ...], most: int) -> Iterator[list[str]]:
    """Paragraphs for one slide after the other.

    Parameters
    ----------
    paragraphs
        In order; one that is longer than a slide has a slide of its own.
    most
        Room of a slide [half-width characters].

    Yields
    ------
    list of str
        Never empty.
    """
    held: list[str] = []
    for words in paragraphs:
        if held and sum(map(text_width, held)) + text_width(words) > most:
            yield held
            held = []
        held.append(words)
    if held:
        yield held

"""The legend: its lines measured for a number of columns, and drawn into a box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from atlas.core.figures.boxes import Box
from atlas.core.figures.looks import Palette
from atlas.core.figures.theme import LegendItem, LegendSection
from atlas.core.style_model import Symbol
from atlas.render.figures.marks import MM_PER_PX
from atlas.render.figures.scene import Item
from atlas.render.figures.swatches import draw_swatch
from atlas.render.figures.type_setting import TypeSetter

_TITLE_PT, _HEADING_PT, _ITEM_PT, _NOTE_PT = 10.0, 8.0, 7.6, 6.2
#: Measures on A4 [mm].
_SWATCH_MM, _SWATCH_HEIGHT_MM, _GAP_MM, _COLUMN_GAP_MM, _SECTION_GAP_MM = 6.4, 3.4, 1.8, 5.0, 1.8
#: Above each item that its swatch does not touch the one before it, and above a note.
_ITEM_GAP_MM = 0.35
#: A symbol larger than its line keeps so far from the lines above and below it.
_AROUND_SYMBOL_MM = 0.5


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the legend: a heading, an item with its swatch, or a line of a note."""

    text: str
    size_pt: float
    item: LegendItem | None = None
    count: str = ""
    is_heading: bool = False
    gap_mm: float = 0.0
    tall_mm: float = 0.0

    def height_mm(self, setter: TypeSetter) -> float:
        """That of its words, or of its symbol where that is taller, without the gap above it."""
        return max(setter.line_height(self.size_pt), self.tall_mm)


@dataclass(frozen=True, slots=True)
class LegendBlock:
    """A legend that is ready to be placed.

    Parameters
    ----------
    columns
        Rows of each column.
    width_mm, height_mm
        Of the whole.
    column_mm
        Width of one column.
    swatch_mm
        Width of the swatches, which is that of the widest symbol where one is wider than usual.
    left_out
        Items that had no room.
    """

    title: str
    columns: tuple[tuple[_Row, ...], ...]
    width_mm: float
    height_mm: float
    column_mm: float
    swatch_mm: float
    left_out: int = 0


def measure_legend(
    sections: Sequence[LegendSection],
    setter: TypeSetter,
    *,
    title: str,
    counted: str,
    columns: int = 1,
    longest_mm: float = 90.0,
) -> LegendBlock:
    """A legend in so many columns.

    Parameters
    ----------
    sections
        From the top down.
    setter
        Sets its text.
    title
        Over the whole.
    counted
        Unit of counts, such as 县.
    columns
        Wanted; fewer where there are fewer sections.
    longest_mm
        Widest column [mm]; longer words are broken.

    Returns
    -------
    LegendBlock
        With its size.
    """
    scale = setter.scale
    symbols = [_symbol_mm(item, scale) for section in sections for item in section.items]
    swatch = max([_SWATCH_MM * scale, *symbols])
    natural = max([_natural_width(section, setter, counted, swatch) for section in sections], default=20.0)
    column = min(natural, longest_mm)
    groups = [_rows(section, setter, counted, column, swatch) for section in sections]
    parted = _spread(groups, setter, min(columns, len(groups)) or 1)
    heights = [_height(rows, setter) for rows in parted]
    head = setter.line_height(_TITLE_PT) if title else 0.0
    width = column * len(parted) + _COLUMN_GAP_MM * scale * (len(parted) - 1)
    return LegendBlock(title, parted, width, head + max(heights, default=0.0), column, swatch)


def cut_legend(block: LegendBlock, setter: TypeSetter, tallest_mm: float) -> LegendBlock:
    """A legend with only the rows for which there is room.

    Parameters
    ----------
    block
        Measured.
    setter
        The one that measured it.
    tallest_mm
        Height that it may have [mm].

    Returns
    -------
    LegendBlock
        The same where it fits; else each column that is cut ends with a sign of omission.
    """
    if block.height_mm <= tallest_mm:
        return block
    room = tallest_mm - (setter.line_height(_TITLE_PT) if block.title else 0.0)
    columns = tuple(_cut(rows, setter, room) for rows in block.columns)
    kept = sum(row.item is not None for rows in columns for row in rows)
    wanted = sum(row.item is not None for rows in block.columns for row in rows)
    return replace(block, columns=columns, height_mm=tallest_mm, left_out=wanted - kept)


def _cut(rows: tuple[_Row, ...], setter: TypeSetter, room_mm: float) -> tuple[_Row, ...]:
    if _height(rows, setter) <= room_mm:
        return rows
    more = _Row("…", _ITEM_PT)
    kept = list(rows)
    while kept and (_height([*kept, more], setter) > room_mm or kept[-1].is_heading):
        kept.pop()
    return (*kept, more)


def draw_legend(block: LegendBlock, box: Box, setter: TypeSetter, palette: Palette) -> list[Item]:
    """A legend in its place.

    Parameters
    ----------
    block
        Measured.
    box
        Its upper left corner counts.
    setter
        The one that measured it.
    palette
        Of the figure.

    Returns
    -------
    list of Item
        From the bottom up.
    """
    items: list[Item] = []
    top = box.top
    if block.title:
        height = setter.line_height(_TITLE_PT)
        line = Box(box.left, top, block.width_mm, height)
        items.append(setter.set_line(block.title, _TITLE_PT, line, colour=palette.text, is_bold=True))
        top += height
    left = box.left
    for rows in block.columns:
        place = Box(left, top, block.column_mm, box.bottom - top)
        items += _draw_column(rows, place, setter, palette, block.swatch_mm)
        left += block.column_mm + _COLUMN_GAP_MM * setter.scale
    return items


def _symbol_mm(item: LegendItem, scale: float) -> float:
    """Across the symbol of a point; 0 for other swatches."""
    if not isinstance(item.look, Symbol) or item.geometry != "point":
        return 0.0
    return (2 * item.look.radius_px + item.look.width_px) * MM_PER_PX * scale


def _natural_width(section: LegendSection, setter: TypeSetter, counted: str, swatch_mm: float) -> float:
    swatch = swatch_mm + _GAP_MM * setter.scale
    widths = [setter.width(section.title, _HEADING_PT, is_bold=True)]
    for item in section.items:
        count = setter.width(_count_words(item, counted), _ITEM_PT)
        widths.append(
            swatch + setter.width(item.words, _ITEM_PT) + (count + _GAP_MM * setter.scale if count else 0)
        )
    return max(widths) + 0.5


def _rows(
    section: LegendSection, setter: TypeSetter, counted: str, column_mm: float, swatch_mm: float
) -> list[_Row]:
    rows = [
        _Row(line, _HEADING_PT, is_heading=True, gap_mm=_SECTION_GAP_MM * setter.scale if place == 0 else 0.0)
        for place, line in enumerate(setter.wrap(section.title, _HEADING_PT, column_mm))
    ]
    swatch = swatch_mm + _GAP_MM * setter.scale
    for item in section.items:
        count = _count_words(item, counted)
        symbol = _symbol_mm(item, setter.scale)
        tall = symbol + 2 * _AROUND_SYMBOL_MM * setter.scale if symbol else 0.0
        room = column_mm - swatch - (setter.width(count, _ITEM_PT) + _GAP_MM * setter.scale if count else 0)
        first, *others = setter.wrap(item.words, _ITEM_PT, room) or [""]
        # A section without a heading stands off by its first line.
        gap = _ITEM_GAP_MM if rows else _SECTION_GAP_MM
        rows.append(_Row(first, _ITEM_PT, item, count, gap_mm=gap * setter.scale, tall_mm=tall))
        rows += [_Row(line, _ITEM_PT) for line in others]
    rows += [
        _Row(line, _NOTE_PT, gap_mm=0.0 if place else _ITEM_GAP_MM * setter.scale)
        for place, line in enumerate(setter.wrap(section.note, _NOTE_PT, column_mm))
    ]
    return rows


def _count_words(item: LegendItem, counted: str) -> str:
    return "" if item.count is None else f"{item.count:,}{counted}"


def _spread(groups: list[list[_Row]], setter: TypeSetter, columns: int) -> tuple[tuple[_Row, ...], ...]:
    """Sections in columns of about one height; a section stays whole."""
    if columns <= 1:
        return (tuple(row for group in groups for row in group),)
    goal = sum(_height(group, setter) for group in groups) / columns
    parted: list[list[_Row]] = [[]]
    for place, group in enumerate(groups):
        filled = _height(parted[-1], setter)
        is_full = parted[-1] and filled + _height(group, setter) / 2 > goal
        if is_full and len(parted) < columns and len(groups) - place >= 1:
            parted.append([])
        parted[-1] += group
    return tuple(tuple(rows) for rows in parted)


def _height(rows: Sequence[_Row], setter: TypeSetter) -> float:
    return sum(row.height_mm(setter) + row.gap_mm for row in rows)


def _draw_column(
    rows: Sequence[_Row], box: Box, setter: TypeSetter, palette: Palette, swatch_mm: float
) -> list[Item]:
    items: list[Item] = []
    top, scale = box.top, setter.scale
    indent = swatch_mm + _GAP_MM * scale
    for row in rows:
        top += row.gap_mm
        height = row.height_mm(setter)
        line = Box(box.left, top, box.width, height)
        if row.is_heading:
            items.append(setter.set_line(row.text, row.size_pt, line, colour=palette.text, is_bold=True))
        elif row.size_pt == _NOTE_PT:
            items.append(setter.set_line(row.text, row.size_pt, line, colour=palette.faint))
        else:
            words = Box(line.left + indent, top, line.width - indent, height)
            items.append(setter.set_line(row.text, row.size_pt, words, colour=palette.text))
        if row.item is not None:
            place = Box(
                box.left,
                top + (height - _SWATCH_HEIGHT_MM * scale) / 2,
                swatch_mm if row.tall_mm else _SWATCH_MM * scale,
                _SWATCH_HEIGHT_MM * scale,
            )
            items += draw_swatch(row.item, place, palette, scale)
            if row.count:
                items.append(
                    setter.set_line(row.count, row.size_pt, line, anchor="end", colour=palette.faint)
                )
        top += height
    return items

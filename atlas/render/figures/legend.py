"""The legend: its lines measured for a number of columns, and drawn into a box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from atlas.core.figures.boxes import Box
from atlas.core.figures.looks import Palette
from atlas.core.figures.theme import AreaLook, AreaPart, LegendItem, LegendSection, Sign
from atlas.core.style_model import Symbol
from atlas.render.figures.line_styles import line_style
from atlas.render.figures.marks import MM_PER_PX, MarkLook, draw_arrow, draw_marks
from atlas.render.figures.patterns import HATCH_GROUND, fill_areas
from atlas.render.figures.scene import Item, Path
from atlas.render.figures.shapes import box_ring
from atlas.render.figures.type_setting import TypeSetter

_TITLE_PT, _HEADING_PT, _ITEM_PT, _NOTE_PT = 10.0, 8.0, 7.6, 6.2
#: Measures on A4 [mm].
_SWATCH_MM, _SWATCH_HEIGHT_MM, _GAP_MM, _COLUMN_GAP_MM, _SECTION_GAP_MM = 6.4, 3.4, 1.8, 5.0, 1.8
#: Above each item that its swatch does not touch the one before it, and above a note.
_ITEM_GAP_MM = 0.35


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the legend: a heading, an item with its swatch, or a line of a note."""

    text: str
    size_pt: float
    item: LegendItem | None = None
    count: str = ""
    is_heading: bool = False
    gap_mm: float = 0.0


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
    left_out
        Items that had no room.
    """

    title: str
    columns: tuple[tuple[_Row, ...], ...]
    width_mm: float
    height_mm: float
    column_mm: float
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
    natural = max([_natural_width(section, setter, counted) for section in sections], default=20.0)
    column = min(natural, longest_mm)
    groups = [_rows(section, setter, counted, column) for section in sections]
    parted = _spread(groups, setter, min(columns, len(groups)) or 1)
    heights = [_height(rows, setter) for rows in parted]
    head = setter.line_height(_TITLE_PT) if title else 0.0
    width = column * len(parted) + _COLUMN_GAP_MM * scale * (len(parted) - 1)
    return LegendBlock(title, parted, width, head + max(heights, default=0.0), column)


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
        items += _draw_column(rows, Box(left, top, block.column_mm, box.bottom - top), setter, palette)
        left += block.column_mm + _COLUMN_GAP_MM * setter.scale
    return items


def _natural_width(section: LegendSection, setter: TypeSetter, counted: str) -> float:
    swatch = (_SWATCH_MM + _GAP_MM) * setter.scale
    widths = [setter.width(section.title, _HEADING_PT, is_bold=True)]
    for item in section.items:
        count = setter.width(_count_words(item, counted), _ITEM_PT)
        widths.append(
            swatch + setter.width(item.words, _ITEM_PT) + (count + _GAP_MM * setter.scale if count else 0)
        )
    return max(widths) + 0.5


def _rows(section: LegendSection, setter: TypeSetter, counted: str, column_mm: float) -> list[_Row]:
    rows = [
        _Row(line, _HEADING_PT, is_heading=True, gap_mm=_SECTION_GAP_MM * setter.scale if place == 0 else 0.0)
        for place, line in enumerate(setter.wrap(section.title, _HEADING_PT, column_mm))
    ]
    swatch = (_SWATCH_MM + _GAP_MM) * setter.scale
    for item in section.items:
        count = _count_words(item, counted)
        room = column_mm - swatch - (setter.width(count, _ITEM_PT) + _GAP_MM * setter.scale if count else 0)
        first, *others = setter.wrap(item.words, _ITEM_PT, room) or [""]
        # A section without a heading stands off by its first line.
        gap = _ITEM_GAP_MM if rows else _SECTION_GAP_MM
        rows.append(_Row(first, _ITEM_PT, item, count, gap_mm=gap * setter.scale))
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
    return sum(setter.line_height(row.size_pt) + row.gap_mm for row in rows)


def _draw_column(rows: Sequence[_Row], box: Box, setter: TypeSetter, palette: Palette) -> list[Item]:
    items: list[Item] = []
    top, scale = box.top, setter.scale
    indent = (_SWATCH_MM + _GAP_MM) * scale
    for row in rows:
        top += row.gap_mm
        height = setter.line_height(row.size_pt)
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
                _SWATCH_MM * scale,
                _SWATCH_HEIGHT_MM * scale,
            )
            items += draw_swatch(row.item, place, palette, scale)
            if row.count:
                items.append(
                    setter.set_line(row.count, row.size_pt, line, anchor="end", colour=palette.faint)
                )
        top += height
    return items


def draw_swatch(item: LegendItem, box: Box, palette: Palette, scale: float) -> list[Item]:
    """The little picture beside the words of a legend.

    Parameters
    ----------
    item
        What it stands for.
    box
        Where it is drawn.
    palette
        Of the figure.
    scale
        Of patterns and lines, 1 on A4.

    Returns
    -------
    list of Item
        From the bottom up.
    """
    look = item.look
    middle = np.array([[box.left + box.width / 2, box.top + box.height / 2]])
    if isinstance(look, AreaLook):
        return [
            *fill_areas((box_ring(box),), look, scale=scale),
            Path((box_ring(box),), stroke=palette.prefecture, stroke_mm=0.15 * scale),
        ]
    if isinstance(look, Sign):
        return draw_marks(middle, sign_look(look, scale))
    if isinstance(look, Symbol):
        return _symbol_swatch(item, look, box, scale)
    if look == "flow":
        return draw_arrow(
            (box.left, box.bottom - 0.6 * scale),
            (box.right + scale, box.bottom - 0.6 * scale),
            palette.accent,
            scale=scale,
        )
    height = box.top + box.height / 2
    line = np.array([[box.left, height], [box.right, height]])
    return [line_style(look, palette, scale).path((line,))]


def sign_look(sign: Sign, scale: float) -> MarkLook:
    """The symbol of a topic.

    Parameters
    ----------
    sign
        Its shape and colour.
    scale
        1 on A4.

    Returns
    -------
    MarkLook
        To be drawn.
    """
    return MarkLook(sign.shape, sign.colour, "#FFFFFF", 0.15 * scale, 1.3 * scale, is_hollow=sign.is_hollow)


def symbol_parts(symbol: Symbol, opacity: float = 1.0, *, has_ground: bool = True) -> tuple[AreaPart, ...]:
    """The fill of an area of a layer.

    Parameters
    ----------
    symbol
        Of the feature.
    opacity
        Of the whole layer.
    has_ground
        Whether a hatch has one below it.

    Returns
    -------
    tuple of AreaPart
        From the bottom up; a hatched area has a paler ground, as on the page.
    """
    if not symbol.fill:
        return ()
    strength = symbol.opacity * opacity
    if symbol.pattern == "solid":
        return (AreaPart(symbol.fill, opacity=strength),)
    hatch = AreaPart("", symbol.pattern, symbol.fill, strength)
    if not has_ground:
        return (hatch,)
    return AreaPart(symbol.fill, opacity=min(strength, HATCH_GROUND * opacity)), hatch


def point_look(symbol: Symbol, scale: float, *, opacity: float = 1.0, is_hollow: bool = False) -> MarkLook:
    """The symbol of a point of a layer.

    Parameters
    ----------
    symbol
        Of the feature.
    scale
        1 on A4.
    opacity
        Of the whole layer.
    is_hollow
        Whether its place is known only roughly.

    Returns
    -------
    MarkLook
        To be drawn.
    """
    size = MM_PER_PX * scale
    return MarkLook(
        symbol.symbol,
        symbol.fill,
        symbol.stroke,
        symbol.width_px * size,
        symbol.radius_px * size,
        symbol.opacity * opacity,
        is_hollow,
    )


def _symbol_swatch(item: LegendItem, symbol: Symbol, box: Box, scale: float) -> list[Item]:
    middle = np.array([[box.left + box.width / 2, box.top + box.height / 2]])
    if item.geometry == "point":
        return draw_marks(middle, point_look(symbol, scale, is_hollow=item.is_hollow))
    height = box.top + box.height / 2
    width = symbol.width_px * MM_PER_PX * scale
    if item.geometry == "line":
        line = np.array([[box.left, height], [box.right, height]])
        return [Path((line,), is_closed=False, stroke=symbol.stroke, stroke_mm=width)]
    items: list[Item] = []
    for part in symbol_parts(symbol):
        items += fill_areas((box_ring(box),), AreaLook((part,)), scale=scale)
    if symbol.stroke and width:
        items.append(Path((box_ring(box),), stroke=symbol.stroke, stroke_mm=width))
    return items

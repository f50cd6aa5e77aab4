"""The little pictures beside the words of a legend, and how the same things look on the map."""

from __future__ import annotations

import numpy as np

from atlas.core.figures.boxes import Box
from atlas.core.figures.looks import Palette
from atlas.core.figures.theme import AreaLook, AreaPart, LegendItem, Sign
from atlas.core.style_model import Symbol
from atlas.render.figures.line_styles import line_style
from atlas.render.figures.marks import MM_PER_PX, MarkLook, draw_arrow, draw_marks
from atlas.render.figures.patterns import HATCH_GROUND, fill_areas
from atlas.render.figures.scene import Item, Path
from atlas.render.figures.shapes import box_ring


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

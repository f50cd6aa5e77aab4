"""The page of a figure: where title, map, legend, table, locator and imprint stand, from the sizes of their contents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import shapely

from atlas.core.figures.boxes import Box
from atlas.core.figures.corners import has_free_corner
from atlas.core.figures.theme import LegendSection, ValueTable
from atlas.render.figures.furniture import draft_mark_size
from atlas.render.figures.legend import LegendBlock, cut_legend, measure_legend
from atlas.render.figures.type_setting import TypeSetter
from atlas.render.figures.value_table import TableBlock, measure_table

#: Measures on A4 [mm], sizes of type [pt].
MARGIN_MM = 9.0
#: Of a figure without a heading, which stands in a text with margins of its own.
_BARE_MARGIN_MM = 0.6
TITLE_PT, SUBTITLE_PT, IMPRINT_PT = 19.0, 10.0, 6.3
_GAP_MM, _LOCATOR_MM = 4.0, (40.0, 32.0)
#: Largest share of the page that legend and table take.
_WIDEST_PANEL, _TALLEST_PANEL = 0.38, 0.4
#: A legend that does not fit is set smaller, down to this share.
_SHRINKS = (1.0, 0.9, 0.8, 0.7, 0.62)
_IMPRINT_LEFT = 0.66
#: A legend within the map takes at most this share of its width, and keeps so far from its edge [mm].
_WIDEST_INSIDE, _INSIDE_EDGE_MM = 0.5, 6.0
#: Room between a legend within the map and its own frame [mm].
LEGEND_PAD_MM = 2.4


@dataclass(frozen=True, slots=True)
class PageContents:
    """What stands on the page besides the map.

    Parameters
    ----------
    title, subtitle
        Lines over the map.
    legend, legend_place
        Sections, and where they are wanted (``auto``, ``inside``, ``side``, ``below``, ``none``).
    legend_title, counted
        Words over the legend, and the unit of its counts.
    table
        Values beside the map; ``None`` for none.
    has_locator
        Whether there is a small map of where this is.
    imprint
        Lines below on the left: source, projection, notes.
    signature
        Lines below on the right: office, date, review number.
    mark
        Words of the mark of a draft; empty for none.
    aspect
        Width of what the map shows for a height of 1.
    silhouette, bounds
        What the map is about, and (west, south, east, north) of what it shows, on its plane [m]; ``None`` where the
        legend is to be placed without knowing them.
    """

    title: str
    subtitle: str
    legend: tuple[LegendSection, ...]
    legend_place: str
    legend_title: str
    counted: str
    table: ValueTable | None
    has_locator: bool
    imprint: tuple[str, ...]
    signature: tuple[str, ...]
    mark: str
    aspect: float
    silhouette: shapely.Geometry | None = None
    bounds: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class PageLayout:
    """Boxes of a page [mm]; ``None`` for what is not there.

    Parameters
    ----------
    title, subtitle
        Lines over the map.
    map
        Of the map within its neat line.
    legend, legend_block, legend_setter
        Place and lines of the legend; a place of ``None`` with a block means within the map.
    imprint, imprint_lines, signature, signature_lines
        Places and broken lines.
    """

    title: Box | None
    subtitle: Box | None
    map: Box
    legend: Box | None
    legend_block: LegendBlock | None
    legend_setter: TypeSetter
    table: Box | None
    table_block: TableBlock | None
    locator: Box | None
    imprint: Box
    imprint_lines: tuple[str, ...]
    signature: Box
    signature_lines: tuple[str, ...] = ()


def lay_out(page: Box, contents: PageContents, setter: TypeSetter) -> PageLayout:
    """Give everything its place.

    Parameters
    ----------
    page
        The whole sheet.
    contents
        What stands on it.
    setter
        Sets its text.

    Returns
    -------
    PageLayout
        Nothing in it overlaps; the map takes what is left. A legend with more lines than there is room for is cut.
    """
    inner = page.shrunk((MARGIN_MM if contents.title else _BARE_MARGIN_MM) * setter.scale)
    title = subtitle = None
    if contents.title:
        title, inner = inner.cut_top(setter.line_height(TITLE_PT) * 1.05)
    if contents.subtitle:
        subtitle, inner = inner.cut_top(setter.line_height(SUBTITLE_PT))
    right = _signature_width(inner, contents, setter)
    left = inner.width - right
    lines, signed = (
        tuple(line for text in texts for line in setter.wrap(text, IMPRINT_PT, width - setter.scale))
        for texts, width in ((contents.imprint, left), (contents.signature, right))
    )
    imprint, inner = inner.cut_bottom(_imprint_height(contents, lines, signed, setter))
    below = (_GAP_MM / 2 + 1.1) * setter.scale
    inner = Box(inner.left, inner.top + setter.scale, inner.width, inner.height - below - setter.scale)
    place = _legend_place(inner, contents, setter)
    if place == "side":
        parts = _with_side_panel(inner, contents, setter)
    elif place == "below":
        parts = _with_panel_below(inner, contents, setter)
    else:
        block, small = _inside(inner, contents, setter, place)
        parts = _Parts(inner, None, block, small, None, None, None)
    return PageLayout(
        title=title,
        subtitle=subtitle,
        map=parts.map.shrunk(1.1 * setter.scale),
        legend=parts.legend,
        legend_block=parts.block,
        legend_setter=parts.setter,
        table=parts.table,
        table_block=parts.table_block,
        locator=parts.locator,
        imprint=Box(imprint.left, imprint.top, left, imprint.height),
        imprint_lines=lines,
        signature=Box(imprint.left + left, imprint.top, right, imprint.height),
        signature_lines=signed,
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    map: Box
    legend: Box | None
    block: LegendBlock | None
    setter: TypeSetter
    table: Box | None
    table_block: TableBlock | None
    locator: Box | None


def _signature_width(inner: Box, contents: PageContents, setter: TypeSetter) -> float:
    """A third of the page, more where the mark of a draft needs it."""
    mark = draft_mark_size(contents.mark, setter)[0] + setter.scale if contents.mark else 0.0
    return max(inner.width * (1 - _IMPRINT_LEFT), mark)


def _imprint_height(
    contents: PageContents, lines: Sequence[str], signed: Sequence[str], setter: TypeSetter
) -> float:
    line = setter.line_height(IMPRINT_PT)
    right = len(signed) * line
    if contents.mark:
        right += draft_mark_size(contents.mark, setter)[1] + setter.scale
    return max(len(lines) * line, right, line)


def _legend_place(inner: Box, contents: PageContents, setter: TypeSetter) -> str:
    """Within the map where it hides nothing there, else where the map leaves room, beside or below it."""
    if not contents.legend:
        has_aside = contents.table is not None or contents.has_locator
        return ("side" if inner.width >= inner.height else "below") if has_aside else "none"
    if contents.legend_place != "auto":
        return contents.legend_place
    block = _measure(contents, setter, 1)
    panel = block.width_mm + _GAP_MM * setter.scale
    slack_x = inner.width - inner.height * contents.aspect
    slack_y = inner.height - inner.width / contents.aspect
    is_wide = inner.width >= inner.height
    if contents.table is not None or contents.has_locator:
        return "side" if is_wide else "below"
    if _has_free_corner(inner, contents, block, setter):
        return "inside"
    if is_wide and slack_x > 0.6 * panel:
        return "side"
    if not is_wide and slack_y > 0.12 * inner.height:
        return "below"
    is_small = block.height_mm < 0.45 * inner.height and block.width_mm < 0.4 * inner.width
    return "inside" if is_small else "side" if is_wide else "below"


def _has_free_corner(inner: Box, contents: PageContents, block: LegendBlock, setter: TypeSetter) -> bool:
    if contents.silhouette is None or contents.bounds is None:
        return False
    pad = 2 * LEGEND_PAD_MM * setter.scale
    return has_free_corner(
        inner,
        (block.width_mm + pad, block.height_mm + pad),
        silhouette=contents.silhouette,
        bounds=contents.bounds,
        margin_mm=_INSIDE_EDGE_MM / 2 * setter.scale,
    )


def _measure(
    contents: PageContents, setter: TypeSetter, columns: int, longest_mm: float = 0.0
) -> LegendBlock:
    return measure_legend(
        contents.legend,
        setter,
        title=contents.legend_title if contents.legend else "",
        counted=contents.counted,
        columns=columns,
        longest_mm=longest_mm or 78.0 * setter.scale,
    )


def _inside(
    inner: Box, contents: PageContents, setter: TypeSetter, place: str
) -> tuple[LegendBlock | None, TypeSetter]:
    if place == "none" or not contents.legend:
        return None, setter
    edge = 2 * _INSIDE_EDGE_MM * setter.scale
    return _shrunk_block(contents, setter, inner.width * _WIDEST_INSIDE - edge, inner.height - edge)


def _with_side_panel(inner: Box, contents: PageContents, setter: TypeSetter) -> _Parts:
    gap = _GAP_MM * setter.scale
    widest = inner.width * _WIDEST_PANEL
    locator_size = (_LOCATOR_MM[0] * setter.scale, _LOCATOR_MM[1] * setter.scale)
    below = locator_size[1] + gap if contents.has_locator else 0.0
    needed = 22 * setter.scale if contents.table is not None else 0.0
    block, small = _shrunk_block(contents, setter, widest, inner.height - below - needed)
    width = max(block.width_mm, locator_size[0] if contents.has_locator else 0.0)
    room = inner.height - block.height_mm - below - gap
    table_block = None
    if contents.table is not None:
        table_block = measure_table(contents.table, setter, width_mm=widest, height_mm=room)
        width = max(width, table_block.width_mm)
    panel, rest = inner.cut_right(min(width, widest))
    legend = Box(panel.left, panel.top, panel.width, block.height_mm)
    table = Box(panel.left, legend.bottom + gap, panel.width, room) if table_block is not None else None
    locator = None
    if contents.has_locator:
        locator = Box(
            panel.left, panel.bottom - locator_size[1], min(locator_size[0], panel.width), locator_size[1]
        )
    return _Parts(
        Box(rest.left, rest.top, rest.width - gap, rest.height),
        legend,
        block,
        small,
        table,
        table_block,
        locator,
    )


def _with_panel_below(inner: Box, contents: PageContents, setter: TypeSetter) -> _Parts:
    gap = _GAP_MM * setter.scale
    tallest = inner.height * _TALLEST_PANEL
    locator_size = (_LOCATOR_MM[0] * setter.scale, _LOCATOR_MM[1] * setter.scale)
    aside = locator_size[0] + gap if contents.has_locator else 0.0
    room = inner.width - aside
    if contents.table is not None:
        room *= 0.42
    block, small = _best_columns(contents, setter, room, tallest)
    height = max(block.height_mm, locator_size[1] if contents.has_locator else 0.0)
    table_block, table_width = None, inner.width - aside - block.width_mm - gap
    if contents.table is not None:
        table_block = measure_table(
            contents.table, setter, width_mm=table_width, height_mm=max(height, tallest)
        )
        height = max(height, table_block.height_mm)
    panel, rest = inner.cut_bottom(min(height, tallest))
    legend = Box(panel.left, panel.top, block.width_mm, panel.height)
    table = Box(legend.right + gap, panel.top, table_width, panel.height) if table_block is not None else None
    locator = None
    if contents.has_locator:
        locator = Box(panel.right - locator_size[0], panel.top, *locator_size)
    return _Parts(
        Box(rest.left, rest.top, rest.width, rest.height - gap),
        legend,
        block,
        small,
        table,
        table_block,
        locator,
    )


def _shrunk_block(
    contents: PageContents, setter: TypeSetter, width_mm: float, height_mm: float
) -> tuple[LegendBlock, TypeSetter]:
    """A legend in one column that fits a room, set smaller if need be."""
    for share in _SHRINKS:
        small = TypeSetter(setter.metrics, setter.scale * share)
        block = _measure(contents, small, 1, width_mm)
        if block.height_mm <= height_mm:
            break
    return cut_legend(block, small, height_mm), small


def _best_columns(
    contents: PageContents, setter: TypeSetter, width_mm: float, height_mm: float
) -> tuple[LegendBlock, TypeSetter]:
    """A legend as flat as the width allows, set smaller if need be."""
    for share in _SHRINKS:
        small = TypeSetter(setter.metrics, setter.scale * share)
        found = [_measure(contents, small, columns) for columns in range(1, len(contents.legend) + 1)]
        fitting = [block for block in found if block.width_mm <= width_mm]
        block = min(fitting or [_measure(contents, small, 1, width_mm)], key=lambda one: one.height_mm)
        if block.height_mm <= height_mm and block.width_mm <= width_mm:
            break
    return cut_legend(block, small, height_mm), small

"""The sheet of a book: margins, the head of a county's page, the running head, the foot. The rest of the page is free."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from atlas.core.figures.boxes import Box
from atlas.core.figures.looks import Palette
from atlas.render.figures.furniture import draft_mark_size, draw_draft_mark
from atlas.render.figures.scene import Item, Path
from atlas.render.figures.shapes import box_ring
from atlas.render.figures.type_setting import TypeSetter

#: Measures on A4 [mm]: margins, distance of columns, widest column that reads well.
MARGIN_MM, COLUMN_GAP_MM, COLUMN_MM = 11.0, 6.0, 90.0
#: The number of a page stands in the margin below, its middle so far from the edge of the paper [mm].
FOLIO_MM, FOLIO_PT = 6.5, 8.0
_NAME_PT, _SECOND_PT, _ABOVE_PT = 22.0, 10.0, 8.0
_FACT_PT, _FACT_LABEL_PT, _IMPRINT_PT, _RUNNING_PT = 10.5, 6.2, 6.0, 8.0
_LEAST_LABEL_PT = 4.8
_FACTS_A_ROW, _FOOT_LEFT = 6, 0.68


@dataclass(frozen=True, slots=True)
class CountyHead:
    """What stands over a county's page.

    Parameters
    ----------
    name, second
        Its name, and that in another script.
    above, aside
        Words over the name, on the left and on the right.
    facts
        (what, value) of the strip below.
    """

    name: str
    second: str
    above: str
    aside: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands below every page: small print on the left, mark or signature on the right."""

    lines: tuple[str, ...]
    signature: tuple[str, ...]
    mark: str


def inner_box(width_mm: float, height_mm: float, scale: float) -> Box:
    """The sheet without its margins.

    Parameters
    ----------
    width_mm, height_mm
        Of the paper [mm].
    scale
        1 on A4.

    Returns
    -------
    Box
        With a little more room below, where the number of the page stands.
    """
    margin = MARGIN_MM * scale
    return Box(margin, margin * 0.9, width_mm - 2 * margin, height_mm - 2 * margin)


def count_columns(width_mm: float, scale: float) -> int:
    """How many columns of text a width holds.

    Parameters
    ----------
    width_mm
        [mm].
    scale
        1 on A4.

    Returns
    -------
    int
        One at least.
    """
    return max(1, round((width_mm + COLUMN_GAP_MM * scale) / ((COLUMN_MM + COLUMN_GAP_MM) * scale)))


def head_height(head: CountyHead, setter: TypeSetter) -> float:
    """Height of the head of a county's page [mm]."""
    rows = -(-len(head.facts) // _FACTS_A_ROW)
    names = setter.line_height(_ABOVE_PT) + setter.line_height(_NAME_PT)
    return names + rows * _fact_height(setter) + 3.2 * setter.scale


def draw_head(head: CountyHead, box: Box, setter: TypeSetter, palette: Palette) -> list[Item]:
    """The head of a county's page.

    Parameters
    ----------
    head
        Its words.
    box
        Its upper edge and width count.
    setter, palette
        Of the book.

    Returns
    -------
    list of Item
        From the bottom up.
    """
    above, rest = box.cut_top(setter.line_height(_ABOVE_PT))
    name, rest = rest.cut_top(setter.line_height(_NAME_PT))
    size = _fitting(head.name, _NAME_PT, name.width * 0.72, setter)
    after = name.left + setter.width(head.name, size, is_bold=True) + 3 * setter.scale
    second = Box(after, name.top + 1.2 * setter.scale, name.right - after, name.height)
    words = setter.metrics.ellipsize(head.second, second.width, _SECOND_PT * setter.scale)
    rule = rest.top + 1.2 * setter.scale
    items: list[Item] = [
        setter.set_line(head.above, _ABOVE_PT, above, colour=palette.faint),
        setter.set_line(head.aside, _ABOVE_PT, above, anchor="end", colour=palette.faint),
        setter.set_line(head.name, size, name, colour=palette.text, is_bold=True),
        setter.set_line(words, _SECOND_PT, second, colour=palette.faint),
        _rule(box.left, box.right, rule, palette.accent, 0.8 * setter.scale),
    ]
    strip = Box(box.left, rule + 1.0 * setter.scale, box.width, box.height)
    return items + _facts(head.facts, strip, setter, palette)


def running_height(setter: TypeSetter) -> float:
    """Height of the head of every other page [mm]."""
    return setter.line_height(_RUNNING_PT) + 2.6 * setter.scale


def draw_running_head(left: str, right: str, box: Box, setter: TypeSetter, palette: Palette) -> list[Item]:
    """A line over a page that is not the first of its county.

    Parameters
    ----------
    left, right
        Words.
    box
        Its upper edge and width count.
    setter, palette
        Of the book.

    Returns
    -------
    list of Item
        From the bottom up.
    """
    line, _ = box.cut_top(setter.line_height(_RUNNING_PT))
    room = box.width - setter.width(right, _RUNNING_PT) - 4 * setter.scale
    words = setter.metrics.ellipsize(left, room, _RUNNING_PT * setter.scale)
    return [
        setter.set_line(words, _RUNNING_PT, line, colour=palette.text, is_bold=True),
        setter.set_line(right, _RUNNING_PT, line, anchor="end", colour=palette.faint),
        _rule(box.left, box.right, line.bottom + 0.4 * setter.scale, palette.accent, 0.5 * setter.scale),
    ]


def foot_height(foot: Foot, setter: TypeSetter, width_mm: float) -> float:
    """Height of the foot of a page [mm].

    Parameters
    ----------
    foot
        Its words.
    setter
        Of the book.
    width_mm
        Of the page without margins [mm].

    Returns
    -------
    float
        [mm].
    """
    line = setter.line_height(_IMPRINT_PT)
    left = len(_foot_lines(foot, setter, width_mm)) * line
    right = len(foot.signature) * line
    if foot.mark:
        right += draft_mark_size(foot.mark, setter)[1] + setter.scale
    return max(left, right) + 1.8 * setter.scale


def draw_foot(foot: Foot, box: Box, setter: TypeSetter, palette: Palette) -> list[Item]:
    """The foot of a page.

    Parameters
    ----------
    foot
        Its words.
    box
        Of ``foot_height``.
    setter, palette
        Of the book.

    Returns
    -------
    list of Item
        From the bottom up.
    """
    height = setter.line_height(_IMPRINT_PT)
    items: list[Item] = [
        _rule(box.left, box.right, box.top + 0.6 * setter.scale, palette.county, 0.15 * setter.scale)
    ]
    start = box.top + 1.4 * setter.scale
    for at, words in enumerate(_foot_lines(foot, setter, box.width)):
        line = Box(box.left, start + at * height, box.width, height)
        items.append(setter.set_line(words, _IMPRINT_PT, line, colour=palette.faint))
    top = start
    if foot.mark:
        width, tall = draft_mark_size(foot.mark, setter)
        items += draw_draft_mark(Box(box.right - width, top, width, tall), foot.mark, setter)
        top += tall + setter.scale
    for words in foot.signature:
        line = Box(box.left, top, box.width, height)
        items.append(setter.set_line(words, _IMPRINT_PT, line, anchor="end", colour=palette.text))
        top += height
    return items


def _foot_lines(foot: Foot, setter: TypeSetter, width_mm: float) -> Sequence[str]:
    room = width_mm * _FOOT_LEFT if foot.mark or foot.signature else width_mm
    return [line for words in foot.lines for line in setter.wrap(words, _IMPRINT_PT, room)]


def _fact_height(setter: TypeSetter) -> float:
    return setter.line_height(_FACT_PT) + setter.line_height(_FACT_LABEL_PT) + 1.2 * setter.scale


def _facts(facts: Sequence[tuple[str, str]], strip: Box, setter: TypeSetter, palette: Palette) -> list[Item]:
    items: list[Item] = []
    count = min(len(facts), _FACTS_A_ROW) or 1
    width = strip.width / count
    for place, (what, value) in enumerate(facts):
        row, column = divmod(place, count)
        left = strip.left + column * width
        top = strip.top + row * _fact_height(setter)
        room = width - 2 * setter.scale
        size = _fitting(value, _FACT_PT, room, setter)
        line = Box(left, top, room, setter.line_height(_FACT_PT))
        label = Box(left, line.bottom - 0.4 * setter.scale, room, setter.line_height(_FACT_LABEL_PT))
        label_size = max(_fitting(what, _FACT_LABEL_PT, room, setter), _LEAST_LABEL_PT)
        words = setter.metrics.ellipsize(what, room, label_size * setter.scale)
        items += [
            setter.set_line(value, size, line, colour=palette.text, is_bold=True),
            setter.set_line(words, label_size, label, colour=palette.faint),
        ]
        if column:
            at = left - 1.8 * setter.scale
            edge = Box(at, line.top + 0.8 * setter.scale, 0.12 * setter.scale, label.bottom - line.top - 1)
            items.append(Path((box_ring(edge),), fill=palette.county))
    return items


def _fitting(words: str, size_pt: float, width_mm: float, setter: TypeSetter) -> float:
    """The size at which words fit a width, at most the one wanted."""
    width = setter.width(words, size_pt, is_bold=True)
    return size_pt if width <= width_mm else size_pt * width_mm / width


def _rule(left: float, right: float, height: float, colour: str, width_mm: float) -> Path:
    line = np.array([[left, height], [right, height]])
    return Path((line,), is_closed=False, stroke=colour, stroke_mm=width_mm)

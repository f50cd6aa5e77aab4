"""The page of a figure: title, maps, legend, table, locator, imprint."""

from __future__ import annotations

from atlas.core.figures import wording
from atlas.core.figures.boxes import Box
from atlas.render.figures.furniture import draft_mark_size, draw_draft_mark
from atlas.render.figures.grey import grey_items
from atlas.render.figures.legend import draw_legend
from atlas.render.figures.page import IMPRINT_PT, SUBTITLE_PT, TITLE_PT
from atlas.render.figures.scene import Item, Link
from atlas.render.figures.small_maps import draw_small_map
from atlas.render.figures.value_table import draw_table
from atlas.services.figure_insets import locator
from atlas.services.figure_maps import DrawnMaps
from atlas.services.figure_task import MapTask


def draw_page(task: MapTask, maps: DrawnMaps) -> list[Item]:
    """Everything on the page.

    Parameters
    ----------
    task
        What the figure is drawn from.
    maps
        Its maps.

    Returns
    -------
    list of Item
        From the bottom up.
    """
    layout, palette, setter = task.layout, task.palette, task.setter
    items: list[Item] = []
    if layout.title is not None:
        title, size = _fitting_title(task, layout.title.width)
        items.append(
            setter.set_line(title, size, layout.title, anchor="middle", colour=palette.text, is_bold=True)
        )
    if layout.subtitle is not None:
        items.append(
            setter.set_line(
                setter.metrics.ellipsize(
                    task.theme.subtitle, layout.subtitle.width, SUBTITLE_PT * setter.scale
                ),
                SUBTITLE_PT,
                layout.subtitle,
                anchor="middle",
                colour=palette.faint,
            )
        )
    items += maps.items
    if layout.legend is not None and layout.legend_block is not None:
        items += draw_legend(layout.legend_block, layout.legend, layout.legend_setter, palette)
    if layout.table is not None and layout.table_block is not None:
        words = task.subject.say(wording.TABLE_CUT).format(
            total=len(layout.table_block.table.rows), shown=layout.table_block.shown
        )
        items += draw_table(layout.table_block, layout.table, setter, palette, cut_words=words)
    if layout.locator is not None:
        small, outline = locator(task.store, task.subject, task.ground)
        items += draw_small_map(small, layout.locator, setter, palette, extent=outline)
    items += _imprint(task) + _signature(task)
    return grey_items(items) if task.subject.request.page.colour == "grey" else items


def _fitting_title(task: MapTask, width: float) -> tuple[str, float]:
    """The title, set smaller where it is long, and cut only where it is far too long."""
    setter = task.setter
    for share in (1.0, 0.85, 0.7, 0.6):
        if setter.width(task.theme.title, TITLE_PT * share, is_bold=True) <= width:
            return task.theme.title, TITLE_PT * share
    size = TITLE_PT * 0.6
    return setter.metrics.ellipsize(task.theme.title, width, size * setter.scale), size


def _imprint(task: MapTask) -> list[Item]:
    layout, setter = task.layout, task.setter
    height = setter.line_height(IMPRINT_PT)
    items: list[Item] = []
    link = task.subject.request.words.link
    for place, line in enumerate(layout.imprint_lines):
        box = Box(layout.imprint.left, layout.imprint.top + place * height, layout.imprint.width, height)
        items.append(setter.set_line(line, IMPRINT_PT, box, colour=task.palette.faint))
        if link.startswith(("http://", "https://")) and _is_of(line, link):
            items.append(Link(box.left, box.top, setter.width(line, IMPRINT_PT), height, url=link))
    return items


def _signature(task: MapTask) -> list[Item]:
    """Office, date and review number at the lower right; the mark of a draft where there is no number."""
    layout, setter = task.layout, task.setter
    box = layout.signature
    height = setter.line_height(IMPRINT_PT)
    items: list[Item] = []
    top = box.top
    words = task.subject.request.words
    if not words.review_number and words.has_mark:
        mark = task.subject.say(wording.DRAFT)
        width, tall = draft_mark_size(mark, setter)
        items += draw_draft_mark(Box(box.right - width, top, width, tall), mark, setter)
        top += tall + setter.scale
    for line in layout.signature_lines:
        place = Box(box.left, top, box.width, height)
        items.append(setter.set_line(line, IMPRINT_PT, place, anchor="end", colour=task.palette.text))
        top += height
    return items


def _is_of(line: str, link: str) -> bool:
    """Whether a broken line is a piece of the printed link."""
    piece = line.rpartition("：")[2].rpartition(": ")[2].strip().removesuffix("…")
    return len(piece) > 4 and piece in link

"""What stands on a map: legend, inset of the South China Sea, north arrow, scale bar, each in its corner."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import shapely

from atlas.core.figures import wording
from atlas.core.figures.boxes import Box
from atlas.core.figures.corners import CORNERS, choose_place
from atlas.core.figures.map_window import MapWindow
from atlas.core.figures.scale import ratio_words
from atlas.render.figures.furniture import (
    draw_north_arrow,
    draw_scale_bar,
    north_angle,
    north_arrow_size,
    scale_bar_size,
)
from atlas.render.figures.legend import draw_legend
from atlas.render.figures.page import LEGEND_PAD_MM
from atlas.render.figures.scene import Item, Path
from atlas.render.figures.shapes import box_ring
from atlas.render.figures.small_maps import SmallMap, draw_small_map
from atlas.services.figure_task import MapTask

#: Gives something of a size the best of some places.
_Place = Callable[[tuple[float, float], Sequence[str]], Box]
#: Measures on A4 [mm].
_INSET_MM = (26.0, 34.0)
_EDGE_MM = 2.5
#: Of the width and height of a small map the inset takes at most so much [share].
_MOST_OF_MAP = 0.4


def stand_furniture(
    task: MapTask,
    window: MapWindow,
    silhouette: shapely.Geometry,
    *,
    sea: SmallMap | None,
    is_bare: bool = False,
) -> tuple[list[Item], list[Box]]:
    """Legend, inset, north arrow and scale bar, each where it covers least.

    Parameters
    ----------
    task
        Of the figure.
    window
        The map that they stand on.
    silhouette
        What they should not cover, on the page [mm].
    sea
        The inset; ``None`` for none.
    is_bare
        Whether the map bears the inset alone.

    Returns
    -------
    items, boxes
        From the bottom up, and the room that they take.
    """
    margin = _EDGE_MM * task.scale
    items: list[Item] = []
    taken: list[Box] = []

    def place(size: tuple[float, float], places: Sequence[str]) -> Box:
        box, _ = choose_place(window.box, size, places, subject=silhouette, taken=taken, margin_mm=margin)
        taken.append(box)
        return box

    if not is_bare:
        items += _legend(task, place)
    if sea is not None:
        box = place(_inset_size(task, window), ("bottom-right", "bottom-left"))
        items += draw_small_map(sea, box, task.setter, task.palette)
    if not is_bare:
        items += _north_and_scale(task, window, place)
    return items, taken


def _legend(task: MapTask, place: _Place) -> list[Item]:
    block = task.layout.legend_block
    if block is None or task.layout.legend is not None:
        return []
    pad = LEGEND_PAD_MM * task.scale
    box = place((block.width_mm + 2 * pad, block.height_mm + 2 * pad), CORNERS)
    frame = Path((box_ring(box),), fill="#FFFFFF", stroke=task.palette.text, stroke_mm=0.15 * task.scale)
    return [frame, *draw_legend(block, box.shrunk(pad), task.layout.legend_setter, task.palette)]


def _inset_size(task: MapTask, window: MapWindow) -> tuple[float, float]:
    """As on A4, smaller only on small maps."""
    width, height = (side * task.scale for side in _INSET_MM)
    share = min(1.0, _MOST_OF_MAP * window.box.width / width, _MOST_OF_MAP * window.box.height / height)
    return width * share, height * share


def _north_and_scale(task: MapTask, window: MapWindow, place: _Place) -> list[Item]:
    furniture = task.subject.request.furniture
    items: list[Item] = []
    if furniture.has_north_arrow:
        box = place(north_arrow_size(task.scale), ("top-right", "top-left"))
        angle = north_angle(window, task.ground.projection.crs)
        items += draw_north_arrow(
            box, angle, task.setter, task.palette, letter=task.subject.say(wording.NORTH)
        )
    if furniture.has_scale_bar:
        metres = window.ground_per_mm(task.ground.projection.crs)
        size = scale_bar_size(task.setter, metres)
        places = ("bottom-left", "bottom-right", "bottom", "top-left", "top-right", "left")
        items += _scale_bar(task, metres, place(size, places))
    return items


def _scale_bar(task: MapTask, metres: float, box: Box) -> list[Item]:
    say = task.subject.say
    return draw_scale_bar(
        box,
        metres,
        task.setter,
        task.palette,
        unit=(say(wording.KILOMETRES), say(wording.METRES)),
        ratio=say(ratio_words(metres)),
    )

"""What stands on a map: legend, inset of the South China Sea, north arrow, scale bar, each in its corner."""

from __future__ import annotations

from collections.abc import Sequence

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
from atlas.render.figures.small_maps import draw_small_map
from atlas.services.figure_insets import south_china_sea
from atlas.services.figure_task import MapTask

#: Measures on A4 [mm].
_INSET_MM = (26.0, 34.0)
_EDGE_MM = 2.5


def stand_furniture(
    task: MapTask, window: MapWindow, silhouette: shapely.Geometry
) -> tuple[list[Item], list[Box]]:
    """Legend, inset, scale bar and north arrow, each where it covers least.

    Parameters
    ----------
    task
        Of the figure.
    window
        The map that they stand on.
    silhouette
        What they should not cover, on the page [mm].

    Returns
    -------
    items, boxes
        From the bottom up, and the room that they take.
    """
    furniture, frame = task.subject.request.furniture, window.box
    margin = _EDGE_MM * task.scale
    items: list[Item] = []
    taken: list[Box] = []

    def place(size: tuple[float, float], places: Sequence[str]) -> Box:
        box, _ = choose_place(frame, size, places, subject=silhouette, taken=taken, margin_mm=margin)
        taken.append(box)
        return box

    block = task.layout.legend_block
    if block is not None and task.layout.legend is None:
        pad = LEGEND_PAD_MM * task.scale
        size = (block.width_mm + 2 * pad, block.height_mm + 2 * pad)
        box = place(size, CORNERS)
        items.append(
            Path((box_ring(box),), fill="#FFFFFF", stroke=task.palette.text, stroke_mm=0.15 * task.scale)
        )
        items += draw_legend(block, box.shrunk(pad), task.layout.legend_setter, task.palette)
    if task.has_inset:
        size = (_INSET_MM[0] * task.scale, _INSET_MM[1] * task.scale)
        box = place(size, ("bottom-right", "bottom-left"))
        items += draw_small_map(south_china_sea(task.store, task.subject), box, task.setter, task.palette)
    if furniture.has_north_arrow:
        box = place(north_arrow_size(task.scale), ("top-right", "top-left"))
        angle = north_angle(window, task.ground.projection.crs)
        items += draw_north_arrow(
            box, angle, task.setter, task.palette, letter=task.subject.say(wording.NORTH)
        )
    if furniture.has_scale_bar:
        metres = window.ground_per_mm(task.ground.projection.crs)
        size = scale_bar_size(task.setter, metres)
        items += _scale_bar(
            task,
            metres,
            place(size, ("bottom-left", "bottom-right", "bottom", "top-left", "top-right", "left")),
        )
    return items, taken


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

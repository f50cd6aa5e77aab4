"""Small maps on a figure: where this is, and the islands of the South China Sea."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from atlas.core.figures.boxes import Box
from atlas.core.figures.looks import Palette
from atlas.core.figures.map_window import MapWindow, fit_window
from atlas.core.geo.crs import GeometryArray
from atlas.render.figures.line_styles import LineStyle, line_style
from atlas.render.figures.scene import Circles, Group, Item, Path
from atlas.render.figures.shapes import box_ring, lines_of, rings_of
from atlas.render.figures.type_setting import TypeSetter

_CAPTION_PT = 6.0
#: What is shown smaller than this is hard to find: it stands in a ring of this radius [mm].
_LEAST_MM, _RING_MM = 1.8, 2.0


@dataclass(frozen=True, slots=True, eq=False)
class SmallMap:
    """What a small map shows, on a plane of its own [m].

    Parameters
    ----------
    areas
        Its land.
    shown
        What of it the figure is about; may be empty.
    lines
        The maritime line.
    bounds
        (west, south, east, north) of what must be in it.
    caption
        Its name, within it.
    """

    areas: GeometryArray
    shown: GeometryArray
    lines: GeometryArray
    bounds: tuple[float, float, float, float]
    caption: str


def draw_small_map(
    small: SmallMap, box: Box, setter: TypeSetter, palette: Palette, *, extent: shapely.Geometry | None = None
) -> list[Item]:
    """A small map in its frame.

    Parameters
    ----------
    small
        What it shows.
    box
        Where.
    setter, palette
        Of the figure.
    extent
        What the figure's own map shows, on the same plane; drawn as an outline. ``None`` for none.

    Returns
    -------
    list of Item
        From the bottom up.
    """
    scale = setter.scale
    caption = setter.line_height(_CAPTION_PT)
    window: MapWindow = fit_window(Box(box.left, box.top, box.width, box.height - caption), small.bounds)
    whole = MapWindow(box, window.west, window.north, window.metres_per_mm)

    def on_page(shapes: GeometryArray) -> GeometryArray:
        return whole.to_page(shapes)

    # Islands of the sea are smaller than a usual line is wide, and must be seen all the same.
    is_sea = len(small.lines) > 0 and len(small.shown) == 0
    line = LineStyle(palette.province, 0.16 * scale) if is_sea else line_style("county", palette, scale)
    dashes = LineStyle(palette.maritime, 0.4 * scale)
    areas, shown = on_page(small.areas), on_page(small.shown)
    items: list[Item] = [
        Path((box_ring(box),), fill=palette.sea),
        Path(rings_of(areas), fill=palette.land),
        Path(rings_of(shown), fill=palette.accent, fill_opacity=0.75),
        line.path(lines_of(areas)),
        dashes.path(lines_of(on_page(small.lines))),
    ]
    items += _ring_around(shown, palette, scale)
    if extent is not None:
        rings = rings_of(on_page(np.array([extent], dtype=object)))
        items.append(Path(rings, stroke=palette.marked, stroke_mm=0.35 * scale))
    label = Box(box.left, box.bottom - caption, box.width, caption)
    drawn = tuple(item for item in items if not isinstance(item, Path) or item.rings)
    return [
        Group(drawn, clip=Path((box_ring(box),))),
        setter.set_line(small.caption, _CAPTION_PT, label, anchor="middle", colour=palette.text),
        Path((box_ring(box),), stroke=palette.text, stroke_mm=0.22 * scale),
    ]


def _ring_around(shown: GeometryArray, palette: Palette, scale: float) -> list[Item]:
    """A ring around what would else hardly be seen."""
    if not len(shown):
        return []
    left, top, right, bottom = shapely.total_bounds(shown)
    if max(right - left, bottom - top) >= _LEAST_MM * scale:
        return []
    middle = np.array([[(left + right) / 2, (top + bottom) / 2]])
    return [Circles(middle, _RING_MM * scale, stroke=palette.accent, stroke_mm=0.4 * scale)]

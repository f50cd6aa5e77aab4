"""The maps of a figure: one, or a small one for each topic, with names and what stands on them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import shapely

from atlas.core.figures.base_map import BaseMap
from atlas.core.figures.boxes import Box
from atlas.core.figures.label_placement import place_labels
from atlas.core.figures.labels import LabelWish
from atlas.core.figures.map_window import MapWindow, fit_window
from atlas.core.figures.mark_kinds import layers_by_kind
from atlas.core.figures.request import WHOLE_COUNTRY
from atlas.core.figures.theme import LayerMarks, Panel
from atlas.core.geo.crs import GeometryArray
from atlas.render.figures.furniture import draw_degrees, draw_graticule, draw_neat_line, neat_band_mm
from atlas.render.figures.grey import grey_items
from atlas.render.figures.map_drawing import MapContent, PageMap, draw_labels, draw_map, sign_box, to_page
from atlas.render.figures.marks import MM_PER_PX
from atlas.render.figures.scene import MM_PER_POINT, Item, Path
from atlas.render.figures.shapes import box_ring
from atlas.render.figures.small_maps import SmallMap
from atlas.services.figure_arrows import Arrows, lay_arrows
from atlas.services.figure_furniture import stand_furniture
from atlas.services.figure_geometry import project, project_labels, read_base
from atlas.services.figure_insets import south_china_sea
from atlas.services.figure_mark_names import has_mark_names, mark_wishes
from atlas.services.figure_mark_places import StandingMarks, set_apart
from atlas.services.figure_names import NameContext, county_wishes, province_wishes
from atlas.services.figure_subject import is_single_county, listed_codes
from atlas.services.figure_task import MapTask

#: Measures on A4 [mm].
_CAPTION_PT, _CELL_GAP_MM = 8.5, 3.0
#: Furniture keeps so far from arrows.
_WAY_MM = 0.6


@dataclass(frozen=True, slots=True, eq=False)
class DrawnMaps:
    """Maps on the page.

    Parameters
    ----------
    items
        From the bottom up.
    unnamed
        Names that had to be left out.
    metres_per_mm
        Ground for a millimetre of the page [m].
    stacked
        Symbols that are hidden by another at their place.
    """

    items: tuple[Item, ...]
    unnamed: tuple[str, ...]
    metres_per_mm: float
    stacked: int = 0


def draw_maps(task: MapTask) -> DrawnMaps:
    """Draw the maps of a figure.

    Parameters
    ----------
    task
        What they show.

    Returns
    -------
    DrawnMaps
        In the order of the theme's panels.
    """
    panels = task.theme.panels
    cells, windows = _cells(task), map_windows(task)
    sea = south_china_sea(task.store, task.subject) if task.has_inset else None
    base = _with_flow_ends(task, read_base(task.store, task.subject, task.ground, windows[0]))
    layers = [
        (marks, project(_shapes(marks), task.ground.projection))
        for layer in task.theme.layers
        for marks in layers_by_kind(layer)
    ]
    items: list[Item] = []
    unnamed: list[str] = []
    stacked = 0
    for number, (window, panel) in enumerate(zip(windows, panels, strict=True)):
        placed = tuple((marks, window.to_page(shapes)) for marks, shapes in layers)
        one = _PanelMap(
            task,
            window,
            panel,
            to_page(base, window),
            placed,
            set_apart(placed, window.box, task.scale),
            sea,
            is_first=number == 0,
            is_small=len(panels) > 1,
        )
        drawn, missing = _draw_panel(one)
        items += drawn
        unnamed += missing
        stacked = max(stacked, one.standing.stacked)
        if panel.title:
            items.append(_caption(task, cells[number], panel))
    scale = windows[0].ground_per_mm(task.ground.projection.crs)
    if task.subject.request.page.colour == "grey":
        items = grey_items(items)
    return DrawnMaps(tuple(items), tuple(dict.fromkeys(unnamed)), scale, stacked)


def map_windows(task: MapTask) -> list[MapWindow]:
    """Where the maps of a figure stand, and what of the plane is in each.

    Parameters
    ----------
    task
        What they show.

    Returns
    -------
    list of MapWindow
        One for each of the theme's panels: more than was asked for, where the page has another shape.
    """
    boxes = [
        _under_caption(task, cell, panel) for cell, panel in zip(_cells(task), task.theme.panels, strict=True)
    ]
    return [fit_window(box, task.ground.bounds) for box in boxes]


@dataclass(frozen=True, slots=True, eq=False)
class _PanelMap:
    """One map, with everything on the page."""

    task: MapTask
    window: MapWindow
    panel: Panel
    page_map: PageMap
    layers: tuple[tuple[LayerMarks, GeometryArray], ...]
    standing: StandingMarks
    sea: SmallMap | None
    is_first: bool
    is_small: bool

    @property
    def names(self) -> NameContext:
        """What its names depend on."""
        task = self.task
        return NameContext(
            task.subject,
            self.window.box,
            task.palette,
            task.scale,
            self.is_small,
            has_mark_names([marks for marks, _ in self.layers]),
        )

    @property
    def own(self) -> frozenset[str] | None:
        """Counties that it is of, where others stand around them."""
        subject = self.task.subject
        extent, view = subject.request.extent, subject.request.view
        if view.region == WHOLE_COUNTRY and not extent.units:
            return None
        return frozenset(extent.units) if is_single_county(subject) else self.task.ground.adcodes


def _shapes(marks: LayerMarks) -> GeometryArray:
    return np.array([mark.geometry for mark in marks.marks], dtype=object)


def _with_flow_ends(task: MapTask, base: BaseMap) -> BaseMap:
    """Partners may lie beyond the map, and need a place all the same."""
    ends = {code for panel in task.theme.panels for flow in panel.flows for code in (flow.start, flow.end)}
    points = project_labels(task.subject, task.ground, sorted(ends))
    return replace(base, label_points={**points, **base.label_points})


def _cells(task: MapTask) -> list[Box]:
    """The map's box parted so that each small map is as large as can be."""
    box, count = task.layout.map, len(task.theme.panels)
    west, south, east, north = task.ground.bounds
    aspect = (east - west) / (north - south)
    if count == 1 and _has_degrees(task):
        wide, narrow = (neat_band_mm(task.scale, has_degrees=has) for has in (True, False))
        return [box.shrunk(wide - narrow)]
    if count == 1:
        return [box]
    gap = _CELL_GAP_MM * task.scale
    caption = task.setter.line_height(_CAPTION_PT)

    def size(columns: int) -> float:
        rows = -(-count // columns)
        width = (box.width - gap * (columns - 1)) / columns
        height = (box.height - gap * (rows - 1)) / rows - caption
        return min(width, height * aspect)

    columns = max(range(1, count + 1), key=size)
    rows = -(-count // columns)
    width = (box.width - gap * (columns - 1)) / columns
    height = (box.height - gap * (rows - 1)) / rows
    return [
        Box(
            box.left + (number % columns) * (width + gap),
            box.top + (number // columns) * (height + gap),
            width,
            height,
        )
        for number in range(count)
    ]


def _has_degrees(task: MapTask) -> bool:
    """Whether the frame of the map bears the degrees of its graticule."""
    furniture = task.subject.request.furniture
    return furniture.has_graticule and furniture.has_neat_line


def _under_caption(task: MapTask, cell: Box, panel: Panel) -> Box:
    return cell.cut_top(task.setter.line_height(_CAPTION_PT))[1] if panel.title else cell


def _caption(task: MapTask, cell: Box, panel: Panel) -> Item:
    line, _ = cell.cut_top(task.setter.line_height(_CAPTION_PT))
    return task.setter.set_line(
        panel.title, _CAPTION_PT, line, anchor="middle", colour=task.palette.text, is_bold=True
    )


def _draw_panel(one: _PanelMap) -> tuple[list[Item], list[str]]:
    """Everything of a map, and the names that had to be left out."""
    task, window = one.task, one.window
    furniture, scale = task.subject.request.furniture, task.scale
    arrows = lay_arrows(one.names, one.page_map, one.panel.flows)
    under = (
        draw_graticule(window, task.ground.projection.crs, task.setter, task.palette)
        if furniture.has_graticule
        else []
    )
    silhouette = window.to_page(np.array([task.ground.silhouette], dtype=object))[0]
    kept_free = shapely.union_all([silhouette, *_rooms_of_arrows(one, arrows)])
    # A reader of one small map sees no other: each bears the inset, the first all the rest.
    standing, boxes = stand_furniture(task, window, kept_free, sea=one.sea, is_bare=not one.is_first)
    lines_of_sea = [line for line in one.page_map.maritime if not shapely.is_empty(line)]
    labels = place_labels(
        [*_wishes(one), *arrows.wishes],
        frame=shapely.box(*window.box.shrunk(0.3).bounds),
        obstacles=[*(shapely.box(*box.bounds) for box in boxes), *_symbols(one)],
        measure=task.setter.metrics,
        ground=silhouette,
        soft=[*(shapely.LineString(line) for line in arrows.lines), *lines_of_sea],
    )
    # Where counties have looks, the ground of the legend is only that of counties that the figure speaks of.
    own = _told(one) if one.panel.looks or one.panel.signs else one.own
    content = MapContent(window, one.page_map, one.panel, one.standing.layers, arrows.lines, under, own)
    is_transparent = task.subject.request.page.is_transparent
    items: list[Item] = [draw_map(content, task.palette, scale=scale, is_transparent=is_transparent)]
    items += draw_labels(labels.labels, task.palette, scale)
    items += standing
    if furniture.has_neat_line and not one.is_small:
        has_degrees = _has_degrees(task)
        items += draw_neat_line(window.box, task.palette, scale, has_degrees=has_degrees)
        if has_degrees:
            items += draw_degrees(window, task.ground.projection.crs, task.setter, task.palette)
    else:
        items.append(Path((box_ring(window.box),), stroke=task.palette.text, stroke_mm=0.18 * scale))
    return items, ["".join(wish.variants[-1]) for wish in labels.left_out]


def _rooms_of_arrows(one: _PanelMap, arrows: Arrows) -> list[shapely.Geometry]:
    """What furniture is to leave free: the arrows, and beside their starts the names of partners."""
    task, box = one.task, one.window.box
    ways = [shapely.LineString(line) for line in arrows.lines]
    rooms: list[shapely.Geometry] = [shapely.buffer(way, _WAY_MM * task.scale) for way in ways]
    for wish in arrows.wishes:
        (x, y), size = wish.anchor, wish.sizes_pt[0]
        wide = max(task.setter.metrics.width_mm(line, size) for line in wish.variants[0]) + 2 * task.scale
        half = len(wish.variants[0]) * size * MM_PER_POINT
        away = wide if x > box.left + box.width / 2 else -wide
        rooms.append(shapely.box(min(x, x + away), y - half, max(x, x + away), y + half))
    return rooms


def _wishes(one: _PanelMap) -> list[LabelWish]:
    subject, counties = one.task.subject, one.page_map.counties
    units = subject.catalogue.units
    provinces = frozenset(units[code].province for code in counties if code in units)
    if not one.page_map.has_county_lines:
        wishes = province_wishes(one.names, one.page_map.surroundings, frozenset())
    else:
        wishes = county_wishes(one.names, counties, one.panel, one.own)
        wishes += province_wishes(one.names, one.page_map.surroundings, provinces)
    return wishes + mark_wishes(one.names, one.layers, one.standing.reach_mm)


def _told(one: _PanelMap) -> frozenset[str]:
    """Counties that the filter and the extent speak of; what is not among them is neither named nor left out."""
    subject = one.task.subject
    catalogue, region, listed = subject.catalogue, subject.wanted.region, listed_codes(subject)
    return frozenset(
        code
        for code in one.page_map.counties
        if (listed is None or code in listed)
        and (not region or (code in catalogue.units and catalogue.is_within(code, region)))
    )


def _symbols(one: _PanelMap) -> list[shapely.Geometry]:
    """What names must not cover: symbols of topics and of points."""
    points, scale = one.page_map.label_points, one.task.scale
    boxes = [
        sign_box(points[code], len(signs), scale)
        for code, signs in sorted(one.panel.signs.items())
        if signs and code in points
    ]
    for marks, shapes in one.standing.layers:
        if marks.geometry == "point" and len(shapes):
            radii = [mark.symbol.radius_px * MM_PER_PX * scale for mark in marks.marks]
            boxes += list(shapely.buffer(shapes, radii, quad_segs=2))
    return boxes

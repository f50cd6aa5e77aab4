"""The map of a county's page: the county among its neighbours, with its legend and the place where it lies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely

from atlas.core.figures import wording
from atlas.core.figures.boxes import Box
from atlas.core.figures.looks import SHAPES
from atlas.core.figures.map_window import MapWindow, fit_window
from atlas.core.figures.request import FigureExtent, FigureRequest, LayerChoice
from atlas.core.figures.theme import (
    AreaLook,
    AreaPart,
    FigureTheme,
    LayerMark,
    LayerMarks,
    LegendItem,
    LegendSection,
    Panel,
    Sign,
)
from atlas.core.geo.simplification import TOLERANCES_M
from atlas.core.model import Level
from atlas.core.style import GROUPS
from atlas.render.figures.page import PageLayout
from atlas.render.figures.scene import Item
from atlas.render.figures.small_maps import draw_small_map
from atlas.render.figures.type_setting import TypeSetter
from atlas.services import book_words as words
from atlas.services.book_content import CountyContent
from atlas.services.book_map_legend import draw_side_legend, fit_legend
from atlas.services.book_plan import BookContext
from atlas.services.figure_geometry import project_labels
from atlas.services.figure_insets import locator
from atlas.services.figure_maps import DrawnMaps, draw_maps
from atlas.services.figure_subject import NO_INDICATOR
from atlas.services.figure_task import MapTask
from atlas.services.figures import FigureMatter, read_matter
from atlas.stores.protocol import ReadableStore

#: Layers of a county's map where the request chooses none.
LAYERS = ("cluster", "project", "zone", "site")
#: Measures on A4 [mm].
_SIDE_MM, _LOCATOR_MM, _GAP_MM = 45.0, 31.0, 3.0
#: On a low map the small map leaves room for the legend.
_LOCATOR_SHARE = 0.29
#: Signs of a neighbour are drawn where they stand so far within the map [mm].
_WITHIN_MM = 8.0
#: Fill of the county that the page is about.
_OWN = {"colour": "#DFEAF0", "grey": "#E2E2E2"}
#: A mark this near the label point of a county stands for the county, not for a place in it [degree].
_SAME_DEGREES = 1e-5


@dataclass(frozen=True, slots=True, eq=False)
class CountyMap:
    """What the map of a county's page shows, before it has a place; ``unplaced`` counts marks by layer title."""

    matter: FigureMatter
    theme: FigureTheme
    unplaced: dict[str, int]


def county_request(context: BookContext, adcode: str) -> FigureRequest:
    """The request of one county's page.

    Parameters
    ----------
    context
        Of the book.
    adcode
        Of the county.

    Returns
    -------
    FigureRequest
        That of the book with this extent; where it names no layer and no indicator, with those of a book.
    """
    request = context.plan.request
    view = request.view
    chosen = view.layers or tuple(LayerChoice(layer) for layer in LAYERS)
    has_fill = bool(view.indicator) or context.has_filter
    indicator = view.indicator if has_fill else NO_INDICATOR
    return replace(
        request,
        extent=FigureExtent(units=(adcode,)),
        view=replace(view, layers=chosen, indicator=indicator),
        furniture=replace(request.furniture, arrangement="auto", table=False, inset="off"),
    )


def read_county_map(store: ReadableStore, context: BookContext, content: CountyContent) -> CountyMap:
    """Find out what a county's map shows.

    Parameters
    ----------
    store
        As the one who asks may see it.
    context
        Of the book.
    content
        Of the county.

    Returns
    -------
    CountyMap
        Marks whose place is only known to be in the county are counted, not drawn: no point is where they are.

    Raises
    ------
    AtlasError
        An unknown layer or indicator; too many features.
    """
    adcode = content.profile["adcode"]
    available = {layer.id for layer in store.list_layers()}
    request = county_request(context, adcode)
    if not context.plan.request.view.layers:
        # A store of a limited build may lack one of the usual layers; a layer that was asked for must be there.
        kept = tuple(one for one in request.view.layers if one.id in available)
        request = replace(request, view=replace(request.view, layers=kept))
    matter = read_matter(store, context.catalogue, request, context.plan.office)
    label = context.catalogue.units[adcode].label
    parted = [_part_marks(layer, label) for layer in matter.theme.layers]
    layers = tuple(layer for layer, _ in parted if layer.marks)
    unplaced = {layer.title: count for layer, count in parted if count}
    theme = replace(matter.theme, layers=layers)
    panel = theme.panels[0]
    if not panel.looks and not panel.signs:
        panel = _own_panel(context, content)
        groups = _group_section(context, content)
    else:
        groups = tuple(one for one in theme.legend if _is_of_areas(one))
    theme = replace(theme, panels=(panel,), legend=_legend(context, layers, groups, unplaced))
    return CountyMap(matter, theme, unplaced)


def draw_county_map(
    store: ReadableStore, context: BookContext, county: CountyMap, box: Box
) -> tuple[list[Item], DrawnMaps]:
    """A county's map with the small map and the legend on its right.

    Parameters
    ----------
    store
        As the one who asks may see it.
    context
        Of the book.
    county
        What is shown.
    box
        For all of it [mm].

    Returns
    -------
    tuple of list of Item and DrawnMaps
        The items, from the bottom up, and what the drawing of the map found.
    """
    setter, palette, scale = context.setter, context.palette, context.setter.scale
    side, rest = box.cut_right(_SIDE_MM * scale)
    map_box = Box(rest.left, rest.top, rest.width - _GAP_MM * scale, rest.height).shrunk(1.1 * scale)
    layout = _layout(map_box, setter, side)
    matter = county.matter
    theme = _with_signs_inside(context, county, map_box)
    maps = draw_maps(MapTask(store, matter.subject, matter.ground, theme, layout, setter, has_inset=False))
    items = list(maps.items)
    top = side.top
    furniture = context.plan.request.furniture
    has_locator, has_legend = furniture.locator != "off", furniture.legend != "none"
    tall = min(_LOCATOR_MM * scale, _LOCATOR_SHARE * side.height) if has_locator else 0.0
    legend = None
    if has_legend:
        sections = _of_lines_shown(store, county, fit_window(map_box, matter.ground.bounds))
        legend = fit_legend(context, sections, side, locator_mm=tall, gap_mm=_GAP_MM * scale)
        tall = legend.locator_mm
    if has_locator:
        small, outline = locator(store, matter.subject, matter.ground)
        place = Box(side.left, side.top, side.width, tall)
        items += draw_small_map(small, place, setter, palette, extent=outline)
    if legend is not None:
        top = side.top + (tall + _GAP_MM * scale if has_locator else 0.0)
        items += draw_side_legend(legend, Box(side.left, top, side.width, side.bottom - top), palette)
    return items, maps


def _with_signs_inside(context: BookContext, county: CountyMap, map_box: Box) -> FigureTheme:
    """The theme without the signs of neighbours that the edge of the map would cut."""
    ground, panel = county.matter.ground, county.theme.panels[0]
    window = fit_window(map_box, ground.bounds)
    inner = map_box.shrunk(_WITHIN_MM * context.setter.scale)
    points = project_labels(county.matter.subject, ground, panel.signs)
    placed = window.points_to_page(np.array(list(points.values())).reshape(-1, 2))
    signs = {
        code: panel.signs[code]
        for code, (x, y) in zip(points, placed, strict=True)
        if inner.left <= x <= inner.right and inner.top <= y <= inner.bottom
    }
    return replace(county.theme, panels=(replace(panel, signs=signs),))


def _of_lines_shown(store: ReadableStore, county: CountyMap, window: MapWindow) -> tuple[LegendSection, ...]:
    """The legend without the borders that the map does not reach."""
    bbox = window.bbox(county.matter.ground.projection.crs)
    absent = set()
    for level in (Level.PROVINCE, Level.PREFECTURE):
        frame = store.read_polygons(level.value, TOLERANCES_M[-1], bbox=bbox)
        borders = shapely.boundary(frame.geometry.to_numpy())
        if not shapely.intersects(borders, shapely.box(*bbox)).any():
            absent.add(level.value)
    return tuple(
        replace(section, items=tuple(item for item in section.items if item.look not in absent))
        for section in county.theme.legend
    )


def _layout(map_box: Box, setter: TypeSetter, side: Box) -> PageLayout:
    nothing = Box(side.left, side.top, 0, 0)
    return PageLayout(
        title=nothing,
        subtitle=None,
        map=map_box,
        legend=None,
        legend_block=None,
        legend_setter=setter,
        table=None,
        table_block=None,
        locator=None,
        imprint=nothing,
        imprint_lines=(),
        signature=nothing,
    )


def _part_marks(layer: LayerMarks, label: tuple[float, float]) -> tuple[LayerMarks, int]:
    """A layer without the marks that stand at the label point of their county, and how many those are."""
    if layer.geometry != "point":
        return layer, 0
    points = shapely.get_coordinates(shapely.centroid([mark.geometry for mark in layer.marks]))
    away = np.abs(points - np.array(label)).max(axis=1) if len(points) else np.array([])
    kept: tuple[LayerMark, ...] = tuple(
        mark
        for mark, distance in zip(layer.marks, away, strict=True)
        if mark.is_exact or distance > _SAME_DEGREES
    )
    exact = sum(mark.is_exact for mark in kept)
    legend = tuple(
        item if item.count is None else replace(item, count=len(kept) - exact if item.is_hollow else exact)
        for item in layer.legend
    )
    shown = tuple(item for item in legend if item.count != 0)
    return replace(layer, marks=kept, legend=shown), len(layer.marks) - len(kept)


def _own_panel(context: BookContext, content: CountyContent) -> Panel:
    """The county in a pale fill, with a sign for each group of topics that it is named for, and its neighbours' too."""
    adcode = content.profile["adcode"]
    colour = context.plan.request.page.colour
    signs = {adcode: _signs(context, _own_groups(context, content))}
    for one in content.profile["neighbours"]:
        groups = {context.catalogue.topics[slug].group for slug in one["shared_topics"]}
        if groups:
            signs[one["adcode"]] = _signs(context, groups)
    look = AreaLook((AreaPart(_OWN[colour]),))
    return Panel("", {adcode: look}, signs, emphasised=frozenset({adcode}))


def _own_groups(context: BookContext, content: CountyContent) -> set[str]:
    topics = context.catalogue.topics
    return {
        topics[slug].group
        for goal, link in context.links_of(content.profile["adcode"])
        if link.relation in ("named", "implicit") and goal.kind != "fact"
        for slug in goal.topics
    }


def _signs(context: BookContext, groups: set[str]) -> tuple[Sign, ...]:
    is_grey = context.plan.request.page.colour == "grey"
    return tuple(
        Sign(SHAPES[at % len(SHAPES)], "#000000" if is_grey else group.colour)
        for at, group in enumerate(GROUPS)
        if group.slug in groups
    )


def _group_section(context: BookContext, content: CountyContent) -> tuple[LegendSection, ...]:
    own = _own_groups(context, content)
    if not own:
        return ()
    items = tuple(
        LegendItem(context.say(group.title), _signs(context, {group.slug})[0])
        for group in GROUPS
        if group.slug in own
    )
    has_neighbours = any(one["shared_topics"] for one in content.profile["neighbours"])
    note = context.say(words.GROUPS_NOTE) if has_neighbours else ""
    return (LegendSection(context.say(words.GROUPS_HERE), items, note),)


def _is_of_areas(section: LegendSection) -> bool:
    """Whether a section explains fills and signs; those of layers are made anew."""
    return any(isinstance(item.look, AreaLook | Sign) for item in section.items)


def _legend(
    context: BookContext,
    layers: Sequence[LayerMarks],
    groups: Sequence[LegendSection],
    unplaced: dict[str, int],
) -> tuple[LegendSection, ...]:
    say = context.say
    sections = list(groups)
    sections += [
        LegendSection(layer.heading or layer.title, layer.legend) for layer in layers if layer.legend
    ]
    lines = tuple(
        LegendItem(say(wording.LINES[level.value]), level.value)
        for level in (Level.PROVINCE, Level.PREFECTURE, Level.COUNTY)
    )
    note = ""
    if unplaced:
        kinds = context.join([f"{title} {count}" for title, count in unplaced.items()])
        note = say(words.NOT_PLACED, kinds=kinds)
    own = LegendItem(say(words.THIS_COUNTY), "marked")
    sections.append(LegendSection(say(wording.BOUNDARIES), (own, *lines), note))
    return tuple(sections)

"""The map itself: ground, fills, lines, layers, symbols, arrows and names, drawn into its window."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from atlas.core.figures.base_map import BaseMap
from atlas.core.figures.labels import PlacedLabel
from atlas.core.figures.looks import Palette
from atlas.core.figures.map_window import MapWindow
from atlas.core.figures.theme import AreaLook, LayerMarks, Panel, Sign
from atlas.core.geo.crs import FloatArray, GeometryArray
from atlas.core.style_model import Symbol
from atlas.render.figures.line_styles import line_style
from atlas.render.figures.marks import MM_PER_PX, MarkLook, draw_arrow, draw_marks
from atlas.render.figures.patterns import fill_areas
from atlas.render.figures.scene import MM_PER_POINT, Circles, Group, Item, Path, Words
from atlas.render.figures.shapes import box_ring, lines_of, rings_of
from atlas.render.figures.swatches import point_look, sign_look, symbol_parts

#: Distance of symbols of one county from each other [mm], on A4.
_SIGN_STEP_MM = 3.1
#: More symbols of one county than this stand in several rows.
_SIGNS_A_ROW = 4
#: Lines of a label stand so far apart [em]; the middle of a Chinese character stands so far above the baseline [em].
_LEADING, _MIDDLE = 1.12, 0.38


@dataclass(frozen=True, slots=True, eq=False)
class PageMap:
    """A base map and layers on the page [mm]; the same members as ``BaseMap`` and ``LayerMarks``."""

    counties: Mapping[str, shapely.Geometry]
    surroundings: Mapping[str, shapely.Geometry]
    prefectures: GeometryArray
    provinces: GeometryArray
    maritime: GeometryArray
    marked: shapely.Geometry | None
    label_points: Mapping[str, tuple[float, float]]
    has_county_lines: bool = True


def to_page(base: BaseMap, window: MapWindow) -> PageMap:
    """A base map on the page.

    Parameters
    ----------
    base
        On its plane.
    window
        Of the map.

    Returns
    -------
    PageMap
        In millimetres.
    """

    def move(shapes: Mapping[str, shapely.Geometry]) -> dict[str, shapely.Geometry]:
        moved = window.to_page(np.array(list(shapes.values()), dtype=object))
        return dict(zip(shapes, moved, strict=True))

    points = np.array(list(base.label_points.values()), dtype=float).reshape(-1, 2)
    placed = window.points_to_page(points)
    return PageMap(
        counties=move(base.counties),
        surroundings=move(base.surroundings),
        prefectures=window.to_page(base.prefectures),
        provinces=window.to_page(base.provinces),
        maritime=window.to_page(base.maritime),
        marked=None if base.marked is None else window.to_page(np.array([base.marked], dtype=object))[0],
        label_points={
            code: (float(x), float(y)) for code, (x, y) in zip(base.label_points, placed, strict=True)
        },
        has_county_lines=base.has_county_lines,
    )


@dataclass(frozen=True, slots=True, eq=False)
class MapContent:
    """What one map shows.

    Parameters
    ----------
    window
        Its box and scale.
    page_map
        The ground on the page.
    panel
        Looks and symbols.
    layers
        Each with the geometries of its marks on the page, from the top down.
    arrows
        Starts and ends on the page [mm].
    under
        Drawn over the ground and below lines and symbols: the graticule.
    own
        Counties that the map is of, where others stand around them; ``None`` for all.
    """

    window: MapWindow
    page_map: PageMap
    panel: Panel
    layers: Sequence[tuple[LayerMarks, GeometryArray]] = ()
    arrows: Sequence[tuple[tuple[float, float], tuple[float, float]]] = ()
    under: Sequence[Item] = ()
    own: frozenset[str] | None = None


def draw_map(
    content: MapContent, palette: Palette, *, scale: float = 1.0, is_transparent: bool = False
) -> Group:
    """Everything of a map but its names.

    Parameters
    ----------
    content
        What it shows.
    palette
        Of the figure.
    scale
        Of widths and patterns, 1 on A4.
    is_transparent
        Leaves the sea open.

    Returns
    -------
    Group
        Cut at the map's box.
    """
    page_map, layers = content.page_map, content.layers
    box = box_ring(content.window.box)
    items: list[Item] = []
    if not is_transparent:
        items.append(Path((box,), fill=palette.sea))
    provinces = [shape for code, shape in page_map.surroundings.items() if _is_province(code)]
    items.append(Path(rings_of(provinces), fill=palette.outside))
    items.append(Path(rings_of(_own(content)), fill=palette.land))
    items += _fills(page_map.counties, content.panel.looks, scale)
    items += content.under
    for marks, shapes in reversed(layers):
        if marks.geometry == "polygon":
            items += _area_marks(marks, shapes, scale, has_ground=not content.panel.looks)
    items += _lines(page_map, palette, scale)
    for marks, shapes in reversed(layers):
        if marks.geometry == "line":
            items += _line_marks(marks, shapes, scale)
    items += _signs(page_map, content.panel.signs, scale)
    for start, end in content.arrows:
        items += draw_arrow(start, end, palette.accent, scale=scale)
    for marks, shapes in reversed(layers):
        if marks.geometry == "point":
            items += _point_marks(marks, shapes, scale)
    return Group(tuple(item for item in items if not _is_empty(item)), clip=Path((box,)))


def draw_labels(labels: Iterable[PlacedLabel], palette: Palette, scale: float) -> list[Item]:
    """Names where they were placed, their leaders below them.

    Parameters
    ----------
    labels
        Placed.
    palette
        Of the figure.
    scale
        Of widths, 1 on A4.

    Returns
    -------
    list of Item
        Leaders first.
    """
    placed = list(labels)
    leaders = [label for label in placed if label.leader]
    items: list[Item] = []
    for width, colour in ((0.55, palette.halo), (0.16, palette.quiet)):
        lines = tuple(np.array(label.leader) for label in leaders)
        if lines:
            items.append(Path(lines, is_closed=False, stroke=colour, stroke_mm=width * scale, is_round=True))
    if leaders:
        ends = np.array([label.leader[1] for label in leaders if label.leader])
        items.append(Circles(ends, 0.35 * scale, fill=palette.quiet))
    for label in placed:
        items += _words(label)
    return items


def sign_box(point: tuple[float, float], count: int, scale: float) -> shapely.Geometry:
    """The room that the symbols of a county take.

    Parameters
    ----------
    point
        Where they stand [mm].
    count
        How many.
    scale
        1 on A4.

    Returns
    -------
    shapely.Geometry
        A rectangle [mm].
    """
    half = (min(count, _SIGNS_A_ROW) * _SIGN_STEP_MM / 2) * scale
    tall = -(-count // _SIGNS_A_ROW) * _SIGN_STEP_MM / 2 * scale
    return shapely.box(point[0] - half, point[1] - tall, point[0] + half, point[1] + tall)


def _words(label: PlacedLabel) -> list[Item]:
    _, top, _, bottom = label.box
    style, size_mm = label.wish.style, label.size_pt * MM_PER_POINT
    middle = (top + bottom) / 2
    first = middle - (len(label.lines) - 1) / 2 * _LEADING * size_mm
    anchor, x = _alignment(label)
    return [
        Words(
            x,
            first + place * _LEADING * size_mm + _MIDDLE * size_mm,
            line,
            label.size_pt,
            colour=style.colour,
            anchor=anchor,
            is_bold=style.is_bold,
            is_serif=style.is_serif,
            halo=style.halo,
            halo_mm=style.halo_mm,
            spacing_mm=style.spacing_mm,
        )
        for place, line in enumerate(label.lines)
    ]


def _alignment(label: PlacedLabel) -> tuple[str, float]:
    """How its lines stand in its box, and where: against the point that it stands beside, else in the middle."""
    left, _, right, _ = label.box
    if label.wish.area is None and label.leader is None:
        if label.wish.anchor[0] <= left:
            return "start", left
        if label.wish.anchor[0] >= right:
            return "end", right
    return "middle", (left + right) / 2


def _is_empty(item: Item) -> bool:
    return isinstance(item, Path) and not item.rings


def _fills(
    counties: Mapping[str, shapely.Geometry], looks: Mapping[str, AreaLook], scale: float
) -> list[Item]:
    grouped: dict[AreaLook, list[shapely.Geometry]] = {}
    for adcode in sorted(looks):
        if adcode in counties:
            grouped.setdefault(looks[adcode], []).append(counties[adcode])
    items: list[Item] = []
    # Outlines of partners stand over the fills of their neighbours.
    for look in sorted(grouped, key=lambda one: bool(one.outline)):
        items += fill_areas(rings_of(grouped[look]), look, scale=scale)
    return items


def _own(content: MapContent) -> list[shapely.Geometry]:
    """The ground that the map is of; neighbours keep the colour of what lies around."""
    counties, own = content.page_map.counties, content.own
    return [shape for code, shape in counties.items() if own is None or code in own]


def _lines(page_map: PageMap, palette: Palette, scale: float) -> list[Item]:
    around = page_map.surroundings
    is_near = page_map.has_county_lines
    levels = (
        ("county", page_map.counties.values() if is_near else (), 1.0),
        ("prefecture", [shape for code, shape in around.items() if not _is_province(code)], 0.6),
        ("province", [shape for code, shape in around.items() if _is_province(code)], 0.6),
        # Where the country is small on the page, its coasts and many borders would run into each other.
        ("prefecture" if is_near else "county", page_map.prefectures, 1.0),
        ("province", page_map.provinces, 1.0 if is_near else 0.6),
        ("maritime", page_map.maritime, 1.0),
    )
    items: list[Item] = [
        line_style(name, palette, scale * share).path(lines_of(shapes)) for name, shapes, share in levels
    ]
    if page_map.marked is not None:
        lines = lines_of([page_map.marked])
        casing = line_style("marked", palette, scale)
        items.append(
            Path(lines, is_closed=False, stroke="#FFFFFF", stroke_mm=casing.width_mm * 2.2, is_round=True)
        )
        items.append(casing.path(lines))
    return items


def _is_province(adcode: str) -> bool:
    return adcode.endswith("0000")


def _area_marks(marks: LayerMarks, shapes: GeometryArray, scale: float, *, has_ground: bool) -> list[Item]:
    """Areas of a layer; over the classes of counties only their hatches, which let the classes be read."""
    items: list[Item] = []
    for symbol, found in _by_symbol(marks, shapes).items():
        rings = rings_of(found)
        for part in symbol_parts(symbol, marks.opacity, has_ground=has_ground):
            items += fill_areas(rings, AreaLook((part,)), scale=scale)
        if symbol.stroke and symbol.width_px and rings:
            width = symbol.width_px * MM_PER_PX * scale
            items.append(
                Path(
                    rings, stroke=symbol.stroke, stroke_mm=width, stroke_opacity=marks.opacity, is_round=True
                )
            )
    return items


def _line_marks(marks: LayerMarks, shapes: GeometryArray, scale: float) -> list[Item]:
    return [
        Path(
            lines_of(found),
            is_closed=False,
            stroke=symbol.stroke,
            stroke_mm=symbol.width_px * MM_PER_PX * scale,
            stroke_opacity=symbol.opacity * marks.opacity,
            is_round=True,
        )
        for symbol, found in _by_symbol(marks, shapes).items()
    ]


def _point_marks(marks: LayerMarks, shapes: GeometryArray, scale: float) -> list[Item]:
    grouped: dict[MarkLook, list[shapely.Geometry]] = {}
    for mark, shape in zip(marks.marks, shapes, strict=True):
        look = point_look(mark.symbol, scale, opacity=marks.opacity, is_hollow=not mark.is_exact)
        grouped.setdefault(look, []).append(shape)
    items: list[Item] = []
    # Large circles lie below small ones, which they would hide.
    for look in sorted(grouped, key=lambda one: -one.radius_mm):
        items += draw_marks(shapely.get_coordinates(grouped[look]), look)
    return items


def _by_symbol(marks: LayerMarks, shapes: GeometryArray) -> dict[Symbol, list[shapely.Geometry]]:
    grouped: dict[Symbol, list[shapely.Geometry]] = {}
    for mark, shape in zip(marks.marks, shapes, strict=True):
        grouped.setdefault(mark.symbol, []).append(shape)
    return grouped


def _signs(page_map: PageMap, signs: Mapping[str, tuple[Sign, ...]], scale: float) -> list[Item]:
    items: list[Item] = []
    for adcode in sorted(signs):
        point = page_map.label_points.get(adcode)
        if point is None or adcode not in page_map.counties:
            continue
        for sign, place in zip(signs[adcode], _sign_places(len(signs[adcode])), strict=True):
            centre = np.array([point]) + place * _SIGN_STEP_MM * scale
            items += draw_marks(centre, sign_look(sign, scale))
    return items


def _sign_places(count: int) -> list[FloatArray]:
    """Where the symbols of one county stand around its point, in steps: rows of about one length."""
    rows = -(-count // _SIGNS_A_ROW)
    size = -(-count // max(rows, 1))
    places = []
    for number in range(count):
        row, column = divmod(number, size)
        in_row = min(size, count - row * size)
        places.append(np.array([column - (in_row - 1) / 2, row - (rows - 1) / 2]))
    return places

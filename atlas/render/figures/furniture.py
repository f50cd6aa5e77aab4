"""What a map carries besides its data: scale bar, north arrow, graticule, neat line, mark of a draft."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pyproj

from atlas.core.figures.boxes import Box
from atlas.core.figures.looks import Palette
from atlas.core.figures.map_window import MapWindow
from atlas.core.figures.projection import transformer_between
from atlas.core.figures.scale import bar_length_m, graticule_step
from atlas.core.geo.crs import FloatArray
from atlas.render.figures.scene import Group, Item, Path, Words
from atlas.render.figures.shapes import box_ring
from atlas.render.figures.type_setting import TypeSetter

#: Measures on A4 [mm].
_BAR_MM, _BAR_HEIGHT_MM = 42.0, 1.2
_NUMBER_PT, _RATIO_PT, _NORTH_PT, _DEGREE_PT, _MARK_PT = 6.4, 6.6, 9.0, 5.6, 9.0
_STEPS_OF_A_LINE = 40
#: Between the two lines of the frame, without and with degrees.
_BAND_MM, _DEGREES_MM = 1.1, 3.0
#: White around scale bar and numbers, so that borders do not run into them.
_HALO_MM = 0.35


def scale_bar_size(setter: TypeSetter, metres_per_mm: float) -> tuple[float, float]:
    """Room that a scale bar takes.

    Parameters
    ----------
    setter
        Sets its numbers.
    metres_per_mm
        Ground for a millimetre of the page [m].

    Returns
    -------
    tuple of float
        Width and height [mm].
    """
    height = setter.line_height(_NUMBER_PT) + _BAR_HEIGHT_MM * setter.scale + setter.line_height(_RATIO_PT)
    longest = _BAR_MM * setter.scale
    return bar_length_m(metres_per_mm, longest) / metres_per_mm + 16 * setter.scale, height


def draw_scale_bar(
    box: Box, metres_per_mm: float, setter: TypeSetter, palette: Palette, *, unit: tuple[str, str], ratio: str
) -> list[Item]:
    """A scale bar of two black and two white fields, with the ratio below.

    Parameters
    ----------
    box
        Of ``scale_bar_size``.
    metres_per_mm
        Ground for a millimetre of the page [m].
    setter, palette
        Of the figure.
    unit
        Names of kilometre and metre.
    ratio
        The scale as a ratio, in words.

    Returns
    -------
    list of Item
        From the bottom up.
    """
    scale = setter.scale
    length_m = bar_length_m(metres_per_mm, _BAR_MM * scale)
    length = length_m / metres_per_mm
    is_far = length_m >= 1000
    name = unit[0] if is_far else unit[1]
    total = length_m / 1000 if is_far else length_m
    left, numbers = box.left + 3 * scale, setter.line_height(_NUMBER_PT)
    top, height = box.top + numbers, _BAR_HEIGHT_MM * scale
    items: list[Item] = []
    for share in (0.0, 0.5, 1.0):
        words = f"{total * share:g}" + (f" {name}" if share == 1 else "")
        place = Box(left + length * share - 10, box.top, 20, numbers)
        if share == 1:
            shift = setter.width(f"{total:g}", _NUMBER_PT) / 2
            place = Box(left + length - shift, box.top, 30, numbers)
        anchor = "start" if share == 1 else "middle"
        items.append(
            _haloed(setter.set_line(words, _NUMBER_PT, place, anchor=anchor, colour=palette.text), palette)
        )
    for place_number in range(4):
        field = Box(left + length * place_number / 4, top, length / 4, height)
        items.append(
            Path(
                (box_ring(field),),
                fill=palette.text if place_number % 2 == 0 else "#FFFFFF",
                stroke=palette.text,
                stroke_mm=0.18 * scale,
            )
        )
    below = Box(left, top + height, length, setter.line_height(_RATIO_PT))
    items.append(
        _haloed(setter.set_line(ratio, _RATIO_PT, below, anchor="middle", colour=palette.text), palette)
    )
    casing = Path((box_ring(Box(left, top, length, height)),), stroke=palette.halo, stroke_mm=1.2 * scale)
    return [casing, *items]


def _haloed(words: Words, palette: Palette) -> Words:
    return replace(words, halo=palette.halo, halo_mm=_HALO_MM * words.size_pt / _NUMBER_PT)


def north_arrow_size(scale: float) -> tuple[float, float]:
    """Room that a north arrow takes.

    Parameters
    ----------
    scale
        1 on A4.

    Returns
    -------
    tuple of float
        Width and height [mm].
    """
    return 9.0 * scale, 15.0 * scale


def draw_north_arrow(
    box: Box, angle: float, setter: TypeSetter, palette: Palette, *, letter: str
) -> list[Item]:
    """An arrow to the north of the middle of the map.

    Parameters
    ----------
    box
        Of ``north_arrow_size``.
    angle
        Of true north against the upper edge of the page, clockwise [degree].
    setter, palette
        Of the figure.
    letter
        That stands over it.

    Returns
    -------
    list of Item
        From the bottom up.
    """
    scale = setter.scale
    head = setter.line_height(_NORTH_PT)
    middle = np.array([box.left + box.width / 2, box.top + head + (box.height - head) / 2])
    tall, half = (box.height - head) / 2, 2.6 * scale
    turn = np.radians(angle)
    matrix = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    left = np.array([(0, -tall), (-half, tall), (0, tall * 0.55)])
    right = np.array([(0, -tall), (half, tall), (0, tall * 0.55)])
    rings = [middle + side @ matrix.T for side in (left, right)]
    line = Box(box.left, box.top, box.width, head)
    return [
        Path((rings[0],), fill=palette.text, stroke=palette.text, stroke_mm=0.2 * scale),
        Path((rings[1],), fill="#FFFFFF", stroke=palette.text, stroke_mm=0.2 * scale),
        setter.set_line(letter, _NORTH_PT, line, anchor="middle", colour=palette.text, is_bold=True),
    ]


def north_angle(window: MapWindow, crs: pyproj.CRS) -> float:
    """Direction of true north in the middle of a map.

    Parameters
    ----------
    window
        The map.
    crs
        Of its plane.

    Returns
    -------
    float
        Clockwise from the upper edge of the page [degree].
    """
    west, south, east, north = window.bounds
    to_degrees = transformer_between(crs, "EPSG:4326")
    lon, lat = to_degrees.transform((west + east) / 2, (south + north) / 2)
    back = transformer_between("EPSG:4326", crs)
    x, y = back.transform([lon, lon], [lat, lat + 0.01])
    return float(np.degrees(np.arctan2(x[1] - x[0], y[1] - y[0])))


def draw_graticule(window: MapWindow, crs: pyproj.CRS, setter: TypeSetter, palette: Palette) -> list[Item]:
    """Meridians and parallels.

    Parameters
    ----------
    window
        The map.
    crs
        Of its plane.
    setter, palette
        Of the figure.

    Returns
    -------
    list of Item
        From the bottom up, within the map.
    """
    lines = tuple(line for line, _, _ in _graticule(window, crs))
    drawn = Path(lines, is_closed=False, stroke=palette.graticule, stroke_mm=0.12 * setter.scale)
    return [Group((drawn,), clip=Path((box_ring(window.box),)))]


def draw_degrees(window: MapWindow, crs: pyproj.CRS, setter: TypeSetter, palette: Palette) -> list[Item]:
    """Degrees of a graticule in the band of the frame, where its lines leave the map below and on the left.

    Parameters
    ----------
    window
        The map.
    crs
        Of its plane.
    setter, palette
        Of the figure.

    Returns
    -------
    list of Item
        Outside of the map, within ``neat_band_mm`` of it.
    """
    items: list[Item] = []
    for line, words, is_meridian in _graticule(window, crs):
        items += _degrees(window.box, line, words, setter, palette, is_meridian=is_meridian)
    return items


def _graticule(window: MapWindow, crs: pyproj.CRS) -> Iterator[tuple[FloatArray, str, bool]]:
    """Each line on the page, its degrees, and whether it is a meridian."""
    west, south, east, north = window.bbox(crs)
    step = graticule_step(max(east - west, north - south))
    to_plane = transformer_between("EPSG:4326", crs)

    def on_page(lon: FloatArray, lat: FloatArray) -> FloatArray:
        return window.points_to_page(np.column_stack(to_plane.transform(lon, lat)))

    for lon in _steps(west, east, step):
        line = on_page(np.full(_STEPS_OF_A_LINE, lon), np.linspace(south, north, _STEPS_OF_A_LINE))
        yield line, f"{lon:g}°E", True
    for lat in _steps(south, north, step):
        line = on_page(np.linspace(west, east, _STEPS_OF_A_LINE), np.full(_STEPS_OF_A_LINE, lat))
        yield line, f"{lat:g}°N", False


def _steps(low: float, high: float, step: float) -> Iterator[float]:
    for number in range(int(np.ceil(low / step)), int(np.floor(high / step)) + 1):
        yield round(number * step, 6)


def _degrees(
    box: Box, line: FloatArray, words: str, setter: TypeSetter, palette: Palette, *, is_meridian: bool
) -> list[Item]:
    """The degrees where a line leaves the map below or on the left; none where it does not."""
    height = setter.line_height(_DEGREE_PT)
    along, across = (1, 0) if is_meridian else (0, 1)
    edge = box.bottom if is_meridian else box.left
    order = np.argsort(line[:, along])
    if not line[order[0], along] <= edge <= line[order[-1], along]:
        return []
    place = float(np.interp(edge, line[order, along], line[order, across]))
    low, high = (box.left, box.right) if is_meridian else (box.top, box.bottom)
    if not low + 8 * setter.scale < place < high - 8 * setter.scale:
        return []
    band = neat_band_mm(setter.scale, has_degrees=True)
    if is_meridian:
        where = Box(place - 10, box.bottom + (band - height) / 2, 20, height)
        return [setter.set_line(words, _DEGREE_PT, where, anchor="middle", colour=palette.faint)]
    upright = setter.set_line(words, _DEGREE_PT, box, anchor="middle", colour=palette.faint)
    rise = upright.y_mm - (box.top + box.height / 2)
    return [replace(upright, x_mm=box.left - band / 2 + rise, y_mm=place, angle=90.0)]


def neat_band_mm(scale: float, *, has_degrees: bool) -> float:
    """Distance of the two lines of the frame.

    Parameters
    ----------
    scale
        1 on A4.
    has_degrees
        Whether the degrees of a graticule stand between them.

    Returns
    -------
    float
        [mm].
    """
    return (_DEGREES_MM if has_degrees else _BAND_MM) * scale


def draw_neat_line(box: Box, palette: Palette, scale: float, *, has_degrees: bool = False) -> list[Item]:
    """A strong frame around the map with a fine one inside.

    Parameters
    ----------
    box
        Of the map.
    palette
        Of the figure.
    scale
        1 on A4.
    has_degrees
        Whether the degrees of a graticule stand between them.

    Returns
    -------
    list of Item
        Two lines.
    """
    outer = box.shrunk(-neat_band_mm(scale, has_degrees=has_degrees))
    return [
        Path((box_ring(outer),), stroke=palette.text, stroke_mm=0.5 * scale),
        Path((box_ring(box),), stroke=palette.text, stroke_mm=0.18 * scale),
    ]


def draft_mark_size(words: str, setter: TypeSetter) -> tuple[float, float]:
    """Room that the mark of a draft takes.

    Parameters
    ----------
    words
        Of the mark.
    setter
        Of the figure.

    Returns
    -------
    tuple of float
        Width and height [mm].
    """
    return setter.width(words, _MARK_PT, is_bold=True) + 5 * setter.scale, setter.line_height(
        _MARK_PT
    ) + setter.scale


def draw_draft_mark(box: Box, words: str, setter: TypeSetter) -> list[Item]:
    """The mark of an internal draft, in a frame.

    Parameters
    ----------
    box
        Of ``draft_mark_size``.
    words
        Of the mark.
    setter
        Of the figure.

    Returns
    -------
    list of Item
        From the bottom up.
    """
    colour = "#9A2A1C"
    return [
        Path((box_ring(box),), fill="#FFFFFF", stroke=colour, stroke_mm=0.35 * setter.scale),
        setter.set_line(words, _MARK_PT, box, anchor="middle", colour=colour, is_bold=True),
    ]

"""Hatches and dots as lines on paper: the patterns of the page, in millimetres, alike in every format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from atlas.core.figures.boxes import Box
from atlas.core.figures.theme import AreaLook, AreaPart
from atlas.core.geo.crs import FloatArray
from atlas.render.figures.scene import Group, Item, Path
from atlas.render.figures.shapes import box_ring

#: Distance of lines and dots, and width of a stripe [mm], on A4.
_STEP_MM, _STRIPE_MM = 1.3, 1.9
_LINE_MM, _DOT_MM = 0.26, 0.5
#: Of a hatched area of a layer the ground is at most this strong, as on the page.
HATCH_GROUND = 0.35


@dataclass(frozen=True, slots=True)
class _Lines:
    """A set of parallel lines: their angle against the x axis [degree], their distance, or dots along them."""

    angle: float
    step: float = 1.0
    dots: bool = False


_SETS: Mapping[str, tuple[_Lines, ...]] = {
    "solid": (),
    "diagonal": (_Lines(-45),),
    "diagonal-back": (_Lines(45),),
    "cross": (_Lines(-45, 1.25), _Lines(45, 1.25)),
    "horizontal": (_Lines(0),),
    "vertical": (_Lines(90),),
    "grid": (_Lines(0, 1.25), _Lines(90, 1.25)),
    "dots": (_Lines(0, 1.0, dots=True),),
    "sparse-dots": (_Lines(0, 1.6, dots=True),),
}


def fill_areas(rings: tuple[FloatArray, ...], look: AreaLook, *, scale: float) -> list[Item]:
    """Areas of one look.

    Parameters
    ----------
    rings
        Of all of them [mm].
    look
        How they are filled.
    scale
        Of patterns, 1 on A4.

    Returns
    -------
    list of Item
        From the bottom up; empty without rings.
    """
    if not rings:
        return []
    items: list[Item] = []
    if len(look.parts) == 1:
        items += _fill(rings, look.parts[0], scale)
    elif look.parts:
        items += _stripes(rings, look.parts, scale)
    if look.outline:
        items.append(
            Path(rings, stroke=look.outline, stroke_mm=0.5 * scale, dash_mm=(1.6 * scale, 0.8 * scale))
        )
    return items


def _fill(rings: tuple[FloatArray, ...], part: AreaPart, scale: float) -> list[Item]:
    items: list[Item] = []
    if part.ground:
        items.append(Path(rings, fill=part.ground, fill_opacity=part.opacity))
    if part.pattern != "solid":
        lines = _pattern(part, _bounds(rings), scale)
        items.append(Group(tuple(lines), clip=Path(rings)))
    return items


def _stripes(rings: tuple[FloatArray, ...], parts: Sequence[AreaPart], scale: float) -> list[Item]:
    """Upright bands in turn; they begin at the page's edge, so that neighbours go on with them."""
    bounds = _bounds(rings)
    width = _STRIPE_MM * scale
    period = width * len(parts)
    first = np.floor(bounds.left / period) * period
    items: list[Item] = []
    for place, part in enumerate(parts):
        lefts = np.arange(first + place * width, bounds.right, period)
        bands = tuple(box_ring(Box(float(left), bounds.top, width, bounds.height)) for left in lefts)
        if bands:
            items += _fill(bands, part, scale)
    return [Group(tuple(items), clip=Path(rings))]


def _pattern(part: AreaPart, bounds: Box, scale: float) -> list[Item]:
    items: list[Item] = []
    for lines in _SETS[part.pattern]:
        step = _STEP_MM * lines.step * scale
        items.append(
            Path(
                _parallels(bounds, lines.angle, step, stagger=lines.dots),
                is_closed=False,
                stroke=part.ink,
                stroke_mm=(_DOT_MM if lines.dots else _LINE_MM) * scale,
                stroke_opacity=part.opacity,
                dash_mm=(0.0, step) if lines.dots else (),
                is_round=lines.dots,
            )
        )
    return items


def _parallels(bounds: Box, angle: float, step: float, *, stagger: bool) -> tuple[FloatArray, ...]:
    """Lines over a rectangle, at places counted from the corner of the page, so that they run on over borders."""
    turn = np.radians(angle)
    along, across = np.array([np.cos(turn), np.sin(turn)]), np.array([-np.sin(turn), np.cos(turn)])
    corners = box_ring(bounds)
    offsets = corners @ across
    reach = corners @ along
    # Dots are counted along each line from a whole number of steps.
    start, end = np.floor(reach.min() / step - 1) * step, reach.max() + step
    first, last = int(np.floor(offsets.min() / step)), int(np.ceil(offsets.max() / step))
    found = []
    for number in range(first, last + 1):
        shift = step / 2 if stagger and number % 2 else 0.0
        base = across * number * step
        found.append(np.array([base + along * (start + shift), base + along * end]))
    return tuple(found)


def _bounds(rings: Sequence[FloatArray]) -> Box:
    low = np.min([ring.min(axis=0) for ring in rings], axis=0)
    high = np.max([ring.max(axis=0) for ring in rings], axis=0)
    return Box(float(low[0]), float(low[1]), float(high[0] - low[0]), float(high[1] - low[1]))

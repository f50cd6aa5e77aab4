"""Symbols of points, arrows of flows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from atlas.core.geo.crs import FloatArray
from atlas.render.figures.scene import Circles, Item, Path

#: Millimetres of paper for a pixel of the screen's symbols, on A4.
MM_PER_PX = 0.2
#: Sides of the polygon that stands for a round symbol that is turned or cut.
_ROUND = 24
#: How far an arrow bends, as a share of its length; where it stops before its end, and its head [mm].
_BEND, _STOP_MM, _HEAD_MM, _HEAD_ANGLE = 0.12, 1.9, 2.3, 0.36


@dataclass(frozen=True, slots=True)
class MarkLook:
    """Look of a symbol: ``radius_mm`` is that of a circle of the same weight."""

    shape: str
    fill: str
    stroke: str
    stroke_mm: float
    radius_mm: float
    opacity: float = 1.0
    is_hollow: bool = False


def draw_marks(centres: FloatArray, look: MarkLook) -> list[Item]:
    """Symbols of one look.

    Parameters
    ----------
    centres
        [mm], shape (n, 2).
    look
        How they look. A hollow one is a ring in its colour, for what is known only roughly.

    Returns
    -------
    list of Item
        Empty without centres.
    """
    if len(centres) == 0:
        return []
    fill, stroke, width = look.fill, look.stroke, look.stroke_mm
    if look.is_hollow:
        fill, stroke, width = "#FFFFFF", look.fill or look.stroke, max(0.32, look.radius_mm * 0.3)
    if look.shape == "circle":
        return [
            Circles(
                centres,
                look.radius_mm,
                fill=fill,
                fill_opacity=look.opacity,
                stroke=stroke,
                stroke_mm=width,
            )
        ]
    outline = _OUTLINES[look.shape]() * look.radius_mm
    rings = tuple(centre + outline for centre in centres)
    return [
        Path(rings, fill=fill, fill_opacity=look.opacity, stroke=stroke if width else "", stroke_mm=width)
    ]


def draw_arrow(
    start: tuple[float, float], end: tuple[float, float], colour: str, *, scale: float
) -> list[Item]:
    """A bent arrow on a white casing.

    Parameters
    ----------
    start, end
        [mm]; it stops a little before its end, where a name or symbol is.
    colour
        ``#RRGGBB``.
    scale
        Of widths, 1 on A4.

    Returns
    -------
    list of Item
        Empty where both are one place.
    """
    first, last = np.array(start), np.array(end)
    way = last - first
    if np.hypot(*way) < (_STOP_MM + _HEAD_MM) * scale:
        return []
    bend = (first + last) / 2 + np.array([way[1], -way[0]]) * _BEND
    direction = (last - bend) / np.hypot(*(last - bend))
    tip = last - direction * _STOP_MM * scale
    neck = tip - direction * _HEAD_MM * scale * 0.8
    t = np.linspace(0, 1, 25)[:, None]
    line = (1 - t) ** 2 * first + 2 * t * (1 - t) * bend + t**2 * neck
    head = np.array(
        [tip, *(_turned(tip, direction, angle, _HEAD_MM * scale) for angle in (_HEAD_ANGLE, -_HEAD_ANGLE))]
    )
    return [
        Path((line,), is_closed=False, stroke="#FFFFFF", stroke_mm=0.95 * scale, is_round=True),
        Path((head,), stroke="#FFFFFF", stroke_mm=0.6 * scale, is_round=True),
        Path((line,), is_closed=False, stroke=colour, stroke_mm=0.42 * scale),
        Path((head,), fill=colour),
    ]


def _turned(tip: FloatArray, direction: FloatArray, angle: float, length: float) -> FloatArray:
    cosine, sine = np.cos(angle), np.sin(angle)
    back = np.array(
        [direction[0] * cosine - direction[1] * sine, direction[0] * sine + direction[1] * cosine]
    )
    turned: FloatArray = tip - back * length
    return turned


def _polygon(*angles: float, radius: float = 1.0) -> FloatArray:
    turns = np.radians(angles)
    return np.column_stack((np.cos(turns), -np.sin(turns))) * radius


def _square() -> FloatArray:
    return _polygon(45, 135, 225, 315, radius=1.25)


def _triangle() -> FloatArray:
    return np.add(_polygon(90, 210, 330, radius=1.4), [0.0, 0.15])


def _diamond() -> FloatArray:
    return _polygon(0, 90, 180, 270, radius=1.3)


def _wedge() -> FloatArray:
    return np.subtract(_polygon(270, 30, 150, radius=1.4), [0.0, 0.15])


def _drop() -> FloatArray:
    turns = np.radians(np.linspace(-30, 210, _ROUND))
    bowl = np.column_stack((np.cos(turns), np.sin(turns))) * 0.9 + np.array([0.0, 0.25])
    return np.vstack((bowl, [[0.0, -1.35]]))


def _bar() -> FloatArray:
    return np.array([(-1.3, -0.55), (1.3, -0.55), (1.3, 0.55), (-1.3, 0.55)])


def _cross() -> FloatArray:
    arm, half = 1.25, 0.42
    return np.array(
        [
            (-half, -arm), (half, -arm), (half, -half), (arm, -half), (arm, half), (half, half),
            (half, arm), (-half, arm), (-half, half), (-arm, half), (-arm, -half), (-half, -half),
        ]
    )  # fmt: skip


_OUTLINES: Mapping[str, Callable[[], FloatArray]] = {
    "square": _square,
    "triangle": _triangle,
    "diamond": _diamond,
    "wedge": _wedge,
    "drop": _drop,
    "bar": _bar,
    "cross": _cross,
}

"""How large labels are, in which ways each may be written, and how boxes and lines on a page meet."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from atlas.core.figures.label_raster import Box
from atlas.core.figures.labels import LabelWish, MeasuresText

# One point is 1/72 of an inch of 25.4 mm.
MM_PER_POINT = 25.4 / 72
# Ink of one line of Chinese type, and from one line to the next, as shares of the size.
INK_SHARE = 0.95
LINE_SHARE = 1.12
# Room between any two labels.
GAP_MM = 0.3

Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Way:
    """One way to write a label.

    Parameters
    ----------
    lines, size_pt
        Words and size of type.
    width, height
        Of the box of all lines [mm].
    rank
        How much less liked than the best way.
    """

    lines: tuple[str, ...]
    size_pt: float
    width: float
    height: float
    rank: float


def list_ways(wish: LabelWish, measure: MeasuresText) -> tuple[Way, ...]:
    """All ways to write a label, best first."""
    pairs = [(variant, size) for variant in range(len(wish.variants)) for size in range(len(wish.sizes_pt))]
    if wish.keeps_size:
        pairs.sort(key=lambda pair: (pair[1], pair[0]))
    ways = []
    for variant, size in pairs:
        lines, size_pt = wish.variants[variant], wish.sizes_pt[size]
        width, height = measure_box(lines, size_pt, wish=wish, measure=measure)
        ways.append(Way(lines, size_pt, width, height, variant * 4.0 + size * 0.7))
    return tuple(ways)


def measure_box(
    lines: tuple[str, ...], size_pt: float, *, wish: LabelWish, measure: MeasuresText
) -> tuple[float, float]:
    """Width and height of the ink of some lines in the style of a label [mm]."""
    style = wish.style
    width = max(
        measure.width_mm(line, size_pt, is_bold=style.is_bold, is_serif=style.is_serif)
        + style.spacing_mm * max(len(line) - 1, 0)
        for line in lines
    )
    return width, (INK_SHARE + LINE_SHARE * (len(lines) - 1)) * size_pt * MM_PER_POINT


def attach(box: Numbers, target: tuple[float, float]) -> tuple[Numbers, Numbers, Numbers]:
    """Where a line to a target best starts at each box: at the middle of a side, or above or below the words.

    Parameters
    ----------
    box
        (left, top, right, bottom) of n boxes [mm], shape (n, 4).
    target
        Where the lines go [mm].

    Returns
    -------
    x, y, length
        Start and length of each line [mm]; infinitely long where the target is in the box.
    """
    left, top, right, bottom = box.T
    x, y = target
    inset = np.minimum(bottom - top, right - left) / 2
    along = np.clip(x, left + inset, right - inset)
    middle = (top + bottom) / 2
    starts = np.array([(right, middle), (left, middle), (along, top), (along, bottom)])
    leaves = np.array([x >= right, x <= left, y <= top, y >= bottom])
    length = np.where(leaves, np.hypot(starts[:, 0] - x, starts[:, 1] - y), np.inf)
    best = np.argmin(length, axis=0)
    each = np.arange(len(best))
    return starts[best, 0, each], starts[best, 1, each], length[best, each]


def find_overlaps(boxes: Numbers, others: Numbers, *, gap: float = 0.0) -> Flags:
    """Whether each of n boxes comes nearer than ``gap`` [mm] to each of m others, shape (n, m)."""
    one, other = boxes[:, None, :], others[None, :, :]
    return np.asarray(
        (one[..., 0] < other[..., 2] + gap)
        & (one[..., 2] > other[..., 0] - gap)
        & (one[..., 1] < other[..., 3] + gap)
        & (one[..., 3] > other[..., 1] - gap)
    )


def find_pierced(segments: Numbers, boxes: Numbers, *, gap: float = 0.0) -> Flags:
    """Whether each of n segments (x, y, x, y) comes into each of m boxes widened by ``gap``, shape (n, m)."""
    enter_x, leave_x = _times_within(segments[:, 0::2], boxes[:, 0] - gap, boxes[:, 2] + gap)
    enter_y, leave_y = _times_within(segments[:, 1::2], boxes[:, 1] - gap, boxes[:, 3] + gap)
    enter, leave = np.maximum(enter_x, enter_y), np.minimum(leave_x, leave_y)
    return np.asarray(np.maximum(enter, 0.0) < np.minimum(leave, 1.0), dtype=np.bool_)


def find_crossings(segments: Numbers, others: Numbers) -> Flags:
    """Whether each of n segments (x, y, x, y) meets each of m others, shape (n, m)."""
    one, other = segments[:, None, :], others[None, :, :]
    a, b, c, d = one[..., :2], one[..., 2:], other[..., :2], other[..., 2:]
    return np.asarray((_side(a, b, c) * _side(a, b, d) <= 0) & (_side(c, d, a) * _side(c, d, b) <= 0))


def distance_to_segments(points: Numbers, segments: Numbers) -> Numbers:
    """Distance of each of m points from each of n segments (x, y, x, y), shape (n, m) [mm]."""
    start, step = segments[:, None, :2], segments[:, None, 2:] - segments[:, None, :2]
    squared = np.maximum((step**2).sum(axis=-1), 1e-12)
    share = np.clip(((points[None] - start) * step).sum(axis=-1) / squared, 0, 1)
    away = points[None] - (start + share[..., None] * step)
    return np.asarray(np.hypot(away[..., 0], away[..., 1]))


def bounds_of_segments(segments: Numbers) -> Numbers:
    """Boxes that n segments (x, y, x, y) are the diagonals of, shape (n, 4)."""
    start, end = segments[:, :2], segments[:, 2:]
    return np.hstack([np.minimum(start, end), np.maximum(start, end)])


def as_array(boxes: list[Box]) -> Numbers:
    """Boxes, or segments, as an array of shape (n, 4)."""
    return np.array(boxes, dtype=np.float64).reshape(-1, 4)


def _times_within(ends: Numbers, low: Numbers, high: Numbers) -> tuple[Numbers, Numbers]:
    """When n points that move from one end (0) to the other (1) come between low and high, and when they leave."""
    start, step = ends[:, :1], ends[:, 1:] - ends[:, :1]
    still = np.abs(step) < 1e-12
    one, two = (low - start) / np.where(still, 1.0, step), (high - start) / np.where(still, 1.0, step)
    always = np.where((start > low) & (start < high), np.inf, -np.inf)
    return np.where(still, -always, np.minimum(one, two)), np.where(still, always, np.maximum(one, two))


def _side(start: Numbers, end: Numbers, point: Numbers) -> Numbers:
    """Positive on one side of the line through start and end, negative on the other."""
    along, across = end - start, point - start
    return np.asarray(along[..., 0] * across[..., 1] - along[..., 1] * across[..., 0])

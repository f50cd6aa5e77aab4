"""Where on a map a legend, a scale bar or an inset covers least of what the map is about."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely

from atlas.core.figures.boxes import Box
from atlas.core.figures.map_window import fit_window

#: Places in a map: shares of the free width and height, left to right and top to bottom.
PLACES = {
    "top-left": (0.0, 0.0),
    "top-right": (1.0, 0.0),
    "bottom-left": (0.0, 1.0),
    "bottom-right": (1.0, 1.0),
    "bottom": (0.5, 1.0),
    "top": (0.5, 0.0),
    "left": (0.0, 0.5),
    "right": (1.0, 0.5),
}
#: Where a legend stands, best first.
CORNERS = ("bottom-left", "bottom-right", "top-left", "top-right")
#: So much of itself may lie over the subject without hiding anything [share].
_HARDLY = 0.02
#: A place further down the list must cover so much less [share of the box] to be taken.
_RELUCTANCE = 0.02


def choose_place(
    frame: Box,
    size: tuple[float, float],
    places: Sequence[str],
    *,
    subject: shapely.Geometry,
    taken: Sequence[Box],
    margin_mm: float,
) -> tuple[Box, float]:
    """The place in a map for something of a size.

    Parameters
    ----------
    frame
        The map [mm].
    size
        Width and height of what is to be placed [mm].
    places
        Keys of ``PLACES``, best first.
    subject
        What should not be covered, on the page [mm].
    taken
        Boxes that must not be met.
    margin_mm
        Distance to the edge of the map and to what is there already [mm].

    Returns
    -------
    box, covered
        The place, and which share of it lies over the subject. Where no place is free of ``taken``, the one that meets
        it least.
    """
    width, height = size
    shapely.prepare(subject)
    best: tuple[float, float, Box] | None = None
    for rank, name in enumerate(places):
        across, down = PLACES[name]
        left = frame.left + margin_mm + (frame.width - 2 * margin_mm - width) * across
        top = frame.top + margin_mm + (frame.height - 2 * margin_mm - height) * down
        box = Box(left, top, width, height)
        area = shapely.box(*box.bounds)
        covered = float(shapely.area(shapely.intersection(subject, area))) / (width * height)
        met = sum(_shared(box, other.shrunk(-margin_mm / 2)) for other in taken)
        cost = covered + rank * _RELUCTANCE + 10 * met
        if best is None or cost < best[0]:
            best = (cost, covered, box)
    if best is None:
        raise ValueError("no place is offered")
    return best[2], best[1]


def has_free_corner(
    frame: Box,
    size: tuple[float, float],
    *,
    silhouette: shapely.Geometry,
    bounds: tuple[float, float, float, float],
    margin_mm: float,
) -> bool:
    """Whether something of a size can stand in a corner of a map and hide next to nothing of its subject.

    Parameters
    ----------
    frame
        The map [mm].
    size
        Width and height of what is to be placed [mm].
    silhouette
        What should not be covered, on its plane [m].
    bounds
        (west, south, east, north) of what the map shows [m].
    margin_mm
        Distance to the edge of the map [mm].

    Returns
    -------
    bool
        False, too, where the map is smaller than the size.
    """
    if size[0] > frame.width - 2 * margin_mm or size[1] > frame.height - 2 * margin_mm:
        return False
    subject = fit_window(frame, bounds).to_page(np.array([silhouette], dtype=object))[0]
    covered = choose_place(frame, size, CORNERS, subject=subject, taken=(), margin_mm=margin_mm)[1]
    return covered <= _HARDLY


def _shared(one: Box, other: Box) -> float:
    """Area that two boxes share, as a share of the first."""
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    return max(width, 0.0) * max(height, 0.0) / (one.width * one.height)

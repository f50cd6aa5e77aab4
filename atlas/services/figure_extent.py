"""What an extent takes in: the counties that a box meets, and which of the southern islands a map shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import shapely

from atlas.core.figures.map_window import MapWindow
from atlas.core.figures.projection import FigureProjection
from atlas.core.filters import Bbox
from atlas.core.map_rules import HAINAN_TIPS, SEA_TIPS
from atlas.core.model import Level
from atlas.services.figure_geometry import project
from atlas.services.figure_shapes import read_shapes
from atlas.services.figure_subject import FigureSubject
from atlas.stores.protocol import ReadableStore

#: The polygons as they are stored, not a generalised copy [m].
_FULL_DETAIL_M = 0


def with_listed_counties(store: ReadableStore, subject: FigureSubject) -> FigureSubject:
    """The subject with the counties that its bbox meets.

    Parameters
    ----------
    store
        With the boundaries.
    subject
        Of a figure.

    Returns
    -------
    FigureSubject
        The same where no bbox is asked for.

    Raises
    ------
    StoreUnavailable
        There is no store.
    """
    bbox = subject.request.extent.bbox
    return subject if bbox is None else replace(subject, listed=counties_in_box(store, subject, bbox))


def counties_in_box(store: ReadableStore, subject: FigureSubject, bbox: Bbox) -> frozenset[str]:
    """Counties of which some ground lies in a box.

    Parameters
    ----------
    store
        With the boundaries.
    subject
        With the catalogue.
    bbox
        (west, south, east, north) in degrees.

    Returns
    -------
    frozenset of str
        By the polygons in full detail; one that only touches the box is not in it.

    Raises
    ------
    StoreUnavailable
        There is no store.
    """
    whole, in_part = set(), set()
    for unit in subject.catalogue.counties_within(""):
        west, south, east, north = unit.bbox
        if bbox[0] <= west and bbox[1] <= south and east <= bbox[2] and north <= bbox[3]:
            whole.add(unit.adcode)
        elif west < bbox[2] and bbox[0] < east and south < bbox[3] and bbox[1] < north:
            in_part.add(unit.adcode)
    if in_part:
        frame = read_shapes(store, Level.COUNTY, _FULL_DETAIL_M, bbox=bbox)
        frame = frame[frame["adcode"].isin(list(in_part))]
        cut = shapely.clip_by_rect(frame.geometry.to_numpy(), *bbox)
        whole |= set(frame["adcode"][shapely.area(cut) > 0])
    return frozenset(whole)


def shows_island(windows: Sequence[MapWindow], projection: FigureProjection) -> bool:
    """Whether one of some maps shows the whole of Hainan Island.

    Parameters
    ----------
    windows
        As the maps are drawn.
    projection
        Of their plane.

    Returns
    -------
    bool
        Also where the island was not asked for and the page has room for it.
    """
    return any(_has_all(window, projection, HAINAN_TIPS) for window in windows)


def shows_sea(windows: Sequence[MapWindow], projection: FigureProjection) -> bool:
    """Whether each of some maps shows the islands of the South China Sea itself.

    Parameters
    ----------
    windows
        As the maps are drawn.
    projection
        Of their plane.

    Returns
    -------
    bool
        Such a map needs no inset.
    """
    return all(_has_all(window, projection, SEA_TIPS) for window in windows)


def _has_all(window: MapWindow, projection: FigureProjection, points: Sequence[tuple[float, float]]) -> bool:
    placed = project(np.array(shapely.points(points), dtype=object), projection)
    return bool(shapely.covers(shapely.box(*window.bounds), placed).all())

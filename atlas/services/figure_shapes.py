"""Boundaries as figures read them: kept for a while, since the next figure is often of the same region."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable

import geopandas
import shapely

from atlas.core.filters import Bbox
from atlas.core.model import Level
from atlas.stores.protocol import ReadableStore

#: Vertices that are kept at most, of all tables together; 16 bytes each.
_MOST_VERTICES = 2_000_000
#: What a table costs besides its vertices.
_OVERHEAD = 2_000

_Key = tuple[object, ...]


class KeptFrames:
    """The tables read last, as many as have room. May be used by several threads; nobody may change a table.

    Parameters
    ----------
    most_vertices
        Kept at most, of all tables together.
    """

    def __init__(self, most_vertices: int) -> None:
        self._most = most_vertices
        self._sum = 0
        self._frames: OrderedDict[_Key, tuple[int, geopandas.GeoDataFrame]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: _Key, read: Callable[[], geopandas.GeoDataFrame]) -> geopandas.GeoDataFrame:
        """A table that is kept, or that is read now.

        Parameters
        ----------
        key
            What tells it from others.
        read
            Called where it is not kept.

        Returns
        -------
        GeoDataFrame
            Shared, not to be changed.
        """
        with self._lock:
            held = self._frames.get(key)
            if held is not None:
                self._frames.move_to_end(key)
                return held[1]
        # Two threads may read the same; neither waits for the other.
        frame = read()
        size = int(shapely.get_num_coordinates(frame.geometry.to_numpy()).sum()) + _OVERHEAD
        with self._lock:
            if key not in self._frames and size <= self._most:
                self._frames[key] = (size, frame)
                self._sum += size
            while self._sum > self._most:
                self._sum -= self._frames.popitem(last=False)[1][0]
        return frame


_KEPT = KeptFrames(_MOST_VERTICES)


def read_shapes(
    store: ReadableStore, level: Level, tolerance_m: int, *, bbox: Bbox
) -> geopandas.GeoDataFrame:
    """Polygons of a level that a box may meet.

    Parameters
    ----------
    store
        With the boundaries.
    level
        County, prefecture or province.
    tolerance_m
        Of the copy [m], 0 for full detail.
    bbox
        (west, south, east, north) in degrees.

    Returns
    -------
    GeoDataFrame
        EPSG:4326, sorted by adcode; shared, not to be changed.

    Raises
    ------
    StoreUnavailable
        There is no store.
    """
    key = (store.boundary_revision(), level.value, tolerance_m, bbox)
    return _KEPT.get(key, lambda: store.read_polygons(level.value, tolerance_m, bbox=bbox))


def read_sea_line(store: ReadableStore) -> geopandas.GeoDataFrame:
    """Dashes of the line in the South China Sea.

    Parameters
    ----------
    store
        With the boundaries.

    Returns
    -------
    GeoDataFrame
        EPSG:4326; shared, not to be changed.

    Raises
    ------
    StoreUnavailable
        There is no store.
    """
    return _KEPT.get((store.boundary_revision(), "sea"), store.read_maritime_line)

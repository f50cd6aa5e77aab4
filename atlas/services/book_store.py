"""A store that keeps boundaries of one region at hand: pages of neighbouring counties ask for nearly the same ones."""

from __future__ import annotations

import geopandas
import numpy as np

from atlas.core.filters import Bbox
from atlas.services.visibility import VisibleStore
from atlas.stores.protocol import ReadableStore

#: So far around the region boundaries are kept [degree]; the map of a county reaches no further.
_AROUND = 1.0


class NearbyStore(VisibleStore):
    """A store that reads the boundaries in and around a region once.

    Parameters
    ----------
    store
        As the one who asks may see it.
    region
        (west, south, east, north) in degrees.
    """

    def __init__(self, store: ReadableStore, region: Bbox) -> None:
        super().__init__(store, frozenset())
        west, south, east, north = region
        self._area = (west - _AROUND, south - _AROUND, east + _AROUND, north + _AROUND)
        self._held: dict[tuple[str, int], tuple[geopandas.GeoDataFrame, np.ndarray]] = {}
        self._maritime: geopandas.GeoDataFrame | None = None

    def read_polygons(
        self, level: str, tolerance_m: int = 0, *, bbox: Bbox | None = None
    ) -> geopandas.GeoDataFrame:
        """Polygons of a level that a bbox may meet, out of those at hand where they hold it all."""
        if bbox is None or not _lies_within(bbox, self._area):
            return super().read_polygons(level, tolerance_m, bbox=bbox)
        if (level, tolerance_m) not in self._held:
            frame = super().read_polygons(level, tolerance_m, bbox=self._area)
            self._held[level, tolerance_m] = (frame, frame.geometry.bounds.to_numpy())
        frame, bounds = self._held[level, tolerance_m]
        meets = (
            (bounds[:, 0] <= bbox[2])
            & (bounds[:, 2] >= bbox[0])
            & (bounds[:, 1] <= bbox[3])
            & (bounds[:, 3] >= bbox[1])
        )
        return frame[meets]

    def read_maritime_line(self) -> geopandas.GeoDataFrame:
        """Dashes of the line in the South China Sea."""
        if self._maritime is None:
            self._maritime = super().read_maritime_line()
        return self._maritime


def _lies_within(bbox: Bbox, area: Bbox) -> bool:
    return bbox[0] >= area[0] and bbox[1] >= area[1] and bbox[2] <= area[2] and bbox[3] <= area[3]

"""How many tiles features need, and up to which zoom their tiles are worth making."""

from __future__ import annotations

import numpy as np

from atlas.core.geo.crs import FloatArray

#: Zoom of the base map; below it features would be drawn coarser than the counties.
LOWEST_MAX_ZOOM = 10
#: At zoom 13 a unit of a tile (1/4096 of it) is 1.2 m at the equator; pages draw the last level larger.
HIGHEST_MAX_ZOOM = 13
#: About 100 MB of tiles with a few features each.
MOST_TILES = 12_000
#: Northern edge of Web Mercator [degree] (EPSG:3857, area of use of the usual tile matrix set).
_NORTH = 85.0511


def count_tiles(bounds: FloatArray, zoom: int) -> int:
    """Tiles of a zoom that features need, at most.

    Parameters
    ----------
    bounds
        West, south, east, north of each feature [degree], shape ``(n, 4)``.
    zoom
        Tile matrix (Web Mercator).

    Returns
    -------
    int
        The tiles of all boxes, or of the box around them where those are fewer.

    Examples
    --------
    >>> count_tiles(np.array([[-180.0, -85.0, 180.0, 85.0]]), 1)
    4
    """
    around = np.array([[*bounds[:, :2].min(axis=0), *bounds[:, 2:].max(axis=0)]])
    return int(min(_tiles_of(bounds, zoom).sum(), _tiles_of(around, zoom).sum()))


def choose_max_zoom(bounds: FloatArray) -> int:
    """The deepest zoom that is worth making.

    Parameters
    ----------
    bounds
        West, south, east, north of each feature [degree], shape ``(n, 4)``, at least one.

    Returns
    -------
    int
        From ``LOWEST_MAX_ZOOM`` to ``HIGHEST_MAX_ZOOM``.
    """
    for zoom in range(HIGHEST_MAX_ZOOM, LOWEST_MAX_ZOOM, -1):
        if count_tiles(bounds, zoom) <= MOST_TILES:
            return zoom
    return LOWEST_MAX_ZOOM


def _tiles_of(bounds: FloatArray, zoom: int) -> FloatArray:
    count = 2**zoom
    west, south, east, north = np.clip(bounds, (-180, -_NORTH, -180, -_NORTH), (180, _NORTH, 180, _NORTH)).T
    left, right = _column(west, count), _column(east, count)
    top, bottom = _row(north, count), _row(south, count)
    return (right - left + 1) * (bottom - top + 1)


def _column(longitude: FloatArray, count: int) -> FloatArray:
    return np.minimum(np.floor((longitude / 360 + 0.5) * count), count - 1)


def _row(latitude: FloatArray, count: int) -> FloatArray:
    mercator = np.arcsinh(np.tan(np.radians(latitude))) / np.pi
    return np.clip(np.floor((1 - mercator) / 2 * count), 0, count - 1)

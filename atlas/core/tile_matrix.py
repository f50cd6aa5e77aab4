"""The tile matrix set of every tile of the atlas: WebMercatorQuad (OGC 17-083r4, annex D.1)."""

from __future__ import annotations

import math
from typing import Any

WEB_MERCATOR_QUAD = "WebMercatorQuad"
WEB_MERCATOR_QUAD_URI = "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad"
CRS_URI = "http://www.opengis.net/def/crs/EPSG/0/3857"
TILE_PIXELS = 256
#: Half of the side of the square that Web Mercator draws [m].
_HALF_SIDE_M = 20037508.342789244
#: Size of a pixel on a standard screen (OGC 17-083r4, clause 6.1.1.1) [m].
_PIXEL_M = 0.00028
#: Latitude at which the square ends [degree].
_MAX_LATITUDE = 85.05112877980659


def describe_matrix_set(max_zoom: int) -> dict[str, Any]:
    """The tile matrix set as JSON has it.

    Parameters
    ----------
    max_zoom
        Last tile matrix to list.

    Returns
    -------
    dict
        OGC 17-083r4, clause 8.2.
    """
    return {
        "id": WEB_MERCATOR_QUAD,
        "title": "Google Maps Compatible for the World",
        "uri": WEB_MERCATOR_QUAD_URI,
        "crs": CRS_URI,
        "orderedAxes": ["X", "Y"],
        "wellKnownScaleSet": "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible",
        "tileMatrices": [_describe_matrix(zoom) for zoom in range(max_zoom + 1)],
    }


def _describe_matrix(zoom: int) -> dict[str, Any]:
    cell_size_m = 2 * _HALF_SIDE_M / TILE_PIXELS / 2**zoom
    return {
        "id": str(zoom),
        "scaleDenominator": cell_size_m / _PIXEL_M,
        "cellSize": cell_size_m,
        "cornerOfOrigin": "topLeft",
        "pointOfOrigin": [-_HALF_SIDE_M, _HALF_SIDE_M],
        "tileWidth": TILE_PIXELS,
        "tileHeight": TILE_PIXELS,
        "matrixWidth": 2**zoom,
        "matrixHeight": 2**zoom,
    }


def tile_at(lon: float, lat: float, zoom: int) -> tuple[int, int]:
    """Column and row of the tile over a point.

    Parameters
    ----------
    lon, lat
        Point [degree].
    zoom
        Tile matrix.

    Returns
    -------
    tuple of int
        Column from the west, row from the north.

    Examples
    --------
    >>> tile_at(106.97, 27.06, 8)
    (204, 107)
    """
    size = 2**zoom
    latitude = math.radians(max(-_MAX_LATITUDE, min(_MAX_LATITUDE, lat)))
    column = int((lon + 180) / 360 * size)
    row = int((1 - math.asinh(math.tan(latitude)) / math.pi) / 2 * size)
    return max(0, min(size - 1, column)), max(0, min(size - 1, row))


def tile_limits(bbox: tuple[float, float, float, float], max_zoom: int) -> list[dict[str, Any]]:
    """Which tiles of each matrix may hold something.

    Parameters
    ----------
    bbox
        (west, south, east, north) of the data [degree].
    max_zoom
        Last tile matrix with tiles.

    Returns
    -------
    list of dict
        OGC 17-083r4, clause 10.1.
    """
    west, south, east, north = bbox
    limits = []
    for zoom in range(max_zoom + 1):
        (first_column, first_row), (last_column, last_row) = (
            tile_at(west, north, zoom),
            tile_at(east, south, zoom),
        )
        limits.append(
            {
                "tileMatrix": str(zoom),
                "minTileRow": first_row,
                "maxTileRow": last_row,
                "minTileCol": first_column,
                "maxTileCol": last_column,
            }
        )
    return limits

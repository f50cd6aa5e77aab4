"""Geometries as short text: differences between vertices, so that a map with whole provinces fits into a small file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

#: Steps in a degree: the last digit is about a metre.
_SCALE = 1e5
#: Safe inside a script, inside a text in quotes and inside a template.
_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
_CONTINUED = 0x20
_FEWEST_OF_RING = 3


def pack_geometry(geometry: BaseGeometry) -> dict[str, Any]:
    """A line or an area as GeoJSON has it, but for its coordinates.

    Parameters
    ----------
    geometry
        Longitude and latitude [degree].

    Returns
    -------
    dict
        ``type`` and ``packed``: what ``coordinates`` would be, each line or ring one text. A ring does not repeat its
        first vertex; rings of no width are left out.

    Notes
    -----
    Differences are written five bits a letter, the lowest first, with the sign as the lowest bit; a letter from 32 on
    is not the last of its number. ``static/js/standalone/packed.js`` reads them.

    Examples
    --------
    >>> pack_geometry(shapely.LineString([(106.0, 26.5), (106.00001, 26.5)]))
    {'type': 'LineString', 'packed': 'Wa_cKWvtX520'}
    """
    return {"type": geometry.geom_type, "packed": _PACKERS[geometry.geom_type](geometry)}


def count_vertices(geometry: BaseGeometry) -> int:
    """Number of vertices of a geometry.

    Parameters
    ----------
    geometry
        Any.

    Returns
    -------
    int
        Repeated first vertices of rings count.
    """
    return int(shapely.get_num_coordinates(geometry))


def _pack_line(line: BaseGeometry, *, is_ring: bool = False) -> str:
    steps = np.rint(shapely.get_coordinates(line) * _SCALE).astype(np.int64)
    moved = np.any(np.diff(steps, axis=0) != 0, axis=1)
    kept = steps[np.concatenate(([True], moved))]
    if is_ring:
        kept = kept[:-1]
        if len(kept) < _FEWEST_OF_RING:
            return ""
    differences = np.diff(kept, axis=0, prepend=np.zeros((1, 2), dtype=np.int64)).ravel()
    return "".join(_letters(int(number)) for number in (differences << 1) ^ (differences >> 63))


def _letters(number: int) -> str:
    written = ""
    while number >= _CONTINUED:
        written += _LETTERS[(number & (_CONTINUED - 1)) | _CONTINUED]
        number >>= 5
    return written + _LETTERS[number]


def _pack_polygon(polygon: BaseGeometry) -> list[str]:
    rings = (_pack_line(ring, is_ring=True) for ring in shapely.get_rings(polygon))
    return [ring for ring in rings if ring]


def _pack_parts(pack: Callable[[BaseGeometry], Any]) -> Callable[[BaseGeometry], list[Any]]:
    return lambda geometry: [packed for part in shapely.get_parts(geometry) if (packed := pack(part))]


_PACKERS: Mapping[str, Callable[[BaseGeometry], Any]] = {
    "LineString": _pack_line,
    "MultiLineString": _pack_parts(_pack_line),
    "Polygon": _pack_polygon,
    "MultiPolygon": _pack_parts(_pack_polygon),
}

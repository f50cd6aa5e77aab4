"""Which of two columns runs east: by their values where these can only be one, else by their names, else asked."""

from __future__ import annotations

from enum import StrEnum

import numpy as np

from atlas.core.geo.crs import FloatArray
from atlas.core.imports.coordinate_names import Certainty
from atlas.core.imports.coordinate_values import BoolArray, CoordinateColumn

# China with its seas [degree]: no longitude there can be a latitude there.
_LONGITUDES, _LATITUDES = (73.0, 136.0), (3.0, 54.0)
# Eastings of Gauss-Krüger and UTM are within 450 km of 500 km, with a zone in front (13 to 45) eight digits, in Web
# Mercator 8.1 to 15.1 million; northings of China are 0.3 to 6 million, in Web Mercator up to 7.2 million [m].
_EASTINGS = ((50_000.0, 950_000.0), (7_900_000.0, 50_000_000.0))
_NORTHINGS = ((1_000_000.0, 7_500_000.0),)
# Share of the rows that must lie in China one way round for the values to tell.
_MOST = 0.9


class Order(StrEnum):
    """How two columns stand to east and north."""

    KEPT = "kept"
    SWAPPED = "swapped"
    UNKNOWN = "unknown"


def order_by_values(first: CoordinateColumn, second: CoordinateColumn) -> Order:
    """What values alone tell of the order of two columns.

    Parameters
    ----------
    first, second
        Supposed to run east and north.

    Returns
    -------
    Order
        ``UNKNOWN`` when the values fit both ways, or neither.
    """
    if first.said_axis or second.said_axis:
        said_kept = first.said_axis == "x" or second.said_axis == "y"
        return Order.KEPT if said_kept else Order.SWAPPED
    rows = first.is_readable & second.is_readable
    if not rows.any():
        return Order.UNKNOWN
    kept, swapped = fits(first, second)[rows].mean(), fits(second, first)[rows].mean()
    if kept >= _MOST:
        return Order.KEPT
    return Order.SWAPPED if swapped >= _MOST else Order.UNKNOWN


def order_of(first: CoordinateColumn, second: CoordinateColumn, *, certainty: Certainty) -> Order:
    """How two columns stand to east and north, by values and names.

    Parameters
    ----------
    first, second
        What their names call x and y.
    certainty
        How much these names say.

    Returns
    -------
    Order
        ``UNKNOWN`` when a person has to say.
    """
    told = order_by_values(first, second)
    if told is Order.KEPT:
        return told
    if told is Order.UNKNOWN:
        return Order.UNKNOWN if certainty is Certainty.LETTER else Order.KEPT
    # Degrees that names call the other way round are only certain where one is beyond every latitude.
    if certainty is Certainty.GEOGRAPHIC and not second.is_metre.any() and not second.said_axis:
        beyond = np.abs(second.values[second.is_readable]) > 90
        return Order.SWAPPED if beyond.any() else Order.UNKNOWN
    return told


def fits(east: CoordinateColumn, north: CoordinateColumn) -> BoolArray:
    """Rows whose values can be an easting and a northing in China.

    Parameters
    ----------
    east, north
        Columns.

    Returns
    -------
    numpy.ndarray
        By row; false where a value is missing.
    """
    degrees = _within(east.values, (_LONGITUDES,)) & _within(north.values, (_LATITUDES,))
    metres = _within(east.values, _EASTINGS) & _within(north.values, _NORTHINGS)
    return degrees | metres


def _within(values: FloatArray, ranges: tuple[tuple[float, float], ...]) -> BoolArray:
    inside = np.zeros(len(values), dtype=np.bool_)
    for low, high in ranges:
        inside |= (values >= low) & (values <= high)
    return inside

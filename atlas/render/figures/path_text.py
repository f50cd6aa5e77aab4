"""Numbers and vertices as they are written into a file: short, and none twice."""

from __future__ import annotations

import numpy as np

from atlas.core.geo.crs import FloatArray, IntArray


def short(value: float, digits: int = 2) -> str:
    """A number as short as it goes.

    Parameters
    ----------
    value
        Any finite number.
    digits
        Decimals that are kept at most.

    Returns
    -------
    str
        Never in powers of ten.

    Examples
    --------
    >>> short(2.50), short(-0.001), short(100)
    ('2.5', '0', '100')
    """
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def distinct_points(ring: FloatArray, units_per_mm: float) -> IntArray:
    """Vertices in whole units, without those that fall on the one before.

    Parameters
    ----------
    ring
        Vertices [mm], shape (n, 2).
    units_per_mm
        How fine.

    Returns
    -------
    numpy.ndarray
        Shape (m, 2), m at most n.
    """
    points = np.rint(ring * units_per_mm).astype(np.int64)
    if len(points) < 2:
        return points
    return points[np.r_[True, (points[1:] != points[:-1]).any(axis=1)]]

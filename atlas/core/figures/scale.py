"""Scale of a map: the length of its bar, its ratio in words, the steps of its graticule, the detail that it shows."""

from __future__ import annotations

import math
from collections.abc import Sequence

from atlas.core.errors import Text
from atlas.core.geo.simplification import TOLERANCES_M

#: The first for a length that is a hair below a power of ten.
_STEPS = (0.5, 1.0, 2.0, 5.0)
_DEGREES = (0.1, 0.2, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0)
#: Detail finer than this is not seen on paper [mm].
_FINEST_MM = 0.2
_TEN_THOUSAND = 10_000


def bar_length_m(metres_per_mm: float, longest_mm: float) -> float:
    """A round length for a scale bar.

    Parameters
    ----------
    metres_per_mm
        Ground for a millimetre of the map [m].
    longest_mm
        That the bar may have [mm].

    Returns
    -------
    float
        1, 2 or 5 times a power of ten [m], the longest that fits.

    Examples
    --------
    >>> bar_length_m(3300, 40)
    100000.0
    """
    longest_m = metres_per_mm * longest_mm
    power = 10.0 ** math.floor(math.log10(longest_m))
    return max(step * power for step in _STEPS if step * power <= longest_m)


def ratio_words(metres_per_mm: float) -> Text:
    """The scale as a ratio, in round numbers.

    Parameters
    ----------
    metres_per_mm
        Ground for a millimetre of the map [m].

    Returns
    -------
    Text
        Such as 1:330 万.

    Examples
    --------
    >>> ratio_words(3312.4)
    Text(zh='1:330 万', en='1:3,300,000')
    """
    denominator = metres_per_mm * 1000
    digits = 1 - math.floor(math.log10(denominator))
    rounded = round(round(denominator, digits))
    if rounded >= 10 * _TEN_THOUSAND:
        return Text(f"1:{rounded / _TEN_THOUSAND:g} 万", f"1:{rounded:,}")
    return Text(f"1:{rounded:,}", f"1:{rounded:,}")


def fitting_tolerance_m(metres_per_mm: float, tolerances_m: Sequence[int] = TOLERANCES_M) -> int:
    """The coarsest copy of the boundaries whose simplification is not seen at a scale.

    Parameters
    ----------
    metres_per_mm
        Ground for a millimetre of the map [m].
    tolerances_m
        Of the copies [m].

    Returns
    -------
    int
        One of them, or 0 for full detail.

    Examples
    --------
    >>> fitting_tolerance_m(3300), fitting_tolerance_m(300)
    (500, 0)
    """
    return max((one for one in tolerances_m if one <= _FINEST_MM * metres_per_mm), default=0)


def graticule_step(span_degrees: float) -> float:
    """Distance between the lines of a graticule.

    Parameters
    ----------
    span_degrees
        Wider side of the extent [degree].

    Returns
    -------
    float
        [degree], so that four to nine lines cross.

    Examples
    --------
    >>> graticule_step(6.0), graticule_step(0.8)
    (1.0, 0.2)
    """
    return next((step for step in _DEGREES if span_degrees / step < 7), _DEGREES[-1])

"""Class breaks for a choropleth, rounded for people; units without data are never in a class."""

from __future__ import annotations

import itertools
import math
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import mapclassify
import numpy as np

from atlas.core.errors import ParameterError

#: Names of the schemes, with the class of mapclassify that does the work.
SCHEMES = {
    "quantiles": "Quantiles",
    "natural_breaks": "FisherJenks",
    "equal_interval": "EqualInterval",
    "std_mean": "StdMean",
}
#: Multiples of the standard deviation about the mean that part so many classes.
_DEVIATIONS: dict[int, list[float]] = {
    2: [0],
    3: [-1, 1],
    4: [-1, 0, 1],
    5: [-2, -1, 1, 2],
    6: [-2, -1, 0, 1, 2],
    7: [-3, -2, -1, 1, 2, 3],
    8: [-3, -2, -1, 0, 1, 2, 3],
    9: [-2, -1.5, -1, -0.5, 0.5, 1, 1.5, 2],
}
#: Natural breaks take time with the square of the values; so many, evenly out of the sorted ones, give the same picture.
_MOST_FOR_BREAKS = 800
#: Digits beyond two significant ones of the range that a break may take before it is left as it is.
_MOST_EXTRA_DIGITS = 6


@dataclass(frozen=True, slots=True)
class ClassBreak:
    """One class: ``lower`` < value <= ``upper`` (the first class takes its lower bound in)."""

    lower: float
    upper: float
    count: int


def classify(values: Sequence[float], *, scheme: str = "quantiles", n_classes: int = 5) -> list[ClassBreak]:
    """Class breaks of some values.

    Parameters
    ----------
    values
        Numbers with data; zeros are values like any other here.
    scheme
        A key of ``SCHEMES``.
    n_classes
        Classes wanted, 2 to 9; fewer come back when there are fewer different values, or when ties leave a class
        empty.

    Returns
    -------
    list of ClassBreak
        From the lowest up; empty without values.

    Raises
    ------
    ParameterError
        Unknown scheme.

    Examples
    --------
    >>> [(c.lower, c.upper, c.count) for c in classify([1, 2, 3, 4], scheme="equal_interval", n_classes=2)]
    [(1.0, 2.5, 2), (2.5, 4.0, 2)]
    """
    if scheme not in SCHEMES:
        raise ParameterError(
            f"没有名为“{scheme[:40]}”的分级方法",
            f"there is no classification scheme “{scheme[:40]}”",
            hint_zh=f"可用：{'、'.join(SCHEMES)}。",
            hint_en=f"Schemes: {', '.join(SCHEMES)}.",
            parameter="scheme",
        )
    data = np.asarray(sorted(values), dtype=float)
    distinct = len(np.unique(data))
    if distinct == 0:
        return []
    if distinct == 1:
        return [ClassBreak(float(data[0]), float(data[0]), len(data))]
    edges = _rounded_edges(data, _find_uppers(data, scheme, min(n_classes, distinct)))
    breaks: list[ClassBreak] = []
    for index, (lower, upper) in enumerate(itertools.pairwise(edges)):
        above = data >= lower if index == 0 else data > lower
        count = int(np.count_nonzero(above & (data <= upper)))
        if count:
            start = breaks[-1].upper if breaks else lower
            breaks.append(ClassBreak(start, upper, count))
    return breaks


def _find_uppers(data: np.ndarray, scheme: str, n_classes: int) -> list[float]:
    with warnings.catch_warnings():
        # mapclassify warns when ties leave fewer classes; the shorter list says the same.
        warnings.simplefilter("ignore")
        if scheme == "std_mean":
            found = mapclassify.StdMean(data, multiples=_DEVIATIONS[n_classes])
        else:
            is_long = scheme == "natural_breaks" and len(data) > _MOST_FOR_BREAKS
            places = (
                np.linspace(0, len(data) - 1, _MOST_FOR_BREAKS).round().astype(int)
                if is_long
                else slice(None)
            )
            found = getattr(mapclassify, SCHEMES[scheme])(data[places], k=n_classes)
        return [float(upper) for upper in found.bins]


def _rounded_edges(data: np.ndarray, uppers: Sequence[float]) -> list[float]:
    """Breaks as round as they can be while they still part the data as before; the outer ones hold it exactly."""
    lowest, highest = float(data[0]), float(data[-1])
    wanted = [np.searchsorted(data, upper, side="right") for upper in uppers[:-1]]
    start = 1 - math.floor(math.log10(highest - lowest))
    for digits in range(start, start + _MOST_EXTRA_DIGITS):
        inner = sorted({round(upper, digits) for upper in uppers[:-1]})
        if [np.searchsorted(data, edge, side="right") for edge in inner] == wanted:
            break
    else:
        inner = sorted(set(uppers[:-1]))
    return [lowest, *(edge for edge in inner if lowest < edge < highest), highest]

"""Class breaks for a choropleth, rounded for people; units without data are never in a class."""

from __future__ import annotations

import itertools
import math
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from atlas.core.errors import ParameterError
from atlas.core.plain_values import NO_DATA_FROM

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
#: Times that a value is the one before it, at least, where the last class is parted between the two.
_WIDE_GAP = 2
#: Digits beyond two significant ones of the range that a break may take before it is left as it is.
_MOST_EXTRA_DIGITS = 6


@dataclass(frozen=True, slots=True)
class ClassBreak:
    """One class: ``lower`` < value <= ``upper`` (the first class takes its lower bound in, and may be that value alone)."""

    lower: float
    upper: float
    count: int


def classify(values: Sequence[float], *, scheme: str = "quantiles", n_classes: int = 5) -> list[ClassBreak]:
    """Class breaks of some values.

    Parameters
    ----------
    values
        Zeros are values like any other here; NaN, and numbers from ``NO_DATA_FROM`` on, are passed over.
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
    [(1.0, 2.0, 2), (2.0, 4.0, 2)]
    """
    if scheme not in SCHEMES:
        raise ParameterError(
            f"没有名为“{scheme[:40]}”的分级方法",
            f"there is no classification scheme “{scheme[:40]}”",
            hint_zh=f"可用：{'、'.join(SCHEMES)}。",
            hint_en=f"Schemes: {', '.join(SCHEMES)}.",
            parameter="scheme",
        )
    given = np.sort(np.asarray(values, dtype=float))
    data = given[np.abs(given) < NO_DATA_FROM]
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
    """By a power of two nearer to one, which changes no digit: squares of the largest measures would overflow."""
    _, exponent = np.frexp(np.abs(data).max())
    with warnings.catch_warnings():
        # mapclassify warns when ties leave fewer classes; the shorter list says the same.
        warnings.simplefilter("ignore")
        uppers = SCHEMES[scheme](np.ldexp(data, -exponent), n_classes)
    return [float(upper) for upper in np.ldexp(uppers, exponent)]


def _quantiles(data: np.ndarray, n_classes: int) -> np.ndarray:
    # Heavy: it brings SciPy and scikit-learn, a third of the start of every command that classes nothing.
    from mapclassify import Quantiles  # noqa: PLC0415

    return _part_tail(data, np.asarray(Quantiles(data, k=n_classes).bins), n_classes)


def _part_tail(data: np.ndarray, uppers: np.ndarray, n_classes: int) -> np.ndarray:
    """Where ties leave classes over, one of them parts the last class at its widest gap: 3 goals from 87."""
    different = np.unique(uppers)
    if len(different) < 2 or len(different) >= n_classes:
        return uppers
    tail = np.unique(data[data > different[-2]])
    if len(tail) < 2 or tail[0] <= 0:
        return uppers
    wider = tail[1:] / tail[:-1]
    widest = int(np.argmax(wider))
    return uppers if wider[widest] < _WIDE_GAP else np.sort(np.append(different, tail[widest]))


def _deviations(data: np.ndarray, n_classes: int) -> np.ndarray:
    from mapclassify import StdMean  # noqa: PLC0415 - heavy, see _quantiles

    return np.asarray(StdMean(data, multiples=_DEVIATIONS[n_classes]).bins)


def _natural_breaks(data: np.ndarray, n_classes: int) -> np.ndarray:
    if len(data) > _MOST_FOR_BREAKS:
        data = data[np.linspace(0, len(data) - 1, _MOST_FOR_BREAKS).round().astype(int)]
    from mapclassify import FisherJenks  # noqa: PLC0415 - heavy: SciPy and scikit-learn, see _quantiles

    # Rare values may have gone by the wayside, here or beside far larger ones.
    distinct = len(np.unique(data))
    return np.asarray(FisherJenks(data, k=min(n_classes, distinct)).bins)


def _equal_intervals(data: np.ndarray, n_classes: int) -> np.ndarray:
    # Not by mapclassify, whose steps come to nothing, or to no end, where values are next to each other.
    return np.linspace(data[0], data[-1], n_classes + 1)[1:]


#: The schemes by name: upper edges out of sorted values, which are not all the same.
SCHEMES: Mapping[str, Callable[[np.ndarray, int], np.ndarray]] = {
    "quantiles": _quantiles,
    "natural_breaks": _natural_breaks,
    "equal_interval": _equal_intervals,
    "std_mean": _deviations,
}


def _rounded_edges(data: np.ndarray, uppers: Sequence[float]) -> list[float]:
    """Breaks as round as they can be while they still part the data as before; the outer ones hold it exactly."""
    lowest, highest = float(data[0]), float(data[-1])
    is_whole = bool(np.all(data == np.floor(data)))
    exact = _inner_edges(data, uppers[:-1], is_whole=is_whole)
    wanted = [np.searchsorted(data, edge, side="right") for edge in exact]
    start = 1 - math.floor(math.log10(highest - lowest))
    for digits in range(start, 1 if is_whole else start + _MOST_EXTRA_DIGITS):
        inner = sorted({round(edge, digits) for edge in exact})
        if [np.searchsorted(data, edge, side="right") for edge in inner] == wanted:
            break
    else:
        inner = exact
    return [lowest, *(edge for edge in inner if lowest <= edge < highest), highest]


def _inner_edges(data: np.ndarray, uppers: Sequence[float], *, is_whole: bool) -> list[float]:
    """Each break once. Things that are counted are parted at whole numbers: 1 and 2, not 1 to 1.5 and 1.5 to 2.

    A class of the lowest value alone ends there if things are counted, else half way to the next value.
    """
    if is_whole:
        return sorted({float(math.floor(upper)) for upper in uppers})
    lowest = float(data[0])
    second = float(data[np.searchsorted(data, lowest, side="right")])
    between = lowest / 2 + second / 2
    return sorted({max(upper, between) for upper in uppers if max(upper, between) > lowest})

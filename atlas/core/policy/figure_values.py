"""Figures of targets that are written in different units of one kind: 1.2 亿元 and 12,000 万元 are the same."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from atlas.core.model import Figure
from atlas.core.policy.unit_scale import common_values, read_unit

#: Units that are read once for all comparisons; more than any two plans have.
_KEPT = 8192


@lru_cache(maxsize=_KEPT)
def kind_of_unit(unit: str) -> str:
    """What a unit measures, in whatever size.

    Parameters
    ----------
    unit
        As printed.

    Returns
    -------
    str
        The unit that its kind is counted in; words that are no unit stand for themselves.

    Examples
    --------
    >>> kind_of_unit("亿元"), kind_of_unit("户"), kind_of_unit("万亩/年")
    ('元', '家', '平方米/年')
    """
    found = read_unit(unit)
    return unit if found is None else found.common


def in_unit_of(before: Figure, after: Figure) -> Figure:
    """A figure in the unit of another one that measures the same.

    Parameters
    ----------
    before
        Gives the unit.
    after
        Is converted.

    Returns
    -------
    Figure
        With the value that it has in that unit, and that unit.

    Examples
    --------
    >>> in_unit_of(Figure("产值", "=", 1.2, None, "亿元", 2027), Figure("产值", "=", 9_000.0, None, "万元", 2027)).value
    0.9
    """
    ends = (after.value, after.value_max)
    # A range of 1:2 to 1:3 is one of 0.33:1 to 0.5:1.
    values = sorted(_converted(end, after.unit, before) for end in ends if end is not None)
    most = None if after.value_max is None else values[-1]
    return replace(after, value=values[0], value_max=most, unit=before.unit)


def is_same_value(one: Figure, other: Figure) -> bool:
    """Whether two figures tell the same value, or the same range, whatever the size of their units.

    Parameters
    ----------
    one, other
        Figures.

    Returns
    -------
    bool
        False where their units measure different things.
    """
    if one.unit == other.unit:
        return (one.value, one.value_max) == (other.value, other.value_max)
    if kind_of_unit(one.unit) != kind_of_unit(other.unit):
        return False
    converted = in_unit_of(one, other)
    return (one.value, one.value_max) == (converted.value, converted.value_max)


def _converted(value: float, unit: str, before: Figure) -> float:
    found = common_values((before.value, before.unit), (value, unit))
    return value if found is None else found[1]

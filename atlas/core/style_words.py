"""Numbers and classes in the words of a legend."""

from __future__ import annotations

import itertools
from decimal import Decimal

#: From here on numbers are grouped.
_GROUPED_FROM = 10_000


def number_text(number: float) -> str:
    """A number as a legend writes it.

    Parameters
    ----------
    number
        Finite.

    Returns
    -------
    str
        All its digits, grouped from five before the point on.

    Examples
    --------
    >>> [number_text(n) for n in (5.0, 0.25, 1234.5, 12000.0)]
    ['5', '0.25', '1234.5', '12,000']
    """
    exact = Decimal(int(number)) if float(number).is_integer() else Decimal(repr(float(number)))
    return f"{exact:,f}" if abs(number) >= _GROUPED_FROM else f"{exact:f}"


def class_labels(edges: tuple[float, ...]) -> list[str]:
    """Classes in words that stay true for a later version with new extremes.

    Parameters
    ----------
    edges
        Rising, one more than classes.

    Returns
    -------
    list of str
        ``≤ 10``, ``10 – 50``, ``> 50``: the outer edges bound nothing.
    """
    inner = [number_text(edge) for edge in edges[1:-1]]
    if not inner:
        return [f"{number_text(edges[0])} – {number_text(edges[-1])}"]
    between = [f"{lower} – {upper}" for lower, upper in itertools.pairwise(inner)]
    return [f"≤ {inner[0]}", *between, f"> {inner[-1]}"]

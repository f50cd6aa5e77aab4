"""Topics that a figure adds to those of the words around it: what it counts is asked for, too.

That holds for figures of the places a clause is about without naming them. A named county's 产值 only measures the
industry that the sentence gives it.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from atlas.core.policy.reading.topics import GENERAL

#: What a figure counts, the topic it adds, and whether it does so for a place that is written beside it, too.
_COUNTED = (
    (re.compile("产值|增加值"), "output", False),
    (re.compile("税"), "tax", True),
)


def add_counted(
    topics: tuple[str, ...], metric: str, *, is_placed: bool, known: Collection[str]
) -> tuple[str, ...]:
    """Topics of a figure that is to be reached.

    Parameters
    ----------
    topics
        Of the statement it stands in.
    metric
        What it counts, in the words of the text.
    is_placed
        Whether the statement names the places that the figure is of.
    known
        Topics of the taxonomy in use.

    Returns
    -------
    tuple of str
        The topics, with those that the metric adds behind them.

    Examples
    --------
    >>> add_counted(("bearings",), "轴承产业链条总产值", is_placed=False, known={"output", "tax"})
    ('bearings', 'output')
    >>> add_counted(("bearings",), "轴承产业链条总产值", is_placed=True, known={"output", "tax"})
    ('bearings',)
    >>> add_counted(("zones",), "亩均税收", is_placed=True, known={"output", "tax"})
    ('zones', 'tax')
    """
    added = tuple(
        topic
        for pattern, topic, is_always in _COUNTED
        if (is_always or not is_placed) and pattern.search(metric) and topic in known and topic not in topics
    )
    return (*(topic for topic in topics if topic != GENERAL or not added), *added)

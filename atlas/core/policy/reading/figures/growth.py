"""A rate of growth is measured as one: of 产值达到20亿元，年均增长10% the second is no 产值 of 10 %."""

from __future__ import annotations

import re
from dataclasses import replace

from atlas.core.policy.reading.figures.found import FoundFigure

_RATES = frozenset({"%", "‰", "百分点", "个百分点"})
# 增长到 and 提高至 tell what is reached.
_GROWTH = re.compile(
    "(?:年均|每年|平均|同比)*(?:增长|增速|增幅|增加|上升|提高|提升|下降|降低|减少|压减|压降|削减)(?!到|至|为)"
)


def name_growth(found: FoundFigure) -> FoundFigure:
    """The same figure, with the growth in its metric where only its own wording tells it.

    Parameters
    ----------
    found
        A figure of a text.

    Returns
    -------
    FoundFigure
        Unchanged unless it is a rate, and something is known to grow.
    """
    figure = found.figure
    growth = _GROWTH.search(figure.wording)
    if growth is None or figure.unit not in _RATES or not figure.metric or figure.metric.endswith(growth[0]):
        return found
    return replace(found, figure=replace(figure, metric=figure.metric + growth[0]))


def is_growth(metric: str) -> bool:
    """Whether a metric tells a growth, and not of what.

    Parameters
    ----------
    metric
        Of a figure.

    Returns
    -------
    bool
        True for 年均增长; False for 产值年均增长.

    Examples
    --------
    >>> is_growth("年均增长"), is_growth("产值年均增长")
    (True, False)
    """
    return _GROWTH.fullmatch(metric) is not None

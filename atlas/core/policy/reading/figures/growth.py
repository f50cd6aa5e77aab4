"""A rate of growth is measured as one: of 产值达到20亿元，年均增长10% the second is no 产值 of 10 %."""

from __future__ import annotations

import re
from dataclasses import replace

from atlas.core.model import Figure
from atlas.core.policy.reading.figures.found import FoundFigure

_RATES = frozenset({"%", "‰", "百分点", "个百分点"})
# 增长到 and 提高至 tell what is reached.
_GROWTH = re.compile(
    "(?:年均|每年|平均|同比)*(?:增长|增速|增幅|增加|上升|提高|提升|下降|降低|减少|压减|压降|削减)(?!到|至|为)"
)
_GROWTH_AT_END = re.compile(f"(?:{_GROWTH.pattern})(?:率|速度|幅度)?$")


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


def level_of_growth(rate: Figure, unit: str) -> str:
    """What grows at a rate, as the metric of a level that it is to reach.

    Parameters
    ----------
    rate
        The figure before the level.
    unit
        Of the level.

    Returns
    -------
    str
        Empty when the first is no rate of growth, or the second is one as well.
    """
    if rate.unit not in _RATES or unit in _RATES:
        return ""
    growth = _GROWTH_AT_END.search(rate.metric)
    if growth is None:
        return rate.metric if _GROWTH.search(rate.wording) else ""
    return rate.metric[: growth.start()]

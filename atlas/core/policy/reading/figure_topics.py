"""Topics that a figure adds to those of the words around it: what it counts is asked for, too.

That holds for figures of the places a clause is about without naming them. A named county's 产值 only measures the
industry that the sentence gives it; firms of some size are asked for by whomever they are counted (规上食品企业12户).
"""

from __future__ import annotations

import re
from collections.abc import Collection

from atlas.core.places.unit_tails import WHOLE_UNIT
from atlas.core.policy.reading.topics.find import GENERAL

#: What a figure counts, the topic it adds, and whether it does so for a place that is written beside it, too.
_COUNTED = (
    (re.compile("工业(?:总)?产值|总产值|增加值|开票销售"), "output", False),
    # Of all industry, whoever's it is.
    (
        re.compile(f"^[^，]{{0,6}}(?:规上|规模以上|全部|{WHOLE_UNIT})?工业(?:增加值|总产值|开票销售)"),
        "output",
        True,
    ),
    (re.compile("税"), "tax", True),
    (
        re.compile(
            "(?:规上|规模以上|上规模|规模|龙头|领军|骨干|亿元(?:级|以上)?|头部|集聚|聚集)[^，、]*(?:企业|主体)(?:户?数量?|总数|总量)?$"
            "|(?:经营|市场)主体(?:户?数量?|总数|总量)?$"
        ),
        "enterprises",
        True,
    ),
)


# What is measured of a zone itself, not of an industry in it.
_OF_ZONES = re.compile("亩均|每亩|扩区|建成区|厂房|用地|土地|入园|入驻|面积")


def add_counted(
    topics: tuple[str, ...], metric: str, *, is_placed: bool, known: Collection[str], is_zone: bool = False
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
    is_zone
        Whether it is told of a development zone or a park.

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
    if is_zone and "zones" in known and _OF_ZONES.search(metric):
        added = ("zones", *added)
    return tuple(dict.fromkeys((*(topic for topic in topics if topic != GENERAL or not added), *added)))

"""Words for an area larger than that of the document (全省 in a city's plan): what it is measured by, never what it covers."""

from __future__ import annotations

import re
from dataclasses import replace

from atlas.core.places.unit_tails import EACH, PART_TAILS, WHOLE
from atlas.core.policy.reading.figures.found import FoundFigure
from atlas.core.policy.reading.sides import Area

# 全省领先的: what follows is what is measured.
_RANKED = re.compile("(?:领先|一流|重要|知名|先进|最大|率先|闻名)(?:水平)?的")
_EVERYWHERE = re.compile(f"{WHOLE}|{EACH}")
_COUNTIES = f"(?:各[{PART_TAILS}]{{1,3}})?"


def speaks_of_all(words: str, area: Area) -> bool:
    """Whether some words speak of all that a document covers (全市, 各县), and not of a larger area alone.

    Parameters
    ----------
    words
        Of a task.
    area
        That the document governs.
    """
    own = re.sub(f"(?:{'|'.join(area.larger_words)}){_COUNTIES}", "", words)
    return _EVERYWHERE.search(own) is not None


def measure_against(found: FoundFigure, text: str, area: Area) -> FoundFigure:
    """A figure whose metric says of which larger area it is a share or a rank (全省市场占有率).

    Parameters
    ----------
    found
        The figure.
    text
        Clean text in which it stands.
    area
        That the document governs.

    Returns
    -------
    FoundFigure
        As it is, where no such word stands right before its metric. What is only to lead (全省领先的茶业产值) is left out.
    """
    figure = found.figure
    ranked = _RANKED.match(figure.metric)
    if ranked and ranked.end() < len(figure.metric):
        return replace(found, figure=replace(figure, metric=figure.metric[ranked.end() :]))
    start = text.rfind(figure.metric, found.start, found.value_start) if figure.metric else -1
    for word in area.larger_words:
        if start >= 0 and text.endswith(word, 0, start):
            first = min(found.start, start - len(word))
            return replace(found, start=first, figure=replace(figure, metric=word + figure.metric))
    return found

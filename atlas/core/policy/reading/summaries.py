"""The words by which an item is told in a list."""

from __future__ import annotations

from atlas.core.errors import Text
from atlas.core.model import Relation
from atlas.core.policy.reading.figure_places import PlacedFigure

_LONGEST = 120


def summarize(text: str, start: int, end: int) -> Text:
    """Some words of a text without the signs around them, shortened.

    Parameters
    ----------
    text
        Clean text.
    start, end
        The words.

    Examples
    --------
    >>> summarize("；发展茶叶，", 0, 6).zh
    '发展茶叶'
    """
    words = " ".join(text[start:end].strip("，。；、—：: \t").split("\t"))
    return Text(words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…", "")


def summarize_figure(text: str, placed: PlacedFigure) -> Text:
    """The words of a figure; where they leave out what they are about, that stands in front.

    Parameters
    ----------
    text
        Clean text.
    placed
        The figure, with the places that it is told of.
    """
    found = placed.figure
    if not placed.is_own:
        return summarize(text, found.start, found.end)
    own = (place for place in placed.places if place.role.relation is not Relation.PARTNER)
    names = "、".join(place.mention.words for place in own)
    printed = text[found.value_start : found.value_end]
    unit = "" if printed.endswith(found.figure.unit) else found.figure.unit
    return Text(f"{names}{found.figure.metric}{printed}{unit}", "")

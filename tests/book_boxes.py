"""Where the words of a page stand, and which of them overlap: what tests of books look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import shapely

from atlas.render.figures.fonts import shared_metrics
from atlas.render.figures.scene import MM_PER_POINT, Group, Item, Words

#: Ink of a line above and below its baseline, as shares of the size of type; most letters reach no further.
_ABOVE, _BELOW = 0.74, 0.1
#: Letters may come this near without being seen to touch [mm].
_TOUCH_MM = 0.05


def words_of(items: Iterable[Item]) -> Iterator[Words]:
    """All lines of text, those in groups too."""
    for item in items:
        if isinstance(item, Words) and item.text.strip():
            yield item
        elif isinstance(item, Group):
            yield from words_of(item.items)


def box_of(words: Words) -> shapely.Polygon:
    """The rectangle of a line's ink [mm]."""
    width = shared_metrics().width_mm(words.text, words.size_pt) + words.spacing_mm * (len(words.text) - 1)
    left = {"start": words.x_mm, "middle": words.x_mm - width / 2, "end": words.x_mm - width}[words.anchor]
    size = words.size_pt * MM_PER_POINT
    return shapely.box(
        left + _TOUCH_MM,
        words.y_mm - _ABOVE * size + _TOUCH_MM,
        left + width - _TOUCH_MM,
        words.y_mm + _BELOW * size - _TOUCH_MM,
    )


def overlapping(items: Iterable[Item]) -> list[tuple[str, str]]:
    """Pairs of lines whose ink overlaps."""
    words = list(words_of(items))
    boxes = [box_of(one) for one in words]
    pairs = shapely.STRtree(boxes).query(boxes, predicate="intersects").T
    return [(words[first].text, words[second].text) for first, second in pairs if first < second]

"""Places for a label away from what it names, with a short straight line that leads there."""

from __future__ import annotations

from collections.abc import Iterable

from atlas.core.figures.label_boxes import Way
from atlas.core.figures.label_leader_search import FoundPlace, LeaderFinder, Target
from atlas.core.figures.label_page import LabelPage
from atlas.core.figures.labels import LabelWish

# How far to look [mm], and at every how many cells: a longer leader is only tried where no shorter one will do.
_REACHES = ((15.0, 2), (30.0, 4), (75.0, 6))


def find_with_leader(
    wish: LabelWish,
    ways: tuple[Way, ...],
    target: Target,
    *,
    others: Iterable[Target],
    page: LabelPage,
) -> FoundPlace | None:
    """The cheapest place with a leader; ``None`` where the page has none.

    Parameters
    ----------
    wish, ways
        The label, and how it may be written.
    target
        What the leader points at.
    others
        What other leaders point at or may come to point at: not to be covered.
    page
        What is free.
    """
    keep_free = [other for other in others if other != target]
    best: FoundPlace | None = None
    # A label that is not required is not worth a long leader.
    for reach, stride in _REACHES if wish.is_required else _REACHES[:1]:
        best = LeaderFinder(wish, target, keep_free, page, reach, stride).run(ways, best)
        # No leader is cheaper than it is long, so that none from further away can be better.
        if best is not None and best.cost <= reach:
            break
    return best


def list_with_leader(
    wish: LabelWish,
    ways: tuple[Way, ...],
    target: Target,
    *,
    others: Iterable[Target],
    page: LabelPage,
) -> list[FoundPlace]:
    """Cheap places with a leader in all directions, cheapest first; parameters as for ``find_with_leader``."""
    keep_free = [other for other in others if other != target]
    reach, stride = _REACHES[1 if wish.is_required else 0]
    found = LeaderFinder(wish, target, keep_free, page, reach, stride).list_places(ways)
    return sorted(found, key=lambda place: place.cost)

"""Tells which words of a plan stand in another section of its other version; sections that were only renamed are the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from atlas.core.policy.goal_matching import likeness
from atlas.core.policy.goal_view import GoalView, pairs_of_signs

#: Headings with fewer signs in common are two headings.
_SAME_HEADING = 0.5
#: Fewer goals do not tell a section that was renamed from words that moved.
_LEAST_SHARED = 2

#: A heading of the first version, and the one that stands in its place in the second.
Renamed = frozenset[tuple[str, str]]


def renamed_sections(pairs: Iterable[tuple[GoalView, GoalView]]) -> Renamed:
    """Headings that hold other headings, and that say something else in the second version but hold the same.

    Parameters
    ----------
    pairs
        Goals of both versions that say the same in the same words.

    Returns
    -------
    frozenset of tuple
        Pairs of headings: more than half of what stands below either of them stands below the other one.
    """
    both: Counter[tuple[str, str]] = Counter()
    firsts: Counter[str] = Counter()
    seconds: Counter[str] = Counter()
    for one, other in pairs:
        sections = one.headings[:-1], other.headings[:-1]
        both.update(set(zip(*sections, strict=False)))
        firsts.update(set(sections[0]))
        seconds.update(set(sections[1]))
    return frozenset(
        (first, second)
        for (first, second), count in both.items()
        if count >= _LEAST_SHARED and 2 * count > firsts[first] and 2 * count > seconds[second]
    )


def is_in_other_section(one: GoalView, other: GoalView, renamed: Renamed = frozenset()) -> bool:
    """Whether words stand under another heading, or their heading stands in another section.

    Parameters
    ----------
    one, other
        Goals of both versions.
    renamed
        Sections that have another heading and are the same.

    Returns
    -------
    bool
        Numbers do not count, nor does a level of headings that came or went; without headings nothing is known.
    """
    if not (one.headings and other.headings):
        return False
    if not _are_alike(one.headings[-1], other.headings[-1]):
        return True
    first, second = one.headings[:-1], other.headings[:-1]
    if len(first) > len(second):
        return not _stand_within(second, first, frozenset((there, here) for here, there in renamed))
    return not _stand_within(first, second, renamed)


def _stand_within(shorter: Sequence[str], longer: Sequence[str], renamed: Renamed) -> bool:
    """Whether each heading has its like, in this order."""
    rest = iter(longer)
    return all(any((here, there) in renamed or _are_alike(here, there) for there in rest) for here in shorter)


@lru_cache(maxsize=4096)
def _are_alike(one: str, other: str) -> bool:
    return one == other or likeness(pairs_of_signs(one), pairs_of_signs(other)) >= _SAME_HEADING

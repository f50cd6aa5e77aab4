"""Tells which goal of one version of a plan is which goal of another, by what they say and not by their numbers.

Two goals of one family are compared by up to six parts, each between 0 and 1; a part of which neither says anything is
left out. Their weighted mean is the score:

- words (weight 3): pairs of neighbouring signs of summary and name that they share;
- metric (3, targets only): the same of the metric, half of it for the same unit, in whatever size;
- places (2): units named by both, of those named by either;
- topics (2): topics of both, of those of either;
- heading (2): pairs of signs of the headings that they share;
- value (1, targets only): the same value, in whatever unit of its kind.

Goals of one family that say the same in the same words are the same whatever else is read in them: words that moved to
another clause may have other topics there. Of the others only goals that share a topic, a place or a metric are compared, and only those are the same that share words, places or what they
measure: topic and heading alone say nothing, for many goals stand under "finance". Pairs with at least ``LEAST_SCORE``
are taken, best first, each goal once; among equals those in document order.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from atlas.core.errors import LimitExceeded
from atlas.core.policy.figure_values import is_same_value, kind_of_unit
from atlas.core.policy.goal_view import GoalView

#: Below this two goals are not the same.
LEAST_SCORE = 0.55
#: More pairs take longer than anybody waits.
MOST_PAIRS = 1_000_000
_WEIGHTS = {"words": 3, "metric": 3, "places": 2, "topics": 2, "heading": 2, "value": 1}
#: Share of the words of the shorter one, likeness of metrics, and of places as written: one of them has to be reached.
_SAME_WORDS = 0.4
_SAME_METRIC = 0.75
_SAME_PLACES = 0.5
# A part that is at least so alike is told as a reason.
_TELLING = 0.5


@dataclass(frozen=True, slots=True)
class Match:
    """Two goals that are the same.

    Parameters
    ----------
    one, other
        Positions in the two lists.
    score
        0 to 1.
    reasons
        Parts in which they are alike.
    is_same_text
        Whether they say the same in the same words.
    """

    one: int
    other: int
    score: float
    reasons: tuple[str, ...]
    is_same_text: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """What is known of two documents before their goals are compared.

    Parameters
    ----------
    same
        Positions of goals that rest on the same words.
    ones, others
        Positions of goals that have no counterpart.
    """

    same: tuple[tuple[int, int], ...] = ()
    ones: frozenset[int] = frozenset()
    others: frozenset[int] = frozenset()


def match_goals(
    ones: Sequence[GoalView], others: Sequence[GoalView], *, settled: Settled | None = None
) -> list[Match]:
    """Which goals of two documents are the same.

    Parameters
    ----------
    ones, others
        Goals in document order.
    settled
        What is known of them.

    Returns
    -------
    list of Match
        In the order of the first list. The cost grows with the product of the numbers of goals that are not word for word
        the same.

    Raises
    ------
    LimitExceeded
        There are more pairs than ``MOST_PAIRS``.
    """
    known = settled or Settled()
    twins = [*known.same, *_twins(ones, others, known)]
    taken = [_same(one, ones[one], other, others[other]) for one, other in twins]
    left = {*known.ones, *(one for one, _ in twins)}
    right = {*known.others, *(other for _, other in twins)}
    pairs = set(_candidates(ones, others, (left, right)))
    found = [_compare(one, ones[one], other, others[other]) for one, other in sorted(pairs)]
    for match in sorted(found, key=lambda match: (-match.score, match.one, match.other)):
        if match.score >= LEAST_SCORE and match.one not in left and match.other not in right:
            left.add(match.one)
            right.add(match.other)
            taken.append(match)
    return sorted(taken, key=lambda match: match.one)


def _twins(
    ones: Sequence[GoalView], others: Sequence[GoalView], settled: Settled
) -> Iterator[tuple[int, int]]:
    """Goals that say the same in the same words, in their order: they need not be compared with all the others.

    Those under the same headings that are read in the same way come first, then those under others, then those of the same
    figure, then the rest.
    """
    left = {*settled.ones, *(one for one, _ in settled.same)}
    right = {*settled.others, *(other for _, other in settled.same)}
    for identity in (_settled_identity, _identity, _figure_identity, _words_identity):
        waiting: dict[Hashable, list[int]] = {}
        for other, view in enumerate(others):
            if other not in right:
                waiting.setdefault(identity(view), []).append(other)
        for one, view in enumerate(ones):
            numbers = waiting.get(identity(view), []) if one not in left and view.goal.summary.zh else []
            if numbers:
                other = numbers.pop(0)
                left.add(one)
                right.add(other)
                yield one, other


def _candidates(
    ones: Sequence[GoalView], others: Sequence[GoalView], paired: tuple[set[int], set[int]]
) -> Iterator[tuple[int, int]]:
    """Goals of one family that share a topic or a place, but for those that have a counterpart."""
    marked: dict[tuple[str, str], list[int]] = {}
    for other, view in enumerate(others):
        if other not in paired[1]:
            for mark in _marks(view):
                marked.setdefault((view.family, mark), []).append(other)
    number = 0
    for one, view in enumerate(ones):
        if one in paired[0]:
            continue
        near = {other for mark in _marks(view) for other in marked.get((view.family, mark), ())}
        number += len(near)
        if number > MOST_PAIRS:
            raise _too_many(len(ones), len(others))
        yield from ((one, other) for other in near)


def _marks(view: GoalView) -> Iterator[str]:
    """One of them in common makes it worth while to compare two goals."""
    yield from view.topics
    yield from view.named
    if view.figure is not None and view.figure.metric:
        yield view.figure.metric


def _settled_identity(view: GoalView) -> Hashable:
    return _identity(view), tuple(view.headings)


def _identity(view: GoalView) -> Hashable:
    return _figure_identity(view), view.topics, view.named


def _figure_identity(view: GoalView) -> Hashable:
    return _words_identity(view), view.figure


def _words_identity(view: GoalView) -> Hashable:
    return view.family, view.goal.summary.zh, view.goal.name, view.figure and kind_of_unit(view.figure.unit)


def _too_many(ones: int, others: int) -> LimitExceeded:
    return LimitExceeded(
        f"两份文件分别有 {ones} 和 {others} 个目标，相同的太少，无法逐项比较",
        f"the documents have {ones} and {others} goals and too few in common to be compared one by one",
        code="comparison_too_large",
        hint_zh="请比较同一方案的两个版本，或把文件按篇章分开添加。",
        hint_en="Compare two versions of one plan, or add its parts as documents of their own.",
    )


def likeness(ones: AbstractSet[str], others: AbstractSet[str]) -> float:
    """Share of what two sets have in common (Dice).

    Parameters
    ----------
    ones, others
        Sets.

    Returns
    -------
    float
        0 to 1; 0 where both are empty.

    Examples
    --------
    >>> likeness({"茶叶", "加工"}, {"茶叶"})
    0.6666666666666666
    """
    both = len(ones) + len(others)
    return 2 * len(ones & others) / both if both else 0.0


def like_metrics(one: GoalView, other: GoalView) -> float:
    """How alike the metrics of two targets are, half of it for the unit; 0 where one has none."""
    if one.figure is None or other.figure is None:
        return 0.0
    is_same_unit = kind_of_unit(one.figure.unit) == kind_of_unit(other.figure.unit)
    return (likeness(one.metric_words, other.metric_words) + is_same_unit) / 2


def _same(number: int, one: GoalView, other_number: int, other: GoalView) -> Match:
    """Goals that are known to rest on the same words."""
    score, reasons = _score(one, other)
    return Match(number, other_number, max(score, LEAST_SCORE), reasons, is_same_text=True)


def _compare(number: int, one: GoalView, other_number: int, other: GoalView) -> Match:
    if not _is_same_matter(one, other):
        return Match(number, other_number, 0.0, ())
    return Match(number, other_number, *_score(one, other))


def _score(one: GoalView, other: GoalView) -> tuple[float, tuple[str, ...]]:
    parts = _parts(one, other)
    weight = sum(_WEIGHTS[name] for name in parts)
    score = sum(_WEIGHTS[name] * value for name, value in parts.items()) / weight if weight else 0.0
    return round(score, 3), tuple(name for name, value in parts.items() if value >= _TELLING)


def _is_same_matter(one: GoalView, other: GoalView) -> bool:
    shorter = min(len(one.words), len(other.words))
    return (
        (shorter > 0 and len(one.words & other.words) / shorter >= _SAME_WORDS)
        or like_metrics(one, other) >= _SAME_METRIC
        or likeness(one.written, other.written) >= _SAME_PLACES
    )


def _parts(one: GoalView, other: GoalView) -> dict[str, float]:
    parts: dict[str, float] = {}
    pairs: list[tuple[str, AbstractSet[str], AbstractSet[str]]] = [
        ("words", one.words, other.words),
        ("places", one.named, other.named),
        ("topics", one.topics, other.topics),
        ("heading", one.heading_words, other.heading_words),
    ]
    for name, left, right in pairs:
        if left or right:
            parts[name] = likeness(left, right)
    if one.figure is not None and other.figure is not None:
        parts["metric"] = like_metrics(one, other)
        parts["value"] = float(is_same_value(one.figure, other.figure))
    return {name: parts[name] for name in _WEIGHTS if name in parts}

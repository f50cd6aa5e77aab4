"""What an upper plan asks of a region, beside the region's own plan: taken up, lacking, contradicted, or its own idea.

A goal of the upper plan is taken up where a goal of the lower plan asks for the same task: the same subject of one of its
industries, and the same kind of work; a target where the lower plan measures the same. Of the industry alone it is told
that it is the same, and that both speak of finance, talent or enterprises is no more than ``related``. Figures are judged
only where the upper one holds for the region: it is a share or a rate, it holds for each place, or the region is the only
one named. What many counties are to reach together is never contradicted by one of them: it is told how much the region's
figure makes of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from atlas.core.errors import LimitExceeded
from atlas.core.model import Relation
from atlas.core.policy.catalogue import Catalogue
from atlas.core.policy.comparison import Change, ComparedGoal, Status
from atlas.core.policy.figure_standing import figure_changes, measure_alike
from atlas.core.policy.goal_matching import MOST_PAIRS, like_metrics, likeness
from atlas.core.policy.goal_tasks import names_something, share_subject, share_work
from atlas.core.policy.goal_view import GoalView

#: The topic of goals that are of no industry.
_GENERAL = "general"
#: Groups and topics that every plan speaks of, whatever its industries.
_BROAD_GROUPS = frozenset({"support", "enterprise"})
_BROAD_TOPICS = frozenset({"green", "digital"})
_CONTRADICTIONS = frozenset({"lower_value", "higher_value", "later_year", "ruled_out", "forbidden_above"})


@dataclass(frozen=True, slots=True)
class _Region:
    """What the lower plan governs, and which topics are industries."""

    adcode: str
    units: frozenset[str]
    industries: frozenset[str]
    outlives: bool


def compare_nested(
    catalogue: Catalogue,
    region: str,
    uppers: Sequence[GoalView],
    lowers: Sequence[GoalView],
    *,
    outlives: bool = False,
) -> list[ComparedGoal]:
    """What an upper plan asks of a region, and what the region's plan says to it.

    Parameters
    ----------
    catalogue
        Tells what lies in the region.
    region
        adcode that the lower plan governs.
    uppers, lowers
        Goals of both plans, in document order.
    outlives
        Whether the lower plan runs longer than the upper one, so that a later year is no delay.

    Returns
    -------
    list of ComparedGoal
        First what the upper plan asks, in its order, with the goal of the lower plan that comes closest; then the goals of
        the lower plan that nothing in the upper one asks for.

    Raises
    ------
    LimitExceeded
        There are more pairs of one topic than ``MOST_PAIRS``.
    """
    units = frozenset(unit.adcode for unit in catalogue.counties_within(region)) | {region}
    industries = frozenset(
        slug
        for slug, topic in catalogue.topics.items()
        if topic.group not in _BROAD_GROUPS and slug not in _BROAD_TOPICS
    )
    place = _Region(region, units, industries, outlives)
    asked = [upper for upper in uppers if units & upper.asked.keys()]
    _check_number(asked, lowers)
    compared = [_answer(upper, lowers, place) for upper in asked]
    forbidding = [upper for upper in uppers if upper.forbidden & units and not upper.asked]
    compared += [found for upper in forbidding for found in _answer_forbidding(upper, lowers, place)]
    wanted = {topic for upper in asked for topic in upper.topics} - {_GENERAL}
    answering = {one.other.head for one in compared if one.other}
    own = [
        lower
        for lower in lowers
        if lower.head not in answering
        and lower.asked
        and lower.topics - {_GENERAL}
        and not (lower.topics & industries or lower.topics) & wanted
    ]
    # The head of a table, and what every plan says, is no idea of the region's own.
    statuses = ((Status.OWN if names_something(lower) else Status.GENERAL, lower) for lower in own)
    return [*compared, *(ComparedGoal(status, None, lower) for status, lower in statuses)]


def reach(upper: GoalView, catalogue: Catalogue, region: str) -> Relation:
    """How an upper goal reaches a region: the strongest relation to it or to a county in it."""
    order = list(Relation)
    found = [relation for code, relation in upper.asked.items() if catalogue.is_within(code, region)]
    return min(found, key=order.index)


def _check_number(uppers: Sequence[GoalView], lowers: Sequence[GoalView]) -> None:
    by_topic = Counter(topic for lower in lowers for topic in lower.topics)
    if sum(by_topic[topic] for upper in uppers for topic in upper.topics) > MOST_PAIRS:
        raise LimitExceeded(
            f"上级文件有 {len(uppers)} 个目标、下级文件有 {len(lowers)} 个，逐项比较的组合过多",
            f"the plans have {len(uppers)} and {len(lowers)} goals: too many pairs to be compared one by one",
            code="comparison_too_large",
            hint_zh="请把文件按篇章分开添加后再比较。",
            hint_en="Add parts of them as documents of their own and compare those.",
        )


def _answer(upper: GoalView, lowers: Sequence[GoalView], place: _Region) -> ComparedGoal:
    topics = (upper.topics & place.industries) or upper.topics - {_GENERAL}
    if not topics:
        return ComparedGoal(Status.GENERAL, upper, None)
    related = [lower for lower in lowers if lower.topics & topics or measure_alike(upper, lower)]
    asking = [lower for lower in related if lower.asked.keys() & place.units]
    against = [
        lower
        for lower in related
        if lower.ruled_out & place.units and not lower.asked and share_subject(upper, lower)
    ]
    is_industry = bool(topics & place.industries)
    if not asking:
        if not against or not is_industry:
            return ComparedGoal(Status.LACKING, upper, None)
        best = _closest(upper, against, topics)
        change = Change("ruled_out", upper.goal.clause, best.goal.clause)
        return ComparedGoal(
            Status.CONTRADICTED, upper, best, _closeness(upper, best, topics), ("topics",), (change,)
        )
    best = _closest(upper, asking, topics)
    changes = list(figure_changes(upper, best, place.adcode, outlives=place.outlives))
    if is_industry:
        changes += [Change("ruled_out_in_part", upper.goal.clause, one.goal.clause) for one in against[:1]]
    lacking = (topics & place.industries) - {topic for lower in asking for topic in lower.topics}
    if lacking:
        changes.append(Change("topics_lacking", " ".join(sorted(lacking)), ""))
    status = _status(upper, best, {one.code for one in changes}, is_industry=is_industry)
    reasons = (
        *(("topics",) if topics & best.topics else ()),
        *(("metric",) if measure_alike(upper, best) else ()),
    )
    return ComparedGoal(status, upper, best, _closeness(upper, best, topics), reasons, tuple(changes))


def _status(upper: GoalView, best: GoalView, codes: set[str], *, is_industry: bool) -> Status:
    if codes & _CONTRADICTIONS:
        return Status.CONTRADICTED
    if upper.figure is not None and measure_alike(upper, best):
        return Status.TAKEN_UP
    if not is_industry:
        return Status.RELATED
    if not _is_same_task(upper, best):
        return Status.SAME_INDUSTRY
    return Status.IN_PART if upper.figure is not None or "topics_lacking" in codes else Status.TAKEN_UP


def _is_same_task(upper: GoalView, lower: GoalView) -> bool:
    return share_subject(upper, lower) and share_work(upper, lower)


def _answer_forbidding(upper: GoalView, lowers: Sequence[GoalView], place: _Region) -> Iterator[ComparedGoal]:
    """What an upper plan forbids is a goal of its own only where the lower plan asks for that very industry."""
    topics = upper.topics & place.industries
    against = [
        lower
        for lower in lowers
        if lower.topics & topics and lower.asked.keys() & place.units and share_subject(upper, lower)
    ]
    if against:
        best = _closest(upper, against, topics)
        change = Change("forbidden_above", upper.goal.clause, best.goal.clause)
        yield ComparedGoal(
            Status.CONTRADICTED, upper, best, _closeness(upper, best, topics), ("topics",), (change,)
        )


def _closest(upper: GoalView, lowers: Sequence[GoalView], topics: frozenset[str]) -> GoalView:
    """Where the upper goal has a figure, one that measures the same comes first, then the same task, then the subject."""
    return max(
        lowers,
        key=lambda lower: (
            measure_alike(upper, lower),
            _is_same_task(upper, lower),
            share_subject(upper, lower),
            _closeness(upper, lower, topics),
        ),
    )


def _closeness(upper: GoalView, lower: GoalView, topics: frozenset[str]) -> float:
    """Topics weigh three parts, the metrics of two targets three, words one; rounded, so that the order is the same
    everywhere.
    """
    shared = len(topics & lower.topics) / len(topics)
    metrics = like_metrics(upper, lower) if upper.figure is not None else shared
    return round((3 * shared + 3 * metrics + likeness(upper.words, lower.words)) / 7, 3)

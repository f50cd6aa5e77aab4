"""What an upper plan asks of a region, beside the region's own plan: taken up, lacking, contradicted, or its own idea.

A goal of the upper plan is taken up where a goal of the lower plan has one of its topics. Figures are compared only
where both measure alike in the same unit and the upper one holds for the region: it is a share, it holds for each place,
or the region is the only one named. A sum that many counties are to reach together says nothing about one of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from atlas.core.model import Figure, Relation
from atlas.core.policy.catalogue import Catalogue
from atlas.core.policy.comparison import Change, ComparedGoal, Status
from atlas.core.policy.goal_matching import like_metrics, likeness
from atlas.core.policy.goal_view import GoalView

#: The topic of goals that are of no industry.
_GENERAL = "general"
#: Metrics that are less alike than this measure different things.
_SAME_METRIC = 0.75
_UNITS_OF_SHARES = frozenset({"%", "‰", "百分点", "个百分点", "倍"})
_AT_MOST = frozenset({"<", "<="})
_CONTRADICTIONS = frozenset({"lower_value", "higher_value", "later_year", "ruled_out"})


def compare_nested(
    catalogue: Catalogue, region: str, uppers: Sequence[GoalView], lowers: Sequence[GoalView]
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

    Returns
    -------
    list of ComparedGoal
        First what the upper plan asks, in its order, with the goal of the lower plan that comes closest; then the goals of
        the lower plan that nothing in the upper one asks for.
    """
    units = {unit.adcode for unit in catalogue.counties_within(region)} | {region}
    asked = [upper for upper in uppers if units & upper.asked.keys()]
    compared = [_answer(upper, lowers, units, region) for upper in asked]
    wanted = {topic for upper in asked for topic in upper.topics} - {_GENERAL}
    answering = {id(one.other) for one in compared}
    own = [
        lower
        for lower in lowers
        if id(lower) not in answering
        and lower.asked
        and lower.topics - {_GENERAL}
        and not lower.topics & wanted
    ]
    return [*compared, *(ComparedGoal(Status.OWN, None, lower) for lower in own)]


def reach(upper: GoalView, catalogue: Catalogue, region: str) -> Relation:
    """How an upper goal reaches a region: the strongest relation to it or to a county in it."""
    order = list(Relation)
    found = [relation for code, relation in upper.asked.items() if catalogue.is_within(code, region)]
    return min(found, key=order.index)


def _answer(upper: GoalView, lowers: Sequence[GoalView], units: set[str], region: str) -> ComparedGoal:
    topics = upper.topics - {_GENERAL}
    if not topics:
        return ComparedGoal(Status.GENERAL, upper, None)
    related = [lower for lower in lowers if lower.topics & topics]
    asking = [lower for lower in related if lower.asked.keys() & units]
    against = [lower for lower in related if lower.ruled_out & units and not lower.asked]
    if not asking:
        if not against:
            return ComparedGoal(Status.LACKING, upper, None)
        best = max(against, key=lambda lower: _closeness(upper, lower))
        change = Change("ruled_out", upper.goal.clause, best.goal.clause)
        return ComparedGoal(Status.CONTRADICTED, upper, best, _closeness(upper, best), ("topics",), (change,))
    best = max(asking, key=lambda lower: _closeness(upper, lower))
    changes = list(_figure_changes(upper, best, region))
    changes += [Change("ruled_out_in_part", upper.goal.clause, one.goal.clause) for one in against[:1]]
    status = Status.CONTRADICTED if any(one.code in _CONTRADICTIONS for one in changes) else Status.TAKEN_UP
    reasons = ("topics", *(("metric",) if _measure_alike(upper, best) else ()))
    return ComparedGoal(status, upper, best, _closeness(upper, best), reasons, tuple(changes))


def _closeness(upper: GoalView, lower: GoalView) -> float:
    """Topics weigh three parts, the metrics of two targets three, words one; rounded, so that the order is the same
    everywhere.
    """
    topics = upper.topics - {_GENERAL}
    shared = len(topics & lower.topics) / len(topics)
    metrics = like_metrics(upper, lower) if upper.figure is not None else shared
    return round((3 * shared + 3 * metrics + likeness(upper.words, lower.words)) / 7, 3)


def _measure_alike(upper: GoalView, lower: GoalView) -> bool:
    return like_metrics(upper, lower) >= _SAME_METRIC


def _figure_changes(upper: GoalView, lower: GoalView, region: str) -> Iterator[Change]:
    if upper.figure is None:
        return
    if not _measure_alike(upper, lower) or lower.figure is None:
        yield Change("no_figure", _figure_words(upper.figure), "")
        return
    if not _holds_for(upper, region):
        return
    before, after = _figure_words(upper.figure), _figure_words(lower.figure)
    least, least_after = _bound(upper.figure), _bound(lower.figure)
    if upper.figure.op in _AT_MOST:
        if least_after > least:
            yield Change("higher_value", before, after)
    elif least_after < least:
        yield Change("lower_value", before, after)
    if upper.goal.due is not None and lower.goal.due is not None and upper.goal.due != lower.goal.due:
        code = "later_year" if lower.goal.due > upper.goal.due else "earlier_year"
        yield Change(code, str(upper.goal.due), str(lower.goal.due))


def _holds_for(upper: GoalView, region: str) -> bool:
    figure = upper.figure
    if figure is None:
        return False
    return figure.per == "each" or figure.unit in _UNITS_OF_SHARES or upper.named == {region}


def _bound(figure: Figure) -> float:
    return figure.value if figure.value_max is None else figure.value_max


def _figure_words(figure: Figure) -> str:
    most = "" if figure.value_max is None else f"–{figure.value_max:.12g}"
    year = "" if figure.year is None else f" ({figure.year})"
    return f"{figure.op} {figure.value:.12g}{most} {figure.unit}{year}"

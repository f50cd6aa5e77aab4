"""How a figure of a lower plan stands to that of an upper one, where both measure the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from atlas.core.model import Figure
from atlas.core.policy.comparison import Change
from atlas.core.policy.figure_values import in_unit_of, kind_of_unit
from atlas.core.policy.goal_matching import likeness
from atlas.core.policy.goal_view import GoalView, pairs_of_signs

#: Metrics with fewer words in common measure different things.
_SAME_METRIC = 0.6
_UNITS_OF_SHARES = frozenset({"%", "‰", "百分点", "个百分点", "倍"})
_AT_MOST = frozenset({"<", "<="})
#: What grows is not what is there.
_GROWTH = ("新增", "净增", "增长", "增速", "增幅", "年均")
_SHARE_OF = "占"
# Right before what is measured, in the same part of the sentence.
_WHOLE = re.compile(r"全(?:省|市|州|区|域)[^，,、；;。]*$")
_SHORT = {"规上": "规模以上", "限上": "限额以上"}
#: Metrics that are read once for all comparisons with others; more than any two plans have.
_KEPT = 8192


def measure_alike(one: GoalView, other: GoalView) -> bool:
    """Whether two targets measure the same, in the same unit or in another size of it.

    Parameters
    ----------
    one, other
        Goals.

    Returns
    -------
    bool
        False where one has no figure, where one tells a growth and the other a state, and where they are shares of
        different wholes.
    """
    if (
        one.figure is None
        or other.figure is None
        or kind_of_unit(one.figure.unit) != kind_of_unit(other.figure.unit)
    ):
        return False
    first, second = one.figure.metric, other.figure.metric
    alike = likeness(_words_in_full(first), _words_in_full(second))
    if _grows(first) != _grows(second) or alike < _SAME_METRIC:
        return False
    wholes = [_words_in_full(metric.partition(_SHARE_OF)[2]) for metric in (first, second)]
    return not any(wholes) or likeness(*wholes) >= _SAME_METRIC


def figure_changes(
    upper: GoalView, lower: GoalView, region: str, *, outlives: bool = False
) -> Iterator[Change]:
    """How the figure of a lower plan stands to that of the upper one.

    Parameters
    ----------
    upper, lower
        Goals.
    region
        adcode that the lower plan governs.
    outlives
        Whether the lower plan runs longer than the upper one, so that a later year is no delay.

    Yields
    ------
    Change
        ``no_figure``; of what holds for the region ``lower_value``, ``higher_value``, ``lower_before`` (lower, but due
        earlier), ``later_year`` or ``other_period``, ``earlier_year``; of a sum of many counties ``part_of_sum``.
    """
    if upper.figure is None:
        return
    metric = upper.figure.metric
    if lower.figure is None or not measure_alike(upper, lower):
        yield Change("no_figure", upper.figure_words, "", metric)
        return
    if not _holds_for(upper, region):
        yield Change("part_of_sum", upper.figure_words, lower.figure_words, metric)
        return
    code = _standing(upper, lower, upper.figure, in_unit_of(upper.figure, lower.figure))
    if code:
        yield Change(code, upper.figure_words, lower.figure_words, metric)
    due, lower_due = upper.goal.due, lower.goal.due
    if code != "lower_before" and due is not None and lower_due is not None and due != lower_due:
        later = "other_period" if outlives else "later_year"
        yield Change(later if lower_due > due else "earlier_year", str(due), str(lower_due), metric)


def _standing(upper: GoalView, lower: GoalView, before: Figure, after: Figure) -> str:
    # Of a range the upper plan asks the lower end, and the lower plan may reach the upper one.
    offered = _upper_end(after)
    if before.op in _AT_MOST:
        return "higher_value" if offered > _upper_end(before) else ""
    if offered >= before.value:
        return ""
    is_before = upper.goal.due is not None and lower.goal.due is not None and lower.goal.due < upper.goal.due
    return "lower_before" if is_before else "lower_value"


@lru_cache(maxsize=_KEPT)
def _words_in_full(metric: str) -> frozenset[str]:
    for short, full in _SHORT.items():
        metric = metric.replace(short, full)
    return pairs_of_signs(metric)


def _grows(metric: str) -> bool:
    return any(word in metric for word in _GROWTH)


def _holds_for(upper: GoalView, region: str) -> bool:
    figure = upper.figure
    if figure is None:
        return False
    if figure.per == "each" or figure.unit in _UNITS_OF_SHARES:
        return True
    return upper.named == {region} and not _is_of_the_whole(upper.statement, figure.metric)


def _is_of_the_whole(statement: str, metric: str) -> bool:
    """Whether a sentence that names one county gives a figure for all: 打造安化黑茶品牌，全省茶产业产值达到1500亿元."""
    before, found, _ = statement.partition(metric)
    return bool(found and metric) and bool(_WHOLE.search(before))


def _upper_end(figure: Figure) -> float:
    return figure.value if figure.value_max is None else figure.value_max

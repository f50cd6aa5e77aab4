"""How a figure of a lower plan stands to that of an upper one, where both measure the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from atlas.core.model import Figure, Relation
from atlas.core.places.unit_tails import LARGER_TAILS
from atlas.core.policy.comparison import Change
from atlas.core.policy.figure_values import in_unit_of, is_same_value, kind_of_unit
from atlas.core.policy.goal_matching import likeness
from atlas.core.policy.goal_tasks import name_same_subject
from atlas.core.policy.goal_view import GoalView, pairs_of_signs

#: Metrics with fewer words in common measure different things.
_SAME_METRIC = 0.6
_UNITS_OF_SHARES = frozenset({"%", "‰", "百分点", "个百分点", "倍"})
_AT_MOST = frozenset({"<", "<="})
#: What grows is not what is there.
_GROWTH = ("新增", "净增", "增长", "增速", "增幅", "年均")
_SHARE_OF = "占"
# Right before what is measured, in the same part of the sentence; behind the name of a county 全县 is that county.
_WHOLE = re.compile(f"全[{LARGER_TAILS}域][^，,、；;。]*$")
_SHORT = {"规上": "规模以上", "限上": "限额以上", "茶叶": "茶"}
# What is left of a metric without them is what it measures of: 锂电 of 锂电产业产值, nothing of 总投资.
_MEASURES = re.compile(
    "年均增长|累计新增|新增|净增|累计|综合|总产值|产值|增加值|营业收入|业务收入|销售收入|销售额|收入|主营|总投资|投资额"
    "|投资|总额|产量|产能|年产|总产量|面积|规模(?!以上)|税收|利润|全产业链|产业链|产业集群|产业|行业|集群"
    "|精深加工|深加工|加工|建设|达到"
)
#: An output of a project: the thing itself stands behind the number.
_OUTPUT = "年产"
#: Metrics that are read once for all comparisons with others; more than any two plans have.
_KEPT = 8192


def measure_alike(one: GoalView, other: GoalView) -> bool:
    """Whether two targets measure the same of the same thing, in the same unit or in another size of it.

    Parameters
    ----------
    one, other
        Goals.

    Returns
    -------
    bool
        False where one has no figure, where one tells a growth and the other a state, where they are shares of
        different wholes, and where the one is of shoes and the other of batteries: metrics that name nothing (总投资) are
        the same only of one topic and one subject, or with one value.
    """
    if (
        one.figure is None
        or other.figure is None
        or kind_of_unit(one.figure.unit) != kind_of_unit(other.figure.unit)
    ):
        return False
    first, second = one.figure.metric, other.figure.metric
    if _grows(first) != _grows(second):
        return False
    if likeness(_words_in_full(first), _words_in_full(second)) < _SAME_METRIC:
        return _are_of_one_project(one, other)
    if not _are_of_one_subject(one, other, one.figure, other.figure):
        return False
    wholes = [_words_in_full(metric.partition(_SHARE_OF)[2]) for metric in (first, second)]
    return not any(wholes) or likeness(*wholes) >= _SAME_METRIC


def both_metrics(one: str, other: str) -> str:
    """What two figures measure: told once where it is the same, else of both."""
    return one if one == other or not other else f"{one} / {other}"


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
    if lower.figure is None or not measure_alike(upper, lower):
        yield Change("no_figure", upper.figure_words, "", upper.figure.metric)
        return
    metric = both_metrics(upper.figure.metric, lower.figure.metric)
    if not _holds_for(upper, region):
        # The sum of places that a sentence names is none of those that are only asked as all the others are.
        if _names(upper, region) or not upper.named:
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


@lru_cache(maxsize=_KEPT)
def _subject_of(metric: str) -> frozenset[str]:
    for short, full in _SHORT.items():
        metric = metric.replace(short, full)
    return pairs_of_signs(_MEASURES.sub(" ", metric))


def _are_of_one_subject(one: GoalView, other: GoalView, first: Figure, second: Figure) -> bool:
    subjects = _subject_of(first.metric), _subject_of(second.metric)
    if any(subjects):
        return likeness(*subjects) >= _SAME_METRIC
    if not one.topics & other.topics:
        return False
    return name_same_subject(one, other) or is_same_value(first, second)


def _are_of_one_project(one: GoalView, other: GoalView) -> bool:
    """正邦年产 and 正邦集团在上高建设年产 are outputs of one project: all that the shorter name says stands in the longer."""
    if one.figure is None or other.figure is None or not one.topics & other.topics:
        return False
    metrics = one.figure.metric, other.figure.metric
    if not all(metric.endswith(_OUTPUT) for metric in metrics):
        return False
    shorter, longer = sorted((_subject_of(metric) for metric in metrics), key=len)
    return bool(shorter) and shorter <= longer


def _grows(metric: str) -> bool:
    return any(word in metric for word in _GROWTH)


def _holds_for(upper: GoalView, region: str) -> bool:
    figure = upper.figure
    if figure is None:
        return False
    if figure.per == "each" or figure.unit in _UNITS_OF_SHARES:
        return True
    return upper.named == {region} and not _is_of_the_whole(upper.statement, figure.metric)


def _names(upper: GoalView, region: str) -> bool:
    return upper.asked.get(region) in (Relation.NAMED, Relation.IMPLICIT, Relation.MEMBER)


def _is_of_the_whole(statement: str, metric: str) -> bool:
    """Whether a sentence that names one county gives a figure for all: 打造安化黑茶品牌，全省茶产业产值达到1500亿元."""
    before, found, _ = statement.partition(metric)
    return bool(found and metric) and bool(_WHOLE.search(before))


def _upper_end(figure: Figure) -> float:
    return figure.value if figure.value_max is None else figure.value_max

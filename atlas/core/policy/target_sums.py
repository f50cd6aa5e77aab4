"""Sums of targets: only of one document, one metric, unit and year, and of things that are surely different ones.

A sum that may count one thing twice is worse than none: where it is in doubt which thing a figure is of, none is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from atlas.core.model import Goal, Relation
from atlas.core.policy.catalogue import Catalogue

_ADDING = ("=", ">=", ">", "~")
#: What a share, a growth or a ratio is measured in; 万吨/年 are amounts.
_NO_AMOUNT = re.compile(r"[%‰％]|百分点|基点|倍|/(?!年$)|每|:|：")
#: A mean, and the size of a single thing.
_NO_TOTAL = re.compile(r"[亩人户县]均|平均|年均|单位|单个|每|占比|比重|强度|排名|位次|增长|增速|增幅")
#: Behind what is measured: the size that counted things have, 营业收入超百亿元的集群.
_SIZE = re.compile(r"超|达|突破|[\d一二三四五六七八九十百千万亿两].*(?:以上|以下|级)|不[低少]于")


@dataclass(frozen=True, slots=True)
class TargetSum:
    """What several targets of one document come to.

    Parameters
    ----------
    document
        Its id.
    metric, op, unit, year
        Of every one of them.
    value
        Their sum.
    count
        How many they are.
    """

    document: str
    metric: str
    op: str
    unit: str
    year: int | None
    value: float
    count: int


def sum_targets(catalogue: Catalogue, goals: Iterable[Goal]) -> list[TargetSum]:
    """What targets come to that add up.

    Parameters
    ----------
    catalogue
        Knows what they are of.
    goals
        Targets, of any documents.

    Returns
    -------
    list of TargetSum
        Of figures of one document, with one metric, sign, unit and year, in the order of the first ones. Each is of a place
        that the plan names, in a year that it states, or of a named project; no place lies in another one of them, and nothing counts twice.
        Neither are sizes of what is counted added (营业收入超百亿元的集群), nor shares, means, growth and figures of periods.
    """
    grouped: dict[tuple[str, str, str, str, int | None], list[Goal]] = {}
    for goal in goals:
        figure = goal.figure
        if figure is not None and figure.year is not None:
            key = (goal.document, figure.metric, figure.op, figure.unit, figure.year)
            grouped.setdefault(key, []).append(goal)
    return [
        TargetSum(*key, value=sum(goal.figure.value for goal in found if goal.figure), count=len(found))
        for key, found in grouped.items()
        if len(found) > 1 and _add_up(catalogue, found)
    ]


def _add_up(catalogue: Catalogue, goals: Sequence[Goal]) -> bool:
    if not all(_is_amount(goal) and not _is_size(catalogue, goal) for goal in goals):
        return False
    places = {goal.id: _places(catalogue, goal) for goal in goals}
    return all(_are_apart(catalogue, pair, places) for pair in combinations(goals, 2))


def _is_amount(goal: Goal) -> bool:
    figure = goal.figure
    if figure is None or figure.op not in _ADDING or figure.value_max is not None:
        return False
    if figure.per or figure.suspicious or figure.year_from is not None:
        return False
    # What a county has today may be read with the end of the plan as its year; a project is not there yet.
    if not goal.year_stated and not goal.name:
        return False
    return not _NO_AMOUNT.search(figure.unit) and not _NO_TOTAL.search(figure.metric)


def _is_size(catalogue: Catalogue, goal: Goal) -> bool:
    """Whether its clause counts things by this figure."""
    metric = goal.figure.metric if goal.figure else ""
    near = (
        one.figure.metric
        for one in catalogue.documents[goal.document].goals
        if one.clause == goal.clause and one.figure is not None
    )
    return any(one.startswith(metric) and bool(_SIZE.match(one[len(metric) :])) for one in near)


def _places(catalogue: Catalogue, goal: Goal) -> frozenset[str]:
    links = catalogue.links_by_goal.get(goal.id, ())
    return frozenset(link.adcode for link in links if link.relation is Relation.NAMED)


def _are_apart(catalogue: Catalogue, pair: tuple[Goal, Goal], places: Mapping[str, frozenset[str]]) -> bool:
    one, other = pair
    if one.name and other.name:
        return one.name != other.name
    first, second = places[one.id], places[other.id]
    if not first or not second:
        return False
    return not any(
        catalogue.is_within(here, there) or catalogue.is_within(there, here)
        for here in first
        for there in second
    )

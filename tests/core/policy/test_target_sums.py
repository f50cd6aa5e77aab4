"""Targets are added only where they surely are of one kind and of different things."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from atlas.core.model import Document, Figure, Kind, Relation
from atlas.core.policy.target_sums import sum_targets
from tests.small_catalogue import goal, plan, small_catalogue

TEA = Figure("茶叶综合产值", "=", 60.0, None, "亿元", 2027)
NAMED, CONTEXT, SCOPE = Relation.NAMED, Relation.CONTEXT, Relation.SCOPE


def one(number: int, *places: str, relation: Relation = NAMED, **parts: Any) -> Any:
    known = {"figure": TEA, "year_stated": True, **parts}
    return goal(number, "二", Kind.TARGET, mentions=[(place, relation) for place in places], **known)


def added(*goals: Any) -> list[tuple[str, float, int]]:
    document: Document = replace(plan(), goals=tuple(goals))
    found = sum_targets(small_catalogue(document), goals)
    return [(each.metric, each.value, each.count) for each in found]


def test_figures_of_different_places_add_up() -> None:
    goals = (one(1, "开阳"), one(2, "息烽", figure=replace(TEA, value=55.0)))
    assert added(*goals) == [("茶叶综合产值", 115.0, 2)]


def test_projects_add_up_in_one_place() -> None:
    goals = [one(number, "开阳", name=f"{number}期", year_stated=False) for number in (1, 2)]
    assert added(*goals) == [("茶叶综合产值", 120.0, 2)]


OTHER_FIGURES = {
    "another year": {"year": 2028},
    "more than, beside exactly": {"op": ">"},
    "a share": {"unit": "%"},
    "a ratio": {"unit": "万元/亩"},
    "for each place": {"per": "each"},
    "a period": {"year_from": 2025},
    "doubtful": {"suspicious": "?"},
}


@pytest.mark.parametrize("other", OTHER_FIGURES.values(), ids=OTHER_FIGURES.keys())
def test_figures_of_another_kind_do_not(other: dict[str, Any]) -> None:
    assert added(one(1, "开阳"), one(2, "息烽", figure=replace(TEA, **other))) == []


@pytest.mark.parametrize(
    "second",
    [
        one(2, "开阳"),
        one(2, "贵阳市"),
        one(2),
        one(2, "息烽", relation=CONTEXT),
        one(2, "息烽", year_stated=False),
        one(2, "开阳", name="一期"),
    ],
    ids=[
        "the same place",
        "a place around it",
        "no place",
        "a fact",
        "the end of the plan",
        "a project of it",
    ],
)
def test_what_may_be_the_same_thing_does_not(second: Any) -> None:
    assert added(one(1, "开阳"), second) == []


def test_the_size_of_what_is_counted_is_no_amount() -> None:
    size = Figure("营业收入", ">", 10.0, None, "亿元", 2027)
    counted = Figure("营业收入超10亿元企业", "=", 3.0, None, "家", 2027)
    goals = [one(1, "开阳", figure=size), one(2, "开阳", figure=counted)]
    goals += [one(3, "息烽", figure=size), one(4, "息烽", figure=counted)]
    assert added(*goals) == [("营业收入超10亿元企业", 6.0, 2)]


def test_two_documents_are_not_added() -> None:
    county = replace(plan(), id="county-plan", region="520121")
    goals = (one(1, "开阳"), replace(one(2, "息烽"), document="county-plan", id="county-plan#二#2"))
    documents = (replace(plan(), goals=goals[:1]), replace(county, goals=goals[1:]))
    assert sum_targets(small_catalogue(*documents), goals) == []

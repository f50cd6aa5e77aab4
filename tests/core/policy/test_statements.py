"""Goals of one sentence are one statement, and one row of a comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from atlas.core.errors import Text
from atlas.core.model import Figure, Goal, Kind, Relation
from atlas.core.policy.comparison import compare_versions
from atlas.core.policy.goal_view import GoalView, view_goals
from atlas.core.policy.nesting import compare_nested
from atlas.core.policy.statements import ComparedStatement, find_heads, fold_nested, fold_versions
from tests.small_catalogue import goal, plan, small_catalogue

NAMED = Relation.NAMED
PLACES = (("开阳", NAMED), ("息烽", NAMED))
OUTPUT = Figure("磷化工产值", "=", 120.0, None, "亿元", 2027)
RATE = Figure("磷石膏综合利用率", "=", 85.0, None, "%", 2027)


def base(*places: tuple[str, Relation], words: str = "支持建设磷化工基地，产值达到120亿元") -> Goal:
    return replace(goal(1, "二", mentions=places or PLACES), summary=Text(words, words))


def figure(number: int, found: Figure, *places: tuple[str, Relation]) -> Goal:
    known = goal(number, "二", Kind.TARGET, mentions=places or PLACES, figure=found, due=found.year)
    return replace(known, summary=Text(found.metric, found.metric))


def views(*goals: Goal, region: str = "520000", **stretches: Any) -> list[GoalView]:
    document = replace(plan(), region=region, goals=tuple(goals))
    spans = {one.id: (0, 40) if one.kind is Kind.DESIGNATION else (20, 40) for one in goals}
    heads = find_heads(goals, {**spans, **stretches})
    return view_goals(small_catalogue(document), document, heads=heads)


def told(rows: Sequence[ComparedStatement]) -> list[tuple[str, list[str]]]:
    return [(row.status.value, [change.code for change in row.changes]) for row in rows]


def test_a_figure_belongs_to_the_designation_around_it() -> None:
    goals = [base(), figure(2, OUTPUT), figure(3, RATE)]
    spans = {goals[0].id: (0, 40), goals[1].id: (20, 30), goals[2].id: (50, 60)}
    heads = find_heads(goals, spans)
    assert [heads[one.id] for one in goals] == [goals[0].id, goals[0].id, goals[2].id]


def test_without_stretches_the_same_words_of_a_clause_are_one_statement() -> None:
    zones = [replace(goal(number, "二", Kind.ZONE), name=f"园区{number}") for number in (1, 2)]
    other = replace(zones[1], id="x#三#1", clause="三")
    heads = find_heads([*zones, other], {})
    assert [heads[one.id] for one in (*zones, other)] == [zones[0].id, zones[0].id, other.id]


def test_all_goals_of_the_same_words_belong_to_the_designation_among_them() -> None:
    words = base().summary
    targets = [replace(figure(number, OUTPUT), summary=words) for number in (1, 2)]
    designation = replace(base(), id=f"{base().id}9")
    heads = find_heads([*targets, designation], {})
    assert set(heads.values()) == {designation.id}


def test_a_county_more_in_a_sentence_of_three_goals_is_one_change() -> None:
    wider = (*PLACES, ("清镇市", NAMED))
    before = views(base(), figure(2, OUTPUT), figure(3, RATE))
    after = views(base(*wider), figure(2, OUTPUT, *wider), figure(3, RATE, *wider))
    (row,) = fold_versions(compare_versions(before, after))
    assert told([row]) == [("changed", ["places_added"])]
    assert len(row.parts) == 3


def test_the_figure_and_its_sentence_are_one_change_that_says_what_is_measured() -> None:
    before = views(base(), figure(2, OUTPUT))
    after = views(base(words="支持建设磷化工基地，产值达到150亿元"), figure(2, replace(OUTPUT, value=150.0)))
    (row,) = fold_versions(compare_versions(before, after))
    assert [(one.code, one.metric, one.before, one.after) for one in row.changes] == [
        ("value", "磷化工产值", "120", "150")
    ]


@pytest.mark.parametrize("is_added", [True, False], ids=["added", "dropped"])
def test_a_figure_that_came_to_a_sentence_that_stays_is_a_change_of_it(is_added: bool) -> None:
    short, long = views(base()), views(base(), figure(2, RATE))
    one, other = (short, long) if is_added else (long, short)
    (row,) = fold_versions(compare_versions(one, other))
    assert told([row]) == [("changed", ["figure_added" if is_added else "figure_dropped"])]
    assert row.changes[0].metric == "磷石膏综合利用率"


def test_a_whole_sentence_that_came_is_one_row() -> None:
    assert told(fold_versions(compare_versions([], views(base(), figure(2, OUTPUT))))) == [("added", [])]


def test_one_contradicted_figure_makes_the_whole_statement_contradicted() -> None:
    own = (("全县", Relation.SCOPE),)
    upper = views(base(("开阳", NAMED)), figure(2, RATE, ("开阳", NAMED)))
    lower = views(base(*own), figure(2, replace(RATE, value=80.0), *own), region="520121")
    rows = fold_nested(compare_nested(small_catalogue(), "520121", upper, lower))
    assert told(rows) == [("contradicted", ["lower_value"])]


def test_a_statement_of_which_a_figure_is_lacking_is_taken_up_in_part() -> None:
    upper = views(base(("开阳", NAMED)), figure(2, RATE, ("开阳", NAMED)))
    lower = views(base(("全县", Relation.SCOPE)), region="520121")
    rows = fold_nested(compare_nested(small_catalogue(), "520121", upper, lower))
    assert told(rows) == [("in_part", ["no_figure"])]


def test_the_clause_of_the_figure_that_is_compared_is_shown() -> None:
    upper = views(base(("开阳", NAMED)), figure(2, OUTPUT, ("开阳", NAMED)))
    aims = replace(figure(1, replace(OUTPUT, value=80.0), ("开阳", NAMED)), id="x#二#1")
    task = replace(base(("开阳", NAMED), words="建设磷化工基地"), id="x#三#1", clause="三")
    lower = views(task, aims, region="520121")
    (row,) = fold_nested(compare_nested(small_catalogue(), "520121", upper, lower))
    assert told([row]) == [("contradicted", ["lower_value"])]
    assert row.lead.one is not None
    assert row.lead.other is not None
    assert (row.lead.one.goal.kind, row.lead.other.goal.clause) == (Kind.DESIGNATION, "二")

"""The flat table has the columns of the interface, and one row a (goal, topic, unit)."""

from __future__ import annotations

from atlas.core.model import Kind, Relation
from atlas.core.policy.rows import COLUMNS, GoalFilter, count_by_relation, goal_rows
from tests.small_catalogue import PLAN, small_catalogue


def test_the_columns_are_those_of_the_interface() -> None:
    assert ",".join(COLUMNS) == (
        "document,clause,kind,topic,place,adcode,level,relation,metric,op,value,value_max,unit,year,name,summary"
    )


def test_a_target_row_carries_its_figure() -> None:
    rows = list(goal_rows(small_catalogue(), GoalFilter(kinds=frozenset({Kind.TARGET}), adcode="520121")))
    assert len(rows) == 1
    wanted = {"op": "=", "value": 1200.0, "unit": "户", "year": 2027, "relation": "scope", "county": "开阳县"}
    assert wanted.items() <= rows[0].items()


def test_a_region_filter_keeps_units_inside() -> None:
    rows = list(
        goal_rows(small_catalogue(), GoalFilter(region="520600", relations=frozenset({Relation.NAMED})))
    )
    assert {row["adcode"] for row in rows} == {"520600", "520622", "520628"}


def test_a_topic_filter_leaves_other_topics_out() -> None:
    rows = list(goal_rows(small_catalogue(), GoalFilter(topics=frozenset({"manganese"}))))
    assert {(row["place"], row["topic"]) for row in rows} == {("大龙", "manganese"), ("松桃", "manganese")}


def test_a_clause_takes_the_clauses_below_it_along() -> None:
    catalogue = small_catalogue()
    above = {row["clause"] for row in goal_rows(catalogue, GoalFilter(document=PLAN, clause="二"))}
    assert above == {"二/(一)/1", "二/(二)", "二/(三)"}


def test_a_year_filter_asks_when_a_goal_is_due() -> None:
    rows = list(goal_rows(small_catalogue(), GoalFilter(year=2027)))
    assert {row["kind"] for row in rows} == {"target"}


def test_a_unit_counts_once_under_its_strongest_relation() -> None:
    catalogue = small_catalogue()
    counts = count_by_relation(catalogue.links_by_unit["520622"])
    assert counts == {"named": 1}

"""What a standalone map says of each unit: the goals that reach it, each goal written once."""

from __future__ import annotations

from typing import Any

from atlas.core.errors import LimitExceeded
from atlas.core.model import Goal, Kind, Relation
from atlas.core.policy.catalogue import Catalogue
from atlas.core.policy.rows import GoalFilter, find_goals
from atlas.core.policy.wording import Heads, say
from atlas.services.answers import Answer, goal_answer

#: Goals in one file; a county's popup tells all of its own.
MOST_GOALS = 3_000
_LEFT_OUT = ("id", "places", "derived", "topics", "host", "companies")
_ORDER = {relation: place for place, relation in enumerate(Relation)}


def goals_by_unit(catalogue: Catalogue, wanted: GoalFilter, heads: Heads) -> Answer:
    """Goals that pass a filter, and by which relation they reach which unit.

    Parameters
    ----------
    catalogue
        Everything.
    wanted
        The filter.
    heads
        Language of their words.

    Returns
    -------
    dict
        ``goals``; ``sets``, lists of places in ``goals``; ``asked``, by adcode and relation (strongest first) the place
        of a set. Counties that are asked the same share their sets.

    Raises
    ------
    LimitExceeded
        There are too many goals for one file.
    """
    reached: dict[str, dict[Relation, list[int]]] = {}
    goals: list[Goal] = []
    for goal, links in find_goals(catalogue, wanted):
        if goal.kind is Kind.FACT or not links:
            continue
        for link in links:
            places = reached.setdefault(link.adcode, {}).setdefault(link.relation, [])
            if not places or places[-1] != len(goals):
                places.append(len(goals))
        goals.append(goal)
    if len(goals) > MOST_GOALS:
        raise _too_many(len(goals))
    sets: dict[tuple[int, ...], int] = {}
    asked = {
        adcode: {
            relation.value: sets.setdefault(tuple(by_relation[relation]), len(sets))
            for relation in sorted(by_relation, key=_ORDER.__getitem__)
        }
        for adcode, by_relation in sorted(reached.items())
    }
    return {
        "goals": [_goal(catalogue, goal, heads) for goal in goals],
        "sets": [list(places) for places in sets],
        "asked": asked,
    }


def _goal(catalogue: Catalogue, goal: Goal, heads: Heads) -> dict[str, Any]:
    answer = goal_answer(catalogue, goal, ())
    kept = {name: value for name, value in answer.items() if name not in _LEFT_OUT}
    return {**kept, "summary": say(goal.summary, heads)}


def _too_many(count: int) -> LimitExceeded:
    return LimitExceeded(
        f"符合条件的任务有 {count} 项，一个文件最多 {MOST_GOALS} 项",
        f"{count} goals match, one file holds at most {MOST_GOALS}",
        hint_zh="请用 document、topic、kind、year 或 region 缩小范围。",
        hint_en="Narrow the map by document, topic, kind, year or region.",
        goals=count,
    )

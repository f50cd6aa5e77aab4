"""Two versions are compared like with like: what only a review changed is no change of the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from atlas.core.model import Relation
from atlas.core.policy.comparison import ComparedGoal
from atlas.core.policy.goal_view import GoalView
from atlas.core.policy.review_comparison import ReviewedSide, compare_reviewed
from atlas.core.policy.review_pairs import plain_words
from tests.core.policy.test_comparison import BASE, NAMED, TEA, ask, views

READ = ask("二/(一)", "建设全国重要的磷化工基地", ("开阳", NAMED), ("息烽", NAMED))
CORRECTED = ask("二/(一)", "建设全国重要的磷化工基地", ("开阳", NAMED))


def side(*goals: GoalView, text: str = "", **known: object) -> ReviewedSide:
    words = {view.goal.id: plain_words(view.goal.summary.zh) for view in goals}
    whole = plain_words(text) or "".join(words.values())
    return replace(ReviewedSide(whole, words), **known)


def told(compared: Sequence[ComparedGoal]) -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (one.status.value, [(change.code, change.by_review) for change in one.changes]) for one in compared
    ]


def same_ids(ones: Sequence[GoalView], others: Sequence[GoalView]) -> list[tuple[str, str]]:
    return [(one.goal.id, other.goal.id) for one, other in zip(ones, others, strict=False)]


def test_a_county_that_a_reviewer_took_off_is_not_added_by_the_plan() -> None:
    ones, others, read = views(CORRECTED), views(READ), views(READ)[0]
    one = side(*ones, read={ones[0].goal.id: read})
    assert told(compare_reviewed(ones, others, (one, side(*others)), same_ids(ones, others))) == [
        ("review", [("places_added", "one")])
    ]


def test_a_county_that_a_reviewer_took_off_a_prohibition_is_not_forbidden_by_the_plan() -> None:
    ban = "严禁开阳、息烽新建电解锰项目"
    ones = views(ask("一", ban, ("开阳", Relation.NEGATED)))
    others = views(ask("一", ban, ("开阳", Relation.NEGATED), ("息烽", Relation.NEGATED)))
    one = side(*ones, read={ones[0].goal.id: others[0]})
    assert told(compare_reviewed(ones, others, (one, side(*others)), same_ids(ones, others))) == [
        ("review", [("forbidden_added", "one")])
    ]


def test_a_county_that_the_plan_adds_is_told_beside_a_correction() -> None:
    later = ask(
        "二/(一)", "建设全国重要的磷化工基地，南明协同", ("开阳", NAMED), ("息烽", NAMED), ("南明区", NAMED)
    )
    ones, others, read = views(CORRECTED), views(later), views(READ)[0]
    one = side(*ones, read={ones[0].goal.id: read})
    (row,) = compare_reviewed(ones, others, (one, side(*others)), [])
    assert row.status.value == "changed"
    assert [(change.after, change.by_review) for change in row.changes] == [("520102", ""), ("520122", "one")]


def test_a_county_that_stands_in_one_text_only_is_a_change_of_the_plan() -> None:
    """Nobody read it in either; the reviewer of the earlier version put it in, the later text has dropped it."""
    first = ask("一", "支持开阳、息烽建设磷化工基地", ("开阳", NAMED), ("息烽", NAMED))
    second = ask("一", "支持开阳建设磷化工基地", ("开阳", NAMED))
    ones, others = views(first), views(second)
    read = views(replace(first, mentions=second.mentions))[0]
    one = side(*ones, read={ones[0].goal.id: read})
    (row,) = compare_reviewed(ones, others, (one, side(*others)), [])
    assert [(change.code, change.by_review) for change in row.changes] == [("places_dropped", "")]


def test_a_correction_that_both_reviews_made_leaves_nothing_to_tell() -> None:
    ones, others, read = views(CORRECTED), views(CORRECTED), views(READ)[0]
    both = [side(*goals, read={goals[0].goal.id: read}) for goals in (ones, others)]
    assert told(compare_reviewed(ones, others, (both[0], both[1]), same_ids(ones, others))) == [("same", [])]


def test_a_goal_that_a_review_rejected_is_not_dropped_by_the_plan() -> None:
    ones, others = views(TEA), views(BASE, TEA)
    rejected = views(BASE)[0].goal.id
    one = side(*ones, rejected=frozenset({"x#rejected"}))
    pairs = [("x#rejected", others[0].goal.id)]
    assert rejected == others[0].goal.id
    assert told(compare_reviewed(ones, others, (one, side(*others)), pairs)) == [
        ("review", [("item_rejected", "one")]),
        ("same", []),
    ]


def test_a_goal_that_a_person_added_is_dropped_only_where_its_words_are_gone() -> None:
    ones, others = views(TEA, BASE), views(TEA)
    one = side(*ones, added=frozenset({ones[1].goal.id}))
    there = side(*others, text="发展茶叶精制加工。建设全国重要的磷化工基地。")
    rows = compare_reviewed(ones, others, (one, there), [])
    assert told(rows) == [("same", []), ("review", [("item_by_hand", "one")])]
    assert told(compare_reviewed(ones, others, (one, side(*others)), []))[1] == ("dropped", [])

"""Tells which goals are one statement of a text, and makes one row of their comparisons.

A sentence that designates counties and gives two figures is read as three goals; who compares plans sees one statement.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from atlas.core.model import Goal, Kind
from atlas.core.policy.comparison import Change, ComparedGoal, Status
from atlas.core.policy.goal_view import GoalView

#: Start and end of the words that a goal rests on.
Stretch = tuple[int, int]
# Places and topics of a figure are those of its sentence: told once.
_OF_ALL = frozenset(
    {
        *("places_added", "places_dropped", "left_out_added", "left_out_dropped"),
        *("forbidden_added", "forbidden_dropped"),
        *(
            "topics_added",
            "topics_dropped",
            "topics_lacking",
            "clause",
            "year",
            "later_year",
            "earlier_year",
            "other_period",
        ),
        *("ruled_out", "ruled_out_in_part", "forbidden_above"),
    }
)
_OF_VERSIONS = (Status.SAME, Status.ADDED, Status.DROPPED, Status.OWN)


@dataclass(frozen=True, slots=True)
class ComparedStatement:
    """A statement of one document beside that of the other.

    Parameters
    ----------
    status
        What became of it as a whole.
    lead
        The goal that stands for it on each side.
    parts
        All of its goals, each beside its counterpart.
    changes
        How they differ, each told once.
    """

    status: Status
    lead: ComparedGoal
    parts: tuple[ComparedGoal, ...]
    changes: tuple[Change, ...]


def find_heads(goals: Sequence[Goal], stretches: Mapping[str, Stretch]) -> dict[str, str]:
    """Which goal stands for the statement that a goal belongs to.

    Parameters
    ----------
    goals
        Of one document.
    stretches
        Where goals stand in the text, by id; goals that are not in it belong together where clause and summary are the
        same.

    Returns
    -------
    dict
        By goal id the id of the head: a designation for whatever stands within its words, else the goal itself.
    """
    clauses: dict[str, list[Goal]] = {}
    for goal in goals:
        clauses.setdefault(goal.clause, []).append(goal)
    heads: dict[str, str] = {}
    for members in clauses.values():
        heads |= {goal.id: _find_head(goal, members, stretches) for goal in members}
    return {goal: _follow(goal, heads) for goal in heads}


def fold_versions(compared: Sequence[ComparedGoal]) -> list[ComparedStatement]:
    """One row for all goals of a statement and of the one that it became.

    Parameters
    ----------
    compared
        Of two versions, goal by goal.

    Returns
    -------
    list of ComparedStatement
        In the order of their first goals. What came to or went from a statement that stays is a change of it.
    """
    pairs = [(one.one.head, one.other.head) for one in compared if one.one and one.other]
    by_one = {pair[0]: pair for pair in reversed(pairs)}
    by_other = {pair[1]: pair for pair in reversed(pairs)}
    rows: dict[tuple[str, str], list[ComparedGoal]] = {}
    for row in compared:
        key = (row.one.head if row.one else "", row.other.head if row.other else "")
        if not key[1]:
            key = by_one.get(key[0], key)
        elif not key[0]:
            key = by_other.get(key[1], key)
        rows.setdefault(key, []).append(row)
    return [_fold(parts, _status_of_versions(parts)) for parts in rows.values()]


def fold_nested(compared: Sequence[ComparedGoal]) -> list[ComparedStatement]:
    """One row for all goals of a statement of the upper plan, or of the lower plan's own.

    Parameters
    ----------
    compared
        Of nested plans, goal by goal.

    Returns
    -------
    list of ComparedStatement
        In the order of their first goals.
    """
    rows: dict[tuple[str, str], list[ComparedGoal]] = {}
    for row in compared:
        key = ("one", row.one.head) if row.one else ("other", row.other.head if row.other else "")
        rows.setdefault(key, []).append(row)
    return [_fold_nested(parts, _status_of_nested(parts)) for parts in rows.values()]


def _find_head(goal: Goal, members: Sequence[Goal], stretches: Mapping[str, Stretch]) -> str:
    around = [one for one in members if one.id != goal.id and _holds(one, goal, stretches)]
    if not around:
        return goal.id
    # Of several sentences around it the one that speaks of the same is meant, and of those the shortest.
    best = min(
        around,
        key=lambda one: (-len(set(one.topics) & set(goal.topics)), _length(one, stretches), one.id),
    )
    return best.id


def _follow(goal: str, heads: Mapping[str, str]) -> str:
    """The head that stands in no other: every step leads to a designation or to a smaller id."""
    while heads[goal] != goal:
        goal = heads[goal]
    return goal


def _holds(one: Goal, goal: Goal, stretches: Mapping[str, Stretch]) -> bool:
    if goal.kind is Kind.DESIGNATION:
        return False
    outer, inner = stretches.get(one.id), stretches.get(goal.id)
    if outer is None or inner is None:
        first = one.id < goal.id or one.kind is Kind.DESIGNATION
        return first and bool(goal.summary.zh) and one.summary.zh == goal.summary.zh
    return one.kind is Kind.DESIGNATION and outer[0] < inner[1] and inner[0] < outer[1]


def _length(goal: Goal, stretches: Mapping[str, Stretch]) -> int:
    start, end = stretches.get(goal.id, (0, 0))
    return end - start


def _fold(parts: Sequence[ComparedGoal], status: Status) -> ComparedStatement:
    one = _lead(part.one for part in parts)
    other = _lead(part.other for part in parts)
    lead = next((part for part in parts if part.one is one and part.other is other), None)
    if lead is None:
        scores = [part.score for part in parts if part.score is not None]
        reasons = next((part.reasons for part in parts if part.score is not None), ())
        lead = ComparedGoal(status, one, other, max(scores, default=None), reasons)
    changes = _tell_once(parts) if status not in _OF_VERSIONS else ()
    return ComparedStatement(status, lead, tuple(parts), changes)


def _fold_nested(parts: Sequence[ComparedGoal], status: Status) -> ComparedStatement:
    """Of several goals of the lower plan the one that the judgement rests on is shown, with its clause."""
    folded = _fold(parts, status)
    answered = [part for part in parts if part.other is not None]
    telling = [part for part in answered if part.status is Status.CONTRADICTED]
    telling = telling or [part for part in answered if "metric" in part.reasons]
    if not telling or folded.lead.one is None:
        return folded
    best = telling[0]
    return replace(folded, lead=replace(best, status=status, one=folded.lead.one))


def _lead(views: Iterable[GoalView | None]) -> GoalView | None:
    found = [view for view in views if view is not None]
    heads = [view for view in found if view.goal.id == view.head]
    return next(iter(heads), None) or next(iter(found), None)


def _tell_once(parts: Sequence[ComparedGoal]) -> tuple[Change, ...]:
    told: dict[tuple[str, str, str, str], Change] = {}
    for part in parts:
        for change in (*part.changes, *_came_or_went(part)):
            metric = "" if change.code in _OF_ALL else change.metric
            told.setdefault((change.code, change.before, change.after, metric + change.by_review), change)
    changes = list(told.values())
    more = [change for change in changes if change.code != "words"]
    return tuple(more or changes[:1])


def _came_or_went(part: ComparedGoal) -> Iterable[Change]:
    """A figure or a project that came to a statement that stays, or went from it."""
    if part.status not in (Status.ADDED, Status.DROPPED):
        return
    view = part.one or part.other
    if view is None:
        return
    kind = "figure" if view.figure else "item"
    says = view.figure.metric if view.figure else view.goal.name or view.goal.summary.zh
    if part.status is Status.ADDED:
        yield Change(f"{kind}_added", "", view.figure_words or says, says)
    else:
        yield Change(f"{kind}_dropped", view.figure_words or says, "", says)


def _status_of_versions(parts: Sequence[ComparedGoal]) -> Status:
    found = {part.status for part in parts}
    if len(found) == 1:
        return found.pop()
    # What only moved, or only a review made different, is no change of the plan.
    for status in (Status.REVIEW, Status.MOVED):
        if status in found and found <= {Status.SAME, Status.MOVED, status}:
            return status
    return Status.CHANGED


def _status_of_nested(parts: Sequence[ComparedGoal]) -> Status:
    found = {part.status for part in parts} - {Status.GENERAL}
    if not found:
        return Status.GENERAL
    if len(found) == 1:
        return found.pop()
    if Status.CONTRADICTED in found:
        return Status.CONTRADICTED
    if found & {Status.TAKEN_UP, Status.IN_PART}:
        return Status.IN_PART
    return Status.SAME_INDUSTRY if Status.SAME_INDUSTRY in found else Status.RELATED

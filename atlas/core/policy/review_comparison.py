"""Compares two versions like with like: what only the review of one of them changed is no change of the plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from atlas.core.policy.comparison import Change, ComparedGoal, Status, compare_versions, find_changes
from atlas.core.policy.goal_matching import Settled
from atlas.core.policy.goal_view import GoalView

#: Changes that list units or topics.
_OF_SETS = (
    "places_added",
    "places_dropped",
    "left_out_added",
    "left_out_dropped",
    "forbidden_added",
    "forbidden_dropped",
    "topics_added",
    "topics_dropped",
)
#: Fewer signs stand in every text.
_LEAST_WORDS = 6


@dataclass(frozen=True, slots=True)
class ReviewedSide:
    """What people made of a version, beside what was read in it.

    Parameters
    ----------
    text
        All of it, as ``plain_words`` gives it.
    words
        The same of the words that goals rest on, by goal id.
    read
        Goals as they were read, of those that people changed, by goal id.
    rejected
        Goals that people rejected.
    added
        Goals that people added.
    """

    text: str
    words: Mapping[str, str] = field(default_factory=dict)
    read: Mapping[str, GoalView] = field(default_factory=dict)
    rejected: frozenset[str] = frozenset()
    added: frozenset[str] = frozenset()


def compare_reviewed(
    ones: Sequence[GoalView],
    others: Sequence[GoalView],
    sides: tuple[ReviewedSide, ReviewedSide],
    pairs: Sequence[tuple[str, str]],
) -> list[ComparedGoal]:
    """What became of the goals of a plan in another version of it, where people have reviewed them.

    Parameters
    ----------
    ones, others
        Goals of the earlier and the later version as they stand.
    sides
        What people made of both.
    pairs
        Ids of goals that rest on the same words, rejected ones too.

    Returns
    -------
    list of ComparedGoal
        As of ``compare_versions``; what a review alone explains has the status ``review``, and its changes tell whose.
    """
    at_one = {view.goal.id: number for number, view in enumerate(ones)}
    at_other = {view.goal.id: number for number, view in enumerate(others)}
    same = [(at_one[one], at_other[other]) for one, other in pairs if one in at_one and other in at_other]
    alone = frozenset(at_one[one] for one, other in pairs if one in at_one and other in sides[1].rejected)
    alone_others = frozenset(
        at_other[other] for one, other in pairs if other in at_other and one in sides[0].rejected
    )
    compared = compare_versions(
        ones,
        others,
        settled=Settled(tuple(same), alone, alone_others),
        differ=lambda one, other: _differ(one, other, sides),
    )
    left = {ones[number].goal.id for number in alone}, {others[number].goal.id for number in alone_others}
    return [_explain(row, sides, left) for row in compared]


def _explain(
    row: ComparedGoal, sides: tuple[ReviewedSide, ReviewedSide], left: tuple[set[str], set[str]]
) -> ComparedGoal:
    """A goal that only one version has, where the other one's text has its words."""
    if row.status not in (Status.DROPPED, Status.ADDED):
        return row
    is_first = row.status is Status.DROPPED
    view = row.one if is_first else row.other
    own, other = sides if is_first else sides[::-1]
    known = view.goal.id if view else ""
    says = view.goal.summary.zh if view else ""
    if known in left[0 if is_first else 1]:
        change = Change("item_rejected", "", says, by_review="other" if is_first else "one")
    elif known in own.added and _stands_in(own.words.get(known, ""), other.text):
        change = Change("item_by_hand", "", says, by_review="one" if is_first else "other")
    else:
        return row
    return replace(row, status=Status.REVIEW, changes=(change,))


def _stands_in(words: str, text: str) -> bool:
    return len(words) >= _LEAST_WORDS and words in text


def _differ(one: GoalView, other: GoalView, sides: tuple[ReviewedSide, ReviewedSide]) -> Iterator[Change]:
    read = sides[0].read.get(one.goal.id, one), sides[1].read.get(other.goal.id, other)
    found = list(find_changes(one, other))
    whose = _whose((read[0] is one, read[1] is other))
    words = sides[0].words.get(one.goal.id, ""), sides[1].words.get(other.goal.id, "")
    is_same_text = bool(words[0]) and words[0] == words[1]
    if not whose or (whose == "both" and not is_same_text):
        yield from found
        return
    before = {change.code: change for change in find_changes(*read)}
    for change in found:
        if change.code in _OF_SETS:
            yield from _split(change, before.get(change.code), whose, _Words(one, other, words, is_same_text))
        elif change.code in before or (change.code == "words" and not is_same_text):
            yield change
        else:
            yield replace(change, by_review=whose)


@dataclass(frozen=True, slots=True)
class _Words:
    """Two goals with the words that they rest on."""

    one: GoalView
    other: GoalView
    words: tuple[str, str]
    is_same: bool

    def tell_alike(self, code: str) -> bool:
        """Whether both texts, or neither, have the words that stand for a unit: only then is it the reading that differs."""
        written = {
            link.place
            for view in (self.one, self.other)
            for link in view.links
            if link.adcode == code and link.place
        }
        return self.is_same or all((word in self.words[0]) == (word in self.words[1]) for word in written)


def _split(change: Change, read: Change | None, whose: str, words: _Words) -> Iterator[Change]:
    """Of the units or topics that differ those that the plan changed, and those that only a review did."""
    found = set((change.before or change.after).split())
    in_plan = set((read.before or read.after).split()) if read else set()
    explained = {code for code in found - in_plan if words.tell_alike(code)}
    for codes, by_review in ((found - explained, ""), (explained, whose)):
        if codes:
            said = " ".join(sorted(codes))
            yield replace(
                change,
                before=said if change.before else "",
                after=said if change.after else "",
                by_review=by_review,
            )


def _whose(is_read: tuple[bool, bool]) -> str:
    """Whose review changed a goal, by whether either stands as it was read."""
    return {(False, True): "one", (True, False): "other", (False, False): "both"}.get(is_read, "")

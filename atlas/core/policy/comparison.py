"""Compares two documents: versions of a plan goal by goal, and what an upper plan asks with what a lower one takes up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from atlas.core.model import Level, Relation
from atlas.core.policy.catalogue import Catalogue
from atlas.core.policy.clause_moves import is_in_other_section, renamed_sections
from atlas.core.policy.figure_values import is_same_value
from atlas.core.policy.goal_matching import Match, Settled, match_goals
from atlas.core.policy.goal_view import GoalView

#: A clause, and the counties that it asks.
_Asking = tuple[str, frozenset[str]]
_DIRECTLY = (Relation.NAMED, Relation.IMPLICIT, Relation.MEMBER)
#: What follows from the heading that a statement stands under.
_OF_HEADING = frozenset({"clause", "topics_added", "topics_dropped"})


class Status(StrEnum):
    """What became of a goal of the first document in the second, or what an upper goal is in a lower plan."""

    SAME = "same"
    MOVED = "moved"
    REVIEW = "review"
    CHANGED = "changed"
    DROPPED = "dropped"
    ADDED = "added"
    CONTRADICTED = "contradicted"
    TAKEN_UP = "taken_up"
    IN_PART = "in_part"
    SAME_INDUSTRY = "same_industry"
    RELATED = "related"
    LACKING = "lacking"
    GENERAL = "general"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Change:
    """One way in which two goals differ.

    Parameters
    ----------
    code
        Stable: ``value``, ``value_max``, ``unit``, ``op``, ``year``, ``places_added``, ``places_dropped``,
        ``left_out_added``, ``left_out_dropped``, ``forbidden_added``, ``forbidden_dropped``, ``topics_added``, ``topics_dropped``, ``kind``, ``name``, ``words``,
        ``clause`` (the same words under another heading, or in another section); of statements also ``figure_added``, ``figure_dropped``, ``item_added``, ``item_dropped``; of nested plans see
        ``nesting``.
    before, after
        Of the first and of the second goal; adcodes and slugs parted by blanks.
    metric
        What is measured, or the name of the item, where the change is of one of several figures.
    by_review
        Whose review made the difference, where it is none of the plan: ``one``, ``other`` or ``both``.
    """

    code: str
    before: str
    after: str
    metric: str = ""
    by_review: str = ""


@dataclass(frozen=True, slots=True)
class ComparedGoal:
    """A goal of one document beside that of the other.

    Parameters
    ----------
    status
        What became of it.
    one, other
        Goals of the first and the second document; ``None`` where there is none.
    score
        How alike they are, 0 to 1; ``None`` where one of them is missing.
    reasons
        What the match rests on.
    changes
        How they differ.
    """

    status: Status
    one: GoalView | None
    other: GoalView | None
    score: float | None = None
    reasons: tuple[str, ...] = ()
    changes: tuple[Change, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class SharedTopic:
    """A topic, the counties that goals ask to act on it, and the clauses that do."""

    topic: str
    counties: tuple[str, ...]
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CommonTopic:
    """A topic, the counties that two documents both ask to act on it, and the clauses of each that do."""

    topic: str
    counties: tuple[str, ...]
    clauses: tuple[str, ...]
    other_clauses: tuple[str, ...]


def compare_versions(
    ones: Sequence[GoalView],
    others: Sequence[GoalView],
    *,
    settled: Settled | None = None,
    differ: Callable[[GoalView, GoalView], Iterable[Change]] | None = None,
) -> list[ComparedGoal]:
    """What became of the goals of a plan in another version of it.

    Parameters
    ----------
    ones, others
        Goals of the earlier and the later version, in document order.
    settled
        Which goals are known to be the same, or to have no counterpart.
    differ
        How two goals differ; ``find_changes`` by default.

    Returns
    -------
    list of ComparedGoal
        In the order of the later version; what was dropped stands behind the goal that it followed.
    """
    matches = {match.one: match for match in match_goals(ones, others, settled=settled)}
    by_other = {match.other: match for match in matches.values()}
    renamed = renamed_sections(
        (ones[match.one], others[match.other]) for match in matches.values() if match.is_same_text
    )
    found = differ or find_changes
    dropped_after: dict[int, list[GoalView]] = {}
    last = -1
    for number, view in enumerate(ones):
        match = matches.get(number)
        if match is None:
            dropped_after.setdefault(last, []).append(view)
        else:
            last = match.other
    compared = [ComparedGoal(Status.DROPPED, view, None) for view in dropped_after.get(-1, ())]
    for number, view in enumerate(others):
        match = by_other.get(number)
        if match is None:
            compared.append(ComparedGoal(Status.ADDED, None, view))
        else:
            one = ones[match.one]
            is_moved = match.is_same_text and is_in_other_section(one, view, renamed)
            compared.append(_compare(one, view, match, found(one, view), is_moved=is_moved))
        compared += [ComparedGoal(Status.DROPPED, one, None) for one in dropped_after.get(number, ())]
    return compared


def _compare(
    one: GoalView, other: GoalView, match: Match, differences: Iterable[Change], *, is_moved: bool
) -> ComparedGoal:
    changes = tuple(differences)
    if is_moved:
        changes = (Change("clause", one.goal.clause, other.goal.clause), *changes)
    status = _status_of(changes, is_moved=is_moved)
    return ComparedGoal(status, one, other, match.score, match.reasons, changes)


def _status_of(changes: Iterable[Change], *, is_moved: bool) -> Status:
    """Topics that came with another heading are no change of words that stayed."""
    of_heading = _OF_HEADING if is_moved else frozenset()
    if any(not change.by_review and change.code not in of_heading for change in changes):
        return Status.CHANGED
    if any(change.by_review for change in changes):
        return Status.REVIEW
    return Status.MOVED if is_moved else Status.SAME


def find_changes(one: GoalView, other: GoalView) -> Iterator[Change]:
    """How two versions of a goal differ; other words alone are told only where nothing else differs.

    Parameters
    ----------
    one, other
        Earlier and later goal.

    Yields
    ------
    Change
        The figure first, then places, topics, kind and name.
    """
    found = [*_figure_changes(one, other), *_set_changes(one, other)]
    if one.goal.kind is not other.goal.kind:
        found.append(Change("kind", one.goal.kind.value, other.goal.kind.value))
    if one.goal.name != other.goal.name:
        found.append(Change("name", one.goal.name, other.goal.name))
    if not found and one.words != other.words:
        found.append(Change("words", one.goal.summary.zh, other.goal.summary.zh))
    yield from found


def unnamed_counties(catalogue: Catalogue, region: str, goals: Sequence[GoalView]) -> dict[str, bool]:
    """Counties of a region that no goal of a document names.

    Parameters
    ----------
    catalogue
        Tells the counties.
    region
        adcode of the area that the document governs.
    goals
        Of the document.

    Returns
    -------
    dict
        By adcode whether goals reach the county all the same, with its prefecture, a region, or all the others.
    """
    named = {code for view in goals for code in view.named}
    reached = {code for view in goals for code in view.asked}
    return {
        unit.adcode: unit.adcode in reached
        for unit in catalogue.counties_within(region)
        if unit.adcode not in named
    }


def shared_topics(catalogue: Catalogue, goals: Sequence[GoalView]) -> list[SharedTopic]:
    """Topics by the number of counties that are asked to act on them.

    Parameters
    ----------
    catalogue
        Tells counties from larger units.
    goals
        Of one document.

    Returns
    -------
    list of SharedTopic
        Those of at least two counties, most counties first. What all the document covers is asked does not count, for it
        would make every topic one of all counties.
    """
    found = [
        SharedTopic(topic, _counties(asking), _clauses(asking))
        for topic, asking in _topics_asked(catalogue, goals).items()
    ]
    found = [one for one in found if len(one.counties) > 1]
    return sorted(found, key=lambda one: (-len(one.counties), one.topic))


def common_topics(
    catalogue: Catalogue, ones: Sequence[GoalView], others: Sequence[GoalView]
) -> list[CommonTopic]:
    """Topics on which two documents ask the same counties to act.

    Parameters
    ----------
    catalogue
        Tells counties from larger units.
    ones, others
        Goals of the first and the second document.

    Returns
    -------
    list of CommonTopic
        Most counties first; what all that a document covers is asked does not count.
    """
    first, second = _topics_asked(catalogue, ones), _topics_asked(catalogue, others)
    found = []
    for topic in first.keys() & second.keys():
        counties = set(_counties(first[topic])) & set(_counties(second[topic]))
        if counties:
            clauses, other_clauses = (
                _clauses(one for one in asking if one[1] & counties)
                for asking in (first[topic], second[topic])
            )
            found.append(CommonTopic(topic, tuple(sorted(counties)), clauses, other_clauses))
    return sorted(found, key=lambda one: (-len(one.counties), one.topic))


def count_statuses(found: Iterable[Status]) -> Mapping[str, int]:
    """How many statements have each status.

    Parameters
    ----------
    found
        Of all statements.

    Returns
    -------
    dict
        Only statuses that occur, in their order.
    """
    counts = {status.value: 0 for status in Status}
    for status in found:
        counts[status.value] += 1
    return {name: count for name, count in counts.items() if count}


def counties_asked(catalogue: Catalogue, view: GoalView) -> frozenset[str]:
    """Counties that a goal asks to act by name or through a larger unit, and not as all the others.

    Parameters
    ----------
    catalogue
        Tells counties from larger units.
    view
        The goal.

    Returns
    -------
    frozenset of str
        adcodes.
    """
    return frozenset(
        code
        for code, relation in view.asked.items()
        if relation in _DIRECTLY and catalogue.units[code].level is Level.COUNTY
    )


def _topics_asked(catalogue: Catalogue, goals: Sequence[GoalView]) -> dict[str, list[_Asking]]:
    topics: dict[str, list[_Asking]] = {}
    for view in goals:
        asked = counties_asked(catalogue, view)
        for topic in view.goal.topics if asked else ():
            topics.setdefault(topic, []).append((view.goal.clause, asked))
    return topics


def _counties(asking: Iterable[_Asking]) -> tuple[str, ...]:
    return tuple(sorted({code for _, asked in asking for code in asked}))


def _clauses(asking: Iterable[_Asking]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(clause for clause, _ in asking))


def _figure_changes(one: GoalView, other: GoalView) -> Iterator[Change]:
    before, after = one.figure, other.figure
    if before is not None and after is not None:
        values: list[tuple[str, object, object]] = [("op", before.op, after.op)]
        # 1.2 亿元 and 12,000 万元 are the same, however they are written.
        if not is_same_value(before, after):
            values[:0] = [
                ("value", before.value, after.value),
                ("value_max", before.value_max, after.value_max),
                ("unit", before.unit, after.unit),
            ]
        for code, old, new in values:
            if old != new:
                yield Change(code, _plain(old), _plain(new), after.metric)
    # A year that is only the end of the plan is that of all goals: the periods of the plans tell it once.
    is_stated = one.goal.year_stated or other.goal.year_stated
    if one.goal.due != other.goal.due and is_stated:
        yield Change("year", _plain(one.goal.due), _plain(other.goal.due))


def _set_changes(one: GoalView, other: GoalView) -> Iterator[Change]:
    for name, before, after in (
        ("places", one.named, other.named),
        ("left_out", one.excepted, other.excepted),
        ("forbidden", one.forbidden, other.forbidden),
        ("topics", one.topics, other.topics),
    ):
        if after - before:
            yield Change(f"{name}_added", "", " ".join(sorted(after - before)))
        if before - after:
            yield Change(f"{name}_dropped", " ".join(sorted(before - after)), "")


def _plain(value: object) -> str:
    if value is None:
        return ""
    return f"{value:.12g}" if isinstance(value, float) else str(value)

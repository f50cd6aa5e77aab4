"""The flat table of goals: filters, and one row a (goal, topic, unit)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from atlas.core.model import ASKED, Goal, Kind, Link, Relation
from atlas.core.policy.catalogue import Catalogue

#: Columns of ``atlas goals``, of ``/api/goals`` and of its downloads, in this order.
COLUMNS = (
    "document",
    "clause",
    "kind",
    "topic",
    "place",
    "adcode",
    "level",
    "relation",
    "metric",
    "op",
    "value",
    "value_max",
    "unit",
    "year",
    "name",
    "summary",
)

Row = dict[str, str | float | int | None]


@dataclass(frozen=True, slots=True)
class GoalFilter:
    """Which goals and links are wanted; an empty field does not filter.

    Parameters
    ----------
    document, clause
        Ids. A clause takes the clauses below it along.
    adcode
        The linked unit.
    region
        The linked unit is or lies in this unit.
    topics, relations, kinds
        Any of them.
    year
        Year in which the goal is due.
    """

    document: str = ""
    clause: str = ""
    adcode: str = ""
    region: str = ""
    topics: frozenset[str] = frozenset()
    relations: frozenset[Relation] = frozenset()
    kinds: frozenset[Kind] = frozenset()
    year: int | None = None

    @property
    def wants_links(self) -> bool:
        """Whether a goal without any link cannot match."""
        return bool(self.adcode or self.region or self.relations)


def matches_goal(goal: Goal, wanted: GoalFilter) -> bool:
    """Whether a goal passes the part of a filter that speaks of goals.

    Parameters
    ----------
    goal
        The goal.
    wanted
        The filter.

    Returns
    -------
    bool
        Links are not looked at.
    """
    if wanted.document and goal.document != wanted.document:
        return False
    if wanted.clause and goal.clause != wanted.clause and not goal.clause.startswith(wanted.clause + "/"):
        return False
    if wanted.kinds and goal.kind not in wanted.kinds:
        return False
    if wanted.topics and wanted.topics.isdisjoint(goal.topics):
        return False
    return wanted.year is None or goal.due == wanted.year


def find_links(catalogue: Catalogue, goal: Goal, wanted: GoalFilter) -> list[Link]:
    """Links of a goal that pass a filter.

    Parameters
    ----------
    catalogue
        Everything.
    goal
        The goal.
    wanted
        The filter; only its fields on units and relations are looked at.

    Returns
    -------
    list of Link
        In the order of the catalogue.
    """
    return [
        link
        for link in catalogue.links_by_goal.get(goal.id, ())
        if (not wanted.adcode or link.adcode == wanted.adcode)
        and (not wanted.relations or link.relation in wanted.relations)
        and (not wanted.region or catalogue.is_within(link.adcode, wanted.region))
    ]


def find_goals(catalogue: Catalogue, wanted: GoalFilter) -> Iterator[tuple[Goal, list[Link]]]:
    """Goals that pass a filter, each with the links that pass it.

    Parameters
    ----------
    catalogue
        Everything.
    wanted
        The filter.

    Yields
    ------
    tuple of Goal and list of Link
        In document order. A goal without links comes only when the filter asks for no unit and no relation; one of a
        document that is out of force only when the filter asks for this document.
    """
    for goal in _candidates(catalogue, wanted):
        if matches_goal(goal, wanted):
            links = find_links(catalogue, goal, wanted)
            if links or not wanted.wants_links:
                yield goal, links


def goal_rows(catalogue: Catalogue, wanted: GoalFilter) -> Iterator[Row]:
    """Rows of the flat table.

    Parameters
    ----------
    catalogue
        Everything.
    wanted
        The filter; with topics, a goal gives rows only for the topics wanted.

    Yields
    ------
    dict
        Keys ``COLUMNS`` plus ``county`` and ``prefecture`` (names).
    """
    return (row for _, row in rows_by_goal(catalogue, wanted))


def rows_by_goal(catalogue: Catalogue, wanted: GoalFilter) -> Iterator[tuple[Goal, Row]]:
    """Rows of the flat table, each with its goal.

    Parameters
    ----------
    catalogue, wanted
        As for ``goal_rows``.

    Yields
    ------
    tuple of Goal and dict
        In the order of ``goal_rows``.
    """
    for goal, links in find_goals(catalogue, wanted):
        for topic in goal.topics:
            if wanted.topics and topic not in wanted.topics:
                continue
            for link in links or (None,):
                yield goal, _row(catalogue, goal, topic, link)


def count_by_relation(links: Iterable[Link]) -> dict[str, int]:
    """Number of different units for each relation.

    Parameters
    ----------
    links
        Any links.

    Returns
    -------
    dict
        Only relations that occur, strongest first; a unit counts once, under its strongest relation.
    """
    strongest: dict[str, Relation] = {}
    order = list(Relation)
    for link in links:
        known = strongest.get(link.adcode)
        if known is None or order.index(link.relation) < order.index(known):
            strongest[link.adcode] = link.relation
    counts = {relation.value: 0 for relation in order}
    for relation in strongest.values():
        counts[relation.value] += 1
    return {relation: count for relation, count in counts.items() if count}


def is_asked(link: Link) -> bool:
    """Whether a link says that the unit is asked to do something.

    Parameters
    ----------
    link
        The link.

    Returns
    -------
    bool
        True for named, implicit, member and scope.
    """
    return link.relation in ASKED


def _candidates(catalogue: Catalogue, wanted: GoalFilter) -> Iterable[Goal]:
    if wanted.document in catalogue.out_of_force:
        return catalogue.documents[wanted.document].goals
    if wanted.adcode:
        ids = {link.goal for link in catalogue.links_by_unit.get(wanted.adcode, ())}
        return (goal for goal in catalogue.goals_in_force if goal.id in ids)
    return catalogue.goals_in_force


def _row(catalogue: Catalogue, goal: Goal, topic: str, link: Link | None) -> Row:
    figure = goal.figure
    unit = catalogue.units.get(link.adcode) if link else None
    prefecture = catalogue.units.get(unit.prefecture) if unit else None
    return {
        "document": goal.document,
        "clause": goal.clause,
        "kind": goal.kind.value,
        "topic": topic,
        "place": link.place if link else "",
        "adcode": link.adcode if link else "",
        "level": link.level.value if link else "",
        "relation": link.relation.value if link else "",
        "metric": figure.metric if figure else "",
        "op": figure.op if figure else "",
        "value": figure.value if figure else None,
        "value_max": figure.value_max if figure else None,
        "unit": figure.unit if figure else "",
        "year": goal.due,
        "name": goal.name,
        "summary": goal.summary.zh,
        "county": unit.name if unit else "",
        "prefecture": prefecture.name if prefecture else "",
    }

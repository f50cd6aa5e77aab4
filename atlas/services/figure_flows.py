"""Arrows from partners to the hosts of clusters, for the goals of a filter."""

from __future__ import annotations

from atlas.core.figures.theme import Flow
from atlas.core.model import Goal, Link, Relation
from atlas.core.policy.rows import find_goals
from atlas.services.figure_subject import FigureSubject

_MEANT = (Relation.NAMED, Relation.IMPLICIT)


def find_flows(subject: FigureSubject) -> tuple[Flow, ...]:
    """Who takes part in what others host.

    Parameters
    ----------
    subject
        Of the figure.

    Returns
    -------
    tuple of Flow
        One for each pair, in the order of the documents; a goal without a host or without partners gives none.
    """
    flows: dict[Flow, None] = {}
    for goal, _ in find_goals(subject.catalogue, subject.wanted):
        # The filter may hide partners beyond the region; all places of its goals belong to them.
        links = subject.catalogue.links_by_goal.get(goal.id, [])
        host = _host(goal, links)
        if host is None:
            continue
        for link in links:
            if link.relation is Relation.PARTNER and link.adcode != host.adcode:
                flows[Flow(link.adcode, host.adcode)] = None
    return tuple(flows)


def _host(goal: Goal, links: list[Link]) -> Link | None:
    meant = [link for link in links if link.relation in _MEANT]
    return next((link for link in meant if goal.host and goal.host == link.place), next(iter(meant), None))

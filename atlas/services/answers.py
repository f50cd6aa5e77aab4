"""Plain mappings for goals, places, documents and units: the shapes that page, API and command line share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from atlas.core.model import AdminUnit, Document, Figure, Goal, Kind, Level, Link, Relation
from atlas.core.policy.catalogue import Catalogue, Indicator
from atlas.core.policy.in_force import Dated
from atlas.core.policy.rows import is_asked

Answer = dict[str, Any]

#: Relations that mean a unit itself, not the area that it lies in.
_MEANT = frozenset({Relation.NAMED, Relation.IMPLICIT})


def figure_answer(figure: Figure) -> Answer:
    """A figure.

    Parameters
    ----------
    figure
        The figure.

    Returns
    -------
    dict
        Its fields by name.
    """
    return {
        "metric": figure.metric,
        "op": figure.op,
        "wording": figure.wording,
        "value": plain_number(figure.value),
        "value_max": plain_number(figure.value_max),
        "unit": figure.unit,
        "year": figure.year,
        "year_from": figure.year_from,
        "scope": figure.scope,
        "per": figure.per,
        "suspicious": figure.suspicious,
    }


def place_answer(catalogue: Catalogue, link: Link) -> Answer:
    """A place of a goal: the words, the unit they lead to, how, and why.

    Parameters
    ----------
    catalogue
        Everything.
    link
        The link.

    Returns
    -------
    dict
        Words, unit, relation, evidence.
    """
    return {
        "place": link.place,
        "adcode": link.adcode,
        "name": catalogue.units[link.adcode].name,
        "level": link.level.value,
        "relation": link.relation.value,
        "via": link.via,
        "evidence": {
            "words": link.evidence.words,
            "rule": link.evidence.rule,
            "confidence": link.evidence.confidence,
            "candidates": list(link.evidence.candidates),
            "reviewer": link.evidence.reviewer,
            "reviewed": link.evidence.reviewed,
        },
    }


def goal_answer(catalogue: Catalogue, goal: Goal, links: Iterable[Link] | None = None) -> Answer:
    """A goal with its figure and places.

    Parameters
    ----------
    catalogue
        Everything.
    goal
        The goal.
    links
        Links to show; ``None`` shows all but those that only pass a goal on to many (member, scope), which are
        counted instead.

    Returns
    -------
    dict
        The goal; ``year_stated`` is false where the year is only the one to which the plan runs, or there is none;
        ``derived`` counts counties reached through a prefecture, a region or the plan's scope.
    """
    every = catalogue.links_by_goal.get(goal.id, [])
    shown = [link for link in every if link.relation not in ("member", "scope")] if links is None else links
    return {
        "id": goal.id,
        "document": goal.document,
        "clause": goal.clause,
        "kind": goal.kind.value,
        "topics": list(goal.topics),
        "summary": goal.summary.to_dict(),
        "name": goal.name,
        "host": goal.host,
        "companies": list(goal.companies),
        "year": goal.due,
        "year_stated": goal.year_stated,
        "figure": figure_answer(goal.figure) if goal.figure else None,
        "places": [place_answer(catalogue, link) for link in shown],
        "derived": {
            relation: count
            for relation in ("member", "scope")
            if (count := sum(link.relation == relation for link in every))
        },
    }


def document_answer(catalogue: Catalogue, document: Document) -> Answer:
    """A document with its counts.

    Parameters
    ----------
    catalogue
        Everything.
    document
        The document.

    Returns
    -------
    dict
        Without its clauses.
    """
    links = [link for goal in document.goals for link in catalogue.links_by_goal.get(goal.id, ())]
    named = {
        link.adcode for link in links if link.level is Level.COUNTY and link.relation in ("named", "implicit")
    }
    return {
        "id": document.id,
        "title": document.title.to_dict(),
        "issuer": document.issuer,
        "region": document.region,
        "region_name": catalogue.units[document.region].name,
        "year": document.year,
        "horizon": document.horizon,
        "status": document.status,
        "final": final_answer(catalogue, document),
        "source": document.source,
        "clauses": len(document.clauses),
        "goals": sum(goal.kind is not Kind.FACT for goal in document.goals),
        "facts": sum(goal.kind is Kind.FACT for goal in document.goals),
        "targets": sum(goal.kind is Kind.TARGET for goal in document.goals),
        "counties": len(named),
    }


def final_answer(catalogue: Catalogue, document: Dated) -> Answer | None:
    """The final version that has taken the place of a draft.

    Parameters
    ----------
    catalogue
        Everything.
    document
        Of the catalogue, or one that nobody has reviewed yet.

    Returns
    -------
    dict or None
        ``id``, ``title`` and ``status``; ``None`` where there is none, and for what is no draft.
    """
    final = catalogue.finals.of(document)
    return {"id": final.id, "title": final.title.to_dict(), "status": final.status} if final else None


def unit_reference(unit: AdminUnit) -> Answer:
    """A unit in a list of units.

    Parameters
    ----------
    unit
        The unit.

    Returns
    -------
    dict
        Code, name and level.
    """
    return {"adcode": unit.adcode, "name": unit.name, "level": unit.level.value}


def indicator_answer(indicator: Indicator) -> Answer:
    """What an indicator measures.

    Parameters
    ----------
    indicator
        The indicator.

    Returns
    -------
    dict
        Without its values.
    """
    return {
        "id": indicator.id,
        "zh": indicator.title.zh,
        "en": indicator.title.en,
        "unit": indicator.unit,
        "year": indicator.year,
        "source": indicator.source,
        "licence": indicator.licence,
    }


def count_kinds(catalogue: Catalogue, links: Sequence[Link]) -> Answer:
    """How many goals of each kind some links lead to.

    Parameters
    ----------
    catalogue
        Everything.
    links
        Only links that ask count.

    Returns
    -------
    dict
        ``goals`` in all, of them ``goals_named`` where the unit is named or plans itself, as maps and indicators count
        them; and ``targets``, ``clusters``, ``projects``, ``zones``.
    """
    meant = {link.goal for link in links if link.relation in _MEANT}
    goals = {link.goal: catalogue.goals[link.goal] for link in links if is_asked(link)}
    kinds = [goal.kind for goal in goals.values()]
    return {
        "goals": sum(kind is not Kind.FACT for kind in kinds),
        "goals_named": sum(one in meant and goal.kind is not Kind.FACT for one, goal in goals.items()),
        "targets": kinds.count(Kind.TARGET),
        "clusters": kinds.count(Kind.CLUSTER),
        "projects": kinds.count(Kind.PROJECT),
        "zones": kinds.count(Kind.ZONE),
        "facts": kinds.count(Kind.FACT),
    }


def count_goals(catalogue: Catalogue) -> Answer:
    """How many goals all documents set, and how many present figures they state besides.

    Parameters
    ----------
    catalogue
        Everything.

    Returns
    -------
    dict
        ``goals`` and ``facts``; no goal is counted as both.
    """
    facts = sum(goal.kind is Kind.FACT for goal in catalogue.goals.values())
    return {"goals": len(catalogue.goals) - facts, "facts": facts}


def plain_number(value: float | None) -> float | int | None:
    """A number as people write it: 1200, not 1200.0.

    Parameters
    ----------
    value
        A number, or ``None``.

    Returns
    -------
    int, float or None
        A whole number as ``int``.

    Examples
    --------
    >>> plain_number(1200.0), plain_number(2.25), plain_number(None)
    (1200, 2.25, None)
    """
    return int(value) if value is not None and float(value).is_integer() else value

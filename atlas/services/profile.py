"""What is asked of one unit, and two units beside each other."""

from __future__ import annotations

from collections.abc import Sequence

from atlas.core.model import AdminUnit, Kind, Level, Link, Relation
from atlas.core.places.latin_names import latin_name
from atlas.core.policy.catalogue import Catalogue
from atlas.core.policy.rows import is_asked
from atlas.services.answers import (
    Answer,
    count_kinds,
    goal_answer,
    indicator_answer,
    plain_number,
    unit_reference,
)

_ORDER = {relation: position for position, relation in enumerate(Relation)}


def show_unit(catalogue: Catalogue, adcode: str) -> Answer:
    """Profile of a unit: what it is, what is asked of it, what lies in it, who is asked for the same.

    Parameters
    ----------
    catalogue
        Everything.
    adcode
        Current code.

    Returns
    -------
    dict
        The profile.

    Raises
    ------
    AdcodeUnknown
        No unit has this code.
    """
    unit = catalogue.get_unit(adcode)
    links = catalogue.links_by_unit.get(adcode, [])
    return {
        **unit_reference(unit),
        "short_name": unit.short_name,
        "kind": unit.kind,
        "pinyin": unit.pinyin,
        "name_en": latin_name(unit.short_name, unit.pinyin, unit.initials),
        "parents": [unit_reference(parent) for parent in _parents(catalogue, unit)],
        "area_km2": round(unit.area_km2, 1),
        "label": list(unit.label),
        "bbox": list(unit.bbox),
        **_history(catalogue, adcode),
        "indicators": _indicators(catalogue, adcode),
        "counts": count_kinds(catalogue, links),
        "asked": _asked(catalogue, links),
        "clusters": _goals_of_kind(catalogue, links, Kind.CLUSTER),
        "projects": _goals_of_kind(catalogue, links, Kind.PROJECT),
        **_places_inside(catalogue, adcode),
        "neighbours": _neighbours(catalogue, unit),
        "children": [
            {
                **unit_reference(child),
                "goals": count_kinds(catalogue, catalogue.links_by_unit.get(child.adcode, []))["goals"],
            }
            for child in catalogue.children.get(adcode, ())
        ],
    }


def compare_units(catalogue: Catalogue, first: str, second: str) -> Answer:
    """Two units beside each other: indicators, counts, and what each is asked by topic.

    Parameters
    ----------
    catalogue
        Everything.
    first, second
        Current codes.

    Returns
    -------
    dict
        ``units`` (two) and ``topics`` with ``a`` and ``b``.

    Raises
    ------
    AdcodeUnknown
        No unit has one of the codes.
    """
    units = [catalogue.get_unit(first), catalogue.get_unit(second)]
    topics = [_topics_asked(catalogue, unit.adcode) for unit in units]
    shared = [slug for slug in catalogue.topics if slug in topics[0] or slug in topics[1]]
    return {
        "units": [
            {
                **unit_reference(unit),
                "area_km2": round(unit.area_km2, 1),
                "parents": [unit_reference(parent) for parent in _parents(catalogue, unit)],
                "indicators": _indicators(catalogue, unit.adcode),
                "counts": count_kinds(catalogue, catalogue.links_by_unit.get(unit.adcode, [])),
            }
            for unit in units
        ],
        "topics": [{"topic": slug, "a": topics[0].get(slug), "b": topics[1].get(slug)} for slug in shared],
    }


def _parents(catalogue: Catalogue, unit: AdminUnit) -> list[AdminUnit]:
    above: list[AdminUnit] = []
    code = unit.parent
    while code and code in catalogue.units:
        above.insert(0, catalogue.units[code])
        code = catalogue.units[code].parent
    return above


def _places_inside(catalogue: Catalogue, adcode: str) -> Answer:
    """Zones and sites that lie in a county."""
    return {
        "zones": [
            {
                "name": zone.name,
                "kind": zone.kind,
                "code": zone.code,
                "precision": zone.precision.value,
                "source": zone.source,
            }
            for zone in catalogue.zones_by_unit.get(adcode, ())
        ],
        "sites": [
            {
                "name": site.name,
                "kind": site.kind,
                "precision": site.precision.value,
                "topics": list(site.commodities),
                "note": site.note,
                "source": site.source,
            }
            for site in catalogue.sites_by_unit.get(adcode, ())
        ],
    }


def _history(catalogue: Catalogue, adcode: str) -> Answer:
    """Former codes, latest first, and former names."""
    changes = sorted(catalogue.changes_by_unit.get(adcode, ()), key=lambda change: -change.year)
    return {
        "codes": [
            {
                "adcode": change.old_adcode,
                "name": change.old_name,
                "year": change.year,
                "reason": change.reason,
            }
            for change in changes
        ],
        "old_names": [
            {"name": name.name, "year_from": name.year_from, "year_to": name.year_to}
            for name in catalogue.names_by_unit.get(adcode, ())
            if name.kind == "old"
        ],
    }


def _indicators(catalogue: Catalogue, adcode: str) -> list[Answer]:
    return [
        {**indicator_answer(indicator), "value": plain_number(indicator.values[adcode])}
        for indicator in catalogue.indicators.values()
        if adcode in indicator.values
    ]


def _asked(catalogue: Catalogue, links: Sequence[Link]) -> list[Answer]:
    """Goals by relation, strongest first, and by topic; a goal of several topics stands under its first."""
    grouped: dict[Relation, dict[str, list[Link]]] = {}
    for link in links:
        goal = catalogue.goals[link.goal]
        if goal.kind is not Kind.FACT:
            grouped.setdefault(link.relation, {}).setdefault(goal.topics[0], []).append(link)
    return [
        {
            "relation": relation.value,
            "goals": sum(len(some) for some in topics.values()),
            "topics": [
                {
                    "topic": topic,
                    "goals": [
                        goal_answer(catalogue, catalogue.goals[link.goal], [link]) for link in topics[topic]
                    ],
                }
                for topic in catalogue.topics
                if topic in topics
            ],
        }
        for relation, topics in sorted(grouped.items(), key=lambda item: _ORDER[item[0]])
    ]


def _goals_of_kind(catalogue: Catalogue, links: Sequence[Link], kind: Kind) -> list[Answer]:
    return [
        goal_answer(catalogue, catalogue.goals[link.goal], [link])
        for link in links
        if catalogue.goals[link.goal].kind is kind and link.relation in (Relation.NAMED, Relation.IMPLICIT)
    ]


def _own_topics(catalogue: Catalogue, adcode: str) -> set[str]:
    """Topics for which a unit is named itself."""
    return {
        topic
        for link in catalogue.links_by_unit.get(adcode, ())
        if link.relation in (Relation.NAMED, Relation.IMPLICIT)
        for topic in catalogue.goals[link.goal].topics
        if catalogue.goals[link.goal].kind is not Kind.FACT
    }


def _neighbours(catalogue: Catalogue, unit: AdminUnit) -> list[Answer]:
    if unit.level is not Level.COUNTY:
        return []
    own = _own_topics(catalogue, unit.adcode)
    return [
        {
            **unit_reference(catalogue.units[other]),
            "shared_topics": [
                slug for slug in catalogue.topics if slug in own & _own_topics(catalogue, other)
            ],
        }
        for other in catalogue.adjacency.get(unit.adcode, ())
        if other in catalogue.units
    ]


def _topics_asked(catalogue: Catalogue, adcode: str) -> dict[str, Answer]:
    grouped: dict[str, list[Link]] = {}
    for link in catalogue.links_by_unit.get(adcode, ()):
        goal = catalogue.goals[link.goal]
        if is_asked(link) and goal.kind is not Kind.FACT:
            for topic in goal.topics:
                grouped.setdefault(topic, []).append(link)
    return {
        topic: {
            "relation": min((link.relation for link in links), key=_ORDER.__getitem__).value,
            "goals": len({link.goal for link in links}),
            "targets": len({link.goal for link in links if catalogue.goals[link.goal].kind is Kind.TARGET}),
        }
        for topic, links in grouped.items()
    }

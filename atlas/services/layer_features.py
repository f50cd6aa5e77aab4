"""Features of the built-in layers: units, designations, resource bases, clusters, projects, zones and sites."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import geopandas
import shapely

from atlas.core.layers import LayerDefinition
from atlas.core.model import Goal, Kind, Level, Link, Precision, Relation, Zone
from atlas.core.policy.catalogue import Catalogue
from atlas.services.answers import count_kinds

CRS = "EPSG:4326"
_INTEGERS = {"goals", "goals_named", "targets", "counties", "year"}
#: Relations that put a county on the map of a topic; a plan's whole scope would paint everything.
_DRAWN = (Relation.NAMED, Relation.IMPLICIT, Relation.MEMBER)

Polygons = Callable[[str], geopandas.GeoDataFrame]
Properties = dict[str, Any]


def make_features(
    definition: LayerDefinition, catalogue: Catalogue, polygons: Polygons
) -> geopandas.GeoDataFrame:
    """Features of a built-in layer.

    Parameters
    ----------
    definition
        The layer.
    catalogue
        Everything.
    polygons
        Polygons of a level, with the column ``adcode``, in EPSG:4326.

    Returns
    -------
    GeoDataFrame
        EPSG:4326; the columns depend on the kind of source.
    """
    source = definition.source
    if source.kind == "units":
        return _unit_features(catalogue, polygons(source.level))
    if source.kind == "designations":
        return _designation_features(catalogue, polygons("county"), source.topics)
    if source.kind == "bases":
        return _base_features(catalogue, polygons("county"), source.topics)
    if source.kind == "goals":
        return _goal_features(catalogue, Kind(source.goal_kind))
    zones = catalogue.zones if source.kind == "zones" else catalogue.sites
    wanted = [zone for zone in zones if not source.site_kinds or zone.kind in source.site_kinds]
    return _zone_features(catalogue, wanted)


def unit_name(catalogue: Catalogue, adcode: str) -> str:
    """Name of a unit, or empty text for an empty or unknown code.

    Parameters
    ----------
    catalogue
        Everything.
    adcode
        May be empty.

    Returns
    -------
    str
        Official name.
    """
    unit = catalogue.units.get(adcode)
    return unit.name if unit else ""


def _unit_features(catalogue: Catalogue, frame: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    shapes = dict(zip(frame["adcode"], frame.geometry, strict=True))
    # By the polygons, not by the level of the unit: 东莞市 and Taiwan stand in two layers under one code.
    rows: list[Properties] = [
        {
            "adcode": unit.adcode,
            "name": unit.name,
            "short_name": unit.short_name,
            "kind": unit.kind,
            "prefecture": unit_name(catalogue, unit.prefecture),
            "province": unit_name(catalogue, unit.province),
            "area_km2": round(unit.area_km2, 2),
            "goals": counts["goals"],
            "goals_named": counts["goals_named"],
            "geometry": shapes[unit.adcode],
        }
        for unit in (catalogue.units[adcode] for adcode in sorted(shapes))
        for counts in (count_kinds(catalogue, catalogue.links_by_unit.get(unit.adcode, ())),)
    ]
    return _frame(rows, _UNIT_COLUMNS)


def _designation_features(
    catalogue: Catalogue, frame: geopandas.GeoDataFrame, topics: Sequence[str]
) -> geopandas.GeoDataFrame:
    shapes = dict(zip(frame["adcode"], frame.geometry, strict=True))
    rows: list[Properties] = []
    for adcode, links in sorted(_links_of_topics(catalogue, topics).items()):
        if adcode not in shapes:
            continue
        unit = catalogue.units[adcode]
        goals = [catalogue.goals[link.goal] for link in links]
        strongest = min(links, key=lambda link: _DRAWN.index(link.relation))
        rows.append(
            {
                "adcode": adcode,
                "name": unit.name,
                "prefecture": unit_name(catalogue, unit.prefecture),
                "province": unit_name(catalogue, unit.province),
                "relation": strongest.relation.value,
                "goals": len({goal.id for goal in goals}),
                "targets": len({goal.id for goal in goals if goal.kind is Kind.TARGET}),
                "documents": "；".join(_unique(goal.document for goal in goals)),
                "clauses": "；".join(_unique(f"{goal.document} {goal.clause}" for goal in goals)),
                "summary": "；".join(_unique(goal.summary.zh for goal in goals)),
                "geometry": shapes[adcode],
            }
        )
    return _frame(rows, _DESIGNATION_COLUMNS)


def _base_features(
    catalogue: Catalogue, frame: geopandas.GeoDataFrame, topics: Sequence[str]
) -> geopandas.GeoDataFrame:
    shapes = dict(zip(frame["adcode"], frame.geometry, strict=True))
    rows: list[Properties] = []
    for topic in topics:
        by_province: dict[str, list[str]] = {}
        for adcode, links in _links_of_topics(catalogue, [topic]).items():
            if adcode in shapes and any(link.relation is not Relation.MEMBER for link in links):
                by_province.setdefault(catalogue.units[adcode].province, []).append(adcode)
        for province, adcodes in sorted(by_province.items()):
            adcodes.sort()
            units = [catalogue.units[adcode] for adcode in adcodes]
            rows.append(
                {
                    "topic": topic,
                    "title": catalogue.topics[topic].title.zh,
                    "province": unit_name(catalogue, province),
                    "counties": len(units),
                    "adcodes": ";".join(adcodes),
                    "names": "、".join(unit.short_name for unit in units),
                    "area_km2": round(sum(unit.area_km2 for unit in units), 1),
                    "geometry": shapely.union_all([shapes[adcode] for adcode in adcodes]),
                }
            )
    return _frame(rows, _BASE_COLUMNS)


def _goal_features(catalogue: Catalogue, kind: Kind) -> geopandas.GeoDataFrame:
    zones = {
        words: zone for zone in (*catalogue.zones, *catalogue.sites) for words in (zone.name, *zone.aliases)
    }
    rows: list[Properties] = []
    for goal in catalogue.goals_in_force:
        links = [
            link
            for link in catalogue.links_by_goal.get(goal.id, ())
            if link.relation in (Relation.NAMED, Relation.IMPLICIT) and link.level is Level.COUNTY
        ]
        if goal.kind is not kind or not links:
            continue
        unit = catalogue.units[links[0].adcode]
        point, precision = _position(goal, links, zones, unit.label)
        rows.append(
            {
                "name": goal.name or goal.summary.zh,
                "topics": ";".join(goal.topics),
                "summary": goal.summary.zh,
                "companies": "、".join(goal.companies),
                "year": goal.due,
                "adcode": unit.adcode,
                "county": unit.name,
                "document": goal.document,
                "clause": goal.clause,
                "precision": precision.value,
                "geometry": shapely.Point(point),
            }
        )
    return _frame(rows, _GOAL_COLUMNS)


def _position(
    goal: Goal, links: Sequence[Link], zones: dict[str, Zone], label: tuple[float, float]
) -> tuple[tuple[float, float], Precision]:
    """Point of a zone or town that the goal names, else the county's label point."""
    for words in (mention.read_as or mention.words for mention in goal.mentions):
        zone = zones.get(words)
        if zone and zone.point and links[0].adcode in zone.adcodes:
            return zone.point, zone.precision
    return label, Precision.COUNTY


def _zone_features(catalogue: Catalogue, zones: Iterable[Zone]) -> geopandas.GeoDataFrame:
    rows: list[Properties] = []
    for zone in zones:
        units = [catalogue.units[adcode] for adcode in zone.adcodes if adcode in catalogue.units]
        if not units:
            continue
        rows.append(
            {
                "name": zone.name,
                "aliases": "、".join(zone.aliases),
                "kind": zone.kind,
                "code": zone.code,
                "adcode": units[0].adcode,
                "county": "、".join(unit.name for unit in units),
                "topics": "、".join(
                    catalogue.topics[slug].title.zh for slug in zone.commodities if slug in catalogue.topics
                ),
                "precision": zone.precision.value,
                "note": zone.note,
                "source": zone.source,
                "geometry": shapely.Point(zone.point or units[0].label),
            }
        )
    return _frame(rows, _ZONE_COLUMNS)


def _links_of_topics(catalogue: Catalogue, topics: Sequence[str]) -> dict[str, list[Link]]:
    grouped: dict[str, list[Link]] = {}
    for link in catalogue.links:
        if link.level is Level.COUNTY and link.relation in _DRAWN:
            goal = catalogue.goals[link.goal]
            counts = goal.kind is not Kind.FACT and goal.document not in catalogue.out_of_force
            if counts and not set(topics).isdisjoint(goal.topics):
                grouped.setdefault(link.adcode, []).append(link)
    return grouped


def _unique(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))


def _frame(rows: list[Properties], columns: Sequence[str]) -> geopandas.GeoDataFrame:
    frame = geopandas.GeoDataFrame(rows, columns=[*columns, "geometry"], geometry="geometry", crs=CRS)
    frame = frame.set_geometry(_as_collections(frame.geometry.to_numpy()), crs=CRS)
    # A column of numbers with gaps would become decimal: 2027.0 instead of 2027.
    return frame.astype(dict.fromkeys(set(columns) & _INTEGERS, "Int64"))


def _as_collections(shapes: Any) -> Any:
    """Polygons as collections of one: a layer then has one type, and the same whether from memory or from a file."""
    kept = shapes.copy()
    single = shapely.get_type_id(kept) == shapely.GeometryType.POLYGON
    kept[single] = shapely.multipolygons(kept[single][:, None])
    return kept


_UNIT_COLUMNS = (
    "adcode",
    "name",
    "short_name",
    "kind",
    "prefecture",
    "province",
    "area_km2",
    "goals",
    "goals_named",
)
_DESIGNATION_COLUMNS = (
    "adcode",
    "name",
    "prefecture",
    "province",
    "relation",
    "goals",
    "targets",
    "documents",
    "clauses",
    "summary",
)
_BASE_COLUMNS = ("topic", "title", "province", "counties", "adcodes", "names", "area_km2")
_GOAL_COLUMNS = (
    "name",
    "topics",
    "summary",
    "companies",
    "year",
    "adcode",
    "county",
    "document",
    "clause",
    "precision",
)
_ZONE_COLUMNS = (
    "name",
    "aliases",
    "kind",
    "code",
    "adcode",
    "county",
    "topics",
    "precision",
    "note",
    "source",
)

"""Rows of the tables of ``catalogue_tables`` become the catalogue again."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from atlas.core.errors import Text
from atlas.core.model import (
    AdminUnit,
    Clause,
    CodeChange,
    Document,
    Evidence,
    Figure,
    Goal,
    Kind,
    Level,
    Link,
    PlaceMention,
    PlaceName,
    Precision,
    Relation,
    Topic,
    Zone,
)
from atlas.core.policy.catalogue import Catalogue, Indicator

Record = Mapping[str, Any]

# Looked up for each of ten thousand links.
_LEVELS = {level.value: level for level in Level}
_RELATIONS = {relation.value: relation for relation in Relation}


def build_catalogue(tables: Mapping[str, Sequence[Record]], *, version: str, build_date: str) -> Catalogue:
    """The catalogue from the rows of its tables.

    Parameters
    ----------
    tables
        Rows by table name, each row a mapping by column name, in stored order; tables that are not there are empty.
    version, build_date
        Of the store.

    Returns
    -------
    Catalogue
        Equal to the one that was written.
    """
    tables = defaultdict(tuple, tables)
    adjacency: dict[str, list[str]] = {}
    for record in tables["admin_neighbour"]:
        adjacency.setdefault(record["adcode"], []).append(record["neighbour"])
    return Catalogue(
        units={record["adcode"]: _unit(record) for record in tables["admin_unit"]},
        names=tuple(PlaceName(**record) for record in tables["admin_name"]),
        code_changes=tuple(CodeChange(**record) for record in tables["admin_code_change"]),
        topics={
            record["slug"]: Topic(record["slug"], Text(record["zh"], record["en"]), record["topic_group"])
            for record in tables["topic"]
        },
        documents=_documents(tables),
        links=tuple(_link(record) for record in tables["link"]),
        zones=tuple(_zone(record) for record in tables["zone_record"]),
        sites=tuple(_zone(record) for record in tables["site_record"]),
        indicators=_indicators(tables),
        adjacency={adcode: tuple(others) for adcode, others in adjacency.items()},
        version=version,
        build_date=build_date,
    )


def _unit(record: Record) -> AdminUnit:
    return AdminUnit(
        adcode=record["adcode"],
        name=record["name"],
        short_name=record["short_name"],
        level=_LEVELS[record["level"]],
        kind=record["kind"],
        parent=record["parent"],
        prefecture=record["prefecture"],
        province=record["province"],
        pinyin=record["pinyin"],
        initials=record["initials"],
        area_km2=record["area_km2"],
        label=(record["label_lon"], record["label_lat"]),
        bbox=(record["west"], record["south"], record["east"], record["north"]),
    )


def _documents(tables: Mapping[str, Sequence[Record]]) -> dict[str, Document]:
    clauses: dict[str, list[Clause]] = {}
    for record in tables["clause"]:
        clauses.setdefault(record["document"], []).append(
            Clause(
                record["document"],
                record["id"],
                Text(record["heading_zh"], record["heading_en"]),
                Text(record["summary_zh"], record["summary_en"]),
            )
        )
    goals: dict[str, list[Goal]] = {}
    for record in tables["goal"]:
        goals.setdefault(record["document"], []).append(_goal(record))
    ordered = sorted(tables["document"], key=lambda record: int(record["position"]))
    return {
        record["id"]: Document(
            id=record["id"],
            title=Text(record["title_zh"], record["title_en"]),
            issuer=record["issuer"],
            region=record["region"],
            year=record["year"],
            horizon=record["horizon"],
            status=record["status"],
            source=record["source"],
            clauses=tuple(clauses.get(record["id"], ())),
            goals=tuple(goals.get(record["id"], ())),
            headings={
                key: Text(words["zh"], words["en"]) for key, words in json.loads(record["headings"]).items()
            },
        )
        for record in ordered
    }


def _goal(record: Record) -> Goal:
    figure = None
    if record["value"] is not None:
        figure = Figure(
            metric=record["metric"],
            op=record["op"],
            value=record["value"],
            value_max=record["value_max"],
            unit=record["unit"],
            year=record["year"],
            year_from=record["year_from"],
            wording=record["wording"],
            scope=record["scope"],
            per=record["per"],
            suspicious=record["suspicious"],
        )
    return Goal(
        id=record["id"],
        document=record["document"],
        clause=record["clause"],
        kind=Kind(record["kind"]),
        topics=_list(record["topics"]),
        summary=Text(record["summary_zh"], record["summary_en"]),
        name=record["name"],
        host=record["host"],
        companies=_list(record["companies"]),
        figure=figure,
        due=record["due"],
        year_stated=bool(record["year_stated"]),
        mentions=tuple(
            PlaceMention(words, _RELATIONS[relation], read_as, within)
            for words, relation, read_as, within in json.loads(record["mentions"])
        ),
    )


def _link(record: Record) -> Link:
    return Link(
        goal=record["goal"],
        adcode=record["adcode"],
        level=_LEVELS[record["level"]],
        relation=_RELATIONS[record["relation"]],
        place=record["place"],
        via=record["via"],
        evidence=Evidence(
            words=record["words"],
            rule=record["rule"],
            confidence=record["confidence"],
            candidates=_list(record["candidates"]),
            reviewer=record["reviewer"],
            reviewed=record["reviewed"],
        ),
    )


def _zone(record: Record) -> Zone:
    return Zone(
        name=record["name"],
        aliases=_list(record["aliases"]),
        kind=record["kind"],
        adcodes=_list(record["adcodes"]),
        point=None if record["lon"] is None else (record["lon"], record["lat"]),
        precision=Precision(record["precision"]),
        source=record["source"],
        code=record["code"],
        note=record["note"],
        commodities=_list(record["commodities"]),
    )


def _indicators(tables: Mapping[str, Sequence[Record]]) -> dict[str, Indicator]:
    values: dict[str, dict[str, float]] = {}
    for record in tables["indicator_value"]:
        values.setdefault(record["indicator"], {})[record["adcode"]] = record["value"]
    return {
        record["id"]: Indicator(
            id=record["id"],
            title=Text(record["zh"], record["en"]),
            unit=record["unit"],
            year=record["year"],
            source=record["source"],
            values=values.get(record["id"], {}),
            licence=record["licence"],
        )
        for record in tables["indicator"]
    }


def _list(text: str) -> tuple[Any, ...]:
    # Most lists are empty.
    return () if text == "[]" else tuple(json.loads(text))

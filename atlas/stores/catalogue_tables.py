"""The catalogue as tables: which columns each has, and how a value becomes a row.

The same tables serve every SQL store. Lists are JSON text; empty text stands for an absent code or name, NULL for
an absent number. ``catalogue_records`` reads them back.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from atlas.core.model import (
    Zone,
)
from atlas.core.policy.catalogue import Catalogue

SqlValue = str | int | float | None
Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the catalogue.

    Parameters
    ----------
    name
        Of the table.
    columns
        Name and SQL type (TEXT, INTEGER, REAL) of each column, in order.
    key
        Columns to index.
    rows
        Rows of a catalogue.
    """

    name: str
    columns: tuple[tuple[str, str], ...]
    key: tuple[str, ...]
    rows: Callable[[Catalogue], Iterable[Sequence[SqlValue]]]


def _columns(text: str) -> tuple[tuple[str, str], ...]:
    """Columns from ``name:T name:I name:R``."""
    types = {"T": "TEXT", "I": "INTEGER", "R": "REAL"}
    pairs = (word.rsplit(":", 1) for word in text.split())
    return tuple((name, types[kind]) for name, kind in pairs)


def _json(values: Iterable[Any]) -> str:
    return json.dumps(list(values), ensure_ascii=False)


def _unit_rows(catalogue: Catalogue) -> Iterable[Sequence[SqlValue]]:
    for unit in catalogue.units.values():
        yield (
            unit.adcode,
            unit.name,
            unit.short_name,
            unit.level.value,
            unit.kind,
            unit.parent,
            unit.prefecture,
            unit.province,
            unit.pinyin,
            unit.initials,
            unit.area_km2,
            *unit.label,
            *unit.bbox,
        )


def _goal_rows(catalogue: Catalogue) -> Iterable[Sequence[SqlValue]]:
    for goal in catalogue.goals.values():
        figure = goal.figure
        yield (
            goal.id,
            goal.document,
            goal.clause,
            goal.kind.value,
            _json(goal.topics),
            goal.summary.zh,
            goal.summary.en,
            goal.name,
            goal.host,
            _json(goal.companies),
            goal.due,
            int(goal.year_stated),
            _json(
                [mention.words, mention.relation.value, mention.read_as, mention.within]
                for mention in goal.mentions
            ),
            figure.metric if figure else None,
            figure.op if figure else None,
            figure.value if figure else None,
            figure.value_max if figure else None,
            figure.unit if figure else None,
            figure.year if figure else None,
            figure.year_from if figure else None,
            figure.wording if figure else None,
            figure.scope if figure else None,
            figure.per if figure else None,
            figure.suspicious if figure else None,
        )


def _zone_rows(zones: Iterable[Zone]) -> Iterable[Sequence[SqlValue]]:
    for zone in zones:
        lon, lat = zone.point or (None, None)
        yield (
            zone.name,
            _json(zone.aliases),
            zone.kind,
            zone.code,
            _json(zone.adcodes),
            lon,
            lat,
            zone.precision.value,
            zone.source,
            zone.note,
            _json(zone.commodities),
        )


_ZONE_COLUMNS = _columns(
    "name:T aliases:T kind:T code:T adcodes:T lon:R lat:R precision:T source:T note:T commodities:T"
)

#: Towns are no part of the catalogue: only those who read documents or search need them.
TOWN_TABLE = "town"
TOWN_COLUMNS = _columns("code:T name:T adcode:T")

TABLES: tuple[Table, ...] = (
    Table(
        "admin_unit",
        _columns(
            "adcode:T name:T short_name:T level:T kind:T parent:T prefecture:T province:T pinyin:T initials:T "
            "area_km2:R label_lon:R label_lat:R west:R south:R east:R north:R"
        ),
        ("adcode",),
        _unit_rows,
    ),
    Table(
        "admin_name",
        _columns("adcode:T name:T kind:T year_from:I year_to:I pinyin:T initials:T"),
        ("adcode",),
        lambda catalogue: (
            (name.adcode, name.name, name.kind, name.year_from, name.year_to, name.pinyin, name.initials)
            for name in catalogue.names
        ),
    ),
    Table(
        "admin_code_change",
        _columns("old_adcode:T old_name:T adcode:T year:I reason:T"),
        ("old_adcode",),
        lambda catalogue: (
            (change.old_adcode, change.old_name, change.adcode, change.year, change.reason)
            for change in catalogue.code_changes
        ),
    ),
    Table(
        "admin_neighbour",
        _columns("adcode:T neighbour:T"),
        ("adcode",),
        lambda catalogue: (
            (adcode, other) for adcode, others in catalogue.adjacency.items() for other in others
        ),
    ),
    Table(
        "topic",
        _columns("slug:T zh:T en:T topic_group:T"),
        ("slug",),
        lambda catalogue: (
            (topic.slug, topic.title.zh, topic.title.en, topic.group) for topic in catalogue.topics.values()
        ),
    ),
    Table(
        "document",
        _columns(
            "id:T title_zh:T title_en:T issuer:T region:T year:I horizon:I status:T source:T position:I headings:T"
        ),
        ("id",),
        lambda catalogue: (
            (
                document.id,
                document.title.zh,
                document.title.en,
                document.issuer,
                document.region,
                document.year,
                document.horizon,
                document.status,
                document.source,
                position,
                json.dumps(
                    {key: words.to_dict() for key, words in document.headings.items()}, ensure_ascii=False
                ),
            )
            for position, document in enumerate(catalogue.documents.values())
        ),
    ),
    Table(
        "clause",
        _columns("document:T id:T heading_zh:T heading_en:T summary_zh:T summary_en:T"),
        ("document",),
        lambda catalogue: (
            (
                clause.document,
                clause.id,
                clause.heading.zh,
                clause.heading.en,
                clause.summary.zh,
                clause.summary.en,
            )
            for document in catalogue.documents.values()
            for clause in document.clauses
        ),
    ),
    Table(
        "goal",
        _columns(
            "id:T document:T clause:T kind:T topics:T summary_zh:T summary_en:T name:T host:T companies:T due:I "
            "year_stated:I mentions:T metric:T op:T value:R value_max:R unit:T year:I year_from:I wording:T scope:T per:T "
            "suspicious:T"
        ),
        ("document",),
        _goal_rows,
    ),
    Table(
        "link",
        _columns(
            "goal:T adcode:T level:T relation:T place:T via:T words:T rule:T confidence:R candidates:T "
            "reviewer:T reviewed:T"
        ),
        ("goal", "adcode"),
        lambda catalogue: (
            (
                link.goal,
                link.adcode,
                link.level.value,
                link.relation.value,
                link.place,
                link.via,
                link.evidence.words,
                link.evidence.rule,
                link.evidence.confidence,
                _json(link.evidence.candidates),
                link.evidence.reviewer,
                link.evidence.reviewed,
            )
            for link in catalogue.links
        ),
    ),
    Table("zone_record", _ZONE_COLUMNS, ("name",), lambda catalogue: _zone_rows(catalogue.zones)),
    Table("site_record", _ZONE_COLUMNS, ("name",), lambda catalogue: _zone_rows(catalogue.sites)),
    Table(
        "indicator",
        _columns("id:T zh:T en:T unit:T year:I source:T licence:T"),
        ("id",),
        lambda catalogue: (
            (
                indicator.id,
                indicator.title.zh,
                indicator.title.en,
                indicator.unit,
                indicator.year,
                indicator.source,
                indicator.licence,
            )
            for indicator in catalogue.indicators.values()
        ),
    ),
    Table(
        "indicator_value",
        _columns("indicator:T adcode:T value:R"),
        ("indicator",),
        lambda catalogue: (
            (indicator.id, adcode, value)
            for indicator in catalogue.indicators.values()
            for adcode, value in indicator.values.items()
        ),
    ),
)
#: What tells which place is meant by words; to read these takes half of the time.
_OF_PLACES = frozenset(
    ("admin_unit", "admin_name", "admin_code_change", "topic", "zone_record", "site_record")
)
PLACE_TABLES: tuple[Table, ...] = tuple(table for table in TABLES if table.name in _OF_PLACES)

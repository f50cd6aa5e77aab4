"""The small store with markup in everything that is printed, as a careless or hostile document might bring it."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

from atlas.core.errors import Text
from atlas.core.model import Level
from atlas.core.policy.catalogue import Catalogue
from atlas.services.layer_features import make_features
from atlas.services.publish import describe_layer
from atlas.stores.geopackage_writer import open_builder
from tests.small_store import DEFINITIONS, placed_catalogue, polygons

#: Breaks out of text and of attributes, and would run by tag, by handler and by address.
EVIL = '<img src=x onerror=\'broken=1\'>"><script>broken=1</script><a href="javascript:broken=1">{count}</a>'

#: Fields that are shown as they are; the others are ids, codes and words of closed lists.
_PRINTED = {
    *("title", "issuer", "source", "heading", "summary", "name", "short_name", "host", "companies"),
    *("metric", "wording", "unit", "scope", "suspicious", "aliases", "licence", "words"),
}


def _poison(value: Any, name: str = "") -> Any:
    if isinstance(value, Text):
        return Text(f"{EVIL} {value.zh}", f"{EVIL} {value.en}")
    if is_dataclass(value) and not isinstance(value, type):
        changed = {one.name: _poison(getattr(value, one.name), one.name) for one in fields(value) if one.init}
        return replace(value, **changed)
    if isinstance(value, tuple):
        return tuple(_poison(one, name) for one in value)
    if isinstance(value, dict):
        return {key: _poison(one) for key, one in value.items()}
    if isinstance(value, str) and name in _PRINTED:
        return f"{EVIL} {value}"
    return value


def hostile_catalogue() -> Catalogue:
    known = placed_catalogue()
    goals = {goal.id: goal for document in known.documents.values() for goal in document.goals}
    documents = {
        id_: replace(
            _poison(document),
            goals=tuple(
                _poison(replace(goal, name="集群", host="开阳", companies=("公司",)))
                for goal in goals.values()
                if goal.document == id_
            ),
        )
        for id_, document in known.documents.items()
    }
    return replace(
        known,
        units=_poison(known.units),
        topics=_poison(known.topics),
        documents=documents,
        zones=_poison(known.zones),
        indicators=_poison(known.indicators),
        links=tuple(replace(link, place=f"{EVIL} {link.place}") for link in known.links),
    )


def build_hostile_store(home: Path) -> None:
    """Write the store into a folder."""
    catalogue = hostile_catalogue()
    with open_builder(home) as builder:
        for level in Level:
            frame = polygons(level)
            builder.write_polygons(frame, level.value)
        described = []
        for definition in (_poison(one) for one in DEFINITIONS):
            frame = make_features(definition, catalogue, polygons)
            builder.write_features(frame, definition)
            described.append(describe_layer(definition, frame, tile_archive="", published="2026-01-01"))
        builder.write_layers(described)
        builder.write_catalogue(catalogue)
        builder.write_meta({"stamp": "small", "version": "test", "date": "2026-01-01", "report": "{}"})
        builder.switch()

"""A layer version as a row of the layer table, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from atlas.core.errors import Text
from atlas.core.layers import LayerDefinition, LayerField, LayerSource, LayerVersion
from atlas.core.style_model import LegendEntry, built_in_style
from atlas.core.style_reading import read_style


def layer_to_json(layer: LayerVersion) -> str:
    """A layer version as JSON text.

    Parameters
    ----------
    layer
        The version.

    Returns
    -------
    str
        Readable by ``layer_from_json``.
    """
    definition, source, style = layer.definition, layer.definition.source, layer.definition.style
    return json.dumps(
        {
            "id": definition.id,
            "title": definition.title.to_dict(),
            "description": definition.description.to_dict(),
            "group": definition.group,
            "source": {
                "kind": source.kind,
                "level": source.level,
                "topics": list(source.topics),
                "goal_kind": source.goal_kind,
                "site_kinds": list(source.site_kinds),
            },
            "geometry": definition.geometry,
            "style": style.to_dict(),
            "popup": list(definition.popup),
            "attribution": definition.attribution.to_dict(),
            "licence": definition.licence,
            "date": definition.date,
            "precision": definition.precision,
            "version": layer.version,
            "feature_count": layer.feature_count,
            "bbox": layer.bbox,
            "schema": [
                {"name": item.name, "type": item.type, "title": item.title.to_dict()} for item in layer.schema
            ],
            "legend": [entry.to_dict() for entry in layer.legend],
            "tile_archive": layer.tile_archive,
            "digest": layer.digest,
            "published": layer.published,
        },
        ensure_ascii=False,
    )


def layer_from_json(text: str) -> LayerVersion:
    """A layer version from its JSON text.

    Parameters
    ----------
    text
        Made by ``layer_to_json``.

    Returns
    -------
    LayerVersion
        Equal to the one that was written.
    """
    raw = json.loads(text)
    source = raw["source"]
    definition = LayerDefinition(
        id=raw["id"],
        title=_text(raw["title"]),
        description=_text(raw["description"]),
        group=raw["group"],
        source=LayerSource(
            kind=source["kind"],
            level=source["level"],
            topics=tuple(source["topics"]),
            goal_kind=source["goal_kind"],
            site_kinds=tuple(source["site_kinds"]),
        ),
        geometry=raw["geometry"],
        style=read_style(raw["style"], raw["geometry"], default=built_in_style(raw["geometry"])),
        popup=tuple(raw["popup"]),
        attribution=_text(raw["attribution"]),
        licence=raw["licence"],
        date=raw["date"],
        precision=raw["precision"],
    )
    return LayerVersion(
        definition=definition,
        version=raw["version"],
        feature_count=raw["feature_count"],
        bbox=tuple(raw["bbox"]) if raw["bbox"] else None,
        schema=tuple(LayerField(item["name"], item["type"], _text(item["title"])) for item in raw["schema"]),
        legend=tuple(_legend_entry(entry) for entry in raw["legend"]),
        tile_archive=raw["tile_archive"],
        digest=raw["digest"],
        published=raw["published"],
    )


def _legend_entry(raw: Mapping[str, Any]) -> LegendEntry:
    return LegendEntry(_text(raw["label"]), raw["symbol"], raw.get("kind", ""), raw.get("condition", {}))


def _text(raw: Mapping[str, Any]) -> Text:
    return Text(raw["zh"], raw["en"])

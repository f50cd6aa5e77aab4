"""A layer of the workspace in the form in which every published layer is described."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from atlas.core.errors import Text
from atlas.core.layers import LayerDefinition, LayerField, LayerSource, LayerVersion
from atlas.core.style import LayerStyle, LegendEntry
from atlas.stores.workspace_records import LayerRecord, VersionRecord

#: ``source.kind`` of layers that users added.
UPLOAD_KIND = "upload"
#: Group of the layer list that they stand in.
UPLOAD_GROUP = "uploads"
#: Fields shown of a feature while nobody chose them.
_POPUP_FIELDS = 12
_GEOMETRIES = {"Point": "point", "LineString": "line", "Polygon": "polygon"}
_LINE_STYLE = LayerStyle(fill="", stroke="#3F4FA3", width_px=1.6)
_DEFAULT_STYLES: Mapping[str, LayerStyle] = {
    "point": LayerStyle(fill="#A83E7C", stroke="#FFFFFF", width_px=1.0),
    "line": _LINE_STYLE,
    "polygon": LayerStyle(fill="#3F4FA3", stroke="#3F4FA3"),
}
_STYLE_FIELDS = frozenset(one.name for one in fields(LayerStyle))


def describe_version(layer: LayerRecord, version: VersionRecord) -> LayerVersion:
    """A version as it is served once it is published.

    Parameters
    ----------
    layer
        Title, style, source and so on.
    version
        Of this layer.

    Returns
    -------
    LayerVersion
        Described like a built-in layer; ``source.kind`` is ``UPLOAD_KIND``.
    """
    geometry = _GEOMETRIES.get(version.geometry_type.removeprefix("Multi"), "polygon")
    style = read_style(layer.style, geometry)
    metadata = layer.metadata
    title = Text(layer.title.zh or layer.title.en or layer.id, layer.title.en or layer.title.zh or layer.id)
    source = metadata.attribution or metadata.source
    definition = LayerDefinition(
        id=layer.id,
        title=title,
        description=Text(layer.description, layer.description),
        group=UPLOAD_GROUP,
        source=LayerSource(UPLOAD_KIND),
        geometry=geometry,
        style=style,
        popup=_popup(layer.style, version.schema),
        attribution=Text(source, source),
        licence=metadata.licence,
        date=metadata.date,
        precision=metadata.precision,
    )
    return LayerVersion(
        definition=definition,
        version=version.number,
        feature_count=version.feature_count,
        bbox=version.bbox,
        schema=version.schema,
        legend=(LegendEntry(title, style.to_dict()),),
        tile_archive=version.tile_archive,
        digest=version.digest,
        published=(version.published_at or version.created_at)[:10],
        max_zoom=version.max_zoom,
        extra=_chosen_title(layer.style, version.schema),
    )


def read_style(raw: Mapping[str, Any], geometry: str) -> LayerStyle:
    """The single symbol of a layer.

    Parameters
    ----------
    raw
        What the workspace keeps; keys that are no fields of ``LayerStyle`` are for others.
    geometry
        ``point``, ``line`` or ``polygon``: decides what nobody chose.

    Returns
    -------
    LayerStyle
        Complete.
    """
    default = _DEFAULT_STYLES[geometry]
    chosen = {name: raw.get(name, getattr(default, name)) for name in _STYLE_FIELDS}
    return LayerStyle(**chosen)


def _chosen_title(raw: Mapping[str, Any], schema: Sequence[LayerField]) -> dict[str, str]:
    chosen = raw.get("title_field")
    return {"title_field": str(chosen)} if chosen in {field.name for field in schema} else {}


def _popup(raw: Mapping[str, Any], schema: Sequence[LayerField]) -> tuple[str, ...]:
    known = [field.name for field in schema]
    chosen = raw.get("popup")
    if chosen is None:
        return tuple(known[:_POPUP_FIELDS])
    return tuple(name for name in chosen if name in known)

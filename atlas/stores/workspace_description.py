"""A layer of the workspace in the form in which every published layer is described."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from atlas.core.errors import Text
from atlas.core.layers import UPLOAD_KIND, LayerDefinition, LayerField, LayerSource, LayerVersion
from atlas.core.style_legend import legend
from atlas.core.style_reading import read_style
from atlas.stores.workspace_records import LayerRecord, VersionRecord

#: Group of the layer list that they stand in.
UPLOAD_GROUP = "uploads"
#: Fields shown of a feature while nobody chose them.
_POPUP_FIELDS = 12
_GEOMETRIES = {"Point": "point", "LineString": "line", "Polygon": "polygon"}


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
    geometry = geometry_of(version)
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
        legend=legend(style, title),
        tile_archive=version.tile_archive,
        digest=version.digest,
        published=(version.published_at or version.created_at)[:10],
        max_zoom=version.max_zoom,
        extra=_chosen_title(layer.style, version.schema),
    )


def geometry_of(version: VersionRecord) -> str:
    """How a version is drawn.

    Parameters
    ----------
    version
        Of a layer of the workspace.

    Returns
    -------
    str
        ``point``, ``line`` or ``polygon``, which mixed and missing shapes count as.
    """
    return _GEOMETRIES.get(version.geometry_type.removeprefix("Multi"), "polygon")


def _chosen_title(raw: Mapping[str, Any], schema: Sequence[LayerField]) -> dict[str, str]:
    chosen = raw.get("title_field")
    return {"title_field": str(chosen)} if chosen in {field.name for field in schema} else {}


def _popup(raw: Mapping[str, Any], schema: Sequence[LayerField]) -> tuple[str, ...]:
    known = [field.name for field in schema]
    chosen = raw.get("popup")
    if chosen is None:
        return tuple(known[:_POPUP_FIELDS])
    return tuple(name for name in chosen if name in known)

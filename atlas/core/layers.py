"""Published layers: what a definition declares, and what is known of a version of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from atlas.core.errors import Text
from atlas.core.style import LayerStyle, LegendEntry


@dataclass(frozen=True, slots=True)
class LayerSource:
    """Where the features of a built-in layer come from.

    Parameters
    ----------
    kind
        ``units``, ``designations``, ``bases``, ``goals``, ``zones`` or ``sites``.
    level
        For ``units``: province, prefecture or county.
    topics
        For ``designations`` and ``bases``: topic slugs.
    goal_kind
        For ``goals``: cluster or project.
    site_kinds
        For ``sites``: kinds to take; empty for all.
    """

    kind: str
    level: str = ""
    topics: tuple[str, ...] = ()
    goal_kind: str = ""
    site_kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LayerDefinition:
    """A layer as a file in ``layers/`` declares it."""

    id: str
    title: Text
    description: Text
    group: str
    source: LayerSource
    geometry: str
    style: LayerStyle
    popup: tuple[str, ...]
    attribution: Text
    licence: str
    date: str
    precision: str


@dataclass(frozen=True, slots=True)
class LayerField:
    """A property of the features of a layer; type is ``text``, ``integer`` or ``number``."""

    name: str
    type: str
    title: Text


@dataclass(frozen=True, slots=True)
class LayerVersion:
    """A published layer: its definition, and what is known of the features that are served.

    Parameters
    ----------
    definition
        Title, style, source.
    version
        Counted from 1.
    feature_count
        Number of features.
    bbox
        (west, south, east, north) in degrees; ``None`` without features.
    schema
        Properties of the features.
    legend
        Entries in drawing order.
    tile_archive
        File name of the tiles below the store; empty without tiles.
    digest
        Of the features; part of every ETag.
    published
        ISO date.
    """

    definition: LayerDefinition
    version: int
    feature_count: int
    bbox: tuple[float, float, float, float] | None
    schema: tuple[LayerField, ...]
    legend: tuple[LegendEntry, ...]
    tile_archive: str
    digest: str
    published: str
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Id of the layer."""
        return self.definition.id

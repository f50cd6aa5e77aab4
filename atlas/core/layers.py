"""Published layers: what a definition declares, and what is known of a version of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from atlas.core.errors import LayerNotFound, Text
from atlas.core.style_model import LayerStyle, LegendEntry

#: Words in the names of properties that are made to name a feature; the last is what land registers write for 名称.
_NAME_WORDS = ("name", "名称", "名字", "title", "mc")

#: ``source.kind`` of layers that users added.
UPLOAD_KIND = "upload"


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

    @property
    def is_built_in(self) -> bool:
        """Whether it comes with the atlas; users added all others."""
        return self.source.kind != UPLOAD_KIND


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
    max_zoom
        Deepest zoom with tiles, that of the base map unless said otherwise.
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
    max_zoom: int = 10

    @property
    def id(self) -> str:
        """Id of the layer."""
        return self.definition.id

    @property
    def tile_version(self) -> str:
        """Changes with the content of the tiles: the digest in the name of their archive; empty without tiles."""
        return self.tile_archive.removesuffix(".pmtiles").rpartition("-")[2]

    @property
    def title_field(self) -> str:
        """Property whose value names a feature, as its editors chose or as its name tells; empty without any."""
        return self.extra.get("title_field") or guess_title_field([item.name for item in self.schema])


def layer_not_found(layer: str) -> LayerNotFound:
    """The error for an id that no published layer has, or none that the caller may see.

    Parameters
    ----------
    layer
        Id as it was asked for.

    Returns
    -------
    LayerNotFound
        To be raised.
    """
    return LayerNotFound(
        f"没有编号为“{layer[:60]}”的图层",
        f"there is no layer “{layer[:60]}”",
        hint_zh="图层清单见 /api/layers 或 atlas layers list。",
        hint_en="Layers are listed at /api/layers and by atlas layers list.",
        layer=layer[:60],
    )


def guess_title_field(names: Sequence[str]) -> str:
    """The column that most likely names the features, for a label.

    Parameters
    ----------
    names
        Of the columns, in their order.

    Returns
    -------
    str
        The first one called name, else the first that has the word in it, else the first that ends in 名,
        else the first; empty without columns.

    Examples
    --------
    >>> guess_title_field(["编号", "矿区名称", "面积"]), guess_title_field(["代码", "排名", "县名"])
    ('矿区名称', '县名')
    """
    exact = [name for name in names if name.casefold() in _NAME_WORDS]
    close = [name for name in names if any(word in name.casefold() for word in _NAME_WORDS)]
    # 县名, 矿名; 排名 is a rank.
    short = [name for name in names if name.endswith("名") and not name.endswith("排名")]
    return next(iter((*exact, *close, *short, *names)), "")

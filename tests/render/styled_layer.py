"""A layer of mines with any style, as the encoders of styles are given it."""

from __future__ import annotations

from atlas.core.errors import Text
from atlas.core.layers import UPLOAD_KIND, LayerDefinition, LayerField, LayerSource, LayerVersion
from atlas.core.style_legend import legend
from atlas.core.style_model import LayerStyle

TITLE = Text("开阳矿区", "Mines of Kaiyang")


def styled_layer(style: LayerStyle, *, kind: str = UPLOAD_KIND, fields: tuple[str, ...] = ()) -> LayerVersion:
    """The layer; of a built-in kind when one is given."""
    definition = LayerDefinition(
        id="mines",
        title=TITLE,
        description=Text("矿区范围", "Extent of the mines"),
        group="uploads",
        source=LayerSource(kind),
        geometry=style.geometry,
        style=style,
        popup=(),
        attribution=Text("县自然资源局", "County office"),
        licence="内部",
        date="2025-06",
        precision="parcel",
    )
    return LayerVersion(
        definition=definition,
        version=1,
        feature_count=5,
        bbox=(106.9, 27.0, 107.0, 27.1),
        schema=tuple(LayerField(name, "text", Text(name, name)) for name in fields),
        legend=legend(style, TITLE),
        tile_archive="",
        digest="",
        published="2025-11-22",
    )

"""How a layer is drawn: its style document as values, the symbol of a feature, and the lines of a legend.

Reading a document is the job of ``style_reading``, applying it to features that of ``style_rules``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

from atlas.core.errors import Text

GEOMETRIES = ("point", "line", "polygon")
RENDERERS = ("single", "categories", "graduated", "proportional")
SYMBOLS = ("circle", "square", "diamond", "triangle")
PATTERNS = (
    "solid",
    "diagonal",
    "cross",
    "dots",
    "horizontal",
    "vertical",
    "grid",
    "diagonal-back",
    "sparse-dots",
)
DEEPEST_ZOOM = 22
#: A circle grows beyond ``max_radius_px`` with a later version, but not without end.
MOST_GROWTH = 1.5


@dataclass(frozen=True, slots=True)
class Symbol:
    """What one feature looks like.

    Parameters
    ----------
    fill, stroke
        ``#RRGGBB``; empty for none.
    width_px
        Of the outline, or of the line.
    pattern
        One of ``PATTERNS``, drawn in the colour of the fill.
    symbol
        Of points, one of ``SYMBOLS``.
    radius_px
        Of points.
    opacity
        Of the fill, 0 to 1; of the line for lines.
    """

    fill: str
    stroke: str
    width_px: float
    pattern: str
    symbol: str
    radius_px: float
    opacity: float

    def to_dict(self) -> dict[str, str | float]:
        """The symbol as the API gives it.

        Returns
        -------
        dict
            Plain values.
        """
        return {
            "fill": self.fill,
            "stroke": self.stroke,
            "width": self.width_px,
            "pattern": self.pattern,
            "symbol": self.symbol,
            "radius": round(self.radius_px, 2),
            "opacity": self.opacity,
        }


@dataclass(frozen=True, slots=True)
class ClassLook:
    """What a class says of itself; ``None`` leaves it to the base symbol."""

    fill: str
    stroke: str | None = None
    pattern: str | None = None
    symbol: str | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Category:
    """Features with one value; ``None`` stands for those without a value."""

    value: str | int | float | None
    look: ClassLook


@dataclass(frozen=True, slots=True)
class Categories:
    """A class for each value of a field.

    Parameters
    ----------
    field
        Name of the property.
    classes
        In the order of the legend; no value twice.
    other
        All other values; ``None`` when they are not drawn.
    """

    field: str
    classes: tuple[Category, ...]
    other: ClassLook | None = None


@dataclass(frozen=True, slots=True)
class Graduated:
    """Classes of a number, each above its lower edge and up to its upper one.

    Parameters
    ----------
    field
        Name of the property.
    edges
        Rising, one more than classes. They stay as they are for later versions, so that quarters can be compared:
        the first class takes everything below it too, the last everything above.
    fills
        A colour a class.
    patterns, labels
        One a class; ``None`` for the base pattern and for the edges as words.
    scheme, ramp, reverse
        What the edges and colours were made by, for the editor.
    no_data
        Features without a number; ``None`` when they are not drawn.
    """

    field: str
    edges: tuple[float, ...]
    fills: tuple[str, ...]
    patterns: tuple[str, ...] | None = None
    labels: tuple[str, ...] | None = None
    scheme: str = "manual"
    ramp: str = ""
    reverse: bool = False
    no_data: ClassLook | None = None


@dataclass(frozen=True, slots=True)
class Proportional:
    """Circles whose area goes with a number: ``max_radius_px`` for ``max_value``."""

    field: str
    max_value: float
    max_radius_px: float = 20.0
    min_radius_px: float = 2.0


@dataclass(frozen=True, slots=True)
class Label:
    """Words beside each feature."""

    field: str
    size_px: float = 12.0
    colour: str = "#333333"
    halo: bool = True
    min_zoom: int = 0
    max_zoom: int = DEEPEST_ZOOM


@dataclass(frozen=True, slots=True)
class LayerStyle:
    """Look of a layer: a base symbol, and how features differ from it.

    Parameters
    ----------
    fill, stroke, width_px, pattern, symbol, radius_px, opacity
        The base symbol, see ``Symbol``.
    geometry
        ``point``, ``line`` or ``polygon``.
    renderer
        One of ``RENDERERS``; its block is there. Blocks of the others are kept for switching back.
    min_zoom, max_zoom
        Zooms of the page's map (tiles of 256 px) between which the layer is drawn.
    label
        ``None`` for no words.
    categories, graduated, proportional
        Blocks of the renderers.
    """

    fill: str = "#6B6459"
    stroke: str = "#5C564D"
    width_px: float = 0.8
    pattern: str = "solid"
    symbol: str = "circle"
    radius_px: float = 6.0
    opacity: float = 1.0
    geometry: str = "polygon"
    renderer: str = "single"
    min_zoom: int = 0
    max_zoom: int = DEEPEST_ZOOM
    label: Label | None = None
    categories: Categories | None = None
    graduated: Graduated | None = None
    proportional: Proportional | None = None

    def to_dict(self) -> dict[str, Any]:
        """The complete document as the API gives it; ``style_reading`` reads it back.

        Returns
        -------
        dict
            Plain values.
        """
        return dict(plain(self))

    def base(self) -> Symbol:
        """The base symbol.

        Returns
        -------
        Symbol
            Of features that no class says anything of.
        """
        fill = "" if self.geometry == "line" else self.fill
        return Symbol(
            fill, self.stroke, self.width_px, self.pattern, self.symbol, self.radius_px, self.opacity
        )


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One line of a legend.

    Parameters
    ----------
    label
        Its words.
    symbol
        As ``Symbol.to_dict`` gives it.
    kind
        ``class``, ``no_data``, ``other``, ``size`` or ``not_drawn``; empty for the symbol of the whole layer.
    condition
        Which features it stands for, see ``Condition.to_dict``; empty for all.
    """

    label: Text
    symbol: Mapping[str, str | float] = field(default_factory=dict)
    kind: str = ""
    condition: Mapping[str, Any] = field(default_factory=dict)

    def to_dict(self) -> dict[str, object]:
        """The entry as the API gives it.

        Returns
        -------
        dict
            Label by language, and symbol; kind and condition where it has them.
        """
        answer: dict[str, object] = {"label": self.label.to_dict(), "symbol": dict(self.symbol)}
        if self.kind:
            answer["kind"] = self.kind
        if self.condition:
            answer["condition"] = dict(self.condition)
        return answer


_DEFAULTS: Mapping[str, LayerStyle] = {
    "point": LayerStyle(fill="#A83E7C", stroke="#FFFFFF", width_px=1.0, opacity=0.9, geometry="point"),
    "line": LayerStyle(fill="", stroke="#3F4FA3", width_px=1.6, geometry="line"),
    "polygon": LayerStyle(fill="#3F4FA3", stroke="#3F4FA3", opacity=0.35),
}
#: Of built-in layers while their definition says nothing.
_BUILT_IN_OPACITY: Mapping[str, float] = {"point": 1.0, "line": 1.0, "polygon": 0.72}


def default_style(geometry: str) -> LayerStyle:
    """The style of a layer that staff added, while nobody chose.

    Parameters
    ----------
    geometry
        ``point``, ``line`` or ``polygon``.

    Returns
    -------
    LayerStyle
        Single symbol.
    """
    return _DEFAULTS[geometry]


def built_in_style(geometry: str) -> LayerStyle:
    """The style of a built-in layer, while its definition says nothing.

    Parameters
    ----------
    geometry
        ``point``, ``line`` or ``polygon``.

    Returns
    -------
    LayerStyle
        Single symbol.
    """
    return LayerStyle(geometry=geometry, opacity=_BUILT_IN_OPACITY[geometry])


def plain(value: Any) -> Any:
    """A value of this module as JSON has it.

    Parameters
    ----------
    value
        A dataclass, a sequence, or a plain value.

    Returns
    -------
    dict, list, str, int, float or None
        A category's look stands beside its value.
    """
    if isinstance(value, Category):
        return {"value": value.value, **plain(value.look)}
    if is_dataclass(value):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value

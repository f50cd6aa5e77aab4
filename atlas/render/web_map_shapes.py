"""How lines and areas of layers look in a standalone map: symbols as options of Leaflet, hatches as SVG patterns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from shapely.geometry.base import BaseGeometry

from atlas.core.style_model import Symbol

#: In a cell of 8 by 8 that repeats: path, width of the line, its ends; as static/js/lib/hatches.js has them.
_CELL = 8
_DIAGONAL = "M-1 9L9 -1M-1 1L1 -1M7 9L9 7"
_BACK = "M-1 -1L9 9M7 -1L9 1M-1 7L1 9"
_HATCHES: Mapping[str, tuple[str, float, str]] = {
    "diagonal": (_DIAGONAL, 1.4, "butt"),
    "diagonal-back": (_BACK, 1.4, "butt"),
    "horizontal": ("M0 4H8", 1.4, "butt"),
    "vertical": ("M4 0V8", 1.4, "butt"),
    "cross": (_DIAGONAL + _BACK, 1.4, "butt"),
    "grid": ("M0 4H8M4 0V8", 1.4, "butt"),
    "dots": ("M2 2h.01M6 6h.01", 2.4, "round"),
    "sparse-dots": ("M4 4h.01", 2.4, "round"),
}
#: Of a hatched area the ground is at most this strong, so that the hatch shows in the same colour.
_HATCH_GROUND = 0.35


@dataclass(frozen=True, slots=True)
class WebShape:
    """A line or an area of a layer: its id as text, its geometry in degrees, its look; ``dash`` as in SVG."""

    id: str
    geometry: BaseGeometry
    symbol: Symbol
    dash: str = ""


@dataclass(frozen=True, slots=True)
class WebShapes:
    """A layer of lines and areas, and how strong all of it is, 0 to 1."""

    id: str
    opacity: float
    shapes: Sequence[WebShape]


class Hatches:
    """The patterns that a file needs, each once."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, str, float], str] = {}

    def fill(self, symbol: Symbol) -> str:
        """What fills an area: the address of a pattern inside the file.

        Parameters
        ----------
        symbol
            Hatched.

        Returns
        -------
        str
            Value of ``fill`` in SVG.
        """
        key = (symbol.pattern, symbol.fill, min(symbol.opacity, _HATCH_GROUND))
        return f"url(#{self._names.setdefault(key, f'hatch-{len(self._names) + 1}')})"

    def to_svg(self) -> str:
        """An invisible picture that defines the patterns.

        Returns
        -------
        str
            Markup; empty without patterns.
        """
        if not self._names:
            return ""
        patterns = "".join(_pattern(name, *key) for key, name in self._names.items())
        return f'<svg class="pattern-store" width="0" height="0" aria-hidden="true"><defs>{patterns}</defs></svg>'


def path_style(shape: WebShape, opacity: float, hatches: Hatches) -> dict[str, Any]:
    """Options of Leaflet's paths for a symbol.

    Parameters
    ----------
    shape
        Line or area.
    opacity
        Of its layer.
    hatches
        Takes the pattern that it needs.

    Returns
    -------
    dict
        Plain values.
    """
    symbol = shape.symbol
    is_line = "Line" in shape.geometry.geom_type
    is_hatched = bool(symbol.fill) and symbol.pattern in _HATCHES and not is_line
    style: dict[str, Any] = {
        "stroke": bool(symbol.stroke) and symbol.width_px > 0,
        "color": symbol.stroke or symbol.fill,
        "weight": symbol.width_px,
        "opacity": _rounded(opacity * symbol.opacity if is_line else opacity),
        "fill": bool(symbol.fill) and not is_line,
    }
    if style["fill"]:
        style["fillColor"] = hatches.fill(symbol) if is_hatched else symbol.fill
        style["fillOpacity"] = _rounded(opacity if is_hatched else opacity * symbol.opacity)
    if shape.dash:
        style["dashArray"] = shape.dash
    return style


def _pattern(name: str, pattern: str, colour: str, ground: float) -> str:
    path, width, ends = _HATCHES[pattern]
    ink = escape(colour)
    return (
        f'<pattern id="{name}" width="{_CELL}" height="{_CELL}" patternUnits="userSpaceOnUse">'
        f'<rect width="{_CELL}" height="{_CELL}" fill="{ink}" fill-opacity="{_rounded(ground)}"/>'
        f'<path d="{path}" fill="none" stroke="{ink}" stroke-width="{width}" stroke-linecap="{ends}"/></pattern>'
    )


def _rounded(value: float) -> float:
    return round(value, 3)

"""Lines of the base map: borders by level, the maritime line, the outline of the marked unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from atlas.core.figures.looks import Palette
from atlas.core.geo.crs import FloatArray
from atlas.render.figures.scene import Path

#: Widths on A4 [mm].
_WIDTHS: Mapping[str, float] = {
    "county": 0.14,
    "prefecture": 0.3,
    "province": 0.5,
    "maritime": 0.55,
    "marked": 0.7,
}


@dataclass(frozen=True, slots=True)
class LineStyle:
    """Colour and width [mm] of a line."""

    colour: str
    width_mm: float

    def path(self, lines: tuple[FloatArray, ...], *, is_closed: bool = False) -> Path:
        """Lines in this style.

        Parameters
        ----------
        lines
            On the page [mm].
        is_closed
            Whether they are rings.

        Returns
        -------
        Path
            With round ends and corners.
        """
        return Path(lines, is_closed=is_closed, stroke=self.colour, stroke_mm=self.width_mm, is_round=True)


def line_style(name: str, palette: Palette, scale: float) -> LineStyle:
    """The style of a line.

    Parameters
    ----------
    name
        A level, ``maritime`` or ``marked``.
    palette
        Of the figure.
    scale
        Of widths, 1 on A4.

    Returns
    -------
    LineStyle
        Its colour and width.
    """
    return LineStyle(getattr(palette, name), _WIDTHS[name] * scale)

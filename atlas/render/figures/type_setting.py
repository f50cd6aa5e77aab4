"""Lines of text on the page: measured, broken, set. Sizes are in points of A4 and grow with the page."""

from __future__ import annotations

from dataclasses import dataclass

from atlas.core.figures.boxes import Box
from atlas.render.figures.fonts import FontMetrics
from atlas.render.figures.scene import MM_PER_POINT, Words

#: Distance of lines, and height of the baseline above the lower edge of a line, as shares of the size of type.
LINE, BASELINE = 1.42, 0.42


@dataclass(frozen=True, slots=True)
class TypeSetter:
    """Sets text in one scale.

    Parameters
    ----------
    metrics
        Of the faces.
    scale
        Of type and lines, 1 on A4.
    """

    metrics: FontMetrics
    scale: float

    def width(self, text: str, size_pt: float, *, is_bold: bool = False) -> float:
        """Width of a line [mm]; ``size_pt`` is that on A4."""
        return self.metrics.width_mm(text, size_pt * self.scale, is_bold=is_bold)

    def line_height(self, size_pt: float) -> float:
        """Height that a line takes [mm]; ``size_pt`` is that on A4."""
        return size_pt * self.scale * MM_PER_POINT * LINE

    def wrap(self, text: str, size_pt: float, width_mm: float) -> list[str]:
        """Lines no wider than a width.

        Parameters
        ----------
        text
            May hold line breaks.
        size_pt
            On A4.
        width_mm
            Of the column [mm].

        Returns
        -------
        list of str
            Without empty lines.
        """
        return [
            line
            for part in text.split("\n")
            for line in self.metrics.break_lines(part, width_mm, size_pt * self.scale)
            if line
        ]

    def set_line(
        self,
        text: str,
        size_pt: float,
        box: Box,
        *,
        anchor: str = "start",
        colour: str = "#23211D",
        is_bold: bool = False,
    ) -> Words:
        """A line in a box of its height.

        Parameters
        ----------
        text
            One line.
        size_pt
            On A4.
        box
            Where it stands; the line is in the middle of its height.
        anchor
            ``start``, ``middle`` or ``end`` of the box.
        colour, is_bold
            Its look.

        Returns
        -------
        Words
            To be drawn.
        """
        x = {"start": box.left, "middle": box.left + box.width / 2, "end": box.right}[anchor]
        size = size_pt * self.scale
        # The middle of a Chinese character stands 0.38 of the size above the baseline.
        baseline = box.top + box.height / 2 + 0.38 * size * MM_PER_POINT
        return Words(x, baseline, text, size, colour=colour, anchor=anchor, is_bold=is_bold)

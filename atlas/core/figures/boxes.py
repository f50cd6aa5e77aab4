"""Rectangles on a page [mm], y downwards."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its upper left corner and its size [mm]."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge [mm]."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge [mm]."""
        return self.top + self.height

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """(left, top, right, bottom) [mm]."""
        return self.left, self.top, self.right, self.bottom

    def shrunk(self, by_mm: float) -> Box:
        """The rectangle without a margin.

        Parameters
        ----------
        by_mm
            Taken off on each side [mm]; a negative one is added.

        Returns
        -------
        Box
            Another one.
        """
        return Box(self.left + by_mm, self.top + by_mm, self.width - 2 * by_mm, self.height - 2 * by_mm)

    def cut_top(self, height_mm: float) -> tuple[Box, Box]:
        """A strip of so much height [mm] at the top, and the rest."""
        rest = Box(self.left, self.top + height_mm, self.width, self.height - height_mm)
        return Box(self.left, self.top, self.width, height_mm), rest

    def cut_bottom(self, height_mm: float) -> tuple[Box, Box]:
        """A strip of so much height [mm] at the bottom, and the rest."""
        strip = Box(self.left, self.bottom - height_mm, self.width, height_mm)
        return strip, Box(self.left, self.top, self.width, self.height - height_mm)

    def cut_right(self, width_mm: float) -> tuple[Box, Box]:
        """A strip of so much width [mm] on the right, and the rest."""
        strip = Box(self.right - width_mm, self.top, width_mm, self.height)
        return strip, Box(self.left, self.top, self.width - width_mm, self.height)

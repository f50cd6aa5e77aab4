"""Places on a PDF page, in the direction in which the page is shown."""

from __future__ import annotations

import math
from dataclasses import dataclass

#: Lines that stand askew by more are watermarks and stamps [rad].
_ASKEW = math.radians(4)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the page as it is read, from the lower left corner [pt]."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        """Height [pt]."""
        return self.top - self.bottom

    @property
    def middle(self) -> tuple[float, float]:
        """Centre."""
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2

    def is_level(self, other: Box) -> bool:
        """Whether another box stands at the same height.

        Parameters
        ----------
        other
            Of words or a sign.

        Returns
        -------
        bool
            They overlap by more than half of the lower one.
        """
        overlap = min(self.top, other.top) - max(self.bottom, other.bottom)
        return overlap > 0.5 * min(self.height, other.height)


def around(one: Box, other: Box) -> Box:
    """The smallest box around two.

    Parameters
    ----------
    one, other
        Boxes.

    Returns
    -------
    Box
        Around both.
    """
    return Box(
        min(one.left, other.left),
        min(one.bottom, other.bottom),
        max(one.right, other.right),
        max(one.top, other.top),
    )


@dataclass(frozen=True, slots=True)
class Turn:
    """From places in the file to places on the page as it is shown.

    Parameters
    ----------
    degrees
        By how much the page is turned clockwise.
    paper
        The part of it that is shown, in coordinates of the file.
    """

    degrees: int
    paper: Box

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as shown [pt]."""
        width, height = self.paper.right - self.paper.left, self.paper.height
        return (height, width) if self.degrees in (90, 270) else (width, height)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point is shown.

        Parameters
        ----------
        x, y
            In coordinates of the file.

        Returns
        -------
        tuple of float
            From the lower left corner [pt].
        """
        x, y = x - self.paper.left, y - self.paper.bottom
        width, height = self.paper.right - self.paper.left, self.paper.height
        if self.degrees == 90:
            return y, width - x
        if self.degrees == 180:
            return width - x, height - y
        if self.degrees == 270:
            return height - y, x
        return x, y

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Where a rectangle is shown.

        Parameters
        ----------
        left, bottom, right, top
            In coordinates of the file.

        Returns
        -------
        Box
            From the lower left corner [pt].
        """
        (x1, y1), (x2, y2) = self.point(left, bottom), self.point(right, top)
        return Box(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))

    def is_askew(self, angle: float) -> bool:
        """Whether text stands askew on the page as shown.

        Parameters
        ----------
        angle
            Of the text in the file [rad].

        Returns
        -------
        bool
            It does not run from left to right.
        """
        seen = angle + math.radians(self.degrees)
        return abs(math.remainder(seen, 2 * math.pi)) > _ASKEW

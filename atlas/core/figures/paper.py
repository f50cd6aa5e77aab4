"""Sheets of paper and slides: their size, and the pixels of a picture of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from atlas.core.errors import Text


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet, upright; a slide lies by nature, so its ``width_mm`` is the longer side."""

    title: Text
    width_mm: float
    height_mm: float


#: Sizes of ISO 216, and slides as presentation programs make them (13.333 x 7.5 and 10 x 7.5 inches).
PAPERS: Mapping[str, Paper] = {
    "A5": Paper(Text("A5", "A5"), 148, 210),
    "A4": Paper(Text("A4", "A4"), 210, 297),
    "A3": Paper(Text("A3", "A3"), 297, 420),
    "A2": Paper(Text("A2", "A2"), 420, 594),
    "A1": Paper(Text("A1", "A1"), 594, 841),
    "A0": Paper(Text("A0", "A0"), 841, 1189),
    # The width of the text of an official document (GB/T 9704-2012, 5.2), lying.
    "text": Paper(Text("文中插图", "Figure in a text"), 100, 156),
    "slide": Paper(Text("幻灯片 16:9", "Slide 16:9"), 338.667, 190.5),
    "slide-4x3": Paper(Text("幻灯片 4:3", "Slide 4:3"), 254, 190.5),
}
ORIENTATIONS = ("landscape", "portrait")
_MM_PER_INCH = 25.4


def page_size(paper: str, orientation: str) -> tuple[float, float]:
    """Width and height of a page.

    Parameters
    ----------
    paper
        A key of ``PAPERS``.
    orientation
        One of ``ORIENTATIONS``.

    Returns
    -------
    tuple of float
        [mm].

    Examples
    --------
    >>> page_size("A4", "landscape"), page_size("slide", "portrait")
    ((297, 210), (190.5, 338.667))
    """
    sheet = PAPERS[paper]
    short, long = sorted((sheet.width_mm, sheet.height_mm))
    return (long, short) if orientation == "landscape" else (short, long)


def pixel_size(width_mm: float, height_mm: float, dpi: int) -> tuple[int, int]:
    """Size of the picture of a page.

    Parameters
    ----------
    width_mm, height_mm
        Of the page [mm].
    dpi
        Pixels in an inch.

    Returns
    -------
    tuple of int
        [px].

    Examples
    --------
    >>> pixel_size(297, 210, 300)
    (3508, 2480)
    """
    return round(width_mm / _MM_PER_INCH * dpi), round(height_mm / _MM_PER_INCH * dpi)


def type_scale(width_mm: float, height_mm: float) -> float:
    """How much larger type and lines are than on A4: with the square root of the side, so that a wall map stays calm.

    Parameters
    ----------
    width_mm, height_mm
        Of the page [mm].

    Returns
    -------
    float
        1 for A4.

    Examples
    --------
    >>> round(type_scale(420, 297), 2)
    1.19
    """
    a4 = PAPERS["A4"]
    return float((width_mm * height_mm / (a4.width_mm * a4.height_mm)) ** 0.25)

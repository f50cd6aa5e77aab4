"""A page as paths and words in millimetres: what every format is written from. It knows nothing of maps.

The origin is the upper left corner, x grows to the right and y downwards; sizes of type are in points (1/72 inch).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from atlas.core.geo.crs import FloatArray

#: Millimetres in a point, the unit of type (1/72 inch).
MM_PER_POINT = 25.4 / 72


@dataclass(frozen=True, slots=True, eq=False)
class Path:
    """Lines or an area.

    Parameters
    ----------
    rings
        Vertices of each part [mm], shape (n, 2). A closed ring does not repeat its first vertex.
    is_closed
        Whether each part returns to its start; only then it is filled.
    fill, stroke
        ``#RRGGBB``; empty for none. A point that lies in an even number of rings is outside (even-odd rule).
    fill_opacity, stroke_opacity
        0 to 1.
    stroke_mm
        Width of the line.
    dash_mm
        Lengths of dashes and gaps in turn; empty for a whole line. A dash of 0 with round ends is a dot.
    is_round
        Round ends and corners in place of butt ends and mitred corners.
    """

    rings: tuple[FloatArray, ...]
    is_closed: bool = True
    fill: str = ""
    fill_opacity: float = 1.0
    stroke: str = ""
    stroke_mm: float = 0.2
    stroke_opacity: float = 1.0
    dash_mm: tuple[float, ...] = ()
    is_round: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Circles:
    """Circles of one size and look: ``centres`` [mm] of shape (n, 2), ``radius_mm``, the rest as in ``Path``."""

    centres: FloatArray
    radius_mm: float
    fill: str = ""
    fill_opacity: float = 1.0
    stroke: str = ""
    stroke_mm: float = 0.2
    dash_mm: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text.

    Parameters
    ----------
    x_mm, y_mm
        Of the anchor, on the baseline.
    text
        What can be selected and searched; no line breaks.
    size_pt
        Of the type.
    colour
        ``#RRGGBB``.
    anchor
        ``start``, ``middle`` or ``end`` of the line is at ``x_mm``.
    is_bold, is_serif
        The face: there is one weight, so that bold is drawn with a thin outline of its colour.
    halo, halo_mm
        Colour and width of a casing around the letters, below them; empty for none.
    angle
        Turned about the anchor, against the clock [degree].
    spacing_mm
        Added after each letter, for names that are spread over an area.
    """

    x_mm: float
    y_mm: float
    text: str
    size_pt: float
    colour: str = "#222222"
    anchor: str = "start"
    is_bold: bool = False
    is_serif: bool = False
    halo: str = ""
    halo_mm: float = 0.0
    angle: float = 0.0
    spacing_mm: float = 0.0


@dataclass(frozen=True, slots=True)
class Link:
    """A rectangle [mm] that opens an address (``url``), or a named place in the same file (``target``)."""

    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float
    url: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Items drawn one after the other, only inside ``clip`` where there is one (its fill and stroke are not drawn)."""

    items: tuple[Item, ...]
    clip: Path | None = None


Item: TypeAlias = Path | Circles | Words | Link | Group


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """One page.

    Parameters
    ----------
    width_mm, height_mm
        Of the paper.
    items
        From the bottom up.
    background
        ``#RRGGBB``; empty for a page that lets through what is below it.
    """

    width_mm: float
    height_mm: float
    items: tuple[Item, ...]
    background: str = "#FFFFFF"


@dataclass(frozen=True, slots=True)
class About:
    """What a file says of itself.

    Parameters
    ----------
    title, alt
        Of the figure; alt says in words what it shows.
    language
        ``zh-CN`` or ``en``.
    author
        Office that made it; empty when it is not known.
    date
        ISO date that stands in the file as the time of its making, so that the same request gives the same bytes.
    source
        Where its data come from.
    request
        What it was made from, plain values for JSON; ``read_request`` reads it back and the figure can be drawn anew.
    """

    title: str
    alt: str
    language: str = "zh-CN"
    author: str = ""
    date: str = ""
    source: str = ""
    request: Mapping[str, Any] = field(default_factory=dict)

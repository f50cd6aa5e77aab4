"""What wants a label on a map, and where labels came to stand. How they are placed: ``label_placement``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import shapely


class MeasuresText(Protocol):
    """Knows how wide words are."""

    def width_mm(self, text: str, size_pt: float, *, is_bold: bool = False, is_serif: bool = False) -> float:
        """Width of one line [mm]."""
        ...


@dataclass(frozen=True, slots=True)
class LabelStyle:
    """How the words of a label look; carried through to whoever draws it."""

    colour: str = "#222222"
    is_bold: bool = False
    is_serif: bool = False
    halo: str = "#FFFFFF"
    halo_mm: float = 0.35
    spacing_mm: float = 0.0


@dataclass(frozen=True, slots=True)
class LabelWish:
    """Something that wants a label.

    Parameters
    ----------
    id
        Its own.
    variants
        Ways to write it, best first, each as lines: ``(("玉屏侗族自治县",), ("玉屏侗族", "自治县"), ("玉屏",))``.
    sizes_pt
        Sizes of type, best first. A better size goes before a better variant when ``keeps_size`` is set.
    importance
        Higher ones choose first.
    area
        Polygon on the page [mm] (y downwards) that the whole label must stand in; ``None`` for a label beside a point.
    anchor
        Where it would best stand in the area [mm], or the point that it stands beside.
    clearance_mm
        Radius of the symbol at the point.
    style
        Look of the words.
    may_lead
        Whether it may stand elsewhere with a line that leads to it, where it does not fit.
    is_required
        Whether much is tried to find a place for it, and it is told when there is none.
    is_told
        Whether that there was no room for it is told although it is not required; others are left out in silence.
    keeps_size
        See ``sizes_pt``.
    """

    id: str
    variants: tuple[tuple[str, ...], ...]
    sizes_pt: tuple[float, ...]
    importance: float
    anchor: tuple[float, float]
    area: shapely.Geometry | None = None
    clearance_mm: float = 0.0
    style: LabelStyle = LabelStyle()
    may_lead: bool = True
    is_required: bool = True
    is_told: bool = False
    keeps_size: bool = False


@dataclass(frozen=True, slots=True)
class PlacedLabel:
    """Where a label stands.

    Parameters
    ----------
    wish
        What it is the label of.
    lines, size_pt
        What is written, and how large.
    box
        (left, top, right, bottom) of all its lines [mm].
    leader
        Line from the edge of the box to the area or symbol [mm], ((x, y), (x, y)); ``None`` where it stands by itself.
    """

    wish: LabelWish
    lines: tuple[str, ...]
    size_pt: float
    box: tuple[float, float, float, float]
    leader: tuple[tuple[float, float], tuple[float, float]] | None = None


@dataclass(frozen=True, slots=True)
class Placement:
    """Labels that have a place, and those to be told for which there was none."""

    labels: tuple[PlacedLabel, ...]
    left_out: tuple[LabelWish, ...]

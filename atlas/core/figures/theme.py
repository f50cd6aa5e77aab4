"""What a figure says, before it is known where on the page: looks of counties, symbols, flows, legend, table, words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import shapely

from atlas.core.style_model import Symbol


@dataclass(frozen=True, slots=True)
class AreaPart:
    """One way to fill: a ground, and lines or dots of an ink on it.

    Parameters
    ----------
    ground
        ``#RRGGBB``; empty for none.
    pattern
        One of ``style_model.PATTERNS``.
    ink
        Colour of the pattern.
    opacity
        Of ground and ink, 0 to 1.
    """

    ground: str
    pattern: str = "solid"
    ink: str = ""
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class AreaLook:
    """How a county is filled: one part, or several side by side as stripes; ``outline`` is a colour for its border."""

    parts: tuple[AreaPart, ...] = ()
    outline: str = ""


@dataclass(frozen=True, slots=True)
class Sign:
    """A small symbol of a topic in a county: hollow where the county is reached, but not named."""

    shape: str
    colour: str
    is_hollow: bool = False


@dataclass(frozen=True, slots=True)
class LegendItem:
    """One line of a legend: a swatch and words.

    Parameters
    ----------
    words
        What it stands for.
    look
        An ``AreaLook``, a ``Sign``, a ``Symbol`` of a layer with ``geometry``, or the name of a line
        (``flow``, ``county``, ``prefecture``, ``province``, ``maritime``, ``unit``).
    count
        Counties or features; ``None`` tells none.
    geometry
        ``point``, ``line`` or ``polygon`` for a ``Symbol``.
    is_hollow
        Whether a point is drawn as one whose place is known only roughly.
    """

    words: str
    look: AreaLook | Sign | Symbol | str
    count: int | None = None
    geometry: str = ""
    is_hollow: bool = False


@dataclass(frozen=True, slots=True)
class LegendSection:
    """A part of a legend; ``note`` stands below its lines."""

    title: str
    items: tuple[LegendItem, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class ValueTable:
    """The values beside the map: what they are, and (name, value) of each unit."""

    title: str
    heads: tuple[str, str]
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Flow:
    """An arrow between two units, by adcode."""

    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Panel:
    """One map of the figure: the only one, or one of several small ones.

    Parameters
    ----------
    title
        Of a small map; empty for the only one.
    looks, signs
        By adcode.
    flows
        Arrows.
    emphasised
        adcodes whose names are set stronger.
    """

    title: str
    looks: Mapping[str, AreaLook]
    signs: Mapping[str, tuple[Sign, ...]] = field(default_factory=dict)
    flows: tuple[Flow, ...] = ()
    emphasised: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class LayerMark:
    """A feature of a layer: geometry in degrees, its look, and what it is called."""

    geometry: shapely.Geometry
    symbol: Symbol
    name: str = ""
    is_exact: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class LayerMarks:
    """The features of a layer that are drawn, and the lines of its legend.

    ``leads`` tells that names stand with a line that leads to their place, as those of clusters do; ``heading`` is the
    title with what classes or sizes tell, empty where all look alike.
    """

    id: str
    title: str
    geometry: str
    opacity: float
    marks: tuple[LayerMark, ...]
    legend: tuple[LegendItem, ...]
    source: str
    date: str
    licence: str
    leads: bool = False
    heading: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class FigureTheme:
    """All that a figure says.

    Parameters
    ----------
    title, subtitle
        As they are printed.
    panels
        Maps; at least one.
    legend
        From the top down.
    layers
        From the top down.
    table
        ``None`` where there are no values.
    sources
        Titles of documents and sources.
    notes
        Footnotes.
    alt
        What is seen, in words.
    shown
        Counties, features and values on it.
    missing
        Counties without data.
    """

    title: str
    subtitle: str
    panels: tuple[Panel, ...]
    legend: tuple[LegendSection, ...]
    layers: tuple[LayerMarks, ...]
    table: ValueTable | None
    sources: tuple[str, ...]
    notes: tuple[str, ...]
    alt: str
    shown: int = 0
    missing: int = 0

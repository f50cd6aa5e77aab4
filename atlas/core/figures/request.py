"""What a figure is asked to be: the view it comes from, its page, its furniture, its words. Plain values.

The same request on the same data gives the same figure; every file carries its request, so that it can be drawn anew.
How requests are written as text is told in ``request_reading``.
"""

from __future__ import annotations

from dataclasses import dataclass, field

#: The whole country as a region.
WHOLE_COUNTRY = "all"
FORMATS = ("pdf", "png", "svg")
COLOURS = ("colour", "grey")
#: How several topics of one county are drawn.
ARRANGEMENTS = ("auto", "stripes", "symbols", "multiples")
LEGENDS = ("auto", "inside", "side", "below", "none")
NAMES = ("short", "full", "none")
LABEL_LANGUAGES = ("zh", "en", "both")
SWITCHES = ("auto", "on", "off")
LANGUAGES = ("zh", "en")


@dataclass(frozen=True, slots=True)
class LayerChoice:
    """A published layer on the map; opacity from 0 to 1."""

    id: str
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class FigureView:
    """What is shown, in the words of the page: the same filter, classes and layers.

    Parameters
    ----------
    region
        adcode, or ``WHOLE_COUNTRY``; empty for the region of the office.
    topics, document, clause, relations, kinds, year
        Which goals; empty for all.
    indicator, scheme, n_classes
        Of the choropleth; an empty indicator draws one only where no goals are chosen, as on the page.
    layers
        From the top down.
    unit
        adcode of a unit that is outlined; empty for none.
    """

    region: str = ""
    topics: tuple[str, ...] = ()
    document: str = ""
    clause: str = ""
    relations: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    year: int | None = None
    indicator: str = ""
    scheme: str = "quantiles"
    n_classes: int = 5
    layers: tuple[LayerChoice, ...] = ()
    unit: str = ""


@dataclass(frozen=True, slots=True)
class FigureExtent:
    """Which part of the country is on the map; without units and bbox it is the region of the view.

    Parameters
    ----------
    units
        adcodes: one is shown with its neighbours, several as a selection.
    bbox
        (west, south, east, north) in degrees; ``None`` for none.
    """

    units: tuple[str, ...] = ()
    bbox: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class FigurePage:
    """Paper and file."""

    format: str = "pdf"
    paper: str = "A4"
    orientation: str = "landscape"
    dpi: int = 300
    colour: str = "colour"
    is_transparent: bool = False


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands around and on the map.

    Parameters
    ----------
    has_heading
        Title, source and link on the page itself; off where the text around the figure tells them, as a report does.
    legend
        Where it is; ``auto`` puts it where the map leaves room.
    locator, inset
        The small map of where this is, and that of the South China Sea; ``auto`` where they are called for.
    table
        The values beside the map.
    flows
        Arrows from partners to hosts.
    """

    has_heading: bool = True
    legend: str = "auto"
    arrangement: str = "auto"
    has_scale_bar: bool = True
    has_north_arrow: bool = True
    has_graticule: bool = False
    has_neat_line: bool = True
    locator: str = "auto"
    inset: str = "auto"
    table: bool = False
    flows: bool = False


@dataclass(frozen=True, slots=True)
class LabelChoice:
    """Names on the map: ``size`` is a factor of the usual size of type."""

    names: str = "short"
    language: str = "zh"
    size: float = 1.0


@dataclass(frozen=True, slots=True)
class FigureWords:
    """Words that the writer gives; empty ones are made from what is shown.

    Parameters
    ----------
    language
        Of everything but names.
    review_number
        The office's own map review number; without one the figure bears a mark of an internal draft.
    has_mark
        Whether that mark is drawn.
    date
        ISO date of the making, printed; empty prints only the date of the data.
    link
        Address of the view, printed small.
    """

    title: str = ""
    subtitle: str = ""
    note: str = ""
    source: str = ""
    office: str = ""
    review_number: str = ""
    has_mark: bool = True
    date: str = ""
    link: str = ""
    language: str = "zh"


@dataclass(frozen=True, slots=True)
class FigureRequest:
    """Everything that decides a figure.

    Parameters
    ----------
    view, extent, page, furniture, labels, words
        See their classes.
    override
        Codes of findings that somebody takes upon himself, and ``override_reason``, which is kept in the audit trail.
    """

    view: FigureView = field(default_factory=FigureView)
    extent: FigureExtent = field(default_factory=FigureExtent)
    page: FigurePage = field(default_factory=FigurePage)
    furniture: Furniture = field(default_factory=Furniture)
    labels: LabelChoice = field(default_factory=LabelChoice)
    words: FigureWords = field(default_factory=FigureWords)
    override: tuple[str, ...] = ()
    override_reason: str = ""

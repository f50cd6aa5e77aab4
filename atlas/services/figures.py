"""Draws a figure: from a request to a page, with what its maker should know of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from atlas import __version__
from atlas.core.errors import Text
from atlas.core.figures import wording
from atlas.core.figures.boxes import Box
from atlas.core.figures.paper import page_size, type_scale
from atlas.core.figures.request import FigurePage, FigureRequest
from atlas.core.figures.request_reading import write_figure_request
from atlas.core.figures.scale import ratio_words
from atlas.core.figures.theme import FigureTheme
from atlas.core.filters import Bbox
from atlas.core.map_rules import Finding, MapFacts, examine_map, needs_inset, shows_hainan_island
from atlas.core.model import Level
from atlas.core.policy.catalogue import Catalogue
from atlas.render.figures.fonts import shared_metrics
from atlas.render.figures.page import PageContents, PageLayout, lay_out
from atlas.render.figures.scene import About, Scene
from atlas.render.figures.type_setting import TypeSetter
from atlas.services.figure_extent import shows_island, shows_sea, with_listed_counties
from atlas.services.figure_geometry import FigureGround, read_ground
from atlas.services.figure_imprint import imprint_lines, signature_lines, source_words
from atlas.services.figure_maps import DrawnMaps, draw_maps, map_windows
from atlas.services.figure_pages import draw_page
from atlas.services.figure_rules import without_override
from atlas.services.figure_subject import FigureSubject, is_of_hainan, read_subject, shown_units
from atlas.services.figure_task import MapTask
from atlas.services.figure_themes import make_theme
from atlas.stores.protocol import ReadableStore


@dataclass(frozen=True, slots=True)
class OfficeWords:
    """What an office says of itself in its settings; a request may say something else.

    Parameters
    ----------
    region
        adcode of its own region.
    name
        Printed as the maker of figures.
    review_number
        Of its maps; empty for none.
    """

    region: str
    name: str = ""
    review_number: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """A figure, ready to be written in any format.

    Parameters
    ----------
    scene
        The page.
    about
        What the file says of itself.
    theme
        What it says.
    findings
        What its maker should know.
    request
        With everything filled in that decides it.
    scale, projection
        As they are printed.
    """

    scene: Scene
    about: About
    theme: FigureTheme
    findings: tuple[Finding, ...]
    request: FigureRequest
    scale: Text
    projection: Text


@dataclass(frozen=True, slots=True, eq=False)
class FigureMatter:
    """What a figure shows, before it is drawn.

    Parameters
    ----------
    subject, ground, theme
        What it is about, where that lies, and what is said of it.
    has_inset
        Whether the islands of the South China Sea have a map of their own.
    is_hainan
        Whether the whole of Hainan Island is asked for; the page may have room for more.
    """

    subject: FigureSubject
    ground: FigureGround
    theme: FigureTheme
    has_inset: bool
    is_hainan: bool


def draw_figure(
    store: ReadableStore, catalogue: Catalogue, request: FigureRequest, office: OfficeWords
) -> Figure:
    """Draw a figure.

    Parameters
    ----------
    store
        As the one who asks may see it.
    catalogue
        Everything.
    request
        What is wanted.
    office
        Whose figure it is.

    Returns
    -------
    Figure
        Findings that refuse an export are told, not raised: a preview shows the figure all the same.

    Raises
    ------
    AtlasError
        An unknown code, document, topic, indicator or layer; too many features.
    """
    matter = read_matter(store, catalogue, request, office)
    subject, ground, theme = matter.subject, matter.ground, matter.theme
    width, height = page_size(subject.request.page.paper, subject.request.page.orientation)
    setter = TypeSetter(shared_metrics(), type_scale(width, height))
    layout = lay_out(Box(0, 0, width, height), _contents(subject, theme, ground), setter)
    task = MapTask(store, subject, ground, theme, layout, setter, matter.has_inset)
    shown = _southern(task, matter)
    task = replace(task, has_inset=_wants_inset(task, shown))
    maps = draw_maps(task)
    scene = Scene(
        width,
        height,
        tuple(draw_page(task, maps)),
        background="" if subject.request.page.is_transparent else "#FFFFFF",
    )
    findings = examine_map(_facts(task, maps, shown, layout))
    return Figure(
        scene,
        describe_figure(subject, theme),
        theme,
        findings,
        subject.request,
        ratio_words(maps.metres_per_mm),
        ground.projection.name,
    )


def with_page(figure: Figure, page: FigurePage) -> Figure:
    """The same drawing for another format or resolution.

    Parameters
    ----------
    figure
        Drawn.
    page
        With the same paper.

    Returns
    -------
    Figure
        Whose file carries a request with that page.
    """
    request = replace(figure.request, page=page)
    carried = {**figure.about.request, "figure": write_figure_request(without_override(request))}
    return replace(figure, request=request, about=replace(figure.about, request=carried))


def read_matter(
    store: ReadableStore, catalogue: Catalogue, request: FigureRequest, office: OfficeWords
) -> FigureMatter:
    """Find out what a figure is to show, without drawing it.

    Parameters
    ----------
    store
        As the one who asks may see it.
    catalogue
        Everything.
    request
        What is wanted.
    office
        Whose figure it is.

    Returns
    -------
    FigureMatter
        Subject, ground and theme.

    Raises
    ------
    AtlasError
        An unknown code, document, topic, indicator or layer; too many features.
    """
    subject = read_subject(catalogue, _filled(request, office), home=office.region)
    subject = with_listed_counties(store, subject)
    has_inset, is_hainan = _inset(subject)
    ground = read_ground(store, subject, has_inset=has_inset)
    theme = make_theme(store, subject, bbox=ground.bbox, within=ground.area)
    return FigureMatter(subject, ground, theme, has_inset, is_hainan)


def _filled(request: FigureRequest, office: OfficeWords) -> FigureRequest:
    """With what the settings say of the office where the request says nothing."""
    words = request.words
    return replace(
        request,
        words=replace(
            words,
            office=words.office or office.name,
            review_number=words.review_number or office.review_number,
        ),
    )


def _inset(subject: FigureSubject) -> tuple[bool, bool]:
    """Whether what is asked for wants the inset of the South China Sea, and whether it takes in Hainan Island."""
    request = subject.request
    is_hainan = shows_hainan_island(_extent(subject))
    choice = request.furniture.inset
    if choice != "auto":
        return choice == "on", is_hainan
    is_own = is_of_hainan(subject)
    return needs_inset(request.words.title, shows_hainan=is_hainan, is_of_hainan=is_own), is_hainan


@dataclass(frozen=True, slots=True)
class _Southern:
    """What the maps of a figure show of Hainan and its sea, as they are drawn."""

    has_island: bool
    has_sea: bool
    is_of_hainan: bool


def _southern(task: MapTask, matter: FigureMatter) -> _Southern:
    windows, projection = map_windows(task), task.ground.projection
    return _Southern(
        has_island=matter.is_hainan or shows_island(windows, projection),
        has_sea=shows_sea(windows, projection),
        is_of_hainan=is_of_hainan(task.subject),
    )


def _wants_inset(task: MapTask, shown: _Southern) -> bool:
    """Also where nobody asked for the island and the page has room for it, unless the map shows the sea as well."""
    if task.has_inset or task.subject.request.furniture.inset != "auto":
        return task.has_inset
    is_needed = needs_inset(task.theme.title, shows_hainan=shown.has_island, is_of_hainan=shown.is_of_hainan)
    return is_needed and not shown.has_sea


def _extent(subject: FigureSubject) -> Bbox:
    extent = subject.request.extent
    if extent.bbox is not None:
        return extent.bbox
    boxes = np.array([unit.bbox for unit in shown_units(subject)])
    low, high = boxes.min(axis=0), boxes.max(axis=0)
    return float(low[0]), float(low[1]), float(high[2]), float(high[3])


def _contents(subject: FigureSubject, theme: FigureTheme, ground: FigureGround) -> PageContents:
    request, say = subject.request, subject.say
    west, south, east, north = ground.bounds
    has_mark = request.words.has_mark and not request.words.review_number
    is_english = subject.language == "en"
    return PageContents(
        title=theme.title if request.furniture.has_heading else "",
        subtitle=theme.subtitle if request.furniture.has_heading else "",
        legend=theme.legend,
        legend_place=request.furniture.legend,
        legend_title=say(wording.LEGEND),
        counted="" if is_english else " 县" if not theme.layers else "",
        table=theme.table if request.furniture.table else None,
        has_locator=_has_locator(subject),
        imprint=imprint_lines(subject, theme, ground.projection),
        signature=signature_lines(subject),
        mark=say(wording.DRAFT) if has_mark else "",
        aspect=(east - west) / (north - south),
        # Of several small maps none has room for a legend.
        silhouette=ground.silhouette if len(theme.panels) == 1 else None,
        bounds=ground.bounds,
    )


def _has_locator(subject: FigureSubject) -> bool:
    """By itself for a part of a province; the whole country only where somebody asks for it."""
    choice = subject.request.furniture.locator
    extent = subject.request.extent
    if choice == "auto":
        units = [subject.catalogue.units[code] for code in extent.units]
        return extent.bbox is not None or any(unit.level is not Level.PROVINCE for unit in units)
    return choice == "on"


def _facts(task: MapTask, maps: DrawnMaps, shown: _Southern, layout: PageLayout) -> MapFacts:
    theme, words = task.theme, task.subject.request.words
    written = "".join(
        (
            theme.title,
            theme.subtitle,
            *theme.notes,
            *(item.words for part in theme.legend for item in part.items),
        )
    )
    return MapFacts(
        title=theme.title,
        shows_hainan=shown.has_island,
        # A main map that reaches far enough over the sea shows the islands itself.
        has_inset=task.has_inset or shown.has_sea,
        review_number=words.review_number,
        has_mark=words.has_mark,
        sourceless=tuple(layer.title for layer in theme.layers if not layer.source),
        dateless=tuple(layer.title for layer in theme.layers if not layer.date),
        unnamed=maps.unnamed,
        stacked=maps.stacked,
        unlisted=layout.legend_block.left_out if layout.legend_block is not None else 0,
        rows_cut=layout.table_block.left_out if layout.table_block is not None else 0,
        unreadable=shared_metrics().missing_characters(written),
        shown=theme.shown,
        missing=theme.missing,
        is_of_hainan=shown.is_of_hainan,
    )


def describe_figure(subject: FigureSubject, theme: FigureTheme) -> About:
    """What the file of a figure says of itself.

    Parameters
    ----------
    subject, theme
        Of the figure.

    Returns
    -------
    About
        With the request that it can be drawn anew from; what somebody took upon himself does not travel with it.
    """
    request, catalogue = subject.request, subject.catalogue
    return About(
        title=theme.title,
        alt=theme.alt,
        language="en" if subject.language == "en" else "zh-CN",
        author=request.words.office,
        date=request.words.date or catalogue.build_date,
        source=source_words(subject, theme),
        request={
            "figure": write_figure_request(without_override(request)),
            "data": {"version": catalogue.version, "date": catalogue.build_date},
            "program": __version__,
        },
    )

"""The plan of a book: which counties, in which order, from which request and data; and what all its pages share."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import cached_property

from atlas.core.errors import LimitExceeded, ParameterError, Text
from atlas.core.figures import request as words
from atlas.core.figures.looks import PALETTES, Palette
from atlas.core.figures.paper import page_size, type_scale
from atlas.core.figures.request import FigureExtent, FigureRequest
from atlas.core.figures.request_reading import write_figure_request
from atlas.core.model import AdminUnit, Goal, Link
from atlas.core.places.latin_names import latin_name
from atlas.core.policy.catalogue import Catalogue
from atlas.core.policy.rows import GoalFilter, find_goals
from atlas.render.figures.book_sheet import inner_box
from atlas.render.figures.fonts import shared_metrics
from atlas.render.figures.type_setting import TypeSetter
from atlas.services.book_names import check_pattern
from atlas.services.figure_rules import MAX_PIXELS, check_pixels
from atlas.services.figure_subject import FigureSubject, read_subject
from atlas.services.figures import OfficeWords
from atlas.services.stamp import program_digest

#: Longest book where the settings say nothing else [pages].
MAX_BOOK_PAGES = 600
#: What is made: a book, or a file a county.
FORMS = ("book", "pdf", "png")
DEFAULT_PATTERN = "{adcode}-{name}"


@dataclass(frozen=True, slots=True)
class BookOptions:
    """What a book is, besides the request of its figures.

    Parameters
    ----------
    form
        ``book`` for one PDF; ``pdf`` or ``png`` for a file a county, zipped.
    pattern
        Of the names of single files.
    """

    form: str = "book"
    pattern: str = DEFAULT_PATTERN


@dataclass(frozen=True, slots=True)
class BookLimits:
    """How large a book may be.

    Parameters
    ----------
    pages
        Most pages, and so most counties.
    pixels
        Of a picture, where each county is one.
    """

    pages: int = MAX_BOOK_PAGES
    pixels: int = MAX_PIXELS


@dataclass(frozen=True, slots=True)
class BookPlan:
    """What a run makes. It goes to other processes, so it holds plain values.

    Parameters
    ----------
    scope
        adcode of the province, prefecture or county.
    request
        Of every page, with the words of the office; without an extent of its own.
    options
        What is made.
    counties
        adcodes in the order of the pages, prefecture by prefecture.
    run
        Name of the working folder: a digest of all that decides the pages, of data and program too.
    revision
        Of the store that the plan was made from.
    office
        Whose book it is.
    max_pages
        Most pages.
    """

    scope: str
    request: FigureRequest
    options: BookOptions
    counties: tuple[str, ...]
    run: str
    revision: str
    office: OfficeWords
    max_pages: int = MAX_BOOK_PAGES

    @property
    def is_single(self) -> bool:
        """Whether each county is a file of its own."""
        return self.options.form != "book"


def plan_book(
    catalogue: Catalogue,
    revision: str,
    request: FigureRequest,
    office: OfficeWords,
    *,
    options: BookOptions | None = None,
    limits: BookLimits | None = None,
) -> BookPlan:
    """Find out what a book holds.

    Parameters
    ----------
    catalogue
        Everything.
    revision
        Of the store as the one who asks sees it.
    request
        Of every page; ``region`` is what the book is of, ``units`` may choose counties in it.
    office
        Whose book it is.
    options
        What is made; a book by default.
    limits
        Of its length and its pictures; the usual ones by default.

    Returns
    -------
    BookPlan
        The same for the same request, data and program.

    Raises
    ------
    ParameterError
        There is no county, or the form or pattern cannot be used.
    LimitExceeded
        There are too many counties, or the pictures would be too large.
    AtlasError
        An unknown code, document, clause, topic, relation or kind.
    """
    options, limits = options or BookOptions(), limits or BookLimits()
    _check_options(options)
    if options.form == "png":
        check_pixels(request.page, limits.pixels)
    filled = replace(
        request,
        words=replace(
            request.words,
            office=request.words.office or office.name,
            review_number=request.words.review_number or office.review_number,
        ),
    )
    scope = request.view.region or office.region
    chosen = request.extent.units
    plain = replace(filled, extent=FigureExtent(), view=replace(filled.view, region=scope))
    subject = read_subject(catalogue, plain, home=office.region)
    counties = _counties(catalogue, "" if scope == words.WHOLE_COUNTRY else scope, chosen)
    if not counties:
        raise _no_county(scope)
    if len(counties) > limits.pages:
        raise too_long(len(counties), limits.pages)
    run = _digest(subject.request, options, counties, revision)
    return BookPlan(scope, subject.request, options, counties, run, revision, office, limits.pages)


def too_long(pages: int, most: int) -> LimitExceeded:
    """The refusal of a book with too many pages.

    Parameters
    ----------
    pages
        That it would have at least.
    most
        That are allowed.

    Returns
    -------
    LimitExceeded
        To be raised.
    """
    return LimitExceeded(
        f"这本图册至少有 {pages:,} 页，最多 {most:,} 页",
        f"the book would have {pages:,} pages or more; {most:,} are allowed",
        code="book_too_long",
        hint_zh="请按省或市州分册，或加上筛选条件；上限由设置 max_book_pages 决定。",
        hint_en="Make a book a province or prefecture, or narrow the filter; max_book_pages sets the limit.",
        pages=pages,
    )


class BookContext:
    """What the pages of a book share, worked out once in a process.

    Parameters
    ----------
    catalogue
        Everything.
    plan
        Of the book.
    """

    def __init__(self, catalogue: Catalogue, plan: BookPlan) -> None:
        self.catalogue = catalogue
        self.plan = plan
        self.width_mm, self.height_mm = page_size(plan.request.page.paper, plan.request.page.orientation)
        self.setter = TypeSetter(shared_metrics(), type_scale(self.width_mm, self.height_mm))
        self.palette: Palette = PALETTES[plan.request.page.colour]
        self.inner = inner_box(self.width_mm, self.height_mm, self.setter.scale)
        self.subject: FigureSubject = read_subject(catalogue, plan.request, home=plan.office.region)

    @property
    def is_english(self) -> bool:
        """Whether it is written in English."""
        return self.subject.language == "en"

    @property
    def has_filter(self) -> bool:
        """Whether only some goals are wanted."""
        return replace(self.subject.wanted, region="") != GoalFilter()

    def say(self, text: Text, **parts: object) -> str:
        """Words in the language of the book, with their gaps filled."""
        return self.subject.say(text).format(**parts)

    def name(self, adcode: str) -> str:
        """Full name of a unit, or its name in Latin letters."""
        return self.subject.name(self.catalogue.units[adcode])

    def latin(self, unit: AdminUnit) -> str:
        """Name in Latin letters; empty where there is no reading."""
        return latin_name(unit.short_name, unit.pinyin, unit.initials)

    def join(self, parts: list[str] | tuple[str, ...]) -> str:
        """A list in words."""
        return self.subject.joint.join(parts)

    def links_of(self, adcode: str, *, is_filtered: bool = True) -> list[tuple[Goal, Link]]:
        """Goals that reach a county, by the filter of the book or without it, in document order."""
        wanted = replace(self.subject.wanted, region="", adcode=adcode)
        if not is_filtered:
            wanted = GoalFilter(adcode=adcode)
        return [(goal, link) for goal, links in find_goals(self.catalogue, wanted) for link in links]

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Number of each document that reaches a county of the book."""
        counties = set(self.plan.counties)
        # One that is out of force is in the book only where the book is about it.
        left_out = self.catalogue.out_of_force - {self.subject.wanted.document}
        reached = {
            self.catalogue.goals[link.goal].document
            for link in self.catalogue.links
            if link.adcode in counties
        } - left_out
        return {one: at for at, one in enumerate((d for d in self.catalogue.documents if d in reached), 1)}

    def cite(self, document: str, clause: str) -> str:
        """Where something is said: number of the document and clause."""
        return f"[{self.numbers[document]}] {clause}"


def _check_options(options: BookOptions) -> None:
    if options.form not in FORMS:
        raise ParameterError(
            f"不能输出为 {options.form[:20]}",
            f"a book cannot be made as {options.form[:20]}",
            hint_zh=f"可用：{'、'.join(FORMS)}。",
            hint_en=f"Choices: {', '.join(FORMS)}.",
            parameter="each",
        )
    if options.form != "book":
        check_pattern(options.pattern)


def _counties(catalogue: Catalogue, scope: str, chosen: tuple[str, ...]) -> tuple[str, ...]:
    """By province, prefecture and code; with a choice only the counties in it."""
    within = {unit.adcode: unit for unit in catalogue.counties_within(scope)}
    if chosen:
        wanted = {unit.adcode for code in chosen for unit in catalogue.counties_within(code)}
        within = {code: unit for code, unit in within.items() if code in wanted}
    return tuple(sorted(within, key=lambda code: (within[code].province, within[code].prefecture, code)))


def _no_county(scope: str) -> ParameterError:
    return ParameterError(
        f"{scope} 中没有可以成册的县",
        f"there is no county for a book in {scope}",
        code="book_empty",
        hint_zh="请给出省、市州或县的代码；units 只能选其中的县。",
        hint_en="Give the adcode of a province, prefecture or county; units may only choose counties in it.",
        region=scope,
    )


def _digest(request: FigureRequest, options: BookOptions, counties: tuple[str, ...], revision: str) -> str:
    decides = {
        "figure": write_figure_request(request),
        "options": asdict(options),
        "counties": counties,
        "data": revision,
        "program": program_digest(),
    }
    text = json.dumps(decides, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:24]

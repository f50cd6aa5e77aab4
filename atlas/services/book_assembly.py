"""Puts a book together: front, counties and indexes with the numbers of their pages, bookmarks and named places."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from atlas.core.figures.request_reading import write_figure_request
from atlas.core.map_rules import Finding
from atlas.render.figures.book_pdf import Bookmark, BookPdf, roman
from atlas.render.figures.book_sheet import FOLIO_MM, FOLIO_PT
from atlas.render.figures.pdf import write_pdf
from atlas.render.figures.scene import About, Scene
from atlas.services import book_words as words
from atlas.services.book_county import book_title, request_data
from atlas.services.book_front import common_pages, counted_counties, draw_overview, filter_words, title_page
from atlas.services.book_lists import contents_pages, name_index, topic_index
from atlas.services.book_plan import BookContext
from atlas.services.book_rows import county_target
from atlas.services.figure_rules import without_override
from atlas.stores.protocol import ReadableStore

#: Stands for numbers of pages while it is only counted how many lines there are.
_UNKNOWN = "000"


@dataclass(frozen=True, slots=True, eq=False)
class BookParts:
    """What stands before the counties, and is known before they are made.

    Parameters
    ----------
    overview
        The map of all counties, or nothing.
    common
        The chapter on goals of every county.
    findings
        About the overview.
    title
        The first page.
    """

    overview: tuple[Scene, ...] = ()
    common: tuple[Scene, ...] = ()
    findings: tuple[Finding, ...] = ()
    title: tuple[Scene, ...] = ()

    @property
    def common_page(self) -> int:
        """Number of the first page of that chapter; 0 without one."""
        return len(self.overview) + 1 if self.common else 0


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """Some pages of the book: from scenes, or from the file of a county."""

    target: str
    title: str
    page_count: int
    scenes: tuple[Scene, ...] = ()
    county: str = ""


def front_parts(store: ReadableStore, context: BookContext) -> BookParts:
    """Make what stands before the counties.

    Parameters
    ----------
    store
        As the one who asks may see it.
    context
        Of the book.

    Returns
    -------
    BookParts
        Overview and the chapter on goals of every county.

    Raises
    ------
    AtlasError
        An unknown layer or indicator; too many features.
    """
    overview = draw_overview(store, context)
    common = tuple(common_pages(context))
    title = (title_page(store, context),)
    if overview is None:
        return BookParts(common=common, title=title)
    return BookParts((overview.scene,), common, overview.findings, title)


def assemble(
    context: BookContext,
    parts: BookParts,
    counted: Mapping[str, int],
    open_county: Callable[[str], BinaryIO],
) -> tuple[int, Callable[[BinaryIO], None]]:
    """Put a book together.

    Parameters
    ----------
    context
        Of the book.
    parts
        What stands before the counties.
    counted
        Pages of each county.
    open_county
        Opens the finished pages of a county; they must stay open until the book is written.

    Returns
    -------
    tuple of int and callable
        Pages of the book, and what writes it into a stream.
    """
    body = _body(context, parts, counted)
    starts = _starts(body)
    numbers = {part.target: str(start) for part, start in zip(body, starts, strict=True)}
    indexes = _indexes(context, {**numbers, "index-names": _UNKNOWN, "index-topics": _UNKNOWN})
    after = sum(part.page_count for part in body) + 1
    for part in indexes:
        numbers[part.target] = str(after)
        after += part.page_count
    front = [
        _scene_part("title", book_title(context), parts.title),
        _scene_part("contents", context.say(words.CONTENTS), contents_pages(context, numbers)),
    ]
    every = [*front, *body, *indexes]
    front_pages = sum(part.page_count for part in front)
    book = BookPdf(folio_mm=FOLIO_MM * context.setter.scale, folio_pt=FOLIO_PT * context.setter.scale)
    about = _about(context)
    for part in every:
        folios = _folios(book.page_count, part, front_pages)
        stream = open_county(part.county) if part.county else BytesIO(write_pdf(part.scenes, about))
        book.add(stream, folios, part.title)
    targets = dict(zip((part.target for part in every), _indices(every), strict=True))

    def write(stream: BinaryIO) -> None:
        book.write(
            stream,
            about,
            bookmarks=_bookmarks(context, every, targets),
            targets=targets,
            front_pages=front_pages,
        )

    return book.page_count, write


def _body(context: BookContext, parts: BookParts, counted: Mapping[str, int]) -> list[_Part]:
    say = context.say
    body = [
        _scene_part(target, say(title), scenes)
        for target, title, scenes in (
            ("overview", words.OVERVIEW, parts.overview),
            ("common", words.COMMON, parts.common),
        )
        if scenes
    ]
    return body + [
        _Part(county_target(code), context.name(code), counted[code], county=code)
        for code in context.plan.counties
    ]


def _indexes(context: BookContext, numbers: Mapping[str, str]) -> list[_Part]:
    made = (
        ("index-names", words.INDEX_NAMES, name_index(context, numbers)),
        ("index-topics", words.INDEX_TOPICS, topic_index(context, numbers)),
    )
    return [_scene_part(target, context.say(title), scenes) for target, title, scenes in made if scenes]


def _scene_part(target: str, title: str, scenes: Sequence[Scene]) -> _Part:
    return _Part(target, title, len(scenes), tuple(scenes))


def _starts(parts: Sequence[_Part]) -> list[int]:
    """Number of the first page of each part, from 1."""
    return [index + 1 for index in _indices(parts)]


def _indices(parts: Sequence[_Part]) -> list[int]:
    indices, index = [], 0
    for part in parts:
        indices.append(index)
        index += part.page_count
    return indices


def _folios(start: int, part: _Part, front_pages: int) -> list[str]:
    """Numbers as they are printed: Roman ones in front, none on the title page."""
    indices = range(start, start + part.page_count)
    if part.target == "title":
        return [""]
    return [roman(at + 1) if at < front_pages else str(at - front_pages + 1) for at in indices]


def _bookmarks(
    context: BookContext, parts: Sequence[_Part], targets: Mapping[str, int]
) -> tuple[Bookmark, ...]:
    """Parts of the book; counties stand below their prefectures."""
    units = context.catalogue.units
    groups: dict[str, list[Bookmark]] = {}
    for part in parts:
        if part.county:
            above = units[part.county].prefecture or units[part.county].province
            mark = Bookmark(part.title, targets[part.target])
            groups.setdefault(above, []).append(mark)
    before = [Bookmark(part.title, targets[part.target]) for part in parts if not part.county]
    middle = [
        Bookmark(context.name(above) if above in units else above, marks[0].page, tuple(marks))
        for above, marks in groups.items()
    ]
    is_behind = [one.page > middle[-1].page for one in before]
    front = [one for one, is_late in zip(before, is_behind, strict=True) if not is_late]
    behind = [one for one, is_late in zip(before, is_behind, strict=True) if is_late]
    return (*front, *middle, *behind)


def _about(context: BookContext) -> About:
    plan, catalogue = context.plan, context.catalogue
    asked = plan.request.words
    counted = counted_counties(context)
    told = [book_title(context), counted, filter_words(context)]
    return About(
        title=book_title(context),
        alt=". ".join(filter(None, told)) if context.is_english else "，".join(filter(None, told)),
        language="en" if context.is_english else "zh-CN",
        author=asked.office,
        date=asked.date or catalogue.build_date,
        source=context.join([context.say(catalogue.documents[one].title) for one in context.numbers]),
        request=request_data(context, write_figure_request(without_override(plan.request)), plan.counties),
    )

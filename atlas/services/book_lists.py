"""Lists of a book that tell pages: contents, index of names, index of topics."""

from __future__ import annotations

from collections.abc import Mapping

from atlas.core.model import ASKED, Kind
from atlas.render.figures.book_flow import Row
from atlas.render.figures.book_rows import Entry, RowMaker
from atlas.render.figures.book_sheet import COLUMN_GAP_MM, count_columns
from atlas.render.figures.scene import Scene
from atlas.services import book_words as words
from atlas.services.book_county import book_title, text_pages
from atlas.services.book_imprint import plain_foot
from atlas.services.book_plan import BookContext
from atlas.services.book_rows import county_target, topic_colour


def column_maker(context: BookContext) -> RowMaker:
    """Makes rows for a column of pages of text.

    Parameters
    ----------
    context
        Of the book.

    Returns
    -------
    RowMaker
        For one column.
    """
    gap = COLUMN_GAP_MM * context.setter.scale
    count = count_columns(context.inner.width, context.setter.scale)
    width = (context.inner.width - gap * (count - 1)) / count
    return RowMaker(context.setter, context.palette, width)


def contents_pages(context: BookContext, pages: Mapping[str, str]) -> list[Scene]:
    """The list of counties by prefecture.

    Parameters
    ----------
    context
        Of the book.
    pages
        Number of the page, by named place; a place without one is not listed.

    Returns
    -------
    list of Scene
        As many whatever the numbers are.
    """
    maker, say, units = column_maker(context), context.say, context.catalogue.units
    entries = [("overview", words.OVERVIEW), ("common", words.COMMON)]
    rows = [
        row
        for target, title in entries
        if target in pages
        for row in maker.entry(Entry(say(title), pages[target], target, is_strong=True))
    ]
    before = ""
    for code in context.plan.counties:
        above = units[code].prefecture or units[code].province
        if above != before:
            target = county_target(code)
            name = _name_above(context, above)
            rows += maker.entry(Entry(name, pages[target], target, is_strong=True))
            before = above
        rows += maker.entry(
            Entry(context.name(code), pages[county_target(code)], county_target(code)), indent_mm=4
        )
    for target, title in (("index-names", words.INDEX_NAMES), ("index-topics", words.INDEX_TOPICS)):
        if target in pages:
            rows += maker.entry(Entry(say(title), pages[target], target, is_strong=True))
    return text_pages(context, rows, say(words.CONTENTS), book_title(context), plain_foot(context))


def name_index(context: BookContext, pages: Mapping[str, str]) -> list[Scene]:
    """Counties by the letters of their names.

    Parameters
    ----------
    context
        Of the book.
    pages
        Number of the page, by named place.

    Returns
    -------
    list of Scene
        With the prefecture of each.
    """
    maker, units = column_maker(context), context.catalogue.units
    rows: list[Row] = []
    letter = ""
    for code in sorted(context.plan.counties, key=lambda code: (units[code].pinyin, code)):
        unit = units[code]
        first = unit.pinyin[:1].upper()
        if first != letter:
            rows += maker.group(first)
            letter = first
        latin = "" if context.is_english else context.latin(unit)
        above = _name_above(context, unit.prefecture) if unit.prefecture in units else ""
        told = f"{context.name(code)}  {latin}" if latin else context.name(code)
        told = f"{told}  {above}" if above else told
        rows += maker.entry(Entry(told, pages[county_target(code)], county_target(code)))
    title = context.say(words.INDEX_NAMES)
    return text_pages(context, rows, title, book_title(context), plain_foot(context))


def topic_index(context: BookContext, pages: Mapping[str, str]) -> list[Scene]:
    """Counties by the topics that they are named for.

    Parameters
    ----------
    context
        Of the book.
    pages
        Number of the page, by named place.

    Returns
    -------
    list of Scene
        Topics in the order of the atlas; none where no county is named.
    """
    maker = column_maker(context)
    named = _named_for(context)
    rows: list[Row] = []
    for slug, topic in context.catalogue.topics.items():
        codes = named.get(slug, [])
        if codes:
            rows += maker.topic(f"{context.say(topic.title)} {len(codes)}", topic_colour(context, slug))
            rows += maker.linked(
                [
                    (f"{context.name(code)} {pages[county_target(code)]}", county_target(code))
                    for code in codes
                ],
                indent_mm=3.2,
            )
    if rows:
        rows = [*maker.paragraph(context.say(words.INDEX_TOPICS_NOTE), is_small=True, is_faint=True), *rows]
    title = context.say(words.INDEX_TOPICS)
    return text_pages(context, rows, title, book_title(context), plain_foot(context))


def _name_above(context: BookContext, adcode: str) -> str:
    return context.name(adcode) if adcode in context.catalogue.units else ""


def _named_for(context: BookContext) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for code in context.plan.counties:
        topics = {
            slug
            for goal, link in context.links_of(code)
            if link.relation in ASKED[:2] and goal.kind is not Kind.FACT
            for slug in goal.topics
        }
        for slug in topics:
            found.setdefault(slug, []).append(code)
    return found

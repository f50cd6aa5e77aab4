"""The small print of a book's pages: documents with their numbers, base map, data date, office, review number, mark."""

from __future__ import annotations

from atlas.core.figures import wording
from atlas.core.model import Kind
from atlas.render.figures.book_sheet import Foot
from atlas.services import book_words as words
from atlas.services.book_content import CountyContent
from atlas.services.book_map import CountyMap
from atlas.services.book_plan import BookContext
from atlas.services.figure_imprint import printed_link, signature_lines


def county_foot(context: BookContext, content: CountyContent, county: CountyMap) -> Foot:
    """The foot of a county's pages.

    Parameters
    ----------
    context
        Of the book.
    content, county
        What its page and map show.

    Returns
    -------
    Foot
        With the documents that its pages name.
    """
    say, plain = context.say, context.plan.request.words
    documents = {
        goal.document for goal, _ in context.links_of(content.profile["adcode"]) if goal.kind is not Kind.FACT
    }
    lines = [_documents_line(context, documents)] if documents else []
    indicators = sorted({one["source"] for one in content.profile["indicators"]})
    parts = [plain.source] if plain.source else [say(wording.BOUNDARY_SOURCE)]
    if indicators and not plain.source:
        source = say(wording.indicator_source(indicators[0]))
        parts.append(f"{say(words.INDICATORS)}{_colon(context)}{source}")
    # A layer may state many sources: what is not drawn here needs none.
    points = [layer.source for layer in county.theme.layers if layer.source and not plain.source]
    if points:
        parts.append(f"{say(words.POINTS)}{_colon(context)}{_semicolon(context).join(dict.fromkeys(points))}")
    parts.append(say(words.DATA, date=context.catalogue.build_date))
    lines.append(_semicolon(context).join(parts))
    projection = county.matter.ground.projection
    lines.append(f"{say(wording.PROJECTION)}{_colon(context)}{say(projection.name)}")
    if plain.note:
        lines = [*plain.note.split("\n"), *lines]
    return Foot(tuple(lines), signature_lines(context.subject), _mark(context))


def plain_foot(context: BookContext, *, with_documents: bool = False) -> Foot:
    """The foot of pages without a map.

    Parameters
    ----------
    context
        Of the book.
    with_documents
        Whether its text cites documents by number.

    Returns
    -------
    Foot
        With the date of the data.
    """
    lines = [_documents_line(context, set(context.numbers))] if with_documents else []
    lines.append(context.say(words.DATA, date=context.catalogue.build_date))
    if link := printed_link(context.plan.request.words.link):
        lines.append(f"{context.say(wording.VIEW_LINK)}{_colon(context)}{link}")
    return Foot(tuple(lines), signature_lines(context.subject), _mark(context))


def document_words(context: BookContext, document: str) -> str:
    """Number and title of a document."""
    title = context.say(context.catalogue.documents[document].title)
    marked = title if context.is_english or title.startswith("《") else f"《{title}》"
    return f"[{context.numbers[document]}] {marked}"


def _documents_line(context: BookContext, documents: set[str]) -> str:
    listed = [document_words(context, one) for one in context.numbers if one in documents]
    return f"{context.say(words.SOURCES)}{_colon(context)}{_semicolon(context).join(listed)}"


def _mark(context: BookContext) -> str:
    asked = context.plan.request.words
    return context.say(wording.DRAFT) if asked.has_mark and not asked.review_number else ""


def _colon(context: BookContext) -> str:
    return ": " if context.is_english else "："


def _semicolon(context: BookContext) -> str:
    return "; " if context.is_english else "；"

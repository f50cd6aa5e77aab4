"""What stands before the counties: title, map of all of them, goals that reach every county."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import shapely

from atlas.core.figures.boxes import Box
from atlas.core.figures.map_window import fit_window
from atlas.core.figures.projection import choose_projection
from atlas.core.geo.simplification import TOLERANCES_M
from atlas.core.map_rules import Finding, shows_hainan_island
from atlas.core.model import Kind, Level, Relation
from atlas.core.style import KIND_TITLES, RELATION_TITLES
from atlas.render.figures.book_flow import Row, draw_columns, pack
from atlas.render.figures.book_rows import RowMaker
from atlas.render.figures.book_sheet import draw_foot, foot_height
from atlas.render.figures.scene import Item, Path, Scene
from atlas.render.figures.shapes import rings_of
from atlas.services import book_words as words
from atlas.services.book_content import Pair
from atlas.services.book_county import book_title, page_scene, text_pages
from atlas.services.book_imprint import document_words, plain_foot
from atlas.services.book_lists import column_maker
from atlas.services.book_plan import BookContext
from atlas.services.book_rows import topic_rows
from atlas.services.figure_geometry import project
from atlas.services.figures import draw_figure
from atlas.stores.protocol import ReadableStore

_TITLE_PT, _SUBTITLE_PT = 30.0, 13.0
#: Around the outline of the region on the first page, which is left out where there is less room than this [mm].
_COVER_GAP_MM, _LEAST_COVER_MM = 12.0, 40.0
#: From how many counties on the names that are left out are told in place of those that are meant.
_FEW = 20


@dataclass(frozen=True, slots=True, eq=False)
class Overview:
    """The map of all the counties of a book, with what its maker should know; its alt text is that of the figure."""

    scene: Scene
    alt: str
    findings: tuple[Finding, ...]


def draw_overview(store: ReadableStore, context: BookContext) -> Overview | None:
    """The map of the whole region.

    Parameters
    ----------
    store
        As the one who asks may see it.
    context
        Of the book.

    Returns
    -------
    Overview
        ``None`` for a book of one county.
    """
    plan, units = context.plan, context.catalogue.units
    scope = units.get(plan.scope)
    if scope is not None and scope.level is Level.COUNTY:
        return None
    asked = plan.request.words
    figure = draw_figure(
        store,
        context.catalogue,
        replace(plan.request, words=replace(asked, title="", subtitle="", note="")),
        plan.office,
    )
    return Overview(figure.scene, figure.about.alt, figure.findings)


def common_pages(context: BookContext) -> list[Scene]:
    """The chapter on goals that reach counties through the scope of a plan: told once for all of them.

    Parameters
    ----------
    context
        Of the book.

    Returns
    -------
    list of Scene
        None where no plan has such goals.
    """
    maker = column_maker(context)
    rows: list[Row] = []
    for (document, counties), pairs in _common_groups(context).items():
        rows += maker.group(document_words(context, document))
        rows += maker.paragraph(_applies(context, counties), is_small=True, is_faint=True, is_kept=True)
        topics = context.catalogue.topics
        grouped = [
            (slug, [pair for pair in pairs if pair[0].topics[0] == slug])
            for slug in topics
            if any(pair[0].topics[0] == slug for pair in pairs)
        ]
        rows += topic_rows(context, maker, grouped)
    title = context.say(words.COMMON)
    return text_pages(context, rows, title, book_title(context), plain_foot(context, with_documents=True))


def title_page(store: ReadableStore, context: BookContext) -> Scene:
    """The first page: title, filter, what is in the book, documents with their numbers, how to read it.

    Parameters
    ----------
    store
        As the one who asks may see it.
    context
        Of the book.

    Returns
    -------
    Scene
        One page.
    """
    setter, inner, say = context.setter, context.inner, context.say
    foot = plain_foot(context)
    below = foot_height(foot, setter, inner.width)
    items: list[Item] = []
    top = inner.top + inner.height * (0.16 if inner.height > inner.width else 0.06)
    lines = setter.wrap(book_title(context), _TITLE_PT, inner.width)
    sizes = [(line, _TITLE_PT, context.palette.text, True) for line in lines]
    subtitle = context.plan.request.words.subtitle
    faint = context.palette.faint
    for words_line in filter(None, (subtitle, _counted(context), filter_words(context))):
        sizes += [
            (one, _SUBTITLE_PT, faint, False) for one in setter.wrap(words_line, _SUBTITLE_PT, inner.width)
        ]
    for line, size, colour, is_bold in sizes:
        height = setter.line_height(size)
        box = Box(inner.left, top, inner.width, height)
        items.append(setter.set_line(line, size, box, anchor="middle", colour=colour, is_bold=is_bold))
        top += height
    width = inner.width * 0.72
    maker = RowMaker(setter, context.palette, width)
    rows: list[Row] = []
    if context.numbers:
        rows += maker.section(say(words.DOCUMENTS), say(words.ITEMS, count=len(context.numbers)))
        for one in context.numbers:
            rows += maker.paragraph(document_words(context, one))
    rows += [*maker.section(say(words.HOW_TO_READ)), *maker.paragraph(say(words.HOW_TO_READ_TEXT))]
    start = top + 10 * setter.scale
    area = Box(inner.left + (inner.width - width) / 2, start, width, inner.bottom - below - start)
    columns, _ = pack(rows, [area.height])
    items += draw_columns(columns, [area])
    start += columns[0].used_mm + _COVER_GAP_MM * setter.scale
    room = Box(inner.left, start, inner.width, inner.bottom - below - start - _COVER_GAP_MM * setter.scale)
    items += _cover_map(store, context, room)
    items += draw_foot(foot, inner.cut_bottom(below)[0], setter, context.palette)
    return page_scene(context, items)


def filter_words(context: BookContext) -> str:
    """The filter of the book in words; empty without one."""
    wanted, catalogue, say = context.subject.wanted, context.catalogue, context.say
    parts = [say(catalogue.topics[slug].title) for slug in catalogue.topics if slug in wanted.topics]
    if wanted.document:
        parts.append(say(catalogue.documents[wanted.document].title))
    parts += [wanted.clause] if wanted.clause else []
    parts += [say(RELATION_TITLES[one]) for one in RELATION_TITLES if one in wanted.relations]
    parts += [say(KIND_TITLES[one]) for one in KIND_TITLES if one in wanted.kinds]
    parts += [say(words.DUE, year=wanted.year)] if wanted.year else []
    return say(words.FILTER, words=context.join(parts)) if parts else ""


def _cover_map(store: ReadableStore, context: BookContext, room: Box) -> list[Item]:
    """The counties of the book as a plain outline, without names; none where rules would ask for an inset."""
    units, palette, scale = context.catalogue.units, context.palette, context.setter.scale
    boxes = np.array([units[code].bbox for code in context.plan.counties])
    west, south = boxes.min(axis=0)[:2]
    east, north = boxes.max(axis=0)[2:]
    bbox = (float(west), float(south), float(east), float(north))
    if room.height < _LEAST_COVER_MM * scale or shows_hainan_island(bbox):
        return []
    frame = store.read_polygons(Level.COUNTY.value, TOLERANCES_M[1], bbox=bbox)
    frame = frame[frame["adcode"].isin(context.plan.counties)]
    shapes = project(frame.geometry.to_numpy(), choose_projection(bbox, is_province=True))
    left, low, right, high = (float(value) for value in shapely.total_bounds(shapes))
    window = fit_window(room, (left, low, right, high))
    placed = window.to_page(shapes)
    rings = rings_of(placed)
    outline = rings_of([shapely.union_all(placed)])
    return [
        Path(rings, fill=palette.outside, stroke="#FFFFFF", stroke_mm=0.25 * scale, is_round=True),
        Path(outline, stroke=palette.accent, stroke_mm=0.5 * scale, is_round=True),
    ]


def counted_counties(context: BookContext) -> str:
    """How many counties the book has, in words.

    Parameters
    ----------
    context
        Of the book.

    Returns
    -------
    str
        Such as ``10 county-level units``.
    """
    count = len(context.plan.counties)
    return context.say(words.ONE_COUNTY if count == 1 else words.COUNTIES, count=count)


def _counted(context: BookContext) -> str:
    units = context.catalogue.units
    above = {units[code].prefecture for code in context.plan.counties if units[code].prefecture in units}
    told = [counted_counties(context)]
    if len(above) > 1:
        told.insert(0, context.say(words.PREFECTURES, count=len(above)))
    return " · ".join(told)


def _common_groups(context: BookContext) -> dict[tuple[str, frozenset[str]], list[Pair]]:
    """Goals through the scope of a plan, by document and by the counties of the book that they reach."""
    reached: dict[str, set[str]] = {}
    pairs: dict[str, Pair] = {}
    for code in context.plan.counties:
        for goal, link in context.links_of(code):
            if link.relation is Relation.SCOPE and goal.kind is not Kind.FACT:
                reached.setdefault(goal.id, set()).add(code)
                pairs.setdefault(goal.id, (goal, link))
    grouped: dict[tuple[str, frozenset[str]], list[Pair]] = {}
    for goal_id in context.catalogue.goals:
        if goal_id in pairs:
            key = (pairs[goal_id][0].document, frozenset(reached[goal_id]))
            grouped.setdefault(key, []).append(pairs[goal_id])
    order = list(context.catalogue.documents)
    return dict(sorted(grouped.items(), key=lambda item: (order.index(item[0][0]), -len(item[0][1]))))


def _applies(context: BookContext, counties: frozenset[str]) -> str:
    every = context.plan.counties
    missing = [context.name(code) for code in every if code not in counties]
    if len(counties) == 1:
        return context.say(words.APPLIES_ONE, names=context.name(min(counties)))
    if not missing:
        return context.say(words.APPLIES_ALL, count=len(every))
    if len(missing) <= max(_FEW, len(counties) // 3):
        return context.say(words.APPLIES_BUT, count=len(counties), names=context.join(missing))
    names = [context.name(code) for code in every if code in counties]
    return context.say(words.APPLIES, count=len(names), names=context.join(names))

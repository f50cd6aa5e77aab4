"""The pages of a county: map above, what is asked below, what does not fit on the pages that follow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from atlas import __version__
from atlas.core.figures import wording
from atlas.core.figures.boxes import Box
from atlas.core.figures.request_reading import write_figure_request
from atlas.core.map_rules import Finding, MapFacts, examine_map
from atlas.core.model import ASKED
from atlas.render.figures.book_flow import Column, Row, boxes_of, draw_columns, even_height, pack
from atlas.render.figures.book_rows import RowMaker
from atlas.render.figures.book_sheet import (
    COLUMN_GAP_MM,
    FOLIO_MM,
    FOLIO_PT,
    CountyHead,
    Foot,
    count_columns,
    draw_foot,
    draw_head,
    draw_running_head,
    foot_height,
    head_height,
    running_height,
)
from atlas.render.figures.fonts import shared_metrics
from atlas.render.figures.scene import About, Item, Scene, Words
from atlas.render.figures.type_setting import TypeSetter
from atlas.services import book_words as words
from atlas.services.book_content import CountyContent, read_content
from atlas.services.book_figures import number_words, quantity_words
from atlas.services.book_imprint import county_foot
from atlas.services.book_map import CountyMap, county_request, draw_county_map, read_county_map
from atlas.services.book_plan import BookContext
from atlas.services.book_rows import county_rows
from atlas.services.figure_maps import DrawnMaps
from atlas.services.figure_rules import without_override
from atlas.stores.protocol import ReadableStore

#: Height of the map on an upright page as a share of the free height: the least, where all text then stays on the page; where
#: text goes on; and the most.
_LEAST_MAP, _USUAL_MAP, _MOST_MAP = 0.35, 0.43, 0.7
_MOST_INDICATORS = 4
#: Sizes of the text of a county, tried in turn so that it stays on one page.
_SHARES = (1.0, 0.94)
#: Left free between text and foot [mm].
_ABOVE_FOOT_MM = 2.0


@dataclass(frozen=True, slots=True, eq=False)
class CountyPages:
    """The pages of a county, with what its file says of itself and what its maker should know."""

    scenes: tuple[Scene, ...]
    about: About
    findings: tuple[Finding, ...]


def make_county(
    store: ReadableStore, context: BookContext, adcode: str, *, common_page: int = 0
) -> CountyPages:
    """The pages of a county.

    Parameters
    ----------
    store
        As the one who asks may see it.
    context
        Of the book.
    adcode
        Of the county.
    common_page
        Where the chapter on goals of every county begins; 0 where there is none.

    Returns
    -------
    CountyPages
        One page or more, without their numbers.

    Raises
    ------
    AtlasError
        An unknown layer or indicator; too many features.
    """
    content = read_content(context, adcode)
    county = read_county_map(store, context, content)
    foot = county_foot(context, content, county)
    head = _head(context, content)

    def set_rows(maker: RowMaker) -> list[Row]:
        return county_rows(context, content, maker, common_page=common_page)

    first, rest, maps = _first_page(store, context, county, head=head, foot=foot, set_rows=set_rows)
    title = context.say(words.CONTINUED, name=context.name(adcode))
    scenes = [first, *text_pages(context, rest, title, head.above, foot)]
    if context.plan.is_single and len(scenes) > 1:
        scenes = [_numbered(context, scene, at, len(scenes)) for at, scene in enumerate(scenes, 1)]
    return CountyPages(tuple(scenes), _about(context, content), _findings(context, county, maps, scenes))


def text_pages(context: BookContext, rows: Sequence[Row], left: str, right: str, foot: Foot) -> list[Scene]:
    """Pages of text under a running head.

    Parameters
    ----------
    context
        Of the book.
    rows
        What they say; none makes no page.
    left, right
        Words of the head.
    foot
        Of each page.

    Returns
    -------
    list of Scene
        The columns of the last one are even.
    """
    setter, inner = context.setter, context.inner
    top = running_height(setter)
    below = foot_height(foot, setter, inner.width)
    area = Box(inner.left, inner.top + top, inner.width, inner.height - top - below)
    area = area.cut_bottom(_ABOVE_FOOT_MM * setter.scale)[1]
    count = count_columns(inner.width, setter.scale)
    boxes = boxes_of(area, count, COLUMN_GAP_MM * setter.scale)
    scenes: list[Scene] = []
    while rows:
        height = even_height(rows, count, area.height)
        columns, taken = pack(rows, [height] * count)
        items = draw_running_head(left, right, inner, setter, context.palette)
        items += draw_columns(columns, boxes)
        items += _foot_items(context, foot, below)
        scenes.append(page_scene(context, items))
        rows = rows[taken:]
    return scenes


def page_scene(context: BookContext, items: Sequence[Item]) -> Scene:
    """A page of the book with some items."""
    return Scene(context.width_mm, context.height_mm, tuple(items))


def _numbered(context: BookContext, scene: Scene, number: int, count: int) -> Scene:
    """A page of a file of its own with its number; in a book numbers are printed when it is put together."""
    height = 2 * FOLIO_MM * context.setter.scale
    line = Box(0, scene.height_mm - height, scene.width_mm, height)
    colour = context.palette.text
    words = context.setter.set_line(f"{number} / {count}", FOLIO_PT, line, anchor="middle", colour=colour)
    return replace(scene, items=(*scene.items, words))


def _column_width(context: BookContext) -> float:
    gap = COLUMN_GAP_MM * context.setter.scale
    count = count_columns(context.inner.width, context.setter.scale)
    return (context.inner.width - gap * (count - 1)) / count


def _foot_items(context: BookContext, foot: Foot, height_mm: float) -> list[Item]:
    strip, _ = context.inner.cut_bottom(height_mm)
    return draw_foot(foot, strip, context.setter, context.palette)


def _first_page(
    store: ReadableStore,
    context: BookContext,
    county: CountyMap,
    *,
    head: CountyHead,
    foot: Foot,
    set_rows: Callable[[RowMaker], list[Row]],
) -> tuple[Scene, Sequence[Row], DrawnMaps]:
    """The page with the map, the rows that found no room on it, and what the drawing found."""
    setter, inner = context.setter, context.inner
    top = head_height(head, setter)
    below = foot_height(foot, setter, inner.width)
    free = Box(inner.left, inner.top + top, inner.width, inner.height - top - below)
    free = free.cut_bottom(_ABOVE_FOOT_MM * setter.scale)[1]
    map_box, boxes, columns, rest = _parts(context, free, set_rows)
    drawn, maps = draw_county_map(store, context, county, map_box)
    items: list[Item] = [
        *drawn,
        *draw_head(head, inner, setter, context.palette),
        *draw_columns(columns, boxes),
        *_foot_items(context, foot, below),
    ]
    return page_scene(context, items), rest, maps


def _parts(
    context: BookContext, free: Box, set_rows: Callable[[RowMaker], list[Row]]
) -> tuple[Box, list[Box], list[Column], Sequence[Row]]:
    """Place of the map, the columns of text, and what finds no room; set a little smaller where all of it then fits."""
    setter, width = context.setter, _column_width(context)
    for share in (*_SHARES, 1.0):
        rows = set_rows(RowMaker(TypeSetter(setter.metrics, setter.scale * share), context.palette, width))
        map_box, boxes, height = _places(context, free, rows)
        columns, taken = pack(rows, [height] * len(boxes))
        if taken == len(rows):
            break
    return map_box, boxes, columns, rows[taken:]


def _places(context: BookContext, free: Box, rows: Sequence[Row]) -> tuple[Box, list[Box], float]:
    """Place of the map, and columns of text with their height: below on an upright page, else on the right."""
    scale = context.setter.scale
    gap = COLUMN_GAP_MM * scale
    count = count_columns(free.width, scale)
    if free.width > free.height and count > 1:
        columns = boxes_of(free, count, gap)
        width = columns[-1].left - gap - free.left
        return Box(free.left, free.top, width, free.height), columns[-1:], free.height
    most_text = free.height * (1 - _LEAST_MAP) - gap / 2
    height = even_height(rows, count, most_text)
    if pack(rows, [height] * count)[1] < len(rows):
        height = free.height * (1 - _USUAL_MAP) - gap / 2
    map_height = min(free.height - height - gap / 2, free.height * _MOST_MAP)
    map_box, rest = free.cut_top(map_height)
    area = Box(rest.left, rest.top + gap / 2, rest.width, rest.height - gap / 2)
    return map_box, boxes_of(area, count, gap), height


def _head(context: BookContext, content: CountyContent) -> CountyHead:
    profile, say = content.profile, context.say
    unit = context.catalogue.units[profile["adcode"]]
    names = [context.name(one["adcode"]) for one in profile["parents"]]
    second = unit.name if context.is_english else context.latin(unit)
    return CountyHead(
        name=context.name(unit.adcode),
        second=second,
        above=" · ".join(names),
        aside=say(words.ADCODE, code=unit.adcode),
        facts=(*_indicators(context, content), *_counts(context, content)),
    )


def _indicators(context: BookContext, content: CountyContent) -> list[tuple[str, str]]:
    say, profile = context.say, content.profile
    area = number_words(round(profile["area_km2"], 1))
    facts = [(say(words.AREA), say(words.SQUARE_KM, value=area))]
    for one in profile["indicators"][:_MOST_INDICATORS]:
        year = f"，{one['year']}" if one["year"] and not context.is_english else ""
        year = f", {one['year']}" if one["year"] and context.is_english else year
        title = one["en"] if context.is_english else one["zh"]
        facts.append(
            (f"{title}{year}", quantity_words(one["value"], one["unit"], is_english=context.is_english))
        )
    return facts


def _counts(context: BookContext, content: CountyContent) -> list[tuple[str, str]]:
    say = context.say
    meant = sum(content.counts.get(relation, 0) for relation in ASKED[:2])
    label = f"{say(words.REQUIREMENTS)}（{say(wording.MEANT)} {meant}）"
    if context.is_english:
        label = f"{say(words.REQUIREMENTS)} ({meant} {say(wording.MEANT)})"
    return [(label, say(words.ITEMS, count=content.goals))]


def _about(context: BookContext, content: CountyContent) -> About:
    plan, catalogue = context.plan, context.catalogue
    adcode = content.profile["adcode"]
    name = context.name(adcode)
    request = county_request(context, adcode)
    counted = f"{context.say(words.REQUIREMENTS)} {content.goals}"
    return About(
        title=f"{name} · {book_title(context)}",
        alt=f"{context.say(words.MAP_OF, name=name)}{counted}",
        language="en" if context.is_english else "zh-CN",
        author=plan.request.words.office,
        date=plan.request.words.date or catalogue.build_date,
        source=context.join([context.say(catalogue.documents[one].title) for one in context.numbers]),
        request=request_data(context, write_figure_request(without_override(request)), (adcode,)),
    )


def request_data(
    context: BookContext, figure: dict[str, str], counties: tuple[str, ...]
) -> dict[str, object]:
    """What a file of a book keeps, so that it can be made anew."""
    return {
        "figure": figure,
        "book": {"counties": list(counties), "form": context.plan.options.form},
        "data": {"version": context.catalogue.version, "date": context.catalogue.build_date},
        "program": __version__,
    }


def book_title(context: BookContext) -> str:
    """Title of the book: the writer's, or made from where it is of."""
    given = context.plan.request.words.title
    units = context.catalogue.units
    scope = context.plan.scope
    place = context.name(scope) if scope in units else context.say(wording.CHINA)
    return given or context.say(words.BOOK_TITLE, place=place)


def _findings(
    context: BookContext, county: CountyMap, maps: DrawnMaps, scenes: Sequence[Scene]
) -> tuple[Finding, ...]:
    asked = context.plan.request.words
    written = "".join(item.text for scene in scenes for item in scene.items if isinstance(item, Words))
    layers = county.theme.layers
    return examine_map(
        MapFacts(
            title=book_title(context),
            shows_hainan=county.matter.is_hainan,
            has_inset=county.matter.has_inset,
            review_number=asked.review_number,
            has_mark=asked.has_mark,
            sourceless=tuple(layer.title for layer in layers if not layer.source),
            dateless=tuple(layer.title for layer in layers if not layer.date),
            unnamed=maps.unnamed,
            unreadable=shared_metrics().missing_characters(written),
        )
    )

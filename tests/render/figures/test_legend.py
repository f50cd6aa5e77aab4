"""A legend says what is on the map: every line with its swatch, whole sections, long words broken."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.core.figures.boxes import Box
from atlas.core.figures.looks import PALETTES
from atlas.core.figures.theme import AreaLook, AreaPart, LegendItem, LegendSection, Sign
from atlas.core.style_model import Symbol
from atlas.render.figures.fonts import shared_metrics
from atlas.render.figures.legend import (
    LegendBlock,
    cut_legend,
    draw_legend,
    measure_legend,
)
from atlas.render.figures.scene import Circles, Item, Path, Words
from atlas.render.figures.swatches import draw_swatch, point_look, symbol_parts
from atlas.render.figures.type_setting import TypeSetter
from tests.figure_samples import items_of, texts_of, words_box

PALETTE = PALETTES["colour"]
SETTER = TypeSetter(shared_metrics(), 1.0)
NAMED = LegendItem("点名", AreaLook((AreaPart("#B5541C"),)), 12)
SCOPE = LegendItem("规划范围", AreaLook((AreaPart("#F7F5F0", "sparse-dots", "#B5541C"),)), 1088)
LAND = LegendItem("未提及", AreaLook((AreaPart("#F7F5F0"),)))
RELATIONS = LegendSection("与条款的关系", (NAMED, SCOPE, LAND), "一县只计一次。")
LAYER = LegendSection("产业集群", (LegendItem("集群", Sign("circle", "#0F6CA8")),))
SYMBOL = Symbol("#B5541C", "#8A3E12", 1.5, "solid", "square", 6.0, 0.8)


def measured(*sections: LegendSection, columns: int = 1, longest: float = 90.0) -> LegendBlock:
    return measure_legend(sections, SETTER, title="图例", counted=" 县", columns=columns, longest_mm=longest)


def drawn(block: LegendBlock) -> list[Item]:
    return draw_legend(block, Box(10, 20, block.width_mm, block.height_mm), SETTER, PALETTE)


def swatch(look: object, **parts: object) -> list[Item]:
    item = LegendItem("", look, **parts)  # type: ignore[arg-type]
    return draw_swatch(item, Box(0, 0, 6.4, 3.5), PALETTE, 1.0)


def test_title_heading_words_counts_and_note_are_told_from_the_top_down() -> None:
    lines = sorted(items_of(drawn(measured(RELATIONS)), Words), key=lambda one: (one.y_mm, one.x_mm))
    assert [one.text for one in lines] == [
        "图例",
        "与条款的关系",
        "点名",
        "12 县",
        "规划范围",
        "1,088 县",
        "未提及",
        "一县只计一次。",
    ]


words = st.text(st.sampled_from("贵州磷及化工点名abc（,，2027)、"), min_size=1, max_size=50)
items = st.builds(LegendItem, words, st.just(NAMED.look), st.none() | st.integers(0, 3000))
parts = st.builds(
    LegendSection, words | st.just(""), st.lists(items, min_size=1, max_size=6).map(tuple), words
)


@settings(max_examples=60, deadline=None)
@given(st.lists(parts, min_size=1, max_size=4), st.integers(1, 4), st.floats(30, 90))
def test_everything_stands_within_the_size_that_was_measured(
    sections: list[LegendSection], columns: int, longest: float
) -> None:
    block = measured(*sections, columns=columns, longest=longest)
    room = shapely.box(10, 20, 10 + block.width_mm, 20 + block.height_mm).buffer(0.3)
    for one in items_of(drawn(block), Words):
        assert room.covers(words_box(one)), one.text


@settings(max_examples=60, deadline=None)
@given(st.lists(parts, min_size=1, max_size=4), st.integers(1, 4), st.floats(30, 90))
def test_no_words_are_lost_when_they_are_broken(
    sections: list[LegendSection], columns: int, longest: float
) -> None:
    block = measured(*sections, columns=columns, longest=longest)
    said = "".join(row.text for rows in block.columns for row in rows)
    for section in sections:
        for text in (section.title, *(item.words for item in section.items), section.note):
            assert text in said
    counts = [row.count for rows in block.columns for row in rows if row.count]
    assert len(counts) == sum(item.count is not None for section in sections for item in section.items)


def test_a_section_stays_whole_in_its_column() -> None:
    block = measured(RELATIONS, LAYER, RELATIONS, columns=3)
    heads = [[row.text for row in rows if row.is_heading] for rows in block.columns]
    assert heads == [["与条款的关系"], ["产业集群"], ["与条款的关系"]] or [len(one) for one in heads] == [
        1,
        2,
    ]


def test_more_columns_make_it_flatter_and_wider() -> None:
    one, two = measured(RELATIONS, RELATIONS), measured(RELATIONS, RELATIONS, columns=2)
    assert two.height_mm < one.height_mm
    assert two.width_mm > one.width_mm


def test_a_legend_for_which_there_is_room_is_not_cut() -> None:
    block = measured(RELATIONS)
    assert cut_legend(block, SETTER, block.height_mm) is block


def test_a_cut_legend_says_so_and_counts_what_is_left_out() -> None:
    block = measured(RELATIONS, LAYER, RELATIONS)
    short = cut_legend(block, SETTER, block.height_mm / 2)
    lines = texts_of(drawn(short))
    assert lines.count("点名") == 1
    assert lines[-1] == "…"
    assert short.left_out == 7 - sum(row.item is not None for rows in short.columns for row in rows) > 0
    assert short.height_mm == block.height_mm / 2


def test_a_heading_is_not_left_alone_above_the_cut() -> None:
    block = measured(RELATIONS, LAYER)
    for tallest in np.arange(5, block.height_mm, 1.0):
        rows = cut_legend(block, SETTER, float(tallest)).columns[0]
        assert len(rows) < 2 or not rows[-2].is_heading


def test_a_look_of_counties_is_shown_as_they_are_filled() -> None:
    fill, frame = swatch(NAMED.look)
    assert isinstance(fill, Path)
    assert isinstance(frame, Path)
    assert (fill.fill, frame.stroke) == ("#B5541C", PALETTE.prefecture)


@pytest.mark.parametrize("name", ["county", "prefecture", "province", "maritime", "marked"])
def test_a_line_is_shown_as_it_is_drawn(name: str) -> None:
    (line,) = swatch(name)
    assert isinstance(line, Path)
    assert (line.is_closed, line.stroke) == (False, getattr(PALETTE, name))


def test_an_arrow_is_shown_as_an_arrow() -> None:
    assert any(path.fill == PALETTE.accent for path in items_of(swatch("flow"), Path))


def test_a_hollow_sign_is_shown_hollow() -> None:
    (ring,) = swatch(Sign("circle", "#0F6CA8", is_hollow=True))
    assert isinstance(ring, Circles)
    assert (ring.fill, ring.stroke) == ("#FFFFFF", "#0F6CA8")


def test_each_geometry_of_a_layer_has_its_own_swatch() -> None:
    (point,) = swatch(SYMBOL, geometry="point")
    (line,) = swatch(SYMBOL, geometry="line")
    fill, edge = swatch(SYMBOL, geometry="polygon")
    assert isinstance(point, Path)
    assert isinstance(line, Path)
    assert isinstance(fill, Path)
    assert isinstance(edge, Path)
    assert (point.fill, point.fill_opacity) == ("#B5541C", 0.8)
    assert (line.stroke, line.is_closed) == ("#8A3E12", False)
    assert (fill.fill, fill.fill_opacity, edge.stroke) == ("#B5541C", 0.8, "#8A3E12")


def test_a_hatched_area_has_a_paler_ground() -> None:
    hatched = Symbol("#B5541C", "", 0, "diagonal", "circle", 6.0, 0.8)
    ground, marks = symbol_parts(hatched, 0.5)
    assert (ground.ground, ground.opacity) == ("#B5541C", pytest.approx(0.175))
    assert (marks.ground, marks.pattern, marks.ink, marks.opacity) == ("", "diagonal", "#B5541C", 0.4)
    assert symbol_parts(Symbol("", "#8A3E12", 1, "solid", "circle", 6, 1)) == ()


def test_the_symbol_of_a_point_grows_with_the_page() -> None:
    assert point_look(SYMBOL, 2.0).radius_mm == 2 * point_look(SYMBOL, 1.0).radius_mm
    assert point_look(SYMBOL, 1.0, opacity=0.5).opacity == pytest.approx(0.4)


def test_circles_of_values_cover_neither_the_heading_nor_each_other() -> None:
    sizes = tuple(
        LegendItem(str(value), replace(SYMBOL, symbol="circle", radius_px=radius), geometry="point")
        for value, radius in ((500, 20.0), (100, 9.0), (20, 4.0))
    )
    block = measured(RELATIONS, LegendSection("园区（产值）", sizes))
    found = drawn(block)
    circles = [
        shapely.Point(x, y).buffer(one.radius_mm) for one in items_of(found, Circles) for x, y in one.centres
    ]
    words = [words_box(one) for one in items_of(found, Words)]
    assert len(circles) == 3
    assert not any(one.intersects(other) for one, other in combinations(circles, 2))
    assert not any(circle.intersects(box) for circle in circles for box in words)
    assert shapely.box(10, 20, 10 + block.width_mm, 20 + block.height_mm).covers(shapely.union_all(circles))

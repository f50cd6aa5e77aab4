"""A table beside the map lists all it can, in the order given, and says what it leaves out."""

from __future__ import annotations

import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.core.figures.boxes import Box
from atlas.core.figures.looks import PALETTES
from atlas.core.figures.theme import ValueTable
from atlas.render.figures.fonts import shared_metrics
from atlas.render.figures.scene import Words
from atlas.render.figures.type_setting import TypeSetter
from atlas.render.figures.value_table import TableBlock, draw_table, measure_table
from tests.figure_samples import items_of, words_box

SETTER = TypeSetter(shared_metrics(), 1.0)
COUNTIES = ("开阳县", "息烽县", "玉屏侗族自治县", "威宁彝族回族苗族自治县")
HEADS = ("县", "数值")


def table(rows: int) -> ValueTable:
    return ValueTable(
        "常住人口（人，2020）", HEADS, tuple((COUNTIES[at % 4], f"{at:,}") for at in range(rows))
    )


def lines(block: TableBlock, width: float, height: float) -> list[Words]:
    items = draw_table(block, Box(10, 20, width, height), SETTER, PALETTES["colour"], cut_words="共 88 行")
    return list(items_of(items, Words))


@settings(max_examples=60, deadline=None)
@given(rows=st.integers(0, 120), width=st.floats(30, 200), height=st.floats(25, 200))
def test_rows_are_shown_in_their_order_and_the_rest_is_told(rows: int, width: float, height: float) -> None:
    block = measure_table(table(rows), SETTER, width_mm=width, height_mm=height)
    listed = [row for column in block.columns for row in column]
    assert listed == list(table(rows).rows[: block.shown])
    said = [one.text for one in lines(block, width, height)]
    assert ("共 88 行" in said) is (block.shown < rows)
    assert all(value in said for _, value in listed)


@settings(max_examples=60, deadline=None)
@given(rows=st.integers(0, 120), width=st.floats(30, 200), height=st.floats(25, 200))
def test_a_table_stays_in_its_room(rows: int, width: float, height: float) -> None:
    block = measure_table(table(rows), SETTER, width_mm=width, height_mm=height)
    assert block.width_mm <= width + 1e-9
    assert block.height_mm <= height + 1e-9
    room = shapely.box(10, 20, 10 + max(block.width_mm, width), 20 + block.height_mm).buffer(0.3)
    for one in lines(block, width, height):
        assert room.covers(words_box(one)), one.text


def test_few_rows_stand_in_one_column() -> None:
    assert len(measure_table(table(5), SETTER, width_mm=200, height_mm=100).columns) == 1


def test_each_column_has_its_heads() -> None:
    block = measure_table(table(88), SETTER, width_mm=200, height_mm=100)
    said = [one.text for one in lines(block, 200, 100)]
    assert len(block.columns) > 1
    assert said.count("数值") == len(block.columns)


def test_a_name_gives_way_to_its_value() -> None:
    block = measure_table(ValueTable("", HEADS, (("县" * 40, "343,885"),)), SETTER, width_mm=40, height_mm=40)
    name, value = (one for one in lines(block, 40, 40) if one.text not in ("", *HEADS))
    assert name.text.endswith("…")
    assert value.text == "343,885"
    assert not words_box(name).intersects(words_box(value))

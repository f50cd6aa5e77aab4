"""Rows of a book keep within their column, whatever they say, and links lie where their words are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.core.figures.boxes import Box
from atlas.core.figures.looks import Palette
from atlas.render.figures.book_flow import Row, draw_columns, pack
from atlas.render.figures.book_rows import Entry, RowMaker
from atlas.render.figures.fonts import shared_metrics
from atlas.render.figures.scene import Item, Link, Words
from atlas.render.figures.type_setting import TypeSetter
from tests.book_boxes import box_of, overlapping, words_of

WIDTH = 90.0
MAKER = RowMaker(TypeSetter(shared_metrics(), 1.0), Palette(), WIDTH)
#: What summaries, names and metrics are made of: Chinese, Latin words, figures and punctuation.
TEXT = st.text(alphabet="磷化工产业集群建设力争县户年，。（）“”≥1,200.5% abcXYZ", min_size=1, max_size=120)


def draw(rows: list[Row]) -> list[Item]:
    box = Box(0, 0, WIDTH, 1000)
    columns, taken = pack(rows, [box.height])
    assert taken == len(rows)
    return draw_columns(columns, [box])


def list_words(items: list[Item]) -> list[Words]:
    return list(words_of(items))


@given(TEXT, TEXT, TEXT, TEXT)
def test_no_line_leaves_its_column_and_none_overlaps_another(
    name: str, value: str, left: str, right: str
) -> None:
    head = MAKER.table_head("指标", "目标值 · 年份")
    rows = [
        *MAKER.bullet(name, right[:30], [left]),
        *MAKER.paragraph(left),
        head,
        *MAKER.table_row(name, value[:24], left, right, head=head),
        *MAKER.short_row(name, right[:20], value[:12], head=head),
    ]
    items = draw(rows)
    for one in words_of(items):
        left_mm, _, right_mm, _ = box_of(one).bounds
        assert left_mm >= 0
        assert right_mm <= WIDTH + 0.6
    assert overlapping(items) == []


def test_a_source_stands_behind_its_point_where_there_is_room_and_below_it_where_not() -> None:
    short = list_words(draw(MAKER.bullet("建设锰及锰加工集群", "[1] 二/(一)/1")))
    assert len({one.y_mm for one in short}) <= 2
    assert abs(short[0].y_mm - short[1].y_mm) < 0.3
    full = list_words(draw(MAKER.bullet("建" * 30, "[1] 二/(一)/2/(3)/专栏/1")))
    assert full[-1].y_mm > full[0].y_mm + 2


def test_a_line_of_contents_opens_its_page() -> None:
    items = draw(MAKER.entry(Entry("开阳县", "12", "county-520121")))
    links = [item for item in items if isinstance(item, Link)]
    assert [link.target for link in links] == ["county-520121"]
    assert {"开阳县", "12"} == {one.text for one in list_words(items)}


def test_names_with_pages_of_their_own_are_links_and_others_are_words() -> None:
    items = draw(MAKER.linked([("息烽县", "county-520122"), ("新晃侗族自治县", "")]))
    assert [item.target for item in items if isinstance(item, Link)] == ["county-520122"]
    assert [one.text for one in list_words(items)] == ["息烽县", "新晃侗族自治县"]


@pytest.mark.parametrize("count", [1, 40])
def test_many_names_go_on_in_the_next_line(count: int) -> None:
    placed = list_words(draw(MAKER.linked([("松桃苗族自治县 63", "")] * count)))
    assert len(placed) == count
    assert all(box_of(one).bounds[2] <= WIDTH for one in placed)

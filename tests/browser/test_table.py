"""The table twin: the rows of the map under the same filters, to sort, to walk through and to take along."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.atlas_page import Atlas
from tests.browser.conftest import OpenAtlas

pytestmark = [pytest.mark.browser, pytest.mark.store]

#: Everything that is asked of counties by name in two topics: some ten rows, all of them in the window.
FEW = "topic=phosphorus,baijiu&relation=named&table=1"


def rows(atlas: Atlas) -> Locator:
    expect(atlas.table.get_by_role("status")).to_contain_text("行")
    return atlas.grid.get_by_role("row").filter(has=atlas.page.get_by_role("rowheader"))


def column(atlas: Atlas, name: str) -> list[str]:
    """The cells of a column, as far as they are drawn."""
    heads_shown = atlas.grid.get_by_role("columnheader")
    expect(heads_shown.filter(has_text=name).first).to_be_visible()
    heads = heads_shown.all_inner_texts()
    index = next(at for at, head in enumerate(heads) if head.strip().startswith(name))
    found = rows(atlas)
    expect(found.first).to_be_visible()
    return [row.locator("td").nth(index).inner_text().strip() for row in found.all()]


def test_the_table_follows_the_filters_of_the_map(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas(FEW)
    assert set(column(atlas, "专题")) == {"磷及磷化工", "白酒"}
    atlas.chip("白酒").click()
    expect(atlas.table.get_by_role("status")).to_have_text("5 行，条件与地图相同")
    assert set(column(atlas, "专题")) == {"磷及磷化工"}
    assert set(column(atlas, "关系")) == {"点名"}


def test_a_heading_sorts_up_and_then_down_and_says_so(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas(FEW)
    head = atlas.grid.get_by_role("columnheader", name="代码")
    head.get_by_role("button").or_(head).first.click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    codes = column(atlas, "代码")
    assert codes == sorted(codes)
    head.get_by_role("button").or_(head).first.click()
    expect(head).to_have_attribute("aria-sort", "descending")
    assert column(atlas, "代码") == codes[::-1]
    assert atlas.view()["sort"] == "-adcode"


def test_keys_walk_the_cells_and_enter_opens_the_county(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas(FEW)
    names = column(atlas, "县")
    atlas.grid.focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "Enter"):
        atlas.grid.press(key)
    expect(atlas.detail.get_by_role("heading", name=names[0], level=2)).to_be_visible()
    expect(rows(atlas).first).to_have_attribute("aria-selected", "true")


def test_long_lists_are_drawn_as_far_as_they_are_seen_and_end_is_the_last_row(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("table=1&rows=goals")
    expect(atlas.grid).to_have_attribute("aria-rowcount", "8206")
    assert rows(atlas).count() < 60
    atlas.grid.focus()
    atlas.grid.press("Control+End")
    expect(atlas.grid.locator('[aria-rowindex="8206"]')).to_be_visible()
    assert rows(atlas).count() < 60


def test_by_county_there_is_one_row_for_each_that_the_map_paints(
    open_atlas: OpenAtlas, tmp_path: Path
) -> None:
    atlas = open_atlas(f"{FEW}&rows=counties")
    painted = {
        "开阳县",
        "息烽县",
        "织金县",
        "福泉市",
        "瓮安县",
        "仁怀市",
        "习水县",
        "金沙县",
        "赤水市",
        "桐梓县",
    }
    assert set(column(atlas, "县")) == painted
    with atlas.page.expect_download() as started:
        atlas.table.get_by_role("button", name="CSV").click()
    started.value.save_as(tmp_path / "counties.csv")
    text = (tmp_path / "counties.csv").read_text(encoding="utf-8-sig")
    head, *body = csv.reader(io.StringIO(text))
    assert [row[head.index("县")] for row in body] == column(atlas, "县")


def test_values_stand_with_their_class_and_their_year(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("indicator=population-2020&table=1")
    expect(atlas.grid.get_by_role("columnheader", name="常住人口（人，2020）")).to_be_visible()
    values = [int(value.replace(",", "")) for value in column(atlas, "常住人口")]
    assert values == sorted(values, reverse=True)
    assert all("–" in one for one in column(atlas, "分级"))


def test_where_no_row_fits_the_table_says_what_to_do(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("topic=phosphorus&relation=negated&table=1")
    expect(atlas.table.get_by_text("没有符合条件的行")).to_be_visible()
    expect(atlas.table.get_by_text("去掉地图上方的一个条件")).to_be_visible()

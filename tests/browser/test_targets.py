"""The targets tab: figures with unit, year and source; what is chosen in the chart filters map and list."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from playwright.sync_api import expect

from tests.browser.atlas_page import Atlas
from tests.browser.conftest import OpenAtlas

pytestmark = [pytest.mark.browser, pytest.mark.store]


def test_a_target_shows_its_figure_with_unit_year_and_clause(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("tab=targets&topic=enterprises&doc=gz-county-industry-2027")
    target = atlas.panel.get_by_role("listitem").filter(has_text="规上工业企业").filter(has_text="1,200")
    expect(target.first).to_contain_text(re.compile(r"1,200 户.*2027 年", re.DOTALL))
    target.first.get_by_role("link", name=re.compile("一$")).click()
    expect(atlas.detail.get_by_role("heading", name="2027年目标")).to_be_visible()


def test_a_bar_of_topics_filters_map_and_list(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("tab=targets")
    chart = atlas.panel.get_by_role("list", name="各专题的目标数")
    bar = chart.get_by_role("button", name="肉牛")
    count = int(re.findall(r"(\d+)\D*$", bar.inner_text())[0])
    bar.click()
    expect(bar).to_have_attribute("aria-pressed", "true")
    expect(bar).to_be_focused()
    expect(atlas.panel.locator(".panel-head")).to_contain_text(f"{count} 个目标")
    expect(atlas.title).to_have_text("贵州省 · 肉牛")
    bar.click()
    atlas.expect_view(topic=None)


def test_a_bar_of_years_keeps_the_targets_of_that_year(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("tab=targets")
    atlas.panel.get_by_role("button", name="按年份").click()
    atlas.panel.get_by_role("list", name="各年份的目标数").get_by_role("button", name="2027 年").click()
    atlas.expect_view(year="2027", by="year")
    years = atlas.panel.locator(".figure-year")
    expect(years.first).to_contain_text("2027 年")
    expect(years.filter(has_not_text="2027")).to_have_count(0)


def test_targets_of_one_unit_are_ranked_on_one_axis(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("tab=targets&by=value&measure=亿元")
    expect(atlas.panel.get_by_role("img", name="横轴，单位：亿元")).to_be_visible()
    dots = atlas.panel.get_by_role("list", name="同一单位的目标，从大到小").get_by_role("listitem")
    found = [re.search(r"([\d,.]+)(?:–[\d,.]+)? 亿元", text) for text in dots.all_inner_texts()]
    values = [float(one[1].replace(",", "")) for one in found if one]
    assert len(values) == dots.count() > 5
    assert values[0] == max(values)


def test_a_place_leads_to_its_profile(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("tab=targets&by=place")
    atlas.panel.get_by_role("list", name="各地的目标数").get_by_role("link", name="正安县").click()
    expect(atlas.detail.get_by_role("heading", name="正安县", level=2)).to_be_visible()


def test_sums_are_only_of_equal_metrics_units_and_years(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("tab=targets")
    atlas.panel.get_by_text("可以相加的合计").click()
    sums = atlas.panel.get_by_role("listitem").filter(has_text="个目标之和")
    expect(sums.first).to_be_visible()
    assert all(re.search(r"\d.*\d{4} 年", text, re.DOTALL) for text in sums.all_inner_texts())


def stated(atlas: Atlas, region: str) -> Counter[tuple[str, bool]]:
    """How many targets have which year, and whether their clause writes it, as the server knows it."""
    found = atlas.page.request.get(f"{atlas.address}api/targets", params={"region": region}).json()["targets"]
    return Counter((str(one["year"]), one["year_stated"]) for one in found if one["year"])


def test_a_year_that_is_only_the_end_of_the_plan_is_marked_in_the_list(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("tab=targets&by=place")
    years = atlas.panel.locator(".target .figure-year")
    expect(years.first).to_be_visible()
    shown = Counter(years.all_text_contents())
    assert set(shown) > {"2025 年", "2025 年（规划期末）", "2027 年", "2027 年（规划期末）"}

    atlas.panel.get_by_role("button", name="按年份").click()
    expect(atlas.panel.locator(".target-group h3").first).to_contain_text("年")
    counted = Counter(years.all_text_contents())
    known = stated(atlas, "520000")
    for year in ("2025", "2027"):
        for mark, is_written in (("", True), ("（规划期末）", False)):
            # A span of years ends in it.
            shown_here = [text for text in counted.elements() if text.endswith(f"{year} 年{mark}")]
            assert len(shown_here) == known[year, is_written]


def test_on_the_axis_of_values_there_is_room_for_a_short_mark(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("tab=targets&by=value&measure=亿元")
    short = atlas.panel.locator(".dots .figure-year").filter(has_text="期末").first
    expect(short).to_have_text(re.compile(r"^\d{4} 期末$"))
    expect(short).to_have_attribute("title", re.compile("规划期末.*条款没有写年份"))


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("tab=documents&doc=gz-gd-clusters-2025&clause=一/(二)/1", "2025 年（规划期末）"),
        ("tab=documents&doc=gz-gd-clusters-2025&clause=一/(二)/1&lang=en", "2025 (end of plan period)"),
        ("tab=documents&doc=cq-qianjiang-2025&clause=总体目标&region=500000", "2025 年"),
    ],
    ids=["end of the plan", "English", "written"],
)
def test_a_clause_says_which_it_is(open_atlas: OpenAtlas, query: str, words: str) -> None:
    atlas = open_atlas(query)
    expect(atlas.detail.locator(".figure-year").first).to_have_text(words)


def test_a_profile_says_it_too(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("unit=520402")
    marked = atlas.detail.locator(".figure-year").filter(has_text="规划期末")
    expect(marked.first).to_be_attached()


def test_the_table_says_it_where_one_points(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("kind=target&table=1&sort=year")
    years = atlas.grid.locator("td .has-hint")
    expect(years.first).to_have_attribute("title", re.compile("年（规划期末）：条款没有写年份"))
    column = atlas.grid.get_by_role("columnheader", name="年份")
    expect(column).to_have_attribute("aria-sort", "ascending")
    written = atlas.grid.locator("td.is-number span:not(.has-hint)").filter(has_text=re.compile(r"^20\d\d$"))
    expect(written.first).to_be_attached()

"""The targets tab: figures with unit, year and source; what is chosen in the chart filters map and list."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

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
    expect(years.first).to_have_text("2027 年")
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

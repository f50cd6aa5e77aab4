"""The layers tab: what is published can be laid over the counties, ordered, faded, asked and taken along."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.atlas_page import Atlas
from tests.browser.conftest import OpenAtlas

pytestmark = [pytest.mark.browser, pytest.mark.store]

#: Symbols and names.
_OVERLAY = ".leaflet-overlay-pane canvas"


def new_colours(atlas: Atlas, before: dict[str, int]) -> dict[str, int]:
    """Colours of the overlay that have become much more."""
    atlas.settle()
    after = atlas.colours(_OVERLAY)
    return {colour: pixels for colour, pixels in after.items() if pixels > before.get(colour, 0) + 400}


def test_zones_are_switched_on_with_symbols_on_the_map_and_a_line_in_the_legend(
    open_atlas: OpenAtlas,
) -> None:
    atlas = open_atlas("tab=layers")
    switch = atlas.panel.get_by_role("switch", name="开发区与园区")
    expect(switch).to_be_visible()
    before = atlas.colours(_OVERLAY)
    switch.click()
    expect(switch).to_have_attribute("aria-checked", "true")
    atlas.says("已打开：开发区与园区")
    expect(atlas.page.get_by_role("main").get_by_text("开发区与园区").first).to_be_visible()
    atlas.page.wait_for_load_state("networkidle")
    assert new_colours(atlas, before)

    switch.click()
    expect(switch).to_have_attribute("aria-checked", "false")
    assert not new_colours(atlas, before)


def test_opacity_is_set_with_the_slider_and_kept_in_the_link(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("tab=layers&layers=phosphorus")
    slider = atlas.panel.get_by_role("slider", name="不透明度：磷及磷化工")
    slider.fill("40")
    expect(atlas.panel.get_by_text("40%")).to_be_visible()
    atlas.expect_view(layers="phosphorus~40")
    expect(slider).to_have_value("40")
    atlas.reload()
    expect(slider).to_have_value("40")


def test_the_order_of_layers_is_changed_with_buttons(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("tab=layers&layers=zone,site")
    button = atlas.panel.get_by_role("button", name="上移：城镇、矿床与电厂钢厂")
    button.focus()
    button.press("Enter")
    atlas.expect_view(layers="site,zone")
    atlas.says("城镇、矿床与电厂钢厂：从上数第 1 层")
    shown = atlas.panel.get_by_role("list", name="已打开的图层，从上到下").get_by_role("listitem")
    expect(shown.first).to_contain_text("城镇、矿床与电厂钢厂")


def test_a_symbol_leads_to_what_is_known_of_it(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("tab=layers&layers=zone&item=zone/1")
    expect(atlas.detail.get_by_role("heading", level=2)).to_be_visible()
    expect(atlas.detail.get_by_text("位置精度：")).to_be_visible()
    atlas.detail.get_by_role("link").first.click()
    expect(atlas.detail.get_by_text(re.compile(r"^\d{6} · "))).to_be_visible()


def test_a_layer_tells_source_licence_precision_and_gives_its_data(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("tab=layers")
    atlas.panel.get_by_role("button", name="说明：开发区与园区").click()
    for term in ("来源", "日期", "精度", "许可", "数量", "字段"):
        expect(atlas.panel.get_by_role("term").filter(has_text=re.compile(f"^{term}$"))).to_be_visible()
    with atlas.page.expect_download() as started:
        atlas.panel.get_by_role("link", name="GeoJSON").click()
    assert started.value.suggested_filename == "zone.geojson"


def test_a_layer_is_found_by_its_words(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("tab=layers")
    atlas.panel.get_by_role("searchbox", name="查找图层").fill("白酒")
    expect(atlas.panel.get_by_role("switch")).to_have_count(1)
    expect(atlas.panel.get_by_role("switch", name="白酒")).to_be_visible()

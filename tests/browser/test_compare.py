"""Two counties side by side."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenAtlas

pytestmark = [pytest.mark.browser, pytest.mark.store]


def test_a_neighbour_is_chosen_in_the_profile_and_shared_topics_come_first(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("unit=520121")
    atlas.detail.get_by_text("对比…").click()
    atlas.detail.get_by_role("link", name="息烽县").first.click()
    expect(atlas.detail.get_by_role("heading", name="两县对比")).to_be_visible()
    for name in ("开阳县", "息烽县"):
        expect(atlas.detail.get_by_role("heading", name=name)).to_be_visible()
    population = atlas.detail.get_by_role("row", name=re.compile("常住人口（2020）"))
    expect(population).to_contain_text("343,871 人")
    shared = atlas.detail.get_by_role("heading", name="共同的专题")
    expect(shared).to_be_visible()
    expect(atlas.detail.get_by_role("listitem").filter(has_text="磷及磷化工")).to_be_visible()
    atlas.expect_view(unit="520121", compare="520122")


def test_any_county_is_found_by_typing(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("unit=520121")
    atlas.detail.get_by_text("对比…").click()
    expect(atlas.detail.get_by_role("searchbox", name="输入另一个县")).to_be_focused()
    atlas.page.keyboard.type("仁怀")
    atlas.detail.get_by_role("link", name="仁怀市").click()
    expect(atlas.detail.get_by_role("heading", name="仁怀市")).to_be_visible()


def test_shift_and_click_on_the_map_compares(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("unit=520121&at=107.0,27.0,8.5")
    expect(atlas.detail.get_by_role("heading", name="开阳县")).to_be_visible()
    atlas.page.keyboard.down("Shift")
    atlas.click_on("520122")
    atlas.page.keyboard.up("Shift")
    atlas.expect_view(unit="520121", compare="520122")


def test_the_sides_are_swapped_and_escape_returns_to_the_profile(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("unit=520121&compare=520122")
    swap = atlas.detail.get_by_role("button", name="左右互换")
    swap.click()
    atlas.expect_view(unit="520122", compare="520121")
    expect(swap).to_be_focused()
    atlas.page.keyboard.press("Escape")
    expect(atlas.detail.get_by_role("heading", name="息烽县", level=2)).to_be_visible()
    atlas.expect_view(unit="520122", compare=None)

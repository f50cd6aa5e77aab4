"""The address holds everything that was chosen: a link shows the same to a colleague, and Back undoes choices."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.atlas_page import Atlas
from tests.browser.conftest import OpenAtlas

pytestmark = [pytest.mark.browser, pytest.mark.store]

LINK = "tab=documents&topic=phosphorus&doc=gz-county-industry-2027&clause=二/(一)/1&unit=520121&table=1"


def expect_the_link(atlas: Atlas) -> None:
    """What LINK says is what is seen."""
    expect(atlas.tab("文件")).to_have_attribute("aria-selected", "true")
    expect(atlas.panel.get_by_role("treeitem", name="资源精深加工基地")).to_have_attribute(
        "aria-selected", "true"
    )
    expect(atlas.detail.get_by_role("heading", name="开阳县", level=2)).to_be_visible()
    expect(atlas.chip("磷及磷化工")).to_be_visible()
    expect(atlas.grid).to_be_visible()
    assert atlas.view()["unit"] == "520121"


def test_a_shared_link_opens_topic_unit_tab_and_table(open_atlas: OpenAtlas) -> None:
    expect_the_link(open_atlas(LINK))


def test_loading_again_shows_the_same(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas(LINK)
    before = atlas.view()
    expect_the_link(atlas.reload())
    assert atlas.view() == before


def test_back_undoes_one_choice_after_the_other_and_forward_makes_them_again(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas()
    topic = atlas.panel.get_by_role("button", name="磷及磷化工")
    topic.click()
    expect(topic).to_have_attribute("aria-pressed", "true")
    atlas.map.focus()
    atlas.page.keyboard.press("ArrowRight")
    atlas.page.keyboard.press("Enter")
    expect(atlas.detail).to_be_visible()
    atlas.tab("图层").click()
    expect(atlas.panel.get_by_role("heading", name="图层")).to_be_visible()

    atlas.page.go_back()
    expect(topic).to_be_visible()
    atlas.page.go_back()
    expect(atlas.detail).to_be_hidden()
    expect(topic).to_have_attribute("aria-pressed", "true")
    atlas.page.go_back()
    expect(topic).to_have_attribute("aria-pressed", "false")
    atlas.page.go_forward()
    expect(topic).to_have_attribute("aria-pressed", "true")
    atlas.expect_view(topic="phosphorus", unit=None)


def test_moving_the_map_is_kept_in_the_link_but_is_no_step_for_back(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas()
    atlas.panel.get_by_role("button", name="白酒").click()
    atlas.expect_view(topic="baijiu")
    steps = atlas.page.evaluate("history.length")
    atlas.page.get_by_role("button", name="放大").click()
    atlas.page.wait_for_url(re.compile("at="))

    assert atlas.page.evaluate("history.length") == steps
    place = atlas.view()["at"]
    assert atlas.reload().view()["at"] == place
    atlas.page.go_back()
    atlas.expect_view(topic=None)


def test_share_copies_the_address(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("topic=tea", permissions=["clipboard-read", "clipboard-write"])
    atlas.page.get_by_role("button", name="分享").click()
    atlas.says("已复制")
    assert atlas.page.evaluate("navigator.clipboard.readText()") == atlas.page.url


def test_what_a_link_says_wrongly_is_left_out_and_told(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("topic=tea&tab=nowhere&colour=red")
    atlas.says("链接中有不认识的部分，已略过：tab, colour")
    expect(atlas.panel.get_by_role("button", name="茶")).to_have_attribute("aria-pressed", "true")
    atlas.page.get_by_role("button", name="知道了").click()
    expect(atlas.page.get_by_text("已略过")).to_be_hidden()

"""Everything can be done without a mouse, and one always sees where one is."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Error, Locator, Page, expect

from tests.browser.atlas_page import Atlas
from tests.browser.conftest import OpenAtlas

pytestmark = [pytest.mark.browser, pytest.mark.store]

#: Whether the element in focus shows it: by an outline or a ring, its own, of the field around it or of its active cell.
_IS_MARKED = """() => {
  const isRing = (style) => (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1.5) ||
    /rgb.* 0px 0px 0px [1-9]/.test(style.boxShadow);
  const element = document.activeElement;
  const cell = document.getElementById(element.getAttribute('aria-activedescendant'));
  return [element, element.parentElement, cell].some((one) => one && isRing(getComputedStyle(one)));
}"""

#: Styles that change slowly need a moment [ms].
_MOMENT_MS = 500
#: More than there are from the top of the page to the table, its last stop.
_MOST_STOPS = 200

_NAME = "() => document.activeElement.outerHTML.slice(0, 120)"


def name_on_map(page: Page) -> str:
    """The county that the live region names."""
    status = page.get_by_role("status").filter(has_text=re.compile("任务数|未提及|点名")).first
    return status.inner_text().split(" ", maxsplit=1)[0]


def test_slash_leads_to_the_search_and_escape_out_of_it(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas()
    atlas.tab("专题").focus()
    atlas.page.keyboard.press("/")
    expect(atlas.search).to_be_focused()
    atlas.page.keyboard.type("tongren")
    expect(atlas.page.get_by_role("listbox", name="搜索结果")).to_be_visible()
    expect(atlas.search).to_have_attribute("aria-activedescendant", re.compile("."))
    atlas.page.keyboard.press("Escape")
    expect(atlas.page.get_by_role("listbox", name="搜索结果")).to_be_hidden()
    expect(atlas.search).to_have_value("tongren")
    atlas.page.keyboard.press("Escape")
    expect(atlas.tab("专题")).to_be_focused()


def test_arrows_choose_among_the_answers_of_the_search(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas()
    atlas.search.fill("贵阳")
    options = atlas.page.get_by_role("option")
    expect(options.first).to_have_attribute("aria-selected", "true")
    atlas.search.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(options.first).to_have_attribute("aria-selected", "false")


def test_t_opens_and_closes_the_table(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("topic=baijiu&relation=named")
    atlas.page.keyboard.press("t")
    expect(atlas.grid).to_be_visible()
    atlas.page.keyboard.press("Shift+T")
    expect(atlas.grid).to_be_hidden()


def test_letters_typed_into_the_search_are_no_shortcuts(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas()
    atlas.search.focus()
    atlas.page.keyboard.type("t/?")
    expect(atlas.search).to_have_value("t/?")
    expect(atlas.grid).to_be_hidden()
    expect(atlas.page.get_by_role("dialog")).to_be_hidden()


def test_arrows_move_over_the_counties_and_enter_opens_one(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas()
    atlas.map.focus()
    atlas.page.keyboard.press("ArrowRight")
    first = name_on_map(atlas.page)
    atlas.page.keyboard.press("ArrowRight")
    second = name_on_map(atlas.page)
    assert first != second
    atlas.page.keyboard.press("ArrowLeft")
    atlas.page.keyboard.press("ArrowDown")
    third = name_on_map(atlas.page)
    assert third not in ("", second)

    atlas.page.keyboard.press("Enter")
    expect(atlas.detail.get_by_role("heading", level=2)).to_contain_text(third)


def test_escape_closes_the_detail_and_the_focus_returns_to_the_map(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas()
    atlas.map.focus()
    atlas.page.keyboard.press("ArrowRight")
    atlas.page.keyboard.press("Enter")
    expect(atlas.detail.get_by_role("heading", level=2)).to_be_visible()
    atlas.page.keyboard.press("Escape")
    expect(atlas.detail).to_be_hidden()
    expect(atlas.map).to_be_focused()
    atlas.expect_view(unit=None)


def test_question_mark_opens_the_help_and_the_focus_returns(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas()
    atlas.tab("专题").focus()
    atlas.page.keyboard.press("?")
    dialog = atlas.page.get_by_role("dialog", name="帮助")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_text("在地图上移到相邻的县")).to_be_visible()
    atlas.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(atlas.tab("专题")).to_be_focused()


def test_arrows_go_from_tab_to_tab(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas()
    atlas.tab("专题").focus()
    atlas.page.keyboard.press("ArrowRight")
    expect(atlas.tab("文件")).to_be_focused()
    expect(atlas.tab("文件")).to_have_attribute("aria-selected", "true")
    expect(atlas.panel.get_by_role("heading", name="文件")).to_be_visible()


def test_the_outline_of_a_document_is_walked_with_arrows(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("tab=documents&doc=gz-county-industry-2027")
    tree = atlas.panel.get_by_role("tree")
    expect(tree).to_be_visible()
    tree.get_by_role("treeitem").first.focus()
    atlas.page.keyboard.press("End")
    expect(tree.get_by_role("treeitem").last).to_be_focused()
    atlas.page.keyboard.press("Home")
    atlas.page.keyboard.press("ArrowDown")
    expect(tree.get_by_role("treeitem", name="2027年目标")).to_be_focused()
    atlas.page.keyboard.press("Enter")
    expect(atlas.detail.get_by_role("heading", name="2027年目标")).to_be_visible()


def tab_to(atlas: Atlas, link: Locator) -> None:
    """Walk on with the tab key until the link has the focus."""
    for _ in range(40):
        if link.evaluate("(element) => element === document.activeElement"):
            break
        atlas.page.keyboard.press("Tab")
    expect(link).to_be_focused()


def test_after_a_search_the_keys_go_on_at_the_map(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas()
    atlas.page.keyboard.press("/")
    atlas.page.keyboard.type("kaiyang")
    expect(atlas.answer("开阳县")).to_be_visible()
    atlas.page.keyboard.press("Enter")
    expect(atlas.detail.get_by_role("heading", name="开阳县")).to_be_visible()
    expect(atlas.map).to_be_focused()


def test_a_journey_from_theme_to_clause_needs_no_mouse(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas()
    page = atlas.page
    page.keyboard.press("/")
    page.keyboard.type("磷及磷化工")
    expect(atlas.answer("磷及磷化工")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    atlas.says("磷及磷化工：点名 5 县")

    page.keyboard.press("/")
    page.keyboard.type("kaiyang")
    expect(atlas.answer("开阳县")).to_be_visible()
    page.keyboard.press("Enter")
    tab_to(atlas, atlas.detail.get_by_role("link", name="二/(一)/1").first)
    page.keyboard.press("Enter")
    expect(atlas.detail.get_by_role("heading", name="资源精深加工基地")).to_be_visible()


def test_whatever_has_the_focus_shows_it(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("unit=520121&table=1&topic=phosphorus&relation=named")
    expect(atlas.grid).to_be_visible()
    expect(atlas.detail.get_by_role("heading", name="开阳县", level=2)).to_be_visible()
    unmarked = []
    for _ in range(_MOST_STOPS):
        if atlas.grid.evaluate("(grid) => grid === document.activeElement"):
            break
        atlas.page.keyboard.press("Tab")
        try:
            atlas.page.wait_for_function(_IS_MARKED, timeout=_MOMENT_MS)
        except Error:
            unmarked.append(atlas.page.evaluate(_NAME))
    expect(atlas.grid).to_be_focused()
    assert unmarked == []


def test_the_first_stop_skips_to_the_map(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas()
    atlas.page.keyboard.press("Tab")
    expect(atlas.page.get_by_role("link", name="跳到地图")).to_be_focused()
    atlas.page.keyboard.press("Enter")
    expect(atlas.map).to_be_focused()

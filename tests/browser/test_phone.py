"""On a phone the map comes first; panel and detail are a sheet, and everything can be hit with a finger."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.atlas_page import Atlas
from tests.browser.conftest import PHONE, OpenAtlas

pytestmark = [pytest.mark.browser, pytest.mark.store]

#: What a finger hits [css px]: a control's own box, or how far from its middle it is still hit where that is more.
_SMALL = """([controls, least]) => {
  const isHit = (x, y, element) => {
    const hit = document.elementFromPoint(x, y);
    return Boolean(hit) && (element.contains(hit) || Boolean(element.closest('label')?.contains(hit)));
  };
  const small = [];
  for (const element of document.querySelectorAll(controls)) {
    const box = (element.closest('label') ?? element).getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    if (element.disabled || getComputedStyle(element).display === 'inline' || !isHit(x, y, element)) continue;
    const reach = (dx, dy) => {
      let step = 0;
      while (step < least && isHit(x + dx * (step + 1), y + dy * (step + 1), element)) step += 1;
      return step;
    };
    const width = Math.max(box.width, reach(-1, 0) + reach(1, 0) + 1);
    const height = Math.max(box.height, reach(0, -1) + reach(0, 1) + 1);
    if (Math.min(width, height) < least - 0.5)
      small.push(`${element.ariaLabel ?? element.textContent.trim().slice(0, 30)}: ${width} x ${height}`);
  }
  return small;
}"""

CONTROLS = "button, input, select, summary, .button, .place, .clause-link, [role=tab], [role=switch], [role=treeitem]"
#: Links within a sentence (display: inline) are left out, as in WCAG 2.5.8.
LINKS = "a[href]"

#: For a finger, the wish of docs/front-end.md [css px].
FINGER = 44
#: For links in lists of text, WCAG 2.5.8 [css px].
LEAST = 24


def sheet_top(atlas: Atlas) -> float:
    box = atlas.page.get_by_role("button", name="调整面板高度").bounding_box()
    assert box
    return box["y"]


def test_the_map_comes_first_with_the_sheet_low_and_the_tabs_at_the_bottom(on_phone: OpenAtlas) -> None:
    atlas = on_phone()
    tabs = atlas.tabs.bounding_box()
    assert tabs
    assert tabs["y"] + tabs["height"] == pytest.approx(844, abs=1)
    assert tabs["width"] == pytest.approx(390, abs=1)
    assert sheet_top(atlas) > 844 / 2
    assert atlas.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_sheet_has_three_heights_for_taps_and_keys(on_phone: OpenAtlas) -> None:
    atlas = on_phone()
    handle = atlas.page.get_by_role("button", name="调整面板高度")
    tops = []
    for _ in range(3):
        atlas.settle()
        tops.append(sheet_top(atlas))
        handle.press("ArrowUp")
    assert tops[0] > tops[1] > tops[2]
    assert tops[2] < 844 / 4
    handle.press("ArrowDown")
    atlas.settle()
    assert sheet_top(atlas) == pytest.approx(tops[1], abs=1)


def test_a_drag_of_the_handle_moves_the_sheet(on_phone: OpenAtlas) -> None:
    atlas = on_phone()
    before = sheet_top(atlas)
    mouse = atlas.page.mouse
    mouse.move(195, before + 14)
    mouse.down()
    mouse.move(195, 120, steps=5)
    mouse.up()
    atlas.settle()
    assert sheet_top(atlas) < 844 / 4


def test_a_tab_raises_the_sheet_and_a_county_fills_it(on_phone: OpenAtlas) -> None:
    atlas = on_phone()
    low = sheet_top(atlas)
    atlas.tab("文件").tap()
    expect(atlas.panel.get_by_role("heading", name="文件")).to_be_visible()
    atlas.settle()
    assert sheet_top(atlas) < low

    atlas.open("unit=520121")
    expect(atlas.detail.get_by_role("heading", name="开阳县", level=2)).to_be_visible()
    expect(atlas.panel).to_be_hidden()
    atlas.detail.get_by_role("button", name="关闭").tap()
    expect(atlas.detail).to_be_hidden()
    expect(atlas.panel).to_be_visible()


def test_a_tap_on_the_map_opens_the_county(on_phone: OpenAtlas) -> None:
    atlas = on_phone("at=107.0,26.9,8&topic=phosphorus")
    atlas.page.touchscreen.tap(*atlas.point_of("520121"))
    expect(atlas.detail.get_by_role("heading", name="开阳县", level=2)).to_be_visible()


def test_the_link_to_the_view_is_copied_from_the_menu(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("topic=phosphorus", **PHONE, permissions=["clipboard-read", "clipboard-write"])
    expect(atlas.page.get_by_role("button", name="分享")).to_be_hidden()
    more = atlas.page.get_by_role("button", name="更多")
    more.tap()
    expect(more).to_have_attribute("aria-expanded", "true")
    item = atlas.page.get_by_role("menuitem", name="分享")
    item.tap()
    expect(atlas.page.get_by_role("menuitem", name="已复制")).to_be_visible()
    atlas.says("已复制")
    assert atlas.page.evaluate("navigator.clipboard.readText()") == atlas.page.url
    expect(atlas.page.get_by_role("menu")).to_have_count(0)


def test_the_help_and_the_theme_are_in_the_menu_too(on_phone: OpenAtlas) -> None:
    atlas = on_phone()
    for name in ("帮助（?）", "切换深色或浅色"):
        expect(atlas.page.get_by_role("button", name=name)).to_be_hidden()
    more = atlas.page.get_by_role("button", name="更多")
    more.tap()
    assert atlas.page.evaluate(_SMALL, ["[role=menuitem]", FINGER]) == []
    atlas.page.get_by_role("menuitem", name="切换深色或浅色").tap()
    expect(atlas.page.locator("html")).to_have_attribute("data-theme", "dark")
    more.tap()
    atlas.page.get_by_role("menuitem", name="帮助").tap()
    expect(atlas.page.get_by_role("dialog", name="帮助")).to_be_visible()


def test_at_a_desk_they_stand_in_the_bar(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas()
    for name in ("分享", "切换深色或浅色", "帮助（?）"):
        expect(atlas.page.get_by_role("button", name=name)).to_be_visible()
    expect(atlas.page.get_by_role("button", name="更多")).to_be_hidden()


def test_the_search_opens_over_the_bar(on_phone: OpenAtlas) -> None:
    atlas = on_phone()
    expect(atlas.search).to_be_hidden()
    atlas.page.get_by_role("button", name="搜索").tap()
    expect(atlas.search).to_be_focused()
    atlas.page.keyboard.type("kaiyang")
    atlas.answer("开阳县").tap()
    expect(atlas.detail.get_by_role("heading", name="开阳县", level=2)).to_be_visible()


@pytest.mark.parametrize(
    "view",
    [
        "topic=phosphorus",
        "unit=520121",
        "tab=documents&doc=gz-county-industry-2027",
        "tab=documents&doc=gz-county-industry-2027&clause=二/(一)/4",
        "tab=targets",
        "tab=layers&layers=zone",
        "unit=520121&compare=520122",
        "topic=phosphorus&table=1",
    ],
    ids=["themes", "unit", "document", "clause", "targets", "layers", "compare", "table"],
)
def test_controls_are_44_px_wide_and_high_and_links_24(on_phone: OpenAtlas, view: str) -> None:
    atlas = on_phone(view)
    atlas.page.wait_for_load_state("networkidle")
    handle = atlas.page.get_by_role("button", name="调整面板高度")
    if handle.is_visible():
        handle.press("ArrowUp")
        handle.press("ArrowUp")
        atlas.settle()
    assert atlas.page.evaluate(_SMALL, [CONTROLS, FINGER]) == []
    assert atlas.page.evaluate(_SMALL, [LINKS, LEAST]) == []

"""Two documents are compared by keyboard: from the list to a line, its clauses, its counties and the table."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.atlas_page import Atlas
from tests.browser.test_accessibility import faults

pytestmark = [pytest.mark.browser, pytest.mark.store]

PAIR = ("gz-county-industry-2027", "gz-gd-clusters-2025")


def test_two_documents_are_compared_by_keyboard(open_atlas: Callable[..., Atlas]) -> None:
    atlas = open_atlas("tab=documents")
    page = atlas.page
    page.get_by_role("button", name="对照", exact=True).press("Enter")
    first, second = page.locator("select[data-side=a]"), page.locator("select[data-side=b]")
    first.select_option(PAIR[0])
    second.select_option(PAIR[1])
    expect(page).to_have_url(re.compile(f"pair={','.join(PAIR)}"))
    panel = page.get_by_role("complementary", name="栏目内容")
    expect(panel).to_contain_text("规划期不同")
    expect(panel).to_contain_text("多半不是同一方案的两个版本")
    panel.get_by_role("group", name="对照结果").get_by_role("button", name="同县同专题").press("Enter")
    lines = panel.locator("[data-line]")
    lines.first.focus()
    page.keyboard.press("ArrowDown")
    expect(lines.nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    detail = page.get_by_role("complementary", name="详情")
    expect(detail.get_by_role("link", name="在阅读器打开").first).to_be_visible()
    expect(page.locator(".stage-legend")).to_contain_text("甲乙都涉及")
    assert faults(atlas) == []
    shared = page.url
    page.keyboard.press("t")
    expect(page.get_by_role("grid")).to_contain_text(lines.nth(1).inner_text())
    page.keyboard.press("Escape")
    expect(detail).to_be_hidden()
    page.goto(shared)
    expect(lines.nth(1)).to_have_attribute("aria-expanded", "true")
    # The clauses of the other document may come first.
    part = detail.locator(".comparison-clause-part").first
    part.get_by_role("link", name="在阅读器打开").first.press("Enter")
    expect(page).to_have_url(re.compile(f"doc={PAIR[0]}"))
    page.go_back()
    expect(lines.nth(1)).to_be_visible()

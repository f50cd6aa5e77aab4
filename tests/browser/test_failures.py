"""When the server fails, the page says what happened where it happened, keeps the rest, and can try again."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from tests.browser.atlas_page import Atlas
from tests.browser.conftest import OpenAtlas
from tests.browser.watch import Watch

pytestmark = [pytest.mark.browser, pytest.mark.store]

#: The browser itself notes failed requests.
_NOTED = "Failed to load resource"


def lose(route: Route) -> None:
    route.abort()


def test_a_lost_connection_is_told_in_the_detail_and_retried(
    open_atlas: OpenAtlas, watches: list[Watch]
) -> None:
    atlas = open_atlas("at=107.0,26.9,8")
    watches[0].expected.append(_NOTED)
    units = re.compile(r"/api/units/520121$")
    atlas.page.route(units, lose)
    atlas.page.keyboard.press("/")
    atlas.page.keyboard.type("kaiyang")
    expect(atlas.answer("开阳县")).to_be_visible()
    atlas.page.keyboard.press("Enter")
    expect(atlas.detail.get_by_role("alert")).to_contain_text("没有连上服务器")
    expect(atlas.panel.get_by_role("button", name="磷及磷化工")).to_be_visible()

    atlas.page.unroute(units)
    atlas.detail.get_by_role("button", name="重试").click()
    expect(atlas.detail.get_by_role("heading", name="开阳县", level=2)).to_be_visible()


def test_tiles_that_do_not_come_are_told_over_the_map(
    open_at: Callable[..., Atlas], address: str, watches: list[Watch]
) -> None:
    atlas = open_at(address)
    watches[0].expected.append(_NOTED)
    atlas.page.route("**/tiles/**", lose)
    atlas.page.goto(address)
    atlas.says("部分底图没有读到。")
    expect(atlas.panel.get_by_role("button", name="磷及磷化工")).to_be_visible()


def test_an_unknown_clause_in_a_link_is_answered_in_words(
    open_atlas: OpenAtlas, watches: list[Watch]
) -> None:
    atlas = open_atlas("tab=documents&doc=gz-county-industry-2027&clause=九/9")
    watches[0].expected.append(_NOTED)
    expect(atlas.detail.get_by_role("alert")).to_contain_text("九/9")
    expect(atlas.panel.get_by_role("tree")).to_be_visible()


def test_a_page_without_its_data_says_so_and_can_be_loaded_again(
    open_atlas: OpenAtlas, watches: list[Watch]
) -> None:
    atlas = open_atlas()
    watches[0].expected += [_NOTED, "RequestError"]
    atlas.page.route("**/api/bootstrap", lose)
    atlas.page.reload()
    expect(atlas.page.get_by_role("alert")).to_be_visible()
    atlas.page.unroute("**/api/bootstrap")
    atlas.page.get_by_role("button").first.click()
    expect(atlas.tab("专题")).to_be_visible()

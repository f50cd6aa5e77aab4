"""Whatever stands in documents, names and links is shown as text and never becomes part of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.atlas_page import Atlas
from tests.browser.conftest import OpenAtlas
from tests.browser.hostile_store import EVIL, build_hostile_store
from tests.browser.server import serving
from tests.browser.watch import Watch

pytestmark = [pytest.mark.browser, pytest.mark.store]

#: What markup in the data would have left behind. ``broken`` is what its scripts would set.
_BREACHES = """() => [
  ...document.querySelectorAll('img, a[href^="javascript:"], body script, [onerror]'),
].map((element) => element.outerHTML).concat(typeof broken === 'undefined' ? [] : ['broken'])"""

VIEWS = {
    "themes and a county": "topic=phosphorus&unit=520121&table=1",
    "document and clause": "tab=documents&doc=gz-test-2027&clause=二/(一)/1&table=1&rows=counties",
    "targets": "tab=targets&by=value",
    "comparison": "tab=targets&by=topic&unit=520121&compare=520122",
    "layers and a zone": "tab=layers&layers=zone&item=zone/1&indicator=population_2020",
}


@pytest.fixture(scope="module")
def hostile_address(built_page: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = tmp_path_factory.mktemp("hostile")
    build_hostile_store(home)
    with serving(home / "log.txt", home) as address:
        yield address


@pytest.fixture
def open_hostile(
    open_at: Callable[..., Atlas], hostile_address: str, watches: list[Watch]
) -> Callable[[str], Atlas]:
    def open_page(query: str) -> Atlas:
        atlas = open_at(hostile_address)
        # The small store has no tiles.
        watches[0].expected.append("404 (NOT FOUND)")
        atlas.page.goto(f"{hostile_address}?{query}")
        expect(atlas.tabs.get_by_role("tab")).to_have_count(4)
        atlas.page.wait_for_load_state("networkidle")
        return atlas

    return open_page


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_markup_in_the_data_is_shown_as_text(open_hostile: Callable[[str], Atlas], view: str) -> None:
    atlas = open_hostile(view)
    expect(atlas.page.get_by_text(EVIL).first).to_be_attached()
    assert atlas.page.evaluate(_BREACHES) == []


def test_markup_in_answers_of_the_search_is_shown_as_text(open_hostile: Callable[[str], Atlas]) -> None:
    atlas = open_hostile("")
    atlas.search.fill("大龙")
    expect(atlas.page.get_by_role("option").filter(has_text=EVIL).first).to_be_visible()
    assert atlas.page.evaluate(_BREACHES) == []


def test_markup_in_a_link_is_shown_as_text(
    open_at: Callable[..., Atlas], address: str, watches: list[Watch]
) -> None:
    atlas = open_at(address)
    watches[0].expected.append("404 (NOT FOUND)")
    atlas.page.goto(
        f"{atlas.address}?tab=documents&doc=gz-county-industry-2027&clause={EVIL}&<b>=1&measure={EVIL}"
    )
    expect(atlas.detail.get_by_role("alert")).to_contain_text("<img src=x")
    atlas.says("链接中有不认识的部分，已略过：<b>")
    assert atlas.page.evaluate(_BREACHES) == []


def test_markup_typed_into_the_search_is_shown_as_text(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas()
    words = "<img src=x onerror='broken=1'>"
    atlas.search.fill(words)
    expect(atlas.page.get_by_text(f"没有找到“{words}”")).to_be_visible()
    assert atlas.page.evaluate(_BREACHES) == []

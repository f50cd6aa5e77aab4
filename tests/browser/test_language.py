"""The page speaks English when it is asked to, wholly; official place names stay as they are."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from atlas.settings import PROJECT
from tests.browser.atlas_page import Atlas
from tests.browser.conftest import OpenAtlas

pytestmark = [pytest.mark.browser, pytest.mark.store]

HAN = re.compile("[一-鿿]")

#: Figures keep the units of their documents, and this one is a message as well.
UNIT = "{count} 个"

#: All words that can be seen or heard: text of its own, and names and hints of elements.
_WORDS = """() => {
  const words = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = walk.currentNode; node; node = walk.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) {
      if (node.parentElement.closest('noscript, script')) continue;
      words.push(node.textContent.trim());
    } else
      for (const name of ['aria-label', 'title', 'placeholder'])
        if (node.hasAttribute(name)) words.push(node.getAttribute(name).trim());
  }
  return words.filter(Boolean);
}"""


def chinese_messages() -> list[re.Pattern[str]]:
    """A pattern for every sentence of the Chinese catalogue; what it speaks of may stand in its gaps."""
    text = (PROJECT / "static" / "messages" / "zh-CN.json").read_text(encoding="utf-8")
    return [
        re.compile(re.sub(r"\\\{\w+\\\}", ".*", re.escape(message)), re.DOTALL)
        for message in json.loads(text).values()
        if HAN.search(message) and message != UNIT
    ]


def chinese_titles(atlas: Atlas) -> Iterator[str]:
    """The Chinese names of topics, relations, kinds, layers and documents."""
    answer = atlas.page.request.get(f"{atlas.address}api/bootstrap").json()
    for part in ("groups", "topics", "relations", "kinds", "indicators"):
        yield from (one["zh"] for one in answer[part])
    for part in ("layers", "documents"):
        yield from (one["title"]["zh"] for one in answer[part])


def chinese_left(atlas: Atlas) -> set[str]:
    titles = set(chinese_titles(atlas))
    messages = chinese_messages()
    words = {word for word in atlas.page.evaluate(_WORDS) if HAN.search(word)}
    return {word for word in words if word in titles or any(one.fullmatch(word) for one in messages)}


def test_the_switch_turns_the_page_to_english_and_back(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("topic=phosphorus")
    page = atlas.page
    page.get_by_role("button", name="切换到英文").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(atlas.tab("Themes")).to_be_visible()
    expect(page).to_have_title("County Industry Atlas")
    topic = atlas.panel.get_by_role("button", name="Phosphorus and phosphate chemicals")
    expect(topic).to_have_attribute("aria-pressed", "true")
    expect(atlas.legend.get_by_role("button", name=re.compile(r"^Named\s*5 counties$"))).to_be_visible()
    assert atlas.view()["lang"] == "en"

    page.get_by_role("button", name="Switch to Chinese").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    expect(atlas.tab("专题")).to_be_visible()


def test_the_choice_of_language_is_kept_for_the_next_visit(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas()
    atlas.page.get_by_role("button", name="切换到英文").click()
    expect(atlas.tab("Themes")).to_be_visible()
    atlas.open()
    expect(atlas.tab("Themes")).to_be_visible()


@pytest.mark.parametrize(
    "view",
    [
        "topic=phosphorus,tea&unit=520121&table=1",
        "tab=documents&doc=gz-county-industry-2027&clause=二/(一)/4",
        "tab=targets&unit=520121&compare=520122",
        "tab=layers&layers=zone,phosphorus&item=zone/1&table=1&rows=counties",
    ],
    ids=["themes", "documents", "targets", "layers"],
)
def test_no_chinese_word_of_the_page_is_left_in_english(open_atlas: OpenAtlas, view: str) -> None:
    atlas = open_atlas(f"{view}&lang=en")
    expect(atlas.detail.get_by_role("heading", level=2)).to_be_visible()
    atlas.page.wait_for_load_state("networkidle")
    assert chinese_left(atlas) == set()


def test_the_map_names_counties_in_the_language_of_the_page(open_atlas: OpenAtlas) -> None:
    tips, drawn = {}, {}
    for lang in ("zh", "en"):
        atlas = open_atlas(f"lang={lang}&at=107.47,27.1,9")
        atlas.page.mouse.move(*atlas.point_of("522725"))
        tips[lang] = atlas.page.locator(".map-tip strong").inner_text()
        atlas.page.mouse.move(5, 5)
        atlas.settle()
        drawn[lang] = atlas.colours(".leaflet-overlay-pane canvas")
    assert tips == {"zh": "瓮安", "en": "Weng'an 瓮安"}
    assert drawn["zh"] != drawn["en"]


def test_titles_of_regions_and_units_are_in_latin_letters(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("lang=en&region=610000&unit=522725")
    expect(atlas.title).to_contain_text("Shaanxi")
    expect(atlas.detail.get_by_text("522725 · Weng'an")).to_be_visible()


def test_the_map_changes_its_names_with_the_language(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("at=107.47,27.1,9")
    before = atlas.colours(".leaflet-overlay-pane canvas")
    atlas.page.get_by_role("button", name="切换到英文").click()
    expect(atlas.tab("Themes")).to_be_visible()
    atlas.settle()
    assert atlas.colours(".leaflet-overlay-pane canvas") != before

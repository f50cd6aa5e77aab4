"""A standalone map opens from a folder: no request but for itself, counties drawn, popups, legend, search and keys."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from atlas.bootstrap import open_services
from atlas.services.web_maps import make_web_map, read_web_map_request
from atlas.settings import PROJECT, Settings
from atlas.stores.geopackage import GeoPackageStore
from atlas.stores.web_map_parts import read_web_map_parts
from tests.browser.conftest import DESK, PATIENCE_MS, PHONE
from tests.browser.hostile_store import EVIL, hostile_catalogue
from tests.browser.test_accessibility import _AXE as AXE
from tests.browser.test_accessibility import _RUN as RUN_AXE
from tests.browser.watch import Watch
from tests.conftest import missing
from tests.small_store import build_small_store

pytestmark = [pytest.mark.browser, pytest.mark.store]

GUIZHOU = {"region": "520000"}
#: What markup in the data would have left behind. ``broken`` is what its scripts would set.
_BREACHES = """() => [...document.querySelectorAll('img, a[href^="javascript:"], [onerror]')]
  .map((element) => element.outerHTML).concat(typeof broken === 'undefined' ? [] : ['broken'])"""
_COME_TO_REST = "Promise.allSettled(document.getAnimations().map((one) => one.finished)).then(() => null)"
_FILLS = """() => [...document.querySelectorAll('.leaflet-overlay-pane path.leaflet-interactive')]
  .map((path) => path.getAttribute('fill'))"""

#: ``open_file(values, **context options)``: the file for a request, opened by file://.
OpenFile = Callable[..., Page]


@pytest.fixture(scope="session")
def built_parts(chromium: Path) -> None:
    if not (PROJECT / "static" / "vendor" / "standalone.js").exists():
        missing("the page is not bundled: run make front")


@pytest.fixture
def open_path(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a file; afterwards it must have asked for itself only, and complained of nothing."""
    with ExitStack() as stack:
        opened: list[tuple[Watch, str]] = []

        def open_page(path: Path, **options: object) -> Page:
            wanted = {"locale": "zh-CN", "reduced_motion": "reduce", **DESK, **options}
            context = browser.new_context(**wanted)  # type: ignore[arg-type]
            stack.callback(context.close)
            context.set_default_timeout(PATIENCE_MS)
            watch = Watch(path.as_uri())
            watch.follow(context)
            opened.append((watch, path.as_uri()))
            page = context.new_page()
            page.goto(path.as_uri())
            expect(page.locator("html")).to_have_attribute("data-ready", "yes")
            return page

        yield open_page
        for watch, address in opened:
            assert watch.requests == [address]
            assert watch.complaints == []


@pytest.fixture
def open_file(
    open_path: Callable[..., Page], built_settings: Settings, built_parts: None, tmp_path: Path
) -> OpenFile:
    reader = open_services(built_settings).reader

    def open_page(values: dict[str, str], **options: object) -> Page:
        catalogue = reader.catalogue()
        request = read_web_map_request({**GUIZHOU, **values}, catalogue, reader.store)
        parts = read_web_map_parts(built_settings.static, request.language)
        path = tmp_path / "地图.html"
        path.write_bytes(make_web_map(request, catalogue, reader.store, parts=parts))
        return open_path(path, **options)

    return open_page


def search(page: Page, words: str) -> None:
    box = page.get_by_role("combobox")
    box.fill(words)
    box.press("Enter")


def test_a_topic_is_painted_on_all_counties_of_the_province(open_file: OpenFile) -> None:
    page = open_file({"topic": "baijiu"})
    fills = page.evaluate(_FILLS)
    assert len(fills) == 88
    assert sum(bool(re.fullmatch("#[0-9a-f]{6}", fill)) and fill != "#f7f5f0" for fill in fills) == 5
    expect(page.get_by_role("heading", level=1)).to_have_text("贵州省 · 白酒")
    legend = page.locator("#legend")
    for words in ("点名", "5 县", "未提及"):
        expect(legend.get_by_text(words, exact=True)).to_be_visible()
    expect(page.get_by_text("内部草图")).to_be_visible()


def test_classes_of_the_legend_are_the_colours_of_the_counties(open_file: OpenFile) -> None:
    page = open_file({"region": "420000", "indicator": "population-2020"})
    fills = page.evaluate(_FILLS)
    swatches = page.locator("#legend .legend-row rect:first-of-type").evaluate_all(
        "(all) => all.map((one) => one.getAttribute('fill'))"
    )
    classes = [colour for colour in dict.fromkeys(swatches) if colour.startswith("#") and fills.count(colour)]
    assert len(classes) == 5
    assert sum(fills.count(colour) for colour in classes) == 103


def test_a_search_by_pinyin_opens_what_is_asked_of_the_county(open_file: OpenFile) -> None:
    page = open_file({"topic": "baijiu"})
    search(page, "renhuai")
    card = page.locator(".file-card")
    expect(card.get_by_role("heading", name="仁怀市")).to_be_visible()
    expect(card).to_contain_text("点名")
    expect(card).to_contain_text("二/(一)/4")
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)


def test_a_click_on_a_county_opens_its_popup_and_outlines_it(open_file: OpenFile) -> None:
    page = open_file({"topic": "baijiu"})
    paths = page.locator(".leaflet-overlay-pane path")
    before = paths.count()
    page.locator(".leaflet-overlay-pane path.leaflet-interactive").nth(40).click()
    expect(page.locator(".file-card h2")).not_to_be_empty()
    expect(paths).to_have_count(before + 2)


def test_the_map_by_keyboard(open_file: OpenFile) -> None:
    page = open_file({"topic": "baijiu"})
    page.locator(".folium-map").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("status")).not_to_be_empty()
    page.keyboard.press("Enter")
    expect(page.locator(".file-card")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".folium-map")).to_be_focused()


def test_layers_are_switched_and_tell_what_they_are(open_file: OpenFile) -> None:
    page = open_file({"topic": "baijiu", "layers": "cluster,phosphorus~60"})
    areas = page.locator('.leaflet-overlay-pane path[fill="#B5541C"]')
    switch = page.get_by_role("checkbox", name="磷及磷化工")
    shown = areas.count()
    assert shown > 0
    switch.uncheck()
    expect(areas).to_have_count(0)
    switch.check()
    expect(areas).to_have_count(shown)
    page.get_by_role("button", name="按县列出").click()
    page.locator('.file-entry[data-item^="cluster/"]').first.click()
    expect(page.locator(".file-card .fields")).to_be_visible()
    expect(page.locator(".file-card .detail-path")).to_have_text("产业集群")


def test_the_list_says_what_the_map_says(open_file: OpenFile) -> None:
    page = open_file({"topic": "baijiu"})
    page.get_by_role("button", name="按县列出").click()
    entries = page.locator(".file-entry[data-unit]")
    expect(entries).to_have_count(72)
    assert entries.filter(has_text="点名").count() == 5
    expect(entries.first).to_contain_text("白酒 · 点名")


def test_on_a_phone_the_map_comes_first(open_file: OpenFile) -> None:
    page = open_file({"topic": "baijiu", "layers": "zone"}, **PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(page.locator("#legend-body")).to_be_hidden()
    page.get_by_role("button", name="图例").tap()
    expect(page.locator("#legend-body")).to_be_visible()
    page.get_by_role("button", name="图例").tap()
    page.get_by_role("button", name="按县列出").tap()
    page.locator(".file-entry[data-unit]", has_text="仁怀市").tap()
    expect(page.locator("#list")).to_be_hidden()
    box = page.locator(".file-popup").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390


@pytest.mark.parametrize("options", [DESK, PHONE], ids=["desk", "phone"])
def test_no_serious_fault_of_accessibility(open_file: OpenFile, options: dict[str, object]) -> None:
    if not AXE.exists():
        missing("axe-core is not installed: run make front")
    page = open_file({"topic": "baijiu,phosphorus", "layers": "zone", "lang": "en"}, **options)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    page.evaluate(_COME_TO_REST)
    assert page.evaluate(RUN_AXE) == []
    search(page, "Kaiyang")
    page.get_by_role("button", name="List of counties").click()
    # A popup that is still fading in is paler than it will be.
    page.evaluate(_COME_TO_REST)
    assert page.evaluate(RUN_AXE) == []


def test_markup_in_the_data_is_shown_as_text(
    open_path: Callable[..., Page], built_settings: Settings, built_parts: None, tmp_path: Path
) -> None:
    build_small_store(tmp_path / "home", hostile_catalogue())
    store = GeoPackageStore(tmp_path / "home")
    catalogue = store.read_catalogue()
    values = {
        "region": "all",
        "topic": "phosphorus,manganese",
        "layers": "zone,base",
        "title": f"{EVIL[:60]}{{{{7*191}}}}",
    }
    request = read_web_map_request(values, catalogue, store)
    parts = read_web_map_parts(built_settings.static, "zh-CN")
    path = tmp_path / "map.html"
    path.write_bytes(make_web_map(request, catalogue, store, parts=parts))
    page = open_path(path)
    expect(page.get_by_role("heading", level=1)).to_contain_text("{{7*191}}")
    search(page, "520121")
    expect(page.locator(".file-card")).to_contain_text(EVIL)
    page.get_by_role("button", name="按县列出").click()
    page.locator(".file-entry[data-item]").first.click()
    expect(page.locator(".file-card")).to_contain_text(EVIL)
    assert page.evaluate(_BREACHES) == []

"""Nothing leaves our own host, the first view is light, and the map is really painted."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Request, expect

from tests.browser.atlas_page import Atlas
from tests.browser.conftest import DESK, PHONE, OpenAtlas
from tests.browser.watch import Watch

pytestmark = [pytest.mark.browser, pytest.mark.store]

#: Budget of docs/front-end.md [bytes].
FIRST_LOAD_B = 400_000

#: css/tokens.css: --map-outside, --map-land.
OUTSIDE, LAND = "e9e6df", "f7f5f0"

GUIZHOU = "doc=gz-county-industry-2027"

#: Beyond the four tabs as they open first.
DESK_VIEWS = (
    "indicator=population-2020&region=all&table=1",
    f"tab=documents&{GUIZHOU}&clause=二/(一)/4",
    "tab=layers&layers=zone,site~50,cluster,phosphorus&topic=phosphorus,tea&table=1",
    "tab=targets&by=value&unit=520121&compare=520122",
    "unit=520622&topic=manganese&lang=en&theme=dark",
)
PHONE_VIEWS = ("unit=520121&topic=tea,baijiu", "table=1&lang=en")


@pytest.mark.parametrize(
    ("device", "views"), [(DESK, DESK_VIEWS), (PHONE, PHONE_VIEWS)], ids=["desk", "phone"]
)
def test_every_view_asks_our_own_host_only_and_complains_of_nothing(
    open_atlas: OpenAtlas, watches: list[Watch], device: dict[str, object], views: tuple[str, ...]
) -> None:
    atlas = open_atlas(**device)
    for name in ("文件", "目标", "图层", "专题"):
        atlas.tab(name).click()
        expect(atlas.panel.get_by_role("heading", level=2).locator("visible=true").first).to_be_visible()
    for view in views:
        atlas.open(view)
    atlas.page.wait_for_load_state("networkidle")

    assert len(watches[0].requests) > 50
    assert watches[0].strangers() == []
    assert watches[0].complaints == []


def test_the_first_view_of_the_province_weighs_less_than_400_kb(
    open_at: Callable[..., Atlas], address: str
) -> None:
    atlas = open_at(address)
    finished: list[Request] = []

    def note(request: Request) -> None:
        finished.append(request)

    atlas.page.on("requestfinished", note)
    atlas.open()
    atlas.page.wait_for_load_state("networkidle")

    sizes = {one.url: one.sizes() for one in finished}
    weight = {url: size["responseHeadersSize"] + size["responseBodySize"] for url, size in sizes.items()}
    assert any(".mvt?v=" in url for url in weight)
    assert sum(weight.values()) < FIRST_LOAD_B, weight


def test_the_first_view_paints_counties_in_classes_on_land(open_atlas: OpenAtlas) -> None:
    colours = open_atlas().colours()
    assert colours[OUTSIDE] > 0
    assert colours[LAND] > 10_000
    classes = [
        colour for colour, pixels in colours.items() if pixels > 10_000 and colour not in (OUTSIDE, LAND)
    ]
    assert len(classes) >= 3


def test_without_javascript_the_page_leads_to_the_data(open_at: Callable[..., Atlas], address: str) -> None:
    page = open_at(address, java_script_enabled=False).page
    page.goto(address)
    for name in ("文件", "全部目标（CSV）", "图层"):
        expect(page.get_by_role("link", name=name)).to_be_visible()

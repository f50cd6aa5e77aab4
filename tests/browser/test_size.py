"""When the table opens, the map shows in less room what it showed before."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.atlas_page import Atlas
from tests.browser.conftest import PHONE, OpenAtlas

pytestmark = [pytest.mark.browser, pytest.mark.store]

#: The ground of the region in focus, css/tokens.css; beyond the region there is none of it.
LAND = "f7f5f0"

#: Colours of the tiles along the four edges of the map, a little inside.
_EDGES = """() => {
  const box = document.querySelector('.map').getBoundingClientRect();
  const copy = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const canvases = [...document.querySelectorAll('.leaflet-tile-pane canvas')].map((one) => ({
    one, frame: one.getBoundingClientRect(),
  }));
  const colourAt = (x, y) => {
    copy.clearRect(0, 0, 1, 1);
    for (const { one, frame } of canvases) {
      if (x < frame.left || y < frame.top || x >= frame.right || y >= frame.bottom) continue;
      copy.drawImage(one, Math.floor((x - frame.left) * one.width / frame.width),
        Math.floor((y - frame.top) * one.height / frame.height), 1, 1, 0, 0, 1, 1);
    }
    return [...copy.getImageData(0, 0, 1, 1).data.slice(0, 3)]
      .map((part) => part.toString(16).padStart(2, '0')).join('');
  };
  const [inset, steps] = [4, 60];
  const along = (from, to) => Array.from({ length: steps }, (_, step) => from + (to - from) * (step + 0.5) / steps);
  return [
    ...along(box.left, box.right).flatMap((x) => [[x, box.top + inset], [x, box.bottom - inset]]),
    ...along(box.top, box.bottom).flatMap((y) => [[box.left + inset, y], [box.right - inset, y]]),
  ].map(([x, y]) => colourAt(x, y));
}"""


def is_whole(atlas: Atlas) -> bool:
    """The region in focus lies wholly within the map."""
    atlas.settle()
    return LAND in atlas.colours() and LAND not in atlas.page.evaluate(_EDGES)


@pytest.mark.parametrize(
    "query", ["topic=phosphorus", "topic=phosphorus&unit=520121"], ids=["region", "unit"]
)
def test_the_region_stays_whole_where_the_reader_has_not_moved_the_map(
    open_atlas: OpenAtlas, query: str
) -> None:
    atlas = open_atlas(query)
    assert is_whole(atlas)
    high = atlas.map.bounding_box()
    atlas.page.keyboard.press("t")
    expect(atlas.grid).to_be_visible()
    low = atlas.map.bounding_box()
    assert high
    assert low
    assert low["height"] < high["height"] * 0.7
    assert is_whole(atlas)
    assert "at" not in atlas.view()
    atlas.page.keyboard.press("t")
    expect(atlas.table).to_be_hidden()
    assert is_whole(atlas)


def test_on_a_phone_too(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("topic=phosphorus", **PHONE)
    atlas.page.get_by_role("button", name="数据表（T）").tap()
    expect(atlas.grid).to_be_visible()
    assert is_whole(atlas)


def test_the_middle_stays_where_the_reader_has_chosen_a_place_of_his_own(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("at=106.97,27.06,9.5")
    place = atlas.view()["at"]
    atlas.page.keyboard.press("t")
    expect(atlas.grid).to_be_visible()
    atlas.settle()
    assert atlas.view()["at"] == place
    # The place in the address is that of the middle, so the county is found where the address says.
    atlas.click_on("520121")
    expect(atlas.detail.get_by_role("heading", name="开阳县", level=2)).to_be_visible()


def test_a_place_asked_for_stays_in_view(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("unit=520121&region=520000")
    atlas.detail.get_by_role("button", name="定位").click()
    atlas.settle()
    assert not is_whole(atlas)
    atlas.page.keyboard.press("t")
    expect(atlas.grid).to_be_visible()
    atlas.settle()
    # The county, not the region, was asked for last.
    assert not is_whole(atlas)

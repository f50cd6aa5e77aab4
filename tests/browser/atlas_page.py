"""The page as a reader uses it: found by roles and words, and the map by longitude and latitude."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

from playwright.sync_api import Locator, Page, expect

#: Side of the world at zoom 0 [css px], the convention of web maps.
_WORLD_PX = 256

#: Colour of the painted tiles at a point of the window, as rrggbb; names and outlines lie on other canvases. It is read
#: from a copy: the browser warns of canvases that are read themselves.
_COLOUR_AT = """([x, y]) => {
  const copy = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  for (const canvas of document.querySelectorAll('.leaflet-tile-pane canvas')) {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    if (x < left || y < top || x >= left + width || y >= top + height || !canvas.width) continue;
    const [column, row] = [(x - left) * canvas.width / width, (y - top) * canvas.height / height].map(Math.floor);
    copy.drawImage(canvas, column, row, 1, 1, 0, 0, 1, 1);
  }
  const pixel = [...copy.getImageData(0, 0, 1, 1).data];
  return pixel[3] ? pixel.slice(0, 3).map((part) => part.toString(16).padStart(2, '0')).join('') : '';
}"""

#: The colours of a part of the map and how many pixels have them.
_COLOURS = """(selector) => {
  const colours = {};
  for (const canvas of document.querySelectorAll(selector)) {
    if (!canvas.width) continue;
    const { width, height } = canvas;
    const copy = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    copy.drawImage(canvas, 0, 0);
    const pixels = new Uint32Array(copy.getImageData(0, 0, width, height).data.buffer);
    for (const pixel of pixels)
      if (pixel >>> 24 === 255) {
        const colour = [0, 8, 16].map((shift) => ((pixel >>> shift) & 255).toString(16).padStart(2, '0')).join('');
        colours[colour] = (colours[colour] ?? 0) + 1;
      }
  }
  return colours;
}"""

_TILES = ".leaflet-tile-pane canvas"


@dataclass
class Atlas:
    """One open page of the atlas."""

    page: Page
    address: str

    def open(self, query: str | Mapping[str, str] = "") -> Atlas:
        text = query if isinstance(query, str) else "&".join(f"{k}={quote(v)}" for k, v in query.items())
        self.page.goto(f"{self.address}?{text}" if text else self.address)
        return self.wait()

    def reload(self) -> Atlas:
        self.page.reload()
        return self.wait()

    def wait(self) -> Atlas:
        """Until what is chosen is painted: the tiles are there, and the legend speaks of the present filter."""
        expect(self.tabs.get_by_role("tab")).to_have_count(4)
        self.page.wait_for_function(
            """() => { const tiles = [...document.querySelectorAll('.leaflet-tile-pane canvas')];
            return tiles.length > 0 && tiles.every((one) => one.classList.contains('leaflet-tile-loaded')) }"""
        )
        expect(self.page.locator(".stage-legend.is-waiting")).to_have_count(0)
        return self

    def settle(self) -> None:
        """Until what was drawn or moved is where it will stay."""
        self.page.wait_for_function(
            "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"
        )

    @property
    def tabs(self) -> Locator:
        return self.page.get_by_role("tablist")

    def tab(self, name: str) -> Locator:
        return self.tabs.get_by_role("tab", name=name)

    @property
    def panel(self) -> Locator:
        return self.page.get_by_role("tabpanel")

    @property
    def detail(self) -> Locator:
        return self.page.get_by_role("complementary", name=re.compile("^(详情|Details)$"))

    @property
    def map(self) -> Locator:
        return self.page.get_by_role("application")

    @property
    def search(self) -> Locator:
        return self.page.get_by_role("combobox", name=re.compile("^(搜索|Search)$"))

    def answer(self, name: str) -> Locator:
        """The first answer of the search that begins with the name."""
        return self.page.get_by_role("option", name=re.compile(f"^{name}")).first

    @property
    def grid(self) -> Locator:
        return self.page.get_by_role("grid")

    @property
    def table(self) -> Locator:
        return self.page.get_by_role("region", name=re.compile("^(数据表|Table)$"))

    def download(self, part: Locator, button: str, item: str, folder: Path) -> Path:
        """Choose a file in the menu that hangs from a button; gives the file, under the name that the server chose."""
        part.get_by_role("button", name=button).click()
        with self.page.expect_download() as started:
            self.page.get_by_role("menuitem", name=item).click()
        path = folder / started.value.suggested_filename
        started.value.save_as(path)
        return path

    @property
    def export(self) -> Locator:
        """The panel of finished figures."""
        return self.page.get_by_role("dialog", name=re.compile("^(导出成品图|Export a finished figure)$"))

    @property
    def preview(self) -> Locator:
        """The picture of the page in that panel."""
        return self.export.locator(".export-preview").get_by_role("img")

    def open_export(self) -> Locator:
        """Open the panel from its menu, and wait for its picture."""
        self.page.get_by_role("button", name=re.compile("^(出图|Figure)")).click()
        self.page.get_by_role("menuitem", name=re.compile("^(导出成品图|Export a finished figure)")).click()
        expect(self.export).to_be_visible()
        self.wait_for_figure()
        return self.export

    def wait_for_figure(self) -> None:
        """Until the preview shows what the form says, and what is to be known of it."""
        # A change is taken up after a short pause.
        self.page.wait_for_timeout(400)
        expect(self.export.locator(".export-preview[aria-busy]")).to_have_count(0)

    def figure_shape(self) -> float:
        """Width of the picture in the preview by its height."""
        return float(self.preview.evaluate("(one) => one.naturalWidth / one.naturalHeight"))

    @property
    def legend(self) -> Locator:
        return self.page.get_by_role("group", name=re.compile("^(按关系筛选|Filter by relation)$"))

    def chip(self, name: str) -> Locator:
        """The button over the map that takes a filter away."""
        return self.page.get_by_role("button", name=re.compile(f"^去掉：.*{name}$"))

    @property
    def title(self) -> Locator:
        """Heading of the map: where, and what is shown."""
        return self.page.get_by_role("main").get_by_role("heading", level=2).first

    def says(self, words: str | re.Pattern[str]) -> None:
        """The live region tells it."""
        expect(self.page.get_by_role("status").filter(has_text=words).first).to_be_attached()

    def view(self) -> dict[str, str]:
        """What stands in the address."""
        return {key: values[0] for key, values in parse_qs(urlsplit(self.page.url).query).items()}

    def expect_view(self, **wanted: str | None) -> None:
        """The address comes to hold these; ``None`` for what it must not hold."""
        self.page.wait_for_function(
            """(wanted) => { const query = new URLSearchParams(location.search);
            return Object.entries(wanted).every(([key, value]) => query.get(key) === value) }""",
            arg=wanted,
        )

    def label_of(self, adcode: str) -> tuple[float, float]:
        """Longitude and latitude at which the server puts the name of a unit."""
        lon, lat = self.page.request.get(f"{self.address}api/units/{adcode}").json()["label"]
        return float(lon), float(lat)

    def point_of(self, adcode: str) -> tuple[float, float]:
        """Where a unit's label point lies in the window [css px]; the address must hold the place of the map."""
        lon, lat = self.label_of(adcode)
        middle_lon, middle_lat, zoom = (float(part) for part in self.view()["at"].split(","))
        box = self.map.bounding_box()
        assert box
        east, south = (
            a - b for a, b in zip(_world(lon, lat, zoom), _world(middle_lon, middle_lat, zoom), strict=True)
        )
        return box["x"] + box["width"] / 2 + east, box["y"] + box["height"] / 2 + south

    def colour_of(self, adcode: str) -> str:
        """The colour in which a county is painted at its label point, rrggbb."""
        return str(self.page.evaluate(_COLOUR_AT, list(self.point_of(adcode))))

    def colours(self, selector: str = _TILES) -> dict[str, int]:
        """The colours of the map's canvases with the number of their pixels."""
        return dict(self.page.evaluate(_COLOURS, selector))

    def click_on(self, adcode: str, **options: object) -> None:
        """Click on the county where its name stands on the map."""
        self.page.mouse.click(*self.point_of(adcode), **options)  # type: ignore[arg-type]


def _world(lon: float, lat: float, zoom: float) -> tuple[float, float]:
    """Web Mercator [css px]."""
    size = _WORLD_PX * 2**zoom
    sine = math.sin(math.radians(lat))
    return size * (lon + 180) / 360, size * (0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi))

"""Tiles are fetched once: their address names their version, so a browser keeps them until they are others."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Response

from tests.browser.conftest import OpenAtlas

pytestmark = [pytest.mark.browser, pytest.mark.store]

#: Bytes that came over the wire for each tile; none for what the browser had kept.
_TRANSFERRED = """() => performance.getEntriesByType('resource')
  .filter(({ name }) => name.includes('/tiles/')).map(({ transferSize }) => transferSize)"""

TILE = re.compile(r"/api/layers/[\w-]+/tiles/")


def test_every_tile_is_asked_for_under_its_version_and_kept_for_good(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("topic=phosphorus")
    tiles: list[Response] = []
    atlas.page.on("response", lambda answer: tiles.append(answer) if TILE.search(answer.url) else None)
    atlas.open("topic=phosphorus&layers=phosphorus&at=107.0,26.9,8")
    atlas.page.wait_for_load_state("networkidle")
    layers = atlas.page.request.get(f"{atlas.address}api/bootstrap").json()["layers"]
    versions = {layer["id"]: layer["tile_version"] for layer in layers}
    versions["admin"] = versions["county"]
    asked = {
        (urlsplit(tile.url).path.split("/")[3], parse_qs(urlsplit(tile.url).query)["v"][0]) for tile in tiles
    }
    assert asked == {(name, versions[name]) for name in ("admin", "phosphorus")}
    assert {tile.headers["cache-control"] for tile in tiles} == {"max-age=31536000, immutable"}


def test_a_second_visit_takes_its_tiles_from_the_browser(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("at=107.0,26.9,8")
    atlas.page.wait_for_load_state("networkidle")
    atlas.open("at=107.0,26.9,8")
    atlas.page.wait_for_load_state("networkidle")
    sizes = atlas.page.evaluate(_TRANSFERRED)
    assert sizes
    assert set(sizes) == {0}

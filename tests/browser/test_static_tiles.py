"""Tiles from a static host that has only the archives of ``atlas tiles export``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Route

from atlas.cli.main import main
from atlas.settings import Settings
from tests.browser.atlas_page import Atlas
from tests.browser.conftest import DESK
from tests.browser.server import serving
from tests.browser.static_host import static_host

pytestmark = [pytest.mark.browser, pytest.mark.store]

VIEW = "topic=phosphorus&layers=phosphorus&at=107.0,26.9,8"


@pytest.fixture(scope="module")
def exported(built_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("host") / "tiles"
    result = CliRunner().invoke(main, ["tiles", "export", str(folder)], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return folder


def restrict(route: Route, layer: str) -> None:
    """The start of a page for staff: of this layer only they know."""
    answer = route.fetch()
    start = answer.json()
    for one in start["layers"]:
        one["public"] = one["id"] != layer
    route.fulfill(response=answer, json=start)


@contextmanager
def looking(
    browser: Browser, log: Path, tiles_url: str, *, restricted: str = ""
) -> Iterator[tuple[Atlas, list[str]]]:
    """A page whose tiles lie on a static host, and the tiles that it asked our own server for.

    ``restricted`` is the id of a layer that not everybody may see.
    """
    with serving(log, tiles_url=tiles_url) as address:
        context = browser.new_context(locale="zh-CN", reduced_motion="reduce", **DESK)  # type: ignore[arg-type]
        atlas = Atlas(context.new_page(), address)
        own: list[str] = []
        atlas.page.on(
            "request", lambda request: own.append(request.url) if "/tiles/" in request.url else None
        )
        if restricted:
            atlas.page.route("**/api/bootstrap*", lambda route: restrict(route, restricted))
        atlas.open(VIEW)
        atlas.page.wait_for_load_state("networkidle")
        yield atlas, own
        context.close()


def test_the_map_is_drawn_from_the_archives_alone(browser: Browser, exported: Path, tmp_path: Path) -> None:
    with static_host(exported) as (tiles_url, asked):
        with looking(browser, tmp_path / "log.txt", tiles_url) as (atlas, own):
            names = set(asked)
            shown = atlas.page.evaluate("document.querySelectorAll('.leaflet-tile-loaded').length")
        assert own == []
        assert {name.rpartition("-")[0] for name in names} == {"admin", "phosphorus"}
        assert shown > 0


def test_what_was_not_exported_comes_from_our_own_server(
    browser: Browser, exported: Path, tmp_path: Path
) -> None:
    partial = tmp_path / "partial"
    partial.mkdir()
    for path in exported.glob("admin-*"):
        (partial / path.name).symlink_to(path)
    with static_host(partial) as (tiles_url, _):
        with looking(browser, tmp_path / "log.txt", tiles_url) as (_, own):
            layers = {url.split("/api/layers/")[1].split("/")[0] for url in own}
        assert layers == {"phosphorus"}


def test_a_host_learns_nothing_of_a_layer_that_not_everybody_may_see(
    browser: Browser, exported: Path, tmp_path: Path
) -> None:
    with static_host(exported) as (tiles_url, asked):
        with looking(browser, tmp_path / "log.txt", tiles_url, restricted="phosphorus") as (_, own):
            layers = {url.split("/api/layers/")[1].split("/")[0] for url in own}
        assert layers == {"phosphorus"}
        assert {name.rpartition("-")[0] for name in set(asked)} == {"admin"}

"""Tiles from a static host that has only the archives of ``atlas tiles export``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Host:
    """A static host, what it was asked for, and an atlas whose tiles lie on it."""

    folder: Path
    asked: list[str]
    atlas: str

    def keep(self, archives: Iterable[Path]) -> None:
        """Hold these files and no others; what was asked for before is forgotten."""
        for path in self.folder.iterdir():
            path.unlink()
        for path in archives:
            (self.folder / path.name).symlink_to(path)
        self.asked.clear()


@pytest.fixture(scope="module")
def host(exported: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    folder = tmp_path_factory.mktemp("static")
    log = tmp_path_factory.mktemp("server") / "log.txt"
    with static_host(folder) as (tiles_url, asked), serving(log, tiles_url=tiles_url) as atlas:
        yield Host(folder, asked, atlas)


def restrict(route: Route, layer: str) -> None:
    """The start of a page for staff: of this layer only they know."""
    answer = route.fetch()
    start = answer.json()
    for one in start["layers"]:
        one["public"] = one["id"] != layer
    route.fulfill(response=answer, json=start)


@contextmanager
def looking(browser: Browser, host: Host, *, restricted: str = "") -> Iterator[tuple[Atlas, list[str]]]:
    """A page whose tiles lie on a static host, and the tiles that it asked our own server for.

    ``restricted`` is the id of a layer that not everybody may see.
    """
    context = browser.new_context(locale="zh-CN", reduced_motion="reduce", **DESK)  # type: ignore[arg-type]
    atlas = Atlas(context.new_page(), host.atlas)
    own: list[str] = []
    atlas.page.on("request", lambda request: own.append(request.url) if "/tiles/" in request.url else None)
    if restricted:
        atlas.page.route("**/api/bootstrap*", lambda route: restrict(route, restricted))
    atlas.open(VIEW)
    atlas.page.wait_for_load_state("networkidle")
    yield atlas, own
    context.close()


def layers_of(own: list[str]) -> set[str]:
    return {url.split("/api/layers/")[1].split("/")[0] for url in own}


def test_the_map_is_drawn_from_the_archives_alone(browser: Browser, exported: Path, host: Host) -> None:
    host.keep(exported.iterdir())
    with looking(browser, host) as (atlas, own):
        names = set(host.asked)
        shown = atlas.page.evaluate("document.querySelectorAll('.leaflet-tile-loaded').length")
    assert own == []
    assert {name.rpartition("-")[0] for name in names} == {"admin", "phosphorus"}
    assert shown > 0


def test_what_was_not_exported_comes_from_our_own_server(
    browser: Browser, exported: Path, host: Host
) -> None:
    host.keep(exported.glob("admin-*"))
    with looking(browser, host) as (_, own):
        layers = layers_of(own)
    assert layers == {"phosphorus"}


def test_a_host_learns_nothing_of_a_layer_that_not_everybody_may_see(
    browser: Browser, exported: Path, host: Host
) -> None:
    host.keep(exported.iterdir())
    with looking(browser, host, restricted="phosphorus") as (_, own):
        layers = layers_of(own)
    assert layers == {"phosphorus"}
    assert {name.rpartition("-")[0] for name in set(host.asked)} == {"admin"}

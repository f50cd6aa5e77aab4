"""A server over the built store, one Chromium for all, and for each test a page that is watched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import geopandas
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from atlas.bootstrap import Services, open_services
from atlas.core.access import Actor, Role
from atlas.settings import PROJECT, Settings, load_settings
from tests.browser.atlas_page import Atlas
from tests.browser.office import ADMINISTRATOR, PASSWORD, REVIEWER, sign_in
from tests.browser.review import Review, open_review, put_document
from tests.browser.review import sign_in as sign_in_at_door
from tests.browser.server import serving
from tests.browser.watch import Watch
from tests.conftest import missing

#: Enough for a machine that does other things as well [ms].
PATIENCE_MS = 20_000

ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    # Whatever would ask another host fails, and is seen by the watch.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)

DESK = {"viewport": {"width": 1440, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}

expect.set_options(timeout=PATIENCE_MS)

#: Opens a page of the atlas; options are those of a browser context.
OpenAtlas = Callable[..., Atlas]


@pytest.fixture(scope="session")
def built_page() -> None:
    """The bundled page is there."""
    if not (PROJECT / "static" / "vendor" / "app" / "main.js").exists():
        missing("the page is not bundled: run make front")


@pytest.fixture(scope="session")
def address(
    built_settings: Settings, built_page: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Address of the service over the store of the whole country."""
    with serving(tmp_path_factory.mktemp("server") / "log.txt") as found:
        yield found


@pytest.fixture(scope="session")
def browser(chromium: Path) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        yield found
        found.close()


@pytest.fixture
def watches() -> list[Watch]:
    """The watches of this test, one a browser context."""
    return []


@pytest.fixture
def open_at(browser: Browser, watches: list[Watch]) -> Iterator[Callable[..., Atlas]]:
    """Opens pages of any service; afterwards each must have kept to its host and complained of nothing."""
    with ExitStack() as stack:

        def open_page(address: str, **options: object) -> Atlas:
            wanted = {"locale": "zh-CN", "reduced_motion": "reduce", **DESK, **options}
            context = browser.new_context(**wanted)  # type: ignore[arg-type]
            stack.callback(context.close)
            context.set_default_timeout(PATIENCE_MS)
            watches.append(Watch(address))
            watches[-1].follow(context)
            return Atlas(context.new_page(), address)

        yield open_page
        for watch in watches:
            watch.check()


@pytest.fixture
def open_atlas(open_at: Callable[..., Atlas], address: str) -> OpenAtlas:
    """``open_atlas(query, **context options)``: a page of the whole country."""

    def open_page(query: str = "", **options: object) -> Atlas:
        return open_at(address, **options).open(query)

    return open_page


@pytest.fixture
def on_phone(open_atlas: OpenAtlas) -> OpenAtlas:
    """The same on a phone."""

    def open_page(query: str = "") -> Atlas:
        return open_atlas(query, **PHONE)

    return open_page


@pytest.fixture(scope="session")
def office_services(built_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Services:
    """The services of ``office``: what a test only needs to be there is put there without the page."""
    home = tmp_path_factory.mktemp("office")
    for name in ("atlas.gpkg", "tiles"):
        (home / name).symlink_to(built_settings.home / name)
    services = open_services(load_settings({}, {"home": home}))
    accounts = services.accounts
    host = Actor("cli:root", Role.ADMINISTRATOR, via="cli")
    for name, role in ((REVIEWER, Role.REVIEWER), (ADMINISTRATOR, Role.ADMINISTRATOR)):
        _, first = accounts.add_account(host, name, role)
        accounts.change_password(accounts.sign_in(name, first).actor, first, PASSWORD)
    return services


@pytest.fixture(scope="session")
def office(office_services: Services, built_page: None) -> Iterator[str]:
    """Address of a service with a workspace of its own, a reviewer and an administrator."""
    home = office_services.settings.home
    with serving(home / "server.txt", home) as address:
        yield address


@pytest.fixture
def open_office(open_at: Callable[..., Atlas], office: str) -> Callable[..., Page]:
    """``open_office(account=…, **context options)``: the page of layers, after signing in there."""

    def open_page(*, account: str = REVIEWER, **options: object) -> Page:
        page = open_at(office, **options).page
        sign_in(page, office, account)
        return page

    return open_page


@pytest.fixture(scope="session")
def counties(built_settings: Settings) -> geopandas.GeoDataFrame:
    """The counties of Guiyang, under the names that an office might give its columns."""
    services = open_services(built_settings)
    frame = services.store.read_layer("county")
    frame = frame[frame["adcode"].str.startswith("5201")][["adcode", "name", "geometry"]]
    return frame.rename(columns={"adcode": "代码", "name": "县名"}).reset_index(drop=True)


@pytest.fixture
def start(open_at: Callable[..., Atlas], office: str) -> Callable[..., Page]:
    """``start(account, **context options)``: a page on which somebody is signed in."""

    def begin(account: str = REVIEWER, **options: object) -> Page:
        page = open_at(office, **options).page
        sign_in_at_door(page, office, account)
        return page

    return begin


@pytest.fixture
def review(start: Callable[..., Page], office: str, office_services: Services, tmp_path: Path) -> Review:
    """A reviewer with the plan, of which nobody has said anything."""
    found = open_review(start(), office, put_document(office_services, tmp_path))
    expect(found.current).to_be_visible()
    return found

"""What all tests share: the built store of the whole country, and a clear word where an extra is missing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from hypothesis import settings

from atlas.services import passwords
from atlas.settings import Settings, load_settings
from atlas.stores.geopackage import FILE_NAME
from tests.postgis import Cluster, PostgisServer, find_binaries, own_cluster, postgis_server
from tests.small_store import build_small_store
from tests.small_workspace import build_store, keep_in

# A busy machine is no fault: no test asserts a time.
settings.register_profile("atlas", deadline=None)
settings.load_profile("atlas")

#: Set in CI, where every extra is installed: a missing one is then a failure, not a skip.
_REQUIRE = "REQUIRE_TEST_EXTRAS"


@pytest.fixture(scope="session", autouse=True)
def cheap_digests() -> Iterator[None]:
    """Digests of passwords cost next to nothing; ``test_accounts`` looks at the true cost."""
    cheap = partial(PasswordHasher, time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "PasswordHasher", cheap)
        yield


def missing(reason: str) -> None:
    """Say why a test cannot run; in CI that is a failure."""
    if os.environ.get(_REQUIRE):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def built_settings() -> Settings:
    """Settings of the store that ``make build`` made."""
    settings = load_settings({})
    if not (settings.home / FILE_NAME).exists():
        missing("the store of the whole country is not built: run make build")
    return settings


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The browser for browser tests."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name)
        if found:
            return Path(found)
    missing("Chromium is not installed: apt-get install chromium")
    raise AssertionError


@pytest.fixture(scope="session")
def postgis() -> Iterator[PostgisServer]:
    """A PostgreSQL server with PostGIS, where databases can be made."""
    with postgis_server() as server:
        if isinstance(server, str):
            missing(server)
            raise AssertionError
        yield server


@pytest.fixture
def postgis_url(postgis: PostgisServer) -> Iterator[str]:
    """The address of an empty database with PostGIS, of one test only."""
    with postgis.database() as url:
        yield url


@pytest.fixture(scope="session")
def small_store_database(postgis: PostgisServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The name of a database with the small store, to be copied only."""
    home = tmp_path_factory.mktemp("small-store")
    with postgis.database() as url:
        keep_in(home, url)
        build_store(home)
        yield url.partition("?")[0].rpartition("/")[2]


@pytest.fixture
def filled_url(postgis: PostgisServer, small_store_database: str) -> Iterator[str]:
    """The address of a database with the small store, of one test only."""
    with postgis.database(template=small_store_database) as url:
        yield url


@pytest.fixture
def own_postgis() -> Iterator[Cluster]:
    """A server of one test only, that may be stopped and started."""
    binaries = find_binaries()
    if isinstance(binaries, str):
        missing(binaries)
        raise AssertionError
    with own_cluster(binaries) as cluster:
        yield cluster


@pytest.fixture(params=["geopackage", "postgis"])
def store_home(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A data folder whose workspace is in files, then one whose workspace is in PostgreSQL."""
    if request.param == "postgis":
        keep_in(tmp_path, request.getfixturevalue("postgis_url"))
    return tmp_path


@pytest.fixture(params=["geopackage", "postgis"])
def filled_home(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """As ``store_home``, with the small store where its settings look for it."""
    build_small_store(tmp_path)
    if request.param == "postgis":
        keep_in(tmp_path, request.getfixturevalue("filled_url"))
    return tmp_path

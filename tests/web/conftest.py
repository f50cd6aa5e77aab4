"""A client of the service over the small store."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from atlas.settings import load_settings
from atlas.stores.postgis_writer import PostgisLoader
from atlas.stores.postgres import PostgresDatabase
from atlas.web.app import create_app
from tests.postgis import PostgisServer
from tests.small_store import build_small_store


@pytest.fixture(scope="session")
def small_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    home = tmp_path_factory.mktemp("home")
    build_small_store(home)
    return create_app(load_settings({}, {"home": home}))


@pytest.fixture(scope="session")
def postgis_app(postgis: PostgisServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The same over PostGIS, on a host that has no file of it."""
    built, home = tmp_path_factory.mktemp("built"), tmp_path_factory.mktemp("host")
    build_small_store(built)
    with postgis.database() as url:
        database = PostgresDatabase(url, built)
        PostgisLoader(database).load(built, lambda done, words: None)
        database.close()
        yield create_app(load_settings({}, {"home": home, "store": url}))


@pytest.fixture
def client(small_app: Flask) -> FlaskClient:
    return small_app.test_client()

"""A client of the service over the small store."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from atlas.settings import load_settings
from atlas.web.app import create_app
from tests.small_store import build_small_store


@pytest.fixture(scope="session")
def small_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    home = tmp_path_factory.mktemp("home")
    build_small_store(home)
    return create_app(load_settings({}, {"home": home}))


@pytest.fixture
def client(small_app: Flask) -> FlaskClient:
    return small_app.test_client()

"""A client gets 304 only for the very answer that it has: of this address, this store, this program and its settings."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from atlas.settings import load_settings
from atlas.web.app import create_app
from tests.small_store import build_small_store
from tests.web.test_headers import BASEMAP

ADDRESSES = ("/api/bootstrap", "/api/openapi.json", "/api/units/520121", "/api/goals?format=csv")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    build_small_store(folder)
    return folder


def client_of(home: Path, **settings: object) -> FlaskClient:
    return create_app(load_settings({}, {"home": home, **settings})).test_client()


def status(client: FlaskClient, path: str, tag: str) -> int:
    return client.get(path, headers={"If-None-Match": tag}).status_code


@pytest.mark.parametrize("path", ADDRESSES)
def test_an_answer_is_the_same_after_a_restart(home: Path, path: str) -> None:
    tag = client_of(home).get(path).headers["ETag"]
    assert status(client_of(home), path, tag) == 304


def test_a_new_base_map_is_seen_at_once(home: Path, tmp_path: Path) -> None:
    tag = client_of(home).get("/api/bootstrap").headers["ETag"]
    (tmp_path / "basemaps.yaml").write_text(BASEMAP, encoding="utf-8")
    changed = client_of(home, basemaps=tmp_path / "basemaps.yaml")
    assert status(changed, "/api/bootstrap", tag) == 200
    assert [one["id"] for one in changed.get("/api/bootstrap").get_json()["basemaps"]] == ["office"]


def test_a_new_title_is_seen_at_once(home: Path) -> None:
    tag = client_of(home).get("/api/openapi.json").headers["ETag"]
    changed = client_of(home, title_zh="本市产业图")
    assert status(changed, "/api/openapi.json", tag) == 200
    assert changed.get("/api/openapi.json").get_json()["info"]["title"] == "本市产业图"


def test_a_new_store_is_seen_at_once(tmp_path: Path) -> None:
    build_small_store(tmp_path)
    client = client_of(tmp_path)
    tag = client.get("/api/bootstrap").headers["ETag"]
    build_small_store(tmp_path)
    assert status(client, "/api/bootstrap", tag) == 200


def test_a_star_does_not_make_an_unknown_address_known(client: FlaskClient) -> None:
    assert status(client, "/api/layers/none", "*") == 404


def test_a_tag_of_one_address_is_nothing_to_another(client: FlaskClient) -> None:
    tag = client.get("/api/units/520121").headers["ETag"]
    assert status(client, "/api/units/520122", tag) == 200


@pytest.mark.parametrize("path", [*ADDRESSES, "/", "/static/icon.svg"])
@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_caches_keep_compressed_and_plain_answers_apart(
    client: FlaskClient, path: str, encoding: str
) -> None:
    with client.get(path, headers={"Accept-Encoding": encoding}) as response:
        assert "Accept-Encoding" in response.headers["Vary"]


@pytest.mark.parametrize("path", [*ADDRESSES, "/", "/healthz", "/static/js/main.js"])
def test_a_head_tells_what_a_get_gives(client: FlaskClient, path: str) -> None:
    headers = {"Accept-Encoding": "gzip"}
    with client.head(path, headers=headers) as asked, client.get(path, headers=headers) as got:
        assert asked.data == b""
        for name in ("Content-Type", "Content-Encoding", "Content-Length", "ETag"):
            assert asked.headers.get(name) == got.headers.get(name)


def test_a_script_that_the_client_has_is_not_sent_again(client: FlaskClient) -> None:
    for _ in range(2):
        with client.get("/static/js/main.js", headers={"Accept-Encoding": "gzip"}) as response:
            tag = response.headers["ETag"]
    assert tag.startswith("W/")
    with client.get("/static/js/main.js", headers={"If-None-Match": tag}) as again:
        assert again.status_code == 304

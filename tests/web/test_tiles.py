"""Tiles are kept for good under an address that names their version, and asked for again under any other."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from atlas.core.model import Level
from atlas.settings import load_settings
from atlas.stores.geopackage_writer import open_builder
from atlas.stores.tile_build import build_layer_tiles
from atlas.web.app import create_app
from tests.small_store import polygons, write_small_store

TILE = "/api/layers/county/tiles/0/0/0.mvt"
EMPTY = "/api/layers/county/tiles/6/0/0.mvt"


def build_store(home: Path, max_zoom: int) -> None:
    """The small store with tiles of its counties; another highest zoom makes other tiles."""
    with open_builder(home) as builder:
        archive = builder.tile_folder / "county.pmtiles"
        build_layer_tiles("county", polygons(Level.COUNTY), max_zoom, archive)
        write_small_store(builder, county_tiles=builder.name_tiles(archive))
        builder.switch()


def client_of(home: Path) -> FlaskClient:
    return create_app(load_settings({}, {"home": home})).test_client()


def version(client: FlaskClient) -> str:
    layers = client.get("/api/bootstrap").get_json()["layers"]
    return str(next(layer["tile_version"] for layer in layers if layer["id"] == "county"))


@pytest.fixture(scope="module")
def tiled(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    home = tmp_path_factory.mktemp("tiled")
    build_store(home, max_zoom=2)
    return client_of(home)


@pytest.mark.parametrize(("path", "status"), [(TILE, 200), (EMPTY, 204)])
def test_under_its_version_a_tile_is_kept_for_good(tiled: FlaskClient, path: str, status: int) -> None:
    answer = tiled.get(f"{path}?v={version(tiled)}")
    assert answer.status_code == status
    assert answer.headers["Cache-Control"] == "max-age=31536000, immutable"


@pytest.mark.parametrize("query", ["", "?v=", "?v=0123456789ab"], ids=["none", "empty", "another"])
def test_under_any_other_address_a_tile_is_asked_for_again(tiled: FlaskClient, query: str) -> None:
    answer = tiled.get(TILE + query)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-cache"
    again = tiled.get(TILE + query, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.headers["Cache-Control"]) == (304, "no-cache")


def test_other_tiles_have_another_version_and_the_old_one_is_no_longer_final(tmp_path: Path) -> None:
    build_store(tmp_path, max_zoom=2)
    client = client_of(tmp_path)
    old, tag = version(client), client.get(TILE).headers["ETag"]
    build_store(tmp_path, max_zoom=3)
    assert version(client) != old
    answer = client.get(f"{TILE}?v={old}", headers={"If-None-Match": tag})
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-cache")


def test_the_tilejson_gives_the_address_with_the_version(tiled: FlaskClient) -> None:
    (template,) = tiled.get("/api/layers/county/tilejson").get_json()["tiles"]
    address = template.format(z=0, x=0, y=0)
    assert tiled.get(address).headers["Cache-Control"].endswith("immutable")


def test_a_tile_takes_no_other_parameter(tiled: FlaskClient) -> None:
    assert tiled.get(f"{TILE}?version=1").status_code == 400


def test_a_layer_without_tiles_has_no_version(tiled: FlaskClient) -> None:
    layers = tiled.get("/api/bootstrap").get_json()["layers"]
    assert {layer["id"]: layer["tile_version"] for layer in layers if not layer["has_tiles"]} == {
        "phosphorus": "",
        "base": "",
        "zone": "",
    }

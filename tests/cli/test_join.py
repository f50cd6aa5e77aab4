"""``atlas join``: the engine changes nothing but the time it takes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import geopandas
import pytest
import shapely
from click.testing import CliRunner, Result

from atlas.cli.main import main
from atlas.services import join_cluster
from tests.small_store import build_small_store


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    build_small_store(folder)
    return folder


@pytest.fixture(scope="module")
def parcels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("files") / "parcels.gpkg"
    shapes = [shapely.box(106.5 + step, 26.4, 107.5 + step, 26.6) for step in (0.0, 0.25, 0.5)]
    geopandas.GeoDataFrame({"名称": ["甲", "乙", "丙"]}, geometry=shapes, crs="EPSG:4326").to_file(path)
    return path


def run(home: Path, *words: str, **settings: str) -> Result:
    return CliRunner().invoke(main, ["join", *words], env={"ATLAS_HOME": str(home), **settings})


def test_the_engine_is_named_and_the_rest_is_the_same(home: Path, parcels: Path) -> None:
    local, dask = (
        json.loads(run(home, str(parcels), "--engine", engine, "--json").stdout)
        for engine in ("local", "dask")
    )
    assert (local.pop("engine"), dask.pop("engine")) == ("local", "dask")
    assert dask == local
    assert [row["name"] for row in local["rows"]][:2] == ["开阳县", "息烽县"]


def test_progress_goes_to_the_other_stream(home: Path, parcels: Path, tmp_path: Path) -> None:
    path = tmp_path / "joined.csv"
    result = run(home, str(parcels), "--engine", "dask", "-o", str(path), "--json")
    assert json.loads(result.stdout)["row_count"] == 5
    assert "3/3" in result.stderr


def test_a_wrong_address_of_a_scheduler_is_refused(home: Path, parcels: Path) -> None:
    result = run(home, str(parcels), "--engine", "dask", "--json", ATLAS_DASK="scheduler")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["error"]["code"] == "config_invalid"


def test_a_scheduler_that_is_not_there_is_told_in_both_languages(
    home: Path, parcels: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(join_cluster, "_CONNECT_S", 0.5)
    result = run(home, str(parcels), "--engine", "dask", ATLAS_DASK="tcp://no-such-host.invalid:8786")
    assert result.exit_code == 1
    assert "无法连接 Dask 调度器" in result.stderr
    assert "cannot be reached" in result.stderr


def test_dask_is_not_imported_by_other_commands() -> None:
    check = "import sys, atlas.cli.main; sys.exit(any(name.split('.')[0] in ('dask', 'distributed') for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0

"""The command line prints one JSON object on request, and ends with 0, 1 or 2."""

from __future__ import annotations

import csv
import io
import json
import os
import socket
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import geopandas
import pytest
import shapely
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from atlas.cli.main import main
from atlas.core.policy.rows import COLUMNS
from atlas.settings import PROJECT
from tests.small_catalogue import PLAN
from tests.small_store import build_small_store


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    build_small_store(folder)
    return folder


def run(home: Path, *words: str) -> Result:
    return CliRunner().invoke(main, list(words), env={"ATLAS_HOME": str(home)})


def test_goals_as_csv_have_the_columns_of_the_interface(home: Path) -> None:
    result = run(home, "goals", "--document", PLAN, "--format", "csv")
    rows = list(csv.reader(io.StringIO(result.stdout, newline="")))
    assert result.exit_code == 0
    assert tuple(rows[0]) == COLUMNS


def test_goals_are_told_in_chinese_on_request(home: Path, tmp_path: Path) -> None:
    words = ("goals", "--adcode", "520121", "--topic", "phosphorus", "--heads", "zh")
    (row,) = csv.DictReader(io.StringIO(run(home, *words, "--format", "csv").stdout, newline=""))
    assert (row["类型"], row["级别"], row["关系"]) == ("任务布局", "县级", "点名")
    assert "磷及磷化工" in run(home, *words).stdout
    path = tmp_path / "goals.xlsx"
    assert run(home, *words, "-o", str(path)).exit_code == 0
    assert [sheet.title for sheet in load_workbook(path).worksheets] == ["政策目标", "说明"]


def test_json_stays_in_codes(home: Path) -> None:
    result = run(home, "goals", "--heads", "zh", "--json")
    assert (result.exit_code, json.loads(result.stdout)["error"]["detail"]) == (1, {"parameter": "heads"})


@pytest.mark.parametrize(
    "words",
    [
        ("goals",),
        ("documents", "list"),
        ("documents", "show", PLAN),
        ("documents", "show", PLAN, "--clause", "二/(一)/1"),
        ("layers", "list"),
        ("layers", "show", "county"),
        ("join", "zone"),
        ("doctor",),
    ],
    ids=" ".join,
)
def test_json_is_one_object_on_stdout(home: Path, words: tuple[str, ...]) -> None:
    result = run(home, *words, "--json")
    assert isinstance(json.loads(result.stdout), dict)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("goals", "--document", "none"), "document_unknown"),
        (("goals", "--adcode", "999999"), "adcode_unknown"),
        (("goals", "--topic", "magic"), "topic_unknown"),
        (("documents", "show", "none"), "document_unknown"),
        (("layers", "show", "none"), "layer_unknown"),
        (("join", "none"), "layer_unknown"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else value,
)
def test_a_refusal_ends_with_1_and_says_why(home: Path, words: tuple[str, ...], code: str) -> None:
    result = run(home, *words, "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["error"]["code"] == code
    assert "错误" in result.stderr
    assert "error" in result.stderr


def test_wrong_usage_ends_with_2(home: Path) -> None:
    assert run(home, "goals", "--format", "pdf").exit_code == 2
    assert run(home, "goals", "--heads", "fr").exit_code == 2
    assert run(home, "nothing").exit_code == 2


def test_a_store_that_is_not_built_is_told(tmp_path: Path) -> None:
    result = run(tmp_path, "goals")
    assert result.exit_code == 1
    assert "atlas build" in result.stderr


@pytest.mark.parametrize("ending", ["gpkg", "geojson", "fgb", "shp", "csv", "xlsx"])
def test_a_layer_is_exported_in_every_format(home: Path, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"county.{ending}"
    result = run(home, "layers", "export", "county", "-o", str(path), "--json")
    assert json.loads(result.stdout)["feature_count"] == 6
    if ending not in ("csv", "xlsx"):
        assert sorted(geopandas.read_file(path)["name"])[0] == "南明区"


def test_an_export_in_an_unknown_format_is_refused(home: Path, tmp_path: Path) -> None:
    assert run(home, "layers", "export", "county", "-o", str(tmp_path / "county.pdf")).exit_code == 1


def test_a_join_has_one_row_a_feature_and_unit_and_a_balance(home: Path, tmp_path: Path) -> None:
    parcels = geopandas.GeoDataFrame(
        {"园区": ["跨县园区", "界外园区"]},
        geometry=[shapely.box(106.5, 26.4, 107.5, 26.6), shapely.box(0, 0, 1, 1)],
        crs="EPSG:4326",
    )
    path = tmp_path / "parcels.geojson"
    parcels.to_file(path)
    answer = json.loads(run(home, "join", str(path), "--json").stdout)
    assert [(row["feature"], row["adcode"], row["name"], row["园区"]) for row in answer["rows"]] == [
        (1, "520121", "开阳县", "跨县园区"),
        (1, "520122", "息烽县", "跨县园区"),
    ]
    assert [round(row["share_of_feature"], 3) for row in answer["rows"]] == [0.5, 0.5]
    assert answer["balance"]["unmatched"] == {"count": 1, "features": [2]}
    assert abs(answer["balance"]["area_km2"]["residual"]) < 1e-6


def test_lengths_are_in_the_balance_sheet_and_numbers_have_sensible_digits(
    home: Path, tmp_path: Path
) -> None:
    roads = geopandas.GeoDataFrame(
        {"名称": ["跨县公路"]},
        geometry=[shapely.LineString([(106.5, 26.5), (107.25, 26.5)])],
        crs="EPSG:4326",
    )
    roads.to_file(tmp_path / "roads.geojson")
    table = tmp_path / "joined.csv"
    result = run(home, "join", str(tmp_path / "roads.geojson"), "-o", str(table))
    assert "长度 / length km: 74.7" in result.stderr
    assert "面积" not in result.stderr
    rows = list(csv.DictReader(io.StringIO(table.read_text(encoding="utf-8-sig"), newline="")))
    assert [row["adcode"] for row in rows] == ["520121", "520122"]
    for row in rows:
        assert len(row["length_km"].partition(".")[2]) <= 6
        assert len(row["share_of_feature"].partition(".")[2]) <= 9
    assert sum(float(row["share_of_feature"]) for row in rows) == pytest.approx(1, abs=2e-9)


def test_invalid_geometries_are_told_by_number(home: Path, tmp_path: Path) -> None:
    bow_tie = shapely.Polygon([(106, 26), (106.2, 26.2), (106.2, 26), (106, 26.2)])
    frame = geopandas.GeoDataFrame(
        {"名称": ["好", "坏"]}, geometry=[shapely.box(106, 26, 106.1, 26.1), bow_tie], crs="EPSG:4326"
    )
    frame.to_file(tmp_path / "parcels.gpkg")
    result = run(home, "join", str(tmp_path / "parcels.gpkg"))
    assert result.exit_code == 1
    assert "1 个要素的几何无效，编号：2" in result.stderr


@pytest.mark.parametrize(
    "words", [("layers", "export", "county"), ("goals",), ("join", "zone")], ids=" ".join
)
def test_the_live_store_is_never_overwritten(home: Path, words: tuple[str, ...]) -> None:
    before = (home / "atlas.gpkg").read_bytes()
    result = run(home, *words, "-o", str(home / "atlas.gpkg"), "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["error"]["code"] == "output_in_data_folder"
    assert (home / "atlas.gpkg").read_bytes() == before


def test_points_of_a_csv_are_joined(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "points.csv"
    path.write_text("名称,经度,纬度\n甲,106.5,26.5\n乙,109.5,26.5\n", encoding="utf-8")
    rows = json.loads(run(home, "join", str(path), "--json").stdout)["rows"]
    assert [(row["名称"], row["name"]) for row in rows] == [("甲", "开阳县"), ("乙", "玉屏侗族自治县")]


def test_a_csv_with_a_broken_number_names_row_and_column(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "points.csv"
    path.write_text("名称,lon,lat\n甲,106.5,26.5\n乙,东经109,26.5\n", encoding="utf-8")
    result = run(home, "join", str(path), "--json")
    assert json.loads(result.stdout)["error"]["detail"] == {"file": "points.csv", "row": 3, "field": "lon"}


def test_a_file_that_is_not_there_is_told(home: Path) -> None:
    result = run(home, "join", "nothing.gpkg", "--json")
    assert (result.exit_code, json.loads(result.stdout)["error"]["code"]) == (1, "file_missing")


def test_a_reader_who_goes_away_is_no_failure(home: Path) -> None:
    command = f"{sys.executable} -m atlas goals | head -c 1"
    environment = {**os.environ, "ATLAS_HOME": str(home)}
    result = subprocess.run(
        command, shell=True, env=environment, cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert "atlas-error" not in result.stderr


def test_a_region_that_is_no_province_is_refused(tmp_path: Path) -> None:
    result = run(tmp_path, "build", "--region", "520121", "--json")
    assert (result.exit_code, json.loads(result.stdout)["error"]["code"]) == (1, "parameter_invalid")


def test_an_unknown_failure_is_kept_in_a_file_and_not_shown(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("atlas.cli.layers.list_layers", fail)
    result = run(home, "layers", "list", "--json")
    log = Path(json.loads(result.stdout)["error"]["log"])
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")
    log.unlink()


def test_a_port_in_use_is_told(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = run(home, "serve", "--port", str(taken.getsockname()[1]), "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["error"]["code"] == "config_invalid"


def test_a_join_can_be_joined_again(home: Path, tmp_path: Path) -> None:
    (tmp_path / "points.csv").write_text("name,ADCODE,lon,lat\n甲,x,106.5,26.5\n", encoding="utf-8")
    names = [tmp_path / name for name in ("points.csv", "first.gpkg", "second.gpkg", "third.gpkg")]
    for source, made in pairwise(names):
        assert run(home, "join", str(source), "-o", str(made)).exit_code == 0
    row = geopandas.read_file(names[-1]).iloc[0]
    assert (row["name"], row["name_feature"], row["ADCODE_feature"]) == ("开阳县", "甲", "x")
    assert row["name_feature_feature_feature"] == "开阳县"


def test_what_a_shapefile_cuts_is_told(home: Path, tmp_path: Path) -> None:
    told = run(home, "layers", "export", "county", "-o", str(tmp_path / "county.shp")).stderr
    assert ".gpkg" in told
    assert "Warning" not in told
    assert ".gpkg" not in run(home, "layers", "export", "county", "-o", str(tmp_path / "county.fgb")).stderr


def test_goals_are_written_for_excel(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "goals.csv"
    result = run(home, "goals", "--adcode", "520121", "-o", str(path))
    assert result.exit_code == 0
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    assert {row["county"] for row in rows} == {"开阳县"}
    assert run(home, "goals", "-o", str(tmp_path / "goals.pdf")).exit_code == 1

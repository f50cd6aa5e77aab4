"""Layers as files, in a format, a reference system and an encoding of one's choice."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pyogrio
import pytest
from flask import Flask
from flask.testing import FlaskClient

DOWNLOAD = "/api/layers/{}/download"


@pytest.fixture(params=["small_app", "postgis_app"], ids=["geopackage", "postgis"])
def client(request: pytest.FixtureRequest) -> FlaskClient:
    app: Flask = request.getfixturevalue(request.param)
    return app.test_client()


def fetch(client: FlaskClient, layer: str, **query: str) -> bytes:
    answer = client.get(DOWNLOAD.format(layer), query_string=query)
    assert answer.status_code == 200, answer.text
    return answer.data


@pytest.mark.parametrize("form", ["gpkg", "fgb"])
def test_a_file_holds_the_features_that_are_served(client: FlaskClient, tmp_path: Path, form: str) -> None:
    path = tmp_path / f"county.{form}"
    path.write_bytes(fetch(client, "county", format=form, crs="EPSG:4490"))
    read = pyogrio.read_dataframe(path)
    served = client.get("/api/layers/county/items").get_json()["features"]
    assert sorted(read["name"]) == sorted(feature["properties"]["name"] for feature in served)
    assert read.crs == "EPSG:4490"
    assert read.total_bounds.tolist() == [105.0, 26.0, 111.0, 27.0]


def test_geojson_is_what_rfc_7946_says(client: FlaskClient) -> None:
    read = json.loads(fetch(client, "county", format="geojson"))
    assert len(read["features"]) == 6


def test_a_shapefile_comes_zipped_with_the_notes(client: FlaskClient) -> None:
    body = fetch(client, "zone", format="shp", encoding="gb18030", crs="EPSG:4524")
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert set(archive.namelist()) == {
            *(f"zone.{ending}" for ending in ("shp", "shx", "dbf", "prj", "cpg")),
            "字段对照.csv",
            "说明.txt",
        }
        assert "EPSG:4524" in archive.read("说明.txt").decode("utf-8-sig")


def test_points_in_a_csv_have_longitude_and_latitude(client: FlaskClient) -> None:
    text = fetch(client, "zone", format="csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    feature = client.get("/api/layers/zone/items").get_json()["features"][0]
    assert [float(rows[0]["lon"]), float(rows[0]["lat"])] == feature["geometry"]["coordinates"]


def test_areas_in_a_csv_have_well_known_text(client: FlaskClient) -> None:
    text = fetch(client, "county", format="csv", encoding="gb18030").decode("gb18030")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert rows[0]["wkt"].startswith("MULTIPOLYGON (((")
    assert rows[1]["name"] == "开阳县"


def test_a_workbook_says_where_it_comes_from(client: FlaskClient) -> None:
    book = openpyxl.load_workbook(io.BytesIO(fetch(client, "county", format="xlsx")))
    about = [row[0].value for row in book[book.sheetnames[1]].iter_rows()]
    assert any(str(line).startswith("来源：") for line in about)
    assert any("GeoPackage" in str(line) for line in about)


def test_the_file_has_a_name_for_people_and_one_for_programs(client: FlaskClient) -> None:
    said = client.get(DOWNLOAD.format("county"), query_string={"crs": "EPSG:4490"}).headers[
        "Content-Disposition"
    ]
    assert "filename=county-EPSG4490.gpkg" in said
    assert "filename*=UTF-8''%E5%9B%BE%E5%B1%82" in said


def test_a_file_that_is_known_is_not_made_again(client: FlaskClient) -> None:
    path = DOWNLOAD.format("county") + "?format=gpkg"
    tag = client.get(path).headers["ETag"]
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize(
    ("layer", "query", "status", "code"),
    [
        ("none", {}, 404, "layer_unknown"),
        ("county", {"format": "dwg"}, 400, "format_unknown"),
        ("county", {"crs": "EPSG:2379"}, 400, "crs_unknown"),
        ("county", {"encoding": "big5", "format": "csv"}, 400, "encoding_unknown"),
        ("county", {"encoding": "gb18030", "format": "gpkg"}, 400, "encoding_not_taken"),
        ("county", {"crs": "EPSG:4490", "format": "geojson"}, 400, "crs_not_taken"),
        ("county", {"name": "../../etc/passwd"}, 400, "parameter_unknown"),
    ],
)
def test_what_cannot_be_made_is_refused(
    client: FlaskClient, layer: str, query: dict[str, str], status: int, code: str
) -> None:
    answer = client.get(DOWNLOAD.format(layer), query_string=query)
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (status, code)

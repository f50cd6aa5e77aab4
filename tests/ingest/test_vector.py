"""GeoPackage, FlatGeobuf and GeoParquet: layers found, SQL in them never run."""

from __future__ import annotations

import json
import sqlite3
import struct
from pathlib import Path
from typing import Any

import geopandas
import pandas
import pyarrow as pa
import pyarrow.parquet
import pytest
import shapely

from atlas.core.errors import DataError, LimitExceeded
from tests.ingest.files import codes, layer_of, read, read_bytes, zipped

COUNTIES = geopandas.GeoDataFrame(
    {"名称": ["花溪区", "龙里县"], "人口": [966300, None], "日期": ["2024-05-01", ""]},
    geometry=[shapely.box(106.6, 26.4, 106.7, 26.5), shapely.box(106.9, 26.4, 107.0, 26.5)],
    crs="EPSG:4490",
)
HOSTILE = "县'; DROP TABLE gpkg_contents; --\""


def package(path: Path, **layers: geopandas.GeoDataFrame) -> Path:
    for name, frame in layers.items():
        frame.to_file(path, layer=name, driver="GPKG", engine="pyogrio")
    return path


def run_sql(path: Path, *statements: tuple[str, list[Any]]) -> None:
    base = sqlite3.connect(path)
    base.execute("PRAGMA writable_schema=ON")
    base.execute("DELETE FROM sqlite_master WHERE type = 'trigger'")
    base.commit()
    base.close()
    base = sqlite3.connect(path)
    for sql, values in statements:
        base.execute(sql, values)
    base.commit()
    base.close()


def test_a_geopackage_is_read(tmp_path: Path) -> None:
    layer = layer_of(read(package(tmp_path / "a.gpkg", 县界=COUNTIES), tmp_path / "work"))
    assert (layer.member.name, layer.member.kind, layer.declared_crs) == ("县界", "geopackage", "EPSG:4490")
    assert not layer.is_bytes
    assert list(layer.table["名称"]) == ["花溪区", "龙里县"]
    assert layer.geometries is not None
    assert layer.geometries[1].bounds == (106.9, 26.4, 107.0, 26.5)


def test_the_upload_itself_is_left_as_it_came(tmp_path: Path) -> None:
    path = package(tmp_path / "a.gpkg", 县界=COUNTIES)
    before = path.read_bytes()
    read(path, tmp_path / "work")
    assert path.read_bytes() == before
    assert {one.name for one in tmp_path.iterdir()} == {"a.gpkg", "work"}


def test_of_several_layers_a_person_chooses(tmp_path: Path) -> None:
    path = package(tmp_path / "a.gpkg", 县界=COUNTIES, 乡镇=COUNTIES[:1])
    assert [member.name for member in read(path, tmp_path / "work").members] == ["县界", "乡镇"]
    assert len(layer_of(read(path, tmp_path / "second", member="乡镇")).table) == 1


def test_layers_in_a_zip_carry_its_path(tmp_path: Path) -> None:
    path = package(tmp_path / "a.gpkg", 县界=COUNTIES, 乡镇=COUNTIES[:1])
    upload = read_bytes(zipped({"数据/a.gpkg": path.read_bytes()}), "a.zip", tmp_path)
    assert [member.name for member in upload.members] == ["数据/a.gpkg/县界", "数据/a.gpkg/乡镇"]


def test_sql_in_a_layer_name_is_text(tmp_path: Path) -> None:
    path = package(tmp_path / "a.gpkg", **{HOSTILE: COUNTIES})
    layer = layer_of(read(path, tmp_path / "work", member=HOSTILE))
    assert layer.member.name == HOSTILE
    assert len(layer.table) == 2


def test_an_undefined_system_is_none(tmp_path: Path) -> None:
    path = package(tmp_path / "a.gpkg", a=COUNTIES)
    run_sql(
        path, ("UPDATE gpkg_geometry_columns SET srs_id = 0", []), ("UPDATE gpkg_contents SET srs_id = 0", [])
    )
    assert layer_of(read(path, tmp_path / "work")).declared_crs == ""


def test_a_view_that_never_ends_is_not_run(tmp_path: Path) -> None:
    path = package(tmp_path / "a.gpkg", a=COUNTIES)
    endless = (
        "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT n AS fid, NULL AS geom FROM r"
    )
    run_sql(
        path,
        (f"CREATE VIEW trap AS {endless}", []),
        (
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES ('trap', 'features', 'trap', 4490)",
            [],
        ),
        ("INSERT INTO gpkg_geometry_columns VALUES ('trap', 'geom', 'POLYGON', 4490, 0, 0)", []),
    )
    upload = read(path, tmp_path / "work")
    assert [member.name for member in upload.members] == ["a"]
    assert [message.code for message in upload.messages] == ["layer_is_view"]


def test_a_trigger_is_not_run(tmp_path: Path) -> None:
    path = package(tmp_path / "a.gpkg", a=COUNTIES)
    run_sql(
        path,
        ("CREATE TRIGGER trap BEFORE DELETE ON gpkg_extensions BEGIN SELECT RAISE(ABORT, 'run'); END", []),
    )
    assert len(layer_of(read(path, tmp_path / "work")).table) == 2


def test_a_virtual_table_that_would_open_a_file_is_not_made(tmp_path: Path) -> None:
    path = package(tmp_path / "a.gpkg", a=COUNTIES)
    base = sqlite3.connect(path)
    base.execute("PRAGMA writable_schema=ON")
    base.execute(
        "INSERT INTO sqlite_master VALUES ('table', 'trap', 'trap', 0, 'CREATE VIRTUAL TABLE trap USING VirtualOGR(''/etc/passwd'')')"
    )
    base.commit()
    base.close()
    assert [member.name for member in read(path, tmp_path / "work").members] == ["a"]


def test_styles_that_a_program_keeps_are_no_layer(tmp_path: Path) -> None:
    path = package(tmp_path / "a.gpkg", a=COUNTIES)
    run_sql(
        path,
        ("CREATE TABLE layer_styles (id INTEGER PRIMARY KEY, styleQML TEXT)", []),
        (
            "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('layer_styles', 'attributes', 's')",
            [],
        ),
    )
    assert [member.name for member in read(path, tmp_path / "work").members] == ["a"]


def test_arcs_become_polylines_and_are_told(tmp_path: Path) -> None:
    path = package(tmp_path / "a.gpkg", a=COUNTIES)
    arc = struct.pack("<BII6d", 1, 8, 3, 106.0, 26.0, 106.1, 26.1, 106.2, 26.0)
    blob = b"GP\0\x01" + struct.pack("<i", 4490) + arc
    run_sql(
        path,
        ("INSERT INTO a (geom, 名称) VALUES (?, '圆弧')", [blob]),
        ("UPDATE gpkg_geometry_columns SET geometry_type_name = 'GEOMETRY'", []),
    )
    layer = layer_of(read(path, tmp_path / "work"))
    assert layer.geometries is not None
    assert layer.geometries[2].geom_type == "LineString"
    assert len(layer.geometries[2].coords) > 10
    assert [(message.code, message.features) for message in layer.messages] == [("curves_linearised", (3,))]


def test_a_damaged_geopackage_is_refused(tmp_path: Path) -> None:
    path = package(tmp_path / "a.gpkg", a=COUNTIES)
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(DataError) as refused:
        read(path, tmp_path / "work")
    assert refused.value.code == "file_damaged"


def test_a_plain_database_is_no_geopackage(tmp_path: Path) -> None:
    base = sqlite3.connect(tmp_path / "a.db")
    base.execute("CREATE TABLE t (a)")
    base.commit()
    base.close()
    with pytest.raises(DataError, match="SQLite"):
        read(tmp_path / "a.db", tmp_path / "work")


def test_a_flatgeobuf_is_read(tmp_path: Path) -> None:
    COUNTIES.to_file(tmp_path / "a.fgb", driver="FlatGeobuf", engine="pyogrio")
    layer = layer_of(read(tmp_path / "a.fgb", tmp_path / "work"))
    assert (layer.member.kind, layer.declared_crs) == ("flatgeobuf", "EPSG:4490")
    assert set(layer.table["名称"]) == {"花溪区", "龙里县"}


def test_too_many_features_are_refused(tmp_path: Path) -> None:
    with pytest.raises(LimitExceeded) as refused:
        read(package(tmp_path / "a.gpkg", a=COUNTIES), tmp_path / "work", max_features=1)
    assert refused.value.code == "too_many_features"


def test_a_geoparquet_is_read(tmp_path: Path) -> None:
    COUNTIES.to_parquet(tmp_path / "a.parquet")
    layer = layer_of(read(tmp_path / "a.parquet", tmp_path / "work"))
    assert layer.member.kind == "geoparquet"
    assert "China Geodetic Coordinate System 2000" in layer.declared_crs
    assert list(layer.table["名称"]) == ["花溪区", "龙里县"]
    assert layer.geometries is not None
    assert layer.geometries[0].area == pytest.approx(0.01)


def test_a_geoparquet_of_native_points_is_read(tmp_path: Path) -> None:
    points = geopandas.GeoDataFrame({"a": [1]}, geometry=[shapely.Point(106.6, 26.4)], crs="EPSG:4326")
    points.to_parquet(tmp_path / "a.parquet", geometry_encoding="geoarrow")
    layer = layer_of(read(tmp_path / "a.parquet", tmp_path / "work"))
    assert layer.geometries is not None
    assert layer.geometries[0].equals(shapely.Point(106.6, 26.4))


@pytest.mark.parametrize(("crs", "declared"), [(None, ""), ("absent", "OGC:CRS84")])
def test_a_geoparquet_without_system_says_what_the_standard_says(
    tmp_path: Path, crs: str | None, declared: str
) -> None:
    about: dict[str, Any] = {"encoding": "WKB", "geometry_types": []}
    if crs is None:
        about["crs"] = None
    geo = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": about}}
    table = pa.table({"a": [1], "geometry": pa.array([shapely.Point(1, 2).wkb], pa.binary())})
    pa.parquet.write_table(table.replace_schema_metadata({"geo": json.dumps(geo)}), tmp_path / "a.parquet")
    assert layer_of(read(tmp_path / "a.parquet", tmp_path / "work")).declared_crs == declared


def test_a_plain_parquet_is_a_table(tmp_path: Path) -> None:
    frame = pandas.DataFrame(
        {"code": ["052011"], "day": pandas.to_datetime(["2024-05-01"]), "many": [[1, 2]]}
    )
    frame.to_parquet(tmp_path / "a.parquet")
    layer = layer_of(read(tmp_path / "a.parquet", tmp_path / "work"))
    assert layer.geometries is None
    assert layer.table.iloc[0].tolist() == ["052011", "2024-05-01T00:00:00", "[1, 2]"]


def test_binary_columns_are_left_out_and_told(tmp_path: Path) -> None:
    pa.parquet.write_table(pa.table({"a": [1], "b": pa.array([b"x"])}), tmp_path / "a.parquet")
    layer = layer_of(read(tmp_path / "a.parquet", tmp_path / "work"))
    assert list(layer.table.columns) == ["a"]
    assert codes(layer) == ["field_left_out"]


def test_text_that_is_no_utf8_is_read_as_gbk_and_told(tmp_path: Path) -> None:
    path = package(tmp_path / "a.gpkg", a=COUNTIES)
    run_sql(path, ("UPDATE a SET 名称 = CAST(? AS TEXT) WHERE fid = 2", ["龙里县".encode("gbk")]))
    layer = layer_of(read(path, tmp_path / "work"))
    assert list(layer.table["名称"]) == ["花溪区", "龙里县"]
    assert [(message.code, message.features) for message in layer.messages] == [("not_utf8", (2,))]

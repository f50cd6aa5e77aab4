"""Features come whole or in pieces; the pieces put together are the whole, with the same values and types."""

from __future__ import annotations

import contextlib
import pickle
import sqlite3
from pathlib import Path

import geopandas
import pandas
import pyogrio
import pytest
import shapely
from geopandas.testing import assert_geodataframe_equal

from atlas.core.errors import DataError
from atlas.stores.feature_files import open_features, read_features
from atlas.stores.feature_source import HeldFeatures

#: Seven towns; a year is missing, all the last notes are.
TOWNS = geopandas.GeoDataFrame(
    {
        "名称": ["开阳", "息烽", None, "瓮安", "福泉", "织金", "江口"],
        "年份": pandas.array([2027, None, 2025, 2026, 2027, 2024, 2023], dtype="Int64"),
        "重点": [True, False, True, True, False, True, False],
        "日期": pandas.to_datetime(["2025-01-02"] * 6 + [None]),
        "备注": ["甲", "乙", "丙", None, None, None, None],
        "产值": [1.5, None, 3.25, 4.0, 5.0, 6.0, 7.0],
    },
    geometry=[shapely.Point(106.5 + 0.1 * place, 26.5) for place in range(6)] + [None],
    crs="EPSG:4490",
)


def write(path: Path) -> Path:
    options = {"SPATIAL_INDEX": "NO"} if path.suffix == ".fgb" else {}
    # A FlatGeobuf with an index is in the order of its index, which is an order as good as any.
    TOWNS.to_file(path, **options)
    return path


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
@pytest.mark.parametrize("ending", ["gpkg", "fgb", "geojson", "shp", "csv"])
def test_the_pieces_put_together_are_the_whole(tmp_path: Path, ending: str, size: int) -> None:
    path = tmp_path / f"towns.{ending}"
    if ending == "csv":
        path.write_text(
            "名称,lon,lat,年份\n甲,106.5,26.5,2025\n乙,106.6,26.5,\n丙,106.7,26.5,2027\n", "utf-8"
        )
    elif ending == "shp":
        TOWNS.drop(columns="日期").to_file(path, encoding="UTF-8")
    else:
        write(path)
    source = open_features(path)
    pieces = [piece.read() for piece in source.pieces(size)]
    assert max(len(piece) for piece in pieces) <= size
    assert [number for piece in pieces for number in piece.index] == list(range(1, source.count + 1))
    whole = read_features(path)
    assert_geodataframe_equal(pandas.concat(pieces).reset_index(drop=True), whole)
    assert all((piece.dtypes == whole.dtypes).all() for piece in pieces)


@pytest.mark.parametrize("ending", ["gpkg", "fgb"])
def test_values_are_what_the_file_says(tmp_path: Path, ending: str) -> None:
    frame = read_features(write(tmp_path / f"towns.{ending}"))
    assert list(frame["名称"].dropna()) == list(TOWNS["名称"].dropna())
    assert frame["年份"].to_list() == TOWNS["年份"].to_list()
    assert frame["重点"].to_list() == TOWNS["重点"].to_list()
    assert str(frame["日期"][0]).startswith("2025-01-02")
    assert frame.crs.to_epsg() == 4490
    assert frame.geometry.isna().to_list() == [False] * 6 + [True]


def test_a_piece_of_a_file_travels_without_its_features(tmp_path: Path) -> None:
    _, piece = open_features(write(tmp_path / "towns.gpkg")).pieces(4)
    sent = pickle.dumps(piece)
    assert b"\xe6\xb1\x9f\xe5\x8f\xa3" not in sent
    assert list(pickle.loads(sent).read()["名称"]) == ["福泉", "织金", "江口"]


def test_rows_that_were_deleted_leave_no_gap_and_no_doubles(tmp_path: Path) -> None:
    path = write(tmp_path / "towns.gpkg")
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TRIGGER IF EXISTS rtree_towns_geom_delete")
        connection.execute("DELETE FROM towns WHERE fid IN (2, 3)")
        # The number of rows that the file states is now wrong, as after an edit by another program.
        connection.execute("UPDATE gpkg_ogr_contents SET feature_count = 7")
        connection.commit()
    source = open_features(path)
    names = [name for piece in source.pieces(2) for name in piece.read()["名称"]]
    assert (source.count, names) == (5, ["开阳", "瓮安", "福泉", "织金", "江口"])


@pytest.mark.parametrize("ending", ["gpkg", "fgb", "geojson"])
def test_the_columns_are_told_without_features(tmp_path: Path, ending: str) -> None:
    piece = open_features(write(tmp_path / f"towns.{ending}")).pieces(3)[1]
    empty = piece.empty()
    assert len(empty) == 0
    assert (empty.dtypes == piece.read().dtypes).all()


def test_a_view_is_read_at_once_since_its_rows_have_no_key(tmp_path: Path) -> None:
    path = write(tmp_path / "towns.gpkg")
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE VIEW late AS SELECT geom, 名称 FROM towns WHERE 年份 > 2025")
        for table in ("gpkg_contents", "gpkg_geometry_columns"):
            connection.execute(f"UPDATE {table} SET table_name = 'late'")
        connection.commit()
    first, second = open_features(path).pieces(2)
    assert [*first.read()["名称"], *second.read()["名称"]] == ["开阳", "瓮安", "福泉"]


def test_a_file_that_changes_while_it_is_read_is_told(tmp_path: Path) -> None:
    path = write(tmp_path / "towns.gpkg")
    pieces = open_features(path).pieces(4)
    pyogrio.write_dataframe(TOWNS.head(2), path, layer="towns")
    with pytest.raises(DataError) as caught:
        [piece.read() for piece in pieces]
    assert caught.value.code == "file_changed"


@pytest.mark.parametrize("ending", ["gpkg", "fgb", "geojson"])
def test_a_file_without_features_has_one_empty_piece(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"none.{ending}"
    pyogrio.write_dataframe(TOWNS.head(0), path, geometry_type="Point")
    source = open_features(path)
    (piece,) = source.pieces(10)
    assert (source.count, len(piece.read())) == (0, 0)


@pytest.mark.parametrize("ending", ["gpkg", "fgb", "shp"])
def test_bytes_of_another_format_are_refused(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"virtual.{ending}"
    path.write_text("<OGRVRTDataSource><OGRVRTLayer name='x'/></OGRVRTDataSource>", encoding="utf-8")
    with pytest.raises(DataError):
        open_features(path)


def test_the_common_type_of_held_features_is_told() -> None:
    def type_of(*shapes: shapely.Geometry | None) -> str:
        return HeldFeatures(geopandas.GeoDataFrame(geometry=list(shapes), crs="EPSG:4326")).geometry_type

    square = shapely.box(106, 26, 107, 27)
    assert type_of(square, None) == "Polygon"
    assert type_of(square, shapely.MultiPolygon([square])) == "MultiPolygon"
    assert type_of(shapely.Point(106, 26, 900)) == "Point Z"
    assert type_of(square, shapely.Point(106, 26)) == "Unknown"
    assert type_of() == "Unknown"

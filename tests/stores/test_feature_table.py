"""Features of one table: filters, order and relations in space, answered by SQLite and GEOS, and by PostGIS, alike."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import geopandas
import pytest
import shapely

from atlas.core.cql2_parse import parse_filter
from atlas.core.crs_uris import CRS84_URI, served_crs
from atlas.core.errors import FeatureNotFound, LimitExceeded, StoreCorrupt, Text
from atlas.core.filters import FeatureQuery, SortKey
from atlas.core.layers import LayerField
from atlas.stores import feature_table
from atlas.stores.feature_encoding import encode_features
from atlas.stores.feature_table import FeatureTable, read_table
from atlas.stores.geopackage_rows import open_file
from atlas.stores.postgis_features import PostgisTable
from atlas.stores.postgis_load import GeoPackageLoader
from atlas.stores.postgres import PostgresDatabase
from atlas.stores.protocol import FeatureReader

#: Names that a layer of staff may have: blanks, quotes, Chinese, upper and lower case.
ODD = '面积 "亩"'
SCHEMA = (
    LayerField("名称", "text", Text("名称", "Name")),
    LayerField(ODD, "number", Text("面积", "Area")),
    LayerField("年份", "integer", Text("年份", "Year")),
)
ROWS = [
    ("磷化工园区", 120.5, 2025, shapely.box(106.0, 26.0, 107.0, 27.0)),
    ("Straße 二区", 80.0, None, shapely.box(107.0, 26.0, 108.0, 27.0)),
    ("STRASSE 三区", None, 2027, shapely.box(106.2, 26.2, 106.4, 26.4)),
    ("100%合格*区", 3.0, 2027, None),
]


def write_parks(path: Path) -> None:
    frame = geopandas.GeoDataFrame(
        {name: [row[place] for row in ROWS] for place, name in enumerate(item.name for item in SCHEMA)},
        geometry=[row[3] for row in ROWS],
        crs="EPSG:4326",
    ).astype({"年份": "Int64"})
    frame.to_file(path, layer="parks", driver="GPKG", GEOMETRY_NAME="geom", FID="fid", SPATIAL_INDEX="YES")
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE parks_json (fid INTEGER PRIMARY KEY, body TEXT NOT NULL)")
        connection.executemany(
            "INSERT INTO parks_json VALUES (?, ?)", enumerate(encode_features(frame), start=1)
        )
    connection.close()


@pytest.fixture(scope="module", params=["geopackage", "postgis"])
def table(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[FeatureReader]:
    folder = tmp_path_factory.mktemp("table")
    path = folder / "features.gpkg"
    write_parks(path)
    if request.param == "geopackage":
        held = open_file(path)
        yield FeatureTable(lambda: held, path, "parks", SCHEMA, layer="zones-of-ours")
        return
    with request.getfixturevalue("postgis").database() as url:
        database = PostgresDatabase(url, folder)
        with database.connect() as connection:
            connection.raw.execute("CREATE SCHEMA offices")
            GeoPackageLoader(connection.raw, path, "offices").load_features("parks", "parks")
        yield PostgisTable(
            database, "offices", "parks", SCHEMA, layer="zones-of-ours", gone=lambda: StoreCorrupt("", "")
        )
        database.close()


def find(table: FeatureReader, text: str, **options: object) -> list[int]:
    condition = (
        parse_filter(text, SCHEMA, language="cql2-text", crs=served_crs()[CRS84_URI]) if text else None
    )
    page = table.query(FeatureQuery(condition=condition, **options))  # type: ignore[arg-type]
    return [json.loads(feature)["id"] for feature in page.features]


@pytest.mark.parametrize(
    ("text", "fids"),
    [
        ("\"名称\" = '磷化工园区'", [1]),
        ("\"名称\" LIKE '%区'", [1, 2, 3, 4]),
        ("\"名称\" LIKE '____园_'", []),
        ("\"名称\" LIKE '___园_'", [1]),
        ("\"名称\" LIKE 'STRASSE%'", [3]),
        ("CASEI(\"名称\") LIKE CASEI('strasse%')", [2, 3]),
        ("\"名称\" LIKE '100\\%合格*%'", [4]),
        ("\"名称\" LIKE '磷*'", []),
        ('"年份" = 2027', [3, 4]),
        ('"年份" IN (2025, 2027)', [1, 3, 4]),
        ('"年份" BETWEEN 2026 AND 2030', [3, 4]),
        ('"年份" IS NULL', [2]),
        ('NOT "年份" IS NULL', [1, 3, 4]),
        ('NOT "年份" = 2027', [1]),
        ('"年份" / 2 > 1013', [3, 4]),
        ("S_INTERSECTS(geometry, POINT(106.3 26.3))", [1, 3]),
        ("S_CONTAINS(geometry, BBOX(106.25,26.25,106.3,26.3))", [1, 3]),
        ("S_WITHIN(geometry, BBOX(106.1,26.1,106.5,26.5))", [3]),
        ("S_TOUCHES(geometry, BBOX(107,26,108,27))", [1]),
        ("S_EQUALS(geometry, BBOX(107,26,108,27))", [2]),
        ("S_OVERLAPS(geometry, BBOX(106.5,26.5,107.5,27.5))", [1, 2]),
        ("S_CROSSES(geometry, LINESTRING(105 26.5, 106.5 26.5))", [1]),
        ("S_DISJOINT(geometry, BBOX(105,25,106.5,28))", [2]),
        ("NOT S_INTERSECTS(geometry, BBOX(105,25,106.5,28))", [2]),
        ("geometry IS NULL", [4]),
        ('S_INTERSECTS(geometry, POINT(106.3 26.3)) AND NOT "年份" = 2025', [3]),
    ],
)
def test_a_filter_gives_the_features_for_which_it_holds(
    table: FeatureReader, text: str, fids: list[int]
) -> None:
    assert find(table, text) == fids


def test_a_column_may_have_any_name(table: FeatureReader) -> None:
    condition = json.dumps({"op": ">", "args": [{"property": ODD}, 50]}, ensure_ascii=False)
    parsed = parse_filter(condition, SCHEMA, language="cql2-json", crs=served_crs()[CRS84_URI])
    page = table.query(FeatureQuery(condition=parsed, properties={"年份": "2025"}))
    assert [json.loads(feature)["properties"][ODD] for feature in page.features] == [120.5]


def test_words_of_sql_in_a_value_are_a_value(table: FeatureReader) -> None:
    assert find(table, "\"名称\" = 'x'' OR 1=1 --'") == []
    assert find(table, "") == [1, 2, 3, 4]


def test_features_without_a_value_come_last_either_way(table: FeatureReader) -> None:
    assert find(table, "", sort_by=(SortKey(ODD),)) == [4, 2, 1, 3]
    assert find(table, "", sort_by=(SortKey(ODD, is_descending=True),)) == [1, 2, 4, 3]
    assert find(table, "", sort_by=(SortKey("年份", is_descending=True), SortKey(ODD))) == [4, 3, 1, 2]


def test_a_page_is_part_of_all_that_match(table: FeatureReader) -> None:
    page = table.query(FeatureQuery(limit=2, offset=1))
    assert page.matched == 4
    assert [json.loads(feature)["id"] for feature in page.features] == [2, 3]


def test_a_box_passes_over_features_without_geometry(table: FeatureReader) -> None:
    assert find(table, "", bbox=(100.0, 20.0, 110.0, 30.0)) == [1, 2, 3]


def test_a_query_that_takes_too_long_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "features.gpkg"
    write_parks(path)
    held = open_file(path)
    table = FeatureTable(lambda: held, path, "parks", SCHEMA)
    monkeypatch.setattr(feature_table, "QUERY_LIMIT_S", -1.0)
    monkeypatch.setattr("atlas.stores.geopackage_rows._STEPS_BETWEEN_LOOKS", 1)
    with pytest.raises(LimitExceeded) as caught:
        find(table, "\"名称\" LIKE '%区'")
    assert caught.value.code == "query_too_slow"
    monkeypatch.undo()
    assert find(table, "\"名称\" LIKE '磷%'") == [1]


def test_one_feature_comes_as_it_was_written(table: FeatureReader) -> None:
    assert json.loads(table.read_feature(4))["geometry"] is None
    with pytest.raises(FeatureNotFound) as caught:
        table.read_feature(99)
    assert "zones-of-ours" in caught.value.message.en


def test_all_features_come_as_a_frame_with_whole_numbers(table: FeatureReader) -> None:
    frame = table.read_frame()
    assert frame["年份"].dtype == "Int64"
    assert frame["年份"].isna().tolist() == [False, True, False, False]
    assert frame.crs == "EPSG:4326"


def test_one_column_is_read_of_all_that_can_be_drawn(table: FeatureReader) -> None:
    assert table.read_values(ODD) == [120.5, 80.0, None]
    assert table.read_values("年份") == [2025, None, 2027]
    assert table.read_values("名称")[0] == "磷化工园区"


def test_a_table_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreCorrupt):
        read_table(tmp_path / "none.gpkg", "parks")

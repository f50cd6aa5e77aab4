"""Rows of a join go to a list or a file; a file stands only once it is whole."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import geopandas
import pandas
import pyarrow.parquet
import pytest
import shapely

from atlas.core.errors import DataError, GeometryInvalid, ParameterError
from atlas.services.join_engines import LocalEngine
from atlas.services.join_frames import JOIN_COLUMNS
from atlas.services.join_outputs import file_output, rows_output
from atlas.services.joins import balance_sheet, join_source, text_rows
from atlas.stores.feature_source import HeldFeatures
from tests.services.join_samples import TARGET, features, run

ACROSS = features([shapely.box(106.5, 26.4, 107.5, 26.6), shapely.Point(120, 26)])
BOW_TIE = features([shapely.Polygon([(106, 26), (106.2, 26.2), (106.2, 26), (106, 26.2)])])


def write(frame: geopandas.GeoDataFrame, path: Path) -> None:
    source = HeldFeatures(frame)
    with file_output(path, source.geometry_type) as output:
        join_source(source, TARGET, LocalEngine(), output)


def test_a_row_has_our_columns_and_those_of_the_feature() -> None:
    rows, report = run(LocalEngine(), ACROSS)
    assert report.columns == (*JOIN_COLUMNS, "名称", "level_feature")
    assert [(row["feature"], row["name"], row["名称"]) for row in rows] == [
        (1, "甲县", "地块0"),
        (1, "乙县", "地块0"),
    ]
    assert balance_sheet(report.balance)["unmatched"] == {"count": 1, "features": [2]}


def test_a_person_gets_as_many_rows_as_asked_and_sensible_digits() -> None:
    rows: list[dict[str, object]] = []
    report = join_source(HeldFeatures(ACROSS), TARGET, LocalEngine(), rows_output(rows, most=1))
    (row,) = text_rows(rows)
    assert report.row_count == 2
    assert len(str(row["area_km2"]).partition(".")[2]) <= 6


@pytest.mark.parametrize(
    ("column", "values"),
    [
        (pandas.Series([1, 2]), [1, 2]),
        (pandas.Series([1.5, float("nan"), float("inf")]), [1.5, None, None]),
        (pandas.Series([2027, None], dtype="Int64"), [2027, None]),
        (pandas.Series([True, None], dtype="boolean"), [True, None]),
        (pandas.Series(["开阳", None]), ["开阳", None]),
        (pandas.Series(["甲", None, [1, 2], 3], dtype=object), ["甲", None, "[1, 2]", 3]),
        (pandas.to_datetime(pandas.Series(["2025-01-02", None])), ["2025-01-02 00:00:00", None]),
    ],
    ids=lambda value: str(getattr(value, "dtype", "")),
)
def test_values_are_plain_whatever_the_type_of_their_column(
    column: pandas.Series, values: list[object]
) -> None:
    shapes = [shapely.Point(106.5, 26.5)] * len(column)
    rows, _ = run(LocalEngine(), geopandas.GeoDataFrame({"值": column}, geometry=shapes, crs="EPSG:4326"))
    assert [(row["值"], type(row["值"])) for row in rows] == [(value, type(value)) for value in values]


def test_a_parquet_table_keeps_types(tmp_path: Path) -> None:
    path = tmp_path / "joined.parquet"
    frame = ACROSS.assign(空=None, 年份=pandas.array([2027, None], dtype="Int64"))
    write(frame, path)
    table = pyarrow.parquet.read_table(path)
    assert str(table.schema.field("年份").type) == "int64"
    assert str(table.schema.field("空").type) in ("string", "large_string")
    assert table.column("adcode").to_pylist() == ["520101", "520102"]
    assert "geometry" not in table.column_names


def test_a_geopackage_states_the_type_of_its_geometries(tmp_path: Path) -> None:
    mixed = features(
        [shapely.box(106.1, 26.1, 106.2, 26.2), shapely.MultiPolygon([shapely.box(107, 26, 107.2, 26.2)])]
    )
    write(mixed, tmp_path / "joined.gpkg")
    assert set(geopandas.read_file(tmp_path / "joined.gpkg").geom_type) == {"MultiPolygon"}


def test_a_formula_in_a_csv_stays_text(tmp_path: Path) -> None:
    write(ACROSS.assign(名称=["=1+1", "乙"]), tmp_path / "joined.csv")
    text = (tmp_path / "joined.csv").read_text(encoding="utf-8-sig")
    assert next(csv.DictReader(io.StringIO(text, newline="")))["名称"] == "'=1+1"


@pytest.mark.parametrize("ending", ["csv", "gpkg", "xlsx"])
def test_a_join_that_fails_leaves_the_old_file_and_no_litter(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"joined.{ending}"
    write(ACROSS, path)
    before = path.read_bytes()
    with pytest.raises(GeometryInvalid):
        write(BOW_TIE, path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_format_nobody_writes_is_refused_before_the_work(tmp_path: Path) -> None:
    with pytest.raises(ParameterError), file_output(tmp_path / "joined.pdf", "Point"):
        pytest.fail("the work was begun")


@pytest.mark.parametrize("ending", ["csv", "parquet", "gpkg"])
def test_a_folder_that_is_not_there_is_told(tmp_path: Path, ending: str) -> None:
    path = tmp_path / "none" / f"joined.{ending}"
    with pytest.raises(DataError) as caught:
        write(ACROSS, path)
    assert str(path) in caught.value.message.zh

"""Files of GIS staff: Chinese text of shapefiles and tables, whatever their encoding."""

from __future__ import annotations

import warnings
from pathlib import Path

import geopandas
import pytest
from shapely.geometry import LineString, Point

from atlas.core.errors import CrsUnknown, DataError, ParameterError
from atlas.stores.feature_files import read_features, write_features
from atlas.stores.shapefile_text import find_encoding, short_columns

#: The second name has 12 bytes in UTF-8; a shapefile keeps ten, the last inside a character.
_FRAME = geopandas.GeoDataFrame(
    {"名称": ["开阳县", "朱镕垚"], "地块名称": ["甲", "乙"]},
    geometry=[Point(106.96, 27.06), Point(109.0, 27.3)],
    crs="EPSG:4490",
)


def _write_raw(path: Path, encoding: str) -> Path:
    """A shapefile as GDAL leaves it, with a name of a column cut wherever ten bytes end."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _FRAME.to_file(path, driver="ESRI Shapefile", encoding=encoding, engine="pyogrio")
    return path


def test_a_column_name_cut_inside_a_character_does_not_hide_the_file(tmp_path: Path) -> None:
    frame = read_features(_write_raw(tmp_path / "utf8.shp", "UTF-8"))
    assert list(frame.columns) == ["名称", "地块名", "geometry"]
    assert list(frame["名称"]) == ["开阳县", "朱镕垚"]
    assert frame.crs.to_epsg() == 4490


@pytest.mark.parametrize("cpg", ["GBK", "936", "ANSI 936", "UTF-8", "nonsense", None])
def test_a_gbk_shapefile_is_read_whatever_it_says(tmp_path: Path, cpg: str | None) -> None:
    path = _write_raw(tmp_path / "gbk.shp", "GBK")
    path.with_suffix(".cpg").unlink()
    if cpg:
        path.with_suffix(".cpg").write_text(cpg, "ascii")
    frame = read_features(path)
    assert list(frame["地块名称"]) == ["甲", "乙"]
    assert list(frame["名称"]) == ["开阳县", "朱镕垚"]


def test_the_mark_of_a_table_names_its_encoding(tmp_path: Path) -> None:
    path = _write_raw(tmp_path / "marked.shp", "GBK")
    path.with_suffix(".cpg").unlink()
    table = bytearray(path.with_suffix(".dbf").read_bytes())
    table[29] = 0x4D
    path.with_suffix(".dbf").write_bytes(bytes(table))
    assert find_encoding(path, []) == "gb18030"


def test_what_we_write_as_a_shapefile_we_read_again(tmp_path: Path) -> None:
    frame = _FRAME.assign(share_of_feature=1.0, share_of_fence=0.5, 地块名字=["丙", "丁"], 长文="文" * 100)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        write_features(frame, tmp_path / "own.shp", name="own")
    again = read_features(tmp_path / "own.shp")
    assert list(again.columns) == ["名称", "地块名", "share_of_f", "share_of_2", "地块_2", "长文", "geometry"]
    assert again["长文"][0] == "文" * 84


def test_short_names_are_whole_characters_and_differ() -> None:
    names = ["地块名称", "地块名字", "share_of_feature", "share_of_fence", "name", "NAME"]
    short = list(short_columns(names).values())
    assert short == ["地块名", "地块_2", "share_of_f", "share_of_2", "name", "NAME_2"]
    assert all(len(name.encode()) <= 10 for name in short)


def test_points_of_a_gbk_table_are_read(tmp_path: Path) -> None:
    (tmp_path / "points.csv").write_bytes("名称,经度,纬度\n开阳,106.96,27.06\n".encode("gbk"))
    assert list(read_features(tmp_path / "points.csv")["名称"]) == ["开阳"]


def test_codes_of_a_table_stay_text(tmp_path: Path) -> None:
    rows = "编号,地块,备注,产值,经度,纬度\n0012,001,0520121,12.5,106.96,27.06\n0013,002,,7,106.9,27\n"
    (tmp_path / "points.csv").write_text(rows, encoding="utf-8")
    found = read_features(tmp_path / "points.csv")
    assert found["编号"].tolist() == ["0012", "0013"]
    assert found["地块"].tolist() == ["001", "002"]
    assert found["备注"].iloc[0] == "0520121"
    assert found["产值"].tolist() == [12.5, 7]


def test_features_of_several_kinds_leave_no_half_shapefile(tmp_path: Path) -> None:
    mixed = geopandas.GeoDataFrame(
        {"名称": ["点", "线"]}, geometry=[Point(107, 27), LineString([(107, 27), (108, 27)])], crs="EPSG:4326"
    )
    with pytest.raises(ParameterError) as refusal:
        write_features(mixed, tmp_path / "mixed.shp", name="mixed")
    assert refusal.value.code == "geometry_mixed"
    assert ".gpkg" in refusal.value.hint.zh
    assert list(tmp_path.iterdir()) == []


def test_an_archive_is_referred_to_the_import(tmp_path: Path) -> None:
    (tmp_path / "parcels.zip").write_bytes(b"PK")
    with pytest.raises(ParameterError) as refusal:
        read_features(tmp_path / "parcels.zip")
    assert "atlas layers add" in refusal.value.hint.zh
    assert "atlas layers add" in refusal.value.hint.en


def test_an_unreadable_table_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_bytes(b"")
    with pytest.raises(DataError):
        read_features(tmp_path / "empty.csv")


def test_a_shapefile_without_its_prj_is_refused(tmp_path: Path) -> None:
    path = _write_raw(tmp_path / "lost.shp", "UTF-8")
    path.with_suffix(".prj").unlink()
    with pytest.raises(CrsUnknown):
        read_features(path)


def test_a_workbook_is_not_offered_for_reading(tmp_path: Path) -> None:
    (tmp_path / "points.xlsx").write_bytes(b"")
    with pytest.raises(ParameterError) as refusal:
        read_features(tmp_path / "points.xlsx")
    assert ".csv" in refusal.value.hint.zh
    assert ".xlsx" not in refusal.value.hint.zh

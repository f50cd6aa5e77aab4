"""Files that GIS staff take along: what a shapefile cannot hold is cut whole and told."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import geopandas
import pyogrio
import pytest
import shapely

from atlas.core.errors import ParameterError, Text
from atlas.core.layers import LayerField
from atlas.stores.feature_downloads import (
    ABOUT_FILE,
    FIELDS_FILE,
    ShapefileText,
    encode_file,
    encode_shapefile,
)
from atlas.stores.feature_files import read_features

LONG = "磷化工产业集群建设任务"
SCHEMA = (
    LayerField("名称", "text", Text("名称", "Name")),
    LayerField(LONG, "text", Text(LONG, "Tasks")),
    LayerField(LONG + "二", "integer", Text("任务数", "Number of tasks")),
)


def frame(name: str = "开阳县") -> geopandas.GeoDataFrame:
    return geopandas.GeoDataFrame(
        {"名称": [name, "瓮安县"], LONG: ["贵" * 200, "短"], LONG + "二": [3, None]},
        geometry=[shapely.Point(106.97, 27.06), shapely.Point(107.47, 27.08)],
        crs="EPSG:4490",
    ).astype({LONG + "二": "Int64"})


def unpack(body: bytes, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        archive.extractall(folder)
    return folder / "tasks.shp"


def shapefile(folder: Path, encoding: str, name: str = "开阳县") -> Path:
    text = ShapefileText(encoding, SCHEMA, ("来源：测试",))
    return unpack(encode_shapefile(frame(name), text, name="tasks"), folder)


@pytest.mark.parametrize(("encoding", "page", "bytes_each"), [("utf-8", "UTF-8", 3), ("gb18030", "936", 2)])
def test_a_shapefile_says_its_encoding_and_text_is_cut_between_characters(
    tmp_path: Path, encoding: str, page: str, bytes_each: int
) -> None:
    path = shapefile(tmp_path, encoding)
    assert path.with_suffix(".cpg").read_text() == page
    read = pyogrio.read_dataframe(path)
    assert read.iloc[0, 0] == "开阳县"
    assert read.iloc[0, 1] == "贵" * (254 // bytes_each)
    assert read_features(path).iloc[0, 0] == "开阳县"


def test_signs_beyond_gbk_need_the_whole_of_gb_18030(tmp_path: Path) -> None:
    path = shapefile(tmp_path, "gb18030", name="𠮷县")
    assert path.with_suffix(".cpg").read_text() == "GB18030"
    assert pyogrio.read_dataframe(path).iloc[0, 0] == "𠮷县"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_names_of_columns_are_short_different_and_listed(tmp_path: Path, encoding: str) -> None:
    path = shapefile(tmp_path, encoding)
    with (tmp_path / FIELDS_FILE).open(encoding="utf-8-sig", newline="") as stream:
        listed = list(csv.DictReader(stream))
    fields = [row["Shapefile 字段"] for row in listed]
    assert fields == list(pyogrio.read_info(path)["fields"])
    assert len(set(fields)) == 3
    assert all(len(name.encode(encoding)) <= 10 for name in fields)
    assert [row["属性"] for row in listed] == ["名称", LONG, LONG + "二"]
    assert [row["截断的值（个）"] for row in listed] == ["0", "1", "0"]


def test_the_reference_system_is_written_as_esri_knows_it(tmp_path: Path) -> None:
    zone = frame().to_crs("EPSG:4524")
    text = ShapefileText("utf-8", SCHEMA, ("来源：测试",))
    path = unpack(encode_shapefile(zone, text, name="tasks"), tmp_path)
    assert path.with_suffix(".prj").read_text().startswith('PROJCS["CGCS2000_3_Degree_GK_Zone_36"')
    assert pyogrio.read_info(path)["crs"] == "EPSG:4524"


def test_the_notes_go_along(tmp_path: Path) -> None:
    shapefile(tmp_path, "utf-8")
    assert (tmp_path / ABOUT_FILE).read_text(encoding="utf-8-sig") == "来源：测试"


def test_features_of_several_kinds_are_refused() -> None:
    mixed = geopandas.GeoDataFrame(
        {"名称": ["点", "面"]}, geometry=[shapely.Point(0, 0), shapely.box(0, 0, 1, 1)], crs="EPSG:4490"
    )
    with pytest.raises(ParameterError) as caught:
        encode_shapefile(mixed, ShapefileText("utf-8", SCHEMA, ()), name="tasks")
    assert caught.value.code == "geometry_mixed"


@pytest.mark.parametrize("ending", [".gpkg", ".fgb"])
def test_other_files_keep_everything(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"tasks{ending}"
    path.write_bytes(encode_file(frame(), ending, name="tasks"))
    read = pyogrio.read_dataframe(path).sort_values("名称", ignore_index=True)
    assert read.crs == "EPSG:4490"
    assert read[LONG].max() == "贵" * 200

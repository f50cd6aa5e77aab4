"""Files of GIS staff are read by the driver of their ending; nothing is chosen for them without a word."""

from __future__ import annotations

from pathlib import Path

import geopandas
import pytest
import shapely

from atlas.core.errors import AtlasError, DataError, SchemaError
from atlas.stores.feature_files import read_features

POINT = geopandas.GeoDataFrame({"名称": ["甲"]}, geometry=[shapely.Point(106.5, 26.5)], crs="EPSG:4326")


def test_a_geopackage_of_one_layer_is_read(tmp_path: Path) -> None:
    POINT.to_file(tmp_path / "one #1%.gpkg", layer="甲")
    assert list(read_features(tmp_path / "one #1%.gpkg")["名称"]) == ["甲"]


def test_a_geopackage_of_several_layers_is_refused_with_their_names(tmp_path: Path) -> None:
    for layer in ("地块", "道路"):
        POINT.to_file(tmp_path / "two.gpkg", layer=layer)
    with pytest.raises(SchemaError, match="地块、道路"):
        read_features(tmp_path / "two.gpkg")


def test_a_virtual_file_in_disguise_is_not_opened(tmp_path: Path) -> None:
    POINT.to_file(tmp_path / "real.geojson")
    path = tmp_path / "virtual.gpkg"
    path.write_text(
        f'<OGRVRTDataSource><OGRVRTLayer name="real"><SrcDataSource>{tmp_path}/real.geojson</SrcDataSource>'
        "</OGRVRTLayer></OGRVRTDataSource>",
        encoding="utf-8",
    )
    with pytest.raises(DataError):
        read_features(path)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(AtlasError) as failure:
        read_features(tmp_path / "none.gpkg")
    assert failure.value.code == "file_missing"


@pytest.mark.parametrize("lon", ["500000", "inf", "", "nan"])
def test_a_point_off_the_globe_is_refused_by_row(tmp_path: Path, lon: str) -> None:
    path = tmp_path / "points.csv"
    path.write_text(f"名称,经度,纬度\n甲,106.5,26.5\n乙,{lon},26.5\n", encoding="utf-8")
    with pytest.raises(DataError) as failure:
        read_features(path)
    assert failure.value.detail == {"file": "points.csv", "row": 3, "field": "经度"}

"""Features are written as GeoJSON that any program reads."""

from __future__ import annotations

import json

import geopandas
import numpy as np
import pandas
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from atlas.stores import feature_encoding
from atlas.stores.feature_encoding import encode_features
from tests.small_workspace import mines


def test_a_feature_has_id_bbox_geometry_and_properties() -> None:
    (text,) = encode_features(mines(["用沙坝矿"]))
    assert json.loads(text) == {
        "type": "Feature",
        "id": 1,
        "bbox": [106.9, 27.0, 106.91, 27.01],
        "geometry": shapely.geometry.mapping(mines(["用沙坝矿"]).geometry[0])
        | {"coordinates": [[[106.91, 27.0], [106.91, 27.01], [106.9, 27.01], [106.9, 27.0], [106.91, 27.0]]]},
        "properties": {"编号": "520121001", "名称": "用沙坝矿", "储量": 0.0},
    }


def test_missing_values_are_null_and_missing_shapes_have_no_bbox() -> None:
    frame = geopandas.GeoDataFrame(
        {
            "文字": [None, "甲"],
            "整数": pandas.array([None, 2027], dtype="Int64"),
            "小数": [np.nan, np.inf],
        },
        geometry=[None, shapely.Point()],
        crs="EPSG:4326",
    )
    empty, second = (json.loads(text) for text in encode_features(frame))
    assert empty == {
        "type": "Feature",
        "id": 1,
        "geometry": None,
        "properties": {"文字": None, "整数": None, "小数": None},
    }
    assert second["properties"] == {"文字": "甲", "整数": 2027, "小数": None}
    assert "bbox" not in second


def test_coordinates_have_as_many_decimals_as_asked_for() -> None:
    frame = geopandas.GeoDataFrame(geometry=[shapely.Point(106.123456789, 27.0)], crs="EPSG:4326")
    (text,) = encode_features(frame, decimals=7)
    assert json.loads(text)["geometry"]["coordinates"] == [106.1234568, 27.0]


def test_ids_count_on_over_the_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    frame = mines([f"矿{number}" for number in range(5)])
    whole = list(encode_features(frame))
    monkeypatch.setattr(feature_encoding, "_CHUNK", 2)
    assert list(encode_features(frame)) == whole


@given(st.text(), st.text(min_size=1).filter(lambda name: name != "geometry"))
def test_any_text_comes_back_as_it_was(value: str, name: str) -> None:
    value, name = (text.encode("utf-8", "replace").decode() for text in (value, name))
    table = pandas.DataFrame({name: pandas.Series([value], dtype=object)})
    frame = geopandas.GeoDataFrame(table, geometry=[shapely.Point(106, 27)], crs="EPSG:4326")
    (text,) = encode_features(frame)
    assert json.loads(text)["properties"] == {name: value}

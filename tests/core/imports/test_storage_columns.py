"""Columns of any file become names and types that every store can keep."""

from __future__ import annotations

import datetime
from typing import Any

import geopandas
import numpy as np
import pandas
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from atlas.core.errors import LimitExceeded
from atlas.core.imports.storage_columns import (
    MOST_COLUMNS,
    OWN_COLUMNS,
    free_names,
    prepare_features,
)


def kept(values: Any) -> tuple[str, list[Any]]:
    """Type and values that are kept of a column."""
    table = pandas.DataFrame({"字段": values})
    shapes = [shapely.Point(106.97, 27.06)] * len(table)
    prepared = prepare_features(geopandas.GeoDataFrame(table, geometry=shapes, crs="EPSG:4326"))
    column = prepared.frame["字段"]
    return prepared.schema[0].type, [None if pandas.isna(value) else value for value in column.tolist()]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param(["开阳县", None], ("text", ["开阳县", None]), id="text"),
        pytest.param([1, 2], ("integer", [1, 2]), id="whole numbers"),
        pytest.param(pandas.array([2027, None], dtype="Int64"), ("integer", [2027, None]), id="gaps"),
        pytest.param([1.5, None], ("number", [1.5, None]), id="numbers"),
        pytest.param([True, False], ("text", ["true", "false"]), id="truth"),
        pytest.param([datetime.date(2025, 6, 1), None], ("text", ["2025-06-01", None]), id="dates"),
        pytest.param(
            pandas.to_datetime(["2025-06-01", None]), ("text", ["2025-06-01", None]), id="days as times"
        ),
        pytest.param(
            pandas.to_datetime(["2025-06-01 00:00", "2025-06-01 08:30"]),
            ("text", ["2025-06-01T00:00:00", "2025-06-01T08:30:00"]),
            id="times",
        ),
        pytest.param([["磷", "锰"], {"品位": 30}], ("text", ['["磷", "锰"]', '{"品位": 30}']), id="nested"),
        pytest.param(pandas.Series([1, "一"], dtype=object), ("text", ["1", "一"]), id="mixed"),
        pytest.param(np.array([2**64 - 1], dtype="uint64"), ("text", [str(2**64 - 1)]), id="too large"),
        pytest.param(pandas.Categorical(["大型", None]), ("text", ["大型", None]), id="categories"),
        pytest.param([None, None], ("text", [None, None]), id="nothing"),
        pytest.param(["甲\x00乙"], ("text", ["甲\N{REPLACEMENT CHARACTER}乙"]), id="zero byte"),
        pytest.param(
            pandas.Series(["矿\udcff"], dtype=object),
            ("text", ["矿\N{REPLACEMENT CHARACTER}"]),
            id="half a sign",
        ),
    ],
)
def test_values_become_one_of_three_types(values: Any, expected: tuple[str, list[Any]]) -> None:
    assert kept(values) == expected


def test_what_arcgis_writes_for_no_data_is_no_number() -> None:
    frame = geopandas.GeoDataFrame(
        {"储量": [12.5, -1.7976931348623157e308]}, geometry=[shapely.Point(106.9, 27.1)] * 2, crs="EPSG:4326"
    )
    stored = prepare_features(frame)
    assert stored.frame["储量"].isna().tolist() == [False, True]
    assert stored.messages[0].features == (2,)


def test_infinite_numbers_are_left_empty_and_told() -> None:
    frame = geopandas.GeoDataFrame(
        {"储量": [1.0, np.inf, -np.inf]}, geometry=[shapely.Point(0, 0)] * 3, crs="EPSG:4326"
    )
    prepared = prepare_features(frame)
    (message,) = prepared.messages
    assert (message.code, message.features, message.detail["field"]) == ("infinite_number", (2, 3), "储量")
    assert prepared.frame["储量"].isna().tolist() == [False, True, True]


def test_a_renamed_field_keeps_its_name_as_title() -> None:
    frame = geopandas.GeoDataFrame({"FID": [7]}, geometry=[shapely.Point(0, 0)], crs="EPSG:4326")
    prepared = prepare_features(frame)
    assert [(field.name, field.title.zh) for field in prepared.schema] == [("FID_2", "FID")]
    assert prepared.messages[0].code == "fields_renamed"
    assert prepared.messages[0].detail["fields"] == {"FID": "FID_2"}


def test_fields_of_one_name_are_told_apart() -> None:
    table = pandas.DataFrame([["甲", "乙"]], columns=["名称", "名称"])
    shapes = geopandas.GeoSeries([shapely.Point(0, 0)], crs="EPSG:4326", name="geometry")
    frame = geopandas.GeoDataFrame(pandas.concat([table, shapes], axis=1))
    assert prepare_features(frame).frame.drop(columns="geometry").to_dict("list") == {
        "名称": ["甲"],
        "名称_2": ["乙"],
    }


def test_a_geometry_column_of_any_name_is_found() -> None:
    frame = geopandas.GeoDataFrame(
        {"名称": ["甲"], "形状": [shapely.Point(0, 0)]}, geometry="形状", crs="EPSG:4326"
    )
    assert list(prepare_features(frame).frame.columns) == ["名称", "geometry"]


def test_too_many_fields_are_refused() -> None:
    table = {f"f{number}": [1] for number in range(MOST_COLUMNS + 1)}
    frame = geopandas.GeoDataFrame(table, geometry=[shapely.Point(0, 0)], crs="EPSG:4326")
    with pytest.raises(LimitExceeded):
        prepare_features(frame)


@given(st.lists(st.text(max_size=12) | st.sampled_from(["fid", "FID_2", "名称", "geom", 'a"b'])))
def test_names_are_free_usable_and_stay_when_they_are(names: list[str]) -> None:
    free = free_names(names)
    folded = [name.casefold() for name in free]
    assert len(free) == len(names)
    assert len(set(folded)) == len(free)
    assert not set(folded) & set(OWN_COLUMNS)
    assert all(name and '"' not in name and "\x00" not in name for name in free)
    assert free_names(free) == free

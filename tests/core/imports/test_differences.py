"""Two versions are compared feature by feature, and every feature is accounted for."""

from __future__ import annotations

import geopandas
import numpy as np
import pandas
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.core.errors import InputError
from atlas.core.imports.differences import Differences, find_differences

CODES = ["520121001", "520121002", "520121003", "520121004"]
NAMES = ["用沙坝矿", "马路坪矿", "沙坝土矿", "极乐矿"]


def mines(**changes: object) -> geopandas.GeoDataFrame:
    """Four mines of Kaiyang with a code, a name and reserves."""
    shapes = [shapely.box(106.9 + 0.02 * i, 27.0, 106.91 + 0.02 * i, 27.01) for i in range(4)]
    columns = {"编号": CODES, "名称": NAMES, "储量": [10.0, 20.0, 30.0, 40.0], **changes}
    return geopandas.GeoDataFrame(columns, geometry=shapes, crs="EPSG:4326")


def counts(found: Differences) -> dict[str, int]:
    answer = found.to_dict()
    kinds = ("added", "removed", "geometry_changed", "attributes_changed")
    return {kind: answer[kind]["count"] for kind in kinds} | {"unchanged": answer["unchanged"]}


def test_a_version_does_not_differ_from_itself() -> None:
    found = find_differences(mines(), mines())
    assert found.is_empty
    assert counts(found) == {
        "added": 0,
        "removed": 0,
        "geometry_changed": 0,
        "attributes_changed": 0,
        "unchanged": 4,
    }


def test_features_are_matched_by_their_code_in_any_order() -> None:
    new = mines().iloc[[3, 1, 0, 2]]
    found = find_differences(mines(), new)
    assert (found.matching.method, found.matching.key) == ("column", "编号")
    assert found.is_empty


def test_a_feature_more_and_one_less_are_told_by_number() -> None:
    new = pandas.concat([mines().iloc[1:], mines(编号=["520121009"] * 4, 名称=["新矿"] * 4).iloc[:1]])
    answer = find_differences(mines(), new).to_dict()
    assert answer["removed"] == {"count": 1, "features": [1], "names": [mines()["名称"].iloc[0]]}
    assert answer["added"] == {"count": 1, "features": [4], "names": ["新矿"]}
    assert answer["unchanged"] == 3


def test_old_and_new_values_are_shown() -> None:
    new = mines(储量=[10.0, 25.0, 30.0, np.nan])
    answer = find_differences(mines(), new).to_dict()
    assert answer["attributes_changed"] == {"count": 2, "features": [2, 4]}
    assert answer["samples"] == [
        {
            "old_number": 2,
            "new_number": 2,
            "key": "520121002",
            "moved": False,
            "values": {"储量": {"old": 20.0, "new": 25.0}},
        },
        {
            "old_number": 4,
            "new_number": 4,
            "key": "520121004",
            "moved": False,
            "values": {"储量": {"old": 40.0, "new": None}},
        },
    ]


def test_a_moved_feature_is_told() -> None:
    new = mines()
    new.loc[2, "geometry"] = shapely.box(107.5, 27.0, 107.6, 27.1)
    answer = find_differences(mines(), new).to_dict()
    assert answer["geometry_changed"] == {"count": 1, "features": [3]}
    assert (answer["samples"][0]["key"], answer["samples"][0]["moved"]) == ("520121003", True)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda shape: shapely.Polygon(shape.exterior.coords[::-1]), id="the other way round"),
        pytest.param(
            lambda shape: shapely.Polygon([*shape.exterior.coords[2:], *shape.exterior.coords[1:3]]),
            id="another first vertex",
        ),
        pytest.param(lambda shape: shapely.transform(shape, lambda at: at + 4e-8), id="half a centimetre"),
    ],
)
def test_another_way_to_write_the_same_shape_is_no_change(change: object) -> None:
    new = mines()
    new["geometry"] = [change(shape) for shape in new.geometry]  # type: ignore[operator]
    assert find_differences(mines(), new).is_empty


def test_without_a_name_shapes_match_shapes() -> None:
    old, new = mines().drop(columns=["编号", "名称"]), mines().drop(columns=["编号", "名称"]).iloc[[2, 0, 1]]
    new["储量"] = [30.0, 10.0, 99.0]
    found = find_differences(old, new)
    assert found.matching.method == "geometry"
    assert counts(found) == {
        "added": 0,
        "removed": 1,
        "geometry_changed": 0,
        "attributes_changed": 1,
        "unchanged": 2,
    }


def test_with_nothing_in_common_the_order_decides() -> None:
    old = mines().drop(columns=["编号", "名称"])
    new = old.set_geometry(old.geometry.translate(1.0, 0.5)).iloc[:3]
    found = find_differences(old, new)
    assert found.matching.method == "order"
    assert counts(found)["geometry_changed"] == 3
    assert found.removed.tolist() == [4]


def test_a_column_in_which_few_agree_names_nothing() -> None:
    new = mines(编号=["a", "b", "c", "520121004"], 名称=["甲", "乙", "丙", "丁"])
    assert find_differences(mines(), new).matching.method == "geometry"


def test_a_code_is_preferred_to_a_name() -> None:
    new = mines(名称=["用沙坝磷矿", "马路坪矿", "沙坝土矿", "极乐矿"])
    assert find_differences(mines(), new).matching.key == "编号"


@pytest.mark.parametrize(
    ("key", "code"), [("矿主", "key_unknown"), ("规模", "key_not_unique"), ("geometry", "key_unknown")]
)
def test_a_column_that_cannot_tell_features_apart_is_refused(key: str, code: str) -> None:
    sized = mines(规模=["大型", "大型", "中型", "小型"])
    with pytest.raises(InputError) as refused:
        find_differences(sized, sized, key=key)
    assert refused.value.code == code


def test_fields_that_came_went_and_changed_type_are_told() -> None:
    new = mines(储量=["10", "20", "30", "40"], 品位=[30, 31, 29, 33]).drop(columns="名称")
    fields = find_differences(mines(), new).to_dict()["fields"]
    assert fields == {
        "added": ["品位"],
        "removed": ["名称"],
        "retyped": {"储量": {"old": "number", "new": "text"}},
    }


def test_features_without_geometry_are_compared_too() -> None:
    new = mines()
    new.loc[1, "geometry"] = None
    assert find_differences(new, new).is_empty
    assert find_differences(mines(), new).to_dict()["geometry_changed"]["features"] == [2]


codes = st.lists(st.sampled_from(["甲", "乙", "丙", "丁", "戊"]), max_size=6)


def version(names: list[str], *, is_coded: bool) -> geopandas.GeoDataFrame:
    shapes = [shapely.Point(106 + len(name) + i % 3, 27) for i, name in enumerate(names)]
    columns = {"名称": pandas.Series(names, dtype="str")}
    if is_coded:
        columns["编号"] = pandas.Series(
            [f"{name}{names[:i].count(name)}" for i, name in enumerate(names)], dtype="str"
        )
    return geopandas.GeoDataFrame(columns, geometry=shapes, crs="EPSG:4326")


@settings(deadline=None)
@given(codes, codes, st.booleans())
def test_every_feature_is_matched_added_or_removed(left: list[str], right: list[str], is_coded: bool) -> None:
    old, new = version(left, is_coded=is_coded), version(right, is_coded=is_coded)
    found = find_differences(old, new)
    matched = len(found.matching.old)
    assert matched + len(found.removed) == len(old)
    assert matched + len(found.added) == len(new)
    assert len(set(found.matching.old)) == len(set(found.matching.new)) == matched
    back = find_differences(new, old)
    assert (len(back.added), len(back.removed)) == (len(found.removed), len(found.added))


@settings(deadline=None)
@given(codes, st.booleans())
def test_nothing_differs_from_itself(names: list[str], is_coded: bool) -> None:
    one = version(names, is_coded=is_coded)
    assert find_differences(one, one).is_empty

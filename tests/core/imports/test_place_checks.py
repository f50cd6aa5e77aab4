"""What the columns of a layer say about its counties, and whether its features lie there."""

import geopandas
import numpy as np
import pandas
import pytest
import shapely

from atlas.core.geo.spatial_join import join_features
from atlas.core.imports.place_checks import check_stated, check_stated_areas, find_stated_units
from atlas.core.imports.reference import Reference
from atlas.core.imports.report import ImportMessage
from atlas.core.imports.stated_units import StatedUnits
from atlas.core.imports.unit_headers import Header, read_header
from tests.core.places.real_units import small_gazetteer

GAZETTEER = small_gazetteer()
GUIZHOU = "520000"


def stated(region: str | None = GUIZHOU, **columns: list[object]) -> StatedUnits | None:
    return find_stated_units(pandas.DataFrame(columns), GAZETTEER, region)


def codes(region: str | None = GUIZHOU, **columns: list[object]) -> list[str]:
    found = stated(region, **columns)
    assert found is not None
    return list(found.codes)


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        ("县级政区名称", ["开阳县", "息烽县"], ["520121", "520122"]),
        ("所在县", ["开阳", "息烽"], ["520121", "520122"]),
        ("XZQMC", ["贵州省贵阳市开阳县", "贵州省遵义市正安县"], ["520121", "520324"]),
        ("所在地", ["贵阳市/开阳县", "贵州省 贵阳市 息烽县"], ["520121", "520122"]),
        ("ZLDWMC", ["开阳县硒城街道东山村", "正安县凤仪街道"], ["520121", "520324"]),
        ("XZQDM", ["520121", "520324"], ["520121", "520324"]),
        ("XZQDM", [520121, 520324], ["520121", "520324"]),
        ("XZQDM", [520121.0, None], ["520121", ""]),
        ("XZDM", ["520121100", "520324101"], ["520121", "520324"]),
        ("ZLDWDM", ["520121100201", "5203241012010000000"], ["520121", "520324"]),
        ("gb", ["156520121", "156520324"], ["520121", "520324"]),
        ("区县", ["黔西县", "水城县"], ["520581", "520204"]),
        ("QXDM", ["520522", "522427"], ["520581", "520526"]),
        ("NAME", ["开阳县", "息烽县", "玉屏县"], ["520121", "520122", "520622"]),
        ("市州", ["贵阳市", "黔东南州"], ["520100", "522600"]),
    ],
    ids=[
        "official names",
        "short names",
        "with province and prefecture",
        "with separators",
        "down to the village",
        "codes",
        "codes as numbers",
        "codes as decimals, one missing",
        "codes of towns",
        "codes of villages and parcels",
        "codes after the country's",
        "old names",
        "old codes",
        "a column whose name says nothing",
        "prefectures",
    ],
)
def test_columns_of_units_are_found_and_read(name: str, values: list[object], expected: list[str]) -> None:
    found = find_stated_units(pandas.DataFrame({name: values}), GAZETTEER, GUIZHOU)
    assert found is not None
    assert (list(found.codes), found.columns) == (expected, (name,))


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("园区名称", ["开阳", "息烽", "修文"]),
        ("NAME", ["开阳", "息烽", "修文"]),
        ("NAME", ["贵州大龙经济开发区", "义龙新区", "贵州碧江高新技术产业开发区"]),
        ("注册地址", ["开阳县", "息烽县", "修文县"]),
        ("企业", ["开阳磷化工有限公司", "息烽化工厂", "修文县铝业"]),
        ("备注", ["开阳县", "息烽县", "修文县"]),
        ("所在县", ["开阳县", "矿区", "待定", "甲方", "乙方"]),
        ("FID", [520121, 7, 8, 9]),
        ("SHAPE_Area", [520121.5, 520122.5, 520123.5]),
        ("批准日期", list(pandas.to_datetime(["2021-01-01", "2022-01-01"]))),
        ("磷矿", [True, False, True]),
        ("所在县", [None, "", " "]),
    ],
    ids=[
        "zones called like counties",
        "short names in a column whose name says nothing",
        "names of zones",
        "where firms are registered",
        "firms",
        "remarks",
        "too few units",
        "numbers, one of which is a code",
        "decimals",
        "dates",
        "truths",
        "nothing",
    ],
)
def test_other_columns_are_not_taken_for_units(name: str, values: list[object]) -> None:
    assert find_stated_units(pandas.DataFrame({name: values}), GAZETTEER, GUIZHOU) is None


def test_the_place_of_a_firm_is_told_from_the_place_of_its_papers() -> None:
    assert read_header("企业所在县") is Header.UNIT
    assert read_header("企业注册所在县") is Header.OTHER


def test_a_prefecture_in_the_same_row_decides_between_namesakes() -> None:
    assert codes(None, 区=["白云区", "白云区"], 市=["贵阳市", "广州市"]) == ["520113", "440111"]
    assert stated(None, 区=["白云区", "白云区"]) is None


def test_a_plain_name_counts_beside_a_prefecture() -> None:
    found = stated(NAME=["开阳县", "息烽县"], 市=["贵阳市", "贵阳市"])
    assert found is not None
    assert (list(found.codes), found.columns) == (["520121", "520122"], ("NAME", "市"))


def test_where_the_county_is_silent_the_prefecture_speaks() -> None:
    found = stated(所在县=["开阳县", "", "息烽县"], 所在市=["贵阳市", "遵义市", "贵阳市"])
    assert found is not None
    assert list(found.codes) == ["520121", "520300", "520122"]
    assert found.columns == ("所在县", "所在市")


def test_codes_go_before_names_and_their_differences_are_told() -> None:
    found = stated(所在县=["开阳县", "息烽县", "修文县"], XZQDM=["520121", "520324", "520123"])
    assert found is not None
    assert list(found.codes) == ["520121", "520324", "520123"]
    (message,) = found.messages
    assert (message.code, message.features) == ("place_columns_differ", (2,))
    assert message.detail["values"] == [["520324", "息烽县"]]


def test_a_county_beside_its_own_prefecture_is_no_difference() -> None:
    found = stated(所在县=["开阳县"] * 3, 市=["贵阳市"] * 3, 省=["贵州省"] * 3)
    assert found is not None
    assert found.messages == ()


def test_words_that_mean_no_unit_are_told() -> None:
    found = stated(所在县=["开阳县", "息烽县", "修文县", "某某县"])
    assert found is not None
    (message,) = found.messages
    assert (message.code, message.features, message.detail["values"]) == ("place_unknown", (4,), ["某某县"])
    assert list(found.certainty > 0) == [True, True, True, False]


#: Counties side by side, each a tenth of a degree wide, from 106.0 E on.
NEIGHBOURS = {
    "520121": "开阳县",
    "520122": "息烽县",
    "520324": "正安县",
    "520581": "黔西市",
    "520523": "金沙县",
}
REFERENCE = Reference(
    geopandas.GeoDataFrame(
        {"adcode": list(NEIGHBOURS), "name": list(NEIGHBOURS.values())},
        geometry=[
            shapely.box(106 + 0.1 * column, 26, 106.1 + 0.1 * column, 26.5)
            for column in range(len(NEIGHBOURS))
        ],
        crs="EPSG:4326",
    )
)
METRE = 1 / 99_900  # a degree of longitude at 26 N, roughly


def check(column: str, pairs: list[tuple[str, shapely.Geometry | None]]) -> dict[str, ImportMessage]:
    found = stated(**{column: [words for words, _ in pairs]})
    assert found is not None
    shapes = np.empty(len(pairs), dtype=object)
    shapes[:] = [shape for _, shape in pairs]
    features = geopandas.GeoDataFrame(geometry=shapes, crs="EPSG:4326")
    rows = join_features(features, REFERENCE.counties).rows
    messages = check_stated(found, rows, shapes, REFERENCE, GAZETTEER.unit)
    return {message.code: message for message in messages}


def square(x: float, *, side: float = 0.01) -> shapely.Polygon:
    return shapely.box(x, 26.2, x + side, 26.2 + side)


def test_features_in_the_county_they_name_are_silent() -> None:
    assert check("所在县", [("开阳县", square(106.05)), ("息烽县", shapely.Point(106.15, 26.1))]) == {}


def test_a_feature_in_another_county_is_flagged_with_both_and_the_distance() -> None:
    found = check("所在县", [("息烽县", square(106.15)), ("开阳县", square(106.22)), ("正安县", None)])
    message = found["place_contradicts"]
    assert message.features == (2,)
    (case,) = message.detail["cases"]
    assert (case["stated_name"], case["actual_name"]) == ("开阳县", "正安县")
    assert case["distance_km"] == pytest.approx(12.0, rel=0.02)
    assert "开阳县" in message.message.zh
    assert "正安县" in message.message.zh
    assert "Kaiyang" in message.message.en


def test_a_feature_just_over_the_border_is_told_apart() -> None:
    found = check(
        "所在县", [("开阳县", square(106.1 + 300 * METRE)), ("开阳县", square(106.1 + 700 * METRE))]
    )
    assert found["place_near_border"].features == (1,)
    assert found["place_contradicts"].features == (2,)


def test_a_detailed_feature_just_over_the_border_is_near_it_too() -> None:
    circle = shapely.Point(106.1 + 1300 * METRE, 26.2).buffer(1000 * METRE, quad_segs=100)
    assert list(check("所在县", [("开阳县", circle)])) == ["place_near_border"]


def test_a_feature_partly_in_its_county_tells_the_share() -> None:
    found = check("所在县", [("开阳县", square(106.09, side=0.04)), ("开阳县", square(106.07, side=0.04))])
    message = found["place_near_border"]
    assert message.features == (1,)
    assert message.detail["cases"][0]["share_in_stated"] == pytest.approx(0.25, rel=0.01)


def test_a_prefecture_is_compared_at_its_own_level() -> None:
    found = check("所在市", [("贵阳市", square(106.15)), ("贵阳市", square(106.25))])
    assert found["place_contradicts"].features == (2,)


def test_old_names_and_codes_are_not_flagged_inside_their_prefecture() -> None:
    assert check("所在县", [("黔西县", square(106.35)), ("黔西县", square(106.42))]) == {}
    assert check("XZQDM", [("520522", square(106.35))]) == {}
    assert check("所在县", [("黔西县", square(106.02))])["place_contradicts"].features == (1,)


def test_a_feature_in_no_county_is_flagged() -> None:
    (case,) = check("所在县", [("开阳县", square(110.0))])["place_contradicts"].detail["cases"]
    assert (case["actual"], case["stated"]) == ("", "520121")


def test_a_county_that_is_not_in_the_store_says_nothing_of_features_outside_it() -> None:
    assert check("所在县", [("桃江县", square(110.0))]) == {}
    assert check("所在县", [("桃江县", square(106.05))])["place_contradicts"].features == (1,)


AREAS = np.array([1.0, 2.0, 3.0, 4.0, 0.0])


@pytest.mark.parametrize(
    ("name", "size", "unit"),
    [
        ("面积", 1.0, "km2"),
        ("面积（公顷）", 100.0, "ha"),
        ("TBMJ", 1e6, "m2"),
        ("占地面积_亩", 1500.0, "mu"),
        ("area", 0.15, "10,000 mu"),
    ],
    ids=["square kilometres", "hectares", "square metres", "mu", "ten thousand mu"],
)
def test_a_stated_area_far_from_the_measured_one_is_told(name: str, size: float, unit: str) -> None:
    table = pandas.DataFrame({name: [1.05 * size, 1.9 * size, 9.0 * size, 4.1 * size, 5 * size]})
    (message,) = check_stated_areas(table, AREAS)
    assert (message.code, message.features, message.detail["unit"]["en"]) == ("area_differs", (3,), unit)
    assert message.detail["measured"] == [pytest.approx(3.0 * size)]


def test_areas_in_words_are_read() -> None:
    table = pandas.DataFrame({"规划面积": ["1.0平方公里", "2 km2", "1,200", "４．１平方公里", ""]})
    (message,) = check_stated_areas(table, AREAS)
    assert message.detail["stated"] == [1200.0]


@pytest.mark.parametrize(
    "column",
    [
        {"面积": [10.0, 0.3, 77.0, 0.01, 1.0]},
        {"面积": [1.0, 2.1, 2.9, 4.2, 1.0]},
        {"产值": [1.0, 2.0, 9.0, 4.0, 5.0]},
        {"面积": [1.0, None, None, None, 1.0]},
    ],
    ids=["areas of something else", "all match", "no area by name", "too few"],
)
def test_other_columns_are_passed_over(column: dict[str, list[float]]) -> None:
    assert check_stated_areas(pandas.DataFrame(column), AREAS) == ()

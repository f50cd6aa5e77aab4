from __future__ import annotations

import geopandas
import numpy as np
import pyproj
import pytest
import shapely

from atlas.core.errors import CrsUnknown, Text
from atlas.core.imports.reference import Reference, agrees
from tests.core.imports.reference_counties import country, guizhou, guizhou_counties

SQUARE = shapely.box(106.0, 26.0, 106.5, 26.5)


def one_square() -> Reference:
    return Reference(
        geopandas.GeoDataFrame({"adcode": ["520121"], "name": ["开阳县"]}, geometry=[SQUARE], crs="EPSG:4326")
    )


def test_a_point_lies_in_its_county_and_nowhere_without_a_position() -> None:
    inside = shapely.get_coordinates(guizhou_counties().geometry.representative_point().to_numpy())
    points = np.concatenate((inside, [[116.4, 39.9], [np.nan, 26.0], [np.inf, np.inf]]))
    assert list(guizhou().counties_at(points)) == [
        "520602",
        "520603",
        "520621",
        "520622",
        "522626",
        "",
        "",
        "",
    ]


def test_no_points_give_no_counties() -> None:
    assert len(guizhou().counties_at(np.empty((0, 2)))) == 0


@pytest.mark.parametrize("azimuth", [0, 90, 180, 270])
def test_the_border_is_as_far_as_the_geodesic_says(azimuth: int) -> None:
    side = {0: (106.25, 26.5), 90: (106.5, 26.25), 180: (106.25, 26.0), 270: (106.0, 26.25)}[azimuth]
    x, y, _ = pyproj.Geod(ellps="WGS84").fwd(*side, azimuth, 1000)
    assert one_square().border_distances_m(np.array([[x, y]]), 3000)[0] == pytest.approx(1000, rel=6e-3)


def test_borders_out_of_reach_are_infinitely_far() -> None:
    points = np.array([[106.25, 26.25], [139.7, 35.7], [np.nan, 26.0]])
    assert np.isinf(one_square().border_distances_m(points, 1000)).all()
    assert np.isinf(one_square().border_distances_m(points[1:], 1000)).all()


def test_counties_are_told_the_most_frequent_first_with_their_province() -> None:
    codes = ["520602", "520621", "520621", "520603", "520622", ""]
    assert guizhou().describe(codes) == Text(
        "贵州省江口县、碧江区、万山区 等 4 个县", "Jiangkou, Bijiang, Wanshan (Guizhou) and 1 other county"
    )


def test_few_counties_are_all_named() -> None:
    assert guizhou().describe(["520621"]) == Text("贵州省江口县", "Jiangkou (Guizhou)")


def test_no_county_is_told_as_such() -> None:
    assert guizhou().describe(["", ""]) == Text("不在任何县内", "no county")


def test_without_province_names_counties_stand_alone() -> None:
    assert one_square().describe(["520121"]) == Text("开阳县", "开阳县")


def test_a_store_of_few_counties_does_not_say_what_is_outside_china() -> None:
    beijing_and_tokyo = np.array([[116.0, 39.0], [139.7, 35.7]])
    assert guizhou().lies_inside(beijing_and_tokyo).tolist() == [True, False]
    assert country().lies_inside(beijing_and_tokyo).tolist() == [False, False]


@pytest.mark.parametrize(
    ("landed", "stated", "expected"),
    [
        ("520121", "520121", True),
        ("520121", "520122", False),
        ("520121", "520100", True),
        ("520121", "520200", False),
        ("520121", "520000", True),
        ("441900", "441900", True),
        ("520121", "", False),
        ("", "520000", False),
    ],
)
def test_a_county_agrees_with_its_own_code_and_those_above_it(
    landed: str, stated: str, expected: bool
) -> None:
    assert agrees(np.array([landed]), np.array([stated])).tolist() == [expected]


def test_counties_without_a_reference_system_are_refused() -> None:
    with pytest.raises(CrsUnknown):
        Reference(geopandas.GeoDataFrame({"adcode": ["520121"]}, geometry=[SQUARE]))

"""Reference systems by URI: which are on offer, and in which order their axes come."""

from __future__ import annotations

import math

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.core.crs_uris import CRS84_URI, box_to_storage, from_storage, parse_crs, served_crs, to_storage
from atlas.core.errors import ParameterError

#: The seat of Kaiyang county.
KAIYANG = shapely.Point(106.9650, 27.0577)


def crs(code: int | str) -> str:
    return f"http://www.opengis.net/def/crs/EPSG/0/{code}"


def moved(code: int | str) -> tuple[float, float]:
    (point,) = from_storage(np.array([KAIYANG], dtype=object), parse_crs(crs(code), parameter="crs"))
    return point.x, point.y


def test_every_zone_of_cgcs2000_is_on_offer_beside_the_usual_systems() -> None:
    wanted = [4326, 3857, 4490, *range(4491, 4513), *range(4513, 4555)]
    assert list(served_crs()) == [CRS84_URI, *(crs(code) for code in wanted)]


@pytest.mark.parametrize(
    "text",
    [
        crs(4490),
        "https://www.opengis.net/def/crs/EPSG/9.9.1/4490",
        "urn:ogc:def:crs:EPSG::4490",
        "[EPSG:4490]",
        "EPSG:4490",
        "epsg:4490",
    ],
)
def test_a_system_may_be_written_in_several_ways(text: str) -> None:
    assert parse_crs(text, parameter="crs").uri == crs(4490)


@pytest.mark.parametrize("text", ["", "4490", crs(2379), crs("4490; DROP"), "EPSG:99999", "x" * 5000])
def test_any_other_system_is_refused_with_the_name_of_the_parameter(text: str) -> None:
    with pytest.raises(ParameterError) as caught:
        parse_crs(text, parameter="bbox-crs")
    assert caught.value.code == "crs_unknown"
    assert caught.value.detail == {"parameter": "bbox-crs"}


def test_latitude_comes_first_in_cgcs2000_and_wgs_84() -> None:
    assert moved(4490) == (27.0577, 106.965)
    assert moved(4326) == (27.0577, 106.965)


def test_easting_comes_first_in_web_mercator() -> None:
    """EPSG method 1024: a sphere of the equatorial radius."""
    x, y = moved(3857)
    radius_m = 6378137.0
    assert x == pytest.approx(radius_m * math.radians(106.965), abs=0.006)
    assert y == pytest.approx(radius_m * math.asinh(math.tan(math.radians(27.0577))), abs=0.006)


def test_northing_comes_first_in_gauss_kruger_and_the_zone_leads_the_easting() -> None:
    """On its meridian (108 degrees for zone 36) the northing is the length of the arc from the equator."""
    point = np.array([shapely.Point(108.0, 27.0)], dtype=object)
    (there,) = from_storage(point, parse_crs(crs(4524), parameter="crs"))
    _, _, arc_m = pyproj.Geod(a=6378137.0, rf=298.257222101).inv(108.0, 0.0, 108.0, 27.0)
    assert there.x == pytest.approx(arc_m, abs=0.006)
    assert there.y == 36_500_000.0


def test_the_same_zone_by_its_meridian_has_no_number_in_front() -> None:
    north, east = moved(4524)
    assert moved(4545) == pytest.approx((north, east - 36_000_000), abs=0.011)


@settings(deadline=None)
@given(
    lon=st.floats(105.0, 111.0),
    lat=st.floats(18.0, 50.0),
    code=st.sampled_from([4326, 4490, 3857, 4524, 4545, 4496]),
)
def test_there_and_back_is_the_same_within_centimetres(lon: float, lat: float, code: int) -> None:
    system = parse_crs(crs(code), parameter="crs")
    (there,) = from_storage(np.array([shapely.Point(lon, lat)], dtype=object), system)
    back = to_storage(there, system)
    assert back.x == pytest.approx(lon, abs=3e-7)
    assert back.y == pytest.approx(lat, abs=3e-7)


def test_missing_and_empty_geometries_stay_what_they_are() -> None:
    system = parse_crs(crs(4490), parameter="crs")
    kept = from_storage(np.array([None, shapely.Point()], dtype=object), system)
    assert kept[0] is None
    assert kept[1].is_empty


def test_coordinates_in_the_wrong_order_are_told_from_the_range() -> None:
    system = parse_crs(crs(4490), parameter="filter-crs")
    with pytest.raises(ParameterError) as caught:
        to_storage(shapely.Point(106.965, 27.0577), system)
    assert caught.value.code == "coordinate_out_of_range"
    assert "纬度" in caught.value.hint.zh


def test_the_sides_of_a_box_in_a_projection_are_bent() -> None:
    system = parse_crs(crs(4524), parameter="bbox-crs")
    box = box_to_storage((2_700_000, 36_100_000, 3_200_000, 36_900_000), system)
    assert len(box.exterior.coords) > 50
    middle_of_the_north = from_storage(np.array([shapely.Point(108.0, box.bounds[3])], dtype=object), system)[
        0
    ]
    assert middle_of_the_north.x >= 3_199_000

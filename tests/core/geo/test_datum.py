import geopandas
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from atlas.core.errors import InputError
from atlas.core.geo.crs import map_vertices
from atlas.core.geo.datum import (
    bd09_to_gcj02,
    bd09_to_wgs84,
    gcj02_to_bd09,
    gcj02_to_wgs84,
    measure_displacement,
    undo_bd09,
    undo_gcj02,
    wgs84_to_bd09,
    wgs84_to_gcj02,
)

LONGITUDES = st.floats(73.5, 135.1)
LATITUDES = st.floats(3.5, 53.6)


@given(st.lists(st.tuples(LONGITUDES, LATITUDES), min_size=1, max_size=50))
def test_there_and_back_is_the_same_point(places: list[tuple[float, float]]) -> None:
    points = np.array(places)
    np.testing.assert_allclose(gcj02_to_wgs84(wgs84_to_gcj02(points)), points, rtol=0, atol=1e-10)


@given(LONGITUDES, LATITUDES)
def test_the_shift_is_some_hundred_metres(longitude: float, latitude: float) -> None:
    step = wgs84_to_gcj02(np.array([[longitude, latitude]])) - [[longitude, latitude]]
    metres = np.hypot(step[0, 0] * np.cos(np.radians(latitude)), step[0, 1]) * 111_000
    assert 20 < metres < 1200


def test_a_known_point_moves_as_the_package_fast_geocn_says() -> None:
    coord = pytest.importorskip("fast_geocn.coord")
    expected = coord.wgs84_to_gcj02(106.7, 26.6)
    np.testing.assert_allclose(wgs84_to_gcj02(np.array([[106.7, 26.6]]))[0], expected, atol=1e-12)


@given(st.lists(st.tuples(LONGITUDES, LATITUDES), min_size=1, max_size=50))
def test_there_and_back_by_way_of_baidu_is_the_same_point(places: list[tuple[float, float]]) -> None:
    points = np.array(places)
    np.testing.assert_allclose(bd09_to_wgs84(wgs84_to_bd09(points)), points, rtol=0, atol=1e-10)
    np.testing.assert_allclose(gcj02_to_bd09(bd09_to_gcj02(points)), points, rtol=0, atol=1e-10)


@given(LONGITUDES, LATITUDES)
def test_the_shift_of_baidu_is_about_a_kilometre(longitude: float, latitude: float) -> None:
    step = wgs84_to_bd09(np.array([[longitude, latitude]])) - [[longitude, latitude]]
    metres = np.hypot(step[0, 0] * np.cos(np.radians(latitude)), step[0, 1]) * 111_000
    assert 300 < metres < 2000


def test_points_of_baidu_are_those_of_the_published_pairs() -> None:
    # Worked examples in the README of coordtransform; its way back is good to some centimetres only.
    here = np.array([[116.404, 39.915]])
    np.testing.assert_allclose(gcj02_to_bd09(here)[0], [116.41036949371029, 39.92133699351021], atol=1e-12)
    np.testing.assert_allclose(bd09_to_gcj02(here)[0], [116.39762729119315, 39.90865673957631], atol=1e-6)


@pytest.mark.parametrize(
    "place", [(139.7, 35.7), (-0.1, 51.5), (72.0, 30.0)], ids=["Tokyo", "London", "west"]
)
def test_nothing_moves_outside_the_box(place: tuple[float, float]) -> None:
    points = np.array([place])
    assert (wgs84_to_gcj02(points) == points).all()
    assert (gcj02_to_wgs84(points) == points).all()
    assert (wgs84_to_bd09(points) == points).all()
    assert (bd09_to_wgs84(points) == points).all()


def test_no_points_give_no_points() -> None:
    assert gcj02_to_wgs84(np.empty((0, 2))).shape == (0, 2)


def test_counties_still_share_their_edges_when_the_shift_is_undone(stored_outlines: np.ndarray) -> None:
    mended = undo_gcj02(stored_outlines)
    assert shapely.coverage_is_valid(stored_outlines)
    assert shapely.coverage_is_valid(mended)
    assert shapely.is_valid(mended).all()


def test_counties_still_share_their_edges_when_the_shift_of_baidu_is_undone(
    counties: geopandas.GeoDataFrame,
) -> None:
    shifted = map_vertices(counties.geometry.to_numpy(), wgs84_to_bd09)
    mended = undo_bd09(shifted)
    assert shapely.coverage_is_valid(mended)
    assert shapely.equals_exact(mended, counties.geometry.to_numpy(), 1e-7).all()


def test_the_stored_outlines_lie_half_a_kilometre_to_the_south_east(
    stored_outlines: np.ndarray, counties: geopandas.GeoDataFrame
) -> None:
    shift = measure_displacement(stored_outlines, counties.geometry.to_numpy())
    assert shift.pairs == 5
    assert 300 < shift.east_m < 600
    assert -500 < shift.north_m < -200
    assert shift.distance_m == pytest.approx(np.hypot(shift.east_m, shift.north_m))


def test_outlines_of_other_sizes_tell_of_no_shift() -> None:
    small, large = np.array([shapely.box(0, 0, 1, 1)]), np.array([shapely.box(0, 0, 2, 2)])
    with pytest.raises(InputError):
        measure_displacement(small, large)

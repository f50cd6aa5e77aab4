import geopandas
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from atlas.core.errors import CrsUnknown
from atlas.core.geo.measures import distances_km
from atlas.core.geo.spatial_join import join_points
from tests import shapes

#: Four squares that meet in one corner, highest code first: the order of the rows must not matter.
GRID = geopandas.GeoDataFrame(
    {"adcode": ["520104", "520103", "520102", "520101"]},
    geometry=[
        shapely.box(107, 27, 108, 28),
        shapely.box(106, 27, 107, 28),
        shapely.box(107, 26, 108, 27),
        shapely.box(106, 26, 107, 27),
    ],
    crs="EPSG:4326",
)
INSIDE = st.tuples(st.floats(106, 108), st.floats(26, 28))


@given(st.lists(INSIDE, min_size=1, max_size=30))
def test_every_point_of_the_coverage_has_exactly_one_unit(places: list[tuple[float, float]]) -> None:
    joined = join_points(np.array(places), GRID)
    assert set(joined.adcodes) <= set(GRID["adcode"])
    assert np.isnan(joined.distance_km).all()


@pytest.mark.parametrize(
    ("place", "adcode", "on_edge"),
    [
        ((106.5, 26.5), "520101", False),
        ((107.0, 26.5), "520101", True),
        ((107.5, 27.0), "520102", True),
        ((107.0, 27.0), "520101", True),
        ((106.0, 26.5), "520101", False),
    ],
    ids=["inside", "shared edge", "other shared edge", "corner of four", "outer border"],
)
def test_the_lowest_code_has_a_point_on_the_border(
    place: tuple[float, float], adcode: str, on_edge: bool
) -> None:
    joined = join_points(np.array([place]), GRID)
    assert (joined.adcodes[0], joined.on_edge[0]) == (adcode, on_edge)


def test_a_point_outside_tells_the_nearest_unit_and_its_distance() -> None:
    joined = join_points(np.array([[108.5, 26.5], [106.5, 26.5]]), GRID)
    assert list(joined.adcodes) == ["", "520101"]
    assert list(joined.nearest) == ["520102", ""]
    expected = distances_km(np.array([[108.5, 26.5]]), np.array([[108.0, 26.5]]))[0]
    assert joined.distance_km[0] == pytest.approx(expected)
    assert np.isnan(joined.distance_km[1])


def test_a_point_without_a_position_is_nowhere_and_near_nothing() -> None:
    joined = join_points(np.array([[np.nan, np.nan], [106.5, 26.5]]), GRID)
    assert list(joined.adcodes) == ["", "520101"]
    assert (joined.nearest[0], np.isnan(joined.distance_km[0])) == ("", True)


def test_no_points_and_no_units_are_no_failure() -> None:
    assert len(join_points(np.empty((0, 2)), GRID).adcodes) == 0
    assert list(join_points(np.array([[106.5, 26.5]]), GRID.iloc[:0]).adcodes) == [""]


def test_units_without_reference_system_are_refused() -> None:
    with pytest.raises(CrsUnknown):
        join_points(np.array([[106.5, 26.5]]), GRID.set_crs(None, allow_override=True))


def test_real_counties_agree_with_geopandas(counties: geopandas.GeoDataFrame) -> None:
    west, south, east, north = counties.total_bounds
    random = np.random.default_rng(20)
    points = np.column_stack((random.uniform(west, east, 2000), random.uniform(south, north, 2000)))
    joined = join_points(points, counties)
    frame = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(*points.T), crs=counties.crs)
    other = frame.sjoin(counties[["adcode", "geometry"]], how="left", predicate="within")["adcode"].fillna("")
    assert list(joined.adcodes) == list(other)
    distances = shapely.distance(frame.geometry.to_numpy()[:, None], counties.geometry.to_numpy())
    nearest = counties["adcode"].to_numpy()[distances.argmin(axis=1)]
    outside = joined.adcodes == ""
    assert (joined.nearest[outside] == nearest[outside]).all()


def test_islands_are_searched_too_for_the_nearest_unit() -> None:
    units = geopandas.GeoDataFrame({"adcode": ["520101"]}, geometry=[shapes.MULTI_PART], crs="EPSG:4326")
    assert join_points(np.array([[106.55, 26.61]]), units).distance_km[0] == pytest.approx(1.1, abs=0.02)


def test_the_water_between_two_islands_is_no_border() -> None:
    islands = shapely.MultiPolygon([shapely.box(106, 26, 106.1, 26.1), shapely.box(107, 26, 107.1, 26.1)])
    units = geopandas.GeoDataFrame({"adcode": ["330922"]}, geometry=[islands], crs="EPSG:4326")
    joined = join_points(np.array([[106.5, 26.05]]), units)
    expected = distances_km(np.array([[106.5, 26.05]]), np.array([[106.1, 26.05]]))[0]
    assert joined.distance_km[0] == pytest.approx(expected, rel=1e-3)

import geopandas
import numpy as np
import pyproj
import pytest
import shapely

from atlas.core.errors import CrsMismatch, CrsUnknown
from atlas.core.geo.crs import (
    distinct_vertices,
    map_vertices,
    require_crs,
    require_same_crs,
    to_geodetic,
    transform_points,
)
from tests import shapes


def frame(crs: str | None) -> geopandas.GeoDataFrame:
    return geopandas.GeoDataFrame(geometry=[shapes.SQUARE], crs=crs)


def test_a_frame_without_reference_system_is_refused() -> None:
    with pytest.raises(CrsUnknown) as caught:
        require_crs(frame(None), "zones")
    assert caught.value.detail == {"data": "zones"}


@pytest.mark.parametrize("other", ["EPSG:4490", "EPSG:3857", "EPSG:4523"])
def test_different_reference_systems_do_not_mix(other: str) -> None:
    with pytest.raises(CrsMismatch):
        require_same_crs(frame("EPSG:4326"), frame(other))


def test_the_order_of_axes_makes_no_difference() -> None:
    assert require_same_crs(frame("EPSG:4326"), frame("OGC:CRS84")).is_geographic


def test_points_come_back_from_a_gauss_kruger_zone() -> None:
    points = np.array([[106.7, 26.6], [109.9, 27.2]])
    there = transform_points(points, "EPSG:4490", "EPSG:4523")
    assert there[0, 0] > 35_000_000  # zone 35 is written before the easting
    np.testing.assert_allclose(transform_points(there, "EPSG:4523", "EPSG:4490"), points, atol=1e-9)


def test_projected_geometries_go_back_to_degrees_of_their_own_datum() -> None:
    degrees = np.array([shapes.SQUARE, None])
    projected = map_vertices(degrees, lambda xy: transform_points(xy, "EPSG:4490", "EPSG:4523"))
    back, ellipsoid = to_geodetic(projected, pyproj.CRS("EPSG:4523"))
    assert shapely.equals_exact(back[0], shapes.SQUARE, 1e-9)
    assert back[1] is None
    assert ellipsoid.a == pytest.approx(6378137.0)


def test_a_local_system_cannot_be_measured_in() -> None:
    local = pyproj.CRS.from_wkt('LOCAL_CS["mine",UNIT["metre",1]]')
    with pytest.raises(CrsUnknown):
        to_geodetic(np.array([shapes.SQUARE]), local)


def test_a_vertex_of_two_neighbours_moves_once_and_stays_shared() -> None:
    moved = map_vertices(np.array([shapes.SQUARE, shapes.EAST_SQUARE]), lambda xy: np.sin(xy) + xy / 3)
    assert len(distinct_vertices(moved)[0]) == 6
    assert shapely.coverage_is_valid(moved)

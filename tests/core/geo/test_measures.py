import geopandas
import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from atlas.core.geo.crs import map_vertices, transform_points
from atlas.core.geo.measures import (
    areas_km2,
    distances_km,
    label_points,
    largest_parts,
    lengths_km,
    to_equal_area,
)
from tests import shapes

WGS84 = pyproj.Geod(ellps="WGS84")
BOXES = st.tuples(st.floats(75, 130), st.floats(4, 50), st.floats(0.01, 4), st.floats(0.01, 3))


def area_km2(geometry: shapely.Geometry | None) -> float:
    return float(areas_km2(np.array([geometry]))[0])


def test_counties_have_the_areas_of_their_geodesic_polygons(counties: geopandas.GeoDataFrame) -> None:
    oriented = shapely.orient_polygons(counties.geometry.to_numpy())
    geodesic = [abs(WGS84.geometry_area_perimeter(shape)[0]) / 1e6 for shape in oriented]
    np.testing.assert_allclose(areas_km2(counties.geometry.to_numpy()), geodesic, rtol=1e-6)


@given(BOXES)
def test_pieces_add_up_to_the_whole(box: tuple[float, float, float, float]) -> None:
    west, south, width, height = box
    whole = shapely.Polygon(
        [(west, south), (west + width, south + height / 3), (west + width / 2, south + height)]
    )
    cut = shapely.box(west, south, west + width * 0.4, south + height)
    pieces = areas_km2(np.array([whole & cut, whole - cut]))
    assert pieces.sum() == pytest.approx(area_km2(whole), rel=1e-9)


@given(BOXES)
def test_more_vertices_on_the_same_edges_change_nothing(box: tuple[float, float, float, float]) -> None:
    west, south, width, height = box
    ring = shapely.Polygon(
        [(west, south), (west + width, south + height / 3), (west + width / 2, south + height)]
    )
    dense = shapely.segmentize(ring, width / 50)
    assert area_km2(dense) == pytest.approx(area_km2(ring), rel=1e-9)
    lengths = [float(lengths_km(np.array([shape.exterior]))[0]) for shape in (ring, dense)]
    assert lengths[0] == pytest.approx(lengths[1], rel=1e-9)


def test_a_hole_is_no_area() -> None:
    hole = shapely.Polygon(shapes.WITH_HOLE.interiors[0])
    assert area_km2(shapes.WITH_HOLE) == pytest.approx(area_km2(shapes.SQUARE) - area_km2(hole))


@pytest.mark.parametrize(
    "geometry",
    [shapes.MISSING, shapes.EMPTY, shapes.LINE, shapes.POINT],
    ids=["missing", "empty", "line", "point"],
)
def test_what_is_no_polygon_has_no_area(geometry: shapely.Geometry | None) -> None:
    assert area_km2(geometry) == 0


def test_collections_are_measured_by_their_polygons_and_lines() -> None:
    mixture = shapely.GeometryCollection([shapes.MULTI_PART, shapes.LINE, shapes.POINT])
    assert area_km2(mixture) == pytest.approx(area_km2(shapes.MULTI_PART))
    assert lengths_km(np.array([mixture])) == pytest.approx(lengths_km(np.array([shapes.LINE])))


def test_the_reference_system_does_not_change_the_area() -> None:
    projected = map_vertices(
        np.array([shapes.SQUARE]), lambda xy: transform_points(xy, "EPSG:4490", "EPSG:4523")
    )
    assert areas_km2(projected, "EPSG:4523")[0] == pytest.approx(area_km2(shapes.SQUARE), rel=1e-8)


def test_short_lines_have_the_lengths_of_geodesics() -> None:
    line = shapely.LineString([(106.7, 26.6), (106.72, 26.63), (106.75, 26.6)])
    assert lengths_km(np.array([line]))[0] == pytest.approx(WGS84.geometry_length(line) / 1e3, rel=1e-6)


def test_distances_are_geodesics() -> None:
    start, end = np.array([[106.7, 26.6]]), np.array([[109.0, 27.2]])
    assert distances_km(start, end)[0] == pytest.approx(WGS84.inv(106.7, 26.6, 109.0, 27.2)[2] / 1e3)


def test_labels_stand_inside_the_largest_part(counties: geopandas.GeoDataFrame) -> None:
    ring = shapely.Point(106, 26).buffer(0.5) - shapely.Point(106, 26).buffer(0.45)
    polygons = np.array([*counties.geometry, shapes.MULTI_PART, shapes.WITH_HOLE, shapes.SLIVER, ring])
    assert shapely.contains_properly(largest_parts(polygons), shapely.points(label_points(polygons))).all()


def test_the_plane_keeps_areas(counties: geopandas.GeoDataFrame) -> None:
    plane = map_vertices(counties.geometry.to_numpy(), to_equal_area)
    np.testing.assert_allclose(shapely.area(plane) / 1e6, areas_km2(counties.geometry.to_numpy()), rtol=1e-6)

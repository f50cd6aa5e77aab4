import geopandas
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.core.errors import GeometryInvalid
from atlas.core.geo.carving import carve, fill_holes
from tests import shapes

HOST = shapely.segmentize(shapely.box(106.0, 26.0, 107.0, 27.0), 0.05)
NEIGHBOUR = shapely.segmentize(shapely.box(107.0, 26.0, 108.0, 27.0), 0.05)


@settings(max_examples=300)
@given(
    west=st.floats(106.1, 106.6),
    south=st.floats(26.1, 26.6),
    width=st.floats(0.2, 1.0),
    height=st.floats(0.1, 0.3),
)
def test_the_coverage_stays_whole(west: float, south: float, width: float, height: float) -> None:
    outline = shapely.box(west, south, west + width, south + height)
    rest, piece = carve(HOST, outline)
    assert rest.area + piece.area == pytest.approx(HOST.area)
    assert shapely.coverage_is_valid(np.array([rest, piece, NEIGHBOUR]))


def test_an_outline_with_a_corner_on_the_border_adds_no_vertex_to_it() -> None:
    rest, piece = carve(HOST, shapely.box(106.1, 26.5, 107.0, 26.78125))
    assert shapely.coverage_is_valid(np.array([rest, piece, NEIGHBOUR]))


def test_an_outline_inside_becomes_a_hole() -> None:
    rest, piece = carve(HOST, shapely.box(106.4, 26.4, 106.6, 26.6))
    assert len(rest.geoms[0].interiors) == 1
    assert piece.equals(shapely.box(106.4, 26.4, 106.6, 26.6))


def test_slivers_between_two_drawings_of_a_border_go_to_the_piece() -> None:
    outline = shapely.Polygon(
        [(106.5, 26.2), (107.0002, 26.2), (106.9997, 26.5), (107.0002, 26.8), (106.5, 26.8)]
    )
    rest, piece = carve(HOST, outline)
    assert len(rest.geoms) == len(piece.geoms) == 1
    assert piece.intersection(NEIGHBOUR).length == pytest.approx(0.6)


def test_a_real_county_can_be_cut_across_its_border(counties: geopandas.GeoDataFrame) -> None:
    host, *others = counties.geometry
    rest, piece = carve(host, shapely.box(*host.bounds[:2], host.centroid.x, host.bounds[3] + 0.1))
    assert shapely.coverage_is_valid(np.array([rest, piece, *others]))


@pytest.mark.parametrize("outline", [shapely.box(110, 26, 111, 27), shapely.box(105, 25, 108, 28)])
def test_an_outline_that_does_not_cut_is_refused(outline: shapely.Polygon) -> None:
    with pytest.raises(GeometryInvalid):
        carve(HOST, outline)


def test_holes_are_filled_and_parts_kept() -> None:
    filled = fill_holes(shapely.MultiPolygon([shapes.WITH_HOLE, shapely.box(106.5, 26.5, 106.6, 26.6)]))
    assert filled.equals(shapes.MULTI_PART)

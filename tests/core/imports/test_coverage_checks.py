"""A layer in its place: what lies where nothing should be, and how its polygons stand to each other."""

import geopandas
import numpy as np
import pytest
import shapely

from atlas.core.geo.measures import areas_km2
from atlas.core.imports.coverage_checks import check_placed
from atlas.core.imports.overlaps import find_gaps, find_overlaps, meet, widths_m
from atlas.core.imports.reference import Reference
from atlas.core.imports.report import ImportMessage
from tests import shapes

PROVINCES = ("11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41",
             "42", "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65")  # fmt: skip
#: One county a province, side by side from 100 E to 131 E.
COUNTRY = Reference(
    geopandas.GeoDataFrame(
        {"adcode": [f"{code}0101" for code in PROVINCES], "name": PROVINCES},
        geometry=[shapely.box(100 + column, 24, 101 + column, 30) for column in range(len(PROVINCES))],
        crs="EPSG:4326",
    )
)
#: Only some counties of one province are known.
PART = Reference(COUNTRY.counties.iloc[:2])
#: A metre, in degrees.
METRE = 9e-6


def check(*geometries: shapely.Geometry | None, reference: Reference = COUNTRY) -> dict[str, ImportMessage]:
    array = np.empty(len(geometries), dtype=object)
    array[:] = geometries
    return {message.code: message for message in check_placed(array, reference)}


def cells(columns: int, rows: int, *, step: float = 0.1) -> list[shapely.Polygon]:
    return [
        shapely.box(106 + step * x, 26 + step * y, 106 + step * (x + 1), 26 + step * (y + 1))
        for y in range(rows)
        for x in range(columns)
    ]


def test_a_layer_in_china_passes_in_silence() -> None:
    assert check(shapes.SQUARE, shapes.EAST_SQUARE, None, shapes.MULTI_PART.geoms[1]) == {}


def test_features_at_zero_are_told_apart_from_those_abroad() -> None:
    found = check(shapely.Point(0, 0), shapes.POINT, shapely.Point(-73.9, 40.7))
    assert found["at_zero"].features == (1,)
    assert found["outside_china"].features == (3,)
    assert found["outside_china"].detail["places"] == [[-73.9, 40.7]]


def test_with_the_whole_country_known_the_sea_and_the_neighbours_are_outside() -> None:
    sea, land = shapely.box(105.2, 20.0, 105.4, 20.2), shapes.SQUARE
    assert check(sea, land)["outside_china"].features == (1,)
    assert check(sea, land, reference=PART) == {}


def test_a_feature_that_starts_abroad_and_reaches_china_is_not_outside() -> None:
    assert check(shapely.box(105.2, 23.5, 105.4, 24.5)) == {}


def test_a_stray_vertex_is_told_by_the_span_it_gives() -> None:
    parcels = cells(5, 5, step=0.01)
    parcels[7] = shapely.Polygon([(106.02, 26.01), (109.9, 26.9), (106.03, 26.02)])
    found = check(*parcels)["absurd_extent"]
    assert (found.features, found.detail["degrees"]) == ((8,), [pytest.approx(3.88)])


def test_a_long_river_with_many_vertices_is_no_absurd_span() -> None:
    river = shapely.segmentize(shapely.LineString([(101, 26), (120, 29)]), 0.1)
    brooks = [shapely.LineString([(106, 26 + n / 100), (106.01, 26 + n / 100)]) for n in range(10)]
    assert check(river, *brooks) == {}


def test_a_thin_polygon_is_told_with_its_width() -> None:
    found = check(shapes.EAST_SQUARE, shapes.SLIVER)["thin_polygons"]
    assert found.features == (2,)
    assert found.detail["widths_m"][0] == pytest.approx(1.1, abs=0.05)


@pytest.mark.filterwarnings("error")
def test_what_polygons_share_beside_a_line_has_a_width() -> None:
    square = shapely.box(106, 26, 106.001, 26.001)
    beside = shapely.GeometryCollection([square, shapely.LineString([(106.002, 26), (106.003, 26)])])
    shapes_of_both = np.array([square, beside, shapely.Point(106, 26)], dtype=object)
    width, same, none = widths_m(shapes_of_both, np.array([11_000.0, 11_000.0, 1.0]))
    assert same == width > 0
    assert none == 0


def test_a_small_building_and_a_wide_road_are_not_thin() -> None:
    building = shapely.box(106, 26, 106 + 10 * METRE, 26 + 20 * METRE)
    motorway = shapely.box(106.2, 26, 106.3, 26 + 60 * METRE)
    assert check(building, motorway) == {}


def test_an_overlap_tells_both_features_and_its_area() -> None:
    other = shapely.box(106.05, 26.05, 106.15, 26.15)
    found = check(shapely.box(107, 27, 107.1, 27.1), shapes.SQUARE, other)["overlaps"]
    area = areas_km2(np.array([shapely.box(106.05, 26.05, 106.1, 26.1)]))[0] * 1e6
    assert (found.features, found.detail["between"]) == ((2, 3), [[2, 3]])
    assert found.detail["areas_m2"] == [pytest.approx(area)]
    assert shapely.box(106.05, 26.05, 106.1, 26.1).contains(shapely.Point(found.detail["places"][0]))


def test_a_polygon_inside_another_overlaps_it() -> None:
    inner = shapely.box(106.04, 26.04, 106.06, 26.06)
    assert check(shapes.SQUARE, inner)["overlaps"].detail["between"] == [[1, 2]]
    assert check(shapes.WITH_HOLE, inner) == {}


def test_a_border_drawn_twice_is_told_apart_from_a_real_overlap() -> None:
    shifted = shapely.box(106.1 - METRE, 26.0, 106.2, 26.1)
    assert list(check(shapes.SQUARE, shifted)) == ["overlap_slivers"]


def test_the_rounding_of_a_reprojection_is_not_told() -> None:
    shifted = shapely.box(106.1 - METRE / 1000, 26.0, 106.2, 26.1)
    assert check(shapes.SQUARE, shifted) == {}


def test_a_gap_in_a_coverage_tells_its_neighbours_and_area() -> None:
    coverage = cells(3, 3)
    middle = coverage.pop(4)
    found = check(*coverage)["gaps"]
    assert found.detail["areas_m2"] == [pytest.approx(areas_km2(np.array([middle]))[0] * 1e6)]
    assert middle.contains(shapely.Point(found.detail["places"][0]))
    assert found.detail["between"] == [[1, 2, 3, 4, 5, 6, 7, 8]]


def test_an_island_in_a_gap_is_no_part_of_the_gap() -> None:
    coverage = cells(4, 4)
    middle, island = coverage[5], shapely.box(106.14, 26.14, 106.16, 26.16)
    coverage[5] = island
    expected = areas_km2(np.array([middle, island])) @ [1e6, -1e6]
    assert check(*coverage)["gaps"].detail["areas_m2"] == [pytest.approx(expected)]


def test_a_hairline_gap_is_told_apart() -> None:
    coverage = cells(3, 3)
    coverage[4] = shapely.box(106.1, 26.1, 106.2 - METRE, 26.2)
    assert list(check(*coverage)) == ["gap_slivers"]


def test_scattered_polygons_and_holes_on_purpose_leave_no_gap() -> None:
    scattered = [shapely.box(106 + x, 26, 106.1 + x, 26.1) for x in range(4)]
    assert check(*scattered) == {}
    coverage = cells(3, 3)
    coverage[4] = coverage[4].difference(shapely.box(106.14, 26.14, 106.16, 26.16))
    assert check(*coverage) == {}


def test_a_check_that_was_cut_short_says_so() -> None:
    stacked = np.array([shapely.box(106, 26, 106.1, 26.1 + n / 100) for n in range(10)], dtype=object)
    messages = check_placed(stacked, COUNTRY, most_pair_vertices=90, most_united_vertices=10)
    found = {message.code: message for message in messages}
    assert "20%" in found["overlaps_cut_short"].message.zh
    assert "gaps_not_checked" in found


def test_a_large_coverage_is_checked_by_its_edges() -> None:
    columns = 260
    coverage = np.array(cells(columns, columns, step=0.01), dtype=object)
    coverage[5] = shapely.box(106.05, 26, 106.06, 26.015)
    near = meet(coverage)
    assert near.has_misfit is not None
    assert [set(pair) for pair in find_overlaps(near).features] == [{5, 5 + columns}]
    whole = meet(np.array(cells(columns, columns, step=0.01), dtype=object))
    assert len(find_overlaps(whole).features) == 0
    gaps = find_gaps(whole)
    assert gaps is not None
    assert len(gaps.features) == 0

"""Every fault a shapefile from the field may hold is found, mended where that is possible, and told by number."""

import warnings
from collections.abc import Sequence

import numpy as np
import pandas
import pytest
import shapely
from hypothesis import example, given, settings
from hypothesis import strategies as st

from atlas.core.imports.geometry_checks import Checked, check_shapes
from atlas.core.imports.geometry_families import reduce_collections
from atlas.core.imports.report import ImportMessage
from atlas.core.imports.shape_faults import move_places
from tests import shapes


def check(*geometries: shapely.Geometry | None, table: pandas.DataFrame | None = None) -> Checked:
    array = np.empty(len(geometries), dtype=object)
    array[:] = geometries
    return check_shapes(array, table)


def codes(checked: Checked) -> list[str]:
    return [message.code for message in checked.messages]


def message(checked: Checked, code: str) -> ImportMessage:
    (found,) = [one for one in checked.messages if one.code == code]
    return found


def with_numbers(coordinates: Sequence[tuple[float, float]]) -> shapely.Polygon:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        return shapely.Polygon(coordinates)


def test_a_sound_layer_passes_in_silence() -> None:
    checked = check(shapes.SQUARE, shapes.EAST_SQUARE, shapes.WITH_HOLE)
    assert (checked.messages, checked.geometry_type) == ((), "Polygon")
    assert checked.is_drawable.all()
    assert list(checked.geometries) == [shapes.SQUARE, shapes.EAST_SQUARE, shapes.WITH_HOLE]


def test_the_array_given_is_left_alone() -> None:
    given_array = np.array([shapes.BOW_TIE, shapes.WITH_Z, shapes.EMPTY], dtype=object)
    check_shapes(given_array)
    assert list(given_array) == [shapes.BOW_TIE, shapes.WITH_Z, shapes.EMPTY]
    assert given_array[1].has_z


def test_missing_and_empty_geometries_keep_their_rows() -> None:
    checked = check(shapes.SQUARE, shapes.MISSING, shapes.EMPTY, shapes.EAST_SQUARE)
    assert message(checked, "null_geometry").features == (2,)
    assert message(checked, "empty_geometry").features == (3,)
    assert list(checked.is_drawable) == [True, False, False, True]
    assert checked.geometries[2] is None


@pytest.mark.parametrize("number", [np.nan, np.inf, -np.inf], ids=["NaN", "infinity", "minus infinity"])
def test_a_coordinate_that_is_no_number_costs_the_geometry(number: float) -> None:
    checked = check(shapes.SQUARE, with_numbers([(106, 26), (number, 26), (106, 27)]))
    assert message(checked, "coordinates_not_finite").features == (2,)
    assert list(checked.is_drawable) == [True, False]


@pytest.mark.parametrize("number", [1e20, -1.7976931348623157e308], ids=["1e20", "smallest double"])
def test_a_coordinate_beyond_the_earth_costs_the_geometry(number: float) -> None:
    checked = check(shapes.POINT, shapely.Point(number, 26.0))
    assert message(checked, "coordinates_absurd").features == (2,)
    assert not checked.is_drawable[1]


def test_a_zone_prefixed_easting_is_no_absurd_coordinate() -> None:
    assert check(shapely.Point(35_500_000.0, 2_987_630.0)).messages == ()


SHELL = [(0, 0), (10, 0), (10, 10), (0, 10)]
INNER = [(1, 1), (8, 1), (8, 8), (1, 8)]
ISLAND = [(2, 2), (3, 2), (3, 3)]
FAULTS = {
    "self_intersection": (shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)]), [0.5, 0.5], 0.5),
    "ring_touches_itself": (shapely.Polygon([(0, 0), (2, 0), (2, 2), (1, 0), (0, 2)]), [1.0, 0.0], 2.0),
    "hole_outside_shell": (shapely.Polygon(SHELL, [[(20, 20), (30, 20), (30, 30)]]), [20.0, 20.0], 150.0),
    "nested_holes": (shapely.Polygon(SHELL, [INNER, ISLAND]), [2.0, 2.0], 51.0),
    "nested_shells": (
        shapely.MultiPolygon([shapely.Polygon(SHELL), shapely.Polygon(ISLAND)]),
        [2.0, 2.0],
        100.0,
    ),
    "duplicate_rings": (shapely.Polygon(SHELL, [INNER, INNER]), [8.0, 8.0], 51.0),
    "disconnected_interior": (
        shapely.Polygon(SHELL, [[(5, 0), (10, 5), (5, 10), (0, 5)]]),
        [5.0, 0.0],
        50.0,
    ),
}


@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_is_mended_and_told_with_its_place(kind: str) -> None:
    geometry, place, area = FAULTS[kind]
    checked = check(shapes.SQUARE, geometry)
    told = message(checked, kind)
    assert (told.features, told.detail["places"]) == ((2,), [place])
    assert shapely.is_valid(checked.geometries).all()
    assert shapely.area(checked.geometries[1]) == pytest.approx(area)


def test_a_repair_that_changes_the_area_says_so() -> None:
    checked = check(FAULTS["nested_shells"][0], FAULTS["disconnected_interior"][0])
    told = message(checked, "repair_changed_area")
    assert told.features == (1,)
    assert told.detail["areas"] == [[100.5, 100.0]]


@pytest.mark.parametrize(
    "geometry",
    [shapes.FOLDED, shapely.Polygon([(1, 1)] * 4), shapely.LineString([(1, 1), (1, 1)])],
    ids=["folded polygon", "polygon of one point", "line of one point"],
)
def test_what_has_no_area_or_length_is_told_and_not_drawn(geometry: shapely.Geometry) -> None:
    checked = check(shapes.SQUARE, geometry)
    assert codes(checked) == ["geometry_collapsed"]
    assert checked.messages[0].features == (2,)
    assert list(checked.is_drawable) == [True, False]


def test_a_multi_line_loses_only_the_part_without_length() -> None:
    checked = check(shapely.MultiLineString([[(0, 0), (0, 0)], [(0, 0), (1, 1)]]))
    assert codes(checked) == ["too_few_points"]
    assert shapely.length(checked.geometries[0]) == pytest.approx(np.sqrt(2))


def test_repeated_vertices_are_removed() -> None:
    doubled = shapely.Polygon([(0, 0), (1, 0), (1, 0), (1, 0), (1, 1)])
    checked = check(shapes.SQUARE, doubled)
    assert message(checked, "repeated_vertices").features == (2,)
    assert shapely.get_num_coordinates(checked.geometries[1]) == 4
    assert checked.geometries[0] is shapes.SQUARE


def test_the_way_a_ring_runs_is_not_told() -> None:
    assert check(shapely.reverse(shapes.SQUARE), shapes.EAST_SQUARE).messages == ()


def test_heights_and_measures_are_dropped_once() -> None:
    measured = shapely.from_wkt("POLYGON M ((0 0 1, 1 0 2, 1 1 3, 0 0 1))")
    checked = check(shapes.WITH_Z, measured)
    assert codes(checked) == ["dimensions_dropped"]
    assert checked.messages[0].features == (1, 2)
    assert not (shapely.has_z(checked.geometries) | shapely.has_m(checked.geometries)).any()


def test_single_and_multi_become_multi_in_silence() -> None:
    checked = check(shapes.SQUARE, shapes.MULTI_PART, None)
    assert (checked.geometry_type, codes(checked)) == ("MultiPolygon", ["null_geometry"])
    assert [shape.geom_type for shape in checked.geometries[:2]] == ["MultiPolygon", "MultiPolygon"]


def test_a_repair_into_two_parts_makes_the_layer_multi() -> None:
    assert check(shapes.SQUARE, shapes.BOW_TIE).geometry_type == "MultiPolygon"


def test_points_and_polygons_in_one_layer_are_kept_and_counted() -> None:
    checked = check(shapes.SQUARE, shapes.POINT, shapes.MULTI_PART)
    told = message(checked, "mixed_types")
    assert (checked.geometry_type, told.detail["counts"]) == ("Geometry", {"Point": 1, "Polygon": 2})
    assert told.features == (2,)
    assert [shape.geom_type for shape in checked.geometries] == ["Polygon", "Point", "MultiPolygon"]


def test_a_collection_is_reduced_to_its_highest_dimension() -> None:
    first, second = shapes.MULTI_PART.geoms
    checked = check(
        shapely.GeometryCollection([shapes.POINT, first, second]), shapely.GeometryCollection([first])
    )
    told = message(checked, "collection_exploded")
    assert (told.features, told.detail["dropped"]) == ((1, 2), [1])
    assert checked.geometries[0] == shapes.MULTI_PART
    assert checked.geometry_type == "MultiPolygon"


def test_collections_inside_collections_are_reduced_too() -> None:
    inner = shapely.GeometryCollection([shapes.LINE, shapely.GeometryCollection([shapes.MULTI_PART])])
    reduced = reduce_collections(np.array([inner, shapely.GeometryCollection(), shapes.POINT], dtype=object))
    assert reduced.geometries[0].equals(shapes.MULTI_PART)
    assert (reduced.geometries[1], reduced.geometries[2]) == (None, shapes.POINT)


def test_features_that_repeat_an_earlier_one_are_told_and_kept() -> None:
    table = pandas.DataFrame({"名称": ["开阳县", "息烽县", "开阳县", "修文县"]})
    turned = shapely.Polygon([(106.1, 26.1), (106.1, 26.0), (106.0, 26.0), (106.0, 26.1)])
    checked = check(shapes.SQUARE, shapes.EAST_SQUARE, turned, shapes.SQUARE, table=table)
    whole, shape_only = message(checked, "duplicate_features"), message(checked, "duplicate_geometries")
    assert (whole.features, whole.detail["same_as"]) == ((3,), [1])
    assert (shape_only.features, shape_only.detail["same_as"]) == ((4,), [1])
    assert checked.is_drawable.all()


def test_several_firms_at_one_point_are_no_fault() -> None:
    table = pandas.DataFrame({"企业": ["磷化工", "电池材料"]})
    assert check(shapes.POINT, shapes.POINT, table=table).messages == ()


def test_places_can_be_taken_to_another_reference_system() -> None:
    checked = check(shapes.BOW_TIE, shapes.MISSING)
    moved = move_places(checked.messages, lambda points: points + np.array([1.0, 2.0]))
    (told,) = [one for one in moved if one.code == "self_intersection"]
    assert told.detail["places"] == [pytest.approx([107.05, 28.05])]
    assert moved[0] == checked.messages[0]


def test_a_layer_without_features_or_geometries_has_no_type() -> None:
    assert (check().geometry_type, check().messages) == ("", ())
    assert check(None, None).geometry_type == ""


NUMBERS = st.one_of(st.integers(0, 4).map(float), st.floats(width=64))
RINGS = st.lists(st.tuples(NUMBERS, NUMBERS), min_size=3, max_size=8)


@settings(deadline=None)
@example([[(1.0, 1.0), (1.1125369292536007e-308, 0.0), (0.0, 1.0)]])
@given(st.lists(RINGS, max_size=5))
def test_whatever_comes_in_what_goes_out_is_valid(rings: list[list[tuple[float, float]]]) -> None:
    # A ring cannot be built from a start that is no number: it would not close.
    checked = check(*(with_numbers([(0.0, 0.0), *ring]) for ring in rings))
    drawn = checked.geometries[checked.is_drawable]
    assert len(checked.geometries) == len(rings)
    assert shapely.is_valid(drawn).all()
    assert not shapely.is_empty(drawn).any()
    assert np.isfinite(shapely.get_coordinates(drawn)).all()

from __future__ import annotations

import numpy as np
import pytest
import shapely

from atlas.core.geo.crs import transform_points
from atlas.core.imports.crs_candidates import Sample, find_candidates, looks_swapped, take_sample
from atlas.core.imports.crs_definition import definition_of_code
from tests import shapes
from tests.core.imports.reference_counties import country, guizhou, guizhou_counties


def sample_of(*points: tuple[float, float]) -> Sample:
    return Sample(np.array(points), np.array([""] * len(points), dtype=object))


@pytest.mark.parametrize(
    ("point", "expected"),
    [
        ((106.7, 26.6), False),
        ((26.6, 106.7), True),
        ((35520000.0, 2987000.0), False),
        ((2987000.0, 35520000.0), True),
        ((520000.0, 2987000.0), False),
        ((2987000.0, 520000.0), True),
        ((11880000.0, 3070000.0), False),
        ((3070000.0, 11880000.0), True),
        ((0.0, 0.0), False),
    ],
)
def test_numbers_of_china_with_north_first_are_recognised(point: tuple[float, float], expected: bool) -> None:
    assert looks_swapped(sample_of(point)) is expected


def test_one_odd_feature_does_not_make_a_layer_swapped() -> None:
    assert not looks_swapped(sample_of(*[(106.7, 26.6)] * 8, (26.6, 106.7)))


def test_no_features_are_not_swapped() -> None:
    assert not looks_swapped(sample_of())


def test_a_sample_takes_places_inside_polygons_and_passes_over_what_has_none() -> None:
    geometries = np.array([shapes.WITH_HOLE, None, shapes.EMPTY, shapes.POINT, shapes.BOW_TIE], dtype=object)
    sample = take_sample(geometries)
    assert len(sample.points) == 3
    assert shapely.contains_xy(shapes.WITH_HOLE, *sample.points[0])
    assert not sample.has_stated


def test_a_sample_prefers_features_that_name_a_unit() -> None:
    geometries = np.array([shapes.SQUARE, shapes.POINT, shapes.LINE], dtype=object)
    sample = take_sample(geometries, np.array(["", "520121", None], dtype=object))
    assert list(sample.stated) == ["520121"]
    assert sample.points.tolist() == [[106.05, 26.05]]


def test_a_sample_of_a_large_layer_is_spread_over_it() -> None:
    x = np.linspace(100, 110, 10_000)
    sample = take_sample(np.asarray(shapely.points(x, 26.0), dtype=object))
    assert len(sample.points) == 300
    assert (sample.points[0, 0], sample.points[-1, 0]) == (100.0, 110.0)


def test_without_features_nothing_is_proposed() -> None:
    assert find_candidates(sample_of(), country()) == ()


def test_what_the_file_says_about_meridian_and_datum_comes_first() -> None:
    inside = shapely.get_coordinates(guizhou_counties().geometry.representative_point().to_numpy())
    plane = transform_points(inside, "EPSG:4610", "EPSG:2381")
    found = find_candidates(sample_of(*map(tuple, plane)), guizhou(), definition_of_code(2360))
    assert [one.known.code for one in found[:2]] == [2381, 4545]


def test_far_from_the_meridian_the_six_degree_zone_is_meant() -> None:
    place = transform_points(np.array([[108.4, 26.0]]), "EPSG:4490", "EPSG:4508")
    codes = [one.known.code for one in find_candidates(sample_of(tuple(place[0])), guizhou())]
    assert 4508 in codes
    assert 4546 not in codes


def test_degrees_are_never_taken_for_metres() -> None:
    found = find_candidates(sample_of((109.2, 27.5)), guizhou())
    assert [one.known.code for one in found] == [4490, 4326]

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from atlas.core.figures.label_boxes import (
    as_array,
    attach,
    distance_to_segments,
    find_crossings,
    find_overlaps,
    find_pierced,
    list_ways,
)
from tests.core.figures.label_pages import EvenMeasure, wish_for_area

AREA = shapely.box(0, 0, 50, 50)
places = st.tuples(st.integers(0, 20), st.integers(0, 20))
segments = st.tuples(places, places).filter(lambda ends: ends[0] != ends[1])
boxes = st.tuples(st.integers(0, 15), st.integers(0, 15), st.integers(1, 6), st.integers(1, 6)).map(
    lambda box: (box[0], box[1], box[0] + box[2], box[1] + box[3])
)


def line(segment):
    return as_array([(*segment[0], *segment[1])])


def test_all_sizes_of_the_best_words_come_first():
    wish = wish_for_area(AREA, variants=(("贵阳市",), ("贵阳",)), sizes=(8.0, 7.0))
    ways = [(way.lines, way.size_pt) for way in list_ways(wish, EvenMeasure())]
    assert ways == [(("贵阳市",), 8.0), (("贵阳市",), 7.0), (("贵阳",), 8.0), (("贵阳",), 7.0)]


def test_all_words_of_the_best_size_come_first_where_the_size_is_to_be_kept():
    wish = wish_for_area(AREA, variants=(("贵阳市",), ("贵阳",)), sizes=(8.0, 7.0), keeps_size=True)
    ways = [(way.lines, way.size_pt) for way in list_ways(wish, EvenMeasure())]
    assert ways == [(("贵阳市",), 8.0), (("贵阳",), 8.0), (("贵阳市",), 7.0), (("贵阳",), 7.0)]


def test_two_lines_are_as_wide_as_the_wider_and_higher_by_a_line():
    one, two = list_ways(
        wish_for_area(AREA, variants=(("贵阳",), ("贵", "阳市区")), sizes=(72.0,)), EvenMeasure()
    )
    assert (one.width, one.height) == pytest.approx((2 * 25.4, 0.95 * 25.4))
    assert (two.width, two.height) == pytest.approx((3 * 25.4, 2.07 * 25.4))


@given(one=boxes, other=boxes)
def test_boxes_overlap_as_their_shapes_do(one, other):
    found = find_overlaps(as_array([one]), as_array([other]))[0, 0]
    assert found == (shapely.box(*one).intersection(shapely.box(*other)).area > 0)


@given(segment=segments, box=boxes)
def test_a_segment_comes_into_a_box_as_its_line_does(segment, box):
    inner = shapely.box(*box).buffer(-1e-7)
    assert find_pierced(line(segment), as_array([box]))[0, 0] == shapely.LineString(segment).intersects(inner)


@given(one=segments, other=segments)
def test_segments_that_meet_are_found(one, other):
    if shapely.LineString(one).intersects(shapely.LineString(other)):
        assert find_crossings(line(one), line(other))[0, 0]


@given(one=segments, other=segments)
def test_segments_on_different_lines_that_do_not_meet_are_told_apart(one, other):
    lines = shapely.LineString(one), shapely.LineString(other)
    in_line = shapely.MultiPoint([*one, *other]).minimum_rotated_rectangle.area == 0
    if not in_line and not lines[0].intersects(lines[1]):
        assert not find_crossings(line(one), line(other))[0, 0]


@given(point=places, segment=segments)
def test_the_distance_from_a_segment_is_that_from_its_line(point, segment):
    found = distance_to_segments(np.array([point], dtype=float), line(segment))[0, 0]
    assert found == pytest.approx(shapely.Point(point).distance(shapely.LineString(segment)))


@given(box=boxes, target=places)
def test_a_line_to_a_target_leaves_its_box_at_once(box, target):
    x, y, length = attach(as_array([box]), target)
    shape = shapely.box(*box)
    if shape.buffer(-1e-9).intersects(shapely.Point(target)):
        assert np.isinf(length[0])
    else:
        assert shape.exterior.distance(shapely.Point(x[0], y[0])) < 1e-9
        assert not shapely.LineString([(x[0], y[0]), target]).intersects(shape.buffer(-1e-7))

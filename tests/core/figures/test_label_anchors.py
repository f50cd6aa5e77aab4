import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from atlas.core.figures.label_anchors import polygon_label_anchor

HORSESHOE = shapely.box(0, 0, 40, 40).difference(shapely.box(8, 8, 32, 40))
corners = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=3, max_size=9, unique=True)


def test_the_middle_of_an_oblong_is_its_centre():
    assert polygon_label_anchor(shapely.box(0, 0, 60, 10)) == pytest.approx((30, 5))


def test_the_middle_of_a_bent_area_lies_in_it():
    assert HORSESHOE.contains(shapely.Point(polygon_label_anchor(HORSESHOE)))


def test_of_several_parts_the_largest_counts():
    islands = shapely.MultiPolygon([shapely.box(0, 0, 20, 20), shapely.box(30, 0, 33, 3)])
    assert polygon_label_anchor(islands) == pytest.approx((10, 10))


def test_an_area_hardly_to_be_seen_has_a_middle():
    speck = shapely.box(5, 5, 5.1, 5.05)
    assert speck.contains(shapely.Point(polygon_label_anchor(speck)))


@given(points=corners)
def test_the_middle_of_any_area_lies_in_it(points):
    area = max(shapely.get_parts(shapely.make_valid(shapely.Polygon(points))), key=shapely.area)
    if area.area > 1:
        assert area.contains(shapely.Point(polygon_label_anchor(area)))

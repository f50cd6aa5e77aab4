from itertools import combinations

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.core.figures.label_placement import place_labels
from tests.core.figures.label_pages import (
    FRAME,
    LEGEND,
    EvenMeasure,
    crowded_pages,
    find_label,
    wish_for_area,
    wish_for_point,
)

TOLERANCE_MM = 0.05
GAP_MM = 0.3


def place(wishes, *, obstacles=(LEGEND,), **options):
    return place_labels(wishes, frame=FRAME, obstacles=obstacles, measure=EvenMeasure(), **options)


def box_of(label):
    return shapely.box(*label.box)


def leaders_of(placement):
    return [label for label in placement.labels if label.leader is not None]


laws = settings(max_examples=40, deadline=None)


@laws
@given(wishes=crowded_pages())
def test_no_two_boxes_come_near_each_other(wishes):
    boxes = [box_of(label) for label in place(wishes).labels]
    assert all(one.distance(other) >= GAP_MM - 1e-6 for one, other in combinations(boxes, 2))


@laws
@given(wishes=crowded_pages())
def test_no_box_stands_on_an_obstacle_or_leaves_the_frame(wishes):
    for label in place(wishes).labels:
        assert FRAME.covers(box_of(label))
        assert not box_of(label).intersects(LEGEND)


@laws
@given(wishes=crowded_pages())
def test_a_label_without_a_leader_stands_in_its_area_or_beside_its_point(wishes):
    for label in place(wishes).labels:
        if label.leader is None and label.wish.area is not None:
            assert label.wish.area.buffer(TOLERANCE_MM).covers(box_of(label))
        elif label.leader is None:
            away = box_of(label).distance(shapely.Point(label.wish.anchor))
            assert label.wish.clearance_mm < away < label.wish.clearance_mm + 1


@laws
@given(wishes=crowded_pages())
def test_a_leader_runs_from_the_edge_of_its_box_to_what_it_names(wishes):
    for label in leaders_of(place(wishes)):
        start, end = map(shapely.Point, label.leader)
        assert box_of(label).exterior.distance(start) < 1e-6
        assert not box_of(label).buffer(-1e-6).intersects(shapely.LineString(label.leader))
        if label.wish.area is None:
            assert end.distance(shapely.Point(label.wish.anchor)) == pytest.approx(label.wish.clearance_mm)
        else:
            assert label.wish.area.covers(end)


@laws
@given(wishes=crowded_pages())
def test_a_leader_crosses_no_other_label_and_no_other_leader(wishes):
    placement = place(wishes)
    for label in leaders_of(placement):
        line = shapely.LineString(label.leader)
        others = [other for other in placement.labels if other is not label]
        assert not any(line.intersects(box_of(other)) for other in others)
        assert not any(line.intersects(shapely.LineString(other.leader)) for other in others if other.leader)


@laws
@given(wishes=crowded_pages())
def test_each_required_wish_is_placed_or_told_of(wishes):
    placement = place(wishes)
    placed = {label.wish.id for label in placement.labels}
    told = {wish.id for wish in placement.left_out}
    assert told == {wish.id for wish in wishes if wish.is_required} - placed


@laws
@given(wishes=crowded_pages(), data=st.data())
def test_the_order_of_the_wishes_does_not_matter(wishes, data):
    shuffled = data.draw(st.permutations(wishes))
    assert place(shuffled) == place(wishes)


@laws
@given(wishes=crowded_pages())
def test_a_label_is_written_in_one_of_its_ways_in_a_box_of_that_size(wishes):
    for label in place(wishes).labels:
        assert label.lines in label.wish.variants
        assert label.size_pt in label.wish.sizes_pt
        left, top, right, bottom = label.box
        em = label.size_pt * 25.4 / 72
        assert right - left == pytest.approx(
            max(EvenMeasure().width_mm(line, label.size_pt) for line in label.lines)
        )
        assert bottom - top == pytest.approx((0.95 + 1.12 * (len(label.lines) - 1)) * em)


def test_a_label_stands_in_the_middle_of_a_roomy_area():
    label = find_label(place([wish_for_area(shapely.box(50, 30, 90, 60))]), "520000")
    assert box_of(label).centroid.distance(shapely.Point(70, 45)) < 0.3


def test_a_label_keeps_clear_of_a_hole_in_its_area():
    ring = shapely.box(50, 30, 90, 60).difference(shapely.box(62, 38, 78, 52))
    label = find_label(place([wish_for_area(ring, anchor=(70, 45))]), "520000")
    assert label.leader is None
    assert ring.covers(box_of(label))


def test_a_smaller_size_goes_before_other_words():
    wish = wish_for_area(
        shapely.box(50, 30, 66.5, 60), name="玉屏侗族自治县", variants=(("玉屏侗族自治县",), ("玉屏",))
    )
    label = find_label(place([wish]), "520000")
    assert (label.lines, label.size_pt) == (("玉屏侗族自治县",), 6.0)


def test_other_words_go_before_a_smaller_size_where_the_size_is_to_be_kept():
    wish = wish_for_area(
        shapely.box(50, 30, 66.5, 60), variants=(("玉屏侗族自治县",), ("玉屏",)), keeps_size=True
    )
    label = find_label(place([wish]), "520000")
    assert (label.lines, label.size_pt) == (("玉屏",), 7.5)


def test_an_area_too_small_for_any_words_is_named_from_outside():
    label = find_label(place([wish_for_area(shapely.box(70, 40, 73, 42))]), "520000")
    assert label.leader is not None
    assert shapely.LineString(label.leader).length < 8


def test_an_area_that_may_not_be_named_from_outside_is_told_of():
    placement = place([wish_for_area(shapely.box(70, 40, 73, 42), may_lead=False)])
    assert placement.labels == ()
    assert [wish.id for wish in placement.left_out] == ["520000"]


def test_a_wish_that_is_not_required_is_left_out_in_silence():
    placement = place([wish_for_area(shapely.box(70, 40, 73, 42), may_lead=False, is_required=False)])
    assert placement.labels == placement.left_out == ()


def test_an_area_beyond_the_frame_is_told_of():
    placement = place([wish_for_area(shapely.box(200, 40, 230, 60))])
    assert [wish.id for wish in placement.left_out] == ["520000"]


def test_of_an_area_at_the_edge_the_part_on_the_page_is_named():
    label = find_label(place([wish_for_area(shapely.box(-60, 30, 50, 60))]), "520000")
    assert label.leader is None
    assert shapely.box(10, 30, 50, 60).covers(box_of(label))


def test_a_leader_rather_leads_out_of_the_region_of_interest():
    region = shapely.box(20, 20, 120, 60)
    wish = wish_for_area(shapely.box(70, 55, 72, 57))
    label = find_label(place([wish], obstacles=(), ground=region), "520000")
    assert not region.intersects(box_of(label))


def test_a_leader_goes_round_an_obstacle():
    wall = shapely.box(60, 44, 85, 45)
    label = find_label(place([wish_for_area(shapely.box(71, 41, 73, 43))], obstacles=(wall,)), "520000")
    assert not shapely.LineString(label.leader).intersects(wall)


def test_a_leader_ends_where_the_area_is_to_be_seen():
    area = shapely.box(70, 40, 78, 42)
    wish = wish_for_area(area, name="玉屏侗族自治县", variants=(("玉屏侗族自治县",),))
    label = find_label(place([wish], obstacles=(shapely.box(66, 30, 76, 60),)), "520000")
    assert shapely.box(76, 40, 78, 42).covers(shapely.Point(label.leader[1]))


def test_a_label_of_a_point_best_stands_to_the_right():
    label = find_label(place([wish_for_point(70, 45)]), "site")
    left, top, _, bottom = label.box
    assert left == pytest.approx(71.4)
    assert (top + bottom) / 2 == pytest.approx(45)


def test_a_label_of_a_point_stands_elsewhere_when_the_right_is_taken():
    symbol = shapely.Point(70, 45).buffer(1)
    label = find_label(
        place([wish_for_point(70, 45)], obstacles=(symbol, shapely.box(70.5, 30, 95, 60))), "site"
    )
    assert label.leader is None
    assert label.box[2] == pytest.approx(68.6)


def test_a_label_of_a_point_had_rather_cover_no_line():
    road = shapely.LineString([(70, 45), (95, 45)])
    label = find_label(place([wish_for_point(70, 45)], soft=(road,)), "site")
    assert not box_of(label).intersects(road)


def test_a_point_in_a_crowd_is_named_with_a_leader_to_the_edge_of_its_symbol():
    crowd = [
        shapely.Point(70, 45).buffer(1),
        shapely.Point(70, 45).buffer(9).difference(shapely.Point(70, 45).buffer(1.5)),
    ]
    label = find_label(place([wish_for_point(70, 45)], obstacles=crowd), "site")
    assert shapely.Point(label.leader[1]).distance(shapely.Point(70, 45)) == pytest.approx(1.0)


def test_the_more_important_of_two_labels_has_the_place():
    wishes = [
        wish_for_point(70, 45, key="a", importance=1, may_lead=False),
        wish_for_point(70, 45.5, key="b", importance=3, may_lead=False),
    ]
    first = find_label(place(wishes), "b")
    assert first.box[0] == pytest.approx(71.4)
    assert (first.box[1] + first.box[3]) / 2 == pytest.approx(45.5)


def test_of_labels_alike_in_importance_the_one_with_less_choice_goes_first():
    narrow = wish_for_area(shapely.box(50, 40, 61, 46), key="z", may_lead=False)
    wide = wish_for_area(shapely.box(50, 30, 100, 60), key="a", anchor=(55.5, 43), may_lead=False)
    placement = place([wide, narrow])
    assert placement.left_out == ()


def test_a_required_label_displaces_a_neighbour_that_can_stand_as_well_elsewhere():
    first = wish_for_point(70, 45, key="first", importance=5)
    second = wish_for_point(83, 45, key="second", importance=1, may_lead=False)
    wall = shapely.box(81.9, 30, 110, 60)
    assert find_label(place([first], obstacles=(wall,)), "first").box[0] == pytest.approx(71.4)
    both = place([first, second], obstacles=(wall,))
    assert find_label(both, "second").box[2] == pytest.approx(81.6)
    assert find_label(both, "first").box[2] == pytest.approx(68.6)


def test_a_label_that_is_not_required_is_not_led_far():
    around = shapely.Point(70, 45).buffer(22)
    needed, spare = (wish_for_point(70, 45, is_required=required) for required in (True, False))
    assert find_label(place([needed], obstacles=(around,)), "site").leader is not None
    assert place([spare], obstacles=(around,)).labels == ()


def test_a_spaced_name_takes_the_room_between_its_letters():
    wish = wish_for_area(shapely.box(20, 20, 120, 60), name="四川省", variants=(("四川省",),), sizes=(10.0,))
    spaced = wish_for_area(
        shapely.box(20, 20, 120, 60),
        variants=(("四川省",),),
        sizes=(10.0,),
        style=wish.style.__class__(spacing_mm=5.0),
    )
    close, wide = (find_label(place([each]), "520000").box for each in (wish, spaced))
    assert (wide[2] - wide[0]) - (close[2] - close[0]) == pytest.approx(10.0)

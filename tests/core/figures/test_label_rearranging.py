import pytest

from atlas.core.figures.label_leader_search import FoundPlace
from atlas.core.figures.label_rearranging import rearrange_leaders
from atlas.core.figures.labels import PlacedLabel
from tests.core.figures.label_pages import wish_for_point


def place(key, box, target, *, cost):
    """A box with a leader from the middle of its left edge."""
    wish = wish_for_point(*target, key=key, clearance_mm=0.0)
    left, top, _, bottom = box
    leader = ((left, (top + bottom) / 2), target)
    return FoundPlace(PlacedLabel(wish, ("云岩区",), 7.0, box, leader), cost)


HIGH, LOW, FAR = (20.0, 0.0, 30.0, 3.0), (20.0, 10.0, 30.0, 13.0), (60.0, 10.0, 70.0, 13.0)


def test_a_label_takes_a_cheaper_place_that_is_free():
    now, better = place("a", FAR, (10, 10), cost=50), place("a", LOW, (10, 10), cost=10)
    assert rearrange_leaders({"a": [now, better]}) == {"a": better}


def test_a_label_keeps_its_place_where_the_better_one_is_taken():
    now, better = place("a", FAR, (10, 20), cost=50), place("a", LOW, (10, 20), cost=10)
    other = place("b", LOW, (10, 0), cost=5)
    assert rearrange_leaders({"a": [now, better], "b": [other]}) == {"a": now, "b": other}


def test_two_labels_exchange_their_places_where_both_together_gain():
    high = [place("a", LOW, (10, 2), cost=30), place("a", HIGH, (10, 2), cost=10)]
    low = [place("b", HIGH, (40, 11), cost=30), place("b", FAR, (50, 11), cost=10)]
    assert rearrange_leaders({"a": high, "b": low}) == {"a": high[1], "b": low[1]}


def test_a_label_makes_way_for_another_that_gains_more():
    high = [place("a", FAR, (10, 2), cost=60), place("a", LOW, (10, 2), cost=10)]
    low = [place("b", LOW, (10, 12), cost=10), place("b", (20.0, 20.0, 30.0, 23.0), (10, 12), cost=15)]
    chosen = rearrange_leaders({"a": high, "b": low})
    assert (chosen["a"].cost, chosen["b"].cost) == pytest.approx((10, 15))


def test_no_leader_is_let_cross_another_for_a_gain():
    high = [place("a", FAR, (10, 2), cost=60), place("a", LOW, (10, 2), cost=10)]
    low = [place("b", HIGH, (10, 12), cost=10)]
    assert rearrange_leaders({"a": high, "b": low})["a"].cost == 60

"""Classes hold every value once, from the lowest to the highest."""

from __future__ import annotations

import mapclassify  # noqa: F401 - loaded once here, so that no example is charged for it
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.core.classify import SCHEMES, classify
from atlas.core.errors import ParameterError

numbers = st.lists(st.integers(0, 2_000_000).map(float), min_size=1, max_size=120)


@given(values=numbers, scheme=st.sampled_from(sorted(SCHEMES)), n_classes=st.integers(2, 9))
def test_every_value_is_in_exactly_one_class(values: list[float], scheme: str, n_classes: int) -> None:
    breaks = classify(values, scheme=scheme, n_classes=n_classes)
    assert sum(item.count for item in breaks) == len(values)
    assert breaks[0].lower == min(values)
    assert breaks[-1].upper == max(values)
    assert len(breaks) <= n_classes


def test_no_values_make_no_class() -> None:
    assert classify([]) == []


def test_equal_values_make_one_class() -> None:
    assert [(item.lower, item.upper, item.count) for item in classify([7.0, 7.0])] == [(7.0, 7.0, 2)]


def test_inner_breaks_are_rounded_for_people() -> None:
    population = [343_885.0, 210_012.0, 655_300.0, 761_491.0, 98_765.0, 1_234_567.0]
    inner = [item.upper for item in classify(population, n_classes=3)][:-1]
    assert inner == [300_000.0, 700_000.0]


def test_rounding_never_melts_classes_together() -> None:
    goals = [1.0, 66, 66, 67, 67, 67, 68, 68, 69, 70, 71, 154]
    assert len(classify(goals, n_classes=5)) == 5


@pytest.mark.parametrize("scheme", sorted(SCHEMES))
def test_two_numbers_of_goals_make_two_classes(scheme: str) -> None:
    breaks = classify([1.0] * 30 + [2.0] * 10, scheme=scheme)
    assert [(item.lower, item.upper, item.count) for item in breaks] == [(1, 1, 30), (1, 2, 10)]


def test_counted_things_are_parted_at_whole_numbers() -> None:
    breaks = classify([1.0, 2, 3], scheme="equal_interval", n_classes=3)
    assert [(item.lower, item.upper) for item in breaks] == [(1, 1), (1, 2), (2, 3)]


def test_a_class_of_the_lowest_measure_alone_ends_half_way_to_the_next() -> None:
    breaks = classify([0.5] * 30 + [1.5, 2.5], scheme="quantiles", n_classes=2)
    assert [(item.lower, item.upper, item.count) for item in breaks] == [(0.5, 1, 30), (1, 2.5, 2)]


def test_an_unknown_scheme_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ParameterError) as failure:
        classify([1.0], scheme="magic")
    assert "quantiles" in failure.value.hint.en


@given(
    values=st.lists(
        st.floats(allow_nan=True, allow_infinity=True) | st.sampled_from([0.0, 5e-324, -1.797e308, 1e299]),
        max_size=30,
    ),
    scheme=st.sampled_from(sorted(SCHEMES)),
    n_classes=st.integers(2, 9),
)
def test_whatever_numbers_come_they_are_classed_or_passed_over(
    values: list[float], scheme: str, n_classes: int
) -> None:
    breaks = classify(values, scheme=scheme, n_classes=n_classes)
    assert sum(item.count for item in breaks) == sum(abs(value) < 1e300 for value in values)


def test_no_data_of_a_shapefile_is_in_no_class() -> None:
    breaks = classify([-1.797e308, 1, 2, 3, 40, 50], scheme="natural_breaks", n_classes=2)
    assert [(item.lower, item.upper, item.count) for item in breaks] == [(1, 3, 3), (3, 50, 2)]


def test_neighbouring_numbers_need_no_step_between_them() -> None:
    assert [item.count for item in classify([0.0, 5e-324], scheme="equal_interval")] == [2]
    nearest = [1 + 2**-52, 1 + 2**-51]
    assert sum(item.count for item in classify(nearest, scheme="equal_interval")) == 2


def test_natural_breaks_part_large_measures_like_small_ones() -> None:
    measures = [1, 2, 3, 40, 50, 60, 700, 800]
    small = classify(measures, scheme="natural_breaks", n_classes=3)
    large = classify([value * 1e30 for value in measures], scheme="natural_breaks", n_classes=3)
    assert [item.count for item in large] == [item.count for item in small] == [6, 1, 1]


def test_a_rare_value_in_a_large_layer_does_not_disturb_natural_breaks() -> None:
    values = [0.0] * 1000 + [1.0] + [2.0] * 1000
    assert sum(item.count for item in classify(values, scheme="natural_breaks", n_classes=3)) == 2001


def test_what_ties_leave_over_parts_the_long_tail() -> None:
    """One county with a plan of its own is not in a class with those of three goals."""
    goals = [1.0] * 20 + [2.0] * 6 + [3.0] * 5 + [87.0]
    breaks = classify(goals, n_classes=5)
    assert [(item.upper, item.count) for item in breaks] == [(1, 20), (2, 6), (3, 5), (87, 1)]


def test_a_tail_without_a_wide_gap_is_not_parted() -> None:
    goals = [1.0] * 20 + [2.0] * 6 + [3.0, 4.0, 5.0]
    assert [item.upper for item in classify(goals, n_classes=4)] == [1, 2, 5]

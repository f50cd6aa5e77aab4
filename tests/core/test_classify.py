"""Classes hold every value once, from the lowest to the highest."""

from __future__ import annotations

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


def test_an_unknown_scheme_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ParameterError) as failure:
        classify([1.0], scheme="magic")
    assert "quantiles" in failure.value.hint.en

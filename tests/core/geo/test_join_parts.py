"""Sheets of parts add up to the sheet of the whole, to the last bit."""

from __future__ import annotations

import math
import pickle
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.core.geo.join_parts import Balance, ExactSum, InvalidFeatures, Sums, add_balances

SIZES = st.floats(-1e15, 1e15) | st.floats(-1e-9, 1e-9)


@given(st.lists(SIZES), st.lists(SIZES))
def test_a_sum_loses_nothing(left: list[float], right: list[float]) -> None:
    total = ExactSum.of(left) + ExactSum.of(right)
    assert sum(map(Fraction, total.terms)) == sum(map(Fraction, left + right))
    assert float(total) == math.fsum(left + right)


@given(st.lists(SIZES), st.randoms())
def test_a_sum_does_not_depend_on_order(values: list[float], random: object) -> None:
    mixed = list(values)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert ExactSum.of(mixed) == ExactSum.of(values)


def test_what_is_not_finite_ends_the_sum() -> None:
    assert float(ExactSum.of([1.0, math.inf])) == math.inf
    assert math.isnan(float(ExactSum.of([1.0, math.nan])))


def test_the_residual_is_exact() -> None:
    sums = Sums(ExactSum.of([1e16, 1.0]), ExactSum.of([1e16]), ExactSum.of([0.75]))
    assert (sums.residual, sums.to_dict()["residual"]) == (0.25, 0.25)


def test_balances_add_up_in_order() -> None:
    def part(number: int) -> Balance:
        areas = Sums(ExactSum.of([0.1] * number), ExactSum(), ExactSum.of([0.1] * number))
        return Balance(features=2, matched=1, unmatched=(number,), slivers=number, area_km2=areas)

    whole = add_balances([part(1), part(2), part(3)])
    assert (whole.features, whole.matched, whole.slivers) == (6, 3, 6)
    assert whole.unmatched == (1, 2, 3)
    assert whole.area_km2.features == math.fsum([0.1] * 6)
    assert whole.slivers_folded is False


def test_no_balances_add_up_to_nothing() -> None:
    assert add_balances([]) == Balance()


def test_invalid_features_of_all_parts_stand_in_one_message() -> None:
    many = InvalidFeatures(("3",), "Self-intersection[106 26]") + InvalidFeatures(
        tuple(map(str, range(10, 40))), "Ring"
    )
    error = many.to_error()
    assert "31 个要素" in error.message.zh
    assert error.message.en.endswith("27, 28, …")
    assert "编号 3：Self-intersection" in error.hint.zh
    assert error.detail["features"][0] == "3"


def test_an_error_is_the_same_after_a_journey_between_processes() -> None:
    error = InvalidFeatures(("3",), "Self-intersection").to_error()
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert again.to_dict() == error.to_dict()
    with pytest.raises(type(error), match="编号：3"):
        raise again

"""Numbers and classes in the words of a legend."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from atlas.core.style_words import class_labels, number_text


def test_labels_of_classes_hold_for_later_extremes() -> None:
    assert class_labels((-3.5, 0.0, 10_000.0, 2e6)) == ["≤ 0", "0 – 10,000", "> 10,000"]


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_written_with_all_its_digits(number: float) -> None:
    assert float(number_text(number).replace(",", "")) == number

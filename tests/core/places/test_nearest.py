"""Look-alikes are measured in signs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from atlas.core.places.nearest import edit_distance, nearest_names

words = st.text("开阳杨县市区州", max_size=6)


@given(left=words, right=words)
def test_the_distance_is_symmetric_and_zero_only_for_the_same_word(left: str, right: str) -> None:
    assert edit_distance(left, right, limit=6) == edit_distance(right, left, limit=6)
    assert (edit_distance(left, right, limit=6) == 0) == (left == right)


@given(left=words, right=words, limit=st.integers(0, 3))
def test_a_limit_only_hides_what_is_farther(left: str, right: str, limit: int) -> None:
    assert edit_distance(left, right, limit=limit) == min(edit_distance(left, right, limit=6), limit + 1)


def test_the_nearest_name_comes_first() -> None:
    assert nearest_names("黔东男", ["黔东南", "黔西", "鲁东"]) == ("黔东南",)
    assert nearest_names("", ["黔西"]) == ()

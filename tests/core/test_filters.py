"""What a caller writes becomes checked values, or an error that says what to write."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.core.errors import AtlasError, BboxError, FilterError, LimitExceeded, ParameterError
from atlas.core.filters import check_properties, parse_bbox, parse_integer


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1,2,3",
        "1,2,3,4,5",
        "a,b,c,d",
        "nan,0,1,1",
        "0,0,inf,1",
        "10,0,5,1",
        "0,10,1,5",
        "-181,0,0,1",
        "0,0,1e400,1",
    ],
)
def test_a_bad_bbox_is_refused(text: str) -> None:
    with pytest.raises(BboxError) as failure:
        parse_bbox(text)
    assert failure.value.hint.zh
    assert failure.value.hint.en


@given(st.floats(-180, 180), st.floats(-180, 180), st.floats(-90, 90), st.floats(-90, 90))
def test_an_ordered_bbox_is_read_back(west: float, east: float, south: float, north: float) -> None:
    west, east = sorted((west, east))
    south, north = sorted((south, north))
    assert parse_bbox(f"{west!r},{south!r},{east!r},{north!r}") == (west, south, east, north)


@given(st.text(max_size=60))
def test_any_text_is_a_bbox_or_a_clear_error(text: str) -> None:
    try:
        parse_bbox(text)
    except AtlasError as error:
        assert error.message.zh  # noqa: PT017 - either outcome is allowed


@pytest.mark.parametrize("text", ["", "abc", "1.5", "１２", "9" * 30])
def test_a_limit_that_is_no_whole_number_is_refused(text: str) -> None:
    with pytest.raises(ParameterError):
        parse_integer("limit", text, lowest=1, highest=100)


def test_a_limit_out_of_bounds_is_refused() -> None:
    with pytest.raises(LimitExceeded):
        parse_integer("limit", "101", lowest=1, highest=100)


def test_only_properties_of_the_schema_filter() -> None:
    assert check_properties({"name": "开阳县"}, ["name"]) == {"name": "开阳县"}
    with pytest.raises(FilterError) as failure:
        check_properties({"name; DROP TABLE": "x"}, ["name"])
    assert "name" in failure.value.hint.zh

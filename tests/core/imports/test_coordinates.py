"""A written coordinate is read in every usual spelling, or refused with the reason."""

from __future__ import annotations

import numpy as np
import pandas
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.core.imports.coordinate_values import parse_pair, read_coordinates
from atlas.core.imports.coordinates import CoordinateKind, parse_compact, parse_coordinate

DEGREE, DMS, METRE = CoordinateKind.DEGREE, CoordinateKind.DMS, CoordinateKind.METRE
KAIYANG = 106 + 30 / 60 + 15.2 / 3600


@pytest.mark.parametrize(
    ("text", "value", "kind", "axis"),
    [
        ("106.5", 106.5, DEGREE, ""),
        ("-12.5", -12.5, DEGREE, ""),
        ("106.5E", 106.5, DEGREE, "x"),
        ("E 106.5", 106.5, DEGREE, "x"),
        ("106.5°", 106.5, DEGREE, ""),
        ("26.58北", 26.58, DEGREE, "y"),
        ("S26.5", -26.5, DEGREE, "y"),
        ("西经106.5", -106.5, DEGREE, "x"),
        ("东经：106.5°", 106.5, DEGREE, "x"),
        ("１０６．５", 106.5, DEGREE, ""),
        ("106,5", 106.5, DEGREE, ""),
        ("东经106°30′15.2″", KAIYANG, DMS, "x"),
        ("106°30'15.2\"", KAIYANG, DMS, ""),
        ("106º30’15.2”E", KAIYANG, DMS, "x"),
        ("106度30分15.2秒", KAIYANG, DMS, ""),
        ("106°30′15.2''", KAIYANG, DMS, ""),
        ("106 30 15.2", KAIYANG, DMS, ""),
        ("106-30-15.2", KAIYANG, DMS, ""),
        ("106:30:15.2", KAIYANG, DMS, ""),
        ("106°30′", 106.5, DMS, ""),
        ("106°30.5′", 106 + 30.5 / 60, DMS, ""),
        ("-0°30′", -0.5, DMS, ""),
        ("10630.5E", 106 + 30.5 / 60, DMS, "x"),
        ("1063015.2E", KAIYANG, DMS, "x"),
        ("2630N", 26.5, DMS, "y"),
        ("35635200.25", 35635200.25, METRE, ""),
        ("635,200", 635200.0, METRE, ""),
        ("2,935,000.5", 2935000.5, METRE, ""),
        ("635.2km", 635200.0, METRE, ""),
        ("635200 米", 635200.0, METRE, ""),
        ("3.563520025E+07", 35635200.25, METRE, ""),
    ],
)
def test_usual_spellings_are_read(text: str, value: float, kind: CoordinateKind, axis: str) -> None:
    found = parse_coordinate(text)
    assert found.value == pytest.approx(value, abs=1e-9)
    assert (found.kind, found.axis, found.reason) == (kind, axis, None)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is empty"),
        ("　", "is empty"),
        ("无", "is no coordinate"),
        ("nan", "is no coordinate"),
        ("inf", "is no coordinate"),
        ("106.5.3", "is no coordinate"),
        ("106°30.5′15″", "is no coordinate"),
        ("106°60′", "minutes or seconds reach 60"),
        ("106°30′60″", "minutes or seconds reach 60"),
        ("106 75 10", "minutes or seconds reach 60"),
        ("1067515E", "minutes or seconds reach 60"),
        ("181°", "degrees are out of range"),
        ("95N", "degrees are out of range"),
        ("200°10′", "degrees are out of range"),
        ("-106.5W", "the sign contradicts the side of the world, or there are two sides"),
        ("E106.5W", "the sign contradicts the side of the world, or there are two sides"),
        ("106,500", "the comma may be a decimal or a thousands mark"),
        ("3.56E+07", "the exponent form has lost digits"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(text: str, reason: str) -> None:
    found = parse_coordinate(text)
    assert found.value is None
    assert found.reason is not None
    assert found.reason.en == reason


@given(st.floats(min_value=-180, max_value=180, allow_nan=False))
def test_decimal_degrees_come_back_as_they_were_written(value: float) -> None:
    assert parse_coordinate(f"{value:.10f}").value == pytest.approx(value, abs=1e-9)


FORMS = (
    "{d}°{m}′{s}″",
    "{d} {m} {s}",
    "{d}-{m}-{s}",
    "{d}:{m:02}:{s}",
    "{d}度{m}分{s}秒",
    "东经{d}°{m}′{s}″",
    "{d}°{m}'{s}\"E",
)


@given(st.integers(0, 179), st.integers(0, 59), st.integers(0, 5999), st.sampled_from(FORMS))
def test_degrees_minutes_and_seconds_come_back(
    degrees: int, minutes: int, hundredths: int, form: str
) -> None:
    text = form.format(d=degrees, m=minutes, s=f"{hundredths / 100:.2f}")
    found = parse_coordinate(text)
    assert found.kind is DMS
    assert found.value == pytest.approx(degrees + minutes / 60 + hundredths / 360000, abs=1e-9)


@given(st.integers(0, 179), st.integers(0, 59), st.integers(0, 59))
def test_packed_degrees_come_back(degrees: int, minutes: int, seconds: int) -> None:
    found = parse_compact(f"{degrees:02}{minutes:02}{seconds:02}")
    assert found.value == pytest.approx(degrees + minutes / 60 + seconds / 3600)


@given(st.floats(min_value=181, max_value=5e7))
def test_metres_come_back_to_the_millimetre(value: float) -> None:
    found = parse_coordinate(f"{value:.3f}")
    assert found.kind is METRE
    assert found.value == pytest.approx(value, abs=1e-3)


@settings(deadline=None)
@given(st.text(max_size=30))
def test_any_text_gives_a_value_or_a_reason(text: str) -> None:
    found = parse_coordinate(text)
    assert (found.value is None) == (found.reason is not None)
    assert found.value is None or np.isfinite(found.value)


@settings(deadline=None)
@given(st.text(alphabet="0123456789.,-°′″ EWNS东经北纬eE+:", max_size=20))
def test_any_text_of_digits_and_signs_gives_a_value_or_a_reason(text: str) -> None:
    found = parse_coordinate(text)
    assert (found.value is None) == (found.reason is not None)


@pytest.mark.parametrize(
    "text",
    [
        "106.5,26.6",
        "(106.5 26.6)",
        "106.5，26.6",
        "106.5;26.6",
        "106,5 26,6",
        "北纬26.6，东经106.5",
        "N26°36′E106°30′",
        "东经106°30′北纬26°36′",
        "106°30′00″E26°36′00″N",
        "26.6N/106.5E",
        "106 30 00, 26 36 00",
    ],
)
def test_two_coordinates_in_a_cell_are_read(text: str) -> None:
    first, second = parse_pair(text)
    assert (first.value, second.value) == (pytest.approx(106.5), pytest.approx(26.6))


@pytest.mark.parametrize("text", ["", "106.5", "106.5,", "106.5,26.6,1200", "E106.5,E107.5", "开阳县,贵阳市"])
def test_what_is_no_pair_is_refused(text: str) -> None:
    assert parse_pair(text)[0].value is None


def test_a_column_keeps_its_rows_and_tells_of_bad_ones() -> None:
    found = read_coordinates(pandas.Series(["106.5", None, "106°30′", "无", "635200.5"]))
    assert found.values.tolist()[0::2] == [106.5, 106.5, 635200.5]
    assert found.is_metre.tolist() == [False, False, False, False, True]
    assert {row: reason.en for row, reason in found.reasons.items()} == {1: "is empty", 3: "is no coordinate"}


@given(st.lists(st.one_of(st.none(), st.floats(-180, 180, width=32)), min_size=1, max_size=20))
@settings(deadline=None)
def test_numbers_need_no_parsing(values: list[float | None]) -> None:
    found = read_coordinates(pandas.Series(values, dtype="float64"))
    assert np.array_equal(found.values, np.array(values, dtype=float), equal_nan=True)

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.core.policy.reading.numbers import Number, find_numbers, plain_text, read_chinese_number

_DIGITS = "零一二三四五六七八九"


def _only(text: str) -> Number:
    (number,) = find_numbers(plain_text(text))
    return number


def _written_section(value: int) -> str:
    """Chinese numeral below ten thousand, with 零 where a place is empty."""
    words = ""
    for factor, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, factor)
        if digit:
            words += _DIGITS[digit] + sign
        elif words and value and not words.endswith("零"):
            words += "零"
    return words


def _written(value: int) -> str:
    words = ""
    for factor, sign in ((100_000_000, "亿"), (10_000, "万"), (1, "")):
        section, value = divmod(value, factor)
        if section:
            # A place left empty between two sections is spoken as well.
            gap = "零" if words and section < 1000 else ""
            words += gap + _written_section(section) + sign
    return words


@pytest.mark.parametrize(
    ("words", "value", "scale"),
    [
        pytest.param("1200", 1200, "", id="Arabic"),
        pytest.param("１２００", 1200, "", id="full width"),
        pytest.param("1,200", 1200, "", id="thousands separator"),
        pytest.param("1.2万", 1.2, "万", id="decimal with a scale"),
        pytest.param("5百万", 500, "万", id="Arabic with 百万"),
        pytest.param("1000多万", 1000, "万", id="more before the scale"),
        pytest.param("两百", 200, "", id="两百"),
        pytest.param("十余", 10, "", id="ten and more"),
        pytest.param("一百零五", 105, "", id="with a zero"),
        pytest.param("百亿", 100, "亿", id="bare 百亿"),
        pytest.param("千亿", 1000, "亿", id="bare 千亿"),
        pytest.param("万亿", 1, "万亿", id="bare 万亿"),
        pytest.param("三千万", 3000, "万", id="三千万"),
        pytest.param("一万二千", 12_000, "", id="scale inside"),
        pytest.param("一亿二千万", 12_000, "万", id="two scales"),
        pytest.param("三点五亿", 3.5, "亿", id="spoken decimal"),
        pytest.param("百分之二十五", 25, "", id="spoken per cent"),
        pytest.param("百余万", 100, "万", id="百余万"),
    ],
)
def test_a_numeral_is_read_with_its_scale(words: str, value: float, scale: str) -> None:
    number = _only(words)
    assert (number.value, number.scale) == (value, scale)
    assert (number.start, number.end) == (0, len(words))


@pytest.mark.parametrize("words", ["十四五", "一二三", "百千万", "千百十亿", "两万五", "百十", "一百五"])
def test_runs_of_number_signs_that_are_no_numeral_are_refused(words: str) -> None:
    assert read_chinese_number(words) is None


@pytest.mark.parametrize("words", ["千瓦", "千升", "千克", "千米"])
def test_a_thousand_in_a_unit_is_no_numeral(words: str) -> None:
    assert [number.value for number in find_numbers("5" + words)] == [5]


def test_a_telephone_number_is_no_numeral() -> None:
    assert list(find_numbers("1234567890123456789")) == []


@given(st.integers(min_value=1, max_value=999_999_999_999))
def test_every_written_number_is_read_back(value: int) -> None:
    assert read_chinese_number(_written(value)) == value


@given(st.integers(min_value=1, max_value=9999), st.sampled_from(["", "万", "亿", "万亿"]))
def test_a_scale_behind_arabic_digits_stays_with_the_unit(value: int, scale: str) -> None:
    number = _only(f"{value}{scale}")
    assert (number.value, number.scale) == (value, scale)


@given(st.integers(min_value=1000, max_value=999_999_999))
def test_thousands_separators_change_nothing(value: int) -> None:
    assert _only(f"{value:,}").value == value


@given(st.text())
def test_half_width_signs_stand_where_the_full_width_ones_stood(text: str) -> None:
    assert len(plain_text(text)) == len(text)


@given(st.text(alphabet="0123456789.,零一二两三十百千万亿点余多百分之 ", max_size=40))
def test_numerals_come_in_order_and_do_not_overlap(text: str) -> None:
    ends = 0
    for number in find_numbers(text):
        assert ends <= number.start < number.end <= len(text)
        ends = number.end

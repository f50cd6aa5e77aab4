"""Names of single files: safe on Windows, all different, from a pattern that is checked."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.core.errors import ParameterError
from atlas.services.book_names import NamedCounty, check_pattern, name_files

COUNTIES = [
    NamedCounty("520121", "开阳县", "贵阳市"),
    NamedCounty("520628", "松桃苗族自治县", "铜仁市"),
    NamedCounty("520115", "观山湖区", "贵阳市"),
]
WINDOWS = re.compile(r'[<>:"/\\|?*\x00-\x1f]|[. ]$')


def test_every_placeholder_is_filled() -> None:
    names = name_files("{number}_{prefecture}_{adcode}-{name}", COUNTIES, "png")
    assert names[1] == "2_铜仁市_520628-松桃苗族自治县.png"


def test_numbers_have_as_many_digits_as_the_last_one() -> None:
    many = [NamedCounty(f"52{number:04}", "县", "市") for number in range(12)]
    assert name_files("{number}", many, "pdf")[0] == "01.pdf"


@pytest.mark.parametrize(
    "pattern",
    ["{code}", "{name}", "{adcode}/{name}", "{adcode}\\x", "..", "{adcode}{0}", "{adcode!r}", "{adcode:>9}", "",
     "-{adcode}", "{adcode}?", "{adcode}\u202e", "x" * 60 + "{adcode}", "{adcode"],
    ids=repr,
)  # fmt: skip
def test_a_pattern_that_gives_no_good_names_is_refused(pattern: str) -> None:
    with pytest.raises(ParameterError) as caught:
        check_pattern(pattern)
    assert caught.value.code == "pattern_invalid"


def test_a_name_that_windows_keeps_for_a_device_is_changed() -> None:
    assert name_files("{adcode}", [NamedCounty("con", "县", "市")], "pdf") == ["_con.pdf"]


@given(st.text(max_size=40))
def test_whatever_a_pattern_holds_names_are_safe_or_it_is_refused(pattern: str) -> None:
    try:
        names = name_files(pattern + "{adcode}", COUNTIES, "pdf")
    except ParameterError:
        return
    assert len({name.casefold() for name in names}) == len(COUNTIES)
    for name in names:
        assert not WINDOWS.search(name)
        assert len(name.encode("utf-8")) <= 255
        assert ".." not in name.removesuffix(".pdf") or "/" not in name

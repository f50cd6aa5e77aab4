"""Names in Latin letters read as they are written on maps."""

from __future__ import annotations

import pytest
from pypinyin import Style, lazy_pinyin

from atlas.core.places.latin_names import latin_name


def spelt(name: str) -> str:
    syllables = lazy_pinyin(name, style=Style.NORMAL, v_to_u=False)
    return latin_name(name, "".join(syllables), "".join(one[0] for one in syllables))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("黔南", "Qiannan"),
        ("普安", "Pu'an"),
        ("固安", "Gu'an"),
        ("瓮安", "Weng'an"),
        ("达尔罕茂明安", "Da'erhanmaoming'an"),
        ("恩施", "Enshi"),
        ("开阳", "Kaiyang"),
        ("吕梁", "Lüliang"),
    ],
)
def test_syllables_are_joined_and_parted_only_where_they_would_be_misread(name: str, expected: str) -> None:
    assert spelt(name) == expected


def test_two_provinces_of_one_reading_are_told_apart() -> None:
    assert (spelt("山西"), spelt("陕西")) == ("Shanxi", "Shaanxi")


def test_a_reading_that_does_not_fit_its_initials_is_only_capitalised() -> None:
    assert latin_name("某", "ulanqab", "w") == "Ulanqab"


def test_without_a_reading_there_is_no_name() -> None:
    assert latin_name("某", "", "") == ""

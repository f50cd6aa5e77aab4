"""Units by one sign each are read where every sign fits exactly one of them and their number stands behind."""

from __future__ import annotations

import pytest

from atlas.core.places.gazetteer import Gazetteer
from atlas.core.policy.reading.initials import add_initials

_HONGHE, _JILIN, _QIANXINAN = "532500", "220000", "522300"
_HENAN, _GUANGDONG, _JINING = "410000", "440000", "370800"


def names(text: str, gazetteer: Gazetteer, region: str) -> list[str]:
    found = add_initials(text, [], gazetteer, region=region)
    return [one.candidates[0].name for one in found]


def test_three_signs_and_their_number_are_three_counties(everywhere: Gazetteer) -> None:
    assert names("个开蒙三市共建制造业中心", everywhere, _HONGHE) == ["个旧市", "开远市", "蒙自市"]


def test_the_signs_of_a_province_are_prefectures(everywhere: Gazetteer) -> None:
    assert names("支持长吉两市联合发展", everywhere, _JILIN) == ["长春市", "吉林市"]


@pytest.mark.parametrize(
    ("text", "region", "expected"),
    [
        ("推进个开蒙城市群建设", _HONGHE, ["个旧市", "开远市", "蒙自市"]),
        ("个开一体化", _HONGHE, ["个旧市", "开远市"]),
        ("安鹤濮统筹布局化工新材料", _HENAN, ["安阳市", "鹤壁市", "濮阳市"]),
        ("湛茂阳沿海地区", _GUANGDONG, ["湛江市", "茂名市", "阳江市"]),
    ],
)
def test_what_several_units_form_together_names_them(
    text: str, region: str, expected: list[str], everywhere: Gazetteer
) -> None:
    assert names(text, everywhere, region) == expected


def test_the_sign_of_a_prefecture_among_its_counties_is_no_county(everywhere: Gazetteer) -> None:
    assert names("加快济兖邹曲嘉同城化", everywhere, _JINING) == ["兖州区", "邹城市", "曲阜市", "嘉祥县"]


def test_each_sign_stands_at_its_place(everywhere: Gazetteer) -> None:
    found = add_initials("由个开蒙三市负责", [], everywhere, region=_HONGHE)
    assert [(one.start, one.words) for one in found] == [(1, "个"), (2, "开"), (3, "蒙")]


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("沿边三县要落实", _HONGHE),
        ("个开蒙两市", _HONGHE),
        ("个开建三市", "530000"),
        ("个开吉三市", _HONGHE),
        ("省吉两市", _JILIN),
        ("城乡一体化", _HONGHE),
        ("个开同步发展", _HONGHE),
        ("个开地区", _HONGHE),
        ("个开蒙三市", "532501"),
    ],
)
def test_what_does_not_fit_is_left_alone(text: str, region: str, everywhere: Gazetteer) -> None:
    assert names(text, everywhere, region) == []


def test_a_name_that_is_written_out_is_no_list_of_signs(everywhere: Gazetteer) -> None:
    text = "兴仁普安两县"
    known = add_initials(text, [], everywhere, region=_QIANXINAN)
    assert [one.words for one in add_initials(text, known, everywhere, region=_QIANXINAN)] == [
        one.words for one in known
    ]

"""Zones are known by one key, however their kind is written."""

from __future__ import annotations

import pytest

from atlas.core.places.zone_names import zone_key, zone_spellings

from .real_units import zone


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("大龙经开区", "大龙经济技术开发区"),
        ("安顺高新区", "安顺高新技术产业开发区"),
        ("贵阳综保区", "贵阳综合保税区"),
        ("正安吉他产业园", "正安吉他产业园区"),
        ("大亚湾·晴隆共建产业园", "大亚湾晴隆共建产业园"),
    ],
)
def test_spellings_of_one_zone_share_a_key(one: str, other: str) -> None:
    assert zone_key(one) == zone_key(other)


def test_the_province_in_front_may_be_left_out() -> None:
    assert "大龙经开区" in zone_spellings(zone("贵州大龙经济开发区", "520622"), ("贵州省", "贵州"))


def test_a_zone_is_not_reduced_to_its_kind() -> None:
    assert "高新区" not in zone_spellings(zone("重庆高新技术产业开发区", "500106"), ("重庆市", "重庆"))

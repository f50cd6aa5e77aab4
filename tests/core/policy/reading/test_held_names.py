"""A county's province or city, in front of it or in brackets behind it, tells which of those of one name is meant."""

from __future__ import annotations

import pytest

from atlas.core.policy.reading.context import ReadingTools
from tests.core.policy.reading.test_assembly import places, read


@pytest.mark.parametrize("words", ["鼓楼区（徐州）", "鼓楼区（徐州市）", "徐州鼓楼", "江苏徐州鼓楼区"])
def test_the_city_beside_a_name_that_several_have_tells_which_is_meant(
    tools: ReadingTools, words: str
) -> None:
    draft = read(tools, f"一、支持{words}发展软件。", region="320000")
    assert places(draft, "一")["named"] == {"320302"}


@pytest.mark.parametrize("words", ["贵州台江", "贵州省台江", "贵州台江县"])
def test_a_county_of_another_province_is_not_taken_for_one_of_the_own(
    tools: ReadingTools, words: str
) -> None:
    draft = read(tools, f"一、发展银饰，与{words}开展协作。", region="350000")
    assert places(draft, "一")["partner"] == {"522630"}


def test_of_several_in_one_province_none_is_guessed(tools: ReadingTools) -> None:
    draft = read(tools, "一、与江苏鼓楼开展协作。", region="350000")
    assert places(draft, "一")["partner"] == {"江苏鼓楼"}


def test_a_firm_named_after_a_county_behind_its_province_is_no_place(tools: ReadingTools) -> None:
    draft = read(tools, "一、江西分宜驱动桥有限公司等用钢企业要扩大本地采购。", region="360500")
    assert "360521" not in places(draft, "一").get("named", set())

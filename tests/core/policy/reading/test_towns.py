"""A town whose name only begins like a county is not in that county, and one that nobody knows asks no other."""

from __future__ import annotations

import pytest

from atlas.core.policy.reading.context import ReadingTools
from atlas.core.policy.reading.towns.behind_places import find_town, leading_towns
from tests.core.policy.reading.test_assembly import places, read

_JILIN, _GUIZHOU, _GAOTANG = "220000", "520000", "371526"


@pytest.mark.parametrize(
    ("text", "end", "name"),
    [
        ("抚松县漫江镇", 3, "漫江"),
        ("阿荣旗查巴奇乡", 3, "查巴奇"),
        ("龙井市安民街道", 3, "安民"),
        ("抚松县特色小镇", 3, ""),
        ("抚松县各乡镇", 3, ""),
        ("抚松县城镇化", 3, ""),
        ("抚松县返乡创业", 3, ""),
        ("抚松建设万良镇", 2, ""),
    ],
)
def test_what_stands_behind_a_county_may_be_a_town(text: str, end: int, name: str) -> None:
    assert find_town(text, end) == name


def test_a_sentence_may_begin_with_towns() -> None:
    text = "支持漫江镇、松江河镇发展旅游"
    assert [text[start:end] for start, end in leading_towns(text, 0, len(text))] == ["漫江镇", "松江河镇"]
    assert leading_towns("支持重点镇发展旅游", 0, 9) == ()


@pytest.mark.parametrize("town", ["二道白河镇", "东辽河镇", "白山湖乡"])
def test_a_town_that_begins_like_a_county_is_not_that_county(tools: ReadingTools, town: str) -> None:
    draft = read(tools, "一、旅游", f"{town}建设冰雪旅游目的地。", region=_JILIN)
    assert places(draft, "一") == {"named": {town}}


def test_a_county_before_its_town_is_asked(tools: ReadingTools) -> None:
    draft = read(tools, "一、旅游", "安图二道白河镇、榆树五棵树镇、敦化市额穆镇发展旅游。", region=_JILIN)
    assert places(draft, "一") == {"named": {"222426", "220182", "222403"}}


def test_a_town_of_which_only_the_prefecture_is_told_asks_no_county(tools: ReadingTools) -> None:
    draft = read(tools, "一、旅游", "遵义团溪镇发展旅游。", region=_GUIZHOU)
    place = next(place for item in draft.items for place in item.places if item.clause == "一")
    assert place.words == "遵义团溪镇"
    assert place.is_in_doubt


def test_a_ban_for_towns_only_is_told(tools: ReadingTools) -> None:
    words = "漫江镇、松江河镇不再新建矿泉水项目。"
    assert places(read(tools, "一、准入", words, region=_JILIN), "一") == {"negated": {"漫江镇", "松江河镇"}}
    words = "清平镇、固河镇不再新建养殖场。"
    assert places(read(tools, "一、准入", words, region=_GAOTANG), "一") == {"negated": {_GAOTANG}}

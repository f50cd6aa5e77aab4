"""Places are found where they stand alone, and never inside other words."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.core.errors import LimitExceeded
from atlas.core.places.find import MOST_PLACES, PlaceFinder, find_mentions
from atlas.core.places.gazetteer import Gazetteer
from atlas.core.places.resolution import Status

from .real_units import small_gazetteer

FINDER = PlaceFinder(small_gazetteer())


def found(text: str, region: str | None = "520000", year: int | None = 2024) -> list[str]:
    return [mention.words for mention in FINDER.find(text, region=region, year=year)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("支持开阳、息烽、瓮安等加快建设", ["开阳", "息烽", "瓮安"]),
        ("支持大方、威宁和织金等县发展", ["大方", "威宁", "织金"]),
        ("支持六枝特区与玉屏县", ["六枝特区", "玉屏县"]),
        ("黔西、黔西南州各有侧重", ["黔西", "黔西南州"]),
        ("贵阳—麻江—凯里—雷山", ["贵阳", "麻江", "凯里", "雷山"]),
        ("支持桐梓等加快建设", ["桐梓"]),
        ("推动武鄂黄黄协同，支持宜荆荆磷系新材料", ["武鄂黄黄", "宜荆荆"]),
        ("依托大龙经济技术开发区、小海镇", ["大龙经济技术开发区", "小海镇"]),
        ("借助顺德、佛山、广东等地", ["顺德", "佛山", "广东"]),
        ("把正安建成", ["正安"]),
    ],
)
def test_places_of_a_sentence_are_found(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "采取两大方式推进",
        "坚持大方向不变",
        "实施开阳光工程",
        "加强合作、交流",
        "发展战略性新兴产业",
        "建设西部陆海新通道",
        "坚持富民强县",
        "产业兴县",
        "创新县域服务",
        "编制清单县级统筹",
        "实现三元正极材料量产",
        "全省各县（市、区）",
    ],
)
def test_pieces_of_other_words_are_not_places(text: str) -> None:
    assert found(text) == []


def test_a_county_is_never_found_inside_the_name_of_a_prefecture() -> None:
    for text in ("支持黔西南发展", "黔西南资源", "在黔西南高新区"):
        assert "黔西" not in found(text)


def test_a_unit_in_front_and_its_county_are_one_mention() -> None:
    mentions = FINDER.find("支持贵州省遵义市正安县打造吉他产业", region="520000")
    assert [(mention.words, mention.resolution.adcodes) for mention in mentions] == [
        ("贵州省遵义市正安县", ("520324",))
    ]


def test_a_tail_that_belongs_to_the_next_word_is_left_to_it() -> None:
    assert found("开拓凯里市场") == ["凯里"]
    assert found("江北区域协同") == []


def test_stars_inside_words_are_skipped_and_positions_are_those_of_the_text() -> None:
    text = "支持水**城**区打造"
    (mention,) = FINDER.find(text, region="520000")
    assert mention.words == "水城区"
    assert text[mention.start : mention.end] == "水**城**区"


def test_the_words_after_a_list_tell_its_level() -> None:
    mentions = FINDER.find("长沙、宁乡、浏阳等县（市）", region="430000")
    assert [mention.resolution.adcodes for mention in mentions] == [("430121",), ("430182",), ("430181",)]


def test_a_doubtful_place_is_kept_with_its_candidates() -> None:
    (mention,) = FINDER.find("在朝阳区设立园区", region="520000")
    assert mention.resolution.status is Status.AMBIGUOUS
    assert len(mention.candidates) == 2


def test_short_names_of_faraway_counties_need_company() -> None:
    assert found("学习顺德的经验") == []
    assert found("学习佛山、顺德的经验") == ["佛山", "顺德"]
    assert found("学习佛山市顺德区的经验") == ["佛山市顺德区"]


def test_the_function_finds_what_the_finder_finds(gazetteer: Gazetteer) -> None:
    text = "支持清镇、兴仁等加快建设"
    assert find_mentions(text, gazetteer, region="520000") == FINDER.find(text, region="520000")


@given(text=st.text("支持开阳大方黔西南州等县市、，和在贵州省遵义正安*合作通道", max_size=40))
def test_mentions_are_in_order_and_do_not_overlap(text: str) -> None:
    mentions = FINDER.find(text, region="520000")
    assert all(one.end <= other.start for one, other in pairwise(mentions))
    assert all(text[one.start : one.end].replace("*", "") == one.words for one in mentions)


def test_an_endless_list_of_places_is_refused_before_it_keeps_everybody_waiting() -> None:
    with pytest.raises(LimitExceeded) as refused:
        FINDER.find("支持开阳县、" * (MOST_PLACES + 1), region="520000")
    assert refused.value.code == "too_many_places"


def test_a_province_in_front_tells_which_county_of_a_name_is_meant() -> None:
    (mention,) = FINDER.find("赴贵州正安学习经验", region="530000")
    assert (mention.words, mention.candidates[0].adcode) == ("贵州正安", "520324")

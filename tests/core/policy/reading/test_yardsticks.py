"""全省 in a city's plan is what the city is measured by; what the plan covers is 全市."""

from __future__ import annotations

import pytest

from atlas.core.policy.reading.assembly import DocumentFacts, read_draft
from atlas.core.policy.reading.context import ReadingTools
from atlas.core.policy.reading.draft import DraftItem
from atlas.core.policy.reading.sides import Area
from atlas.core.policy.reading.source import Piece, SourceText
from atlas.core.policy.reading.yardsticks import speaks_of_all

_ANKANG, _PINGLI, _HEZHOU, _SHAANXI = "610900", "610926", "451100", "610000"


def read(tools: ReadingTools, *lines: str, region: str = _ANKANG) -> list[DraftItem]:
    told = ("县域工业发展规划（2025—2028年）", "一、任务", *lines)
    source = SourceText("txt", "utf-8", tuple(Piece(line, f"line {at}") for at, line in enumerate(told, 1)))
    return list(read_draft(source, tools, DocumentFacts("plan", region, year=2025)).items)


def scopes(items: list[DraftItem]) -> set[str]:
    return {place.words for item in items for place in item.places if place.relation.value == "scope"}


@pytest.mark.parametrize(
    "words",
    [
        "打造全省一流的绿色矿业集群。",
        "推动毛绒玩具产业走在全省前列。",
        "建设全国重要的富硒食品基地。",
        "争取富硒食品产值居全省第3位。",
        "培育全国知名品牌10个。",
        "主动融入全省产业布局，落实全省电子信息产业链部署。",
    ],
)
def test_a_larger_area_is_never_what_a_plan_covers(tools: ReadingTools, words: str) -> None:
    assert scopes(read(tools, words)) == {"全市"}
    assert scopes(read(tools, words, region=_SHAANXI)) == {"全省"}


@pytest.mark.parametrize(
    "words",
    ["支持石泉县蚕桑产业走在全国前列。", "支持石泉县发展富硒食品，规模居全省各县首位，全省占比达到5%。"],
)
def test_a_county_that_is_to_lead_the_province_is_asked_alone(tools: ReadingTools, words: str) -> None:
    items = read(tools, words)
    assert scopes(items) == set()
    assert {place.read_as for item in items for place in item.places} == {"610922"}


def test_what_answers_for_a_leading_base_is_asked_alone(tools: ReadingTools) -> None:
    (item,) = read(tools, "打造全省一流毛绒玩具基地。（责任单位：汉滨区、白河县）")
    assert [place.words for place in item.places] == ["汉滨区", "白河县"]
    (item,) = read(tools, "推动全市毛绒玩具产业提质。（责任单位：汉滨区、白河县）")
    assert [place.words for place in item.places] == ["全市", "汉滨区", "白河县"]


@pytest.mark.parametrize(
    ("words", "region", "metrics"),
    [
        ("提升富硒食品竞争力，全省市场占有率达到30%。", _ANKANG, {"全省市场占有率"}),
        ("提升富硒食品竞争力，全省市场占有率达到30%。", _SHAANXI, {"市场占有率"}),
        ("做大碳酸钙产业，全区占比达到20%。", _HEZHOU, {"全区占比"}),
        ("全省领先的富硒食品产业产值达到100亿元。", _ANKANG, {"富硒食品产业产值"}),
        ("全市富硒食品产业产值达到100亿元。", _ANKANG, {"富硒食品产业产值"}),
    ],
)
def test_a_share_says_of_which_larger_area_it_is(
    tools: ReadingTools, words: str, region: str, metrics: set[str]
) -> None:
    assert {item.figure.metric for item in read(tools, words, region=region) if item.figure} == metrics


def test_the_word_of_the_own_area_is_that_of_its_plan(tools: ReadingTools) -> None:
    city, county, region = (Area(code, tools.units) for code in (_ANKANG, _PINGLI, _HEZHOU))
    assert speaks_of_all("全市", city)
    assert not speaks_of_all("全省各县中领先", city)
    assert speaks_of_all("全省领先，各县推进", city)
    assert (county.larger_words, region.larger_words) == (("全国", "全市", "全省"), ("全国", "全区"))
    assert not speaks_of_all("建成全市一流园区", county)

"""A district behind a city that has none of that name, and a zone that no table knows: doubts that say why."""

from __future__ import annotations

import pytest

from atlas.core.policy.reading.assembly import DocumentFacts, read_draft
from atlas.core.policy.reading.context import ReadingTools
from atlas.core.policy.reading.draft import DraftPlace
from atlas.core.policy.reading.source import Piece, SourceText

_GUANGXI, _NANNING, _HEBEI, _JIANGXI, _YICHUN, _ANHUI = (
    *("450000", "450100", "130000", "360000", "360900", "340000"),
)


def places(tools: ReadingTools, words: str, region: str) -> list[DraftPlace]:
    lines = ("县域工业方案（2025—2027年）", "一、任务", words)
    source = SourceText("txt", "utf-8", tuple(Piece(line, f"line {at}") for at, line in enumerate(lines, 1)))
    draft = read_draft(source, tools, DocumentFacts("plan", region, year=2025))
    return [place for item in draft.items for place in item.places]


@pytest.mark.parametrize("region", [_GUANGXI, _NANNING])
def test_a_district_of_another_city_is_a_doubt_that_says_why(tools: ReadingTools, region: str) -> None:
    (place,) = places(tools, "支持南宁市城中区发展服装加工。", region)
    assert (place.words, place.read_as, place.relation.value) == ("南宁市城中区", "", "named")
    assert place.is_in_doubt
    assert place.rule.endswith("; no such district in the city before it")
    assert ("450202",) in [one.adcodes for one in place.candidates]
    assert place.candidates[0].reason.zh == "城中区：正式名称，但不在南宁市"
    assert place.candidates[-1].adcodes == ("450100",)


@pytest.mark.parametrize(
    ("words", "region", "found"),
    [
        ("支持上饶市鼓楼区发展光学。", _JIANGXI, "上饶市鼓楼区"),
        ("支持石家庄市桥西区发展商贸，支持保定市桥西区建设物流园。", _HEBEI, "保定市桥西区"),
        ("支持南宁市鱼峰区、青秀区发展商贸。", _GUANGXI, "南宁市鱼峰区"),
        ("支持廊坊市丛台区发展家具。", _HEBEI, "廊坊市丛台区"),
    ],
)
def test_a_name_that_several_cities_bear_is_not_guessed(
    tools: ReadingTools, words: str, region: str, found: str
) -> None:
    (doubt,) = [place for place in places(tools, words, region) if place.is_in_doubt]
    assert doubt.words == found


@pytest.mark.parametrize(
    ("words", "region", "adcodes"),
    [
        ("支持柳州市城中区发展服装加工。", _GUANGXI, {"450202"}),
        ("支持石家庄市桥西区发展商贸。", _HEBEI, {"130104"}),
        # today of 淮南, once of 六安: the county is the same
        ("支持六安市寿县发展羽绒。", _ANHUI, {"341500", "340422"}),
        ("支持南宁市、柳州市城中区发展商贸。", _GUANGXI, {"450100", "450202"}),
    ],
)
def test_what_is_clear_stays_clear(tools: ReadingTools, words: str, region: str, adcodes: set[str]) -> None:
    found = places(tools, words, region)
    assert {place.read_as for place in found} == adcodes


@pytest.mark.parametrize("words", ["宜春经济技术开发区", "宜春经开区"])
@pytest.mark.parametrize("region", [_YICHUN, _JIANGXI])
def test_a_zone_that_no_table_knows_lies_in_its_city_and_no_county_is_guessed(
    tools: ReadingTools, words: str, region: str
) -> None:
    (place,) = places(tools, f"支持{words}发展锂电新能源。", region)
    assert (place.words, place.read_as, place.relation.value) == (words, "", "named")
    assert place.rule.endswith("; a zone that no table knows")
    assert {one.adcodes[0][:4] for one in place.candidates} == {"3609"}
    assert {one.reason.zh for one in place.candidates} == {"在宜春市，不知是哪个县（市、区）"}

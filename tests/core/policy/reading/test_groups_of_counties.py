"""Prefectures and regions are asked by themselves only where no county of theirs is: a goal for them reaches every county."""

from __future__ import annotations

import pytest

from atlas.core.policy.reading.context import ReadingTools
from tests.core.policy.reading.test_duties import asked, read

_GUIZHOU, _SICHUAN, _JIANGSU, _GUANGDONG = "520000", "510000", "320000", "440000"


def roles(tools: ReadingTools, *lines: str, region: str) -> dict[str, str]:
    return {
        place.words: place.relation.value
        for item in read(tools, *lines, region=region)
        for place in item.places
    }


def topics(tools: ReadingTools, *lines: str, region: str) -> set[tuple[str, str]]:
    return {
        (words, topic)
        for item in read(tools, *lines, region=region)
        for words in asked(item)
        for topic in item.topics
    }


@pytest.mark.parametrize(
    "line",
    [
        "遵义市：仁怀市、习水县发展白酒。",
        "遵义市的仁怀、习水发展白酒。",
        "遵义市（仁怀、习水）发展白酒。",
    ],
)
def test_a_prefecture_right_before_its_counties_only_says_where_they_lie(
    line: str, tools: ReadingTools
) -> None:
    told = roles(tools, f"一、{line}", region=_GUIZHOU)
    assert told.get("遵义市", "context") == "context"
    assert "全省" not in told


def test_a_prefecture_with_a_task_of_its_own_is_asked(tools: ReadingTools) -> None:
    assert roles(tools, "一、遵义市：重点发展白酒。", region=_GUIZHOU)["遵义市"] == "named"


def test_a_paragraph_is_about_the_place_that_it_begins_with(tools: ReadingTools) -> None:
    told = topics(
        tools,
        "一、布局",
        "——开阳县。重点发展磷化工。打造磷系新材料基地。",
        "——毕节市。重点发展煤化工。",
        region=_GUIZHOU,
    )
    assert told >= {("开阳县", "phosphorus"), ("毕节市", "coal-chemicals")}
    assert {words for words, _ in told} == {"开阳县", "毕节市"}


def test_a_place_that_ends_its_paragraph_is_no_label(tools: ReadingTools) -> None:
    assert "息烽县" not in {
        words
        for words, _ in topics(tools, "一、布局", "息烽县。", "各县要发展磷化工。", region=_GUIZHOU)
        if _ == "phosphorus"
    }


@pytest.mark.parametrize("heading", ["（一）川东北片区", "（一）川东北地区", "（一）川东北经济区"])
def test_the_heading_of_a_region_governs_what_stands_below(
    heading: str, tools_with_regions: ReadingTools
) -> None:
    told = roles(tools_with_regions, "一、布局", heading, "重点发展汽摩配件。", region=_SICHUAN)
    assert [words[:3] for words in told] == ["川东北"]


@pytest.mark.parametrize("heading", ["（一）川南片区。", "（一）川南白酒产业带"])
def test_the_heading_of_a_region_asks_nothing_of_the_counties_that_are_not_named_below(
    heading: str, tools_with_regions: ReadingTools
) -> None:
    told = roles(tools_with_regions, "一、布局", heading, "江阳区发展白酒。", region=_SICHUAN)
    assert told.get("江阳区") == "named"
    assert told.get("川南", "context") != "named"


def test_a_heading_that_asks_is_a_goal_of_the_region(tools_with_regions: ReadingTools) -> None:
    first = read(tools_with_regions, "一、苏北地区：加快工业转型", "支持企业改造。", region=_JIANGSU)[0]
    assert asked(first) == ["苏北地区"]


def test_the_figure_of_a_region_is_no_figure_of_the_whole_province(tools_with_regions: ReadingTools) -> None:
    told = roles(
        tools_with_regions, "一、到2028年，苏北规模以上工业增加值占全省的比重升至24%。", region=_JIANGSU
    )
    assert set(told) == {"苏北"}


@pytest.mark.parametrize(
    ("line", "prefecture"),
    [
        ("茂名石化要带动电白区发展精细化工。", "茂名"),
        ("用好揭阳潮汕机场，普宁市发展医药物流。", "揭阳"),
        ("湛江港、阳江港年吞吐能力达到2亿吨。", "湛江"),
        ("支持湛江海关推广提前申报。", "湛江"),
    ],
)
def test_what_only_bears_the_name_of_a_prefecture_asks_nothing_of_its_counties(
    line: str, prefecture: str, tools: ReadingTools
) -> None:
    assert prefecture not in roles(tools, f"一、{line}", region=_GUANGDONG)


def test_a_prefecture_that_develops_something_is_asked(tools: ReadingTools) -> None:
    assert roles(tools, "一、茂名重点发展石化。", region=_GUANGDONG)["茂名"] == "named"

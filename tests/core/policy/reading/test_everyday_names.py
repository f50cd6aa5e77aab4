"""Counties whose names are everyday words count where only who is asked to act can stand, in plans of their prefecture."""

from __future__ import annotations

import pytest

from atlas.core.policy.reading.context import ReadingTools
from tests.core.policy.reading.test_duties import asked, read


def named(tools: ReadingTools, region: str, line: str) -> set[str]:
    return {words for item in read(tools, f"一、{line}", region=region) for words in asked(item)}


@pytest.mark.parametrize(
    ("region", "line", "county"),
    [
        ("431200", "会同主攻竹木家具。", "会同"),
        ("431200", "靖州发展茯苓，通道重点发展旅游。", "通道"),
        ("431200", "支持通道发展侗锦。", "通道"),
        ("450300", "资源重点发展风电。", "资源"),
        ("360700", "兴国重点打造灰鹅加工。", "兴国"),
        ("520500", "支持大方等县组建融资担保公司。", "大方"),
        ("421000", "公安做强汽车零部件。", "公安"),
    ],
)
def test_a_county_that_is_told_to_act_is_found(
    region: str, line: str, county: str, tools: ReadingTools
) -> None:
    assert county in named(tools, region, line)


@pytest.mark.parametrize(
    ("region", "line"),
    [
        ("431200", "市工信局会同发展改革委推进。"),
        ("431200", "畅通道路，通道建设加快。"),
        ("450300", "资源开发要有序。"),
        ("450300", "资源富集县优先承接产业转移。"),
        ("450000", "桂西和资源富集县优先承接产业转移。"),
        ("360700", "坚持科教兴国，推动发展。"),
        ("623000", "推动合作发展。"),
        ("421000", "公安机关加快建设。"),
        ("140500", "城区重点发展服务业。"),
        ("520000", "资源重点向园区集中，会同重点企业攻关。"),
    ],
)
def test_the_word_by_itself_is_no_county(region: str, line: str, tools: ReadingTools) -> None:
    assert named(tools, region, line) == set()

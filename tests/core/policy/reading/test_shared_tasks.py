"""Counties that have a part in one task between them belong to it together."""

from __future__ import annotations

import pytest

from atlas.core.model import Kind
from atlas.core.policy.reading.context import ReadingTools
from tests.core.policy.reading.test_assembly import read

_JILIN = "220000"
_DUNHUA, _ANTU, _WANGQING = "222403", "222426", "222424"


@pytest.mark.parametrize(
    "words",
    [
        "以敦化市为核心，以安图县、汪清县为支撑，打造北药产业集群。",
        "以敦化市为龙头，安图县、汪清县为两翼，建设北药产业集群。",
        "依托敦化市，辐射带动安图县、汪清县，建设北药产业集群。",
        "以敦化市为主、安图县和汪清县为辅，建设北药产业集群。",
        "以敦化市为核心，联动安图县，带动汪清县打造北药产业集群。",
        "敦化市为核心区，安图县为拓展区，汪清县为辐射区，共同打造北药产业集群。",
        "敦化市打造北药产业集群，辐射带动安图县、汪清县。",
    ],
)
def test_core_and_support_share_the_cluster(tools: ReadingTools, words: str) -> None:
    draft = read(tools, "一、集群", words, region=_JILIN)
    asked = {
        kind: {place.read_as for item in draft.items if item.kind is kind for place in item.places}
        for kind in (Kind.DESIGNATION, Kind.CLUSTER)
    }
    assert asked[Kind.CLUSTER] == {_DUNHUA, _ANTU, _WANGQING}
    assert len([item for item in draft.items if item.clause == "一" and item.kind is Kind.DESIGNATION]) == 1


@pytest.mark.parametrize(
    "words",
    [
        "敦化市发展北药，安图县发展矿泉水。",
        "北药以敦化市为重点，安图县发展矿泉水。",
        "以敦化市为核心的北药产业集群，以安图县为核心的矿泉水产业集群。",
        "依托敦化市林业优势发展北药，安图县发展矿泉水。",
    ],
)
def test_counties_with_tasks_of_their_own_stay_apart(tools: ReadingTools, words: str) -> None:
    draft = read(tools, "一、布局", f"建设{words}" if "集群" in words else words, region=_JILIN)
    together = [{place.read_as for place in item.places} for item in draft.items]
    assert {_DUNHUA, _ANTU} not in together

"""Which clusters, zones, projects and companies a text names, and where their names begin and end."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.core.policy.reading.undertakings.companies import find_companies
from atlas.core.policy.reading.undertakings.find import FoundUndertaking, find_undertakings
from tests.core.policy.reading.undertaking_cases import COMPANY_CASES, UNDERTAKING_CASES

_WORDS = (
    "支持 建设 打造 推动 以 为龙头 等企业 等重点项目 云岭 青岩 铝业 产业集群 项目 高新区 创建 产业园 有限公司 集团"
    " 和 、 ， 。 （ ） “ ” 1."
)
WORDS_OF_PLANS = st.lists(st.sampled_from([*_WORDS.split(), "\n"]), max_size=25).map("".join)


def _companies(text: str) -> list[str]:
    return [text[span.start : span.end] for span in find_companies(text)]


def _only(text: str) -> FoundUndertaking:
    (found,) = find_undertakings(text)
    return found


@pytest.mark.parametrize(("text", "expected"), COMPANY_CASES.values(), ids=COMPANY_CASES)
def test_companies_are_found_with_their_exact_names(text: str, expected: list[str]) -> None:
    assert _companies(text) == expected


@pytest.mark.parametrize(("text", "expected"), UNDERTAKING_CASES.values(), ids=UNDERTAKING_CASES)
def test_undertakings_are_found_by_name(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(one.kind.value, one.name) for one in find_undertakings(text)] == expected


def test_an_entry_of_a_box_has_the_companies_told_below_its_title() -> None:
    text = "1.锰渣利用项目。支持云岭锰业有限公司建设。\n2.铝箔项目。由青岩铝业有限公司实施。"
    assert [one.companies for one in find_undertakings(text)] == [
        ("云岭锰业有限公司",),
        ("青岩铝业有限公司",),
    ]


def test_a_project_named_after_its_company_has_only_that_company() -> None:
    text = "云岭铝业有限公司二期项目、青岩铝业有限公司铝箔项目加快建设"
    assert [one.companies for one in find_undertakings(text)] == [
        ("云岭铝业有限公司",),
        ("青岩铝业有限公司",),
    ]


def test_a_cluster_has_the_leaders_of_its_sentence() -> None:
    assert _only("以云岭铝业、青岩铝业为龙头，打造铝产业集群").companies == ("云岭铝业", "青岩铝业")


def test_companies_of_another_sentence_are_not_taken() -> None:
    assert _only("打造铝产业集群。支持云岭铝业有限公司上市。").companies == ()


@pytest.mark.parametrize(
    ("text", "status"),
    [
        pytest.param("开工大幕山抽水蓄能电站", "开工", id="before the name"),
        pytest.param("推动云岭铝箔项目投产", "投产", id="behind the name"),
        pytest.param("续建云岭铝箔项目，其他项目竣工", "续建", id="nearest to the name"),
        pytest.param("推动云岭铝箔项目实施。其他项目投产", "", id="not in another sentence"),
    ],
)
def test_the_status_is_the_printed_word(text: str, status: str) -> None:
    assert _only(text).status == status


def test_a_title_of_a_box_is_surer_than_a_base_in_passing() -> None:
    assert _only("1.云岭铝箔项目。").confidence > _only("建设云岭铝箔生产基地").confidence


def test_the_span_covers_the_printed_name() -> None:
    text = "加快云岭 5 万吨铝箔项目建设"
    found = _only(text)
    assert text[found.start : found.end] == "云岭 5 万吨铝箔项目"


@given(st.text(max_size=300) | WORDS_OF_PLANS)
def test_companies_of_any_text_lie_in_it_and_do_not_overlap(text: str) -> None:
    spans = find_companies(text)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(first.end <= second.start for first, second in pairwise(spans))


@given(st.text(max_size=300) | WORDS_OF_PLANS)
def test_undertakings_of_any_text_lie_in_it_and_do_not_overlap(text: str) -> None:
    found = find_undertakings(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(first.end <= second.start for first, second in pairwise(found))
    assert all(one.name and 0 < one.confidence <= 1 for one in found)


@given(WORDS_OF_PLANS)
def test_a_text_twice_as_long_names_the_same_companies_twice(text: str) -> None:
    assert _companies(f"{text}\n{text}") == _companies(text) * 2

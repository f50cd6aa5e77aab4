"""One list of negations serves the roles of places and the telling of bans; they differ only where a reason is named."""

from __future__ import annotations

import re

import pytest

from atlas.core.policy.reading.negations import FORBIDS, RULES_OUT_PLACES, UNWANTED

_FORBIDS = re.compile(FORBIDS)
_RULES_OUT = re.compile(RULES_OUT_PLACES)


@pytest.mark.parametrize(
    "words",
    [
        "不再布局化工项目",
        "不予支持",
        "不新建矿山",
        "不批准扩建",
        "不设工业考核指标",
        "不另设综合保税区",
        "严禁开矿",
        "停止审批",
    ],
)
def test_most_words_forbid_and_rule_out(words: str) -> None:
    assert _FORBIDS.match(words)
    assert _RULES_OUT.match(words)


@pytest.mark.parametrize("words", ["取消试点资格", "维持现状", "无需申报", "不参加考核", "逐步退出锰冶炼"])
def test_a_place_may_be_spared_without_a_ban(words: str) -> None:
    assert _RULES_OUT.match(words)
    assert not _FORBIDS.match(words)


@pytest.mark.parametrize("words", ["停批新矿", "不准开采", "不搞重复建设"])
def test_a_trade_may_be_banned_where_no_place_is_ruled_out(words: str) -> None:
    assert _FORBIDS.match(words)
    assert not _RULES_OUT.match(words)


@pytest.mark.parametrize("words", ["不得低于50%", "不得少于3家", "原则上不低于1.5"])
def test_a_limit_is_neither(words: str) -> None:
    assert not _FORBIDS.match(words)
    assert not _RULES_OUT.match(words)


@pytest.mark.parametrize("words", ["不再是短板", "禁止类项目", "停止运营的企业"])
def test_a_state_and_a_part_of_a_noun_forbid_nothing(words: str) -> None:
    assert not _FORBIDS.match(words)
    assert _RULES_OUT.match(words)


def test_names_are_unwanted_behind_bans_and_behind_what_is_to_end() -> None:
    assert all(re.match(UNWANTED, words) for words in ("严禁新建", "淘汰落后", "退出煤矿", "限制发展"))

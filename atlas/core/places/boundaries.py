"""Tells whether a short place name stands alone in a text or is a piece of other words.

大方 is a county, but not in 两大方式; 合作 is a city, but hardly ever meant. The lists are for policy prose: what
stands before and after a place there, and which place names are everyday words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum


class Edge(IntEnum):
    """How well words end at a place in the text."""

    NONE = 0
    WEAK = 1
    STRONG = 2


_JOINING = frozenset("和与及或暨至到等")
_BEFORE = re.compile(
    "(?:支持|做[强大优精]|壮大|巩固|推动|推进|打造|鼓励|依托|聚焦|指导|引导|促进|带动|辐射|围绕|加快|包括|培育|建设|建成|发展|结合|连接|途经|覆盖|"
    "位于|落户|落地|布局|重点|特别是|尤其是|其中|借助|立足|来自|前往|对接|协作|帮扶|提升|发挥|助力|争取|选择|涉及|邻近|"
    "毗邻|考察|走出|走进|开拓|学习|服务|融入|参与|瞄准|面向|承接|吸引|引领|支撑|保障|来到|建立|设立|[为在对以从由往向于是将把让按使如即赴经的省市州县区并处给])$"
)
_LONGEST_BEFORE = 3
_AFTER = re.compile(
    "地区|一带|境内|全境|全域|城区|片区|沿线|周边|加快|重点|建设|发展|打造|布局|形成|推进|推动|开展|实现|之间|作为|协作|联合|"
    "共建|共同|分别|积极|充分|先行|率先|生产|销售|[建县市区州省的为在以段两三四五六是将也应要可已]"
)
# After these the tail belongs to the next word: 凯里市场, 江北区域, 高明区分, 成县域发展的引擎.
_TAIL_TAKEN = {"市": frozenset("场值价"), "区": frozenset("域划间位块别分"), "县": frozenset("域级")}

# Names of units that are everyday words in a plan, or parts of common ones.
_EVERYDAY = re.compile(
    "大方|合作|通道|新兴|资源|平原|港口|三元|富民|兴国|兴业|友好|光明|向阳|前进|东方|和平|惠民|互助|公安|新建|大兴|富裕|同心|"
    "平安|安定|民乐|南部|中方|双城|白云|红旗|工农|新华|城关|解放|文明|动力|延长|矿区|郊区|城区|"
    "新城|会同|故城|安居|共和|路桥|东区|西区|北区|南区|"
    "振兴|复兴|宏伟|友谊|比如|牡丹|温泉|盐湖|运河|江海|江岸|海港|大城|老城|古城|元宝|前锋|站前"
)


def left_edge(text: str, start: int) -> Edge:
    """How well a name can begin here.

    Parameters
    ----------
    text
        The whole text.
    start
        Position of the first sign of the name.

    Returns
    -------
    Edge
        Strong after a mark or a joining word, weak after a word that often stands before places.
    """
    before = text[max(0, start - _LONGEST_BEFORE) : start]
    if not before or not _is_of_word(before[-1]) or before[-1] in _JOINING:
        return Edge.STRONG
    return Edge.WEAK if _BEFORE.search(before) else Edge.NONE


def right_edge(text: str, end: int) -> Edge:
    """How well a name can end here.

    Parameters
    ----------
    text
        The whole text.
    end
        Position after the last sign of the name.

    Returns
    -------
    Edge
        Strong before a mark or a joining word, weak before a word that often follows places.
    """
    after = text[end : end + 1]
    if not after or not _is_of_word(after) or after in _JOINING:
        return Edge.STRONG
    return Edge.WEAK if _AFTER.match(text, end) else Edge.NONE


def _is_of_word(sign: str) -> bool:
    """Whether a sign can be part of a word; ① and ㈠ are numbers of items and part words."""
    return sign.isalpha() or sign.isdecimal()


def everyday_stretches(text: str) -> Iterator[tuple[int, int]]:
    """Where a text writes names of units that are everyday words, too.

    Parameters
    ----------
    text
        Running text.

    Yields
    ------
    tuple
        Start and end of each, in order.
    """
    return (found.span() for found in _EVERYDAY.finditer(text))


def is_everyday(words: str) -> bool:
    """Whether a name is an everyday word, so that it needs a place that is none beside it.

    Parameters
    ----------
    words
        Name of a unit.

    Returns
    -------
    bool
        True for 合作 and 大方.
    """
    return _EVERYDAY.fullmatch(words) is not None


def is_tail_taken(text: str, end: int) -> bool:
    """Whether the tail of a name belongs to the next word (凯里市场).

    Parameters
    ----------
    text
        The whole text.
    end
        Position after the tail.

    Returns
    -------
    bool
        False at the end of the text.
    """
    return (
        text[end : end + 1] in _TAIL_TAKEN.get(text[end - 1], frozenset()) and text[end : end + 2] != "分别"
    )

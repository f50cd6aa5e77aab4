"""Finds the names of companies, plants, banks, schools, hospitals and institutes, so that no place is read in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from atlas.core.policy.reading.draft import Span
from atlas.core.policy.reading.undertakings.names import NameBreaks, is_generic
from atlas.core.policy.reading.undertakings.words import (
    AFTER_NO_NAME,
    AFTER_TRADE,
    BRAND_ENDINGS,
    KNOWN_COMPANIES,
    LEGAL_ENDINGS,
    LISTED_ENDINGS,
    SHORT_ENDINGS,
)

#: Longest name that is known only by the list it stands in (浩茗茶叶, 大龙汇成新材料) [characters].
_LONGEST_LISTED = 14
#: 平远县茶业 and 泰来县肉牛乳业 are the trades of a county.
_COUNTY_TRADE = re.compile("[县市区州旗镇乡]$|.[县区旗]")
_LEGAL = re.compile("|".join(LEGAL_ENDINGS))
#: 化工厂 is a plant, but not in 智能化工厂.
_SHORT = re.compile(f"(?:{'|'.join(SHORT_ENDINGS)}|(?<![能字准动])化工厂)(?![{AFTER_NO_NAME}])")
_BRAND = re.compile(f"(?:{'|'.join(BRAND_ENDINGS)})(?!{'|'.join(AFTER_TRADE)})")
_KNOWN = re.compile("|".join(sorted(KNOWN_COMPANIES, key=lambda name: (-len(name), name))))
_LISTED = re.compile(f"(?:{'|'.join(LISTED_ENDINGS)})$")
#: Words behind a list that say its members are companies.
_LIST_END = re.compile(
    r"等[^，。；、：！？\s等的]{0,8}?(?:企业|公司|车企|酒企|茶企|药企)|为(?:核心|主)?(?:的)?(?:龙头|引领|链主)|(?:企业)?(?:龙头|链主)(?:企业)?带动"
)
#: A name with a province in it begins with the province (永川重庆文理学院); in brackets it stands inside.
_PROVINCE = re.compile(
    "(?<![（(国])(?:北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|四川|贵州|云南|西藏"
    "|陕西|甘肃|青海|宁夏|新疆|内蒙古|中国)"
)
_SEPARATOR = re.compile("[、，和及与]")
#: One such member tells that a list is of trades (制冷装备、食品加工等企业).
_TRADE = re.compile(".+(?:加工|制造|生产|行业|产业|冶炼|采选|养殖|种植|回收|印染|铸造|锻造|研发|服务)")


def find_companies(text: str) -> list[Span]:
    """Names of companies and institutes, in the order of the text, none inside another.

    Parameters
    ----------
    text
        Any text. The cost grows linearly with it.

    Returns
    -------
    list of Span
        From the first character of the name to the last; a verb before the name is never part of it.
    """
    if not any(ending.search(text) for ending in (_LEGAL, _SHORT, _BRAND, _LIST_END, _KNOWN)):
        return []
    breaks = NameBreaks(text)
    spans = sorted(
        {
            *_with_legal_ending(text, breaks),
            *_with_short_ending(text, breaks),
            *_brands(text, breaks),
            *_known(text),
            *_listed(text, breaks),
        },
        key=lambda span: (span.start, -span.end),
    )
    kept: list[Span] = []
    for span in spans:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
        elif span.end > kept[-1].end:
            kept.append(Span(kept.pop().start, span.end))
    return kept


def _with_legal_ending(text: str, breaks: NameBreaks) -> Iterator[Span]:
    for match in _LEGAL.finditer(text):
        start = breaks.name_start(match.start())
        if match.start() - start >= 2:
            yield Span(_at_province(text, start, match.start()), match.end())


def _with_short_ending(text: str, breaks: NameBreaks) -> Iterator[Span]:
    for match in _SHORT.finditer(text):
        start = breaks.name_start(match.start())
        if match.start() - start >= 2 and not is_generic(text[start : match.start()]):
            yield Span(_at_province(text, start, match.start()), match.end())


def _at_province(text: str, start: int, ending: int) -> int:
    province = _PROVINCE.search(text, start + 1, ending)
    return province.start() if province and ending - province.end() >= 1 else start


def _brands(text: str, breaks: NameBreaks) -> Iterator[Span]:
    for match in _BRAND.finditer(text):
        start = breaks.name_start(match.start())
        name = text[start : match.start()]
        if 2 <= len(name) <= 8 and not _COUNTY_TRADE.search(name) and not is_generic(name):
            yield Span(start, match.end())


def _known(text: str) -> Iterator[Span]:
    for match in _KNOWN.finditer(text):
        yield Span(match.start(), match.end())


def _listed(text: str, breaks: NameBreaks) -> Iterator[Span]:
    """Names in a list that the text calls companies (以双元铝业为龙头, 浩茗茶叶、雪峰山茶业等龙头企业)."""
    floor = 0
    for match in _LIST_END.finditer(text):
        members = list(_members(text, breaks, match.start(), floor))
        names = [text[span.start : span.end] for span in members]
        if any(map(_TRADE.fullmatch, names)) or all(map(_COUNTY_TRADE.search, names)):
            floor = match.end()
            continue
        alike = sum(map(_looks_like_company, names))
        for span, name in zip(members, names, strict=True):
            if _looks_like_company(name) or (2 * alike >= len(names) and 2 <= len(name) <= 8):
                yield span
        floor = match.end()


def _members(text: str, breaks: NameBreaks, end: int, floor: int) -> Iterator[Span]:
    """Members of the list that ends at ``end``, last first."""
    while True:
        start = breaks.name_start(end, floor=floor)
        if start == end or end - start > _LONGEST_LISTED:
            return
        yield Span(start, end)
        if start <= floor or not _SEPARATOR.match(text[start - 1]):
            return
        end = start - 1


def _looks_like_company(name: str) -> bool:
    ending = _LISTED.search(name)
    return _KNOWN.fullmatch(name) is not None or (
        ending is not None and ending.start() >= 2 and not is_generic(name[: ending.start()])
    )

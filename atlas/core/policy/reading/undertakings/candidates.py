"""Finds the names that may be undertakings, each by one rule: titles in boxes, rows of tables, lists, endings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from atlas.core.model import Kind
from atlas.core.policy.reading.draft import Span
from atlas.core.policy.reading.undertakings.endings import (
    ASKED_AFTER,
    ASKED_BEFORE,
    BUILT_WORKS,
    ENDING,
    FORBIDDEN_BEFORE,
    KIND_OF_GROUP,
    RISES_AFTER,
    SENTENCE_VERBS,
    SET_UP_BEFORE,
)
from atlas.core.policy.reading.undertakings.names import NameBreaks, is_generic
from atlas.core.policy.reading.undertakings.tables import find_table_rows

#: Shortest name of anything, ending included [characters].
_SHORTEST = 4
#: Below this length the title of an entry in a box must name something [characters].
_SHORTEST_TITLE = 6
#: What the title of a whole chapter may be; a chapter called 提升工程 is no undertaking.
_PLACED = ("项目", "园", "园区", "基地", "小镇")
#: Names with these endings are often no more than a description.
_OFTEN_PLAIN = (
    "中心",
    "平台",
    "工厂",
    "车间",
    "基地",
    "园",
    "园区",
    "市场",
    "生产线",
    "小镇",
    "集聚区",
    "聚集区",
    "示范区",
    "先行区",
    "试验区",
    "功能区",
)
#: A member of a list that is no longer may be a place [characters].
_LONGEST_PLACE = 5
#: How far around a name its verb and status are looked for [characters].
_BEFORE, _AROUND = 60, 60
_QUANTITY = re.compile(
    r"(?:[\d.]+|[一二三四五六七八九十两几])\s*[—\-－至到~]?\s*[\d.]*\s*万?(?:个|家|座|条|处|大|户|批|平方米|亩|平方公里)(?:以上|左右)?(?!级)"
)
_BOX_TITLE = re.compile(
    r"(?m)^[ \t\u3000]*(?:(?:\d{1,2}[.．、]|[（(]\d{1,2}[）)]|[①-⑳⑴-⒛㈠-㈩])|(?P<chapter>[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]))"
    r"\s*(?P<title>(?!\d)[^，。；：:\n]{4,40})(?=[，。；：:\n]|$)"
)
# 智能电表生产项目（鹤城工业园）: what stands behind a name is no part of it.
_NOTE = re.compile("[（(][^（()）]{1,30}[）)]")
_LISTED = re.compile(r"等(?:\d+个|一批|重大|重点|标志性|示范|产业|工业|建设|在建|续建)*项目(?![合资库管])")
_BULLET = re.compile(
    r"[\s\-•·●◆■—]*(?:\d{1,2}[.．、](?!\d)|[（(][\d一二三四五六七八九十]{1,3}[）)]|[①-⑳⑴-⒛㈠-㈩])\s*"
)
#: The heading of a box and the title of another document name nothing that is to be built.
_OTHER_TITLE = re.compile(r"(?m)^[ \t\u3000]*专栏[^\n]*$|《[^《》\n]{1,80}》")
_CHEMICAL_PARK = re.compile("(?:国家级|省级|市级)化工园区")
_PART = re.compile("[，。；：！？\\n]")
BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name that a rule found.

    Parameters
    ----------
    start, end
        Positions of the name in the text, end not included.
    kind, name, rule, confidence
        As in ``FoundUndertaking``.
    """

    start: int
    end: int
    kind: Kind
    name: str
    rule: str
    confidence: float


def find_candidates(text: str) -> list[Candidate]:
    """Everything in a text that a rule takes for an undertaking; names may overlap and repeat.

    Parameters
    ----------
    text
        Body of a clause. The cost grows linearly with it.

    Returns
    -------
    list of Candidate
        By rule, not by position.
    """
    others = bytearray(len(text))
    for match in _OTHER_TITLE.finditer(text):
        others[match.start() : match.end()] = b"\x01" * len(match.group())
    breaks = NameBreaks(text)
    found = (
        *_box_titles(text),
        *_table_rows(text),
        *_listed_projects(text, breaks),
        *_with_ending(text, breaks),
    )
    return [one for one in found if not others[one.start]]


def _box_titles(text: str) -> Iterator[Candidate]:
    for match in _BOX_TITLE.finditer(text):
        start, end = match.span("title")
        ending = max(ENDING.finditer(text, start, end), key=re.Match.end, default=None)
        if ending is not None and _NOTE.fullmatch(text, ending.end(), end):
            end = ending.end()
        if ending is None or ending.end() < end or SENTENCE_VERBS.search(text, start, ending.start()):
            continue
        if end - start < _SHORTEST_TITLE and is_generic(text[start : ending.start()], trades_too=False):
            continue
        if match["chapter"] and not ending.group().endswith(_PLACED):
            continue
        kind = Kind.PROJECT if ending.group().endswith("基地") else _kind(ending)
        yield _candidate(text, Span(start, end), kind, "box title", 0.9)


def _table_rows(text: str) -> Iterator[Candidate]:
    for span, kind in find_table_rows(text):
        yield _candidate(text, span, kind, "table row", 0.9)


def _listed_projects(text: str, breaks: NameBreaks) -> Iterator[Candidate]:
    """Members of a list that ends in 等重点项目; a member need not say 项目 itself."""
    floor = 0
    for match in _LISTED.finditer(text):
        end = match.start()
        while True:
            start = breaks.name_start(end, floor=floor, joins=True)
            name = text[start:end]
            has_ending = ENDING.search(name[-6:]) is not None
            if len(name) < _SHORTEST or is_generic(name, trades_too=not has_ending):
                break
            if len(name) > _LONGEST_PLACE or re.search(r"\d", name):
                one = _candidate(text, Span(start, end), Kind.PROJECT, "listed project", 0.85)
                yield one if has_ending else replace(one, name=f"{one.name}项目")
            if start <= floor or text[start - 1] != "、":
                break
            end = start - 1
        floor = match.end()


def _with_ending(text: str, breaks: NameBreaks) -> Iterator[Candidate]:
    for match in ENDING.finditer(text):
        start = breaks.name_start(match.start(), joins=True)
        for prefix in (_BULLET, _QUANTITY):
            skipped = prefix.match(text, start, match.start())
            start = skipped.end() if skipped else start
        if match.end() - start < _SHORTEST or _says_nothing(text, start, match):
            continue
        confidence = _asked(text, start, match)
        if confidence:
            kind = _kind(match)
            yield _candidate(text, Span(start, match.end()), kind, f"asked {kind.value}", confidence)


def _says_nothing(text: str, start: int, ending: re.Match[str]) -> bool:
    name = text[start : ending.end()]
    if _CHEMICAL_PARK.fullmatch(name):
        return False
    is_plain_sum = "+" in name and not name.startswith("“")
    trades_too = _kind(ending) is Kind.PROJECT
    return is_plain_sum or is_generic(text[start : ending.start()], trades_too=trades_too)


def _asked(text: str, start: int, ending: re.Match[str]) -> float:
    """How sure it is that the text asks for what is named; 0 when it only mentions it."""
    before = text[max(0, start - _BEFORE) : start]
    if ending.lastgroup == "official":
        rises = RISES_AFTER.match(text, ending.end())
        return 0.6 if rises or SET_UP_BEFORE.search(before) else 0.0
    if ending.group().endswith(("工程", "计划")) and not BUILT_WORKS.search(text[start : ending.end()]):
        return 0.0
    part = _PART.split(before)[-1]
    if FORBIDDEN_BEFORE.search(part):
        return 0.0
    if ASKED_BEFORE.search(part) is None and not _asked_behind(text, ending.end()):
        return 0.0
    return 0.35 if ending.group().endswith(_OFTEN_PLAIN) else 0.6 if ending.lastgroup == "project" else 0.75


def _asked_behind(text: str, end: int) -> bool:
    """Whether the words right behind a name, or behind the list it stands in, ask for it."""
    if text[end : end + 1] not in ("、", "和", "与", "及"):
        return ASKED_AFTER.match(text, end) is not None
    part = _PART.split(text[end : end + _AROUND])[0]
    return ASKED_AFTER.search(part) is not None


def _kind(ending: re.Match[str]) -> Kind:
    return KIND_OF_GROUP[ending.lastgroup or "project"]


def _candidate(text: str, span: Span, kind: Kind, rule: str, confidence: float) -> Candidate:
    name = BLANKS.sub("", text[span.start : span.end])
    return Candidate(span.start, span.end, kind, name, rule, confidence)

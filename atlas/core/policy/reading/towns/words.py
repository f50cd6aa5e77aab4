"""Finds the words of towns in a text by the table of the country: the longest name that ends with each 镇, 乡, 街道 or 苏木.

Which county is meant is told by ``places``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from atlas.core.places.boundaries import Edge, left_edge
from atlas.core.places.towns import LONGEST_TOWN, TownIndex
from atlas.core.policy.reading.towns.tails import TAIL_IN_TEXT
from atlas.core.policy.reading.words import WordEdges

_TAIL = re.compile(TAIL_IN_TEXT)
_SIGN = re.compile("[\u4e00-\u9fff]")
# Towns are called so, too (小城镇 is one), but a plan that writes them means a kind of town; 城关镇 is the seat of any county.
_KIND = re.compile(
    "(?:(?:大|中|小|新型|特色|重点|中心|示范|卫星|边境|边贸|工业|产业|旅游|文化|文旅|历史|生态|经济|农业|商贸|商业|电商|民族|乡|建制|强|名|古)+城?"
    "|城|小|老旧)(?:镇|乡|街道)|城关[镇乡]"
)
# What plans want towns to be, or do with streets: a name only in a list of names (平安镇、兴隆镇).
_WISHED = re.compile(
    "(?:平安|文明|幸福|和谐|美丽|卫生|智慧|数字|绿色|红色|健康|法治|诚信|文化|商业|建设|城区|中心|新城|园区|工业园)(?:镇|乡|街道)"
)
_LIST_MARKS = frozenset("、和及与")
# 除西村镇外, 含西村镇: words of one sign that no dictionary parts from a name.
_BEFORE = frozenset("除含")
# An older name must not be what every plan says of a town: 建设街道 is one, 建设镇 may be a verb and its object.
_SAID = re.compile(
    "发展|建设|支持|推动|推进|打造|培育|做大|做强|加快|实施|形成|引进|提升|保护|其他|其它|所有|相关|试点|打通|片区|多个|以上|"
    "城关|城区|城郊|新区|开发|口岸|交界|第[一二三四五六七八九十]"
)
_MEANS_ALL = frozenset("各每该本两")
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class TownWords:
    """Words that are the name of a town, or nearly so.

    Parameters
    ----------
    start, end
        Position in the text.
    words
        As written.
    names
        Official names; several only for words that are none.
    is_exact
        Whether they are an official name themselves.
    """

    start: int
    end: int
    words: str
    names: tuple[str, ...]
    is_exact: bool


class TownWordFinder:
    """Finds towns of an area.

    Parameters
    ----------
    towns
        Of the whole country.
    is_near
        Whether a county lies in the area.
    """

    def __init__(self, towns: TownIndex, is_near: Callable[[str], bool]) -> None:
        self._towns = towns
        self._is_near = is_near
        self._known: dict[str, tuple[str, ...]] = {}

    def find(self, edges: WordEdges) -> Iterator[TownWords]:
        """Towns of a text, whether or not they begin clearly (see ``begins_clearly``).

        Parameters
        ----------
        edges
            The text with its words.

        Yields
        ------
        TownWords
            In the order of the text; none overlaps another.
        """
        last = 0
        for tail in _TAIL.finditer(edges.text):
            found = self._ending_at(edges.text, last, tail.end())
            if found is not None:
                yield found
                last = found.end

    def near_counties(self, name: str) -> tuple[str, ...]:
        """Counties of the area that have a town of an official name.

        Parameters
        ----------
        name
            Official name.

        Returns
        -------
        tuple of str
            adcodes, sorted.
        """
        known = self._known.get(name)
        if known is None:
            near = {code for code in self._towns.counties(name) if self._is_near(code)}
            known = self._known[name] = tuple(sorted(near))
        return known

    def named_by(self, stem: str) -> tuple[str, ...]:
        """Towns of the area whose names without their tails are some words.

        Parameters
        ----------
        stem
            Two signs or more, without a tail; a nationality may be left out.

        Returns
        -------
        tuple of str
            Official names.
        """
        spelt = f"{stem}镇"
        return tuple(name for name in (spelt, *self._towns.likenesses(spelt)) if self.near_counties(name))

    def _ending_at(self, text: str, first: int, end: int) -> TownWords | None:
        """The longest name of the country that ends here, if it is one of the area."""
        exact: TownWords | None = None
        alike: TownWords | None = None
        found: TownWords | None
        for start in range(end - 2, max(first, end - LONGEST_TOWN) - 1, -1):
            if not _SIGN.match(text, start):
                break
            words = text[start:end]
            if words in self._towns:
                exact = TownWords(start, end, words, (words,), is_exact=True)
            elif names := self._likenesses(words):
                alike = TownWords(start, end, words, names, is_exact=False)
        if exact is not None and (alike is None or alike.start > exact.start):
            # 东西村镇 of another province is no 西村镇; but 古山乡 may be 古山镇, wherever there is a 古山乡.
            near = self.near_counties(exact.words)
            names = () if near else self._likenesses(exact.words)
            found = exact if near else TownWords(exact.start, end, exact.words, names, is_exact=False)
        else:
            found = alike
        if found is None or not found.names or _KIND.fullmatch(found.words):
            return None
        return None if text[found.start - 1 : found.start] in _MEANS_ALL else found

    def _likenesses(self, words: str) -> tuple[str, ...]:
        near = tuple(name for name in self._towns.likenesses(words) if self.near_counties(name))
        return () if near and (_SAID.search(words) or _WISHED.fullmatch(words)) else near


def begins_clearly(edges: WordEdges, found: TownWords) -> bool:
    """Whether a name begins where it seems to: 西村镇 does not in 东西村镇.

    Parameters
    ----------
    edges
        The text with its words.
    found
        A town with no place right before it.

    Returns
    -------
    bool
        Names of one sign and a tail (杨镇) and those that are everyday words need a list of names.
    """
    text = edges.text
    left = left_edge(text, found.start)
    if len(found.words) < _SHORTEST or _WISHED.fullmatch(found.words):
        marks = {text[found.start - 1 : found.start], text[found.end : found.end + 1]}
        return left is Edge.STRONG and bool(marks & _LIST_MARKS)
    if left is Edge.STRONG or text[found.start - 1] in _BEFORE:
        return True
    if not edges.begins_word(found.start):
        return False
    # 各县城关镇 means the seat of every county.
    is_seat = found.words.startswith("城") and text[found.start - 1] == "县"
    return not is_seat and (left is Edge.WEAK or edges.follows_word(found.start))

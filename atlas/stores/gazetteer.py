"""Reads the curated tables of place names in ``geodata/gazetteer/``.

One function a file. A row that lacks a field or has a broken code stops the reading with the file and the line.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from atlas.core.errors import CatalogueError
from atlas.core.model import CodeChange, PlaceName
from atlas.core.places.region import Region

_ADCODE = re.compile("^[1-8][0-9]{5}$")


@dataclass(frozen=True, slots=True)
class OldNames:
    """Names and codes of the past that the code book does not tie to a unit of today.

    Parameters
    ----------
    names
        Old names.
    changes
        Codes given up.
    """

    names: tuple[PlaceName, ...]
    changes: tuple[CodeChange, ...]


def read_readings(path: Path) -> dict[str, str]:
    """Readings of place names that a dictionary gets wrong.

    Parameters
    ----------
    path
        CSV with the columns name, pinyin, source; one syllable a character, parted by blanks.

    Returns
    -------
    dict
        Name, or part of a name, to its syllables.

    Raises
    ------
    CatalogueError
        A row does not have one syllable a character.
    """
    readings: dict[str, str] = {}
    for line, row in _rows(path, ("name", "pinyin", "source")):
        if len(row["name"]) != len(row["pinyin"].split()):
            raise _broken(path, line, "读音与字数不符", "not one syllable a character")
        readings[row["name"]] = row["pinyin"]
    return readings


def read_aliases(path: Path) -> tuple[PlaceName, ...]:
    """Names in use that do not follow from the official one.

    Parameters
    ----------
    path
        CSV with the columns adcode, name, source.

    Returns
    -------
    tuple of PlaceName
        Of kind ``alias``.

    Raises
    ------
    CatalogueError
        A row is incomplete or its code is broken.
    """
    rows = _rows(path, ("adcode", "name", "source"))
    return tuple(PlaceName(_code(path, line, row["adcode"]), row["name"], "alias") for line, row in rows)


def read_old_names(path: Path) -> OldNames:
    """Old names and codes told by other sources than the code book.

    Parameters
    ----------
    path
        CSV with the columns adcode, name, year_from, year_to, old_adcode, reason, source.

    Returns
    -------
    OldNames
        Names of kind ``old`` and the codes given up with them.

    Raises
    ------
    CatalogueError
        A row is incomplete or its code or year is broken.
    """
    names: list[PlaceName] = []
    changes: list[CodeChange] = []
    for line, row in _rows(path, ("adcode", "name", "year_to", "old_adcode", "source")):
        adcode, old = _code(path, line, row["adcode"]), _code(path, line, row["old_adcode"])
        try:
            year_from = int(row["year_from"]) if row["year_from"] else None
            year_to = int(row["year_to"])
        except ValueError as error:
            raise _broken(path, line, "年份不是数字", "a year is not a number") from error
        names.append(PlaceName(adcode, row["name"], "old", year_from, year_to))
        if old != adcode:
            changes.append(CodeChange(old, row["name"], adcode, year_to + 1, row["reason"]))
    return OldNames(tuple(names), tuple(changes))


def read_regions(path: Path) -> tuple[Region, ...]:
    """Named groups of units.

    Parameters
    ----------
    path
        CSV with the columns name, aliases, kind, members, area, source, note; several values parted by ``|``.

    Returns
    -------
    tuple of Region
        In the order of the file.

    Raises
    ------
    CatalogueError
        A row is incomplete or a code is broken.
    """
    return tuple(
        Region(
            name=row["name"],
            aliases=_several(row["aliases"]),
            kind=row["kind"],
            members=tuple(_code(path, line, code) for code in _several(row["members"])),
            area=_code(path, line, row["area"]) if row["area"] else "",
            source=row["source"],
            note=row["note"],
        )
        for line, row in _rows(path, ("name", "kind", "members", "source"))
    )


def _rows(path: Path, needed: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            for row in (reader := csv.DictReader(stream)):
                if None in row or any(not row.get(field) for field in needed):
                    raise _broken(path, reader.line_num, "缺少字段", "a field is missing")
                yield reader.line_num, row
    except (OSError, UnicodeDecodeError) as error:
        raise _broken(path, 0, f"无法读取：{error}", f"cannot be read: {error}") from error


def _several(value: str) -> tuple[str, ...]:
    return tuple(part for part in value.split("|") if part)


def _code(path: Path, line: int, value: str) -> str:
    if not _ADCODE.match(value):
        raise _broken(path, line, f"代码不是六位数字：{value}", f"not a six-digit code: {value}")
    return value


def _broken(path: Path, line: int, zh: str, en: str) -> CatalogueError:
    return CatalogueError(
        f"{path.name} 第{line}行：{zh}",
        f"{path.name} line {line}: {en}",
        hint_zh="请修改该行。",
        hint_en="Mend this line.",
        file=path.name,
        row=line,
    )

"""Reads the curated tables of place names in ``geodata/gazetteer/``.

One function a file. A row that lacks a field or has a broken code stops the reading with the file and the line.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from atlas.core.model import CodeChange, PlaceName
from atlas.core.places.region import Region
from atlas.stores.csv_rows import CsvRow, parse_adcode, read_rows, schema_error

_OLD_NAME_COLUMNS = ("adcode", "name", "year_from", "year_to", "old_adcode", "reason", "source")
_REGION_COLUMNS = ("name", "aliases", "kind", "members", "area", "source", "note")


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
    SchemaError
        A row does not have one syllable a character.
    """
    readings: dict[str, str] = {}
    for row in read_rows(path, ("name", "pinyin", "source")):
        name, syllables = row.values["name"], row.values["pinyin"]
        if not name or len(name) != len(syllables.split()):
            raise schema_error(path, row.number, "pinyin", "读音与字数不符", "not one syllable a character")
        readings[name] = syllables
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
    SchemaError
        A row is incomplete or its code is broken.
    """
    return tuple(
        PlaceName(parse_adcode(path, row.number, "adcode", row.values["adcode"]), row.values["name"], "alias")
        for row in read_rows(path, ("adcode", "name", "source"))
    )


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
    SchemaError
        A row is incomplete or its code or year is broken.
    """
    names: list[PlaceName] = []
    changes: list[CodeChange] = []
    for row in read_rows(path, _OLD_NAME_COLUMNS):
        value = row.values
        adcode = parse_adcode(path, row.number, "adcode", value["adcode"])
        old = parse_adcode(path, row.number, "old_adcode", value["old_adcode"])
        year_from = _year(path, row, "year_from") if value["year_from"] else None
        year_to = _year(path, row, "year_to")
        names.append(PlaceName(adcode, value["name"], "old", year_from, year_to))
        if old != adcode:
            changes.append(CodeChange(old, value["name"], adcode, year_to + 1, value["reason"]))
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
    SchemaError
        A row is incomplete or a code is broken.
    """
    regions: list[Region] = []
    for row in read_rows(path, _REGION_COLUMNS):
        value = row.values
        members = tuple(
            parse_adcode(path, row.number, "members", code) for code in _several(value["members"])
        )
        if not members:
            raise schema_error(path, row.number, "members", "没有成员", "no members")
        area = parse_adcode(path, row.number, "area", value["area"]) if value["area"] else ""
        regions.append(
            Region(
                name=value["name"],
                aliases=_several(value["aliases"]),
                kind=value["kind"],
                members=members,
                area=area,
                source=value["source"],
                note=value["note"],
            )
        )
    return tuple(regions)


def _several(value: str) -> tuple[str, ...]:
    return tuple(part for part in value.split("|") if part)


def _year(path: Path, row: CsvRow, field: str) -> int:
    try:
        return int(row.values[field])
    except ValueError as error:
        raise schema_error(path, row.number, field, "年份不是数字", "the year is not a number") from error

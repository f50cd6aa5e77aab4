"""Finds the column of a table by which its rows join admin units, and the columns beside it that tell which."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas

from atlas.core.imports.unit_words import PlaceLookup, UnitFinding, code_of, find_unit, written
from atlas.core.model import Level

#: Different values that are looked at to see what a column holds, and how many of them without a unit are enough.
_LOOKED_AT, _ENOUGH_WITHOUT = 60, 20
_LEAST = 0.5
_ORDER = (Level.PROVINCE, Level.PREFECTURE, Level.COUNTY)
_SPACE = re.compile(r"[\s_()（）\[\]、，,.:：\-/]+")
#: What headers say about the level of the units below them.
_LEVELS = (
    (Level.PROVINCE, re.compile(r"省(?!.*[市州县区])|province")),
    (
        Level.PREFECTURE,
        re.compile(r"地级|地市|市州|州市|所属市|所在市|^市$|市名|^城市|prefecture|city(?!.*county)"),
    ),
    (Level.COUNTY, re.compile(r"县|區|区(?!域|划)|旗|county|district")),
)
_CODE_HEADER = re.compile(r"代码|代碼|编码|区划码|adcode|code|gb|pac|xzqdm|xzdm|zldwdm")
_UNIT_HEADER = re.compile(
    r"行政区|区划|县|區|区$|地区|市州|地市|adcode|county|district|xzqmc|xzqdm|所在地|^名称$|^name$|^市$|^省$"
)


@dataclass(frozen=True, slots=True)
class JoinColumn:
    """A column whose values name units.

    Parameters
    ----------
    name
        Of the column.
    is_code
        Whether it holds codes.
    level
        Of most units.
    header_level
        What the header says of the level; ``None`` for nothing.
    share
        Of the values looked at that name a unit, or several.
    is_named
        Whether the header speaks of units.
    findings
        By value looked at.
    """

    name: str
    is_code: bool
    level: Level
    header_level: Level | None
    share: float
    is_named: bool
    findings: dict[str, UnitFinding] = field(compare=False)


def find_join_columns(table: pandas.DataFrame, places: PlaceLookup, *, region: str = "") -> list[JoinColumn]:
    """Columns whose values name units.

    Parameters
    ----------
    table
        Any.
    places
        Finds units.
    region
        adcode that decides between places of the same name; empty for none.

    Returns
    -------
    list of JoinColumn
        In the order of the table; at least half of the values looked at name a unit.
    """
    found = (look_at(table, str(name), places, region=region) for name in table.columns)
    return [one for one in found if one is not None and one.share >= _LEAST]


def look_at(
    table: pandas.DataFrame, name: str, places: PlaceLookup, *, region: str = ""
) -> JoinColumn | None:
    """What a column says about units.

    Parameters
    ----------
    table
        Any.
    name
        Of the column.
    places
        Finds units.
    region
        adcode that decides between places of the same name; empty for none.

    Returns
    -------
    JoinColumn or None
        ``None`` when no value names a unit.
    """
    different = (written(value) for value in table[name].dropna().unique()[: 2 * _LOOKED_AT])
    values = [value for value in dict.fromkeys(different) if value][:_LOOKED_AT]
    is_code = 2 * sum(bool(code_of(value)) for value in values) >= len(values)
    level = None if is_code else header_level(name)
    findings: dict[str, UnitFinding] = {}
    for value in values:
        findings[value] = find_unit(value, places, level=level, region=region)
        # Words that are no name cost most to look up: a column of them is passed over after the first few.
        if len(findings) == _ENOUGH_WITHOUT and not any(_is_known(one) for one in findings.values()):
            return None
    known = [one for one in findings.values() if _is_known(one)]
    if not known:
        return None
    levels = Counter(one.level for one in known if one.level is not None)
    header = _folded(name)
    return JoinColumn(
        name=name,
        is_code=is_code,
        level=levels.most_common(1)[0][0] if levels else (level or Level.COUNTY),
        header_level=level,
        share=len(known) / len(values),
        is_named=bool(_UNIT_HEADER.search(header) or (is_code and _CODE_HEADER.search(header))),
        findings=findings,
    )


def header_level(name: str) -> Level | None:
    """The level of units that a header speaks of.

    Parameters
    ----------
    name
        Of the column.

    Returns
    -------
    Level or None
        ``None`` when it says nothing.

    Examples
    --------
    >>> header_level("县（市、区）").value, header_level("市州").value, header_level("备注")
    ('county', 'prefecture', None)
    """
    words = _folded(name)
    found = [level for level, pattern in _LEVELS if pattern.search(words)]
    return found[-1] if found else None


def context_columns(columns: Sequence[JoinColumn], chosen: JoinColumn) -> list[str]:
    """Columns with the units above those of another, the highest first.

    Parameters
    ----------
    columns
        All that name units.
    chosen
        The one whose context is wanted.

    Returns
    -------
    list of str
        Names; at most one a level.
    """
    above = _ORDER[: _ORDER.index(chosen.level)]
    firsts: dict[Level, str] = {}
    for one in columns:
        if one.level in above and one.name != chosen.name:
            firsts.setdefault(one.level, one.name)
    return [firsts[level] for level in above if level in firsts]


def lowest_columns(columns: Sequence[JoinColumn]) -> list[JoinColumn]:
    """Columns that name units of the lowest level in the table, those with codes first.

    Parameters
    ----------
    columns
        All that name units.

    Returns
    -------
    list of JoinColumn
        Only those whose headers speak of units, when there are such.
    """
    for level in reversed(_ORDER):
        found = [one for one in columns if one.level is level]
        named = [one for one in found if one.is_named]
        if found:
            return sorted(named or found, key=lambda one: not one.is_code)
    return []


def _is_known(finding: UnitFinding) -> bool:
    return bool(finding.adcode) or finding.is_ambiguous


def _folded(name: str) -> str:
    return _SPACE.sub("", unicodedata.normalize("NFKC", name).casefold())

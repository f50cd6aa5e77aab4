"""Indicators by county: those that come with the atlas, and an office's own tables matched by code or name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from atlas.core.errors import DataError, Text
from atlas.core.model import AdminUnit
from atlas.core.places.gazetteer import Gazetteer
from atlas.core.policy.catalogue import Indicator
from atlas.stores.indicator_table import IndicatorRow, IndicatorTable, read_indicator_table
from atlas.stores.indicators import read_indicators

ENDINGS = (".csv", ".xlsx")


@dataclass(frozen=True, slots=True)
class UnmatchedRow:
    """A row of an office's table that no unit could be found for.

    ``candidates`` holds the names it may mean, when there are several.
    """

    file: str
    row: int
    name: str
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndicatorSet:
    """Indicators, and the rows that did not match."""

    indicators: tuple[Indicator, ...]
    unmatched: tuple[UnmatchedRow, ...]


def load_indicators(builtin: Path, own: Path, gazetteer: Gazetteer, *, region: str) -> IndicatorSet:
    """Every indicator.

    Parameters
    ----------
    builtin
        Folder of the indicators that come with the atlas.
    own
        Folder of an office's tables; may be missing.
    gazetteer
        Finds units by name.
    region
        adcode that decides between places of the same name.

    Returns
    -------
    IndicatorSet
        The office's indicators come last, one a column of figures, with the id ``<file>-<column number>``.

    Raises
    ------
    DataError
        A table cannot be read, two of its rows mean the same unit, or two tables have one name.
    """
    indicators = {indicator.id: indicator for indicator in read_indicators(builtin)}
    unmatched: list[UnmatchedRow] = []
    for path in find_tables(own):
        table = read_indicator_table(path)
        codes, missed = _match(table, gazetteer, region)
        unmatched += missed
        for indicator in _indicators_of(path.stem, table, codes):
            if indicator.id in indicators:
                raise _name_taken(path, indicator.id)
            indicators[indicator.id] = indicator
    return IndicatorSet(tuple(indicators.values()), tuple(unmatched))


def find_tables(folder: Path) -> list[Path]:
    """An office's own tables.

    Parameters
    ----------
    folder
        May be missing.

    Returns
    -------
    list of Path
        Sorted; without hidden files and the lock files that a spreadsheet program leaves beside an open table.
    """
    return [
        path
        for path in sorted(folder.glob("*"))
        if path.is_file() and path.suffix.lower() in ENDINGS and not path.name.startswith(("~$", "."))
    ]


def _name_taken(path: Path, indicator: str) -> DataError:
    return DataError(
        f"指标编号 {indicator} 重复：{path.name} 与另一张表同名",
        f"the indicator id {indicator} is used twice: another table is called like {path.name}",
        hint_zh="请给其中一个文件改名。",
        hint_en="Give one of the files another name.",
        file=path.name,
    )


def _match(
    table: IndicatorTable, gazetteer: Gazetteer, region: str
) -> tuple[dict[int, str], list[UnmatchedRow]]:
    """Adcode by row number, and the rows without one."""
    codes: dict[int, str] = {}
    first: dict[str, int] = {}
    missed: list[UnmatchedRow] = []
    for row in table.rows:
        found = gazetteer.resolve(row.key, region=region)
        unit = gazetteer.unit(found.best.adcode) if found.best and not found.best.is_derived else None
        if unit is not None and _names_agree(unit, row, gazetteer, region):
            if unit.adcode in first:
                raise _twice(table.file, row, unit, first[unit.adcode])
            first[unit.adcode] = row.row
            codes[row.row] = unit.adcode
        else:
            names = tuple(f"{one.name} {one.adcode}" for one in found.candidates)
            missed.append(UnmatchedRow(table.file, row.row, row.name or row.key, names))
    return codes, missed


def _twice(file: str, row: IndicatorRow, unit: AdminUnit, before: int) -> DataError:
    return DataError(
        f"{file} 第 {row.row} 行“{row.name or row.key}”与第 {before} 行都是{unit.name}（{unit.adcode}）",
        f"row {row.row} of {file}, “{row.name or row.key}”, and row {before} both mean {unit.name} ({unit.adcode})",
        hint_zh="请删去其中一行，或写上行政区划代码。",
        hint_en="Remove one of the rows, or write the adcodes.",
        file=file,
        row=row.row,
    )


def _names_agree(unit: AdminUnit, row: IndicatorRow, gazetteer: Gazetteer, region: str) -> bool:
    """A row with a code and a name must mean one unit by both."""
    if not row.key.isdecimal() or not row.name:
        return True
    named = gazetteer.resolve(row.name, within=unit.province, region=region)
    return named.best is None or unit.adcode in named.best.adcodes


def _indicators_of(stem: str, table: IndicatorTable, codes: dict[int, str]) -> Iterable[Indicator]:
    for number, column in enumerate(table.columns, start=1):
        values = {
            codes[row.row]: row.values[column]
            for row in table.rows
            if row.row in codes and column in row.values
        }
        title, unit = _split_unit(column)
        yield Indicator(
            id=f"{stem}-{number}",
            title=Text(title, title),
            unit=unit,
            year=None,
            source=table.file,
            values=values,
        )


def _split_unit(column: str) -> tuple[str, str]:
    """Title and unit of a header such as 地区生产总值（亿元）."""
    text = column.replace("（", "(").replace("）", ")")
    if text.endswith(")") and "(" in text:
        title, _, unit = text[:-1].rpartition("(")
        return title.strip(), unit.strip()
    return column, ""

"""Indicators by county: those that come with the atlas, and an office's own tables matched by code or name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from atlas.core.errors import Text
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
        A table cannot be read.
    """
    indicators = list(read_indicators(builtin))
    unmatched: list[UnmatchedRow] = []
    for path in sorted(own.glob("*")) if own.is_dir() else ():
        if path.suffix.lower() in ENDINGS and not path.name.startswith(("~$", ".")):
            table = read_indicator_table(path)
            codes, missed = _match(table, gazetteer, region)
            indicators += _indicators_of(path.stem, table, codes)
            unmatched += missed
    return IndicatorSet(tuple(indicators), tuple(unmatched))


def _match(
    table: IndicatorTable, gazetteer: Gazetteer, region: str
) -> tuple[dict[int, str], list[UnmatchedRow]]:
    """Adcode by row number, and the rows without one."""
    codes: dict[int, str] = {}
    missed: list[UnmatchedRow] = []
    for row in table.rows:
        found = gazetteer.resolve(row.key, region=region)
        unit = gazetteer.unit(found.best.adcode) if found.best and not found.best.is_derived else None
        if unit is not None and _names_agree(unit, row, gazetteer, region):
            codes[row.row] = unit.adcode
        else:
            names = tuple(f"{one.name} {one.adcode}" for one in found.candidates)
            missed.append(UnmatchedRow(table.file, row.row, row.name or row.key, names))
    return codes, missed


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

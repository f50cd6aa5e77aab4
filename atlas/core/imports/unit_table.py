"""Gives each row of a table the admin unit that it names; rows in doubt get none and are told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas

from atlas.core.errors import DataError
from atlas.core.imports import unit_messages as say
from atlas.core.imports.coordinate_columns import check_column
from atlas.core.imports.join_columns import (
    JoinColumn,
    context_columns,
    find_join_columns,
    look_at,
    lowest_columns,
)
from atlas.core.imports.located import Located
from atlas.core.imports.raw import RawLayer
from atlas.core.imports.report import ImportAnswers, ImportMessage
from atlas.core.imports.unit_outlines import outline_messages
from atlas.core.imports.unit_words import PlaceLookup, UnitFinding, code_of, find_unit, written
from atlas.core.model import Level

#: China has some 3,000 units; a column with more different values names something else.
_MOST_VALUES = 20_000
#: Rows that must have found one province between them before it decides about a name that stands in several.
_ENOUGH_ROWS = 5


@dataclass(frozen=True, slots=True)
class _Row:
    """What a row says: its own cell, the name beside a code, and the units above."""

    text: str
    name: str
    context: tuple[str, ...]


def locate_units(
    layer: RawLayer, places: PlaceLookup, answers: ImportAnswers, *, region: str = ""
) -> Located | None:
    """A table with the unit of each row.

    Parameters
    ----------
    layer
        Without geometry.
    places
        Finds units.
    answers
        ``unit_column`` decides, where given.
    region
        adcode that decides between places of the same name; empty for none.

    Returns
    -------
    Located or None
        ``None`` when no column names units; with a question when several may be meant.

    Raises
    ------
    ParameterError
        The column named in the answers does not exist.
    DataError
        Nothing in the column named in the answers is a unit.
    """
    table = layer.table
    columns = find_join_columns(table, places, region=region)
    if answers.unit_column:
        check_column(table, answers.unit_column, parameter="unit_column")
        chosen = look_at(table, answers.unit_column, places, region=region)
        if chosen is None or table[chosen.name].nunique() > _MOST_VALUES:
            raise _no_units(layer, answers.unit_column)
    else:
        possible = [one for one in lowest_columns(columns) if table[one.name].nunique() <= _MOST_VALUES]
        if not possible:
            return None
        chosen = possible[0]
        others = [one for one in possible if not _agree(table, chosen, one, places, region=region)]
        if others:
            return Located(layer, question=say.which_column(layer, [chosen, *others]))
    names = [one.name for one in lowest_columns(columns) if not one.is_code] if chosen.is_code else []
    rows = list(_rows(table, chosen.name, names[:1], context_columns(columns, chosen)))
    codes, messages = _match(layer, rows, chosen, places, region=region)
    told = (*outline_messages(layer, chosen.name, codes, places), *messages)
    return Located(layer, unit_codes=codes, unit_column=chosen.name, messages=told)


def _rows(table: pandas.DataFrame, own: str, names: Sequence[str], context: Sequence[str]) -> Iterable[_Row]:
    def cells(column: str) -> list[str]:
        return ["" if pandas.isna(value) else written(value) for value in table[column]]

    beside = cells(names[0]) if names else [""] * len(table)
    above = zip(*(cells(column) for column in context), strict=True) if context else [()] * len(table)
    return (_Row(*one) for one in zip(cells(own), beside, above, strict=True))


def _agree(
    table: pandas.DataFrame, chosen: JoinColumn, other: JoinColumn, places: PlaceLookup, *, region: str
) -> bool:
    """Whether two columns name the same units, so that it does not matter which is taken.

    A code and a name are two spellings of one thing: they need not agree in every row, which is told later.
    """
    if chosen is other:
        return True
    pairs = table[[chosen.name, other.name]].dropna().drop_duplicates().head(200)
    same = different = 0
    for first, second in pairs.itertuples(index=False):
        one = find_unit(written(first), places, level=chosen.header_level, region=region)
        two = find_unit(written(second), places, level=other.header_level, region=region)
        if one.adcode and two.adcode:
            same += one.adcode == two.adcode
            different += one.adcode != two.adcode
    return same > different if chosen.is_code != other.is_code else not different


def _match(
    layer: RawLayer, rows: Sequence[_Row], chosen: JoinColumn, places: PlaceLookup, *, region: str
) -> tuple[list[str], list[ImportMessage]]:
    level = None if chosen.is_code else (chosen.header_level or chosen.level)
    findings = {row: _find(row, places, level=level, region=region) for row in dict.fromkeys(rows)}
    decided = _decide_by_province(findings, places, level=level)
    findings |= decided
    contradicted = {row for row in findings if _is_contradicted(row, findings[row], places, region=region)}
    codes = ["" if row in contradicted else findings[row].adcode for row in rows]

    def places_of(wanted: Iterable[_Row]) -> list[int]:
        every = set(wanted)
        return [place for place, row in enumerate(rows) if row in every]

    def of_each(some: Iterable[int]) -> list[say.RowFinding]:
        return [
            say.RowFinding(place, layer.row_number(place), rows[place].text, findings[rows[place]].candidates)
            for place in some
        ]

    ambiguous = places_of(row for row, one in findings.items() if one.is_ambiguous and not one.adcode)
    unknown = places_of(row for row, one in findings.items() if not one.is_ambiguous and not one.adcode)
    old = places_of(row for row, one in findings.items() if one.is_old and row not in contradicted)
    higher = places_of(
        row
        for row, one in findings.items()
        if one.level not in (None, chosen.level) and row not in contradicted
    )
    told = [
        (unknown, say.unmatched),
        (ambiguous, say.ambiguous),
        (places_of(contradicted), say.contradictory),
        (places_of(decided), say.decided_by_province),
        (old, say.old_names),
        (higher, say.other_level),
    ]
    return codes, [tell(chosen.name, of_each(some)) for some, tell in told if some]


def _find(row: _Row, places: PlaceLookup, *, level: Level | None, region: str) -> UnitFinding:
    if not row.text and not row.name:
        return UnitFinding()
    # A row without code may still have its name.
    text, level = (row.text, level) if row.text else (row.name, None)
    return find_unit(text, places, context=row.context, level=level, region=region)


def _decide_by_province(
    findings: dict[_Row, UnitFinding], places: PlaceLookup, *, level: Level | None
) -> dict[_Row, UnitFinding]:
    """Names that stand in several provinces, in a table whose other rows all lie in one of these."""
    provinces = {one.adcode[:2] for one in findings.values() if one.adcode}
    if len(provinces) != 1 or sum(bool(one.adcode) for one in findings.values()) < _ENOUGH_ROWS:
        return {}
    province = f"{provinces.pop()}0000"
    decided: dict[_Row, UnitFinding] = {}
    for row, finding in findings.items():
        if finding.is_ambiguous and not finding.adcode:
            found = find_unit(row.text or row.name, places, context=(province, *row.context), level=level)
            if found.adcode:
                decided[row] = found
    return decided


def _is_contradicted(row: _Row, finding: UnitFinding, places: PlaceLookup, *, region: str) -> bool:
    """Whether the name beside a code means another unit than the code."""
    if not row.name or not finding.adcode or not code_of(row.text):
        return False
    unit = places.unit(finding.adcode)
    named = find_unit(row.name, places, context=(unit.province if unit else "",), region=region)
    if not named.adcode and not named.is_ambiguous:
        named = find_unit(row.name, places, region=region)
    return bool(named.adcode) and named.adcode != finding.adcode


def _no_units(layer: RawLayer, column: str) -> DataError:
    return DataError(
        f"{layer.member.name} 的“{column}”列里没有可识别的县名或行政区划代码",
        f"the column “{column}” of {layer.member.name} has no county names or codes that are known",
        code="no_units",
        hint_zh="请另选一列，或改正其中的名称。",
        hint_en="Choose another column, or mend the names in it.",
        file=layer.member.name,
        field=column,
    )

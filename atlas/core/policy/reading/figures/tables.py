"""Figures in tables: a number in a cell, with metric, unit and year from the head, the row and the title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from atlas.core.model import Figure
from atlas.core.places.unit_tails import UNIT_TAILS, WHOLE_UNIT
from atlas.core.policy.reading.figures.found import FoundFigure
from atlas.core.policy.reading.figures.lists import MEASURED
from atlas.core.policy.reading.figures.wording import read_qualifier
from atlas.core.policy.reading.numbers import Number, find_numbers
from atlas.core.policy.reading.table_columns import VALUE, WORD, Columns, read_columns, years_of_cell
from atlas.core.policy.reading.table_heads import (
    ColumnKind,
    Head,
    read_head,
    unit_among,
)
from atlas.core.policy.reading.tables import Cell, Row, Table
from atlas.core.policy.reading.time_frame import Frame
from atlas.core.policy.reading.units import match_unit

_RANGE = re.compile(r"\s?(?:%|[一-龥]{1,4})?\s?(?:—{1,2}|–|-{1,2}|~|至|到)\s?")
_IN_BRACKETS = re.compile(r"[\[〔【]")
_YEARLY_OR_SUM = re.compile(r"年均.{0,4}[/(（、或\[〔]?.{0,2}累计")
# Names that do not go in front of a measure: lists, and those that are no product.
_LISTED = re.compile("[、，,；;和与及]|\\d")
_LONGEST_NAME = 16
_NAME_OF_PLACE = re.compile(f"合计|总计|小计|{WHOLE_UNIT}|[一-龥]{{1,8}}[{UNIT_TAILS}]")
_YEAR_LABEL = re.compile("年份|年度")
#: A plan of so many years counts from the year in which it is written.
_LONG_PLAN = 5
_TRUST, _TRUST_IN_HORIZON, _TRUST_WITHOUT_UNIT = 0.9, 0.85, 0.75


def find_table_figures(tables: Iterable[Table], frame: Frame) -> list[FoundFigure]:
    """Figures in the tables of a text.

    Parameters
    ----------
    tables
        In the order of the text, which has half-width signs.
    frame
        What the document says of time.

    Returns
    -------
    list of FoundFigure
        In the order of the text.
    """
    found: list[FoundFigure] = []
    for table in tables:
        columns = read_columns(table, frame)
        for row in table.rows:
            if not row.is_mute:
                found += _row_figures(row, columns, frame)
    return found


def _row_figures(row: Row, columns: Columns, frame: Frame) -> Iterator[FoundFigure]:
    due = [
        _Due(years[1], years[0], bool(_YEAR_LABEL.fullmatch(columns.heads[column].metric)))
        for column, cell in enumerate(row.cells)
        if columns.heads[column].kind is ColumnKind.DUE and (years := years_of_cell(cell.text))
    ]
    named = _named(row, columns, frame)
    for column in columns.values:
        cell = row.cells[column]
        number = next(find_numbers(cell.text), None) if VALUE.fullmatch(cell.text) else None
        if number is not None:
            told = _told(row, column, columns, named)
            yield _found(cell, number, told, _time(told, due, columns, frame))


@dataclass(frozen=True, slots=True)
class _Due:
    """Years that stand in a cell of their own; a label (年份) dates what is as well as what is to be."""

    year: int
    year_from: int | None
    is_label: bool


@dataclass(frozen=True, slots=True)
class _Told:
    """What head, row and title say of a number."""

    metric: str
    unit: str
    head: Head
    row: Head


def _named(row: Row, columns: Columns, frame: Frame) -> Head:
    """What the names in front of the numbers of a row say: 规上工业产值（亿元）."""
    if columns.metric is not None:
        cells = row.cells if row.is_total else row.merged
        return read_head(cells[columns.metric].text, year=frame.year, horizon=frame.horizon)
    names = [
        words
        for column in columns.names
        if (words := row.merged[column].text)
        and WORD.search(words)
        and len(words) <= _LONGEST_NAME
        and not _LISTED.search(words)
    ]
    head = read_head(names[-1] if names and not row.is_total else "", year=frame.year, horizon=frame.horizon)
    return replace(head, kind=ColumnKind.NAME)


def _told(row: Row, column: int, columns: Columns, named: Head) -> _Told:
    head = columns.heads[column]
    unit_cell = row.cells[columns.unit].text if columns.unit is not None else ""
    own = "" if _is_place_head(head) else head.metric
    if _YEARLY_OR_SUM.search(own):
        # 年均/累计: sums stand in square brackets, the others are growth.
        own = "累计" if _IN_BRACKETS.match(row.cells[column].text) else "年均增速"
    measure = own or ("" if named.kind is not ColumnKind.NAME and named.metric else columns.title_metric)
    is_whole = bool(named.metric) and (
        measure in named.metric or (bool(MEASURED.search(named.metric)) and not own)
    )
    metric = named.metric if is_whole else named.metric + measure
    is_rate = unit_among((), own) == "%"
    unit = head.unit or ("%" if is_rate else "") or unit_cell or named.unit
    unit = unit or unit_among(columns.title_units or _of(columns.title_head.unit), metric)
    return _Told(metric, unit, head, named)


def _of(unit: str) -> tuple[str, ...]:
    return (unit,) if unit else ()


def _is_place_head(head: Head) -> bool:
    """Whether a column of numbers is named after a place or the sum of all: 榆树市, 合计."""
    return bool(_NAME_OF_PLACE.fullmatch(head.metric))


@dataclass(frozen=True, slots=True)
class _Time:
    year: int | None
    year_from: int | None
    is_goal: bool
    is_stated: bool


def _time(told: _Told, due: Sequence[_Due], columns: Columns, frame: Frame) -> _Time:
    dated = next((head for head in (told.head, told.row) if head.year is not None), None)
    if dated is not None and dated.year is not None:
        is_now = dated.year == frame.year and not dated.is_aim and _tells_base(dated.year, columns, frame)
        is_goal = not (dated.is_state or is_now or frame.is_past(dated.year))
        return _Time(dated.year, dated.year_from, is_goal, is_stated=True)
    if due:
        is_state = due[0].is_label and frame.is_past(due[0].year)
        return _Time(
            due[0].year, due[0].year_from, is_goal=not (is_state or told.head.is_state), is_stated=True
        )
    title = columns.title_head
    is_state = told.head.is_state or told.row.is_state or (columns.tells_facts and not told.head.is_aim)
    if title.year is not None:
        is_goal = not (is_state or title.is_state or frame.is_past(title.year))
        return _Time(title.year, title.year_from, is_goal, is_stated=True)
    if is_state:
        return _Time(None, None, is_goal=False, is_stated=False)
    latest = max((head.year for head in columns.heads if head.year is not None), default=None)
    year = latest or frame.governing_year or frame.horizon
    return _Time(year, None, is_goal=year is None or not frame.is_past(year), is_stated=False)


def _tells_base(year: int, columns: Columns, frame: Frame) -> bool:
    """Whether the year of the text is what the columns of later years are compared with."""
    later = [head for head in columns.heads if head.year is not None and head.year > year]
    is_long = frame.horizon is not None and frame.horizon - year >= _LONG_PLAN
    return any(head.is_aim for head in later) or (is_long and bool(later))


def _found(cell: Cell, number: Number, told: _Told, time: _Time) -> FoundFigure:
    words = cell.text
    printed = match_unit(words, number.end)
    end = printed.end() if printed else number.end
    last = _last_of_range(words, number, end)
    if last is not None:
        printed = match_unit(words, last.end) or printed
        end = max(last.end, printed.end() if printed else 0)
    scale = (last or number).scale
    unit = scale + printed["unit"] if printed else scale + told.unit.removeprefix(scale or "\0")
    qualifier = read_qualifier(words, number.start, end, is_more=number.is_more)
    figure = Figure(
        told.metric,
        "range" if last is not None else qualifier.operator,
        number.value,
        last.value if last is not None else None,
        unit,
        time.year,
        time.year_from,
        qualifier.wording,
    )
    trust = _TRUST if time.is_stated or not time.is_goal else _TRUST_IN_HORIZON
    return FoundFigure(
        start=cell.start + min(number.start, qualifier.start),
        end=cell.start + max(end, qualifier.end),
        value_start=cell.start + number.start,
        value_end=cell.start + end,
        figure=figure,
        is_goal=time.is_goal,
        year_stated=time.is_stated,
        is_policy_amount=False,
        rule="table",
        confidence=trust if unit else min(trust, _TRUST_WITHOUT_UNIT),
    )


def _last_of_range(words: str, first: Number, end: int) -> Number | None:
    """Upper end of a range: 5—8, 5%-8%."""
    sign = _RANGE.match(words, end) or _RANGE.match(words, first.end)
    last = next(find_numbers(words[sign.end() :]), None) if sign else None
    if sign is None or last is None or last.start or last.value <= first.value:
        return None
    at = sign.end()
    return Number(at, at + last.end, last.value, last.scale, is_more=last.is_more)

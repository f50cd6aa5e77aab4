"""Figures in tables: rows of cells parted by tabs, with years in the head (指标 / 单位 / 2023年 / 2027年)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from atlas.core.model import Figure
from atlas.core.policy.reading.figure_context import Frame
from atlas.core.policy.reading.figure_found import FoundFigure
from atlas.core.policy.reading.figure_units import match_unit
from atlas.core.policy.reading.figure_wording import read_qualifier
from atlas.core.policy.reading.numbers import Number, find_numbers

_YEAR = re.compile(r"((?:19|20)\d\d)\s?年?")
_DUE_CELL = re.compile(
    r"(?:(?:19|20)\d\d年?\s?[—\-~至]{1,2}\s?)?((?:19|20)\d\d)年?(?:底|末|年底|\d{1,2}月(?:底|末)?)?(?:前|以前|之前)?"
)
_AIM = re.compile(r"目标|规划|预期|计划")
_STATE = re.compile(r"现状|基期|基数|基准|实际|完成|现有|初值")
_UNIT_HEAD = re.compile(r"(?:计量|计算)?单位")
_METRIC_HEAD = re.compile(
    r"(?:主要|具体|核心)?(?:指标|项目|目标|任务|产业)?(?:指标|项目|名称|内容|类别|产业|任务|县|市|地区|单位名称)"
)
_SERIAL = re.compile(r"\(?\d{0,3}\)?[.、]?|[一二三四五六七八九十]{0,3}、?")
_UNIT_IN_METRIC = re.compile(r"[(]([^()\t]{1,10})[)]\s*\Z")
# Sign or word before the number, number, what follows it up to 以上.
_VALUE = re.compile(r"\s*(?:[≥≤><]|约|超过|突破|不低于|达到|达|年均)?\s*[\d,.]+.{0,12}")
_TRUST = 0.9


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class _Head:
    """What the columns of a table hold."""

    metric: int
    unit: int | None
    years: dict[int, int]
    states: frozenset[int]
    width: int


def find_table_figures(text: str, frame: Frame) -> list[FoundFigure]:
    """Figures in the tables of a text.

    Parameters
    ----------
    text
        Text with half-width signs.
    frame
        What the document says of time.

    Returns
    -------
    list of FoundFigure
        In the order of the text; empty where no table names years in its head.
    """
    found: list[FoundFigure] = []
    head: _Head | None = None
    for row in _rows(text):
        if len(row) < 2:
            head = None
        elif head is None or len(row) != head.width:
            head = _read_head(row, frame)
        else:
            found += _row_figures(text, row, head, frame)
    return found


def find_row_years(text: str) -> list[tuple[int, int, int]]:
    """Rows that tell in a cell of their own when they are due (… / 年产4万吨 / 2025年).

    Parameters
    ----------
    text
        Text with half-width signs.

    Returns
    -------
    list of tuple of int
        Start and end of the row, and the year.
    """
    found = []
    for row in _rows(text):
        years = [match[1] for cell in row if (match := _DUE_CELL.fullmatch(cell.text.strip()))]
        if len(row) > 1 and len(years) == 1:
            found.append((row[0].start, row[-1].start + len(row[-1].text), int(years[0])))
    return found


def _rows(text: str) -> Iterator[list[_Cell]]:
    if "\t" not in text:
        return
    start = 0
    for line in text.split("\n"):
        cells, position = [], start
        for words in line.split("\t"):
            cells.append(_Cell(words, position))
            position += len(words) + 1
        yield cells
        start += len(line) + 1


def _read_head(row: list[_Cell], frame: Frame) -> _Head | None:
    years: dict[int, int] = {}
    for index, cell in enumerate(row):
        if match := _YEAR.match(cell.text.strip()):
            years[index] = int(match[1])
        elif index and frame.horizon is not None and _AIM.search(cell.text) and len(cell.text) < 10:
            years[index] = frame.horizon
    named = [index for index, cell in enumerate(row) if _METRIC_HEAD.fullmatch(cell.text.strip())]
    units = [index for index, cell in enumerate(row) if _UNIT_HEAD.fullmatch(cell.text.strip())]
    if not years or not (named or units):
        return None
    states = frozenset(index for index in years if _STATE.search(row[index].text))
    first = next((index for index in range(len(row)) if index not in years), 0)
    return _Head(named[0] if named else first, units[0] if units else None, years, states, len(row))


def _row_figures(text: str, row: list[_Cell], head: _Head, frame: Frame) -> Iterator[FoundFigure]:
    name = row[head.metric].text.strip()
    in_name = _UNIT_IN_METRIC.search(name)
    metric = name[: in_name.start()].strip() if in_name else name
    unit = row[head.unit].text.strip() if head.unit is not None else in_name[1] if in_name else ""
    if not metric or _SERIAL.fullmatch(metric):
        return
    for column, year in head.years.items():
        cell = row[column]
        number = next(find_numbers(cell.text), None) if _VALUE.fullmatch(cell.text) else None
        if number is not None:
            is_goal = column not in head.states and not frame.is_past(year)
            yield _found(text, cell, number, _Column(metric, unit, year, is_goal))


@dataclass(frozen=True, slots=True)
class _Column:
    metric: str
    unit: str
    year: int
    is_goal: bool


def _found(text: str, cell: _Cell, number: Number, column: _Column) -> FoundFigure:
    start, end = cell.start + number.start, cell.start + number.end
    limit = cell.start + len(cell.text)
    printed = match_unit(text, end)
    if printed and printed.end() > limit:
        printed = None
    unit = number.scale + printed["unit"] if printed else column.unit
    end = printed.end() if printed else end
    qualifier = read_qualifier(text, start, end, is_more=number.is_more)
    figure = Figure(
        column.metric, qualifier.operator, number.value, None, unit, column.year, None, qualifier.wording
    )
    return FoundFigure(
        start=max(cell.start, qualifier.start),
        end=max(end, min(limit, qualifier.end)),
        value_start=start,
        value_end=end,
        figure=figure,
        is_goal=column.is_goal,
        year_stated=True,
        is_policy_amount=False,
        rule="table",
        confidence=_TRUST,
    )

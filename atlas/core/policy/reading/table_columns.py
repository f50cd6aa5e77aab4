"""What the columns of a table hold: which are numbers, which name what is measured, what the title adds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from atlas.core.policy.reading.table_heads import ColumnKind, Head, is_unit, read_head, read_title
from atlas.core.policy.reading.tables import Cell, Table
from atlas.core.policy.reading.time_frame import Frame

_DUE_CELL = re.compile(
    r"(?:(?P<first>(?:19|20)\d\d)(?:年|[.]\d{1,2})?(?:\d{1,2}月)?\s?[—\-–~至到]{1,2}\s?)?"
    r"(?P<last>(?:19|20)\d\d)(?:年|[.]\d{1,2})?(?:底|末|年底|\d{1,2}月(?:底|末|份)?)?(?:前|以前|之前)?"
)
# Sign or word before the number, number, what follows it up to 以上.
VALUE = re.compile(
    r"[\[(〔【（]?\s*(?:≥|≤|>|<|=|约|超过?|突破|不低于|不少于|不高于|不超过|达到|达|年均(?:增长)?|增长|累计|力争)?\s*-?[\d,.]+(?![\d年]).{0,14}"
)
#: A cell with such a sign says more than a number.
WORD = re.compile("[一-龥A-Za-z]")
_FACTS = re.compile("现状|现有|基本情况|完成情况|统计表|发展情况|运行情况")


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of a table hold.

    Parameters
    ----------
    heads
        What the head of each column says.
    values
        Columns of numbers.
    metric, unit
        The column that names what is measured, and that of the units; ``None`` where there is none.
    names
        Columns that name products, industries or projects.
    title_metric, title_units
        What the title says is measured, and in which units.
    title_head
        What the title says of the year.
    tells_facts
        Whether the title says that the table tells what is.
    """

    heads: tuple[Head, ...]
    values: tuple[int, ...]
    metric: int | None
    unit: int | None
    names: tuple[int, ...]
    title_metric: str
    title_units: tuple[str, ...]
    title_head: Head
    tells_facts: bool


def year_of_cell(words: str) -> int | None:
    """Year that is all that a cell tells; the last one of a period.

    Parameters
    ----------
    words
        Of the cell.

    Returns
    -------
    int or None
        ``None`` for any other cell.

    Examples
    --------
    >>> year_of_cell("2025—2027年"), year_of_cell("2027年12月底前"), year_of_cell("2027年产值")
    (2027, 2027, None)
    """
    years = years_of_cell(words)
    return years[1] if years else None


def years_of_cell(words: str) -> tuple[int | None, int] | None:
    """First and last year of a period that is all that a cell tells.

    Parameters
    ----------
    words
        Of the cell.

    Returns
    -------
    tuple or None
        The first is ``None`` for a single year; ``None`` for any other cell.

    Examples
    --------
    >>> years_of_cell("2025—2027年"), years_of_cell("2027")
    ((2025, 2027), (None, 2027))
    """
    match = _DUE_CELL.fullmatch(words.strip())
    if match is None:
        return None
    first, last = match["first"], int(match["last"])
    return (int(first) if first and int(first) < last else None), last


def value_columns(table: Table, heads: Sequence[Head]) -> tuple[int, ...]:
    """Columns that hold numbers.

    Parameters
    ----------
    table
        The table.
    heads
        What the heads of its columns say.

    Returns
    -------
    tuple of int
        From the left.
    """
    values = []
    for column, head in enumerate(heads):
        cells = [row.cells[column].text for row in table.rows if row.cells[column].text and not row.is_mute]
        numbers = [words for words in cells if VALUE.fullmatch(words) and not year_of_cell(words)]
        years = [words for words in cells if year_of_cell(words)]
        is_named = head.kind in (ColumnKind.METRIC, ColumnKind.TEXT)
        is_open = head.kind is ColumnKind.OTHER or (is_named and len(numbers) == len(cells))
        is_told = head.year is not None or head.is_aim or head.is_state or bool(head.unit)
        # Below 2027年 and 产值（亿元） a number such as 2025 is no year.
        if (
            is_open
            and (numbers or (is_told and years))
            and (is_told or len(numbers) * 2 >= len(cells) > len(years))
        ):
            values.append(column)
    return tuple(values)


def read_heads(table: Table, frame: Frame) -> tuple[Head, ...]:
    """What the heads of the columns of a table say.

    Parameters
    ----------
    table
        The table.
    frame
        What the document says of time.

    Returns
    -------
    tuple of Head
        One for each column.
    """
    return tuple(_read_stack(stack, frame) for stack in table.heads)


def _read_stack(stack: Sequence[Cell], frame: Frame) -> Head:
    heads = [read_head(cell.text, year=frame.year, horizon=frame.horizon) for cell in stack]
    if not heads:
        return Head(ColumnKind.OTHER)
    dated = next((head for head in reversed(heads) if head.year is not None), heads[-1])
    kinds = [head.kind for head in heads if head.kind is not ColumnKind.OTHER]
    # 县（市） above nothing else is a place; 主要指标 above 2025年 is a number.
    kind = kinds[-1] if kinds and heads[-1].kind is not ColumnKind.OTHER else ColumnKind.OTHER
    metrics = [
        head.metric
        for head in heads
        if head.metric and (head.kind is ColumnKind.OTHER or head.kind is kind) and not is_unit(head.metric)
    ]
    return Head(
        kind,
        "".join(dict.fromkeys(metrics)),
        next((head.unit for head in reversed(heads) if head.unit), ""),
        dated.year,
        dated.year_from,
        any(head.is_state for head in heads),
        any(head.is_aim for head in heads),
    )


def read_columns(table: Table, frame: Frame) -> Columns:
    """What the columns of a table hold.

    Parameters
    ----------
    table
        The table.
    frame
        What the document says of time.

    Returns
    -------
    Columns
        With what its title says.
    """
    heads = read_heads(table, frame)
    values = value_columns(table, heads)
    metric, units = read_title(table.title)
    if not metric:
        heads = _with_metrics_beside(heads, values)
    by_kind: Mapping[ColumnKind, list[int]] = {
        kind: [column for column, head in enumerate(heads) if head.kind is kind and column not in values]
        for kind in ColumnKind
    }
    return Columns(
        heads,
        values,
        by_kind[ColumnKind.METRIC][-1] if by_kind[ColumnKind.METRIC] else None,
        _unit_column(table, by_kind[ColumnKind.UNIT]),
        tuple(by_kind[ColumnKind.NAME]),
        metric,
        units,
        read_head(table.title, year=frame.year, horizon=frame.horizon),
        bool(_FACTS.search(table.title)),
    )


def _with_metrics_beside(heads: Sequence[Head], values: Sequence[int]) -> tuple[Head, ...]:
    """Heads that tell but year and unit (2028年目标（亿元）), with the metric of the nearest column before in that unit."""
    told = list(heads)
    if any(head.kind is ColumnKind.METRIC for head in heads):
        return tuple(heads)
    for column in values:
        head = told[column]
        if head.metric or not head.unit or (head.year is None and not head.is_aim):
            continue
        alike = [told[other].metric for other in values if other < column and told[other].unit == head.unit]
        told[column] = replace(head, metric=alike[-1] if alike else "")
    return tuple(told)


def _unit_column(table: Table, columns: Sequence[int]) -> int | None:
    """Of the columns called 单位 the one that holds units; in others stand offices or places."""
    for column in columns:
        if any(is_unit(row.cells[column].text) for row in table.rows):
            return column
    return None

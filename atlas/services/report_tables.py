"""The tables behind a figure as a page has room for them: chosen columns, numbers with units, a bounded length."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from atlas.core.style import RELATION_TITLES
from atlas.core.style_words import number_text
from atlas.render.report_parts import Remark, ReportTable
from atlas.render.report_xlsx import name_sheets
from atlas.services import report_words as said
from atlas.services.figure_tables import FigureTable
from atlas.services.report_goals import GOAL_COLUMNS, fold_goals

#: Most rows of a table in a document.
MAX_ROWS = 5000
#: Columns that a page has room for, by the kind of table.
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "values": ("county", "prefecture", "province", "value", "class_range"),
    "counties": ("county", "prefecture", "province", "relation", "topics", "goals", "targets"),
    "goals": GOAL_COLUMNS,
    "flows": ("from_county", "to_county"),
}
#: Titles that the atlas makes itself lose their last sign over a table: 布局图 becomes 布局.
_MAP_TITLES = ("布局图", "落点图", "分布图")
_RELATIONS = {
    words: place for place, title in enumerate(RELATION_TITLES.values()) for words in (title.zh, title.en)
}

_SCOPE = (RELATION_TITLES["scope"].zh, RELATION_TITLES["scope"].en)
#: Columns that are left out where they say the same in every row.
_SAME = ("province", "topics")

_Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TablePlace:
    """Where a table stands: its number, its figure, and the report by which the workbook is called.

    Parameters
    ----------
    number
        Of the table in the report.
    figure, figure_title
        Number and title of the figure.
    report_title
        Of the report.
    language
        ``zh`` or ``en``.
    has_scope
        Whether counties that only the scope of a plan reaches have rows of their own.
    """

    number: int
    figure: int
    figure_title: str
    report_title: str
    language: str
    has_scope: bool = False


def page_table(found: FigureTable, place: TablePlace) -> ReportTable:
    """A table as it stands in a document.

    Parameters
    ----------
    found
        With all its columns and rows.
    place
        Where it stands.

    Returns
    -------
    ReportTable
        Without columns that are empty or say the same in every row; goals have one row each; the rows that are left out
        are told.
    """
    if found.kind == "goals":
        found = replace(found, table=fold_goals(found.table, place.language))
    say = said.speaker(place.language)
    rows, remarks = _chosen(found, place)
    columns = _columns(found, rows)
    shown = rows[:MAX_ROWS]
    heads = tuple(_head(found, column) for column in columns)
    return ReportTable(
        number=place.number,
        title=say(said.TABLE_TITLE).format(figure=_stem(place.figure_title), table=found.table.title),
        heads=heads,
        is_number=tuple(_is_number(rows, column) for column in columns),
        rows=[tuple(_cell(row, column) for column in columns) for row in shown],
        total=len(rows),
        cut_words=_cut_words(found, place, len(rows)),
        remarks=remarks,
        alt=say(said.TABLE_ALT).format(
            rows=len(shown), columns=len(columns), heads=say(said.JOINT).join(heads)
        ),
    )


def _stem(title: str) -> str:
    return title.removesuffix("图") if title.endswith(_MAP_TITLES) else title


def _cut_words(found: FigureTable, place: TablePlace, total: int) -> str:
    (sheet,) = name_sheets([said.sheet_title(place.figure, found.table.title, place.language)])
    # Braces of a title are not those of a pattern.
    names = [one.replace("{", "(").replace("}", ")") for one in (f"{place.report_title}.xlsx", sheet)]
    cut = said.speaker(place.language)(said.TABLE_CUT)
    return cut.format(total=f"{total:,}", book=names[0], sheet=names[1])


def _chosen(found: FigureTable, place: TablePlace) -> tuple[Sequence[_Row], tuple[Remark, ...]]:
    """Rows in the order of a reader, and what is said in place of rows."""
    rows = found.table.rows
    if found.kind == "values":
        return rows, _gaps(rows, place)
    if found.kind != "counties":
        return rows, ()
    ordered = sorted(rows, key=lambda row: (_RELATIONS[row["relation"]], row["adcode"]))
    scope = [row for row in ordered if row["relation"] in _SCOPE]
    if place.has_scope or not scope or len(scope) == len(ordered):
        return ordered, ()
    # A plan's whole scope is most of a province: told in a sentence, the counties that matter are seen.
    say = said.speaker(place.language)
    words = {
        "relation": scope[0]["relation"],
        "count": len(scope),
        "names": say(said.JOINT).join(row["county"] for row in scope),
    }
    told = Remark(say(said.ALSO).format(**words), say(said.ALSO_IN_NOTES).format(**words))
    return [row for row in ordered if row["relation"] not in _SCOPE], (told,)


def _gaps(rows: Sequence[_Row], place: TablePlace) -> tuple[Remark, ...]:
    states = dict.fromkeys(str(row["state"]) for row in rows if row["value"] is None)
    means = said.speaker(place.language)(said.EMPTY_MEANS)
    return tuple(Remark(means.format(state=state)) for state in states)


def _columns(found: FigureTable, rows: Sequence[_Row]) -> tuple[str, ...]:
    columns = found.shown or _COLUMNS.get(found.kind) or found.table.columns
    return tuple(
        column
        for column in columns
        if (column not in _SAME or _differs(rows, column))
        and any(row.get(column) not in (None, "") for row in rows)
    )


def _differs(rows: Sequence[_Row], column: str) -> bool:
    """Whether a column tells rows apart; a single topic has the relation that stands beside it."""
    values = {str(row.get(column)) for row in rows}
    if column == "topics":
        relations = {str(row["relation"]) for row in rows}
        values = {_without(value, relations) for value in values}
    return len(values) > 1


def _without(topic: str, relations: Iterable[str]) -> str:
    for relation in relations:
        topic = topic.removesuffix(f"（{relation}）").removesuffix(f" ({relation})")
    return topic


def _head(found: FigureTable, column: str) -> str:
    """What stands over a column, with the unit of its values."""
    table = found.table
    head = table.heads[table.columns.index(column)]
    unit = table.rows[0].get("unit") if found.kind == "values" and column == "value" else ""
    return f"{head}（{unit}）" if unit else head


def _is_number(rows: Sequence[_Row], column: str) -> bool:
    values = [row.get(column) for row in rows if row.get(column) not in (None, "")]
    return bool(values) and all(isinstance(value, int | float) for value in values)


def _cell(row: _Row, column: str) -> str:
    value = row.get(column)
    if column == "value" and value is None and "state" in row:
        return said.EMPTY_CELL
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number_text(value)
    return "" if value is None else str(value)

"""The table of goals as a page has room for it: one row a goal, with all its topics and places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from atlas.core.model import Kind
from atlas.core.policy.wording import COLUMN_TITLES, LEVEL_TITLES, OPERATOR_TITLES
from atlas.core.style import KIND_TITLES
from atlas.core.style_words import number_text
from atlas.render.table import Table
from atlas.services import report_words as said

#: Columns of the folded table.
GOAL_COLUMNS = ("goal_source", "summary", "topic", "places", "kind", "goal_figure", "year")
#: Most places that are named one by one.
MAX_PLACES = 12
#: What tells goals apart; rows of one goal differ only in topic and place.
_OF_GOAL = (
    "document",
    "clause",
    "kind",
    "metric",
    "op",
    "value",
    "value_max",
    "unit",
    "year",
    "name",
    "summary",
)
_TARGETS = (KIND_TITLES[Kind.TARGET].zh, KIND_TITLES[Kind.TARGET].en)
_COUNTIES = (LEVEL_TITLES["county"].zh, LEVEL_TITLES["county"].en)
_EQUAL = (OPERATOR_TITLES["="].zh, OPERATOR_TITLES["="].en)
_RANGE = (OPERATOR_TITLES["range"].zh, OPERATOR_TITLES["range"].en)

_Row = Mapping[str, Any]


def fold_goals(table: Table, language: str) -> Table:
    """The flat table of goals, which has a row for each topic and place of a goal, with one row a goal.

    Parameters
    ----------
    table
        In words, see ``services.tables.goal_table``.
    language
        Of these words, ``zh`` or ``en``.

    Returns
    -------
    Table
        Targets first, then the others, both in the order of the documents.
    """
    goals: dict[tuple[Any, ...], list[_Row]] = {}
    for row in table.rows:
        goals.setdefault(tuple(row[column] for column in _OF_GOAL), []).append(row)
    folded = [_fold(rows, language) for rows in goals.values()]
    say = said.speaker(language)
    heads = {
        "goal_source": said.GOAL_SOURCE,
        "places": COLUMN_TITLES["county"],
        "goal_figure": said.GOAL_FIGURE,
    }
    return replace(
        table,
        columns=GOAL_COLUMNS,
        heads=tuple(say(heads.get(column) or COLUMN_TITLES[column]) for column in GOAL_COLUMNS),
        rows=sorted(folded, key=lambda row: row["kind"] not in _TARGETS),
    )


def _fold(rows: Sequence[_Row], language: str) -> _Row:
    first = rows[0]
    say = said.speaker(language)
    topics = dict.fromkeys(str(row["topic"]) for row in rows)
    return {
        "goal_source": say(said.GOAL_CLAUSE)
        .format(document=first["document"], clause=first["clause"])
        .strip(),
        "summary": first["summary"],
        "topic": say(said.JOINT).join(topics),
        "places": _places(rows, language),
        "kind": first["kind"],
        "goal_figure": _figure(first),
        # A year is a name, not a quantity.
        "year": "" if first["year"] is None else str(first["year"]),
    }


def _places(rows: Sequence[_Row], language: str) -> str:
    """Each place once; several with their number, and of many only the first."""
    say = said.speaker(language)
    found = {str(row["adcode"]): row for row in rows if row["adcode"]}
    names = [str(row["county"]) for row in found.values()]
    if len(names) < 2:
        return "".join(names)
    are_counties = all(row["level"] in _COUNTIES for row in found.values())
    words = {"count": len(names), "noun": say(said.COUNTIES if are_counties else said.PLACES)}
    pattern = said.SOME_PLACES if len(names) <= MAX_PLACES else said.MANY_PLACES
    return say(pattern).format(names=say(said.JOINT).join(names[:MAX_PLACES]), **words)


def _figure(row: _Row) -> str:
    """Operator, value and unit of a goal: 不低于 1,200 户; empty where it has none."""
    if row["value"] is None:
        return ""
    value = number_text(row["value"])
    if row["op"] in _RANGE and row["value_max"] is not None:
        value = f"{value}–{number_text(row['value_max'])}"
    gap = "" if row["unit"][:1] in ("%", "‰", "°") else " "
    operator = "" if row["op"] in (*_EQUAL, *_RANGE) else row["op"]
    return f"{operator} {value}{gap}{row['unit']}".strip()

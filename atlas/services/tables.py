"""Tables that people take along: goals and county values in codes, in Chinese or in English."""

from __future__ import annotations

from collections.abc import Mapping

from atlas.core.errors import Text
from atlas.core.model import Relation
from atlas.core.policy.catalogue import Catalogue
from atlas.core.policy.rows import GoalFilter, rows_by_goal
from atlas.core.policy.wording import Heads, head_of, say, word_row
from atlas.render.table import Table
from atlas.services.answers import Answer
from atlas.services.browse import TABLE_COLUMNS, plain_row
from atlas.services.choropleth import COUNTED, VALUE_COLUMNS, describe_indicator, value_rows
from atlas.services.file_names import FileName, name_file
from atlas.services.table_notes import describe_filter, describe_table, name_parameter

GOALS = Text("政策目标", "goals")
VALUES = Text("分县数值", "values")
_COUNTRY = "全国"
_NOTES = Text("说明", "About")
_MEANT = {Relation.NAMED, Relation.IMPLICIT}
_STATES: Mapping[str, Text] = {
    "value": Text("有数值", "Value"),
    "no_data": Text("无数据", "No data"),
    "not_asked": Text("无要求", "Nothing asked"),
}
#: Where only goals that name the county are counted, others may still reach it.
_NOT_MEANT = Text("未被点名，也无本地规划", "Not named, no own plan")


def goal_table(catalogue: Catalogue, wanted: GoalFilter, heads: Heads) -> Table:
    """The flat table of goals as a file has it.

    Parameters
    ----------
    catalogue
        Everything.
    wanted
        The filter.
    heads
        Codes give the columns of the interface with the names of county and prefecture; words have a column more,
        which says whether the clause writes the year.

    Returns
    -------
    Table
        Every row.
    """
    pairs = [(goal, plain_row(row)) for goal, row in rows_by_goal(catalogue, wanted)]
    columns: tuple[str, ...] = TABLE_COLUMNS
    rows = [row for _, row in pairs]
    if heads is not Heads.CODE:
        place = TABLE_COLUMNS.index("year") + 1
        columns = (*TABLE_COLUMNS[:place], "year_basis", *TABLE_COLUMNS[place:])
        rows = [word_row(catalogue, goal, row, heads) for goal, row in pairs]
    documents = {goal.document for goal, _ in pairs}
    sources = [one.title for one in catalogue.documents.values() if one.id in documents]
    return Table(
        columns=columns,
        heads=tuple(head_of(column, heads) for column in columns),
        rows=rows,
        title=GOALS.en if heads is Heads.CODE else say(GOALS, heads),
        notes=describe_table(catalogue, describe_filter(catalogue, wanted, heads), sources, heads),
        notes_title=say(_NOTES, heads),
    )


def name_goal_file(catalogue: Catalogue, wanted: GoalFilter) -> FileName:
    """Name of a file of goals.

    Parameters
    ----------
    catalogue
        For titles.
    wanted
        The filter.

    Returns
    -------
    FileName
        Without its ending.
    """
    return name_file(catalogue, wanted, GOALS)


def value_table(catalogue: Catalogue, painted: Answer, wanted: GoalFilter, heads: Heads) -> Table:
    """The counties of a choropleth with their values and classes.

    Parameters
    ----------
    catalogue
        Everything.
    painted
        The choropleth, see ``services.choropleth``.
    wanted
        The filter it was made with.
    heads
        Codes or words; in words the title of the indicator stands above the values.

    Returns
    -------
    Table
        One row a county, those without a value too.
    """
    about = painted["indicator"]
    title = Text(about["zh"], about["en"])
    rows = value_rows(catalogue, painted)
    named = {column: head_of(column, heads) for column in VALUE_COLUMNS}
    if heads is not Heads.CODE:
        named["value"] = say(title, heads)
        states = {**_STATES, "not_asked": _NOT_MEANT} if _is_meant(wanted) else _STATES
        rows = [{**row, "state": say(states[row["state"]], heads)} for row in rows]
    chosen = _that_counts(about["id"], wanted)
    filters = [
        (name_parameter("indicator", heads), about["id"] if heads is Heads.CODE else say(title, heads))
    ]
    return Table(
        columns=VALUE_COLUMNS,
        heads=tuple(named[column] for column in VALUE_COLUMNS),
        rows=rows,
        title=VALUES.en if heads is Heads.CODE else say(VALUES, heads),
        notes=describe_table(
            catalogue,
            filters + describe_filter(catalogue, chosen, heads),
            [Text(about["source"], about["source"])],
            heads,
        ),
        notes_title=say(_NOTES, heads),
    )


def name_value_file(catalogue: Catalogue, indicator: str, wanted: GoalFilter) -> FileName:
    """Name of a file of county values.

    Parameters
    ----------
    catalogue
        For titles.
    indicator
        ``goals``, ``targets`` or the id of an indicator.
    wanted
        The filter.

    Returns
    -------
    FileName
        Without its ending.

    Raises
    ------
    ParameterError
        There is no such indicator.
    """
    about = describe_indicator(catalogue, indicator)
    part = Text(about["zh"], about["id"])
    return name_file(catalogue, _that_counts(indicator, wanted), VALUES, parts=[part], place=_COUNTRY)


def _that_counts(indicator: str, wanted: GoalFilter) -> GoalFilter:
    """An indicator is the same under every filter of goals; only the region chooses its counties."""
    return wanted if indicator in COUNTED else GoalFilter(region=wanted.region)


def _is_meant(wanted: GoalFilter) -> bool:
    return bool(wanted.relations) and wanted.relations <= _MEANT

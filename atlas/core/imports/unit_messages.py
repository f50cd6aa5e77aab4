"""What is said and asked about the admin units that the rows of a table name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from atlas.core.errors import Text
from atlas.core.imports.join_columns import JoinColumn
from atlas.core.imports.raw import RawLayer
from atlas.core.imports.report import Choice, ImportMessage, Question, message_about


class RowFinding(NamedTuple):
    """What one row of a table says.

    Parameters
    ----------
    row
        Place in the table, from 0.
    number
        Row of the sheet or line of the file.
    words
        Of its cell.
    candidates
        Units it may mean.
    """

    row: int
    number: int
    words: str
    candidates: tuple[str, ...]


_SHOWN, _LISTED, _CANDIDATES = 3, 200, 5
_MEND = Text("请在原表里改正名称，或写上六位行政区划代码。", "Mend the names, or write the six-digit codes.")


def unmatched(column: str, rows: Sequence[RowFinding]) -> ImportMessage:
    """Rows whose unit is not known.

    Parameters
    ----------
    column
        With the names or codes.
    rows
        What they say.

    Returns
    -------
    ImportMessage
        ``unit_unmatched``.
    """
    return _about(
        "unit_unmatched", column, rows, "行找不到所属的行政区", "rows name no unit that is known", _MEND
    )


def ambiguous(column: str, rows: Sequence[RowFinding]) -> ImportMessage:
    """Rows whose words may mean several units.

    Parameters
    ----------
    column
        With the names.
    rows
        What they say.

    Returns
    -------
    ImportMessage
        ``unit_ambiguous``.
    """
    hint = Text(
        "请加一列省或市州名，或写上六位行政区划代码。",
        "Add a column with the province or prefecture, or write the six-digit codes.",
    )
    return _about("unit_ambiguous", column, rows, "行的名称可能指几个行政区，没有代为选择",
                  "rows may mean several units; none was chosen", hint)  # fmt: skip


def contradictory(column: str, rows: Sequence[RowFinding]) -> ImportMessage:
    """Rows whose code and name mean different units.

    Parameters
    ----------
    column
        With the codes.
    rows
        What they say.

    Returns
    -------
    ImportMessage
        ``unit_contradictory``.
    """
    return _about("unit_contradictory", column, rows, "行的代码与名称指不同的行政区，没有采用",
                  "rows have a code and a name of different units; neither was taken", _MEND)  # fmt: skip


def decided_by_province(column: str, rows: Sequence[RowFinding]) -> ImportMessage:
    """Rows whose unit was told by the province of all others.

    Parameters
    ----------
    column
        With the names.
    rows
        What they say.

    Returns
    -------
    ImportMessage
        ``unit_by_province``.
    """
    hint = Text("请核对这些行。", "Check these rows.")
    return _about("unit_by_province", column, rows, "行的名称在几个省都有，因其余各行同在一省，按该省的取",
                  "rows have names of several provinces; taken in the one where all others lie", hint)  # fmt: skip


def old_names(column: str, rows: Sequence[RowFinding]) -> ImportMessage:
    """Rows with an old code or name.

    Parameters
    ----------
    column
        With the names or codes.
    rows
        What they say.

    Returns
    -------
    ImportMessage
        ``unit_renamed``.
    """
    return _about("unit_renamed", column, rows, "行用的是旧名称或旧代码，已对应到现行政区",
                  "rows have an old name or code and were given the unit of today", Text("", ""))  # fmt: skip


def other_level(column: str, rows: Sequence[RowFinding]) -> ImportMessage:
    """Rows that name a unit of another level than most.

    Parameters
    ----------
    column
        With the names or codes.
    rows
        What they say.

    Returns
    -------
    ImportMessage
        ``unit_other_level``.
    """
    hint = Text("如果是合计行，请删去。", "Remove them if they are totals.")
    return _about(
        "unit_other_level",
        column,
        rows,
        "行的行政区与多数行不同级",
        "rows name a unit of another level than most",
        hint,
    )


def which_column(layer: RawLayer, columns: Sequence[JoinColumn]) -> Question:
    """Several columns name units.

    Parameters
    ----------
    layer
        The table.
    columns
        These.

    Returns
    -------
    Question
        ``unit_column``.
    """
    return Question(
        "unit_column",
        Text(
            f"{layer.member.name} 有 {len(columns)} 列写着行政区，请指明按哪一列落图",
            f"{layer.member.name} has {len(columns)} columns with admin units; say which one places the rows",
        ),
        Text("", ""),
        tuple(
            Choice(
                one.name,
                Text(one.name, one.name),
                Text(f"{one.share:.0%} 的值是已知的行政区", f"{one.share:.0%} of its values are known units"),
                tuple(list(one.findings)[:_CANDIDATES]),
            )
            for one in columns
        ),
    )


def _about(code: str, column: str, rows: Sequence[RowFinding], zh: str, en: str, hint: Text) -> ImportMessage:
    shown = [(one.number, one.words or "—", one.candidates[:_CANDIDATES]) for one in rows[:_SHOWN]]
    some_zh = "；".join(
        f"第 {number} 行“{words}”" + (f"（{'、'.join(units)}）" if units else "")
        for number, words, units in shown
    )
    some_en = "; ".join(
        f"row {number} “{words}”" + (f" ({', '.join(units)})" if units else "")
        for number, words, units in shown
    )
    return message_about(
        code,
        Text(f"“{column}”：{len(rows)} {zh}：{some_zh}", f"“{column}”: {len(rows)} {en}: {some_en}"),
        [one.row for one in rows],
        hint=hint,
        field=column,
        values=[
            {
                "feature": one.row + 1,
                "row": one.number,
                "value": one.words,
                "candidates": list(one.candidates[:_CANDIDATES]),
            }
            for one in rows[:_LISTED]
        ],
    )

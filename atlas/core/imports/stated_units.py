"""What a layer says about the counties of its features: which columns say it, and which unit each row means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas

from atlas.core.errors import Text
from atlas.core.geo.crs import FloatArray
from atlas.core.imports.report import MOST_FEATURES, ImportMessage, message_about
from atlas.core.imports.unit_columns import UnitColumn, UnitReader
from atlas.core.imports.unit_headers import Header, read_header
from atlas.core.model import Level
from atlas.core.places.gazetteer import Gazetteer

# Values named in a message.
_NAMED = 5
_DEPTH = {Level.PROVINCE: 0, Level.PREFECTURE: 1, Level.COUNTY: 2}


@dataclass(frozen=True, slots=True)
class StatedUnits:
    """The unit that each feature names; arrays have one entry a row.

    Parameters
    ----------
    columns
        Columns that say so, the most telling first.
    codes
        adcodes of today, of the finest level that is told; empty where nothing is told or a doubt is left.
    words
        As written in the column that told it.
    certainty
        Trust in each reading, 0 to 1.
    is_old
        Whether a name or code given up was written.
    messages
        Words that mean no unit, and what the columns say against each other.
    """

    columns: tuple[str, ...]
    codes: npt.NDArray[Any]
    words: npt.NDArray[Any]
    certainty: FloatArray
    is_old: npt.NDArray[np.bool_]
    messages: tuple[ImportMessage, ...] = ()


def find_stated_units(
    table: pandas.DataFrame, gazetteer: Gazetteer, region: str | None = None, *, year: int | None = None
) -> StatedUnits | None:
    """The units that the columns of a table name.

    Parameters
    ----------
    table
        Attributes, a row a feature.
    gazetteer
        Units, their names and codes over the years.
    region
        adcode that decides between places of one name.
    year
        Of the layer: names and codes of that year come first.

    Returns
    -------
    StatedUnits or None
        ``None`` when no column names units. A column counts when three fifths of its values mean one unit each; one
        whose name says nothing needs four fifths, spelt out; names of zones and firms and addresses never count.

    Notes
    -----
    A column of counties is read inside the prefecture or province that another column names in the same row, so that
    白云区 beside 贵阳市 leaves no doubt. Every different value is looked up once.
    """
    reader = UnitReader(gazetteer, region, year)
    found = [reader.read(table, position) for position in range(table.shape[1])]
    columns = [column for column in found if column is not None]
    above = _above(columns, len(table))
    if above.any():
        known = [column for column in columns if column.level is not Level.COUNTY or column.is_code]
        others = {*_unit_headers(table), *(column.position for column in columns)}
        others -= {column.position for column in known}
        again = [reader.read(table, position, above) for position in sorted(others)]
        columns = known + [column for column in again if column]
    if not columns:
        return None
    return _combine(sorted(columns, key=_order), gazetteer)


def _unit_headers(table: pandas.DataFrame) -> list[int]:
    """Columns whose names promise units."""
    return [position for position, name in enumerate(table.columns) if read_header(str(name)) is Header.UNIT]


def _above(columns: list[UnitColumn], count: int) -> npt.NDArray[Any]:
    """By row the prefecture that a column names, else the province."""
    above = np.full(count, "", dtype=object)
    for column in sorted(columns, key=lambda column: _DEPTH[column.level]):
        if column.level is not Level.COUNTY:
            above = np.where(column.codes != "", column.codes, above)
    return above


def _order(column: UnitColumn) -> tuple[int, int, bool, int]:
    return -_DEPTH[column.level], column.header, not column.is_code, column.position


def _combine(columns: list[UnitColumn], gazetteer: Gazetteer) -> StatedUnits:
    """The first column speaks; where it is silent, the next."""
    first, *others = columns
    codes, words = first.codes.copy(), first.words.copy()
    certainty, is_old = first.certainty.copy(), first.is_old.copy()
    for column in others:
        silent = (codes == "") & (column.codes != "")
        codes[silent], words[silent] = column.codes[silent], column.words[silent]
        certainty[silent], is_old[silent] = column.certainty[silent], column.is_old[silent]
    messages = _tell_unknown(first)
    for column in others:
        messages += _tell_differences(first, column, gazetteer)
    return StatedUnits(
        tuple(column.name for column in columns), codes, words, certainty, is_old, tuple(messages)
    )


def _tell_unknown(column: UnitColumn) -> list[ImportMessage]:
    unknown = np.flatnonzero((column.words != "") & (column.codes == ""))
    if len(unknown) == 0:
        return []
    values = list(dict.fromkeys(str(word) for word in column.words[unknown]))
    listed = "、".join(values[:_NAMED])
    return [
        message_about(
            "place_unknown",
            Text(
                f"字段“{column.name}”中 {len(unknown)} 个要素的地名或代码无法确定，如：{listed}",
                f"the field “{column.name}” of {len(unknown)} features holds names or codes that mean no unit beyond doubt, "
                f"such as {listed}",
            ),
            unknown,
            hint=Text(
                "这些要素按图形位置归县，未与属性核对。",
                "These features are joined by position and were not held against their attributes.",
            ),
            field=column.name,
            values=values[:MOST_FEATURES],
        )
    ]


def _tell_differences(first: UnitColumn, other: UnitColumn, gazetteer: Gazetteer) -> list[ImportMessage]:
    both = np.flatnonzero((first.codes != "") & (other.codes != "") & (first.codes != other.codes))
    differing = np.array(
        [row for row in both if not _holds(gazetteer, other.codes[row], first.codes[row])], dtype=np.int64
    )
    if len(differing) == 0:
        return []
    row = int(differing[0])
    return [
        message_about(
            "place_columns_differ",
            Text(
                f"{len(differing)} 个要素的字段“{first.name}”与“{other.name}”所指地方不同，如第 {row + 1} 号："
                f"{first.words[row]}，{other.words[row]}",
                f"the fields “{first.name}” and “{other.name}” of {len(differing)} features mean different places, such as "
                f"number {row + 1}: {first.words[row]} and {other.words[row]}",
            ),
            differing,
            hint=Text(
                f"归县以图形位置为准，核对时以“{first.name}”为准。",
                f"Features are joined by position; “{first.name}” is what that is held against.",
            ),
            fields=[first.name, other.name],
            values=[
                [str(first.words[place]), str(other.words[place])] for place in differing[:MOST_FEATURES]
            ],
        )
    ]


def _holds(gazetteer: Gazetteer, outer: str, inner: str) -> bool:
    unit, holder = gazetteer.unit(inner), gazetteer.unit(outer)
    if unit is None or holder is None:
        return False
    return outer in (unit.adcode, unit.prefecture, unit.province) or inner in (
        holder.prefecture,
        holder.province,
    )

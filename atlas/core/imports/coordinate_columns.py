"""Finds the columns of a table that hold coordinates: two columns, one with both, or one with WKT."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas

from atlas.core.errors import ParameterError
from atlas.core.geo.crs import IntArray
from atlas.core.imports.coordinate_names import AxisName, Certainty, axis_of, is_pair_name
from atlas.core.imports.coordinate_values import CoordinateColumn, parse_pair, read_coordinates
from atlas.core.imports.point_order import Order, order_by_values
from atlas.core.imports.report import ImportAnswers

#: Values that are looked at to see what a column holds.
_LOOKED_AT = 200
_LEAST = 0.5
WKT = re.compile(
    r"\s*(?:SRID=\d+;)?\s*(?:MULTI)?(?:POINT|LINESTRING|POLYGON|CURVE|SURFACE|GEOMETRYCOLLECTION)\s*(?:Z|M|ZM)?\s*"
    r"(?:\(|EMPTY)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ColumnPair:
    """Two columns that may hold the coordinates.

    Parameters
    ----------
    x, y
        Names of the columns, as their names tell them apart.
    certainty
        How much the names say.
    """

    x: str
    y: str
    certainty: Certainty


def find_pairs(table: pandas.DataFrame) -> list[ColumnPair]:
    """Pairs of columns with coordinates.

    Parameters
    ----------
    table
        Any.

    Returns
    -------
    list of ColumnPair
        Only those with the surest names; several when a person has to say which. Columns in which hardly anything
        can be read do not count.
    """
    named = [one for name in table.columns if (one := axis_of(str(name))) is not None]
    readable = [one for one in named if _is_readable(table[one.name], one)]
    for certainty in Certainty:
        xs = [one for one in readable if one.certainty is certainty and one.axis == "x"]
        ys = [one for one in readable if one.certainty is certainty and one.axis == "y"]
        pairs = [ColumnPair(x.name, y.name, certainty) for x in xs for y in ys if x.stem == y.stem]
        if not pairs and len(xs) == 1 and len(ys) == 1:
            pairs = [ColumnPair(xs[0].name, ys[0].name, certainty)]
        if pairs:
            return pairs
    return []


def read_pair(
    table: pandas.DataFrame, pair: ColumnPair
) -> tuple[CoordinateColumn, CoordinateColumn, IntArray]:
    """The coordinates of a pair of columns.

    Parameters
    ----------
    table
        Any.
    pair
        Names of its columns.

    Returns
    -------
    tuple
        Two columns, as the names call x and y, and the rows whose numbers pack degrees, minutes and seconds.
    """
    none = np.zeros(0, dtype=np.int64)
    first, second = (read_coordinates(table[name]) for name in (pair.x, pair.y))
    if pair.certainty is not Certainty.GEOGRAPHIC or not (first.is_metre | second.is_metre).any():
        return first, second, none
    # Numbers too large for degrees under such names: packed minutes and seconds, if that puts them into China.
    packed = [read_coordinates(table[name], is_degrees=True) for name in (pair.x, pair.y)]
    if order_by_values(packed[0], packed[1]) is Order.UNKNOWN:
        return first, second, none
    return packed[0], packed[1], np.flatnonzero(first.is_metre | second.is_metre)


def find_wkt(table: pandas.DataFrame) -> str:
    """The column that holds geometries as WKT.

    Parameters
    ----------
    table
        Any.

    Returns
    -------
    str
        Its name; empty when there is none. One that is called so goes before others.
    """
    found = [str(name) for name in table.columns if _share(_sample(table[name]), _is_wkt)]
    return min(found, key=lambda name: not is_pair_name(name), default="")


def find_whole(table: pandas.DataFrame) -> str:
    """The column that holds both coordinates in each cell.

    Parameters
    ----------
    table
        Any.

    Returns
    -------
    str
        Its name; empty when there is none that is called so.
    """
    named = (str(name) for name in table.columns if is_pair_name(str(name)))
    return next((name for name in named if _share(_sample(table[name]), _is_pair)), "")


def pair_of_answers(table: pandas.DataFrame, answers: ImportAnswers) -> ColumnPair | None:
    """The columns that a person named; the partner is found when only one was named.

    Parameters
    ----------
    table
        Any.
    answers
        What was said.

    Returns
    -------
    ColumnPair or None
        ``None`` when nothing was said. Both names are the same for a column that holds whole positions.

    Raises
    ------
    ParameterError
        There is no such column, or it has no partner.
    """
    x, y = answers.x_column, answers.y_column
    if not x and not y:
        return None
    for parameter, name in (("x_column", x), ("y_column", y)):
        check_column(table, name, parameter=parameter)
    if x and y:
        names = (axis_of(x), axis_of(y))
        is_degrees = all(one is not None and one.certainty is Certainty.GEOGRAPHIC for one in names)
        return ColumnPair(x, y, Certainty.GEOGRAPHIC if is_degrees else Certainty.DIRECTION)
    said = x or y
    partners = {one for pair in find_pairs(table) for one in (pair.x, pair.y) if said in (pair.x, pair.y)} - {
        said
    }
    if len(partners) == 1:
        partner = partners.pop()
        whole = axis_of(said)
        certainty = whole.certainty if whole else Certainty.DIRECTION
        return ColumnPair(said, partner, certainty) if x else ColumnPair(partner, said, certainty)
    if is_pair_name(said) or _share(_sample(table[said]), _is_pair) or _share(_sample(table[said]), _is_wkt):
        return ColumnPair(said, said, Certainty.DIRECTION)
    missing = "y_column" if x else "x_column"
    raise ParameterError(
        f"只指定了一个坐标列“{said}”，找不到与它配对的列",
        f"only the coordinate column “{said}” was named, and no other goes with it",
        hint_zh="请同时指定横坐标（东）和纵坐标（北）两列。",
        hint_en="Name both columns, the one that runs east and the one that runs north.",
        parameter=missing,
    )


def check_column(table: pandas.DataFrame, name: str, *, parameter: str) -> None:
    """Refuse a column that is not there.

    Parameters
    ----------
    table
        Any.
    name
        Of the column; empty for none.
    parameter
        Which answer names it.

    Raises
    ------
    ParameterError
        There is no such column.
    """
    if name and name not in table.columns:
        names = [str(one) for one in table.columns]
        raise ParameterError(
            f"没有“{name}”这一列",
            f"there is no column “{name}”",
            hint_zh=f"有：{'、'.join(names[:30])}",
            hint_en=f"There are: {', '.join(names[:30])}",
            parameter=parameter,
            value=name,
            columns=names,
        )


def _is_readable(column: pandas.Series[Any], name: AxisName) -> bool:
    filled = column.dropna().head(10 * _LOOKED_AT)
    filled = filled[filled.astype(str).str.strip() != ""].head(_LOOKED_AT)
    if filled.empty:
        return False
    found = read_coordinates(filled, is_degrees=name.certainty is Certainty.GEOGRAPHIC)
    return bool((found.is_readable | read_coordinates(filled).is_readable).mean() >= _LEAST)


def _sample(column: pandas.Series[Any]) -> list[str]:
    return [value for value in column.dropna().unique()[:_LOOKED_AT].tolist() if isinstance(value, str)]


def _share(texts: Sequence[str], is_so: Callable[[str], bool]) -> bool:
    return bool(texts) and sum(map(is_so, texts)) >= _LEAST * len(texts)


def _is_wkt(text: str) -> bool:
    return WKT.match(text) is not None


def _is_pair(text: str) -> bool:
    return parse_pair(text)[0].value is not None

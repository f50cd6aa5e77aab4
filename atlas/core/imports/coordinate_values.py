"""Columns of written coordinates to arrays of numbers, and single cells that hold both."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas

from atlas.core.errors import Text
from atlas.core.geo.crs import FloatArray
from atlas.core.imports.coordinates import (
    MOST_DEGREES,
    Coordinate,
    CoordinateKind,
    parse_compact,
    parse_coordinate,
)

BoolArray: TypeAlias = npt.NDArray[np.bool_]

_PLAIN = re.compile(r"-?\d{1,12}(?:\.\d+)?")
_MISSING = Text("没有填写", "is empty")
_NOT_A_PAIR = Text("不是一对坐标", "is not a pair of coordinates")
_SEPARATORS = (";", "；", "，", ",", "、", "/", "|", "\t", " ")
_BRACKETS = str.maketrans("", "", "()（）[]【】")
# Between a side and the next number, and between a number and the side of the next.
_SIDE_BREAKS = (
    re.compile(r"(?<=[EWNS东西南北])\s*(?=\d)"),
    re.compile(r"(?<=[\d°'\"′″秒分度])\s*(?=[EWNS东西南北])"),
)


@dataclass(frozen=True, slots=True)
class CoordinateColumn:
    """Coordinates of one axis, a row each.

    Parameters
    ----------
    values
        Degrees or metres; NaN where none can be read.
    is_metre
        Whether a row is in metres.
    axes
        ``x`` or ``y`` where the text of a row says so, else empty.
    reasons
        By row, why there is no value.
    """

    values: FloatArray
    is_metre: BoolArray
    axes: npt.NDArray[np.str_]
    reasons: Mapping[int, Text]

    @property
    def is_readable(self) -> BoolArray:
        """Whether a row has a value."""
        return np.isfinite(self.values)

    @property
    def said_axis(self) -> str:
        """The axis that all rows that say one name; empty when they differ or say none."""
        said = set(self.axes[self.axes != ""].tolist())
        return said.pop() if len(said) == 1 else ""


def read_coordinates(column: pandas.Series[Any], *, is_degrees: bool = False) -> CoordinateColumn:
    """Coordinates of one axis.

    Parameters
    ----------
    column
        Numbers or texts.
    is_degrees
        Whether the column is known to hold degrees: numbers too large for that are then taken as degrees, minutes
        and seconds without marks (1063015).

    Returns
    -------
    CoordinateColumn
        As many; linear in the number of rows.

    Examples
    --------
    >>> import pandas
    >>> read_coordinates(pandas.Series(["106°30′", "无"])).values
    array([106.5,   nan])
    """
    numbers = _plain_numbers(column)
    if is_degrees:
        numbers[np.abs(numbers) > MOST_DEGREES] = np.nan
    written = np.flatnonzero(np.isnan(numbers))
    codes, texts = _different(column.iloc[written])
    found = [_read(text, is_degrees=is_degrees) for text in texts]
    rest = _gathered(codes, found)
    is_metre, axes = np.abs(numbers) > MOST_DEGREES, np.zeros(len(numbers), dtype="U1")
    numbers[written], is_metre[written], axes[written] = rest.values, rest.is_metre, rest.axes
    return CoordinateColumn(
        numbers, is_metre, axes, {int(written[row]): reason for row, reason in rest.reasons.items()}
    )


def read_pairs(column: pandas.Series[Any]) -> tuple[CoordinateColumn, CoordinateColumn]:
    """Coordinates that stand two in a cell.

    Parameters
    ----------
    column
        Texts such as ``106.5,26.6`` or ``东经106°30′ 北纬26°36′``.

    Returns
    -------
    tuple of CoordinateColumn
        First and second of each cell, in the order of the text unless it names the sides of the world; a cell that
        holds no pair has no value in both.
    """
    codes, texts = _different(column)
    pairs = [parse_pair(text) for text in texts]
    return _gathered(codes, [first for first, _ in pairs]), _gathered(codes, [second for _, second in pairs])


def parse_pair(text: str) -> tuple[Coordinate, Coordinate]:
    """Two coordinates from one text.

    Parameters
    ----------
    text
        As written.

    Returns
    -------
    tuple of Coordinate
        East and north where the text names them, else as they stand; both with a reason when they cannot be read.

    Examples
    --------
    >>> first, second = parse_pair("北纬26.6，东经106.5")
    >>> first.value, second.value
    (106.5, 26.6)
    """
    words = text.translate(_BRACKETS).strip()
    splits = [words.split(separator) for separator in _SEPARATORS]
    splits += [pattern.split(words) for pattern in _SIDE_BREAKS]
    for parts in splits:
        filled = [part.strip() for part in parts if part.strip()]
        if len(filled) != 2:
            continue
        first, second = (parse_coordinate(part) for part in filled)
        if first.value is None or second.value is None or (first.axis and first.axis == second.axis):
            continue
        return (second, first) if first.axis == "y" or second.axis == "x" else (first, second)
    return Coordinate(None, reason=_NOT_A_PAIR), Coordinate(None, reason=_NOT_A_PAIR)


def _different(column: pandas.Series[Any]) -> tuple[npt.NDArray[np.int64], list[str]]:
    values = column.to_numpy(dtype=object)
    codes, different = pandas.factorize(values)
    return codes.astype(np.int64), [_written(value) for value in different]


def _written(value: Any) -> str:
    # repr keeps every digit of a number and never an exponent below 1e16.
    return repr(float(value)) if isinstance(value, int | float | np.number) else str(value)


def _plain_numbers(column: pandas.Series[Any]) -> FloatArray:
    """Numbers that need no parsing, which most coordinates are; NaN elsewhere."""
    if pandas.api.types.is_numeric_dtype(column.dtype):
        numbers = column.to_numpy(dtype=np.float64, na_value=np.nan).copy()
        numbers[~np.isfinite(numbers)] = np.nan
        return numbers
    numbers = np.full(len(column), np.nan)
    values = column.to_numpy(dtype=object)
    plain = [row for row, value in enumerate(values) if isinstance(value, str) and _PLAIN.fullmatch(value)]
    numbers[plain] = values[plain].astype(np.float64)
    return numbers


def _read(text: str, *, is_degrees: bool) -> Coordinate:
    found = parse_coordinate(text)
    if is_degrees and found.kind is CoordinateKind.METRE:
        return parse_compact(text.strip().removesuffix(".0"))
    return found


def _gathered(codes: npt.NDArray[np.int64], found: list[Coordinate]) -> CoordinateColumn:
    # The last place stands for rows that are empty: their code is -1.
    every = [*found, Coordinate(None, reason=_MISSING)]

    def by_row(of: Callable[[Coordinate], Any], dtype: Any) -> npt.NDArray[Any]:
        return np.array([of(one) for one in every], dtype=dtype)[codes]

    values = by_row(lambda one: np.nan if one.value is None else one.value, np.float64)
    bad = np.flatnonzero(~np.isfinite(values))
    return CoordinateColumn(
        values=values,
        is_metre=by_row(lambda one: one.kind is CoordinateKind.METRE, np.bool_),
        axes=by_row(lambda one: one.axis, "U1"),
        reasons={int(row): every[codes[row]].reason or _MISSING for row in bad},
    )

"""Makes geometries of the coordinates in a table; rows without usable ones stay, without geometry, and are told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas
import shapely

from atlas.core.errors import Text
from atlas.core.geo.crs import STORAGE_CRS, GeometryArray, IntArray
from atlas.core.imports import coordinate_messages as say
from atlas.core.imports.coordinate_columns import (
    WKT,
    ColumnPair,
    find_pairs,
    find_whole,
    find_wkt,
    pair_of_answers,
    read_pair,
)
from atlas.core.imports.coordinate_names import Certainty, datum_of
from atlas.core.imports.coordinate_values import BoolArray, CoordinateColumn, read_pairs
from atlas.core.imports.located import Located
from atlas.core.imports.point_order import Order, fits, order_by_values, order_of
from atlas.core.imports.raw import RawLayer
from atlas.core.imports.report import ImportAnswers, ImportMessage

_SRID = re.compile(r"\s*SRID=(\d+);\s*", re.IGNORECASE)
_NOT_WKT = Text("不是 WKT 几何", "is no WKT geometry")
_MIXED = Text("与多数行的单位（度或米）不同", "is in another unit (degrees or metres) than most rows")
_BEYOND = Text("纬度超出 90 度", "its latitude is beyond 90 degrees")
_MOST_LONGITUDE, _MOST_LATITUDE = 180.0, 90.0


@dataclass(frozen=True, slots=True)
class _Columns:
    """Coordinates that run east and north, and the columns they come from."""

    x: str
    y: str
    east: CoordinateColumn
    north: CoordinateColumn

    def swapped(self) -> _Columns:
        return _Columns(self.y, self.x, self.north, self.east)


def locate_points(layer: RawLayer, answers: ImportAnswers) -> Located | None:
    """A table with the geometries that its coordinates make.

    Parameters
    ----------
    layer
        Without geometry.
    answers
        ``x_column``, ``y_column`` and ``axes`` decide, where given.

    Returns
    -------
    Located or None
        ``None`` when there are no coordinates; with a question when a person has to say which they are.

    Raises
    ------
    ParameterError
        A column named in the answers does not exist.
    """
    table = layer.table
    pair = pair_of_answers(table, answers)
    if pair is None:
        wkt = find_wkt(table)
        pairs = [] if wkt else find_pairs(table)
        if len(pairs) > 1:
            return Located(layer, question=say.which_pair(layer, pairs))
        whole = wkt or ("" if pairs else find_whole(table))
        if not pairs and not whole:
            return None
        pair = pairs[0] if pairs else ColumnPair(whole, whole, Certainty.LETTER)
    if pair.x == pair.y and table[pair.x].dropna().astype(str).str.match(WKT).any():
        return _locate_wkt(layer, pair.x, answers.axes or Order.KEPT.value)
    columns, packed = _read(table, pair)
    if not (columns.east.is_readable & columns.north.is_readable).any():
        return None
    located = _locate_columns(layer, columns, pair.certainty, answers)
    if not len(packed) or located.question:
        return located
    return replace(located, messages=(say.packed((pair.x, pair.y), packed), *located.messages))


def _read(table: pandas.DataFrame, pair: ColumnPair) -> tuple[_Columns, IntArray]:
    if pair.x == pair.y:
        return _Columns(pair.x, pair.y, *read_pairs(table[pair.x])), np.zeros(0, dtype=np.int64)
    first, second, packed = read_pair(table, pair)
    return _Columns(pair.x, pair.y, first, second), packed


def _locate_columns(
    layer: RawLayer, columns: _Columns, certainty: Certainty, answers: ImportAnswers
) -> Located:
    order = _decide_order(columns, certainty, answers)
    is_whole = columns.x == columns.y
    if order is Order.UNKNOWN:
        ask = say.which_order_in_cell if is_whole else say.which_axis
        return Located(layer, question=ask(layer, columns.x, columns.y, (columns.east, columns.north)))
    messages: list[ImportMessage] = []
    if order is Order.SWAPPED:
        if not answers.axes and not is_whole:
            messages.append(say.swapped(columns.x, columns.y, is_letter=certainty is Certainty.LETTER))
        columns = columns.swapped()
    bad, zero, is_metre = _bad_rows(columns)
    usable = columns.east.is_readable & columns.north.is_readable & ~zero
    usable[list(bad)] = False
    geometries = np.full(len(usable), None, dtype=object)
    geometries[usable] = shapely.points(columns.east.values[usable], columns.north.values[usable])
    messages += _messages_about(layer, columns, bad, zero, usable)
    crs, about_crs = _declared(layer, answers, columns.x, columns.y, is_metre=is_metre)
    return Located(
        replace(layer, geometries=geometries, declared_crs=crs),
        x_column=columns.x,
        y_column=columns.y,
        # The points made here run east and north, whatever the columns say.
        axes=Order.KEPT.value,
        messages=(*messages, *about_crs),
    )


def _decide_order(columns: _Columns, certainty: Certainty, answers: ImportAnswers) -> Order:
    if answers.axes in (Order.KEPT, Order.SWAPPED):
        return Order(answers.axes)
    if columns.x == columns.y:
        return order_by_values(columns.east, columns.north)
    if answers.x_column or answers.y_column:
        return Order.KEPT
    return order_of(columns.east, columns.north, certainty=certainty)


def _bad_rows(columns: _Columns) -> tuple[dict[int, Text], BoolArray, bool]:
    """Rows without usable coordinates and why, rows at nought, and whether the rest is in metres."""
    east, north = columns.east, columns.north
    bad = {**north.reasons, **east.reasons}
    readable = east.is_readable & north.is_readable
    zero = readable & (east.values == 0) & (north.values == 0)
    counted = readable & ~zero
    in_metres = east.is_metre | north.is_metre
    is_metre = bool(counted.any()) and bool(in_metres[counted].mean() > 0.5)
    other = counted & ((east.is_metre != is_metre) | (north.is_metre != is_metre))
    # In metres a small local easting reads as degrees; only a pair of degrees is another unit.
    if is_metre:
        other = counted & ~in_metres
    bad |= dict.fromkeys(np.flatnonzero(other).tolist(), _MIXED)
    if not is_metre:
        beyond = counted & ~other & (np.abs(north.values) > _MOST_LATITUDE)
        bad |= dict.fromkeys(np.flatnonzero(beyond).tolist(), _BEYOND)
    return bad, zero, is_metre


def _messages_about(
    layer: RawLayer, columns: _Columns, bad: Mapping[int, Text], zero: BoolArray, usable: BoolArray
) -> list[ImportMessage]:
    messages: list[ImportMessage] = []
    if bad:
        names = list(dict.fromkeys((columns.x, columns.y)))
        messages.append(say.unreadable(layer, names, bad))
    if zero.any():
        messages.append(say.at_zero(np.flatnonzero(zero)))
    reversed_rows = usable & fits(columns.north, columns.east) & ~fits(columns.east, columns.north)
    if reversed_rows.any() and not reversed_rows[usable].all():
        messages.append(say.rows_swapped(np.flatnonzero(reversed_rows)))
    return messages


def _declared(
    layer: RawLayer, answers: ImportAnswers, *names: str, is_metre: bool
) -> tuple[str, list[ImportMessage]]:
    """The reference system of the coordinates: that of degrees is taken, that of metres left open."""
    if layer.declared_crs or is_metre or answers.crs:
        return layer.declared_crs, []
    datum = datum_of(*names)
    if datum.startswith("EPSG:"):
        return datum, []
    return STORAGE_CRS, [say.named_offset(names, datum) if datum else say.taken_as_wgs84(names)]


def _locate_wkt(layer: RawLayer, name: str, axes: str) -> Located:
    texts = [value if isinstance(value, str) else "" for value in layer.table[name]]
    srids = {match[1] for text in texts if (match := _SRID.match(text))}
    geometries: GeometryArray = shapely.from_wkt(
        [_SRID.sub("", text, count=1) or None for text in texts], on_invalid="ignore"
    )
    bad = {row: _NOT_WKT for row, geometry in enumerate(geometries) if geometry is None}
    messages = [say.unreadable(layer, [name], bad)] if bad else []
    crs = layer.declared_crs
    if not crs and len(srids) == 1:
        crs = f"EPSG:{srids.pop()}"
    elif not crs and _is_geographic(geometries):
        crs = STORAGE_CRS
        messages.append(say.taken_as_wgs84([name]))
    return Located(
        replace(layer, geometries=geometries, declared_crs=crs),
        x_column=name,
        y_column=name,
        axes=axes,
        messages=tuple(messages),
    )


def _is_geographic(geometries: GeometryArray) -> bool:
    bounds = np.abs(shapely.bounds(geometries))
    with_bounds = bounds[np.isfinite(bounds).all(axis=1)]
    return len(with_bounds) > 0 and bool(
        (with_bounds[:, [0, 2]] <= _MOST_LONGITUDE).all() and (with_bounds[:, [1, 3]] <= _MOST_LATITUDE).all()
    )

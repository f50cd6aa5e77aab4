"""Holds columns that state an area against the areas of the polygons."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas

from atlas.core.errors import Text
from atlas.core.geo.crs import FloatArray
from atlas.core.imports.report import MOST_FEATURES, ImportMessage, message_about

#: A stated area matches when it is off by less than this share; a column is one of areas when this share matches.
TOLERANCE, MATCHING_SHARE = 0.2, 0.6
# Fewer rows may agree by chance.
_FEWEST_ROWS = 3


@dataclass(frozen=True, slots=True)
class AreaUnit:
    """A unit of area and its size [km2]."""

    name: Text
    km2: float


# A 亩 is a fifteenth of a hectare (State Council, 1984); the others follow from the metre.
UNITS = (
    AreaUnit(Text("平方公里", "km2"), 1.0),
    AreaUnit(Text("公顷", "ha"), 1e-2),
    AreaUnit(Text("亩", "mu"), 1 / 1500),
    AreaUnit(Text("平方米", "m2"), 1e-6),
    AreaUnit(Text("万亩", "10,000 mu"), 1e4 / 1500),
)
_HEADER = re.compile(
    r"面积|面積|平方公里|平方千米|公顷|公頃|平方米|亩|畝|(?<![a-z])(?:[a-z]*mj|s?hape_?ar(?:ea)?|area|hectares?|ha|km2|sqkm|mu)(?![a-z])"
)
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?")


def check_stated_areas(table: pandas.DataFrame, areas_km2: FloatArray) -> tuple[ImportMessage, ...]:
    """Features whose stated area is far from that of their polygon.

    Parameters
    ----------
    table
        Attributes, a row a feature.
    areas_km2
        Areas on the ellipsoid [km2]; 0 for features without one.

    Returns
    -------
    tuple of ImportMessage
        ``area_differs``, one a column. A column counts when its name speaks of areas and three fifths of its values
        match in one unit; the units tried are km2, hectares, mu, 10,000 mu and m2, whatever the name says. Other columns
        are passed over in silence: they may state built-up or planned areas.
    """
    return tuple(
        message
        for position in range(table.shape[1])
        if _HEADER.search(unicodedata.normalize("NFKC", str(table.columns[position])).lower())
        for message in _check_column(str(table.columns[position]), table.iloc[:, position], areas_km2)
    )


def _check_column(name: str, column: pandas.Series[Any], areas_km2: FloatArray) -> Iterator[ImportMessage]:
    values = _numbers(column)
    rows = np.flatnonzero((values > 0) & (areas_km2 > 0))
    if len(rows) < _FEWEST_ROWS:
        return
    stated, measured = values[rows], areas_km2[rows]
    matches = [_match(stated * unit.km2, measured) for unit in UNITS]
    best = int(np.argmax([match.sum() for match in matches]))
    differs = ~matches[best]
    if matches[best].mean() <= MATCHING_SHARE or not differs.any():
        return
    unit, first = UNITS[best], int(np.flatnonzero(differs)[0])
    in_unit = measured / unit.km2
    yield message_about(
        "area_differs",
        Text(
            f"{int(differs.sum())} 个要素的“{name}”与图形面积相差超过 20%，如第 {rows[first] + 1} 号：属性 {stated[first]:,.6g} "
            f"{unit.name.zh}，图形 {in_unit[first]:,.6g} {unit.name.zh}",
            f"“{name}” of {int(differs.sum())} features differs from the area of their polygon by more than 20 %, such as "
            f"number {rows[first] + 1}: stated {stated[first]:,.6g} {unit.name.en}, measured {in_unit[first]:,.6g} {unit.name.en}",
        ),
        rows[differs],
        hint=Text("请核对这些要素的范围或面积数。", "Check the outlines or the figures of these features."),
        field=name,
        unit=unit.name.to_dict(),
        stated=[float(value) for value in stated[differs][:MOST_FEATURES]],
        measured=[round(float(value), 6) for value in in_unit[differs][:MOST_FEATURES]],
    )


def _match(stated_km2: FloatArray, measured_km2: FloatArray) -> npt.NDArray[np.bool_]:
    return np.asarray(np.abs(stated_km2 - measured_km2) <= TOLERANCE * measured_km2)


def _numbers(column: pandas.Series[Any]) -> FloatArray:
    """Figures of a column; text may have commas and a unit behind the figure. NaN where there is none."""
    if column.dtype.kind in "iuf":
        return column.to_numpy(np.float64)
    places, values = pandas.factorize(column)
    return np.array([*(_number(value) for value in values), np.nan])[places]


def _number(value: Any) -> float:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    words = unicodedata.normalize("NFKC", str(value)).replace(",", "").lower()
    found = _NUMBER.findall(words) if isinstance(value, str) else []
    return float(found[0]) if found else np.nan

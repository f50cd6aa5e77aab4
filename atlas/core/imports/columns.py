"""Gives the rows of a table a place: by coordinates, else by the admin unit they name."""

from __future__ import annotations

from dataclasses import replace

from atlas.core.errors import DataError
from atlas.core.imports.coordinate_names import axis_of, is_pair_name
from atlas.core.imports.located import Located
from atlas.core.imports.marked_numbers import is_no_data, read_marked_numbers
from atlas.core.imports.plain_numbers import with_numbers
from atlas.core.imports.point_table import locate_points
from atlas.core.imports.raw import RawLayer
from atlas.core.imports.report import ImportAnswers
from atlas.core.imports.unit_table import locate_units
from atlas.core.imports.unit_words import PlaceLookup, code_of, written

__all__ = ["Located", "PlaceLookup", "locate_table"]

#: Kinds of files whose numbers are written for people.
_FOR_PEOPLE = ("csv", "xlsx")
#: Values that are looked at to see whether a column holds codes.
_LOOKED_AT = 1000


def locate_table(
    layer: RawLayer, places: PlaceLookup, answers: ImportAnswers, *, region: str = ""
) -> Located:
    """A table whose rows lie somewhere.

    Parameters
    ----------
    layer
        Decoded, without geometry.
    places
        Finds admin units by code or name.
    answers
        ``x_column``, ``y_column``, ``axes`` and ``unit_column`` decide, where given.
    region
        adcode of the unit whose office this is: decides between places of the same name; empty for none.

    Returns
    -------
    Located
        With geometries, or with unit codes, or with a question. Columns of numbers are numbers.

    Raises
    ------
    ParameterError
        A column named in the answers does not exist.
    DataError
        There are neither coordinates nor known units (``no_location``).
    """
    named_points = answers.x_column or answers.y_column
    located = None if answers.unit_column and not named_points else locate_points(layer, answers)
    if located is None and named_points:
        raise _no_coordinates(layer, answers)
    if located is None:
        located = locate_units(layer, places, answers, region=region)
    if located is None:
        raise _no_location(layer)
    codes = {located.unit_column} | {
        str(name) for name in layer.table.columns if _holds_codes(layer, str(name), places)
    }
    plain = replace(located.layer, table=with_numbers(located.layer.table, keep=codes))
    if layer.member.kind not in _FOR_PEOPLE or located.question:
        return replace(located, layer=plain)
    read, messages = read_marked_numbers(plain, keep=codes | {located.x_column, located.y_column})
    return replace(located, layer=read, messages=(*located.messages, *messages))


def _holds_codes(layer: RawLayer, name: str, places: PlaceLookup) -> bool:
    """Whether all values of a column look like codes of units, and most are such."""
    values = [written(value) for value in layer.table[name].dropna().unique()[:_LOOKED_AT]]
    codes = [code_of(value) for value in values if value and not is_no_data(value)]
    if not codes or not all(codes):
        return False
    return sum(places.unit(code) is not None for code in codes) * 2 >= len(codes)


def _no_coordinates(layer: RawLayer, answers: ImportAnswers) -> DataError:
    names = "、".join(dict.fromkeys(name for name in (answers.x_column, answers.y_column) if name))
    return DataError(
        f"{layer.member.name} 的坐标列（{names}）里没有一行读得出坐标",
        f"no row of {layer.member.name} has coordinates that can be read in the columns {names}",
        code="no_location",
        hint_zh="请另选坐标列，或改正其中的坐标。",
        hint_en="Choose other columns, or mend the coordinates.",
        file=layer.member.name,
        columns=[str(name) for name in layer.table.columns],
    )


def _no_location(layer: RawLayer) -> DataError:
    columns = [str(name) for name in layer.table.columns]
    unread = [name for name in columns if axis_of(name) is not None or is_pair_name(name)]
    more_zh = f"；{'、'.join(unread)} 列里的坐标读不出来" if unread else ""
    more_en = f"; the coordinates in {', '.join(unread)} cannot be read" if unread else ""
    return DataError(
        f"{layer.member.name} 里找不到位置：没有经纬度或 X、Y 坐标列、“坐标”列或 WKT，"
        f"也没有行政区划代码或县名列{more_zh}",
        f"nothing in {layer.member.name} tells where its rows lie: no columns with longitude and latitude, x and y, "
        f"both coordinates or WKT, and none with codes or names of counties{more_en}",
        code="no_location",
        hint_zh=f"请指明坐标列或县名列。现有各列：{'、'.join(columns[:30])}",
        hint_en=f"Name the columns with coordinates or counties. There are: {', '.join(columns[:30])}",
        file=layer.member.name,
        columns=columns,
    )

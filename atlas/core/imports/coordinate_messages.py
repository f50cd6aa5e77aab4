"""What is said and asked about the coordinates of a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas

from atlas.core.errors import Text
from atlas.core.geo.crs import IntArray
from atlas.core.imports.coordinate_columns import ColumnPair
from atlas.core.imports.coordinate_values import CoordinateColumn
from atlas.core.imports.raw import RawLayer
from atlas.core.imports.report import Choice, ImportMessage, Question, message_about

_SHOWN, _LISTED = 3, 100


def unreadable(layer: RawLayer, columns: Sequence[str], reasons: Mapping[int, Text]) -> ImportMessage:
    """Rows without usable coordinates.

    Parameters
    ----------
    layer
        With the coordinates as written.
    columns
        Their names.
    reasons
        By row.

    Returns
    -------
    ImportMessage
        ``coordinates_unreadable``.
    """
    rows = sorted(reasons)
    written = [[_shown(layer.table[name].iloc[row]) for name in columns] for row in rows[:_LISTED]]
    some = [
        (layer.row_number(row), "，".join(cells) or "—", reasons[row])
        for row, cells in zip(rows[:_SHOWN], written, strict=False)
    ]
    return message_about(
        "coordinates_unreadable",
        Text(
            f"{len(rows)} 行没有可用的坐标，保留但没有几何："
            + "；".join(f"第 {row} 行“{cell}”{why.zh}" for row, cell, why in some),
            f"{len(rows)} rows have no usable coordinates and stay without geometry: "
            + "; ".join(f"row {row} “{cell}” {why.en}" for row, cell, why in some),
        ),
        rows,
        hint=Text("请在原表里改正这些坐标。", "Mend these coordinates in the table."),
        fields=list(columns),
        values=written,
        reasons=[reasons[row].to_dict() for row in rows[:_LISTED]],
    )


def at_zero(rows: IntArray) -> ImportMessage:
    """Rows at longitude and latitude nought.

    Parameters
    ----------
    rows
        From 0.

    Returns
    -------
    ImportMessage
        ``coordinates_zero``.
    """
    return message_about(
        "coordinates_zero",
        Text(
            f"{len(rows)} 行的坐标是 0，0，多半是没有填写；保留但没有几何",
            f"{len(rows)} rows have the coordinates 0, 0, which mostly means none; they stay without geometry",
        ),
        rows.tolist(),
        hint=Text("请在原表里补上坐标。", "Fill in the coordinates in the table."),
    )


def rows_swapped(rows: IntArray) -> ImportMessage:
    """Single rows with east and north the other way round.

    Parameters
    ----------
    rows
        From 0.

    Returns
    -------
    ImportMessage
        ``coordinates_swapped_rows``.
    """
    return message_about(
        "coordinates_swapped_rows",
        Text(
            f"{len(rows)} 行的经纬度（横纵坐标）与其余各行相反，没有改动",
            f"east and north of {len(rows)} rows are the other way round than in the rest; they were left as they are",
        ),
        rows.tolist(),
        hint=Text("请在原表里对调这些行的坐标。", "Exchange the coordinates of these rows in the table."),
    )


def swapped(x: str, y: str, *, is_letter: bool) -> ImportMessage:
    """Columns whose values say the opposite of their names.

    Parameters
    ----------
    x, y
        Columns by name.
    is_letter
        Whether the names are mere letters, of which x is north in surveying.

    Returns
    -------
    ImportMessage
        ``x_is_north`` or ``axes_swapped``.
    """
    if is_letter:
        return ImportMessage(
            "x_is_north",
            Text(
                f"“{x}”按数值是北坐标、“{y}”是东坐标（测量坐标系的习惯），已照此读取",
                f"by its values “{x}” runs north and “{y}” east, as is usual in surveying; they were read so",
            ),
            detail={"x_column": y, "y_column": x},
        )
    return ImportMessage(
        "axes_swapped",
        Text(
            f"“{x}”与“{y}”的数值与列名相反，已对调读取",
            f"the values of “{x}” and “{y}” are the other way round than their names; they were read exchanged",
        ),
        Text(
            "请核对位置；需要时用 axes=kept 按列名读取。",
            "Check the positions; axes=kept reads them by name.",
        ),
        detail={"x_column": y, "y_column": x},
    )


def packed(columns: Sequence[str], rows: IntArray) -> ImportMessage:
    """Numbers that were read as degrees, minutes and seconds without marks.

    Parameters
    ----------
    columns
        Their names.
    rows
        From 0.

    Returns
    -------
    ImportMessage
        ``coordinates_packed``.
    """
    return message_about(
        "coordinates_packed",
        Text(
            f"{'、'.join(columns)}：{len(rows)} 行的数字按“度分秒”连写读取（1063015 即 106°30′15″）",
            f"{', '.join(columns)}: the numbers of {len(rows)} rows were read as degrees, minutes and seconds "
            "(1063015 is 106°30′15″)",
        ),
        rows.tolist(),
        hint=Text("请核对位置。", "Check the positions."),
        fields=list(columns),
    )


def taken_as_wgs84(columns: Sequence[str]) -> ImportMessage:
    """Degrees whose datum nobody stated.

    Parameters
    ----------
    columns
        Their names.

    Returns
    -------
    ImportMessage
        ``crs_taken_as_wgs84``.
    """
    names = list(dict.fromkeys(columns))
    return ImportMessage(
        "crs_taken_as_wgs84",
        Text(
            f"{'、'.join(names)} 是度数但没有写明坐标系，按 WGS 84 读取（与 CGCS2000 相差不到 1 米）",
            f"{', '.join(names)} hold degrees without a reference system; taken as WGS 84, which is within 1 m of CGCS2000",
        ),
        Text(
            "如果是别的坐标系，请在导入时写明。", "Name the reference system when importing if it is another."
        ),
        detail={"fields": names},
    )


def named_offset(columns: Sequence[str], offset: str) -> ImportMessage:
    """Columns that are called after a map service that shifts positions.

    Parameters
    ----------
    columns
        Their names.
    offset
        ``gcj02`` or ``bd09``.

    Returns
    -------
    ImportMessage
        ``offset_in_name``.
    """
    names = list(dict.fromkeys(columns))
    return ImportMessage(
        "offset_in_name",
        Text(
            f"按列名，{'、'.join(names)} 可能是 {offset.upper()} 偏移坐标",
            f"by their names, {', '.join(names)} may be shifted by {offset.upper()}",
        ),
        Text(f"确认后用 offset={offset} 还原。", f"If so, undo it with offset={offset}."),
        detail={"fields": names, "offset": offset},
    )


def which_pair(layer: RawLayer, pairs: Sequence[ColumnPair]) -> Question:
    """Several pairs of columns hold coordinates.

    Parameters
    ----------
    layer
        The table.
    pairs
        Of columns.

    Returns
    -------
    Question
        ``x_column``; the other column follows from it.
    """
    return Question(
        "x_column",
        Text(
            f"{layer.member.name} 有 {len(pairs)} 对坐标列，请指明用哪一对",
            f"{layer.member.name} has {len(pairs)} pairs of columns with coordinates; say which to use",
        ),
        Text(
            "选横坐标（经度）列，纵坐标列随之确定。",
            "Choose the column that runs east; the other follows from it.",
        ),
        tuple(
            Choice(
                pair.x,
                Text(f"{pair.x}、{pair.y}", f"{pair.x}, {pair.y}"),
                sample=tuple(
                    f"{_shown(x)}，{_shown(y)}"
                    for x, y in layer.table[[pair.x, pair.y]].head(_SHOWN).itertuples(index=False)
                ),
            )
            for pair in pairs
        ),
    )


def which_axis(
    layer: RawLayer, x: str, y: str, columns: tuple[CoordinateColumn, CoordinateColumn]
) -> Question:
    """Two columns may be east and north either way round.

    Parameters
    ----------
    layer
        The table.
    x, y
        Columns by name.
    columns
        Their values.

    Returns
    -------
    Question
        ``x_column``.
    """
    return Question(
        "x_column",
        Text(
            f"{layer.member.name}：按列名和数值都不能断定“{x}”与“{y}”哪个是东（经度）、哪个是北（纬度）",
            f"{layer.member.name}: neither names nor values tell which of “{x}” and “{y}” runs east and which north",
        ),
        Text(
            "测量坐标系里 X 通常指北、Y 指东，与数学习惯相反。请选东（经度）列。",
            "In surveying X mostly runs north and Y east. Choose the column that runs east.",
        ),
        tuple(
            Choice(
                name,
                Text(f"“{name}”是东（经度），“{other}”是北（纬度）", f"“{name}” runs east, “{other}” north"),
                sample=_positions(*pair),
            )
            for name, other, pair in ((x, y, columns), (y, x, columns[::-1]))
        ),
    )


def which_order_in_cell(
    layer: RawLayer, x: str, y: str, columns: tuple[CoordinateColumn, CoordinateColumn]
) -> Question:
    """The two numbers of a cell may be east and north either way round.

    Parameters
    ----------
    layer
        The table.
    x, y
        The column.
    columns
        First and second numbers.

    Returns
    -------
    Question
        ``axes``.
    """
    return Question(
        "axes",
        Text(
            f"{layer.member.name}：不能断定“{x}”里的两个数哪个是东（经度）、哪个是北（纬度）",
            f"{layer.member.name}: it cannot be told which number in “{y}” runs east and which north",
        ),
        Text("请看前几行，选出正确的一种。", "Look at the first rows and choose."),
        (
            Choice("kept", Text("先东（经度）后北（纬度）", "east first"), sample=_positions(*columns)),
            Choice(
                "swapped", Text("先北（纬度）后东（经度）", "north first"), sample=_positions(*columns[::-1])
            ),
        ),
    )


def _positions(east: CoordinateColumn, north: CoordinateColumn) -> tuple[str, ...]:
    rows = np.flatnonzero(east.is_readable & north.is_readable)[:_SHOWN]
    return tuple(f"东 E {east.values[row]:.10g}，北 N {north.values[row]:.10g}" for row in rows)


def _shown(value: object) -> str:
    return "" if value is None or value is pandas.NA or value != value else str(value)  # noqa: PLR0124 - NaN

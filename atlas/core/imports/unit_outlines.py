"""What is said of rows that are drawn with the outline of the admin unit they name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from atlas.core.errors import Text
from atlas.core.imports.raw import RawLayer
from atlas.core.imports.report import ImportMessage, message_about
from atlas.core.imports.unit_words import PlaceLookup
from atlas.core.model import Level

#: Code of the message that a reader has to see before all others: the geometry is not that of the things themselves.
DRAWN_BY_UNIT = "drawn_by_unit"
_SHOWN, _SHOWN_ROWS, _LISTED = 5, 6, 200


def outline_messages(
    layer: RawLayer, column: str, codes: Sequence[str], places: PlaceLookup
) -> list[ImportMessage]:
    """That whole units are drawn, and which rows share one.

    Parameters
    ----------
    layer
        The table.
    column
        That names the units.
    codes
        By row the unit, empty for none.
    places
        Knows the names of units.

    Returns
    -------
    list of ImportMessage
        ``drawn_by_unit``, and ``unit_repeated`` where several rows name one unit.
    """
    rows_of: dict[str, list[int]] = defaultdict(list)
    for row, code in enumerate(codes):
        if code:
            rows_of[code].append(row)
    repeated = {code: rows for code, rows in rows_of.items() if len(rows) > 1}
    messages = [_drawn(column, codes, list(rows_of), places)]
    return [*messages, _repeated(layer, column, repeated, places)] if repeated else messages


def _drawn(column: str, codes: Sequence[str], units: Sequence[str], places: PlaceLookup) -> ImportMessage:
    matched = sum(bool(code) for code in codes)
    found = [places.unit(code) for code in units]
    are_counties = all(unit is not None and unit.level is Level.COUNTY for unit in found)
    zh, en = ("县", "counties") if are_counties else ("行政区", "admin units")
    left = len(codes) - matched
    more_zh = f"，{left} 行没有图形" if left else ""
    more_en = f"; {left} rows have none" if left else ""
    return ImportMessage(
        DRAWN_BY_UNIT,
        Text(
            f"按“{column}”列匹配{zh}界作为图形：{matched} 行匹配到 {len(units)} 个{zh}{more_zh}；"
            f"图形是整个{zh}的范围，不是各行所记对象的位置",
            f"outlines were taken by the column “{column}”: {matched} rows name {len(units)} {en}{more_en}; each row is "
            "drawn as the whole unit, not where the thing itself lies",
        ),
        Text(
            "如果各行另有位置，请加上经纬度列，或发送带图形的文件（如 .shp）。",
            "If the rows have places of their own, add columns with longitude and latitude, or send a file with geometry "
            "such as the .shp.",
        ),
        detail={"field": column, "rows": len(codes), "matched": matched, "units": len(units)},
    )


def _repeated(
    layer: RawLayer, column: str, repeated: dict[str, list[int]], places: PlaceLookup
) -> ImportMessage:
    units = [(code, places.unit(code), rows) for code, rows in repeated.items()]
    groups = [
        (code, unit.name if unit else code, [layer.row_number(row) for row in rows])
        for code, unit, rows in units
    ]
    shown = [(name, rows) for _, name, rows in groups[:_SHOWN]]
    some_zh = "；".join(f"第 {_some(rows, '、')} 行都指{name}" for name, rows in shown)
    some_en = "; ".join(f"rows {_some(rows, ', ')} name {name}" for name, rows in shown)
    rest = len(groups) - len(shown)
    return message_about(
        "unit_repeated",
        Text(
            f"“{column}”：{some_zh}"
            + (f"；另有 {rest} 个行政区各有几行" if rest else "")
            + "；它们的图形相同",
            f"“{column}”: {some_en}"
            + (f"; {rest} more units have several rows" if rest else "")
            + "; such rows have one outline",
        ),
        [row for rows in repeated.values() for row in rows],
        hint=Text(
            "若每县只应有一行，请在原表里合并或删去重复的行。",
            "If a county should have one row, merge the rows or remove what is double.",
        ),
        field=column,
        units=[
            {"adcode": code, "name": name, "rows": rows[:_LISTED]} for code, name, rows in groups[:_LISTED]
        ],
    )


def _some(rows: Sequence[int], comma: str) -> str:
    return comma.join(str(row) for row in rows[:_SHOWN_ROWS]) + (" …" if len(rows) > _SHOWN_ROWS else "")

"""How wide text is, and how wide the columns of a table become; in half-width characters, since no type is known."""

from __future__ import annotations

import unicodedata

from atlas.render.report_parts import ReportTable

#: Narrowest column, and the space between columns [half-width characters].
_NARROWEST, _GAP = 6, 3
#: Share of the cells of a column that fit on one line where not all of them can.
_USUAL = 0.8


def text_width(text: str) -> int:
    """How wide a text is.

    Parameters
    ----------
    text
        One line.

    Returns
    -------
    int
        Half-width characters; a Chinese character counts as two.

    Examples
    --------
    >>> text_width("表 1")
    4
    """
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def column_widths(table: ReportTable, width: int, *, characters: int) -> list[int]:
    """Widths of columns that fill a room: each by its longest cell, and where that is too much the widest give way.

    Parameters
    ----------
    table
        With its cells.
    width
        Of the room, in any unit.
    characters
        That the room holds on one line, of half width.

    Returns
    -------
    list of int
        In that unit; together no wider than the room.
    """
    longest, usual = [], []
    for place, head in enumerate(table.heads):
        least = max(_NARROWEST, text_width(head)) + _GAP
        cells = sorted(text_width(row[place]) + _GAP for row in table.rows)
        longest.append(max([least, *cells[-1:]]))
        usual.append(max([least, *cells[max(round(len(cells) * _USUAL) - 1, 0) :][:1]]))
    spare = characters - sum(usual)
    if sum(longest) <= characters or spare < 0:
        shares = _levelled(longest if spare >= 0 else usual, characters)
    else:
        # Most cells fit as they are; what is left goes to the columns whose longest cells do not.
        lacking = [one - other for one, other in zip(longest, usual, strict=True)]
        shares = [one + spare * more // sum(lacking) for one, more in zip(usual, lacking, strict=True)]
    return [width * share // sum(shares) for share in shares]


def _levelled(wanted: list[int], characters: int) -> list[int]:
    """The widest give way until all fit."""
    highest = max(wanted)
    while sum(min(one, highest) for one in wanted) > characters and highest > _NARROWEST + _GAP:
        highest -= 1
    return [min(one, highest) for one in wanted]

"""Columns of tables on a PDF page, so that cells without words keep their place in a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

#: Left, bottom, right and top of a cell [pt].
Cell = tuple[float, float, float, float]


def columns_of_rows(rows: Mapping[float, Sequence[Cell]]) -> dict[float, list[float]]:
    """Left edges of the columns of each row; rows of one table share theirs.

    Parameters
    ----------
    rows
        Cells with words, by the upper border of their row [pt]. Borders of one line are equal.

    Returns
    -------
    dict of float to list of float
        For each row the edges from the left, those of cells that other rows of its table have among them [pt].

    Examples
    --------
    >>> rows = {90.0: [(0.0, 80.0, 10.0, 90.0), (10.0, 80.0, 20.0, 90.0)], 80.0: [(10.0, 70.0, 20.0, 80.0)]}
    >>> columns_of_rows(rows)[80.0]
    [0.0, 10.0]
    """
    columns: dict[float, list[float]] = {}
    table: list[float] = []
    bottom = right = left = 0.0
    for top in sorted(rows, reverse=True):
        cells = rows[top]
        is_beside = min(cell[0] for cell in cells) < right and max(cell[2] for cell in cells) > left
        if table and not (top >= bottom and is_beside):
            _share(table, rows, columns)
            table = []
        ends = [cell[1] for cell in cells]
        bottom = min([*ends, bottom]) if table else min(ends)
        left = min(cell[0] for cell in cells) if not table else min(left, *(cell[0] for cell in cells))
        right = max(cell[2] for cell in cells) if not table else max(right, *(cell[2] for cell in cells))
        table.append(top)
    _share(table, rows, columns)
    return columns


def _share(
    table: Sequence[float], rows: Mapping[float, Sequence[Cell]], columns: dict[float, list[float]]
) -> None:
    edges = sorted({cell[0] for top in table for cell in rows[top]})
    for top in table:
        columns[top] = edges

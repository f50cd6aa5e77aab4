"""Tables with borders on a PDF page: a line for each row, its cells parted by tabs as in a Word document."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from atlas.ingest.documents.pdf_borders import Borders, Cell
from atlas.ingest.documents.pdf_lines import Line, Row, grouped, row_text
from atlas.ingest.documents.pdf_page import PageContent
from atlas.ingest.documents.pdf_words import Stretch

#: Borders that lie nearer are one [pt].
_SAME = 3.0
#: Between paragraphs of a cell.
_GAP = "  "
#: A longer cell over a whole row is a paragraph in a frame.
_LONGEST_GROUP = 60
#: A line that could have taken the next word ends a paragraph; so uncertain, in heights of the type, are its ends.
_RAGGED_EM = 0.3
#: What a line break never parts: a sign or a number, with the marks around it.
_UNBROKEN = re.compile(r"[（(“《]*(?:[A-Za-z0-9.,%+-]+|.)[，。；、：）)”》%—]*")
_LATIN_WIDTH = 0.6
_LATIN_ENDS = re.compile(r"[A-Za-z0-9,.;:%)]\Z")
_LATIN_STARTS = re.compile(r"[A-Za-z0-9(]")


@dataclass(frozen=True, slots=True)
class _Table:
    """Cells with words, row by row; left edges of the columns; how far words stand from the borders [pt]."""

    rows: Sequence[Sequence[Cell]]
    edges: Sequence[float]
    padding: float

    @property
    def right(self) -> float:
        return max(cell.right for row in self.rows for cell in row)

    @property
    def is_sure(self) -> bool:
        """Whether it is no page in columns between two strokes."""
        is_open = any(cell.is_open_beside for row in self.rows for cell in row)
        return len(self.edges) > 1 and (len(self.rows) > 1 or not is_open)


def table_rows(content: PageContent) -> tuple[list[Line], list[Stretch]]:
    """Rows of the tables of a page.

    Parameters
    ----------
    content
        Words with their places, and borders.

    Returns
    -------
    tuple of list of Line and list of Stretch
        The rows, and the words that stand in none. A frame around lines leaves them lines.
    """
    words: dict[Cell, list[Stretch]] = defaultdict(list)
    free = []
    for stretch in content.stretches:
        cell = content.borders.cell_of(stretch.box)
        if cell is None:
            free.append(stretch)
        else:
            words[cell].append(stretch)
    rows = []
    for table in _tables(words, content.borders):
        for row in table.rows:
            line = _line(table, row, words)
            if line is None:
                free += [stretch for cell in row for stretch in words[cell]]
            else:
                rows.append(line)
    return rows, free


def _tables(words: Mapping[Cell, Sequence[Stretch]], borders: Borders) -> Iterator[_Table]:
    rows: list[list[Cell]] = []
    for row in _rows(words):
        if rows and not _is_below(row, rows):
            yield _table(rows, words, borders)
            rows = []
        rows.append(row)
    if rows:
        yield _table(rows, words, borders)


def _rows(words: Mapping[Cell, Sequence[Stretch]]) -> Iterator[list[Cell]]:
    """Cells whose upper borders lie at one height, from the highest."""
    row: list[Cell] = []
    for cell in sorted(words, key=lambda one: -one.top):
        if row and row[0].top - cell.top > _SAME:
            yield sorted(row)
            row = []
        row.append(cell)
    if row:
        yield sorted(row)


def _is_below(row: Sequence[Cell], rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether a row goes on with a table."""
    cells = [cell for one in rows for cell in one]
    is_beside = row[0].left < max(cell.right for cell in cells) and row[-1].right > min(
        cell.left for cell in cells
    )
    return is_beside and row[0].top >= min(cell.bottom for cell in cells) - _SAME


def _table(
    rows: Sequence[Sequence[Cell]], words: Mapping[Cell, Sequence[Stretch]], borders: Borders
) -> _Table:
    cells = [cell for row in rows for cell in row]
    left, right = min(cell.left for cell in cells), max(cell.right for cell in cells)
    # Columns without a word are told by their borders.
    found = {cell.left for cell in cells}
    found.update(
        place
        for row in rows
        for place in borders.columns(left, right - _SAME, max(cell.bottom for cell in row), row[0].top)
    )
    edges: list[float] = []
    for edge in sorted(found):
        if not edges or edge - edges[-1] > _SAME:
            edges.append(edge)
    gaps = [
        min(stretch.box.left - cell.left, cell.right - stretch.box.right)
        for cell in cells
        for stretch in words[cell]
    ]
    return _Table(tuple(rows), edges, max(0.0, min(gaps)))


def _line(table: _Table, row: Sequence[Cell], words: Mapping[Cell, Sequence[Stretch]]) -> Line | None:
    """A row as one line; ``None`` where it holds paragraphs, no cells."""
    if not table.is_sure:
        return None
    texts = [_cell_text(words[cell], cell, table.padding) for cell in row]
    if len(row) == 1 and table.right - row[0].right <= _SAME and row[0].left - table.edges[0] <= _SAME:
        is_text = _GAP in texts[0] or "。" in texts[0] or len(texts[0]) > _LONGEST_GROUP
        if is_text or len(table.rows) == 1:
            return None
    columns = [""] * len(table.edges)
    for cell, text in zip(row, texts, strict=True):
        column = min(range(len(columns)), key=lambda index: abs(table.edges[index] - cell.left))
        columns[column] = text
    return Line(
        "\t".join(columns),
        row[0].top,
        min(cell.bottom for cell in row),
        min(stretch.order for cell in row for stretch in words[cell]),
        Row(
            tuple(table.edges),
            any(cell.is_open_above for cell in row),
            any(cell.is_open_below for cell in row),
        ),
    )


def _cell_text(stretches: Sequence[Stretch], cell: Cell, padding: float) -> str:
    """Lines of a cell in one; a line that had room for the next word ends a paragraph."""
    text = ""
    room = 0.0
    for line in grouped(stretches):
        words = row_text(line, gap=_GAP)
        height = line[0].box.height
        if text:
            is_end = room > _width_of_first(words, height) + _RAGGED_EM * height
            text += _GAP if is_end else joint(text, words)
        text += words
        before, behind = (
            line[0].box.left - cell.left - padding,
            cell.right - line[-1].box.right - padding,
        )
        # Beside a line in the middle of its cell there is room at both sides.
        room = before + behind if abs(before - behind) < height else behind
    return text


def joint(before: str, after: str) -> str:
    """What stands between two lines of one sentence.

    Parameters
    ----------
    before, after
        The lines.

    Returns
    -------
    str
        A blank between Latin words, nothing between Chinese ones.
    """
    return " " if _LATIN_ENDS.search(before) and _LATIN_STARTS.match(after) else ""


def _width_of_first(words: str, height: float) -> float:
    """Width of what must stand on a line together [pt]."""
    first = _UNBROKEN.match(words)
    signs = first.group() if first else ""
    return height * sum(_LATIN_WIDTH if sign < "\u0250" else 1.0 for sign in signs)

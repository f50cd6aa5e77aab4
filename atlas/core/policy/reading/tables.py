"""Tables in a text: rows of cells parted by tabs, with their title, their head and the cells that were merged.

Only the grid as it is printed. What a column means is told in ``table_heads``, what its numbers say in ``figures.tables``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from atlas.core.places.unit_tails import UNIT_TAILS
from atlas.core.policy.reading.row_lines import ROW_NUMBER
from atlas.core.policy.reading.sentence_ends import PROSE_END
from atlas.core.policy.reading.table_heads import ColumnKind, is_head_word, is_unit, kind_of_head

#: Lines above a table, or rows above its head, that may be its title, and the most signs that each has.
_TITLE_LINES, _LONGEST_TITLE, _LONGEST_TITLE_CELL = 3, 60, 120
_TITLE = re.compile(
    r"表\s?[\d一二三四五六七八九十]*[-—]?\d*\b|表\Z|单位\s?[:：]|清单|一览|任务分解|目标分解|\A[(（]?单位"
)
#: A cell of a head is a name, no sentence.
_LONGEST_HEAD, _MOST_HEAD_ROWS = 30, 3
#: What is wider is no table of a plan; nor is a large one in which a single long row sets the width of all others.
_MOST_COLUMNS, _ALWAYS_READ_CELLS, _MOST_CELLS_PER_PRINTED = 100, 1_000, 4
_TOTAL = re.compile(
    rf"(?:合\s*计|总\s*计|小\s*计|共\s*计|累\s*计|全[国{UNIT_TAILS}](?:合计|总计)?)(?:[(（:：].*)?"
)
_PART = re.compile(r"小\s*计.*")
_ORDER = re.compile(r"[(（]?\d{1,2}[)）]?|[甲乙丙丁戊己庚辛]|[一二三四五六七八九十]")
_NUMBER = re.compile(r"[\[(〔【（]?\s*[≥≤><]?\s*-?\d[\d,.]*(?![\d年])")
_YEAR = re.compile(r"(?:19|20)\d\d年?")
_NAMING = re.compile(r"[一-龥]{4}")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell.

    Parameters
    ----------
    text
        Its words, without blanks around them.
    start
        Where they stand.
    """

    text: str
    start: int

    @property
    def end(self) -> int:
        """Where its words end."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Row:
    """A row below the head of a table.

    Parameters
    ----------
    start, end
        Where its line stands.
    cells
        One for each column, those that were merged into another one empty.
    merged
        For each column the cell that holds: its own, or for an empty one the nearest above it in its group.
    is_total
        Whether it tells the sum of others (合计).
    is_part
        Whether that is the sum of a part (小计).
    is_mute
        Whether it says nothing by itself: the head once more, the title of a group.
    group
        Title of the group that it stands in (一、粤东片区).
    """

    start: int
    end: int
    cells: tuple[Cell, ...]
    merged: tuple[Cell, ...]
    is_total: bool = False
    is_part: bool = False
    is_mute: bool = False
    group: Cell | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a head.

    Parameters
    ----------
    start
        Where its title begins, or else its head.
    body
        Where the head ends.
    title
        Words of its title lines, or of the heading that it stands below.
    heads
        For each column the cells of the head above it, from the top.
    rows
        Those below the head.
    """

    start: int
    body: int
    title: str
    heads: tuple[tuple[Cell, ...], ...]
    rows: tuple[Row, ...]

    @property
    def end(self) -> int:
        """Where its last row ends."""
        return self.rows[-1].end


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def is_row(self) -> bool:
        return "\t" in self.text


def find_tables(text: str, heading: str = "") -> Iterator[Table]:
    """Tables of a text that have a head.

    Parameters
    ----------
    text
        With a tab between cells and a line for each row. The cost grows linearly with it.
    heading
        Of the clause; the title of a table that has no other one.

    Yields
    ------
    Table
        In the order of the text; rows without a head above them are left out.
    """
    if "\t" not in text:
        return
    lines = list(_lines(text))
    index = 0
    while index < len(lines):
        if not lines[index].is_row:
            index += 1
            continue
        stop = index
        while stop < len(lines) and lines[stop].is_row:
            stop += 1
        table = _table(lines[max(0, index - _TITLE_LINES) : index], lines[index:stop], heading)
        if table is not None:
            yield table
        index = stop


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for line in text.split("\n"):
        if line.strip(" ") or "\t" in line:
            yield _Line(start, line)
        start += len(line) + 1


def _table(above: Sequence[_Line], lines: Sequence[_Line], heading: str) -> Table | None:
    widths = [line.text.count("\t") + 1 for line in lines]
    width = max(widths)
    if width > _MOST_COLUMNS or _is_mostly_padding(width, widths):
        return None
    rows = [_cells(line, width) for line in lines]
    first = next((index for index, row in enumerate(rows) if len(_filled(row)) > 1), len(rows))
    depth = _depth_of_head(rows[first:])
    if not depth or first + depth == len(rows):
        return None
    titles = _titles(above)
    inside = [cell.text for row in rows[max(0, first - _TITLE_LINES) : first] for cell in _filled(row)]
    words = [line.text.strip() for line in titles]
    words += [title for title in inside if len(title) <= _LONGEST_TITLE_CELL]
    head = rows[first : first + depth]
    return Table(
        start=(titles[0] if titles else lines[0]).start,
        body=lines[first + depth - 1].end,
        title=" ".join(words if any(_NAMING.search(each) for each in words) else [heading, *words]),
        heads=tuple(_stacked(head, column) for column in range(width)),
        rows=tuple(_rows(lines[first + depth :], rows[first + depth :], head)),
    )


def _is_mostly_padding(width: int, widths: Sequence[int]) -> bool:
    """Whether most cells of a large grid are not in the text, so that it would cost far more than its words."""
    grid = width * len(widths)
    return grid > _ALWAYS_READ_CELLS and grid > _MOST_CELLS_PER_PRINTED * sum(widths)


def _cells(line: _Line, width: int) -> tuple[Cell, ...]:
    cells, position = [], line.start
    for words in line.text.split("\t"):
        cells.append(Cell(words.strip(), position + len(words) - len(words.lstrip())))
        position += len(words) + 1
    cells += [Cell("", line.end)] * (width - len(cells))
    return tuple(cells)


def _filled(row: Sequence[Cell]) -> list[Cell]:
    return [cell for cell in row if cell.text]


def _titles(above: Sequence[_Line]) -> list[_Line]:
    """Lines straight above a table that only name it."""
    titles: list[_Line] = []
    for line in reversed(above):
        words = line.text.strip()
        if line.is_row or len(words) > _LONGEST_TITLE or PROSE_END.search(words) or not _TITLE.search(words):
            break
        titles.insert(0, line)
    return titles


def _depth_of_head(rows: Sequence[tuple[Cell, ...]]) -> int:
    """Rows of the head; none when the first row is no head."""
    if not rows or not _is_head(rows[0]):
        return 0
    depth = 1
    while depth < min(_MOST_HEAD_ROWS, len(rows)) and _goes_on(rows[depth - 1], rows[depth]):
        depth += 1
    # Columns are numbered below the head: 甲 / 1 / 2 / 3.
    if depth < len(rows) and _counts_columns(rows[depth]):
        depth += 1
    return depth


def _is_head(row: Sequence[Cell]) -> bool:
    cells = _filled(row)
    if any(len(cell.text) > _LONGEST_HEAD or PROSE_END.search(cell.text) for cell in cells):
        return False
    if any(_NUMBER.fullmatch(cell.text) and not _YEAR.fullmatch(cell.text) for cell in cells):
        return False
    known = sum(is_head_word(cell.text) for cell in cells)
    # 县 / 甲县 / 乙县: of a head that names counties only the first cell is a word of its own.
    return known * 2 >= len(cells) or (
        bool(row[0].text) and kind_of_head(row[0].text) is not ColumnKind.OTHER
    )


def _goes_on(before: Sequence[Cell], row: Sequence[Cell]) -> bool:
    """Whether a row belongs to the head: its first cell was merged with the one above, or it tells the units."""
    cells = _filled(row)
    if not cells or any(len(cell.text) > _LONGEST_HEAD or PROSE_END.search(cell.text) for cell in cells):
        return False
    if any(_NUMBER.match(cell.text) and not _YEAR.match(cell.text) for cell in cells):
        return False
    if all(is_unit(cell.text) for cell in cells):
        return True
    is_below = all(not cell.text or above.text for cell, above in zip(row[:1], before[:1], strict=True))
    return not row[0].text and is_below and any(not cell.text for cell in before)


def _counts_columns(row: Sequence[Cell]) -> bool:
    cells = _filled(row)
    digits = [int(cell.text) for cell in cells if cell.text.isdecimal()]
    is_series = (
        len(digits) > 1 and all(later == one + 1 for one, later in pairwise(digits)) and digits[0] <= 2
    )
    return is_series and len(cells) == len(row) and all(_ORDER.fullmatch(cell.text) for cell in cells)


def _stacked(head: Sequence[tuple[Cell, ...]], column: int) -> tuple[Cell, ...]:
    """Cells of the head above a column; an empty one below which words stand belongs to the one on its left."""
    stack: list[Cell] = []
    for depth, row in enumerate(head):
        cell = row[column]
        if not cell.text and any(below[column].text for below in head[depth + 1 :]):
            spans = (other for other in reversed(row[:column]) if other.text)
            cell = next(spans, cell)
        if cell.text and cell.text not in [one.text for one in stack]:
            stack.append(cell)
    return tuple(stack)


def _rows(
    lines: Sequence[_Line], rows: Sequence[tuple[Cell, ...]], head: Sequence[tuple[Cell, ...]]
) -> Iterator[Row]:
    heads = [[cell.text for cell in row] for row in head]
    group: Cell | None = None
    above: tuple[Cell, ...] = tuple(Cell("", 0) for _ in head[0])
    for line, cells in zip(lines, rows, strict=True):
        filled = _filled(cells)
        if len(filled) > 1 and ROW_NUMBER.fullmatch(filled[0].text):
            filled = filled[1:]
        is_group = len(filled) == 1 and len(cells) > 2 and not _NUMBER.match(filled[0].text)
        is_total = any(_TOTAL.fullmatch(cell.text) for cell in filled[:2])
        is_part = is_total and any(_PART.fullmatch(cell.text) for cell in filled[:2])
        merged = tuple(
            last if not one.text or (is_part and _PART.fullmatch(one.text)) else one
            for one, last in zip(cells, above, strict=True)
        )
        if is_group and not is_total:
            group, above = filled[0], tuple(Cell("", 0) for _ in cells)
        elif not is_total:
            above = merged
        is_mute = (is_group and not is_total) or not filled or [cell.text for cell in cells] in heads
        yield Row(line.start, line.end, cells, merged, is_total, is_part, is_mute, group)

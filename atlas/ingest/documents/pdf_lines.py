"""Lines of text on a PDF page: words at one height, with blanks and tabs where they stand apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from atlas.ingest.documents.pdf_columns import common_columns
from atlas.ingest.documents.pdf_words import Stretch

#: Gaps of the type's height: less is no gap, more parts cells.
_JOINED_EM, _CELL_EM, _INDENT_EM = 0.3, 1.6, 1.2
_INDENT = "\u3000\u3000"
#: The number of a list stands apart from its words.
_LABEL = re.compile(
    r"[（(]?\d{1,3}[)）.、]|\d{1,2}(?:\.\d{1,2}){1,3}\.?|[（(]?[一二三四五六七八九十]{1,3}[)）、]|[\u2460-\u2473•●◆■▪○➢✓—·-]"
)
#: Letters of a heading that is set wide are no cells.
_LONGEST_LETTERS = 1


@dataclass(frozen=True, slots=True)
class Row:
    """Where a row stands in its table.

    Parameters
    ----------
    edges
        Left edges of the columns [pt].
    is_open_above, is_open_below
        Whether a border is missing there, so that the row goes on over the break of a page.
    """

    edges: tuple[float, ...]
    is_open_above: bool = False
    is_open_below: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line or row in reading order.

    Parameters
    ----------
    text
        Words; cells parted by tabs; two wide blanks before the words of an indented line.
    top, bottom
        Where it stands on the page [pt].
    order
        Its place in the file.
    row
        Of a row of a table with borders, what is known of it.
    """

    text: str
    top: float
    bottom: float
    order: int = 0
    row: Row | None = None


def grouped(stretches: Iterable[Stretch]) -> list[list[Stretch]]:
    """Stretches that stand at one height.

    Parameters
    ----------
    stretches
        In any order.

    Returns
    -------
    list of list of Stretch
        From top to bottom and from left to right.
    """
    lines: list[list[Stretch]] = []
    for stretch in sorted(stretches, key=lambda one: (-one.box.middle[1], one.box.left)):
        if lines and lines[-1][0].box.is_level(stretch.box):
            lines[-1].append(stretch)
        else:
            lines.append([stretch])
    return [sorted(line, key=lambda one: one.box.left) for line in lines]


def lines_of(stretches: Sequence[Stretch]) -> list[Line]:
    """Lines of words that stand in no table.

    Parameters
    ----------
    stretches
        Of a page or column.

    Returns
    -------
    list of Line
        From top to bottom.
    """
    level = grouped(stretches)
    if not level:
        return []
    margin = sorted(line[0].box.left for line in level)[len(level) // 10]
    lines = []
    rows = common_columns(level)
    for index, line in enumerate(level):
        height = max(one.box.height for one in line)
        is_indented = line[0].box.left - margin > _INDENT_EM * height
        if index in rows:
            text = "\t".join(row_text(cell, gap=" ") if cell else "" for cell in rows[index])
        else:
            text = (_INDENT if is_indented else "") + row_text(line, gap="\t")
        top, bottom = max(one.box.top for one in line), min(one.box.bottom for one in line)
        lines.append(Line(text, top, bottom, min(one.order for one in line)))
    return lines


def row_text(line: Sequence[Stretch], *, gap: str) -> str:
    """Words of one line.

    Parameters
    ----------
    line
        From left to right.
    gap
        Put where words stand far apart.

    Returns
    -------
    str
        Small gaps are blanks or nothing.
    """
    if max(len(one.text) for one in line) <= _LONGEST_LETTERS:
        gap = " "
    text = line[0].text
    for before, after in pairwise(line):
        distance = after.box.left - before.box.right
        height = min(before.box.height, after.box.height)
        if distance > _CELL_EM * height and not (gap == "\t" and _LABEL.fullmatch(text)):
            text += gap
        elif distance > _JOINED_EM * height:
            text += " "
        text += after.text
    return text

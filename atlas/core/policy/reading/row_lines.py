"""Which lines of a file are rows of a table, and where their cells part: at tabs, strokes or wide gaps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from atlas.core.policy.reading.sentence_ends import RAW_END

_STROKES = "|｜│┃║"
_STROKE = re.compile(f"[{_STROKES}]")
#: Lines that are only drawn: ├──┼──┤, |---|:--|, +----+----+.
BORDER = re.compile(r"[\s|｜:\-–—=_+…·.\u2500-\u257f]{3,}")
#: Columns set with blanks; so many rows in a row, each with as many columns.
_GAP = re.compile(r"(?<=\S)(?:[ \u3000]{2,}|\u3000)(?=\S)")
_FEWEST_GAPS, _FEWEST_ROWS, _LONGEST_ROW = 2, 3, 120
#: A head that counts its rows, parted by single blanks as in text copied from a page.
_BLANKS = re.compile(r"(?<=\S)[ \u3000]+(?=\S)")
_SERIAL_HEAD = re.compile(r"\s*序\s?号[ \u3000]")
ROW_NUMBER = re.compile(r"[(（]?[\d一二三四五六七八九十]{1,3}[)）]?[.、．]?")


def read_rows(lines: Sequence[str]) -> dict[int, str]:
    r"""Lines that are rows of tables, cells parted by tabs.

    Parameters
    ----------
    lines
        Of a file. The cost grows linearly with them.

    Returns
    -------
    dict of int to str
        By index, each as long as its line; a tab at an end stands for an empty cell.

    Notes
    -----
    A tab in front of a paragraph or behind the number of a heading makes no row; a line with strokes is one only beside
    another one with as many, one with wide gaps only among three. Single
    blanks part cells below a head that begins with 序号, where the rows are counted and have as many cells.

    Examples
    --------
    >>> read_rows(["|县|产值|", "|--|--|", "|泾县|12|", "一、\t总则"])
    {0: ' 县\t产值 ', 2: ' 泾县\t12 '}
    """
    kept = [(index, line) for index, line in enumerate(lines) if line.strip() and not BORDER.fullmatch(line)]
    rows = dict(_drawn(kept)) | dict(_spaced(kept)) | dict(_counted(kept))
    for index, line in kept:
        if index not in rows and is_row(line.strip()):
            rows[index] = line
    for place, (index, line) in enumerate(kept):
        is_one_cell = "\t" in line and "\t" not in line.strip()
        if index not in rows and is_one_cell and _is_beside(kept, place, rows, line.count("\t")):
            rows[index] = line
    return rows


def is_row(line: str) -> bool:
    r"""Whether a line is a row of a table; a tab that only sets a number apart from its heading makes none.

    Parameters
    ----------
    line
        A paragraph.

    Returns
    -------
    bool
        By its tabs.

    Examples
    --------
    >>> is_row("1.\t泾县\t宣纸"), is_row("1.\t总体要求"), is_row("一、粤东片区\t\t")
    (True, False, True)
    """
    number, tab, rest = line.partition("\t")
    return bool(tab) and (
        "\t" in rest or number.strip().isdecimal() or not ROW_NUMBER.fullmatch(number.strip())
    )


def _drawn(kept: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    counts = [len(_STROKE.findall(line)) for _, line in kept]
    for place, (index, line) in enumerate(kept):
        if not counts[place] or "\t" in line:
            continue
        if counts[place] in counts[max(0, place - 1) : place] + counts[place + 1 : place + 2]:
            yield index, _with_tabs(line)


def _spaced(kept: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    for count, group in groupby(kept, key=lambda one: _gaps(one[1])):
        lines = list(group)
        if count >= _FEWEST_GAPS and len(lines) >= _FEWEST_ROWS:
            for index, line in lines:
                yield index, _GAP.sub(lambda gap: "\t" + " " * (len(gap[0]) - 1), line)


def _counted(kept: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    place = 0
    while place < len(kept):
        head = place
        place += 1
        width = len(_BLANKS.findall(kept[head][1].strip()))
        if width < _FEWEST_GAPS or not _SERIAL_HEAD.match(kept[head][1]) or "\t" in kept[head][1]:
            continue
        while place < len(kept) and _is_counted(kept[place][1].strip(), place - head, width):
            place += 1
        if place - head > 1:
            for index, line in kept[head:place]:
                yield index, _BLANKS.sub(lambda gap: "\t" + " " * (len(gap[0]) - 1), line)


def _is_counted(words: str, number: int, width: int) -> bool:
    """Whether a line is the row of that number, with as many gaps as its head."""
    return (
        "\t" not in words
        and RAW_END.search(words) is None
        and words.split(maxsplit=1)[0].strip("（()）.、．") == str(number)
        and len(_BLANKS.findall(words)) == width
    )


def _gaps(line: str) -> int:
    """How many wide gaps part a line that is no sentence; none where tabs or strokes do."""
    words = line.strip()
    if len(words) > _LONGEST_ROW or "\t" in words or RAW_END.search(words) or _STROKE.search(words):
        return 0
    return len(_GAP.findall(words))


def _with_tabs(line: str) -> str:
    bare = line.strip()
    start = line.index(bare)
    first = start + (bare[0] in _STROKES)
    last = start + len(bare) - (bare[-1] in _STROKES)
    inner = _STROKE.sub("\t", line[first:last])
    return " " * first + inner + " " * (len(line) - last)


def _is_beside(kept: Sequence[tuple[int, str]], place: int, rows: dict[int, str], tabs: int) -> bool:
    """Whether a row with as many cells stands before or behind: 一、粤东片区 over a whole row."""
    beside = [index for index, _ in (*kept[max(0, place - 1) : place], *kept[place + 1 : place + 2])]
    return any(index in rows and rows[index].count("\t") == tabs for index in beside)

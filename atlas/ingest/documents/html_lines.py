"""Lines of a web page as a browser shows them: blocks, breaks, rows of tables, printed numbers of lists."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from atlas.ingest.documents.html_tree import INLINE
from atlas.ingest.documents.number_formats import format_number

_SKIPPED = frozenset({"rt", "rp", "script", "style"})
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_EDGES = " \u00a0\u3000\t"
_GAP = "  "
#: Formats of list numbers by HTML's ``type`` and by CSS, with what is printed after the number.
_LIST_STYLES = {
    "1": ("decimal", "."),
    "a": ("lowerLetter", "."),
    "A": ("upperLetter", "."),
    "i": ("lowerRoman", "."),
    "I": ("upperRoman", "."),
    "decimal": ("decimal", "."),
    "decimal-leading-zero": ("decimalZero", "."),
    "lower-alpha": ("lowerLetter", "."),
    "lower-latin": ("lowerLetter", "."),
    "upper-alpha": ("upperLetter", "."),
    "upper-latin": ("upperLetter", "."),
    "lower-roman": ("lowerRoman", "."),
    "upper-roman": ("upperRoman", "."),
    "cjk-ideographic": ("chineseCounting", "、"),
    "cjk-decimal": ("ideographDigital", "、"),
    "simp-chinese-informal": ("chineseCounting", "、"),
    "trad-chinese-informal": ("chineseCounting", "、"),
    "simp-chinese-formal": ("chineseLegalSimplified", "、"),
    "none": ("none", ""),
}
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.IGNORECASE)
#: A paragraph of a list that has its number in its words already.
_NUMBERED = re.compile(
    r"[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[a-zA-Z])[)）.．、]|[\u2460-\u2473]|第[一二三四五六七八九十百\d]+[章节条]"
)
#: A cell with so many paragraphs and signs is a part of the page, not of a table.
_MOST_PARAGRAPHS, _MOST_SIGNS = 6, 600
_MOST_SPAN, _MOST_COLUMNS = 1_000, 100


@dataclass(slots=True)
class _List:
    """A list that is open."""

    style: str = "none"
    after: str = ""
    following: int = 1
    step: int = 1


@dataclass(slots=True)
class _Table:
    """A table that is open: cells of the row, lines of the cell, and columns that cells above reach into."""

    cells: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    covered: Counter[int] = field(default_factory=Counter)


@dataclass(slots=True)
class LineReader:
    """Goes through an element from its first word to its last.

    Parameters
    ----------
    pictures
        Pictures that were met.
    """

    pictures: int = 0
    _line: list[str] = field(default_factory=list)
    _out: list[str] = field(default_factory=list)
    _lists: list[_List] = field(default_factory=list)
    _tables: list[_Table | None] = field(default_factory=list)
    _preformatted: int = 0
    _label: str = ""

    def read(self, content: etree._Element) -> Iterator[list[str]]:
        """Blocks of an element.

        Parameters
        ----------
        content
            Where the text stands.

        Yields
        ------
        list of str
            Lines that end together: one, or all those of a stretch that was set line by line.
        """
        walk = etree.iterwalk(content, events=("start", "end"))
        for event, element in walk:
            if event == "start" and element.tag in _SKIPPED:
                walk.skip_subtree()
            elif event == "start":
                self._begin(element)
                self._add(element.text)
            else:
                self._end(element)
                if element is not content:
                    self._add(element.tail)
            if self._out and (event == "end" or element.tag not in INLINE):
                yield self._out
                self._out = []
        self._break()
        if self._out:
            yield self._out

    def _add(self, text: str | None) -> None:
        if not text:
            return
        if self._preformatted:
            first, *others = text.split("\n")
            self._line.append(first)
            for line in others:
                self._break()
                self._line.append(line)
        else:
            self._line.append(_BLANKS.sub(" ", text))

    def _break(self) -> None:
        """End the line."""
        text = "".join(self._line).strip(_EDGES)
        self._line = []
        if not text:
            return
        if self._label and not _NUMBERED.match(text):
            text = self._label + text
        self._label = ""
        table = self._tables[-1] if self._tables else None
        (self._out if table is None else table.lines).append(text)

    def _begin(self, element: etree._Element) -> None:
        tag = element.tag
        if tag == "img":
            self.pictures += 1
        if tag in INLINE:
            return
        self._break()
        if tag in {"ol", "ul"}:
            self._lists.append(_open_list(element))
        elif tag == "li" and self._lists:
            self._label = _label_of(self._lists[-1], element)
        elif tag == "table":
            self._tables.append(_Table() if _is_data(element) else None)
        elif tag == "pre":
            self._preformatted += 1

    def _end(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in INLINE or tag in _SKIPPED:
            return
        self._break()
        table = self._tables[-1] if self._tables else None
        if tag in {"ol", "ul"}:
            self._lists.pop()
        elif tag == "li":
            self._label = ""
        elif tag == "table":
            self._tables.pop()
        elif tag == "pre":
            self._preformatted -= 1
        elif tag in {"td", "th"} and table is not None:
            _end_cell(table, element)
        elif tag == "tr" and table is not None:
            _skip_covered(table)
            if any(table.cells):
                self._out.append("\t".join(table.cells))
            table.cells = []


def _end_cell(table: _Table, cell: etree._Element) -> None:
    _skip_covered(table)
    column = len(table.cells)
    width = max(1, min(_number(cell.get("colspan"), 1), _MOST_COLUMNS))
    table.cells += [_GAP.join(table.lines), *[""] * (width - 1)]
    table.lines = []
    below = min(_number(cell.get("rowspan"), 1), _MOST_SPAN) - 1
    for one in range(column, column + width):
        table.covered[one] = below


def _skip_covered(table: _Table) -> None:
    """Leave empty the columns into which a cell of a row above reaches."""
    while table.covered[len(table.cells)] > 0:
        table.covered[len(table.cells)] -= 1
        table.cells.append("")


def _open_list(element: etree._Element) -> _List:
    if element.tag == "ul":
        return _List()
    named = _STYLE.search(element.get("style", ""))
    style = _LIST_STYLES.get(named[1].lower() if named else element.get("type", "1"), ("decimal", "."))
    is_reversed = "reversed" in element.attrib
    count = sum(child.tag == "li" for child in element)
    return _List(*style, _number(element.get("start"), count if is_reversed else 1), -1 if is_reversed else 1)


def _label_of(one: _List, element: etree._Element) -> str:
    value = _number(element.get("value"), one.following)
    one.following = value + one.step
    number = format_number(value, one.style)
    if not number:
        return ""
    return number + one.after + (" " if one.after == "." else "")


def _number(text: str | None, otherwise: int) -> int:
    found = re.match(r"\s*(-?\d{1,6})", text or "")
    return int(found[1]) if found else otherwise


def _is_data(table: etree._Element) -> bool:
    """Whether a table holds data; pages are laid out in tables as well."""
    if table.get("role") in {"presentation", "none"} or table.find(".//table") is not None:
        return False
    if all(sum(cell.tag in {"td", "th"} for cell in row) < 2 for row in table.iter("tr")):
        return False
    return not any(_is_part_of_page(cell) for cell in table.iter("td"))


def _is_part_of_page(cell: etree._Element) -> bool:
    paragraphs = sum(1 for _ in cell.iter("p", "br", "div", "li"))
    return paragraphs > _MOST_PARAGRAPHS and sum(len(text.strip()) for text in cell.itertext()) > _MOST_SIGNS

"""The outline of a document: its clauses, each with the path of its own printed numbers.

Numbers are kept as printed: restarts, gaps and repeats are those of the document. What a number hangs below is told by
``outline_levels``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from atlas.core.policy.reading.frame import (
    ANNEX,
    DATE_LINE,
    LONGEST_TITLE_LINE,
    PERIOD_LINE,
    first_of_body,
    first_of_closing,
    lines_of,
    read_title,
    runs_on,
)
from atlas.core.policy.reading.numbering import Number, Style, read_number
from atlas.core.policy.reading.outline_levels import Levels
from atlas.core.policy.reading.row_lines import is_row
from atlas.core.policy.reading.sections import CLOSING, PREAMBLE, Outline, Section
from atlas.core.policy.reading.sentence_ends import PROSE_END

_BOX = re.compile(r"专栏\s*(?:[\d一二三四五六七八九十]{1,3}(?!\d|年(?!度)|大))?")
# 金城江区：80亿元
_TOLD_OF = re.compile("[：:].{0,20}\\d")
_ANNEX_LIST = re.compile(r"附件\s*[:：]")
_DASH = re.compile(r"——|[-•·●◆■▪○—]\s*(?=\S)")
# After these a number inside a paragraph may open a clause of its own.
_INLINE = re.compile("(?<=[。；：;:])")
_INLINE_STYLES = frozenset(
    {
        Style.CHINESE_BRACKETS,
        Style.DIGIT_BRACKETS,
        Style.CIRCLED,
        Style.DIGIT,
        Style.CHINESE,
        Style.DIGIT_HALF_BRACKET,
    }
)
_TITLE_END = re.compile("(?:方案|意见|规划|计划|办法|措施|纲要)(?:[（(][^（）()]{1,16}[)）])*$")
_PLAIN_HEADING = re.compile(r"[\u4e00-\u9fff“”《》、—·\w（）()]{2,20}")
_WORDS_ONLY = re.compile("[\u4e00-\u9fff]+")
# Captions and the like are no headings.
_SKETCH = re.compile("[图表]\\s*\\d|注[:：]|单位[:：]|信息来源")
_LONGEST_HEADING = 48
_LONGEST_BARE, _SHORTEST_TITLE = 12, 8


@dataclass(frozen=True, slots=True)
class _Open:
    id: str
    heading: str
    start: int
    body: int
    words: int


def read_outline(text: str) -> Outline:
    """Clauses of a clean text.

    Parameters
    ----------
    text
        Paragraphs parted by line ends.

    Returns
    -------
    Outline
        A text without any number is one clause, 前言.
    """
    lines = list(lines_of(text))
    first = first_of_body(lines)
    head = lines[first][0] if first < len(lines) else len(text)
    last = first_of_closing(lines, first)
    builder = _Builder(text)
    for start, line in lines[first:last]:
        builder.add(start, line)
    if last < len(lines):
        builder.close(lines[last][0])
    title = builder.title or read_title([line for _, line in lines[:first]])
    return Outline(title, head, builder.finish())


class _Builder:
    """Cuts paragraphs at their numbers and hangs them below each other."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.title = ""
        self._title_end = -1
        self._levels = Levels(text)
        self._opened: list[_Open] = []
        self._skips_list = False

    def add(self, start: int, line: str) -> None:
        """A paragraph."""
        if is_row(line):
            # Only the title of a box may stand in a row: 专栏1 重点项目 over the whole table.
            line = line.rstrip("\t")
            if "\t" in line or not _BOX.match(line):
                self._need_preamble(start)
                return
        if self._is_listed_annex(start, line) or self._is_title(start, line):
            return
        box, annex = _BOX.match(line), ANNEX.fullmatch(line)
        number = read_number(line)
        if box and len(line) <= _LONGEST_HEADING:
            self._open_box(start, line, box.end())
        elif annex and self._opened:
            self._open_annex(start, line, annex)
        elif number is not None and self._levels.is_plausible(number):
            self._open_number(start, line, 0, number)
            self._inline(start, line, number.length)
        elif self._is_plain_heading(start, line):
            self._open_words(start, line)
        else:
            self._need_preamble(start)
            self._inline(start, line, 0)

    def close(self, start: int) -> None:
        """The closing lines begin here."""
        self._levels.close()
        self._opened.append(_Open(CLOSING, "", start, start, start))

    def finish(self) -> tuple[Section, ...]:
        """Every section."""
        ends = [*(one.start for one in self._opened), len(self._text)][1:]
        return tuple(
            Section(one.id, one.heading, one.start, end, one.body, one.words)
            for one, end in zip(self._opened, ends, strict=True)
        )

    def _is_title(self, start: int, line: str) -> bool:
        """The title of a plan below the notice that it came with."""
        if start == self._title_end + 1 and PERIOD_LINE.fullmatch(line):
            self.title += line
            return True
        fits = _SHORTEST_TITLE <= len(line) <= LONGEST_TITLE_LINE
        if self._levels or not fits or not _TITLE_END.search(line):
            return False
        if not self.title:
            above = self._text[:start].rstrip("\n").rpartition("\n")[2] if start else ""
            self.title = above + line if runs_on(above, line) else line
            self._title_end = start + len(line)
        return True

    def _has_text_below(self, start: int, line: str) -> bool:
        """Whether 附件：重点项目 opens the annex itself: below it stand its clauses and no titles of other annexes."""
        below = self._line_at(start + len(line) + 1)
        number = read_number(below)
        is_clause = number is not None and number.style in (Style.CHINESE, Style.CHINESE_BRACKETS)
        is_text = is_clause or PROSE_END.search(below) or _TOLD_OF.search(below)
        return ANNEX.fullmatch(line) is not None and bool(is_text)

    def _is_listed_annex(self, start: int, line: str) -> bool:
        """Lines after 附件： that only list the annexes."""
        if _ANNEX_LIST.match(line) and self._opened and not self._has_text_below(start, line):
            self._skips_list = True
            return True
        if not self._skips_list:
            return False
        number = read_number(line)
        listed = len(line) <= _LONGEST_HEADING and number is not None and number.style is Style.DIGIT
        is_rest = len(line) <= _LONGEST_HEADING and number is None and not ANNEX.fullmatch(line)
        self._skips_list = listed or is_rest
        return self._skips_list

    def _open_number(self, start: int, line: str, at: int, number: Number) -> None:
        self._levels.open_number(number, below=read_number(self._line_at(start + len(line) + 1)))
        words = at + number.length
        heading, body = _split_heading(line, words)
        self._opened.append(_Open(self._levels.path, heading, start + at, start + body, start + words))

    def _open_box(self, start: int, line: str, length: int) -> None:
        self._need_preamble(start)
        self._levels.open_box()
        heading = line[length:].strip(" ：:")
        self._opened.append(_Open(self._levels.path, heading, start, start + len(line), start + length))

    def _open_annex(self, start: int, line: str, annex: re.Match[str]) -> None:
        words = annex[1] + annex[2]
        self._levels.open_annex(words)
        end = start + len(line)
        heading = annex["title"].strip() or self._line_below(end)
        self._opened.append(_Open(words, heading, start, end, end))

    def _line_at(self, start: int) -> str:
        end = self._text.find("\n", start)
        return self._text[start : end if end >= 0 else len(self._text)]

    def _line_below(self, end: int) -> str:
        """The title of an annex that stands in a line of its own, blanks between its characters taken away."""
        below = self._line_at(end + 1)
        is_title = len(below) <= _LONGEST_HEADING and "。" not in below and "\t" not in below
        return below.replace(" ", "") if is_title else ""

    def _open_words(self, start: int, line: str) -> None:
        end = start + len(line)
        self._levels.open_words(line, end, is_bare=read_number(self._line_at(end + 1)) is not None)
        self._opened.append(_Open(self._levels.path, line, start, end, start))

    def _is_plain_heading(self, start: int, line: str) -> bool:
        """A short line of its own, with text below it and no number: 总体目标."""
        if not _PLAIN_HEADING.fullmatch(line) or _DASH.match(line) or _SKETCH.match(line):
            return False
        if DATE_LINE.fullmatch(line):
            return False
        if len(line) >= _SHORTEST_TITLE and _TITLE_END.search(line):
            return False
        if not self._opened or self._levels.ends_in_annex:
            return False
        if self._levels.is_box_of_numbers:
            return False
        below = self._line_at(start + len(line) + 1)
        if is_row(below):
            # In an outline of words the caption of a table is one of them.
            return self._levels.begins_with_words
        if read_number(below) is not None or _BOX.match(below):
            return self._is_bare_heading(start, line)
        return len(below) > len(line) + 10 and bool(PROSE_END.search(below))

    def _is_bare_heading(self, start: int, line: str) -> bool:
        """A few words above a number, after the end of a sentence or beside other such headings."""
        if len(line) > _LONGEST_BARE or not _WORDS_ONLY.fullmatch(line):
            return False
        before = self._text[max(0, start - 4) : start - 1].rstrip("”’）)")[-1:]
        return before in "。；！" or self._levels.has_words

    def _inline(self, start: int, line: str, offset: int) -> None:
        """Numbers inside a paragraph that open a clause of their own."""
        found: list[tuple[int, Number]] = []
        for mark in _INLINE.finditer(line, offset + 1):
            number = read_number(line, mark.start())
            if number is not None and number.style in _INLINE_STYLES:
                found.append((mark.start(), number))
        for index, (at, number) in enumerate(found):
            if self._levels.goes_on(number, [later for _, later in found[index + 1 :]]):
                self._open_number(start, line, at, number)

    def _need_preamble(self, start: int) -> None:
        if not self._opened:
            self._opened.append(_Open(PREAMBLE, "", start, start, start))


def _split_heading(line: str, start: int) -> tuple[str, int]:
    """Words of a heading and where the text after it begins."""
    end = PROSE_END.search(line, start)
    stop = end.start() if end else len(line)
    if stop - start > _LONGEST_HEADING:
        return "", start
    return line[start:stop].strip(" ：:"), end.end() if end else len(line)

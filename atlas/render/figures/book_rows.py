"""The kinds of rows that a book is set from: headings, bullets, lines of tables and of contents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from atlas.core.figures.boxes import Box
from atlas.core.figures.looks import Palette
from atlas.render.figures.book_flow import Row
from atlas.render.figures.scene import Item, Link, Path
from atlas.render.figures.shapes import box_ring
from atlas.render.figures.type_setting import TypeSetter

#: Sizes of type on A4 [pt].
SECTION_PT, GROUP_PT, TOPIC_PT, BODY_PT, SMALL_PT = 10.5, 8.4, 8.0, 7.8, 6.4
#: Measures on A4 [mm].
_INDENT_MM, _TAIL_GAP_MM, _CELL_GAP_MM, _DOT_STEP_MM = 2.6, 1.6, 3.0, 1.3
#: A paragraph of so many lines is not parted between columns.
_WHOLE_LINES = 4
_VALUE_SHARE = 0.42


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of contents or index: words on the left, a page on the right, and the place that it opens."""

    words: str
    page: str = ""
    target: str = ""
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class RowMaker:
    """Makes rows for columns of one width.

    Parameters
    ----------
    setter, palette
        Of the book.
    width_mm
        Of a column [mm].
    """

    setter: TypeSetter
    palette: Palette
    width_mm: float

    def section(self, title: str, aside: str = "") -> list[Row]:
        """A heading over a rule, with a few words at its end."""
        setter, palette = self.setter, self.palette
        height = setter.line_height(SECTION_PT) + 0.6 * setter.scale

        def draw(box: Box) -> Sequence[Item]:
            words, line = (
                box.cut_bottom(0.6 * setter.scale)[1],
                np.array([[box.left, box.bottom], [box.right, box.bottom]]),
            )
            items: list[Item] = [
                setter.set_line(title, SECTION_PT, words, colour=palette.accent, is_bold=True),
                Path((line,), is_closed=False, stroke=palette.accent, stroke_mm=0.4 * setter.scale),
            ]
            if aside:
                items.append(setter.set_line(aside, SMALL_PT, words, anchor="end", colour=palette.faint))
            return items

        return [
            Row(height, draw, gap_mm=3.2 * setter.scale, is_kept=True),
            Row(1.0 * setter.scale, lambda _: (), is_kept=True),
        ]

    def group(self, title: str) -> list[Row]:
        """A heading on a pale band."""
        setter, palette = self.setter, self.palette
        inner = self.width_mm - 2 * _TAIL_GAP_MM * setter.scale
        lines = setter.wrap(title, GROUP_PT, inner)
        height = setter.line_height(GROUP_PT)

        def line(words: str) -> Row:
            def draw(box: Box) -> Sequence[Item]:
                text = Box(box.left + _TAIL_GAP_MM * setter.scale, box.top, inner, box.height)
                return [
                    Path((box_ring(box),), fill=palette.outside),
                    setter.set_line(words, GROUP_PT, text, colour=palette.text, is_bold=True),
                ]

            return Row(height, draw, is_kept=True)

        rows = [line(words) for words in lines]
        rows[0] = replace(rows[0], gap_mm=1.8 * setter.scale)
        return rows

    def topic(self, title: str, colour: str) -> list[Row]:
        """A heading with a square of a colour."""
        setter = self.setter
        side = 2.0 * setter.scale
        shift = side + 1.2 * setter.scale
        rows = [
            self._line(words, TOPIC_PT, shift, is_bold=True)
            for words in setter.wrap(title, TOPIC_PT, self.width_mm - shift)
        ]
        first = rows[0]

        def draw(box: Box) -> Sequence[Item]:
            square = Box(box.left, box.top + (box.height - side) / 2, side, side)
            return [Path((box_ring(square),), fill=colour), *first.draw(box)]

        return _kept([Row(first.height_mm, draw, gap_mm=1.2 * setter.scale), *rows[1:]], with_next=True)

    def bullet(self, text: str, tail: str = "", notes: Sequence[str] = ()) -> list[Row]:
        """A point with its source at the end of its last line, and notes below."""
        indent = _INDENT_MM * self.setter.scale
        rows = self._tailed(text, tail, indent)
        first = rows[0]
        radius = 0.42 * self.setter.scale

        def draw(box: Box) -> Sequence[Item]:
            middle = box.top + box.height / 2
            dot = Box(box.left + 0.6 * radius, middle - radius, 2 * radius, 2 * radius)
            return [Path((box_ring(dot),), fill=self.palette.faint), *first.draw(box)]

        rows[0] = Row(first.height_mm, draw, gap_mm=0.3 * self.setter.scale)
        for note in notes:
            rows += self._plain(note, SMALL_PT, indent, self.palette.faint)
        return _kept(rows)

    def bullet_link(self, text: str, target: str) -> list[Row]:
        """A point that opens a place in the book, where it has one."""
        rows = self.bullet(text)
        if not target:
            return rows
        first = rows[0]

        def draw(box: Box) -> Sequence[Item]:
            return [*first.draw(box), Link(box.left, box.top, box.width, box.height, target=target)]

        rows[0] = replace(first, draw=draw)
        return rows

    def paragraph(
        self,
        text: str,
        *,
        is_small: bool = False,
        is_faint: bool = False,
        is_kept: bool = False,
        gap_mm: float = 0.6,
    ) -> list[Row]:
        """Lines of text; kept ones stand in one column with what follows."""
        size = SMALL_PT if is_small else BODY_PT
        rows = self._plain(text, size, 0.0, self.palette.faint if is_faint else self.palette.text)
        if rows:
            rows[0] = replace(rows[0], gap_mm=gap_mm * self.setter.scale)
        return _kept(rows, with_next=is_kept)

    def table_head(self, left: str, right: str) -> Row:
        """The head of a table of two columns."""
        setter, palette = self.setter, self.palette

        def draw(box: Box) -> Sequence[Item]:
            line = np.array([[box.left, box.bottom], [box.right, box.bottom]])
            return [
                setter.set_line(left, SMALL_PT, box, colour=palette.faint),
                setter.set_line(right, SMALL_PT, box, anchor="end", colour=palette.faint),
                Path((line,), is_closed=False, stroke=palette.quiet, stroke_mm=0.2 * setter.scale),
            ]

        return Row(setter.line_height(SMALL_PT) * 1.1, draw, gap_mm=0.4 * setter.scale, is_kept=True)

    def table_row(
        self, name: str, value: str, left: str, right: str, *, head: Row, notes: Sequence[str] = ()
    ) -> list[Row]:
        """A line of a table: name and value, small words below either, and a rule."""
        setter, palette = self.setter, self.palette
        gap = _CELL_GAP_MM * setter.scale
        values = setter.wrap(value, BODY_PT, self.width_mm * _VALUE_SHARE) or [""]
        taken = max(setter.width(line, BODY_PT, is_bold=True) for line in values)
        names = setter.wrap(name, BODY_PT, self.width_mm - taken - gap) or [""]
        count = max(len(names), len(values))
        rows = [
            self._pair(_at(names, at), _at(values, at), BODY_PT, palette.text, is_bold=True)
            for at in range(count)
        ]
        rows += self._small_pair(left, right)
        for note in notes:
            rows += self._plain(note, SMALL_PT, 0.0, palette.faint)
        last = rows[-1]

        def ruled(box: Box) -> Sequence[Item]:
            bottom = box.bottom - 0.5 * setter.scale
            line = np.array([[box.left, bottom], [box.right, bottom]])
            rule = Path((line,), is_closed=False, stroke=palette.county, stroke_mm=0.08 * setter.scale)
            return [*last.draw(box.cut_top(last.height_mm)[0]), rule]

        rows[-1] = Row(last.height_mm + 1.0 * setter.scale, ruled)
        return [replace(row, head=head) for row in _kept(rows)]

    def short_row(self, name: str, tail: str, value: str, *, head: Row) -> list[Row]:
        """A line of a table with no more than a name, its source and a value."""
        setter = self.setter
        taken = setter.width(value, BODY_PT) + _CELL_GAP_MM * setter.scale
        narrow = replace(self, width_mm=max(self.width_mm - taken, self.width_mm * _VALUE_SHARE))
        rows = narrow._tailed(name, tail, 0.0)
        first = rows[0]

        def draw(box: Box) -> Sequence[Item]:
            return [
                *first.draw(box),
                setter.set_line(value, BODY_PT, box, anchor="end", colour=self.palette.text),
            ]

        rows[0] = Row(first.height_mm, draw)
        return [replace(row, head=head) for row in _kept(rows)]

    def entry(self, entry: Entry, *, indent_mm: float = 0.0) -> list[Row]:
        """A line of contents: dots lead from the words to the page."""
        setter, palette = self.setter, self.palette
        size = GROUP_PT if entry.is_strong else BODY_PT
        shift = indent_mm * setter.scale
        page_width = setter.width(entry.page, size)
        lines = setter.wrap(entry.words, size, self.width_mm - shift - page_width - 4 * setter.scale) or [""]
        height = setter.line_height(size) * (1.25 if entry.is_strong else 1.12)
        rows = [self._line(words, size, shift, is_bold=entry.is_strong) for words in lines[:-1]]

        def draw(box: Box) -> Sequence[Item]:
            words = Box(box.left + shift, box.top, box.width - shift, box.height)
            start = words.left + setter.width(lines[-1], size) + _TAIL_GAP_MM * setter.scale
            items: list[Item] = [
                setter.set_line(lines[-1], size, words, colour=palette.text, is_bold=entry.is_strong)
            ]
            if entry.page:
                end = box.right - page_width - _TAIL_GAP_MM * setter.scale
                items += _dots(start, end, box.top + box.height * 0.66, palette.county, setter.scale)
                items.append(setter.set_line(entry.page, size, box, anchor="end", colour=palette.text))
            if entry.target:
                items.append(Link(words.left, box.top, words.width, box.height, target=entry.target))
            return items

        gap = 1.6 if entry.is_strong else 0.0
        return _kept([*rows, Row(height, draw, gap_mm=gap * setter.scale, is_kept=entry.is_strong)])

    def linked(self, parts: Sequence[tuple[str, str]], *, indent_mm: float = 0.0) -> list[Row]:
        """Words one after the other, each opening a place where it has one; ``parts`` are (words, target)."""
        setter, palette = self.setter, self.palette
        shift = indent_mm * setter.scale
        gap = setter.width("　", BODY_PT)
        lines: list[list[tuple[str, str, float]]] = [[]]
        left = shift
        for words, target in parts:
            width = setter.width(words, BODY_PT)
            if lines[-1] and left + width > self.width_mm:
                lines.append([])
                left = shift
            lines[-1].append((words, target, left))
            left += width + gap

        def row(line: list[tuple[str, str, float]]) -> Row:
            def draw(box: Box) -> Sequence[Item]:
                items: list[Item] = []
                for words, target, at in line:
                    place = Box(box.left + at, box.top, setter.width(words, BODY_PT), box.height)
                    colour = palette.accent if target else palette.text
                    items.append(setter.set_line(words, BODY_PT, place, colour=colour))
                    if target:
                        items.append(Link(place.left, place.top, place.width, place.height, target=target))
                return items

            return Row(setter.line_height(BODY_PT), draw)

        return _kept([row(line) for line in lines if line])

    def space(self, height_mm: float) -> Row:
        """Nothing, so high on A4 [mm]."""
        return Row(height_mm * self.setter.scale, lambda _: ())

    def _tailed(self, text: str, tail: str, indent: float) -> list[Row]:
        setter, palette = self.setter, self.palette
        lines = setter.wrap(text, BODY_PT, self.width_mm - indent) or [""]
        rows = [self._line(line, BODY_PT, indent) for line in lines]
        if not tail:
            return rows
        gap = _TAIL_GAP_MM * setter.scale
        used = indent + setter.width(lines[-1], BODY_PT) + gap
        if used + setter.width(tail, SMALL_PT) <= self.width_mm:
            last = rows[-1]

            def draw(box: Box) -> Sequence[Item]:
                place = Box(box.left + used, box.top, box.width - used, box.height)
                return [*last.draw(box), setter.set_line(tail, SMALL_PT, place, colour=palette.faint)]

            return [*rows[:-1], Row(last.height_mm, draw)]
        return rows + self._plain(tail, SMALL_PT, indent, palette.faint)

    def _plain(self, text: str, size_pt: float, indent: float, colour: str) -> list[Row]:
        return [
            self._line(line, size_pt, indent, colour)
            for line in self.setter.wrap(text, size_pt, self.width_mm - indent)
        ]

    def _line(
        self, words: str, size_pt: float, indent: float, colour: str = "", *, is_bold: bool = False
    ) -> Row:
        setter = self.setter

        def draw(box: Box) -> Sequence[Item]:
            place = Box(box.left + indent, box.top, box.width - indent, box.height)
            return [
                setter.set_line(words, size_pt, place, colour=colour or self.palette.text, is_bold=is_bold)
            ]

        return Row(setter.line_height(size_pt), draw)

    def _pair(self, left: str, right: str, size_pt: float, colour: str, *, is_bold: bool = False) -> Row:
        setter = self.setter

        def draw(box: Box) -> Sequence[Item]:
            items: list[Item] = [setter.set_line(left, size_pt, box, colour=colour)] if left else []
            if right:
                items.append(
                    setter.set_line(right, size_pt, box, anchor="end", colour=colour, is_bold=is_bold)
                )
            return items

        return Row(setter.line_height(size_pt), draw)

    def _small_pair(self, left: str, right: str) -> list[Row]:
        setter = self.setter
        if not left and not right:
            return []
        rights = setter.wrap(right, SMALL_PT, self.width_mm * (1 if not left else 0.6)) if right else []
        taken = max([setter.width(line, SMALL_PT) for line in rights], default=0.0)
        gap = _CELL_GAP_MM * setter.scale
        lefts = setter.wrap(left, SMALL_PT, self.width_mm - taken - gap) if left else []
        return [
            self._pair(_at(lefts, at), _at(rights, at), SMALL_PT, self.palette.faint)
            for at in range(max(len(lefts), len(rights)))
        ]


def _at(lines: Sequence[str], place: int) -> str:
    return lines[place] if place < len(lines) else ""


def _kept(rows: list[Row], *, with_next: bool = False) -> list[Row]:
    """Rows of one paragraph, which a column's end does not part while they are few."""
    if len(rows) > _WHOLE_LINES and not with_next:
        return rows
    last = len(rows) - 1
    return [replace(row, is_kept=True) if at < last or with_next else row for at, row in enumerate(rows)]


def _dots(left: float, right: float, height: float, colour: str, scale: float) -> list[Item]:
    if right <= left:
        return []
    step = _DOT_STEP_MM * scale
    line = np.array([[left, height], [right, height]])
    return [
        Path(
            (line,),
            is_closed=False,
            stroke=colour,
            stroke_mm=0.3 * scale,
            dash_mm=(0.0, step),
            is_round=True,
        )
    ]

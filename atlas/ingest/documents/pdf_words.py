"""Words of a PDF page with their places; PDFium does the decoding."""

from __future__ import annotations

import ctypes
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

import pypdfium2.raw as pdfium

from atlas.ingest.documents.pdf_borders import Borders
from atlas.ingest.documents.pdf_places import Box, Turn, around

_LINE_ENDS = re.compile("[\r\n]+")
_WORDS = re.compile(r"\S+")
#: A gap of so many heights of the type parts cells of a table or columns of a page; a smaller one parts words.
_GAP_EM, _BLANK_EM = 1.6, 0.3
#: So far back, in heights of the type, the signs of a line are not in their order; so near, the same sign is bold print.
_BACK_EM, _SAME_EM = 0.3, 0.2
#: So far, in heights of the type, a word may stick out over a border.
_EDGE_EM = 0.3


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that stand side by side on one line.

    Parameters
    ----------
    text
        Words.
    box
        Where they stand.
    order
        Their place in the file.
    blanks
        Blanks between the words: index in the text, and from where to where the gap goes [pt].
    """

    text: str
    box: Box
    order: int
    blanks: tuple[tuple[int, float, float], ...] = ()


class PageWords:
    """Reads the words of a page.

    Parameters
    ----------
    text_page
        Of pypdfium2.
    turn
        From places in the file to places on the page.
    borders
        Of tables: words at two sides of one are in two stretches, however near.
    """

    def __init__(self, text_page: Any, turn: Turn, borders: Borders) -> None:
        self._page = text_page
        self._turn = turn
        self._borders = borders
        self._text = ""
        #: Words in the order of the file.
        self.stretches: list[Stretch] = []
        #: Lines that do not stand straight and were left out.
        self.askew = 0
        #: Characters whose font does not say what they are.
        self.unmapped = 0

    def read(self) -> None:
        """Read all lines."""
        count = self._page.count_chars()
        if count <= 0:
            return
        self._text = self._page.get_text_range()
        if len(self._text) != count:
            # Signs beyond the first plane are one character of ours and two of PDFium's, or were left out.
            codes = (pdfium.FPDFText_GetUnicode(self._page, index) for index in range(count))
            self._text = "".join(chr(code) if 0 < code < 0x110000 else "\ufffd" for code in codes)
        start = 0
        for end, following in _line_places(self._text):
            self._read_line(start, end)
            start = following

    def _read_line(self, start: int, end: int) -> None:
        words = [found.span() for found in _WORDS.finditer(self._text, start, end)]
        if not words:
            return
        if self._turn.is_askew(pdfium.FPDFText_GetCharAngle(self._page, words[0][0])):
            self.askew += 1
            return
        if pdfium.FPDFText_HasUnicodeMapError(self._page, words[0][0]) == 1:
            self.unmapped += end - start
        for level in self._levels(words):
            self._read_words(level)

    def _levels(self, words: Sequence[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
        """Words by the height at which they stand: PDFium takes a page that is all table for one of upright lines."""
        level: list[tuple[int, int]] = []
        last: Box | None = None
        for first, after in words:
            begin = first
            ends = self._sign_box(first), self._sign_box(after - 1)
            for index in range(first, after) if not ends[0].is_level(ends[1]) else (first,):
                box = self._sign_box(index)
                if last is not None and not box.is_level(last):
                    level += [(begin, index)] if index > begin else []
                    yield level
                    level, begin = [], index
                last = box
            level.append((begin, after))
        yield level

    def _read_words(self, words: list[tuple[int, int]]) -> None:
        boxes = [around(self._sign_box(first), self._sign_box(after - 1)) for first, after in words]
        line = around(min(boxes, key=lambda box: box.left), max(boxes, key=lambda box: box.right))
        borders = self._borders.between(line.left, line.right, line.middle[1])
        if borders:
            words, boxes = self._parted(words, boxes, borders)
        texts = [self._text[first:after] for first, after in words]
        if any(after.left < before.right - _BACK_EM * before.height for before, after in pairwise(boxes)):
            # Signs of another font were drawn after the rest of the line: it is put together sign by sign.
            self._take(*self._by_sign(words), borders, is_by_sign=True)
        else:
            self._take(texts, boxes, borders, is_by_sign=False)

    def _parted(
        self, words: Sequence[tuple[int, int]], boxes: Sequence[Box], borders: Sequence[float]
    ) -> tuple[list[tuple[int, int]], list[Box]]:
        """Words, those that a border goes through cut in two: cells without padding have no blank between them."""
        cut: list[tuple[int, int]] = []
        places: list[Box] = []
        for (first, after), box in zip(words, boxes, strict=True):
            edge = _EDGE_EM * box.height
            if not any(box.left + edge < border < box.right - edge for border in borders):
                cut.append((first, after))
                places.append(box)
                continue
            signs = [(index, self._sign_box(index)) for index in range(first, after)]
            for _, cell in groupby(signs, key=lambda one: bisect_left(borders, one[1].middle[0])):
                part = list(cell)
                cut.append((part[0][0], part[-1][0] + 1))
                places.append(around(part[0][1], part[-1][1]))
        return cut, places

    def _by_sign(self, words: Sequence[tuple[int, int]]) -> tuple[list[str], list[Box]]:
        """Signs of a line from left to right; those drawn twice for bold print once."""
        signs = [(self._sign_box(index), self._text[index]) for word in words for index in range(*word)]
        texts: list[str] = []
        boxes: list[Box] = []
        for box, sign in sorted(signs, key=lambda one: one[0].left):
            if texts and texts[-1] == sign and box.left - boxes[-1].left < _SAME_EM * box.height:
                continue
            texts.append(sign)
            boxes.append(box)
        return texts, boxes

    def _take(
        self, texts: Sequence[str], boxes: Sequence[Box], borders: Sequence[float], *, is_by_sign: bool
    ) -> None:
        """Join words that stand near each other; a wide gap or a border begins a new stretch."""
        text, box = texts[0], boxes[0]
        blanks: list[tuple[int, float, float]] = []
        for word, place in zip(texts[1:], boxes[1:], strict=True):
            gap, height = place.left - box.right, max(box.height, place.height)
            is_parted = bisect_left(borders, box.middle[0]) != bisect_left(borders, place.middle[0])
            if gap > _GAP_EM * height or is_parted:
                self._add(text, box, blanks)
                text, box, blanks = word, place, []
                continue
            if not is_by_sign or gap >= _BLANK_EM * height:
                blanks.append((len(text), box.right, place.left))
                text += " "
            text += word
            box = around(box, place)
        self._add(text, box, blanks)

    def _add(self, text: str, box: Box, blanks: Sequence[tuple[int, float, float]]) -> None:
        self.stretches.append(Stretch(text, box, len(self.stretches), tuple(blanks)))

    def _sign_box(self, index: int) -> Box:
        # The box of the font, not of the sign: 一 is as high as 国.
        rectangle = pdfium.FS_RECTF()
        pdfium.FPDFText_GetLooseCharBox(self._page, index, ctypes.byref(rectangle))
        return self._turn.box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)


def _line_places(text: str) -> Iterator[tuple[int, int]]:
    """End of each line, and where the next one begins."""
    for found in _LINE_ENDS.finditer(text):
        yield found.span()
    yield len(text), len(text)

"""What stands on a PDF page: words with their places, and straight strokes that may be borders of tables."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

from atlas.ingest.documents.pdf_borders import Borders, Rule
from atlas.ingest.documents.pdf_places import Box, Turn
from atlas.ingest.documents.pdf_words import PageWords, Stretch

#: Coordinates that differ by less are the same [pt]; shorter strokes are no borders.
_SAME, _SHORTEST_RULE = 1.0, 6.0
_MOST_STROKES = 20_000


@dataclass(slots=True)
class PageContent:
    """What a page holds.

    Parameters
    ----------
    width, height
        Of the page [pt].
    stretches
        Words in the order of the file.
    borders
        Perhaps of tables.
    askew
        Lines left out because they do not stand straight.
    unmapped
        Characters whose font does not say what they are.
    """

    width: float
    height: float
    stretches: list[Stretch] = field(default_factory=list)
    borders: Borders = field(default_factory=Borders)
    askew: int = 0
    unmapped: int = 0


def read_page(page: Any) -> PageContent:
    """The content of a page.

    Parameters
    ----------
    page
        Page of pypdfium2.

    Returns
    -------
    PageContent
        In the direction in which the page is shown.
    """
    left, bottom, right, top = page.get_bbox()
    turn = Turn(page.get_rotation(), Box(left, bottom, right, top))
    borders = _read_borders(page, turn)
    text_page = page.get_textpage()
    try:
        words = PageWords(text_page, turn, borders)
        words.read()
    finally:
        text_page.close()
    return PageContent(*turn.size, words.stretches, borders, words.askew, words.unmapped)


def _read_borders(page: Any, turn: Turn) -> Borders:
    level: list[Rule] = []
    upright: list[Rule] = []
    strokes = 0
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        element = pdfium.FPDFPage_GetObject(page, index)
        if strokes >= _MOST_STROKES:
            break
        if pdfium.FPDFPageObj_GetType(element) == pdfium.FPDF_PAGEOBJ_PATH:
            for one, other in _strokes(element, _MOST_STROKES - strokes):
                strokes += 1
                _add_rule(turn.point(*one), turn.point(*other), level, upright)
    return Borders(level, upright)


def _strokes(element: Any, most: int) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """Straight parts of a path, in coordinates of the file."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(element, ctypes.byref(matrix))
    x, y = ctypes.c_float(), ctypes.c_float()
    begin = here = (0.0, 0.0)
    for index in range(min(pdfium.FPDFPath_CountSegments(element), most)):
        segment = pdfium.FPDFPath_GetPathSegment(element, index)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            begin = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield here, point
        here = point
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield here, begin
            here = begin


def _add_rule(
    one: tuple[float, float], other: tuple[float, float], level: list[Rule], upright: list[Rule]
) -> None:
    (x1, y1), (x2, y2) = one, other
    if abs(y1 - y2) < _SAME and abs(x1 - x2) > _SHORTEST_RULE:
        level.append(Rule((y1 + y2) / 2, min(x1, x2), max(x1, x2)))
    elif abs(x1 - x2) < _SAME and abs(y1 - y2) > _SHORTEST_RULE:
        upright.append(Rule((x1 + x2) / 2, min(y1, y2), max(y1, y2)))

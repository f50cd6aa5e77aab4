"""How wide words are, which characters cannot be drawn, and where a text breaks into lines."""

from __future__ import annotations

import functools
import unicodedata
from itertools import groupby, pairwise

from atlas.render.figures.fonts_faces import UNITS_PER_EM, Face, clean_text, shared_face
from atlas.render.figures.scene import MM_PER_POINT

#: May not begin a line (Requirements for Chinese Text Layout, W3C, 3.1.5, and their half-width forms).
_NOT_FIRST = frozenset("、，。．：；！？）】」』〕〉》〗｝”’…—～·‧％‰℃,.;:!?)]}%")
#: May not end a line (same place).
_NOT_LAST = frozenset("（【「『〔〈《〖｛“‘([{")
_ELLIPSIS = "…"


class FontMetrics:
    """Widths of words in the faces of figures. Quick: a look-up a character; safe to share between threads."""

    def __init__(self) -> None:
        self._advances: dict[bool, dict[str, int]] = {False: {}, True: {}}

    def width_mm(self, text: str, size_pt: float, *, is_bold: bool = False, is_serif: bool = False) -> float:
        """Width of one line.

        Parameters
        ----------
        text
            Its words.
        size_pt
            Size of the type.
        is_bold
            Makes no difference: bold is the same letters with an outline.
        is_serif
            Which face.

        Returns
        -------
        float
            From where it starts to where a next letter would [mm].
        """
        del is_bold
        known = self._advances[is_serif]
        try:
            units = sum([known[character] for character in text])
        except KeyError:
            units = self._measure_new(text, is_serif=is_serif)
        return units / UNITS_PER_EM * size_pt * MM_PER_POINT

    def _measure_new(self, text: str, *, is_serif: bool) -> int:
        """Width [font units] of a text, part of which was not met before or is not drawn as it stands."""
        known = self._advances[is_serif]
        units = 0
        for character in clean_text(text):
            advance = known.get(character)
            if advance is None:
                face = face_for(character, is_serif=is_serif)
                advance = face.advances.get(character, face.box_advance)
                if not unicodedata.combining(character):
                    known[character] = advance
            units += advance
        return units

    def missing_characters(self, text: str, *, is_serif: bool = False) -> str:
        """Characters that neither face has, and that are drawn as a box.

        Parameters
        ----------
        text
            Words.
        is_serif
            Which face would be tried first.

        Returns
        -------
        str
            Each once, in the order of the text; empty when all is well.
        """
        return "".join(
            character
            for character in dict.fromkeys(clean_text(text))
            if character not in face_for(character, is_serif=is_serif).advances
        )

    def break_lines(
        self, text: str, width_mm: float, size_pt: float, *, is_bold: bool = False, is_serif: bool = False
    ) -> list[str]:
        """Lines no wider than asked.

        Chinese breaks between any two characters but before closing and after opening punctuation; Latin words and
        numbers stay whole unless one alone is wider than a line.

        Parameters
        ----------
        text
            Words; a line break in it starts a new line.
        width_mm
            Of the column.
        size_pt, is_bold, is_serif
            As in ``width_mm``.

        Returns
        -------
        list of str
            Without spaces at their ends; one empty line for an empty paragraph.
        """
        measure = functools.partial(self.width_mm, size_pt=size_pt, is_bold=is_bold, is_serif=is_serif)
        lines: list[str] = []
        for paragraph in text.splitlines() or [""]:
            line = ""
            for piece in _pieces(clean_text(paragraph)):
                if measure((line + piece).rstrip()) <= width_mm:
                    line += piece
                    continue
                if line.strip():
                    lines.append(line.rstrip())
                line = piece.lstrip()
                while measure(line.rstrip()) > width_mm and len(line) > 1:
                    count = _fitting(line, width_mm, measure)
                    lines.append(line[:count].rstrip())
                    line = line[count:]
            lines.append(line.rstrip())
        return lines

    def ellipsize(
        self, text: str, width_mm: float, size_pt: float, *, is_bold: bool = False, is_serif: bool = False
    ) -> str:
        """A line no wider than asked, its end cut off and marked where it is too long.

        Parameters
        ----------
        text
            Words.
        width_mm
            Room there is.
        size_pt, is_bold, is_serif
            As in ``width_mm``.

        Returns
        -------
        str
            The text, or its beginning and an ellipsis.
        """
        measure = functools.partial(self.width_mm, size_pt=size_pt, is_bold=is_bold, is_serif=is_serif)
        line = clean_text(text)
        if measure(line) <= width_mm:
            return line
        room = width_mm - measure(_ELLIPSIS)
        return line[: _fitting(line, room, measure) if room > 0 else 0].rstrip() + _ELLIPSIS


def face_for(character: str, *, is_serif: bool = False) -> Face:
    """The face that draws a character: the one asked for, the other where only that has it.

    Parameters
    ----------
    character
        One.
    is_serif
        Which face is wanted.

    Returns
    -------
    Face
        The one asked for, too, when neither has the character.
    """
    wanted = shared_face(is_serif=is_serif)
    if character in wanted.advances:
        return wanted
    other = shared_face(is_serif=not is_serif)
    return other if character in other.advances else wanted


def runs(text: str, *, is_serif: bool = False) -> list[tuple[Face, str]]:
    """A line in stretches of one face.

    Parameters
    ----------
    text
        Words.
    is_serif
        Which face is wanted.

    Returns
    -------
    list
        (face, words) in turn; together the cleaned text.
    """
    grouped = groupby(clean_text(text), key=lambda character: face_for(character, is_serif=is_serif))
    return [(face, "".join(characters)) for face, characters in grouped]


@functools.cache
def shared_metrics() -> FontMetrics:
    """The measure of this process; the faces are read when the first words are measured.

    Returns
    -------
    FontMetrics
        Always the same.
    """
    return FontMetrics()


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def _may_break(left: str, right: str) -> bool:
    if left == " " or right == " ":
        return right != " "
    if left in _NOT_LAST or right in _NOT_FIRST:
        return False
    return _is_wide(left) or _is_wide(right)


def _pieces(text: str) -> list[str]:
    """Parts of a paragraph between which a line may break; spaces belong to the part before them."""
    pieces = [text[:1]]
    for left, right in pairwise(text):
        if _may_break(left, right):
            pieces.append(right)
        else:
            pieces[-1] += right
    return pieces


def _fitting(text: str, width_mm: float, measure: functools.partial[float]) -> int:
    """How many characters fit; one at least, so that there is always some progress."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(text[:middle]) <= width_mm:
            low = middle
        else:
            high = middle - 1
    return low

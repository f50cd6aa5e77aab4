"""The two typefaces of figures as they lie in their files: which characters they have, how wide, how drawn."""

from __future__ import annotations

import threading
import unicodedata
from typing import Any

import pylopdf_fonts_zh_cn
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont, TTLibError

from atlas.core.errors import ConfigError

#: Both faces are drawn on a square of this many units (table ``head`` of their files).
UNITS_PER_EM = 1000
#: Height of Chinese characters above and below the baseline, and of Latin capitals [em] (table ``OS/2``).
ASCENT_EM = 0.88
DESCENT_EM = 0.12
CAP_HEIGHT_EM = 0.733
#: Box around all that is drawn by the subsets made here [font units], wide enough for both faces.
FONT_BOX = (-1000, -1050, 3000, 1810)
#: No character: stands for the box that is drawn in place of one that a face lacks.
MISSING = ""
#: There is one weight: bold is drawn with an outline of this width [em].
BOLD_EM = 0.032

#: Marks that choose the form of the character before them; the faces have one form each.
_VARIATION_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
#: Unicode categories that draw nothing: controls, surrogates, format marks such as those that turn the direction.
_UNSEEN = frozenset({"Cc", "Cs", "Cf", "Zl", "Zp"})

#: Line breaks, tabs and the spaces of typesetters, which the faces lack: all are drawn as a plain space.
_SPACES = frozenset("\t\n\r\v\f\x85\u2028\u2029\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f")
_NONCHARACTERS = frozenset("\ufffe\uffff")


def clean_text(text: str) -> str:
    r"""A line as it is drawn: composed characters, no controls, no marks that only steer other programs.

    Parameters
    ----------
    text
        From data, whatever it holds.

    Returns
    -------
    str
        On one line; line breaks and tabs are spaces.

    Examples
    --------
    >>> clean_text("玉屏\n侗族\u202e自治县")
    '玉屏 侗族自治县'
    """
    if text.isascii() and text.isprintable():
        return text
    spaced = "".join(" " if char in _SPACES else char for char in text)
    return "".join(
        char
        for char in unicodedata.normalize("NFC", spaced)
        if unicodedata.category(char) not in _UNSEEN
        and char not in _NONCHARACTERS
        and not any(ord(char) in selectors for selectors in _VARIATION_SELECTORS)
    )


class Face:
    """One typeface, read at once for widths and bit by bit for outlines. Safe to use from several threads.

    Parameters
    ----------
    path
        OpenType file with CFF outlines.
    name, family
        PostScript name, and the name that other programs list it by.
    """

    def __init__(self, path: str, name: str, family: str) -> None:
        self.name = name
        self.family = family
        try:
            font = TTFont(path, lazy=True)
            glyph_names: dict[int, str] = font.getBestCmap()
            metrics: dict[str, tuple[int, int]] = font["hmtx"].metrics
            self._charstrings: Any = font["CFF "].cff[0].CharStrings
            font.close()
        except (OSError, KeyError, TTLibError) as exc:
            raise ConfigError(
                f"读不了字体“{family}”",
                f"the typeface {family} cannot be read",
                code="font_unreadable",
                hint_zh="请重新运行 make，装好随软件提供的字体。",
                hint_en="Run make again: it installs the typefaces that come with the software.",
                font=name,
            ) from exc
        self._names = {chr(code): glyph for code, glyph in glyph_names.items()}
        self.advances: dict[str, int] = {char: metrics[glyph][0] for char, glyph in self._names.items()}
        self.box_advance: int = metrics[".notdef"][0]
        self._programs: dict[str, bytes] = {}
        self._lock = threading.Lock()

    def draw(self, character: str, pen: Any) -> None:
        """Draw the outline of a character; a box for one that the face does not have.

        Parameters
        ----------
        character
            One.
        pen
            As in fontTools; units of ``UNITS_PER_EM``, y upwards.
        """
        # Outlines are parsed on first use, which is not safe in two threads at once.
        with self._lock:
            self._charstrings[self._names.get(character, ".notdef")].draw(pen)

    def program(self, character: str) -> bytes:
        """Outline as a Type 2 charstring by itself: no subroutines, no hints, its width in front.

        Parameters
        ----------
        character
            One; those that the face lacks give a box.

        Returns
        -------
        bytes
            Right where ``nominalWidthX`` is 0 and ``defaultWidthX`` is ``UNITS_PER_EM``.
        """
        known = self._programs.get(character)
        if known is None:
            advance = self.advances.get(character, self.box_advance)
            pen = T2CharStringPen(None if advance == UNITS_PER_EM else advance, None)
            self.draw(character, pen)
            charstring = pen.getCharString()
            charstring.compile()
            known = self._programs[character] = bytes(charstring.bytecode)
        return known


_FACES: dict[bool, Face] = {}
_FACES_LOCK = threading.Lock()


def shared_face(*, is_serif: bool = False) -> Face:
    """The sans or the serif face, read once in a process when it is first asked for.

    Parameters
    ----------
    is_serif
        Which of the two.

    Returns
    -------
    Face
        Noto Sans SC or Noto Serif SC, both under the SIL Open Font License.

    Raises
    ------
    ConfigError
        Its file is not there or damaged.
    """
    with _FACES_LOCK:
        if is_serif not in _FACES:
            _FACES[is_serif] = (
                Face(str(pylopdf_fonts_zh_cn.serif_path()), "NotoSerifSC-Regular", "Noto Serif SC")
                if is_serif
                else Face(str(pylopdf_fonts_zh_cn.sans_path()), "NotoSansSC-Regular", "Noto Sans SC")
            )
        return _FACES[is_serif]

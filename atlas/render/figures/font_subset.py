"""A small font of the characters that a file uses, made from one of the faces; and which those are.

Every character has a glyph of its own, even where two share one in the face: what is copied out of a file is what was
written into it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from io import BytesIO

from fontTools.cffLib import (
    CFFFontSet,
    CharStrings,
    FDArrayIndex,
    FDSelect,
    FontDict,
    GlobalSubrsIndex,
    PrivateDict,
    TopDict,
    TopDictIndex,
)
from fontTools.fontBuilder import FontBuilder
from fontTools.misc.psCharStrings import T2CharString
from fontTools.ttLib import newTable

from atlas.render.figures.fonts import runs
from atlas.render.figures.fonts_faces import ASCENT_EM, DESCENT_EM, FONT_BOX, MISSING, UNITS_PER_EM, Face
from atlas.render.figures.scene import Group, Item, Words

#: Letters in the tag of a subset (ISO 32000-1, 9.6.4).
_TAG_LETTERS = 6


class FontSubset:
    """Some characters of a face, numbered from 1 in the order of Unicode.

    Parameters
    ----------
    face
        Where the outlines come from.
    characters
        Those wanted, in any order.
    """

    def __init__(self, face: Face, characters: Iterable[str]) -> None:
        self.face = face
        self.characters = tuple(sorted(set(characters)))
        self.codes = {character: code for code, character in enumerate(self.characters, start=1)}
        self.advances = [
            face.box_advance,
            *(face.advances.get(character, face.box_advance) for character in self.characters),
        ]

    @property
    def name(self) -> str:
        """PostScript name with the tag of its characters: ``ABCDEF+NotoSansSC-Regular``."""
        digest = hashlib.sha256("".join(self.characters).encode("utf-8", "surrogatepass")).digest()
        tag = "".join(chr(ord("A") + byte % 26) for byte in digest[:_TAG_LETTERS])
        return f"{tag}+{self.face.name}"

    def to_cff(self) -> bytes:
        """As a CID-keyed CFF font program, the form that a PDF embeds.

        Returns
        -------
        bytes
            Glyph n is CID n.
        """
        builder = self._builder()
        content = BytesIO()
        builder.font["CFF "].cff.compile(content, builder.font)
        return content.getvalue()

    def to_woff(self) -> bytes:
        """As a compressed OpenType font with a character map, the form that a web page embeds.

        Returns
        -------
        bytes
            WOFF 1.0.
        """
        builder = self._builder()
        names = builder.font.getGlyphOrder()
        builder.setupCharacterMap({ord(char): names[code] for char, code in self.codes.items()})
        builder.setupHorizontalMetrics(dict(zip(names, ((width, 0) for width in self.advances), strict=True)))
        ascent, descent = round(ASCENT_EM * UNITS_PER_EM), -round(DESCENT_EM * UNITS_PER_EM)
        builder.setupHorizontalHeader(ascent=ascent, descent=descent)
        builder.setupNameTable({"familyName": self.face.family, "styleName": "Regular"})
        builder.setupOS2(
            sTypoAscender=ascent, sTypoDescender=descent, usWinAscent=ascent, usWinDescent=-descent
        )
        builder.setupPost(keepGlyphNames=False)
        builder.font.flavor = "woff"
        content = BytesIO()
        builder.font.save(content, reorderTables=True)
        return content.getvalue()

    def _builder(self) -> FontBuilder:
        builder = FontBuilder(UNITS_PER_EM, isTTF=False)
        # Reckoning the box around every glyph would draw each of them again.
        builder.font.recalcBBoxes = False
        builder.updateHead(created=0, modified=0)
        builder.setupGlyphOrder([".notdef", *(f"cid{code:05d}" for code in self.codes.values())])
        builder.font["CFF "] = newTable("CFF ")
        programs = [self.face.program(character) for character in (MISSING, *self.characters)]
        builder.font["CFF "].cff = _font_set(self.name, builder.font.getGlyphOrder(), programs)
        return builder


def _font_set(name: str, glyph_names: list[str], programs: list[bytes]) -> CFFFontSet:
    """Glyphs as a CID-keyed font with one set of private values (Adobe Technical Note 5176, 18-20)."""
    subroutines, private = GlobalSubrsIndex(), PrivateDict()
    private.defaultWidthX, private.nominalWidthX = UNITS_PER_EM, 0
    font_dict, font_dicts, choice = FontDict(), FDArrayIndex(), FDSelect(format=3)
    font_dict.Private = private
    font_dicts.append(font_dict)
    choice.gidArray = [0] * len(glyph_names)
    top = TopDict()
    top.ROS = ("Adobe", "Identity", 0)
    top.CIDCount = len(glyph_names)
    top.FontBBox = list(FONT_BOX)
    top.charset = glyph_names
    top.GlobalSubrs = subroutines
    top.FDArray, top.FDSelect = font_dicts, choice
    top.CharStrings = CharStrings(None, glyph_names, subroutines, private, choice, font_dicts)
    for glyph_name, program in zip(glyph_names, programs, strict=True):
        top.CharStrings[glyph_name] = T2CharString(program, private=private, globalSubrs=subroutines)
    fonts = CFFFontSet()
    fonts.major, fonts.minor = 1, 0
    fonts.fontNames = [name]
    fonts.topDictIndex = TopDictIndex()
    fonts.topDictIndex.append(top)
    fonts.GlobalSubrs = subroutines
    return fonts


def _words_of(items: Iterable[Item]) -> Iterator[Words]:
    """All lines of text, those in groups too."""
    for item in items:
        if isinstance(item, Words):
            yield item
        elif isinstance(item, Group):
            yield from _words_of(item.items)


def subsets_of(items: Iterable[Item]) -> dict[str, FontSubset]:
    """The faces that items use, with their characters.

    Parameters
    ----------
    items
        Of one or several scenes.

    Returns
    -------
    dict
        By the name of the face, in alphabetical order.
    """
    faces: dict[str, Face] = {}
    characters: dict[str, set[str]] = {}
    for words in _words_of(items):
        for face, text in runs(words.text, is_serif=words.is_serif):
            faces[face.name] = face
            characters.setdefault(face.name, set()).update(text)
    return {name: FontSubset(faces[name], characters[name]) for name in sorted(faces)}

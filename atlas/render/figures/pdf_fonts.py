"""The font objects that a PDF embeds: outlines, widths, and which character each code stands for."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from atlas.render.figures.font_subset import FontSubset
from atlas.render.figures.fonts_faces import ASCENT_EM, CAP_HEIGHT_EM, DESCENT_EM, FONT_BOX, UNITS_PER_EM

#: Bits of a font descriptor: letters with serifs, characters outside the Latin set (ISO 32000-1, table 123).
_SERIF, _SYMBOLIC = 2, 4
#: Thickness of upright strokes [font units], as in the name of the faces' weight.
_STEM_WIDTH = 80
#: A ToUnicode map holds at most so many lines in one block (Adobe Technical Note 5014).
_BLOCK = 100


def embed(pdf: pikepdf.Pdf, subset: FontSubset) -> pikepdf.Object:
    """Make the font objects of a subset.

    Parameters
    ----------
    pdf
        That they are added to.
    subset
        Characters and outlines.

    Returns
    -------
    pikepdf.Object
        The composite font; its codes are those of the subset, two bytes each.
    """
    name = Name("/" + subset.name)
    program = pikepdf.Stream(pdf, subset.to_cff(), Subtype=Name.CIDFontType0C)
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        Flags=_SYMBOLIC | (_SERIF if "Serif" in subset.face.name else 0),
        FontBBox=Array(FONT_BOX),
        ItalicAngle=0,
        Ascent=round(ASCENT_EM * UNITS_PER_EM),
        Descent=-round(DESCENT_EM * UNITS_PER_EM),
        CapHeight=round(CAP_HEIGHT_EM * UNITS_PER_EM),
        StemV=_STEM_WIDTH,
        FontFile3=pdf.make_indirect(program),
    )
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType0,
        BaseFont=name,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        DW=UNITS_PER_EM,
        W=Array([0, Array(subset.advances)]),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name(f"/{subset.name}-Identity-H"),
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=pdf.make_indirect(pikepdf.Stream(pdf, _to_unicode(subset.codes))),
        )
    )


def _to_unicode(codes: dict[str, int]) -> bytes:
    lines = [
        f"<{code:04X}> <{character.encode('utf-16-be').hex().upper()}>" for character, code in codes.items()
    ]
    blocks = [lines[first : first + _BLOCK] for first in range(0, len(lines), _BLOCK)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<0000> <FFFF>",
            "endcodespacerange",
            *(line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")),
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    ).encode("ascii")

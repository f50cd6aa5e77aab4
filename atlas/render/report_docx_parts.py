"""Pieces of a Word document that the library has no call for: fields, bookmarks, captions and tables of many rows."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement

from atlas.render.figures.fonts_faces import clean_text
from atlas.render.report_docx_styles import TABLE, TABLE_HEAD, TABLE_NUMBER, TABLE_TEXT, Styles
from atlas.render.report_measures import column_widths
from atlas.render.report_parts import ReportTable

_W = nsdecls("w")
_EAST_ASIAN = '<w:rFonts w:hint="eastAsia"/>'
_LINK = '<w:color w:val="0563C1"/><w:u w:val="single"/>'
#: Width of half a Chinese character of 9 points [twentieths of a point].
_HALF_CHARACTER = 90


def add_field(paragraph: BaseOxmlElement, instruction: str, shown: str) -> None:
    r"""Add a field that Word works out anew.

    Parameters
    ----------
    paragraph
        At whose end.
    instruction
        Such as ``SEQ 图 \* ARABIC``.
    shown
        What stands there until then.
    """
    paragraph.append(
        parse_xml(
            f"<w:fldSimple {_W} w:instr={quoteattr(f' {instruction} ')}>"
            f'<w:r><w:t xml:space="preserve">{escape(shown)}</w:t></w:r></w:fldSimple>'
        )
    )


def add_text(paragraph: BaseOxmlElement, text: str, *, is_link: bool = False) -> None:
    """Add words.

    Parameters
    ----------
    paragraph
        At whose end.
    text
        From data or people.
    is_link
        Whether it looks like something that is clicked.
    """
    paragraph.append(parse_xml(_run_xml(text, is_link=is_link)))


def _run_xml(text: str, *, is_link: bool = False) -> str:
    """A run; quotation marks and dashes, which both scripts have, are set in the type of the words around them."""
    words = clean_text(text)
    is_chinese = any("\u4e00" <= sign <= "\u9fff" for sign in words)
    look = (_EAST_ASIAN if is_chinese else "") + (_LINK if is_link else "")
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r {_W}>{properties}<w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def add_bookmark(paragraph: BaseOxmlElement, name: str, number: int, *, start: bool) -> None:
    """Begin or end a bookmark.

    Parameters
    ----------
    paragraph
        At whose end.
    name, number
        Of the bookmark; both are unique in the document.
    start
        Whether it begins.
    """
    element = OxmlElement("w:bookmarkStart" if start else "w:bookmarkEnd")
    element.set(qn("w:id"), str(number))
    if start:
        element.set(qn("w:name"), name)
    paragraph.append(element)


def make_table(table: ReportTable, styles: Styles, width: int) -> BaseOxmlElement:
    """A table whose head is repeated on each page and whose rows are not split.

    Parameters
    ----------
    table
        Text of its cells.
    styles
        Of the document.
    width
        Of the text [twentieths of a point].

    Returns
    -------
    element
        To be put into the document.
    """
    columns = column_widths(table, width, characters=width // _HALF_CHARACTER)
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in columns)
    kinds = [TABLE_NUMBER if one else TABLE_TEXT for one in table.is_number]
    last = len(table.rows) - 1
    rows = [_row(table.heads, [TABLE_HEAD] * len(columns), columns, styles, is_head=True, is_kept=True)]
    rows += [
        # The first rows stay with the head, the last one is not left alone on a page.
        _row(cells, kinds, columns, styles, is_kept=place == 0 or place == last - 1)
        for place, cells in enumerate(table.rows)
    ]
    # The order of the properties is that of the schema (ECMA-376, 17.4.60).
    return parse_xml(
        f"<w:tbl {_W}><w:tblPr><w:tblStyle w:val={quoteattr(styles[TABLE])}/>"
        f'<w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" '
        f'w:noVBand="1"/><w:tblCaption w:val={quoteattr(clean_text(table.title))}/>'
        f"<w:tblDescription w:val={quoteattr(clean_text(table.alt))}/></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _row(
    cells: Sequence[str],
    kinds: Sequence[str],
    columns: Sequence[int],
    styles: Styles,
    *,
    is_head: bool = False,
    is_kept: bool = False,
) -> str:
    head = "<w:tblHeader/>" if is_head else ""
    kept = "<w:keepNext/>" if is_kept else ""
    written = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"<w:p><w:pPr><w:pStyle w:val={quoteattr(styles[kind])}/>{kept}</w:pPr>"
        f"{_run_xml(cell)}</w:p></w:tc>"
        for cell, kind, width in zip(cells, kinds, columns, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{written}</w:tr>"

"""The built-in template of reports for Word: A4, the styles that a report asks for, header, footer and placeholders.

Page and type follow GB/T 9704-2012 where it speaks of them (5.2: a text 156 mm wide and 225 mm high on A4); people
change what they like in Word. Everything here is found again by the names of styles.
"""

from __future__ import annotations

import io

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from atlas.render.report_docx_parts import add_field
from atlas.render.report_docx_styles import (
    BODY,
    CAPTION,
    FIGURE,
    IMPRINT,
    SOURCE,
    SUBTITLE,
    TABLE,
    TABLE_HEAD,
    TABLE_NUMBER,
    TABLE_TEXT,
    TITLE,
    set_fonts,
)

_SONG, _HEI, _LATIN = "宋体", "黑体", "Times New Roman"
_MARGINS_MM = {"top": 37, "bottom": 35, "left": 28, "right": 26}
#: Version of the layout of Word 2013 and later; older ones open in a mode of compatibility.
_WORD_2013 = "15"
_RED = RGBColor(0xA6, 0x1C, 0x1C)
#: Ids of our own styles; their names are for people.
_IDS = {
    FIGURE: "AtlasFigure",
    SOURCE: "AtlasSource",
    IMPRINT: "AtlasImprint",
    TABLE_HEAD: "AtlasTableHead",
    TABLE_TEXT: "AtlasTableText",
    TABLE_NUMBER: "AtlasTableNumber",
    TABLE: "AtlasTable",
}
#: Parts of the library's own template that say nothing of ours.
_UNUSED = ("/thumbnail", "/extended-properties", "/customXml", "/stylesWithEffects", "/numbering")
#: Styles of the library's own template that stay; the rest would only fill the list of styles.
_KEPT = {
    "Normal",
    "Header",
    "Footer",
    "Heading 1",
    "Heading 2",
    "Heading 3",
    "Default Paragraph Font",
    "Normal Table",
    "No List",
    "Title",
    "Subtitle",
    "Body Text",
    "Caption",
}


def make_docx_template() -> bytes:
    """The built-in template.

    Returns
    -------
    bytes
        A file of Word with placeholders.
    """
    document = Document()
    _drop_parts(document)
    _drop_styles(document)
    _set_defaults(document)
    _set_page(document)
    _set_options(document)
    _add_styles(document)
    _add_table_style(document)
    _write_placeholders(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _drop_parts(document: WordDocument) -> None:
    """Without the picture, the sources and the second set of styles of the library's own template."""
    for rels in (document.part.package.rels, document.part.rels):
        for name in [key for key, rel in rels.items() if rel.reltype.endswith(_UNUSED)]:
            rels.pop(name)


def _drop_styles(document: WordDocument) -> None:
    for style in list(document.styles):
        if style.name not in _KEPT:
            style.delete()
    for link in list(document.styles.element.iter(qn("w:link"))):
        link.getparent().remove(link)


def _set_defaults(document: WordDocument) -> None:
    """East Asian and Western type of everything, and the language of its words."""
    styles = document.styles.element
    properties = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for child in list(properties):
        properties.remove(child)
    properties.append(
        parse_xml(
            f'<w:rFonts {nsdecls("w")} w:ascii="{_LATIN}" w:hAnsi="{_LATIN}" w:cs="{_LATIN}" w:eastAsia="{_SONG}"/>'
        )
    )
    for name, value in (("w:sz", "24"), ("w:szCs", "24")):
        element = OxmlElement(name)
        element.set(qn("w:val"), value)
        properties.append(element)
    properties.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="en-GB" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'))
    spacing = styles.find(f"{qn('w:docDefaults')}/{qn('w:pPrDefault')}/{qn('w:pPr')}/{qn('w:spacing')}")
    if spacing is not None:
        spacing.getparent().remove(spacing)


def _set_page(document: WordDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for side, width in _MARGINS_MM.items():
        setattr(section, f"{side}_margin", Mm(width))
    section.header_distance, section.footer_distance = Mm(20), Mm(20)


def _set_options(document: WordDocument) -> None:
    """As a document of today, not of the year of the library's template, with Chinese for East Asian words."""
    settings = document.settings.element
    for option in settings.iter(qn("w:compatSetting")):
        if option.get(qn("w:name")) == "compatibilityMode":
            option.set(qn("w:val"), _WORD_2013)
    for language in settings.iter(qn("w:themeFontLang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    for zoom in settings.iter(qn("w:zoom")):
        zoom.set(qn("w:percent"), "100")


def _add_styles(document: WordDocument) -> None:
    centre, right = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
    _style(document, "Normal", _SONG, 12)
    _style(document, TITLE, _HEI, 22, space=(0, 6), align=centre)
    _style(document, SUBTITLE, _SONG, 15, space=(0, 6), align=centre)
    _style(document, IMPRINT, _SONG, 12, space=(0, 14), align=centre)
    for level, size in ((1, 16), (2, 14), (3, 12)):
        found = _style(document, f"Heading {level}", _HEI, size, space=(14, 6))
        found.paragraph_format.keep_with_next = True
    body = _style(document, BODY, _SONG, 12, align=WD_ALIGN_PARAGRAPH.JUSTIFY)
    body.paragraph_format.line_spacing = 1.5
    body.paragraph_format.first_line_indent = Pt(24)
    # Two characters of the paragraph's own size, whatever it is set to later.
    body.element.find(f"{qn('w:pPr')}/{qn('w:ind')}").set(qn("w:firstLineChars"), "200")
    figure = _style(document, FIGURE, _SONG, 12, space=(6, 0), align=centre)
    figure.paragraph_format.keep_with_next = True
    _style(document, CAPTION, _HEI, 10.5, space=(6, 4), align=centre)
    source = _style(document, SOURCE, _SONG, 9, space=(0, 2))
    source.paragraph_format.line_spacing = 1.15
    _style(document, TABLE_HEAD, _HEI, 9, align=centre)
    _style(document, TABLE_TEXT, _SONG, 9)
    _style(document, TABLE_NUMBER, _SONG, 9, align=right)
    _style(document, "Header", _SONG, 9)
    _style(document, "Footer", _SONG, 9, align=centre)


def _style(
    document: WordDocument,
    name: str,
    font: str,
    size: float,
    *,
    space: tuple[float, float] = (0, 0),
    align: WD_ALIGN_PARAGRAPH | None = None,
) -> ParagraphStyle:
    """A paragraph style in one type, made if it is not there."""
    styles = document.styles
    found = next((style for style in styles if style.name == name), None)
    style = found if isinstance(found, ParagraphStyle) else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.element.set(qn("w:styleId"), _IDS.get(name, style.style_id))
    if name != "Normal":
        style.base_style = styles["Normal"]
    for properties in (style.element.find(qn("w:rPr")), style.element.find(qn("w:pPr"))):
        if properties is not None:
            _keep_only(properties, (qn("w:outlineLvl"),))
    style.font.size = Pt(size)
    style.font.bold = False
    set_fonts(style.element, latin=_LATIN, east_asian=font)
    form = style.paragraph_format
    form.space_before, form.space_after, form.alignment = Pt(space[0]), Pt(space[1]), align
    style.quick_style, style.hidden, style.unhide_when_used = True, False, False
    return style


def _keep_only(properties: BaseOxmlElement, names: tuple[str, ...]) -> None:
    for child in list(properties):
        if child.tag not in names:
            properties.remove(child)


def _add_table_style(document: WordDocument) -> None:
    """Three rules, as tables of reports have: over and under the table thick, under its head thin."""
    thick, thin = (
        'w:val="single" w:sz="12" w:space="0" w:color="000000"',
        'w:val="single" w:sz="6" w:space="0"',
    )
    style = document.styles.add_style(TABLE, WD_STYLE_TYPE.TABLE)
    style.element.set(qn("w:styleId"), _IDS[TABLE])
    style.element.append(
        parse_xml(
            f"<w:tblPr {nsdecls('w')}><w:tblBorders><w:top {thick}/><w:bottom {thick}/>"
            f'<w:insideH w:val="single" w:sz="2" w:space="0" w:color="BFBFBF"/></w:tblBorders>'
            f'<w:tblCellMar><w:top w:w="28" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
            f'<w:bottom w:w="28" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        )
    )
    style.element.append(
        parse_xml(
            f'<w:tblStylePr {nsdecls("w")} w:type="firstRow"><w:tcPr><w:tcBorders>'
            f'<w:bottom {thin} w:color="000000"/></w:tcBorders>'
            f'<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/><w:vAlign w:val="center"/></w:tcPr></w:tblStylePr>'
        )
    )


def _write_placeholders(document: WordDocument) -> None:
    document.add_paragraph("{{title}}", style=TITLE)
    document.add_paragraph("{{subtitle}}", style=SUBTITLE)
    document.add_paragraph("{{office}}　{{date}}", style=IMPRINT)
    document.add_paragraph("{{intro}}", style=BODY)
    document.add_paragraph("{{sections}}", style=BODY)
    section = document.sections[0]
    header = section.header.paragraphs[0]
    header.text = "{{title}}\t"
    width = section.page_width - section.left_margin - section.right_margin  # type: ignore[operator]
    header.paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
    mark = header.add_run("{{mark}}")
    mark.bold, mark.font.color.rgb = True, _RED
    footer = section.footer.paragraphs[0]
    footer.add_run("— ")
    add_field(footer._p, "PAGE", "1")
    footer.add_run(" —")

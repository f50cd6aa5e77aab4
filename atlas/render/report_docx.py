"""A report as a file of Word: figures with captions and alternative text, numbered tables, sources, cross-references."""

from __future__ import annotations

import io
from collections.abc import Mapping
from itertools import count
from xml.sax.saxutils import escape, quoteattr

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.exceptions import OpcError
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Emu, Mm
from docx.text.paragraph import Paragraph

from atlas.core.errors import InputError
from atlas.render.figures.about_text import SVG_NAMESPACE
from atlas.render.figures.fonts_faces import clean_text
from atlas.render.report_docx_parts import add_bookmark, add_field, add_text, make_table
from atlas.render.report_docx_placeholders import fill_placeholders, find_sections_paragraph
from atlas.render.report_docx_styles import BODY, CAPTION, FIGURE, HEADING, SOURCE, Styles, find_styles
from atlas.render.report_parts import Report, ReportFigure, ReportSection, ReportTable

_CUSTOM_XML = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
_HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
#: A figure leaves room for its caption and source on the page [share of the height of the text].
_TALLEST = 0.8
_EMU_PER_TWENTIETH = 635


def write_docx(report: Report, template: bytes) -> bytes:
    """A report as a file of Word.

    Parameters
    ----------
    report
        What it holds.
    template
        A zip package: a file of Word with placeholders and the styles of ``report_docx_styles``.

    Returns
    -------
    bytes
        Its parts are the same for the same report and template; dates of the package are not settled.

    Raises
    ------
    InputError
        The template lacks a style, or a placeholder is missing or unknown, or it is no file of Word.
    """
    document = _open(template)
    styles = find_styles(document)
    anchor = find_sections_paragraph(document)
    found = fill_placeholders(document, _values(report), report.intro)
    writer = _Writer(document, styles, report, anchor)
    for section in report.sections:
        writer.add_section(section)
    anchor.getparent().remove(anchor)
    if report.mark and "mark" not in found:
        _add_mark(document, report.mark)
    _describe(document, report)
    _keep_requests(document, report)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _open(template: bytes) -> WordDocument:
    try:
        return Document(io.BytesIO(template))
    except (OpcError, KeyError, ValueError, SyntaxError, AttributeError, OSError) as error:
        raise InputError(
            "Word 模板已损坏，或不是 docx",
            "the template of Word is damaged, or no docx",
            code="report_template_invalid",
            hint_zh="请用 Word 打开后另存为 .docx 再试。",
            hint_en="Open it with Word, save it as .docx, and try again.",
        ) from error


def _values(report: Report) -> Mapping[str, str]:
    return {
        "title": report.title,
        "subtitle": report.subtitle,
        "office": report.office,
        "date": report.date,
        "mark": report.mark,
        "review_number": report.review_number,
    }


class _Writer:
    """Puts sections before the paragraph that holds their place."""

    def __init__(
        self, document: WordDocument, styles: Styles, report: Report, anchor: BaseOxmlElement
    ) -> None:
        self.document, self.styles, self.report, self.anchor = document, styles, report, anchor
        body = self.document.element.body
        used = [int(one.get(qn("w:id"), "0")) for one in body.iter(qn("w:bookmarkStart"))]
        self._bookmarks = count(max(used, default=0) + 1)
        section = self.document.sections[-1]
        sides = (section.page_width, section.left_margin, section.right_margin)
        width, left, right = (int(one or 0) for one in sides)
        ends = (section.page_height, section.top_margin, section.bottom_margin)
        height, top, bottom = (int(one or 0) for one in ends)
        self._width, self._height = width - left - right, height - top - bottom

    def add_section(self, section: ReportSection) -> None:
        """Heading, words, figure, tables."""
        if section.heading:
            add_text(self._paragraph(HEADING), section.heading)
        for words in section.paragraphs:
            add_text(self._paragraph(BODY), words)
        if section.figure is None:
            return
        self._add_picture(section.figure)
        self._add_caption(self.report.figure_label, "fig", section.figure.number, section.figure.title)
        self._add_lines(section.figure, section.tables)
        for table in section.tables:
            self._add_table(table, section.figure)

    def _paragraph(self, style: str, *, is_kept: bool = False) -> BaseOxmlElement:
        """A new paragraph, on the page of the next one if need be."""
        paragraph = OxmlElement("w:p")
        properties = OxmlElement("w:pPr")
        kind = OxmlElement("w:pStyle")
        kind.set(qn("w:val"), self.styles[style])
        properties.append(kind)
        if is_kept:
            properties.append(OxmlElement("w:keepNext"))
        paragraph.append(properties)
        self.anchor.addprevious(paragraph)
        return paragraph

    def _add_picture(self, figure: ReportFigure) -> None:
        paragraph = Paragraph(self._paragraph(FIGURE), self.document._body)
        share = min(1.0, self._width / Mm(figure.width_mm), self._height * _TALLEST / Mm(figure.height_mm))
        picture = paragraph.add_run().add_picture(
            io.BytesIO(figure.picture),
            Emu(round(Mm(figure.width_mm) * share)),
            Emu(round(Mm(figure.height_mm) * share)),
        )
        for side in ("distT", "distB", "distL", "distR"):
            picture._inline.set(side, "0")
        about = picture._inline.docPr
        about.set("name", f"{self.report.figure_label} {figure.number}")
        about.set("title", clean_text(figure.title))
        about.set("descr", clean_text(figure.alt))

    def _add_caption(self, label: str, name: str, number: int, title: str) -> None:
        """图 1 with a number that Word counts, and a bookmark that it can be referred to by."""
        paragraph = self._paragraph(CAPTION, is_kept=True)
        place = next(self._bookmarks)
        add_bookmark(paragraph, f"{name}_{number}", place, start=True)
        add_text(paragraph, f"{label} ")
        add_field(paragraph, f"SEQ {label} \\* ARABIC", str(number))
        add_bookmark(paragraph, f"{name}_{number}", place, start=False)
        add_text(paragraph, f"　{title}" if self.report.language == "zh-CN" else f"  {title}")

    def _refer(self, paragraph: BaseOxmlElement, label: str, name: str, number: int) -> None:
        add_field(paragraph, f"REF {name}_{number} \\h", f"{label} {number}")

    def _add_lines(self, figure: ReportFigure, tables: tuple[ReportTable, ...]) -> None:
        has_more = bool(tables or figure.link)
        for place, line in enumerate(figure.lines, start=1):
            add_text(self._paragraph(SOURCE, is_kept=has_more or place < len(figure.lines)), line)
        if not has_more:
            return
        last = self._paragraph(SOURCE)
        if tables:
            before, _, after = self.report.see_tables.partition("{tables}")
            add_text(last, before)
            for place, table in enumerate(tables):
                if place:
                    add_text(last, self.report.joint)
                self._refer(last, self.report.table_label, "tab", table.number)
            add_text(last, after + (" " if figure.link else ""))
        if figure.link:
            self._add_link(last, figure)

    def _add_link(self, paragraph: BaseOxmlElement, figure: ReportFigure) -> None:
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), self.document.part.relate_to(figure.link, _HYPERLINK, is_external=True))
        add_text(link, figure.link_words, is_link=True)
        paragraph.append(link)

    def _add_table(self, table: ReportTable, figure: ReportFigure) -> None:
        self._add_caption(self.report.table_label, "tab", table.number, table.title)
        self.anchor.addprevious(make_table(table, self.styles, self._width // _EMU_PER_TWENTIETH))
        # Two tables without a paragraph between them would become one.
        source = self._paragraph(SOURCE)
        before, _, after = self.report.same_source.partition("{figure}")
        add_text(source, before)
        self._refer(source, self.report.figure_label, "fig", figure.number)
        add_text(source, after)
        for note in table.notes(len(table.rows)):
            add_text(self._paragraph(SOURCE), note)


def _add_mark(document: WordDocument, mark: str) -> None:
    """A draft says so on each page, whether or not the template has thought of it."""
    for section in document.sections:
        if section.header.is_linked_to_previous and section is not document.sections[0]:
            continue
        headers = [section.header]
        if section.different_first_page_header_footer:
            headers.append(section.first_page_header)
        if document.settings.odd_and_even_pages_header_footer:
            headers.append(section.even_page_header)
        for header in headers:
            header.add_paragraph().add_run(mark).bold = True


def _describe(document: WordDocument, report: Report) -> None:
    properties = document.core_properties
    properties.title = clean_text(report.title)[:255]
    properties.subject = clean_text(report.subtitle)[:255]
    properties.author = properties.last_modified_by = clean_text(report.office)[:255]
    properties.keywords = properties.comments = properties.category = ""
    properties.language = report.language
    properties.revision = 1


def _keep_requests(document: WordDocument, report: Report) -> None:
    """What each figure was made from, in a part of its own: Word may write the pictures anew, but keeps this."""
    package = document.part.package
    figures = "".join(
        f'<figure number="{one.number}" title={quoteattr(clean_text(one.title))}>{escape(one.request)}</figure>'
        for one in report.figures
    )
    content = f'<?xml version="1.0" encoding="UTF-8"?>\n<figures xmlns="{SVG_NAMESPACE}">{figures}</figures>'
    used = {str(part.partname) for part in package.iter_parts()}
    name = next(name for place in count(1) if (name := f"/customXml/item{place}.xml") not in used)
    document.part.relate_to(Part(PackURI(name), "application/xml", content.encode(), package), _CUSTOM_XML)

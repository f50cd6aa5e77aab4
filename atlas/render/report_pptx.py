"""A report as slides: a title, a slide for each figure, tables parted over slides, and alternative text in the notes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PythonPptxError
from pptx.presentation import Presentation as PowerPoint
from pptx.shapes.placeholder import SlidePlaceholder
from pptx.slide import Slide, SlideLayout
from pptx.util import Emu

from atlas.core.errors import InputError
from atlas.render.figures.fonts_faces import clean_text
from atlas.render.report_parts import Report, ReportFigure, ReportSection, ReportTable
from atlas.render.report_pptx_layouts import PICTURES, TABLES, TEXTS, TITLES, find_layouts, list_holders
from atlas.render.report_pptx_tables import Box, add_table, part_table, split_words, table_widths
from atlas.render.report_pptx_text import add_footer, add_run, set_text

#: Words that a slide has room for [half-width characters].
_MOST_WORDS = 760


def write_pptx(report: Report, template: bytes) -> bytes:
    """A report as a file of PowerPoint.

    Parameters
    ----------
    report
        What it holds.
    template
        A zip package: a file of PowerPoint with the layouts of ``report_pptx_layouts``; its own slides stay in front.

    Returns
    -------
    bytes
        Its parts are the same for the same report and template; dates of the package are not settled.

    Raises
    ------
    InputError
        The template lacks a layout or a place on one, or it is no file of PowerPoint.
    """
    presentation = _open(template)
    writer = _Writer(presentation, report)
    writer.add_title()
    writer.add_words(report.intro_title, report.intro)
    for section in report.sections:
        writer.add_section(section)
    _describe(presentation, report)
    stream = io.BytesIO()
    presentation.save(stream)
    return stream.getvalue()


def _open(template: bytes) -> PowerPoint:
    try:
        return Presentation(io.BytesIO(template))
    except (PythonPptxError, KeyError, ValueError, SyntaxError, AttributeError, OSError) as error:
        raise InputError(
            "PowerPoint 模板已损坏，或不是 pptx",
            "the template of PowerPoint is damaged, or no pptx",
            code="report_template_invalid",
            hint_zh="请用 PowerPoint 打开后另存为 .pptx 再试。",
            hint_en="Open it with PowerPoint, save it as .pptx, and try again.",
        ) from error


class _Writer:
    """Adds slides."""

    def __init__(self, presentation: PowerPoint, report: Report) -> None:
        self.presentation, self.report = presentation, report
        self.layouts = find_layouts(presentation)

    def add_title(self) -> None:
        """Title, subtitle, office and date."""
        report = self.report
        slide = self._slide(self.layouts.title, report.title)
        lines = [line for line in (report.subtitle, report.office, report.date) if line]
        self._fill(slide, TEXTS, lines)
        add_footer(slide, "", report.mark, report.language)

    def add_words(self, title: str, paragraphs: Sequence[str], notes: str = "") -> None:
        """Slides of words only; none for no words."""
        for words in split_words(tuple(paragraphs), _MOST_WORDS):
            slide = self._slide(self.layouts.text, title)
            self._fill(slide, (*TEXTS, PP_PLACEHOLDER.OBJECT), words)
            self._finish(slide, notes)

    def add_section(self, section: ReportSection) -> None:
        """A slide for the figure, others for its tables; words that belong to it stand in its notes."""
        if section.figure is None:
            self.add_words(section.heading, section.paragraphs or (section.heading,))
            return
        self._add_figure(section, section.figure)
        for table in section.tables:
            self._add_table(table, section.figure)

    def _add_figure(self, section: ReportSection, figure: ReportFigure) -> None:
        name = f"{self.report.figure_label} {figure.number}"
        slide = self._slide(self.layouts.figure, self._caption(name, figure.title))
        holder = _holder(slide, PICTURES)
        box = _box(holder)
        holder.element.getparent().remove(holder.element)
        # The picture keeps its shape: it is as large as its place allows, and stands in the middle of it.
        share = min(box[2] / figure.width_mm, box[3] / figure.height_mm)
        width, height = round(figure.width_mm * share), round(figure.height_mm * share)
        picture = slide.shapes.add_picture(
            io.BytesIO(figure.picture),
            Emu(box[0] + (box[2] - width) // 2),
            Emu(box[1] + (box[3] - height) // 2),
            Emu(width),
            Emu(height),
        )
        picture.name = name
        about: Any = picture._element.xpath("./p:nvPicPr/p:cNvPr")[0]
        about.set("title", clean_text(figure.title))
        about.set("descr", clean_text(figure.alt))
        self._fill(slide, TEXTS, figure.lines)
        if figure.link:
            frame = _holder(slide, TEXTS).text_frame
            link = add_run(frame.add_paragraph(), figure.link_words, self.report.language)
            link.hyperlink.address = figure.link
        words = [line for line in (section.heading, *section.paragraphs, figure.alt) if line]
        self._finish(slide, "\n".join(words))

    def _add_table(self, table: ReportTable, figure: ReportFigure) -> None:
        label = f"{self.report.table_label} {table.number}"
        source = self.report.same_source.format(figure=f"{self.report.figure_label} {figure.number}")
        box = _layout_box(self.layouts.table)
        widths = table_widths(table, box)
        parts = part_table(table, box, widths)
        shown = sum(len(part.rows) for part in parts)
        for place, part in enumerate(parts, start=1):
            count = f" ({place}/{len(parts)})" if len(parts) > 1 else ""
            slide = self._slide(self.layouts.table, self._caption(label, table.title) + count)
            holder = _holder(slide, TABLES)
            holder.element.getparent().remove(holder.element)
            add_table(slide, part, box, widths, self.report.language)
            is_last = place == len(parts)
            self._fill(slide, TEXTS, [source, *(table.notes(shown, is_short=True) if is_last else ())])
            self._finish(slide, "\n".join((part.alt, *(table.notes(shown) if is_last else ()))))

    def _caption(self, name: str, title: str) -> str:
        return f"{name}　{title}" if self.report.language == "zh-CN" else f"{name}  {title}"

    def _slide(self, layout: SlideLayout, title: str) -> Slide:
        slide: Slide = self.presentation.slides.add_slide(layout)
        self._fill(slide, TITLES, [title])
        return slide

    def _fill(self, slide: Slide, kinds: Sequence[PP_PLACEHOLDER], lines: Sequence[str]) -> None:
        set_text(_holder(slide, kinds).text_frame, lines, self.report.language)

    def _finish(self, slide: Slide, notes: str) -> None:
        add_footer(slide, self.report.office, self.report.mark, self.report.language)
        if notes:
            frame = slide.notes_slide.notes_text_frame
            if frame is not None:
                set_text(frame, notes.split("\n"), self.report.language)


def _holder(slide: Slide, kinds: Sequence[PP_PLACEHOLDER]) -> SlidePlaceholder:
    """The first place of a kind; the layout has been looked at before."""
    found: SlidePlaceholder = next(
        one for kind in kinds for one in slide.placeholders if one.placeholder_format.type is kind
    )
    return found


def _layout_box(layout: SlideLayout) -> Box:
    found = next(
        one for kind in TABLES for one in list_holders(layout) if one.placeholder_format.type is kind
    )
    return int(found.left), int(found.top), int(found.width), int(found.height)


def _box(holder: SlidePlaceholder) -> Box:
    return int(holder.left), int(holder.top), int(holder.width), int(holder.height)


def _describe(presentation: PowerPoint, report: Report) -> None:
    properties = presentation.core_properties
    properties.title = clean_text(report.title)[:255]
    properties.subject = clean_text(report.subtitle)[:255]
    properties.author = properties.last_modified_by = clean_text(report.office)[:255]
    properties.keywords = properties.comments = properties.category = ""
    properties.language = report.language
    properties.revision = 1

"""Words on slides: set with their language, and the line at the foot of each slide."""

from __future__ import annotations

import copy
from collections.abc import Sequence

from pptx.dml.color import RGBColor
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.slide import Slide
from pptx.text.text import TextFrame, _Paragraph, _Run
from pptx.util import Mm, Pt

from atlas.render.figures.fonts_faces import clean_text
from atlas.render.report_pptx_layouts import list_holders

_MARK_COLOUR = RGBColor(0xA6, 0x1C, 0x1C)


def set_text(frame: TextFrame, lines: Sequence[str], language: str) -> None:
    """Write lines, each as a paragraph.

    Parameters
    ----------
    frame
        Of a shape or a cell; what it holds is replaced.
    lines
        From data or people.
    language
        ``zh-CN`` or ``en-GB``: decides how words are broken and checked.
    """
    frame.clear()
    for place, line in enumerate(lines):
        add_run(frame.paragraphs[0] if place == 0 else frame.add_paragraph(), line, language)


def add_run(paragraph: _Paragraph, text: str, language: str) -> _Run:
    """Write words at the end of a paragraph.

    Parameters
    ----------
    paragraph
        On a slide.
    text, language
        As for ``set_text``.

    Returns
    -------
    run
        To be given a look.
    """
    run = paragraph.add_run()
    run.text = clean_text(text)
    properties = run._r.get_or_add_rPr()
    properties.set("lang", language)
    # Latin letters between Chinese ones are checked as English.
    properties.set("altLang", "en-GB")
    return run


def add_footer(slide: Slide, office: str, mark: str, language: str) -> None:
    """Give a slide its footer and number, which a new slide does not take from its layout by itself.

    Parameters
    ----------
    slide
        New.
    office, mark
        Words of the footer; empty for none. A draft says so on each slide, whether or not the template has a footer.
    language
        Of the words.
    """
    frame = None
    for holder in list_holders(slide.slide_layout):
        kind = holder.placeholder_format.type
        is_footer = kind is PP_PLACEHOLDER.FOOTER
        if not (is_footer and (office or mark)) and kind is not PP_PLACEHOLDER.SLIDE_NUMBER:
            continue
        element = copy.deepcopy(holder.element)
        element.nvSpPr.cNvPr.set("id", str(_free_id(slide)))
        slide.shapes._spTree.append(element)
        if is_footer:
            frame = TextFrame(element.get_or_add_txBody(), holder)
    if frame is None and mark:
        frame = slide.shapes.add_textbox(Mm(6), Mm(1), Mm(120), Mm(6)).text_frame
    if frame is not None:
        _write_footer(frame, office, mark, language)


def _write_footer(frame: TextFrame, office: str, mark: str, language: str) -> None:
    frame.clear()
    paragraph = frame.paragraphs[0]
    if mark:
        run = add_run(paragraph, mark, language)
        run.font.bold, run.font.color.rgb, run.font.size = True, _MARK_COLOUR, Pt(9)
    if office:
        add_run(paragraph, f"　{office}" if mark else office, language).font.size = Pt(9)


def _free_id(slide: Slide) -> int:
    return max((shape.shape_id for shape in slide.shapes), default=1) + 1

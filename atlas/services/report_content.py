"""From the plan of a report to what stands in it: figures drawn, numbers put into tables, sources into words."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from atlas.core.errors import LimitExceeded
from atlas.core.figures import wording
from atlas.core.figures.paper import page_size, pixel_size
from atlas.core.figures.request import FigureRequest
from atlas.core.policy.catalogue import Catalogue
from atlas.core.policy.wording import Heads
from atlas.render.figures.about_text import request_json
from atlas.render.figures.png import write_png
from atlas.render.report_parts import Report, ReportFigure, ReportSection, ReportTable
from atlas.services import report_words as said
from atlas.services.figure_tables import list_figure_tables
from atlas.services.figures import Figure, OfficeWords, draw_figure, read_matter
from atlas.services.jobs import Progress
from atlas.services.report_plan import PlannedSection, ReadsRequests, ReportPlan
from atlas.services.report_tables import TablePlace, page_table
from atlas.stores.protocol import ReadableStore

#: Takes a figure, or raises why it may not go out.
AcceptsFigures = Callable[[Figure], None]
#: Largest picture in a report.
MAX_PIXELS = 60_000_000
#: What figures of a report are unless their plan says otherwise: of this paper, without a heading of their own.
_SHAPES: Mapping[str, Mapping[str, str]] = {
    "docx": {"paper": "text", "heading": "0"},
    # Seen from afar: names are larger than on paper.
    "pptx": {"paper": "slide", "heading": "0", "name_size": "1.3"},
}


@dataclass(frozen=True, slots=True)
class ReportTask:
    """Everything that a report is made from.

    Parameters
    ----------
    store
        As the one who asks may see it.
    catalogue
        Everything.
    plan
        What is wanted.
    office
        Whose report it is.
    kind
        ``docx``, ``pptx`` or ``xlsx``.
    read
        Makes a request out of text parameters.
    accept
        Looks at each figure before it goes into the report.
    progress
        Told how far it is.
    """

    store: ReadableStore
    catalogue: Catalogue
    plan: ReportPlan
    office: OfficeWords
    kind: str
    read: ReadsRequests
    accept: AcceptsFigures
    progress: Progress


def compose_report(task: ReportTask) -> Report:
    """Draw the figures of a report and word everything else.

    Parameters
    ----------
    task
        What is wanted.

    Returns
    -------
    Report
        Ready to be written.

    Raises
    ------
    AtlasError
        A figure cannot be drawn, or may not go out.
    """
    plan = task.plan
    sections, marked = [], False
    figures, tables = 0, 0
    for place, section in enumerate(plan.sections):
        if section.figure is None:
            sections.append(ReportSection(section.heading, section.paragraphs, None, ()))
            continue
        figures += 1
        step = said.step_words(said.DRAWING, number=figures, total=plan.figure_count)
        task.progress(_percent(place, len(plan.sections)), step, figures - 1)
        made, is_marked = _section(task, section, figures, tables)
        marked = marked or is_marked
        tables += len(made.tables)
        sections.append(made)
    task.progress(_percent(1, 1), said.step_words(said.WRITING), figures)
    return _report(task, tuple(sections), is_marked=marked)


def report_date(task: ReportTask) -> datetime.date:
    """The day that stands in the file as that of its making.

    Parameters
    ----------
    task
        What is wanted.

    Returns
    -------
    date
        Of the plan, else of the data: never that of the clock.
    """
    return datetime.date.fromisoformat(task.plan.date or task.catalogue.build_date)


def _report(task: ReportTask, sections: tuple[ReportSection, ...], *, is_marked: bool) -> Report:
    plan = task.plan
    say = said.speaker(plan.language)
    first = next((one.figure.title for one in sections if one.figure is not None), "")
    return Report(
        title=plan.title or first,
        subtitle=plan.subtitle,
        office=plan.office or task.office.name,
        date=said.date_words(plan.date, plan.language),
        intro=plan.intro,
        intro_title=say(said.INTRO),
        review_number=plan.review_number or task.office.review_number,
        mark=say(wording.DRAFT) if is_marked else "",
        sections=sections,
        language="en-GB" if plan.language == "en" else "zh-CN",
        figure_label=say(said.FIGURE),
        table_label=say(said.TABLE),
        see_tables=say(said.SEE_TABLES),
        same_source=say(said.SAME_SOURCE),
        joint=say(said.JOINT),
        created=report_date(task),
    )


def _section(
    task: ReportTask, section: PlannedSection, number: int, tables_before: int
) -> tuple[ReportSection, bool]:
    values = {**_SHAPES[task.kind], **(section.figure or {})}
    request = task.read(values)
    _check_pixels(request, number)
    figure = draw_figure(task.store, task.catalogue, request, task.office)
    task.accept(figure)
    words = figure.request.words
    made = ReportSection(
        heading=section.heading,
        paragraphs=section.paragraphs,
        figure=_figure(task, figure, number),
        tables=tuple(_tables(task, section, figure, number, tables_before)) if section.tables else (),
    )
    return made, words.has_mark and not words.review_number


def _check_pixels(request: FigureRequest, number: int) -> None:
    page = request.page
    width, height = pixel_size(*page_size(page.paper, page.orientation), page.dpi)
    if width * height > MAX_PIXELS:
        raise LimitExceeded(
            f"图 {number} 有 {width:,} x {height:,} 像素，报告里的图最多 {MAX_PIXELS // 1_000_000} 百万像素",
            f"figure {number} has {width:,} x {height:,} pixels; in a report the limit is "
            f"{MAX_PIXELS // 1_000_000} million",
            code="too_many_pixels",
            hint_zh="请去掉 paper 与 dpi：报告的图按版心宽度、每英寸 300 点绘制。",
            hint_en="Leave paper and dpi out: figures of reports are as wide as the text, with 300 pixels in an inch.",
            pixels=width * height,
            limit=MAX_PIXELS,
        )


def _figure(task: ReportTask, figure: Figure, number: int) -> ReportFigure:
    page, words = figure.request.page, figure.request.words
    say = said.speaker(task.plan.language)
    return ReportFigure(
        number=number,
        title=figure.theme.title,
        picture=write_png(figure.scene, figure.about, dpi=page.dpi, is_grey=page.colour == "grey"),
        width_mm=figure.scene.width_mm,
        height_mm=figure.scene.height_mm,
        alt=figure.about.alt,
        lines=tuple(_lines(task, figure)),
        link=words.link if words.link.startswith(("http://", "https://")) else "",
        link_words=say(said.VIEW),
        request=request_json(figure.about.request),
    )


def _lines(task: ReportTask, figure: Figure) -> Iterator[str]:
    """What the figure itself would say below its map, had it no caption."""
    say, words = said.speaker(task.plan.language), figure.request.words
    is_english = task.plan.language == "en"
    colon, semicolon, stop = (": ", "; ", ".") if is_english else ("：", "；", "。")
    if figure.theme.subtitle:
        yield f"{say(said.SHOWN)}{colon}{figure.theme.subtitle}{stop}"
    if figure.theme.notes:
        yield f"{say(said.NOTE)}{colon}{semicolon.join(figure.theme.notes)}"
    date = f"{say(wording.DATA_DATE)}{colon}{task.catalogue.build_date}"
    yield f"{say(wording.SOURCE)}{colon}{figure.about.source}{semicolon}{date}{stop}"
    if words.review_number:
        yield f"{say(wording.REVIEW_NUMBER)}{colon}{words.review_number}"


def _tables(
    task: ReportTask, section: PlannedSection, figure: Figure, number: int, tables_before: int
) -> Iterator[ReportTable]:
    matter = read_matter(task.store, task.catalogue, figure.request, task.office)
    heads = Heads(task.plan.language)
    found = [
        one
        for one in list_figure_tables(task.store, matter, heads)
        if one.kind in section.tables and one.table.rows
    ]
    for place, one in enumerate(found, start=1):
        yield page_table(
            one,
            TablePlace(
                number=tables_before + place,
                figure=number,
                figure_title=figure.theme.title,
                report_title=task.plan.title or figure.theme.title,
                language=task.plan.language,
                has_scope="scope" in section.tables,
            ),
        )


def _percent(done: int, total: int) -> int:
    """Drawing takes nearly all the time; writing the file is the rest."""
    return round(done / max(total, 1) * 95)

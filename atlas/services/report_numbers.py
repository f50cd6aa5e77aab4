"""The numbers behind the figures of a report, for its workbook: every column and row, and what was asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from atlas.core.figures import wording
from atlas.core.policy.wording import Heads
from atlas.render.figures.about_text import request_json
from atlas.render.figures.scene import About
from atlas.render.report_parts import Workbook, WorkbookFigure, WorkbookSheet
from atlas.render.report_xlsx import name_sheets
from atlas.services import report_words as said
from atlas.services.figure_tables import list_figure_tables
from atlas.services.figures import FigureMatter, describe_figure, read_matter
from atlas.services.report_content import ReportTask


def compose_workbook(task: ReportTask) -> Workbook:
    """Gather the tables of all figures; nothing is drawn.

    Parameters
    ----------
    task
        What is wanted.

    Returns
    -------
    Workbook
        With a first sheet that tells what is in the others.

    Raises
    ------
    AtlasError
        A figure asks for what is not there.
    """
    plan, say = task.plan, said.speaker(task.plan.language)
    figures: list[WorkbookFigure] = []
    for place, section in enumerate(plan.sections):
        if section.figure is not None:
            step = said.step_words(said.GATHERING, number=len(figures) + 1, total=plan.figure_count)
            task.progress(round(place / len(plan.sections) * 95), step, len(figures))
            figures.append(_figure(task, section.figure, len(figures) + 1))
    version = say(said.DATA_VERSION).format(date=task.catalogue.build_date, version=task.catalogue.version)
    told = (
        (say(wording.OFFICE), plan.office or task.office.name),
        (say(said.DATE), said.date_words(plan.date, plan.language)),
        (say(said.DATA), version),
    )
    return Workbook(
        title=plan.title or next((one.title for one in figures), ""),
        about_title=say(said.ABOUT),
        lines=tuple((name, value) for name, value in told if value),
        figures=tuple(figures),
    )


def _figure(task: ReportTask, values: Mapping[str, str], number: int) -> WorkbookFigure:
    language = task.plan.language
    matter = read_matter(task.store, task.catalogue, task.read(values), task.office)
    tables = [one.table for one in list_figure_tables(task.store, matter, Heads(language))]
    names = name_sheets([said.sheet_title(number, table.title, language) for table in tables])
    sheets = [WorkbookSheet(name, table) for name, table in zip(names, tables, strict=True)]
    about = describe_figure(matter.subject, matter.theme)
    label = said.speaker(language)(said.FIGURE)
    return WorkbookFigure(
        title=matter.theme.title,
        heading=f"{label} {number}  {matter.theme.title}",
        lines=tuple(_lines(task, matter, about, sheets)),
        sheets=tuple(sheets),
    )


def _lines(
    task: ReportTask, matter: FigureMatter, about: About, sheets: list[WorkbookSheet]
) -> Iterator[tuple[str, str]]:
    say = said.speaker(task.plan.language)
    for sheet in sheets:
        # The first of a table's own notes is its filter.
        yield sheet.name, sheet.table.notes[0] if sheet.table.notes else ""
    yield say(wording.SOURCE), about.source
    if matter.subject.request.words.link:
        yield say(wording.VIEW_LINK), matter.subject.request.words.link
    if matter.theme.notes:
        yield say(said.NOTE), "\n".join(matter.theme.notes)
    yield say(said.REQUEST), request_json(about.request)

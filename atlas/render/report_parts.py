"""What a report holds, ready to be written: words, pictures and tables as text. Plain values, no words of our own."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from atlas.render.table import Table


@dataclass(frozen=True, slots=True)
class Remark:
    """What is said below a table: in full, and in short where there is little room; the rest is then in the notes."""

    full: str
    short: str = ""


@dataclass(frozen=True, slots=True)
class ReportTable:
    """Numbers as a reader sees them.

    Parameters
    ----------
    number
        Counted through the report from 1.
    title
        Without its number.
    heads
        Over the columns, with units.
    is_number
        Which columns hold numbers.
    rows
        Text of the cells.
    total
        Rows behind it; more than ``rows`` where it is cut.
    cut_words
        Sentence with ``{shown}`` that tells of rows left out, and where they are.
    remarks
        Sentences below the table.
    alt
        What it holds, for people who do not see it.
    """

    number: int
    title: str
    heads: tuple[str, ...]
    is_number: tuple[bool, ...]
    rows: Sequence[tuple[str, ...]]
    total: int
    cut_words: str
    remarks: tuple[Remark, ...]
    alt: str

    def notes(self, shown: int, *, is_short: bool = False) -> tuple[str, ...]:
        """What is said below a table of which only some rows are shown.

        Parameters
        ----------
        shown
            How many.
        is_short
            Whether there is little room.

        Returns
        -------
        tuple of str
            The remarks, and what is left out.
        """
        said = tuple((one.short if is_short else "") or one.full for one in self.remarks)
        cut = () if shown >= self.total else (self.cut_words.format(shown=f"{shown:,}"),)
        return (*said, *cut)


@dataclass(frozen=True, slots=True)
class ReportFigure:
    """A figure with what stands around it.

    Parameters
    ----------
    number
        Counted through the report from 1.
    title
        Without its number.
    picture
        PNG.
    width_mm, height_mm
        Of the page that it is a picture of [mm].
    alt
        What is seen, in words.
    lines
        Below the caption: source, date of the data, notes.
    link, link_words
        Address of the view, and what is clicked; empty for none.
    request
        What it was made from, JSON.
    """

    number: int
    title: str
    picture: bytes
    width_mm: float
    height_mm: float
    alt: str
    lines: tuple[str, ...]
    link: str
    link_words: str
    request: str


@dataclass(frozen=True, slots=True)
class ReportSection:
    """A heading, words, a figure and the tables behind it; each may be missing."""

    heading: str
    paragraphs: tuple[str, ...]
    figure: ReportFigure | None
    tables: tuple[ReportTable, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A report.

    Parameters
    ----------
    title, subtitle, office, date, intro, review_number
        Words of its head; empty for none.
    intro_title
        Over the intro, where it stands on a page of its own.
    mark
        Of a draft, in the head of each page; empty for none.
    sections
        In order.
    language
        ``zh-CN`` or ``en-GB``.
    figure_label, table_label
        图, 表.
    see_tables
        Sentence with ``{tables}`` where references to tables stand.
    same_source
        Sentence below a table with ``{figure}`` where the reference to its figure stands.
    joint
        What parts the items of a list.
    created
        Stands in the file as the time of its making.
    """

    title: str
    subtitle: str
    office: str
    date: str
    intro: tuple[str, ...]
    intro_title: str
    review_number: str
    mark: str
    sections: tuple[ReportSection, ...]
    language: str
    figure_label: str
    table_label: str
    see_tables: str
    same_source: str
    joint: str
    created: datetime.date

    @property
    def figures(self) -> list[ReportFigure]:
        """All figures in order."""
        return [section.figure for section in self.sections if section.figure is not None]


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    """A table and the name of its sheet, which Excel takes as it is."""

    name: str
    table: Table


@dataclass(frozen=True, slots=True)
class WorkbookFigure:
    """A figure in a workbook.

    Parameters
    ----------
    title, heading
        Its words, without and with its number.
    lines
        Name and value: filter of each sheet, source, link, request.
    sheets
        The numbers behind it.
    """

    title: str
    heading: str
    lines: tuple[tuple[str, str], ...]
    sheets: tuple[WorkbookSheet, ...]


@dataclass(frozen=True, slots=True)
class Workbook:
    """The numbers behind figures.

    Parameters
    ----------
    title
        Of the report.
    about_title
        Name of the sheet that tells what is in the others.
    lines
        Name and value: office, date, data.
    figures
        In order.
    """

    title: str
    about_title: str
    lines: tuple[tuple[str, str], ...]
    figures: tuple[WorkbookFigure, ...]

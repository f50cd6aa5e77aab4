"""Words of reports in both languages, and dates as people write them."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from atlas.core.errors import Text

FIGURE = Text("图", "Figure")
TABLE = Text("表", "Table")
JOINT = Text("、", ", ")
SEE_TABLES = Text("数值见{tables}。", "For the values see {tables}.")
INTRO = Text("编写说明", "About this report")
SAME_SOURCE = Text("资料来源：同{figure}。", "Source: as for {figure}.")
NOTE = Text("注", "Note")
SHOWN = Text("图中所示", "Shown")
VIEW = Text("打开此图的视图", "Open the view of this figure")
TABLE_TITLE = Text("{figure}：{table}", "{figure}: {table}")
TABLE_ALT = Text(
    "表格，{rows} 行 {columns} 列：{heads}。", "Table of {rows} rows and {columns} columns: {heads}."
)
TABLE_CUT = Text(
    "共 {total} 行，此处列前 {{shown}} 行；全部见《{book}》（以同一方案导出 xlsx）的工作表“{sheet}”。",
    "{{shown}} of {total} rows; all of them are in {book} (the same plan exported as xlsx), sheet “{sheet}”.",
)
EMPTY_CELL = "—"
EMPTY_MEANS = Text("“—”表示{state}。", "“—”: {state}.")
ALSO = Text("另有{relation} {count} 县：{names}。", "{relation}, besides: {count} counties ({names}).")
ALSO_IN_NOTES = Text(
    "另有{relation} {count} 县，名单见备注。", "{relation}, besides: {count} counties, see the notes."
)
GOAL_SOURCE = Text("文件与条款", "Document and clause")
GOAL_CLAUSE = Text("{document} {clause}", "{document}, {clause}")
GOAL_FIGURE = Text("目标值", "Figure")
COUNTIES, PLACES = Text("县", "counties"), Text("地", "places")
SOME_PLACES = Text("{count} {noun}：{names}", "{count} {noun}: {names}")
MANY_PLACES = Text("{names}等 {count} {noun}", "{names} and others, {count} {noun} in all")
ABOUT = Text("说明", "About")
SHEET = Text("图{number} {title}", "Fig {number} {title}")
REQUEST = Text("出图参数", "Request")
DATA = Text("数据", "Data")
DATA_VERSION = Text("{date}，版本 {version}", "{date}, version {version}")
DATE = Text("日期", "Date")
DRAWING = Text("出图 {number}/{total}", "figure {number} of {total}")
GATHERING = Text("取数 {number}/{total}", "numbers of figure {number} of {total}")
WRITING = Text("写入文件", "writing the file")

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def step_words(step: Text, **facts: object) -> str:
    """A step of the work in both languages, as jobs tell it.

    Parameters
    ----------
    step
        Patterns.
    **facts
        What stands in them.

    Returns
    -------
    str
        Chinese and English, parted by a stroke.

    Examples
    --------
    >>> step_words(DRAWING, number=3, total=10)
    '出图 3/10 / figure 3 of 10'
    """
    return f"{step.zh.format(**facts)} / {step.en.format(**facts)}"


def speaker(language: str) -> Callable[[Text], str]:
    """What gives the words of a language.

    Parameters
    ----------
    language
        ``zh`` or ``en``.

    Returns
    -------
    callable
        From words in both to words in one.
    """
    return lambda text: text.en if language == "en" else text.zh


def date_words(date: str, language: str) -> str:
    """A day as a report writes it.

    Parameters
    ----------
    date
        ISO; empty for none.
    language
        ``zh`` or ``en``.

    Returns
    -------
    str
        Empty for none.

    Examples
    --------
    >>> date_words("2026-11-03", "zh"), date_words("2026-11-03", "en")
    ('2026年11月3日', '3 November 2026')
    """
    if not date:
        return ""
    day = datetime.date.fromisoformat(date)
    if language == "en":
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return f"{day.year}年{day.month}月{day.day}日"


def sheet_title(number: int, title: str, language: str) -> str:
    """What the sheet of a table is called in the workbook of a report.

    Parameters
    ----------
    number
        Of the figure.
    title
        Of the table.
    language
        ``zh`` or ``en``.

    Returns
    -------
    str
        Of any length.

    Examples
    --------
    >>> sheet_title(2, "分县数值", "zh")
    '图2 分县数值'
    """
    return speaker(language)(SHEET).format(number=number, title=title)

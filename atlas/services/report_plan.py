"""What a report is asked to hold: title, words, and a list of figures. Read from YAML or from plain values, strictly."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from atlas.core.errors import AtlasError, LimitExceeded, SchemaError
from atlas.core.figures.request import LANGUAGES, FigureRequest
from atlas.core.figures.request_reading import read_figure_request
from atlas.stores.yaml_files import check_keys, key_error, read_yaml

#: Most figures of a report, sections, and the longest words [characters].
MAX_FIGURES, MAX_SECTIONS = 40, 80
MAX_LINE, MAX_TEXT = 120, 20_000
#: Tables that a section may show: values of a choropleth, counties that goals reach, goals, flows, features of layers.
#: With ``scope`` counties that only the scope of a plan reaches have rows as well, in place of a sentence.
TABLE_KINDS = ("values", "counties", "scope", "goals", "flows", "layers")
DEFAULT_TABLES = ("values", "counties", "flows", "layers")
#: Parameters of figures that YAML reads as true and false where a person writes on and off.
_SWITCHED = ("inset", "locator")
_OPTIONAL = ("subtitle", "office", "date", "intro", "lang", "review_number", "defaults")

#: Makes a request out of text parameters.
ReadsRequests = Callable[[Mapping[str, str]], FigureRequest]


@dataclass(frozen=True, slots=True)
class PlannedSection:
    """A part of a report.

    Parameters
    ----------
    heading
        Empty for none.
    paragraphs
        Words before the figure.
    figure
        Text parameters as in an address; empty for a section of words only.
    tables
        Of ``TABLE_KINDS``: which numbers behind the figure follow it.
    """

    heading: str = ""
    paragraphs: tuple[str, ...] = ()
    figure: Mapping[str, str] | None = None
    tables: tuple[str, ...] = DEFAULT_TABLES


@dataclass(frozen=True, slots=True)
class ReportPlan:
    """A report before it is made.

    Parameters
    ----------
    sections
        In order.
    title
        Empty for that of the first figure.
    subtitle, office, review_number
        Empty for none.
    date
        ISO date; empty for that of the data.
    intro
        Paragraphs before the first section.
    language
        ``zh`` or ``en``.
    """

    sections: tuple[PlannedSection, ...]
    title: str = ""
    subtitle: str = ""
    office: str = ""
    date: str = ""
    intro: tuple[str, ...] = ()
    language: str = "zh"
    review_number: str = ""

    @property
    def figure_count(self) -> int:
        """Number of figures."""
        return sum(section.figure is not None for section in self.sections)


def read_report_plan(path: Path, *, read: ReadsRequests = read_figure_request) -> ReportPlan:
    """A plan from a YAML file.

    Parameters
    ----------
    path
        UTF-8.
    read
        Checks the parameters of a figure.

    Returns
    -------
    ReportPlan
        Whose form is checked; codes and ids are not looked up.

    Raises
    ------
    EncodingError, SchemaError
        Not YAML; an unknown key, a wrong type, a parameter that cannot be used.
    LimitExceeded
        Too many figures.
    """
    return make_report_plan(read_yaml(path), name=path.name, read=read)


def make_report_plan(
    values: Any, *, name: str = "report", read: ReadsRequests = read_figure_request
) -> ReportPlan:
    """A plan from plain values, as YAML or JSON gives them.

    Parameters
    ----------
    values
        Keys ``title``, ``sections`` and what ``ReportPlan`` has besides; ``defaults`` holds parameters of all figures.
    name
        Of the file, for messages.
    read
        Checks the parameters of a figure.

    Returns
    -------
    ReportPlan
        Checked.

    Raises
    ------
    SchemaError
        An unknown key, a wrong type, a parameter that cannot be used.
    LimitExceeded
        Too many figures.
    """
    path = Path(name)
    check_keys(path, "", values, required=("title", "sections"), optional=_OPTIONAL)
    language = _line(path, "lang", values.get("lang", LANGUAGES[0]))
    if language not in LANGUAGES:
        raise key_error(path, "lang", f"应为 {'、'.join(LANGUAGES)}", f"must be {' or '.join(LANGUAGES)}")
    plan = ReportPlan(
        sections=(),
        title=_line(path, "title", values["title"]),
        subtitle=_line(path, "subtitle", values.get("subtitle")),
        office=_line(path, "office", values.get("office")),
        date=_day(path, values.get("date")),
        intro=_paragraphs(path, "intro", values.get("intro")),
        language=language,
        review_number=_line(path, "review_number", values.get("review_number")),
    )
    entries = values["sections"]
    if not isinstance(entries, list):
        raise key_error(path, "sections", "应为列表", "must be a list")
    check_size(sum(isinstance(one, Mapping) and "figure" in one for one in entries), len(entries))
    shared = {**_of_report(plan), **_figure_values(path, "defaults", values.get("defaults"))}
    sections = tuple(
        _section(path, f"sections[{place}]", entry, shared, read)
        for place, entry in enumerate(entries, start=1)
    )
    return replace(plan, sections=sections)


def plan_of_figure(values: Mapping[str, str], *, read: ReadsRequests = read_figure_request) -> ReportPlan:
    """A plan of one figure.

    Parameters
    ----------
    values
        Its text parameters; its words of office, date, language and review number are those of the report.
    read
        Makes a request out of them.

    Returns
    -------
    ReportPlan
        Titled by the figure.

    Raises
    ------
    AtlasError
        A parameter cannot be used.
    """
    words = read(values).words
    return ReportPlan(
        sections=(PlannedSection(figure=dict(values)),),
        office=words.office,
        date=words.date,
        language=words.language,
        review_number=words.review_number,
    )


def check_size(figures: int, sections: int) -> None:
    """Refuse a report that is too long.

    Parameters
    ----------
    figures, sections
        How many there are.

    Raises
    ------
    LimitExceeded
        Too many.
    """
    if figures > MAX_FIGURES or sections > MAX_SECTIONS:
        raise LimitExceeded(
            f"报告有 {figures} 幅图、{sections} 节，最多 {MAX_FIGURES} 幅图、{MAX_SECTIONS} 节",
            f"the report has {figures} figures in {sections} sections; the limit is {MAX_FIGURES} in {MAX_SECTIONS}",
            code="report_too_long",
            hint_zh="请分成几份；每县一页的图册请用 atlas book。",
            hint_en="Part it; for a page a county use atlas book.",
            figures=figures,
            limit=MAX_FIGURES,
        )


def _of_report(plan: ReportPlan) -> dict[str, str]:
    """What the report says of itself holds for its figures."""
    told = {
        "office": plan.office,
        "date": plan.date,
        "review_number": plan.review_number,
        "lang": plan.language if plan.language != LANGUAGES[0] else "",
    }
    return {name: text for name, text in told.items() if text}


def _section(
    path: Path, where: str, entry: Any, shared: Mapping[str, str], read: ReadsRequests
) -> PlannedSection:
    check_keys(path, where, entry, required=(), optional=("heading", "text", "figure", "tables"))
    figure = None
    if "figure" in entry:
        figure = {**shared, **_figure_values(path, f"{where}.figure", entry["figure"])}
        _check_figure(path, where, figure, read)
    section = PlannedSection(
        heading=_line(path, f"{where}.heading", entry.get("heading")),
        paragraphs=_paragraphs(path, f"{where}.text", entry.get("text")),
        figure=figure,
        tables=_tables(path, f"{where}.tables", entry.get("tables")),
    )
    if figure is None and not section.heading and not section.paragraphs:
        raise key_error(path, where, "这一节是空的", "this section is empty")
    return section


def _check_figure(path: Path, where: str, values: Mapping[str, str], read: ReadsRequests) -> None:
    try:
        read(values)
    except AtlasError as error:
        field = f"{where}.figure.{error.detail.get('parameter', '')}".rstrip(".")
        raise SchemaError(
            f"{path.name} {field}：{error.message.zh}",
            f"{path.name} {field}: {error.message.en}",
            hint_zh=error.hint.zh,
            hint_en=error.hint.en,
            file=path.name,
            field=field,
        ) from error


def _figure_values(path: Path, where: str, entry: Any) -> dict[str, str]:
    if entry is None and where == "defaults":
        return {}
    if not isinstance(entry, Mapping):
        raise key_error(path, where, "应为键值对（出图参数）", "must be a mapping of the figure's parameters")
    return {
        str(name): _figure_value(path, f"{where}.{name}", str(name), value) for name, value in entry.items()
    }


def _figure_value(path: Path, where: str, name: str, value: Any) -> str:
    """A value as an address would write it: YAML has numbers, dates and lists where addresses have text."""
    if isinstance(value, bool):
        if name in _SWITCHED:
            return "on" if value else "off"
        return "1" if value else "0"
    if isinstance(value, str):
        return value.rstrip("\n")
    if isinstance(value, int | float):
        return f"{value:.10g}" if isinstance(value, float) else str(value)
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value.isoformat()
    if isinstance(value, list) and all(isinstance(one, str | int | float) for one in value):
        return ",".join(_figure_value(path, where, name, one) for one in value)
    raise key_error(path, where, "应为文字、数字或列表", "must be text, a number or a list")


def _line(path: Path, where: str, value: Any) -> str:
    text = _text(path, where, value)
    if "\n" in text or len(text) > MAX_LINE:
        raise key_error(
            path, where, f"应为一行，最多 {MAX_LINE} 字", f"must be one line of at most {MAX_LINE} characters"
        )
    return text


def _paragraphs(path: Path, where: str, value: Any) -> tuple[str, ...]:
    """Each line is a paragraph."""
    text = _text(path, where, value)
    if len(text) > MAX_TEXT:
        raise key_error(path, where, f"最多 {MAX_TEXT} 字", f"must have at most {MAX_TEXT} characters")
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _text(path: Path, where: str, value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise key_error(path, where, "应为文字（可加引号）", "must be text; put it in quotes")
    text = value.strip()
    # Wide spaces are spaces like others; signs that steer a terminal or a text's direction are not.
    if not all(sign.isprintable() or sign in "\n\t" or unicodedata.category(sign) == "Zs" for sign in text):
        raise key_error(path, where, "含有不可打印的字符", "holds characters that cannot be printed")
    return text


def _day(path: Path, value: Any) -> str:
    if value in (None, ""):
        return ""
    try:
        if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
            return value.isoformat()
        return datetime.date.fromisoformat(value).isoformat()
    except (TypeError, ValueError) as error:
        raise key_error(path, "date", "日期写作 2026-11-23", "write a date as 2026-11-23") from error


def _tables(path: Path, where: str, value: Any) -> tuple[str, ...]:
    if value is None:
        return DEFAULT_TABLES
    if not isinstance(value, list) or not all(one in TABLE_KINDS for one in value):
        raise key_error(
            path,
            where,
            f"应为列表，可用：{'、'.join(TABLE_KINDS)}；不要表格写 []",
            f"must be a list of {', '.join(TABLE_KINDS)}; [] for no table",
        )
    return tuple(kind for kind in TABLE_KINDS if kind in value)

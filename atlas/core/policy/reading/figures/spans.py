"""Years in which something is built (建设年限2026—2027年): they date all that their line says of it, before them and behind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from atlas.core.policy.reading.figures.found import FoundFigure
from atlas.core.policy.reading.sentence_ends import STATEMENT_ENDS

#: What such years are called; 时间 and 周期 alone may be those of anything.
TERM = (
    "(?:(?:计划|预计|拟)?(?:建设|实施|施工|改造|工程|项目)(?:的)?(?:起止|起讫)?(?:年限|期限|工期|周期|时间|时限|年份)"
    "|起[止讫](?:年限|时间|年份|年月))"
)
_YEAR = r"(?:19|20)\d\d"
_MONTH = r"\s?(?:年|[.．/])?\s?(?:\d{1,2}月?)?(?:底|初|末|中)?"
_SPAN = re.compile(
    rf"{TERM}\s*[:：为是(（]?\s*(?P<first>{_YEAR}){_MONTH}(?:\s?[—–~～至到-]{{1,2}}\s?(?P<last>{_YEAR}))?(?!\d)"
)
# 总投资12亿元，2025—2026年；: a field of an entry that is nothing but years.
_FIELD = re.compile(
    rf"(?<=[，,；;])\s*(?P<first>{_YEAR})年?(?:\s?[—–~～至到-]{{1,2}}\s?(?P<last>{_YEAR})年?(?=\s*(?:[，,；;。]|$))|年(?=\s*(?:[；;。]|$)))"
)
_PART_END = re.compile(f"[{STATEMENT_ENDS}]")


@dataclass(frozen=True, slots=True)
class BuildingYears:
    """When something is built.

    Parameters
    ----------
    start, end
        Stretch of the text that speaks of it.
    first, last
        Years; ``first`` is ``None`` where only one is told.
    """

    start: int
    end: int
    first: int | None
    last: int


def find_building_years(text: str) -> list[BuildingYears]:
    """Years of building that a text tells.

    Parameters
    ----------
    text
        Of one clause.

    Returns
    -------
    list of BuildingYears
        In order. Each speaks of its line; of its part between semicolons and full stops where a line tells several.
    """
    found: list[BuildingYears] = []
    start = 0
    for line in text.split("\n") if _SPAN.search(text) or _FIELD.search(text) else ():
        found += _in_line(line, start)
        start += len(line) + 1
    return found


def date_by_building(found: Sequence[FoundFigure], text: str) -> list[FoundFigure]:
    """Figures with the years in which what they measure is built, unless their own words tell others.

    Parameters
    ----------
    found
        In the order of the text.
    text
        Of one clause.

    Returns
    -------
    list of FoundFigure
        As many; what is there already keeps its year.
    """
    spans = find_building_years(text)
    return [_dated(each, spans) for each in found] if spans else list(found)


def _in_line(line: str, offset: int) -> Iterator[BuildingYears]:
    spans = [span for span in (*_SPAN.finditer(line), *_FIELD.finditer(line)) if _is_in_order(span)]
    for span in spans:
        start, end = 0, len(line)
        if len(spans) > 1:
            start = max(line.rfind(mark, 0, span.start()) for mark in STATEMENT_ENDS) + 1
            following = _PART_END.search(line, span.end())
            end = following.start() if following else end
        first, last = int(span["first"]), span["last"]
        yield BuildingYears(offset + start, offset + end, first if last else None, int(last or first))


def _is_in_order(span: re.Match[str]) -> bool:
    return span["last"] is None or int(span["first"]) <= int(span["last"])


def _dated(each: FoundFigure, spans: Sequence[BuildingYears]) -> FoundFigure:
    years = next((one for one in spans if one.start <= each.value_start < one.end), None)
    if years is None or not each.is_goal or (each.year_stated and each.figure.year != years.last):
        return each
    first = years.first if years.first != years.last else None
    figure = replace(each.figure, year=years.last, year_from=first)
    return replace(each, figure=figure, year_stated=True)

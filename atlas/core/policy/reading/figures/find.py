"""Figures in the text of a clause: each with its metric, operator, value, unit, year and the rule that found it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from atlas.core.model import Figure
from atlas.core.policy.reading.figures.cells import with_tables
from atlas.core.policy.reading.figures.conditions import name_counted
from atlas.core.policy.reading.figures.context import read_standings
from atlas.core.policy.reading.figures.dates import Standing
from atlas.core.policy.reading.figures.filters import Doubt, doubt_of
from atlas.core.policy.reading.figures.found import FoundFigure
from atlas.core.policy.reading.figures.growth import level_of_growth, name_growth
from atlas.core.policy.reading.figures.kinds import KindOfFigure, kind_of_figure
from atlas.core.policy.reading.figures.lists import (
    find_groups,
    read_names,
    share_kinds,
    share_units,
    years_for_group,
)
from atlas.core.policy.reading.figures.quantities import Quantity, find_quantities
from atlas.core.policy.reading.figures.spans import date_by_building
from atlas.core.policy.reading.figures.wording import read_metric, read_qualifier
from atlas.core.policy.reading.five_year_plans import PLAN
from atlas.core.policy.reading.numbers import plain_text
from atlas.core.policy.reading.sentence_ends import COMMA, COMMAS, SENTENCE_END
from atlas.core.policy.reading.tables import find_tables
from atlas.core.policy.reading.time_frame import Frame
from atlas.core.policy.reading.years import YearMention, find_years

__all__ = ["FoundFigure", "find_figures"]

#: A count of whole things with decimals, as in 2.25头.
_BROKEN_COUNT = "计数的单位带有小数，数字或单位可能有误"
_GROWTH = re.compile("增长|增速|增幅|下降|降低|提高|提升")
#: Words that only say that something is there already.
_PRESENT = re.compile(
    r"\A(?:目前|当前|现有|现已|已经|已|拥有|共有)+(?:累计)?(?:建成|形成|培育|引进|达到|有)?(?=[一-龥])"
)
_UPON = re.compile(r"(?<![以线岸陆海迈跃])上\Z")
_ONLY_YEARS = re.compile(
    rf"[，,；;]\s?(?:到|至|力争|争取|确保|预计|(?:20\d\d|明|今|后)年(?:底|末)?|{PLAN}期?末|[，,\s])*"
)
#: Trust in the year, by where it was told.
_TRUST_IN_YEAR = {"sentence": 0.97, "carried": 0.94, "governing": 0.94, "horizon": 0.92, "": 0.8}
#: Trust in the find as such, by rule; the others are 1.
_TRUST_IN_RULE = {"level": 0.85, "criterion": 0.85, "condition": 0.85, "policy amount": 0.95, "zero": 0.85}
_TRUST_IN_DOUBT = {
    Doubt.NONE: 1.0,
    Doubt.SMALL: 0.85,
    Doubt.EXTENT: 0.6,
    Doubt.LIMIT: 0.8,
    Doubt.FREQUENCY: 0.75,
}
_NO_METRIC = 0.93
_NO_CUE = 0.98
#: Signs before a list of figures in which its years may stand.
_YEARS_WINDOW = 120


def find_figures(
    text: str, *, horizon: int | None, year: int | None, governing_year: int | None = None, heading: str = ""
) -> list[FoundFigure]:
    """Figures in the body of a clause, in the order of the text.

    Parameters
    ----------
    text
        Body of one clause; several sentences stand under the year that the first of them tells.
    horizon
        Year to which the plan runs; taken where no year is told.
    year
        Year of the text.
    governing_year
        Year that the clauses above tell.
    heading
        Of the clause; the title of a table that has no other one.

    Returns
    -------
    list of FoundFigure
        Numerals in names, dates, slogans and headings are left out. The cost grows with the length of the text.

    Examples
    --------
    >>> found = find_figures("到2027年，工业总产值突破千亿元。", horizon=2030, year=2024)
    >>> [(each.figure.value, each.figure.unit, each.figure.op, each.figure.year) for each in found]
    [(1000.0, '亿元', '>', 2027)]
    """
    plain = plain_text(text)
    frame = Frame(horizon, year, governing_year)
    tables = list(find_tables(plain, plain_text(heading)))
    prose = date_by_building(_prose_figures(plain, frame), plain)
    found = with_tables(prose, plain, tables, frame)
    return [_as_printed(text, each) for each in found]


def _as_printed(text: str, found: FoundFigure) -> FoundFigure:
    """Brackets in a unit are those of the text: 台（套）."""
    unit = found.figure.unit
    if "(" not in unit:
        return found
    printed = text[found.value_end - len(unit) : found.value_end]
    return (
        replace(found, figure=replace(found.figure, unit=printed)) if plain_text(printed) == unit else found
    )


def _prose_figures(plain: str, frame: Frame) -> list[FoundFigure]:
    years = find_years(plain, year=frame.year, horizon=frame.horizon)
    quantities = share_units(plain, find_quantities(plain))
    judged = [(each, doubt) for each in quantities if (doubt := doubt_of(plain, each)) is not None]
    kept = [each for each, _ in judged]
    standings = read_standings(plain, kept, years, frame)
    sentences = _Sentences(plain)
    found: list[FoundFigure] = []
    spans = [sentences.around(each.start) for each in kept]
    kinds = share_kinds(plain, kept, [kind_of_figure(plain, *each) for each in zip(kept, spans, strict=True)])
    for (quantity, doubt), standing, kind, span in zip(judged, standings, kinds, spans, strict=True):
        around = _Surroundings(doubt, kind, found[-1] if found else None, span)
        is_free = kind.is_policy_amount and not _is_dated(plain, quantity, standing, span)
        told = _of_measure(standing, frame.horizon) if is_free else standing
        found.append(_figure(plain, quantity, told, around))
    return name_counted(plain, list(map(name_growth, _hand_out(plain, kept, years, found))))


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What a figure is judged by, besides its own words."""

    doubt: Doubt
    kind: KindOfFigure
    before: FoundFigure | None
    sentence: tuple[int, int]

    @property
    def floor(self) -> int:
        """Where the words may begin that are its own."""
        return max(self.before.value_end if self.before else 0, self.sentence[0])

    def with_level(self, text: str, metric: str, start: int) -> tuple[str, int]:
        """Metric of what is counted by its size, the size included (百亿级产业集群10个), and where it starts."""
        before = self.before
        if before is None or before.value_end != start or not metric.startswith("级"):
            return metric, start
        return text[before.value_start : before.value_end] + metric, before.value_start

    def metric_of_same(self, unit: str) -> str:
        """Metric of the figure before it when that has the same unit (2025年达到20亿元，2026年达到25亿元)."""
        before = self.before
        if before is None or before.value_start < self.sentence[0] or before.figure.unit != unit:
            return ""
        return before.figure.metric

    def metric_of_same_thing(self, wording: str) -> str:
        """Metric of the multiple before it when the words only say what that comes to (翻一番，达到300亿元)."""
        before = self.before
        if before is None or before.value_start < self.sentence[0] or before.rule != "multiple":
            return ""
        return before.figure.metric if wording.startswith(("达", "突破", "超")) else ""

    def metric_of_growth(self, wording: str) -> str:
        """Metric of the figure before it when the words only say how that grows (产值达到20亿元，年均增长10%)."""
        before = self.before
        if before is None or before.value_start < self.sentence[0] or not _GROWTH.search(wording):
            return ""
        return before.figure.metric

    def metric_reached(self, text: str, start: int, unit: str) -> str:
        """Metric of what grows when only a year stands before its level (产值增长10%，到2026年突破700亿元)."""
        before = self.before
        if before is None or not _ONLY_YEARS.fullmatch(text, before.end, max(start, before.end)):
            return ""
        return before.figure.metric if before.figure.unit == unit else level_of_growth(before.figure, unit)


class _Sentences:
    """Where sentences start and end."""

    def __init__(self, text: str) -> None:
        ends = [found.start() for found in SENTENCE_END.finditer(text)]
        self._starts = [0, *(index + 1 for index in ends)]
        self._end = len(text)

    def around(self, position: int) -> tuple[int, int]:
        index = bisect_right(self._starts, position)
        return self._starts[index - 1], self._starts[index] if index < len(self._starts) else self._end


def _figure(text: str, quantity: Quantity, standing: Standing, around: _Surroundings) -> FoundFigure:
    qualifier = read_qualifier(text, _begin(text, quantity), quantity.end, is_more=quantity.is_more)
    is_behind = quantity.counter or quantity.form == "level"
    metric, start = read_metric(text, qualifier, floor=around.floor, counter=is_behind)
    metric, start = around.with_level(text, metric, start)
    metric = _PRESENT.sub("", metric)
    metric = metric or around.metric_of_same(quantity.unit) or around.metric_of_growth(qualifier.wording)
    metric = metric or around.metric_of_same_thing(qualifier.wording)
    metric = metric or around.metric_reached(text, qualifier.start, quantity.unit)
    kind = around.kind
    is_goal = standing.is_goal and around.doubt is not Doubt.EXTENT
    return FoundFigure(
        min(start, qualifier.start),
        qualifier.end,
        quantity.start,
        quantity.end,
        Figure(
            metric,
            "range" if quantity.value_max is not None else qualifier.operator,
            float(quantity.value),
            None if quantity.value_max is None else float(quantity.value_max),
            quantity.unit or _counting_word(quantity, metric),
            None if around.doubt is Doubt.EXTENT else standing.year,
            standing.year_from,
            qualifier.wording,
            per=kind.per,
            suspicious=_BROKEN_COUNT
            if quantity.counter and quantity.value % 1 and quantity.unit[0] not in "万亿"
            else "",
        ),
        is_goal,
        standing.told in ("sentence", "carried", "governing"),
        kind.is_policy_amount,
        kind.rule if is_goal else "present state",
        _confidence(kind, standing, around.doubt, metric),
    )


def _begin(text: str, quantity: Quantity) -> int:
    """Where a number begins; 上 before a bare 百 or 千 is part of it (带动上百家企业)."""
    is_upon = quantity.is_bare and _UPON.search(text, max(0, quantity.start - 2), quantity.start)
    return quantity.start - 1 if is_upon else quantity.start


def _is_dated(text: str, quantity: Quantity, standing: Standing, sentence: tuple[int, int]) -> bool:
    """Whether the piece of the sentence in which a quantity stands tells its year itself."""
    if standing.told != "sentence":
        return False
    start = max(sentence[0], *(text.rfind(comma, sentence[0], quantity.start) + 1 for comma in COMMAS))
    end = COMMA.search(text, quantity.end, sentence[1])
    return str(standing.year) in text[start : end.start() if end else sentence[1]]


def _of_measure(standing: Standing, horizon: int | None) -> Standing:
    """A measure runs to the end of the plan, whatever milestone the words before it name."""
    if horizon is None or standing.told not in ("carried", "sentence"):
        return standing
    return replace(standing, year=horizon, told="carried" if standing.year == horizon else "horizon")


def _counting_word(quantity: Quantity, metric: str) -> str:
    """Unit of a first one (上市企业实现零的突破)."""
    if quantity.form != "zero":
        return ""
    return "家" if metric.endswith(("企业", "公司", "均", "工厂")) or "企业" in metric else "个"


def _confidence(kind: KindOfFigure, standing: Standing, doubt: Doubt, metric: str) -> float:
    trust = _TRUST_IN_YEAR[standing.told] * _TRUST_IN_RULE.get(kind.rule, 1.0) * _TRUST_IN_DOUBT[doubt]
    if not metric:
        trust *= _NO_METRIC
    if not standing.cue and standing.told not in ("sentence", "carried"):
        trust *= _NO_CUE
    return round(trust, 3)


def _hand_out(
    text: str, quantities: Sequence[Quantity], years: Sequence[YearMention], found: list[FoundFigure]
) -> list[FoundFigure]:
    """Figures behind a 分别 get each its own name or year."""
    starts = [mention.start for mention in years]
    for group in find_groups(text, quantities):
        first = quantities[group.members[0]].start
        count = len(group.members)
        told = years[bisect_left(starts, first - _YEARS_WINDOW) : bisect_left(starts, first)]
        dated = years_for_group(text, first, told, count)
        names = None if dated else read_names(text, group.start, first=first, count=count)
        leading = found[group.members[0]].figure
        bound = text.startswith(("以上", "左右", "以内"), quantities[group.members[0]].end)
        for place, index in enumerate(group.members):
            figure = found[index].figure
            if dated is not None:
                figure = replace(figure, year=dated[place].year)
            if names is not None:
                figure = replace(figure, metric=names[place])
            if place and not figure.wording and figure.op == "=" and leading.op != "range" and not bound:
                # 分别突破500亿元、300亿元: the word before the first holds for all of them.
                figure = replace(figure, op=leading.op, wording=leading.wording)
            rule = "respectively" if found[index].is_goal else found[index].rule
            found[index] = replace(found[index], figure=figure, rule=rule)
    return found

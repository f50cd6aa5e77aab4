"""Which of the places of a statement each of its figures belongs to (其中甲县10亿元; 甲、乙分别达到72家、80家)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from atlas.core.model import Relation
from atlas.core.places.unit_tails import PART_TAILS, WHOLE_UNIT
from atlas.core.policy.reading.figures.find import FoundFigure
from atlas.core.policy.reading.figures.growth import is_growth
from atlas.core.policy.reading.five_year_plans import PLAN
from atlas.core.policy.reading.roles import PlaceRole
from atlas.core.policy.reading.sentence_ends import FULL_STOP
from atlas.core.policy.reading.statements import Statement

_OF_WHICH = re.compile(r"其中")
_SHARED_OUT = "respectively"
# What may stand between the names and the measure that they share.
_LIST_SIGNS = "、，,和与及的 "
_COUNTED = re.compile(
    r"(?:等[一二两三四五六七八九十\d]{0,3}|[一二两三四五六七八九十\d]{1,3})个?(?:县市区|县市|县区|县|市|区|州|地|旗)"
)
#: 到2028年, 力争: before the word for the whole area.
UNTIL = rf"(?:到|至|力争|争取|确保|实现|使|带动|推动|(?:20\d\d年|{PLAN})(?:底|末|前|期间|时期)*[，,]?)*"
# Of 三县（区）要达到70%, where the measure is told before.
_REST_OF_COUNT = re.compile(rf"^[（(][{PART_TAILS}、]{{1,5}}[）)](?:要|均|都|应|须|也)*")
# Between two figures that one 分别 hands out.
_JOINT = re.compile(r"(?:以上|左右|以内)?\s?(?:、|和|及|以及|与|,|，)\s?")


@dataclass(frozen=True, slots=True)
class PlacedFigure:
    """A figure, and the places it is told of.

    Parameters
    ----------
    figure
        The figure, its metric without the names of the places.
    places
        Places of the statement that it concerns; none when it is that of the whole.
    is_own
        Whether it was given to some of them, so that its words alone do not say what it is about.
    """

    figure: FoundFigure
    places: tuple[PlaceRole, ...]
    is_own: bool = False

    def as_fact(self) -> PlacedFigure:
        """The same as a present figure."""
        return replace(self, figure=replace(self.figure, is_goal=False))


def place_figures(
    text: str,
    statement: Statement,
    figures: Sequence[FoundFigure],
    *,
    before: Sequence[PlacedFigure] = (),
    whole: str = "",
) -> list[PlacedFigure]:
    """Gives each figure of a statement the places that it is told of.

    Behind 其中 a figure is that of the places named straight before it, and what stands before 其中 is told of the
    whole. Figures that 分别 hands out go one each to the places, when there are as many. Behind the word for the whole
    area (到2028年全市…达到65%) no place is told of any until the next one is named. All else is told of all places of
    the statement.

    Parameters
    ----------
    text
        Text of the document, to which the positions belong.
    statement
        Some words of it.
    figures
        Those in the statement, in the order of the text.
    before
        The one before them, if any; it tells the measure of one that has but a name in front (其中甲县10亿元、乙县8亿元).
    whole
        What the document calls its whole area; empty for no such word.

    Returns
    -------
    list of PlacedFigure
        In the order of the figures.
    """
    placed: list[PlacedFigure] = []
    for members in _runs(text, figures):
        is_shared = members[0].rule == _SHARED_OUT
        handed = _one_each(text, statement, members, before) if is_shared else []
        placed += handed or _by_position(text, statement, members, before)
        before = placed[-1:]
    return [_of_whole(text, each, whole) for each in placed]


def _of_whole(text: str, placed: PlacedFigure, whole: str) -> PlacedFigure:
    """Of no place when the whole area is its subject, and no place stands between them."""
    figure, named = placed.figure, [place.mention.end for place in placed.places]
    if not whole or placed.is_own or not any(end <= figure.start for end in named):
        return placed
    last = max(end for end in named if end <= figure.start)
    subject = re.compile(f"[，,；;、]{UNTIL}{whole}(?![市域国])")
    is_whole = any(
        match.end() <= figure.value_start for match in subject.finditer(text, last, figure.value_start)
    )
    return replace(placed, places=()) if is_whole else placed


def _runs(text: str, figures: Sequence[FoundFigure]) -> Iterator[list[FoundFigure]]:
    """Figures that one 分别 hands out, and those between."""
    run: list[FoundFigure] = []
    for figure in figures:
        is_shared = figure.rule == _SHARED_OUT
        goes_on = run and is_shared == (run[-1].rule == _SHARED_OUT)
        if goes_on and is_shared:
            goes_on = _JOINT.fullmatch(text, run[-1].value_end, figure.value_start) is not None
        if run and not goes_on:
            yield run
            run = []
        run.append(figure)
    if run:
        yield run


def _one_each(
    text: str, statement: Statement, figures: Sequence[FoundFigure], before: Sequence[PlacedFigure]
) -> list[PlacedFigure]:
    """Empty when there are not as many places before the figures as figures."""
    first = figures[0].value_start
    asked = [place for place in statement.asked if place.mention.end <= first]
    if len(asked) < 2 or len(asked) != len(figures):
        asked = _named_last(asked, len(figures))
    if len(asked) < 2:
        return []
    measure = _measure_of(statement, figures[-1].figure.metric)
    if not measure and before:
        measure = _same_measure(text, before[-1].figure, figures[0])
    return [
        PlacedFigure(_measuring(figure, measure), (place,), is_own=True)
        for figure, place in zip(figures, asked, strict=True)
    ]


def _named_last(asked: Sequence[PlaceRole], count: int) -> list[PlaceRole]:
    """Of places that a sentence names twice (支持甲市、乙市发展…，甲、乙分别达到…) the last ones, one for each figure."""
    last = list(asked[-count:])
    codes = [place.mention.resolution.best for place in asked]
    return last if count > 1 and len(asked) == 2 * count and set(codes[:count]) == set(codes[count:]) else []


def _measure_of(statement: Statement, metric: str) -> str:
    """What a figure measures, without the list of places in front of it and their number (甲市、乙市等五市饲养量)."""
    names = sorted({place.mention.words for place in statement.places}, key=len, reverse=True)
    while True:
        shorter = metric.lstrip(_LIST_SIGNS)
        shorter = next((shorter[len(name) :] for name in names if shorter.startswith(name)), shorter)
        shorter = _REST_OF_COUNT.sub("", shorter)
        counted = _COUNTED.match(shorter)
        if counted is not None:
            shorter = shorter[counted.end() :]
        if shorter == metric:
            return metric
        metric = shorter


def _same_measure(text: str, last: FoundFigure, figure: FoundFigure) -> str:
    """Measure of the figure before one that has none, in the same sentence and unit."""
    if last.figure.unit != figure.figure.unit or FULL_STOP.search(text, last.value_end, figure.value_start):
        return ""
    return last.figure.metric


def _by_position(
    text: str, statement: Statement, figures: Sequence[FoundFigure], before: Sequence[PlacedFigure]
) -> list[PlacedFigure]:
    split = _OF_WHICH.search(text, statement.start, statement.end)
    border = split.end() if split else statement.end
    last = before[-1].figure if before else None
    placed: list[PlacedFigure] = []
    for figure in figures:
        places, is_own = statement.places, False
        if figure.value_start >= border:
            start = max(border, last.value_end if last else border)
            own = tuple(place for place in places if start <= place.mention.start < figure.value_start)
            places, is_own = (own, True) if own else (placed[-1].places if placed else places, False)
        elif split:
            places = tuple(place for place in places if place.mention.end <= border)
        each = _without_names(text, statement, PlacedFigure(figure, places, is_own), last)
        placed.append(each)
        last = each.figure
    return placed


def _without_names(
    text: str, statement: Statement, placed: PlacedFigure, last: FoundFigure | None
) -> PlacedFigure:
    """The measure without the names of the places; where nothing is left, the one before it in the sentence."""
    metric = _measure_of(statement, placed.figure.figure.metric)
    if metric and not is_growth(metric):
        return replace(placed, figure=_measuring(placed.figure, metric))
    nameless = replace(placed, figure=_measuring(placed.figure, metric))
    measure = _same_measure(text, last, placed.figure) if last is not None else ""
    if not measure:
        return nameless
    return replace(placed, figure=_measuring(placed.figure, measure), is_own=bool(placed.places))


def _measuring(found: FoundFigure, metric: str) -> FoundFigure:
    return replace(found, figure=replace(found.figure, metric=metric))


def is_said_by_figures(text: str, statement: Statement, placed: Sequence[PlacedFigure]) -> bool:
    """Tell whether the goals of a statement in figures say all that it says, of all the places it asks.

    Parameters
    ----------
    text
        Text of the document, to which the positions belong.
    statement
        Some words of it.
    placed
        Its figures.

    Returns
    -------
    bool
        ``False`` as soon as words are left that ask for more than the figures.
    """
    goals = [each for each in placed if each.figure.is_goal]
    reached = {place.mention.start for each in goals for place in each.places}
    asked = {place.mention.start for place in statement.places if place.role.relation is not Relation.CONTEXT}
    if not goals or not asked <= reached:
        return False
    stretches = sorted(
        [(each.figure.start, each.figure.end) for each in goals]
        + [(place.mention.start, place.mention.end) for place in statement.places]
    )
    left, at = [], statement.start
    for start, end in stretches:
        left.append(text[at : max(at, start)])
        at = max(at, end)
    left.append(text[at : statement.end])
    return not any(_MEANING.search(_EMPTY.sub("", words)) for words in left)


_EMPTY = re.compile(
    rf"(?:到|至|力争|争取|确保|其中|分别|以及|和|与|及|的|达到|达|实现|突破|超过|均|各|也|年均|增长|左右|以上|{WHOLE_UNIT}|以内|(?:20\d\d|{PLAN})年?[底末前]?"
    r"|[期间末”“、，,。；;：:（）()\s\d%])+"
)
_MEANING = re.compile(r"[一-龥]")

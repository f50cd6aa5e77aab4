"""Which of the places of a statement each of its figures belongs to (其中甲县10亿元; 甲、乙分别达到72家、80家)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from atlas.core.model import Relation
from atlas.core.policy.reading.figures import FoundFigure
from atlas.core.policy.reading.roles import PlaceRole
from atlas.core.policy.reading.statements import Statement

_OF_WHICH = re.compile(r"其中")
_SENTENCE_END = re.compile(r"[。！？\n]")
_SHARED_OUT = "respectively"
# What may stand between the names and the measure that they share.
_LIST_SIGNS = "、，,和与及的 "
_COUNTED = re.compile(r"(?:等)?[一二两三四五六七八九十\d]{0,3}个?(?:县|市|区|县市|县区|地)?")


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
    text: str, statement: Statement, figures: Sequence[FoundFigure], *, before: Sequence[PlacedFigure] = ()
) -> list[PlacedFigure]:
    """Gives each figure of a statement the places that it is told of.

    Behind 其中 a figure is that of the places named straight before it, and what stands before 其中 is told of the
    whole. Figures that 分别 hands out go one each to the places, when there are as many. All else is told of all
    places of the statement.

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

    Returns
    -------
    list of PlacedFigure
        In the order of the figures.
    """
    placed: list[PlacedFigure] = []
    for is_shared, run in groupby(figures, key=lambda figure: figure.rule == _SHARED_OUT):
        members = list(run)
        handed = _one_each(statement, members) if is_shared else []
        placed += handed or _by_position(text, statement, members, before)
        before = placed[-1:]
    return placed


def _one_each(statement: Statement, figures: Sequence[FoundFigure]) -> list[PlacedFigure]:
    """Empty when there are not as many places before the figures as figures."""
    first = figures[0].value_start
    asked = [place for place in statement.asked if place.mention.end <= first]
    if len(asked) < 2 or len(asked) != len(figures):
        return []
    measure = figures[-1].figure.metric.removeprefix(asked[-1].mention.words).strip(_LIST_SIGNS)
    tail = _COUNTED.sub("", measure, count=1) if measure.startswith("等") else measure
    return [
        PlacedFigure(_measuring(figure, tail), (place,), is_own=True)
        for figure, place in zip(figures, asked, strict=True)
    ]


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
        each = _without_names(text, PlacedFigure(figure, places, is_own), last)
        placed.append(each)
        last = each.figure
    return placed


def _without_names(text: str, placed: PlacedFigure, last: FoundFigure | None) -> PlacedFigure:
    """The measure without the names of the places; where nothing is left, the one before it in the sentence."""
    metric = placed.figure.figure.metric
    for place in placed.places:
        metric = metric.removeprefix(place.mention.words).strip(_LIST_SIGNS)
    if metric:
        return replace(placed, figure=_measuring(placed.figure, metric))
    nameless = replace(placed, figure=_measuring(placed.figure, ""))
    if last is None or last.figure.unit != placed.figure.figure.unit:
        return nameless
    if _SENTENCE_END.search(text, last.value_end, placed.figure.value_start):
        return nameless
    return replace(placed, figure=_measuring(placed.figure, last.figure.metric), is_own=bool(placed.places))


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
    r"(?:到|至|力争|争取|确保|其中|分别|以及|和|与|及|的|达到|达|实现|突破|超过|均|各|也|年均|增长|左右|以上|全[省市县州区]|以内|(?:20\d\d|十[四五六七]五)年?[底末前]?"
    r"|[期间末”“、，,。；;：:（）()\s\d%])+"
)
_MEANING = re.compile(r"[一-龥]")

"""Borders of tables on a PDF page: strokes that stand side by side are one border, and cells lie between borders."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from atlas.ingest.documents.pdf_places import Box

#: Strokes nearer than this are one border, as the two edges of a thick one or the frames of two cells side by side;
#: all strokes of a border lie within twice as much [pt].
_BORDER = 3.0
#: How far a border may end before the line of text beside it [pt].
_SLACK = 1.5


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight horizontal or vertical stroke.

    Parameters
    ----------
    place
        Its height on the page, or its distance from the left [pt].
    start, end
        From where to where it goes [pt].
    """

    place: float
    start: float
    end: float


class Cell(NamedTuple):
    """Borders around a cell [pt]; at an open side of its table, where the other borders end.

    Parameters
    ----------
    left, bottom, right, top
        Places of the borders.
    is_open_above, is_open_below
        Whether there is none: the row goes on over the break of a page.
    is_open_beside
        Whether there is none at the left or at the right.
    """

    left: float
    bottom: float
    right: float
    top: float
    is_open_above: bool = False
    is_open_below: bool = False
    is_open_beside: bool = False


class Borders:
    """Borders of the tables of a page.

    Parameters
    ----------
    level, upright
        Horizontal and vertical strokes.
    """

    def __init__(self, level: Iterable[Rule] = (), upright: Iterable[Rule] = ()) -> None:
        self._level = _merged(level)
        self._upright = _merged(upright)

    def between(self, left: float, right: float, y: float) -> list[float]:
        """Vertical borders that part a line of text.

        Parameters
        ----------
        left, right
            From where to where the line goes [pt].
        y
            Its middle [pt].

        Returns
        -------
        list of float
            From left to right [pt].
        """
        return [rule.place for rule in self._upright if left < rule.place < right and _reaches(rule, y)]

    def columns(self, left: float, right: float, bottom: float, top: float) -> list[float]:
        """Vertical borders of a table.

        Parameters
        ----------
        left, right
            From where to where it goes [pt].
        bottom, top
            Of its lowest row, or of any other [pt].

        Returns
        -------
        list of float
            Those that run along the whole row, its right edge left aside [pt].
        """
        return [
            rule.place
            for rule in self._upright
            if left <= rule.place < right and _reaches(rule, bottom, _BORDER) and _reaches(rule, top, _BORDER)
        ]

    def cell_of(self, box: Box) -> Cell | None:
        """Borders around words.

        Parameters
        ----------
        box
            Where they stand.

        Returns
        -------
        Cell or None
            ``None`` where too many sides are open to be a cell: both beside it, or both above and below.
        """
        x, y = box.middle
        upright = [rule for rule in self._upright if _reaches(rule, y)]
        level = [rule for rule in self._level if _reaches(rule, x)]
        left, right = _around(upright, x)
        below, above = _around(level, y)
        beside, over = _known(left, right), _known(below, above)
        if not beside or not over or len(beside) + len(over) < 3:
            return None
        cell = Cell(
            left.place if left else min(rule.start for rule in over),
            below.place if below else max(rule.start for rule in beside),
            right.place if right else max(rule.end for rule in over),
            above.place if above else min(rule.end for rule in beside),
            above is None,
            below is None,
            left is None or right is None,
        )
        return cell if cell.left < x < cell.right and cell.bottom < y < cell.top else None


def _known(*rules: Rule | None) -> list[Rule]:
    return [rule for rule in rules if rule is not None]


def _around(rules: Sequence[Rule], place: float) -> tuple[Rule | None, Rule | None]:
    """The nearest of sorted rules before a place and behind it."""
    index = bisect_left(rules, place, key=lambda rule: rule.place)
    return rules[index - 1] if index else None, rules[index] if index < len(rules) else None


def _reaches(rule: Rule, place: float, slack: float = _SLACK) -> bool:
    return rule.start - slack <= place <= rule.end + slack


def _merged(strokes: Iterable[Rule]) -> list[Rule]:
    """Borders by their place; of strokes that lie behind each other on one border, each stretch without a gap."""
    groups: list[list[Rule]] = []
    for stroke in sorted(strokes, key=lambda one: one.place):
        group = groups[-1] if groups else None
        is_near = group is not None and stroke.place - group[-1].place <= _BORDER
        if group is not None and is_near and stroke.place - group[0].place <= 2 * _BORDER:
            group.append(stroke)
        else:
            groups.append([stroke])
    return list(chain.from_iterable(map(_without_gaps, groups)))


def _without_gaps(group: Sequence[Rule]) -> list[Rule]:
    place = (group[0].place + group[-1].place) / 2
    spans: list[list[float]] = []
    for stroke in sorted(group, key=lambda one: one.start):
        if spans and stroke.start <= spans[-1][1] + _BORDER:
            spans[-1][1] = max(spans[-1][1], stroke.end)
        else:
            spans.append([stroke.start, stroke.end])
    return [Rule(place, start, end) for start, end in spans]

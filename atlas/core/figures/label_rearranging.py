"""Changes places of labels with leaders among each other until all leaders together are short and calm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from atlas.core.figures.label_boxes import (
    GAP_MM,
    Flags,
    Numbers,
    as_array,
    bounds_of_segments,
    find_crossings,
    find_overlaps,
    find_pierced,
)
from atlas.core.figures.label_leader_search import ROOM_MM, FoundPlace

# What a change must be worth, in millimetres of leader.
_GAIN_MM = 0.1
# Labels with leaders that stand nearer than this [mm] look like one text.
_CALM_GAP_MM = 1.0
# How many places that only one other label is in the way of are thought through a turn, and how many in all.
_TRIES, _ALL_TRIES = 10, 400
_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class _Choices:
    """Places where one label may stand: boxes and leaders of shape (n, 4), a box around all, what each costs."""

    boxes: Numbers
    leaders: Numbers
    bounds: Numbers
    costs: Numbers


def rearrange_leaders(places: Mapping[str, Sequence[FoundPlace]]) -> dict[str, FoundPlace]:
    """One place for each label, such that no two are in each other's way and none can change for the better.

    Parameters
    ----------
    places
        By id of the label, where it may stand. The first place of each is where it stands now.

    Returns
    -------
    dict of str to FoundPlace
        The chosen places. The cost does not grow with respect to the present ones.
    """
    return _Arrangement(places).improve()


class _Arrangement:
    """Which place each label has now."""

    def __init__(self, places: Mapping[str, Sequence[FoundPlace]]) -> None:
        self._places = [(key, places[key]) for key in sorted(places)]
        self._choices = [_gather(found) for _, found in self._places]
        self._boxes = as_array([tuple(choices.boxes[0]) for choices in self._choices])
        self._leaders = as_array([tuple(choices.leaders[0]) for choices in self._choices])
        self._now = [0] * len(self._choices)
        self._tries = _ALL_TRIES

    def improve(self) -> dict[str, FoundPlace]:
        for _ in range(_ROUNDS):
            dear = sorted(
                range(len(self._now)), key=lambda one: (-self._choices[one].costs[self._now[one]], one)
            )
            moved = [self._move(one) for one in dear]
            if not any(moved):
                break
        return {key: found[self._now[one]] for one, (key, found) in enumerate(self._places)}

    def _move(self, one: int) -> bool:
        """Give one label a better place, if need be that of another which can go elsewhere."""
        meets, costs = self._look(one)
        before, tries = costs[self._now[one]], 0
        for place in np.argsort(costs, kind="stable").tolist():
            if costs[place] >= before - _GAIN_MM or tries >= _TRIES or self._tries <= 0:
                return False
            blockers = np.flatnonzero(meets[place])
            if not len(blockers):
                self._take(one, place)
                return True
            if len(blockers) == 1:
                tries += 1
                self._tries -= 1
                if self._exchange(one, place, int(blockers[0])):
                    return True
        return False

    def _exchange(self, one: int, place: int, other: int) -> bool:
        """Let one label take a place that another is in the way of; whether both together are better off."""
        before = self._now[one], self._now[other]
        cost = self._cost_of(one) + self._cost_of(other)
        self._take(one, place)
        meets, costs = self._look(other)
        costs[meets.any(axis=1)] = np.inf
        self._take(other, int(np.argmin(costs)))
        if np.isfinite(costs.min()) and self._cost_of(one) + self._cost_of(other) < cost - _GAIN_MM:
            return True
        self._take(one, before[0])
        self._take(other, before[1])
        return False

    def _cost_of(self, one: int) -> float:
        close = find_overlaps(self._boxes[one : one + 1], self._boxes, gap=_CALM_GAP_MM)[0]
        close[one] = False
        return float(self._choices[one].costs[self._now[one]] + ROOM_MM * close.any())

    def _take(self, one: int, place: int) -> None:
        self._now[one] = place
        self._boxes[one] = self._choices[one].boxes[place]
        self._leaders[one] = self._choices[one].leaders[place]

    def _look(self, one: int) -> tuple[Flags, Numbers]:
        """Which others each place of a label meets, shape (places, labels), and what the place costs now."""
        choices = self._choices[one]
        near = find_overlaps(choices.bounds, _unite(self._boxes, self._leaders), gap=_CALM_GAP_MM)[0]
        near[one] = False
        boxes, leaders = self._boxes[near], self._leaders[near]
        meets = np.zeros((len(choices.costs), len(near)), dtype=np.bool_)
        meets[:, near] = (
            find_overlaps(choices.boxes, boxes, gap=GAP_MM)
            | find_pierced(choices.leaders, boxes, gap=GAP_MM)
            | find_pierced(leaders, choices.boxes, gap=GAP_MM).T
            | find_crossings(choices.leaders, leaders)
        )
        close = find_overlaps(choices.boxes, boxes, gap=_CALM_GAP_MM).any(axis=1)
        return meets, choices.costs + ROOM_MM * close


def _unite(boxes: Numbers, leaders: Numbers) -> Numbers:
    """Boxes around n boxes with their leaders, shape (n, 4)."""
    lines = bounds_of_segments(leaders)
    return np.hstack([np.minimum(boxes[:, :2], lines[:, :2]), np.maximum(boxes[:, 2:], lines[:, 2:])])


def _gather(found: Sequence[FoundPlace]) -> _Choices:
    boxes = as_array([place.label.box for place in found])
    leaders = [place.label.leader for place in found]
    lines = as_array([(*leader[0], *leader[1]) for leader in leaders if leader is not None])
    each = _unite(boxes, lines)
    bounds = np.concatenate([each[:, :2].min(axis=0), each[:, 2:].max(axis=0)])[None]
    return _Choices(boxes, lines, bounds, np.array([place.cost for place in found]))

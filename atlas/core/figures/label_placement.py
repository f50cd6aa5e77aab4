"""Puts labels on a map page: none over another, each in its area or beside its point, else with a leader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import shapely

from atlas.core.figures.label_areas import VisibleArea, count_places, find_visible, place_inside
from atlas.core.figures.label_boxes import Way, as_array, list_ways
from atlas.core.figures.label_leader_search import FoundPlace, Target
from atlas.core.figures.label_leaders import find_with_leader, list_with_leader
from atlas.core.figures.label_page import LabelPage
from atlas.core.figures.label_points import count_sides, place_beside
from atlas.core.figures.label_rearranging import rearrange_leaders
from atlas.core.figures.labels import LabelWish, MeasuresText, PlacedLabel, Placement

# Labels at least so important as the first that waits, in shares of it, choose by how little choice they have.
_SIMILAR_SHARE = 0.75
# How many neighbours are asked to make room for a required label, and for how many labels this is tried.
_NEIGHBOURS = 10
_DISPLACEMENTS = 25
# How many labels may be sought room for all over the page in vain: then the page is taken to be full.
_PATIENCE = 20


@dataclass(frozen=True, slots=True)
class _Task:
    """A wish with what is known of it before anything is placed."""

    wish: LabelWish
    ways: tuple[Way, ...]
    visible: VisibleArea | None
    target: Target


def place_labels(
    wishes: Sequence[LabelWish],
    *,
    frame: shapely.Polygon,
    obstacles: Sequence[shapely.Geometry],
    measure: MeasuresText,
    ground: shapely.Geometry | None = None,
    soft: Sequence[shapely.Geometry] = (),
) -> Placement:
    """Where labels come to stand.

    No box overlaps another, an obstacle or the frame; without a leader a label stands wholly in its area, or beside
    its point. Leaders meet no other label and no other leader. The order of the wishes does not matter.

    Parameters
    ----------
    wishes
        What wants a label, each with an id of its own.
    frame
        Map area on the page [mm], y downwards.
    obstacles
        Shapes on which no label may stand [mm]: legend, insets, symbols.
    measure
        Knows how wide words are.
    ground
        Region of interest [mm]: labels with leaders rather stand outside of it.
    soft
        Lines better not covered [mm].

    Returns
    -------
    Placement
        Labels in order of id, and the wishes to be told for which there was no room.
    """
    page = LabelPage(frame, obstacles, ground=ground, soft=soft)
    placer = _Placer(page, wishes, measure)
    placer.place_all()
    labels = tuple(page.labels[key] for key in sorted(page.labels))
    left_out = tuple(
        wish
        for wish in sorted(wishes, key=lambda wish: wish.id)
        if (wish.is_required or wish.is_told) and wish.id not in page.labels
    )
    return Placement(labels, left_out)


class _Placer:
    """Places all wishes on a page: first come the important, and among them those with little choice."""

    def __init__(self, page: LabelPage, wishes: Sequence[LabelWish], measure: MeasuresText) -> None:
        self._page = page
        self._tasks: dict[str, _Task] = {}
        self._costs: dict[str, float] = {}
        self._patience = _PATIENCE
        self._places: dict[str, list[FoundPlace]] = {}
        for wish in sorted(wishes, key=lambda wish: wish.id):
            task = _make_task(wish, page, measure)
            if task is not None:
                self._tasks[wish.id] = task
            if task is not None and task.visible is not None:
                page.add_lines(task.visible.window, task.visible.outline)
        self._targets = {key: task.target for key, task in self._tasks.items()}

    def place_all(self) -> None:
        waiting = sorted(self._tasks.values(), key=lambda task: (-task.wish.importance, task.wish.id))
        while waiting:
            first = waiting[0].wish.importance
            lowest = first - (1 - _SIMILAR_SHARE) * abs(first)
            tier = [task for task in waiting if task.wish.importance >= lowest]
            waiting = waiting[len(tier) :]
            self._place_tier(tier)
        self._make_room()
        self._redraw_leaders()
        self._make_room()

    def _place_tier(self, tier: list[_Task]) -> None:
        choices = {task.wish.id: self._count_choices(task) for task in tier}
        for task in sorted(
            tier, key=lambda task: (choices[task.wish.id], -task.wish.importance, task.wish.id)
        ):
            self._add(self._find_near(task))
        away = [task for task in tier if task.wish.id not in self._page.labels]
        for task in away:
            if task.visible is not None:
                self._page.add_crowd(task.visible.window, task.visible.inside)
        for task in away:
            if task.wish.may_lead:
                self._places[task.wish.id] = self._list_far(task)
        for task in away:
            self._add_leader(self._find_far(task, is_thorough=True))

    def _count_choices(self, task: _Task) -> int:
        if task.visible is None:
            return count_sides(task.wish, task.ways, self._page)
        return count_places(task.visible, task.ways, self._page)

    def _find_near(self, task: _Task) -> PlacedLabel | None:
        if task.visible is None:
            return place_beside(task.wish, task.ways, self._page)
        return place_inside(task.wish, task.ways, task.visible, self._page)

    def _find_far(self, task: _Task, *, is_thorough: bool) -> FoundPlace | None:
        """A place with a leader; thoroughly, also far away and between the places that were listed before."""
        if not task.wish.may_lead:
            return None
        if task.wish.id not in self._places:
            self._places[task.wish.id] = self._list_far(task)
        free = self._find_free(task.wish.id)
        if free or not is_thorough or self._patience <= 0:
            return free[0] if free else None
        ways, others = _ways_with_leader(task), self._other_targets(task)
        found = find_with_leader(task.wish, ways, task.target, others=others, page=self._page)
        self._patience -= found is None
        return found

    def _list_far(self, task: _Task) -> list[FoundPlace]:
        ways, others = _ways_with_leader(task), self._other_targets(task)
        return list_with_leader(task.wish, ways, task.target, others=others, page=self._page)

    def _find_free(self, wish_id: str) -> list[FoundPlace]:
        """Places with a leader that were listed for a label and are free now, cheapest first."""
        places = self._places.get(wish_id, [])
        boxes = as_array([place.label.box for place in places])
        leaders = [place.label.leader for place in places]
        lines = as_array([(*leader[0], *leader[1]) for leader in leaders if leader is not None])
        free = self._page.are_free(boxes) & self._page.are_open(lines)
        return [place for place, is_free in zip(places, free, strict=True) if is_free]

    def _other_targets(self, task: _Task) -> list[Target]:
        return [self._targets[key] for key in sorted(self._targets) if key != task.wish.id]

    def _place(self, task: _Task) -> PlacedLabel | None:
        """Place one label anywhere; the label, or ``None`` where there is no room."""
        self._add(self._find_near(task))
        if task.wish.id not in self._page.labels:
            self._add_leader(self._find_far(task, is_thorough=False))
        return self._page.labels.get(task.wish.id)

    def _add(self, label: PlacedLabel | None) -> None:
        if label is not None:
            self._page.add(label)
            self._targets.pop(label.wish.id, None)

    def _add_leader(self, found: FoundPlace | None) -> None:
        if found is not None:
            self._page.add(found.label)
            self._costs[found.label.wish.id] = found.cost

    def _remove(self, wish_id: str) -> PlacedLabel:
        self._targets[wish_id] = self._tasks[wish_id].target
        return self._page.remove(wish_id)

    def _restore(self, label: PlacedLabel) -> None:
        if label.leader is None:
            self._add(label)
        else:
            self._page.add(label)

    def _make_room(self) -> None:
        """Ask neighbours of required labels that were left out to stand elsewhere."""
        without = [
            task
            for task in self._tasks.values()
            if task.wish.is_required and task.wish.id not in self._page.labels
        ]
        without.sort(key=lambda task: (-task.wish.importance, task.wish.id))
        for task in without[:_DISPLACEMENTS]:
            for neighbour in self._find_neighbours(task):
                if self._displace(task, neighbour):
                    break

    def _find_neighbours(self, task: _Task) -> list[str]:
        """Labels near a target: first those no more important than its own, the nearest first."""
        x, y = task.target.x, task.target.y
        near = []
        for key, label in self._page.labels.items():
            left, top, right, bottom = label.box
            away = max(left - x, x - right, 0.0) + max(top - y, y - bottom, 0.0)
            near.append((label.wish.importance > task.wish.importance, away, key))
        return [key for _, _, key in sorted(near)[:_NEIGHBOURS]]

    def _displace(self, task: _Task, neighbour_id: str) -> bool:
        """Give a label the room of a neighbour; whether the neighbour could move, or is worth less."""
        before, cost = self._remove(neighbour_id), self._costs.get(neighbour_id, 0.0)
        if self._place(task):
            after = self._place(self._tasks[neighbour_id])
            if _may_become(before, after, task.wish):
                return True
            if after:
                self._remove(neighbour_id)
            self._remove(task.wish.id)
        self._restore(before)
        self._costs[neighbour_id] = cost
        return False

    def _redraw_leaders(self) -> None:
        """Look again for all labels with leaders at once, now that those without have their place."""
        led = sorted(key for key, label in self._page.labels.items() if label.leader is not None)
        if len(led) < 2:
            return
        now = {key: self._remove(key) for key in led}
        places = {key: [FoundPlace(now[key], self._costs[key]), *self._find_free(key)] for key in led}
        for chosen in rearrange_leaders(places).values():
            self._page.add(chosen.label)


def _may_become(before: PlacedLabel, after: PlacedLabel | None, other: LabelWish) -> bool:
    """Whether a label may be moved, or dropped, for the sake of another."""
    if after is None:
        return not before.wish.is_required and before.wish.importance < other.importance
    is_as_good = (after.lines, after.size_pt) == (before.lines, before.size_pt)
    is_as_good &= after.leader is None or before.leader is not None
    return is_as_good or before.wish.importance <= other.importance


def _make_task(wish: LabelWish, page: LabelPage, measure: MeasuresText) -> _Task | None:
    """What is to be known of a wish; ``None`` where its area or point is not on the page."""
    ways = list_ways(wish, measure)
    if wish.area is None:
        if not page.frame.covers(shapely.Point(wish.anchor)):
            return None
        return _Task(
            wish, ways, None, Target(float(wish.anchor[0]), float(wish.anchor[1]), wish.clearance_mm)
        )
    visible = find_visible(wish, page)
    return None if visible is None else _Task(wish, ways, visible, Target(*visible.target, 0.0))


def _ways_with_leader(task: _Task) -> tuple[Way, ...]:
    """Ways in the two smallest sizes: away from its area a label shall not shout."""
    sizes = sorted({way.size_pt for way in task.ways})[:2]
    return tuple(way for way in task.ways if way.size_pt in sizes)

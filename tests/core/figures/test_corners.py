"""What stands on a map keeps off what the map is about, and off what stands there already."""

from __future__ import annotations

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from atlas.core.figures.boxes import Box
from atlas.core.figures.corners import PLACES, choose_place, has_free_corner

FRAME = Box(10, 20, 200, 100)
SIZE = (40.0, 20.0)
NOWHERE = shapely.Polygon()
CORNERS = ("bottom-left", "bottom-right", "top-left", "top-right")


def place(
    *places: str, subject: shapely.Geometry = NOWHERE, taken: tuple[Box, ...] = ()
) -> tuple[Box, float]:
    return choose_place(FRAME, SIZE, places or CORNERS, subject=subject, taken=taken, margin_mm=2)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("top-left", Box(12, 22, 40, 20)),
        ("top-right", Box(168, 22, 40, 20)),
        ("bottom-left", Box(12, 98, 40, 20)),
        ("bottom-right", Box(168, 98, 40, 20)),
        ("bottom", Box(90, 98, 40, 20)),
        ("left", Box(12, 60, 40, 20)),
    ],
)
def test_each_place_is_a_margin_off_the_edge(name: str, expected: Box) -> None:
    assert place(name) == (expected, 0.0)


def test_the_first_place_is_taken_where_nothing_speaks_against_it() -> None:
    assert place()[0] == place("bottom-left")[0]


def test_a_place_over_the_subject_is_left_for_a_free_one() -> None:
    subject = shapely.box(10, 20, 100, 120)
    box, covered = place(subject=subject)
    assert box == place("bottom-right")[0]
    assert covered == 0


def test_where_all_are_over_the_subject_the_least_covered_one_is_told() -> None:
    subject = shapely.box(10, 20, 210, 110)
    box, covered = place(subject=subject)
    assert box == place("bottom-left")[0]
    assert covered == pytest.approx(12 / 20)


def test_a_little_less_cover_is_no_reason_to_leave_the_first_place() -> None:
    subject = shapely.box(12, 98, 12.3, 118)
    assert place(subject=subject)[0] == place("bottom-left")[0]


def test_what_stands_there_already_is_never_covered_while_a_place_is_free() -> None:
    subject = shapely.box(100, 20, 210, 120)
    taken = (place("bottom-left")[0],)
    assert place(subject=subject, taken=taken)[0] == place("top-left")[0]


@given(st.lists(st.sampled_from(sorted(PLACES)), min_size=2, max_size=8, unique=True))
def test_things_placed_one_after_the_other_do_not_meet(names: list[str]) -> None:
    taken: list[Box] = []
    for _ in range(2):
        taken.append(place(*names, taken=tuple(taken))[0])
    one, other = (shapely.box(*box.bounds) for box in taken)
    assert not one.intersects(other)


def test_without_a_place_on_offer_it_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="no place"):
        choose_place(FRAME, SIZE, (), subject=NOWHERE, taken=(), margin_mm=2)


WIDE = Box(10, 20, 200, 100)
ROUND = shapely.Point(0, 0).buffer(50)


def fits(size: tuple[float, float]) -> bool:
    return has_free_corner(WIDE, size, silhouette=ROUND, bounds=(-50, -50, 50, 50), margin_mm=3.0)


def test_beside_a_round_province_a_wide_map_has_a_free_corner() -> None:
    assert fits((40, 60))


def test_what_would_cover_the_subject_has_none() -> None:
    assert not fits((110, 60))


def test_what_is_larger_than_the_map_has_none() -> None:
    assert not fits((40, 98))

"""Arrows within the map go from place to place; those from beyond come in at its edge, together and by name."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.core.figures.boxes import Box
from atlas.core.figures.looks import PALETTES
from atlas.core.figures.request_reading import read_figure_request
from atlas.core.figures.theme import Flow
from atlas.render.figures.map_drawing import PageMap
from atlas.services.figure_arrows import Arrows, lay_arrows
from atlas.services.figure_names import NameContext
from atlas.services.figure_subject import read_subject
from tests.figure_samples import figure_catalogue

FRAME = Box(10, 20, 200, 120)
CATALOGUE = figure_catalogue()
HERE = {"520121": (60.0, 80.0), "520122": (120.0, 60.0), "520600": (150.0, 100.0)}
EAST = (400.0, 120.0)
NOTHING = np.array([], dtype=object)


def lay(*flows: tuple[str, str], language: str = "zh", **places: tuple[float, float]) -> Arrows:
    request = read_figure_request({"region": "520000", "lang": language})
    subject = read_subject(CATALOGUE, request, home="520000")
    context = NameContext(subject, FRAME, PALETTES["colour"], 1.0)
    points = {**HERE, **{code.removeprefix("at"): place for code, place in places.items()}}
    page_map = PageMap({}, {}, NOTHING, NOTHING, NOTHING, None, points)
    return lay_arrows(context, page_map, [Flow(*one) for one in flows])


def test_within_the_map_an_arrow_goes_from_place_to_place() -> None:
    arrows = lay(("520122", "520121"))
    assert arrows.lines == ((HERE["520122"], HERE["520121"]),)
    assert arrows.wishes == ()


def test_from_beyond_it_comes_in_a_little_inside_of_the_edge_on_the_side_of_the_partner() -> None:
    arrows = lay(("441900", "520121"), at441900=EAST)
    ((start, end),) = arrows.lines
    assert end == HERE["520121"]
    frame = shapely.box(*FRAME.bounds)
    assert 5 < shapely.distance(frame.exterior, shapely.Point(start)) < 25
    assert frame.contains(shapely.Point(start))
    assert start[0] > 150


def test_a_partner_beyond_the_map_is_told_by_name_where_its_arrow_starts() -> None:
    arrows = lay(("441900", "520121"), at441900=EAST)
    (wish,) = arrows.wishes
    assert "东莞" in "".join(wish.variants[0])
    assert wish.anchor == arrows.lines[0][0]
    assert not wish.is_required


def test_hosts_of_one_province_share_the_place_where_its_partners_come_in() -> None:
    arrows = lay(("441900", "520121"), ("441900", "520122"), at441900=EAST)
    starts = {start for start, _ in arrows.lines}
    assert (len(arrows.lines), len(starts), len(arrows.wishes)) == (2, 1, 1)


def test_provinces_come_in_apart_from_each_other() -> None:
    places = {"at441900": EAST, "at469001": (400.0, 121.0)}
    arrows = lay(("441900", "520121"), ("469001", "520121"), **places)
    (one, _), (other, _) = arrows.lines
    assert np.hypot(one[0] - other[0], one[1] - other[1]) > 6


def test_a_host_beyond_the_map_has_no_arrow() -> None:
    assert lay(("520121", "441900"), at441900=EAST) == Arrows((), ())


def test_an_end_without_a_place_has_no_arrow() -> None:
    assert lay(("520121", "520628")) == Arrows((), ())


def test_partners_are_told_in_the_language_of_the_figure() -> None:
    (wish,) = lay(("520181", "520121"), language="en", at520181=EAST).wishes
    assert "Qingzhen" in "".join(wish.variants[0])


@settings(max_examples=60, deadline=None)
@given(st.floats(-500, 800), st.floats(-500, 800))
def test_every_arrow_stands_within_the_map(x: float, y: float) -> None:
    frame = shapely.box(*FRAME.bounds)
    for start, end in lay(("441900", "520121"), at441900=(x, y)).lines:
        assert frame.buffer(1e-6).contains(shapely.Point(start))
        assert end == HERE["520121"]


@pytest.mark.parametrize("flows", [[("441900", "520121"), ("469001", "520122")]])
def test_the_order_of_flows_does_not_matter(flows: list[tuple[str, str]]) -> None:
    places = {"at441900": EAST, "at469001": (300.0, 400.0)}
    one, other = lay(*flows, **places), lay(*reversed(flows), **places)
    assert set(one.lines) == set(other.lines)

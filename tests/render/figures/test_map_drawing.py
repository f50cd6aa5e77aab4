"""A map is drawn from the ground up: fills, areas, borders, lines, symbols, arrows, points, and names over all."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import shapely

from atlas.core.figures.base_map import BaseMap
from atlas.core.figures.boxes import Box
from atlas.core.figures.labels import LabelStyle, LabelWish, PlacedLabel
from atlas.core.figures.looks import PALETTES
from atlas.core.figures.map_window import MapWindow
from atlas.core.figures.theme import AreaLook, AreaPart, LayerMark, LayerMarks, Panel, Sign
from atlas.core.style_model import Symbol
from atlas.render.figures.map_drawing import (
    MapContent,
    PageMap,
    draw_labels,
    draw_map,
    sign_box,
    to_page,
)
from atlas.render.figures.scene import Circles, Group, Item, Path, Words
from tests.figure_samples import bounds_of, items_of, words_box

PALETTE = PALETTES["colour"]
#: Two counties of 20 km by 20 km; a millimetre is a kilometre.
WINDOW = MapWindow(Box(10, 10, 60, 40), 0, 40_000, 1000)
KAIYANG, XIFENG = "520121", "520122"
LAND = {
    KAIYANG: shapely.box(5000, 10_000, 25_000, 30_000),
    XIFENG: shapely.box(25_000, 10_000, 45_000, 30_000),
}
NAMED = AreaLook((AreaPart("#B5541C"),))
PARTNER = AreaLook((), "#0F6CA8")


def shapes(*found: shapely.Geometry) -> np.ndarray:
    return np.array(found, dtype=object)


def ground(**parts: Any) -> PageMap:
    province = shapely.union_all(list(LAND.values()))
    whole: dict[str, Any] = {
        "counties": LAND,
        "surroundings": {"520000": province},
        "prefectures": shapes(province),
        "provinces": shapes(province),
        "maritime": shapes(),
        "label_points": {KAIYANG: (15_000, 20_000), XIFENG: (35_000, 20_000)},
    }
    return to_page(BaseMap(**{**whole, **parts}), WINDOW)


def layer(geometry: str, *marks: LayerMark, opacity: float = 1.0) -> LayerMarks:
    return LayerMarks("zone", "园区", geometry, opacity, marks, (), "", "", "")


def symbol(fill: str = "#0F6CA8", radius: float = 6.0, width: float = 1.0) -> Symbol:
    return Symbol(fill, "#123456", width, "solid", "circle", radius, 1.0)


def drawn(panel: Panel, page_map: PageMap | None = None, **parts: Any) -> Group:
    is_transparent = parts.pop("is_transparent", False)
    content = MapContent(WINDOW, page_map or ground(), panel, **parts)
    return draw_map(content, PALETTE, is_transparent=is_transparent)


def place_of(group: Group, wanted: Any) -> int:
    """The first item, from the bottom up, for which something holds."""
    return next(number for number, item in enumerate(group.items) if wanted(item))


def filled(colour: str) -> Any:
    return lambda item: getattr(item, "fill", "") == colour


def stroked(colour: str) -> Any:
    return lambda item: getattr(item, "stroke", "") == colour and getattr(item, "fill", "") == ""


def test_the_ground_is_on_the_page_in_millimetres() -> None:
    page_map = ground()
    assert page_map.counties[KAIYANG].bounds == (15, 20, 35, 40)
    assert page_map.label_points[XIFENG] == (45, 30)
    assert page_map.marked is None


def test_a_county_is_filled_where_it_lies() -> None:
    group = drawn(Panel("", {KAIYANG: NAMED}))
    (fill,) = (path for path in items_of(group.items, Path) if path.fill == "#B5541C")
    assert bounds_of(fill) == (15, 20, 35, 40)


def test_counties_of_one_look_are_one_path() -> None:
    group = drawn(Panel("", dict.fromkeys(LAND, NAMED)))
    (fill,) = (path for path in items_of(group.items, Path) if path.fill == "#B5541C")
    assert len(fill.rings) == 2


def test_a_look_of_a_county_that_is_not_on_the_map_draws_nothing() -> None:
    with_more = drawn(Panel("", {"999999": NAMED}))
    assert len(with_more.items) == len(drawn(Panel("", {})).items)


def test_everything_lies_in_its_order() -> None:
    area = LayerMark(shapely.box(0, 0, 1, 1), symbol("#111111"))
    line = LayerMark(shapely.LineString([(0, 0), (1, 1)]), Symbol("", "#222222", 1, "solid", "circle", 6, 1))
    point = LayerMark(shapely.Point(0, 0), symbol("#333333"))
    layers = (
        (layer("point", point), shapes(shapely.Point(30, 30))),
        (layer("line", line), shapes(shapely.LineString([(20, 25), (40, 35)]))),
        (layer("polygon", area), shapes(shapely.box(20, 25, 30, 35))),
    )
    panel = Panel("", {KAIYANG: NAMED}, {XIFENG: (Sign("square", "#444444"),)})
    graticule = Path((np.array([[10.0, 30.0], [70.0, 30.0]]),), is_closed=False, stroke="#555555")
    group = drawn(panel, layers=layers, arrows=[((20.0, 30.0), (50.0, 30.0))], under=[graticule])
    order = [
        filled(PALETTE.sea),
        filled(PALETTE.land),
        filled("#B5541C"),
        stroked("#555555"),
        filled("#111111"),
        stroked(PALETTE.county),
        stroked(PALETTE.prefecture),
        stroked("#222222"),
        filled("#444444"),
        filled(PALETTE.accent),
        filled("#333333"),
    ]
    places = [place_of(group, wanted) for wanted in order]
    assert places == sorted(places)


def test_the_first_layer_is_the_uppermost() -> None:
    upper, lower = (
        layer("polygon", LayerMark(shapely.box(0, 0, 1, 1), symbol(fill))) for fill in ("#111111", "#222222")
    )
    place = shapes(shapely.box(20, 25, 30, 35))
    group = drawn(Panel("", {}), layers=((upper, place), (lower, place)))
    assert place_of(group, filled("#222222")) < place_of(group, filled("#111111"))


def test_a_small_circle_lies_over_a_large_one() -> None:
    marks = (
        LayerMark(shapely.Point(0, 0), symbol("#111111", 4.0)),
        LayerMark(shapely.Point(0, 0), symbol("#222222", 20.0)),
    )
    places = shapes(shapely.Point(30, 30), shapely.Point(31, 30))
    group = drawn(Panel("", {}), layers=((layer("point", *marks), places),))
    assert place_of(group, filled("#222222")) < place_of(group, filled("#111111"))


def test_a_rough_place_is_hollow_and_opacity_is_that_of_the_layer() -> None:
    marks = (
        LayerMark(shapely.Point(0, 0), symbol("#111111"), is_exact=False),
        LayerMark(shapely.Point(0, 0), symbol("#222222")),
    )
    places = shapes(shapely.Point(30, 30), shapely.Point(31, 30))
    group = drawn(Panel("", {}), layers=((layer("point", *marks, opacity=0.5), places),))
    rough, exact = (next(items_of([one], Circles)) for one in group.items if isinstance(one, Circles))
    assert (rough.fill, rough.stroke) == ("#FFFFFF", "#111111")
    assert (exact.fill, exact.fill_opacity) == ("#222222", 0.5)


def test_symbols_of_one_county_stand_in_a_row_around_its_place() -> None:
    signs = (Sign("circle", "#111111"), Sign("circle", "#222222"), Sign("circle", "#333333"))
    group = drawn(Panel("", {}, {KAIYANG: signs}))
    circles = list(items_of(group.items, Circles))
    centres = np.vstack([one.centres for one in circles])
    assert centres.mean(axis=0).tolist() == [25, 30]
    assert np.ptp(centres[:, 1]) == 0
    room = sign_box((25, 30), 3, 1.0)
    for one in circles:
        assert room.covers(shapely.Point(one.centres[0]).buffer(one.radius_mm))
    gaps = np.diff(np.sort(centres[:, 0]))
    assert gaps.min() > 2 * circles[0].radius_mm


def test_a_partner_is_outlined_over_the_fill_of_its_neighbour() -> None:
    group = drawn(Panel("", {KAIYANG: PARTNER, XIFENG: NAMED}))
    assert place_of(group, filled("#B5541C")) < place_of(group, stroked("#0F6CA8"))


def test_the_marked_unit_has_a_casing_below_its_line() -> None:
    group = drawn(Panel("", {}), ground(marked=LAND[KAIYANG]))
    line = place_of(group, stroked(PALETTE.marked))
    casing = group.items[line - 1]
    assert isinstance(casing, Path)
    assert casing.stroke == "#FFFFFF"
    assert casing.stroke_mm > group.items[line].stroke_mm  # type: ignore[union-attr]


def test_borders_of_counties_are_left_out_where_they_would_be_a_net() -> None:
    between = [[35, 20], [35, 40]]
    for has_county_lines in (True, False):
        group = drawn(Panel("", {}), ground(has_county_lines=has_county_lines))
        lines = [line for path in items_of(group.items, Path) if path.stroke for line in path.rings]
        drawn_there = any(
            shapely.LineString(line).buffer(0.01).covers(shapely.LineString(between)) for line in lines
        )
        assert drawn_there is has_county_lines


def test_a_transparent_map_has_no_sea() -> None:
    assert drawn(Panel("", {})).items[0].fill == PALETTE.sea  # type: ignore[union-attr]
    assert drawn(Panel("", {}), is_transparent=True).items[0].fill != PALETTE.sea  # type: ignore[union-attr]


def test_the_map_is_cut_at_its_box() -> None:
    group = drawn(Panel("", {}))
    assert group.clip is not None
    assert bounds_of(group.clip) == WINDOW.box.bounds


def label(lines: tuple[str, ...], box: tuple[float, float, float, float], **parts: Any) -> PlacedLabel:
    style = LabelStyle(colour="#2A2722", is_bold=True, halo="#FFFFFF", halo_mm=0.35)
    wish = LabelWish(KAIYANG, (lines,), (7.0,), 1.0, (25, 30), style=style)
    return PlacedLabel(wish, lines, 7.0, box, **parts)


@pytest.mark.parametrize("lines", [("玉屏侗族自治县",), ("玉屏侗族", "自治县"), ("玉屏", "侗族", "自治县")])
def test_words_stand_in_the_middle_of_their_box(lines: tuple[str, ...]) -> None:
    found = list(items_of(draw_labels([label(lines, (20, 25, 40, 35))], PALETTE, 1.0), Words))
    assert tuple(one.text for one in found) == lines
    whole = shapely.union_all([words_box(one) for one in found])
    left, top, right, bottom = whole.bounds
    assert (left + right) / 2 == pytest.approx(30, abs=0.1)
    assert (top + bottom) / 2 == pytest.approx(30, abs=0.3)
    assert all((one.is_bold, one.halo, one.halo_mm) == (True, "#FFFFFF", 0.35) for one in found)


def test_a_leader_lies_below_the_words_and_ends_in_a_dot() -> None:
    items: list[Item] = draw_labels(
        [label(("开阳",), (50, 20, 58, 24), leader=((50, 22), (30, 30)))], PALETTE, 1.0
    )
    casing, line, dot, words = items
    assert isinstance(casing, Path)
    assert isinstance(line, Path)
    assert isinstance(dot, Circles)
    assert isinstance(words, Words)
    assert casing.stroke_mm > line.stroke_mm
    assert line.rings[0].tolist() == [[50, 22], [30, 30]]
    assert dot.centres.tolist() == [[30, 30]]

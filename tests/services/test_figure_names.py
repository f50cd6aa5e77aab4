"""Names that a map wants: short or full, in one language or two, the important ones larger and never left out in silence."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import shapely

from atlas.core.figures.boxes import Box
from atlas.core.figures.label_placement import place_labels
from atlas.core.figures.labels import LabelWish
from atlas.core.figures.looks import PALETTES
from atlas.core.figures.request_reading import read_figure_request
from atlas.core.figures.theme import LayerMark, LayerMarks, Panel
from atlas.core.style_model import Symbol
from atlas.render.figures.fonts import shared_metrics
from atlas.services.figure_mark_names import has_mark_names, mark_wishes
from atlas.services.figure_mark_places import cell_of
from atlas.services.figure_names import NameContext, county_wishes, province_wishes, type_sizes
from atlas.services.figure_subject import read_subject
from tests.figure_samples import figure_catalogue

CATALOGUE = figure_catalogue()
FRAME = Box(0, 0, 100, 100)
COUNTIES = {
    "520121": shapely.box(10, 10, 30, 30),
    "520122": shapely.box(30, 10, 50, 30),
    "520622": shapely.box(50, 10, 70, 30),
}
SYMBOL = Symbol("#0F6CA8", "#123456", 1.0, "solid", "circle", 6.0, 1.0)


def context(*, scale: float = 1.0, is_small: bool = False, **values: str) -> NameContext:
    subject = read_subject(CATALOGUE, read_figure_request({"region": "520000", **values}), home="520000")
    return NameContext(subject, FRAME, PALETTES["colour"], scale, is_small)


def names(
    *strong: str,
    own: frozenset[str] | None = frozenset(COUNTIES),
    around: NameContext | None = None,
    **values: str,
) -> dict[str, LabelWish]:
    panel = Panel("", {}, emphasised=frozenset(strong))
    return {wish.id: wish for wish in county_wishes(around or context(**values), COUNTIES, panel, own)}


def points(*names: str, leads: bool = False, places: list[tuple[float, float]] | None = None) -> Any:
    marks = tuple(LayerMark(shapely.Point(0, 0), SYMBOL, name) for name in names)
    layer = LayerMarks("zone", "园区", "point", 1.0, marks, (), "", "", "", leads)
    where = places or [(20.0 + 10 * number, 50.0) for number in range(len(names))]
    return layer, np.array([shapely.Point(*one) for one in where], dtype=object)


def test_counties_have_their_short_names() -> None:
    assert names()["520622"].variants == (("玉屏",),)


def test_a_full_name_may_be_broken_at_its_kind_and_at_last_be_short() -> None:
    variants = names(names="full")["520622"].variants
    assert variants[0] == ("玉屏侗族自治县",)
    assert ("玉屏侗族", "自治县") in variants
    assert variants[-1] == ("玉屏",)


def test_a_name_in_two_languages_may_be_left_with_one() -> None:
    assert names(name_language="both")["520622"].variants == (("玉屏", "Yuping"), ("玉屏",))


def test_a_name_in_english_is_in_latin_letters() -> None:
    assert names(name_language="en")["520121"].variants == (("Kaiyang",),)


def test_a_map_without_names_wants_none() -> None:
    assert names(names="none") == {}
    assert (
        province_wishes(context(names="none"), {"440000": shapely.box(0, 60, 90, 90)}, frozenset({"520000"}))
        == []
    )
    assert mark_wishes(context(names="none"), [points("园区")]) == []


def test_counties_that_are_meant_are_larger_bold_and_first() -> None:
    found = names("520121")
    meant, other = found["520121"], found["520122"]
    assert meant.sizes_pt[0] > other.sizes_pt[0]
    assert (meant.style.is_bold, other.style.is_bold) == (True, False)
    assert meant.importance > other.importance


def test_names_of_a_map_are_never_left_out_in_silence() -> None:
    assert all(wish.is_required and wish.may_lead for wish in names().values())


def test_names_of_neighbours_are_fainter_and_may_be_left_out() -> None:
    found = names(own=frozenset({"520121"}))
    assert found["520121"].sizes_pt[0] > found["520122"].sizes_pt[0]
    assert not found["520122"].is_required
    assert not found["520122"].may_lead
    assert found["520122"].style.colour == PALETTES["colour"].quiet


def test_on_a_small_map_only_what_is_meant_is_named() -> None:
    assert set(names("520121", around=context(is_small=True))) == {"520121"}


def test_a_corner_of_a_county_has_no_name() -> None:
    shapes = {"520121": shapely.box(-50, -50, 2, 2)}
    assert county_wishes(context(), shapes, Panel("", {}), None) == []


def test_a_name_stands_in_what_is_seen_of_its_county() -> None:
    (wish,) = county_wishes(context(), {"520121": shapely.box(-50, 10, 30, 40)}, Panel("", {}), None)
    assert wish.area is not None
    assert shapely.box(*FRAME.bounds).covers(wish.area)
    assert shapely.contains_xy(wish.area, *wish.anchor)


@pytest.mark.parametrize(("size", "page"), [("2.0", 1.0), ("1.0", 2.0)], ids=["asked for", "larger page"])
def test_names_grow_with_what_is_asked_for_and_with_the_page(size: str, page: float) -> None:
    usual = names()["520121"].sizes_pt[0]
    grown = names(around=context(scale=page, name_size=size))["520121"].sizes_pt[0]
    assert grown == pytest.approx(2 * usual, abs=0.02)


def test_sizes_go_down_to_what_can_be_read() -> None:
    sizes = type_sizes(7.0)
    assert sizes[0] == 7.0
    assert list(sizes) == sorted(sizes, reverse=True)
    assert min(sizes) >= 4.6
    assert type_sizes(3.0) == (3.0,)


def test_provinces_around_are_named_faintly_and_the_own_one_is_not() -> None:
    shapes = {"520000": shapely.box(0, 0, 100, 50), "440000": shapely.box(0, 50, 100, 100)}
    (wish,) = province_wishes(context(), shapes, frozenset({"520000"}))
    assert wish.variants == (("广东省",),)
    assert (wish.is_required, wish.may_lead) == (False, False)
    assert wish.style.spacing_mm > 0
    assert wish.area is not None
    assert not shapely.box(0, 0, 100, 49).intersects(wish.area)


def test_on_a_map_of_the_country_each_province_has_its_name() -> None:
    shapes = {"520000": shapely.box(0, 0, 20, 20), "440000": shapely.box(50, 50, 90, 90)}
    found = province_wishes(context(), shapes, frozenset())
    assert [wish.variants[0] for wish in found] == [("贵州省",), ("广东省",)]
    assert all(wish.is_required and wish.may_lead for wish in found)


def test_a_point_is_named_beside_its_symbol() -> None:
    (wish,) = mark_wishes(context(), [points("大龙经济开发区")])
    assert wish.anchor == (20, 50)
    assert wish.clearance_mm > 0
    assert "".join(wish.variants[0]) == "大龙经济开发区"


def test_a_long_name_is_broken_into_lines() -> None:
    (wish,) = mark_wishes(context(), [points("贵阳贵安大数据电子信息制造产业集群示范区", leads=True)])
    assert all(len("".join(lines)) > 10 for lines in wish.variants[:1])
    assert max(len(line) for line in wish.variants[-1]) <= 11


def test_names_that_lead_to_their_places_are_never_left_out_in_silence() -> None:
    (led,) = mark_wishes(context(), [points("集群", leads=True)])
    (free,) = mark_wishes(context(), [points("园区")])
    assert (led.is_required, led.may_lead) == (True, True)
    assert (free.is_required, free.may_lead) == (False, False)
    assert led.importance > free.importance


def test_a_name_of_a_point_that_found_no_room_is_told() -> None:
    wishes = mark_wishes(context(), [points("甲园区", "乙园区")])
    wall = shapely.box(0, 0, 100, 100)
    placed = place_labels(wishes, frame=wall, obstacles=[wall], measure=shared_metrics())
    assert ["".join(wish.variants[0]) for wish in placed.left_out] == ["甲园区", "乙园区"]


def test_a_name_keeps_off_all_symbols_that_were_set_apart() -> None:
    (alone,) = mark_wishes(context(), [points("园区")])
    (beside,) = mark_wishes(context(), [points("园区")], {cell_of(*alone.anchor): 9.0})
    assert (alone.clearance_mm < 9.0, beside.clearance_mm) == (True, 9.0)


def test_a_point_beyond_the_map_or_without_a_name_has_none() -> None:
    assert mark_wishes(context(), [points("园区", places=[(200.0, 50.0)])]) == []
    assert mark_wishes(context(), [points("")]) == []
    assert not has_mark_names([points("")[0]])
    assert has_mark_names([points("", "园区")[0]])


def test_every_wish_has_an_id_of_its_own() -> None:
    wishes = [*mark_wishes(context(), [points("甲园区", "乙园区", "甲园区")]), *names().values()]
    assert len({wish.id for wish in wishes}) == len(wishes)

"""Scale bar, north arrow, graticule, neat line and mark say what is true, where they were given room."""

from __future__ import annotations

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.core.figures.boxes import Box
from atlas.core.figures.looks import PALETTES
from atlas.core.figures.map_window import MapWindow, fit_window
from atlas.core.figures.projection import choose_projection, transformer_between
from atlas.render.figures.fonts import shared_metrics
from atlas.render.figures.furniture import (
    draft_mark_size,
    draw_degrees,
    draw_draft_mark,
    draw_graticule,
    draw_neat_line,
    draw_north_arrow,
    draw_scale_bar,
    neat_band_mm,
    north_angle,
    north_arrow_size,
    scale_bar_size,
)
from atlas.render.figures.scene import Item, Path, Words
from atlas.render.figures.type_setting import TypeSetter
from tests.figure_samples import bounds_of, items_of, texts_of, words_box

PALETTE = PALETTES["colour"]
MAP = Box(10, 20, 250, 160)
KAIYANG, GUIZHOU = (106.75, 26.81, 107.28, 27.37), (103.6, 24.6, 109.6, 29.3)


def setter(scale: float = 1.0) -> TypeSetter:
    return TypeSetter(shared_metrics(), scale)


def window_of(bbox: tuple[float, float, float, float]) -> tuple[MapWindow, pyproj.CRS]:
    crs = choose_projection(bbox).crs
    return fit_window(MAP, transformer_between("EPSG:4326", crs).transform_bounds(*bbox)), crs


def scale_bar(metres_per_mm: float, scale: float = 1.0) -> tuple[Box, list[Item]]:
    box = Box(30, 40, *scale_bar_size(setter(scale), metres_per_mm))
    drawn = draw_scale_bar(box, metres_per_mm, setter(scale), PALETTE, unit=("千米", "米"), ratio="1:330 万")
    return box, drawn


def fields_of(items: list[Item]) -> list[Path]:
    return [path for path in items_of(items, Path) if path.fill]


@settings(max_examples=80, deadline=None)
@given(metres_per_mm=st.floats(0.5, 100_000), scale=st.sampled_from([0.73, 1.0, 2.0]))
def test_a_scale_bar_is_as_long_as_its_numbers_say(metres_per_mm: float, scale: float) -> None:
    box, items = scale_bar(metres_per_mm, scale)
    fields = fields_of(items)
    left, right = bounds_of(fields[0])[0], bounds_of(fields[-1])[2]
    number, unit = next(text for text in texts_of(items) if text.endswith("米")).split()
    said = float(number) * (1000 if unit == "千米" else 1)
    assert (right - left) * metres_per_mm == pytest.approx(said)
    assert (right - left) <= 42 * scale + 1e-9
    room = shapely.box(*box.bounds).buffer(0.3)
    assert all(room.covers(words_box(words)) for words in items_of(items, Words))


def test_a_scale_bar_has_four_fields_of_one_length_in_turn() -> None:
    _, items = scale_bar(3300)
    fields = fields_of(items)
    assert [path.fill for path in fields] == [PALETTE.text, "#FFFFFF"] * 2
    widths = [bounds_of(path)[2] - bounds_of(path)[0] for path in fields]
    assert widths == pytest.approx([widths[0]] * 4)


def test_numbers_of_a_scale_bar_do_not_touch() -> None:
    for metres_per_mm in (2.4, 25, 238, 3300, 24_000):
        boxes = [words_box(words) for words in items_of(scale_bar(metres_per_mm)[1], Words)]
        for number, one in enumerate(boxes):
            assert not any(one.intersects(other) for other in boxes[number + 1 :])


def test_short_bars_are_told_in_metres() -> None:
    assert "500 米" in texts_of(scale_bar(13)[1])


def test_north_is_up_on_the_middle_meridian_and_leans_away_from_it_elsewhere() -> None:
    """Convergence of a transverse Mercator: difference of longitude times sine of latitude."""
    middle, crs = window_of((107.8, 26.8, 108.2, 27.2))
    assert north_angle(middle, crs) == pytest.approx(0, abs=0.01)
    west, crs = window_of(KAIYANG)
    assert north_angle(west, crs) == pytest.approx((108 - 107.015) * np.sin(np.radians(27.09)), abs=0.02)


@pytest.mark.parametrize("angle", [0.0, 12.0, -30.0])
def test_the_arrow_points_where_north_is(angle: float) -> None:
    size = north_arrow_size(1.0)
    items = draw_north_arrow(Box(50, 50, *size), angle, setter(), PALETTE, letter="北")
    dark, light = items_of(items, Path)
    tip, foot = dark.rings[0][0], (dark.rings[0][1] + light.rings[0][1]) / 2
    across, up = tip[0] - foot[0], foot[1] - tip[1]
    assert np.degrees(np.arctan2(across, up)) == pytest.approx(angle)
    assert texts_of(items) == ["北"]


def test_an_arrow_to_the_north_stands_in_its_room() -> None:
    box = Box(50, 50, *north_arrow_size(1.0))
    room = shapely.box(*box.bounds).buffer(0.3)
    for path in items_of(draw_north_arrow(box, 5, setter(), PALETTE, letter="N"), Path):
        assert room.covers(shapely.Polygon(path.rings[0]))


def test_a_graticule_lies_on_its_degrees() -> None:
    window, crs = window_of(GUIZHOU)
    (group,) = draw_graticule(window, crs, setter(), PALETTE)
    (lines,) = items_of([group], Path)
    back = transformer_between(crs, "EPSG:4326")
    values = set()
    for ring in lines.rings:
        x = (ring[:, 0] - MAP.left) * window.metres_per_mm + window.west
        y = window.north - (ring[:, 1] - MAP.top) * window.metres_per_mm
        lon, lat = back.transform(x, y)
        along = lon if np.ptp(lon) < np.ptp(lat) else lat
        assert np.ptp(along) < 1e-6
        values.add(round(float(along[0]), 6))
    assert {104, 106, 108, 26, 28} <= values


def test_a_graticule_names_its_lines_at_the_lower_and_the_left_edge() -> None:
    window, crs = window_of(GUIZHOU)
    items = draw_degrees(window, crs, setter(), PALETTE)
    said = texts_of(items)
    assert {"106°E", "108°E", "26°N", "28°N"} <= set(said)
    assert len(said) == len(set(said))
    band = neat_band_mm(1.0, has_degrees=True)
    for words in items_of(items, Words):
        if words.text.endswith("E"):
            assert MAP.bottom < words_box(words).bounds[1] < words.y_mm < MAP.bottom + band
        else:
            assert MAP.left - band < words.x_mm < MAP.left
            assert words.angle == 90


def test_a_graticule_is_cut_at_the_map() -> None:
    window, crs = window_of(KAIYANG)
    (group,) = draw_graticule(window, crs, setter(), PALETTE)
    assert bounds_of(group.clip) == MAP.bounds  # type: ignore[union-attr, arg-type]


@pytest.mark.parametrize("has_degrees", [False, True])
def test_a_neat_line_is_strong_outside_and_fine_on_the_edge_of_the_map(*, has_degrees: bool) -> None:
    strong, fine = items_of(draw_neat_line(MAP, PALETTE, 1.0, has_degrees=has_degrees), Path)
    assert bounds_of(fine) == MAP.bounds
    assert bounds_of(strong) == MAP.shrunk(-neat_band_mm(1.0, has_degrees=has_degrees)).bounds
    assert strong.stroke_mm > fine.stroke_mm


@pytest.mark.parametrize("words", ["内部草稿 不得公开", "Internal draft, not for publication"])
def test_a_draft_is_marked_in_a_frame_that_holds_its_words(words: str) -> None:
    box = Box(100, 150, *draft_mark_size(words, setter()))
    frame, said = draw_draft_mark(box, words, setter())
    assert isinstance(said, Words)
    assert isinstance(frame, Path)
    assert said.text == words
    assert shapely.box(*bounds_of(frame)).covers(words_box(said))

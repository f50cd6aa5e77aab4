"""The page and the plane lead to each other, and a millimetre of the page is as much ground as it says."""

from __future__ import annotations

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from atlas.core.figures.boxes import Box
from atlas.core.figures.map_window import MapWindow, fit_window
from atlas.core.figures.projection import choose_projection, transformer_between

BOX = Box(10, 20, 250, 160)
EXTENTS = {
    "Kaiyang": ((106.75, 26.81, 107.28, 27.37), False),
    "Guizhou": ((103.6, 24.6, 109.6, 29.3), True),
    "Inner Mongolia": ((97.2, 37.4, 126.1, 53.4), True),
    "China": ((73.5, 17.8, 135.1, 53.6), True),
}
numbers = st.floats(-1e6, 1e6)


def window_of(bbox: tuple[float, float, float, float], *, is_province: bool) -> tuple[MapWindow, pyproj.CRS]:
    crs = choose_projection(bbox, is_province=is_province).crs
    bounds = transformer_between("EPSG:4326", crs).transform_bounds(*bbox, densify_pts=21)
    return fit_window(BOX, bounds), crs


@given(points=st.lists(st.tuples(numbers, numbers), min_size=1, max_size=5), metres=st.floats(1, 50_000))
def test_there_and_back(points: list[tuple[float, float]], metres: float) -> None:
    window = MapWindow(BOX, 400_000, 3_000_000, metres)
    page = window.points_to_page(np.array(points))
    back = np.column_stack(
        ((page[:, 0] - BOX.left) * metres + 400_000, 3_000_000 - (page[:, 1] - BOX.top) * metres)
    )
    assert np.allclose(back, points, atol=1e-3)


def test_corners_of_the_plane_are_corners_of_the_box() -> None:
    window = MapWindow(BOX, 400_000, 3_000_000, 100)
    west, south, east, north = window.bounds
    corners = window.points_to_page(np.array([(west, north), (east, south)]))
    assert corners.tolist() == [[BOX.left, BOX.top], [BOX.right, BOX.bottom]]


def test_north_is_up() -> None:
    window = MapWindow(BOX, 0, 0, 100)
    south, north = window.points_to_page(np.array([(0.0, -5000.0), (0.0, -1000.0)]))
    assert north[1] < south[1]


def test_geometries_move_as_their_points_do() -> None:
    window = MapWindow(BOX, 0, 0, 100)
    (moved,) = window.to_page(np.array([shapely.box(0, -1000, 2000, 0)], dtype=object))
    assert moved.bounds == (10, 20, 30, 30)


@given(
    west=numbers, south=numbers, width=st.floats(10, 1e6), height=st.floats(10, 1e6), margin=st.floats(0, 0.2)
)
def test_bounds_stand_whole_in_their_window_and_touch_its_margin(
    west: float, south: float, width: float, height: float, margin: float
) -> None:
    bounds = (west, south, west + width, south + height)
    window = fit_window(BOX, bounds, margin=margin)
    shown = window.bounds
    free = [(bounds[0] - shown[0]), (shown[2] - bounds[2]), (bounds[1] - shown[1]), (shown[3] - bounds[3])]
    sides = (margin * BOX.width * window.metres_per_mm, margin * BOX.height * window.metres_per_mm)
    slack = 1e-6 * (abs(west) + abs(south) + width + height)
    assert min(free[:2]) >= sides[0] - slack
    assert min(free[2:]) >= sides[1] - slack
    assert min(free[0] - sides[0], free[2] - sides[1]) <= slack
    assert free[0] == pytest.approx(free[1], abs=slack)
    assert free[2] == pytest.approx(free[3], abs=slack)


@pytest.mark.parametrize(("align", "side"), [(0.0, 0), (1.0, 1)], ids=["left", "right"])
def test_a_narrow_extent_may_stand_at_a_side(align: float, side: int) -> None:
    window = fit_window(BOX, (0, 0, 1000, 10_000), margin=0.1, align_x=align)
    shown = window.bounds
    free = (0 - shown[0], shown[2] - 1000)
    assert free[side] == pytest.approx(0.1 * BOX.width * window.metres_per_mm)


@pytest.mark.parametrize(("bbox", "is_province"), EXTENTS.values(), ids=EXTENTS)
def test_a_millimetre_of_the_page_is_so_much_ground(
    bbox: tuple[float, float, float, float], *, is_province: bool
) -> None:
    """Measured with the geodesic between the ends of a line in the middle of the map, a tenth of it long."""
    window, crs = window_of(bbox, is_province=is_province)
    middle_y = (window.bounds[1] + window.bounds[3]) / 2
    middle_x = (window.bounds[0] + window.bounds[2]) / 2
    reach = 5 * window.metres_per_mm
    to_degrees = transformer_between(crs, "EPSG:4326")
    lon, lat = to_degrees.transform([middle_x - reach, middle_x + reach], [middle_y, middle_y])
    true = pyproj.Geod(ellps="GRS80").inv(lon[0], lat[0], lon[1], lat[1])[2] / 10
    assert window.ground_per_mm(crs) == pytest.approx(true, rel=0.005)


@pytest.mark.parametrize(("bbox", "is_province"), EXTENTS.values(), ids=EXTENTS)
def test_what_is_shown_in_degrees_holds_what_was_asked_for(
    bbox: tuple[float, float, float, float], *, is_province: bool
) -> None:
    window, crs = window_of(bbox, is_province=is_province)
    west, south, east, north = window.bbox(crs)
    assert west <= bbox[0] < bbox[2] <= east
    assert south <= bbox[1] < bbox[3] <= north

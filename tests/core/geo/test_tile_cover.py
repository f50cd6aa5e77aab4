"""Tiles are made as deep as they are worth it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pmtiles.tile import zxy_to_tileid

from atlas.core.geo.tile_cover import (
    HIGHEST_MAX_ZOOM,
    LOWEST_MAX_ZOOM,
    choose_max_zoom,
    count_tiles,
)


@pytest.mark.parametrize(
    ("box", "zoom"),
    [
        pytest.param((106.97, 27.05, 106.98, 27.06), HIGHEST_MAX_ZOOM, id="a mine"),
        pytest.param((103.6, 24.6, 109.6, 29.2), 12, id="Guizhou"),
        pytest.param((73.5, 18.0, 135.0, 53.6), LOWEST_MAX_ZOOM, id="the whole country"),
        pytest.param((-180.0, -90.0, 180.0, 90.0), LOWEST_MAX_ZOOM, id="the world"),
    ],
)
def test_the_deepest_zoom_follows_the_area(box: tuple[float, ...], zoom: int) -> None:
    assert choose_max_zoom(np.array([box])) == zoom


def test_a_few_small_features_far_apart_still_get_the_deepest_zoom() -> None:
    far = np.array([[106.97, 27.05, 106.98, 27.06], [126.5, 45.7, 126.51, 45.71]])
    assert choose_max_zoom(far) == HIGHEST_MAX_ZOOM


@given(st.floats(-180, 180), st.floats(-85, 85), st.integers(0, 13))
def test_a_point_lies_in_one_tile(x: float, y: float, zoom: int) -> None:
    assert count_tiles(np.array([[x, y, x, y]]), zoom) == 1


@given(st.integers(0, 12))
def test_the_world_needs_every_tile(zoom: int) -> None:
    every = zxy_to_tileid(zoom + 1, 0, 0) - zxy_to_tileid(zoom, 0, 0)
    assert count_tiles(np.array([[-180.0, -90.0, 180.0, 90.0]]), zoom) == every

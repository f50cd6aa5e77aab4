"""WebMercatorQuad, as its OGC definition has it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.core.tile_matrix import describe_matrix_set, tile_at, tile_limits


def test_the_first_matrix_is_one_tile_of_the_scale_that_ogc_prints() -> None:
    (first, second) = describe_matrix_set(1)["tileMatrices"]
    assert first["scaleDenominator"] == pytest.approx(559082264.028717, rel=1e-9)
    assert first["cellSize"] == pytest.approx(156543.033928041, rel=1e-9)
    assert (first["matrixWidth"], second["matrixWidth"]) == (1, 2)
    assert first["pointOfOrigin"] == pytest.approx([-20037508.3427892, 20037508.3427892])


def test_limits_are_rows_from_the_north_and_columns_from_the_west() -> None:
    limits = tile_limits((103.6, 24.6, 109.6, 29.2), 6)
    assert limits[0] == {
        "tileMatrix": "0",
        "minTileRow": 0,
        "maxTileRow": 0,
        "minTileCol": 0,
        "maxTileCol": 0,
    }
    assert limits[6]["minTileCol"] == 50
    assert limits[6]["maxTileCol"] == 51
    assert limits[6]["minTileRow"] <= limits[6]["maxTileRow"]


@given(lon=st.floats(-180, 180), lat=st.floats(-90, 90), zoom=st.integers(0, 22))
def test_every_point_of_the_globe_has_a_tile(lon: float, lat: float, zoom: int) -> None:
    column, row = tile_at(lon, lat, zoom)
    assert 0 <= column < 2**zoom
    assert 0 <= row < 2**zoom

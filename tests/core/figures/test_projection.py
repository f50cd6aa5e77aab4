"""A province is drawn where areas are true, a county in the system of its surveyors."""

from __future__ import annotations

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from atlas.core.figures.projection import FigureProjection, choose_projection, transformer_between

GUIZHOU = (103.6, 24.6, 109.6, 29.3)
KAIYANG = (106.75, 26.81, 107.28, 27.37)
SHANGHAI = (120.85, 30.68, 122.25, 31.87)
CHINA = (73.5, 3.4, 135.1, 53.6)


def parameters(projection: FigureProjection) -> dict[str, float]:
    """Named parameters of a projection, by EPSG."""
    operation = projection.crs.coordinate_operation
    assert operation is not None
    return {one.name: one.value for one in operation.params}


def test_guizhou_is_drawn_in_albers_with_its_parallels_inside() -> None:
    found = parameters(choose_projection(GUIZHOU, is_province=True))
    first, second = found["Latitude of 1st standard parallel"], found["Latitude of 2nd standard parallel"]
    assert GUIZHOU[1] < first < second < GUIZHOU[3]
    assert found["Longitude of false origin"] == pytest.approx(106.6, abs=0.25)


def test_kaiyang_is_drawn_in_the_zone_of_its_surveyors() -> None:
    projection = choose_projection(KAIYANG)
    assert projection.definition == "EPSG:4545"
    assert projection.crs.name == "CGCS2000 / 3-degree Gauss-Kruger CM 108E"
    assert "108°E" in projection.name.zh
    assert "108°E" in projection.name.en


def test_a_small_province_is_a_province_all_the_same() -> None:
    assert choose_projection(SHANGHAI).definition.startswith("EPSG:")
    assert "阿尔伯斯" in choose_projection(SHANGHAI, is_province=True).name.zh


def test_the_country_has_the_parallels_of_its_maps() -> None:
    found = parameters(choose_projection(CHINA, is_province=True))
    assert found["Latitude of 1st standard parallel"] == 25
    assert found["Latitude of 2nd standard parallel"] == 47
    assert found["Longitude of false origin"] == 105


@pytest.mark.parametrize("meridian", range(75, 136, 3))
def test_every_zone_of_three_degrees_has_its_own_code(meridian: int) -> None:
    projection = choose_projection((meridian - 0.4, 30.0, meridian + 0.4, 30.5))
    assert parameters(projection)["Longitude of natural origin"] == meridian
    assert projection.crs.to_epsg() is not None
    assert f"{meridian}°E" in projection.name.zh


@pytest.mark.parametrize("west", [60.0, 72.0, 137.0, 149.0])
def test_beyond_the_last_zone_the_last_one_serves(west: float) -> None:
    assert parameters(choose_projection((west, 30, west + 0.5, 31)))["Longitude of natural origin"] in (
        75,
        135,
    )


@given(
    west=st.floats(60, 149),
    south=st.floats(0, 59),
    width=st.floats(0.001, 90),
    height=st.floats(0.001, 60),
    is_province=st.booleans(),
)
def test_every_extent_has_a_plane_that_leads_back(
    west: float, south: float, width: float, height: float, *, is_province: bool
) -> None:
    bbox = (west, south, min(west + width, 150.0), min(south + height, 60.0))
    projection = choose_projection(bbox, is_province=is_province)
    there = transformer_between("EPSG:4326", projection.crs)
    x, y = there.transform([bbox[0], bbox[2]], [bbox[1], bbox[3]])
    lon, lat = there.transform(x, y, direction="INVERSE")
    assert np.allclose([lon, lat], [[bbox[0], bbox[2]], [bbox[1], bbox[3]]], atol=1e-6)


@pytest.mark.parametrize("bbox", [GUIZHOU, SHANGHAI, CHINA], ids=["Guizhou", "Shanghai", "China"])
def test_areas_of_a_province_are_true(bbox: tuple[float, float, float, float]) -> None:
    projection = choose_projection(bbox, is_province=True)
    cell = shapely.segmentize(shapely.box(bbox[0], bbox[1], bbox[0] + 1, bbox[1] + 1), 0.05)
    to_plane = transformer_between("EPSG:4326", projection.crs)
    moved = shapely.transform(cell, lambda points: np.column_stack(to_plane.transform(*points.T)))
    true, _ = pyproj.Geod(ellps="GRS80").geometry_area_perimeter(cell)
    assert shapely.area(moved) == pytest.approx(abs(true), rel=1e-4)


def test_the_name_on_the_map_says_what_is_drawn() -> None:
    name = choose_projection(GUIZHOU, is_province=True).name
    assert name.zh == "CGCS2000 阿尔伯斯等积圆锥投影，标准纬线 25.5°N、28.5°N，中央经线 106.5°E"
    assert "25.5°N and 28.5°N" in name.en

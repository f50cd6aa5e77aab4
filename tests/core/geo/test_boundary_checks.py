from collections.abc import Callable

import geopandas
import numpy as np
import pytest
import shapely

from atlas.core.geo.boundary_checks import (
    Finding,
    check_area,
    check_boundaries,
    check_displacement,
    check_district_count,
    check_edges,
    check_holes,
    check_parents,
    check_unique_codes,
    check_unit_count,
)
from atlas.core.geo.simplification import unite
from atlas.core.model import Level

Levels = dict[Level, geopandas.GeoDataFrame]


@pytest.fixture
def levels(counties: geopandas.GeoDataFrame) -> Levels:
    prefectures = unite(counties, "prefecture").rename("geometry").reset_index().assign(parent="520000")
    provinces = unite(counties, "province").rename("geometry").reset_index().assign(parent="")
    return {
        Level.PROVINCE: geopandas.GeoDataFrame(provinces),
        Level.PREFECTURE: geopandas.GeoDataFrame(prefectures),
        Level.COUNTY: counties,
    }


def test_counts_and_areas_are_those_of_the_province(counties: geopandas.GeoDataFrame) -> None:
    total = counties["area_km2"].sum()
    assert check_unit_count(counties, expected=5) == Finding("county_units", True, 5, 5)
    assert check_district_count(counties, expected=3).ok
    assert check_area(counties, expected_km2=total * 1.004).ok
    assert not check_area(counties, expected_km2=total * 1.006).ok
    assert check_unit_count(counties, province="430000", expected=0).ok


def test_good_levels_pass_the_checks_of_structure(levels: Levels) -> None:
    reference = levels[Level.COUNTY]
    findings = {finding.name: finding for finding in check_boundaries(levels, reference)}
    failed = {name for name, finding in findings.items() if not finding.ok}
    assert failed == {"county_units", "county_units_not_districts", "province_area_km2"}  # five counties only
    assert findings["displacement_m"].measured == 0


def test_a_code_that_stands_twice_is_found(levels: Levels) -> None:
    levels[Level.COUNTY] = levels[Level.COUNTY].assign(adcode="520602")
    assert check_unique_codes(levels).measured == 4


@pytest.mark.parametrize("parent", ["", "429000"])
def test_a_county_without_an_existing_parent_is_found(levels: Levels, parent: str) -> None:
    levels[Level.COUNTY] = levels[Level.COUNTY].assign(parent=[parent, *["520600"] * 4])
    assert check_parents(levels) == Finding("units_without_parent", False, 1, 0)


@pytest.mark.parametrize(
    "spoil",
    [lambda shape: shapely.affinity.translate(shape, 0.0001, 0), lambda shape: shape.buffer(0.001)],
    ids=["gap", "overlap"],
)
def test_edges_that_do_not_fit_are_found(
    counties: geopandas.GeoDataFrame, spoil: Callable[[shapely.Geometry], shapely.Geometry]
) -> None:
    spoilt = counties.set_geometry(
        [spoil(counties.geometry.iloc[0]), *counties.geometry.iloc[1:]], crs=counties.crs
    )
    assert check_edges(counties).ok
    assert check_edges(spoilt).measured > 0


def test_a_hole_in_the_country_is_found() -> None:
    ring = shapely.box(0, 0, 3, 3) - shapely.box(1, 1, 2, 2)
    open_ring = geopandas.GeoDataFrame(geometry=[ring])
    closed = geopandas.GeoDataFrame(geometry=[ring, shapely.box(1, 1, 2, 2)])
    assert check_holes(open_ring) == Finding("holes", False, 1, 0)
    assert check_holes(closed).ok


def test_a_shift_left_in_is_found(counties: geopandas.GeoDataFrame, stored_outlines: np.ndarray) -> None:
    shifted = counties.set_geometry(stored_outlines, crs=counties.crs)
    finding = check_displacement(shifted, counties)
    assert not finding.ok
    assert 400 < finding.measured < 700

import geopandas
import numpy as np
import pytest
import shapely

from atlas.core.errors import GeometryInvalid
from atlas.core.geo.crs import as_keys, distinct_vertices
from atlas.core.geo.simplification import generalise, generalise_levels, unite
from atlas.core.model import Level
from tests import shapes


def test_copies_are_coverages_with_ever_fewer_vertices(counties: geopandas.GeoDataFrame) -> None:
    copies = generalise(counties)
    counts = [
        shapely.get_num_coordinates(copies[step].geometry.to_numpy()).sum() for step in (100, 500, 2000)
    ]
    assert list(copies) == [100, 500, 2000]
    assert counts == sorted(counts, reverse=True)
    assert all(shapely.coverage_is_valid(copy.geometry.to_numpy()) for copy in copies.values())


def test_copies_keep_rows_columns_and_vertices(counties: geopandas.GeoDataFrame) -> None:
    copy = generalise(counties, (500,))[500]
    assert copy.crs == counties.crs
    assert copy.drop(columns="geometry").equals(counties.drop(columns="geometry"))
    known, kept = (distinct_vertices(frame.geometry.to_numpy())[0] for frame in (counties, copy))
    assert np.isin(as_keys(kept), as_keys(known)).all()


def test_a_tiny_island_keeps_a_polygon(counties: geopandas.GeoDataFrame) -> None:
    islet = shapely.Point(120.0, 26.0).buffer(0.0001)
    frame = geopandas.GeoDataFrame(
        {"adcode": ["1", "2"]},
        geometry=[shapely.MultiPolygon([shapes.SQUARE, islet]), islet],
        crs="EPSG:4326",
    ).iloc[:1]
    copy = generalise(frame, (2000,))[2000]
    assert shapely.get_num_geometries(copy.geometry.iloc[0]) == 2


def test_polygons_that_overlap_are_refused() -> None:
    overlap = shapely.box(106.05, 26.0, 106.15, 26.1)
    frame = geopandas.GeoDataFrame({"adcode": ["1", "2"]}, geometry=[shapes.SQUARE, overlap], crs="EPSG:4326")
    with pytest.raises(GeometryInvalid) as caught:
        generalise(frame, (100,))
    assert caught.value.detail["tolerance_m"] == 100


def test_prefectures_are_the_unions_of_their_counties(counties: geopandas.GeoDataFrame) -> None:
    united = unite(counties, "prefecture")
    assert list(united.index) == ["520600", "522600"]
    assert united["520600"].area == pytest.approx(shapely.area(counties.geometry.to_numpy()[:4]).sum())
    assert shapely.coverage_is_valid(united.to_numpy())


def test_parts_without_an_upper_unit_are_left_out(counties: geopandas.GeoDataFrame) -> None:
    direct = counties.assign(prefecture=["", "", "", "", "522600"])
    assert list(unite(direct, "prefecture").index) == ["522600"]


def test_borders_of_all_levels_coincide(counties: geopandas.GeoDataFrame) -> None:
    upper = {
        level: geopandas.GeoDataFrame(unite(counties, level.value).rename("geometry").reset_index())
        for level in (Level.PREFECTURE, Level.PROVINCE)
    }
    copies = generalise_levels({Level.COUNTY: counties, **upper}, (500,))
    prefectures, parts = copies[Level.PREFECTURE][500], copies[Level.COUNTY][500]
    assert prefectures.geometry.iloc[1].equals(parts.geometry.iloc[4])
    assert copies[Level.PROVINCE][500].geometry.iloc[0].area == pytest.approx(
        shapely.area(parts.geometry.to_numpy()).sum()
    )

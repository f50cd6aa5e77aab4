import json

import geopandas
import numpy as np
import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st

from atlas.core.errors import CrsMismatch, CrsUnknown, GeometryInvalid
from atlas.core.geo.measures import areas_km2
from atlas.core.geo.spatial_join import COLUMNS, JoinRelation, join_features
from tests import shapes
from tests.core.geo.test_point_join import GRID


def layer(*geometries: shapely.Geometry | None) -> geopandas.GeoDataFrame:
    index = [f"f{number}" for number in range(len(geometries))]
    return geopandas.GeoDataFrame(geometry=list(geometries), index=index, crs="EPSG:4326")


def test_a_feature_inside_has_one_row() -> None:
    square = shapely.box(106.2, 26.2, 106.4, 26.4)
    (row,) = join_features(layer(square), GRID).rows.to_dict("records")
    assert list(row) == list(COLUMNS)
    assert (row["feature"], row["adcode"], row["relation"]) == ("f0", "520101", JoinRelation.WITHIN)
    assert row["area_km2"] == pytest.approx(areas_km2(np.array([square]))[0])
    assert row["share_of_feature"] == 1
    assert row["share_of_unit"] == pytest.approx(0.04, rel=0.01)
    assert np.isnan(row["length_km"])


def test_a_feature_that_touches_its_unit_from_inside_is_within() -> None:
    result = join_features(layer(shapely.box(106.0, 26.0, 106.5, 26.5)), GRID)
    assert list(result.rows["relation"]) == [JoinRelation.WITHIN]


def test_a_feature_that_only_touches_a_unit_has_no_row_for_it() -> None:
    result = join_features(layer(shapely.box(106.5, 26.5, 107.0, 27.0)), GRID)
    assert list(result.rows["adcode"]) == ["520101"]


def test_pieces_are_sorted_by_feature_then_code() -> None:
    across = shapely.box(106.5, 26.5, 107.5, 27.5)
    rows = join_features(layer(across, shapely.box(107.1, 27.1, 107.2, 27.2), across), GRID).rows
    assert list(rows["feature"]) == ["f0"] * 4 + ["f1"] + ["f2"] * 4
    assert list(rows["adcode"][:4]) == ["520101", "520102", "520103", "520104"]
    assert rows["share_of_feature"][:4].sum() == pytest.approx(1)


@given(
    st.lists(
        st.tuples(st.floats(105.5, 108.2), st.floats(25.5, 28.2), st.floats(0.001, 0.8)),
        min_size=1,
        max_size=6,
    ),
    st.booleans(),
)
def test_area_is_conserved(circles: list[tuple[float, float, float]], fold: bool) -> None:
    features = layer(*(shapely.Point(x, y).buffer(radius) for x, y, radius in circles))
    balance = join_features(features, GRID, fold_slivers=fold).balance
    assert balance.area_km2.residual == pytest.approx(0, abs=1e-6 * balance.area_km2.features)
    assert balance.area_km2.features == pytest.approx(areas_km2(features.geometry.to_numpy()).sum())


@given(
    st.lists(st.tuples(st.floats(105.5, 108.5), st.floats(25.5, 28.5)), min_size=2, max_size=8, unique=True)
)
def test_length_is_conserved(places: list[tuple[float, float]]) -> None:
    line = shapely.LineString(places)
    # Where a line runs back over itself its pieces have that stretch once.
    assume(line.length == pytest.approx(shapely.unary_union(line).length))
    balance = join_features(layer(line), GRID).balance
    assert balance.length_km.residual == pytest.approx(0, abs=1e-6 * balance.length_km.features)


def test_a_line_that_runs_back_over_itself_is_told_by_the_residual() -> None:
    balance = join_features(layer(shapely.LineString([(107, 26), (108, 26), (106, 26)])), GRID).balance
    assert balance.length_km.residual > 90


def test_a_line_along_a_shared_border_counts_once_for_the_lowest_code() -> None:
    result = join_features(layer(shapely.LineString([(107, 26.2), (107, 27.4)])), GRID)
    assert list(result.rows["adcode"]) == ["520101", "520103"]
    assert result.rows["share_of_feature"].sum() == pytest.approx(1)


def test_points_are_placed_and_those_on_the_border_flagged() -> None:
    inside, edge = shapely.Point(107.5, 26.5), shapely.Point(107.0, 26.5)
    result = join_features(layer(inside, edge), GRID)
    assert list(result.rows["adcode"]) == ["520102", "520101"]
    assert list(result.rows["relation"]) == [JoinRelation.WITHIN, JoinRelation.ON_EDGE]
    assert result.balance.on_edge == ("f1",)


def test_points_of_one_feature_share_it_out() -> None:
    points = shapely.MultiPoint([(106.5, 26.5), (106.6, 26.5), (107.5, 26.5), (120.0, 26.5)])
    result = join_features(layer(points), GRID)
    assert list(result.rows["share_of_feature"]) == [0.5, 0.25]
    assert (result.balance.points.features, result.balance.points.outside) == (4, 1)


def test_the_balance_names_what_did_not_match() -> None:
    far, half = shapely.box(120, 26, 121, 27), shapely.box(107.5, 26.2, 108.5, 26.4)
    balance = join_features(layer(far, shapes.MISSING, shapes.EMPTY, half, shapes.LINE), GRID).balance
    assert (balance.features, balance.matched) == (5, 2)
    assert balance.unmatched == ("f0",)
    assert balance.without_geometry == ("f1", "f2")
    assert balance.area_km2.outside == pytest.approx(areas_km2(np.array([far, half])) @ [1, 0.5])
    assert json.loads(json.dumps(balance.to_dict()))["area_km2"]["residual"] == pytest.approx(0, abs=1e-6)


def test_slivers_are_kept_and_marked_or_folded_into_the_largest_piece() -> None:
    across = shapely.box(106.9, 26.2, 107.00001, 26.4)
    kept, folded = (join_features(layer(across), GRID, fold_slivers=fold) for fold in (False, True))
    assert list(kept.rows["relation"]) == [JoinRelation.OVERLAPS, JoinRelation.SLIVER]
    assert list(folded.rows["relation"]) == [JoinRelation.WITHIN]
    assert folded.rows["area_km2"].sum() == pytest.approx(kept.rows["area_km2"].sum())
    assert (kept.balance.slivers, kept.balance.slivers_folded) == (1, False)
    assert (folded.balance.slivers, folded.balance.slivers_folded) == (1, True)


def test_a_small_feature_is_no_sliver_of_itself() -> None:
    tiny = shapely.box(106.99999, 26.2, 107.00001, 26.20001)
    assert JoinRelation.SLIVER not in set(join_features(layer(tiny), GRID).rows["relation"])


def test_features_may_stand_in_a_projected_system() -> None:
    features = layer(shapely.box(106.9, 26.2, 107.3, 26.4))
    degrees = join_features(features, GRID).rows
    metres = join_features(features.to_crs("EPSG:32648"), GRID.to_crs("EPSG:32648")).rows
    assert list(metres["adcode"]) == list(degrees["adcode"])
    np.testing.assert_allclose(metres["area_km2"], degrees["area_km2"], rtol=1e-3)


def test_reference_systems_must_be_known_and_the_same() -> None:
    with pytest.raises(CrsMismatch):
        join_features(layer(shapes.SQUARE).to_crs("EPSG:4490"), GRID)
    with pytest.raises(CrsUnknown):
        join_features(layer(shapes.SQUARE).set_crs(None, allow_override=True), GRID)


def test_invalid_features_are_refused_by_name() -> None:
    with pytest.raises(GeometryInvalid) as caught:
        join_features(layer(shapes.SQUARE, shapes.BOW_TIE), GRID)
    assert caught.value.detail["features"] == ["f1"]
    assert "f1" in caught.value.message.zh
    assert "f1" in caught.value.message.en
    assert "Self-intersection" in caught.value.hint.en


def test_a_layer_without_features_gives_an_empty_result() -> None:
    result = join_features(layer(), GRID)
    assert list(result.rows.columns) == list(COLUMNS)
    assert (len(result.rows), result.balance.features) == (0, 0)


def test_counties_are_the_parts_of_their_prefecture(counties: geopandas.GeoDataFrame) -> None:
    prefecture = layer(shapely.coverage_union_all(counties.geometry.to_numpy()[:4]))
    result = join_features(prefecture, counties)
    assert list(result.rows["adcode"]) == ["520602", "520603", "520621", "520622"]
    np.testing.assert_allclose(result.rows["share_of_unit"], 1)
    assert result.balance.area_km2.outside == 0

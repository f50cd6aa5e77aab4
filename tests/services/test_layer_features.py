"""Properties of layers say the same as profiles, tables and filters."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from atlas.core.errors import SchemaError
from atlas.core.filters import FeatureQuery
from atlas.core.layers import LayerSource
from atlas.core.model import Kind, Relation
from atlas.core.policy.rows import GoalFilter
from atlas.services.choropleth import paint_counties
from atlas.services.layer_features import make_features
from atlas.services.profile import show_unit
from atlas.services.publish import describe_layer
from atlas.stores.geopackage import GeoPackageStore
from atlas.stores.geopackage_writer import open_builder
from tests.small_catalogue import goal, plan, small_catalogue
from tests.small_store import definition, placed_catalogue, polygons

CLAUSE = "二/(一)/1"
CLUSTERS = definition("cluster", LayerSource("goals", goal_kind="cluster"), "point")


def test_a_present_figure_is_no_goal_of_the_county_layer() -> None:
    fact = goal(9, CLAUSE, Kind.FACT, mentions=[("开阳", Relation.NAMED)])
    document = plan()
    catalogue = small_catalogue(replace(document, goals=(*document.goals, fact)))
    frame = make_features(definition("county", LayerSource("units", level="county")), catalogue, polygons)
    shown = frame.set_index("adcode").loc["520121", "goals"]
    assert shown == show_unit(catalogue, "520121")["counts"]["goals"]


def test_a_unit_tells_all_its_goals_and_those_that_name_it_as_the_indicator_counts_them() -> None:
    scope = goal(9, CLAUSE, Kind.TARGET, mentions=[("贵州", Relation.SCOPE), ("开阳", Relation.NAMED)])
    document = plan()
    catalogue = small_catalogue(replace(document, goals=(*document.goals, scope)))
    county = definition("county", LayerSource("units", level="county"))
    frame = make_features(county, catalogue, polygons).set_index("adcode")
    wanted = GoalFilter(relations=frozenset({Relation.NAMED, Relation.IMPLICIT}))
    painted = paint_counties(catalogue, "goals", wanted, scheme="quantiles", n_classes=3)
    counted = painted["values"]
    told = {code: number for code, number in frame["goals_named"].items() if number}
    assert told == {code: value for code, value in counted.items() if code in frame.index and value}
    assert (frame["goals"] >= frame["goals_named"]).all()
    assert (frame["goals"] > frame["goals_named"]).any()
    titles = {
        field.name: field.title
        for field in describe_layer(county, frame.reset_index(), tile_archive="", published="").schema
    }
    assert titles["goals"] != titles["goals_named"]
    assert "点名" in titles["goals_named"].zh


def test_a_year_stays_a_whole_number_where_some_features_have_none(tmp_path: Path) -> None:
    clusters = (
        goal(8, CLAUSE, Kind.CLUSTER, due=2027, mentions=[("开阳", Relation.NAMED)]),
        goal(9, CLAUSE, Kind.CLUSTER, mentions=[("息烽", Relation.NAMED)]),
    )
    catalogue = small_catalogue(replace(plan(), goals=clusters))
    frame = make_features(CLUSTERS, catalogue, polygons)
    described = describe_layer(CLUSTERS, frame, tile_archive="", published="2026-01-01")
    assert {item.name: item.type for item in described.schema}["year"] == "integer"
    with open_builder(tmp_path) as builder:
        builder.write_features(frame, described.definition)
        builder.write_layers([described])
        builder.switch()
    store = GeoPackageStore(tmp_path)
    found = store.query_features("cluster", FeatureQuery(properties={"year": "2027"}))
    assert found.matched == 1
    assert '"year":2027,' in found.features[0]
    assert [str(year) for year in store.read_layer("cluster")["year"]] == ["2027", "<NA>"]


def test_a_popup_of_properties_that_are_not_there_is_refused() -> None:
    wrong = replace(CLUSTERS, popup=("name", "colour"))
    with pytest.raises(SchemaError, match="colour"):
        describe_layer(
            wrong, make_features(wrong, placed_catalogue(), polygons), tile_archive="", published=""
        )

"""The built store of the whole country says what the documents say, in the right places."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import pytest
import shapely
from click.testing import CliRunner
from flask.testing import FlaskClient

from atlas.bootstrap import open_services
from atlas.cli.main import main
from atlas.core.model import Level, Relation
from atlas.core.policy.catalogue import Catalogue
from atlas.core.policy.rows import GoalFilter, goal_rows
from atlas.services.reader import Reader
from atlas.settings import Settings
from atlas.web.app import create_app

pytestmark = pytest.mark.store

GUIZHOU = "gz-county-industry-2027"


@pytest.fixture(scope="module")
def reader(built_settings: Settings) -> Reader:
    return open_services(built_settings).reader


@pytest.fixture(scope="module")
def catalogue(reader: Reader) -> Catalogue:
    return reader.catalogue()


@pytest.fixture(scope="module")
def client(built_settings: Settings) -> FlaskClient:
    return create_app(built_settings).test_client()


def named(catalogue: Catalogue, clause: str, topic: str, document: str = GUIZHOU) -> set[str]:
    wanted = GoalFilter(
        document=document,
        clause=clause,
        topics=frozenset({topic}),
        relations=frozenset({Relation.NAMED, Relation.IMPLICIT}),
    )
    return {str(row["adcode"]) for row in goal_rows(catalogue, wanted) if row["level"] == Level.COUNTY}


@pytest.mark.parametrize(
    ("clause", "topic", "expected"),
    [
        ("二/(一)/1", "phosphorus", {"520121", "520122", "522725", "522702", "520524"}),
        ("二/(一)/1", "coal-chemicals", {"520203", "520281", "520581", "520524"}),
        ("二/(一)/1", "aluminium", {"520181", "522302"}),
        ("二/(一)/1", "manganese", {"520622", "520628"}),
        ("二/(一)/1", "fluorine-barium", {"520423", "522627", "520326"}),
        ("二/(一)/4", "baijiu", {"520382", "520330", "520523", "520381", "520322"}),
        ("二/(一)/5", "thermal-power", {"520281", "520422", "520524", "520527"}),
        ("二/(五)/16", "digital", {"522702", "520121", "520203", "520622"}),
        ("二/(七)/21", "waste-utilisation", {"520121", "520122", "522725", "522702", "520628"}),
    ],
)
def test_the_guizhou_plan_reaches_the_counties_it_names(
    catalogue: Catalogue, clause: str, topic: str, expected: set[str]
) -> None:
    assert named(catalogue, clause, topic) == expected


def test_the_scope_of_the_guizhou_plan_is_its_72_counties(catalogue: Catalogue) -> None:
    scope = {
        link.adcode
        for link in catalogue.links
        if link.relation is Relation.SCOPE and catalogue.goals[link.goal].document == GUIZHOU
    }
    assert len(scope) == 72
    assert "520203" in scope, "六枝特区 is no district"
    assert "520204" not in scope, "水城区 is one"


@pytest.mark.parametrize(
    ("clause", "value", "unit", "year"),
    [
        ("一", 70.0, "%", 2027),
        ("一", 1200.0, "户", 2027),
        ("一", 400.0, "户", 2027),
        ("二/(三)/10", 50.0, "户", 2027),
        ("二/(三)/11", 100.0, "户", 2027),
    ],
)
def test_the_guizhou_targets_are_exact(
    catalogue: Catalogue, clause: str, value: float, unit: str, year: int
) -> None:
    found = {
        (row["value"], row["unit"], row["year"])
        for row in goal_rows(catalogue, GoalFilter(document=GUIZHOU))
        if row["clause"] == clause and row["kind"] == "target"
    }
    assert (value, unit, year) in found


@pytest.mark.parametrize(
    ("document", "host", "topic"),
    [
        ("gz-gd-clusters-2025", "520622", "new-materials"),
        ("gz-gd-clusters-2025", "520324", "guitar"),
        ("gz-gd-clusters-2025", "520204", "aluminium"),
        ("gz-gd-clusters-2025", "522634", "culture-tourism"),
        ("gz-gd-clusters-2025", "520402", "aviation"),
        ("gz-gd-clusters-2025", "522726", "bearings"),
        ("gz-gd-clusters-2025", "520526", "beef-cattle"),
    ],
)
def test_each_cluster_stands_with_its_host(
    catalogue: Catalogue, document: str, host: str, topic: str
) -> None:
    clusters = [
        goal
        for goal in catalogue.goals.values()
        if goal.document == document and goal.kind == "cluster" and topic in goal.topics
    ]
    hosts = {link.adcode for goal in clusters for link in catalogue.links_by_goal[goal.id]}
    assert host in hosts


def test_prefectures_of_the_hubei_plan_reach_their_counties(catalogue: Catalogue) -> None:
    rows = list(goal_rows(catalogue, GoalFilter(document="hb-county-industry-2027", clause="二/(五)/1")))
    assert {"420500", "420600"} <= {row["adcode"] for row in rows if row["relation"] == "named"}
    assert "420525" in {row["adcode"] for row in rows if row["relation"] == "member"}, "远安县 in 宜昌市"


@pytest.mark.parametrize(
    ("document", "county"), [("cq-qianjiang-2025", "500114"), ("hn-taojiang-2025", "430922")]
)
def test_a_county_plan_asks_its_own_county(catalogue: Catalogue, document: str, county: str) -> None:
    asked = [
        {
            link.adcode
            for link in catalogue.links_by_goal.get(goal.id, [])
            if link.relation in ("named", "implicit")
        }
        for goal in catalogue.documents[document].goals
    ]
    assert sum(county in codes for codes in asked) / len(asked) > 0.9


def test_every_link_says_which_rule_found_it(catalogue: Catalogue) -> None:
    assert all(link.evidence.rule and link.evidence.words for link in catalogue.links)


def test_random_points_of_guizhou_get_the_county_of_the_full_detail(
    reader: Reader, built_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counties = reader.store.read_polygons("county")
    counties = counties[counties["province"] == "520000"]
    whole = shapely.union_all(counties.geometry.to_numpy(), grid_size=None)
    west, south, east, north = whole.bounds
    random = np.random.default_rng(20_241_122)
    points = shapely.points(random.uniform(west, east, 40_000), random.uniform(south, north, 40_000))
    shapely.prepare(whole)
    points = points[shapely.contains(whole, points)][:20_000]
    path, out = tmp_path / "points.geojson", tmp_path / "joined.csv"
    geopandas.GeoDataFrame({"number": range(len(points))}, geometry=points, crs="EPSG:4326").to_file(path)
    monkeypatch.setenv("ATLAS_HOME", str(built_settings.home))
    result = CliRunner().invoke(main, ["join", str(path), "-o", str(out), "--json"])
    assert result.exit_code == 0, result.output
    import pandas  # noqa: PLC0415 - heavy, and only here

    joined = pandas.read_csv(out, dtype={"adcode": str}).set_index("number")["adcode"]
    tree = shapely.STRtree(counties.geometry.to_numpy())
    rows, units = tree.query(points, predicate="within")
    expected = pandas.Series(counties["adcode"].to_numpy()[units], index=rows).sort_index()
    assert len(expected) == len(points) == len(joined)
    assert (joined.sort_index().to_numpy() == expected.to_numpy()).all()


def test_province_view_tiles_stay_small(client: FlaskClient) -> None:
    for row in (26, 27):
        for column in (50, 51):
            response = client.get(
                f"/api/layers/admin/tiles/6/{column}/{row}.mvt", headers={"Accept-Encoding": "gzip"}
            )
            assert response.status_code == 200
            assert len(response.data) < 80_000
            assert gzip.decompress(response.data)


@pytest.mark.parametrize("words", ["开阳", "kaiyang", "520121", "盘县", "磷", "大龙经开区", "ky"])
def test_search_finds_by_name_pinyin_code_old_name_topic_and_zone(client: FlaskClient, words: str) -> None:
    groups = client.get("/api/search", query_string={"q": words}).get_json()["groups"]
    assert groups, words


@pytest.mark.parametrize(
    ("words", "kind", "expected"),
    [
        ("宜荆荆", "clause", "hb-county-industry-2027#二/(二)/2"),
        ("灰山港镇", "zone", "灰山港镇"),
        ("佛堂镇", "town", "330782/佛堂镇"),
        ("武襄十随", "clause", "hb-county-industry-2027#二/(二)/2"),
    ],
)
def test_search_finds_regions_and_towns_as_the_documents_write_them(
    client: FlaskClient, words: str, kind: str, expected: str
) -> None:
    answer = client.get("/api/search", query_string={"q": words}).get_json()
    groups = {group["kind"]: group["results"] for group in answer["groups"]}
    assert expected in {result["id"] for result in groups[kind]}


def test_a_county_that_was_renamed_is_found_by_its_old_name(client: FlaskClient) -> None:
    groups = client.get("/api/search", query_string={"q": "盘县"}).get_json()["groups"]
    first = groups[0]["results"][0]
    assert first["adcode"] == "520281"
    assert "盘州" in first["matched"]


def profiles_of_guizhou(catalogue: Catalogue) -> list[str]:
    return [unit.adcode for unit in catalogue.counties_within("520000")]


def test_every_county_of_guizhou_has_a_profile(client: FlaskClient, catalogue: Catalogue) -> None:
    codes = profiles_of_guizhou(catalogue)
    assert len(codes) == 88
    for code in codes:
        profile: dict[str, Any] = client.get(f"/api/units/{code}").get_json()
        assert profile["parents"][0]["adcode"] == "520000"
        assert profile["neighbours"], code
        assert any(item["id"] == "population-2020" for item in profile["indicators"]), code


def test_screen_table_and_layer_agree_on_the_phosphate_base(client: FlaskClient) -> None:
    query = {"topic": "phosphorus", "relation": "named,implicit"}
    painted = client.get("/api/designations", query_string=query).get_json()["rows"]
    table = client.get("/api/goals", query_string=query).get_json()["rows"]
    layer = json.loads(client.get("/api/layers/phosphorus/items?limit=1000").data)
    on_map = {row["adcode"] for row in painted if row["level"] == "county"}
    in_table = {row["adcode"] for row in table if row["level"] == "county" and row["kind"] != "fact"}
    in_layer = {
        feature["properties"]["adcode"]
        for feature in layer["features"]
        if feature["properties"]["relation"] in ("named", "implicit")
    }
    assert on_map == in_table == in_layer


@pytest.mark.parametrize(("layer", "count"), [("province", 34), ("prefecture", 333), ("county", 2877)])
def test_a_layer_of_units_has_every_polygon_of_its_level(reader: Reader, layer: str, count: int) -> None:
    frame = reader.store.read_layer(layer)
    assert len(frame) == len(reader.store.read_polygons(layer)) == count


def test_the_map_of_provinces_is_whole(reader: Reader) -> None:
    names = set(reader.store.read_layer("province")["name"])
    assert {"台湾省", "香港特别行政区", "澳门特别行政区", "海南省", "西藏自治区"} <= names
    assert "710000" in set(reader.store.read_layer("county")["adcode"])


def test_no_unit_is_above_itself(catalogue: Catalogue) -> None:
    assert all(unit.parent != code for code, unit in catalogue.units.items())
    assert catalogue.units["710000"].level is Level.PROVINCE

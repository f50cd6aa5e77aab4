"""A figure, its tables and the API give the same counties, classes, colours and counts for the same filter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from atlas.core.figures.looks import DRAWN_RELATIONS, PALETTES, no_data_look
from atlas.core.figures.request_reading import read_figure_request
from atlas.core.figures.theme import AreaLook
from atlas.core.policy.catalogue import Catalogue
from atlas.core.style import RELATION_TITLES
from atlas.render.table import Table
from atlas.services.figure_subject import listed_codes
from atlas.services.figure_tables import figure_tables
from atlas.services.figures import FigureMatter, OfficeWords, read_matter
from atlas.settings import load_settings
from atlas.stores.geopackage import GeoPackageStore
from atlas.stores.protocol import ReadableStore
from atlas.web.app import create_app
from tests.figure_samples import build_figure_store
from tests.small_catalogue import PLAN

GUIZHOU = {"region": "520000"}
FILTERS = [
    {"topic": "phosphorus"},
    {"topic": "phosphorus,manganese"},
    {"topic": "general", "region": "520600"},
    {"document": PLAN},
    {"document": PLAN, "clause": "二/(一)"},
    {"kind": "target"},
    {"year": "2027"},
    {"relation": "named,member"},
    {"relation": "partner", "region": "all"},
]
CLASSES = [
    {"indicator": "goals"},
    {"indicator": "goals", "document": PLAN, "relation": "scope"},
    {"indicator": "targets", "relation": "scope", "topic": "enterprises"},
    {"indicator": "population_2020"},
    {"indicator": "population_2020", "scheme": "equal_interval", "k": "2", "topic": "phosphorus"},
    {"indicator": "goals", "scheme": "natural_breaks", "k": "3", "region": "520100"},
]
#: Parts of the region: a county with its neighbours, a selection, a prefecture, a box across two counties.
PARTS = [
    {"units": "520622"},
    {"units": "520121,520628"},
    {"units": "520600"},
    {"bbox": "107.2,26.2,109.8,26.8"},
]
PARTIAL = [
    {"topic": "phosphorus"},
    {"document": PLAN},
    {"relation": "scope", "region": "all"},
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    build_figure_store(folder)
    return folder


@pytest.fixture(scope="module")
def store(home: Path) -> ReadableStore:
    return GeoPackageStore(home)


@pytest.fixture(scope="module")
def catalogue(store: ReadableStore) -> Catalogue:
    return store.read_catalogue()


@pytest.fixture(scope="module")
def client(home: Path) -> FlaskClient:
    return create_app(load_settings({}, {"home": home})).test_client()


def named(values: Mapping[str, str]) -> str:
    return " ".join(f"{name}={text}" for name, text in values.items())


def asked(client: FlaskClient, address: str, values: Mapping[str, str]) -> Any:
    """What the page asks for this view: the whole country is no region."""
    query = {name: text for name, text in {**GUIZHOU, **values}.items() if text != "all"}
    answer = client.get(address, query_string=query)
    assert answer.status_code == 200, answer.get_json()
    return answer


def matter_of(store: ReadableStore, catalogue: Catalogue, values: Mapping[str, str]) -> FigureMatter:
    return read_matter(store, catalogue, read_figure_request({**GUIZHOU, **values}), OfficeWords("520000"))


def tables_of(store: ReadableStore, catalogue: Catalogue, values: Mapping[str, str]) -> dict[str, Table]:
    request = read_figure_request({**GUIZHOU, **values})
    return {table.title: table for table in figure_tables(store, catalogue, request, "code")}


@pytest.mark.parametrize("values", FILTERS, ids=named)
def test_a_figure_paints_the_counties_that_the_api_gives(
    store: ReadableStore, catalogue: Catalogue, client: FlaskClient, values: dict[str, str]
) -> None:
    answer = asked(client, "/api/designations", values).get_json()
    theme = matter_of(store, catalogue, values).theme
    drawn = {
        row["adcode"]
        for row in answer["rows"]
        if ("topic" not in values and row["relation"] in DRAWN_RELATIONS)
        or ("topic" in values and any(one["relation"] in DRAWN_RELATIONS for one in row["topics"]))
    }
    assert set(theme.panels[0].looks) == drawn
    assert drawn
    counts = {item.words: item.count for section in theme.legend for item in section.items}
    for relation, count in answer["counts"].items():
        if relation in DRAWN_RELATIONS:
            assert counts[RELATION_TITLES[relation].zh] == count


def test_counties_of_one_relation_look_alike_and_as_the_legend_says(
    store: ReadableStore, catalogue: Catalogue, client: FlaskClient
) -> None:
    values = {"document": PLAN}
    answer = asked(client, "/api/designations", values).get_json()
    theme = matter_of(store, catalogue, values).theme
    legend = {item.words: item.look for section in theme.legend for item in section.items}
    for row in answer["rows"]:
        if row["relation"] in DRAWN_RELATIONS:
            assert theme.panels[0].looks[row["adcode"]] == legend[RELATION_TITLES[row["relation"]].zh]


@pytest.mark.parametrize("values", FILTERS, ids=named)
def test_the_table_of_counties_has_the_rows_of_the_api(
    store: ReadableStore, catalogue: Catalogue, client: FlaskClient, values: dict[str, str]
) -> None:
    answer = asked(client, "/api/designations", values).get_json()
    table = tables_of(store, catalogue, values)["counties"]
    keys = ("adcode", "level", "relation", "goals", "targets")
    assert [[row[key] for key in keys] for row in table.rows] == [
        [row[key] for key in keys] for row in answer["rows"]
    ]
    assert [row["topics"] for row in table.rows] == [
        "; ".join(f"{one['slug']}:{one['relation']}:{one['goals']}" for one in row["topics"])
        for row in answer["rows"]
    ]


@pytest.mark.parametrize("values", FILTERS, ids=named)
def test_the_table_of_goals_is_the_download_of_the_page(
    store: ReadableStore, catalogue: Catalogue, client: FlaskClient, values: dict[str, str]
) -> None:
    table = tables_of(store, catalogue, values)["goals"]
    assert table.encode("csv") == asked(client, "/api/goals", {**values, "format": "csv"}).data
    assert table.rows


@pytest.mark.parametrize("part", PARTS, ids=named)
@pytest.mark.parametrize("values", PARTIAL, ids=named)
def test_a_part_of_the_region_has_its_own_counties_on_the_map_and_in_the_table(
    store: ReadableStore,
    catalogue: Catalogue,
    client: FlaskClient,
    values: dict[str, str],
    part: dict[str, str],
) -> None:
    matter = matter_of(store, catalogue, {**values, **part})
    codes = listed_codes(matter.subject)
    assert codes
    answer = asked(client, "/api/designations", values).get_json()
    table = tables_of(store, catalogue, {**values, **part})["counties"]
    expected = [row["adcode"] for row in answer["rows"] if row["adcode"] in codes]
    assert [row["adcode"] for row in table.rows] == expected
    assert len(expected) < len(answer["rows"])
    drawn = {row["adcode"] for row in table.rows if row["relation"] in DRAWN_RELATIONS}
    assert set(matter.theme.panels[0].looks) == drawn
    counts = {item.words: item.count for section in matter.theme.legend for item in section.items}
    for relation, count in Counter(row["relation"] for row in table.rows).items():
        if relation in DRAWN_RELATIONS:
            assert counts[RELATION_TITLES[relation].zh] == count


@pytest.mark.parametrize("part", PARTS, ids=named)
@pytest.mark.parametrize("values", PARTIAL, ids=named)
def test_a_part_of_the_region_lists_the_goals_of_its_counties(
    store: ReadableStore,
    catalogue: Catalogue,
    client: FlaskClient,
    values: dict[str, str],
    part: dict[str, str],
) -> None:
    codes = listed_codes(matter_of(store, catalogue, {**values, **part}).subject)
    assert codes
    table = tables_of(store, catalogue, {**values, **part})["goals"]
    answer = asked(client, "/api/goals", {**values, "limit": "1000"}).get_json()
    within = [row["adcode"] for row in answer["rows"] if row["adcode"] in codes]
    assert [row["adcode"] for row in table.rows if row["level"] == "county"] == within
    assert len(table.rows) < len(answer["rows"])


def test_goals_of_a_unit_that_is_asked_for_are_listed_with_those_of_its_counties(
    store: ReadableStore, catalogue: Catalogue
) -> None:
    by_region, by_unit = (
        tables_of(store, catalogue, {"document": PLAN, **part})["goals"]
        for part in ({"region": "520600"}, {"units": "520600"})
    )
    assert by_unit.rows == by_region.rows


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ({"units": "520622"}, {"code": "units=520622", "zh": "范围：玉屏侗族自治县及邻县"}),
        (
            {"units": "520121,520628"},
            {
                "code": "units=520121,520628",
                "zh": "范围：开阳县、松桃苗族自治县",
                "en": "Extent: 开阳县, 松桃苗族自治县",
            },
        ),
        (
            {"bbox": "107.2,26.2,109.8,26.8"},
            {"code": "bbox=107.2,26.2,109.8,26.8", "zh": "经纬度范围：107.2,26.2,109.8,26.8"},
        ),
    ],
    ids=["county", "selection", "box"],
)
def test_a_table_of_a_part_says_so_beside_its_filter(
    store: ReadableStore, catalogue: Catalogue, part: dict[str, str], words: dict[str, str]
) -> None:
    request = read_figure_request(
        {**GUIZHOU, "topic": "phosphorus", "indicator": "population_2020", **part},
    )
    for language, told in words.items():
        tables = figure_tables(store, catalogue, request, language)
        assert len(tables) == 3
        for table in tables:
            assert told in table.notes[0]


def choropleth_query(values: Mapping[str, str]) -> dict[str, str]:
    """The page counts goals where the county itself is meant, unless relations are chosen."""
    if values["indicator"] in ("goals", "targets"):
        return {"relation": "named,implicit", **values}
    return {name: text for name, text in values.items() if name not in ("topic", "document", "relation")}


@pytest.mark.parametrize("values", CLASSES, ids=named)
def test_a_choropleth_has_the_classes_colours_and_counts_of_the_api(
    store: ReadableStore, catalogue: Catalogue, client: FlaskClient, values: dict[str, str]
) -> None:
    painted = asked(client, "/api/choropleth", choropleth_query(values)).get_json()
    theme = matter_of(store, catalogue, values).theme
    classes = theme.legend[-1].items[: len(painted["classes"])]
    swatches = [item.look.parts[0].ground for item in classes if isinstance(item.look, AreaLook)]
    assert swatches == [one["colour"] for one in painted["classes"]]
    assert [item.count for item in classes] == [one["count"] for one in painted["classes"]]
    palette = PALETTES["colour"]
    looks = theme.panels[0].looks
    for adcode, value in painted["values"].items():
        colour = next(
            (one["colour"] for one in painted["classes"] if value and value <= one["to"]), palette.zero
        )
        assert looks[adcode].parts[0].ground == colour
    for adcode in painted["no_data"]:
        assert looks[adcode] == no_data_look(palette)
    assert set(looks) == {*painted["values"], *painted["no_data"]}


@pytest.mark.parametrize("values", CLASSES, ids=named)
def test_the_table_of_values_is_the_download_of_the_page(
    store: ReadableStore, catalogue: Catalogue, client: FlaskClient, values: dict[str, str]
) -> None:
    table = tables_of(store, catalogue, values)["values"]
    query = {**choropleth_query(values), "format": "csv"}
    assert table.encode("csv") == asked(client, "/api/choropleth", query).data


def test_the_values_beside_the_map_are_those_of_the_table(store: ReadableStore, catalogue: Catalogue) -> None:
    values = {"indicator": "population_2020"}
    beside = matter_of(store, catalogue, values).theme.table
    rows = tables_of(store, catalogue, values)["values"].rows
    assert beside is not None
    assert {name: text.replace(",", "") for name, text in beside.rows} == {
        row["county"]: str(row["value"]) if row["value"] is not None else "无数据" for row in rows
    }


def test_the_table_of_a_layer_has_the_features_that_are_drawn(
    store: ReadableStore, catalogue: Catalogue, client: FlaskClient
) -> None:
    values = {"layers": "zone,base", "indicator": "none"}
    theme = matter_of(store, catalogue, values).theme
    tables = tables_of(store, catalogue, values)
    assert list(tables) == ["zone", "base"]
    for layer in theme.layers:
        answer = client.get(f"/ogc/collections/{layer.id}/items?f=json&limit=1000").get_json()
        assert [dict(row) for row in tables[layer.id].rows] == [
            one["properties"] for one in answer["features"]
        ]
        assert len(layer.marks) == len(tables[layer.id].rows) > 0


def test_a_table_of_a_layer_leaves_out_what_the_map_leaves_out(
    store: ReadableStore, catalogue: Catalogue
) -> None:
    values = {"region": "520600", "layers": "county", "indicator": "none"}
    rows = tables_of(store, catalogue, values)["county"].rows
    drawn = matter_of(store, catalogue, values).theme.layers[0].marks
    assert {row["name"] for row in rows} == {mark.name for mark in drawn}
    assert {row["prefecture"] for row in rows} >= {"铜仁市"}
    assert "520102" not in {row["adcode"] for row in rows}


def test_the_table_of_flows_has_the_arrows_of_the_map(store: ReadableStore, catalogue: Catalogue) -> None:
    values = {"topic": "general", "flows": "1"}
    drawn = matter_of(store, catalogue, values).theme.panels[0].flows
    rows = tables_of(store, catalogue, values)["flows"].rows
    assert [(row["from_adcode"], row["to_adcode"]) for row in rows] == [
        (flow.start, flow.end) for flow in drawn
    ]
    assert [row["from_county"] for row in rows] == ["东莞市"]
    assert "flows" not in tables_of(store, catalogue, {"topic": "phosphorus", "flows": "1"})

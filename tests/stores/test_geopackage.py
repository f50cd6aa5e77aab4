"""The embedded store gives back what was written, and is replaced in one step."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from pathlib import Path

import pyogrio
import pytest

from atlas.core.errors import (
    ConflictError,
    FeatureNotFound,
    LayerNotFound,
    StoreCorrupt,
    StoreError,
    StoreUnavailable,
)
from atlas.core.filters import FeatureQuery
from atlas.stores import geopackage
from atlas.stores.geopackage import GeoPackageStore
from atlas.stores.geopackage_writer import lock_home, open_builder, remove_litter
from tests.small_store import TOWNS, build_small_store


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store")
    build_small_store(folder)
    return folder


def names(store: GeoPackageStore, query: FeatureQuery) -> list[str]:
    page = store.query_features("county", query)
    return [json.loads(feature)["properties"]["name"] for feature in page.features]


def test_the_catalogue_is_read_back_equal(tmp_path: Path) -> None:
    written = build_small_store(tmp_path)
    read = GeoPackageStore(tmp_path).read_catalogue()
    assert read.units == dict(written.units)
    assert read.documents == dict(written.documents)
    assert read.links == written.links
    assert read.zones == written.zones
    assert read.names == written.names
    assert read.code_changes == written.code_changes
    assert read.adjacency == dict(written.adjacency)
    assert read.indicators["population_2020"].values == {"520121": 343885.0, "520122": 210000.0}


def test_of_places_alone_nothing_else_is_read(home: Path) -> None:
    whole, places = GeoPackageStore(home).read_catalogue(), GeoPackageStore(home).read_places()
    for name in ("units", "names", "code_changes", "topics", "zones", "sites", "version", "build_date"):
        assert getattr(places, name) == getattr(whole, name)
    for name in ("documents", "links", "indicators", "adjacency"):
        assert getattr(whole, name)
        assert not getattr(places, name)


def test_any_gis_program_sees_the_tables(home: Path) -> None:
    tables = {str(name): kind for name, kind in pyogrio.list_layers(home / "atlas.gpkg")}
    assert tables["county"] == "Polygon"
    assert tables["goal"] is None
    assert pyogrio.read_dataframe(home / "atlas.gpkg", layer="goal").loc[0, "summary_zh"] == "建设磷化工基地"


def test_towns_are_read_back_and_stand_in_a_table_of_their_own(home: Path) -> None:
    assert tuple(GeoPackageStore(home).read_towns()) == TOWNS
    assert pyogrio.read_dataframe(home / "atlas.gpkg", layer="town").loc[2, "name"] == "金中镇"


def test_a_store_of_an_older_build_knows_no_towns(tmp_path: Path) -> None:
    build_small_store(tmp_path)
    with contextlib.closing(sqlite3.connect(tmp_path / "atlas.gpkg")) as connection, connection:
        connection.execute("DROP TABLE town")
    store = GeoPackageStore(tmp_path)
    assert tuple(store.read_towns()) == ()
    assert store.read_catalogue().units


def test_features_carry_id_bbox_geometry_and_properties(home: Path) -> None:
    feature = json.loads(GeoPackageStore(home).read_feature("county", 2))
    assert feature["id"] == 2
    assert feature["bbox"] == [106.0, 26.0, 107.0, 27.0]
    assert feature["properties"]["name"] == "开阳县"
    assert feature["geometry"]["type"] == "MultiPolygon"


@pytest.mark.parametrize(
    ("bbox", "expected"),
    [
        pytest.param((106.2, 26.2, 106.4, 26.4), ["开阳县"], id="inside one county"),
        pytest.param((105.5, 26.5, 106.5, 26.6), ["南明区", "开阳县"], id="across an edge"),
        pytest.param((0.0, 0.0, 1.0, 1.0), [], id="nowhere near"),
    ],
)
def test_a_bbox_gives_the_features_that_meet_it(
    home: Path, bbox: tuple[float, float, float, float], expected: list[str]
) -> None:
    assert names(GeoPackageStore(home), FeatureQuery(bbox=bbox)) == expected


def test_a_property_filter_binds_its_value(home: Path) -> None:
    store = GeoPackageStore(home)
    assert names(store, FeatureQuery(properties={"name": "开阳县"})) == ["开阳县"]
    assert names(store, FeatureQuery(properties={"name": "' OR 1=1 --"})) == []


def test_pages_do_not_overlap_and_count_everything(home: Path) -> None:
    store = GeoPackageStore(home)
    first = store.query_features("county", FeatureQuery(limit=4))
    second = store.query_features("county", FeatureQuery(limit=4, offset=4))
    assert first.matched == second.matched == 6
    assert len({*first.features, *second.features}) == 6


def test_a_topic_layer_holds_the_named_counties(home: Path) -> None:
    page = GeoPackageStore(home).query_features("phosphorus", FeatureQuery())
    found = [json.loads(feature)["properties"] for feature in page.features]
    assert [(row["name"], row["relation"]) for row in found] == [("开阳县", "named"), ("息烽县", "named")]


def test_a_base_is_the_union_of_its_counties(home: Path) -> None:
    page = GeoPackageStore(home).query_features("base", FeatureQuery(properties={"topic": "phosphorus"}))
    base = json.loads(page.features[0])
    assert base["properties"]["names"] == "开阳、息烽"
    assert base["bbox"] == [106.0, 26.0, 108.0, 27.0]


def test_unknown_layers_and_features_are_told(home: Path) -> None:
    store = GeoPackageStore(home)
    with pytest.raises(LayerNotFound):
        store.get_layer("nothing")
    with pytest.raises(FeatureNotFound):
        store.read_feature("county", 99)


def test_a_missing_store_says_how_to_build_it(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable) as failure:
        GeoPackageStore(tmp_path).read_catalogue()
    assert "atlas build" in failure.value.hint.en


def test_a_build_that_dies_leaves_the_old_store_and_no_litter(tmp_path: Path) -> None:
    build_small_store(tmp_path)
    before = GeoPackageStore(tmp_path).revision()
    with pytest.raises(RuntimeError), open_builder(tmp_path):
        raise RuntimeError
    assert GeoPackageStore(tmp_path).revision() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["atlas.gpkg", "tiles"]


def test_an_open_store_sees_the_new_one_after_a_switch(tmp_path: Path) -> None:
    build_small_store(tmp_path)
    store = GeoPackageStore(tmp_path)
    revision, count = store.revision(), len(store.list_layers())
    build_small_store(tmp_path)
    assert store.revision() != revision
    assert len(store.list_layers()) == count
    assert store.read_feature("county", 2)


def test_a_folder_may_have_any_name(tmp_path: Path) -> None:
    home = tmp_path / "数据 100%41 #1?"
    build_small_store(home)
    assert len(GeoPackageStore(home).list_layers()) == 4


def test_two_builds_do_not_meet_in_one_folder(tmp_path: Path) -> None:
    with lock_home(tmp_path), pytest.raises(ConflictError), lock_home(tmp_path):
        pass
    with lock_home(tmp_path):
        pass


def test_what_a_killed_build_left_is_removed_and_the_store_stands(tmp_path: Path) -> None:
    build_small_store(tmp_path)
    for name in (".building", "tiles"):
        (tmp_path / name).mkdir(exist_ok=True)
        for archive in ("old.pmtiles", "kept.pmtiles"):
            (tmp_path / name / archive).touch()
    remove_litter(tmp_path, {"kept.pmtiles"})
    assert not (tmp_path / ".building").exists()
    assert [path.name for path in (tmp_path / "tiles").iterdir()] == ["kept.pmtiles"]
    assert len(GeoPackageStore(tmp_path).list_layers()) == 4


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="cannot be written"), open_builder(tmp_path / "file" / "home"):
        pass


def test_a_store_replaced_while_it_is_read_is_not_mixed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = build_small_store(tmp_path)
    read = geopackage.query_rows
    # An empty store takes the place of the old one after the first table.
    monkeypatch.setattr(geopackage, "query_rows", lambda *words: [read(*words), replace_store(tmp_path)][0])
    catalogue = GeoPackageStore(tmp_path).read_catalogue()
    assert catalogue.units == dict(written.units)
    assert catalogue.links == written.links


def replace_store(home: Path) -> None:
    (home / "other").touch()
    (home / "other").replace(home / "atlas.gpkg")


def test_a_store_without_its_tables_is_corrupt(tmp_path: Path) -> None:
    (tmp_path / "atlas.gpkg").touch()
    with pytest.raises(StoreCorrupt):
        GeoPackageStore(tmp_path).list_layers()
    with pytest.raises(StoreCorrupt):
        GeoPackageStore(tmp_path).read_polygons("county")


def test_archives_of_an_older_store_are_let_go(tmp_path: Path) -> None:
    build_small_store(tmp_path)
    store = GeoPackageStore(tmp_path)
    store._archives["old.pmtiles"] = object()  # type: ignore[assignment]
    store.list_layers()
    assert store._archives == {}

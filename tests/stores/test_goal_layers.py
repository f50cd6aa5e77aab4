"""Layers made again take the place of built ones as a whole, of the same build only, in files and in PostGIS."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import geopandas
import psycopg
import pytest

from atlas.core.errors import ConflictError, LayerNotFound, StoreUnavailable
from atlas.core.filters import FeatureQuery
from atlas.services.layer_features import make_features
from atlas.services.publish import describe_layer
from atlas.stores import postgis_goal_layers
from atlas.stores.combined import CombinedStore
from atlas.stores.geopackage import FILE_NAME, GeoPackageStore
from atlas.stores.goal_layers import FOLDER, NEVER, GoalLayerFolder, GoalLayers, GoalLayerShelf, MadeOf
from atlas.stores.postgis_goal_layers import GoalLayerSchema
from atlas.stores.postgis_names import GOALS_PLACE
from atlas.stores.postgis_store import PostgisStore
from atlas.stores.postgis_writer import PostgisLoader
from atlas.stores.postgres import PostgresDatabase
from atlas.stores.protocol import BuiltStore, FeaturePage
from atlas.stores.tile_build import build_layer_tiles
from tests.small_store import DASH, DEFINITIONS, placed_catalogue, polygons
from tests.small_workspace import open_database, open_workspace

NEW = MadeOf("small", "7")


def shelf_in(home: Path) -> GoalLayerShelf:
    database = open_database(home)
    if isinstance(database, PostgresDatabase):
        return GoalLayerSchema(database)
    return GoalLayerFolder(home / "workspace")


def built_in(home: Path) -> BuiltStore:
    database = open_database(home)
    return PostgisStore(database) if isinstance(database, PostgresDatabase) else GeoPackageStore(home)


@pytest.fixture
def shelf(filled_home: Path) -> GoalLayerShelf:
    return shelf_in(filled_home)


@pytest.fixture
def store(filled_home: Path, shelf: GoalLayerShelf) -> CombinedStore:
    built = built_in(filled_home)
    return CombinedStore(built, open_workspace(filled_home), None, GoalLayers(built, shelf))


def features(layer: str, *, most: int = 1) -> geopandas.GeoDataFrame:
    """The first features of a built-in layer: told from those of the build by their number."""
    one = next(one for one in DEFINITIONS if one.id == layer)
    return make_features(one, placed_catalogue(), polygons).iloc[:most]


def write(shelf: GoalLayerShelf, *layers: str, made_of: MadeOf = NEW, with_tiles: bool = False) -> None:
    with shelf.writing() as builder:
        builder.write_table(DASH, "maritime_line")
        described = []
        for one in DEFINITIONS:
            if one.id in layers:
                frame, tiles = features(one.id), ""
                builder.write_features(frame, one)
                if with_tiles:
                    path = builder.tile_folder / f"{one.id}.pmtiles"
                    build_layer_tiles(one.id, frame, 8, path)
                    tiles = builder.name_tiles(path)
                described.append(describe_layer(one, frame, tile_archive=tiles, published="2026-02-02"))
        builder.write_layers(described)
        builder.write_meta(made_of.to_meta())


def counties(store: CombinedStore) -> list[str]:
    page = store.query_features("phosphorus", FeatureQuery())
    return [json.loads(feature)["properties"]["adcode"] for feature in page.features]


def test_before_the_first_time_the_build_is_served(store: CombinedStore, shelf: GoalLayerShelf) -> None:
    assert (shelf.revision(), shelf.read_made_of()) == (NEVER, None)
    assert len(counties(store)) > 1
    assert not shelf._folder.exists()


def test_they_take_the_place_of_built_ones_everywhere(store: CombinedStore, shelf: GoalLayerShelf) -> None:
    before, order = store.revision(), [layer.id for layer in store.list_layers()]
    write(shelf, "phosphorus")
    assert store.revision() != before
    assert [layer.id for layer in store.list_layers()] == order
    assert (store.get_layer("phosphorus").feature_count, store.get_layer("phosphorus").published) == (
        1,
        "2026-02-02",
    )
    assert len(counties(store)) == len(store.read_layer("phosphorus")) == 1
    assert json.loads(store.read_feature("phosphorus", 1))["properties"]["adcode"] == counties(store)[0]
    assert store.get_layer("base").published == "2026-01-01"
    assert shelf.read_made_of() == NEW


def test_what_is_not_among_them_any_more_is_served_as_built(
    store: CombinedStore, shelf: GoalLayerShelf
) -> None:
    built = counties(store)
    write(shelf, "phosphorus")
    write(shelf)
    assert counties(store) == built
    assert shelf.read_made_of() == NEW


def test_a_layer_that_goes_while_it_is_read_is_read_from_the_build(
    store: CombinedStore, shelf: GoalLayerShelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = counties(store)
    write(shelf, "phosphorus")
    ask = shelf.store.query_features

    def write_and_ask(layer: str, query: FeatureQuery) -> FeaturePage:
        write(shelf)
        return ask(layer, query)

    monkeypatch.setattr(shelf.store, "query_features", write_and_ask)
    assert counties(store) == built


def test_those_of_another_build_are_left_aside(store: CombinedStore, shelf: GoalLayerShelf) -> None:
    built = counties(store)
    write(shelf, "phosphorus", made_of=MadeOf("another", "7"))
    assert counties(store) == built


def test_tiles_come_from_the_store_that_holds_them(store: CombinedStore, shelf: GoalLayerShelf) -> None:
    write(shelf, "phosphorus", with_tiles=True)
    layer = store.get_layer("phosphorus")
    assert layer.tile_version
    assert store.read_tile(layer.tile_archive, 0, 0, 0)
    assert store.tile_path(layer.tile_archive).stat().st_size


def test_units_keep_the_tiles_of_the_base_map(tmp_path: Path) -> None:
    shelf = GoalLayerFolder(tmp_path)
    write(shelf, "county")

    class Built(GeoPackageStore):
        def revision(self) -> str:
            return "1"

        def read_stamp(self) -> str | None:
            return "small"

        def list_layers(self) -> list:  # type: ignore[type-arg]
            layer = describe_layer(
                DEFINITIONS[0], features("county"), tile_archive="admin-0.pmtiles", published=""
            )
            return [layer]

    layers = GoalLayers(Built(tmp_path), shelf).layers()
    assert layers["county"].tile_archive == "admin-0.pmtiles"


def test_a_block_that_fails_leaves_what_stood(store: CombinedStore, shelf: GoalLayerShelf) -> None:
    write(shelf, "phosphorus")
    before = store.revision()

    def fail() -> None:
        with shelf.writing() as builder:
            builder.write_table(DASH, "maritime_line")
            raise ConflictError("试验", "trial")

    with pytest.raises(ConflictError, match="trial"):
        fail()
    assert (store.revision(), len(counties(store))) == (before, 1)
    assert not (shelf._folder / ".building").exists()


def test_only_one_process_makes_them(filled_home: Path, shelf: GoalLayerShelf) -> None:
    with shelf.writing() as builder:
        builder.write_table(DASH, "maritime_line")
        builder.write_layers([])
        builder.write_meta(NEW.to_meta())
        with pytest.raises(ConflictError) as refused, shelf_in(filled_home).writing():
            pass
    assert refused.value.code == "layers_renewing"


def test_what_a_killed_process_left_goes(store: CombinedStore, shelf: GoalLayerShelf) -> None:
    write(shelf, "phosphorus", with_tiles=True)
    archive = store.get_layer("phosphorus").tile_archive
    (shelf._folder / ".building").mkdir()
    (shelf._folder / "tiles").mkdir(exist_ok=True)
    (shelf._folder / "tiles" / "old-0.pmtiles").touch()
    shelf.remove_litter()
    assert not (shelf._folder / ".building").exists()
    assert not (shelf._folder / "tiles" / "old-0.pmtiles").exists()
    assert store.read_tile(archive, 0, 0, 0)


def test_the_archives_before_stay_for_those_who_still_read_them(tmp_path: Path) -> None:
    shelf = GoalLayerFolder(tmp_path)
    write(shelf, "phosphorus", with_tiles=True)
    before = shelf.store.list_layers()[0].tile_archive
    write(shelf)
    assert shelf.store.tile_path(before).exists()
    write(shelf)
    assert not shelf.store.tile_path(before).exists()


def test_a_damaged_file_is_as_good_as_none(tmp_path: Path) -> None:
    shelf = GoalLayerFolder(tmp_path)
    write(shelf)
    (tmp_path / FOLDER / FILE_NAME).write_bytes(b"no database")
    assert shelf.read_made_of() is None
    write(shelf, "phosphorus")
    assert shelf.read_made_of() == NEW


def test_a_layer_that_the_build_has_no_more_is_not_shown(store: CombinedStore, shelf: GoalLayerShelf) -> None:
    one = replace(DEFINITIONS[1], id="gone")
    with shelf.writing() as builder:
        frame = features("phosphorus")
        builder.write_features(frame, one)
        builder.write_layers([describe_layer(one, frame, tile_archive="", published="")])
        builder.write_meta(NEW.to_meta())
    with pytest.raises(LayerNotFound):
        store.get_layer("gone")


def test_who_may_read_the_table_of_layers_may_read_every_table(postgis_url: str, tmp_path: Path) -> None:
    database = PostgresDatabase(postgis_url, tmp_path)
    shelf = GoalLayerSchema(database)
    write(shelf)
    with database.connect() as connection:
        connection.execute("GRANT USAGE ON SCHEMA atlas_goals TO PUBLIC")
        connection.execute("GRANT SELECT ON ALL TABLES IN SCHEMA atlas_goals TO PUBLIC")
    write(shelf, "phosphorus")
    with database.connect() as connection:
        rows = connection.execute(
            "SELECT relname FROM pg_class, aclexplode(relacl) WHERE grantee = 0 "
            "AND relnamespace = to_regnamespace('atlas_goals') AND relkind = 'r'"
        ).fetchall()
    assert {"layer", "layer_phosphorus", "layer_phosphorus_json"} <= {name for (name,) in rows}


def test_views_of_others_are_not_dropped(postgis_url: str, tmp_path: Path) -> None:
    database = PostgresDatabase(postgis_url, tmp_path)
    shelf = GoalLayerSchema(database)
    write(shelf, "phosphorus")
    with database.connect() as connection:
        connection.execute("CREATE VIEW public.own AS SELECT * FROM atlas_goals.layer_phosphorus")
    with pytest.raises(ConflictError) as refused:
        write(shelf, made_of=MadeOf("small", "8"))
    assert refused.value.code == "view_in_use"
    assert shelf.read_made_of() == NEW


def test_the_build_and_its_archives_are_not_touched(
    postgis_url: str, tmp_path: Path, filled_url: str
) -> None:
    database = PostgresDatabase(filled_url, tmp_path)
    before = PostgisLoader(database).read_stamp()
    write(GoalLayerSchema(database), "phosphorus", with_tiles=True)
    assert PostgisLoader(database).read_stamp() == before
    assert len(PostgisStore(database).list_layers()) == len(DEFINITIONS)


def test_a_reader_who_holds_a_table_is_not_waited_for_long(
    filled_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgis_goal_layers, "GOALS_PLACE", replace(GOALS_PLACE, longest_wait="300ms"))
    shelf = GoalLayerSchema(PostgresDatabase(filled_url, tmp_path))
    write(shelf, "phosphorus")
    with psycopg.connect(filled_url) as reader:
        reader.execute("SELECT count(*) FROM atlas_goals.layer_phosphorus")
        with pytest.raises(StoreUnavailable):
            write(shelf, made_of=MadeOf("small", "8"))
    assert shelf.read_made_of() == NEW
    write(shelf, made_of=MadeOf("small", "8"))
    assert shelf.read_made_of() == MadeOf("small", "8")

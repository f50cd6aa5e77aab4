"""What ``atlas build`` made is read from PostGIS as from its GeoPackage, on every host."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from atlas.core.errors import ConflictError, FeatureNotFound, LayerNotFound, StoreCorrupt, StoreUnavailable
from atlas.core.filters import FeatureQuery
from atlas.stores.geopackage import GeoPackageStore
from atlas.stores.postgis_store import PostgisStore
from atlas.stores.postgis_unload import unload_build
from atlas.stores.postgis_writer import PostgisLoader
from atlas.stores.postgres import PostgresDatabase
from tests.small_store import build_small_store


def quiet(done: float, words: str) -> None:
    """Progress of no interest."""


@pytest.fixture
def database(tmp_path: Path, postgis_url: str) -> Iterator[PostgresDatabase]:
    made = PostgresDatabase(postgis_url, tmp_path / "copies")
    yield made
    made.close()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    build_small_store(tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def store(database: PostgresDatabase, home: Path) -> PostgisStore:
    PostgisLoader(database).load(home, quiet)
    return PostgisStore(database)


def test_a_database_without_a_build_says_so(database: PostgresDatabase) -> None:
    store = PostgisStore(database)
    for ask in (
        store.revision,
        store.list_layers,
        store.read_catalogue,
        store.read_towns,
        lambda: store.read_polygons("county"),
    ):
        with pytest.raises(StoreUnavailable):
            ask()
    assert PostgisLoader(database).read_stamp() == ""


def test_everything_reads_as_from_the_geopackage(
    store: PostgisStore, database: PostgresDatabase, home: Path
) -> None:
    lite = GeoPackageStore(home)
    assert store.list_layers() == lite.list_layers()
    assert store.read_catalogue() == lite.read_catalogue()
    assert store.read_places() == lite.read_places()
    assert list(store.read_towns()) == list(lite.read_towns()) != []
    assert PostgisLoader(database).read_stamp() == "small"
    for level in ("county", "prefecture", "province"):
        assert store.read_polygons(level).equals(lite.read_polygons(level))
    for layer in lite.list_layers():
        assert store.query_features(layer.id, FeatureQuery()) == lite.query_features(layer.id, FeatureQuery())
        assert store.read_layer(layer.id).equals(lite.read_layer(layer.id))
    assert store.read_feature("county", 1) == lite.read_feature("county", 1)


def test_what_is_not_there_is_told(store: PostgisStore) -> None:
    with pytest.raises(LayerNotFound):
        store.get_layer("none")
    with pytest.raises(FeatureNotFound):
        store.read_feature("county", 99)
    with pytest.raises(StoreCorrupt):
        store.read_polygons("county", 77)


def test_another_build_takes_the_place_of_the_old_one_at_once(
    store: PostgisStore, database: PostgresDatabase, home: Path
) -> None:
    before, other = store.revision(), PostgisStore(PostgresDatabase(_url(database), home / "other"))
    assert other.revision() == before, "the same on every host"
    PostgisLoader(database).load(home, quiet)
    assert store.revision() != before
    assert len(store.list_layers()) == 4


def test_rights_of_readers_outlast_a_new_build(
    store: PostgisStore, database: PostgresDatabase, home: Path, postgis_url: str
) -> None:
    with psycopg.connect(postgis_url) as connection:
        connection.execute("GRANT USAGE ON SCHEMA atlas_built TO PUBLIC")
        connection.execute("GRANT SELECT ON atlas_built.county TO PUBLIC")
    PostgisLoader(database).load(home, quiet)
    with psycopg.connect(postgis_url) as connection:
        rights = connection.execute(
            "SELECT has_schema_privilege('public', 'atlas_built', 'USAGE'), "
            "has_table_privilege('public', 'atlas_built.county', 'SELECT'), "
            "has_table_privilege('public', 'atlas_built.goal', 'SELECT')"
        ).fetchone()
    assert rights == (True, True, False)


@pytest.mark.parametrize(
    ("made", "name"),
    [
        ("CREATE VIEW public.my_counties AS SELECT adcode FROM atlas_built.county", "public.my_counties"),
        ('CREATE MATERIALIZED VIEW public."县" AS SELECT geom FROM atlas_built.county', 'public."县"'),
        ("CREATE VIEW atlas_built.mine AS SELECT fid FROM atlas_built.county", "atlas_built.mine"),
        ("CREATE FUNCTION name_of(atlas_built.county) RETURNS text RETURN $1.adcode", "name_of"),
    ],
)
def test_what_others_rest_on_the_tables_is_not_dropped_but_told(
    store: PostgisStore, database: PostgresDatabase, home: Path, postgis_url: str, made: str, name: str
) -> None:
    before = store.revision()
    with psycopg.connect(postgis_url) as connection:
        connection.execute(made.encode())
    with pytest.raises(ConflictError) as refused:
        PostgisLoader(database).load(home, quiet)
    assert refused.value.code == "view_in_use"
    assert name in refused.value.message.en
    with psycopg.connect(postgis_url) as connection:
        assert connection.execute("SELECT count(*) FROM atlas_built.county").fetchone() == (6,)
        kind = "FUNCTION" if "FUNCTION" in made else "MATERIALIZED VIEW" if "MATERIAL" in made else "VIEW"
        connection.execute(f"DROP {kind} {name}".encode())
    assert store.revision() == before
    PostgisLoader(database).load(home, quiet)
    assert store.revision() != before


def test_a_view_that_is_made_while_a_build_is_loaded_is_told(
    store: PostgisStore, database: PostgresDatabase, home: Path, postgis_url: str
) -> None:
    before = store.revision()

    def show(done: float, words: str) -> None:
        if done == 0:
            with psycopg.connect(postgis_url) as connection:
                connection.execute("CREATE OR REPLACE VIEW late AS SELECT adcode FROM atlas_built.county")

    with pytest.raises(ConflictError, match=r"late"):
        PostgisLoader(database).load(home, show)
    assert store.revision() == before


def test_one_host_loads_at_a_time(database: PostgresDatabase, home: Path) -> None:
    answers: list[str] = []

    def load_too() -> None:
        other = PostgresDatabase(_url(database), home / "other")
        try:
            PostgisLoader(other).load(home, quiet)
        except ConflictError as error:
            answers.append(error.code)
        other.close()

    def show(done: float, words: str) -> None:
        if not answers:
            thread = threading.Thread(target=load_too)
            thread.start()
            thread.join()

    PostgisLoader(database).load(home, show)
    assert answers == ["build_running"]


def test_a_load_that_fails_leaves_the_old_build(
    store: PostgisStore, database: PostgresDatabase, home: Path
) -> None:
    before = store.revision()

    def fail(done: float, words: str) -> None:
        if done > 0.5:
            raise StoreCorrupt("断电", "power cut")

    with pytest.raises(StoreCorrupt):
        PostgisLoader(database).load(home, fail)
    assert store.revision() == before
    assert store.query_features("county", FeatureQuery()).matched == 6


def test_a_build_of_an_older_version_knows_no_towns(store: PostgisStore, database: PostgresDatabase) -> None:
    with database.connect() as connection:
        connection.raw.execute("DROP TABLE atlas_built.town")
    assert list(store.read_towns()) == []


def test_a_build_comes_back_into_a_folder_as_it_was(store: PostgisStore, home: Path, tmp_path: Path) -> None:
    unload_build(store, tmp_path / "back")
    back, lite = GeoPackageStore(tmp_path / "back"), GeoPackageStore(home)
    assert back.read_meta() == lite.read_meta()
    assert back.list_layers() == lite.list_layers()
    assert back.read_catalogue() == lite.read_catalogue()
    assert list(back.read_towns()) == list(lite.read_towns())
    for layer in lite.list_layers():
        assert list(back.table(layer.id).read_bodies()) == list(lite.table(layer.id).read_bodies())


def _url(database: PostgresDatabase) -> str:
    with database.connect() as connection:
        info = connection.raw.info
        return f"postgresql://{info.user}:{info.password}@{info.host}:{info.port}/{info.dbname}"

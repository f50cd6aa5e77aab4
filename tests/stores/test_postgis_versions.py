"""Versions in PostGIS: whole or not at all, views for GIS programs, and nothing that only one host has."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from atlas.core.errors import ConflictError, StoreCorrupt, StoreUnavailable
from atlas.core.filters import FeatureQuery
from atlas.stores import postgis_versions
from atlas.stores.audit import Change, record_change
from atlas.stores.combined import CombinedStore
from atlas.stores.geopackage import GeoPackageStore
from atlas.stores.postgres import PostgresDatabase
from atlas.stores.workspace import Workspace
from tests.small_store import build_small_store
from tests.small_workspace import LAYER, OFFICER, add_mines, keep_in, mines, names_of, open_workspace

KAIYANG_TILE = (8, 204, 108)
RELATIONS = (
    "SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
    "WHERE n.nspname IN ('atlas_layers', 'atlas_versions') AND c.relkind IN ('r', 'v') ORDER BY 1"
)


@pytest.fixture
def home(tmp_path: Path, postgis_url: str) -> Path:
    home = tmp_path / "one"
    home.mkdir()
    keep_in(home, postgis_url)
    return home


@pytest.fixture
def workspace(home: Path) -> Workspace:
    return open_workspace(home)


def ask(url: str, sql: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute(sql.encode()).fetchall()


def relations(url: str) -> list[object]:
    return [name for (name,) in ask(url, RELATIONS)]


def publish(workspace: Workspace, number: int) -> None:
    expected = workspace.get_layer(LAYER).published
    workspace.publish(LAYER, number, expected=expected, actor=OFFICER)


def test_gis_programs_find_what_is_published_under_the_name_of_the_layer(
    workspace: Workspace, postgis_url: str
) -> None:
    add_mines(workspace)
    assert (
        ask(
            postgis_url, "SELECT table_name FROM information_schema.views WHERE table_schema = 'atlas_layers'"
        )
        == []
    )
    publish(workspace, 1)
    view = f'SELECT "名称", ST_SRID(geom), ST_XMin(geom) FROM atlas_layers."{LAYER}" ORDER BY fid LIMIT 1'
    assert ask(postgis_url, view) == [("用沙坝矿", 4326, 106.9)]
    titles = f"SELECT obj_description('atlas_layers.\"{LAYER}\"'::regclass)"
    assert ask(postgis_url, titles) == [("开阳磷矿矿区",)]
    columns = (
        "SELECT f_geometry_column, srid, type FROM geometry_columns WHERE f_table_schema = 'atlas_layers'"
    )
    assert ask(postgis_url, columns) == [("geom", 4326, "POLYGON")]


def test_the_view_follows_publishing_going_back_removing_and_restoring(
    workspace: Workspace, postgis_url: str
) -> None:
    add_mines(workspace)
    add_mines(workspace, mines(["新矿"]).drop(columns="储量"))
    publish(workspace, 1)
    count = f'SELECT count(*) FROM atlas_layers."{LAYER}"'
    assert ask(postgis_url, count) == [(5,)]
    publish(workspace, 2)
    assert ask(postgis_url, count) == [(1,)], "other columns, another view"
    publish(workspace, 1)
    workspace.remove_layer(LAYER, actor=OFFICER)
    assert f"atlas_layers.{LAYER}" not in relations(postgis_url)
    workspace.restore_layer(LAYER, actor=OFFICER)
    assert ask(postgis_url, count) == [(5,)]


def test_rights_on_the_view_outlast_a_new_version(workspace: Workspace, postgis_url: str) -> None:
    add_mines(workspace)
    add_mines(workspace)
    publish(workspace, 1)
    with psycopg.connect(postgis_url) as connection:
        connection.execute(f'GRANT SELECT ON atlas_layers."{LAYER}" TO PUBLIC'.encode())
    publish(workspace, 2)
    rights = f"SELECT has_table_privilege('public', 'atlas_layers.\"{LAYER}\"', 'SELECT')"
    assert ask(postgis_url, rights) == [(True,)]


def test_a_view_that_others_rest_on_is_not_taken_from_under_them(
    workspace: Workspace, postgis_url: str
) -> None:
    add_mines(workspace)
    add_mines(workspace, mines(["新矿"]).drop(columns="储量"))
    publish(workspace, 1)
    with psycopg.connect(postgis_url) as connection:
        connection.execute(
            f'CREATE VIEW large AS SELECT * FROM atlas_layers."{LAYER}" WHERE "储量" > 2'.encode()
        )
    with pytest.raises(ConflictError) as refused:
        publish(workspace, 2)
    assert refused.value.code == "view_in_use"
    assert workspace.get_layer(LAYER).published == 1
    assert ask(postgis_url, "SELECT count(*) FROM large") == [(2,)]


@pytest.fixture
def reader(workspace: Workspace, postgis_url: str) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """A program that has read the published layer and left its transaction open."""
    add_mines(workspace)
    add_mines(workspace)
    publish(workspace, 1)
    with psycopg.connect(postgis_url) as connection:
        connection.execute(f'SELECT count(*) FROM atlas_layers."{LAYER}"'.encode())
        yield connection


@pytest.mark.usefixtures("reader")
def test_what_the_view_does_not_show_is_changed_while_others_read_it(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgis_versions, "_LONGEST_WAIT", "200ms")
    changed = workspace.update_layer(LAYER, actor=OFFICER, description="2025 年台账")
    assert changed.description == "2025 年台账"


def test_a_view_that_others_read_is_not_waited_for_long(
    workspace: Workspace,
    reader: psycopg.Connection[tuple[object, ...]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(postgis_versions, "_LONGEST_WAIT", "200ms")
    with pytest.raises(StoreUnavailable) as refused:
        publish(workspace, 2)
    assert (refused.value.code, refused.value.detail) == ("workspace_busy", {"layer": LAYER})
    assert workspace.get_layer(LAYER).published == 1
    reader.rollback()
    publish(workspace, 2)
    assert workspace.get_layer(LAYER).published == 2


def test_the_trail_is_free_while_a_change_waits_for_readers(
    workspace: Workspace, reader: psycopg.Connection[tuple[object, ...]], postgis_url: str, tmp_path: Path
) -> None:
    other = PostgresDatabase(postgis_url, tmp_path / "two")
    waits = "SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'relation'"
    thread = threading.Thread(target=publish, args=(workspace, 2))
    thread.start()
    while ask(postgis_url, waits) == [(0,)] and thread.is_alive():
        time.sleep(0.02)
    with other.connect() as connection:
        connection.execute("SELECT set_config('lock_timeout', '1s', true)")
        record_change(connection, Change("2025-11-22T09:00:00Z", "liming", "account.add", "account:liming"))
    assert thread.is_alive()
    reader.rollback()
    thread.join()
    assert workspace.get_layer(LAYER).published == 2
    other.close()


def test_a_version_and_its_row_come_together_or_not_at_all(workspace: Workspace, postgis_url: str) -> None:
    add_mines(workspace)
    before = relations(postgis_url)
    with workspace.database.transaction() as connection:
        connection.execute(
            "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'disk' USING ERRCODE = 'disk_full'; END $$"
        )
        connection.execute(
            "CREATE TRIGGER full_disk BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION full_disk()"
        )
    with pytest.raises(Exception, match="database"):
        add_mines(workspace, with_tiles=True)
    assert relations(postgis_url) == before
    assert ask(postgis_url, "SELECT DISTINCT name FROM atlas.blob") == [(f"version/{LAYER}/1/source.zip",)]
    assert [version.number for version in workspace.list_versions(LAYER)] == [1]


def test_a_discarded_version_leaves_no_table_and_no_file(workspace: Workspace, postgis_url: str) -> None:
    add_mines(workspace, with_tiles=True)
    workspace.discard_version(LAYER, 1, actor=OFFICER)
    assert relations(postgis_url) == []
    assert ask(postgis_url, "SELECT count(*) FROM atlas.blob") == [(0,)]


def test_what_has_no_row_is_litter(workspace: Workspace, postgis_url: str) -> None:
    add_mines(workspace)
    kept = relations(postgis_url)
    with psycopg.connect(postgis_url) as connection:
        connection.execute("CREATE TABLE atlas_versions.kaiyang_mines_v7 (fid bigint)")
        connection.execute("CREATE TABLE atlas_versions.kaiyang_mines_v7_json (fid bigint)")
        connection.execute(
            "INSERT INTO atlas.blob VALUES ('version/kaiyang-mines/7/source.zip', 0, ''), ('upload/a/', 0, '')"
        )
    assert workspace.recover() == ["atlas_versions.kaiyang_mines_v7", "version/kaiyang-mines/7"]
    assert relations(postgis_url) == kept
    names = "SELECT DISTINCT name FROM atlas.blob ORDER BY name"
    assert ask(postgis_url, names) == [("upload/a/",), (f"version/{LAYER}/1/source.zip",)]
    assert workspace.recover() == []


def test_another_host_serves_all_of_it_and_may_lose_its_disk(
    tmp_path: Path, workspace: Workspace, postgis_url: str
) -> None:
    add_mines(workspace, with_tiles=True)
    publish(workspace, 1)
    other = tmp_path / "two"
    build_small_store(other)
    keep_in(other, postgis_url)
    for _ in range(2):
        store = CombinedStore(GeoPackageStore(other), open_workspace(other))
        layer = store.get_layer(LAYER)
        assert store.read_tile(layer.tile_archive, *KAIYANG_TILE) is not None
        assert names_of(store.query_features(LAYER, FeatureQuery(limit=1)).features) == ["用沙坝矿"]
        assert store.read_version_join(LAYER, 1)["adcode"].tolist() == ["520121"] * 5
        assert store.tile_path(layer.tile_archive).is_file()
        shutil.rmtree(other / "workspace")


def test_tables_that_somebody_dropped_are_told(workspace: Workspace, home: Path, postgis_url: str) -> None:
    add_mines(workspace)
    with psycopg.connect(postgis_url) as connection:
        connection.execute("DROP TABLE atlas_versions.kaiyang_mines_v1 CASCADE")
    with pytest.raises(StoreCorrupt) as refused:
        publish(workspace, 1)
    assert refused.value.code == "version_files_missing"
    assert [(one.layer, one.number) for one in workspace.list_missing()] == [(LAYER, 1)]
    store = CombinedStore(GeoPackageStore(home), workspace)
    with pytest.raises(StoreCorrupt):
        store.read_version_page(LAYER, 1, FeatureQuery())

"""A workspace keeps every version, publishes one of them, and tells who did what."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pyogrio
import pytest
import shapely

from atlas.core.errors import (
    ConflictError,
    CrsMismatch,
    InputError,
    LayerNotFound,
    NotFoundError,
    StoreCorrupt,
    StoreError,
    Text,
)
from atlas.core.imports.storage_columns import prepare_features
from atlas.stores.audit import AuditTrail
from atlas.stores.database import BrokenRule
from atlas.stores.workspace import ImportFacts, Workspace
from atlas.stores.workspace_records import VersionState
from tests.small_workspace import (
    LAYER,
    OFFICER,
    UPLOAD,
    add_mines,
    draft,
    folders_of,
    mines,
    open_database,
    open_workspace,
)


@pytest.fixture
def workspace(store_home: Path) -> Workspace:
    return open_workspace(store_home)


@pytest.fixture
def folder_workspace(tmp_path: Path) -> Workspace:
    return open_workspace(tmp_path)


def changes(workspace: Workspace) -> list[tuple[str, str]]:
    trail = AuditTrail(workspace.database.connect).read_all()
    return [(change.action, change.target) for change in trail]


def test_a_workspace_that_was_never_used_is_empty_and_makes_nothing(store_home: Path) -> None:
    workspace = open_workspace(store_home)
    before = list(store_home.iterdir())
    assert (workspace.list_layers(), workspace.list_published(), workspace.revision()) == ([], [], "0")
    assert workspace.recover() == []
    assert list(store_home.iterdir()) == before
    assert not workspace.database.exists()


def test_a_version_is_kept_with_all_that_is_known_of_it(workspace: Workspace) -> None:
    version = add_mines(workspace, note="二季度")
    assert (version.number, version.state, version.feature_count) == (1, VersionState.DRAFT, 5)
    assert (version.geometry_type, version.crs, version.encoding) == ("Polygon", "EPSG:4490", "GBK")
    assert version.bbox == (106.9, 27.0, 106.99, 27.01)
    assert [(field.name, field.type) for field in version.schema] == [
        ("编号", "text"),
        ("名称", "text"),
        ("储量", "number"),
    ]
    assert version.report == {"status": "accepted", "layer": LAYER, "version": 1}
    assert (version.created_by, version.note, version.published_at) == (OFFICER, "二季度", None)
    assert version.size > 0


def test_the_files_of_a_version_stand_together(tmp_path: Path, folder_workspace: Workspace) -> None:
    add_mines(folder_workspace, with_tiles=True)
    folder = tmp_path / "workspace" / "layers" / LAYER / "1"
    assert {path.name for path in folder.iterdir()} == {
        "features.gpkg",
        "tiles.pmtiles",
        "source.zip",
        "report.json",
    }
    assert (folder / "source.zip").read_bytes() == UPLOAD.read_bytes()
    assert json.loads((folder / "report.json").read_text(encoding="utf-8"))["version"] == 1


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("矿区.2025.ZIP", "source.zip"),
        ("../../etc/passwd", "source"),
        ("a.zip/../../b", "source"),
        ("x.sh;rm -rf", "source"),
        ("矿区", "source"),
        ("矿区.矿", "source"),
    ],
)
def test_only_a_plain_ending_is_taken_from_the_name_of_an_upload(
    workspace: Workspace, name: str, kept: str
) -> None:
    with workspace.begin_version(LAYER) as builder:
        builder.keep_source(UPLOAD, name=name)
        assert [path.name for path in builder.folder.iterdir()] == [kept]


def test_any_gis_program_sees_the_layer_and_its_counties_only(
    tmp_path: Path, folder_workspace: Workspace
) -> None:
    add_mines(folder_workspace)
    path = tmp_path / "workspace" / "layers" / LAYER / "1" / "features.gpkg"
    assert dict(pyogrio.list_layers(path)) == {"layer_kaiyang_mines": "Polygon", "county_join": None}
    assert pyogrio.read_dataframe(path, layer="county_join")["adcode"].tolist() == ["520121"] * 5
    with closing(sqlite3.connect(path)) as connection:
        (title,) = connection.execute(
            "SELECT identifier FROM gpkg_contents WHERE table_name LIKE 'layer%'"
        ).fetchone()
    assert title == "开阳磷矿矿区"


def test_nobody_sees_a_version_before_it_is_published(workspace: Workspace) -> None:
    add_mines(workspace)
    assert workspace.list_published() == []
    workspace.publish(LAYER, 1, expected=None, actor=OFFICER)
    ((layer, version),) = workspace.list_published()
    assert (layer.published, version.number, version.state) == (1, 1, VersionState.PUBLISHED)


def test_numbers_count_up_and_are_never_used_twice(workspace: Workspace) -> None:
    add_mines(workspace)
    second = add_mines(workspace)
    workspace.discard_version(LAYER, second.number, actor=OFFICER)
    assert add_mines(workspace).number == 3
    assert [version.number for version in workspace.list_versions(LAYER)] == [3, 1]


def test_a_discarded_version_is_gone_with_its_files(tmp_path: Path, workspace: Workspace) -> None:
    add_mines(workspace)
    workspace.discard_version(LAYER, 1, actor=OFFICER)
    assert folders_of(tmp_path) == set()
    with pytest.raises(NotFoundError) as refused:
        workspace.publish(LAYER, 1, expected=None, actor=OFFICER)
    assert refused.value.code == "version_unknown"


def test_a_version_that_was_published_cannot_be_discarded(workspace: Workspace) -> None:
    add_mines(workspace)
    add_mines(workspace)
    workspace.publish(LAYER, 1, expected=None, actor=OFFICER)
    workspace.publish(LAYER, 2, expected=1, actor=OFFICER)
    for number in (1, 2):
        with pytest.raises(ConflictError):
            workspace.discard_version(LAYER, number, actor=OFFICER)


def test_publishing_is_refused_when_somebody_else_was_faster(workspace: Workspace) -> None:
    add_mines(workspace)
    add_mines(workspace)
    workspace.publish(LAYER, 1, expected=None, actor=OFFICER)
    with pytest.raises(ConflictError) as refused:
        workspace.publish(LAYER, 2, expected=None, actor="赵强")
    assert refused.value.code == "version_moved"
    assert refused.value.detail["published"] == 1
    assert workspace.get_layer(LAYER).published == 1


def test_an_earlier_version_can_be_published_again(workspace: Workspace) -> None:
    for number in (1, 2, 3):
        add_mines(workspace)
        if number != 2:
            workspace.publish(LAYER, number, expected=workspace.get_layer(LAYER).published, actor=OFFICER)
    assert workspace.find_earlier(LAYER, 3) == 1, "version 2 was never published"
    workspace.publish(LAYER, 1, expected=3, actor=OFFICER)
    states = {version.number: version.state.value for version in workspace.list_versions(LAYER)}
    assert states == {1: "published", 2: "draft", 3: "former"}
    with pytest.raises(InputError):
        workspace.find_earlier(LAYER, 1)


def test_replacing_the_data_keeps_title_style_and_rights(workspace: Workspace) -> None:
    add_mines(workspace)
    rights = {"viewers": ["李明"]}
    workspace.update_layer(LAYER, actor=OFFICER, style={"fill": "#1B7F5C"}, rights=rights)
    other = replace(draft(), title=Text("别的名字", "Other"))
    with workspace.begin_version(LAYER) as builder:
        builder.write_features(prepare_features(mines(["新矿"])), title=other.title)
        workspace.add_version(builder, ImportFacts(), actor=OFFICER, draft=other)
    layer = workspace.get_layer(LAYER)
    assert (layer.title.zh, layer.style, layer.rights) == ("开阳磷矿矿区", {"fill": "#1B7F5C"}, rights)


def test_a_removed_layer_is_hidden_and_comes_back_whole(workspace: Workspace) -> None:
    add_mines(workspace)
    workspace.publish(LAYER, 1, expected=None, actor=OFFICER)
    removed = workspace.remove_layer(LAYER, actor="赵强")
    assert removed.removed_by == "赵强"
    assert (workspace.list_layers(), workspace.list_published()) == ([], [])
    assert [layer.id for layer in workspace.list_layers(with_removed=True)] == [LAYER]
    assert workspace.restore_layer(LAYER, actor=OFFICER).removed_at is None
    assert [version.number for _, version in workspace.list_published()] == [1]


def test_nothing_is_added_to_or_published_in_a_removed_layer(workspace: Workspace) -> None:
    add_mines(workspace)
    workspace.remove_layer(LAYER, actor=OFFICER)
    with pytest.raises(ConflictError) as refused:
        add_mines(workspace)
    assert refused.value.code == "layer_removed"
    with pytest.raises(ConflictError):
        workspace.publish(LAYER, 1, expected=None, actor=OFFICER)
    with pytest.raises(ConflictError):
        workspace.remove_layer(LAYER, actor=OFFICER)


def test_a_layer_that_is_not_removed_cannot_be_restored(workspace: Workspace) -> None:
    add_mines(workspace)
    with pytest.raises(ConflictError):
        workspace.restore_layer(LAYER, actor=OFFICER)


def test_every_change_is_in_the_trail_with_old_and_new_values(workspace: Workspace) -> None:
    add_mines(workspace)
    workspace.publish(LAYER, 1, expected=None, actor=OFFICER)
    workspace.update_layer(LAYER, actor="赵强", description="矿区范围，2025 年")
    workspace.remove_layer(LAYER, actor=OFFICER)
    workspace.restore_layer(LAYER, actor=OFFICER)
    target = f"layer:{LAYER}"
    assert changes(workspace) == [
        ("layer.add", target),
        ("version.add", f"{target}:1"),
        ("layer.publish", target),
        ("layer.update", target),
        ("layer.remove", target),
        ("layer.restore", target),
    ]
    update = list(AuditTrail(workspace.database.connect).read_all())[3]
    assert (update.actor, update.old, update.new) == (
        "赵强",
        {"description": "矿区范围"},
        {"description": "矿区范围，2025 年"},
    )


def test_a_refused_change_leaves_no_trace_in_the_trail(workspace: Workspace) -> None:
    add_mines(workspace)
    before = changes(workspace)
    with pytest.raises(ConflictError):
        workspace.publish(LAYER, 1, expected=7, actor=OFFICER)
    assert changes(workspace) == before


@pytest.mark.parametrize(
    "statement", ["DELETE FROM audit", "UPDATE audit SET actor = '别人'"], ids=["delete", "update"]
)
def test_the_trail_cannot_be_rewritten(workspace: Workspace, statement: str) -> None:
    add_mines(workspace)
    with pytest.raises(BrokenRule), workspace.database.transaction() as connection:
        connection.execute(statement)


def test_the_revision_changes_with_every_change_that_readers_see(workspace: Workspace) -> None:
    seen = [workspace.revision()]
    add_mines(workspace)
    seen.append(workspace.revision())
    workspace.publish(LAYER, 1, expected=None, actor=OFFICER)
    seen.append(workspace.revision())
    workspace.update_layer(LAYER, actor=OFFICER, style={"fill": "#1B7F5C"})
    seen.append(workspace.revision())
    workspace.remove_layer(LAYER, actor=OFFICER)
    seen.append(workspace.revision())
    assert len(set(seen)) == 5
    assert workspace.revision() == seen[-1]


def test_a_revision_that_is_held_is_not_held_too_long(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path)
    add_mines(workspace)
    reader = open_workspace(tmp_path)
    for path in (tmp_path / "workspace").glob("workspace.db*"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    before = reader.revision()
    assert reader.revision() == before
    workspace.publish(LAYER, 1, expected=None, actor=OFFICER)
    assert reader.revision() != before


@pytest.mark.parametrize("layer", ["", "a", "矿区", "../up", "Mines", "1st", "a" * 42, "a_b", "a\nb"])
def test_an_id_that_could_be_anything_else_is_refused(workspace: Workspace, layer: str) -> None:
    with pytest.raises(InputError) as refused, workspace.begin_version(layer):
        pass
    assert refused.value.code == "layer_id_invalid"


def test_an_unknown_layer_is_told(workspace: Workspace) -> None:
    for ask in (workspace.get_layer, workspace.list_versions):
        with pytest.raises(LayerNotFound):
            ask("nirgends")
    with pytest.raises(LayerNotFound):
        workspace.get_version("nirgends", 1)


def test_several_small_and_large_parts_are_kept_as_one_type(workspace: Workspace) -> None:
    frame = mines(["甲", "乙"])
    frame.loc[1, "geometry"] = frame.geometry[1].union(shapely.box(108, 27, 108.1, 27.1))
    assert add_mines(workspace, frame).geometry_type == "MultiPolygon"


def test_features_without_geometry_are_kept(workspace: Workspace) -> None:
    frame = mines(["甲", "乙"])
    frame["geometry"] = [None, None]
    version = add_mines(workspace, frame.set_crs("EPSG:4326", allow_override=True), with_tiles=True)
    assert (version.feature_count, version.bbox, version.geometry_type) == (2, None, "")
    assert version.tile_archive == ""


def test_a_builder_that_was_left_leaves_nothing(tmp_path: Path, workspace: Workspace) -> None:
    with workspace.begin_version(LAYER) as builder:
        builder.write_features(prepare_features(mines()), title=Text("", ""))
    assert folders_of(tmp_path) == set()
    assert workspace.list_layers() == []


def test_a_version_without_features_is_refused(workspace: Workspace) -> None:
    with pytest.raises(StoreError), workspace.begin_version(LAYER) as builder:
        workspace.add_version(builder, ImportFacts(), actor=OFFICER, draft=draft())


def test_features_in_another_reference_system_are_refused(workspace: Workspace) -> None:
    frame = mines().to_crs("EPSG:4545")
    with pytest.raises(CrsMismatch), workspace.begin_version(LAYER) as builder:
        builder.write_features(prepare_features(frame), title=Text("", ""))


def test_publishing_a_version_whose_files_are_gone_is_refused(
    tmp_path: Path, folder_workspace: Workspace
) -> None:
    add_mines(folder_workspace)
    (tmp_path / "workspace" / "layers" / LAYER / "1" / "features.gpkg").unlink()
    with pytest.raises(StoreCorrupt) as refused:
        folder_workspace.publish(LAYER, 1, expected=None, actor=OFFICER)
    assert refused.value.code == "version_files_missing"


def test_a_version_whose_folder_is_gone_is_told_and_kept(tmp_path: Path, folder_workspace: Workspace) -> None:
    add_mines(folder_workspace)
    folder = tmp_path / "workspace" / "layers" / LAYER / "1"
    folder.rename(tmp_path / "elsewhere")
    folder_workspace.recover()
    assert [(one.layer, one.number) for one in folder_workspace.list_missing()] == [(LAYER, 1)]


def test_who_starts_does_not_wait_for_a_version_that_is_being_written(
    store_home: Path, workspace: Workspace
) -> None:
    add_mines(workspace)
    staging = store_home / "workspace" / "staging" / "left-by-the-dead"
    staging.mkdir(parents=True)
    writer = open_database(store_home)
    with writer.lock():
        assert workspace.recover(wait=False) == []
    assert workspace.recover(wait=False) == ["staging/left-by-the-dead"]
    with writer.try_lock() as has_right:
        assert has_right
        with workspace.database.try_lock() as has_right_too:
            assert not has_right_too
    with workspace.database.try_lock() as has_right:
        assert has_right


def test_a_database_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    add_mines(open_workspace(tmp_path))
    with closing(sqlite3.connect(tmp_path / "workspace" / "workspace.db")) as connection:
        connection.execute("PRAGMA user_version = 999")
    with pytest.raises(StoreCorrupt) as refused:
        open_workspace(tmp_path).list_layers()
    assert refused.value.code == "workspace_newer"


def test_a_database_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "workspace").mkdir()
    (tmp_path / "workspace" / "workspace.db").write_bytes(b"no database at all" * 100)
    with pytest.raises(StoreCorrupt) as refused:
        open_workspace(tmp_path).list_layers()
    assert refused.value.code == "workspace_corrupt"

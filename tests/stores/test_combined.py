"""Layers of the workspace are read like built-in ones, after them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from atlas.core.errors import LayerNotFound, NotFoundError, StoreCorrupt, StoreUnavailable
from atlas.core.filters import FeatureQuery
from atlas.services.layers import show_layer
from atlas.services.reader import Reader
from atlas.stores.combined import CombinedStore, is_added
from atlas.stores.geopackage import GeoPackageStore
from atlas.stores.workspace import Workspace
from tests.small_store import build_small_store
from tests.small_workspace import (
    LAYER,
    OFFICER,
    add_mines,
    mines,
    names_of,
    open_built,
    open_workspace,
)

#: Zoom, column and row of the tile that holds the mines: 106.9 to 107.0 degrees east, 27.0 north.
KAIYANG_TILE = (8, 204, 108)
BUILT_IN = ["county", "phosphorus", "base", "zone"]


@pytest.fixture
def workspace(filled_home: Path) -> Workspace:
    return open_workspace(filled_home)


@pytest.fixture
def store(filled_home: Path, workspace: Workspace) -> CombinedStore:
    return CombinedStore(open_built(filled_home), workspace)


def publish(workspace: Workspace, *names: str, with_tiles: bool = False) -> int:
    version = add_mines(workspace, mines(names) if names else None, with_tiles=with_tiles)
    expected = workspace.get_layer(LAYER).published
    workspace.publish(LAYER, version.number, expected=expected, actor=OFFICER)
    return version.number


def test_added_layers_come_after_the_built_in_ones(store: CombinedStore, workspace: Workspace) -> None:
    publish(workspace)
    layers = store.list_layers()
    assert [layer.id for layer in layers] == [*BUILT_IN, LAYER]
    assert [is_added(layer) for layer in layers] == [False] * 4 + [True]


def test_an_added_layer_is_described_from_its_row(store: CombinedStore, workspace: Workspace) -> None:
    publish(workspace)
    answer = show_layer(store, LAYER)
    assert answer["title"] == {"zh": "开阳磷矿矿区", "en": "Phosphate mines of Kaiyang"}
    assert (answer["source"]["zh"], answer["licence"], answer["date"]) == (
        "县自然资源局 2025 年台账",
        "内部",
        "2025-06",
    )
    assert (answer["geometry"], answer["count"], answer["precision"], answer["version"]) == (
        "polygon",
        5,
        "parcel",
        1,
    )
    assert (answer["style"]["fill"], answer["popup"]) == ("#B5541C", ["名称", "储量"])
    assert answer["legend"][0]["symbol"]["fill"] == "#B5541C"


def test_features_are_filtered_by_box_and_property(store: CombinedStore, workspace: Workspace) -> None:
    publish(workspace)
    near = store.query_features(LAYER, FeatureQuery(bbox=(106.9, 27.0, 106.93, 27.01)))
    assert names_of(near.features) == ["用沙坝矿", "马路坪矿"]
    named = store.query_features(LAYER, FeatureQuery(properties={"名称": "极乐矿"}))
    assert (names_of(named.features), named.matched) == (["极乐矿"], 1)
    one = json.loads(store.read_feature(LAYER, 3))
    assert (one["id"], one["properties"]["编号"], one["bbox"]) == (
        3,
        "520121003",
        [106.94, 27.0, 106.95, 27.01],
    )


def test_all_features_are_read_as_a_table(store: CombinedStore, workspace: Workspace) -> None:
    publish(workspace)
    frame = store.read_layer(LAYER)
    assert frame.crs.to_epsg() == 4326
    assert frame["名称"].tolist() == mines()["名称"].tolist()
    assert frame.geometry.geom_equals_exact(mines().geometry, tolerance=0).all()


def test_tiles_are_read_and_their_name_changes_with_the_features(
    store: CombinedStore, workspace: Workspace
) -> None:
    publish(workspace, with_tiles=True)
    first = store.get_layer(LAYER)
    assert store.read_tile(first.tile_archive, *KAIYANG_TILE) is not None
    assert store.read_tile(first.tile_archive, first.max_zoom, 0, 0) is None
    assert store.tile_path(first.tile_archive).is_file()
    publish(workspace, "新矿", with_tiles=True)
    second = store.get_layer(LAYER)
    assert first.tile_version != second.tile_version
    assert "/" not in second.tile_version


def test_publishing_changes_what_everybody_reads_at_once(store: CombinedStore, workspace: Workspace) -> None:
    publish(workspace, "老矿")
    revision = store.revision()
    assert names_of(store.query_features(LAYER, FeatureQuery()).features) == ["老矿"]
    publish(workspace, "新矿")
    assert store.revision() != revision
    assert names_of(store.query_features(LAYER, FeatureQuery()).features) == ["新矿"]


def test_publishing_does_not_read_the_catalogue_anew(store: CombinedStore, workspace: Workspace) -> None:
    reader = Reader(store)
    catalogue = reader.catalogue()
    publish(workspace)
    assert reader.catalogue() is catalogue


def test_a_draft_and_a_former_version_can_be_looked_at(store: CombinedStore, workspace: Workspace) -> None:
    publish(workspace, "老矿", with_tiles=True)
    publish(workspace, "新矿")
    add_mines(workspace, mines(["草稿矿"]), with_tiles=True)
    read = {
        number: names_of(store.read_version_page(LAYER, number, FeatureQuery()).features)
        for number in (1, 2, 3)
    }
    assert read == {1: ["老矿"], 2: ["新矿"], 3: ["草稿矿"]}
    assert store.read_version_tile(LAYER, 3, *KAIYANG_TILE) is not None
    assert store.read_version_tile(LAYER, 2, *KAIYANG_TILE) is None, "it has no tiles"
    assert store.read_version_join(LAYER, 3)["adcode"].tolist() == ["520121"]
    with pytest.raises(NotFoundError):
        store.read_version_page(LAYER, 4, FeatureQuery())


def test_neither_drafts_nor_removed_layers_are_served(store: CombinedStore, workspace: Workspace) -> None:
    add_mines(workspace)
    with pytest.raises(LayerNotFound):
        store.get_layer(LAYER)
    workspace.publish(LAYER, 1, expected=None, actor=OFFICER)
    assert store.get_layer(LAYER).version == 1
    workspace.remove_layer(LAYER, actor=OFFICER)
    with pytest.raises(LayerNotFound):
        store.query_features(LAYER, FeatureQuery())
    assert [layer.id for layer in store.list_layers()] == BUILT_IN


def test_a_built_in_layer_is_not_hidden_by_an_added_one(store: CombinedStore, workspace: Workspace) -> None:
    add_mines(workspace, layer="zone")
    workspace.publish("zone", 1, expected=None, actor=OFFICER)
    assert [layer.id for layer in store.list_layers()] == BUILT_IN
    assert not is_added(store.get_layer("zone"))


def test_missing_files_of_a_published_version_are_told(tmp_path: Path) -> None:
    build_small_store(tmp_path)
    workspace = open_workspace(tmp_path)
    store = CombinedStore(GeoPackageStore(tmp_path), workspace)
    publish(workspace)
    (tmp_path / "workspace" / "layers" / LAYER / "1").rename(tmp_path / "elsewhere")
    with pytest.raises(StoreCorrupt) as refused:
        store.query_features(LAYER, FeatureQuery())
    assert refused.value.code == "version_files_missing"


def test_an_atlas_that_was_not_built_says_so_with_a_workspace_too(store_home: Path) -> None:
    workspace = open_workspace(store_home)
    add_mines(workspace)
    with pytest.raises(StoreUnavailable):
        CombinedStore(open_built(store_home), workspace).list_layers()


@pytest.mark.parametrize(
    "name", ['a"b', "x'; DROP TABLE layer; --", "limit", " 备注 ", "select", "a%b", "数量（个）"]
)
def test_any_field_name_can_be_read_and_filtered(
    store: CombinedStore, workspace: Workspace, name: str
) -> None:
    frame = mines(["甲", "乙"]).drop(columns="编号").assign(**{name: ["1", "2"]})
    add_mines(workspace, frame)
    workspace.publish(LAYER, 1, expected=None, actor=OFFICER)
    stored = next(field.name for field in store.get_layer(LAYER).schema if field.title.zh == name.strip())
    page = store.query_features(LAYER, FeatureQuery(properties={stored: "2"}))
    assert [json.loads(feature)["id"] for feature in page.features] == [2]

"""Versions are looked at, compared and published by those who may."""

from __future__ import annotations

from pathlib import Path

import pytest

from atlas.core.access import AccessPolicy, Actor, Role
from atlas.core.errors import AccessDenied, ConflictError, InputError, LayerNotFound
from atlas.services.layer_descriptions import subject_of
from atlas.services.versions import Versions
from atlas.stores.combined import CombinedStore
from atlas.stores.geopackage import GeoPackageStore
from tests.small_workspace import LAYER, OFFICER, add_mines, mines, open_workspace

EDITOR = Actor(OFFICER, Role.EDITOR)
REVIEWER = Actor("李明", Role.REVIEWER)
ADMINISTRATOR = Actor("管理员", Role.ADMINISTRATOR)
VISITOR = Actor("anonymous", Role.VIEWER, via="visit")


def open_versions(home: Path, *, two_person_review: bool = False) -> Versions:
    workspace = open_workspace(home)
    store = CombinedStore(GeoPackageStore(home), workspace)
    return Versions(workspace, store, AccessPolicy(two_person_review=two_person_review))


@pytest.fixture
def home(store_home: Path) -> Path:
    workspace = open_workspace(store_home)
    add_mines(workspace)
    add_mines(workspace, mines(储量=[0.0, 1.0, 2.0, 3.0, 99.0]).iloc[1:])
    return store_home


def test_a_layer_is_shown_with_its_versions_newest_first(home: Path) -> None:
    answer = open_versions(home).show(EDITOR, LAYER)
    assert (answer["id"], answer["published"], answer["removed"]) == (LAYER, None, None)
    assert [(one["version"], one["state"], one["feature_count"]) for one in answer["versions"]] == [
        (2, "draft", 4),
        (1, "draft", 5),
    ]


def test_a_version_is_shown_with_its_report(home: Path) -> None:
    answer = open_versions(home).show_version(EDITOR, LAYER, 2)
    assert answer["report"] == {"status": "accepted", "layer": LAYER, "version": 2}


def test_layers_are_listed_with_their_newest_version(home: Path) -> None:
    (layer,) = open_versions(home).list_layers(EDITOR)["layers"]
    assert (layer["id"], layer["newest"][0]["version"]) == (LAYER, 2)
    assert open_versions(home).list_layers(VISITOR) == {"layers": []}


def test_a_list_tells_the_published_version_beside_a_newer_one(home: Path) -> None:
    versions = open_versions(home)
    versions.publish(REVIEWER, LAYER, 1, expected=None)
    (layer,) = versions.list_layers(EDITOR)["layers"]
    assert (layer["published_version"]["feature_count"], layer["newest"][0]["feature_count"]) == (5, 4)


def test_the_newest_version_is_published_and_taken_back(home: Path) -> None:
    versions = open_versions(home)
    assert versions.publish(REVIEWER, LAYER, 1, expected=None)["version"] == 1
    assert versions.publish_newest(REVIEWER, LAYER, expected=1)["version"] == 2
    assert versions.rollback(REVIEWER, LAYER, expected=2)["version"] == 1
    assert versions.show(EDITOR, LAYER)["published"] == 1


def test_a_newer_version_is_no_rollback(home: Path) -> None:
    versions = open_versions(home)
    versions.publish(REVIEWER, LAYER, 1, expected=None)
    for number in (1, 2):
        with pytest.raises(InputError):
            versions.rollback(REVIEWER, LAYER, number, expected=1)


def test_published_and_newest_version_are_compared(home: Path) -> None:
    versions = open_versions(home)
    versions.publish(REVIEWER, LAYER, 1, expected=None)
    answer = versions.compare(EDITOR, LAYER)
    assert (answer["old"], answer["new"], answer["key"]) == (1, 2, "编号")
    assert (answer["removed"]["count"], answer["removed"]["features"]) == (1, [1])
    assert answer["removed"]["names"][0]
    assert answer["samples"][0]["values"] == {"储量": {"old": 4.0, "new": 99.0}}


def test_an_editor_may_not_publish(home: Path) -> None:
    with pytest.raises(AccessDenied):
        open_versions(home).publish(EDITOR, LAYER, 1, expected=None)


def test_a_visitor_sees_no_drafts(home: Path) -> None:
    versions = open_versions(home)
    for ask in (
        lambda: versions.show(VISITOR, LAYER),
        lambda: versions.show_version(VISITOR, LAYER, 1),
        lambda: versions.compare(VISITOR, LAYER),
        lambda: versions.discard(VISITOR, LAYER, 1),
        lambda: versions.remove(VISITOR, LAYER),
        lambda: versions.restore(VISITOR, LAYER),
        lambda: versions.update(VISITOR, LAYER, {"description": ""}),
    ):
        with pytest.raises(AccessDenied):
            ask()


def test_under_two_person_review_nobody_publishes_their_own_import(home: Path) -> None:
    versions = open_versions(home, two_person_review=True)
    with pytest.raises(AccessDenied) as refused:
        versions.publish(Actor(OFFICER, Role.REVIEWER), LAYER, 1, expected=None)
    assert refused.value.code == "second_person_needed"
    assert versions.publish(REVIEWER, LAYER, 1, expected=None)["version"] == 1


def test_only_an_administrator_sets_rights_and_they_hold_at_once(home: Path) -> None:
    versions = open_versions(home)
    with pytest.raises(AccessDenied):
        versions.update(REVIEWER, LAYER, {"rights": {"viewers": ["李明"]}})
    versions.update(ADMINISTRATOR, LAYER, {"rights": {"viewers": ["李明"]}})
    assert subject_of(open_workspace(home).get_layer(LAYER)).rights.viewers == frozenset({"李明"})
    with pytest.raises(AccessDenied):
        versions.show(EDITOR, LAYER)
    assert versions.show(REVIEWER, LAYER)["id"] == LAYER


def test_a_layer_is_removed_and_restored(home: Path) -> None:
    versions = open_versions(home)
    versions.remove(REVIEWER, LAYER)
    assert versions.list_layers(EDITOR)["layers"] == []
    assert len(versions.list_layers(EDITOR, with_removed=True)["layers"]) == 1
    with pytest.raises(ConflictError):
        versions.publish(REVIEWER, LAYER, 1, expected=None)
    assert versions.restore(REVIEWER, LAYER)["removed"] is None


def test_a_draft_is_discarded(home: Path) -> None:
    versions = open_versions(home)
    versions.discard(EDITOR, LAYER, 2)
    assert [one["version"] for one in versions.show(EDITOR, LAYER)["versions"]] == [1]


def test_a_built_in_layer_has_no_versions(home: Path) -> None:
    with pytest.raises(LayerNotFound):
        open_versions(home).show(ADMINISTRATOR, "county")


def test_a_layer_without_versions_has_nothing_to_publish(home: Path) -> None:
    versions = open_versions(home)
    for number in (1, 2):
        versions.discard(EDITOR, LAYER, number)
    with pytest.raises(InputError) as refused:
        versions.publish_newest(REVIEWER, LAYER, expected=None)
    assert refused.value.code == "no_version"

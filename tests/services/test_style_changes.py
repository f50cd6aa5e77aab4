"""A style is checked against the version that it is to draw, by those who may edit the layer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from atlas.core.access import AccessPolicy, Actor, Role
from atlas.core.errors import AccessDenied, ParameterError
from atlas.core.imports.storage_columns import prepare_features
from atlas.services import style_changes
from atlas.services.style_changes import StyleChanges
from atlas.services.versions import Versions
from atlas.stores import version_files
from atlas.stores.combined import CombinedStore
from atlas.stores.geopackage import GeoPackageStore
from atlas.stores.workspace import ImportFacts
from tests.small_workspace import LAYER, OFFICER, add_mines, draft, mines, open_workspace

EDITOR = Actor(OFFICER, Role.EDITOR)
REVIEWER = Actor("李明", Role.REVIEWER)
VISITOR = Actor("anonymous", Role.VIEWER, via="visit")


def open_changes(home: Path) -> tuple[StyleChanges, Versions]:
    workspace = open_workspace(home)
    store = CombinedStore(GeoPackageStore(home), workspace)
    versions = Versions(workspace, store, AccessPolicy())
    return StyleChanges(versions, store), versions


def by_ore(field: str = "矿种") -> dict[str, Any]:
    classes = [{"value": "磷矿", "label": "磷矿", "fill": "#B5541C"}]
    return {"style": {"renderer": "categories", "categories": {"field": field, "classes": classes}}}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    workspace = open_workspace(tmp_path)
    add_mines(workspace, with_tiles=True)
    add_mines(workspace, mines(矿种=["磷矿", "磷矿", "磷矿", "铝土矿", None]), with_tiles=True)
    return tmp_path


def test_classes_come_from_one_column_of_the_version(home: Path) -> None:
    changes, _ = open_changes(home)
    found = changes.find_classes(EDITOR, LAYER, 2, {"field": "矿种", "renderer": "categories"})
    assert [(one["value"], one["count"]) for one in found["classes"]] == [("磷矿", 3), ("铝土矿", 1)]
    assert found["missing"] == 1
    graded = changes.find_classes(
        EDITOR, LAYER, 1, {"field": "储量", "renderer": "graduated", "n_classes": 2}
    )
    assert sum(graded["counts"]) == 5


def test_classes_are_for_those_who_may_edit(home: Path) -> None:
    changes, _ = open_changes(home)
    with pytest.raises(AccessDenied):
        changes.find_classes(VISITOR, LAYER, 2, {"field": "矿种", "renderer": "categories"})


def test_a_field_that_the_version_has_not_is_refused_with_those_it_has(home: Path) -> None:
    changes, _ = open_changes(home)
    with pytest.raises(ParameterError, match="第 1 版没有字段“矿种”；有：编号、名称、储量"):
        changes.find_classes(EDITOR, LAYER, 1, {"field": "矿种", "renderer": "categories"})
    with pytest.raises(ParameterError) as caught:
        changes.update(EDITOR, LAYER, by_ore("矿类"))
    assert caught.value.detail["parameter"] == "style.categories.field"


def test_a_style_is_kept_complete_with_its_legend(home: Path) -> None:
    changes, versions = open_changes(home)
    kept = changes.update(EDITOR, LAYER, by_ore())
    assert kept["warnings"] == []
    assert (kept["style"]["geometry"], kept["style"]["opacity"]) == ("polygon", 1.0)
    assert [entry["label"]["zh"] for entry in kept["legend"]] == ["磷矿"]
    assert versions.show(EDITOR, LAYER)["style"] == kept["style"]


def test_what_the_published_version_lacks_is_a_warning(home: Path) -> None:
    changes, versions = open_changes(home)
    versions.publish(REVIEWER, LAYER, 1, expected=None)
    (warning,) = changes.update(EDITOR, LAYER, by_ore())["warnings"]
    assert "第 1 版没有字段“矿种”" in warning["zh"]


def test_a_field_that_tiles_do_not_carry_is_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(version_files, "MANY_FEATURES", 3)
    monkeypatch.setattr(version_files, "_MOST_CATEGORIES", 2)
    add_mines(open_workspace(tmp_path), mines(矿种=["磷矿", "铝土矿", "锰矿", "煤", "金"]), with_tiles=True)
    changes, _ = open_changes(tmp_path)
    with pytest.raises(ParameterError, match="瓦片没有带上它"):
        changes.update(EDITOR, LAYER, by_ore())
    with pytest.raises(ParameterError, match="瓦片没有带上它"):
        changes.update(EDITOR, LAYER, {"style": {"label": {"field": "编号"}}})
    assert changes.update(EDITOR, LAYER, {"style": {"label": {"field": "名称"}}})["style"]["label"]


def test_tiles_of_a_new_version_carry_what_the_style_draws_by(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(version_files, "MANY_FEATURES", 3)
    monkeypatch.setattr(version_files, "_MOST_CATEGORIES", 2)
    workspace = open_workspace(tmp_path)
    features = prepare_features(mines(矿种=["磷矿", "铝土矿", "锰矿", "煤", "金"]))
    with workspace.begin_version(LAYER) as builder:
        builder.write_features(features, title=draft().title)
        builder.write_tiles(features, drawn_by=["矿种"])
        workspace.add_version(builder, ImportFacts(), actor=OFFICER, draft=draft())
    changes, _ = open_changes(tmp_path)
    assert changes.update(EDITOR, LAYER, by_ore())["style"]["renderer"] == "categories"


def test_a_field_without_any_value_may_be_drawn_by(tmp_path: Path) -> None:
    add_mines(open_workspace(tmp_path), mines(矿种=[None] * 5), with_tiles=True)
    changes, _ = open_changes(tmp_path)
    assert changes.update(EDITOR, LAYER, by_ore())["warnings"] == []


def test_even_among_many_features_a_field_without_values_was_not_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(version_files, "MANY_FEATURES", 3)
    add_mines(open_workspace(tmp_path), mines(矿种=[None] * 5), with_tiles=True)
    changes, _ = open_changes(tmp_path)
    assert changes.update(EDITOR, LAYER, by_ore())["warnings"] == []


@pytest.mark.parametrize("field", ["矿类", "编号"])
def test_a_field_that_is_refused_comes_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, field: str
) -> None:
    monkeypatch.setattr(version_files, "MANY_FEATURES", 3)
    monkeypatch.setattr(version_files, "_MOST_CATEGORIES", 2)
    add_mines(open_workspace(tmp_path), with_tiles=True)
    changes, _ = open_changes(tmp_path)
    with pytest.raises(ParameterError) as caught:
        changes.update(EDITOR, LAYER, by_ore(field))
    assert "请选" in caught.value.hint.zh
    assert "Choose a field" in caught.value.hint.en


def test_a_style_without_a_legend_is_not_kept(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*given: object) -> None:
        raise ArithmeticError

    changes, versions = open_changes(home)
    before = versions.show(EDITOR, LAYER)["style"]
    monkeypatch.setattr(style_changes, "legend", fail)
    with pytest.raises(ArithmeticError):
        changes.update(EDITOR, LAYER, by_ore())
    assert versions.show(EDITOR, LAYER)["style"] == before

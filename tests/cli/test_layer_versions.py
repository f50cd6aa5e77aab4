"""``atlas layers versions|diff|publish|rollback|remove|restore|discard``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from atlas.cli.main import main
from atlas.stores.audit import AuditTrail
from tests.small_store import build_small_store
from tests.small_workspace import LAYER, add_mines, mines, open_workspace


@pytest.fixture
def home(tmp_path: Path) -> Path:
    build_small_store(tmp_path)
    workspace = open_workspace(tmp_path)
    add_mines(workspace)
    add_mines(workspace, mines(名称=["用沙坝磷矿", "马路坪矿", "沙坝土矿", "极乐矿", "两岔河矿"]))
    return tmp_path


def run(home: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["layers", *words], env={"ATLAS_HOME": str(home)})


def answer(home: Path, *words: str) -> Any:
    result = run(home, *words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_versions_are_listed(home: Path) -> None:
    shown = run(home, "versions", LAYER)
    assert "开阳磷矿矿区" in shown.stdout
    assert [one["version"] for one in answer(home, "versions", LAYER)["versions"]] == [2, 1]


def test_a_version_is_published_and_everybody_sees_it(home: Path) -> None:
    assert answer(home, "publish", LAYER, "1")["state"] == "published"
    layers = answer(home, "list")["layers"]
    assert (layers[-1]["id"], layers[-1]["count"]) == (LAYER, 5)
    assert answer(home, "publish", LAYER)["version"] == 2
    assert answer(home, "rollback", LAYER)["version"] == 1


def test_a_layer_that_waits_to_be_published_is_listed_apart(home: Path) -> None:
    listed = answer(home, "list")
    assert LAYER not in [layer["id"] for layer in listed["layers"]]
    assert [layer["id"] for layer in listed["unpublished"]] == [LAYER]
    (line,) = [line for line in run(home, "list").stdout.splitlines() if line.startswith(LAYER)]
    assert "未发布" in line
    answer(home, "publish", LAYER, "1")
    assert answer(home, "list")["unpublished"] == []


@pytest.mark.parametrize("words", [("layers", "export"), ("layers", "show"), ("join",)])
def test_a_layer_that_is_not_published_is_told_with_the_way_to_publish_it(
    home: Path, tmp_path_factory: pytest.TempPathFactory, words: tuple[str, ...]
) -> None:
    options = [] if "show" in words else ["-o", str(tmp_path_factory.mktemp("out") / "rows.csv")]
    result = CliRunner().invoke(main, [*words, LAYER, *options], env={"ATLAS_HOME": str(home)})
    assert result.exit_code == 1
    assert "还没有发布" in result.stderr
    assert f"atlas layers publish {LAYER}" in result.stderr


def test_a_removed_layer_is_told_with_the_way_to_restore_it(
    home: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    answer(home, "publish", LAYER, "1")
    answer(home, "remove", LAYER)
    told = run(home, "export", LAYER, "-o", str(tmp_path_factory.mktemp("out") / "rows.csv")).stderr
    assert "已移除" in told
    assert f"atlas layers restore {LAYER}" in told


def test_an_expectation_that_does_not_hold_is_refused(home: Path) -> None:
    result = run(home, "publish", LAYER, "2", "--expected", "1", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["error"]["code"] == "version_moved"


def test_differences_are_printed_for_people_and_programs(home: Path) -> None:
    differences = answer(home, "diff", LAYER, "1", "2")
    assert differences["attributes_changed"] == {"count": 1, "features": [1]}
    shown = run(home, "diff", LAYER).stdout
    assert "用沙坝矿 → 用沙坝磷矿" in shown
    assert "编号" in shown


def test_added_and_removed_features_are_printed_by_name(home: Path) -> None:
    add_mines(open_workspace(home), mines().iloc[1:])
    shown = run(home, "diff", LAYER, "2", "3").stdout
    assert "− 1 用沙坝磷矿" in shown
    assert "+ 1 用沙坝磷矿" not in shown


def test_a_layer_is_removed_restored_and_a_draft_discarded(home: Path) -> None:
    answer(home, "publish", LAYER, "1")
    assert answer(home, "remove", LAYER)["removed"]
    assert LAYER not in [layer["id"] for layer in answer(home, "list")["layers"]]
    assert answer(home, "restore", LAYER)["removed"] is None
    assert answer(home, "discard", LAYER, "2") == {"layer": LAYER, "version": 2, "discarded": True}


def test_what_a_command_does_is_in_the_trail_under_the_name_of_who_ran_it(home: Path) -> None:
    answer(home, "publish", LAYER, "1")
    trail = list(AuditTrail(open_workspace(home).database.connect).read_all())
    assert trail[-1].action == "layer.publish"
    assert trail[-1].actor.startswith("cli:")


def test_an_unknown_layer_is_told_in_two_languages(home: Path) -> None:
    result = run(home, "versions", "nirgends")
    assert result.exit_code == 1
    assert "工作区没有编号" in result.stderr
    assert "the workspace has no layer" in result.stderr

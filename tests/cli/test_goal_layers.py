"""Layers follow what is confirmed on the command line, where no worker does it, and after a build."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from atlas.bootstrap import open_services
from atlas.cli import goal_layers
from atlas.cli.main import main
from atlas.core.errors import StoreError
from atlas.services.doctor import examine
from atlas.services.goal_layers import LayerRenewal
from atlas.services.jobs import Jobs
from atlas.settings import load_settings
from tests.document_samples import PLAN_2028, add_plan, confirm, open_office
from tests.small_store import build_small_store


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with a plan of which nothing is confirmed."""
    build_small_store(tmp_path)
    office = open_office(tmp_path)
    add_plan(office, tmp_path)
    return tmp_path


def run(home: Path, *words: str) -> Result:
    return CliRunner().invoke(main, list(words), env={"ATLAS_HOME": str(home)})


def renew(home: Path) -> dict[str, Any]:
    result = run(home, "layers", "renew", "--json")
    assert result.exit_code == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def is_served(home: Path) -> bool:
    store = open_services(load_settings({}, {"home": home})).store
    return PLAN_2028 in " ".join(store.read_layer("phosphorus")["documents"])


def state_told(home: Path) -> str:
    services = open_services(load_settings({}, {"home": home}))
    answer = examine(
        services.reader, services.workspace, goal_layers=services.goal_layers_state, front_end_built=True
    )
    return next(str(one["state"]) for one in answer["findings"] if one["name"] == "goal layers")


def test_layers_are_made_again_on_request(home: Path) -> None:
    assert renew(home) == {"renewed": False, "layers": [], "seconds": 0.0}
    confirm(open_office(home), "i1")
    assert state_told(home) == "optional"
    answer = renew(home)
    assert (answer["renewed"], answer["layers"]) == (True, ["county", "phosphorus"])
    assert is_served(home)
    assert state_told(home) == "ok"


def test_a_decision_reaches_them_where_no_worker_runs(home: Path) -> None:
    result = run(home, "documents", "review", PLAN_2028, "--confirm", "i1", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)
    assert "renewing" in result.stderr
    assert is_served(home)
    run(home, "documents", "remove", PLAN_2028)
    assert not is_served(home)


def test_looking_at_a_document_makes_nothing(home: Path) -> None:
    assert "renewing" not in run(home, "documents", "review", PLAN_2028).stderr
    confirm(open_office(home), "i1")
    assert "renewing" not in run(home, "documents", "show", PLAN_2028).stderr


def test_it_is_left_to_the_worker_that_runs(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Jobs, "has_worker", lambda jobs: True)
    run(home, "documents", "review", PLAN_2028, "--confirm", "i1")
    assert not is_served(home)
    services = open_services(load_settings({}, {"home": home}))
    assert goal_layers.catch_up(services, even_beside_worker=True) == ("county", "phosphorus")
    assert is_served(home)


def test_a_failure_is_told_and_the_decision_stands(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(renewal: LayerRenewal) -> None:
        raise StoreError("磁盘已满", "the disk is full")

    monkeypatch.setattr(LayerRenewal, "renew", fail)
    result = run(home, "documents", "review", PLAN_2028, "--confirm", "i1")
    assert result.exit_code == 0
    assert "the disk is full" in result.stderr
    assert open_office(home).reader.catalogue().documents[PLAN_2028].goals


def test_a_build_ends_with_them(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("atlas.cli.build.build_store", lambda *parts: {"built": False, "store": "here"})
    monkeypatch.setattr(Jobs, "has_worker", lambda jobs: True)
    confirm(open_office(home), "i1")
    result = run(home, "build", "--json")
    assert json.loads(result.stdout)["renewed"] == ["county", "phosphorus"]
    assert is_served(home)

"""``atlas tiles export``: archives for a static host."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from atlas.cli.main import main
from tests.small_store import build_small_store
from tests.small_workspace import LAYER, OFFICER, add_mines, open_workspace


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    build_small_store(folder)
    workspace = open_workspace(folder)
    add_mines(workspace, with_tiles=True)
    workspace.publish(LAYER, 1, expected=None, actor=OFFICER)
    return folder


@pytest.fixture
def host(tmp_path: Path) -> Path:
    return tmp_path / "host"


def run(home: Path, *words: str, access: str = "open") -> Result:
    environment = {"ATLAS_HOME": str(home), "ATLAS_ACCESS": access}
    return CliRunner().invoke(main, ["tiles", "export", *words], env=environment)


def export(home: Path, host: Path, *words: str) -> Any:
    result = run(home, str(host), *words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_every_layer_has_its_archive_under_a_name_of_its_version(home: Path, host: Path) -> None:
    written = export(home, host)["written"]
    added = [name for name in written if name.startswith(f"{LAYER}-")]
    assert len(added) == 1
    index = json.loads((host / "index.json").read_text(encoding="utf-8"))
    entry = next(layer for layer in index["layers"] if layer["id"] == LAYER)
    assert entry["archive"] == added[0]
    assert {layer["archive"] for layer in index["layers"]} == set(written)
    assert (host / added[0]).read_bytes()[:7] == b"PMTiles"


def test_a_second_export_copies_nothing(home: Path, host: Path) -> None:
    written = export(home, host)["written"]
    again = export(home, host)
    assert (again["written"], sorted(again["kept"])) == ([], sorted(written))


def test_half_an_archive_of_a_killed_export_is_copied_again(home: Path, host: Path) -> None:
    name = export(home, host)["written"][0]
    whole = (host / name).read_bytes()
    (host / name).write_bytes(whole[: len(whole) // 2])
    assert export(home, host)["written"] == [name]
    assert (host / name).read_bytes() == whole


def test_only_archives_of_ours_that_no_layer_uses_are_removed(home: Path, host: Path) -> None:
    export(home, host)
    old = host / "phosphorus-0123456789ab.pmtiles"
    foreign = host / "readme.txt"
    old.write_bytes(b"old")
    foreign.write_text("of the office", encoding="utf-8")
    assert export(home, host)["removed"] == []
    assert export(home, host, "--prune")["removed"] == [old.name]
    assert foreign.exists()


def test_layers_that_not_everybody_may_see_stay_at_home(home: Path, host: Path) -> None:
    open_workspace(home).update_layer(LAYER, actor=OFFICER, rights={"signed_in_only": True})
    assert not [name for name in export(home, host)["written"] if name.startswith(LAYER)]


def test_the_data_folder_is_no_static_host(home: Path) -> None:
    result = run(home, str(home / "tiles"), "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["error"]["code"] == "output_in_data_folder"


def test_a_folder_that_cannot_be_made_is_told(home: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    result = run(home, str(tmp_path / "taken" / "tiles"), "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["error"]["code"] == "tiles_not_written"


def test_an_atlas_that_asks_who_you_are_puts_nothing_on_a_host_that_does_not(home: Path, host: Path) -> None:
    result = run(home, str(host), "--json", access="signed_in")
    assert json.loads(result.stdout)["error"]["code"] == "tiles_not_public"
    assert not host.exists()

"""``atlas tiles export``: archives for a static host."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from atlas.cli.main import main
from atlas.stores.tile_folder import TileFolder
from tests.small_store import build_small_store
from tests.small_workspace import LAYER, OFFICER, add_mines, mines, open_workspace


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one published layer that has tiles; each test works on a copy."""
    folder = tmp_path_factory.mktemp("untouched")
    build_small_store(folder)
    workspace = open_workspace(folder)
    add_mines(workspace, with_tiles=True)
    workspace.publish(LAYER, 1, expected=None, actor=OFFICER)
    return folder


@pytest.fixture
def home(untouched: Path, tmp_path: Path) -> Path:
    return shutil.copytree(untouched, tmp_path / "home")


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


def test_only_what_an_export_wrote_is_ever_removed(home: Path, host: Path) -> None:
    first = export(home, host)["written"]
    foreign = host / "basemap-20250101.pmtiles"
    foreign.write_bytes(b"of the office")
    workspace = open_workspace(home)
    add_mines(workspace, mines(west=107.0), with_tiles=True)
    workspace.publish(LAYER, 2, expected=1, actor=OFFICER)
    (old,) = [name for name in first if name.startswith(LAYER)]
    assert export(home, host)["removed"] == []
    assert (host / old).exists()
    assert export(home, host, "--prune")["removed"] == [old]
    assert not (host / old).exists()
    assert foreign.exists()


def test_a_layer_that_is_restricted_later_leaves_the_host_at_the_next_export(home: Path, host: Path) -> None:
    export(home, host)
    open_workspace(home).update_layer(LAYER, actor=OFFICER, rights={"signed_in_only": True})
    (removed,) = export(home, host)["removed"]
    assert removed.startswith(LAYER)
    assert not (host / removed).exists()


def test_leftovers_of_a_killed_export_go(home: Path, host: Path) -> None:
    name = export(home, host)["written"][0]
    (host / name).unlink()
    (host / f".{name}.4711").write_bytes(b"half")
    export(home, host)
    assert [path.name for path in host.iterdir() if path.name.startswith(".")] == []


def test_what_a_killed_export_copied_leaves_the_host_when_its_layer_is_restricted(
    home: Path, host: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[str] = []

    def copy_and_die(_: TileFolder, source: Path, name: str) -> None:
        shutil.copyfile(source, host / name)
        copied.append(name)
        if name.startswith(LAYER):
            raise KeyboardInterrupt

    with monkeypatch.context() as killed:
        killed.setattr(TileFolder, "copy", copy_and_die)
        assert run(home, str(host)).exit_code != 0
    assert copied[-1].startswith(LAYER)
    assert json.loads((host / "index.json").read_text(encoding="utf-8"))["layers"] == []
    open_workspace(home).update_layer(LAYER, actor=OFFICER, rights={"signed_in_only": True})
    assert export(home, host)["removed"] == [copied[-1]]
    assert not (host / copied[-1]).exists()


@pytest.mark.parametrize("body", ["[]", "no JSON", '{"archives": {"../../atlas.gpkg": "county"}}'])
def test_a_folder_with_another_list_is_left_alone(home: Path, host: Path, body: str) -> None:
    host.mkdir()
    (host / "index.json").write_text(body, encoding="utf-8")
    result = run(home, str(host), "--prune", "--json")
    assert json.loads(result.stdout)["error"]["code"] == "tiles_folder_taken"
    assert (host / "index.json").read_text(encoding="utf-8") == body


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

"""``atlas store copy`` moves everything and says what it did."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from atlas.cli.main import main
from tests.small_store import build_small_store
from tests.small_workspace import LAYER, add_mines, open_workspace


def test_a_copy_is_told_in_words_and_as_json(tmp_path: Path, postgis_url: str) -> None:
    build_small_store(tmp_path / "office")
    add_mines(open_workspace(tmp_path / "office"))
    said = CliRunner().invoke(main, ["store", "copy", str(tmp_path / "office"), postgis_url])
    assert said.exit_code == 0, said.output
    assert "1 个版本 / versions" in said.stderr
    back = CliRunner().invoke(main, ["store", "copy", postgis_url, str(tmp_path / "back"), "--json"])
    answer = json.loads(back.stdout)
    assert (answer["built"], answer["workspace"], answer["rows"]["version"]) == ("copied", "copied", 1)
    assert (tmp_path / "back" / "workspace" / "layers" / LAYER / "1" / "features.gpkg").is_file()


def test_a_refusal_names_no_password(tmp_path: Path) -> None:
    address = "postgresql://atlas:geheim@127.0.0.1:1/none"
    refused = CliRunner().invoke(main, ["store", "copy", str(tmp_path), address, "--json"])
    assert refused.exit_code == 1
    assert json.loads(refused.stdout)["error"]["code"] == "store_unreachable"
    assert "geheim" not in refused.output + refused.stderr

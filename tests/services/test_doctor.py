"""The doctor tells what of the workspace cannot be served."""

from __future__ import annotations

from pathlib import Path

import pytest

from atlas.services.doctor import examine
from atlas.services.reader import Reader
from atlas.stores.combined import CombinedStore
from atlas.stores.geopackage import GeoPackageStore
from tests.small_store import build_small_store
from tests.small_workspace import LAYER, add_mines, open_workspace


@pytest.fixture
def home(tmp_path: Path) -> Path:
    build_small_store(tmp_path)
    return tmp_path


def findings(home: Path) -> dict[str, str]:
    workspace = open_workspace(home)
    store = CombinedStore(GeoPackageStore(home), workspace)
    answer = examine(Reader(store), workspace, front_end_built=True)
    return {finding["name"]: finding["state"] for finding in answer["findings"]}


def test_a_sound_workspace_is_fine(home: Path) -> None:
    add_mines(open_workspace(home))
    assert findings(home)["workspace"] == "ok"


def test_a_version_whose_files_are_gone_is_told(home: Path) -> None:
    add_mines(open_workspace(home))
    (home / "workspace" / "layers" / LAYER / "1").rename(home / "elsewhere")
    assert findings(home)[f"{LAYER} 1"] == "missing"


def test_a_layer_with_the_id_of_a_built_in_one_is_told(home: Path) -> None:
    add_mines(open_workspace(home), layer="zone")
    assert findings(home)["zone"] == "missing"

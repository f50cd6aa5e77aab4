"""The doctor tells what of the workspace cannot be served."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from atlas.services.answers import Answer
from atlas.services.doctor import examine
from atlas.services.reader import Reader
from atlas.stores.combined import CombinedStore
from atlas.stores.geopackage import GeoPackageStore
from tests.document_samples import PLAN_2028, add_plan, confirm, open_office
from tests.small_catalogue import plan, small_catalogue
from tests.small_store import build_small_store
from tests.small_workspace import LAYER, add_mines, keep_in, open_workspace


@pytest.fixture
def home(store_home: Path) -> Path:
    build_small_store(store_home)
    return store_home


def examined(home: Path) -> Answer:
    workspace = open_workspace(home)
    store = CombinedStore(GeoPackageStore(home), workspace)
    return examine(Reader(store), workspace, front_end_built=True)


def test_a_template_that_cannot_be_used_is_told(home: Path) -> None:
    workspace = open_workspace(home)
    reader = Reader(CombinedStore(GeoPackageStore(home), workspace))
    broken = [{"file": "周报.yaml", "message": {"zh": "不是有效的 YAML", "en": "not valid YAML"}}]
    answer = examine(reader, workspace, front_end_built=True, broken_templates=broken)
    told = {"name": "周报.yaml", "state": "missing", "about": broken[0]["message"]}
    assert told in answer["findings"]
    assert not answer["ok"]


def findings(home: Path) -> dict[str, str]:
    return {finding["name"]: finding["state"] for finding in examined(home)["findings"]}


def test_a_sound_workspace_is_fine(home: Path) -> None:
    add_mines(open_workspace(home))
    assert findings(home)["workspace"] == "ok"


def test_a_version_whose_files_are_gone_is_told(tmp_path: Path) -> None:
    build_small_store(tmp_path)
    add_mines(open_workspace(tmp_path))
    (tmp_path / "workspace" / "layers" / LAYER / "1").rename(tmp_path / "elsewhere")
    assert findings(tmp_path)[f"{LAYER} 1"] == "missing"


def test_a_layer_with_the_id_of_a_built_in_one_is_told(home: Path) -> None:
    add_mines(open_workspace(home), layer="zone")
    assert findings(home)["zone"] == "missing"


def test_added_documents_are_counted(tmp_path: Path) -> None:
    build_small_store(tmp_path)
    office = open_office(tmp_path)
    add_plan(office, tmp_path)
    confirm(office, "i1")
    answer = examine(office.reader, office.workspace, documents=office.documents, front_end_built=True)
    (about,) = [one["about"]["en"] for one in answer["findings"] if one["name"] == "documents"]
    assert about == "1 added documents, 3 items, 1 of them confirmed by somebody"


def test_a_document_with_the_id_of_a_built_in_one_is_told(tmp_path: Path) -> None:
    build_small_store(tmp_path)
    office = open_office(tmp_path)
    add_plan(office, tmp_path)
    confirm(office, "i1")
    build_small_store(tmp_path, small_catalogue(replace(plan(), id=PLAN_2028, goals=(), clauses=())))
    office = open_office(tmp_path)
    answer = examine(office.reader, office.workspace, documents=office.documents, front_end_built=True)
    assert {one["name"]: one["state"] for one in answer["findings"]}[PLAN_2028] == "missing"
    assert office.reader.catalogue().documents[PLAN_2028].goals == ()


def test_where_everything_is_kept_is_told_with_versions(tmp_path: Path, postgis_url: str) -> None:
    keep_in(tmp_path, postgis_url)
    (about,) = [one["about"]["zh"] for one in examined(tmp_path)["findings"] if one["name"] == "database"]
    assert "PostgreSQL 1" in about
    assert "PostGIS 3" in about


def test_a_database_that_is_away_is_told_without_its_password(tmp_path: Path) -> None:
    keep_in(tmp_path, "postgresql://atlas:Geheim-42@127.0.0.1:1/atlas")
    answer = examined(tmp_path)
    assert not answer["ok"]
    (about,) = [one["about"]["zh"] for one in answer["findings"] if one["name"] == "database"]
    assert "127.0.0.1:1/atlas" in about
    assert "Geheim" not in str(answer)

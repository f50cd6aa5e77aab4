"""A build goes into the database that hosts share, once for all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from atlas.services.build import BuildRequest, build_store
from atlas.stores.geopackage import FILE_NAME
from atlas.stores.postgis_store import PostgisStore
from atlas.stores.postgres import PostgresDatabase
from tests.small_store import build_small_store


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose build is the newest there can be."""
    build_small_store(tmp_path / "one")
    monkeypatch.setattr("atlas.services.build.build_stamp", lambda *parts: "small")
    return tmp_path / "one"


def build(home: Path, url: str, seen: list[int] | None = None) -> dict[str, object]:
    folder = home.parent / "facts"
    request = BuildRequest(home=home, geodata=folder, layers=folder, indicators=folder, database=url)
    return build_store(request, lambda percent, words: (seen if seen is not None else []).append(percent))


def test_a_build_that_stands_in_the_folder_is_loaded(home: Path, postgis_url: str) -> None:
    seen: list[int] = []
    answer = build(home, postgis_url, seen)
    assert (answer["built"], answer["loaded"]) == (False, True)
    assert seen == sorted(seen)
    assert seen[-1] == 100
    store = PostgisStore(PostgresDatabase(postgis_url, home / "workspace"))
    assert [layer.id for layer in store.list_layers()] == ["county", "phosphorus", "base", "zone"]


def test_another_host_finds_it_there_and_builds_nothing(tmp_path: Path, home: Path, postgis_url: str) -> None:
    build(home, postgis_url)
    answer = build(tmp_path / "two", postgis_url)
    assert (answer["built"], answer["loaded"]) == (False, False)
    assert not (tmp_path / "two" / FILE_NAME).exists()


def test_the_answer_names_the_database_without_its_password(home: Path, postgis_url: str) -> None:
    password = postgis_url.partition("//")[2].partition("@")[0].partition(":")[2]
    answer = build(home, postgis_url)
    assert postgis_url.rpartition("/")[2] in str(answer["store"])
    assert not password or password not in str(answer)

"""A whole atlas is moved between a folder and a database, both ways, and nothing of it is lost on the way."""

from __future__ import annotations

import io
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from atlas.bootstrap import Services, open_services
from atlas.core.access import Actor, Role
from atlas.core.errors import AtlasError, ConflictError, ParameterError, StoreCorrupt, StoreUnavailable
from atlas.core.filters import FeatureQuery
from atlas.services.store_copy import copy_store
from atlas.settings import load_settings
from atlas.stores.geopackage import FILE_NAME
from tests.document_samples import PLAN_2028, add_plan, confirm
from tests.small_store import build_small_store
from tests.small_workspace import LAYER, OFFICER, UPLOAD, add_mines, mines, names_of

ADMINISTRATOR = Actor("管理员", Role.ADMINISTRATOR)


def quiet(percent: int, words: str) -> None:
    """Progress of no interest."""


def open_at(place: Path | str, tmp_path: Path) -> Services:
    if isinstance(place, Path):
        return open_services(load_settings({}, {"home": place}))
    return open_services(load_settings({}, {"home": tmp_path / "host", "store": place}))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a build, two versions of a layer, a removed layer, an account and an upload."""
    home = tmp_path_factory.mktemp("office")
    build_small_store(home)
    services = open_at(home, home)
    add_mines(services.workspace, with_tiles=True, note="一季度")
    add_mines(services.workspace, mines(["新矿"]))
    add_mines(services.workspace, layer="old-mines")
    services.workspace.publish(LAYER, 2, expected=None, actor=OFFICER)
    services.workspace.publish(LAYER, 1, expected=2, actor=OFFICER)
    services.workspace.remove_layer("old-mines", actor=OFFICER)
    services.accounts.add_account(ADMINISTRATOR, "liming", Role.EDITOR, display_name="李明")
    add_plan(services, home)
    confirm(services, "i1")
    add_plan(services, home, document="removed-plan")
    services.library.remove(ADMINISTRATOR, "removed-plan")
    services.uploads.receive(ADMINISTRATOR, io.BytesIO(UPLOAD.read_bytes()), name="矿区.zip", wishes={})
    services.workspace.database.close()
    return home


@pytest.fixture
def home(tmp_path: Path, office: Path) -> Path:
    return shutil.copytree(office, tmp_path / "office")


def contents(services: Services) -> dict[str, object]:
    """What a person could see of an atlas."""
    store, workspace = services.store, services.workspace
    layers = workspace.list_layers(with_removed=True)
    versions = [version for layer in layers for version in workspace.list_versions(layer.id)]
    return {
        "layers": layers,
        "versions": versions,
        "published": store.list_layers(),
        "features": {
            (one.layer, one.number): store.read_version_page(one.layer, one.number, FeatureQuery())
            for one in versions
        },
        "joins": {
            (one.layer, one.number): store.read_version_join(one.layer, one.number).to_csv()
            for one in versions
        },
        "tile": store.read_version_tile(LAYER, 1, 8, 204, 108),
        "catalogue": store.read_catalogue(),
        "documents": services.library.list_documents(ADMINISTRATOR),
        "drafts": services.review.items(ADMINISTRATOR, PLAN_2028),
        "decisions": services.review.history(ADMINISTRATOR, PLAN_2028),
        "original": services.library.original(ADMINISTRATOR, PLAN_2028)[0].read_bytes(),
        "county": store.query_features("county", FeatureQuery()),
        "audit": list(services.audit.read_all()),
        "account": services.accounts.list_accounts(ADMINISTRATOR),
        "key": services.read_secret_key(),
    }


def test_a_folder_goes_to_a_database_and_back(tmp_path: Path, home: Path, postgis_url: str) -> None:
    wanted = contents(open_at(home, tmp_path))
    answer = copy_store(str(home), postgis_url, quiet)
    assert (answer["built"], answer["workspace"]) == ("copied", "copied")
    assert (answer["versions"], answer["uploads"], answer["originals"]) == (3, 1, 1)
    assert contents(open_at(postgis_url, tmp_path)) == wanted
    copy_store(postgis_url, str(tmp_path / "back"), quiet)
    assert contents(open_at(tmp_path / "back", tmp_path)) == wanted
    kept = [path.read_bytes() for path in (tmp_path / "back" / "workspace" / "uploads").glob("*/*")]
    assert kept == [UPLOAD.read_bytes()]
    source = tmp_path / "back" / "workspace" / "layers" / LAYER / "1" / "source.zip"
    assert source.read_bytes() == UPLOAD.read_bytes()


def test_the_address_in_the_answer_has_no_password(home: Path, postgis_url: str) -> None:
    answer = copy_store(str(home), postgis_url, quiet)
    with psycopg.connect(postgis_url) as connection:
        assert connection.info.password not in str(answer)


def test_work_goes_on_where_it_was_left(tmp_path: Path, home: Path, postgis_url: str) -> None:
    copy_store(str(home), postgis_url, quiet)
    services = open_at(postgis_url, tmp_path)
    last = max(change.number for change in services.audit.read_all())
    assert add_mines(services.workspace, mines(["三矿"])).number == 3
    services.workspace.publish(LAYER, 3, expected=1, actor=OFFICER)
    assert names_of(services.store.query_features(LAYER, FeatureQuery()).features) == ["三矿"]
    assert [change.number for change in services.audit.read_all()][-2:] == [last + 1, last + 2]
    with psycopg.connect(postgis_url) as connection:
        seen = connection.execute(f'SELECT "名称" FROM atlas_layers."{LAYER}"'.encode()).fetchall()
    assert seen == [("三矿",)]


def test_a_second_copy_finds_nothing_to_do(home: Path, postgis_url: str) -> None:
    copy_store(str(home), postgis_url, quiet)
    answer = copy_store(str(home), postgis_url, quiet)
    assert (answer["built"], answer["workspace"], answer["versions"]) == ("same", "same", 0)


def test_a_place_with_other_data_is_not_overwritten(tmp_path: Path, home: Path, postgis_url: str) -> None:
    services = open_at(postgis_url, tmp_path)
    add_mines(services.workspace, mines(["别处的矿"]))
    before = list(services.audit.read_all())
    with pytest.raises(ConflictError) as refused:
        copy_store(str(home), postgis_url, quiet)
    assert refused.value.code == "store_not_empty"
    assert list(services.audit.read_all()) == before


@pytest.mark.parametrize("to_database", [True, False], ids=["into a database", "into a folder"])
def test_a_copy_that_is_broken_off_leaves_nothing_and_can_be_repeated(
    tmp_path: Path, home: Path, postgis_url: str, *, to_database: bool
) -> None:
    target = postgis_url if to_database else str(tmp_path / "other")
    seen: list[str] = []

    def stop(percent: int, words: str) -> None:
        seen.append(words)
        if words == f"{LAYER} 2":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copy_store(str(home), target, stop)
    if to_database:
        with psycopg.connect(postgis_url) as connection:
            assert connection.execute("SELECT count(*) FROM atlas.layer").fetchone() == (0,)
            assert connection.execute("SELECT to_regnamespace('atlas_versions')").fetchone() == (None,)
    else:
        assert not (tmp_path / "other" / "workspace").exists()
    assert copy_store(str(home), target, quiet)["workspace"] == "copied"


def test_a_source_that_changes_meanwhile_is_told(tmp_path: Path, home: Path, postgis_url: str) -> None:
    copy_store(str(home), postgis_url, quiet)
    writer = open_at(postgis_url, tmp_path)

    def write_too(percent: int, words: str) -> None:
        if words == f"{LAYER} 2":
            writer.workspace.update_layer(LAYER, actor=OFFICER, description="改了")

    with pytest.raises(ConflictError) as refused:
        copy_store(postgis_url, str(tmp_path / "back"), write_too)
    assert refused.value.code == "copy_differs"
    assert not (tmp_path / "back" / "workspace").exists()


def damage(place: Path | str) -> None:
    """Let the build of a place be of no use any more."""
    if isinstance(place, Path):
        (place / FILE_NAME).write_bytes(b"SQLite format 3\0" + bytes(4096))
    else:
        with psycopg.connect(place) as connection:
            connection.execute("ALTER TABLE atlas_built.build DROP COLUMN value")


def be_foreign(place: Path | str) -> None:
    """Let something else stand where a build would."""
    if isinstance(place, Path):
        place.mkdir()
        with sqlite3.connect(place / FILE_NAME) as file:
            file.execute("CREATE TABLE build (key, value)")
    else:
        with psycopg.connect(place) as connection:
            connection.execute("CREATE SCHEMA atlas_built")
            connection.execute("CREATE TABLE atlas_built.parcels (number text)")


@pytest.mark.parametrize("from_database", [True, False], ids=["from a database", "from a folder"])
def test_a_damaged_build_is_not_taken_for_none(
    tmp_path: Path, home: Path, postgis_url: str, *, from_database: bool
) -> None:
    if from_database:
        copy_store(str(home), postgis_url, quiet)
    damage(postgis_url if from_database else home)
    source, target = (postgis_url, tmp_path / "back") if from_database else (str(home), tmp_path / "back")
    with pytest.raises(StoreCorrupt) as refused:
        copy_store(source, str(target), quiet)
    assert refused.value.code == "build_unreadable"
    assert not (target / "workspace").exists()


@pytest.mark.parametrize("prepare", [damage, be_foreign])
@pytest.mark.parametrize("to_database", [True, False], ids=["into a database", "into a folder"])
def test_a_target_that_holds_no_sound_build_is_refused(
    tmp_path: Path, home: Path, postgis_url: str, *, to_database: bool, prepare: Callable[[Path | str], None]
) -> None:
    target: Path | str = postgis_url if to_database else tmp_path / "other"
    if prepare is damage:
        copy_store(str(home), str(target), quiet)
    prepare(target)
    with pytest.raises(StoreCorrupt):
        copy_store(str(home), str(target), quiet)
    if prepare is be_foreign and isinstance(target, Path):
        assert not (target / "workspace").exists()


def test_work_on_a_folder_lies_in_it_and_does_not_pile_up(
    tmp_path: Path, home: Path, postgis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_store(str(home), postgis_url, quiet)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "full"))
    target, seen = tmp_path / "back", []

    def look(percent: int, words: str) -> None:
        if words == "内置数据 / built data":
            work = next(target.glob(".copying-*"))
            seen.extend([work.is_dir(), *work.rglob("upload.bin")])

    copy_store(postgis_url, str(target), look)
    assert seen == [True]
    assert not list(target.glob(".copying*"))


def test_a_refused_copy_leaves_no_empty_folder(tmp_path: Path, postgis_url: str) -> None:
    with pytest.raises(StoreUnavailable):
        copy_store(postgis_url, str(tmp_path / "back"), quiet)
    assert not (tmp_path / "back").exists()


def test_damaged_features_are_noticed(tmp_path: Path, home: Path, postgis_url: str) -> None:
    copy_store(str(home), postgis_url, quiet)
    with psycopg.connect(postgis_url) as connection:
        connection.execute(
            "UPDATE atlas_versions.kaiyang_mines_v2_json SET body = replace(body, '新矿', '旧矿')"
        )
    with pytest.raises(ConflictError) as refused:
        copy_store(postgis_url, str(tmp_path / "back"), quiet)
    assert refused.value.code == "copy_differs"


@pytest.mark.parametrize(
    ("make", "error"),
    [
        pytest.param(lambda path: str(path / "none"), StoreUnavailable, id="nothing there"),
        pytest.param(lambda path: str(path / "office" / FILE_NAME), ParameterError, id="a file"),
    ],
)
def test_a_source_that_is_none_is_told(
    tmp_path: Path, home: Path, postgis_url: str, make: Callable[[Path], str], error: type[AtlasError]
) -> None:
    with pytest.raises(error):
        copy_store(make(tmp_path), postgis_url, quiet)

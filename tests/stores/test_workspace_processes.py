"""Several processes share a workspace; any of them may die at any instant."""

from __future__ import annotations

import multiprocessing
import random
import time
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest

from atlas.core.filters import FeatureQuery
from atlas.stores.combined import CombinedStore
from atlas.stores.geopackage import GeoPackageStore
from atlas.stores.workspace import Workspace
from tests.small_store import build_small_store
from tests.small_workspace import LAYER, OFFICER, add_mines, folders_of, mines, names_of, open_workspace
from tests.stores import crash_worker

KILLS = 12


@pytest.fixture(scope="module")
def processes() -> ForkServerContext:
    """Starts processes from one that has imported everything and done nothing."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.stores.crash_worker"])
    return context


def published(home: Path) -> Workspace:
    workspace = open_workspace(home)
    add_mines(workspace, mines(["矿1"]))
    workspace.publish(LAYER, 1, expected=None, actor=OFFICER)
    return workspace


def seconds_of_an_import(workspace: Workspace) -> float:
    """With tiles; the first one of a process also pays for what is loaded once."""
    began = time.monotonic()
    add_mines(workspace, with_tiles=True)
    return time.monotonic() - began


def read_names(home: Path, number: int) -> list[str]:
    store = CombinedStore(GeoPackageStore(home), open_workspace(home))
    return names_of(store.read_version_page(LAYER, number, FeatureQuery()).features)


def test_a_process_killed_at_any_instant_loses_nothing(
    store_home: Path, processes: ForkServerContext
) -> None:
    workspace = published(store_home)
    log = store_home / "log.txt"
    instants = random.Random(20251122)
    # The instants are spread over two imports, however fast this machine is: one at random in each part of that time.
    longest_s = 2 * min(seconds_of_an_import(workspace) for _ in range(3))
    parts = instants.sample(range(KILLS), KILLS)
    for kill, part in enumerate(parts):
        log.unlink(missing_ok=True)
        worker = processes.Process(target=crash_worker.import_forever, args=(store_home, log))
        worker.start()
        # Some of them live until they have published once, so that there is something to lose.
        awaited = "published" if kill % 4 == 0 else "started"
        while not (log.exists() and awaited in log.read_text()):
            time.sleep(0.001)
        time.sleep((part + instants.random()) / KILLS * longest_s)
        worker.kill()
        worker.join()

        told = [line.split() for line in log.read_text().splitlines()[1:]]
        versions = {version.number: version for version in workspace.list_versions(LAYER)}
        now = workspace.get_layer(LAYER).published
        assert now is not None
        assert now in versions
        assert {int(number) for _, number in told} <= versions.keys(), "what was told to be kept is kept"
        assert now >= max([1, *(int(number) for word, number in told if word == "published")])
        assert len(read_names(store_home, now)) == versions[now].feature_count, "what is published is whole"

        workspace.recover()
        assert folders_of(store_home) == {f"{LAYER}/{number}" for number in versions}
        assert workspace.list_missing() == []
    assert len(workspace.list_versions(LAYER)) > KILLS / 4


def test_recovering_leaves_a_living_import_alone(tmp_path: Path) -> None:
    workspace = published(tmp_path)
    with workspace.begin_version(LAYER) as builder:
        assert open_workspace(tmp_path).recover() == []
        assert builder.folder.is_dir()
    (tmp_path / "workspace" / "staging" / "left-by-the-dead").mkdir()
    (tmp_path / "workspace" / "layers" / LAYER / "2").mkdir()
    assert open_workspace(tmp_path).recover() == ["staging/left-by-the-dead", f"layers/{LAYER}/2"]
    assert add_mines(workspace).number == 2


def test_of_several_who_publish_at_once_one_succeeds(store_home: Path, processes: ForkServerContext) -> None:
    workspace = published(store_home)
    numbers = [add_mines(workspace, mines([f"矿{number}"])).number for number in (2, 3, 4, 5)]
    answers = store_home / "answers"
    answers.mkdir()
    start = processes.Barrier(len(numbers))
    workers = [
        processes.Process(target=crash_worker.publish_at_once, args=(store_home, number, start, answers))
        for number in numbers
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    words = {number: (answers / f"{number}.txt").read_text(encoding="utf-8") for number in numbers}
    (winner,) = [number for number, word in words.items() if word == "published"]
    assert sorted(words.values()) == ["published", "version_moved", "version_moved", "version_moved"]
    assert workspace.get_layer(LAYER).published == winner


def test_readers_in_other_processes_see_whole_versions_only(
    store_home: Path, processes: ForkServerContext
) -> None:
    build_small_store(store_home)
    workspace = published(store_home)
    answers = store_home / "answers"
    answers.mkdir()
    readers = [
        processes.Process(target=crash_worker.read_until, args=(store_home, 6, answers)) for _ in range(2)
    ]
    for reader in readers:
        reader.start()
    for number in range(2, 7):
        add_mines(workspace, mines([f"矿{number}"]))
        workspace.publish(LAYER, number, expected=number - 1, actor=OFFICER)
    for reader in readers:
        reader.join()
    assert [reader.exitcode for reader in readers] == [0, 0]
    assert len(list(answers.iterdir())) == 2


@pytest.mark.parametrize(
    ("most_bytes", "code"),
    [
        pytest.param(60_000, "version_not_written", id="while the features are written"),
        pytest.param(1_000, "version_not_written", id="at the first byte"),
    ],
)
def test_a_full_disk_is_told_and_leaves_no_litter(
    tmp_path: Path, processes: ForkServerContext, most_bytes: int, code: str
) -> None:
    published(tmp_path)
    worker = processes.Process(
        target=crash_worker.import_with_full_disk, args=(tmp_path, most_bytes, tmp_path)
    )
    worker.start()
    worker.join()
    assert (tmp_path / "full.txt").read_text(encoding="utf-8") == f"StoreError {code}"
    assert folders_of(tmp_path) == {f"{LAYER}/1"}
    assert read_names(tmp_path, 1) == ["矿1"]


def test_a_version_whose_row_cannot_be_written_is_not_there(tmp_path: Path) -> None:
    workspace = published(tmp_path)
    with workspace.database.transaction() as connection:
        connection.execute(
            "CREATE TRIGGER full BEFORE INSERT ON audit WHEN new.action = 'version.add' "
            "BEGIN SELECT RAISE(ABORT, 'disk'); END"
        )
    with pytest.raises(Exception, match="disk"):
        add_mines(workspace)
    assert folders_of(tmp_path) == {f"{LAYER}/1"}
    assert [version.number for version in workspace.list_versions(LAYER)] == [1]


def test_building_the_store_anew_does_not_touch_the_workspace(tmp_path: Path) -> None:
    build_small_store(tmp_path)
    workspace = published(tmp_path)
    store = CombinedStore(GeoPackageStore(tmp_path), workspace)
    before = store.revision()
    built_before = store.catalogue_revision()
    build_small_store(tmp_path)
    assert store.revision() != before
    assert store.catalogue_revision() != built_before
    assert names_of(store.query_features(LAYER, FeatureQuery()).features) == ["矿1"]
    assert folders_of(tmp_path) == {f"{LAYER}/1"}


def test_processes_that_parted_do_not_share_a_connection(
    store_home: Path, processes: ForkServerContext
) -> None:
    workspace = published(store_home)
    answers = store_home / "answers"
    answers.mkdir()
    worker = processes.Process(target=crash_worker.part_after_opening, args=(store_home, answers))
    worker.start()
    worker.join()
    assert worker.exitcode == 0
    assert {path.stem for path in answers.iterdir()} == {"父进程", "子进程"}
    with workspace.database.connect() as connection:
        written = connection.execute("SELECT count(*) FROM audit WHERE action = 'layer.update'").fetchone()
    assert written == (2,)

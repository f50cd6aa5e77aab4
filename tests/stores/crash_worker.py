"""What other processes do in the tests of ``test_workspace_processes``; they are started from a clean server process."""

from __future__ import annotations

import os
import resource
import time
from multiprocessing.synchronize import Barrier
from pathlib import Path

from atlas.core.errors import AtlasError
from atlas.core.filters import FeatureQuery
from atlas.stores.audit import Change, record_change
from atlas.stores.combined import CombinedStore
from atlas.stores.geopackage import GeoPackageStore
from tests.small_workspace import LAYER, OFFICER, add_mines, mines, names_of, open_database, open_workspace


def import_forever(home: Path, log: Path) -> None:
    """Import and publish versions until killed; tell in the log what is done, and only then."""
    workspace = open_workspace(home)
    descriptor = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(descriptor, b"started\n")
    while True:
        expected = workspace.get_layer(LAYER).published
        names = [f"第{(expected or 0) + 1}版一号", "二号"]
        version = add_mines(workspace, mines(names), with_tiles=(expected or 0) % 3 == 0)
        os.write(descriptor, f"kept {version.number}\n".encode())
        workspace.publish(LAYER, version.number, expected=expected, actor=OFFICER)
        os.write(descriptor, f"published {version.number}\n".encode())


def publish_at_once(home: Path, number: int, start: Barrier, answers: Path) -> None:
    """Publish a version in the moment in which others do the same."""
    workspace = open_workspace(home)
    workspace.list_layers()
    start.wait()
    try:
        workspace.publish(LAYER, number, expected=1, actor=f"officer {number}")
        words = "published"
    except AtlasError as error:
        words = error.code
    (answers / f"{number}.txt").write_text(words, encoding="utf-8")


def read_until(home: Path, last: int, answers: Path) -> None:
    """Read the layer over and over until a version is published; each answer must be whole."""
    store = CombinedStore(GeoPackageStore(home), open_workspace(home))
    seen: set[int] = set()
    while last not in seen:
        layer = store.get_layer(LAYER)
        page = store.read_version_page(LAYER, layer.version, FeatureQuery())
        if names_of(page.features) != [f"矿{layer.version}"]:
            raise AssertionError(f"version {layer.version} reads {names_of(page.features)}")
        seen.add(layer.version)
    (answers / f"{os.getpid()}.txt").write_text(",".join(map(str, sorted(seen))), encoding="utf-8")


def import_with_full_disk(home: Path, most_bytes: int, answers: Path) -> None:
    """Import while no file may grow past some bytes."""
    workspace = open_workspace(home)
    workspace.list_layers()
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, resource.RLIM_INFINITY))
    try:
        add_mines(workspace, mines([f"矿{number}" for number in range(400)]), with_tiles=True)
        words = "kept"
    except AtlasError as error:
        words = f"{type(error).__name__} {error.code}"
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    (answers / "full.txt").write_text(words, encoding="utf-8")


def hold_everything(home: Path, log: Path) -> None:
    """Hold the lock of versions and a change that is not ended, until killed."""
    database = open_database(home)
    with database.lock(), database.transaction() as connection:
        record_change(connection, Change("2025-11-22T08:00:00Z", OFFICER, "test", "never"))
        log.touch()
        time.sleep(60)


def part_after_opening(home: Path, answers: Path) -> None:
    """Open the workspace, part as a server does, and change it in both processes."""
    workspace = open_workspace(home)
    before = workspace.get_layer(LAYER).description
    child = os.fork()
    words = "子进程" if child == 0 else "父进程"
    workspace.update_layer(LAYER, actor=OFFICER, description=words)
    (answers / f"{words}.txt").write_text(f"{before} {workspace.revision()}", encoding="utf-8")
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)

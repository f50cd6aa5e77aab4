"""``atlas worker`` tidies up its machine before it waits for jobs."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from tests.document_samples import PLAN_2028, add_plan, confirm, open_office
from tests.small_store import build_small_store

_LONGEST_S = 60


def test_broken_uploads_and_old_exports_are_gone_once_it_runs(tmp_path: Path) -> None:
    workspace = tmp_path / "workspace"
    folders = [workspace / "uploads" / "dead", workspace / "exports" / "0123456789abcdef"]
    for folder in folders:
        folder.mkdir(parents=True)
        os.utime(folder, (0, 0))
    environment = {**os.environ, "ATLAS_HOME": str(tmp_path)}
    with subprocess.Popen([sys.executable, "-m", "atlas", "worker", "--quiet"], env=environment) as worker:
        try:
            end = time.monotonic() + _LONGEST_S
            while any(one.exists() for one in folders) and time.monotonic() < end and worker.poll() is None:
                time.sleep(0.1)
        finally:
            worker.terminate()
    assert not any(one.exists() for one in folders)


def test_what_was_confirmed_before_it_ran_reaches_the_layers(tmp_path: Path) -> None:
    build_small_store(tmp_path)
    office = open_office(tmp_path)
    add_plan(office, tmp_path)
    confirm(office, "i1")
    environment = {**os.environ, "ATLAS_HOME": str(tmp_path)}
    with subprocess.Popen([sys.executable, "-m", "atlas", "worker", "--quiet"], env=environment) as worker:
        try:
            end = time.monotonic() + _LONGEST_S
            while office.goal_layers_state.find_wanted() and time.monotonic() < end and worker.poll() is None:
                time.sleep(0.1)
        finally:
            worker.terminate()
    assert PLAN_2028 in " ".join(office.store.read_layer("phosphorus")["documents"])

"""``atlas worker`` tidies up its machine before it waits for jobs."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

_LONGEST_S = 60


def test_uploads_that_never_came_in_whole_are_gone_once_it_runs(tmp_path: Path) -> None:
    folder = tmp_path / "workspace" / "uploads" / "dead"
    folder.mkdir(parents=True)
    os.utime(folder, (0, 0))
    environment = {**os.environ, "ATLAS_HOME": str(tmp_path)}
    with subprocess.Popen([sys.executable, "-m", "atlas", "worker", "--quiet"], env=environment) as worker:
        try:
            end = time.monotonic() + _LONGEST_S
            while folder.exists() and time.monotonic() < end and worker.poll() is None:
                time.sleep(0.1)
        finally:
            worker.terminate()
    assert not folder.exists()

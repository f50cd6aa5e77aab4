"""The real ``atlas serve`` on a free port of this machine, as long as a test needs it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: A cold start reads the whole catalogue; on a busy machine that is some seconds.
_PATIENCE_S = 90.0
_PAUSE_S = 0.1


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(log: Path, home: Path | None = None, **settings: str) -> Iterator[str]:
    """Serve a store (by default the built one) with some settings; gives the address, with a slash at its end."""
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ATLAS_")}
    if home:
        environment["ATLAS_HOME"] = str(home)
    environment |= {f"ATLAS_{name.upper()}": value for name, value in settings.items()}
    command = [str(Path(sys.executable).parent / "atlas"), "serve", "--port", str(port)]
    with (
        log.open("wb") as output,
        subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, env=environment) as server,
    ):
        address = f"http://127.0.0.1:{port}/"
        try:
            _wait(server, address, log)
            yield address
        finally:
            server.terminate()


def _wait(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    end = time.monotonic() + _PATIENCE_S
    while time.monotonic() < end:
        if server.poll() is not None:
            break
        try:
            urllib.request.urlopen(f"{address}healthz", timeout=5).close()
        except (urllib.error.URLError, OSError):
            time.sleep(_PAUSE_S)
        else:
            return
    raise RuntimeError(f"atlas serve did not start:\n{log.read_text(encoding='utf-8', errors='replace')}")

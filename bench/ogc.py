"""Times the OGC API of a running server on loopback: requests a second by kind, plain and compressed.

Run: atlas serve --port 8000 --workers 2 &  python bench/ogc.py [http://127.0.0.1:8000]

Asked with wrk (Debian package wrk) on as many connections as below; without it by as many threads of Python, which are
themselves the slower side. The first round of every kind asks one address again and again, as a map does; "other
boxes" asks another box each time, so that every answer is made. Peer figures to compare with are those of the issue.
"""

from __future__ import annotations

import http.client
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

CONNECTIONS = 8
SECONDS = 5
COUNTY = "/ogc/collections/county"
TILES = f"{COUNTY}/tiles/WebMercatorQuad"
KINDS = {
    "items, limit=100": f"{COUNTY}/items?limit=100",
    "items, one box": f"{COUNTY}/items?limit=100&bbox=106,26,107,27",
    "items, filter": f"{COUNTY}/items?limit=100&filter=province%20LIKE%20%27%E8%B4%B5%25%27%20AND%20goals%20%3E%202",
    "one item": f"{COUNTY}/items/5",
    "tile 6": f"{TILES}/6/27/50",
    "tile 8": f"{TILES}/8/107/203",
    "tile 10": f"{TILES}/10/431/816",
}
OTHER_BOXES = "items, other boxes"
BOXES = 20_000


def boxes() -> list[str]:
    """Addresses of as many different boxes of half a degree in the middle of the country."""
    chance = random.Random(1)
    corners = ((chance.uniform(104, 114), chance.uniform(24, 33)) for _ in range(BOXES))
    return [f"{COUNTY}/items?limit=100&bbox={x:.4f},{y:.4f},{x + 0.5:.4f},{y + 0.5:.4f}" for x, y in corners]


def ask_with_wrk(base: str, paths: list[str], encoding: str) -> float:
    """Requests a second."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "paths.lua"
        listed = ",".join(f'"{path}"' for path in paths)
        script.write_text(
            f'local paths = {{{listed}}}\nlocal place = 0\nwrk.headers["Accept-Encoding"] = "{encoding}"\n'
            "request = function()\n  place = place % #paths + 1\n  return wrk.format(nil, paths[place])\nend\n"
            "done = function(summary) io.write('failed: ' .. summary.errors.status .. '\\n') end\n"
        )
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-s", str(script), base]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "failed: 0" not in said:
        raise SystemExit(said)
    found = re.search(r"Requests/sec:\s+([0-9.]+)", said)
    return float(found[1]) if found else 0.0


def ask_with_threads(base: str, paths: list[str], encoding: str) -> float:
    """Requests a second."""
    address = urlsplit(base)
    counts = [0] * CONNECTIONS
    end = time.perf_counter() + SECONDS

    def ask(number: int) -> None:
        connection = http.client.HTTPConnection(address.hostname or "127.0.0.1", address.port or 80)
        while time.perf_counter() < end:
            path = paths[(counts[number] * CONNECTIONS + number) % len(paths)]
            connection.request("GET", path, headers={"Accept-Encoding": encoding})
            response = connection.getresponse()
            response.read()
            if response.status != 200:
                raise SystemExit(f"{path}: {response.status}")
            counts[number] += 1

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / SECONDS


def main() -> None:
    base = (sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000").rstrip("/")
    ask = ask_with_wrk if shutil.which("wrk") else ask_with_threads
    print(f"{'requests a second':<24}{'plain':>12}{'gzip':>12}")
    for kind, paths in {**{kind: [path] for kind, path in KINDS.items()}, OTHER_BOXES: boxes()}.items():
        plain, packed = ask(base, paths, "identity"), ask(base, paths, "gzip")
        print(f"{kind:<24}{plain:>12.0f}{packed:>12.0f}")


if __name__ == "__main__":
    main()

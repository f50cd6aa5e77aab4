"""Times answers of a running server on loopback, beside a plain static file from the same server.

Run: atlas serve --port 8000 &  python bench/serve.py [http://127.0.0.1:8000]

The static file is the peer: what the web stack costs without any work of ours. Every county of Guizhou is asked twice;
the first round makes each answer, the second takes it from memory.
"""

from __future__ import annotations

import http.client
import json
import statistics
import sys
import time
from urllib.parse import urlsplit

PEER = "/static/icon.svg"
HEADERS = {"Accept-Encoding": "gzip"}


def ask(connection: http.client.HTTPConnection, path: str) -> tuple[float, bytes]:
    started = time.perf_counter()
    connection.request("GET", path, headers=HEADERS)
    response = connection.getresponse()
    body = response.read()
    if response.status != 200:
        raise SystemExit(f"{path}: {response.status}")
    return (time.perf_counter() - started) * 1000, body


def main() -> None:
    address = urlsplit(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
    connection = http.client.HTTPConnection(address.hostname or "127.0.0.1", address.port or 80)
    connection.request("GET", "/api/layers/county/items?province=%E8%B4%B5%E5%B7%9E%E7%9C%81&limit=100")
    counties = json.loads(connection.getresponse().read())["features"]
    paths = [f"/api/units/{feature['properties']['adcode']}" for feature in counties]
    peer = statistics.median(ask(connection, PEER)[0] for _ in range(200))
    print(f"{'static file (peer)':<32}{peer:8.2f} ms")
    for label in ("county profile, made", "county profile, kept"):
        times = [ask(connection, path)[0] for path in paths]
        median = statistics.median(times)
        print(f"{label:<32}{median:8.2f} ms   {median / peer:6.1f} x peer   worst {max(times):.1f} ms")


if __name__ == "__main__":
    main()

"""A static host as an object store is one: files by ranges of bytes, for pages of any other host, and no program."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

_RANGE = re.compile(r"bytes=(\d+)-(\d+)")


@contextmanager
def static_host(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Serve a folder; gives its address, and the names of the files that were asked for so far."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_OPTIONS(self) -> None:
            self._answer(204, b"")

        def do_GET(self) -> None:
            name = self.path.rpartition("/")[2]
            asked.append(name)
            path = folder / name
            wanted = _RANGE.fullmatch(self.headers.get("Range", ""))
            if not path.is_file() or not wanted:
                self._answer(404, b"")
                return
            first, last = (int(number) for number in wanted.groups())
            with path.open("rb") as stream:
                stream.seek(first)
                body = stream.read(last - first + 1)
            size = path.stat().st_size
            self._answer(206, body, f"bytes {first}-{first + len(body) - 1}/{size}")

        def log_message(self, *_: object) -> None:
            """The names are noted above."""

        def _answer(self, status: int, body: bytes, content_range: str = "") -> None:
            self.send_response(status)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.send_header("Access-Control-Allow-Headers", "range")
            self.send_header("Access-Control-Expose-Headers", "etag, content-range")
            if content_range:
                self.send_header("Content-Range", content_range)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/atlas", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

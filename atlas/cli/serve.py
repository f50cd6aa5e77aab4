"""``atlas serve``: the web service, on gunicorn."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask import Flask
from gunicorn.app.base import BaseApplication

from atlas.cli.output import json_option, note, print_json, reports_errors
from atlas.core.errors import ConfigError
from atlas.services.answers import count_goals
from atlas.settings import load_settings
from atlas.web.app import create_app

#: Requests that one process answers at once; they wait for the disk, not for each other.
_THREADS = 4


class _Server(BaseApplication):  # type: ignore[misc]
    """gunicorn with our application and options instead of its own command line."""

    def __init__(self, app: Flask, options: dict[str, object]) -> None:
        self._app = app
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        """Hand the options over."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """The application.

        Returns
        -------
        Flask
            Made before the processes part.
        """
        return self._app


def _check_free(host: str, port: int) -> None:
    """Say in two languages what gunicorn would only log."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        raise ConfigError(
            f"无法在 {host} 的端口 {port} 上提供服务：{error.strerror}",
            f"cannot listen on port {port} of {host}: {error.strerror}",
            hint_zh="端口可能已被占用；请用 --port 另选一个，或检查 --host。",
            hint_en="The port may be in use; choose another with --port, or check --host.",
            host=host,
            port=port,
        ) from error


@contextmanager
def _worker() -> Iterator[None]:
    """The worker beside the server; ends with it. One that runs already, for another server, is left to go on."""
    process = subprocess.Popen([sys.executable, "-m", "atlas", "worker", "--quiet"])
    own = os.getpid()
    try:
        yield
    finally:
        # The server's processes are forked from this one and come by here too when they end.
        if os.getpid() == own:
            process.terminate()
            process.wait()


@click.command()
@click.option("--host", default=None, help="Address to listen on.")
@click.option("--port", default=None, type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option("--workers", default=None, type=click.IntRange(1, 64), help="Server processes.")
@json_option
@reports_errors
def serve(*, host: str | None, port: int | None, workers: int | None, as_json: bool) -> None:
    """Serve the atlas."""
    settings = load_settings(overrides={"host": host, "port": port, "workers": workers})
    app = create_app(settings)
    workspace = app.extensions["atlas"].workspace
    workspace.recover(wait=False)  # another host may write a version for minutes
    app.extensions["atlas"].documents.work.remove_litter()
    workspace.database.close()  # the processes to come must not share a connection
    # Read before the processes part, so that each of them starts with the catalogue in memory.
    known = app.extensions["atlas"].reader.catalogue()
    app.extensions["atlas"].reader.unit_index()
    app.extensions["atlas"].reader.town_index()
    where = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = f"http://{where}:{settings.port}/"
    _check_free(settings.host, settings.port)
    if as_json:
        print_json({"address": address, "build_date": known.build_date, **count_goals(known)})
    note(f"{settings.title_zh}：{address}（Ctrl+C 停止 / to stop）")
    options: dict[str, object] = {
        "bind": f"{where}:{settings.port}",
        "workers": settings.workers,
        "threads": _THREADS,
        "worker_class": "gthread",
        "preload_app": True,
        "loglevel": "warning",
        "limit_request_line": 8190,
        "control_socket_disable": True,
    }
    with _worker():
        _Server(app, options).run()

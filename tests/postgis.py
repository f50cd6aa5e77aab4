"""A PostgreSQL server with PostGIS for tests: the one that TEST_POSTGIS_URL names, or one made for this run."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

_ADDRESS = "TEST_POSTGIS_URL"
_TEMPLATE = "atlas_template"
_IN_MEMORY = Path("/dev/shm")
#: Several times what the databases of one worker take at once.
_ROOM_BYTES = 4 * 2**30
#: Commits survive the end of the server's processes, not that of the machine.
_FAST = (
    "-c fsync=off -c full_page_writes=off -c autovacuum=off "
    "-c shared_buffers=64MB -c max_connections=200 -c listen_addresses=127.0.0.1"
)


class PostgisServer:
    """Makes databases for tests.

    Parameters
    ----------
    url
        Of a database whose account may make others.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(_TEMPLATE))
            )
            connection.execute(
                sql.SQL("CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0").format(
                    sql.Identifier(_TEMPLATE)
                )
            )
        with psycopg.connect(self._url_of(_TEMPLATE), autocommit=True) as connection:
            connection.execute("CREATE EXTENSION postgis")

    @contextmanager
    def database(self, *, template: str = _TEMPLATE) -> Iterator[str]:
        """The address of a fresh database that is gone at the end."""
        name = f"atlas_{secrets.token_hex(6)}"
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                    sql.Identifier(name), sql.Identifier(template)
                )
            )
        try:
            yield self._url_of(name)
        finally:
            with psycopg.connect(self.url, autocommit=True) as connection:
                connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def _url_of(self, name: str) -> str:
        before, _, query = self.url.partition("?")
        return f"{before.rsplit('/', 1)[0]}/{name}{f'?{query}' if query else ''}"


class Cluster:
    """A server of our own in a folder that is gone at the end."""

    def __init__(self, binaries: Path, folder: Path) -> None:
        self._binaries = binaries
        self._data = folder / "data"
        self.log = folder / "log"
        self.password = secrets.token_hex(8)
        self.port = _free_port()
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        key = folder / "password"
        key.write_text(self.password, encoding="ascii")
        key.chmod(0o644)
        self._run(
            "initdb", "-D", self._data, "-E", "UTF8", "--locale=C.UTF-8", "-U", "atlas", "-A", "scram-sha-256",
            f"--pwfile={key}", "--no-sync",
        )  # fmt: skip
        self.start()

    @property
    def url(self) -> str:
        """Of the database for maintenance."""
        return f"postgresql://atlas:{self.password}@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Start the server, and wait until it answers."""
        options = f"{_FAST} -p {self.port} -k {self._data.parent}"
        self._run("pg_ctl", "-D", self._data, "-l", self.log, "-w", "-o", options, "start")

    def stop(self, mode: str = "fast") -> None:
        """Stop the server; ``immediate`` is as good as a crash."""
        self._run("pg_ctl", "-D", self._data, "-w", "-m", mode, "stop")

    def _run(self, program: str, *arguments: object) -> None:
        # The server refuses to run as root; its packages bring an account for it.
        before = ("runuser", "-u", "postgres", "--") if os.geteuid() == 0 else ()
        command = [*before, str(self._binaries / program), *map(str, arguments)]
        done = subprocess.run(
            command, cwd=self._data.parent, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stdout}")


def find_binaries() -> Path | str:
    """Where the programs of the server are, the newest version; or what is missing."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    on_path = shutil.which("initdb")
    if not found and not on_path:
        return (
            f"PostgreSQL is not installed: apt-get install postgresql postgresql-postgis, or set {_ADDRESS}"
        )
    return found[-1].parent if found else Path(str(on_path)).parent


@contextmanager
def postgis_server() -> Iterator[PostgisServer | str]:
    """A server, or why there is none."""
    url = os.environ.get(_ADDRESS)
    if url:
        yield PostgisServer(url)
        return
    binaries = find_binaries()
    if isinstance(binaries, str):
        yield binaries
        return
    with own_cluster(binaries) as cluster:
        yield PostgisServer(cluster.url)


@contextmanager
def own_cluster(binaries: Path) -> Iterator[Cluster]:
    """A server of our own that may be stopped and started."""
    folder = Path(tempfile.mkdtemp(prefix="atlas-postgis-", dir=_folder_in_memory()))
    folder.chmod(0o755)
    cluster = Cluster(binaries, folder)
    try:
        with psycopg.connect(cluster.url, autocommit=True) as connection:
            connection.execute("CREATE EXTENSION postgis")
        yield cluster
    finally:
        cluster.stop("immediate")
        shutil.rmtree(folder, ignore_errors=True)


def _folder_in_memory() -> Path | None:
    """Where files cost no disk, if there is room: each database has some hundred files, made and removed for one test."""
    has_room = _IN_MEMORY.is_dir() and os.access(_IN_MEMORY, os.W_OK)
    return _IN_MEMORY if has_room and shutil.disk_usage(_IN_MEMORY).free > _ROOM_BYTES else None


def _free_port() -> int:
    with socket.socket() as stream:
        stream.bind(("127.0.0.1", 0))
        return int(stream.getsockname()[1])

"""One worker for all hosts, which stays the worker when the server was away for a while."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from atlas.core.errors import ConflictError, StoreUnavailable
from atlas.stores import postgres_queue
from atlas.stores.postgres import PostgresDatabase
from atlas.stores.postgres_queue import PostgresQueue
from tests.postgis import Cluster


def queue_of(url: str, folder: Path) -> PostgresQueue:
    return PostgresQueue(PostgresDatabase(url, folder), lambda _: None)


def wait_until(condition: Callable[[], bool]) -> None:
    for _ in range(300):
        if condition():
            return
        time.sleep(0.1)
    pytest.fail("nothing happened within 30 s")


def queued(queue: PostgresQueue) -> int:
    return int(queue._huey.pending_count())


def test_there_is_one_worker_for_all_hosts(postgis_url: str, tmp_path: Path) -> None:
    here, there = queue_of(postgis_url, tmp_path / "a"), queue_of(postgis_url, tmp_path / "b")
    assert not there.has_worker()
    with here.lock_worker():
        assert there.has_worker()
        with pytest.raises(ConflictError), there.lock_worker():
            pass
    assert not there.has_worker()
    with there.lock_worker():
        assert here.has_worker()


def test_a_worker_of_another_database_does_not_count(
    postgis_url: str, own_postgis: Cluster, tmp_path: Path
) -> None:
    with queue_of(own_postgis.url, tmp_path).lock_worker():
        assert not queue_of(postgis_url, tmp_path).has_worker()


def test_what_one_host_puts_another_one_finds(postgis_url: str, tmp_path: Path) -> None:
    here, there = queue_of(postgis_url, tmp_path / "a"), queue_of(postgis_url, tmp_path / "b")
    here.put("abc")
    here.put("def")
    assert queued(there) == 2
    there.empty()
    assert queued(here) == 0
    for queue in (here, there):
        queue._huey.storage.close()


def test_what_is_queued_is_text_that_cannot_act(postgis_url: str, tmp_path: Path) -> None:
    queue = queue_of(postgis_url, tmp_path)
    queue.put("abc")
    with PostgresDatabase(postgis_url, tmp_path).connect() as connection:
        (body,) = connection.execute("SELECT data FROM queue_task").fetchone()
    assert "abc" in json.loads(body)[6]


def test_the_worker_stays_the_worker_when_the_server_comes_back(
    own_postgis: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_queue, "_WATCH_S", 0.1)
    queue, other = queue_of(own_postgis.url, tmp_path), queue_of(own_postgis.url, tmp_path)
    with queue.lock_worker():
        own_postgis.stop()
        with pytest.raises(StoreUnavailable):
            other.has_worker()
        own_postgis.start()
        wait_until(other.has_worker)
    assert not other.has_worker()


def test_a_worker_whose_place_was_taken_ends(
    own_postgis: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[tuple[int, int]] = []
    monkeypatch.setattr(postgres_queue, "_WATCH_S", 1.0)
    monkeypatch.setattr(os, "kill", lambda process, number: sent.append((process, number)))
    queue, other = queue_of(own_postgis.url, tmp_path), queue_of(own_postgis.url, tmp_path)
    with queue.lock_worker():
        with other._database.connect() as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted"
            )
        with other.lock_worker():
            wait_until(lambda: bool(sent))
    assert sent == [(os.getpid(), signal.SIGTERM)]

"""Files in the database come back as they were on any host, and are removed with their rows."""

from __future__ import annotations

import io
import os
import shutil
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atlas.core.errors import NotFoundError, StoreCorrupt
from atlas.stores.blobs import (
    UploadBlobs,
    fetch_blob,
    has_blob,
    read_blob,
    remove_blobs,
    remove_broken,
    write_blob,
)
from atlas.stores.postgres import PostgresDatabase
from atlas.stores.uploads import UploadFolder

OFFICER = "开阳县自然资源局"
PARCELS = bytes(range(256)) * 10_000


@pytest.fixture
def database(postgis_url: str, tmp_path: Path) -> PostgresDatabase:
    return PostgresDatabase(postgis_url, tmp_path)


def host(url: str, home: Path) -> UploadFolder:
    """The uploads as a host sees them."""
    database = PostgresDatabase(url, home)
    clock = lambda: "2025-11-22T08:00:00+00:00"  # noqa: E731 - short
    return UploadFolder(home / "uploads", database.connect, clock, shared=UploadBlobs(database))


def receive(folder: UploadFolder, upload_id: str = "abc") -> None:
    stream = io.BytesIO(PARCELS)
    folder.receive(upload_id, stream, name="地块.zip", request={}, actor=OFFICER, max_bytes=10**9)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=40), st.sampled_from([0, 1, 1024, 1024 * 1024 - 20, 1024 * 1024, 3 * 1024 * 1024]))
def test_bytes_come_back_as_they_were(database: PostgresDatabase, end: bytes, zeros: int) -> None:
    body = bytes(zeros) + end
    with database.connect() as connection:
        remove_blobs(connection, "test/")
        assert write_blob(connection, "test/甲", io.BytesIO(body)) == len(body)
    path = database.folder / "copy"
    path.unlink(missing_ok=True)
    assert fetch_blob(database, "test/甲", path).read_bytes() == body


def test_a_name_is_no_pattern(database: PostgresDatabase) -> None:
    with database.connect() as connection:
        for name in ("a_b/1", "axb/1", "a%/1"):
            write_blob(connection, name, io.BytesIO(b"x"))
        remove_blobs(connection, "a_b/")
        remove_blobs(connection, "%")
        kept = [name for name in ("a_b/1", "axb/1", "a%/1") if has_blob(connection, name)]
    assert kept == ["axb/1", "a%/1"]


def test_a_file_that_is_not_there_is_told_and_leaves_nothing(
    database: PostgresDatabase, tmp_path: Path
) -> None:
    with pytest.raises(StoreCorrupt) as refused:
        fetch_blob(database, "nirgends", tmp_path / "cache" / "x")
    assert refused.value.code == "blob_missing"
    assert list((tmp_path / "cache").iterdir()) == []


def test_a_file_that_is_removed_while_it_is_read_is_not_taken_for_whole(
    database: PostgresDatabase, postgis_url: str
) -> None:
    with database.connect() as connection:
        write_blob(connection, "test/甲", io.BytesIO(PARCELS))
    with database.connect() as connection:
        parts = read_blob(connection, "test/甲")
        next(parts)
        with psycopg.connect(postgis_url) as other:
            other.execute("DELETE FROM atlas.blob")
        with pytest.raises(StoreCorrupt) as refused:
            list(parts)
    assert refused.value.code == "blob_missing"


@pytest.mark.parametrize("lost", [0, 1])
def test_a_file_that_lacks_a_part_is_told_and_leaves_nothing(
    database: PostgresDatabase, tmp_path: Path, lost: int
) -> None:
    with database.connect() as connection:
        write_blob(connection, "test/甲", io.BytesIO(PARCELS))
        connection.execute("DELETE FROM blob WHERE part = ?", (lost,))
    with pytest.raises(StoreCorrupt) as refused:
        fetch_blob(database, "test/甲", tmp_path / "cache" / "x")
    assert refused.value.code == "blob_missing"
    assert list((tmp_path / "cache").iterdir()) == []


def test_only_what_a_fetch_left_long_ago_is_removed(tmp_path: Path) -> None:
    for name in (".old", ".running", "whole"):
        (tmp_path / name).write_bytes(b"")
    for name in (".old", "whole"):
        os.utime(tmp_path / name, (0, 0))
    remove_broken(tmp_path)
    remove_broken(tmp_path / "nothing")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".running", "whole"]


def test_an_upload_is_read_on_another_host_and_after_the_disk_was_lost(
    postgis_url: str, tmp_path: Path
) -> None:
    here, there = host(postgis_url, tmp_path / "a"), host(postgis_url, tmp_path / "b")
    receive(here)
    assert there.get("abc").size == len(PARCELS)
    assert there.path("abc").read_bytes() == PARCELS
    shutil.rmtree(tmp_path / "a")
    assert here.path("abc").read_bytes() == PARCELS


def test_a_discarded_upload_is_gone_from_the_database(postgis_url: str, tmp_path: Path) -> None:
    here, there = host(postgis_url, tmp_path / "a"), host(postgis_url, tmp_path / "b")
    receive(here)
    there.path("abc")
    there.discard("abc", actor=OFFICER)
    with pytest.raises(NotFoundError):
        here.get("abc")
    with PostgresDatabase(postgis_url, tmp_path).connect() as connection:
        assert connection.execute("SELECT count(*) FROM blob").fetchone() == (0,)
    assert here.remove_litter() == ["abc"]


def test_what_was_never_received_whole_goes_after_a_day(postgis_url: str, tmp_path: Path) -> None:
    here = host(postgis_url, tmp_path)
    receive(here)
    broken = tmp_path / "uploads" / "abc" / ".upload.bin.1f"
    for path in (broken, *(tmp_path / "uploads" / name / "upload.bin" for name in ("dead", "arriving"))):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(PARCELS[:9])
    for path in (broken, tmp_path / "uploads" / "dead", tmp_path / "uploads" / "dead" / "upload.bin"):
        os.utime(path, (0, 0))
    os.utime(tmp_path / "uploads" / "arriving", (0, 0))
    assert here.remove_litter() == ["dead"]
    assert not broken.exists()
    assert (tmp_path / "uploads" / "arriving" / "upload.bin").exists()
    assert here.path("abc").read_bytes() == PARCELS


def test_an_upload_whose_id_is_taken_leaves_neither_row_nor_bytes(postgis_url: str, tmp_path: Path) -> None:
    here, there = host(postgis_url, tmp_path / "a"), host(postgis_url, tmp_path / "b")
    receive(here)
    with pytest.raises(Exception, match="duplicate"):
        receive(there)
    assert not (tmp_path / "b" / "uploads" / "abc").exists()
    assert here.path("abc").read_bytes() == PARCELS

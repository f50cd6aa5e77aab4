"""A workspace in PostgreSQL: what is committed stands, what is not leaves no trace, and no password is ever told."""

from __future__ import annotations

import contextlib
import multiprocessing
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from atlas.core.errors import AtlasError, ConfigError, InputError, StoreCorrupt, StoreError, StoreUnavailable
from atlas.stores.accounts import AccountTable
from atlas.stores.audit import AuditTrail, Change, record_change
from atlas.stores.database import BrokenRule
from atlas.stores.postgres import PostgresDatabase
from atlas.stores.postgres_connection import PostgresAddress, translate
from atlas.stores.secret_key import read_shared_key
from tests.postgis import Cluster, PostgisServer
from tests.small_workspace import LAYER, OFFICER, add_mines, keep_in, open_database, open_workspace
from tests.stores import crash_worker

NOW = "2025-11-22T08:00:00+00:00"
BEI = Change(NOW, OFFICER, "test", "layer:开阳磷矿")


@pytest.fixture
def database(postgis_url: str, tmp_path: Path) -> PostgresDatabase:
    return PostgresDatabase(postgis_url, tmp_path)


def told(error: AtlasError) -> str:
    """Every word that anybody could see of an error."""
    return f"{error} {error.to_dict()} {error.__cause__!r} {error.__context__!r}"


def with_parts(url: str, *, user: str = "", password: str = "", name: str = "", port: int = 0) -> str:
    parts = urlsplit(url)
    account = f"{user or parts.username}:{password or parts.password}"
    return f"postgresql://{account}@{parts.hostname}:{port or parts.port}/{name or parts.path[1:]}"


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("SELECT ? + ?", "SELECT %s + %s"),
        ("SELECT 'why?', ?", "SELECT 'why?', %s"),
        ("SELECT 'it''s ?' LIKE '%a'", "SELECT 'it''s ?' LIKE '%%a'"),
        ('SELECT "a?b" FROM t WHERE x % 2 = ?', 'SELECT "a?b" FROM t WHERE x %% 2 = %s'),
    ],
)
def test_placeholders_are_those_outside_quotes(ours: str, theirs: str) -> None:
    assert translate(ours) == theirs.encode()


@pytest.mark.parametrize("text", ["'; DROP TABLE audit; --", "%s", "$1", "?", "\\", "开阳'\"县", "a\nb"])
def test_values_are_bound_and_come_back_as_they_were(database: PostgresDatabase, text: str) -> None:
    with database.transaction() as connection:
        record_change(connection, Change(NOW, text, "test", text, {"值": text}))
    (change,) = AuditTrail(database.connect).list_changes(target=text, actor=text)
    assert (change.actor, change.old) == (text, {"值": text})


def test_a_text_that_cannot_be_kept_is_the_fault_of_who_sent_it(database: PostgresDatabase) -> None:
    with pytest.raises(InputError) as refused:
        AccountTable(database.connect, lambda: NOW).find("李\0明")
    assert refused.value.code == "value_invalid"


def test_a_change_that_fails_leaves_no_trace_and_no_gap_in_the_numbers(database: PostgresDatabase) -> None:
    for fails in (False, True, False):
        try:
            with database.transaction() as connection:
                record_change(connection, BEI)
                if fails:
                    raise InterruptedError
        except InterruptedError:
            pass
    assert [change.number for change in AuditTrail(database.connect).read_all()] == [1, 2]


def test_an_inner_block_is_part_of_the_outer_one(database: PostgresDatabase) -> None:
    def change_and_fail() -> None:
        with database.connect() as outer:
            record_change(outer, BEI)
            with database.transaction() as inner:
                record_change(inner, BEI)
                assert inner is outer
            raise InterruptedError

    with pytest.raises(InterruptedError):
        change_and_fail()
    assert list(AuditTrail(database.connect).read_all()) == []


def test_only_changes_make_the_revision_be_asked_anew(database: PostgresDatabase) -> None:
    with database.connect() as connection:
        connection.raw.execute("SELECT 1")
        assert not connection.has_written()
        connection.raw.execute("CREATE TABLE copied (fid BIGINT)")
        assert connection.has_written()


def test_a_failure_that_nobody_tells_is_told(database: PostgresDatabase) -> None:
    def swallow() -> None:
        with database.connect() as connection:
            record_change(connection, BEI)
            with contextlib.suppress(psycopg.IntegrityError):
                connection.execute("DELETE FROM audit")

    with pytest.raises(StoreError):
        swallow()
    assert list(AuditTrail(database.connect).read_all()) == []


@pytest.mark.parametrize("statement", ["DELETE FROM audit", "UPDATE audit SET actor = 'x'", "TRUNCATE audit"])
def test_the_trail_cannot_be_rewritten(database: PostgresDatabase, statement: str) -> None:
    with database.transaction() as connection:
        record_change(connection, BEI)
    with pytest.raises(BrokenRule, match="audit rows stay"), database.connect() as connection:
        connection.execute(statement)


def test_changes_that_rest_on_what_they_read_come_one_after_the_other(database: PostgresDatabase) -> None:
    with database.connect() as connection:
        connection.execute("CREATE TABLE tally (number BIGINT)")
        connection.execute("INSERT INTO tally VALUES (0)")

    def count() -> None:
        for _ in range(20):
            with database.transaction() as connection:
                (number,) = connection.execute("SELECT number FROM tally").fetchone()
                connection.execute("UPDATE tally SET number = ?", (number + 1,))

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.connect() as connection:
        assert connection.execute("SELECT number FROM tally").fetchone() == (80,)


def test_tables_are_made_once_whoever_comes_first(postgis_url: str, tmp_path: Path) -> None:
    start = threading.Barrier(4)
    failed: list[str] = []

    def arrive() -> None:
        database = PostgresDatabase(postgis_url, tmp_path)
        start.wait()
        try:
            with database.transaction() as connection:
                record_change(connection, BEI)
        except AtlasError as error:
            failed.append(told(error))

    threads = [threading.Thread(target=arrive) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    trail = AuditTrail(PostgresDatabase(postgis_url, tmp_path).connect)
    assert [change.number for change in trail.read_all()] == [1, 2, 3, 4]


def test_a_database_of_a_newer_program_is_refused(database: PostgresDatabase, postgis_url: str) -> None:
    with database.connect() as connection:
        connection.execute("UPDATE migration SET done = 999")
    with pytest.raises(StoreCorrupt) as refused, PostgresDatabase(postgis_url, database.folder).connect():
        pass
    assert refused.value.code == "workspace_newer"


def test_tables_that_somebody_removed_are_told(database: PostgresDatabase) -> None:
    with database.connect() as connection:
        connection.execute("DROP TABLE token")
    with pytest.raises(StoreCorrupt) as refused:
        AccountTable(database.connect, lambda: NOW).list_tokens()
    assert refused.value.code == "workspace_corrupt"


def test_the_revision_is_new_at_once_here_and_within_a_second_elsewhere(
    postgis_url: str, tmp_path: Path
) -> None:
    keep_in(tmp_path, postgis_url)
    here, elsewhere = open_workspace(tmp_path), open_workspace(tmp_path)
    add_mines(here)
    before = elsewhere.revision()
    assert here.revision() == before
    here.publish(LAYER, 1, expected=None, actor=OFFICER)
    after = here.revision()
    assert after != before
    time.sleep(1)
    assert elsewhere.revision() == after


def test_all_hosts_sign_sessions_with_one_key(postgis_url: str, tmp_path: Path) -> None:
    keys = {read_shared_key(PostgresDatabase(postgis_url, tmp_path / host)) for host in ("a", "b")}
    assert [len(key) for key in keys] == [32]


def test_names_are_in_the_order_of_their_code_points(database: PostgresDatabase) -> None:
    with database.connect() as connection:
        for name in ("b", "B", "李", "a", "Z", "䶮"):
            connection.execute("INSERT INTO secret (name, bytes) VALUES (?, ?)", (name, b""))
        rows = connection.execute("SELECT name FROM secret ORDER BY name").fetchall()
    assert [name for (name,) in rows] == sorted(["b", "B", "李", "a", "Z", "䶮"])


def test_large_numbers_and_fractions_are_kept_whole(database: PostgresDatabase) -> None:
    accounts = AccountTable(database.connect, lambda: NOW)
    with database.connect() as connection:
        connection.execute(
            "INSERT INTO upload VALUES ('a', '县域.gdb.zip', ?, '', '', '', NULL, '', NULL, NULL, '', '')",
            (5_000_000_000,),
        )
        assert connection.execute("SELECT size FROM upload").fetchone() == (5_000_000_000,)
        connection.execute(
            "INSERT INTO account VALUES ('李明', '', 'editor', '', ?, 0, 0, ?, '', NULL)",
            (True, 1_795_000_000.25),
        )
    found = accounts.get("李明")
    assert (found.locked_until, found.must_change_password) == (1_795_000_000.25, True)


def test_a_session_that_the_server_ended_is_opened_anew(database: PostgresDatabase, postgis_url: str) -> None:
    with database.transaction() as connection:
        record_change(connection, BEI)
        (session,) = connection.execute("SELECT pg_backend_pid()").fetchone()
    with psycopg.connect(postgis_url) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [session])
    time.sleep(0.2)
    assert len(list(AuditTrail(database.connect).read_all())) == 1


def test_a_session_that_ends_within_a_change_undoes_it(database: PostgresDatabase, postgis_url: str) -> None:
    def change_and_lose_the_session() -> None:
        with database.transaction() as connection:
            record_change(connection, BEI)
            (session,) = connection.execute("SELECT pg_backend_pid()").fetchone()
            with psycopg.connect(postgis_url) as other:
                other.execute("SELECT pg_terminate_backend(%s)", [session])
            connection.execute("SELECT 1")

    with pytest.raises(StoreUnavailable) as refused:
        change_and_lose_the_session()
    assert refused.value.code == "store_unreachable"
    assert list(AuditTrail(database.connect).read_all()) == []


def test_a_process_that_is_killed_within_a_change_holds_nothing_up(postgis_url: str, tmp_path: Path) -> None:
    keep_in(tmp_path, postgis_url)
    log = tmp_path / "log.txt"
    context = multiprocessing.get_context("forkserver")
    worker = context.Process(target=crash_worker.hold_everything, args=(tmp_path, log))
    worker.start()
    while not log.exists():
        time.sleep(0.01)
    worker.kill()
    worker.join()
    database = open_database(tmp_path)
    with database.lock(), database.transaction() as connection:
        record_change(connection, BEI)
    assert [change.number for change in AuditTrail(database.connect).read_all()] == [1]


def test_who_waits_too_long_for_another_is_told_to_try_again(
    database: PostgresDatabase, postgis_url: str
) -> None:
    with database.connect() as connection:
        connection.execute("INSERT INTO secret (name, bytes) VALUES ('a', '')")

    def change_the_same() -> None:
        with database.connect() as connection:
            connection.execute("SET LOCAL lock_timeout = '100ms'")
            connection.execute("UPDATE secret SET bytes = 'y'")

    with psycopg.connect(postgis_url) as other:
        other.execute("UPDATE atlas.secret SET bytes = 'x'")
        with pytest.raises(StoreUnavailable) as refused:
            change_the_same()
    assert refused.value.code == "workspace_busy"


def test_a_wrong_password_is_told_and_not_shown(postgis_url: str, tmp_path: Path) -> None:
    database = PostgresDatabase(with_parts(postgis_url, password="Geheim-42"), tmp_path)
    with pytest.raises(StoreUnavailable) as refused:
        database.exists()
    assert refused.value.code == "store_login_refused"
    assert "Geheim" not in told(refused.value) + repr(database.address)


def test_a_server_that_is_away_is_told_with_host_and_database(postgis_url: str, tmp_path: Path) -> None:
    database = PostgresDatabase(with_parts(postgis_url, password="Geheim-42", port=1), tmp_path)
    with pytest.raises(StoreUnavailable) as refused:
        database.revision()
    assert refused.value.code == "store_unreachable"
    assert f"127.0.0.1:1/{urlsplit(postgis_url).path[1:]}" in refused.value.message.zh
    assert "Geheim" not in told(refused.value)


def test_an_unknown_database_is_told(postgis_url: str, tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable) as refused:
        PostgresDatabase(with_parts(postgis_url, name="nirgends"), tmp_path).exists()
    assert refused.value.code == "store_database_unknown"


def test_a_database_without_postgis_is_told_with_what_to_do(postgis: PostgisServer, tmp_path: Path) -> None:
    with postgis.database(template="template0") as url, pytest.raises(StoreUnavailable) as refused:
        PostgresDatabase(url, tmp_path).exists()
    assert refused.value.code == "store_without_postgis"
    assert "CREATE EXTENSION postgis" in refused.value.hint.zh


@pytest.fixture
def plain_url(postgis_url: str) -> Iterator[str]:
    """The same database for an account without any rights of its own."""
    with psycopg.connect(postgis_url, autocommit=True) as connection:
        connection.execute("CREATE ROLE office LOGIN PASSWORD 'Geheim-42'")
        yield with_parts(postgis_url, user="office", password="Geheim-42")
        connection.execute("DROP OWNED BY office CASCADE")
        connection.execute("DROP ROLE office")


def test_an_account_without_rights_is_told(plain_url: str, tmp_path: Path) -> None:
    with pytest.raises(AtlasError) as refused, PostgresDatabase(plain_url, tmp_path).connect():
        pass
    assert refused.value.code == "store_rights"


def test_an_account_that_may_make_schemas_has_all_the_rights_it_needs(
    postgis_url: str, plain_url: str, tmp_path: Path
) -> None:
    with psycopg.connect(postgis_url, autocommit=True) as connection:
        connection.execute(f"GRANT CREATE ON DATABASE {urlsplit(postgis_url).path[1:]} TO office")
    keep_in(tmp_path, plain_url)
    workspace = open_workspace(tmp_path)
    add_mines(workspace)
    workspace.publish(LAYER, 1, expected=None, actor=OFFICER)
    assert [version.number for _, version in workspace.list_published()] == [1]
    workspace.database.close()


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://a:Geheim-42@h/%zz",
        "postgresql://a:Geheim%@h/b",
        "postgresql://[a",
        "postgresql://a:p@Geheim-42@h/b",
        "postgresql://a:p/Geheim-42@h/b",
        "postgresql://a:Geheim-42/p@h/b",
    ],
)
def test_an_address_that_cannot_be_read_is_not_repeated(url: str) -> None:
    with pytest.raises(ConfigError) as refused:
        PostgresAddress(url)
    assert "Geheim" not in told(refused.value)


class TestRestart:
    """The server goes away for a while, as for an update."""

    @pytest.mark.parametrize("mode", ["fast", "immediate"])
    def test_the_next_question_is_answered(self, own_postgis: Cluster, tmp_path: Path, mode: str) -> None:
        database = PostgresDatabase(own_postgis.url, tmp_path)
        with database.transaction() as connection:
            record_change(connection, BEI)
        own_postgis.stop(mode)
        with pytest.raises(StoreUnavailable) as refused:
            list(AuditTrail(database.connect).read_all())
        assert refused.value.code == "store_unreachable"
        own_postgis.start()
        assert len(list(AuditTrail(database.connect).read_all())) == 1

import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import pytest

from atlas.core.errors import ConflictError, DataError, NotFoundError, StoreUnavailable
from atlas.services import jobs as jobs_module
from atlas.services.jobs import Jobs, Progress
from atlas.stores.job_queue import FileQueue, JobQueue
from atlas.stores.jobs import MOST_ATTEMPTS, JobState, JobTable
from atlas.stores.postgres import PostgresDatabase
from atlas.stores.postgres_queue import PostgresQueue
from tests.small_workspace import open_database

OFFICER = "黔南州自然资源局"


class NoQueue(JobQueue):
    """A queue that does each job on the spot."""

    def __init__(self, run: Callable[[str], None]) -> None:
        self.run = run
        self.is_held = False
        self.held: list[str] = []

    def has_worker(self) -> bool:
        return False

    def lock_worker(self) -> AbstractContextManager[None]:
        return nullcontext()

    def put(self, job_id: str) -> None:
        if self.is_held:
            self.held.append(job_id)
        else:
            self.run(job_id)


def table_in(home: Path) -> JobTable:
    clock = iter(range(10_000))
    return JobTable(open_database(home).connect, lambda: f"2026-11-22T08:00:{next(clock):05d}Z")


def queue_in(home: Path, run: Callable[[str], None]) -> JobQueue:
    database = open_database(home)
    if isinstance(database, PostgresDatabase):
        return PostgresQueue(database, run)
    return FileQueue(home, run)


def count_parcels(arguments: Mapping[str, Any], actor: str, progress: Progress) -> Mapping[str, Any]:
    progress(50, "计数 / counting", 12)
    return {"parcels": arguments["parcels"], "for": actor}


def refuse(arguments: Mapping[str, Any], actor: str, progress: Progress) -> Mapping[str, Any]:
    raise DataError("第 3 行没有坐标", "row 3 has no coordinates", row=3)


def break_down(arguments: Mapping[str, Any], actor: str, progress: Progress) -> Mapping[str, Any]:
    raise ZeroDivisionError("secret words of a library")


@pytest.fixture
def jobs(store_home: Path) -> Jobs:
    return Jobs(
        table_in(store_home), NoQueue, {"count": count_parcels, "refuse": refuse, "break": break_down}
    )


def test_a_job_is_done_and_its_result_kept(jobs: Jobs) -> None:
    job = jobs.submit(OFFICER, "count", title="地块.zip", arguments={"parcels": 12})
    done = jobs.get(job.id)
    assert (done.state, done.percent, done.row_count) == (JobState.DONE, 100, 12)
    assert done.result == {"parcels": 12, "for": OFFICER}


def test_a_refusal_keeps_code_and_words(jobs: Jobs) -> None:
    failed = jobs.get(jobs.submit(OFFICER, "refuse", title="表.csv", arguments={}).id)
    assert failed.state is JobState.FAILED
    assert failed.error is not None
    assert failed.error["message"]["zh"] == "第 3 行没有坐标"
    assert failed.error["detail"] == {"row": 3}


def test_an_unknown_failure_tells_no_words_of_the_program(jobs: Jobs) -> None:
    failed = jobs.get(jobs.submit(OFFICER, "break", title="表.csv", arguments={}).id)
    assert failed.error is not None
    assert failed.error["code"] == "internal"
    assert "secret" not in str(failed.to_dict())


def test_a_job_that_waits_is_cancelled_at_once_and_never_begun(store_home: Path) -> None:
    queues: list[NoQueue] = []

    def hold(run: Callable[[str], None]) -> JobQueue:
        queue = NoQueue(run)
        queue.is_held = True
        queues.append(queue)
        return queue

    jobs = Jobs(table_in(store_home), hold, {"count": count_parcels})
    job = jobs.submit(OFFICER, "count", title="地块.zip", arguments={"parcels": 1})
    assert jobs.cancel(job.id).state is JobState.CANCELLED
    queues[0].run(job.id)
    assert jobs.get(job.id).result is None


def test_a_running_job_stops_at_its_next_step(store_home: Path) -> None:
    table = table_in(store_home)
    reached: list[str] = []

    def long(arguments: Mapping[str, Any], actor: str, progress: Progress) -> Mapping[str, Any]:
        progress(10, "读取 / reading")
        reached.append("reading")
        table.cancel(str(arguments["id"]))
        progress(20, "检查 / checking")
        reached.append("checking")
        return {}

    queue: list[NoQueue] = []

    def hold(run: Callable[[str], None]) -> JobQueue:
        held = NoQueue(run)
        held.is_held = True
        queue.append(held)
        return held

    jobs = Jobs(table, hold, {"long": long})
    assert not jobs.has_worker()
    job = table.add("abc", "long", title="大文件.zip", arguments={"id": "abc"}, actor=OFFICER)
    queue[0].run(job.id)
    assert jobs.get("abc").state is JobState.CANCELLED
    assert reached == ["reading"]


def test_an_ended_job_cannot_be_cancelled(jobs: Jobs) -> None:
    job = jobs.submit(OFFICER, "count", title="地块.zip", arguments={"parcels": 1})
    with pytest.raises(ConflictError):
        jobs.cancel(job.id)


def test_an_unknown_job_is_not_found(jobs: Jobs) -> None:
    with pytest.raises(NotFoundError):
        jobs.get("nobody")


def test_everybody_sees_all_jobs_newest_first_or_their_own(jobs: Jobs) -> None:
    first = jobs.submit(OFFICER, "count", title="一.zip", arguments={"parcels": 1})
    second = jobs.submit("贵阳市", "count", title="二.zip", arguments={"parcels": 2})
    assert [job.id for job in jobs.list_jobs()] == [second.id, first.id]
    assert [job.id for job in jobs.list_jobs(actor=OFFICER)] == [first.id]


def test_a_job_that_killed_its_worker_too_often_has_failed(store_home: Path) -> None:
    table = table_in(store_home)
    table.add("bad", "count", title="坏.zip", arguments={}, actor=OFFICER)
    for _ in range(MOST_ATTEMPTS):
        assert table.start("bad") is not None
        table.recover()
    assert table.get("bad").state is JobState.FAILED
    assert table.recover() == []


def test_the_end_of_a_job_is_noted_when_the_store_is_back(
    store_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs_module, "_STAND_BY_S", 0.01)
    table = table_in(store_home)
    away = iter((True, True, False))
    finish = table.finish

    def finish_or_fail(*words: Any, **outcome: Any) -> None:
        if next(away):
            raise StoreUnavailable("连接中断", "the connection was lost")
        finish(*words, **outcome)

    monkeypatch.setattr(table, "finish", finish_or_fail)
    jobs = Jobs(table, NoQueue, {"count": count_parcels})
    job = jobs.submit(OFFICER, "count", title="地块.zip", arguments={"parcels": 12})
    assert jobs.get(job.id).state is JobState.DONE


def test_a_worker_that_stands_by_takes_the_place_of_one_that_is_gone(
    store_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs_module, "_STAND_BY_S", 0.05)
    first = queue_in(store_home, lambda _: None)
    worked = threading.Event()
    monkeypatch.setattr(JobQueue, "work", lambda _: worked.set())
    jobs = Jobs(table_in(store_home), lambda run: queue_in(store_home, run), {})
    standing_by = threading.Thread(target=lambda: jobs.work(wait=True))
    with first.lock_worker():
        with pytest.raises(ConflictError):
            jobs.work()
        standing_by.start()
        assert not worked.wait(0.3)
    assert worked.wait(30)
    standing_by.join()


WORKER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from tests.services.test_jobs import queue_in, table_in
from atlas.services.jobs import Jobs
import time

def slow(arguments, actor, progress):
    progress(10, "慢 / slow")
    folder = Path(arguments["folder"])
    with (folder / "begun").open("a") as stream:
        stream.write("x")
    if len((folder / "begun").read_text()) == 1:
        time.sleep(60)
    return {"done": True}

folder = Path(sys.argv[1])
jobs = Jobs(table_in(folder), lambda run: queue_in(folder, run), {"slow": slow})
if sys.argv[3] == "submit":
    print(jobs.submit("officer", "slow", title="slow", arguments={"folder": str(folder)}).id)
else:
    jobs.work()
"""


def wait_until(condition: Callable[[], bool]) -> None:
    for _ in range(300):
        if condition():
            return
        time.sleep(0.1)
    pytest.fail("nothing happened within 30 s")


def test_a_job_survives_the_death_of_its_worker(store_home: Path) -> None:
    table = table_in(store_home)
    command = [
        sys.executable,
        "-c",
        textwrap.dedent(WORKER),
        str(store_home),
        str(Path(__file__).parent.parent.parent),
    ]
    job_id = subprocess.run([*command, "submit"], capture_output=True, text=True, check=True).stdout.strip()
    first = subprocess.Popen([*command, "work"], stderr=subprocess.DEVNULL)
    try:
        wait_until((store_home / "begun").exists)
    finally:
        first.kill()
        first.wait()
    assert table.get(job_id).state is JobState.RUNNING
    second = subprocess.Popen([*command, "work"], stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: table.get(job_id).state is JobState.DONE)
        assert table.get(job_id).attempts == 2
        assert queue_in(store_home, lambda _: None).has_worker()
    finally:
        second.terminate()
        second.wait()
    assert not queue_in(store_home, lambda _: None).has_worker()

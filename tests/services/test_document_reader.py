"""Reading by the rules in a process of its own: same draft, bounded cost, nothing left behind."""

from __future__ import annotations

import contextlib
import errno
import functools
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from atlas.bootstrap import open_services
from atlas.bootstrap.documents import open_reading_tools
from atlas.core.errors import LimitExceeded, StoreError, StoreUnavailable
from atlas.core.policy.reading.assembly import read_draft
from atlas.core.policy.reading.facts import DocumentFacts
from atlas.core.policy.reading.source import Piece, SourceText
from atlas.ingest.reader import process as reader_process
from atlas.ingest.reader.messages import (
    ANSWER_FILE,
    Begin,
    OpenTools,
    ReadingLimits,
    Request,
    order_from_line,
    order_to_line,
)
from atlas.ingest.reader.process import ReaderProcess, ReadingFailedError
from atlas.services.document_reader import DocumentReaders
from atlas.settings import Settings, load_settings
from atlas.stores.work_folders import WorkFolders

LINES = (
    "贵阳市产业方案",
    "一、布局",
    "支持开阳县发展磷化工，到2027年产值达到100亿元。",
    "清镇市不再布局电解铝。",
)
SOURCE = SourceText("txt", "utf-8", tuple(Piece(line, str(number)) for number, line in enumerate(LINES, 1)))
#: More than a second of work.
LONG = replace(SOURCE, pieces=SOURCE.pieces * 2_000)
ABOUT = DocumentFacts("plan", "520100")
Open = Callable[..., DocumentReaders]


@pytest.fixture
def settings(built: Path) -> Settings:
    return load_settings({}, {"home": built})


@pytest.fixture
def tools(settings: Settings) -> OpenTools:
    return functools.partial(open_reading_tools, settings)


@pytest.fixture
def readers(tools: OpenTools, tmp_path: Path) -> Iterator[Open]:
    opened: list[DocumentReaders] = []

    def open_readers(open_tools: OpenTools = tools, **limits: int) -> DocumentReaders:
        work = WorkFolders(tmp_path / "work")
        opened.append(DocumentReaders(open_tools, work, replace(ReadingLimits(), **limits)))
        return opened[-1]

    yield open_readers
    for one in opened:
        one.close()
    assert not list((tmp_path / "work").glob("*"))


#: Processes that stood there before the test: a server of other tests in this process may have readers of its own.
_OTHERS: set[int] = set()


@pytest.fixture(autouse=True)
def _only_own_children() -> None:
    _OTHERS.clear()
    _OTHERS.update(one.pid for one in psutil.Process().children())


def children() -> list[psutil.Process]:
    """Processes of this test that read."""
    return [one for one in psutil.Process().children() if one.pid not in _OTHERS and reads_documents(one)]


def reads_documents(process: psutil.Process) -> bool:
    """What has ended and was not waited for by another test has no words any more."""
    with contextlib.suppress(psutil.Error):
        return "atlas.ingest.reader.worker" in process.cmdline()
    return False


def wait_for_end(process: psutil.Process) -> None:
    """Wait until a process has ended, and leave its status to its owner."""
    for _ in range(600):
        if not process.is_running() or process.status() == psutil.STATUS_ZOMBIE:
            return
        time.sleep(0.1)
    pytest.fail("the process is still there")


def test_the_draft_is_the_one_that_the_rules_make_here(readers: Open, settings: Settings) -> None:
    here = open_services(settings).documents.drafts.desk.tools
    draft = readers().read(SOURCE, ABOUT)
    assert draft == read_draft(SOURCE, here, ABOUT)
    assert len(draft.items) > 1


def test_the_next_document_is_read_by_the_same_process(readers: Open) -> None:
    both = readers()
    both.prepare()
    (process,) = children()
    first = both.read(SOURCE, ABOUT)
    assert both.read(SOURCE, ABOUT) == first
    assert children() == [process]


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        ({"cpu_s": 0, "cpu_s_per_million": 0, "wall_factor": 10**6}, "reading_timeout"),
        ({"cpu_s": 100, "wall_factor": 0}, "reading_timeout"),
        ({"memory_bytes": 1_000_000}, "reading_memory"),
    ],
    ids=["processor", "clock", "memory"],
)
def test_a_text_that_costs_too_much_is_refused_and_the_next_is_read(
    readers: Open, monkeypatch: pytest.MonkeyPatch, limits: dict[str, int], code: str
) -> None:
    if not limits.get("wall_factor", 1):
        monkeypatch.setattr(ReadingLimits, "cpu_of", lambda self, characters: 100)
    elif "cpu_s" in limits:
        # Nothing is left of the second in which the process was started.
        monkeypatch.setattr(ReadingLimits, "cpu_of", lambda self, characters: 1)
        limits = {"wall_factor": 10**6}
    with pytest.raises(LimitExceeded) as refused:
        readers(**limits).read(LONG, ABOUT)
    assert refused.value.code == code
    assert refused.value.hint.zh
    assert refused.value.hint.en
    monkeypatch.undo()
    assert readers().read(SOURCE, ABOUT).items


def test_a_refusal_of_the_store_comes_back_as_it_is(readers: Open, tmp_path: Path) -> None:
    empty = load_settings({}, {"home": tmp_path})
    with pytest.raises(StoreUnavailable):
        readers(functools.partial(open_reading_tools, empty)).read(SOURCE, ABOUT)


def test_a_failure_of_ours_comes_back_with_its_traceback(readers: Open) -> None:
    with pytest.raises(ReadingFailedError, match="ValueError: invalid literal"):
        readers(functools.partial(int, "no number")).read(SOURCE, ABOUT)


def test_a_process_that_somebody_ended_is_told_with_its_log(
    readers: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = readers()
    one.prepare()
    (process,) = children()
    monkeypatch.setattr(ReaderProcess, "is_alive", True)
    process.send_signal(signal.SIGTERM)
    with pytest.raises(StoreError) as told:
        one.read(SOURCE, ABOUT)
    assert told.value.code == "reading_ended"
    # What the process said last is for the log of the server, never for the answer.
    assert told.value.detail == {"status": -signal.SIGTERM}
    assert isinstance(told.value.__cause__, ReadingFailedError)


def test_a_process_that_nobody_asked_for_long_ends_and_another_one_reads(
    readers: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = readers(idle_s=0)
    one.prepare()
    (process,) = children()
    wait_for_end(process)
    # As if it had ended just after it was looked at.
    with monkeypatch.context() as patch:
        patch.setattr(ReaderProcess, "is_alive", True)
        assert one.read(SOURCE, ABOUT).items


def test_whoever_is_interrupted_leaves_no_process(readers: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    one = readers()
    one.prepare()
    (process,) = children()
    monkeypatch.setattr(reader_process, "wait", interrupt)
    with pytest.raises(KeyboardInterrupt):
        one.read(SOURCE, ABOUT)
    assert not process.is_running()


@pytest.mark.parametrize("step", ["write_bytes", "TemporaryFile", "Popen"])
def test_what_the_system_refuses_is_told_in_words(
    readers: Open, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    owner = {"write_bytes": Path, "TemporaryFile": tempfile, "Popen": subprocess}[step]
    one = readers()
    with monkeypatch.context() as patch:
        patch.setattr(owner, step, refuse)
        with pytest.raises(StoreError) as told:
            one.read(SOURCE, ABOUT)
    assert told.value.code == ("work_no_room" if step == "write_bytes" else "reading_not_started")
    assert told.value.hint.zh
    assert told.value.hint.en
    assert one.read(SOURCE, ABOUT).items


def test_a_process_that_finds_no_room_for_its_answer_says_so(tools: OpenTools, tmp_path: Path) -> None:
    process = ReaderProcess(Begin(tools, ReadingLimits()))
    # As if the disk were full: a file cannot be made where a folder is.
    (tmp_path / ANSWER_FILE).mkdir()
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        process.read(Request(SOURCE, ABOUT), tmp_path)
    assert not process.is_alive


@pytest.mark.parametrize("name", ["work", "县 域\n方案", "\udcff"])
def test_the_name_of_a_folder_may_hold_any_sign(name: str) -> None:
    folder = Path("/var") / name
    assert order_from_line(order_to_line(folder, 30)) == (folder, 30)


@pytest.mark.parametrize("end", ["sys.exit()", "os.kill(os.getpid(), 9)"], ids=["ends", "is killed"])
def test_no_process_outlives_its_program(built: Path, end: str) -> None:
    program = f"""
import functools, os, sys
from atlas.bootstrap.documents import open_reading_tools
from atlas.services.document_reader import DocumentReaders
from atlas.settings import load_settings
from atlas.stores.work_folders import WorkFolders
settings = load_settings({{}}, {{"home": {str(built)!r}}})
readers = DocumentReaders(functools.partial(open_reading_tools, settings), WorkFolders(settings.workspace / "work"))
readers.prepare()
print(readers._idle[0]._process.pid, flush=True)
{end}
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    number = int(done.stdout)
    with contextlib.suppress(psutil.NoSuchProcess):
        wait_for_end(psutil.Process(number))

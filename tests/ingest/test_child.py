"""One runner for all child processes: an answer, or why there is none."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from atlas.ingest.child import ChildFailedError, Failure, run_child


def run(code: str, work: Path, *, wall_s: float = 20, most_answer_bytes: int = 1_000) -> object:
    command = (sys.executable, "-I", "-c", code)
    return run_child(command, b"request", work=work, wall_s=wall_s, most_answer_bytes=most_answer_bytes)


def test_the_child_gets_the_request_and_its_answer_comes_back(tmp_path: Path) -> None:
    code = "import json, sys; json.dump({'got': sys.stdin.read()}, open('answer.json', 'w'))"
    assert run(code, tmp_path) == {"got": "request"}


def test_the_child_gets_none_of_our_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_SECRET", "secret")
    code = "import json, os; json.dump({'is_there': 'ATLAS_SECRET' in os.environ}, open('answer.json', 'w'))"
    assert run(code, tmp_path) == {"is_there": False}


@pytest.mark.parametrize(
    ("code", "failure"),
    [
        ("import time; time.sleep(60)", Failure.TOO_SLOW),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", Failure.TOO_SLOW),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", Failure.NO_MEMORY),
        ("raise MemoryError", Failure.NO_MEMORY),
        ("import os, signal; os.kill(os.getpid(), signal.SIGABRT)", Failure.CRASHED),
        ("raise SystemExit(3)", Failure.NO_ANSWER),
        ("open('answer.json', 'w').write('[' * 900)", Failure.NO_ANSWER),
        ("open('answer.json', 'w').write('[]')", Failure.NO_ANSWER),
        ("open('answer.json', 'w').write('{}'.ljust(2_000))", Failure.NO_ANSWER),
        ("import os; os.symlink('/etc/hostname', 'answer.json')", Failure.NO_ANSWER),
    ],
)
def test_a_child_without_an_answer_tells_why(code: str, failure: Failure, tmp_path: Path) -> None:
    with pytest.raises(ChildFailedError) as failed:
        run(code, tmp_path, wall_s=2)
    assert failed.value.failure is failure


def test_what_the_child_wrote_last_is_kept(tmp_path: Path) -> None:
    with pytest.raises(ChildFailedError, match="磷矿"):
        run("raise ValueError('磷矿')", tmp_path)

"""``atlas documents score`` on the command line, on a real plan of the labelled set."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from atlas.cli.document_score import SCORE_MARK
from atlas.cli.main import main
from atlas.settings import Settings
from atlas.stores.marked_files import read_marked
from tests.small_store import build_small_store

LABELLED = Path(__file__).resolve().parents[1] / "data" / "documents" / "dev"
PLAN = "tongshan-industry-2026"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A set of one document."""
    folder = tmp_path / "one"
    folder.mkdir()
    for ending in (".txt", ".yaml"):
        shutil.copy(LABELLED / f"{PLAN}{ending}", folder)
    return folder


def run(home: Path, *words: object) -> Result:
    arguments = ["documents", "score", *(str(word) for word in words)]
    return CliRunner().invoke(main, arguments, env={"ATLAS_HOME": str(home)})


@pytest.mark.store
def test_json_tells_document_and_total(built_settings: Settings, folder: Path) -> None:
    result = run(built_settings.home, folder, "--json", "--show", "misses")
    (scored,) = json.loads(result.stdout)["sets"]
    (document,) = scored["documents"]
    assert document["id"] == PLAN
    assert document["measures"] == scored["total"]["measures"]
    assert scored["total"]["measures"]["links"]["wanted"] > 10
    wrong = [one for one in document["differences"] if one["side"] == "wrong" and one["measure"] == "link"]
    links = scored["total"]["measures"]["links"]
    assert len(wrong) == links["found"] - links["right"]
    assert all(one["rule"] for one in wrong)


@pytest.mark.store
def test_tables_are_put_between_the_marks_of_a_page(
    built_settings: Settings, folder: Path, tmp_path: Path
) -> None:
    page = tmp_path / "accuracy.md"
    page.write_text(f"<!-- {SCORE_MARK}: begin -->\n<!-- {SCORE_MARK}: end -->\n", encoding="utf-8")
    assert run(built_settings.home, folder, "--markdown", "--update", page).exit_code == 0
    printed = run(built_settings.home, folder, "--markdown").stdout
    assert read_marked(page, SCORE_MARK) == printed
    assert f"| {PLAN} |" in printed


@pytest.mark.store
def test_the_table_of_the_program_is_printed_as_the_program_writes_it(
    built_settings: Settings, folder: Path
) -> None:
    lines = run(built_settings.home, folder, "--calibration").stdout.splitlines()
    assert lines == sorted(lines)
    assert all(line.startswith('    "') and line.endswith("),") for line in lines)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--json", "--markdown"), "choose one of"),
        (("--json", "--calibration"), "choose one of"),
        (("--update", LABELLED / f"{PLAN}.txt"), "choose one of"),
        ((), "no labelled documents"),
    ],
)
def test_what_cannot_be_done_is_told(tmp_path: Path, words: tuple[object, ...], said: str) -> None:
    build_small_store(tmp_path / "home")
    (tmp_path / "empty").mkdir()
    result = run(tmp_path / "home", tmp_path / "empty", *words)
    assert result.exit_code == 1
    assert said in result.stderr

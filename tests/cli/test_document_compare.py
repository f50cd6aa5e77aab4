"""``atlas documents compare`` on the command line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from atlas.cli.main import main
from atlas.services.document_comparison_answers import GOAL_COLUMNS
from tests.document_samples import ITEMS, PLAN_2028, add_plan, open_office
from tests.small_store import build_small_store

DRAFT = "office-plan-2028-draft"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    build_small_store(home)
    services = open_office(home)
    add_plan(services, home, document=DRAFT, items=ITEMS[:2])
    add_plan(services, home)
    return home


def run(home: Path, *words: str) -> Result:
    words = ("documents", "compare", DRAFT, PLAN_2028, *words)
    return CliRunner().invoke(main, list(words), env={"ATLAS_HOME": str(home)})


def test_the_terminal_shows_what_differs_and_on_request_all(home: Path) -> None:
    lines = run(home).stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["status", "added"]
    assert [line.split()[0] for line in run(home, "--all").stdout.splitlines()[1:]] == [
        "same",
        "same",
        "added",
    ]


def test_json_is_one_object_with_all_rows(home: Path) -> None:
    answer = json.loads(run(home, "--json").stdout)
    assert [row["status"] for row in answer["rows"]] == ["same", "same", "added"]


def test_csv_has_the_columns_that_stay(home: Path) -> None:
    head, *rows = csv.reader(io.StringIO(run(home, "--format", "csv").stdout, newline=""))
    assert tuple(head) == GOAL_COLUMNS
    assert len(rows) == 3


def test_a_file_for_excel_is_written(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "unnamed.xlsx"
    assert run(home, "--table", "unnamed", "-o", str(path)).exit_code == 0
    assert load_workbook(path).worksheets[0]["C2"].value == "520102"


def test_a_document_that_there_is_not_ends_with_one(home: Path) -> None:
    words = ["documents", "compare", DRAFT, "none", "--json"]
    result = CliRunner().invoke(main, words, env={"ATLAS_HOME": str(home)})
    assert (result.exit_code, json.loads(result.stdout)["error"]["code"]) == (1, "document_unknown")

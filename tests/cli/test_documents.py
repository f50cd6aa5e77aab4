"""``atlas documents``: a file becomes a draft, is reviewed, exported and taken in again, all on the command line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from atlas.cli.main import main
from atlas.core.policy.rows import COLUMNS
from tests.document_samples import LINES
from tests.small_catalogue import PLAN
from tests.small_store import build_small_store

ADD = ("--region", "520000", "--id", "office-plan")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh home right after the build, with a plan beside it."""
    folder = tmp_path_factory.mktemp("home")
    build_small_store(folder)
    (folder / "方案.txt").write_text("\n".join(LINES), encoding="gb18030")
    return folder


def run(home: Path, *words: str) -> Result:
    return CliRunner().invoke(main, list(words), env={"ATLAS_HOME": str(home)})


def answer(home: Path, *words: str) -> dict[str, Any]:
    result = run(home, *words, "--json")
    assert result.exit_code == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


@pytest.fixture(scope="module")
def added(home: Path) -> dict[str, Any]:
    return answer(home, "documents", "add", str(home / "方案.txt"), *ADD)


def item_of(home: Path, county: str) -> str:
    """The designation that names a county."""
    items = answer(home, "documents", "show", "office-plan", "--draft")["items"]
    return next(
        item["id"]
        for item in items
        if item["kind"] == "designation" and county in [place["words"] for place in item["places"]]
    )


def test_a_file_is_added_on_a_fresh_home(added: dict[str, Any]) -> None:
    document = added["document"]
    assert (document["id"], document["region_name"], document["horizon"]) == ("office-plan", "贵州省", 2028)
    assert (document["file"]["name"], document["file"]["encoding"]) == ("方案.txt", "gbk")
    assert document["review"]["open"] == document["review"]["items"] > 0


def test_goals_of_a_draft_are_shown_to_those_who_review_it(home: Path, added: dict[str, Any]) -> None:
    result = run(home, "goals", "--document", "office-plan", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout, newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert {"开阳", "息烽"} <= {row["place"] for row in rows}
    assert "0 个已确认" in result.stderr
    assert "0 of" in result.stderr


def test_goals_of_a_draft_can_be_cut_down_to_what_is_confirmed(home: Path, added: dict[str, Any]) -> None:
    drafts = answer(home, "goals", "--document", "office-plan")["rows"]
    confirmed = run(home, "goals", "--document", "office-plan", "--confirmed", "--json")
    assert confirmed.exit_code == 0, confirmed.stderr
    rows = json.loads(confirmed.stdout)["rows"]
    assert all(row in drafts for row in rows)
    assert len(rows) < len(drafts)
    assert "只列已确认的" in confirmed.stderr
    refused = run(home, "goals", "--confirmed")
    assert refused.exit_code == 2
    assert "须与 --document 同用" in refused.stderr
    assert "needs --document" in refused.stderr


def test_the_same_file_is_refused_with_the_document_that_it_is(home: Path, added: dict[str, Any]) -> None:
    add = ("documents", "add", str(home / "方案.txt"), "--region", "520000")
    refused = run(home, *add)
    assert refused.exit_code == 1
    assert "office-plan" in refused.stderr
    assert "--again" in refused.stderr
    again = answer(home, *add, "--id", "once-more", "--status", "final", "--again")["document"]
    assert (again["id"], again["status"]) == ("once-more", "final")
    run(home, "documents", "remove", "once-more")


def test_goals_of_all_documents_hold_only_what_was_confirmed(home: Path, added: dict[str, Any]) -> None:
    everything = ("goals", "--adcode", "520121", "--format", "csv")
    assert "office-plan" not in run(home, *everything).stdout
    chosen = item_of(home, "开阳")
    decided = answer(home, "documents", "review", "office-plan", "--confirm", chosen)
    assert decided["items"][0]["decision"] == "confirmed"
    assert "office-plan" in run(home, *everything).stdout
    answer(home, "documents", "review", "office-plan", "--undo")
    assert "office-plan" not in run(home, *everything).stdout


def test_a_final_version_tells_that_its_draft_counts_no_more(home: Path, added: dict[str, Any]) -> None:
    issued = ("--region", "520000", "--id", "issued", "--status", "final", "--again")
    answer(home, "documents", "add", str(home / "方案.txt"), *issued)
    answer(home, "documents", "review", "office-plan", "--confirm", item_of(home, "开阳"))
    told = run(home, "documents", "review", "issued", "--confirm", item_of(home, "开阳"))
    assert "草案 office-plan 的 1 条不再计入" in told.stderr
    answer(home, "documents", "review", "issued", "--undo")
    answer(home, "documents", "review", "office-plan", "--undo")
    run(home, "documents", "remove", "issued")


def test_a_rejected_item_leaves_the_draft(home: Path, added: dict[str, Any]) -> None:
    chosen = item_of(home, "开阳")
    before = answer(home, "goals", "--document", "office-plan")["matched"]
    answer(home, "documents", "review", "office-plan", "--reject", chosen)
    assert answer(home, "goals", "--document", "office-plan")["matched"] < before
    answer(home, "documents", "review", "office-plan", "--undo")


def test_a_review_is_brought_to_another_version(home: Path, added: dict[str, Any]) -> None:
    second = (
        "documents",
        "add",
        str(home / "方案.txt"),
        "--region",
        "520000",
        "--id",
        "office-plan-2",
        "--again",
    )
    answer(home, *second)
    item = item_of(home, "开阳")
    answer(home, "documents", "review", "office-plan", "--confirm", item)
    told = run(home, "documents", "review", "office-plan-2", "--carry", "office-plan")
    assert "1 carried, 0 not carried" in told.stderr
    again = answer(home, "documents", "review", "office-plan-2", "--carry", "office-plan", "--decide")
    assert (again["changed"], again["counts"]["confirmed"]) == (1, 1)
    answer(home, "documents", "review", "office-plan", "--undo")
    answer(home, "documents", "remove", "office-plan-2")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param(("office-plan", "--decide"), "--carry", id="decide without an earlier version"),
        pytest.param(("office-plan", "--replace"), "--import", id="replace without a file"),
        pytest.param(
            ("office-plan", "--clause", "九", "--confirm", "i1"), "--clause", id="clause with an item"
        ),
        pytest.param(("office-plan", "--clause", "一", "--undo"), "--confirm-above", id="clause with a step"),
        pytest.param(("office-plan", "--limit", "2", "--reject", "i1"), "--limit", id="limit with an item"),
        pytest.param((), "缺少文件编号", id="no document"),
    ],
)
def test_an_option_that_would_do_nothing_is_wrong_usage(
    home: Path, added: dict[str, Any], words: tuple[str, ...], told: str
) -> None:
    before = answer(home, "documents", "show", "office-plan")["review"]
    result = run(home, "documents", "review", *words)
    assert (result.exit_code, told in result.stderr) == (2, True)
    assert answer(home, "documents", "show", "office-plan")["review"] == before


def test_a_clause_limits_what_is_shown_and_what_is_confirmed(home: Path, added: dict[str, Any]) -> None:
    shown = answer(home, "documents", "review", "office-plan", "--clause", "二", "--limit", "5")
    assert {item["clause"] for item in shown["rows"]} == {"二"}
    decided = answer(home, "documents", "review", "office-plan", "--clause", "一", "--confirm-above", "0")
    assert {item["clause"] for item in decided["items"]} == {"一"}
    answer(home, "documents", "review", "office-plan", "--undo")


def test_a_review_is_exported_and_taken_in_elsewhere(
    home: Path, added: dict[str, Any], tmp_path: Path
) -> None:
    path = tmp_path / "office-plan.yaml"
    answer(home, "documents", "review", "office-plan", "--confirm-above", "0")
    exported = answer(home, "documents", "review", "office-plan", "--export", str(path))
    assert exported["size"] == path.stat().st_size
    build_small_store(tmp_path)
    taken = answer(tmp_path, "documents", "review", "--import", str(path))["document"]
    assert (taken["id"], taken["review"]["open"]) == ("office-plan", 0)
    answer(home, "documents", "review", "office-plan", "--undo")


@pytest.mark.parametrize(
    "words",
    [
        ("list",),
        ("show", "office-plan"),
        ("show", "office-plan", "--text"),
        ("show", "office-plan", "--text", "--clause", "一"),
        ("show", "office-plan", "--draft", "--clause", "一"),
        ("review", "office-plan", "--limit", "2"),
    ],
    ids=" ".join,
)
def test_every_view_can_be_read_by_people_and_by_programs(
    home: Path, added: dict[str, Any], words: tuple[str, ...]
) -> None:
    assert answer(home, "documents", *words)
    assert run(home, "documents", *words).stdout.strip()


def test_the_text_is_shown_as_it_came_in(home: Path, added: dict[str, Any]) -> None:
    assert run(home, "documents", "show", "office-plan", "--text").stdout == "\n".join(LINES) + "\n"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("add", "方案.txt", *ADD), "document_exists"),
        (("add", "方案.txt", "--region", "999999"), "adcode_unknown"),
        (("add", "方案.txt", "--region", "520000", "--year", "x"), "parameter"),
        (("add", "方案.txt", "--region", "520000", "--year", "020250"), "parameter"),
        (("remove", PLAN), "document_built_in"),
        (("remove", "none"), "document_unknown"),
        (("review", PLAN), "document_built_in"),
        (("review", "office-plan", "--confirm", "i999"), "item_unknown"),
        (("show", "office-plan", "--text", "--clause", "九"), "clause_unknown"),
        (("review", "office-plan", "--export", "plan.yaml"), "nothing_confirmed"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else value,
)
def test_a_refusal_ends_with_1_and_says_why(
    home: Path,
    added: dict[str, Any],
    words: tuple[str, ...],
    code: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(home)
    result = run(home, "documents", *words, "--json")
    assert result.exit_code == 1
    assert code in json.loads(result.stdout)["error"]["code"]
    assert "错误" in result.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("add", "方案.txt"),
        ("add", "none.txt", "--region", "520000"),
        ("review",),
        ("review", "office-plan", "--confirm-above", "2"),
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2(home: Path, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home)
    assert run(home, "documents", *words).exit_code == 2


def test_a_document_without_an_id_gets_one_and_is_removed_by_it(home: Path) -> None:
    path = home / "Guizhou Plan.txt"
    path.write_text("\n".join(LINES), encoding="utf-8")
    result = run(home, "documents", "add", str(path), "--region", "520000")
    assert (result.exit_code, result.stdout) == (0, "guizhou-plan\n")
    assert run(home, "documents", "remove", "guizhou-plan").exit_code == 0
    assert "guizhou-plan" not in run(home, "documents", "list").stdout


def test_a_removed_document_is_purged(home: Path) -> None:
    path = home / "secret.txt"
    path.write_text("机密方案\n" + "\n".join(LINES), encoding="utf-8")
    result = run(home, "documents", "add", str(path), "--region", "520000", "--json")
    original = home / "workspace" / "documents" / json.loads(result.stdout)["document"]["file"]["digest"]
    assert run(home, "documents", "remove", "secret").exit_code == 0
    assert original.is_file(), "what is removed is kept"
    purged = run(home, "documents", "remove", "secret", "--purge", "--json")
    assert json.loads(purged.stdout) == {"purged": {"id": "secret", "documents": 1}}
    assert not original.exists()
    assert run(home, "documents", "remove", "secret", "--purge").exit_code == 1


def test_a_file_that_is_no_document_is_refused_and_nothing_is_kept(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    path.write_bytes(bytes(range(256)) * 40)
    result = run(home, "documents", "add", str(path), "--region", "520000", "--id", "broken")
    assert result.exit_code == 1
    assert "Traceback" not in result.stderr
    assert "broken" not in run(home, "documents", "list").stdout


def test_an_office_adds_words_for_topics(tmp_path: Path) -> None:
    build_small_store(tmp_path)
    plan = tmp_path / "安排.txt"
    plan.write_text("某县特色产业安排\n一、任务\n支持开阳县发展土陶罐烧制。\n", encoding="utf-8")
    (tmp_path / "topic_words.csv").write_text(
        "words,topics,weight,note\n土陶罐,phosphorus,1,本办用语\n", encoding="utf-8"
    )
    answer(tmp_path, "documents", "add", str(plan), "--region", "520000", "--id", "pots")
    rows = answer(tmp_path, "goals", "--document", "pots")["rows"]
    assert {row["topic"] for row in rows} == {"phosphorus"}

"""A folder of labelled documents is read as a document that is added, and scored without keeping anything."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from atlas.bootstrap import Services
from atlas.core.access import Actor, Role
from atlas.core.errors import AccessDenied, SchemaError
from atlas.services.document_score_tables import (
    DIFFERENCE_COLUMNS,
    calibration_lines,
    difference_rows,
    rule_table,
    score_answer,
    score_tables,
)
from atlas.services.document_scoring import DocumentScoring, ScoredSet
from tests.document_samples import TEXT, VIEWER, SampleReading, open_office
from tests.small_catalogue import PLAN
from tests.small_store import build_small_store

LABELS: dict[str, Any] = {
    "title": "南明片区产业协作方案",
    "region": "520000",
    "year": 2025,
    "horizon": 2028,
    "clauses": [
        {
            "id": "一",
            "links": [
                {
                    "place": "开阳",
                    "adcode": "520121",
                    "relation": "named",
                    "topics": ["phosphorus"],
                    "type": "list",
                },
                {"place": "息烽", "adcode": "520122", "relation": "partner", "type": "partner"},
            ],
        },
        {"id": "三", "targets": [{"value": 1200, "unit": "户", "year": 2028, "op": "=", "kind": "target"}]},
    ],
}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Services:
    home = tmp_path_factory.mktemp("built")
    build_small_store(home)
    return open_office(home)


@pytest.fixture
def scoring(office: Services) -> DocumentScoring:
    return DocumentScoring(SampleReading(), lambda: office.documents.drafts.desk, office.policy)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_set(tmp_path / "dev", LABELS)


def write_set(folder: Path, labels: dict[str, Any]) -> Path:
    folder.mkdir()
    (folder / "plan.txt").write_text(TEXT, encoding="utf-8")
    (folder / "plan.yaml").write_text(yaml.safe_dump(labels, allow_unicode=True), encoding="utf-8")
    return folder


@pytest.fixture
def scored(scoring: DocumentScoring, folder: Path) -> ScoredSet:
    (one,) = scoring.score(VIEWER, [folder])
    return one


def test_documents_are_told_one_by_one_and_in_total(scored: ScoredSet) -> None:
    answer = score_answer(scored, with_differences=False)
    assert (answer["name"], [one["id"] for one in answer["documents"]]) == ("dev", ["plan"])
    assert answer["total"]["measures"]["links"] == {
        "right": 1,
        "found": 4,
        "wanted": 1,
        "precision": 0.25,
        "recall": 1.0,
        "f1": 0.4,
    }
    assert answer["total"]["shares"]["clauses"] == {"number": 1, "total": 2}
    assert "differences" not in answer["documents"][0]


def test_nothing_is_kept(office: Services, scored: ScoredSet) -> None:
    listed = office.library.list_documents(Actor("admin", Role.ADMINISTRATOR))["documents"]
    assert [one["id"] for one in listed] == [PLAN]
    assert scored.documents


def test_each_wrong_link_is_listed_with_its_rule_and_what_the_answers_say(scored: ScoredSet) -> None:
    rows = {(row["measure"], row["side"], row["words"]): row for row in difference_rows(scored)}
    wrong = rows["link", "wrong", "息烽"]
    assert tuple(wrong) == DIFFERENCE_COLUMNS
    assert (wrong["clause"], wrong["rule"], wrong["label"]) == ("一", "asked; short name", "partner")
    assert rows["clause", "missed", ""]["clause"] == "三"


def test_tables_have_as_many_cells_as_columns(scored: ScoredSet) -> None:
    tables = [*score_tables(scored), rule_table(scored.total)]
    assert [table.title for table in tables][:2] == ["What was found", "What else was told"]
    assert all(len(row) == len(table.columns) for table in tables for row in table.rows)
    wrong = next(table for table in tables if table.title == "Wrong county links")
    assert ("asked; short name", "partner", "1") in wrong.rows


def test_the_table_of_the_program_counts_each_rule(scored: ScoredSet) -> None:
    assert calibration_lines(scored.total) == '    "asked; short name": (1, 4),\n'


def test_the_answer_is_the_same_every_time(scoring: DocumentScoring, folder: Path, scored: ScoredSet) -> None:
    (again,) = scoring.score(VIEWER, [folder])
    first, second = (json.dumps(score_answer(one, with_differences=True)) for one in (scored, again))
    assert first == second


def test_a_region_that_is_none_of_today_is_told_with_the_file(
    scoring: DocumentScoring, tmp_path: Path
) -> None:
    folder = write_set(tmp_path / "old", {**LABELS, "region": "999999"})
    with pytest.raises(SchemaError) as caught:
        scoring.score(VIEWER, [folder])
    assert caught.value.detail == {"file": "plan.yaml", "field": "region"}


def test_who_may_not_look_may_not_score(scoring: DocumentScoring, folder: Path) -> None:
    with pytest.raises(AccessDenied):
        scoring.score(Actor("anonymous", Role.NOBODY, via="visit"), [folder])

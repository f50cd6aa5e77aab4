"""Labelled documents are read with their faults told by file and place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from atlas.core.errors import ParameterError, SchemaError
from atlas.core.model import Kind, Relation
from atlas.stores.labelled_documents import parse_labels, read_labelled_set

SHEET: dict[str, Any] = {
    "title": "石门县方案",
    "region": "430726",
    "year": 2025,
    "horizon": 2027,
    "clauses": [
        {
            "id": "二/(一)",
            "links": [
                {
                    "place": "石门",
                    "adcode": "430726",
                    "relation": "named",
                    "topics": ["tea"],
                    "type": "short name",
                }
            ],
            "groups": [{"place": "湘西州", "adcodes": ["433100"], "relation": "market", "type": "market"}],
            "targets": [
                {"value": 10, "value_max": 15, "unit": "%", "year": None, "op": "range", "kind": "fact"}
            ],
            "undertakings": [{"kind": "project", "name": "石门茶叶项目", "place": "石门"}],
            "traps": ["湘江"],
        }
    ],
}
PATH = Path("shimen.yaml")


def sheet_with(part: str, **values: object) -> dict[str, Any]:
    """The sheet with one entry of its clause changed."""
    entry = {**SHEET["clauses"][0][part][0], **values}
    return {**SHEET, "clauses": [{**SHEET["clauses"][0], part: [entry]}]}


def test_answers_are_read_as_they_were_written() -> None:
    document = parse_labels(SHEET, PATH)
    (clause,) = document.clauses
    assert (document.id, document.region, document.year) == ("shimen", "430726", 2025)
    assert clause.links[0].relation is Relation.NAMED
    assert clause.groups[0].topics == ()
    assert (clause.targets[0].value_max, clause.targets[0].year, clause.targets[0].kind) == (
        15.0,
        None,
        Kind.FACT,
    )
    assert (clause.undertakings[0].name, clause.traps) == ("石门茶叶项目", ("湘江",))


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ([], "mapping"),
        ({**SHEET, "region": 430726}, "six digits"),
        ({**SHEET, "author": "王"}, "unknown key"),
        ({**SHEET, "year": "2025"}, "year"),
        ({**SHEET, "clauses": SHEET["clauses"] * 2}, "twice"),
        (sheet_with("links", relation="asked"), "named"),
        (sheet_with("links", adcode="4307"), "six digits"),
        (sheet_with("groups", adcodes="433100"), "list"),
        (sheet_with("targets", value="十"), "number"),
        (sheet_with("targets", op="≥"), "one of"),
        (sheet_with("targets", kind="cluster"), "target or fact"),
        (sheet_with("undertakings", name=""), "missing"),
    ],
)
def test_a_fault_is_told_with_the_file(raw: Any, words: str) -> None:
    with pytest.raises(SchemaError) as caught:
        parse_labels(raw, PATH)
    assert words in caught.value.message.en
    assert caught.value.detail["file"] == "shimen.yaml"


def test_answers_without_their_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "shimen.yaml").write_text(yaml.safe_dump(SHEET, allow_unicode=True), encoding="utf-8")
    with pytest.raises(SchemaError, match=r"shimen\.txt"):
        read_labelled_set(tmp_path)


def test_documents_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("yiyang", "anhua"):
        (tmp_path / f"{name}.yaml").write_text(yaml.safe_dump(SHEET, allow_unicode=True), encoding="utf-8")
        (tmp_path / f"{name}.txt").write_text("石门县方案", encoding="utf-8")
    assert [file.document.id for file in read_labelled_set(tmp_path)] == ["anhua", "yiyang"]


def test_a_folder_without_answers_says_what_it_should_hold(tmp_path: Path) -> None:
    with pytest.raises(ParameterError) as caught:
        read_labelled_set(tmp_path)
    assert caught.value.code == "labelled_set_empty"

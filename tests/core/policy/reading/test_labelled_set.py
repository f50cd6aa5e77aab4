"""The labelled documents are well formed: a wrong answer sheet would make every score worthless."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from atlas.core.model import AdminUnit, Relation
from atlas.settings import Settings
from atlas.stores.geopackage import GeoPackageStore

_ROOT = Path(__file__).parents[4]
_FOLDER = _ROOT / "tests" / "data" / "documents"
_SHEETS = sorted(_FOLDER.glob("*/*.yaml"))
_KEYS = {"id", "links", "groups", "targets", "undertakings", "traps"}
_TYPES = {
    *(
        "full name",
        "short name",
        "old name",
        "ethnic tail",
        "same name",
        "everyday word",
        "list",
        "exclusion",
    ),
    *("prefecture-wide", "scope", "zone", "town", "region abbreviation", "implicit", "organ", "partner"),
    *("market", "route", "context", "negation"),
}
_OPS = {"=", ">=", ">", "<=", "<", "~", "range"}
_ASKED = {Relation.NAMED, Relation.IMPLICIT, Relation.SCOPE}

Sheet = dict[str, Any]


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


@pytest.fixture(params=_SHEETS, ids=_name)
def sheet(request: pytest.FixtureRequest) -> Sheet:
    path: Path = request.param
    answers: Sheet = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {**answers, "text": path.with_suffix(".txt").read_text(encoding="utf-8")}


@pytest.fixture(scope="module")
def units(built_settings: Settings) -> Mapping[str, AdminUnit]:
    return GeoPackageStore(built_settings.home).read_catalogue().units


def _answers(sheet: Sheet, *keys: str) -> Iterator[Sheet]:
    for clause in sheet["clauses"]:
        for key in keys:
            yield from clause.get(key, ())


def _codes(answer: Sheet) -> list[str]:
    return answer["adcodes"] if "adcodes" in answer else [answer["adcode"]]


def _bare(text: str) -> str:
    """Blanks and marks of text recognition do not part the words of a place."""
    return re.sub(r"[\s*]", "", text)


def test_there_is_a_development_half() -> None:
    assert sum(path.parent.name == "dev" for path in _SHEETS) >= 12


@pytest.mark.parametrize("text", sorted(_FOLDER.glob("*/*.txt")), ids=_name)
def test_every_text_has_its_answers(text: Path) -> None:
    assert text.with_suffix(".yaml").exists()


def test_a_sheet_tells_title_region_year_and_horizon(sheet: Sheet) -> None:
    assert set(sheet) == {"title", "region", "year", "horizon", "clauses", "text"}
    assert re.fullmatch(r"\d{6}", sheet["region"])
    assert sheet["year"] <= sheet["horizon"]


def test_each_clause_stands_once(sheet: Sheet) -> None:
    ids = [clause["id"] for clause in sheet["clauses"]]
    assert len(ids) == len(set(ids))
    assert all(set(clause) <= _KEYS for clause in sheet["clauses"])


def test_links_and_groups_use_the_known_words(sheet: Sheet) -> None:
    for answer in _answers(sheet, "links", "groups"):
        assert answer["type"] in _TYPES, answer
        assert Relation(answer["relation"]) is not Relation.MEMBER, answer
        assert all(re.fullmatch(r"\d{6}", code) for code in _codes(answer)), answer


def test_topics_are_those_of_the_taxonomy(sheet: Sheet) -> None:
    with (_ROOT / "geodata" / "topics.csv").open(encoding="utf-8") as lines:
        slugs = {row["slug"] for row in csv.DictReader(lines)}
    for answer in _answers(sheet, "links", "groups"):
        topics = answer.get("topics", [])
        assert set(topics) <= slugs, answer
        assert topics or answer["relation"] not in _ASKED, answer


def test_every_place_and_trap_is_in_the_text(sheet: Sheet) -> None:
    text = _bare(sheet["text"])
    places = [
        answer["place"]
        for answer in _answers(sheet, "links", "groups")
        if answer["relation"] != Relation.IMPLICIT
    ]
    traps = list(_answers(sheet, "traps"))
    assert [words for words in places + traps if _bare(str(words)) not in text] == []


def test_targets_are_figures_with_a_unit(sheet: Sheet) -> None:
    for target in _answers(sheet, "targets"):
        assert isinstance(target["value"], int | float), target
        assert target["unit"], target
        assert target["op"] in _OPS, target
        assert target["kind"] in {"target", "fact"}, target
        assert (target["op"] == "range") == ("value_max" in target), target
        assert target["kind"] == "fact" or isinstance(target["year"], int), target


def test_undertakings_are_named_in_the_text(sheet: Sheet) -> None:
    text = _bare(sheet["text"])
    for undertaking in _answers(sheet, "undertakings"):
        assert undertaking["kind"] in {"cluster", "zone", "project"}, undertaking
        assert _bare(undertaking["name"]) in text, undertaking


@pytest.mark.store
def test_every_code_is_a_unit_of_today(sheet: Sheet, units: Mapping[str, AdminUnit]) -> None:
    assert sheet["region"] in units
    for group in _answers(sheet, "groups"):
        assert set(group["adcodes"]) <= set(units), group
    for link in _answers(sheet, "links"):
        assert link["adcode"] in units, link
        assert units[link["adcode"]].level == "county", link

"""A reviewed document goes to another atlas as a catalogue file, and says there what it says here."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.bootstrap import Services
from atlas.core.access import Actor, Role
from atlas.core.errors import AccessDenied, AtlasError, CatalogueError, ConflictError, LimitExceeded
from atlas.core.model import Figure, Relation
from atlas.core.policy.catalogue import Catalogue
from atlas.core.policy.reading.draft import DraftItem
from atlas.stores.catalogue import read_document
from atlas.stores.document_yaml import MOST_CATALOGUE_BYTES, decode_document
from tests.document_samples import (
    ADMINISTRATOR,
    EDITOR,
    ITEMS,
    OTHER_EDITOR,
    PLAN_2028,
    REVIEWER,
    add_plan,
    confirm,
    open_office,
    place,
    spoil,
)
from tests.small_catalogue import PLAN


@pytest.fixture
def office(home: Path) -> Services:
    return open_office(home)


@pytest.fixture
def other(built: Path, tmp_path: Path) -> Services:
    return open_office(shutil.copytree(built, tmp_path / "other"))


def exported(office: Services, folder: Path, document: str = PLAN_2028) -> Path:
    name, content = office.exchange.export(EDITOR, document)
    path = folder / name
    path.write_bytes(content)
    return path


def links_of(catalogue: Catalogue, document: str = PLAN_2028) -> set[tuple[str, ...]]:
    """Where the goals of a document lead, goals told apart by what they say."""
    return {
        (goal.clause, goal.kind, goal.summary.zh, link.adcode, link.relation, link.place, link.via)
        for goal in catalogue.documents[document].goals
        for link in catalogue.links_by_goal.get(goal.id, ())
    }


def test_an_export_is_a_catalogue_file_with_what_was_confirmed(
    home: Path, office: Services, tmp_path: Path
) -> None:
    add_plan(office, home)
    confirm(office, "i2", "i3")
    path = exported(office, tmp_path)
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert "headings" not in raw, "a heading above nothing that was confirmed"
    (clause,) = raw["clauses"]
    assert (clause["heading"], "summary" in clause) == ("协作发展", False)
    assert [item["kind"] for item in clause["items"]] == ["designation", "target"]
    assert clause["items"][0]["places"] == {"named": ["大龙经开区", "松桃"]}
    assert clause["items"][0]["year_stated"] is False
    assert {"value": 1200, "unit": "户", "year": 2028}.items() <= clause["items"][1].items()
    assert len(read_document(path, frozenset(office.reader.catalogue().topics)).goals) == 2


def test_another_atlas_makes_the_same_links_of_it(
    home: Path, office: Services, other: Services, tmp_path: Path
) -> None:
    add_plan(office, home)
    confirm(office, "i1", "i2", "i3")
    answer = other.exchange.import_file(REVIEWER, exported(office, tmp_path))
    assert (answer["document"]["review"]["confirmed"], answer["findings"]) == (3, [])
    assert links_of(other.reader.catalogue()) == links_of(office.reader.catalogue())


def test_export_import_export_gives_the_same_bytes(
    home: Path, office: Services, other: Services, tmp_path: Path
) -> None:
    add_plan(office, home)
    confirm(office, "i1", "i2", "i3")
    path = exported(office, tmp_path)
    other.exchange.import_file(REVIEWER, path)
    assert other.exchange.export(EDITOR, PLAN_2028)[1] == path.read_bytes()


#: Items of which every field has something to say, or something odd.
ODD = (
    replace(
        ITEMS[0],
        name="“一号”: 基地 # 甲",
        host="开阳",
        companies=("贵州磷化（集团）", "- 乙", "null"),
        year_stated=True,
        due=2026,
        figure=Figure("产值", "range", 2.25, 3.0, "亿元", 2026, 2024, "力争", "全部", "each", "单位可疑"),
        places=(
            place(1, "开阳", read_as="520121"),
            place(2, "息烽", Relation.EXCLUDED, read_as="息烽县", within="520100"),
        ),
    ),
    replace(ITEMS[1], topics=("manganese", "general"), places=(place(3, "大龙经开区", Relation.PARTNER),)),
    replace(ITEMS[2], figure=replace(ITEMS[2].figure or Figure("", "=", 0, None, "", None), value=0.0)),
    # Kept by an earlier reading as a whole number (六成 as 60).
    replace(ITEMS[2], figure=replace(ITEMS[2].figure or Figure("", "=", 0, None, "", None), value=60)),
)


@pytest.mark.parametrize("number", range(len(ODD)))
def test_every_field_survives_the_way(
    home: Path, office: Services, other: Services, tmp_path: Path, number: int
) -> None:
    item: DraftItem = ODD[number]
    add_plan(office, home, items=[item])
    confirm(office, item.id)
    other.exchange.import_file(REVIEWER, exported(office, tmp_path))
    (here,), (there,) = (one.reader.catalogue().documents[PLAN_2028].goals for one in (office, other))
    assert replace(there, id=here.id, mentions=here.mentions) == here
    assert links_of(other.reader.catalogue()) == links_of(office.reader.catalogue())


def test_a_place_is_written_in_its_plainest_words(home: Path, office: Services, tmp_path: Path) -> None:
    item = replace(ITEMS[0], places=(place(1, "开阳", read_as="520121"), place(2, "息烽", read_as="520181")))
    add_plan(office, home, items=[item])
    confirm(office, "i1")
    raw = yaml.safe_load(exported(office, tmp_path).read_text(encoding="utf-8"))
    assert raw["clauses"][0]["items"][0]["places"]["named"] == ["开阳", {"name": "息烽", "as": "清镇市"}]


def test_nothing_confirmed_is_nothing_to_export(home: Path, office: Services) -> None:
    add_plan(office, home)
    with pytest.raises(ConflictError) as refused:
        office.exchange.export(EDITOR, PLAN_2028)
    assert refused.value.code == "nothing_confirmed"


def test_under_two_person_review_an_import_waits_for_the_second(
    home: Path, office: Services, built: Path, tmp_path: Path
) -> None:
    add_plan(office, home)
    confirm(office, "i1")
    strict = open_office(shutil.copytree(built, tmp_path / "strict"), two_person_review="yes")
    answer = strict.exchange.import_file(REVIEWER, exported(office, tmp_path))
    assert answer["document"]["review"]["second"] == 1
    assert PLAN_2028 not in strict.reader.catalogue().documents


@pytest.mark.parametrize("actor", [EDITOR, OTHER_EDITOR, REVIEWER, ADMINISTRATOR], ids=lambda one: one.name)
@pytest.mark.parametrize("is_strict", [False, True], ids=["one person", "two people"])
def test_a_document_that_came_in_reviewed_is_never_replaced(
    home: Path, office: Services, built: Path, tmp_path: Path, actor: Actor, *, is_strict: bool
) -> None:
    add_plan(office, home)
    confirm(office, "i1")
    path = exported(office, tmp_path)
    settings = {"two_person_review": "yes"} if is_strict else {}
    other_home = shutil.copytree(built, tmp_path / "other")
    other = open_office(other_home, **settings)
    other.exchange.import_file(REVIEWER, path)
    with pytest.raises(AtlasError) as refused:
        add_plan(other, other_home, actor=actor, replace=True)
    assert refused.value.code == ("access_denied" if actor.role == Role.EDITOR else "document_reviewed")
    if actor.role != Role.EDITOR:
        with pytest.raises(ConflictError) as refused:
            other.exchange.import_file(actor, path, replace_known=True)
        assert refused.value.code == "document_reviewed"
    assert other.library.show(REVIEWER, PLAN_2028)["version"] == 1


def test_an_import_takes_the_place_of_a_draft_that_nobody_reviewed(
    home: Path, office: Services, other: Services, tmp_path: Path
) -> None:
    add_plan(office, home)
    confirm(office, "i1")
    add_plan(other, tmp_path)
    other.exchange.import_file(REVIEWER, exported(office, tmp_path), replace_known=True)
    assert other.library.show(REVIEWER, PLAN_2028)["review"]["confirmed"] == 1


def test_only_reviewers_import(office: Services, tmp_path: Path) -> None:
    with pytest.raises(AccessDenied):
        office.exchange.import_file(EDITOR, tmp_path / "any.yaml")


HEAD = "id: office-plan\ntitle_zh: 方案\ntitle_en: Plan\nregion: '520000'\n"


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "clauses: [{id: 一, items: [{kind: wish, topics: [general]}]}]",
        HEAD + "clauses: [{id: 一, items: [{kind: [], topics: [general]}]}]",
        HEAD + "clauses: [&a {id: 一}, *a]",
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nid: *c",
        HEAD + "clauses: " + "[" * 5000 + "]" * 5000,
        HEAD + "year: 1" + ":1" * 10_000,
        HEAD + 'issuer: "\\ud800"\nclauses: []',
        HEAD + "status: finall\nclauses: []",
        "id: [",
        "- 一",
    ],
    ids=[
        "kind",
        "list for a word",
        "alias",
        "bomb",
        "nesting",
        "long number",
        "no sign",
        "status",
        "no YAML",
        "no mapping",
    ],
)
def test_a_file_that_breaks_the_format_is_refused(office: Services, tmp_path: Path, text: str) -> None:
    path = tmp_path / "方案.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError) as refused:
        office.exchange.import_file(REVIEWER, path)
    assert refused.value.detail["file"] == "方案.yaml"


@pytest.mark.parametrize(
    "content",
    [b"#" * (MOST_CATALOGUE_BYTES + 1), b"- 1\n" * 120_000],
    ids=["size", "number of values"],
)
def test_a_file_beyond_all_measure_is_refused(office: Services, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "方案.yaml"
    path.write_bytes(content)
    with pytest.raises(LimitExceeded) as refused:
        office.exchange.import_file(REVIEWER, path)
    assert (refused.value.code, "500 kB" in str(refused.value)) == ("catalogue_too_large", True)


ITEM = "kind: target, topics: [general], value: 3, unit: 户, year: 2027"


@pytest.mark.parametrize(
    ("text", "clause", "key"),
    [
        (HEAD + "status: [1]", "", "status"),
        (HEAD + "issuer: 2024-05-01", "", "issuer"),
        (HEAD.replace("方案", "{zh: 方案}"), "", "title_zh"),
        (HEAD.replace("office-plan", "[office-plan]"), "", "id"),
        (HEAD + "year: true", "", "year"),
        (HEAD + "headings: {一: {zh: [总则]}}", "一", "zh"),
        (HEAD + 'headings: {"一\\0": {zh: 总则}}', "一?", "headings"),
        (HEAD + 'clauses: [{id: "一\\0"}]', "一?", "id"),
        (HEAD + 'clauses: [{id: "一\\u202E"}]', "一?", "id"),
        (HEAD + "clauses: [{id: 3.10}]", "3.1", "id"),
        (HEAD + "clauses: [{id: 一, summary: {zh: 任务}}]", "一", "summary"),
        (HEAD + 'clauses: [{id: 一, summary: "任\\0务"}]', "一", "summary"),
        (HEAD + f"clauses: [{{id: 一, items: [{{{ITEM}, value: true}}]}}]", "一#1", "value"),
        (HEAD + f"clauses: [{{id: 一, items: [{{{ITEM}, value: '3'}}]}}]", "一#1", "value"),
        (HEAD + f"clauses: [{{id: 一, items: [{{{ITEM}, topics: [[general]]}}]}}]", "一#1", "topics"),
        (HEAD + f"clauses: [{{id: 一, items: [{{{ITEM}, kind: []}}]}}]", "一#1", "kind"),
        (
            HEAD + f"clauses: [{{id: 一, items: [{{{ITEM}, places: {{named: [no]}}}}]}}]",
            "一#1",
            "places.named",
        ),
        (
            HEAD + f"clauses: [{{id: 一, items: [{{{ITEM}, places: {{named: [{{name: [开阳]}}]}}}}]}}]",
            "一#1",
            "name",
        ),
    ],
    ids=lambda value: value.removeprefix(HEAD)[:60],
)
def test_a_value_of_another_kind_is_refused_with_its_place(
    office: Services, tmp_path: Path, text: str, clause: str, key: str
) -> None:
    path = tmp_path / "方案.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError) as refused:
        office.exchange.import_file(REVIEWER, path)
    assert refused.value.detail == {"file": "方案.yaml", "clause": clause, "key": key}


_PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4)
_YAML = st.recursive(
    _PLAIN,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=2), inner, max_size=2),
    max_leaves=3,
)


@settings(max_examples=150, deadline=None)
@given(path=st.lists(st.integers(0, 20), min_size=1, max_size=6), wrong=_YAML)
def test_any_value_at_any_place_is_read_or_refused_in_words(path: list[int], wrong: Any) -> None:
    place = {"name": "开阳", "as": "开阳县", "within": "520100"}
    figure = {"value": 3, "value_max": None, "op": ">=", "unit": "户", "year": 2027, "year_from": 2024}
    item = {"kind": "target", "topics": ["general"], **figure, "places": {"named": ["息烽", place]}}
    raw: dict[str, Any] = {"id": "plan", "title_zh": "方案", "title_en": "Plan", "region": "520000"}
    raw |= {"horizon": 2027, "headings": {"一": {"zh": "总则"}}, "clauses": [{"id": "一/1", "items": [item]}]}
    content = yaml.safe_dump(spoil(raw, path, wrong), allow_unicode=False).encode()
    try:
        document = decode_document(content, "方案.yaml", ["general"])
    except AtlasError:
        return  # told in words
    assert all(isinstance(clause.id, str) for clause in document.clauses)


@pytest.mark.parametrize(
    ("head", "code"),
    [
        (HEAD.replace("office-plan", PLAN), "document_exists"),
        (HEAD.replace("office-plan", "方案"), "document_id_invalid"),
        (HEAD.replace("520000", "999999"), "adcode_unknown"),
    ],
    ids=["built in", "id", "region"],
)
def test_an_import_is_checked_like_any_document(
    office: Services, tmp_path: Path, head: str, code: str
) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(head + "clauses: []", encoding="utf-8")
    with pytest.raises(AtlasError) as refused:
        office.exchange.import_file(REVIEWER, path)
    assert refused.value.code == code


def test_headings_stay_before_the_clauses_below_them(office: Services, tmp_path: Path) -> None:
    item = "items: [{kind: designation, topics: [general], summary: 任务, places: {named: [开阳]}}]"
    path = tmp_path / "plan.yaml"
    path.write_text(
        HEAD
        + "headings: {一: {zh: 总则}, 二: {zh: 任务}, 二/(一): {zh: 基地}, 附件: {zh: 名单}}\n"
        + f"clauses: [{{id: 一/1, {item}}}, {{id: 二/(一)/1, {item}}}, {{id: 三, {item}}}]",
        encoding="utf-8",
    )
    office.exchange.import_file(REVIEWER, path)
    outline = office.library.show(EDITOR, "office-plan")["outline"]
    assert [entry["id"] for entry in outline] == ["一", "一/1", "二", "二/(一)", "二/(一)/1", "三", "附件"]

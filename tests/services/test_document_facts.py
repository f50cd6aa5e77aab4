"""What is said of a document as a whole: its status, its title, and how much was read in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from atlas.bootstrap import Services
from atlas.core.errors import AccessDenied, ConflictError, DocumentNotFound, ParameterError
from atlas.services.document_wishes import read_facts, read_wishes
from atlas.services.profile import show_unit
from tests.document_samples import (
    EDITOR,
    PLAN_2028,
    REVIEWER,
    TEXT,
    VIEWER,
    add_plan,
    confirm,
    open_office,
    sample_library,
)
from tests.small_catalogue import PLAN

READ = ("clauses", "goals", "facts", "targets")


@pytest.fixture
def office(home: Path) -> Services:
    services = open_office(home)
    add_plan(services, home)
    return services


def listed(office: Services) -> dict[str, Any]:
    documents = office.library.list_documents(EDITOR)["documents"]
    found: dict[str, Any] = next(one for one in documents if one["id"] == PLAN_2028)
    return found


def test_a_draft_tells_what_was_read_in_it(office: Services) -> None:
    assert [listed(office)[name] for name in READ] == [3, 3, 0, 1]
    assert not listed(office)["is_public"]


def test_list_and_document_tell_the_same(office: Services) -> None:
    confirm(office, "i1")
    office.review.decide(REVIEWER, PLAN_2028, [{"op": "reject", "item": "i3", "version": 1}])
    shown = office.library.show(EDITOR, PLAN_2028)
    assert [listed(office)[name] for name in READ] == [shown[name] for name in READ] == [3, 2, 0, 0]
    assert listed(office)["review"] == {"items": 3, "open": 1, "second": 0, "confirmed": 1, "rejected": 1}
    assert (listed(office)["is_public"], listed(office)["counties"]) == (True, 2)


def test_an_item_that_became_a_fact_is_counted_as_one(office: Services) -> None:
    change = {"op": "change", "item": "i3", "version": 1, "set": {"kind": "fact"}}
    office.review.decide(REVIEWER, PLAN_2028, [change])
    assert [listed(office)[name] for name in READ] == [3, 2, 1, 0]


def test_words_of_a_person_never_count_as_a_kind(office: Services) -> None:
    summary = {"zh": '"kind": "fact"', "en": ""}
    change = {"op": "change", "item": "i1", "version": 1, "set": {"summary": summary}}
    office.review.decide(REVIEWER, PLAN_2028, [change])
    assert listed(office)["facts"] == 0


def test_the_status_is_said_when_a_document_is_added(office: Services, tmp_path: Path) -> None:
    path = tmp_path / "印发稿.txt"
    path.write_text(f"{TEXT}。", encoding="utf-8")
    wishes = {"region": "520000", "id": "issued", "status": "final"}
    added = sample_library(office).add(EDITOR, path, read_wishes("印发稿.txt", wishes))
    assert (added["document"]["status"], listed(office)["status"]) == ("final", "draft")


@pytest.mark.parametrize(
    ("wishes", "parameter"),
    [
        ({"region": "520000", "status": "印发"}, "status"),
        ({"region": "520000", "year": "二〇二五"}, "year"),
        ({"region": "520000", "year": "２０２５"}, "year"),
        ({"region": "520000", "year": "020250"}, "year"),
        ({"region": "520000", "horizon": "2028\n"}, "horizon"),
        ({"region": "520000", "year": "1948"}, "year"),
        pytest.param({"region": "520000", "year": "02025" + "9" * 5_000}, "year", id="many digits"),
        ({"region": "520000", "字号": "1"}, "字号"),
        ({}, "region"),
    ],
)
def test_a_wish_that_cannot_be_is_refused_with_the_way_out(wishes: dict[str, str], parameter: str) -> None:
    with pytest.raises(ParameterError) as refused:
        read_wishes("a.txt", wishes)
    error = refused.value
    assert error.detail["parameter"] == parameter
    assert error.hint is not None
    assert all(error.hint.to_dict().values())


@pytest.mark.parametrize("facts", [{"status": "印发"}, {"title": ""}, {"year": 2025}])
def test_a_fact_that_cannot_be_is_refused_with_the_way_out(facts: dict[str, object]) -> None:
    with pytest.raises(ParameterError) as refused:
        read_facts(facts)
    hint = refused.value.hint
    assert hint is not None
    assert all(hint.to_dict().values())


def test_changed_facts_stand_where_everybody_looks(office: Services) -> None:
    confirm(office, "i1")
    assert office.reader.catalogue().documents[PLAN_2028].status == "draft"
    before = office.reader.revision()
    facts = {"title": "南明片区协作方案（印发稿）", "issuer": "省政府办公厅", "status": "final"}
    answer = office.review.describe(REVIEWER, PLAN_2028, facts)
    assert (answer["title"]["zh"], answer["issuer"]) == (facts["title"], facts["issuer"])
    public = office.reader.catalogue().documents[PLAN_2028]
    assert (public.title.zh, public.issuer, public.status) == (facts["title"], facts["issuer"], "final")
    assert office.reader.revision() != before
    assert office.library.show(VIEWER, PLAN_2028)["status"] == "final"


def test_a_change_of_facts_is_in_the_audit_trail_and_decides_nothing(office: Services) -> None:
    office.review.describe(REVIEWER, PLAN_2028, {"status": "final"})
    office.review.describe(REVIEWER, PLAN_2028, {"status": "final"})
    changes = office.audit.list_changes(target=f"document:{PLAN_2028}")
    described = [change for change in changes if change.action == "document.describe"]
    assert [(change.old, change.new) for change in described] == [({"status": "draft"}, {"status": "final"})]
    assert office.library.show(EDITOR, PLAN_2028)["review"]["open"] == 3


def test_of_two_who_change_different_facts_each_has_their_way(office: Services) -> None:
    seen = office.library.show(REVIEWER, PLAN_2028)
    title = {"zh": "南明片区协作方案", "en": ""}
    office.review.describe(REVIEWER, PLAN_2028, {"status": "final", "expected": {"status": seen["status"]}})
    office.review.describe(REVIEWER, PLAN_2028, {"title": title, "expected": {"title": seen["title"]}})
    now = office.library.show(REVIEWER, PLAN_2028)
    assert (now["status"], now["title"]["zh"]) == ("final", title["zh"])


def test_a_fact_that_somebody_else_has_changed_is_not_overwritten(office: Services) -> None:
    office.review.describe(REVIEWER, PLAN_2028, {"status": "repealed"})
    facts = {"status": "final", "issuer": "省政府", "expected": {"status": "draft"}}
    with pytest.raises(ConflictError) as refused:
        office.review.describe(REVIEWER, PLAN_2028, facts)
    error = refused.value
    assert (error.code, error.detail["now"]) == ("facts_overtaken", {"status": "repealed"})
    assert error.hint is not None
    assert all(error.hint.to_dict().values())
    now = office.library.show(REVIEWER, PLAN_2028)
    assert now["status"] == "repealed"
    assert now["issuer"] != "省政府"


def test_what_is_there_already_is_no_conflict(office: Services) -> None:
    facts = {"status": "final", "expected": {"status": "draft"}}
    office.review.describe(REVIEWER, PLAN_2028, facts)
    assert office.review.describe(REVIEWER, PLAN_2028, facts)["status"] == "final"


@pytest.mark.parametrize(
    "facts",
    [
        {"status": "final", "expected": []},
        {"status": "final", "expected": {"status": None}},
        {"title": "方案", "expected": {"title": {"zh": 1}}},
        {"status": "印发"},
        {"status": None},
        {"title": ""},
        {"title": {"en": "Plan"}},
        {"region": "520100"},
        [],
    ],
)
def test_facts_that_cannot_be_are_refused(office: Services, facts: Any) -> None:
    with pytest.raises(ParameterError) as refused:
        office.review.describe(REVIEWER, PLAN_2028, facts)
    assert refused.value.code == "change_invalid"


def test_facts_are_changed_by_reviewers_of_added_documents_only(office: Services) -> None:
    with pytest.raises(AccessDenied):
        office.review.describe(EDITOR, PLAN_2028, {"status": "final"})
    with pytest.raises(DocumentNotFound):
        office.review.describe(REVIEWER, PLAN, {"status": "final"})


def test_of_a_draft_only_what_is_confirmed_can_be_asked_for(office: Services) -> None:
    def goals() -> list[str]:
        shown = office.library.draft_catalogue(EDITOR, PLAN_2028, only_confirmed=True)
        return [goal.id.rpartition("#")[2] for goal in shown.documents[PLAN_2028].goals]

    assert goals() == []
    confirm(office, "i1")
    assert goals() == ["i1"]


def test_a_corrected_summary_is_there_after_a_new_start(office: Services, home: Path) -> None:
    values = {"kind": "fact", "summary": {"zh": "现有规上工业企业1200户", "en": ""}}
    changes = [
        {"op": "change", "item": "i3", "version": 1, "set": values},
        {"op": "confirm", "item": "i3", "version": 1},
    ]
    office.review.decide(REVIEWER, PLAN_2028, changes)
    again = open_office(home)
    assert again.review.item(REVIEWER, PLAN_2028, "i3")["summary"]["zh"] == "现有规上工业企业1200户"
    (goal,) = again.reader.catalogue().documents[PLAN_2028].goals
    assert goal.summary.zh == "现有规上工业企业1200户"


def test_what_is_repealed_leaves_the_profile_and_can_come_back(office: Services) -> None:
    confirm(office, "i1")
    goals = [show_unit(office.reader.catalogue(), "520121")["counts"]["goals"]]
    for status in ("repealed", "final"):
        office.review.describe(REVIEWER, PLAN_2028, {"status": status})
        goals.append(show_unit(office.reader.catalogue(), "520121")["counts"]["goals"])
    assert goals[1] == goals[0] - 1
    assert goals[2] == goals[0]

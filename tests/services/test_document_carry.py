"""The review of one version of a plan is brought to another: as proposals, or decided; taken back in one step."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from atlas.bootstrap import Services
from atlas.core.access import Actor
from atlas.core.errors import AccessDenied, ConflictError, ParameterError, Text
from atlas.core.policy.reading.source import SourceText
from atlas.services.document_carry import DocumentCarry
from atlas.services.document_library import DocumentLibrary
from atlas.services.document_wishes import AddRequest
from tests.document_samples import (
    EDITOR,
    FIRMS,
    ITEMS,
    MAX_BYTES,
    PLAN_2028,
    REVIEWER,
    SECOND,
    SOURCE,
    TEXT,
    SampleReading,
    add_plan,
    confirm,
    open_office,
)

DRAFT = "office-plan-2028-draft"
NOTHING = {"corrected": 0, "confirmed": 0, "rejected": 0, "added": 0}


@pytest.fixture
def office(built: Path, tmp_path: Path) -> Services:
    home = shutil.copytree(built, tmp_path / "home")
    services = open_office(home)
    add_plan(services, home, document=DRAFT)
    add_plan(services, home)
    return services


def item(office: Services, number: str, document: str = PLAN_2028) -> dict[str, Any]:
    return office.review.item(REVIEWER, document, number)


def change(office: Services, number: str, op: str, actor: Actor = REVIEWER, **more: Any) -> None:
    version = item(office, number, DRAFT)["version"]
    office.review.decide(actor, DRAFT, [{"op": op, "item": number, "version": version, **more}])


def test_a_correction_is_brought_as_a_proposal_that_is_still_to_be_confirmed(office: Services) -> None:
    change(office, "i1", "change", set={"topics": ["manganese"]})
    answer = office.carry.carry(REVIEWER, PLAN_2028, DRAFT)
    brought = item(office, "i1")
    assert answer["carried"] == {**NOTHING, "corrected": 1}
    assert (brought["topics"], brought["decision"]) == (["manganese"], "open")
    assert (brought["earlier"]["document"], brought["earlier"]["decision"]) == (DRAFT, "open")


def test_a_proposal_tells_who_confirmed_it_in_which_version(office: Services) -> None:
    confirm(office, "i1", actor=SECOND, document=DRAFT)
    office.carry.carry(REVIEWER, PLAN_2028, DRAFT)
    earlier = item(office, "i1")["earlier"]
    assert (earlier["reviewer"], earlier["decision"]) == (SECOND.name, "confirmed")
    assert DRAFT in earlier["title"]["zh"]
    assert DRAFT in earlier["title"]["en"]


def test_a_place_that_was_rejected_is_rejected_with_the_confirmation(office: Services) -> None:
    change(office, "i1", "reject_place", place="p2")
    office.carry.carry(REVIEWER, PLAN_2028, DRAFT)
    assert [place["decision"] for place in item(office, "i1")["places"]] == ["open", "open"]
    confirm(office, "i1")
    assert [place["decision"] for place in item(office, "i1")["places"]] == ["confirmed", "rejected"]


def test_an_item_that_was_rejected_waits_and_is_in_no_bulk_confirmation(office: Services) -> None:
    change(office, "i1", "reject")
    office.carry.carry(REVIEWER, PLAN_2028, DRAFT)
    assert item(office, "i1")["decision"] == "open"
    assert "i1" in office.review.confirm_many(REVIEWER, PLAN_2028, above=0)["skipped"]
    (waiting,) = (row for row in office.review.queue(REVIEWER, PLAN_2028)["rows"] if row["id"] == "i1")
    assert "proposed_away" in waiting["reasons"]


def test_what_a_person_added_stands_at_the_same_words(office: Services) -> None:
    words = "朝阳承接转移"
    start = TEXT.index(words)
    span = [start, start + len(words)]
    added = {"op": "add", "clause": "二", "span": span, "set": {"topics": ["manganese"]}}
    office.review.decide(REVIEWER, DRAFT, [{**added, "places": [{"words": "朝阳", "adcode": "520102"}]}])
    office.carry.carry(REVIEWER, PLAN_2028, DRAFT)
    (brought,) = (one for one in office.review.items(REVIEWER, PLAN_2028)["items"] if one["quote"] == words)
    assert (brought["clause"], brought["decision"], brought["span"]) == ("二", "open", span)
    assert [unit["adcode"] for unit in brought["places"][0]["units"]] == ["520102"]


def test_whoever_wishes_confirms_and_rejects_at_once_in_their_own_name(office: Services) -> None:
    confirm(office, "i1", actor=SECOND, document=DRAFT)
    change(office, "i3", "reject")
    office.carry.carry(REVIEWER, PLAN_2028, DRAFT, is_deciding=True)
    decided = [(item(office, one)["decision"], item(office, one)["reviewer"]) for one in ("i1", "i3")]
    assert decided == [("confirmed", REVIEWER.name), ("rejected", REVIEWER.name)]


def test_what_was_brought_before_may_be_decided_afterwards(office: Services) -> None:
    confirm(office, "i1", document=DRAFT)
    office.carry.carry(REVIEWER, PLAN_2028, DRAFT)
    office.carry.carry(REVIEWER, PLAN_2028, DRAFT, is_deciding=True)
    assert item(office, "i1")["decision"] == "confirmed"


def add_item(office: Services, words: str, **more: Any) -> None:
    start = TEXT.index(words)
    added = {"op": "add", "clause": "二", "span": [start, start + len(words)], **more}
    added["set"] = {"topics": ["manganese"], **more.get("set", {})}
    office.review.decide(REVIEWER, DRAFT, [added])


def test_what_a_person_added_may_be_decided_after_it_was_brought(office: Services) -> None:
    add_item(office, "朝阳承接转移", set={"summary": "朝阳"}, confirm=True)
    add_item(office, "朝阳承接转移", set={"summary": "承接"}, confirm=True)
    add_item(office, "大龙经开区和松桃")
    assert office.carry.carry(REVIEWER, PLAN_2028, DRAFT)["carried"] == {**NOTHING, "added": 3}
    assert office.carry.preview(REVIEWER, PLAN_2028, DRAFT)["not_carried"]["decided"] == 3
    answer = office.carry.carry(SECOND, PLAN_2028, DRAFT, is_deciding=True)
    assert (answer["carried"]["added"], answer["changed"]) == (3, 2)
    items = office.review.items(REVIEWER, PLAN_2028)["items"]
    added = {one["summary"]["zh"]: (one["decision"], one["reviewer"]) for one in items if one["earlier"]}
    confirmed = ("confirmed", SECOND.name)
    assert added == {"朝阳": confirmed, "承接": confirmed, "大龙经开区和松桃": ("open", "")}
    assert len(items) == len(ITEMS) + 3


def test_what_somebody_made_of_it_here_is_not_decided_with_the_rest(office: Services) -> None:
    add_item(office, "朝阳承接转移", confirm=True)
    office.carry.carry(REVIEWER, PLAN_2028, DRAFT)
    (brought,) = (one for one in office.review.items(REVIEWER, PLAN_2028)["items"] if one["earlier"])
    reworded = {"op": "change", "item": brought["id"], "version": brought["version"], "set": {"name": "朝阳"}}
    office.review.decide(REVIEWER, PLAN_2028, [reworded])
    with pytest.raises(ConflictError):
        office.carry.carry(REVIEWER, PLAN_2028, DRAFT, is_deciding=True)


def test_what_people_added_stands_in_the_order_of_the_text(office: Services) -> None:
    words = ["大龙经开区和松桃", "朝阳承接转移", "新增规上工业企业"]
    for one in words:
        add_item(office, one)
    office.carry.carry(REVIEWER, PLAN_2028, DRAFT)
    items = office.review.items(REVIEWER, PLAN_2028)["items"]
    assert [one["quote"] for one in items if one["earlier"]] == words


def test_one_undo_takes_all_of_it_back(office: Services) -> None:
    change(office, "i1", "change", set={"topics": ["manganese"]})
    confirm(office, "i3", document=DRAFT)
    office.carry.carry(REVIEWER, PLAN_2028, DRAFT)
    assert office.review.undo(REVIEWER, PLAN_2028)["changed"] == 2
    assert item(office, "i1")["topics"] == ["phosphorus"]
    assert item(office, "i3")["earlier"] is None


def test_the_step_and_the_audit_tell_where_it_came_from(office: Services) -> None:
    confirm(office, "i1", document=DRAFT)
    office.carry.carry(REVIEWER, PLAN_2028, DRAFT)
    assert office.review.history(REVIEWER, PLAN_2028)["steps"][0]["action"] == "carry"
    entry = list(office.audit.read_all())[-1]
    assert (entry.action, entry.new["from"]) == ("document.carry", DRAFT)


def test_an_item_that_somebody_has_dealt_with_here_stays_as_it_is(office: Services) -> None:
    change(office, "i1", "change", set={"topics": ["manganese"]})
    confirm(office, "i1")
    told = office.carry.preview(REVIEWER, PLAN_2028, DRAFT)
    assert [(one["item"], one["reason"]) for one in told["left"]] == [("i1", "decided")]
    with pytest.raises(ConflictError):
        office.carry.carry(REVIEWER, PLAN_2028, DRAFT)


def test_what_somebody_decides_meanwhile_is_not_overwritten(office: Services) -> None:
    change(office, "i1", "change", set={"topics": ["manganese"]})

    def decide_meanwhile() -> str:
        confirm(office, "i1", actor=SECOND)
        return "2027-05-06"

    with pytest.raises(ConflictError) as caught:
        DocumentCarry(office.documents, office.library, decide_meanwhile).carry(REVIEWER, PLAN_2028, DRAFT)
    kept = item(office, "i1")
    assert caught.value.code == "document_changed"
    assert (kept["topics"], kept["reviewer"], kept["earlier"]) == (["phosphorus"], SECOND.name, None)


def test_what_a_third_version_proposes_is_not_decided_with_another_one(built: Path, tmp_path: Path) -> None:
    home, third = shutil.copytree(built, tmp_path / "home"), "office-plan-2028-third"
    office = open_office(home)
    for document in (third, DRAFT, PLAN_2028):
        add_plan(office, home, document=document)
    confirm(office, "i1", document=third)
    change(office, "i1", "reject")
    office.carry.carry(REVIEWER, PLAN_2028, third)
    with pytest.raises(ConflictError):
        office.carry.carry(REVIEWER, PLAN_2028, DRAFT, is_deciding=True)
    assert (item(office, "i1")["decision"], item(office, "i1")["earlier"]["document"]) == ("open", third)


def test_the_same_words_read_otherwise_and_words_that_are_gone_are_counted(
    built: Path, tmp_path: Path
) -> None:
    home = shutil.copytree(built, tmp_path / "home")
    office = open_office(home)
    add_plan(office, home, document=DRAFT)
    add_plan(office, home, items=[replace(ITEMS[0], topics=("manganese",)), ITEMS[1]])
    confirm(office, "i1", "i3", document=DRAFT)
    told = office.carry.preview(REVIEWER, PLAN_2028, DRAFT)
    assert told["carried"] == NOTHING
    assert told["not_carried"] == {"text_changed": 1, "read_otherwise": 1, "decided": 0}


class _Raised(SampleReading):
    """The same plan with 1500 firms instead of 1200."""

    def read_source(self, path: Path, *, name: str) -> SourceText:
        pieces = (replace(piece, text=piece.text.replace("1200", "1500")) for piece in SOURCE.pieces)
        return replace(SOURCE, pieces=tuple(pieces))


def add_raised(office: Services, home: Path) -> None:
    firms = replace(FIRMS, value=1500.0)
    raised = replace(ITEMS[2], figure=firms, summary=Text("全省新增规上工业企业1500户", ""))
    reading = _Raised([*ITEMS[:2], raised])
    library = DocumentLibrary(office.documents, reading=reading, max_bytes=MAX_BYTES)
    path = home / "新版.txt"
    path.write_text(TEXT.replace("1200", "1500"), encoding="utf-8")
    library.add(EDITOR, path, AddRequest("新版.txt", "520000", id=PLAN_2028))


def test_a_correction_holds_where_only_the_number_is_another(built: Path, tmp_path: Path) -> None:
    home = shutil.copytree(built, tmp_path / "home")
    office = open_office(home)
    add_plan(office, home, document=DRAFT)
    add_raised(office, home)
    corrected = {**item(office, "i3", DRAFT)["figure"], "metric": "新增规模以上企业", "value": 1200}
    change(office, "i3", "change", set={"topics": ["general"], "figure": corrected})
    confirm(office, "i3", document=DRAFT)
    told = office.carry.carry(REVIEWER, PLAN_2028, DRAFT, is_deciding=True)
    assert (told["carried"], told["other_numbers"]) == ({**NOTHING, "corrected": 1}, 1)
    brought = item(office, "i3")
    assert (brought["topics"], brought["decision"]) == (["general"], "open")
    assert (brought["figure"]["metric"], brought["figure"]["value"]) == ("新增规模以上企业", 1500)
    assert brought["summary"]["zh"] == "全省新增规上工业企业1500户"
    assert (brought["earlier"]["numbers"], brought["earlier"]["decision"]) == ("1200→1500", "confirmed")
    assert office.carry.preview(REVIEWER, PLAN_2028, DRAFT)["not_carried"]["decided"] == 1


def test_only_reviewed_documents_of_the_same_area_are_offered(office: Services) -> None:
    assert office.carry.sources(REVIEWER, PLAN_2028) == {"sources": []}
    confirm(office, "i1", document=DRAFT)
    (source,) = office.carry.sources(REVIEWER, PLAN_2028)["sources"]
    assert (source["source"]["id"], source["carried"]["confirmed"]) == (DRAFT, 1)


def test_who_may_not_review_carries_nothing_and_nothing_comes_from_itself(office: Services) -> None:
    with pytest.raises(AccessDenied):
        office.carry.carry(EDITOR, PLAN_2028, DRAFT)
    with pytest.raises(ParameterError):
        office.carry.preview(REVIEWER, PLAN_2028, PLAN_2028)


def test_a_correction_of_one_version_is_no_change_of_the_plan(office: Services) -> None:
    change(office, "i1", "reject_place", place="p2")
    answer = office.comparison.compare(EDITOR, DRAFT, PLAN_2028)
    assert answer["counts"] == {"same": 2, "review": 1}
    (row,) = (row for row in answer["rows"] if row["status"] == "review")
    assert [(one["code"], one["by_review"]) for one in row["changes"]] == [("places_added", "a")]
    assert row["changes"][0]["text"]["zh"] == "甲的审核去掉了地点：息烽县"
    assert "review_differs" in [note["code"] for note in answer["notes"]]


def test_after_the_review_was_carried_and_confirmed_nothing_differs(office: Services) -> None:
    change(office, "i1", "reject_place", place="p2")
    office.carry.carry(REVIEWER, PLAN_2028, DRAFT)
    confirm(office, "i1")
    assert office.comparison.compare(EDITOR, DRAFT, PLAN_2028)["counts"] == {"same": 3}


def test_a_statement_that_one_review_rejected_is_told_as_that(office: Services) -> None:
    change(office, "i3", "reject")
    (row,) = (
        row
        for row in office.comparison.compare(EDITOR, DRAFT, PLAN_2028)["rows"]
        if row["status"] == "review"
    )
    assert (row["a"], [one["code"] for one in row["changes"]]) == (None, ["item_rejected"])


def test_versions_of_one_title_are_told_apart(office: Services) -> None:
    answer = office.comparison.compare(EDITOR, DRAFT, PLAN_2028)
    assert answer["a"]["label"]["zh"].endswith(f"（{DRAFT}）")
    assert answer["b"]["label"]["zh"].endswith(f"（{PLAN_2028}）")

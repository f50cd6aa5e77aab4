"""Documents of an office are added as drafts; what was confirmed stands beside the built-in documents, nothing else."""

from __future__ import annotations

import io
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from atlas.bootstrap import Services
from atlas.core.access import Actor
from atlas.core.errors import (
    AccessDenied,
    AdcodeUnknown,
    ConflictError,
    DocumentNotFound,
    InputError,
    LimitExceeded,
    ParameterError,
    ServiceBusy,
)
from atlas.core.policy.reading.draft import DraftClause, DraftDocument
from atlas.core.policy.reading.facts import DocumentFacts
from atlas.core.policy.reading.source import SourceText
from atlas.core.policy.rows import GoalFilter, goal_rows
from atlas.services.document_gate import ReadingGate
from atlas.services.document_ids import make_document_id
from atlas.services.document_library import DocumentLibrary
from tests.document_samples import (
    ADMINISTRATOR,
    CLAUSES,
    EDITOR,
    ITEMS,
    LINES,
    MAX_BYTES,
    OTHER_EDITOR,
    PLAN_2028,
    REVIEWER,
    TEXT,
    VIEWER,
    SampleReading,
    add_plan,
    confirm,
    open_office,
    sample_library,
    span,
)
from tests.small_catalogue import PLAN
from tests.small_workspace import build_store, keep_in


@pytest.fixture
def office(home: Path) -> Services:
    return open_office(home)


def public(services: Services) -> set[str]:
    return set(services.reader.catalogue().documents)


def test_an_added_document_is_a_draft_that_nobody_else_sees(home: Path, office: Services) -> None:
    answer = add_plan(office, home)
    assert answer["document"]["review"] == {
        "items": 3,
        "open": 3,
        "second": 0,
        "confirmed": 0,
        "rejected": 0,
        "doubtful": 1,
    }
    assert answer["findings"] == []
    assert public(office) == {PLAN}


def test_confirmed_items_become_goals_and_open_ones_do_not(home: Path, office: Services) -> None:
    add_plan(office, home)
    before = office.reader.revision()
    confirm(office, "i1")
    catalogue = office.reader.catalogue()
    assert office.reader.revision() != before
    assert [goal.id for goal in catalogue.documents[PLAN_2028].goals] == [f"{PLAN_2028}#一#i1"]
    rows = list(goal_rows(catalogue, GoalFilter(document=PLAN_2028)))
    assert [(row["place"], row["adcode"], row["relation"]) for row in rows] == [
        ("开阳", "520121", "named"),
        ("息烽", "520122", "named"),
    ]


def test_in_postgres_everything_is_the_same(tmp_path: Path, postgis_url: str) -> None:
    keep_in(tmp_path, postgis_url)
    build_store(tmp_path)
    office = open_office(tmp_path)
    add_plan(office, tmp_path)
    confirm(office, "i1", "i2")
    rows = goal_rows(office.reader.catalogue(), GoalFilter(document=PLAN_2028))
    assert [row["place"] for row in rows] == ["开阳", "息烽", "大龙经开区", "松桃"]
    office.review.undo(REVIEWER, PLAN_2028)
    assert public(office) == {PLAN}
    office.library.original(EDITOR, PLAN_2028)[0].unlink()
    assert office.library.original(EDITOR, PLAN_2028)[0].read_bytes() == TEXT.encode("gb18030")


def test_links_tell_rule_confidence_and_reviewer(home: Path, office: Services) -> None:
    add_plan(office, home)
    confirm(office, "i1")
    (link, _) = [link for link in office.reader.catalogue().links if link.goal.startswith(PLAN_2028)]
    assert (link.evidence.words, link.evidence.rule, link.evidence.confidence) == (
        "开阳",
        "asked; short name",
        0.95,
    )
    assert link.evidence.reviewer == REVIEWER.name
    assert len(link.evidence.reviewed) == len("2025-11-22")


def test_of_a_clause_everybody_reads_what_was_confirmed_and_no_more(home: Path, office: Services) -> None:
    add_plan(office, home)
    confirm(office, "i3")
    document = office.reader.catalogue().documents[PLAN_2028]
    (clause,) = document.clauses
    assert (clause.heading.zh, clause.summary.zh) == ("协作发展", "全省新增规上工业企业1200户")
    assert document.headings == {}
    shown = office.library.show(VIEWER, PLAN_2028)
    for hidden in ("资源基地", "锰", "大龙", "承接"):
        assert hidden not in json.dumps(shown, ensure_ascii=False)


def test_headings_above_a_confirmed_item_are_public(home: Path, office: Services) -> None:
    words = "支持开阳、息烽建设磷化工基地"
    clauses = (
        *CLAUSES,
        DraftClause("二/(一)", "磷", span(words)),
        DraftClause("二/(二)", "其他", span(words)),
    )
    add_plan(office, home, items=[replace(ITEMS[0], clause="二/(一)")], clauses=clauses)
    confirm(office, "i1")
    document = office.reader.catalogue().documents[PLAN_2028]
    assert {clause: heading.zh for clause, heading in document.headings.items()} == {"二": "协作发展"}
    assert [(clause.id, clause.heading.zh) for clause in document.clauses] == [("二/(一)", "磷")]


def test_staff_read_the_whole_clause_in_the_draft(home: Path, office: Services) -> None:
    add_plan(office, home)
    confirm(office, "i3")
    document = office.library.draft_catalogue(EDITOR, PLAN_2028).documents[PLAN_2028]
    assert [clause.summary.zh for clause in document.clauses] == [LINES[2], "\n".join(LINES[4:])]


def test_what_one_person_confirmed_has_another_validator_where_two_are_asked_for(
    home: Path, office: Services
) -> None:
    add_plan(office, home)
    confirm(office, "i1")
    strict = open_office(home, two_person_review="yes")
    assert (public(office), public(strict)) == ({PLAN, PLAN_2028}, {PLAN})
    assert strict.release != office.release
    assert strict.store.catalogue_revision() != office.store.catalogue_revision()
    assert open_office(home).release == office.release


def test_the_draft_view_holds_all_that_nobody_rejected(home: Path, office: Services) -> None:
    add_plan(office, home)
    items = office.review.items(REVIEWER, PLAN_2028)["items"]
    change = {"op": "reject", "item": "i1", "version": items[0]["version"]}
    office.review.decide(REVIEWER, PLAN_2028, [change])
    draft = office.library.draft_catalogue(EDITOR, PLAN_2028)
    rows = list(goal_rows(draft, GoalFilter(document=PLAN_2028)))
    assert {row["topic"] for row in rows} == {"manganese", "enterprises"}
    assert {row["place"] for row in rows if row["topic"] == "manganese"} == {"大龙经开区", "松桃"}


def test_a_place_in_doubt_makes_no_link(home: Path, office: Services) -> None:
    add_plan(office, home)
    draft = office.library.draft_catalogue(EDITOR, PLAN_2028)
    assert not [link for link in draft.links if link.place == "朝阳"]


def test_the_scope_of_a_draft_reaches_every_county(home: Path, office: Services) -> None:
    add_plan(office, home)
    draft = office.library.draft_catalogue(EDITOR, PLAN_2028)
    reached = {link.adcode for link in draft.links if link.relation == "scope"}
    assert reached == {"520102", "520121", "520122", "520181", "520622", "520628"}


def test_those_who_may_not_see_drafts_never_learn_of_one(home: Path, office: Services) -> None:
    add_plan(office, home)
    listed = office.library.list_documents(VIEWER)["documents"]
    assert [document["id"] for document in listed] == [PLAN]
    with pytest.raises(DocumentNotFound):
        office.library.show(VIEWER, PLAN_2028)
    for ask in (office.library.text, office.library.original, office.library.draft_catalogue):
        with pytest.raises(AccessDenied):
            ask(VIEWER, PLAN_2028)


def test_those_who_may_not_see_drafts_see_confirmed_items_without_counts(
    home: Path, office: Services
) -> None:
    add_plan(office, home)
    confirm(office, "i1")
    shown = office.library.show(VIEWER, PLAN_2028)
    assert [entry["id"] for entry in shown["outline"]] == ["一"]
    assert "review" not in shown
    assert "file" not in shown


def test_a_document_is_shown_with_its_outline_and_its_text(home: Path, office: Services) -> None:
    add_plan(office, home)
    shown = office.library.show(EDITOR, PLAN_2028)
    assert [(entry["id"], entry["heading"], entry["review"]["open"]) for entry in shown["outline"]] == [
        ("前言", "", 0),
        ("一", "资源基地", 1),
        ("二", "协作发展", 2),
    ]
    text = office.library.text(EDITOR, PLAN_2028)
    assert text["text"] == TEXT
    assert [TEXT[piece["start"] :].split("\n")[0] for piece in text["pieces"]] == list(LINES)
    assert office.library.text(EDITOR, PLAN_2028, clause="一")["text"] == "一、资源基地\n" + LINES[2] + "\n"


def test_what_reading_and_cleaning_changed_is_told(home: Path, office: Services) -> None:
    add_plan(office, home)
    notes = office.library.show(EDITOR, PLAN_2028)["notes"]
    assert [(note["code"], note["count"]) for note in notes] == [("encoding_guessed", 1), ("page_number", 2)]


def test_the_original_is_kept_under_its_digest(home: Path, office: Services) -> None:
    added = add_plan(office, home)["document"]
    path, name = office.library.original(EDITOR, PLAN_2028)
    assert (path.name, name) == (added["file"]["digest"], "方案.txt")
    assert path.read_bytes() == TEXT.encode("gb18030")


def test_an_id_that_is_taken_is_refused_with_a_hint(home: Path, office: Services) -> None:
    add_plan(office, home)
    with pytest.raises(ConflictError) as refused:
        add_plan(office, home)
    assert refused.value.code == "document_exists"
    assert "--replace" in refused.value.hint.zh
    with pytest.raises(ConflictError):
        add_plan(office, home, document=PLAN, replace=True)


def test_a_document_is_replaced_only_while_nobody_has_decided(home: Path, office: Services) -> None:
    add_plan(office, home)
    confirm(office, "i1")
    office.review.undo(REVIEWER, PLAN_2028)
    assert add_plan(office, home, replace=True)["document"]["version"] == 1
    confirm(office, "i1")
    with pytest.raises(ConflictError) as refused:
        add_plan(office, home, replace=True)
    assert refused.value.code == "document_reviewed"
    assert PLAN_2028 in public(office)


@pytest.mark.parametrize("decision", ["reject", "reopen_place", "change"])
def test_every_decision_keeps_a_document_from_being_replaced(
    home: Path, office: Services, decision: str
) -> None:
    add_plan(office, home)
    parts = {
        "reject": {},
        "reopen_place": {"place": "p1"},
        "change": {"set": {"summary": "另一种说法"}},
    }[decision]
    if decision == "reopen_place":
        office.review.decide(
            REVIEWER, PLAN_2028, [{"op": "confirm_place", "item": "i1", "version": 1, "place": "p2"}]
        )
    version = office.review.item(REVIEWER, PLAN_2028, "i1")["version"]
    change = {"op": decision, "item": "i1", "version": version, **parts}
    office.review.decide(REVIEWER, PLAN_2028, [change])
    with pytest.raises(ConflictError) as refused:
        add_plan(office, home, replace=True)
    assert refused.value.code == "document_reviewed"


@pytest.mark.parametrize(
    ("actor", "is_refused"),
    [(EDITOR, False), (OTHER_EDITOR, True), (REVIEWER, False), (ADMINISTRATOR, False)],
    ids=["whoever added it", "another editor", "a reviewer", "an administrator"],
)
def test_a_document_of_somebody_else_makes_way_for_whoever_may_remove_it(
    home: Path, office: Services, actor: Actor, *, is_refused: bool
) -> None:
    before = add_plan(office, home)["document"]["created_by"]
    if is_refused:
        with pytest.raises(AccessDenied):
            add_plan(office, home, actor=actor, replace=True)
    else:
        add_plan(office, home, actor=actor, replace=True)
    now = office.library.show(EDITOR, PLAN_2028)["created_by"]
    assert (before, now) == (EDITOR.name, EDITOR.name if is_refused else actor.name)


def test_a_removed_document_is_gone_and_its_id_is_free(home: Path, office: Services) -> None:
    add_plan(office, home)
    confirm(office, "i1")
    office.library.remove(REVIEWER, PLAN_2028)
    assert public(office) == {PLAN}
    with pytest.raises(DocumentNotFound):
        office.library.text(EDITOR, PLAN_2028)
    assert add_plan(office, home)["document"]["review"]["confirmed"] == 0


def test_a_purged_document_leaves_no_file_unless_another_one_has_the_same(
    home: Path, office: Services
) -> None:
    add_plan(office, home)
    add_plan(office, home, document="copy")
    original = office.library.original(EDITOR, PLAN_2028)[0]
    confirm(office, "i1")
    office.library.remove(REVIEWER, PLAN_2028)
    assert office.library.purge(ADMINISTRATOR, PLAN_2028) == {"id": PLAN_2028, "documents": 1}
    assert original.is_file()
    office.library.purge(ADMINISTRATOR, "copy")
    assert not original.exists()
    with pytest.raises(DocumentNotFound):
        office.library.purge(ADMINISTRATOR, PLAN_2028)


def test_a_purged_document_is_public_no_more(home: Path, office: Services) -> None:
    add_plan(office, home)
    confirm(office, "i1")
    assert public(office) == {PLAN, PLAN_2028}
    office.library.purge(ADMINISTRATOR, PLAN_2028)
    assert public(office) == {PLAN}


def test_built_in_documents_are_not_removed_and_have_no_draft(office: Services) -> None:
    with pytest.raises(ConflictError) as refused:
        office.library.remove(REVIEWER, PLAN)
    assert refused.value.code == "document_built_in"
    with pytest.raises(ConflictError):
        office.library.purge(ADMINISTRATOR, PLAN)
    with pytest.raises(DocumentNotFound) as missing:
        office.review.items(REVIEWER, PLAN)
    assert missing.value.code == "document_built_in"


@pytest.mark.parametrize(
    ("actor", "act"),
    [
        (VIEWER, "add"),
        (EDITOR, "remove"),
        (REVIEWER, "purge"),
        (EDITOR, "decide"),
        (EDITOR, "undo"),
        (VIEWER, "queue"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.name,
)
def test_everything_asks_who_may(home: Path, office: Services, actor: Actor, act: str) -> None:
    add_plan(office, home)
    acts = {
        "add": lambda: sample_library(office).receive(actor, io.BytesIO(b""), name="a", wishes={}),
        "remove": lambda: office.library.remove(actor, PLAN_2028),
        "purge": lambda: office.library.purge(actor, PLAN_2028),
        "decide": lambda: office.review.decide(actor, PLAN_2028, []),
        "undo": lambda: office.review.undo(actor, PLAN_2028),
        "queue": lambda: office.review.queue(actor, PLAN_2028),
    }
    with pytest.raises(AccessDenied):
        acts[act]()


@pytest.mark.parametrize(
    ("wishes", "error"),
    [
        ({}, ParameterError),
        ({"region": "999999"}, AdcodeUnknown),
        ({"region": "520000", "id": "方案"}, InputError),
        ({"region": "520000", "year": "昨年"}, ParameterError),
        ({"region": "520000", "colour": "red"}, ParameterError),
    ],
    ids=["no region", "unknown region", "id in Chinese", "no year", "unknown wish"],
)
def test_what_cannot_be_meant_is_refused(
    office: Services, wishes: dict[str, str], error: type[Exception]
) -> None:
    with pytest.raises(error):
        sample_library(office).receive(EDITOR, io.BytesIO(b"x"), name="a.txt", wishes=wishes)


def test_an_upload_beyond_the_limit_is_refused(office: Services) -> None:
    stream = io.BytesIO(bytes(MAX_BYTES + 1))
    with pytest.raises(LimitExceeded):
        sample_library(office).receive(EDITOR, stream, name="a.txt", wishes={"region": "520000"})


def test_more_uploads_than_are_read_at_a_time_wait_and_are_then_refused(home: Path, office: Services) -> None:
    busy, done = threading.Barrier(3), threading.Event()

    class SlowReading(SampleReading):
        def read_source(self, path: Path, *, name: str) -> SourceText:
            busy.wait()
            done.wait()
            return super().read_source(path, name=name)

    gate = ReadingGate(2, wait_s=0.05)
    library = DocumentLibrary(office.documents, reading=SlowReading(), max_bytes=MAX_BYTES, gate=gate)

    def send(name: str) -> Any:
        wishes = {"region": "520000", "id": name}
        return library.receive(EDITOR, io.BytesIO(name.encode()), name="a.txt", wishes=wishes)

    with ThreadPoolExecutor() as pool:
        two = [pool.submit(send, name) for name in ("first", "second")]
        busy.wait()
        with pytest.raises(ServiceBusy) as refused:
            send("third")
        done.set()
        assert {one.result()["document"]["id"] for one in two} == {"first", "second"}
    assert refused.value.code == "reading_busy"
    sample = sample_library(office).receive(EDITOR, io.BytesIO(b"x"), name="a", wishes={"region": "520000"})
    assert sample["document"]["id"]


def test_an_upload_gets_an_id_from_its_name(office: Services) -> None:
    wishes = {"region": "520000", "year": "2024"}
    added = sample_library(office).receive(
        EDITOR, io.BytesIO(b"x"), name="C:\\Plans\\Plan 2028.TXT", wishes=wishes
    )
    assert (added["document"]["id"], added["document"]["year"]) == ("plan-2028", 2024)


def test_files_of_one_name_sent_at_the_same_time_get_an_id_each(home: Path, office: Services) -> None:
    reading = threading.Barrier(2)

    class SlowReading(SampleReading):
        def read_draft(self, source: SourceText, about: DocumentFacts) -> DraftDocument:
            reading.wait()
            return super().read_draft(source, about)

    library = DocumentLibrary(office.documents, reading=SlowReading(), max_bytes=MAX_BYTES)

    def send(content: bytes) -> str:
        answer = library.receive(
            EDITOR, io.BytesIO(content), name="plan 2028.txt", wishes={"region": "520000"}
        )
        found: str = answer["document"]["id"]
        return found

    with ThreadPoolExecutor() as pool:
        assert set(pool.map(send, (b"one", b"two"))) == {"plan-2028", "plan-2028-2"}


@pytest.mark.parametrize(
    ("name", "title", "made"),
    [
        ("方案.docx", "桃江县方案", "taojiangxianfangan"),
        ("方案.docx", "", "fangan"),
        ("2025.pdf", "", "2025"),
        ("…….txt", "", "document"),
    ],
    ids=["title", "name read aloud", "digits", "nothing"],
)
def test_an_id_is_made_from_name_or_title(name: str, title: str, made: str) -> None:
    assert make_document_id(name, title, ()) == made


def test_a_file_tells_its_area_and_nothing_of_it_is_kept(office: Services) -> None:
    library = sample_library(office)
    found = library.propose(EDITOR, io.BytesIO(TEXT.encode("gb18030")), name="开阳县方案.txt")
    assert found["title"] == LINES[0]
    (unit,) = found["area"]["units"]
    assert (unit["adcode"], unit["within"]) == ("520121", ["贵州省", "贵阳市"])
    assert (found["area"]["told_by"], found["area"]["words"]) == ("file_name", "开阳县方案")
    assert [one for one in library.list_documents(EDITOR)["documents"] if not one["is_built_in"]] == []


def test_only_who_may_add_a_file_is_told_its_area(office: Services) -> None:
    library = sample_library(office)
    with pytest.raises(AccessDenied):
        library.propose(VIEWER, io.BytesIO(b"x"), name="1.txt")
    with pytest.raises(LimitExceeded):
        library.propose(EDITOR, io.BytesIO(b"x" * (MAX_BYTES + 1)), name="1.txt")

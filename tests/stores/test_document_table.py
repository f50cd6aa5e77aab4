"""Documents of an office, their items and every step are kept alike in files and in PostgreSQL."""

from __future__ import annotations

import itertools
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from atlas.core.errors import ConflictError, DocumentNotFound, NotFoundError, StoreError, Text
from atlas.core.policy.drafts import ClauseWords
from atlas.core.policy.reading.draft import Decision, DraftItem, Earlier, Reading
from atlas.core.policy.review import PlacedItem
from atlas.stores.audit import AuditTrail
from atlas.stores.database import BrokenRule
from atlas.stores.document_files import DocumentBlobs, DocumentFiles, DocumentFolder, digest_file
from atlas.stores.document_items import ItemDesk
from atlas.stores.document_records import DocumentHead, DocumentText, item_from_dict, item_to_dict
from atlas.stores.document_table import DocumentTable, NewDocument
from atlas.stores.postgres import PostgresDatabase
from tests.document_samples import CLAUSES, ITEMS, SOURCE, TEXT
from tests.small_workspace import open_database

HEAD = DocumentHead(
    id="plan",
    title=Text("方案", "Plan"),
    issuer="县政府",
    region="520121",
    year=2024,
    horizon=None,
    status="draft",
    source="方案.txt",
    file_name="方案.txt",
    size=3,
    digest="0" * 64,
    kind="txt",
    encoding="gb18030",
    notes=SOURCE.notes,
)
WORDS = {"一": ClauseWords(Text("基地", "Bases"), Text("建设基地", ""))}


def new(**parts: Any) -> NewDocument:
    return NewDocument(replace(HEAD, **parts), DocumentText(SOURCE, CLAUSES, WORDS), ITEMS)


@pytest.fixture
def table(store_home: Path) -> DocumentTable:
    clock = itertools.count()
    return DocumentTable(open_database(store_home), lambda: f"2025-11-22T08:00:00.{next(clock):06d}Z")


def settle(table: DocumentTable, item: str, decision: Decision, actor: str = "甲") -> None:
    def edit(desk: ItemDesk) -> None:
        placed = desk.now(item)
        decided = replace(placed.item, decision=decision, reviewer=actor)
        desk.put(replace(placed, item=decided))

    table.change("plan", edit, action="decide", actor=actor)


def items(table: DocumentTable) -> list[DraftItem]:
    return [one.item for one in table.read_items(table.get("plan"))]


def test_where_nothing_was_kept_there_is_nothing(table: DocumentTable) -> None:
    assert (table.list_documents(), table.revision(), table.count_items()) == ([], "0", {})
    with pytest.raises(DocumentNotFound):
        table.get("plan")


def test_a_document_comes_back_as_it_was_added(table: DocumentTable) -> None:
    record = table.add(new(), actor="liming")
    assert table.get("plan") == record
    assert (record.head, record.version, record.created_by) == (HEAD, 1, "liming")
    text = table.read_text(record)
    assert (text.source.text, text.source.where(TEXT.index("息烽")), text.clauses) == (
        TEXT,
        "line 3",
        CLAUSES,
    )
    assert text.words == WORDS
    assert items(table) == list(ITEMS)
    assert table.read_items(record) == new().stored


def test_an_item_survives_as_plain_values() -> None:
    reading = Reading(("520121", "520181"), "黔中", Text("区域", "region"), 0.5)
    odd = replace(
        ITEMS[2], places=(replace(ITEMS[1].places[2], candidates=(reading,), span=None),), span=None
    )
    for item in (*ITEMS, odd):
        assert item_from_dict(item_to_dict(item)) == item


def test_an_id_is_given_once_until_the_document_is_removed(table: DocumentTable) -> None:
    first = table.add(new(), actor="甲")
    with pytest.raises(ConflictError):
        table.add(new(), actor="乙")
    table.remove("plan", actor="甲")
    second = table.add(new(), actor="乙")
    assert (second.key != first.key, [one.key for one in table.list_documents()]) == (True, [second.key])
    assert table.list_digests() == [HEAD.digest]


def test_only_what_shows_in_public_changes_the_revision(table: DocumentTable) -> None:
    table.add(new(), actor="甲")
    seen = [table.revision()]
    settle(table, "i1", Decision.REJECTED)
    assert table.revision() == seen[0]
    settle(table, "i1", Decision.CONFIRMED)
    seen.append(table.revision())
    table.undo("plan", actor="甲")
    seen.append(table.revision())
    settle(table, "i1", Decision.CONFIRMED)
    table.remove("plan", actor="甲")
    seen.append(table.revision())
    assert len(set(seen)) == len(seen)
    assert table.list_documents(only_confirmed=True) == []


def test_the_revision_of_the_workspace_changes_along(table: DocumentTable) -> None:
    table.add(new(), actor="甲")
    before = table.database.revision()
    settle(table, "i1", Decision.CONFIRMED)
    assert table.database.revision() != before


def test_documents_with_something_confirmed_are_found_without_reading_items(table: DocumentTable) -> None:
    table.add(new(), actor="甲")
    assert table.list_documents(only_confirmed=True) == []
    settle(table, "i1", Decision.CONFIRMED)
    assert [one.head.id for one in table.list_documents(only_confirmed=True)] == ["plan"]
    (counts,) = table.count_items().values()
    assert counts == {("open", 0): 2, ("confirmed", 1): 1}


def test_a_change_that_fails_leaves_everything(table: DocumentTable) -> None:
    table.add(new(), actor="甲")

    def edit(desk: ItemDesk) -> None:
        desk.put(PlacedItem(0.5, replace(ITEMS[0], clause="二")))
        desk.get("i9")

    with pytest.raises(NotFoundError):
        table.change("plan", edit, action="decide", actor="甲")
    assert (items(table), table.get("plan").version) == (list(ITEMS), 1)


def test_a_change_that_changes_nothing_is_no_step(table: DocumentTable) -> None:
    table.add(new(), actor="甲")
    step = table.change("plan", lambda desk: desk.put(desk.now("i1")), action="decide", actor="甲")
    assert (step, table.get("plan").version) == (None, 1)


def test_new_items_stand_between_others(table: DocumentTable) -> None:
    table.add(new(), actor="甲")

    def edit(desk: ItemDesk) -> None:
        after = desk.now("i1").position
        for position in desk.position_after(after, 2):
            desk.put(PlacedItem(position, replace(ITEMS[0], id=desk.new_id())))
        (last,) = desk.position_after(None, 1)
        desk.put(PlacedItem(last, replace(ITEMS[0], id=desk.new_id())))

    table.change("plan", edit, action="decide", actor="甲")
    assert [item.id for item in items(table)] == ["i1", "r2-1", "r2-2", "i2", "i3", "r2-3"]


@pytest.mark.parametrize("steps", [1, 20], ids=["in one step", "in many steps"])
def test_however_many_items_come_behind_one_they_keep_their_order(table: DocumentTable, steps: int) -> None:
    table.add(new(), actor="甲")
    made: list[str] = []

    def edit(desk: ItemDesk) -> None:
        for _ in range(200 // steps):
            (position,) = desk.position_after(desk.now("i1").position, 1)
            made.insert(0, desk.new_id())
            desk.put(PlacedItem(position, replace(ITEMS[0], id=made[0])))

    for _ in range(steps):
        table.change("plan", edit, action="decide", actor="甲")
    stored = table.read_items(table.get("plan"))
    assert [one.item.id for one in stored] == ["i1", *made, "i2", "i3"]
    assert len({one.placed.position for one in stored}) == len(stored)
    for _ in range(steps):
        table.undo("plan", actor="甲")
    assert [one.placed for one in table.read_items(table.get("plan"))] == [
        PlacedItem(float(number), item) for number, item in enumerate(ITEMS, start=1)
    ]


def test_known_items_are_read_again_only_where_they_changed(table: DocumentTable) -> None:
    record = table.add(new(), actor="甲")
    known = {one.item.id: one for one in table.read_items(record)}
    settle(table, "i2", Decision.REJECTED)
    read = table.read_items(record, known)
    assert [one is known[one.item.id] for one in read] == [True, False, True]
    assert read[1].item.decision is Decision.REJECTED


def test_of_a_purged_document_nothing_is_left_and_of_others_everything(table: DocumentTable) -> None:
    table.add(new(), actor="甲")
    settle(table, "i1", Decision.CONFIRMED)
    table.remove("plan", actor="甲")
    table.add(new(file_name="机密.txt"), actor="乙")
    settle(table, "i1", Decision.CONFIRMED)
    other = table.add(new(id="other"), actor="乙")
    assert [record.created_by for record in table.purge("plan", actor="丙")] == ["甲", "乙"]
    assert table.list_documents() == [other]
    with table.database.connect() as connection:
        for name in ("text", "item", "step", "change"):
            rows = connection.execute(f"SELECT DISTINCT document FROM ingested_{name}").fetchall()
            assert [key for (key,) in rows] == [other.key]
    (last, *_) = AuditTrail(table.database.connect).list_changes(target="document:plan")
    assert (last.action, last.actor, last.old, last.new) == ("document.purge", "丙", None, {"documents": 2})
    with pytest.raises(DocumentNotFound):
        table.purge("plan", actor="丙")


@pytest.mark.parametrize("statement", ["UPDATE {} SET number = 9", "DELETE FROM {}"])
@pytest.mark.parametrize("history", ["ingested_step", "ingested_change"])
def test_steps_are_only_ever_added(table: DocumentTable, history: str, statement: str) -> None:
    table.add(new(), actor="甲")
    with pytest.raises(BrokenRule), table.database.connect() as connection:
        connection.execute(statement.format(history))
    assert [step.number for step in table.read_steps(table.get("plan"))] == [1]


def test_signs_that_no_column_holds_are_kept(table: DocumentTable) -> None:
    pieces = (replace(SOURCE.pieces[0], text="开\x00阳 𠮷"),)
    text = DocumentText(replace(SOURCE, pieces=pieces), ())
    record = table.add(replace(new(), text=text), actor="甲")
    assert table.read_text(record).source.text == "开\x00阳 𠮷"


@pytest.fixture
def files(table: DocumentTable, store_home: Path) -> DocumentFiles:
    folder = store_home / "workspace" / "documents"
    database = table.database
    return (
        DocumentBlobs(database, folder) if isinstance(database, PostgresDatabase) else DocumentFolder(folder)
    )


def test_an_original_is_kept_once_under_its_digest(files: DocumentFiles, tmp_path: Path) -> None:
    path = tmp_path / "方案.txt"
    path.write_text(TEXT, encoding="utf-8")
    digest, size = digest_file(path)
    for _ in range(2):
        files.keep(path, digest)
    assert (files.path(digest).read_bytes(), files.path(digest).name) == (path.read_bytes(), digest)
    assert size == len(TEXT.encode())


def test_an_original_that_is_kept_again_is_no_litter(files: DocumentFiles, tmp_path: Path) -> None:
    path = tmp_path / "方案.txt"
    path.write_text(TEXT, encoding="utf-8")
    files.keep(path, "a" * 64)
    os.utime(files.path("a" * 64), (0, 0))
    if isinstance(files, DocumentFolder):
        files.keep(path, "a" * 64)
        assert files.remove_litter(()) == []
    assert files.remove_litter(()) == ([] if isinstance(files, DocumentFolder) else ["a" * 64])
    assert files.path("a" * 64).read_text(encoding="utf-8") == TEXT


def test_an_original_is_removed_for_good(files: DocumentFiles, tmp_path: Path) -> None:
    path = tmp_path / "方案.txt"
    path.write_text(TEXT, encoding="utf-8")
    files.keep(path, "a" * 64)
    files.path("a" * 64)
    files.remove("a" * 64)
    files.remove("a" * 64)
    with pytest.raises(StoreError):
        files.path("a" * 64)


def test_a_file_that_cannot_be_read_is_not_kept(files: DocumentFiles, tmp_path: Path) -> None:
    with pytest.raises(StoreError) as refused:
        files.keep(tmp_path / "missing.txt", "b" * 64)
    assert refused.value.code == "document_not_kept"


def test_an_original_that_is_being_added_is_no_litter(files: DocumentFiles, tmp_path: Path) -> None:
    path = tmp_path / "方案.txt"
    path.write_text(TEXT, encoding="utf-8")
    files.keep(path, "a" * 64)
    assert files.remove_litter(()) == []
    assert files.path("a" * 64).is_file()


def test_a_proposal_kept_with_a_chinese_title_only_is_read_with_it_in_both_languages() -> None:
    said = Earlier("plan-2026", Text("方案", "Plan"), Decision.CONFIRMED, "李", "2026-11-20")
    item = replace(ITEMS[0], earlier=said)
    values = item_to_dict(item)
    assert item_from_dict(values) == item
    values["earlier"]["title"] = "方案"
    assert item_from_dict(values).earlier == replace(said, title=Text("方案", "方案"))

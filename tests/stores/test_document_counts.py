"""Documents are counted once, and again only after a step of their review."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from atlas.core.policy.reading.draft import Decision
from atlas.stores.database import Connection
from atlas.stores.document_counts import DocumentCounts
from atlas.stores.document_items import ItemDesk
from atlas.stores.document_table import DocumentTable
from tests.small_workspace import open_database
from tests.stores.test_document_table import new


@pytest.fixture
def table(store_home: Path) -> DocumentTable:
    clock = itertools.count()
    return DocumentTable(open_database(store_home), lambda: f"2025-11-22T08:00:00.{next(clock):06d}Z")


@pytest.fixture
def counts(table: DocumentTable) -> DocumentCounts:
    return DocumentCounts(table.database)


def reject(table: DocumentTable, document: str, item: str) -> None:
    def edit(desk: ItemDesk) -> None:
        placed = desk.now(item)
        desk.put(replace(placed, item=replace(placed.item, decision=Decision.REJECTED, reviewer="甲")))

    table.change(document, edit, action="reject", actor="甲")


def test_a_document_is_counted_by_kind_and_decision(table: DocumentTable, counts: DocumentCounts) -> None:
    record = table.add(new(), actor="甲")
    before = counts.count([record])[record.key]
    assert (sum(before.kinds.values()), before.clauses) == (3, 3)
    assert before.states == {("open", 0): 3}
    reject(table, "plan", "i1")
    after = counts.count(table.list_documents())[record.key]
    assert (sum(after.kinds.values()), after.clauses) == (2, 3)
    assert {decision: number for (decision, _), number in after.states.items()} == {"open": 2, "rejected": 1}


def test_only_a_document_that_has_changed_is_counted_again(
    table: DocumentTable, counts: DocumentCounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, changed = (table.add(new(id=name), actor="甲") for name in ("kept", "changed"))
    held = counts.count(table.list_documents())
    reject(table, "changed", "i1")
    records = table.list_documents()
    again = counts.count(records)
    assert again[kept.key] is held[kept.key]
    assert again[changed.key] != held[changed.key]

    @contextmanager
    def refuse() -> Iterator[Connection]:
        raise AssertionError("nothing has changed, nothing is to be read")
        yield

    monkeypatch.setattr(table.database, "connect", refuse)
    assert counts.count(records) == again


def test_a_document_that_was_added_anew_under_its_id_is_another_one(
    table: DocumentTable, counts: DocumentCounts
) -> None:
    first = table.add(new(), actor="甲")
    counts.count([first])
    table.remove("plan", actor="甲")
    second = table.add(new(), actor="甲")
    assert set(counts.count(table.list_documents())) == {second.key}

"""Keeps documents that people add, and every step by which people change what was read in them."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from atlas.core.errors import ConflictError
from atlas.core.policy.reading.draft import DraftItem
from atlas.core.policy.review import PlacedItem
from atlas.stores.audit import Change, record_change
from atlas.stores.database import BrokenRule, Connection, Database
from atlas.stores.document_facts import check_expected, plain_fact
from atlas.stores.document_items import ItemDesk
from atlas.stores.document_queries import (
    DESCRIBE_ACTION,
    DocumentQueries,
    document_unknown,
    find_document,
    find_removed,
    get_document,
)
from atlas.stores.document_records import (
    DocumentHead,
    DocumentRecord,
    DocumentText,
    StoredItem,
    head_to_row,
    text_to_row,
)
from atlas.stores.document_steps import Step, add_step, check_unchanged, find_last_step, is_reviewed
from atlas.stores.workspace_records import insert_row

#: Number of the step that brings a document in.
FIRST_STEP = 1


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document that is to be added.

    Parameters
    ----------
    head, text
        See there.
    items
        What was read, in document order.
    action
        ``add`` or ``import``; kept with the first step.
    replaces
        Whether a document of this id may make way, should nobody have decided anything about it.
    """

    head: DocumentHead
    text: DocumentText
    items: tuple[DraftItem, ...]
    action: str = "add"
    replaces: bool = False

    @property
    def placed(self) -> dict[str, PlacedItem]:
        """Items by id, each in its place."""
        return {item.id: PlacedItem(float(number), item) for number, item in enumerate(self.items, start=1)}

    @property
    def stored(self) -> list[StoredItem]:
        """Items as they stand once the document is kept."""
        return [StoredItem(placed, FIRST_STEP) for placed in self.placed.values()]


class DocumentTable(DocumentQueries):
    """The documents of a workspace.

    Parameters
    ----------
    database
        Of the workspace, made at the first change.
    now
        The time, UTC, ISO 8601.
    """

    def __init__(self, database: Database, now: Callable[[], str]) -> None:
        super().__init__(database)
        self._now = now

    def add(self, new: NewDocument, *, actor: str) -> DocumentRecord:
        """Keep a document; nothing in it is public before it is confirmed.

        Parameters
        ----------
        new
            All of it.
        actor
            Who adds it.

        Returns
        -------
        DocumentRecord
            As it stands.

        Raises
        ------
        ConflictError
            There is one of this id, and it may not make way.
        StoreError
            The disk or the database refused; nothing is kept.
        """
        key = secrets.token_hex(8)
        head = new.head
        try:
            with self.database.transaction() as connection:
                known = find_document(connection, head.id)
                if known is not None:
                    self._make_way(connection, known, new, actor)
                columns = {"key": key, **head_to_row(head), "changes": 0}
                columns |= {"created_at": self._now(), "created_by": actor}
                insert_row(connection, "ingested_document", columns)
                insert_row(connection, "ingested_text", {"document": key, **text_to_row(new.text)})
                items = new.placed
                add_step(connection, key, Step(FIRST_STEP, self._now(), actor, new.action, after=items))
                record = get_document(connection, head.id)
                told = {"file": head.file_name, "digest": head.digest, "items": len(items)}
                self._record(connection, actor, f"document.{new.action}", head.id, new=told)
        except BrokenRule as error:
            raise document_exists(head.id) from error
        return record

    def remove(self, document: str, *, actor: str) -> DocumentRecord:
        """Take a document away; its rows stay for the audit.

        Parameters
        ----------
        document
            Id.
        actor
            Who does it.

        Returns
        -------
        DocumentRecord
            As it stood.

        Raises
        ------
        DocumentNotFound
            There is none.
        """
        with self.database.transaction() as connection:
            record = get_document(connection, document)
            self._remove(connection, record, actor)
        return record

    def describe(
        self,
        document: str,
        facts: Mapping[str, Any],
        *,
        actor: str,
        expected: Mapping[str, Any] | None = None,
    ) -> DocumentRecord:
        """Say something else of a document; its text and its items stay as they are.

        Parameters
        ----------
        document
            Id.
        facts
            Of ``title``, ``issuer`` and ``status`` those that change.
        actor
            Who says so.
        expected
            What they have seen before of the same facts, as far as they tell.

        Returns
        -------
        DocumentRecord
            As it stands then.

        Raises
        ------
        DocumentNotFound
            There is none.
        ConflictError
            Somebody else has changed one of these facts since.
        """
        with self.database.transaction() as connection:
            record = get_document(connection, document)
            check_expected(record.head, facts, expected or {})
            head = replace(record.head, **facts)
            if head == record.head:
                return record
            connection.execute(
                "UPDATE ingested_document SET title_zh = ?, title_en = ?, issuer = ?, status = ? WHERE key = ?",
                (head.title.zh, head.title.en, head.issuer, head.status, record.key),
            )
            old, new = (
                {name: plain_fact(getattr(one, name)) for name in facts} for one in (record.head, head)
            )
            self._record(connection, actor, DESCRIBE_ACTION, document, old=old, new=new)
        return replace(record, head=head)

    def purge(self, document: str, *, actor: str) -> list[DocumentRecord]:
        """Take away for good everything that was ever kept under an id; the audit tells that, and not what it was.

        Parameters
        ----------
        document
            Id.
        actor
            Who does it.

        Returns
        -------
        list of DocumentRecord
            What went: the document, and those of this id that were removed before.

        Raises
        ------
        DocumentNotFound
            There is none, and there was none.
        """
        with self.database.transaction() as connection:
            live = find_document(connection, document)
            if live is not None:
                self._remove(connection, live, actor)
            records = find_removed(connection, document)
            if not records:
                raise document_unknown(document)
            for record in records:
                for table in ("ingested_change", "ingested_step", "ingested_item", "ingested_text"):
                    connection.execute(f"DELETE FROM {table} WHERE document = ?", (record.key,))  # noqa: S608
                connection.execute("DELETE FROM ingested_document WHERE key = ?", (record.key,))
            self._record(connection, actor, "document.purge", document, new={"documents": len(records)})
        return records

    def change(
        self,
        document: str,
        edit: Callable[[ItemDesk], None],
        *,
        action: str,
        actor: str,
        about: Mapping[str, Any] | None = None,
    ) -> Step | None:
        """Change items in one step that is kept as a whole or not at all.

        Parameters
        ----------
        document
            Id.
        edit
            Makes the change; whatever it raises leaves everything as it was.
        action
            Kept with the step.
        actor
            Who decides.
        about
            What else the audit is to tell of it.

        Returns
        -------
        Step or None
            ``None`` where nothing came out different.

        Raises
        ------
        DocumentNotFound
            There is none.
        """
        with self.database.transaction() as connection:
            record = get_document(connection, document)
            desk = ItemDesk(connection, record.key, record.version + 1)
            edit(desk)
            if not desk.changed:
                return None
            step = Step(desk.number, self._now(), actor, action, None, desk.before, desk.changed)
            add_step(connection, record.key, step)
            self._record_step(connection, document, step, about)
        return step

    def undo(self, document: str, *, actor: str) -> tuple[Step, Step]:
        """Take back the last step of a person that they have not taken back yet.

        Parameters
        ----------
        document
            Id.
        actor
            Whose step, and who takes it back.

        Returns
        -------
        tuple of Step
            The new step, and the one that it takes back.

        Raises
        ------
        DocumentNotFound
            There is none.
        ConflictError
            There is no such step, or somebody has changed its items since.
        """
        with self.database.transaction() as connection:
            record = get_document(connection, document)
            last = find_last_step(connection, record.key, actor)
            if last is None:
                raise ConflictError(
                    "没有可以撤销的操作",
                    "there is nothing to take back",
                    code="undo_nothing",
                    hint_zh="只能撤销自己在这份文件上的操作。",
                    hint_en="Only your own steps in this document can be taken back.",
                )
            check_unchanged(connection, record.key, last)
            number = record.version + 1
            step = Step(number, self._now(), actor, "undo", last.number, last.after, last.before)
            add_step(connection, record.key, step)
            self._record_step(connection, document, step)
        return step, last

    def _make_way(self, connection: Connection, known: DocumentRecord, new: NewDocument, actor: str) -> None:
        if not new.replaces:
            raise document_exists(known.head.id)
        if is_reviewed(connection, known.key):
            raise ConflictError(
                f"文件 {known.head.id} 已有人审阅，不能替换",
                f"people have decided about {known.head.id}, it is not replaced",
                code="document_reviewed",
                hint_zh="请换一个编号，或先移除原文件。",
                hint_en="Choose another id, or remove that document first.",
                document=known.head.id,
            )
        self._remove(connection, known, actor)

    def _remove(self, connection: Connection, record: DocumentRecord, actor: str) -> None:
        connection.execute(
            "UPDATE ingested_document SET removed_at = ?, removed_by = ? WHERE key = ?",
            (self._now(), actor, record.key),
        )
        was = {"file": record.head.file_name, "digest": record.head.digest, "version": record.version}
        self._record(connection, actor, "document.remove", record.head.id, old=was)

    def _record_step(
        self, connection: Connection, document: str, step: Step, about: Mapping[str, Any] | None = None
    ) -> None:
        """The particulars stand in the steps themselves, which stay as the trail does."""
        old = {item: placed.item.decision.value if placed else None for item, placed in step.before.items()}
        new = {item: placed.item.decision.value if placed else None for item, placed in step.after.items()}
        self._record(
            connection,
            step.actor,
            f"document.{step.action}",
            document,
            old={"items": old},
            new={**(about or {}), "step": step.number, "undoes": step.undoes, "items": new},
        )

    def _record(
        self,
        connection: Connection,
        actor: str,
        action: str,
        document: str,
        *,
        old: Mapping[str, Any] | None = None,
        new: Mapping[str, Any] | None = None,
    ) -> None:
        record_change(connection, Change(self._now(), actor, action, f"document:{document}", old, new))


def document_exists(document: str) -> ConflictError:
    """The error for an id that is taken."""
    return ConflictError(
        f"已有编号为 {document} 的文件",
        f"there is a document {document} already",
        code="document_exists",
        hint_zh="请用 --id 换一个编号；若要重新读入且尚未审阅，可替换原文件（--replace）。",
        hint_en="Choose another id (--id), or replace it (--replace) while nobody has reviewed it.",
        document=document,
    )

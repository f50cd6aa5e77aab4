"""Reads documents that people added: heads, texts, items and the steps of their review."""

from __future__ import annotations

from collections.abc import Mapping

from atlas.core.errors import DocumentNotFound
from atlas.stores.audit import AuditTrail, Change
from atlas.stores.database import Connection, Database
from atlas.stores.document_items import read_items
from atlas.stores.document_records import (
    DOCUMENT_COLUMNS,
    DocumentRecord,
    DocumentText,
    StoredItem,
    document_from_row,
    text_from_row,
)
from atlas.stores.document_steps import Step, ToldStep, is_reviewed, read_history, read_steps

#: Of the audit trail: something else is said of a document as a whole.
DESCRIBE_ACTION = "document.describe"
#: Number of items by decision and number of people who confirmed.
ItemCounts = dict[tuple[str, int], int]


class DocumentQueries:
    """The documents of a workspace, to be read; one that was never written to is empty.

    Parameters
    ----------
    database
        Of the workspace.
    """

    def __init__(self, database: Database) -> None:
        self.database = database
        self._revision: tuple[str, str] | None = None

    def revision(self) -> str:
        """Text that changes whenever what everybody may see of the documents changes.

        Returns
        -------
        str
            ``0`` where nothing was ever kept.
        """
        seen = self.database.revision()
        held = self._revision
        if held is not None and held[0] == seen:
            return held[1]
        revision = "0"
        if self.database.exists():
            with self.database.connect() as connection:
                identity, number = connection.execute("SELECT identity, documents FROM revision").fetchone()
            revision = f"{identity}-{number}"
        self._revision = (seen, revision)
        return revision

    def list_documents(self, *, only_confirmed: bool = False) -> list[DocumentRecord]:
        """Documents that nobody removed, in the order in which they were added.

        Parameters
        ----------
        only_confirmed
            Only those of which a person confirmed an item.

        Returns
        -------
        list of DocumentRecord
            As they stand now.
        """
        if not self.database.exists():
            return []
        condition = (
            "AND EXISTS (SELECT 1 FROM ingested_item WHERE document = key AND decision <> 'rejected' "
            "AND confirmations > 0) "
            if only_confirmed
            else ""
        )
        with self.database.connect() as connection:
            rows = connection.execute(
                f"SELECT {DOCUMENT_COLUMNS} FROM ingested_document "  # noqa: S608 - own names
                f"WHERE removed_at IS NULL {condition}ORDER BY created_at, key"
            ).fetchall()
        return [document_from_row(row) for row in rows]

    def list_digests(self) -> list[str]:
        """Digests of the files of all documents, removed ones too; each once, in order."""
        if not self.database.exists():
            return []
        with self.database.connect() as connection:
            rows = connection.execute(
                "SELECT DISTINCT digest FROM ingested_document ORDER BY digest"
            ).fetchall()
        return [str(digest) for (digest,) in rows]

    def find(self, document: str) -> DocumentRecord | None:
        """A document that nobody removed, ``None`` where there is none."""
        if not self.database.exists():
            return None
        with self.database.connect() as connection:
            return find_document(connection, document)

    def get(self, document: str) -> DocumentRecord:
        """A document that nobody removed; raises ``DocumentNotFound``."""
        found = self.find(document)
        if found is None:
            raise document_unknown(document)
        return found

    def is_reviewed(self, record: DocumentRecord) -> bool:
        """Whether people stand behind something in a document; see ``document_steps.is_reviewed``."""
        with self.database.connect() as connection:
            return is_reviewed(connection, record.key)

    def read_text(self, record: DocumentRecord) -> DocumentText:
        """Text and outline of a document.

        Parameters
        ----------
        record
            The document.

        Returns
        -------
        DocumentText
            Never changes.
        """
        with self.database.connect() as connection:
            row = connection.execute(
                "SELECT title, pieces, outline, words FROM ingested_text WHERE document = ?", (record.key,)
            ).fetchone()
        return text_from_row(row, record.head)

    def read_items(
        self, record: DocumentRecord, known: Mapping[str, StoredItem] | None = None
    ) -> list[StoredItem]:
        """Items of a document in document order.

        Parameters
        ----------
        record
            The document.
        known
            Items of an earlier version, which are read again only where a step has changed them.

        Returns
        -------
        list of StoredItem
            As they stand now.
        """
        with self.database.connect() as connection:
            return read_items(connection, record.key, known or {})

    def count_items(self) -> dict[str, ItemCounts]:
        """How many items stand where.

        Returns
        -------
        dict
            By key of the document.
        """
        if not self.database.exists():
            return {}
        with self.database.connect() as connection:
            rows = connection.execute(
                "SELECT document, decision, confirmations, count(*) FROM ingested_item "
                "GROUP BY document, decision, confirmations"
            ).fetchall()
        counts: dict[str, ItemCounts] = {}
        for key, decision, confirmations, number in rows:
            counts.setdefault(key, {})[decision, confirmations] = number
        return counts

    def read_steps(
        self,
        record: DocumentRecord,
        *,
        before: int | None = None,
        limit: int = 50,
        item: str | None = None,
        with_first: bool = False,
    ) -> list[Step]:
        """Steps of the review, newest first; parameters as of ``document_steps.read_steps``."""
        with self.database.connect() as connection:
            return read_steps(
                connection, record.key, before=before, limit=limit, item=item, with_first=with_first
            )

    def read_history(
        self, record: DocumentRecord, *, before: int | None = None, limit: int, most_items: int
    ) -> list[ToldStep]:
        """Steps as a history tells of them; parameters as of ``document_steps.read_history``."""
        with self.database.connect() as connection:
            return read_history(connection, record.key, before=before, limit=limit, most_items=most_items)

    def read_descriptions(self, record: DocumentRecord, *, limit: int) -> list[Change]:
        """What people changed of its title, issuer and status, newest first.

        Parameters
        ----------
        record
            Of the document.
        limit
            At most so many.

        Returns
        -------
        list of Change
            With the facts before and after; none of another document that had the id before.
        """
        found = AuditTrail(self.database.connect).list_changes(
            target=f"document:{record.head.id}", action=DESCRIBE_ACTION, limit=limit
        )
        return [change for change in found if change.at >= record.created_at]

    def undone_steps(self, record: DocumentRecord) -> frozenset[int]:
        """Numbers of the steps that were taken back."""
        with self.database.connect() as connection:
            rows = connection.execute(
                "SELECT undoes FROM ingested_step WHERE document = ? AND undoes IS NOT NULL", (record.key,)
            ).fetchall()
        return frozenset(int(number) for (number,) in rows)


def document_unknown(document: str) -> DocumentNotFound:
    """The error for a document that is not there."""
    return DocumentNotFound(
        f"没有编号为 {document[:60]} 的文件",
        f"there is no document {document[:60]}",
        hint_zh="用 atlas documents list 查看现有文件。",
        hint_en="atlas documents list shows what there is.",
        document=document[:60],
    )


def find_document(connection: Connection, document: str) -> DocumentRecord | None:
    """A document that nobody removed, ``None`` where there is none."""
    if not document.isprintable():  # signs that a database refuses are in no id
        return None
    row = connection.execute(
        f"SELECT {DOCUMENT_COLUMNS} FROM ingested_document WHERE id = ? AND removed_at IS NULL",  # noqa: S608
        (document,),
    ).fetchone()
    return document_from_row(row) if row else None


def find_removed(connection: Connection, document: str) -> list[DocumentRecord]:
    """Documents of an id that were removed, in the order in which they were added."""
    if not document.isprintable():
        return []
    rows = connection.execute(
        f"SELECT {DOCUMENT_COLUMNS} FROM ingested_document "  # noqa: S608 - own names
        "WHERE id = ? AND removed_at IS NOT NULL ORDER BY created_at, key",
        (document,),
    ).fetchall()
    return [document_from_row(row) for row in rows]


def get_document(connection: Connection, document: str) -> DocumentRecord:
    """A document that nobody removed; raises ``DocumentNotFound``."""
    found = find_document(connection, document)
    if found is None:
        raise document_unknown(document)
    return found

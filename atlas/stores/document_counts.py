"""How much was read in each added document and how far its review is, held as long as nothing in it changes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from atlas.core.model import Kind
from atlas.stores.database import Connection, Database
from atlas.stores.document_items import kind_pattern
from atlas.stores.document_queries import ItemCounts
from atlas.stores.document_records import DocumentRecord


@dataclass(frozen=True, slots=True)
class DocumentCount:
    """What there is in a document.

    Parameters
    ----------
    version
        Of the document when it was counted.
    clauses
        One that is printed twice counts once.
    kinds
        How many items of each kind nobody rejected.
    states
        How many items stand where.
    """

    version: int
    clauses: int
    kinds: Mapping[str, int]
    states: ItemCounts


class DocumentCounts:
    """Counts the documents of a workspace, each anew only after a step of its review.

    Parameters
    ----------
    database
        Of the workspace.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._held: dict[str, DocumentCount] = {}

    def count(self, records: Iterable[DocumentRecord]) -> dict[str, DocumentCount]:
        """What there is in some documents.

        Parameters
        ----------
        records
            All that there are; of others nothing is held any longer.

        Returns
        -------
        dict
            By key of the document.
        """
        held, wanted = self._held, list(records)
        found = {one.key: held[one.key] for one in wanted if one.key in held}
        stale = [one for one in wanted if one.key not in found or found[one.key].version != one.version]
        if stale:
            with self._database.connect() as connection:
                for one in stale:
                    found[one.key] = _count(connection, one, found.get(one.key))
        # Set as a whole: other threads go on with what they have.
        self._held = found
        return found


def _count(connection: Connection, record: DocumentRecord, before: DocumentCount | None) -> DocumentCount:
    columns = ", ".join("sum(CASE WHEN body LIKE ? THEN 1 ELSE 0 END)" for _ in Kind)
    rows = connection.execute(
        f"SELECT decision, confirmations, count(*), {columns} FROM ingested_item "  # noqa: S608 - own names
        "WHERE document = ? GROUP BY decision, confirmations",
        (*(kind_pattern(kind) for kind in Kind), record.key),
    ).fetchall()
    states = {
        (str(decision), int(confirmations)): int(number) for decision, confirmations, number, *_ in rows
    }
    kept = [row[3:] for row in rows if row[0] != "rejected"]
    kinds = {kind.value: sum(int(row[at]) for row in kept) for at, kind in enumerate(Kind)}
    # The text of a document never changes.
    clauses = before.clauses if before else _count_clauses(connection, record.key)
    return DocumentCount(record.version, clauses, kinds, states)


def _count_clauses(connection: Connection, key: str) -> int:
    (outline,) = connection.execute("SELECT outline FROM ingested_text WHERE document = ?", (key,)).fetchone()
    return len({clause[0] for clause in json.loads(outline)})

"""The documents of an atlas, to be looked at: built-in ones and added ones, each as far as somebody may see it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path

from atlas.core.access import AccessPolicy, Action, Actor, may, require
from atlas.core.errors import ClauseNotFound, DocumentNotFound, Text
from atlas.core.policy.catalogue import Catalogue
from atlas.core.policy.drafts import goal_id, is_below
from atlas.services.answers import Answer, document_answer, final_answer
from atlas.services.document_answers import (
    added_document_answer,
    count_states,
    finding_answer,
    outline_answer,
    read_counts,
    review_counts,
)
from atlas.services.document_drafts import DocumentDrafts, DraftState
from atlas.services.document_replaced import replaced_answers
from atlas.services.document_reviewed import ReviewedDocument, read_reviewed
from atlas.services.document_wishes import check_status
from atlas.services.documents import show_document
from atlas.services.reader import Reader
from atlas.stores.document_counts import DocumentCounts
from atlas.stores.document_files import DocumentFiles
from atlas.stores.document_records import DocumentRecord, DocumentText
from atlas.stores.document_table import DocumentTable
from atlas.stores.work_folders import WorkFolders


@dataclass(frozen=True, slots=True)
class DocumentTools:
    """What all services of documents share.

    Parameters
    ----------
    table
        Keeps added documents.
    files
        Keeps their originals.
    drafts
        Ties them to units.
    reader
        What everybody sees.
    policy
        In force.
    work
        Folders for work in progress.
    """

    table: DocumentTable
    files: DocumentFiles
    drafts: DocumentDrafts
    reader: Reader
    policy: AccessPolicy
    work: WorkFolders


class DocumentShelf:
    """Shows documents.

    Parameters
    ----------
    tools
        Keep and show them.
    """

    def __init__(self, tools: DocumentTools) -> None:
        self._table = tools.table
        self._counts = DocumentCounts(tools.table.database)
        self._files = tools.files
        self._drafts = tools.drafts
        self._reader = tools.reader
        self._policy = tools.policy

    def list_documents(self, actor: Actor) -> Answer:
        """Every document that somebody may see.

        Parameters
        ----------
        actor
            Who asks.

        Returns
        -------
        dict
            ``documents``, built-in ones first; of a draft ``final``, the final version that is counted in its place.

        Raises
        ------
        AccessDenied
            They may not look at all.
        """
        require(actor, Action.VIEW, self._policy)
        catalogue = self._reader.catalogue()
        public = [self._public(catalogue, document) for document in catalogue.documents]
        if not may(actor, Action.SEE_DOCUMENT_DRAFTS, self._policy):
            return {"documents": public}
        records = self._table.list_documents()
        counts = self._counts.count(records)
        added = [
            {
                **added_document_answer(
                    catalogue,
                    record,
                    read_counts(counts[record.key].clauses, counts[record.key].kinds),
                    review_counts(counts[record.key].states, two_persons=self._policy.two_person_review),
                ),
                "final": final_answer(catalogue, record.head),
            }
            for record in records
        ]
        return {"documents": [*(one for one in public if one["is_built_in"]), *added]}

    def show(self, actor: Actor, document: str) -> Answer:
        """A document with its outline.

        Parameters
        ----------
        actor
            Who asks.
        document
            Id.

        Returns
        -------
        dict
            The draft for those who may see it, with the drafts that it ``replaces``; else what everybody sees.

        Raises
        ------
        AccessDenied, DocumentNotFound
            They may not look at all; there is none that they may see.
        """
        require(actor, Action.VIEW, self._policy)
        record = self._find_draft(actor, document)
        if record is None:
            catalogue = self._reader.catalogue()
            shown = show_document(catalogue, document)
            return {**shown, "is_built_in": self.is_built_in(document)}
        state = self._drafts.state_of(record)
        two_persons = self._policy.two_person_review
        final = final_answer(self._reader.catalogue(), record.head)
        outline = outline_answer(state, two_persons=two_persons)
        replaces = self.replaced(actor, document, {})["documents"]
        return {**self.answer(state), "final": final, "replaces": replaces, "outline": outline}

    def replaced(self, actor: Actor, document: str, facts: Mapping[str, str]) -> Answer:
        """The drafts that a document takes, or would take, the place of.

        Parameters
        ----------
        actor
            Who asks.
        document
            Id.
        facts
            Of ``status`` and ``title`` (Chinese) those that are to be otherwise.

        Returns
        -------
        dict
            ``documents``: see ``replaced_answers``. What still counts among them leaves the map as soon as anything of
            this document is confirmed.

        Raises
        ------
        AccessDenied, DocumentNotFound, ParameterError
            Not an editor; there is none among the added ones; the status is none.
        """
        head = self.state(actor, document).record.head
        title = Text(facts["title"], "") if facts.get("title") else head.title
        head = replace(head, title=title, status=check_status(facts.get("status", "")) or head.status)
        built_in = self._drafts.built.documents.keys()
        return {"documents": replaced_answers(self._reader.catalogue(), head, built_in)}

    def text(self, actor: Actor, document: str, *, clause: str = "") -> Answer:
        """The text of an added document.

        Parameters
        ----------
        actor
            Who asks.
        document
            Id.
        clause
            Only of this clause and those below it.

        Returns
        -------
        dict
            ``text`` and where it starts, ``pieces`` (where each starts, and where it stands in the file) and
            ``clauses``. Positions count code points from the beginning of the whole text.

        Raises
        ------
        AccessDenied, DocumentNotFound, ClauseNotFound
            Not an editor; there is none among the added ones; it has no such clause.
        """
        text = self.state(actor, document).text
        start, end = _stretch(text, clause)
        pieces = text.source.pieces
        starts = accumulate((len(piece.text) + 1 for piece in pieces), initial=0)
        return {
            "document": document,
            "text": text.source.text[start:end],
            "start": start,
            "pieces": [
                {"start": position, "where": piece.where}
                for position, piece in zip(starts, pieces, strict=False)
            ],
            "clauses": [
                {
                    "id": clause.id,
                    "heading": clause.heading,
                    "start": clause.span.start,
                    "end": clause.span.end,
                }
                for clause in text.clauses
            ],
        }

    def original(self, actor: Actor, document: str) -> tuple[Path, str]:
        """The file of an added document as it came in.

        Parameters
        ----------
        actor
            Who asks.
        document
            Id.

        Returns
        -------
        tuple of Path and str
            Where it lies on this machine, and what its sender called it.

        Raises
        ------
        AccessDenied, DocumentNotFound, StoreError
            Not an editor; there is none among the added ones; the file is gone.
        """
        head = self.state(actor, document).record.head
        return self._files.path(head.digest), head.file_name

    def draft_catalogue(self, actor: Actor, document: str, *, only_confirmed: bool = False) -> Catalogue:
        """A catalogue of one added document with everything in it that nobody rejected.

        Parameters
        ----------
        actor
            Who asks.
        document
            Id.
        only_confirmed
            Only what is confirmed, as everybody sees it.

        Returns
        -------
        Catalogue
            Of this document alone.

        Raises
        ------
        AccessDenied, DocumentNotFound
            Not an editor; there is none among the added ones.
        """
        self.state(actor, document)
        return self._drafts.draft_catalogue(document, only_confirmed=only_confirmed)

    def stretches(self, document: str) -> dict[str, tuple[int, int]]:
        """Where the goals of an added document stand in its text, whoever asks: it tells no word of it.

        Parameters
        ----------
        document
            Id.

        Returns
        -------
        dict
            Start and end by goal id; empty for a built-in document.
        """
        if self.is_built_in(document) or self._table.find(document) is None:
            return {}
        return {
            goal_id(document, one.item): (one.item.span.start, one.item.span.end)
            for one in self._drafts.state(document).items
            if one.item.span is not None
        }

    def reviewed(self, document: str) -> ReviewedDocument | None:
        """What people made of an added document; ``None`` for one without a text of its own."""
        state = self._drafts.state(document)
        return read_reviewed(self._table, state) if state.text.source.text else None

    def is_draft(self, actor: Actor, document: str) -> bool:
        """Whether there is an added document of this id that somebody may see all of."""
        return self._find_draft(actor, document) is not None

    def state(self, actor: Actor, document: str) -> DraftState:
        """An added document as it stands now.

        Parameters
        ----------
        actor
            Who asks.
        document
            Id.

        Returns
        -------
        DraftState
            All of it.

        Raises
        ------
        AccessDenied, DocumentNotFound
            Not an editor; there is none among the added ones.
        """
        require(actor, Action.SEE_DOCUMENT_DRAFTS, self._policy)
        if self._table.find(document) is None and self.is_built_in(document):
            raise DocumentNotFound(
                f"文件 {document} 是内置的，没有原文和草稿",
                f"document {document} is built in and has no text and no draft",
                code="document_built_in",
                hint_zh="内置文件的内容见 geodata/policies，不在此审阅。",
                hint_en="What built-in documents say stands in geodata/policies and is not reviewed here.",
                document=document,
            )
        return self._drafts.state(document)

    def answer(self, state: DraftState) -> Answer:
        """An added document as plain values, for those who may see drafts.

        Parameters
        ----------
        state
            The document.

        Returns
        -------
        dict
            Its counts tell of places in doubt, too.
        """
        items = [one.item for one in state.items]
        review = count_states(items, two_persons=self._policy.two_person_review)
        unresolved = {finding.item for finding in state.findings}
        review["doubtful"] = sum(
            item.id in unresolved or any(place.is_in_doubt for place in item.places)
            for item in state.draft_shown
        )
        clauses = len({clause.id for clause in state.text.clauses})
        kinds = Counter(item.kind.value for item in state.draft_shown)
        public = self._drafts.public_catalogue(state.record)
        return added_document_answer(public, state.record, read_counts(clauses, kinds), review)

    def answer_with_findings(self, state: DraftState) -> Answer:
        """An added document, and what of it leads nowhere."""
        findings = [finding_answer(finding) for finding in state.findings]
        return {"document": self.answer(state), "findings": findings}

    def is_built_in(self, document: str) -> bool:
        """Whether a document comes with the atlas."""
        return document in self._drafts.built.documents

    def _public(self, catalogue: Catalogue, document: str) -> Answer:
        answer = document_answer(catalogue, catalogue.documents[document])
        return {**answer, "is_built_in": self.is_built_in(document)}

    def _find_draft(self, actor: Actor, document: str) -> DocumentRecord | None:
        if not may(actor, Action.SEE_DOCUMENT_DRAFTS, self._policy) or self.is_built_in(document):
            return None
        return self._table.find(document)


def _stretch(text: DocumentText, clause: str) -> tuple[int, int]:
    """Where a clause and those below it stand in the text; all of it for the empty clause."""
    if not clause:
        return 0, len(text.source.text)
    spans = [one.span for one in text.clauses if is_below(one.id, clause)]
    if not spans:
        raise ClauseNotFound(
            f"文件中没有条款 {clause[:60]}",
            f"the document has no clause {clause[:60]}",
            hint_zh="条款编号以 / 连接，例如 二/(一)/1。",
            hint_en="Clause ids are joined by slashes, such as 二/(一)/1.",
            clause=clause[:60],
        )
    return min(span.start for span in spans), max(span.end for span in spans)

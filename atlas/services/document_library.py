"""Adds documents of people: read in a process of its own, kept as drafts with their originals; and removes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO

from atlas.core.access import Action, Actor, may, require
from atlas.core.circles import no_search_for_circles
from atlas.core.errors import ConflictError, LimitExceeded, Text
from atlas.core.policy.reading.draft import DraftDocument
from atlas.core.policy.reading.facts import DocumentFacts
from atlas.core.policy.reading.source import SourceText
from atlas.ingest.received import keep_received
from atlas.services.answers import Answer
from atlas.services.document_gate import ReadingGate
from atlas.services.document_ids import check_document_id, make_document_id
from atlas.services.document_known import document_known
from atlas.services.document_reading import ReadsDocuments
from atlas.services.document_shelf import DocumentShelf, DocumentTools
from atlas.services.document_title_area import (
    document_title,
    find_area_notes,
    proposal_answer,
    propose_area,
)
from atlas.services.document_values import plain_line
from atlas.services.document_wishes import LONGEST_TITLE, AddRequest, read_wishes
from atlas.services.sent_names import plain_name
from atlas.stores.document_files import digest_file
from atlas.stores.document_records import DocumentHead, DocumentText
from atlas.stores.document_table import NewDocument, document_exists


class DocumentLibrary(DocumentShelf):
    """Shows documents, adds and removes them.

    Parameters
    ----------
    tools
        Keep and show them.
    reading
        Turns a file into a draft.
    max_bytes
        Longest file that is taken.
    gate
        For files that are sent in; shared by all who send.
    """

    def __init__(
        self,
        tools: DocumentTools,
        *,
        reading: ReadsDocuments,
        max_bytes: int,
        gate: ReadingGate | None = None,
    ) -> None:
        super().__init__(tools)
        self._work = tools.work
        self._reading = reading
        self._max_bytes = max_bytes
        self._gate = gate or ReadingGate()

    def receive(self, actor: Actor, stream: IO[bytes], *, name: str, wishes: Mapping[str, str]) -> Answer:
        """Add a document that is being sent in.

        Parameters
        ----------
        actor
            Who sends it.
        stream
            The bytes.
        name
            What the sender calls it.
        wishes
            ``region``, and of ``id``, ``year``, ``horizon``, ``title``, ``status``, ``replace`` and ``again`` what they
            know or want.

        Returns
        -------
        dict
            As of ``add``.

        Raises
        ------
        AccessDenied, ParameterError, LimitExceeded
            Not an editor; an unknown wish; too long. Otherwise as of ``add``.
        ServiceBusy
            Others are being read, and it took too long.
        """
        require(actor, Action.ADD_DOCUMENT, self._policy)
        request = read_wishes(name, wishes)
        with self._received(stream) as path, self._gate.turn():
            return self.add(actor, path, request)

    def propose(self, actor: Actor, stream: IO[bytes], *, name: str) -> Answer:
        """What a file that is being sent in says of itself; nothing of it is kept.

        Parameters
        ----------
        actor
            Who sends it.
        stream
            The bytes.
        name
            What the sender calls it.

        Returns
        -------
        dict
            ``title``, and ``area``: the units that it seems to govern, what told so in which words, and whether that is
            beyond doubt; ``None`` where nothing tells.

        Raises
        ------
        AccessDenied, DataError, LimitExceeded, ServiceBusy
            Not an editor; the file cannot be read or is too long; others are being read, and it took too long.
        """
        require(actor, Action.ADD_DOCUMENT, self._policy)
        shown = plain_name(name)
        with self._received(stream) as path, self._gate.turn():
            source = self._reading.read_source(path, name=shown)
        units = self._drafts.built.units
        found = propose_area(source, shown, units)
        return {
            "title": plain_line(document_title(source), LONGEST_TITLE),
            "area": found and proposal_answer(found, units),
        }

    @contextmanager
    def _received(self, stream: IO[bytes]) -> Iterator[Path]:
        """A file that is being sent in, as long as it is read."""
        with self._work.make() as folder:
            path = folder / "document.bin"
            if not keep_received(stream, path, self._max_bytes):
                raise _too_large(self._max_bytes)
            yield path

    def add(self, actor: Actor, path: Path, request: AddRequest) -> Answer:
        """Read a document and keep it as a draft.

        Parameters
        ----------
        actor
            Who adds it.
        path
            The file.
        request
            What they say of it.

        Returns
        -------
        dict
            ``document``, and ``findings``: places that lead nowhere.

        Raises
        ------
        AccessDenied, AdcodeUnknown, InputError
            Not an editor, or no reviewer and the document to be replaced is another's; no such region; an id that
            cannot be used.
        ConflictError
            There is a document of this id, or people have decided about it; code ``document_known``: the same file is
            there already, and it is not said to be added again.
        DataError, LimitExceeded
            The file cannot be read; nothing is kept.
        StoreError
            The disk is full; nothing is kept.
        """
        require(actor, Action.ADD_DOCUMENT, self._policy)
        # The rules are loaded while all else is looked up and the file is opened.
        self._reading.prepare()
        self._drafts.built.get_unit(request.region)
        if request.id:
            self._check_free(actor, check_document_id(request.id), replaces=request.replace)
        digest, _ = digest_file(path)
        self._refuse_known(actor, digest, request)
        name = plain_name(request.name)
        source = self._reading.read_source(path, name=name)
        self._drafts.prepare()
        about = DocumentFacts(
            id=request.id or self._make_id(name, request, source),
            region=request.region,
            title=request.title,
            year=request.year,
            horizon=request.horizon,
        )
        draft = self._reading.read_draft(source, about)
        if request.status:
            draft = replace(draft, status=request.status)
        units = self._drafts.built.units.values()
        draft = replace(draft, notes=(*draft.notes, *find_area_notes(draft.title.zh, request.region, units)))
        new = _new_document(name, path, source, draft, replaces=request.replace)
        with no_search_for_circles(), self._table.database.transaction():
            # Somebody may have sent the same file, or another one of this name, while this one was read.
            self._refuse_known(actor, digest, request)
            if not request.id:
                new = replace(new, head=replace(new.head, id=self._make_id(name, request, source)))
            return self.put(actor, path, new)

    def remove(self, actor: Actor, document: str) -> Answer:
        """Take an added document away; what it said is public no more.

        Parameters
        ----------
        actor
            Who does it.
        document
            Id.

        Returns
        -------
        dict
            The document as it stood.

        Raises
        ------
        AccessDenied, DocumentNotFound
            Not a reviewer; there is none.
        ConflictError
            It is built in.
        """
        require(actor, Action.REMOVE_DOCUMENT, self._policy)
        self._refuse_built_in(document)
        answer = self.answer(self._drafts.state(document))
        self._table.remove(document, actor=actor.name)
        return answer

    def purge(self, actor: Actor, document: str) -> Answer:
        """Take away for good everything that was ever kept under an id: texts, items, decisions and originals.

        Parameters
        ----------
        actor
            Who does it.
        document
            Id; the document may have been removed before.

        Returns
        -------
        dict
            The id, and how many ``documents`` went.

        Raises
        ------
        AccessDenied, DocumentNotFound, ConflictError
            Not an administrator; there is none and there was none; it is built in.
        StoreError
            An original cannot be deleted.
        """
        require(actor, Action.PURGE_DOCUMENT, self._policy)
        self._refuse_built_in(document)
        gone = self._table.purge(document, actor=actor.name)
        self._drafts.forget(record.key for record in gone)
        # Whoever adds the same file keeps it and enters it in one transaction: nobody is in between here.
        with self._table.database.transaction():
            for digest in {record.head.digest for record in gone}.difference(self._table.list_digests()):
                self._files.remove(digest)
        return {"id": document, "documents": len(gone)}

    def remove_litter(self) -> list[str]:
        """Remove originals of documents that were never entered, and work of killed processes; gives the digests."""
        self._work.remove_litter()
        return self._files.remove_litter(self._table.list_digests())

    def put(self, actor: Actor, path: Path, new: NewDocument) -> Answer:
        """Keep a document that was read, with its original.

        Parameters
        ----------
        actor
            Who adds it; may do so.
        path
            Of the original.
        new
            The document.

        Returns
        -------
        dict
            As of ``add``.

        Raises
        ------
        AccessDenied, ConflictError, StoreError
            See ``add``; the disk or the database refused.
        """
        with self._table.database.transaction():
            self._check_free(actor, new.head.id, replaces=new.replaces)
            self._files.keep(path, new.head.digest)
            record = self._table.add(new, actor=actor.name)
        return self.answer_with_findings(self._drafts.hold(record, new.text, new.stored))

    def _check_free(self, actor: Actor, document: str, *, replaces: bool) -> None:
        """Refuse an id that a built-in document has, or another one that this person may not replace."""
        if self.is_built_in(document):
            raise document_exists(document)
        known = self._table.find(document)
        if known is None:
            return
        if not replaces:
            raise document_exists(document)
        if known.created_by != actor.name:
            # What one has added oneself may make way for a better reading; another's goes as by removing it.
            require(actor, Action.REMOVE_DOCUMENT, self._policy)

    def _refuse_known(self, actor: Actor, digest: str, request: AddRequest) -> None:
        """Refuse a file that is there already, unless it replaces just that document or is wanted twice."""
        known = [record for record in self._table.list_documents() if record.head.digest == digest]
        if request.again or not known or (request.replace and request.id in {one.head.id for one in known}):
            return
        latest = known[-1]
        may_remove = latest.created_by == actor.name or may(actor, Action.REMOVE_DOCUMENT, self._policy)
        # Whoever may add documents may see those that others have added.
        raise document_known(latest, may_replace=may_remove and not self._table.is_reviewed(latest))

    def _refuse_built_in(self, document: str) -> None:
        if self._table.find(document) is None and self.is_built_in(document):
            raise ConflictError(
                f"文件 {document} 是内置的，不能移除",
                f"document {document} is built in and cannot be removed",
                code="document_built_in",
                hint_zh="内置文件由 geodata/policies 中的文件决定。",
                hint_en="Built-in documents are those of geodata/policies.",
                document=document,
            )

    def _make_id(self, name: str, request: AddRequest, source: SourceText) -> str:
        """An id that is free now; whoever is to have it for sure asks within a transaction."""
        taken = {*self._drafts.built.documents, *(one.head.id for one in self._table.list_documents())}
        return make_document_id(name, request.title or source.title, taken)


def _new_document(
    name: str, path: Path, source: SourceText, draft: DraftDocument, *, replaces: bool
) -> NewDocument:
    digest, size = digest_file(path)
    head = DocumentHead(
        id=draft.id,
        title=Text(plain_line(draft.title.zh, LONGEST_TITLE), plain_line(draft.title.en, LONGEST_TITLE)),
        issuer=plain_line(draft.issuer, LONGEST_TITLE),
        region=draft.region,
        year=draft.year,
        horizon=draft.horizon,
        status=draft.status,
        source=draft.source or name,
        file_name=name,
        size=size,
        digest=digest,
        kind=source.kind,
        encoding=source.encoding,
        notes=(*source.notes, *draft.notes),
    )
    return NewDocument(head, DocumentText(source, draft.clauses), draft.items, replaces=replaces)


def _too_large(max_bytes: int) -> LimitExceeded:
    return LimitExceeded(
        f"文件超过上限 {max_bytes // 1_000_000} MB",
        f"the file is larger than {max_bytes // 1_000_000} MB",
        code="upload_too_large",
        hint_zh="请只上传正文；管理员可调高设置 max_upload_mb。",
        hint_en="Send the text alone; an administrator can raise the setting max_upload_mb.",
    )
